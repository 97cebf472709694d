"""Dates as pages show them: in words, with what machines read."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from dateline.building.plan import View
from dateline.dates.datewords import date_words, iso_datetime, plain_date

Relation = Literal["on", "by", "until", "since", "before", "after"]


class DateView(View, frozen=True, kw_only=True):
    """A date as words, with what machines read."""

    words: str
    datetime: str = ""
    """ISO 8601 where HTML's <time> takes it, else empty."""
    edtf: str = ""


def date_view(edtf: str, language: str, relation: Relation = "on") -> DateView | None:
    """An EDTF date in words; None for an empty one."""
    return _date_view(edtf, language, relation) if edtf else None


@lru_cache(maxsize=4096)
def _date_view(edtf: str, language: str, relation: Relation) -> DateView:
    return DateView(words=date_words(edtf, language, relation), datetime=iso_datetime(edtf), edtf=edtf)


@lru_cache(maxsize=4096)
def day_view(iso: str, language: str) -> DateView:
    """An ISO 8601 date or date-time (`published`, `updated`) as the day in words."""
    return DateView(words=plain_date(iso[:10], language), datetime=iso)
