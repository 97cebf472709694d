"""The files that articles share (site.yaml and its neighbours, the standalone pages), read and rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from dateline.analyse.article import body_renderer
from dateline.analyse.events import event_references, make_event
from dateline.analyse.links import LinkLog, place_of
from dateline.diagnostics import Diagnostic, Location, error, warning
from dateline.digests import hexdigest
from dateline.gathering.gather import Shared
from dateline.model import EventEntry, Person, Reference, Site, Source, StandalonePage, Topic
from dateline.options import Options
from dateline.reading.fields import nearest_hint
from dateline.reading.load import ContentFiles
from dateline.reading.textfiles import decoded, read_bytes, read_text
from dateline.reading.validate import read_people, read_site, read_sources, read_timeline, read_topics
from dateline.slugs import slugify
from dateline.text.prose import Assembled, Piece, assemble, html_of, render_file

Read = TypeVar("Read")


class SourceTexts(Struct, frozen=True, kw_only=True):
    """The texts that quotations are checked against."""

    files: dict[str, str] = {}
    """From a source's id to its file, relative to the content folder."""
    digests: dict[str, str] = {}
    """From a source's id to the hash of that file."""


def read_shared(options: Options, files: ContentFiles) -> tuple[Shared, SourceTexts, list[Diagnostic]]:
    """The shared tables, and every problem with them.

    Where site.yaml is not there or cannot be read (an error), a bare site stands in for it, so that the
    problems of all the other files can be found as well.
    """
    root, problems = options.content, list[Diagnostic]()

    def read(name: str, reader: Callable[[str, str], tuple[Read, list[Diagnostic]]], default: Read) -> Read:
        if not name:
            return default
        text, found = read_text(root, name)
        if not found:
            value, found = reader(text, f"{files.name}/{name}")
        else:
            value = default
        problems.extend(found)
        return value

    no_site: Site | None = None
    site = read(files.site, read_site, no_site)
    people: dict[str, Person] = read(files.people, read_people, {})
    sources: dict[str, Source] = read(files.sources, read_sources, {})
    topics: dict[str, Topic] = read(files.topics, read_topics, {})
    background: tuple[EventEntry, ...] = read(files.timeline, read_timeline, ())
    texts, found = _source_texts(root, files, sources)
    problems += found
    language = site.language if site else "en"
    log = LinkLog("", frozenset())
    render = body_renderer(log, language)
    notes = {p.id: render(p.note, p.note_at or p.at) for p in people.values() if p.note}
    told = [make_event(e, render(e.body, e.places.get("body", e.at))) for e in background]
    events = tuple(event for event in told if event.date)
    references = [r for entry in background for r in event_references(entry)]
    pages = tuple(_page(root, files.name, path, language, problems) for path in files.pages)
    problems += log.problems
    unread = frozenset(
        name
        for name, table, path in (("people", people, files.people), ("sources", sources, files.sources))
        if not table and any(problem.at.file == f"{files.name}/{path}" for problem in problems)
    )
    if site is None:
        bare = Site(title=files.name)
        return Shared(site=bare, people=people, sources=sources, unread=unread), texts, problems
    if options.url:
        site = replace(site, url=options.url)
    if not site.url and not any(p.code == "bad-url" and p.at.file.endswith(files.site) for p in problems):
        problems.append(_no_url(f"{files.name}/{files.site}"))
    references += _site_references(site)
    shared = Shared(
        site=site,
        people=people,
        notes_html=notes,
        sources=sources,
        topics=topics,
        background=events,
        background_references=(*references, *log.references),
        pages=pages,
        unread=unread,
    )
    return shared, texts, problems


def _site_references(site: Site) -> Iterator[Reference]:
    """The places of the site that site.yaml names: the publisher's logo, and where the navigation leads."""
    who = site.publisher
    if who and who.logo.startswith("/") and who.logo_at is not None:
        yield Reference(kind="logo", id=unquote(who.logo), at=who.logo_at)
    for item in site.navigation:
        if item.url.startswith("/") and item.at is not None:
            yield Reference(kind="address", id=item.url, at=item.at)


def _no_url(file: str) -> Diagnostic:
    return warning(
        "no-url",
        "the site has no `url`, so feeds, the sitemap and canonical links are left out",
        Location(file, 1, 1),
        "say where the site will live, as in `url: https://example.org/news/`, or build with --url",
    )


def _source_texts(
    root: Path, files: ContentFiles, sources: Mapping[str, Source]
) -> tuple[SourceTexts, list[Diagnostic]]:
    """The files of the sources that have a text. One that is not there, or is no text, is an error.

    Each is read here, whether a quotation names it or not: one that no quotation could be checked against
    must not go unnoticed.
    """
    paths: dict[str, str] = {}
    digests: dict[str, str] = {}
    problems: list[Diagnostic] = []
    read: dict[str, str] = {}
    for source in sources.values():
        if not source.text:
            continue
        path = f"sources/{source.text}"
        if path in files.source_texts:
            if path not in read:
                read[path], found = _digest(root, path, f"{files.name}/{path}")
                problems += found
            if read[path]:
                paths[source.id] = path
                digests[source.id] = read[path]
        else:
            known = [name.removeprefix("sources/") for name in files.source_texts]
            hint = nearest_hint(source.text, known) or f"put it into {files.name}/sources/"
            message = f"the source's text “{source.text}” is not in {files.name}/sources/"
            problems.append(error("missing-file", message, source.text_at or source.at, hint))
    return SourceTexts(files=paths, digests=digests), problems


def _digest(root: Path, path: str, file: str) -> tuple[str, list[Diagnostic]]:
    """The hash of a source's text; empty, with the reason, if it is none. Messages call it `file`."""
    data, problems = read_bytes(root, path)
    if not problems:
        _, problems = decoded(data, file)
    return ("" if problems else hexdigest(data)), problems


def _page(root: Path, name: str, path: str, language: str, problems: list[Diagnostic]) -> StandalonePage:
    """A standalone page: its first heading is the title."""
    file = f"{name}/{path}"
    text, found = read_text(root, path)
    problems += found
    page_name = path.rpartition("/")[2].removesuffix(".md")
    log = LinkLog("pages", frozenset())
    rendered = render_file(text, file, log.rules(place_of(text, file)), language=language, own_title=True)
    log.check_fetched(rendered.links, place_of(text, file))
    assembled = assemble([rendered])
    number = next((number for number, section in enumerate(assembled.sections) if section.title), -1)
    title = assembled.sections[number] if number > 0 else None
    problems += [*rendered.problems, *log.problems]
    if title is None:
        problems.append(_no_title(page_name, file))
    return StandalonePage(
        name=page_name,
        title=" ".join(title.title.split()) if title else _title_of(page_name),
        title_id=title.id if title else "",
        html="\n".join(html_of(block, assembled.text) for block in _blocks(assembled, number)),
        text=_text_without(assembled, number),
        at=Location(file, 1, 1),
        references=tuple(log.references),
    )


def _blocks(assembled: Assembled, title: int) -> Iterator[Sequence[Piece]]:
    """All blocks but the title, which is the heading of the section with that number."""
    for number, section in enumerate(assembled.sections):
        if section.title and number != title:
            section_id = section.id or slugify(section.title)
            opening = f'<h2 id="{section_id}">' if section_id else "<h2>"
            yield (opening, *section.heading, "</h2>")
        yield from section.blocks


def _text_without(assembled: Assembled, title: int) -> str:
    """The visible text without the title, which is the heading of the section with that number."""
    text = assembled.text
    for block in assembled.blocks:
        if block.section == title and block.top == -1:
            return text[: block.start] + text[block.end + 1 :]
    return text


def _title_of(page_name: str) -> str:
    return page_name.replace("-", " ").capitalize()


def _no_title(page_name: str, file: str) -> Diagnostic:
    return warning(
        "no-title",
        "a page's first heading is its title, and this page has none",
        Location(file, 1, 1),
        f"begin with a heading: `# {_title_of(page_name)}`",
    )
