"""Search over the whole site by Pagefind: what can be found, and the index that browsers load piece by piece.

Sections, quotations, people, events, topics and pages are results of their own, each with its kind and its
topics to choose by. Pagefind (the extra `search`) is a program of its own; it is spoken to as its own Python
package does, but without the tenth of a second that this waits for each answer. Its index is the same for
the same records but for the order of a few lists, which is put right here (see `searchfiles`).
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Protocol

from msgspec import Struct

from dateline import addresses
from dateline.exports.quotes import organization_name
from dateline.model import AnalysedSite, ArticleBody, ArticleSummary

__all__ = ["Record", "SearchFailed", "find_pagefind", "make_index", "program_version", "site_records"]

PACKAGES = ("pagefind_bin_extended", "pagefind_bin")


class Record(Struct, frozen=True, kw_only=True):
    """Something that can be found."""

    path: str
    """Relative to the site's root, with the fragment: `articles/x/index.html#q-y`."""
    title: str
    kind: str
    content: str
    where: str = ""
    """The headline of the article that it is in."""
    topics: tuple[str, ...] = ()


class Watch(Protocol):
    """Shows how far a stream of answers is."""

    def __call__(self, things: Iterator[dict[str, Any]], total: int, /) -> Iterator[dict[str, Any]]:
        """The same things."""


class SearchFailed(Exception):
    """Pagefind did not do what was asked of it."""


def site_records(
    site: AnalysedSite, body_of: Callable[[ArticleSummary], ArticleBody], event_urls: Mapping[str, str]
) -> Iterator[Record]:
    """All that can be found on the site, in a fixed order. `event_urls` are addresses by id."""
    for article in site.articles:
        yield from _article(site, article, body_of(article))
    for person in site.people.values():
        about = [person.name, *person.aliases, person.role, organization_name(site, person)]
        about.append(_words(site.notes_html.get(person.id, "")))
        yield Record(
            path=_path(addresses.person(person.id)),
            title=person.name,
            kind="person",
            content=_joined(about),
        )
    for event in site.events:
        if event.id in event_urls:
            yield Record(
                path=_path(event_urls[event.id]),
                title=event.title,
                kind="event",
                content=_joined([event.date_words, event.title, _words(event.html)]),
                topics=_topics(site, event.topics),
            )
    for topic in site.topics.values():
        yield Record(
            path=_path(addresses.topic(topic.id)),
            title=topic.title,
            kind="topic",
            content=_joined([topic.title, topic.description]),
        )
    for page in site.pages:
        told = _joined([page.title, page.text])
        yield Record(path=_path(f"/{page.name}/"), title=page.title, kind="page", content=told)


def _article(site: AnalysedSite, article: ArticleSummary, body: ArticleBody) -> Iterator[Record]:
    topics = _topics(site, article.topics)
    address = addresses.article(article.slug)
    for section in body.sections:
        opening = [section.title] if section.id else [article.title, article.dek]
        yield Record(
            path=_path(f"{address}#{section.id}" if section.id else address),
            title=section.title or article.title,
            kind="article",
            content=_joined([*opening, body.text[section.start : section.end]]),
            where=article.title if section.id else "",
            topics=topics,
        )
    for statement in article.statements:
        if statement.status != "attributed":
            continue
        person = site.people.get(statement.speaker)
        speaker = person.name if person else statement.described
        yield Record(
            path=_path(addresses.article(article.slug, f"q-{statement.id}")),
            title=speaker,
            kind="quotation",
            content=_joined([statement.text, speaker]),
            where=article.title,
            topics=topics,
        )


def program_version() -> str:
    """Which Pagefind is installed; empty if none is."""
    from importlib.metadata import PackageNotFoundError, version

    for name in PACKAGES:
        try:
            return f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    return ""


def make_index(records: Iterable[Record], language: str, watch: Watch | None = None) -> dict[str, bytes]:
    """The files of the index, by their paths in its folder.

    `language` is BCP 47; `watch` is given the answers as they come and how many there will be, to show how
    far it is. Raises SearchFailed.
    """
    from dateline.searching.searchfiles import SearchFilesUnknown, settled

    program = find_pagefind()
    if program is None:
        raise SearchFailed("Pagefind is not installed")
    code = language.split("-")[0].lower()
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {"keep_index_url": True}}]
    requests += [_request(record, code) for record in records]
    # Handed over, not written by Pagefind: that says it is done before its files are on the disk.
    requests.append({"type": "GetFiles", "index_id": 0})
    answers = _answers(program, requests)
    files: dict[str, bytes] = {}
    for answer in watch(answers, len(requests)) if watch else answers:
        if answer.get("type") == "Error":
            raise SearchFailed(str(answer.get("message")))
        for file in answer.get("files") or ():
            files[file["path"]] = base64.b64decode(file["content"])
    try:
        return settled(files)
    except SearchFilesUnknown as unknown:
        raise SearchFailed(f"its index has a form that is not known here: {unknown}") from unknown


def find_pagefind() -> Path | None:
    """Pagefind's program, from the package that brings it; None where that is not installed.

    The one that knows more scripts is taken first. (`pagefind` itself, which does the same, loads asyncio.)
    """
    for name in PACKAGES:
        try:
            found: Path = import_module(name).get_executable()
        except (ImportError, FileNotFoundError):
            continue
        return found
    return None


def _request(record: Record, language: str) -> dict[str, Any]:
    meta = {"title": record.title, **({"where": record.where} if record.where else {})}
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": "/" + record.path,
        "content": record.content,
        "language": language,
        "meta": meta,
        "filters": {"kind": [record.kind], **({"topic": list(record.topics)} if record.topics else {})},
    }


def _answers(program: Path, requests: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What Pagefind's service answers: base64 of JSON, each message ended by a comma, in any order.

    It stops when its input ends, so that stays open until all answers are there.
    """
    try:
        process = subprocess.Popen(
            [str(program), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
    except OSError as problem:
        raise SearchFailed(f"{program.name} cannot be run: {problem.strerror}") from problem
    assert process.stdin is not None
    assert process.stdout is not None
    data = b"".join(
        base64.b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b","
        for number, payload in enumerate(requests, 1)
    )
    missing = len(requests)
    rest = b""
    with process:
        sender = threading.Thread(target=_send, args=(process.stdin, data), daemon=True)
        sender.start()
        try:
            while missing and (chunk := process.stdout.read(1 << 16)):
                *messages, rest = (rest + chunk).split(b",")
                for message in messages:
                    missing -= 1
                    answer: dict[str, Any] = json.loads(base64.b64decode(message))["payload"]
                    yield answer
        finally:
            if missing:
                process.kill()
            sender.join()
            process.stdin.close()
    if missing:
        raise SearchFailed("it stopped before it was done")


def _send(stdin: IO[bytes], data: bytes) -> None:
    sent = 0
    try:
        while sent < len(data):
            sent += stdin.write(data[sent : sent + (1 << 20)])
    except OSError:
        return  # it stopped: the missing answers tell


_TAG = re.compile(r"<[^>]*>")


def _words(html: str) -> str:
    """The text of a little HTML."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _joined(parts: Iterable[str]) -> str:
    """Texts one after the other, a full stop between two unless the first has a mark that ends it."""
    joined = ""
    for part in filter(None, parts):
        kept = joined.rstrip(".,;:")
        joined = f"{kept}{' ' if kept.endswith(('?', '!', '…')) else '. '}{part}" if kept else part
    return joined.rstrip(".")


def _topics(site: AnalysedSite, topics: Iterable[str]) -> tuple[str, ...]:
    return tuple(site.topics[topic].title for topic in topics if topic in site.topics)


def _path(address: str) -> str:
    """The file that an address leads to, with its fragment."""
    _, mark, fragment = address.partition("#")
    return addresses.path_of(address) + mark + fragment
