"""`dateline import hypothesis FILE`: annotations made elsewhere become entries of `annotations:`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.options import Options
from dateline.streams import standard_input
from dateline.summary import counted

if TYPE_CHECKING:
    from dateline.annotating.hypothesis import Foreign
    from dateline.annotating.taking import Taken
    from dateline.diagnostics import Diagnostic
    from dateline.editing.articles import Opened, Workspace

EXAMPLE = "dateline import hypothesis annotations.json --article the-day-the-fab-stopped"
ORPHANS = "imported-orphans.json"
"""Beside content/: what could not be anchored. The same command takes the file again once that is mended."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to read, and which article it is about if the addresses do not say."""
    parser.add_argument(
        "form", choices=("hypothesis", "annotations"), help="what the file is; either form is recognised"
    )
    parser.add_argument("file", metavar="FILE", help="an export of Hypothesis or a Web Annotation page")
    parser.add_argument("--article", metavar="ARTICLE", help="take every annotation as one on this article")


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Adds what is new to the articles' meta.yaml. The status is 1 if something could not be anchored."""
    from dateline.annotating.hypothesis import NotAnnotations, read_annotations
    from dateline.editing.articles import NotWritten, UnknownArticle, chosen, open_workspace

    try:
        data = standard_input().read() if arguments.file == "-" else Path(arguments.file).read_bytes()
        given = read_annotations(json.loads(data.decode("utf-8-sig")))
    except OSError as problem:
        print(f"dateline import: {arguments.file}: {problem.strerror}", file=sys.stderr)
        return 2
    except (ValueError, RecursionError) as problem:
        reason = str(problem) if isinstance(problem, NotAnnotations) else f"not JSON: {problem}"
        print(f"dateline import: {arguments.file}: {reason}", file=sys.stderr)
        return 2
    if (options.content.parent / ORPHANS).is_symlink():
        print(f"dateline import: {ORPHANS} is a symbolic link; put a file in its place", file=sys.stderr)
        return 2
    workspace = open_workspace(options)
    try:
        article = chosen(workspace, [arguments.article])[0] if arguments.article else ""
    except UnknownArticle as problem:
        print(f"dateline import: {problem}", file=sys.stderr)
        return 2
    session = _Session(options, workspace)
    try:
        session.take(given, article)
    except NotWritten as problem:
        print(f"dateline import: {problem}", file=sys.stderr)
        return problem.status
    session.summary()
    return 1 if session.orphans or session.problems or session.failed else 0


class _Session:
    """One file taken in: entries written, and what was left."""

    def __init__(self, options: Options, workspace: Workspace) -> None:
        self._options = options
        self._workspace = workspace
        self.problems: list[Diagnostic] = []
        self.orphans: list[tuple[Foreign, str]] = []
        self.failed = False
        """Whether the orphans could not be kept as they should be."""
        self._counts = {"new": 0, "known": 0, "reply": 0, "other": 0}

    def take(self, given: list[Foreign], article: str) -> None:
        """All annotations, article by article."""
        from dateline.annotating.taking import slug_of, take
        from dateline.editing.articles import open_articles

        every = list(self._workspace.articles)
        opened = {each.slug: each for each in open_articles(self._workspace, every, self.problems)}
        aliases = {
            "/" + alias.strip("/").removesuffix("index.html").strip("/"): each.slug
            for each in opened.values()
            for alias in each.meta.aliases
        }
        by_slug: dict[str, list[Foreign]] = {}
        for foreign in given:
            slug = article or slug_of(self._workspace, foreign.address, aliases)
            if slug in opened:
                by_slug.setdefault(slug, []).append(foreign)
            else:
                where = foreign.address or "an unknown page"
                self.orphans.append((foreign, f"no article of this site is at {where}"))
        for slug, about in sorted(by_slug.items()):
            self._write(take(self._workspace, opened[slug], about), opened[slug])
        self._keep(given)

    def _write(self, taken: list[Taken], opened: Opened) -> None:
        """The new entries of an article; one that would be an error there is an orphan."""
        from dateline.console import Console
        from dateline.editing.articles import rewrite
        from dateline.editing.writing import with_entries

        new = [each for each in taken if each.outcome == "new"]
        text, left_out = with_entries(
            self._workspace, opened, [("annotations", each.entry, "") for each in new]
        )
        if text != opened.text:
            rewrite(opened, text)
        for number, each in enumerate(new):
            if number in left_out:
                self.orphans.append((each.foreign, "as an entry it would give the article an error"))
        self._counts["new"] += len(new) - len(left_out)
        for each in taken:
            if each.outcome == "orphan":
                self.orphans.append((each.foreign, each.why))
            elif each.outcome != "new":
                self._counts[each.outcome] += 1
        if new:
            Console(self._options).say(
                f"{self._options.shown(opened.path)}: {len(new) - len(left_out):,} added"
            )

    def _keep(self, given: list[Foreign]) -> None:
        """Writes the orphans beside content/, with those of earlier runs that have not been taken since."""
        from dateline.annotating.hypothesis import NotAnnotations, orphan_page, read_annotations

        path = self._options.content.parent / ORPHANS
        orphans = [foreign for foreign, _ in self.orphans]
        earlier: list[Foreign] = []
        try:
            earlier = read_annotations(json.loads(path.read_text("utf-8")))
        except FileNotFoundError:
            if not orphans:
                return
        except (OSError, ValueError, NotAnnotations):
            print(f"dateline import: {ORPHANS} is not ours and is left as it is", file=sys.stderr)
            self.failed = True
            return
        done = set(given) - set(orphans)
        kept = list(dict.fromkeys([*(each for each in earlier if each not in done), *orphans]))
        try:
            if kept:
                text = json.dumps(orphan_page(kept), ensure_ascii=False, indent=1)
                path.write_text(text + "\n", "utf-8", newline="\n")
            else:
                path.unlink()
        except OSError as problem:
            print(f"dateline import: {path} cannot be written: {problem.strerror}", file=sys.stderr)
            self.failed = True

    def summary(self) -> None:
        """What happened, and where the orphans are."""
        from dateline.console import Console

        console = Console(self._options)
        console.problems(self.problems)
        for foreign, why in self.orphans:
            words = " ".join(foreign.exact.split()) or foreign.body.partition("\n")[0]
            shown = words if len(words) <= 80 else words[:79].rstrip() + "…"
            print(f"orphan: “{shown}” ({foreign.address}): {why}", file=sys.stderr)
        told = [f"{self._counts['new']:,} added", f"{self._counts['known']:,} known already"]
        kept = f", kept in {ORPHANS}" if self.orphans and not self.failed else ""
        told.append(counted(len(self.orphans), "orphan") + kept)
        replies = self._counts["reply"]
        if replies:
            told.append(f"{replies} {'reply' if replies == 1 else 'replies'} left out")
        if self._counts["other"]:
            told.append(f"{self._counts['other']} quotations, claims and events left out")
        console.say(", ".join(told))
