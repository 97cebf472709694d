"""Who is quoted, and how the quote index is cut: by letter, and by speaker where one fills a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from dateline.pages.gathered import Said
from dateline.pages.parts import Lookup
from dateline.pages.split import PAGE_BUDGET, Pager, cut, folded, letter_label, letter_of, numbered, pager
from dateline.pages.statementlist import UNNAMED

ADDRESS = "/quotes/"


class Speaker(Struct, frozen=True, kw_only=True):
    """Someone who is quoted, or all the unnamed together."""

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


def speakers_of(look: Lookup) -> list[Speaker]:
    """Everyone quoted, by sort name; the unnamed last."""
    found = []
    for speaker, said in look.said.items():
        person = look.site.people.get(speaker)
        sort_name = person.sort_name if person else ""
        letter = letter_of(sort_name) if person else UNNAMED
        weight = _weight(said)
        found.append(Speaker(id=speaker, sort_name=sort_name, letter=letter, said=said, weight=weight))
    return sorted(found, key=_place_of)


def _place_of(speaker: Speaker) -> tuple[int, str, str, str]:
    rank = {UNNAMED: 2, "other": 1}.get(speaker.letter, 0)
    return rank, folded(speaker.sort_name), speaker.sort_name, speaker.id


def weight_of_said(said: Said) -> int:
    """Bytes that a statement takes in a list."""
    return said.weight


def _weight(said: Iterable[Said]) -> int:
    return _HEAD_WEIGHT + sum(s.weight for s in said)


_HEAD_WEIGHT = 700
"""Bytes of a speaker's heading with its options in the filters."""


class Part(NamedTuple):
    """What a page shows of a speaker."""

    weight: int
    speaker: Speaker
    said: Sequence[Said]
    all_url: str = ""
    """Where all their statements are, if this is not all."""


class Planned(NamedTuple):
    """A page by letter or speaker; what it shows is made when it is written."""

    address: str
    heading: str
    letter: str
    label: str
    parts: Sequence[Part]
    place: Pager | None


def planned(look: Lookup, speakers: Iterable[Speaker]) -> list[Planned]:
    """The pages of an index that does not fit on one, speakers being in their order."""
    return [page for letter in by_letter(speakers) for page in _letter_pages(look, *letter)]


_FIRST_WORDS = 3
"""Statements that a letter's page shows of a speaker who has pages of their own."""


def _letter_pages(look: Lookup, letter: str, speakers: Sequence[Speaker]) -> Iterator[Planned]:
    """The pages of a letter, then those of its speakers who fill one by themselves."""
    label = label_of(letter)
    heading = look.t("quotes.letter", letter=label) if letter != UNNAMED else look.t("quotes.unnamed")
    full = {s.id for s in speakers if s.weight > PAGE_BUDGET // 2 and letter != UNNAMED}
    runs = cut((part for speaker in speakers for part in _parts(speaker, full)), lambda part: part.weight)
    places = numbered(f"{ADDRESS}{letter}/", len(runs))
    for index, run in enumerate(runs):
        yield Planned(places[index], heading, letter, label, run, pager(places, index))
    for speaker in speakers:
        if speaker.id in full:
            yield from _own_pages(look, speaker)


def _parts(speaker: Speaker, full: Collection[str]) -> Iterator[Part]:
    """What a letter's pages show of a speaker."""
    if speaker.id in full:
        first = speaker.said[:_FIRST_WORDS]
        yield Part(_weight(first), speaker, first, _own_address(speaker))
    elif speaker.letter == UNNAMED:
        for run in cut(speaker.said, weight_of_said):
            yield Part(_weight(run), speaker, run)
    else:
        yield Part(speaker.weight, speaker, speaker.said)


def _own_pages(look: Lookup, speaker: Speaker) -> Iterator[Planned]:
    heading = look.t("quotes.by", name=look.site.people[speaker.id].name)
    runs = cut(speaker.said, weight_of_said)
    places = numbered(_own_address(speaker), len(runs))
    for index, run in enumerate(runs):
        part = Part(_weight(run), speaker, run)
        yield Planned(places[index], heading, speaker.letter, "", (part,), pager(places, index))


def _own_address(speaker: Speaker) -> str:
    return f"{ADDRESS}{speaker.letter}/{speaker.id}/"


def articles_of(speakers: Iterable[Speaker]) -> int:
    """How many articles quote any of them."""
    return len({said.article.slug for speaker in speakers for said in speaker.said})


def places_of(planned: Iterable[Planned]) -> dict[str, str]:
    """By speaker's anchor, the address of their words: their own pages, or their place on a letter's."""
    found: dict[str, str] = {}
    for page in planned:
        for part in page.parts:
            anchor = part.speaker.anchor
            found.setdefault(anchor, part.all_url or f"{page.address}#{anchor}")
    return found


def by_letter(speakers: Iterable[Speaker]) -> list[tuple[str, list[Speaker]]]:
    """The letters, each with its speakers, in the order given."""
    letters: dict[str, list[Speaker]] = {}
    for speaker in speakers:
        letters.setdefault(speaker.letter, []).append(speaker)
    return list(letters.items())


def label_of(letter: str) -> str:
    """A letter as it is shown; empty for the unnamed."""
    return "" if letter == UNNAMED else letter_label(letter)
