"""EDTF dates (ISO 8601-2, levels 0, 1 and 2): what they say, and the first and last day they can mean.

`parse` reads every form of the Library of Congress specification of 4 February 2019
(https://www.loc.gov/standards/datetime/). It is a reader of our own: the `edtf` library takes 4 to 40 ms a
date, lets 29 February of any year through and fails on an example of the specification. The tests hold the
two against each other; the library still reads the English that an editor wrote instead of a date, for the
hint. A single date is read in `edtfpoint`; words for dates are in `datewords`, hints in `edtfhints`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from dateline.dates.edtfpoint import (
    PRECISIONS,
    EdtfError,
    Point,
    Precision,
    level_of,
    plain_point,
    read_point,
    refuse,
)

__all__ = ["FAR", "Edtf", "EdtfError", "Member", "Point", "Precision", "parse"]

End = Literal["known", "open", "unknown"]
"""`..` is open: it goes on, or has no bound. Nothing at all is unknown: there is one, but which?"""

FAR = 1 << 50
"""A day number later than any that can be written; what an open or unknown end sorts as."""


class Member(Struct, frozen=True, kw_only=True):
    """A date (first and last are the same), or a stretch from one to another."""

    first: Point | None
    last: Point | None
    """None where the end is open or unknown."""
    starts: End = "known"
    ends: End = "known"
    stretch: bool = False


class Edtf(Struct, frozen=True, kw_only=True):
    """A date as EDTF has it: one date, an interval, or a set.

    `earliest` and `latest` are day numbers (1970-01-01 is 0). Where an end is open or unknown nothing bounds
    it, so they are those of the end that is known: `starts` and `ends` tell.
    """

    text: str
    kind: Literal["date", "interval", "one-of", "all-of"]
    level: Literal[0, 1, 2]
    members: tuple[Member, ...]
    """One for a date or an interval, one for each element of a set."""
    earliest: int
    latest: int
    starts: End = "known"
    ends: End = "known"
    approximate: bool = False
    """Whether any part of it is; in an interval, either end."""
    uncertain: bool = False
    precision: Precision
    """The coarsest of its dates'."""

    @property
    def sort_key(self) -> tuple[int, int]:
        """Earliest, then latest. What has no known end comes after what has one."""
        return self.earliest, self.latest if self.ends == "known" else FAR

    @property
    def first(self) -> Point | None:
        """The date, or the start of the interval or set where that is known."""
        return self.members[0].first

    @property
    def last(self) -> Point | None:
        """The date, or the end of the interval or set where that is known."""
        return self.members[-1].last

    @property
    def has_year(self) -> bool:
        """Whether any digit of some year is known; without one there is no place on a timeline."""
        if self.text[:4].isdigit():  # as nearly all dates begin
            return True
        points = (point for member in self.members for point in (member.first, member.last))
        return any(point is not None and point.year.strip("-X") for point in points)


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """The EDTF date that `text` is.

    Raises EdtfError, whose hint names the nearest date that can be read.
    """
    try:
        return parse_bare(text)
    except EdtfError as problem:
        from dateline.dates.edtfhints import hint

        raise EdtfError(problem.message, hint(text)) from None


def parse_bare(text: str) -> Edtf:
    """As `parse`, but an EdtfError has no hint."""
    written = text.strip()
    if plain := plain_point(written):  # as nearly all dates are
        return Edtf(
            text=written,
            kind="date",
            level=0,
            members=(Member(first=plain, last=plain),),
            earliest=plain.earliest,
            latest=plain.latest,
            precision=plain.precision,
        )
    if written[:1] in ("[", "{"):
        return _set(written)
    if "/" in written:
        return _interval(written)
    point = read_point(written, written)
    return Edtf(
        text=written,
        kind="date",
        level=level_of(point),
        members=(Member(first=point, last=point),),
        earliest=point.earliest,
        latest=point.latest,
        approximate=point.approximate,
        uncertain=point.uncertain,
        precision=point.precision,
    )


def coarsest(precisions: Iterator[Precision]) -> Precision:
    """The coarsest of at least one precision."""
    return max(precisions, key=PRECISIONS.index)


def _interval(text: str) -> Edtf:
    first_text, _, last_text = text.partition("/")
    if "/" in last_text:
        refuse(text, "an interval has one slash")
    first, starts = _end(first_text, text)
    last, ends = _end(last_text, text)
    member = Member(first=first, last=last, starts=starts, ends=ends, stretch=True)
    known = [point for point in (first, last) if point]
    if not known:
        refuse(text, "an interval needs a date at one end at least")
    for point in known:
        if point.precision == "season":
            refuse(text, "a season or quarter cannot be the end of an interval")
        if point.time:
            refuse(text, "an interval has days at its ends, not times")
    level: Literal[0, 1, 2] = max(level_of(point) for point in known)
    if "X" in text:
        level = 2
    elif starts != "known" or ends != "known":
        level = max(level, 1)
    return _gathered(text, "interval", level, (member,))


def _set(text: str) -> Edtf:
    """`[one of these]` or `{all of these}`; `..` between two dates, or before or after one."""
    if text[-1:] != ("]" if text[0] == "[" else "}"):
        refuse(text, f"a set that opens with {text[0]} closes with {']' if text[0] == '[' else '}'}")
    elements = [element.strip() for element in text[1:-1].split(",")]
    members = tuple(_element(element, text) for element in elements)
    kind: Literal["one-of", "all-of"] = "one-of" if text[0] == "[" else "all-of"
    return _gathered(text[0] + ",".join(elements) + text[-1], kind, 2, members)


def _element(element: str, whole: str) -> Member:
    if ".." not in element:
        point = read_point(element, whole)
        return Member(first=point, last=point)
    first_text, _, last_text = element.partition("..")
    if not first_text and not last_text:
        refuse(whole, "“..” needs a date before or after it")
    first = read_point(first_text, whole) if first_text else None
    last = read_point(last_text, whole) if last_text else None
    return Member(
        first=first,
        last=last,
        starts="known" if first else "open",
        ends="known" if last else "open",
        stretch=True,
    )


def _gathered(
    text: str,
    kind: Literal["interval", "one-of", "all-of"],
    level: Literal[0, 1, 2],
    members: tuple[Member, ...],
) -> Edtf:
    """An interval or set with its bounds, from members of which each has a point."""
    spans = [_bounds(member, text) for member in members]
    points = [point for member in members for point in (member.first, member.last) if point]
    return Edtf(
        text=text,
        kind=kind,
        level=level,
        members=members,
        earliest=min(earliest for earliest, _ in spans),
        latest=max(latest for _, latest in spans),
        starts=_worst(member.starts for member in members),
        ends=_worst(member.ends for member in members),
        approximate=any(point.approximate for point in points),
        uncertain=any(point.uncertain for point in points),
        precision=coarsest(point.precision for point in points),
    )


def _bounds(member: Member, whole: str) -> tuple[int, int]:
    first, last = member.first or member.last, member.last or member.first
    assert first is not None
    assert last is not None
    if last.latest < first.earliest:
        refuse(whole, f"{last.text} is before {first.text}")
    return first.earliest, last.latest


def _worst(ends: Iterator[End]) -> End:
    found = set(ends)
    return "open" if "open" in found else "unknown" if "unknown" in found else "known"


def _end(text: str, whole: str) -> tuple[Point | None, End]:
    if text == "..":
        return None, "open"
    if text == "":
        return None, "unknown"
    return read_point(text, whole), "known"
