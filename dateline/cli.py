"""The command line: arguments become a call, its result the exit status.

Each command is a module of `dateline.commands`; only the one that was asked for is imported.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from dateline import __version__, streams
from dateline.options import Options, processors

COMMANDS = {
    "build": "build content/ into site/ (what no command does, too)",
    "serve": "build, serve on this machine, rebuild and reload as files are saved",
    "check": "find every problem of the content and of the written site; writes nothing",
    "suggest": "propose entries for quotations and events found in the prose",
    "quotations": "list the quotations of any text, with who seems to speak",
    "fix": "mend anchors whose words have drifted",
    "new": "start an article",
    "init": "start a site",
    "import": "take in annotations made elsewhere",
    "export": "hand annotations out as Web Annotation JSON",
    "schema": "write JSON Schemas of the YAML files, for editors",
    "completion": "print a completion script for the shell",
}
INTERRUPTED = 130
_PIPE_CLOSED = 141
"""What a shell says of a program that SIGPIPE has ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command.

    Takes the arguments without the program's name (default: those of this process) and returns the exit
    status: 0 done, 1 the content has errors, 130 interrupted. Raises SystemExit(2) for wrong usage, and
    SystemExit(0) after `--help` and `--version`.
    """
    if not streams.take_closed():
        print("dateline: standard output is closed", file=sys.stderr)
        return 1
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = make_parser(arguments)
    parsed = parser.parse_args(arguments)
    command = parsed.command or "build"
    options = _options(parser, parsed)
    try:
        status: int = _module(command).run(options, parsed)
        sys.stdout.flush()
        if argv is None:
            gc.freeze()  # the process ends now: looking for garbage in all it has would be for nothing
        return status
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`dateline … | head`): not an error of ours.
        streams.drop_output()
        return _PIPE_CLOSED
    except OSError as problem:
        if not streams.is_lost(problem):
            raise
        print(f"dateline: the output cannot be written: {problem.strerror}", file=sys.stderr)
        streams.drop_output()
        return 1


def make_parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser, with the details of only that command that the arguments name.

    A build with nothing to do should not pay for the arguments of a dozen other commands.
    """
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="A static site of annotated articles, with a checked quote index and a timeline.",
        epilog="With no command it builds. Each command explains itself: dateline COMMAND --help",
        formatter_class=_Help,
    )
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    _add_common(parser, suppress=False)
    command = _first_positional(arguments)
    wants_help = not {"-h", "--help"}.isdisjoint(arguments)
    if command is None and not wants_help:
        parser.set_defaults(command=None)
        return parser
    # Without `prog` argparse lays out a page of help to find what to call the commands.
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog=parser.prog)
    for name, summary in COMMANDS.items():
        if command in COMMANDS and name != command and not wants_help:
            continue
        sub = subparsers.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            formatter_class=_Help,
            add_help=name == command,
        )
        if name == command:
            module = _module(name)
            sub.epilog = f"example:\n  {module.EXAMPLE}"
            module.add_arguments(sub)
            _add_common(sub, suppress=True)
    return parser


class _Help(argparse.RawDescriptionHelpFormatter):
    """As wide as a page of text: argparse asks for one with every argument that is added, and would each
    time ask the terminal for its width.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_WIDTH)


_WIDTH = 78

_VALUED = ("--content", "--templates", "--out", "--url", "--jobs", "--format")


def _first_positional(arguments: Sequence[str]) -> str | None:
    """The first word that is neither an option nor the value of one: the command, if it is one."""
    expects_value = False
    for word in arguments:
        if expects_value:
            expects_value = False
        elif word in _VALUED:
            expects_value = True
        elif not word.startswith("-"):
            return word
    return None


def _add_common(parser: argparse.ArgumentParser, *, suppress: bool) -> None:
    """The options that every command knows; they may stand before or after the command."""

    def add(*names: str, default: Any, **rest: Any) -> None:
        parser.add_argument(*names, default=argparse.SUPPRESS if suppress else default, **rest)

    add("--content", default=None, metavar="DIR", help="the content (default: content)")
    add("--templates", default=None, metavar="DIR", help="the site's own templates (default: templates)")
    add("--out", default=None, metavar="DIR", help="where the site is written (default: site)")
    add("--url", default="", metavar="URL", help="overrides `url` in site.yaml")
    add("--strict", default=False, action="store_true", help="every warning is an error")
    add("--drafts", default=False, action="store_true", help="build drafts too; they are marked")
    add("--future", default=False, action="store_true", help="build what is dated ahead too; it is marked")
    add("--jobs", default=None, type=_count, metavar="N", help="worker processes (default: the processors)")
    add("--no-cache", default=False, action="store_true", help="forget what earlier builds left")
    add("--explain", default=False, action="store_true", help="say why each page was written")
    add(
        "--format",
        default="text",
        choices=("text", "json", "github"),
        help="how problems are shown: text, JSON lines, or GitHub annotations",
    )
    add("--quiet", default=False, action="store_true", help="print problems only")
    add("--verbose", default=False, action="store_true", help="print more of what is done")
    add(
        "--no-color", default=False, action="store_true", help="no colours (nor with NO_COLOR, nor in a pipe)"
    )


def _count(text: str) -> int:
    """A whole number from 1, for argparse."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1 is needed, not {text!r}")
    return number


def _options(parser: argparse.ArgumentParser, parsed: argparse.Namespace) -> Options:
    url = _address(parser, parsed.url) if parsed.url else ""
    _check_moment(parser)
    here = Path.cwd()
    color = not parsed.no_color and not os.environ.get("NO_COLOR") and sys.stderr.isatty()
    return Options(
        content=_folder(here, parsed.content or "content"),
        templates=_folder(here, parsed.templates or "templates"),
        out=_folder(here, parsed.out or "site"),
        url=url,
        strict=parsed.strict,
        drafts=parsed.drafts,
        future=parsed.future,
        jobs=parsed.jobs or processors(),
        use_cache=not parsed.no_cache,
        explain=parsed.explain,
        format=parsed.format,
        verbosity=1 if parsed.verbose else -1 if parsed.quiet else 0,
        color=color,
    )


def _address(parser: argparse.ArgumentParser, url: str) -> str:
    """The absolute address of the site, as site.yaml would have it."""
    from dateline.reading.formats import FormatError, site_address

    try:
        return site_address(url)
    except FormatError as problem:
        parser.error(f"--url: {problem.message}; {problem.hint}")


def _check_moment(parser: argparse.ArgumentParser) -> None:
    """Refuses a moment that `dates.moments.now` cannot tell, in every time zone."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    is_number = epoch.isascii() and epoch.isdigit()
    if epoch and not (is_number and len(epoch) <= _DIGITS and int(epoch) < _YEAR_9999):
        shown = epoch if len(epoch) <= 40 else f"{epoch[:40]}…"
        parser.error(
            "SOURCE_DATE_EPOCH: whole seconds since 1970 are needed, of a moment before the year 9999,"
            f" not {shown!r}"
        )


_DIGITS, _YEAR_9999 = 20, 253_370_764_800


def _folder(here: Path, name: str) -> Path:
    """An absolute path, `..` resolved by name: the folder itself may be a symbolic link."""
    return Path(os.path.normpath(here / name))


def _module(command: str) -> Any:
    return import_module(
        f"dateline.commands.{command}_" if command == "import" else f"dateline.commands.{command}"
    )
