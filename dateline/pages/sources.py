"""The documents that the site cites: each with its facts, its archived copy, and everything that cites it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from dateline import addresses
from dateline.model import AnalysedSite, ArticleSummary, Source
from dateline.pages import parts
from dateline.pages.eventlist import event_urls
from dateline.pages.parts import Lookup, SourceView
from dateline.pages.split import (
    PAGE_BUDGET,
    Letter,
    Pager,
    cut,
    folded,
    letter_label,
    letter_of,
    numbered,
    pager,
    weight_of,
)
from dateline.plan import Frame, Link, Page, PageMeta


class Place(Struct, frozen=True, kw_only=True):
    """Where in an article a source is cited."""

    kind: Literal["quotation", "claim", "event"]
    title: str
    """The words there, or the event's title; shortened."""
    url: str


class Citing(Struct, frozen=True, kw_only=True):
    """An article that cites a source."""

    article: Link
    places: tuple[Place, ...] = ()
    """Notes are not among them: they are numbered in the article's own list of sources."""


class SourceEntry(Struct, frozen=True, kw_only=True):
    """A document."""

    anchor: str
    source: SourceView
    has_text: bool = False
    """Whether quotations are checked against its text."""
    cited_by: tuple[Citing, ...] = ()
    events: tuple[Link, ...] = ()
    """Background events that cite it."""


class SourcesLetter(Struct, frozen=True, kw_only=True):
    """A letter and the documents whose titles begin with it."""

    id: str
    label: str
    sources: tuple[SourceEntry, ...]


class SourcesView(Struct, frozen=True, kw_only=True):
    """/sources/, or one of its pages by letter."""

    meta: PageMeta
    count: int
    letters: tuple[Letter, ...]
    current: str = ""
    sections: tuple[SourcesLetter, ...]
    pager: Pager | None = None


ADDRESS = "/sources/"


def pages(site: AnalysedSite, frame: Frame) -> Iterator[Page]:
    """The documents, if the site has any: on one page, or by letter with /sources/ leading there."""
    if not site.sources:
        return
    look = parts.lookup(site)
    citing = _citing(look)
    background = _background(look)
    planned = _planned(site)
    entries = {
        source: _entry(look, site.sources[source], citing.get(source, ()), background.get(source, ()))
        for _, run in planned
        for source in run
    }
    letters = _letters(look, planned)
    if len(planned) == 1:
        sections = tuple(_sections(entries, planned[0][1]))
        yield _page(look, ADDRESS, letters, sections, None)
        return
    yield _page(look, ADDRESS, letters, (), None)
    addresses_of: dict[str, list[str]] = {}
    for address, run in planned:
        addresses_of.setdefault(_letter_of_source(site, run[0]), []).append(address)
    for address, run in planned:
        places = addresses_of[_letter_of_source(site, run[0])]
        sections = tuple(_sections(entries, run))
        yield _page(look, address, letters, sections, pager(places, places.index(address)))


def source_urls(site: AnalysedSite) -> dict[str, str]:
    """By source id, the address of its entry: which page it stands on, and its place there."""
    return {source: f"{address}#s-{source}" for address, run in _planned(site) for source in run}


def _planned(site: AnalysedSite) -> list[tuple[str, tuple[str, ...]]]:
    """The pages that list sources, with the ids on each in order of title.

    Cut by titles and numbers of citations alone, so that it costs little to ask where a source stands.
    """
    cited: dict[str, int] = {}
    for article in site.articles:
        weight = 220 + weight_of(article.title)
        for source in article.sources:
            cited[source] = cited.get(source, 0) + weight
        for source in _cited_in_places(article):
            cited[source] = cited.get(source, 0) + 260
    ordered = sorted(site.sources, key=lambda s: _order(site, s))

    def weight_of_source(source: str) -> int:
        entry = site.sources[source]
        facts = (entry.title, entry.title, entry.author, entry.publisher, entry.url, entry.archive)
        return 900 + weight_of(*facts) + cited.get(source, 0)

    if sum(map(weight_of_source, ordered)) <= PAGE_BUDGET:
        return [(ADDRESS, tuple(ordered))]
    letters: dict[str, list[str]] = {}
    for source in ordered:
        letters.setdefault(_letter_of_source(site, source), []).append(source)
    planned = []
    for letter, sources in letters.items():
        runs = cut(sources, weight_of_source)
        planned += list(zip(numbered(f"{ADDRESS}{letter}/", len(runs)), runs, strict=True))
    return planned


def _order(site: AnalysedSite, source: str) -> tuple[bool, str, str]:
    title = site.sources[source].title
    return letter_of(title) == "other", folded(title), source


def _letter_of_source(site: AnalysedSite, source: str) -> str:
    return letter_of(site.sources[source].title)


def _cited_in_places(article: ArticleSummary) -> Iterator[str]:
    yield from (statement.source for statement in article.statements if statement.source)
    for claim in article.claims:
        yield from claim.sources
    for event in article.events:
        yield from event.sources


def _citing(look: Lookup) -> dict[str, list[Citing]]:
    """By source id, the articles that cite it, newest first, and the places in them."""
    found: dict[str, list[Citing]] = {}
    for article in look.site.articles:
        places: dict[str, list[Place]] = {source: [] for source in article.sources}
        for source, place in _places(look, article):
            places.setdefault(source, []).append(place)
        link = Link(title=article.title, url=addresses.article(article.slug))
        for source, inside in places.items():
            found.setdefault(source, []).append(Citing(article=link, places=tuple(inside)))
    return found


def _places(look: Lookup, article: ArticleSummary) -> Iterator[tuple[str, Place]]:
    for statement in article.statements:
        if statement.source and parts.is_shown(look.site, statement):
            url = addresses.article(article.slug, f"q-{statement.id}")
            yield statement.source, Place(kind="quotation", title=_short(statement.text), url=url)
    for claim in article.claims:
        url = addresses.article(article.slug, f"c-{claim.id}")
        for source in claim.sources:
            yield source, Place(kind="claim", title=_short(claim.target.exact), url=url)
    for event in article.events:
        place = f"e-{event.id}" if event.target else event.section
        for source in event.sources:
            url = addresses.article(article.slug, place)
            yield source, Place(kind="event", title=_short(event.title), url=url)


_SHORT = 60


def _short(words: str) -> str:
    """The first words of a text, for a link."""
    if len(words) <= _SHORT:
        return words
    return words[:_SHORT].rpartition(" ")[0].rstrip(",;:–— ") + "…"


def _background(look: Lookup) -> dict[str, list[Link]]:
    """By source id, the events that cite it and that no article tells."""
    urls = event_urls(look.site)
    found: dict[str, list[Link]] = {}
    for event in look.site.events:
        if not event.tellings:
            for source in event.sources:
                found.setdefault(source, []).append(Link(title=event.title, url=urls[event.id]))
    return found


def _entry(look: Lookup, source: Source, cited_by: Sequence[Citing], events: Sequence[Link]) -> SourceEntry:
    return SourceEntry(
        anchor=f"s-{source.id}",
        source=parts.source_view(look, source),
        has_text=bool(source.text),
        cited_by=tuple(cited_by),
        events=tuple(events),
    )


def _letters(look: Lookup, planned: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[Letter, ...]:
    counts: dict[str, int] = {}
    for _, run in planned:
        for source in run:
            letter = _letter_of_source(look.site, source)
            counts[letter] = counts.get(letter, 0) + 1
    one_page = len(planned) == 1
    return tuple(
        Letter(
            id=letter,
            label=letter_label(letter),
            count=count,
            url=f"#letter-{letter}" if one_page else f"{ADDRESS}{letter}/",
        )
        for letter, count in counts.items()
    )


def _sections(entries: Mapping[str, SourceEntry], sources: Sequence[str]) -> Iterator[SourcesLetter]:
    letters: dict[str, list[SourceEntry]] = {}
    for source in sources:
        letters.setdefault(letter_of(entries[source].source.title), []).append(entries[source])
    for letter, inside in letters.items():
        yield SourcesLetter(id=letter, label=letter_label(letter), sources=tuple(inside))


def _page(
    look: Lookup,
    address: str,
    letters: tuple[Letter, ...],
    sections: tuple[SourcesLetter, ...],
    place: Pager | None,
) -> Page:
    title = look.t("nav.sources")
    label = sections[0].label if address != ADDRESS else ""
    view = SourcesView(
        meta=parts.page_meta(
            look.site,
            title=f"{title}: {label}" if label else title,
            address=address,
            description=look.t("sources.description", site=look.site.site.title),
            breadcrumbs=(Link(title=title, url=ADDRESS),) if label else (),
        ),
        count=len(look.site.sources),
        letters=letters,
        current=sections[0].id if label else "",
        sections=sections,
        pager=place,
    )
    return Page(path=addresses.path_of(address), template="sources.html", view=view)
