"""`dateline fix`: mends anchors whose words have drifted, one by one, as the editor agrees."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from dateline.options import Options
from dateline.text.nearest import MENDABLE

if TYPE_CHECKING:
    from dateline.diagnostics import Diagnostic
    from dateline.editing.articles import Opened, Workspace
    from dateline.editing.drift import Repair
    from dateline.editing.yamledit import Place

EXAMPLE = "dateline fix the-day-the-fab-stopped --yes"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which articles, and how freely."""
    parser.add_argument("articles", nargs="*", metavar="ARTICLE", help="slug or path (default: all articles)")
    parser.add_argument("--yes", action="store_true", help="write every change without asking")
    parser.add_argument(
        "--least",
        type=_percent,
        default=MENDABLE,
        metavar="N",
        help=f"change nothing that is less than N %% like the words now (default: {MENDABLE})",
    )


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Shows each drifted anchor with the nearest words, and writes what is agreed to.

    Without a terminal and without `--yes` it only shows. The exit status is 1 if anything is left.
    """
    from dateline.console import Console
    from dateline.editing.articles import NotWritten, UnknownArticle, chosen, open_articles, open_workspace

    console = Console(options)
    workspace = open_workspace(options)
    problems: list[Diagnostic] = []
    try:
        slugs = chosen(workspace, arguments.articles)
    except UnknownArticle as problem:
        print(f"dateline fix: {problem}", file=sys.stderr)
        return 2
    session = _Session(options, workspace, arguments.least, yes=arguments.yes)
    try:
        for opened in open_articles(workspace, slugs, problems):
            session.mend(opened)
            if session.stopped:
                break
    except NotWritten as problem:
        print(f"dateline fix: {problem}", file=sys.stderr)
        return problem.status
    if not workspace.articles:
        problems = [*workspace.problems, *problems]
    console.problems(problems)
    session.summary()
    return 1 if problems or session.left else 0


def _percent(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not 50 <= number <= 100:
        raise argparse.ArgumentTypeError(f"a number from 50 to 100 is needed, not {text!r}")
    return number


class _Session:
    """One run over several articles: what was mended, what is left, whether the editor has had enough."""

    def __init__(self, options: Options, workspace: Workspace, least: int, *, yes: bool) -> None:
        self._options = options
        self._workspace = workspace
        self._least = least
        self._yes = yes
        is_seen = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
        self._asks = not yes and options.format == "text" and is_seen
        self.mended = self.left = 0
        self.stopped = False

    def mend(self, opened: Opened) -> None:
        """All drifted anchors of an article, in the order of its meta.yaml."""
        from dateline.editing.articles import reopened, rewrite
        from dateline.editing.drift import first_repair

        skipped: set[Place] = set()
        while not self.stopped:
            repair = first_repair(self._workspace, opened, self._least, skipped)
            if repair is None:
                return
            agreed = self._agreed(repair)
            if agreed:
                rewrite(opened, repair.text)
            self._show(repair, agreed)
            if not agreed:
                skipped.add(repair.place)
                self.left += 1
                continue
            self.mended += 1
            again = reopened(self._workspace, opened.slug, repair.text, opened.texts, [])
            assert again is not None, "it was read with this text before it was written"
            opened = again

    def summary(self) -> None:
        """The last line."""
        if self._options.verbosity >= 0 and self._options.format == "text":
            print(f"{self.mended} mended, {self.left} left")

    def _agreed(self, repair: Repair) -> bool:
        """Whether a change may be written; asks, if there is somebody to ask."""
        if not repair.text:
            return False
        if self._yes:
            return True
        if not self._asks:
            return False
        print(_described(repair))
        while True:
            try:
                answer = input("write this? [y/n/q] ").strip().lower()
            except EOFError:
                answer = "q"
            if answer in ("y", "yes"):
                return True
            if answer in ("q", "quit"):
                self.stopped = True
            if answer in ("n", "no", "q", "quit"):
                return False

    def _show(self, repair: Repair, written: bool) -> None:
        if self._options.format == "json":
            print(json.dumps(_as_object(repair, written), ensure_ascii=False), flush=True)
        elif self._asks and repair.text:
            return
        elif self._options.verbosity >= 0 or not written:
            print(_described(repair) + ("\n  written" if written else _why_not(repair, self._least)))


def _described(repair: Repair) -> str:
    from dateline.editing.articles import shown_place

    at = repair.at
    lines = [f"{at.file}:{at.line}:{at.column}: {shown_place(repair.place)}", f"  was “{repair.exact}”"]
    if repair.proposal is not None and repair.found_at is not None:
        found = repair.found_at
        lines.append(f"  now “{repair.proposal.text}”".replace("\n", " "))
        lines.append(
            f"  {repair.proposal.similarity:.0f}% alike, at {found.file}:{found.line}:{found.column}; "
            f"difference: {repair.difference}"
        )
    return "\n".join(lines)


def _why_not(repair: Repair, least: int) -> str:
    """Why a change was not written, as a line of its own."""
    if repair.proposal is None:
        return "\n  nothing in the article is near to these words"
    if repair.proposal.similarity < least:
        return f"\n  left: less than {least}% alike"
    if not repair.text:
        return "\n  left: changing these words alone does not mend it"
    return "\n  left: not written without --yes"


def _as_object(repair: Repair, written: bool) -> dict[str, object]:
    proposal = repair.proposal
    return {
        "file": repair.at.file,
        "line": repair.at.line,
        "column": repair.at.column,
        "place": list(repair.place),
        "exact": repair.exact,
        "proposal": proposal.text if proposal else None,
        "similarity": round(proposal.similarity, 1) if proposal else None,
        "difference": repair.difference,
        "mendable": bool(repair.text),
        "written": written,
    }
