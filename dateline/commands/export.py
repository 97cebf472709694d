"""`dateline export`: articles' annotations as Web Annotation or Hypothesis JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.options import Options

if TYPE_CHECKING:
    from dateline.editing.articles import Opened, Workspace

EXAMPLE = "dateline export hypothesis the-day-the-fab-stopped > annotations.json"
FORMS = ("annotations", "hypothesis")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The form, and which articles. `--out`, which every command knows, is where files are written."""
    parser.usage = "dateline export [annotations|hypothesis] [ARTICLE …] [--out DIR|-] [options]"
    parser.add_argument(
        "what",
        nargs="*",
        metavar="ARTICLE",
        help="the form (default: annotations, which is Web Annotation JSON), and slugs or paths"
        " (default: all articles). With --out DIR, a file for each article goes there; without,"
        " or with --out -, one document goes to standard output",
    )


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Writes the annotations of articles; drafts are exported as well."""
    from dateline.console import Console
    from dateline.editing.articles import UnknownArticle, chosen, open_articles, open_workspace, passed_over

    words: list[str] = list(arguments.what)
    form = words.pop(0) if words and words[0] in FORMS else FORMS[0]
    workspace = open_workspace(options)
    problems = passed_over(workspace, words)
    try:
        slugs = chosen(workspace, words)
    except UnknownArticle as problem:
        print(f"dateline export: {problem}", file=sys.stderr)
        return 2
    every = list(open_articles(workspace, list(workspace.articles), problems))
    documents = _documents(workspace, every, slugs, form)
    Console(options).problems(problems)
    if arguments.out in (None, "-"):
        sys.stdout.write(_text(_joined(list(documents.values()), form)))
        return 1 if problems else 0
    folder = Path(arguments.out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for slug, document in documents.items():
            (folder / f"{slug}.json").write_text(_text(document), "utf-8", newline="\n")
    except OSError as problem:
        print(f"dateline export: {problem.filename}: {problem.strerror}", file=sys.stderr)
        return 2
    if options.verbosity >= 0:
        print(f"{len(documents)} file{'' if len(documents) == 1 else 's'} in {arguments.out}")
    return 1 if problems else 0


def _documents(
    workspace: Workspace, every: Sequence[Opened], slugs: Sequence[str], form: str
) -> dict[str, dict[str, Any]]:
    """A document for each article, by slug. The whole site is gathered: people and sources have addresses."""
    from msgspec.structs import replace

    from dateline.annotating.hypothesis import hypothesis_row
    from dateline.exports.webannotation import annotation_page, annotations_view, markdown_body
    from dateline.gathering.gather import gather

    site, _ = gather(workspace.shared, [opened.analysis.record.summary for opened in every])
    bodies = {opened.slug: opened.analysis.record.body for opened in every}
    summaries = {summary.slug: summary for summary in site.articles}
    documents: dict[str, dict[str, Any]] = {}
    for slug in slugs:
        if slug not in summaries:
            continue
        view = annotations_view(site, summaries[slug], rooted=True)
        if form == "annotations":
            documents[slug] = annotation_page(view, bodies[slug])
            continue
        rows = [
            hypothesis_row(
                replace(note, source_text=markdown_body(view, note.source_text, note.html)),
                view.address,
                view.title,
                [view.source_urls[s][0] for s in note.sources if s in view.source_urls],
            )
            for note in bodies[slug].notes
        ]
        documents[slug] = {"total": len(rows), "rows": rows}
    return documents


def _joined(documents: Sequence[dict[str, Any]], form: str) -> dict[str, Any]:
    """One document of several."""
    if len(documents) == 1:
        return documents[0]
    if form == "hypothesis":
        rows = [row for document in documents for row in document["rows"]]
        return {"total": len(rows), "rows": rows}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "items": [item for document in documents for item in document["items"]],
    }


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
