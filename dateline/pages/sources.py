"""The documents that the site cites: each with its facts, its archived copy, and everything that cites it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from dateline import addresses
from dateline.building.plan import Frame, Link, Page, PageMeta, View
from dateline.model import ArticleEvent, ArticleSummary, CitingNote, Claim, Source, Statement
from dateline.pages import parts
from dateline.pages.parts import Lookup, SourceView
from dateline.pages.sourcelist import ADDRESS, MOST_LINES, letter_of_source
from dateline.pages.split import Letter, Pager, letter_label, letter_of, pager


class Place(View, frozen=True, kw_only=True):
    """Where in an article a source is cited."""

    kind: Literal["quotation", "claim", "note", "event"]
    title: str
    """The words there, the event's title, or that of what the note is about; shortened."""
    url: str


class Citing(View, frozen=True, kw_only=True):
    """An article that cites a source."""

    article: Link
    places: tuple[Place, ...] = ()


class SourceEntry(View, frozen=True, kw_only=True):
    """A document."""

    anchor: str
    source: SourceView
    has_text: bool = False
    """Whether quotations are checked against its text."""
    cited_by: tuple[Citing, ...] = ()
    """The newest articles."""
    more: int = 0
    """How many older ones are not listed."""
    events: tuple[Link, ...] = ()
    """Background events that cite it."""


class SourcesLetter(View, frozen=True, kw_only=True):
    """A letter and the documents whose titles begin with it."""

    id: str
    label: str
    sources: tuple[SourceEntry, ...]


class SourcesView(View, frozen=True, kw_only=True):
    """/sources/, or one of its pages by letter."""

    meta: PageMeta
    count: int
    letters: tuple[Letter, ...]
    current: str = ""
    sections: tuple[SourcesLetter, ...]
    pager: Pager | None = None


def pages(look: Lookup, frame: Frame) -> Iterator[Page]:
    """The documents, if the site has any: on one page, or by letter with /sources/ leading there."""
    site = look.site
    if not site.sources:
        return
    citing, more = _citing(look)
    background = _background(look)
    pages_of_sources = look.source_pages

    def entry(source: str) -> SourceEntry:
        found = citing.get(source, ())
        return _entry(look, site.sources[source], found, more[source], background.get(source, ()))

    letters = _letters(look, pages_of_sources)
    if len(pages_of_sources) == 1:
        sections = tuple(_sections(map(entry, pages_of_sources[0][1])))
        yield _page(look, ADDRESS, letters, sections, None)
        return
    yield _page(look, ADDRESS, letters, (), None)
    addresses_of: dict[str, list[str]] = {}
    for address, run in pages_of_sources:
        addresses_of.setdefault(letter_of_source(site, run[0]), []).append(address)
    for address, run in pages_of_sources:
        places = addresses_of[letter_of_source(site, run[0])]
        sections = tuple(_sections(map(entry, run)))
        yield _page(look, address, letters, sections, pager(places, places.index(address)))


_Inside = Statement | Claim | CitingNote | ArticleEvent
_Cited = tuple[ArticleSummary, list[_Inside]]
"""An article that cites a source, and the places in it."""


def _citing(look: Lookup) -> tuple[dict[str, list[_Cited]], Counter[str]]:
    """By source id, the articles that cite it, newest first, with the places in them; and how many more."""
    found: dict[str, list[_Cited]] = {}
    lines: Counter[str] = Counter()
    more: Counter[str] = Counter()
    for article in look.site.articles:
        places: dict[str, list[_Inside]] = {s: [] for s in article.sources}
        for source, place in _places(look, article):
            places.setdefault(source, []).append(place)
        for source, inside in places.items():
            lines[source] += 1 + len(inside)
            if lines[source] > MOST_LINES:
                more[source] += 1
                continue
            found.setdefault(source, []).append((article, inside))
    return found, more


def _places(look: Lookup, article: ArticleSummary) -> Iterator[tuple[str, _Inside]]:
    for statement in article.statements:
        if statement.source and parts.is_shown(look.site, statement):
            yield statement.source, statement
    for claim in article.claims:
        for source in claim.sources:
            yield source, claim
    for note in article.citing_notes:
        for source in note.sources:
            yield source, note
    for event in article.events:
        for source in event.sources:
            yield source, event


def _cited_by(source: str, cited: _Cited) -> Citing:
    article, places = cited
    in_list = f"source_{source}" if source in article.sources else ""
    link = Link(title=article.title, url=addresses.article(article.slug, in_list))
    return Citing(article=link, places=tuple(_place(article, place) for place in places))


def _place(article: ArticleSummary, place: _Inside) -> Place:
    slug = article.slug
    if isinstance(place, Statement):
        url = addresses.article(slug, f"q-{place.id}")
        return Place(kind="quotation", title=_short(place.text), url=url)
    if isinstance(place, Claim):
        url = addresses.article(slug, f"c-{place.id}")
        return Place(kind="claim", title=_short(place.target.exact), url=url)
    if isinstance(place, CitingNote):
        about = place.words or parts.section_title(article, place.section) or article.title
        return Place(kind="note", title=_short(about), url=addresses.article(slug, f"a-{place.id}"))
    url = addresses.article(slug, f"e-{place.id}" if place.target else place.section)
    return Place(kind="event", title=_short(place.title), url=url)


_SHORT = 60


def _short(words: str) -> str:
    """The first words of a text, for a link."""
    if len(words) <= _SHORT:
        return words
    return words[:_SHORT].rpartition(" ")[0].rstrip(",;:–— ") + "…"


def _background(look: Lookup) -> dict[str, list[Link]]:
    """By source id, the events that cite it and that no article tells."""
    found: dict[str, list[Link]] = {}
    for event in look.site.events:
        if not event.tellings:
            for source in event.sources:
                found.setdefault(source, []).append(Link(title=event.title, url=look.event_urls[event.id]))
    return found


def _entry(
    look: Lookup, source: Source, cited_by: Sequence[_Cited], more: int, events: Sequence[Link]
) -> SourceEntry:
    return SourceEntry(
        anchor=f"s-{source.id}",
        source=parts.source_view(look, source),
        has_text=bool(source.text),
        cited_by=tuple(_cited_by(source.id, cited) for cited in cited_by),
        more=more,
        events=tuple(events),
    )


def _letters(look: Lookup, runs: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[Letter, ...]:
    counts: dict[str, int] = {}
    for _, run in runs:
        for source in run:
            letter = letter_of_source(look.site, source)
            counts[letter] = counts.get(letter, 0) + 1
    one_page = len(runs) == 1
    return tuple(
        Letter(
            id=letter,
            label=letter_label(letter),
            count=count,
            url=f"#letter-{letter}" if one_page else f"{ADDRESS}{letter}/",
        )
        for letter, count in counts.items()
    )


def _sections(entries: Iterable[SourceEntry]) -> Iterator[SourcesLetter]:
    letters: dict[str, list[SourceEntry]] = {}
    for entry in entries:
        letters.setdefault(letter_of(entry.source.title), []).append(entry)
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
            things=parts.listing(look.site, title, address),
            breadcrumbs=(Link(title=title, url=ADDRESS),) if label else (),
        ),
        count=len(look.site.sources),
        letters=letters,
        current=sections[0].id if label else "",
        sections=sections,
        pager=place,
    )
    return Page(path=addresses.path_of(address), template="sources.html", view=view)
