"""A small site that has one of everything, built once for the tests of what machines read."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from lxml import html as lxml_html

from dateline.cli import main

URL = "https://example.org/news/"
FILES = {
    "site.yaml": "title: Test & Ledger\n"
    f"url: {URL}\n"
    "description: Analysis, annotated.\n"
    "publisher: {name: Ledger Ltd, url: https://example.org}\n"
    "timezone: Asia/Taipei\n"
    "search: false\n",
    "people.yaml": "chen-wei: {name: Chen Wei, role: line engineer, organization: fab-co, "
    "same_as: [https://www.wikidata.org/wiki/Q0]}\n"
    "lin-mei: {name: Lin Mei}\n"
    "fab-co: {name: Fab Co, kind: organization}\n",
    "sources.yaml": "report: {title: Report <b>, url: https://example.org/report, published: 2024-05}\n",
    "topics.yaml": "chips: {title: Chips & fabs, description: What is made.}\n",
    "pages/standards.md": "# Standards\n\nHow we work.\n",
    "articles/fab/meta.yaml": """\
title: The day the fab stopped & <why>
dek: One sentence.
dateline: {place: Hsinchu, date: 2024-04-03}
authors: [lin-mei]
topics: [chips]
published: 2024-04-03T09:00:00+08:00
image: {src: fab.jpg, alt: A fab}
aliases: [/old/fab/]
quotes:
- {exact: the machines simply went quiet, speaker: chen-wei, said: 2024-04-03, source: report}
- {exact: perfect storm, kind: scare}
annotations:
- exact: went quiet
  kind: fact-check
  body: A *note* with a [link](article:later).
  sources: [report]
  tags: [power]
- {section: what, body: On the section.}
events:
- date: 2024-04-03
  title: Earthquake off Hualien
  exact: 7.2 magnitude
  sources: [report]
  people: [chen-wei]
claims:
- exact: output was back to 80%
  claimant: fab-co
  rating: needs-context
  body: Not quite.
  sources: [report]
corrections:
- {date: 2024-04-05, body: "An *earlier* version was wrong."}
""",
    "articles/fab/article.md": """\
When the ground moved, “the machines simply went quiet,” said Chen Wei of the “perfect storm”.

## What happened {#what}

It was a 7.2 magnitude quake, and output was back to 80%. See [later](article:later), [the people](/people/)
and ![a fab](fab.jpg "Fab").[^1]

[^1]: A footnote.
""",
    "articles/fab/fab.jpg": "not really a picture",
    "articles/later/meta.yaml": "title: Later\ndateline: {date: 2024-05-01}\ntopics: [chips]\n",
    "articles/later/article.md": "All was *well*.\n",
}


@cache
def published(changes: tuple[tuple[str, str], ...] = ()) -> Path:
    """The folder of the built site; `changes` replace files of it."""
    root = Path(mkdtemp(prefix="dateline-test-"))
    for name, text in {**FILES, **dict(changes)}.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "1750000000"
    try:
        folders = ["--content", str(root / "content"), "--templates", str(root / "own")]
        assert main(["build", "--quiet", "--jobs", "1", "--out", str(root / "site"), *folders]) == 0
    finally:
        os.environ.pop("SOURCE_DATE_EPOCH")
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before
    return root / "site"


def text(path: str, changes: Mapping[str, str] | None = None) -> str:
    """A file of the site."""
    return (published(tuple((changes or {}).items())) / path).read_text("utf-8")


def data(path: str, changes: Mapping[str, str] | None = None) -> Any:
    """A JSON file of the site."""
    return json.loads(text(path, changes))


def nodes(page: str, xpath: str) -> list[Any]:
    """What an XPath finds in an HTML page of the site."""
    found: Any = lxml_html.fromstring(text(page)).xpath(xpath)
    return list(found)
