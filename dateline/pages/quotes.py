"""The quote index: every statement under its speaker, from A to Z.

A site whose statements fit on one page has /quotes/ alone. A larger one has pages by letter, with pages of
their own for speakers who would fill one; /quotes/ then shows who is heard and leads to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline import addresses
from dateline.building.plan import DataFile, Frame, Link, Page, PageMeta, View
from dateline.pages import gathered, parts
from dateline.pages.filters import Option, StatementFilters, statement_filters
from dateline.pages.gathered import Said
from dateline.pages.heardpicture import HeardView, heard_view
from dateline.pages.parts import Lookup
from dateline.pages.quotecuts import (
    ADDRESS,
    Planned,
    Speaker,
    articles_of,
    by_letter,
    label_of,
    places_of,
    planned,
    speakers_of,
    weight_of_said,
)
from dateline.pages.quotefinder import finder_file
from dateline.pages.split import (
    PAGE_BUDGET,
    Letter,
    Pager,
    cut,
    numbered,
    pager,
    weight_of,
)
from dateline.pages.statementlist import (
    UNNAMED,
    IndexedItem,
    StatementItem,
    indexed_item,
    statement_item,
)


class SpeakerView(View, frozen=True, kw_only=True):
    """A speaker and what this page shows of their words."""

    anchor: str
    name: str
    kind: str
    """`person`, `organization` or `unnamed`."""
    url: str = ""
    """Their own page."""
    role: str = ""
    organization: str = ""
    organization_url: str = ""
    count: int
    """All statements, on this page or not."""
    items: tuple[IndexedItem, ...] = ()
    all_url: str = ""
    """Where all statements are, if this page shows only the newest."""


class LetterView(View, frozen=True, kw_only=True):
    """A letter and its speakers."""

    id: str
    label: str
    """Empty for the unnamed speakers, who are under no letter."""
    speakers: tuple[SpeakerView, ...]


class QuotesView(View, frozen=True, kw_only=True):
    """/quotes/, whole or as the way in, and the pages by letter and speaker."""

    meta: PageMeta
    heading: str
    index: bool = False
    """Whether this is /quotes/ itself, which says what the index is."""
    count: int = 0
    """Statements of the whole site."""
    speakers: int = 0
    articles: int = 0
    heard: HeardView | None = None
    letters: tuple[Letter, ...] = ()
    current: str = ""
    sections: tuple[LetterView, ...] = ()
    shown: int = 0
    filters: StatementFilters | None = None
    finder: str = ""
    """Address of the file that the way in searches; empty elsewhere."""
    aside: tuple[StatementItem, ...] = ()
    aside_link: Link | None = None
    unattributed: tuple[StatementItem, ...] = ()
    unattributed_link: Link | None = None
    pager: Pager | None = None


def pages(look: Lookup, frame: Frame) -> Iterator[Page | DataFile]:
    """The quote index, if any statement is shown."""
    site = look.site
    if not parts.has_quotes(site):
        return
    speakers = speakers_of(look)
    aside = list(gathered.said_with(site, "set-aside"))
    unattributed = list(gathered.said_with(site, "unattributed")) if site.show_unattributed else []
    weight = sum(speaker.weight for speaker in speakers) + sum(s.weight for s in (*aside, *unattributed))
    if weight <= PAGE_BUDGET:
        yield _one_page(look, speakers, aside, unattributed)
        return
    cuts = planned(look, speakers)
    ways = _letters_of(look, speakers)
    yield _way_in(look, speakers, aside, unattributed, ways, places_of(cuts))
    for page in cuts:
        yield _list_page(look, page, ways)
    yield finder_file(look, [said for speaker in speakers for said in speaker.said])
    for name, items in (("set-aside", aside), ("unattributed", unattributed)):
        yield from _apart_pages(look, name, items)


# --- One page ---------------------------------------------------------------------------------------


def _one_page(
    look: Lookup, speakers: Sequence[Speaker], aside: Sequence[Said], unattributed: Sequence[Said]
) -> Page:
    sections = [
        LetterView(
            id=letter,
            label=label_of(letter),
            speakers=tuple(_speaker_view(look, s, s.said) for s in members),
        )
        for letter, members in by_letter(speakers)
    ]
    count = sum(len(speaker.said) for speaker in speakers)
    view = QuotesView(
        meta=_meta(look, look.t("nav.quotes"), ADDRESS),
        heading=look.t("quotes.title"),
        index=True,
        count=count,
        speakers=len(speakers),
        articles=articles_of(speakers),
        heard=heard_view(look),
        letters=tuple(_letter(look, s.id, f"#letter-{s.id}", len(s.speakers)) for s in sections),
        sections=tuple(sections),
        shown=count,
        filters=_filters(look, sections),
        aside=tuple(statement_item(look, s) for s in aside),
        unattributed=tuple(statement_item(look, s) for s in unattributed),
    )
    return Page(path=addresses.path_of(ADDRESS), template="quotes.html", view=view)


def _speaker_view(look: Lookup, speaker: Speaker, said: Iterable[Said], all_url: str = "") -> SpeakerView:
    items = tuple([indexed_item(look, s) for s in said])
    person = look.site.people.get(speaker.id)
    if person is None:
        return SpeakerView(
            anchor=speaker.anchor,
            name=look.t("quotes.unnamed"),
            kind=UNNAMED,
            count=len(speaker.said),
            items=items,
            all_url=all_url,
        )
    ref = parts.person_ref(look, speaker.id)
    employer = person.organization if person.organization in look.people_with_page else ""
    return SpeakerView(
        anchor=speaker.anchor,
        name=person.name,
        kind=person.kind,
        url=ref.url,
        role=person.role,
        organization=ref.organization,
        organization_url=addresses.person(employer) if employer else "",
        count=len(speaker.said),
        items=items,
        all_url=all_url,
    )


# --- Many pages -------------------------------------------------------------------------------------


def _list_page(look: Lookup, page: Planned, letters: tuple[Letter, ...]) -> Page:
    place = page.place
    title = page.heading if place is None or place.number == 1 else f"{page.heading} ({place.number})"
    speakers = tuple(_speaker_view(look, part.speaker, part.said, part.all_url) for part in page.parts)
    section = LetterView(id=page.letter, label=page.label, speakers=speakers)
    view = QuotesView(
        meta=_meta(look, title, page.address),
        heading=page.heading,
        letters=letters,
        current=page.letter,
        sections=(section,),
        shown=sum(len(s.items) for s in speakers),
        filters=_filters(look, (section,)),
        pager=place,
    )
    return Page(path=addresses.path_of(page.address), template="quotes.html", view=view)


def _way_in(
    look: Lookup,
    speakers: Sequence[Speaker],
    aside: Sequence[Said],
    unattributed: Sequence[Said],
    letters: tuple[Letter, ...],
    places: Mapping[str, str],
) -> Page:
    view = QuotesView(
        meta=_meta(look, look.t("nav.quotes"), ADDRESS),
        heading=look.t("quotes.title"),
        index=True,
        count=sum(len(speaker.said) for speaker in speakers),
        speakers=len(speakers),
        articles=articles_of(speakers),
        heard=heard_view(look),
        letters=letters,
        sections=tuple(_directory(look, speakers, places)),
        finder=f"{ADDRESS}finder.json",
        aside_link=_apart_link(look, "set-aside", aside),
        unattributed_link=_apart_link(look, "unattributed", unattributed),
    )
    return Page(path=addresses.path_of(ADDRESS), template="quotes.html", view=view)


def _directory(look: Lookup, speakers: Sequence[Speaker], places: Mapping[str, str]) -> Iterator[LetterView]:
    """The speakers by letter without their words, while that fits on a page; else none: the letters lead."""
    named = [s for s in speakers if s.letter != UNNAMED]
    if sum(220 + weight_of(s.sort_name) for s in named) > PAGE_BUDGET:
        return
    for letter, members in by_letter(named):
        views = []
        for speaker in members:
            views.append(
                SpeakerView(
                    anchor=speaker.anchor,
                    name=speaker.sort_name,
                    kind=look.site.people[speaker.id].kind,
                    url=places[speaker.anchor],
                    count=len(speaker.said),
                )
            )
        yield LetterView(id=letter, label=label_of(letter), speakers=tuple(views))


def _apart_link(look: Lookup, name: str, items: Sequence[Said]) -> Link | None:
    title = look.t(f"quotes.{name}")
    return Link(title=title, url=f"{ADDRESS}{name}/") if items else None


def _apart_pages(look: Lookup, name: str, items: Sequence[Said]) -> Iterator[Page]:
    runs = cut(items, weight_of_said)
    places = numbered(f"{ADDRESS}{name}/", len(runs))
    for index, run in enumerate(runs):
        shown = tuple(statement_item(look, said) for said in run)
        view = QuotesView(
            meta=_meta(look, look.t(f"quotes.{name}"), places[index]),
            heading=look.t(f"quotes.{name}"),
            aside=shown if name == "set-aside" else (),
            unattributed=shown if name == "unattributed" else (),
            pager=pager(places, index),
        )
        yield Page(path=addresses.path_of(places[index]), template="quotes.html", view=view)


# --- Letters, filters, heads ------------------------------------------------------------------------


def _letters_of(look: Lookup, speakers: Iterable[Speaker]) -> tuple[Letter, ...]:
    return tuple(
        _letter(look, letter, f"{ADDRESS}{letter}/", len(members)) for letter, members in by_letter(speakers)
    )


def _letter(look: Lookup, letter: str, url: str, count: int) -> Letter:
    label = label_of(letter) or look.t("quotes.unnamed")
    return Letter(id=letter, label=label, count=count, url=url)


def _filters(look: Lookup, sections: Iterable[LetterView]) -> StatementFilters | None:
    speakers = [speaker for section in sections for speaker in section.speakers]
    choices = (
        Option(value=s.anchor.removeprefix("speaker-"), label=s.name, count=len(s.items)) for s in speakers
    )
    return statement_filters(look, [item for s in speakers for item in s.items], choices)


def _meta(look: Lookup, title: str, address: str) -> PageMeta:
    above = () if address == ADDRESS else (Link(title=look.t("nav.quotes"), url=ADDRESS),)
    return parts.page_meta(
        look.site,
        title=title,
        address=address,
        description=look.t("quotes.description", site=look.site.site.title),
        breadcrumbs=above,
        things=parts.listing(look.site, title, address),
    )
