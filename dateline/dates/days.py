"""Days as numbers, for every year there ever was: the proleptic Gregorian calendar, 1970-01-01 is 0.

Years are astronomical, as ISO 8601 counts them: 0 is 1 BC, -1 is 2 BC. `datetime.date` ends at year 1
and 9999, which is too soon for a timeline. Words for dates are `datewords`' business.
"""

from __future__ import annotations

from functools import lru_cache

_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_number(year: int, month: int = 1, day: int = 1) -> int:
    """The number of a day that exists. Not checked: ask `month_length` first.

    Counts in whole 400-year cycles of 146,097 days from a year that begins in March, so that the leap day
    is the last of its year.
    """
    if month < 3:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day - 719_469


@lru_cache(maxsize=8192)
def civil(number: int) -> tuple[int, int, int]:
    """(year, month, day) of a day number; the inverse of `day_number`."""
    cycle, rest = divmod(number + 719_468, 146_097)
    year_of_cycle = (rest - rest // 1460 + rest // 36_524 - rest // 146_096) // 365
    day_of_year = rest - (365 * year_of_cycle + year_of_cycle // 4 - year_of_cycle // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = cycle * 400 + year_of_cycle + (month < 3)
    return year, month, day_of_year - (153 * shifted + 2) // 5 + 1


def month_length(year: int, month: int) -> int:
    """How many days the month (1-12) has."""
    return 29 if month == 2 and is_leap(year) else _MONTH_LENGTHS[month - 1]


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
