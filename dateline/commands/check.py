"""`dateline check`: everything that can be found out about the content and the site made of it."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date

from dateline.options import Options

EXAMPLE = "dateline check --external --today"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is looked at beside the site itself."""
    parser.add_argument(
        "--external", action="store_true", help="try links to other sites too; never fails the check"
    )
    parser.add_argument(
        "--today",
        nargs="?",
        type=_day,
        const=True,
        metavar="DATE",
        help="warn of deadlines that have gone by without an outcome (as of DATE, or of today)",
    )


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Prints all problems and how many there are; 1 if one of them is an error."""
    from dateline.checking.run import check, status_of
    from dateline.console import Console
    from dateline.diagnostics import in_file_order
    from dateline.editing.siteyaml import today
    from dateline.summary import counted

    began = time.monotonic()
    console = Console(options)
    day = today(options) if arguments.today is True else arguments.today
    checked = check(options, console, today=day, external=arguments.external)
    problems = in_file_order(checked.problems)
    console.problems(problems)
    levels = [problem.level for problem in problems]
    found = ", ".join(counted(levels.count(level), level) for level in ("error", "warning", "note"))
    if checked.pages:
        seconds = time.monotonic() - began
        console.say(
            f"{counted(checked.pages, 'page')}, {counted(checked.links, 'link')}: {found}; {seconds:.2f} s"
        )
    elif options.format == "text":
        print(f"{found}; the site cannot be built, so its pages were not looked at", file=sys.stderr)
    return status_of(checked)


def _day(text: str) -> date:
    """A day, for argparse."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a day is needed, as in 2024-04-03, not {text!r}") from None
