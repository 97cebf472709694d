"""The quote index: every statement under its speaker, from A to Z.

A site whose statements fit on one page has /quotes/ alone. A larger one has pages by letter, with pages of
their own for speakers who would fill one; /quotes/ then shows who is heard and leads to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dateline import addresses
from dateline.building.plan import Frame, Link, Page, PageMeta, View
from dateline.pages import gathered, parts
from dateline.pages.filters import Option, StatementFilters, statement_filters
from dateline.pages.gathered import Said
from dateline.pages.heardpicture import HeardView, heard_view
from dateline.pages.parts import Lookup
from dateline.pages.quotefinder import finder_page
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
from dateline.pages.statementlist import (
    UNNAMED,
    StatementItem,
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
    items: tuple[StatementItem, ...] = ()
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


ADDRESS = "/quotes/"


def pages(look: Lookup, frame: Frame) -> Iterator[Page]:
    """The quote index, if any statement is shown."""
    site = look.site
    if not parts.has_quotes(site):
        return
    speakers = _speakers(look)
    aside = list(gathered.said_with(site, "set-aside"))
    unattributed = list(gathered.said_with(site, "unattributed")) if site.show_unattributed else []
    weight = sum(speaker.weight for speaker in speakers) + sum(s.weight for s in (*aside, *unattributed))
    if weight <= PAGE_BUDGET:
        yield _one_page(look, speakers, aside, unattributed)
        return
    planned = [page for letter in _by_letter(speakers) for page in _letter_pages(look, *letter)]
    ways = _letters_of(look, speakers)
    yield _way_in(look, speakers, aside, unattributed, ways, _places(planned))
    for page in planned:
        yield _list_page(look, page, ways)
    yield finder_page(look, (said for speaker in speakers for said in speaker.said))
    for name, items in (("set-aside", aside), ("unattributed", unattributed)):
        yield from _apart_pages(look, name, items)


class _Speaker(View, frozen=True, kw_only=True):
    id: str
    sort_name: str
    letter: str
    said: list[Said]
    weight: int
    """Bytes of all they said, with the heading."""

    @property
    def anchor(self) -> str:
        """The id of their place on a page."""
        return f"speaker-{UNNAMED if self.letter == UNNAMED else self.id}"


def _speakers(look: Lookup) -> list[_Speaker]:
    """Everyone quoted, by sort name; the unnamed last."""
    found = []
    for speaker, said in look.said.items():
        person = look.site.people.get(speaker)
        sort_name = person.sort_name if person else ""
        letter = letter_of(sort_name) if person else UNNAMED
        weight = _weight(said)
        found.append(_Speaker(id=speaker, sort_name=sort_name, letter=letter, said=said, weight=weight))
    return sorted(found, key=_place_of)


def _place_of(speaker: _Speaker) -> tuple[int, str, str, str]:
    rank = {UNNAMED: 2, "other": 1}.get(speaker.letter, 0)
    return rank, folded(speaker.sort_name), speaker.sort_name, speaker.id


def _weight_of_one(said: Said) -> int:
    return said.weight


def _weight(said: Iterable[Said]) -> int:
    return _HEAD_WEIGHT + sum(s.weight for s in said)


_HEAD_WEIGHT = 700
"""Bytes of a speaker's heading with its options in the filters."""


# --- One page ---------------------------------------------------------------------------------------


def _one_page(
    look: Lookup, speakers: Sequence[_Speaker], aside: Sequence[Said], unattributed: Sequence[Said]
) -> Page:
    sections = [
        LetterView(
            id=letter,
            label=_label(letter),
            speakers=tuple(_speaker_view(look, s, s.said) for s in members),
        )
        for letter, members in _by_letter(speakers)
    ]
    count = sum(len(speaker.said) for speaker in speakers)
    view = QuotesView(
        meta=_meta(look, look.t("nav.quotes"), ADDRESS),
        heading=look.t("quotes.title"),
        index=True,
        count=count,
        speakers=len(speakers),
        articles=_articles(speakers),
        heard=heard_view(look),
        letters=tuple(_letter(look, s.id, f"#letter-{s.id}", len(s.speakers)) for s in sections),
        sections=tuple(sections),
        shown=count,
        filters=_filters(look, sections),
        aside=tuple(statement_item(look, s) for s in aside),
        unattributed=tuple(statement_item(look, s) for s in unattributed),
    )
    return Page(path=addresses.path_of(ADDRESS), template="quotes.html", view=view)


def _speaker_view(look: Lookup, speaker: _Speaker, said: Iterable[Said], all_url: str = "") -> SpeakerView:
    items = tuple(statement_item(look, s) for s in said)
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


class _Part(NamedTuple):
    """What a page shows of a speaker."""

    weight: int
    speaker: _Speaker
    said: Sequence[Said]
    all_url: str = ""
    """Where all their statements are, if this is not all."""


class _Planned(NamedTuple):
    """A page by letter or speaker; what it shows is made when it is written."""

    address: str
    heading: str
    letter: str
    label: str
    parts: Sequence[_Part]
    place: Pager | None


_FIRST_WORDS = 3
"""Statements that a letter's page shows of a speaker who has pages of their own."""


def _letter_pages(look: Lookup, letter: str, speakers: Sequence[_Speaker]) -> Iterator[_Planned]:
    """The pages of a letter, then those of its speakers who fill one by themselves."""
    label = _label(letter)
    heading = look.t("quotes.letter", letter=label) if letter != UNNAMED else look.t("quotes.unnamed")
    full = {s.id for s in speakers if s.weight > PAGE_BUDGET // 2 and letter != UNNAMED}
    runs = cut((part for speaker in speakers for part in _parts(speaker, full)), lambda part: part.weight)
    places = numbered(f"{ADDRESS}{letter}/", len(runs))
    for index, run in enumerate(runs):
        yield _Planned(places[index], heading, letter, label, run, pager(places, index))
    for speaker in speakers:
        if speaker.id in full:
            yield from _own_pages(look, speaker)


def _parts(speaker: _Speaker, full: Collection[str]) -> Iterator[_Part]:
    """What a letter's pages show of a speaker."""
    if speaker.id in full:
        first = speaker.said[:_FIRST_WORDS]
        yield _Part(_weight(first), speaker, first, _own_address(speaker))
    elif speaker.letter == UNNAMED:
        for run in cut(speaker.said, _weight_of_one):
            yield _Part(_weight(run), speaker, run)
    else:
        yield _Part(speaker.weight, speaker, speaker.said)


def _own_pages(look: Lookup, speaker: _Speaker) -> Iterator[_Planned]:
    heading = look.t("quotes.by", name=look.site.people[speaker.id].name)
    runs = cut(speaker.said, _weight_of_one)
    places = numbered(_own_address(speaker), len(runs))
    for index, run in enumerate(runs):
        part = _Part(_weight(run), speaker, run)
        yield _Planned(places[index], heading, speaker.letter, "", (part,), pager(places, index))


def _own_address(speaker: _Speaker) -> str:
    return f"{ADDRESS}{speaker.letter}/{speaker.id}/"


def _list_page(look: Lookup, page: _Planned, letters: tuple[Letter, ...]) -> Page:
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
    speakers: Sequence[_Speaker],
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
        articles=_articles(speakers),
        heard=heard_view(look),
        letters=letters,
        sections=tuple(_directory(look, speakers, places)),
        finder=f"{ADDRESS}finder.json",
        aside_link=_apart_link(look, "set-aside", aside),
        unattributed_link=_apart_link(look, "unattributed", unattributed),
    )
    return Page(path=addresses.path_of(ADDRESS), template="quotes.html", view=view)


def _articles(speakers: Iterable[_Speaker]) -> int:
    """How many articles quote any of them."""
    return len({said.article.slug for speaker in speakers for said in speaker.said})


def _places(planned: Iterable[_Planned]) -> dict[str, str]:
    """By speaker's anchor, the address of their words: their own pages, or their place on a letter's."""
    found: dict[str, str] = {}
    for page in planned:
        for part in page.parts:
            anchor = part.speaker.anchor
            found.setdefault(anchor, part.all_url or f"{page.address}#{anchor}")
    return found


def _directory(look: Lookup, speakers: Sequence[_Speaker], places: Mapping[str, str]) -> Iterator[LetterView]:
    """The speakers by letter without their words, while that fits on a page; else none: the letters lead."""
    named = [s for s in speakers if s.letter != UNNAMED]
    if sum(220 + weight_of(s.sort_name) for s in named) > PAGE_BUDGET:
        return
    for letter, members in _by_letter(named):
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
        yield LetterView(id=letter, label=_label(letter), speakers=tuple(views))


def _apart_link(look: Lookup, name: str, items: Sequence[Said]) -> Link | None:
    title = look.t(f"quotes.{name}")
    return Link(title=title, url=f"{ADDRESS}{name}/") if items else None


def _apart_pages(look: Lookup, name: str, items: Sequence[Said]) -> Iterator[Page]:
    runs = cut(items, _weight_of_one)
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


def _by_letter(speakers: Iterable[_Speaker]) -> list[tuple[str, list[_Speaker]]]:
    letters: dict[str, list[_Speaker]] = {}
    for speaker in speakers:
        letters.setdefault(speaker.letter, []).append(speaker)
    return list(letters.items())


def _letters_of(look: Lookup, speakers: Iterable[_Speaker]) -> tuple[Letter, ...]:
    return tuple(
        _letter(look, letter, f"{ADDRESS}{letter}/", len(members)) for letter, members in _by_letter(speakers)
    )


def _letter(look: Lookup, letter: str, url: str, count: int) -> Letter:
    label = _label(letter) or look.t("quotes.unnamed")
    return Letter(id=letter, label=label, count=count, url=url)


def _label(letter: str) -> str:
    return "" if letter == UNNAMED else letter_label(letter)


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
