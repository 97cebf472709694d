"""The timeline cut into pages by time: centuries, and inside a full one decades, years, months.

The cuts depend on what a period holds and not on its neighbours, so that an event added to one period
moves no event of another to a new address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from dateline.building.plan import View
from dateline.dates.days import civil
from dateline.model import Event
from dateline.pages.split import PAGE_BUDGET, cut, numbered

Span = Literal["early", "century", "decade", "year", "month"]

EARLY = 1000
"""Years before this one share a period: they are few and far between."""


class Period(View, frozen=True, kw_only=True):
    """A page of the timeline: the events whose first possible day lies in it."""

    address: str
    span: Span
    year: int
    """The first year of it; for `early`, EARLY itself."""
    month: int = 0
    part: int = 1
    """Numbered from 1 where even the period is too long for a page."""
    parts: int = 1
    events: tuple[Event, ...]


def periods(
    events: Sequence[Event],
    weight: Callable[[Event], int],
    budget: int = PAGE_BUDGET,
    prefix: str = "/timeline/",
) -> list[Period]:
    """The events, in timeline order, on pages that hold at most `budget` bytes of them each.

    `prefix` is the address under which the pages are.
    """
    dated = [(civil(event.earliest), weight(event), event) for event in events]
    return list(_divided(dated, 0, budget, prefix))


Dated = tuple[tuple[int, int, int], int, Event]
"""(first possible day, weight, event)."""

_SPANS: tuple[Span, ...] = ("century", "decade", "year", "month")


def _divided(dated: Sequence[Dated], depth: int, budget: int, prefix: str) -> Iterator[Period]:
    groups: dict[tuple[Span, int, int], list[Dated]] = {}
    for entry in dated:
        groups.setdefault(_place(entry[0], _SPANS[depth]), []).append(entry)
    for (span, year, month), inside in groups.items():
        too_long = sum(weight for _, weight, _ in inside) > budget
        if too_long and span != "early" and depth + 1 < len(_SPANS):
            yield from _divided(inside, depth + 1, budget, prefix)
            continue
        runs = cut(inside, lambda entry: entry[1], budget)
        addresses = numbered(prefix + _name(span, year, month), len(runs))
        for part, (address, run) in enumerate(zip(addresses, runs, strict=True), 1):
            yield Period(
                address=address,
                span=span,
                year=year,
                month=month,
                part=part,
                parts=len(runs),
                events=tuple(event for _, _, event in run),
            )


def _place(day: tuple[int, int, int], span: Span) -> tuple[Span, int, int]:
    """The period that a day is in: (span, first year, month)."""
    year, month, _ = day
    if year < EARLY:
        return "early", EARLY, 0
    if span == "century":
        return span, year // 100 * 100, 0
    if span == "decade":
        return span, year // 10 * 10, 0
    return span, year, month if span == "month" else 0


def _name(span: Span, year: int, month: int) -> str:
    names = {
        "early": f"before-{year}",
        "century": f"{year}-{year + 99}",
        "decade": f"{year}s",
        "year": f"{year}",
        "month": f"{year}-{month:02}",
    }
    return f"{names[span]}/"
