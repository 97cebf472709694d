"""What could be better about the content as a whole: notes, never errors. Pure but for reading meta.yaml."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from dateline.building import workers
from dateline.diagnostics import Diagnostic, Location, note
from dateline.model import AnalysedSite, AnnotationEntry, Reference, Site
from dateline.reading.load import ArticleFiles
from dateline.reading.textfiles import read_text
from dateline.reading.validate import read_article

_STATE_FACTS = ("context", "fact-check", "source")
"""Kinds of annotation that tell a fact: a reader may ask where it is from."""

_LINK = re.compile(r"\]\(|\]\[|<https?:|https?://")


def unused(site: AnalysedSite, references: Collection[Reference]) -> Iterator[Diagnostic]:
    """People and sources that nothing refers to; `references` are those of the articles."""
    named = {r.id for r in references if r.kind in ("person", "speaker")}
    cited = {r.id for r in references if r.kind == "source"}
    people, sources = _used_people(site, named), cited | _used_sources(site)
    for person in site.people.values():
        if person.id not in people:
            message = f"no article, event or person refers to “{person.id}”"
            yield note("unused-person", message, person.at, "take the entry out if it is not for later")
    for source in site.sources.values():
        if source.id not in sources:
            message = f"nothing cites the source “{source.id}”"
            yield note("unused-source", message, source.at, "take the entry out if it is not for later")


def without_archive(site: AnalysedSite) -> Iterator[Diagnostic]:
    """Sources on the web that will be gone with their address."""
    for source in site.sources.values():
        if source.url and not source.archive:
            message = f"the source “{source.id}” has no archived copy"
            yield note(
                "no-archive", message, source.at, "add `archive:` with the address of a copy of the page"
            )


class _Reader(NamedTuple):
    """What reading meta.yaml again needs."""

    content: Path
    name: str
    site: Site


def without_source(
    content: Path, name: str, site: AnalysedSite, files: Iterable[ArticleFiles], jobs: int
) -> Iterator[Diagnostic]:
    """Annotations that tell a fact and name no source, nor link to one.

    `content` is the content folder, called `name` in messages.
    """
    annotated = {article.slug for article in site.articles if article.notes}
    todo = [article for article in files if article.slug in annotated]
    start = partial(_Reader, content, name, site.site)
    for found in workers.run(_unsourced, todo, start=start, jobs=jobs):
        yield from found


def _unsourced(reader: _Reader, article: ArticleFiles) -> list[Diagnostic]:
    text, problems = read_text(reader.content, article.meta)
    if problems:
        return []
    meta, _ = read_article(article.slug, text, f"{reader.name}/{article.meta}", reader.site)
    return [_no_source(entry) for entry in meta.annotations if _lacks_source(entry)] if meta else []


def _lacks_source(entry: AnnotationEntry) -> bool:
    return (
        entry.kind in _STATE_FACTS and not entry.sources and not entry.origin and not _LINK.search(entry.body)
    )


def _no_source(entry: AnnotationEntry) -> Diagnostic:
    at: Location = entry.places.get("kind", entry.at)
    message = f"the annotation of kind {entry.kind} names no source"
    return note(
        "unsourced-note", message, at, "add `sources:` with ids of sources.yaml, or a link in its body"
    )


def _used_people(site: AnalysedSite, named: Iterable[str]) -> set[str]:
    used = set(
        chain(
            named,
            (author for article in site.articles for author in article.authors),
            (statement.speaker for article in site.articles for statement in article.statements),
            (claim.claimant for article in site.articles for claim in article.claims),
            (person for event in site.events for person in event.people),
        )
    )
    employers = {person.organization for person in site.people.values() if person.id in used}
    return used | employers


def _used_sources(site: AnalysedSite) -> set[str]:
    return set(
        chain(
            (source for article in site.articles for source in article.sources),
            (statement.source for article in site.articles for statement in article.statements),
            (source for article in site.articles for claim in article.claims for source in claim.sources),
            (source for event in site.events for source in event.sources),
        )
    )
