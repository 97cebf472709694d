"""Dates in words of a language, as uncertain as they are: "about May 1903", "2021 to about 2023", "by 2030".

Months and the order of a date's parts are CLDR's (`cldr`); the words around them are in `dateterms`.
A language that `dateterms` does not have gets CLDR dates with signs (≈, ≤, →) in place of words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from dateline.dates import cldr
from dateline.dates.dateterms import Phrase, Terms, terms
from dateline.dates.days import civil
from dateline.dates.edtf import Edtf, Member, Point, parse

Relation = Literal["on", "by", "until", "since", "before", "after"]


def date_words(edtf: Edtf | str, language: str, relation: str = "on") -> str:
    """What a date is called, its uncertainty kept.

    `language` is BCP 47; `relation` on, by, until, since, before or after. Begins in lower case where the
    language does. Raises EdtfError where `edtf` is a text that is no date.
    """
    return _words(edtf.text if isinstance(edtf, Edtf) else edtf, language, relation)


@lru_cache(maxsize=8192)
def iso_datetime(edtf: Edtf | str) -> str:
    """The date for `<time datetime>`: a real year, month, day or time of ISO 8601; else empty.

    Source: HTML, "valid date string with optional time" and its neighbours: years have four digits or more
    and are later than 0, offsets have minutes.
    """
    found = edtf if isinstance(edtf, Edtf) else parse(edtf)
    point = found.first
    if found.kind != "date" or point is None or not _PLAIN.fullmatch(point.text) or point.year == "0000":
        return ""
    if not point.time or point.time.startswith("24"):
        return point.text.partition("T")[0]
    return point.text + (":00" if re.search(r"[+-]\d\d$", point.time) else "")


def plain_date(iso: str, language: str, length: str = "long") -> str:
    """An ISO 8601 date or date-time (YYYY-MM-DD…) as CLDR writes it: full, long, medium or short.

    A time of day is shown with it, to the minute, with its offset from UTC if it has one.
    """
    day, _, clock = iso.replace(" ", "T").partition("T")
    year, month, number = day.split("-")
    words = cldr.plain_day(language, length, int(year), int(month), int(number))
    return f"{words}, {cldr.clock(clock, language)}" if clock else words


_PLAIN = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d(?:T.*)?)?)?")


@lru_cache(maxsize=8192)
def _words(text: str, language: str, relation: str) -> str:
    edtf, words = parse(text), terms(language)
    if len(edtf.members) == 1:
        return _member(edtf.members[0], words, language, relation)
    return _list(edtf, words, language, relation)


def _member(member: Member, words: Terms, language: str, relation: str = "on") -> str:
    first, last = member.first, member.last
    if first is None or last is None:
        return _half_open(member, words, language, relation)
    if not member.stretch:
        return _related(_point(first, words, language), words, relation)
    if relation == "on":
        return _span(first, last, words, language)
    return _related(_Said(_tight_span(first, last, words, language)), words, relation)


def _half_open(member: Member, words: Terms, language: str, relation: str) -> str:
    """One end only: open and unknown are told apart, unless a relation says which way it goes on."""
    point, ended = (member.first, member.ends) if member.first else (member.last, member.starts)
    assert point is not None
    said = _point(point, words, language)
    if relation != "on":
        return _related(said, words, relation)
    if ended == "open":
        return _related(said, words, "onwards" if member.first else "up-to")
    if member.first:
        return f"{_related(said, words, 'from')} {words.unknown_end}"
    return f"{words.unknown_start} {_related(said, words, 'to')}"


class _Said(NamedTuple):
    """One date in words, and what goes around it."""

    text: str
    article: str = ""
    about: bool = False
    mark: str = ""
    """The sign of uncertainty that follows it."""


def _related(said: _Said, words: Terms, relation: str) -> str:
    if relation == "on":
        if not said.about:
            return said.text + said.mark
        relation = "about"
    variants = words.relations[relation]
    template = variants.get(said.article) or variants[""]
    about = words.about if said.about else ""
    if "@~" in template:
        return template.replace("@~", said.text + about + said.mark)
    return template.replace("~", about).replace("@", said.text + said.mark)


def _span(first: Point, last: Point, words: Terms, language: str) -> str:
    """From one to another; what both have in common is said once."""
    shared = _shared(first, last)
    if shared == "month":
        return _one_month(first, last, words.day_span, words, language)
    if shared == "months":
        return _one_year(first, last, words.from_to, words, language)
    start = _point(first, words, language)
    if shared == "year":
        start = start._replace(text=cldr.month_day(language, int(first.month), _day_digits(first.day, words)))
    return f"{_related(start, words, 'from')} {_related(_point(last, words, language), words, 'to')}"


def _tight_span(first: Point, last: Point, words: Terms, language: str) -> str:
    """The same with a dash, for where a relation stands before it: "until October–December 2023"."""
    shared = _shared(first, last)
    if shared == "month":
        return _one_month(first, last, "^–^", words, language)
    if shared == "months":
        return _one_year(first, last, "@–@", words, language)
    ends = [_related(_point(point, words, language), words, "on") for point in (first, last)]
    return ("–" if all(end.isdigit() for end in ends) else " – ").join(ends)


def _shared(first: Point, last: Point) -> Literal["", "month", "months", "year"]:
    """What two ends have in common: days of one month, months of one year, days of one year."""
    if not _are_plain(first, last) or first.year != last.year or bool(first.day) != bool(last.day):
        return ""
    if not first.day:
        return "months"
    return "month" if first.month == last.month else "year"


def _one_month(first: Point, last: Point, span: str, words: Terms, language: str) -> str:
    start, end = _day_digits(first.day, words), _day_digits(last.day, words)
    days = span.replace("^", start, 1).replace("^", end)
    return cldr.day(language, int(first.month), days, _year(first.year, words, language))


def _one_year(first: Point, last: Point, span: str, words: Terms, language: str) -> str:
    start = cldr.month_name(language, int(first.month))
    end = cldr.month(language, int(last.month), _year(last.year, words, language))
    return span.replace("@", start, 1).replace("@", end)


def _are_plain(*points: Point) -> bool:
    """Whether all have a month (no season) at least, and no qualifier, X digit or time."""
    return all(
        point.month
        and point.precision != "season"
        and not point.qualifiers
        and not point.time
        and "X" not in point.text
        for point in points
    )


def _list(edtf: Edtf, words: Terms, language: str, relation: str) -> str:
    """A set: "March or April 1760", "1667, 1668 and 1670 to 1672"."""
    points = [member.first for member in edtf.members if not member.stretch]
    singles = [point for point in points if point]
    if (
        len(singles) == len(edtf.members)
        and _are_plain(*singles)
        and len({point.year for point in singles}) == 1
        and not any(point.day for point in singles)
    ):
        year = _year(singles[0].year, words, language)
        names = [cldr.month_name(language, int(point.month)) for point in singles[:-1]]
        names.append(cldr.month(language, int(singles[-1].month), year))
    else:
        names = [_member(member, words, language) for member in edtf.members]
    joined = cldr.joined(tuple(names), language, "or" if edtf.kind == "one-of" else "standard")
    return _related(_Said(joined), words, relation)


# --- One date -------------------------------------------------------------------------------------


def _point(point: Point, words: Terms, language: str) -> _Said:
    text, article = _unqualified(point, words, language)
    if not point.qualifiers:
        return _Said(text, article, about=point.significant > 0)
    present = [("year", point.year_qualifier)]
    if point.month:
        present.append(("month", point.month_qualifier))
    if point.day:
        present.append(("day", point.day_qualifier))
    if len({qualifier for _, qualifier in present}) == 1:
        return _Said(text, article, point.approximate, words.uncertain if point.uncertain else "")
    details = ", ".join(words.qualified[f"{part} {sign}"] for part, sign in present if sign)
    return _Said(f"{text} ({details})", article, about=point.approximate)


def _unqualified(point: Point, words: Terms, language: str) -> Phrase:
    if "X" in point.text:
        return _unspecified(point, words, language)
    if point.text[0] == "Y" or point.significant:
        return _long_year(point, words, language)
    year = _year(point.year, words, language)
    if not point.month:
        return year, words.year_article
    month = int(point.month)
    if month > 12:
        return _part_of_year(point.year, month, words, language)
    if not point.day:
        return cldr.month(language, month, year), ""
    day = cldr.day(language, month, _day_digits(point.day, words), year)
    return (f"{day}, {cldr.clock(point.time, language)}" if point.time else day), words.day_article


def _year(year: str, words: Terms, language: str) -> str:
    number = int(year)
    if number >= 1000:
        return year.lstrip("0") if number < 10_000 else cldr.number(number, language)
    if number > 0:
        return words.ad.replace("^", str(number))
    return words.bc.replace("^", cldr.number(1 - number, language) if number < -9999 else str(1 - number))


def _part_of_year(year: str, code: int, words: Terms, language: str) -> Phrase:
    named = _year(year, words, language)
    if code >= 33:
        text, article = words.part[code - 33]
        return text.replace("^", named), article
    season = (code - 21) % 4
    text, article = words.season[season]
    # A winter of the north and a summer of the south begin in one year and end in the next.
    if code in (24, 28, 30) and 1000 <= int(year) < 9999:
        named += f"–{(int(year) + 1) % 100:02}"
    text = text.replace("^", named)
    if code >= 25:
        text += f" ({words.hemisphere[0 if code < 29 else 1]})"
    return text, article


def _long_year(point: Point, words: Terms, language: str) -> Phrase:
    """Years beyond four digits, in millions where they are round; and estimates (`S`), with their bounds."""
    number = int(point.year)
    if abs(number) < 10_000:
        named = _year(point.year, words, language)
    elif abs(number) >= 1_000_000 and number % 100_000 == 0:
        # So round that the missing year 0 does not matter.
        millions = cldr.millions(abs(number), language)
        named = (words.bc if number < 0 else words.year).replace("^", millions)
    elif number < 0:
        named = words.bc.replace("^", cldr.number(1 - number, language))
    else:
        named = words.year.replace("^", cldr.number(number, language))
    if point.significant:
        low, high = (_year_of(day, words, language) for day in (point.earliest, point.latest))
        named += f" ({words.from_to.replace('@', low, 1).replace('@', high)})"
    return named, words.year_article


def _year_of(day: int, words: Terms, language: str) -> str:
    return _year(f"{civil(day)[0]:04}", words, language)


def _unspecified(point: Point, words: Terms, language: str) -> Phrase:
    """Dates with X digits."""
    year, month, day = point.year, point.month, point.day
    if "X" in year:
        period = _period(point, words, language)
        if period and "X" in month + day and not re.fullmatch(r"(?:XX)*", re.sub(r"\d", "", month + day)):
            period = None
        if period is None:
            return _between(point, words, language)
        if not month or month == "XX":
            return period
        name = cldr.month_name(language, int(month))
        if day and day != "XX":
            name = cldr.month_day(language, int(month), _day_digits(day, words))
        return f"{name} ({period[0]})", ""
    if month == "XX" and day in ("", "XX"):
        unknown = words.unknown["both" if day else "month"]
        return f"{_year(year, words, language)} ({unknown})", words.year_article
    if "X" not in month and day == "XX":
        name = cldr.month(language, int(month), _year(year, words, language))
        return f"{name} ({words.unknown['day']})", ""
    return _between(point, words, language)


def _period(point: Point, words: Terms, language: str) -> Phrase | None:
    """A decade, century or millennium; None where the X digits leave some other shape."""
    digits = point.year.lstrip("-")
    known = digits.rstrip("X")
    negative = point.year[0] == "-"
    if "X" in known:
        return None
    if not known:
        return words.unknown["year"], ""
    if len(known) == 3:
        # A decade before Christ begins in a year that ends in 0 and is counted down to one that ends in 1.
        if negative or known == "000":
            return None
        text, article = words.decade
        return text.replace("^9", known.lstrip("0") + "9").replace("^", f"{int(known) * 10}"), article
    name = words.century if len(known) == 2 else words.millennium
    if name is None:
        return None
    text, article = name(int(known) + 1)
    return (words.bc.replace("^", text) if negative else text), article


def _between(point: Point, words: Terms, language: str) -> Phrase:
    """The first and last day, month or year that an odd pattern of X digits allows."""
    names = []
    for number in (point.earliest, point.latest):
        year_number, month, day = civil(number)
        year = _year(f"{year_number:04}", words, language)
        if point.day and point.day != "XX":
            names.append(cldr.day(language, month, _day_digits(str(day), words), year))
        elif point.month and point.month != "XX":
            names.append(cldr.month(language, month, year))
        else:
            names.append(year)
    return words.between.replace("@", names[0], 1).replace("@", names[1]), ""


def _day_digits(day: str, words: Terms) -> str:
    number = day.lstrip("0")
    return words.first_day if number == "1" else number
