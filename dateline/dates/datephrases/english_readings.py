"""What English phrases for dates mean. Their patterns are in `english`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec.structs import replace

from dateline.dates.datephrases.rules import (
    Basis,
    Saying,
    Scene,
    century,
    months_from,
    nearest_year,
    on_day,
    week_of,
    weekday_near,
)

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth", "twenty-first",
)  # fmt: skip
DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def _month_number(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _number(words: str) -> int:
    return NUMBERS.get(" ".join(words.lower().split())) or int(words)


def _day_number(written: str) -> int:
    return int(re.sub(r"\D", "", written))


# --- Days -------------------------------------------------------------------------------------------


def full_day(found: re.Match[str], scene: Scene) -> Saying | None:
    """April 3, 2024 · 3 April."""
    month, day, year = _month_number(found["month"]), _day_number(found["day"]), found["year"]
    if year:
        return on_day(int(year), month, day, 0.98)
    return on_day(nearest_year(month, day, scene), month, day, 0.85, "yearless")


def iso_day(found: re.Match[str], scene: Scene) -> Saying | None:
    """2024-04-03."""
    return on_day(int(found[1]), int(found[2]), int(found[3]), 0.98)


def days(found: re.Match[str], scene: Scene) -> Saying | None:
    """April 3–5, 2024 · 3 to 5 April · April 28 to May 3."""
    month, day = _month_number(found["month"]), _day_number(found["day"])
    last_month = _month_number(found["last_month"]) if found["last_month"] else month
    last_day = _day_number(found["last_day"])
    year = int(found["year"]) if found["year"] else nearest_year(month, day, scene)
    basis: Basis = "year" if found["year"] else "yearless"
    first = on_day(year, month, day, 0.9, basis)
    last = on_day(year + (last_month < month), last_month, last_day, 0.9, basis)
    if first is None or last is None or last.edtf <= first.edtf:
        return None
    return Saying(edtf=f"{first.edtf}/{last.edtf}", confidence=first.confidence, basis=basis)


def weekday(found: re.Match[str], scene: Scene) -> Saying | None:
    """On Tuesday, last Friday, next Monday night."""
    which = (found["which"] or "").lower().strip()
    meant = {"last": "last", "past": "last", "next": "next", "this": "this", "coming": "next"}.get(which, "")
    if _SAID.search(found.string, 0, found.start()):
        scene = replace(scene, future=False)
    day = weekday_near(WEEKDAYS.index(found["weekday"].lower()), scene, meant)
    return Saying(edtf=day.isoformat(), confidence=0.8 if meant or found["on"] else 0.7, basis="weekday")


_SAID = re.compile(
    r"\b(?:said|told\s\w+|announced|reported|wrote|ruled|agreed|warned|confirmed)\s(?:on\s)?\Z"
)
"""What was said on Thursday of what would be: the day is past all the same."""


def near_day(found: re.Match[str], scene: Scene) -> Saying | None:
    """Today, yesterday, the day after tomorrow."""
    word = found[0].lower()
    if "before yesterday" in word:
        offset = -2
    elif "after tomorrow" in word:
        offset = 2
    else:
        offset = {"yesterday": -1, "tomorrow": 1}.get(word.split()[0], 0)
    return _relative_day(scene.today + timedelta(days=offset), 0.9)


def _relative_day(day: date, confidence: float, sign: str = "") -> Saying:
    return Saying(edtf=day.isoformat() + sign, confidence=confidence, basis="relative")


# --- Months, parts of years -------------------------------------------------------------------------


def month_of_year(found: re.Match[str], scene: Scene) -> Saying | None:
    """May 2003, late May 2003."""
    return Saying(edtf=f"{found['year']}-{_month_number(found['month']):02}", confidence=0.95)


def months(found: re.Match[str], scene: Scene) -> Saying | None:
    """May to July 2003 · between May 2003 and July 2004."""
    last_year = int(found["last_year"])
    first, last = _month_number(found["month"]), _month_number(found["last_month"])
    year = int(found["year"]) if found["year"] else last_year - (first > last)
    if (year, first) >= (last_year, last):
        return None
    return Saying(edtf=f"{year}-{first:02}/{last_year}-{last:02}", confidence=0.9)


def bare_month(found: re.Match[str], scene: Scene) -> Saying | None:
    """In May, last March."""
    month, which = _month_number(found["month"]), (found["which"] or "").lower()
    today = scene.today
    if which == "last":
        year = today.year - (month >= today.month)
    elif which == "next":
        year = today.year + (month <= today.month)
    elif which == "this":
        year = today.year
    else:
        year = nearest_year(month, 15, scene)
    return Saying(edtf=f"{year}-{month:02}", confidence=0.75, basis="relative" if which else "yearless")


def part_of_year(found: re.Match[str], scene: Scene) -> Saying | None:
    """Late 2023, mid-2024, the end of 2025."""
    word, year = found["part"].lower().removeprefix("the "), found["year"]
    if word.startswith(("late", "end", "close")):
        code = 36
    elif word.startswith(("early", "beginning", "start", "dawn")):
        code = 33
    else:
        code = 38
    return Saying(edtf=f"{year}-{code}", confidence=0.9)


def end_of_year(found: re.Match[str], scene: Scene) -> Saying | None:
    """By the end of 2023 is by 2023: the end says no more than the relation does."""
    return Saying(edtf=found["year"], confidence=0.9, relation="by")


def end_of_this(found: re.Match[str], scene: Scene) -> Saying | None:
    """By the end of the year, by year-end."""
    if (found["unit"] or found["short"]).lower() == "month":
        return _relative(f"{scene.today:%Y-%m}", 0.8, "by")
    return _relative(str(scene.today.year), 0.85, "by")


def _relative(edtf: str, confidence: float, relation: str = "") -> Saying:
    return Saying(edtf=edtf, confidence=confidence, basis="relative", relation=relation)


def quarter(found: re.Match[str], scene: Scene) -> Saying | None:
    """The second quarter of 2024, the first half of this year."""
    which = found["which"].lower()
    number = int(which) if which.isdigit() else ("first", "second", "third", "fourth").index(which) + 1
    year = found["year"] or (str(scene.today.year) if found["this"] else None)
    if year is None or number > (4 if found["unit"].lower() != "half" else 2):
        return None
    code = (39 if found["unit"].lower() == "half" else 32) + number
    return Saying(edtf=f"{year}-{code}", confidence=0.9, basis="year" if found["year"] else "relative")


def short_quarter(found: re.Match[str], scene: Scene) -> Saying | None:
    """Q3 2024, H1 2025."""
    number = int(found["number"])
    code = 32 + number if found["unit"] == "Q" else 39 + number
    if found["unit"] == "H" and number > 2:
        return None
    return Saying(edtf=f"{found['year']}-{code}", confidence=0.92)


def season(found: re.Match[str], scene: Scene) -> Saying | None:
    """Spring 2001, last summer."""
    code = SEASONS[found["season"].casefold()]
    if found["year"]:
        return Saying(edtf=f"{found['year']}-{code}", confidence=0.92)
    which, today = (found["which"] or "").lower(), scene.today
    starts = {21: 3, 22: 6, 23: 9, 24: 12}[code]
    year = today.year
    if which == "last":
        year -= today.month < starts + 3
    elif which == "next":
        year += today.month >= starts
    return _relative(f"{year}-{code}", 0.7)


# --- Years and longer -------------------------------------------------------------------------------


def year(found: re.Match[str], scene: Scene) -> Saying | None:
    """2023, where a preposition says that it is a year."""
    return Saying(edtf=found["year"], confidence=0.85)


def year_of_something(found: re.Match[str], scene: Scene) -> Saying | None:
    """The 2024 election: a year, though the sentence may be about something else."""
    return Saying(edtf=found["year"] or found["other"], confidence=0.5, relation="on")


def years(found: re.Match[str], scene: Scene) -> Saying | None:
    """From 1990 to 1995, 1990–95."""
    first, last = found["year"] or found["bare"], found["last_year"]
    last = first[: 4 - len(last)] + last
    return Saying(edtf=f"{first}/{last}", confidence=0.88) if first < last else None


def decade(found: re.Match[str], scene: Scene) -> Saying | None:
    """The 1990s, the ’90s, the nineties."""
    if found["digits"]:
        return Saying(edtf=f"{found['digits']}X", confidence=0.92)
    if found["short"]:
        return Saying(edtf=f"19{found['short']}X", confidence=0.85)
    return Saying(edtf=f"19{DECADES.index(found['name'].lower()) + 2}X", confidence=0.8)


def century_of(found: re.Match[str], scene: Scene) -> Saying | None:
    """The 19th century, the fourth century BC."""
    which = found["number"].lower()
    number = int(re.sub(r"\D", "", which)) if which[0].isdigit() else ORDINALS.index(which) + 1
    return Saying(edtf=century(number, before_christ=bool(found["bc"])), confidence=0.92)


def era(found: re.Match[str], scene: Scene) -> Saying | None:
    """44 BC, AD 476."""
    if found["bc"]:
        return Saying(edtf=f"-{int(found['bc']) - 1:04}" if found["bc"] != "1" else "0000", confidence=0.95)
    return Saying(edtf=f"{int(found['ad'] or found['ce']):04}", confidence=0.95)


# --- Reckoned from the dateline, or from the date before ---------------------------------------------


def unit_near(found: re.Match[str], scene: Scene) -> Saying | None:
    """Last week, this month, next year; later this year."""
    which = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(found["which"].lower(), 0)
    today, unit = scene.today, found["unit"].lower()
    if unit == "week":
        edtf = week_of(today + timedelta(days=7 * which))
    elif unit == "month":
        edtf = "{:04}-{:02}".format(*months_from(today, which))
    else:
        edtf = str(today.year + which)
    coming = found[0].lower().startswith("later")
    return Saying(edtf=edtf, confidence=0.8, basis="relative", coming=coming)


def ago(found: re.Match[str], scene: Scene) -> Saying | None:
    """Two years ago."""
    return _moved(scene.today, -_number(found["count"]), found["unit"], 0.75)


def from_now(found: re.Match[str], scene: Scene) -> Saying | None:
    """In three weeks, within two months."""
    if not scene.future:
        return None
    said = _moved(scene.today, _number(found["count"]), found["unit"], 0.7)
    if said is None or not found["within"]:
        return said
    return _relative(said.edtf.rstrip("~"), 0.75, "by")


def later(found: re.Match[str], scene: Scene) -> Saying | None:
    """Two weeks later, three days earlier: from the date that the text gave last."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", scene.before)
    if not match:
        return None
    sign = -1 if found["way"].lower() in ("earlier", "before") else 1
    year, month, day = (int(part) if part else 0 for part in match.groups())
    unit, count = found["unit"].lower().rstrip("s"), sign * _number(found["count"])
    if day:
        return _moved(date(year, month, day), count, unit, 0.7)
    if month and unit == "month":
        return _relative("{:04}-{:02}".format(*months_from(date(year, month, 1), count)), 0.7)
    if unit == "year" and not month:
        return _relative(f"{year + count:04}", 0.7)
    return _relative(f"{year + count:04}~", 0.6) if unit == "year" else None


def next_unit(found: re.Match[str], scene: Scene) -> Saying | None:
    """The next day, the following year, the day before."""
    way = found["after"] or found["before"]
    unit = (found["unit"] or found["unit_before"]).lower()
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", scene.before)
    if not match or not way:
        return None
    sign = 1 if found["after"] else -1
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if unit == "day" and day:
        return _relative_day(date(year, month, day) + timedelta(days=sign), 0.75)
    if unit == "month" and month:
        return _relative("{:04}-{:02}".format(*months_from(date(year, month, 1), sign)), 0.7)
    return _relative(f"{year + sign:04}", 0.75) if unit == "year" else None


def _moved(day: date, count: int, unit: str, confidence: float) -> Saying | None:
    """A day so many units away: exact in days, and vaguer the longer the unit."""
    unit = unit.lower().rstrip("s")
    try:
        if unit == "day":
            return _relative_day(day + timedelta(days=count), confidence)
        if unit in ("week", "fortnight"):
            return _relative_day(day + timedelta(days=count * (7 if unit == "week" else 14)), confidence, "~")
        if unit == "month":
            return _relative("{:04}-{:02}~".format(*months_from(day, count)), confidence)
        years = count * {"year": 1, "decade": 10, "century": 100, "centurie": 100}[unit]
        return _relative(f"{day.year + years:04}~", confidence)
    except (OverflowError, ValueError):
        return None
