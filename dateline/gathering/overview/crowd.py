"""Too many events to label: time cut into decades, years or months by how much each holds.

The cuts are what the axis is drawn to, so that a full decade gets more room than an empty century, and what
the strip below counts and leads to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from dateline.dates.datewords import date_words
from dateline.dates.days import civil, day_number, month_length
from dateline.gathering.overview.axis import (
    TICK_SIZE,
    Axis,
    Panel,
    Stretch,
    Tick,
    assembled,
    clusters,
    fold_space,
    fold_texts,
)
from dateline.gathering.overview.textwidth import text_width

Unit = Literal["millennium", "century", "decade", "year", "month", "day"]
_UNITS: tuple[Unit, ...] = ("millennium", "century", "decade", "year", "month", "day")
_YEARS = {"millennium": 1000, "century": 100, "decade": 10, "year": 1}


class Period(Struct, frozen=True, kw_only=True):
    """A stretch of time that the calendar has a name for, and how many events begin in it."""

    first: int
    last: int
    date: str
    """EDTF; empty for several periods without events, taken together."""
    count: int


class Bar(Struct, frozen=True, kw_only=True):
    """How many events begin in one period."""

    left: float
    right: float
    count: int


class Bucket(Struct, frozen=True, kw_only=True):
    """A link of the strip: a period, or several neighbours that are each too narrow to be hit."""

    text: str
    count: int
    first: int
    """Which event is the first of it, counted by their first days."""
    bars: tuple[Bar, ...]
    label: str
    label_left: float | None = None
    """Where its label begins; None where there is no room for it."""
    label_width: float


def crowded_axis(
    stretches: Sequence[Stretch], begins: Sequence[int], left: float, right: float, language: str
) -> tuple[Axis, tuple[Bucket, ...]]:
    """An axis on which each period has room by what it holds, and the strip of counts below it.

    `begins` are the first days of the events, in order.
    """
    bounds = clusters(stretches, right - left)
    texts = fold_texts(bounds, language)
    periods = [list(_joined(_periods(first, last, begins))) for first, last in bounds]
    space = right - left - sum(map(fold_space, texts))
    widths = iter(_widths([period for each in periods for period in each], space))
    panels = [[(period.first, period.last, next(widths)) for period in each] for each in periods]
    axis = assembled(panels, texts, left, _boundaries)
    return axis, tuple(_buckets([period for each in periods for period in each], axis, begins, language))


_SHARE = 14
"""A period that holds more than one part in so many of all events is cut up further."""


def _periods(first: int, last: int, begins: Sequence[int]) -> Iterator[Period]:
    """The stretch cut into the largest units of which there are several, those that are full cut again."""
    years = civil(last)[0] - civil(first)[0]
    if max(abs(civil(first)[0]), abs(civil(last)[0])) > 9999:
        yield Period(first=first, last=last, date=_far(first), count=_count(begins, first, last))
        return
    spans = {"millennium": 4000, "century": 400, "decade": 40}
    coarsest = next((unit for unit in _UNITS if years >= spans.get(unit, 0)), "year")
    limit = max(len(begins) // _SHARE, 25)
    yield from _cut(first, last, _UNITS.index(coarsest), begins, limit)


def _cut(first: int, last: int, unit: int, begins: Sequence[int], limit: int) -> Iterator[Period]:
    for start, end, date in _calendar(first, last, _UNITS[unit]):
        count = _count(begins, start, end)
        if count > limit and unit + 1 < len(_UNITS):
            yield from _cut(start, end, unit + 1, begins, limit)
        else:
            yield Period(first=start, last=end, date=date, count=count)


def _count(begins: Sequence[int], first: int, last: int) -> int:
    return bisect_right(begins, last) - bisect_left(begins, first)


def _calendar(first: int, last: int, unit: Unit) -> Iterator[tuple[int, int, str]]:
    """The units of the calendar from one day to another (those at the ends cut to fit), named in EDTF."""
    at = first
    while at <= last:
        year, month, day = civil(at)
        sign, digits = "-" if year < 0 else "", f"{abs(year):04}"
        if unit == "day":
            end, date = at, f"{sign}{digits}-{month:02}-{day:02}"
        elif unit == "month":
            end, date = day_number(year, month, month_length(year, month)), f"{sign}{digits}-{month:02}"
        else:
            size = _YEARS[unit]
            known = 4 - (len(str(size)) - 1)
            date = sign + digits[:known] + "X" * (4 - known)
            # Years before Christ are counted down: the 4th century is -399 to -300, the 1st ends with 0.
            final = year // size * size + size - 1 if year > 0 else -(-year // size * size)
            end = day_number(final, 12, 31)
        yield at, min(end, last), date
        at = end + 1


def _far(day: int) -> str:
    year = civil(day)[0]
    return f"Y{year}" if abs(year) > 9999 else f"{'-' if year < 0 else ''}{abs(year):04}"


def _joined(periods: Iterator[Period]) -> Iterator[Period]:
    """Neighbours without events made one."""
    empty: Period | None = None
    for period in periods:
        if period.count == 0:
            first = empty.first if empty else period.first
            empty = Period(first=first, last=period.last, date="", count=0)
            continue
        if empty:
            yield empty
            empty = None
        yield period
    if empty:
        yield empty


_NARROWEST = 4.0


def _widths(periods: Sequence[Period], space: float) -> list[float]:
    """Mostly by how many events begin in a period, a little by how long it is."""
    least = min(_NARROWEST, space / len(periods) / 2)
    lengths = [(period.last + 1 - period.first) ** 0.5 for period in periods]
    total = sum(period.count for period in periods) or 1
    weights = [
        0.3 * length / sum(lengths) + 0.7 * period.count / total
        for period, length in zip(periods, lengths, strict=True)
    ]
    spare = space - least * len(periods)
    return [least + spare * weight / sum(weights) for weight in weights]


def _boundaries(panels: Sequence[Panel]) -> Iterator[Tick]:
    """A line where each period begins; their names are on the strip."""
    edge = float("-inf")
    for panel in panels:
        if panel.left - edge >= 12:
            edge = panel.left
            yield Tick(x=panel.left, text="", text_x=panel.left, width=0)


WIDE = 24.0
"""The least width of a link (WCAG 2.2, 2.5.8)."""


_MANY_YEARS = 4
"""Where so many years are cut up, a month or a day is named by its year alone, once a year."""


def _year(date: str) -> str:
    """The year (decade, century) of a period's date; of a far one (`Y-17E7`), all there is."""
    if date.startswith("Y"):
        return date
    sign = "-" if date.startswith("-") else ""
    return sign + date.removeprefix("-").partition("-")[0]


def _buckets(periods: Sequence[Period], axis: Axis, begins: Sequence[int], language: str) -> Iterator[Bucket]:
    edge, shown = float("-inf"), ""
    is_long = len({_year(period.date) for period in periods if period.date}) >= _MANY_YEARS
    for group in _hittable(list(zip(periods, axis.panels, strict=True))):
        left, right = group[0][1].left, group[-1][1].right
        first, last = date_words(group[0][0].date, language), date_words(group[-1][0].date, language)
        label = date_words(_year(group[0][0].date), language) if is_long else first
        width = text_width(label, TICK_SIZE)
        label_left: float | None = max((left + right - width) / 2, 2)
        if label_left is not None and (label_left < edge + 10 or label == shown):
            label_left = None
        if label_left is not None:
            edge, shown = label_left + width, label
        yield Bucket(
            text=first if len(group) == 1 else f"{first} – {last}",
            count=sum(period.count for period, _ in group),
            first=bisect_left(begins, group[0][0].first),
            bars=tuple(Bar(left=panel.left, right=panel.right, count=p.count) for p, panel in group),
            label=label,
            label_left=label_left,
            label_width=width,
        )


def _hittable(drawn: Sequence[tuple[Period, Panel]]) -> Iterator[list[tuple[Period, Panel]]]:
    """Periods with events, neighbours taken together until they are wide enough to be hit.

    What is left over at the end of a run joins the group before it.
    """
    groups: list[list[tuple[Period, Panel]]] = []
    for period, panel in drawn:
        if not period.count:
            continue
        near = groups and panel.left - groups[-1][-1][1].right < 1
        if near and groups[-1][-1][1].right - groups[-1][0][1].left < WIDE:
            groups[-1].append((period, panel))
        else:
            groups.append([(period, panel)])
    for index in range(len(groups) - 1, 0, -1):
        group, before = groups[index], groups[index - 1]
        is_near = group[0][1].left - before[-1][1].right < 1
        if is_near and group[-1][1].right - group[0][1].left < WIDE:
            before.extend(groups.pop(index))
    yield from groups
