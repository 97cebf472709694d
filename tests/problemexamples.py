"""A small site for every problem code that shows the problem, and what the program prints of it.

docs/reference/errors.md shows these outputs; test_docs.py compares the two. After a message has changed,
`python tests/problemexamples.py` writes the outputs into the page anew.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from dateline.building import locks
from dateline.cli import main
from dateline.searching.search import SearchFailed

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "errors.md"

META = "title: The day the fab stopped\ndateline: {place: Hsinchu, date: 2024-04-03}\n"
PROSE = "When the ground moved, “the machines simply went quiet,” said Chen Wei.\n"
FILES = {
    "site.yaml": "title: The Ledger\nurl: https://example.org/news/\nsearch: false\n",  # an index takes time
    "people.yaml": "chen-wei: {name: Chen Wei, organization: fab}\nfab: {name: Fab Co, kind: organization}\n",
    "articles/fab/meta.yaml": META,
    "articles/fab/article.md": PROSE,
}


class Example(NamedTuple):
    """Content that has a certain problem, and the command that finds it."""

    files: Mapping[str, str]
    """Added to FILES."""
    command: tuple[str, ...] = ("build",)
    prepare: Callable[[Path], object] | None = None
    """Called with the folder that holds content/, for what is no text file."""
    during: Callable[[Path], AbstractContextManager[object]] | None = None
    """Gives what surrounds the run: a host that answers so, a disk that is full."""


def meta(more: str) -> Mapping[str, str]:
    """The article with more in its meta.yaml."""
    return {"articles/fab/meta.yaml": META + more}


def prose(text: str) -> Mapping[str, str]:
    """The article with another text."""
    return {"articles/fab/article.md": text}


def site(more: str) -> Mapping[str, str]:
    """The site with more in its site.yaml."""
    return {"site.yaml": FILES["site.yaml"] + more}


def _with_fifo(root: Path) -> None:
    os.mkfifo(root / "content" / "static")


def _with_latin(root: Path) -> None:
    (root / "content/articles/fab/article.md").write_bytes("The café stopped.\n".encode("latin-1"))


def _with_link_out(root: Path) -> None:
    (root / "content/articles/fab/plan.pdf").symlink_to(root.parent)


def _with_template_out(root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates/base.html").symlink_to(root / "content/site.yaml")


def _with_folder_for_file(root: Path) -> None:
    (root / "content/topics.yaml").mkdir()


def _with_out_file(root: Path) -> None:
    (root / "site").write_text("", "utf-8")


def _with_others_output(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/holiday.jpg").write_bytes(b"")


def _with_stray_page(root: Path) -> None:
    """A site built once, where somebody has put a file at a place that a page needs now."""
    (root / "content/pages").mkdir()
    _run(root, ("build",))
    (root / "content/pages/about.md").write_text("# About\n\nText.\n", "utf-8")
    (root / "site/about").mkdir()
    (root / "site/about/index.html").write_text("", "utf-8")


def _busy(root: Path) -> AbstractContextManager[object]:
    """Another build at work, and no patience."""
    stack = contextlib.ExitStack()
    stack.enter_context(locks.hold(root / ".dateline", patience=0.0, waiting=lambda: None))
    stack.enter_context(patch("dateline.building.pipeline._PATIENCE", 0.0))
    return stack


def _failing_disk(number: int) -> Callable[[Path], AbstractContextManager[object]]:
    """A disk to which the journal cannot be written, for the reason with that number."""

    def during(root: Path) -> AbstractContextManager[object]:
        failure = OSError(number, os.strerror(number), str(root / "site"))
        return patch("dateline.building.publish._write", side_effect=failure)

    return during


def _read_only(root: Path) -> AbstractContextManager[object]:
    (root / "site").mkdir()
    return patch("dateline.building.obstacles.os.access", return_value=False)


def _host_answers(status: int) -> Callable[[Path], AbstractContextManager[object]]:
    return lambda root: patch("dateline.checking.outside._status", return_value=status)


def _markdown_fails(root: Path) -> AbstractContextManager[object]:
    from dateline.text.prose.full import FullReading

    return patch.object(FullReading, "write", side_effect=AssertionError("unexpected end of a declaration"))


def _search_fails(root: Path) -> AbstractContextManager[object]:
    stack = contextlib.ExitStack()
    stack.enter_context(patch("dateline.building.longway.find_pagefind", return_value=Path("pagefind")))
    stack.enter_context(patch("dateline.searching.indexing.program_version", return_value=""))
    failure = SearchFailed("it stopped before it was done")
    stack.enter_context(patch("dateline.searching.indexing._index", side_effect=failure))
    return stack


def _line_on_stdin(root: Path) -> AbstractContextManager[object]:
    return patch("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "a1"}\n')))


_NOTE = "annotations:\n  - exact: went quiet\n    body: They stopped.\n"
_EVENT = "events:\n  - date: 2024-04-03\n    title: Earthquake off Hualien\n"
_EXTERNAL = ("check", "--external")
_SECOND = "title: A year later\ndateline: {date: 2025-04-03}\n"

EXAMPLES: dict[str, Example] = {
    # YAML
    "yaml-syntax": Example(meta("dek: The fab: a history\n")),
    "yaml-alias": Example(meta(_NOTE.replace("went quiet", "*went"))),
    "yaml-depth": Example(meta("topics: " + "[" * 101 + "]" * 101 + "\n")),
    "yaml-documents": Example(meta("---\ntopics: [chips]\n")),
    "yaml-key": Example(meta("? [topics]\n: chips\n")),
    "yaml-tag": Example(meta("dek: !!python/name:os.system\n")),
    "duplicate-key": Example(meta("title: The day the fab went quiet\n")),
    # Keys and values
    "unknown-key": Example(meta("auhtors: [chen-wei]\n")),
    "missing-key": Example(meta("quotes:\n  - exact: the machines simply went quiet\n")),
    "wrong-type": Example(meta("quotes: the machines simply went quiet\n")),
    "bad-choice": Example(meta("claims:\n  - exact: went quiet\n    rating: mostly-accurat\n")),
    "bad-date": Example(meta("events:\n  - date: 3 April 2024\n    title: Earthquake off Hualien\n")),
    "bad-id": Example(meta("topics: [Export Controls]\n")),
    "bad-language": Example(site("language: english\n")),
    "bad-path": Example(meta("aliases: [old/address]\n")),
    "bad-timezone": Example(site("timezone: Asia/Hsinchu\n")),
    "bad-url": Example(
        {"people.yaml": FILES["people.yaml"] + "ana-ruiz: {name: Ana Ruiz, url: example.org}\n"}
    ),
    "conflicting-keys": Example(
        meta("quotes:\n  - exact: went quiet\n    kind: scare\n    speaker: chen-wei\n")
    ),
    "duplicate-item": Example(meta("topics: [chips, chips]\n")),
    "date-order": Example(meta("published: 2024-04-03\nupdated: 2023-04-05\n")),
    # Files and folders
    "missing-folder": Example({}, ("build", "--content", "contents")),
    "missing-file": Example(prose("![The fab](fab.jpg)\n")),
    "unreadable-file": Example({}, prepare=_with_folder_for_file),
    "special-file": Example({}, prepare=_with_fifo),
    "outside-content": Example({}, prepare=_with_link_out),
    "bad-encoding": Example({}, prepare=_with_latin),
    "bad-character": Example(meta("dek: The machines\x07 went quiet.\n")),
    "bad-slug": Example({"articles/Two Days/meta.yaml": META, "articles/Two Days/article.md": PROSE}),
    "long-name": Example({f"static/{'a' * 241}": ""}),
    "unportable-name": Example({"articles/fab/what?.csv": "a,b\n"}),
    "name-collision": Example({"articles/fab/Map.svg": "", "articles/fab/map.svg": ""}),
    "stray-file": Example({"person.yml": ""}),
    # Prose
    "no-text": Example(prose("\n")),
    "no-title": Example({"pages/about.md": "We write about chips.\n"}),
    "top-heading": Example(prose("# The day the fab stopped again\n\nIt did.\n")),
    "bad-html": Example(prose("The <b>machines went quiet.\n\nThen</b> they stopped.\n")),
    "unreadable-markdown": Example(prose("<b>Text.</b> <!broken\n"), during=_markdown_fails),
    "unclosed-quotation": Example(prose("He said “the machines went quiet.\n")),
    "unknown-footnote": Example(prose("The machines went quiet.[^log]\n\n[^lgo]: The fab's log.\n")),
    "unused-footnote": Example(prose("The machines went quiet.[^log]\n\n[^lgo]: The fab's log.\n")),
    "duplicate-footnote": Example(prose("It went.[^log]\n\n[^log]: The log.\n\n[^log]: The fab's log.\n")),
    "empty-link": Example(prose("The [machines]() went quiet.\n")),
    "unsafe-link": Example(prose("The [machines](javascript:alert(1)) went quiet.\n")),
    "external-resource": Example(prose("![The fab](https://example.net/fab.jpg)\n")),
    "duplicate-section": Example(prose("Text.\n\n## Before {#then}\n\nText.\n\n## After {#then}\n\nText.\n")),
    "section-left-out": Example(
        {
            **meta("sections: [01-lede.md]\n"),
            "articles/fab/01-lede.md": PROSE,
            "articles/fab/02-why.md": "Text.\n",
        }
    ),
    "missing-alt": Example({**meta("image: {src: fab.svg}\n"), "articles/fab/fab.svg": "<svg/>"}),
    # Pointing at words
    "orphan": Example(
        meta("annotations:\n  - exact: the machines just went quiet\n    body: They stopped.\n")
    ),
    "ambiguous": Example({**meta(_NOTE), **prose("The machines went quiet. Everyone went quiet.\n")}),
    "unknown-section": Example(
        {
            **meta("annotations:\n  - section: whats-next\n    body: Nobody knows.\n"),
            **prose("Text.\n\n## What next\n\nText.\n\n## And then\n\nText.\n"),
        }
    ),
    "duplicate-id": Example(
        meta(_NOTE + "    id: quiet\n  - exact: the machines\n    body: All of them.\n    id: quiet\n")
    ),
    "across-sections": Example(
        {
            **meta("annotations:\n  - exact: stopped. And then Nobody\n    body: A note.\n"),
            **prose("They stopped.\n\n## And then\n\nNobody spoke.\n\n## Later\n\nThey went on.\n"),
        }
    ),
    "in-code": Example(
        {
            **meta("annotations:\n  - exact: stop --all\n    body: A note.\n"),
            **prose("This is what the log has:\n\n    stop --all\n"),
        }
    ),
    # Quotations
    "unattributed": Example({}),
    "not-quoted": Example(
        {
            **meta("quotes:\n  - exact: went quiet\n    speaker: chen-wei\n"),
            **prose("The machines went quiet.\n"),
        }
    ),
    "parts-out-of-order": Example(
        {
            **meta(
                "quotes:\n  - exact: [they simply stopped, The machines went quiet]\n    speaker: chen-wei\n"
            ),
            **prose("“The machines went quiet,” said Chen Wei, “they simply stopped.”\n"),
        }
    ),
    "not-in-source": Example(
        {
            **meta("quotes:\n  - {exact: the machines simply went quiet, speaker: chen-wei, source: call}\n"),
            "sources.yaml": "call: {title: Press call, text: call.txt}\n",
            "sources/call.txt": "And then the machines just went quiet, all of them.\n",
        }
    ),
    # References
    "unknown-speaker": Example(
        meta("quotes:\n  - exact: the machines simply went quiet\n    speaker: chen-wie\n")
    ),
    "unknown-person": Example(meta(_EVENT + "    people: [fab-co]\n")),
    "unknown-author": Example(meta("authors: [lin-mei]\n")),
    "unknown-source": Example(meta(_NOTE + "    sources: [grid-report]\n")),
    "unknown-article": Example(meta("related: [the-week-after]\n")),
    "unknown-page": Example(prose("How we [check](../../pages/standard.md).\n")),
    "article-left-out": Example(
        {
            **prose("As told [before](article:before).\n"),
            "articles/before/meta.yaml": META + "draft: true\n",
            "articles/before/article.md": "Text.\n",
        }
    ),
    "broken-link": Example(prose("See [who said what](/quote/).\n")),
    "address-taken": Example(meta("aliases: [/people/]\n")),
    "not-an-organization": Example(
        {"people.yaml": "chen-wei: {name: Chen Wei, organization: lu}\nlu: {name: Lu}\n"}
    ),
    # Events
    "date-contradiction": Example(
        {
            **meta("events:\n  - date: 2024-04-04\n    title: Earthquake\n    exact: on 3 April 2024\n"),
            **prose("The ground moved on 3 April 2024.\n"),
        }
    ),
    "event-conflict": Example(
        {
            **meta(_EVENT + "    id: hualien\n"),
            "articles/later/meta.yaml": _SECOND + _EVENT.replace("04-03", "04-02") + "    id: hualien\n",
            "articles/later/article.md": "Text.\n",
        }
    ),
    "event-ids": Example(
        {
            **meta(_EVENT + "    id: hualien\n"),
            "articles/later/meta.yaml": _SECOND + _EVENT + "    id: quake\n",
            "articles/later/article.md": "Text.\n",
        }
    ),
    "event-not-yet": Example(meta("events:\n  - date: 2030\n    title: A second fab opens\n")),
    "deadline-gone-by": Example(
        meta(
            "events:\n  - date: 2024-06\n    title: A report is due\n    relation: by\n    status: deadline\n"
        ),
        ("check", "--today", "2024-09-01"),
    ),
    # The site as a whole
    "no-url": Example({"site.yaml": "title: The Ledger\nsearch: false\n"}),
    # Templates
    "template-error": Example({"../templates/macros/footer.html": "{{ frame.titel }}\n"}),
    "outside-templates": Example({}, prepare=_with_template_out),
    "search-failed": Example({"site.yaml": "title: The Ledger\n"}, during=_search_fails),
    # The output folder
    "busy": Example({}, during=_busy),
    "disk-full": Example({}, during=_failing_disk(errno.ENOSPC)),
    "cannot-write": Example({}, during=_failing_disk(errno.EIO)),
    "output-read-only": Example({}, during=_read_only),
    "output-overlaps": Example({}, ("build", "--out", "content/site")),
    "output-not-a-folder": Example({}, prepare=_with_out_file),
    "foreign-output": Example({}, prepare=_with_others_output),
    "file-in-the-way": Example({}, prepare=_with_stray_page),
    "paths-collide": Example({"static/.dateline-manifest": ""}),
    # Only found by `check`
    "broken-fragment": Example(
        prose("See [below](#what-nxt).\n\n## What next\n\nText.\n\n## Then\n\nText.\n"), ("check",)
    ),
    "leaves-site": Example({"static/old.html": '<a href="/about/">About</a>'}, ("check",)),
    "repeated-id": Example(prose('<p id="map">One.</p>\n\n<p id="map">Two.</p>\n'), ("check",)),
    "no-alt": Example({**prose('Text.\n\n<img src="fab.png">\n'), "articles/fab/fab.png": ""}, ("check",)),
    "orphan-page": Example({"static/old.html": "<p>Old</p>"}, ("check",)),
    "heavy-page": Example({"static/big.html": "<p>word " + "word " * 80_000}, ("check",)),
    "unused-person": Example({}, ("check",)),
    "unused-source": Example({"sources.yaml": "grid-report: {title: Grid report}\n"}, ("check",)),
    "no-archive": Example(
        {"sources.yaml": "grid: {title: Report, url: https://example.org/r}\n"}, ("check",)
    ),
    "unsourced-note": Example(meta(_NOTE), ("check",)),
    "dead-link": Example(prose("A [report](https://example.org/r).\n"), _EXTERNAL, during=_host_answers(404)),
    "unsure-link": Example(
        prose("A [report](https://example.org/r).\n"), _EXTERNAL, during=_host_answers(403)
    ),
    # Only printed by `quotations`
    "bad-line": Example({}, ("quotations", "--jsonl"), during=_line_on_stdin),
}


def output(code: str) -> str:
    """What the program prints of the first problem with that code."""
    example = EXAMPLES[code]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "ledger"
        for path, text in {**FILES, **example.files}.items():
            target = root / "content" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        if example.prepare:
            example.prepare(root)
        with example.during(root) if example.during else contextlib.nullcontext():
            shown = _run(root, example.command)
    found = next((text for name, text in _problems(shown) if name == code), "")
    assert found, f"the example of {code} prints\n{shown}"
    return found


def _run(root: Path, command: tuple[str, ...]) -> str:
    """What a run in a folder prints to standard error."""
    back = Path.cwd()
    shown = io.StringIO()
    os.chdir(root)
    try:
        with contextlib.redirect_stderr(shown), contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
            main([*command, "--jobs", "1", "--no-color"])
    finally:
        os.chdir(back)
    return _visible(shown.getvalue().replace(str(root) + "/", ""))


def _visible(text: str) -> str:
    """Control characters as the signs that stand for them: a page has none."""
    return re.sub("[\x00-\x08\x0b-\x1f]", lambda found: chr(0x2400 + ord(found[0])), text)


_HEAD = re.compile(r"^\S.*?: (?:error|warning|note)\[([a-z-]+)\]: ", re.MULTILINE)


def _problems(shown: str) -> Iterator[tuple[str, str]]:
    """The code and the text of each problem, its lines that are indented included."""
    for head in _HEAD.finditer(shown):
        lines = shown[head.start() :].splitlines()
        body = next((n for n, line in enumerate(lines) if n and not line.startswith(" ")), len(lines))
        yield head[1], "\n".join(line.rstrip() for line in lines[:body])


_SECTION = re.compile(r"^### (?P<code>[a-z-]+)\n(?P<text>.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```text\n(?P<shown>.*?)^```", re.MULTILINE | re.DOTALL)


def sections(page: str) -> dict[str, str]:
    """By code, what the page says of it."""
    return {found["code"]: found["text"] for found in _SECTION.finditer(page)}


def shown_example(section: str) -> str:
    """The first example in a section of the page."""
    block = _BLOCK.search(section)
    return block["shown"].rstrip("\n") if block else ""


def _written_anew(page: str) -> str:
    def filled(found: re.Match[str]) -> str:
        code = found["code"]
        if code not in EXAMPLES:
            return found[0]
        block = f"```text\n{output(code)}\n```"
        return _BLOCK.sub(lambda _: block, found[0], count=1)

    return _SECTION.sub(filled, page)


if __name__ == "__main__":
    PAGE.write_text(_written_anew(PAGE.read_text("utf-8")), "utf-8", newline="\n")
    sys.stdout.write(f"{PAGE.name}: {len(EXAMPLES)} examples\n")
