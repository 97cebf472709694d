"""`dateline suggest`: proposes entries for `quotes:` and `events:`, for the editor to look over."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dateline.options import Options

if TYPE_CHECKING:
    from dateline.editing.articles import Opened, Workspace
    from dateline.editing.suggestions import Suggested

EXAMPLE = "dateline suggest the-day-the-fab-stopped --min likely --write"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which articles, which suggestions, and whether to write them."""
    parser.add_argument("articles", nargs="*", metavar="ARTICLE", help="slug or path (default: all articles)")
    parser.add_argument(
        "--min",
        default="guess",
        choices=("sure", "likely", "guess"),
        help="leave out what is less sure (default: guess)",
    )
    parser.add_argument("--only", choices=("quotes", "events"), help="suggest only these")
    parser.add_argument("--write", action="store_true", help="add the entries to meta.yaml")


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Lists the suggestions, and with `--write` adds them; an article that cannot be read is an error."""
    from dateline.console import Console
    from dateline.editing.articles import (
        NotWritten,
        UnknownArticle,
        chosen,
        open_articles,
        open_workspace,
        passed_over,
        rewrite,
    )
    from dateline.editing.suggestions import CONFIDENCES, suggest_entries
    from dateline.editing.writing import with_suggestions

    workspace = open_workspace(options)
    try:
        slugs = chosen(workspace, arguments.articles)
    except UnknownArticle as problem:
        print(f"dateline suggest: {problem}", file=sys.stderr)
        return 2
    problems = passed_over(workspace, arguments.articles)
    least = CONFIDENCES.index(arguments.min)
    listed = 0
    for opened in open_articles(workspace, slugs, problems):
        suggested = [
            each
            for each in suggest_entries(workspace, opened)
            if CONFIDENCES.index(each.confidence) >= least and arguments.only in (None, each.key)
        ]
        listed += len(suggested)
        text = opened.text
        skipped: tuple[Suggested, ...] = ()
        if arguments.write and suggested:
            text, skipped = with_suggestions(workspace, opened, suggested)
        _show(options, workspace, opened, suggested, skipped)
        if text != opened.text:
            try:
                rewrite(opened, text)
            except NotWritten as problem:
                print(f"dateline suggest: {problem}", file=sys.stderr)
                return problem.status
            _say(options, f"{options.shown(opened.path)}: written; look them over")
    Console(options).problems(problems)
    _say(options, f"{listed} suggestion{'' if listed == 1 else 's'}")
    return 1 if problems else 0


def _say(options: Options, text: str) -> None:
    if options.verbosity >= 0 and options.format == "text":
        print(text)


def _show(
    options: Options,
    workspace: Workspace,
    opened: Opened,
    suggested: Sequence[Suggested],
    skipped: Sequence[Suggested],
) -> None:
    for each in suggested:
        if options.format == "json":
            print(json.dumps(_as_object(opened, each), ensure_ascii=False))
            continue
        at = each.at
        print(f"{at.file}:{at.line}:{at.column}: {_headline(workspace, each)}")
        print("\n".join(f"    {line}" for line in _as_yaml(each)))
        if each in skipped:
            print("  left out: with it the article would have an error")


def _headline(workspace: Workspace, each: Suggested) -> str:
    what = "quotation" if each.key == "quotes" else "date"
    speaker = str(each.entry.get("speaker", ""))
    person = workspace.shared.people.get(speaker)
    who = f", {person.name}" if person else ""
    return f"{what}{who} ({each.confidence}): {each.why}" + (f"; {each.missing}" if each.missing else "")


def _as_yaml(each: Suggested) -> list[str]:
    from dateline.editing.yamlwrite import item_lines

    return item_lines([each.entry], 0, 2, quoted=False)


def _as_object(opened: Opened, each: Suggested) -> dict[str, object]:
    return {
        "article": opened.slug,
        "file": each.at.file,
        "line": each.at.line,
        "column": each.at.column,
        "key": each.key,
        "entry": each.entry,
        "confidence": each.confidence,
        "why": each.why,
        "missing": each.missing or None,
    }
