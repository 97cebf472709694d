"""What a language's patterns are made of, and the calendar that they reckon with."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from msgspec import Struct

Basis = Literal["year", "yearless", "weekday", "relative"]
"""What a date rests on: a year that is written; the year nearest the dateline; the week; the dateline."""


class Saying(Struct, frozen=True, kw_only=True):
    """What a phrase means."""

    edtf: str
    confidence: float
    basis: Basis = "year"
    relation: str = ""
    """Where the phrase itself says it: `within two weeks`."""
    coming: bool = False
    """Whether the phrase says that it is still to come: `later this year`."""


class Scene(Struct, frozen=True, kw_only=True):
    """What is known where a phrase stands."""

    today: date
    """Of the dateline."""
    future: bool
    """Whether its sentence tells of what is to come."""
    before: str = ""
    """The date (EDTF) that the text gave last, if that was shortly before."""


class Rule(Struct, frozen=True, kw_only=True):
    """A pattern and its reading."""

    why: str
    """What it is, in a word or two."""
    source: str
    """Of the pattern, verbose."""
    group: str | int
    """The group that is the date: `date`, or all of it where it has none."""
    read: Callable[[re.Match[str], Scene], Saying | None]
    """None where it is no date after all (30 February, a number)."""
    needs: tuple[tuple[str, ...], ...] = ()
    """One of each of these must be in a word of the text, see `signs_of`: cheaper to ask than the pattern."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first asked for: all of a language take 25 ms, and few texts need them all."""
        return _compiled(self.source)


class Language(Struct, frozen=True, kw_only=True):
    """All that is known of how a language says dates."""

    rules: tuple[Rule, ...]
    """The surest first: a stretch of text belongs to the first rule that reads it."""
    hint: re.Pattern[str]
    """Without this there is no date in a text: a quick look before the rules."""
    relations: tuple[tuple[str, re.Pattern[str]], ...]
    """Relation, and the words that say it before a date."""
    about: re.Pattern[str]
    """Words before a date that make it approximate."""
    future: re.Pattern[str]
    """Words of a sentence that tells of what is to come."""
    forecast: re.Pattern[str]
    """Words of a sentence that tells of what is expected."""
    missed: re.Pattern[str]
    """Words of a sentence that tells of what did not come about."""
    month: re.Pattern[str] | None = None
    """The beginning of a month's name; None where no rule asks for it."""


DIGIT, YEAR, MONTH = "\0D", "\0Y", "\0M"
"""What rules may need beside words: any digit, four of them, the name of a month."""

_FOUR_DIGITS = re.compile(r"[0-9]{4}")


def rule(why: str, pattern: str, read: Callable[[re.Match[str], Scene], Saying | None], *needs: str) -> Rule:
    """A rule from a verbose pattern; all of `needs` must be there, of each one of what has a bar between."""
    needed = tuple(tuple(one.split("|")) for one in needs)
    group = "date" if "(?P<date>" in pattern else 0
    return Rule(why=why, source=pattern, group=group, read=read, needs=needed)


@lru_cache(maxsize=256)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.VERBOSE)


def signs_of(text: str, known: Language) -> str:
    """The text in lower case and what of DIGIT, YEAR, MONTH is in it: where rules look before they try."""
    signs = text.lower()
    if _FOUR_DIGITS.search(text):
        signs += DIGIT + YEAR
    elif any(map(str.isdigit, text)):
        signs += DIGIT
    return signs + MONTH if known.month is None or known.month.search(text) else signs


def on_day(year: int, month: int, day: int, confidence: float, basis: Basis = "year") -> Saying | None:
    """A day, if there is such a one."""
    try:
        return Saying(edtf=date(year, month, day).isoformat(), confidence=confidence, basis=basis)
    except ValueError:
        return None


def nearest_year(month: int, day: int, scene: Scene) -> int:
    """The year that brings a day nearest to the dateline, on the side of it that the sentence tells of."""
    today = scene.today
    years = (today.year - 1, today.year, today.year + 1)
    near = [(abs(_days_between(today, year, month, day)), year) for year in years]
    if scene.future:
        near = [(distance, year) for distance, year in near if _days_between(today, year, month, day) >= 0]
    else:
        # What is told is mostly past; a date a few weeks ahead may still be meant.
        near = [
            (distance + 300 * (_days_between(today, year, month, day) > 45), year) for distance, year in near
        ]
    return min(near)[1]


def _days_between(today: date, year: int, month: int, day: int) -> int:
    return (year - today.year) * 365 + (month - today.month) * 30 + (day - today.day)


def months_from(today: date, months: int) -> tuple[int, int]:
    """(year, month) so many months from a day's."""
    index = today.year * 12 + today.month - 1 + months
    return index // 12, index % 12 + 1


def week_of(day: date) -> str:
    """The week from Monday to Sunday that a day is in, as an interval."""
    monday = day - timedelta(days=day.weekday())
    return f"{monday}/{monday + timedelta(days=6)}"


def weekday_near(weekday: int, scene: Scene, which: str = "") -> date:
    """The day that a weekday (0 is Monday) means: `last`, `next`, `this`, or as the sentence has it."""
    today = scene.today
    back = (today.weekday() - weekday) % 7
    if which == "this":
        return today - timedelta(days=today.weekday()) + timedelta(days=weekday)
    if which == "next" or (which == "" and scene.future and back):
        return today + timedelta(days=7 - back)
    if which == "last" and back == 0:
        back = 7
    return today - timedelta(days=back)


def century(number: int, *, before_christ: bool) -> str:
    """EDTF of the n-th century."""
    return f"{'-' if before_christ else ''}{number - 1:02}XX"


def roman(numeral: str) -> int:
    """The number that a Roman numeral is."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    total, highest = 0, 0
    for letter in reversed(numeral.upper()):
        value = values[letter]
        total += value if value >= highest else -value
        highest = max(highest, value)
    return total
