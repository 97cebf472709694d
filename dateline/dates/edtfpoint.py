"""One EDTF date: a day, a month, a part of a year, a year or longer, with its X digits and qualifiers.

Intervals and sets of such dates are in `edtf`, which is what other modules import from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Literal, NoReturn

from msgspec import Struct

from dateline.dates.days import day_number, month_length

Qualifier = Literal["", "?", "~", "%"]
"""Uncertain, approximate, both."""
Precision = Literal["day", "month", "season", "year", "decade", "century", "millennium", "era"]
"""How finely a date is given. `season` is any part of a year between month and year, quarters too."""

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


class EdtfError(ValueError):
    """A text that is not a date in EDTF, or a date that cannot be.

    `message` says what is wrong; `hint` the nearest form that can be read, and the forms there are.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


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


_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")


def plain_point(text: str) -> Point | None:
    """The date that `text` is, as `read_point` reads it, if it is but a year, month or day that there is."""
    found = _PLAIN.fullmatch(text)
    if not found:
        return None
    year, month, day = found.groups("")
    precision: Precision
    if not month:
        first, last, precision = day_number(int(year)), day_number(int(year), 12, 31), "year"
    else:
        length = month_length(int(year), int(month))
        first = day_number(int(year), int(month), int(day or 1))
        last, precision = (first, "day") if day else (first + length - 1, "month")
        if day and not 1 <= int(day) <= length:
            return None
    return Point(text=text, year=year, month=month, day=day, earliest=first, latest=last, precision=precision)


def read_point(text: str, whole: str) -> Point:
    """One date; `whole` is what an error shows. Raises EdtfError, without a hint."""
    found = _DATE.fullmatch(text)
    if not found:
        return _long_year(text, whole)
    left, year, right, month_left, month, month_right, day_left, day, day_right, time, offset = found.groups(
        ""
    )
    if year == "-0000":
        refuse(whole, "there is no year -0000: 0000 is 1 BC")
    earliest, latest, precision = _calendar(year, month, day, whole)
    if left or right or month_left or month_right or day_left or day_right:
        if (left and right) or (month_left and month_right) or (day_left and day_right):
            refuse(whole, "a part has one qualifier, ? or ~ or %, and % is ? and ~ together")
        if precision == "season":
            refuse(whole, "a season or quarter cannot be qualified")
    if time and "X" in text:
        refuse(whole, "a time belongs to a day of which every digit is known")
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
        refuse(whole, "")
    digits, exponent, short, significant, qualifier = found.groups("")
    if len(digits) + int((exponent or "0")[:4]) > 14:
        refuse(whole, "no year is that far away")
    number = int(digits or short) * 10 ** int(exponent or "0")
    if abs(number) > LONGEST_YEAR:
        refuse(whole, "no year is that far away")
    year = str(number) if digits else short
    if digits and abs(number) < 10_000:
        refuse(whole, "a year of four digits has no Y")
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
        refuse(whole, "there is no month 00")
    length = month_length(number, month_number)
    if not day:
        return day_number(number, month_number), day_number(number, month_number, length), "month"
    if not 1 <= int(day) <= length:
        refuse(whole, f"{year}-{month} has {length} days")
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
        refuse(whole, f"there is no month {code:02}: months are 01 to 12, seasons and other parts 21 to 41")
    if day:
        refuse(whole, "a season or quarter has no day")
    first, length = _PARTS_OF_YEAR[code]
    last = first + length - 1
    end_year, last = (year, last) if last <= 12 else (year + 1, last - 12)
    return day_number(year, first), day_number(end_year, last, month_length(end_year, last))


def _possible_days(year: str, month: str, day: str, whole: str) -> tuple[int, int]:
    """The first and the last existing day that fits a date with X digits."""
    months = _fitting(month or "XX", 12)
    days = _fitting(day or "XX", 31)
    if not months:
        refuse(whole, f"no month is {month}")

    def first(*, backwards: bool) -> int:
        for candidate in _years(year, backwards=backwards):
            for candidate_month in reversed(months) if backwards else months:
                length = month_length(candidate, candidate_month)
                fitting = [number for number in days if number <= length]
                if fitting:
                    return day_number(candidate, candidate_month, fitting[-1 if backwards else 0])
        refuse(whole, f"there is no day {day} in {'any such month' if 'X' in month else 'that month'}")

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


def level_of(point: Point) -> Literal[0, 1, 2]:
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


def refuse(text: str, why: str) -> NoReturn:
    """Raises the EdtfError that says that a text is no date, and why."""
    raise EdtfError(f"“{text}” is not a date in EDTF" + (f": {why}" if why else ""))
