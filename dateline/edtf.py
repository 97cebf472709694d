"""EDTF dates (ISO 8601-2, levels 0, 1 and 2): what they say, and the first and last day they can mean.

`parse` reads every form of the Library of Congress specification of 4 February 2019
(https://www.loc.gov/standards/datetime/). Its own reader, not the `edtf` library's: that takes 4 to 40 ms
a date, lets 30 February through and refuses some of the specification's own examples. The tests hold the
two against each other; the library still reads the English that an editor wrote instead of a date, for
the hint. Words for dates are in `datewords`, hints in `edtfhints`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Literal, NoReturn

from msgspec import Struct

from dateline.days import day_number, month_length

Qualifier = Literal["", "?", "~", "%"]
"""Uncertain, approximate, both."""
Precision = Literal["day", "month", "season", "year", "decade", "century", "millennium", "era"]
"""How finely a date is given. `season` is any part of a year between month and year, quarters too."""
End = Literal["known", "open", "unknown"]
"""`..` is open: it goes on, or has no bound. Nothing at all is unknown: there is one, but which?"""

PRECISIONS: tuple[Precision, ...] = (
    "day",
    "month",
    "season",
    "year",
    "decade",
    "century",
    "millennium",
    "era",
)
"""Finest first."""

FAR = 1 << 50
"""A day number later than any that can be written; what an open or unknown end sorts as."""


class Point(Struct, frozen=True, kw_only=True):
    """One date: a day, a month, a part of a year, a year, or longer. Digits may be `X`."""

    text: str
    year: str
    """Sign and digits, exponents written out: `1985`, `-0043`, `156X`, `-170000000`."""
    month: str = ""
    """`01`-`12`, with X digits, or the number of a part of the year: `21`-`41`."""
    day: str = ""
    time: str = ""
    """The time of day as written after the T, with its offset."""
    significant: int = 0
    """How many digits of the year count, where an `S` says so; else 0."""
    year_qualifier: Qualifier = ""
    month_qualifier: Qualifier = ""
    day_qualifier: Qualifier = ""
    earliest: int
    latest: int
    precision: Precision

    @property
    def qualifiers(self) -> str:
        """Those of all parts together."""
        return self.year_qualifier + self.month_qualifier + self.day_qualifier

    @property
    def approximate(self) -> bool:
        """Whether any part is `~` or `%`, or the year an estimate (`S`)."""
        return self.significant > 0 or "~" in self.qualifiers or "%" in self.qualifiers

    @property
    def uncertain(self) -> bool:
        """Whether any part is `?` or `%`."""
        return "?" in self.qualifiers or "%" in self.qualifiers


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
        points = (point for member in self.members for point in (member.first, member.last))
        return any(point is not None and point.year.strip("-X") for point in points)


class EdtfError(ValueError):
    """A text that is not a date in EDTF, or a date that cannot be.

    `message` says what is wrong; `hint` the nearest form that can be read, and the forms there are.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@lru_cache(maxsize=4096)
def parse(text: str) -> Edtf:
    """The EDTF date that `text` is.

    Raises EdtfError, whose hint names the nearest date that can be read.
    """
    try:
        return parse_bare(text)
    except EdtfError as problem:
        from dateline.edtfhints import hint

        raise EdtfError(problem.message, hint(text)) from None


def parse_bare(text: str) -> Edtf:
    """As `parse`, but an EdtfError has no hint."""
    written = text.strip()
    if written[:1] in ("[", "{"):
        return _set(written)
    if "/" in written:
        return _interval(written)
    point = _point(written, written)
    return Edtf(
        text=written,
        kind="date",
        level=_level(point),
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
        _refuse(text, "an interval has one slash")
    first, starts = _end(first_text, text)
    last, ends = _end(last_text, text)
    member = Member(first=first, last=last, starts=starts, ends=ends, stretch=True)
    known = [point for point in (first, last) if point]
    if not known:
        _refuse(text, "an interval needs a date at one end at least")
    for point in known:
        if point.precision == "season":
            _refuse(text, "a season or quarter cannot be the end of an interval")
        if point.time:
            _refuse(text, "an interval has days at its ends, not times")
    level: Literal[0, 1, 2] = max(_level(point) for point in known)
    if "X" in text:
        level = 2
    elif starts != "known" or ends != "known":
        level = max(level, 1)
    return _gathered(text, "interval", level, (member,))


def _set(text: str) -> Edtf:
    """`[one of these]` or `{all of these}`; `..` between two dates, or before or after one."""
    if text[-1:] != ("]" if text[0] == "[" else "}"):
        _refuse(text, f"a set that opens with {text[0]} closes with {']' if text[0] == '[' else '}'}")
    elements = [element.strip() for element in text[1:-1].split(",")]
    members = tuple(_element(element, text) for element in elements)
    kind: Literal["one-of", "all-of"] = "one-of" if text[0] == "[" else "all-of"
    return _gathered(text[0] + ",".join(elements) + text[-1], kind, 2, members)


def _element(element: str, whole: str) -> Member:
    if ".." not in element:
        point = _point(element, whole)
        return Member(first=point, last=point)
    first_text, _, last_text = element.partition("..")
    if not first_text and not last_text:
        _refuse(whole, "“..” needs a date before or after it")
    first = _point(first_text, whole) if first_text else None
    last = _point(last_text, whole) if last_text else None
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
        _refuse(whole, f"{last.text} is before {first.text}")
    return first.earliest, last.latest


def _worst(ends: Iterator[End]) -> End:
    found = set(ends)
    return "open" if "open" in found else "unknown" if "unknown" in found else "known"


def _end(text: str, whole: str) -> tuple[Point | None, End]:
    if text == "..":
        return None, "open"
    if text == "":
        return None, "unknown"
    return _point(text, whole), "known"


_DATE = re.compile(
    r"""([?~%]?) (-?[0-9X]{4}) ([?~%]?)
    (?: - ([?~%]?) ([0-9X]{2}) ([?~%]?)
        (?: - ([?~%]?) ([0-9X]{2}) ([?~%]?)
            (?: T ((?: [01][0-9] | 2[0-3]) : [0-5][0-9] : [0-5][0-9] | 24:00:00)
                (Z | [+-] (?: 0[0-9] | 1[0-4]) (?: : [0-5][0-9])?)? )? )? )?""",
    re.VERBOSE,
)
_LONG_YEAR = re.compile(r"(?:Y(-?[1-9][0-9]*)(?:E([1-9][0-9]*))?|(-?[0-9]{4}))(?:S([1-9][0-9]*))?([?~%]?)")

LONGEST_YEAR = 10**12
"""Years further away than this (a hundred times the age of the universe) are taken for slips."""


def _point(text: str, whole: str) -> Point:
    """One date; `whole` is what an error shows."""
    found = _DATE.fullmatch(text)
    if not found:
        return _long_year(text, whole)
    left, year, right, month_left, month, month_right, day_left, day, day_right, time, offset = found.groups(
        ""
    )
    if year == "-0000":
        _refuse(whole, "there is no year -0000: 0000 is 1 BC")
    earliest, latest, precision = _calendar(year, month, day, whole)
    if left or right or month_left or month_right or day_left or day_right:
        if (left and right) or (month_left and month_right) or (day_left and day_right):
            _refuse(whole, "a part has one qualifier, ? or ~ or %, and % is ? and ~ together")
        if precision == "season":
            _refuse(whole, "a season or quarter cannot be qualified")
    if time and "X" in text:
        _refuse(whole, "a time belongs to a day of which every digit is known")
    return Point(
        text=text,
        year=year,
        month=month,
        day=day,
        time=time + offset,
        # To its left a qualifier is for that part alone; to its right, for all before it as well.
        year_qualifier=_both(left, right, month_right, day_right),
        month_qualifier=_both(month_left, month_right, day_right) if month else "",
        day_qualifier=_both(day_left, day_right) if day else "",
        earliest=earliest,
        latest=latest,
        precision=precision,
    )


def _both(*qualifiers: str) -> Qualifier:
    said = "".join(qualifiers)
    if not said:
        return ""
    if "%" in said or ("?" in said and "~" in said):
        return "%"
    return "?" if "?" in said else "~"


def _long_year(text: str, whole: str) -> Point:
    """`Y170000002`, `Y-17E7`, and years with significant digits: `1950S2`."""
    found = _LONG_YEAR.fullmatch(text)
    if not found:
        _refuse(whole, "")
    digits, exponent, short, significant, qualifier = found.groups("")
    if len(digits) + int((exponent or "0")[:4]) > 14:
        _refuse(whole, "no year is that far away")
    number = int(digits or short) * 10 ** int(exponent or "0")
    if abs(number) > LONGEST_YEAR:
        _refuse(whole, "no year is that far away")
    year = str(number) if digits else short
    if digits and abs(number) < 10_000:
        _refuse(whole, "a year of four digits has no Y")
    loose = max(len(year.lstrip("-")) - int(significant[:2]), 0) if significant else 0
    unit = 10**loose
    nearest = abs(number) // unit * unit
    low, high = (nearest, nearest + unit - 1) if number >= 0 else (1 - unit - nearest, -nearest)
    return Point(
        text=text,
        year=year,
        significant=int(significant[:2]) if significant else 0,
        year_qualifier=_both(qualifier),
        earliest=day_number(low),
        latest=day_number(high, 12, 31),
        precision=_YEAR_PRECISIONS[min(loose, 4)],
    )


_YEAR_PRECISIONS: tuple[Precision, ...] = ("year", "decade", "century", "millennium", "era")
"""By how many digits of the year, counted from the right, are not known."""


def _calendar(year: str, month: str, day: str, whole: str) -> tuple[int, int, Precision]:
    """The first and the last day that a date can mean, and how finely it is given."""
    precision: Precision = (
        "day" if day and "X" not in day else "month" if month and "X" not in month else "year"
    )
    if "X" in year + month + day:
        earliest, latest = _possible_days(year, month, day, whole)
        if precision == "year" and "X" in year:
            known = len(year.lstrip("-").rstrip("X"))
            precision = _YEAR_PRECISIONS[4 - known] if "X" not in year.rstrip("X") else "era"
        elif precision != "year" and "X" in year:
            # A day in some year of a decade is no nearer known than the decade.
            precision = _YEAR_PRECISIONS[4 - len(year.lstrip("-").split("X")[0])]
        return earliest, latest, precision
    number = int(year)
    if not month:
        return day_number(number), day_number(number, 12, 31), "year"
    month_number = int(month)
    if month_number > 12:
        return *_part_of_year(number, month_number, day, whole), "season"
    if month_number == 0:
        _refuse(whole, "there is no month 00")
    length = month_length(number, month_number)
    if not day:
        return day_number(number, month_number), day_number(number, month_number, length), "month"
    if not 1 <= int(day) <= length:
        _refuse(whole, f"{year}-{month} has {length} days")
    exact = day_number(number, month_number, int(day))
    return exact, exact, "day"


_PARTS_OF_YEAR = {
    # code: (first month, months). The northern meteorological seasons, unless said to be southern; ISO 8601-2
    # leaves the months open. A winter is named by the year in which it begins.
    **{21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)},
    **{25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3)},
    **{29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3)},
    **{33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)},
    **{37: (1, 4), 38: (5, 4), 39: (9, 4)},
    **{40: (1, 6), 41: (7, 6)},
}


def _part_of_year(year: int, code: int, day: str, whole: str) -> tuple[int, int]:
    if code not in _PARTS_OF_YEAR:
        _refuse(whole, f"there is no month {code:02}: months are 01 to 12, seasons and other parts 21 to 41")
    if day:
        _refuse(whole, "a season or quarter has no day")
    first, length = _PARTS_OF_YEAR[code]
    last = first + length - 1
    end_year, last = (year, last) if last <= 12 else (year + 1, last - 12)
    return day_number(year, first), day_number(end_year, last, month_length(end_year, last))


def _possible_days(year: str, month: str, day: str, whole: str) -> tuple[int, int]:
    """The first and the last existing day that fits a date with X digits."""
    months = _fitting(month or "XX", 12)
    days = _fitting(day or "XX", 31)
    if not months:
        _refuse(whole, f"no month is {month}")

    def first(*, backwards: bool) -> int:
        for candidate in _years(year, backwards=backwards):
            for candidate_month in reversed(months) if backwards else months:
                length = month_length(candidate, candidate_month)
                fitting = [number for number in days if number <= length]
                if fitting:
                    return day_number(candidate, candidate_month, fitting[-1 if backwards else 0])
        _refuse(whole, f"there is no day {day} in {'any such month' if 'X' in month else 'that month'}")

    return first(backwards=False), first(backwards=True)


@lru_cache(maxsize=256)
def _fitting(pattern: str, highest: int) -> tuple[int, ...]:
    shape = re.compile(pattern.replace("X", "[0-9]"))
    return tuple(number for number in range(1, highest + 1) if shape.fullmatch(f"{number:02}"))


def _years(pattern: str, *, backwards: bool) -> Iterator[int]:
    """Every year that a pattern fits, in order. Digits of a negative year count the other way."""
    sign, digits = (-1, pattern[1:]) if pattern[0] == "-" else (1, pattern)
    order = "9876543210" if backwards == (sign > 0) else "0123456789"
    for chosen in product(*(order if digit == "X" else digit for digit in digits)):
        yield sign * int("".join(chosen))


def _level(point: Point) -> Literal[0, 1, 2]:
    """The lowest level of the specification that has the form."""
    if point.text[0] == "Y":
        return 2 if "E" in point.text or point.significant else 1
    if point.significant or (point.month.isdigit() and int(point.month) > 24):
        return 2
    if "X" not in point.text and not point.qualifiers and point.precision != "season":
        return 1 if point.year[0] == "-" else 0
    unqualified = point.text.rstrip("?~%")
    plain = _LEVEL_1.fullmatch(unqualified) and not ("X" in unqualified and unqualified != point.text)
    return 1 if plain else 2


_LEVEL_1 = re.compile(
    r"-?[0-9]{2}(?:[0-9X]X|[0-9]{2}(?:-[0-9]{2}(?:-(?:[0-9]{2}|XX))?|-XX(?:-XX)?)?)",
)


def _refuse(text: str, why: str) -> NoReturn:
    raise EdtfError(f"“{text}” is not a date in EDTF" + (f": {why}" if why else ""))
