"""CLDR's way with dates and numbers, through Babel, asked once for each month of a language.

Babel takes 50 µs and more to format a date, and 20 ms to be imported: so a date is made from a template
that it filled in once, and nothing of it is loaded before the first date with a month. Years are put in as
text, since Babel's end at 9999. The words around dates are `datewords`' business.
"""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """CLDR's locale for a BCP 47 language; that of the bare language, or English, where it has none."""

    from babel import Locale, UnknownLocaleError

    for candidate in (language, language.split("-")[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def day(language: str, month: int, day: str, year: str) -> str:
    """A whole date, long: `day` and `year` are put in as they are."""
    template, _ = _plain_template(language, "long", month)
    return template.replace("\0", day).replace("\1", year)


def month(language: str, month: int, year: str) -> str:
    """A month of a year."""
    return _month_template(language, month).replace("\1", year)


def month_day(language: str, month: int, day: str) -> str:
    """A day without its year."""
    return _month_day_template(language, month).replace("\0", day)


@lru_cache(maxsize=512)
def _month_template(language: str, month: int) -> str:
    from babel.dates import format_skeleton

    return _holed(format_skeleton("yMMMM", date(2024, month, 23), locale=locale_of(language)))


@lru_cache(maxsize=512)
def _month_day_template(language: str, month: int) -> str:
    from babel.dates import format_skeleton

    return _holed(format_skeleton("MMMMd", date(2024, month, 23), locale=locale_of(language)))


def _holed(example: str) -> str:
    return example.replace("2024", "\1").replace("23", "\0")


@lru_cache(maxsize=512)
def month_name(language: str, month: int) -> str:
    """A month by itself."""
    return str(locale_of(language).months["stand-alone"]["wide"][month])


@lru_cache(maxsize=4096)
def plain_day(language: str, length: str, year: int, month: int, day: int) -> str:
    """A date of the years 1 to 9999; `length` is full, long, medium or short."""
    if length in ("long", "medium"):
        template, digits = _plain_template(language, length, month)
        return template.replace("\0", f"{day:0{digits}}").replace("\1", str(year))

    from babel.dates import format_date

    return format_date(date(year, month, day), length, locale=locale_of(language))


@lru_cache(maxsize=512)
def _plain_template(language: str, length: str, month: int) -> tuple[str, int]:
    """CLDR's long or medium date with \\0 for the day and \\1 for the year, and how many digits a day has at
    the least: made from dates whose parts differ.

    The other lengths have weekdays, or months and years of two digits.
    """
    from babel.dates import format_date

    locale = locale_of(language)
    template = _holed(format_date(date(2024, month, 23), length, locale=locale))
    fourth = format_date(date(2024, month, 4), length, locale=locale)
    return template, 1 if template.replace("\0", "4").replace("\1", "2024") == fourth else 2


@lru_cache(maxsize=1024)
def clock(clock: str, language: str) -> str:
    """A time of day with its offset: `23:20:30+04:30` is 23:20 UTC+4:30, or 11:20 PM."""

    from babel.dates import format_time

    shape = re.match(r"(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(.*)", clock)
    if not shape:
        return clock
    hour, minute, offset = int(shape[1]) % 24, int(shape[2]), shape[3]
    words = format_time(time(hour, minute), "short", locale=locale_of(language))
    if offset in ("Z", "+00:00", "-00:00", "+00"):
        return f"{words} UTC"
    parts = re.fullmatch(r"([+-])(\d\d):?(\d\d)?", offset)
    if not parts:
        return words
    minutes = f":{parts[3]}" if parts[3] and parts[3] != "00" else ""
    return f"{words} UTC{'−' if parts[1] == '-' else '+'}{int(parts[2])}{minutes}"


@lru_cache(maxsize=256)
def number(number: int, language: str) -> str:
    """A whole number with its separators."""

    from babel.numbers import format_decimal

    return format_decimal(number, locale=locale_of(language))


@lru_cache(maxsize=256)
def millions(number: int, language: str) -> str:
    """A large round number in words: 170 million."""

    from babel.numbers import format_compact_decimal

    locale = locale_of(language)
    # Where one sign is a word (億), there is no longer form.
    form: Literal["long", "short"] = "long" if "long" in locale.compact_decimal_formats else "short"
    return format_compact_decimal(number, format_type=form, locale=locale, fraction_digits=1)


@lru_cache(maxsize=512)
def joined(names: tuple[str, ...], language: str, style: Literal["or", "standard"]) -> str:
    """A list with “or” or, as `standard`, “and”."""

    from babel.lists import format_list

    return format_list(names, style=style, locale=locale_of(language))


@lru_cache(maxsize=512)
def month_short(language: str, month: int) -> str:
    """A month by itself, abbreviated."""
    return str(locale_of(language).months["stand-alone"]["abbreviated"][month])


def month_year_short(language: str, month: int, year: str) -> str:
    """A month of a year, abbreviated."""
    return _short_template(language, "yMMM", month).replace("\1", year)


def month_day_short(language: str, month: int, day: str) -> str:
    """A day without its year, abbreviated."""
    return _short_template(language, "MMMd", month).replace("\0", day)


@lru_cache(maxsize=512)
def _short_template(language: str, skeleton: str, month: int) -> str:
    from babel.dates import format_skeleton

    return _holed(format_skeleton(skeleton, date(2024, month, 23), locale=locale_of(language)))


@lru_cache(maxsize=512)
def duration(days: int, language: str) -> str:
    """A length of time in its largest unit of which there are two: 54 years, 7 months, 12 days."""
    for unit, length in (("year", 365.2425), ("month", 30.437), ("day", 1)):
        count = round(days / length)
        if count >= 2 or unit == "day":
            break
    return _counted(count, unit, language)


@lru_cache(maxsize=512)
def _counted(count: int, unit: str, language: str) -> str:
    from babel.units import format_unit

    return format_unit(count, f"duration-{unit}", "long", locale=locale_of(language))
