"""Time on a line: where each day stands, which empty stretches are folded, and which ticks are labelled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from dateline.dates import cldr
from dateline.dates.datewords import date_words
from dateline.dates.days import civil, day_number, month_length
from dateline.gathering.overview.textwidth import text_width

Stretch = tuple[int, int]
"""First and last day, both inside."""


class Panel(Struct, frozen=True, kw_only=True):
    """A stretch of time drawn to one scale."""

    first: int
    last: int
    left: float
    right: float


class Fold(Struct, frozen=True, kw_only=True):
    """A stretch of time that is left out, since nothing is known of it."""

    first: int
    last: int
    left: float
    right: float
    text: str
    """How much is left out: `54 years`."""


class Tick(Struct, frozen=True, kw_only=True):
    """A moment named on the axis."""

    x: float
    text: str
    """May be empty."""
    text_x: float
    """The middle of the text: moved a little where it would run into a fold."""
    width: float


class Axis(Struct, frozen=True, kw_only=True):
    """Panels in order of time, with folds between some of them."""

    panels: tuple[Panel, ...]
    folds: tuple[Fold, ...]
    ticks: tuple[Tick, ...]
    segments: tuple[Panel | Fold, ...]
    """Panels and folds together, from left to right, without a gap."""
    starts: tuple[int, ...]
    """Their first days."""

    def x(self, day: float) -> float:
        """Where the beginning of a day stands; the day after the last stands at the end."""
        segment = self.segments[(bisect_right(self.starts, day) or 1) - 1]
        into, length = day - segment.first, segment.last + 1 - segment.first
        part = 0.0 if into <= 0 else 1.0 if into >= length else into / length
        return segment.left + (segment.right - segment.left) * part

    def ends(self, first: int, last: int) -> tuple[float, float]:
        """Where the beginning of the first day stands, and the end of the last."""
        segment = self.segments[(bisect_right(self.starts, first) or 1) - 1]
        if first >= segment.first and last <= segment.last:  # as most do: both in one segment
            before, left = segment.first, segment.left
            width, length = segment.right - left, segment.last + 1 - before
            return left + width * ((first - before) / length), left + width * ((last + 1 - before) / length)
        return self.x(first), self.x(last + 1)


TICK_SIZE = 12.0
_FOLD_SPACE = 30.0
"""Beside a fold's label, for marks and ticks at the edges of its neighbours."""
_WIDTH_OF_A_FOLD = 150.0
"""There is one fold at the most to so many pixels."""


def axis_of(stretches: Sequence[Stretch], left: float, right: float, language: str) -> Axis:
    """An axis from `left` to `right` (pixels) on which all stretches of days can be seen.

    There must be at least one stretch. None is cut by a fold.
    """
    bounds = clusters(stretches, right - left)
    texts = fold_texts(bounds, language)
    space = right - left - sum(map(fold_space, texts))
    widths = _widths(bounds, stretches, space)
    clustered = [[(first, last, width)] for (first, last), width in zip(bounds, widths, strict=True)]
    return assembled(clustered, texts, left, lambda panels: _ticks_of(panels, language))


def assembled(
    clustered: Sequence[Sequence[tuple[int, int, float]]],
    texts: Sequence[str],
    left: float,
    ticks: Callable[[Sequence[Panel]], Iterable[Tick]],
) -> Axis:
    """Panels (first day, last day, width) side by side from `left`, a fold of each text between clusters."""
    panels: list[Panel] = []
    folds: list[Fold] = []
    segments: list[Panel | Fold] = []
    at = left
    for index, cluster in enumerate(clustered):
        if index:
            text = texts[index - 1]
            after, end = panels[-1].last + 1, at + fold_space(text)
            folds.append(Fold(first=after, last=cluster[0][0] - 1, left=at, right=end, text=text))
            segments.append(folds[-1])
            at = end
        for first, last, width in cluster:
            panels.append(Panel(first=first, last=last, left=at, right=at + width))
            segments.append(panels[-1])
            at += width
    return Axis(
        panels=tuple(panels),
        folds=tuple(folds),
        ticks=tuple(ticks(panels)),
        segments=tuple(segments),
        starts=tuple([segment.first for segment in segments]),
    )


def clusters(stretches: Sequence[Stretch], width: float) -> list[Stretch]:
    """The stretches of time to be seen, in order: between them are those to be folded.

    `width` (pixels) limits how many folds there can be.
    """
    runs = _runs(stretches)
    gaps = [following[0] - run[1] - 1 for run, following in pairwise(runs)]
    folded = _folded(gaps, runs, int(width // _WIDTH_OF_A_FOLD))
    bounds = [runs[0]]
    for index, run in enumerate(runs[1:]):
        if index in folded:
            bounds.append(run)
        else:
            bounds[-1] = (bounds[-1][0], run[1])
    return bounds


def fold_texts(bounds: Sequence[Stretch], language: str) -> list[str]:
    """How long the folds between clusters are."""
    return [cldr.duration(after[0] - before[1] - 1, language) for before, after in pairwise(bounds)]


def fold_space(text: str) -> float:
    """How wide a fold with this text is."""
    return text_width(text, TICK_SIZE) + _FOLD_SPACE


def _runs(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Stretches that touch or overlap, joined."""
    runs: list[Stretch] = []
    for first, last in sorted(stretches):
        if runs and first <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))
    return runs


def _folded(gaps: Sequence[int], runs: Sequence[Stretch], most: int) -> set[int]:
    """Which gaps to fold: those that are many times as long as others and would be much of the picture.

    A gap that most others equal is the rhythm of the events, not an empty stretch. The longest go first,
    each measured against what is still to be seen.
    """
    if not gaps:
        return set()
    seen = runs[-1][1] + 1 - runs[0][0]
    usual = max(sorted(gaps)[(len(gaps) - 1) // 4], seen // 2000, 1)
    content = seen - sum(gaps)
    if len(gaps) == 1 or content > 0.18 * seen:
        # Where much of the time is filled, or there is no second gap to compare, a gap is long beside that.
        usual = min(usual if len(gaps) > 1 else seen, max(content // (2 * len(gaps) + 2), 1))
    folded: set[int] = set()
    for index in sorted(range(len(gaps)), key=gaps.__getitem__, reverse=True):
        if len(folded) == most or gaps[index] < 8 * usual or gaps[index] < 0.22 * seen:
            break
        folded.add(index)
        seen -= gaps[index]
    return folded


_NARROWEST = 44.0


def _widths(bounds: Sequence[Stretch], stretches: Sequence[Stretch], space: float) -> list[float]:
    """Widths of the panels: to one scale where that leaves each wide enough, else by length and content."""
    lengths = [last + 1 - first for first, last in bounds]
    linear = [space * length / sum(lengths) for length in lengths]
    if min(linear) >= min(_NARROWEST, space / len(bounds) / 2):
        return linear
    starts = sorted([start for start, _ in stretches])
    ends = [bisect_right(starts, last) for _, last in bounds]
    counts = [end - before for before, end in pairwise([0, *ends])]
    # Roots, so that a century does not leave a week without a place, nor forty events one of them.
    by_length, by_count = [length**0.3 for length in lengths], [count**0.9 for count in counts]
    all_lengths, all_counts = sum(by_length), sum(by_count)
    weights = [
        0.5 * length / all_lengths + count / all_counts
        for length, count in zip(by_length, by_count, strict=True)
    ]
    least, all_weights = min(_NARROWEST, space / len(bounds) / 2), sum(weights)
    spare = space - least * len(bounds)
    return [least + spare * weight / all_weights for weight in weights]


# --- Ticks ----------------------------------------------------------------------------------------

_TICK_GAP = 26.0
_DAY_STEPS = ((1, 1), (2, 2), (5, 5), (10, 10))
_MONTH_STEPS = (1, 3, 6)
_YEAR_STEPS = tuple(factor * 10**power for power in range(12) for factor in (1, 2, 5))


def _ticks_of(panels: Sequence[Panel], language: str) -> list[Tick]:
    return [tick for panel in panels for tick in _ticks(panel, language)]


def _ticks(panel: Panel, language: str) -> list[Tick]:
    """Ticks at the finest step whose labels stand apart; a panel with none is named by its year."""
    room = (panel.right - panel.left) / (panel.last + 1 - panel.first)
    moments: Sequence[tuple[int, int, int, int]] = ()
    for days, needed, unit, step in _steps(language):
        if days * room >= needed:
            moments = _moments(panel, unit, step)
            break
    if not moments or (len(moments) == 1 and unit != "year"):
        middle = (panel.left + panel.right) / 2
        return [_tick(panel, middle, _year_text(civil((panel.first + panel.last) // 2)[0], language))]
    ticks: list[Tick] = []
    edge, shown_year = float("-inf"), None
    for start, year, month, day in moments:
        text = _tick_text(year, month, day, unit, shown_year, language)
        if unit == "day" and shown_year is None and 0 < year < 10_000:
            whole = cldr.plain_day(language, "medium", year, month, day)
            text = whole if days * room >= text_width(whole, TICK_SIZE) + _TICK_GAP else text
        tick = _tick(panel, panel.left + (start - panel.first) * room, text)
        half = tick.width / 2
        if tick.text_x - half >= edge + _TICK_GAP / 2:
            edge, shown_year = tick.text_x + half, year
            ticks.append(tick)
    return ticks


def _tick(panel: Panel, x: float, text: str) -> Tick:
    width = text_width(text, TICK_SIZE)
    slack = _FOLD_SPACE / 2 - 4
    low, high = panel.left - slack + width / 2, panel.right + slack - width / 2
    text_x = x if low <= x <= high else min(max(x, low), high) if low <= high else (low + high) / 2
    return Tick(x=x, text=text, text_x=text_x, width=width)


@lru_cache(maxsize=8)
def _steps(language: str) -> tuple[tuple[float, float, str, int], ...]:
    """(days, width of a label with the space around it, unit, how many of it), finest first."""
    day = text_width(cldr.month_day_short(language, 9, "23"), TICK_SIZE) + _TICK_GAP
    month = text_width(cldr.month_short(language, 9), TICK_SIZE) + 6 + _TICK_GAP
    year, far = text_width("2000", TICK_SIZE) + _TICK_GAP, text_width("00000 BC", TICK_SIZE) + _TICK_GAP
    return (
        *((float(days), day, "day", step) for step, days in _DAY_STEPS),
        *((step * 30.44, month, "month", step) for step in _MONTH_STEPS),
        *((step * 365.25, year if step < 5000 else far, "year", step) for step in _YEAR_STEPS),
    )


def _moments(panel: Panel, unit: str, step: int) -> list[tuple[int, int, int, int]]:
    """The dates inside a panel at which a step begins: number, year, month and day."""
    year, month, _ = civil(panel.first)
    last_year, last_month, _ = civil(panel.last)
    if unit == "year":
        return _years(panel, year, last_year, step)
    moments: list[tuple[int, int, int, int]] = []
    index, last = year * 12 + month - 1, last_year * 12 + last_month - 1
    if unit == "month":
        for number in range(-(-index // step) * step, last + 1, step):
            start = day_number(number // 12, number % 12 + 1)
            if panel.first <= start <= panel.last:
                moments.append((start, number // 12, number % 12 + 1, 1))
        return moments
    for number in range(index, last + 1):
        at_year, at_month = number // 12, number % 12 + 1
        before, length = day_number(at_year, at_month) - 1, month_length(at_year, at_month)
        # The 1st, and every so many days after it that leave room before the next 1st.
        end = min(length, 31 if step == 1 else 32 - step, panel.last - before)
        begin = -(-max(panel.first - before - 1, 0) // step) * step + 1
        moments += [(before + day, at_year, at_month, day) for day in range(begin, end + 1, step)]
    return moments


def _years(panel: Panel, year: int, last_year: int, step: int) -> list[tuple[int, int, int, int]]:
    """As `_moments`. Before Christ the round numbers are those that are read: 500 BC is the year -499."""
    if year > 0:
        first = -(-year // step) * step
        years = [(day_number(number), number, 1, 1) for number in range(first, last_year + 1, step)]
        return years[1:] if years and years[0][0] < panel.first else years
    first = 1 - (1 - year) // step * step
    years = []
    for number in range(first, last_year + 1, step):
        shifted = number if number <= 0 else number // step * step
        if shifted > 0 or number <= 0:
            start = day_number(shifted)
            if panel.first <= start <= panel.last:
                years.append((start, shifted, 1, 1))
    return years


def _tick_text(year: int, month: int, day: int, unit: str, shown_year: int | None, language: str) -> str:
    if unit == "year":
        return _year_text(year, language)
    if unit == "month":
        if month == 1:
            return _year_text(year, language)
        if shown_year is None:
            return cldr.month_year_short(language, month, _year_text(year, language))
        return cldr.month_short(language, month)
    return cldr.month_day_short(language, month, str(day))


@lru_cache(maxsize=1024)
def _year_text(year: int, language: str) -> str:
    if abs(year) > 9999:
        return date_words(f"Y{year}", language)
    return date_words(f"{'-' if year < 0 else ''}{abs(year):04}", language)
