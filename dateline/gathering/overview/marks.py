"""Where everything in the overview stands: marks packed into lanes, labels that do not collide, the strip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dateline.dates.datewords import plain_date
from dateline.dates.days import day_number
from dateline.dates.edtf import Edtf, parse
from dateline.gathering.overview.axis import Axis, axis_of
from dateline.gathering.overview.crowd import Bucket, crowded_axis
from dateline.gathering.overview.shapes import FULL, SMALL, Shape, Sizes, shape_of, solid_stretches
from dateline.gathering.overview.textwidth import shortened, text_width
from dateline.model import Event

Size = Literal["full", "compact"]
"""For a page of its own, or for an article's end."""


class Text(Struct, frozen=True, kw_only=True):
    """A label: from `left`, on a base line in the lane `lane`."""

    text: str
    left: float
    width: float
    lane: int


class Mark(Struct, frozen=True, kw_only=True):
    """An event in its place."""

    event: Event
    shape: Shape
    lane: int
    label: Text | None = None
    """None in a dense picture, where marks have no labels."""
    number: int = 0
    """Where the label is a number, that number; the key is in the list."""


class Layout(Struct, frozen=True, kw_only=True):
    """The picture in numbers: pixels at its full width, down and to the right from its upper left."""

    width: float
    height: float
    size: Size
    dense: bool
    """Whether there are too many events for labels."""
    axis: Axis
    axis_y: float
    lanes: int
    lane_height: float
    marks: tuple[Mark, ...]
    """In timeline order."""
    buckets: tuple[Bucket, ...] = ()
    now: float | None = None
    """Where the newest article stands."""
    now_text: Text | None = None
    undated: tuple[str, ...] = ()
    """Ids of events of no known year, which have no place here."""

    @property
    def numbers(self) -> dict[str, int]:
        """By event id, the number that stands for its label."""
        return {mark.event.id: mark.number for mark in self.marks if mark.number}


LABEL_SIZE = 13.0
HEAD = 22.0
"""Height above the first lane: the line of the newest article is named there."""
FOOT = 30.0
"""Height below the axis: the labels of its ticks."""
STRIP = 64.0
"""Height of the strip in a dense picture."""

_WIDTH = {"full": 960.0, "compact": 648.0}
_MOST_LABELLED = {"full": 100, "compact": 40}
"""More events than this are not labelled."""
_MOST_LANES = {"full": 22, "compact": 16}
_LANE = 24.0
_DENSE_LANE = 7.0
_DENSE_LANES = 40
_EDGE = 30.0
"""Room beside the axis, for arrows."""
_GAP = 8.0
_BESIDE = 7.0
"""Between a mark and its label."""


def layout(
    events: Sequence[Event], newest: str, language: str, *, compact: bool = False, now_words: str = "{}"
) -> Layout | None:
    """The overview of events; None where none has a known year.

    `newest` is the date of the newest article (or, in an article's own overview, of that article), empty for
    no line. `now_words` names the line; `{}` is the date. Raises EdtfError for a date that cannot be read.
    """
    size: Size = "compact" if compact else "full"
    placed, undated = _dated(events)
    if not placed:
        return None
    width, now_day = _WIDTH[size], _day_of(newest)
    stretches = [stretch for _, when in placed for stretch in solid_stretches(when)]
    if now_day is not None:
        stretches.append((now_day, now_day))
    marks: list[Mark] | None = None
    buckets: tuple[Bucket, ...] = ()
    if len(placed) <= _MOST_LABELLED[size]:
        axis = axis_of(stretches, _EDGE, width - _EDGE, language)
        marks = _labelled(_shapes(placed, axis, FULL), width, size)
    if dense := marks is None:
        begins = [when.earliest for _, when in placed]
        axis, buckets = crowded_axis(stretches, begins, _EDGE, width - _EDGE, language)
        marks = _swarm(_shapes(placed, axis, SMALL))
    lanes = _lanes(marks)
    lane_height = _DENSE_LANE if dense else _LANE
    axis_y = HEAD + lanes * lane_height + 6
    now = sum(axis.ends(now_day, now_day)) / 2 if now_day is not None else None
    return Layout(
        width=width,
        height=axis_y + (STRIP if dense and not axis.folds else STRIP + FOOT if dense else FOOT),
        size=size,
        dense=dense,
        axis=axis,
        axis_y=axis_y,
        lanes=lanes,
        lane_height=lane_height,
        marks=tuple(marks),
        buckets=buckets,
        now=now,
        now_text=_now_text(now, now_words.format(plain_date(newest, language)), width) if now else None,
        undated=undated,
    )


def _dated(events: Sequence[Event]) -> tuple[list[tuple[Event, Edtf]], tuple[str, ...]]:
    """The events of a known year in their order, with their dates; and the ids of the others."""
    placed: list[tuple[Event, Edtf]] = []
    undated: list[str] = []
    for event in events:
        when = parse(event.date)
        if when.has_year:
            placed.append((event, when))
        else:
            undated.append(event.id)
    placed.sort(key=lambda each: each[1].sort_key)
    return placed, tuple(undated)


def _shapes(placed: Sequence[tuple[Event, Edtf]], axis: Axis, sizes: Sizes) -> list[tuple[Event, Shape]]:
    return [(event, shape_of(when, event.relation, axis, sizes)) for event, when in placed]


def _day_of(iso: str) -> int | None:
    if not iso:
        return None
    year, month, day = iso[:10].split("-")
    return day_number(int(year), int(month), int(day))


def _now_text(x: float | None, text: str, width: float) -> Text | None:
    if x is None:
        return None
    length = text_width(text, 12)
    left = x + 6 if x + 6 + length <= width - 2 else x - 6 - length
    return Text(text=text, left=max(left, 2), width=length, lane=-1)


# --- Few enough for labels --------------------------------------------------------------------------


def _labelled(shapes: Sequence[tuple[Event, Shape]], width: float, size: Size) -> list[Mark] | None:
    """Marks with labels as long as the picture stays low; None where there are too many for labels.

    Where it cannot stay low, those labels are taken of which least is cut.
    """
    tried: list[list[Mark]] = []
    for share in _LABEL_SHARES:
        marks = _packed(shapes, share * width, width, size)
        if marks is None:
            continue
        tried.append(_lengthened(marks, width))
        if not any(mark.number for mark in marks) and _lanes(marks) <= _EASY_LANES[size]:
            return tried[-1]
    return min(tried, key=_lost) if tried else None


def _lost(marks: Sequence[Mark]) -> tuple[int, int]:
    """How many labels are numbers, and how many characters of the titles are not shown."""
    numbers = sum(1 for mark in marks if mark.number)
    return numbers, sum(len(mark.event.title) - len(_label_of(mark).text) for mark in marks)


def _lengthened(marks: Sequence[Mark], width: float) -> list[Mark]:
    """Labels with as many of their words as there is room for after all, on whichever side has more of it."""
    lengthened = list(marks)
    cut = [
        index
        for index, mark in enumerate(marks)
        if not mark.number and mark.label is not None and mark.label.text != mark.event.title
    ]
    if not cut:
        return lengthened
    lanes: dict[int, list[int]] = {}
    for index, mark in enumerate(marks):
        for lane in {mark.lane, _label_of(mark).lane}:
            lanes.setdefault(lane, []).append(index)
    for index in cut:
        mark, label = marks[index], _label_of(marks[index])
        start, end = 0.0, width
        for lane in {mark.lane, label.lane}:
            beside = lanes[lane]
            place = beside.index(index)
            if place:
                start = max(start, _ends(lengthened[beside[place - 1]])[1] + _GAP)
            if place + 1 < len(beside):
                end = min(end, _ends(lengthened[beside[place + 1]])[0] - _GAP)
        lengthened[index] = replace(mark, label=_longer(mark, label, start, end, 0.55 * width))
    return lengthened


def _label_of(mark: Mark) -> Text:
    assert mark.label is not None
    return mark.label


def _ends(mark: Mark) -> tuple[float, float]:
    """From where to where a mark and its label take the room of their lanes."""
    label = _label_of(mark)
    return min(mark.shape.left, label.left), max(mark.shape.right, label.left + label.width)


def _longer(mark: Mark, label: Text, start: float, end: float, longest: float) -> Text:
    """The label with more of its event's title, between `start` and `end`; itself where that is no gain."""
    title, shape = mark.event.title, mark.shape
    if label.lane != mark.lane:
        text = shortened(title, LABEL_SIZE, min(end - start, longest))
        left = max(min(label.left, end - text_width(text, LABEL_SIZE)), start)
    else:
        right_room, left_room = end - shape.right - _BESIDE, shape.left - _BESIDE - start
        whole = text_width(title, LABEL_SIZE)
        rightward = right_room >= whole or (left_room < whole and right_room >= left_room)
        text = shortened(title, LABEL_SIZE, min(right_room if rightward else left_room, longest))
        left = shape.right + _BESIDE if rightward else shape.left - _BESIDE - text_width(text, LABEL_SIZE)
    if len(text) <= len(label.text):
        return label
    return replace(label, text=text, left=left, width=text_width(text, LABEL_SIZE))


_LABEL_SHARES = (0.55, 0.38, 0.26)
"""How much of the width a label may take: the first is tried first."""
_EASY_LANES = {"full": 12, "compact": 9}
"""A picture that is no higher needs no shorter labels."""


def _lanes(marks: Sequence[Mark]) -> int:
    return 1 + max([mark.lane for mark in marks])


def _packed(
    shapes: Sequence[tuple[Event, Shape]], longest: float, width: float, size: Size
) -> list[Mark] | None:
    """Marks in the first lanes that have room for them and their labels; None where no lane has.

    A label stands to the right of its mark, else to its left, else above it; where no lane has room for
    that, a number stands for it. Lanes fill from the left, so it is enough to know where each one ends.
    """
    ends: list[float] = []
    marks: list[Mark] = []
    numbers, most = 0, _MOST_LANES[size]
    for event, shape in shapes:
        number = 0
        placed = _place(shape, shortened(event.title, LABEL_SIZE, longest), ends, width, most)
        if placed is None:
            placed = _place(shape, shortened(event.title, LABEL_SIZE, longest / 2), ends, width, most)
        if placed is None:
            number = numbers = numbers + 1
            placed = _place(shape, str(number), ends, width, most + 10)
        if placed is None:
            return None
        lane, label = placed
        marks.append(Mark(event=event, shape=shape, lane=lane, label=label, number=number))
    return marks


def _place(shape: Shape, text: str, ends: list[float], width: float, most: int) -> tuple[int, Text] | None:
    """A lane that a mark and its label fit, and the label in its place; None where no lane does.

    `ends` are where each lane has room again. That of the mark's lane is moved behind both.
    """
    length = text_width(text, LABEL_SIZE)
    left, right = shape.right + _BESIDE, shape.right + _BESIDE + length
    if right <= width and (lane := _taken(ends, shape.left, right, most)) is not None:
        return lane, Text(text=text, left=left, width=length, lane=lane)
    left = shape.left - _BESIDE - length
    if left >= 0 and (lane := _taken(ends, left, shape.right, most)) is not None:
        return lane, Text(text=text, left=left, width=length, lane=lane)
    left = max(min(shape.left, width - length), 0)
    lane = _two_taken(ends, min(left, shape.left), max(left + length, shape.right), most)
    return None if lane is None else (lane, Text(text=text, left=left, width=length, lane=lane - 1))


def _taken(ends: list[float], left: float, right: float, most: int) -> int | None:
    """The first of `most` lanes that is free from `left` on, taken up to `right`."""
    lane = 0
    for end in ends:
        if end <= left:
            break
        lane += 1
    if lane >= most:
        return None
    if lane == len(ends):
        ends.append(left)
    ends[lane] = right + _GAP
    return lane


def _two_taken(ends: list[float], left: float, right: float, most: int) -> int | None:
    """The lower of the first two neighbours that are free, both taken."""
    for lane in range(1, most):
        ends.extend([float("-inf")] * (lane + 1 - len(ends)))
        if ends[lane] <= left and ends[lane - 1] <= left:
            ends[lane - 1] = ends[lane] = right + _GAP
            return lane
    return None


# --- Too many for labels ------------------------------------------------------------------------------


def _swarm(shapes: Sequence[tuple[Event, Shape]]) -> list[Mark]:
    """Marks without labels, each in the first lane that is free; where none is, lanes are shared."""
    ends = [float("-inf")] * _DENSE_LANES
    marks = []
    for index, (event, shape) in enumerate(shapes):
        left, lane = shape.left, index % _DENSE_LANES
        if min(ends) <= left:
            lane = next(i for i, end in enumerate(ends) if end <= left)
        ends[lane] = max(ends[lane], shape.right + 1)
        marks.append(Mark(event=event, shape=shape, lane=lane))
    return marks
