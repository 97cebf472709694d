"""What a date looks like: bars, dots and lines on the axis, before anyone has found a place for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from dateline.dates.edtf import Edtf, Member, Point
from dateline.gathering.overview.axis import Axis, Stretch


class Piece(Struct, frozen=True, kw_only=True):
    """A part of a mark: a dot for a day, a light bar (`within`) or a solid one (`span`)."""

    kind: Literal["dot", "within", "span"]
    left: float
    right: float
    soft_left: bool = False
    soft_right: bool = False
    """Ends without an edge: approximate, or not to be known more exactly."""
    doubt: bool = False
    """Uncertain: a dashed outline."""


class Sign(Struct, frozen=True, kw_only=True):
    """A line that belongs to a mark: where it goes on, comes from, or ends at the latest."""

    kind: Literal[
        "arrow-left",
        "arrow-right",
        "fade-left",
        "fade-right",
        "bracket",
        "bracket-open",
        "join",
        "join-maybe",
    ]
    left: float
    right: float


class Shape(Struct, frozen=True, kw_only=True):
    """All of a mark, and how far it reaches."""

    pieces: tuple[Piece, ...]
    signs: tuple[Sign, ...]
    left: float
    right: float


class Sizes(Struct, frozen=True, kw_only=True):
    """How large signs are, in pixels."""

    dot: float
    """Radius of a dot."""
    shortest: float
    """No bar is shorter, so that it can be told from a dot."""
    reach: float
    """Length of an arrow or a fade."""
    soft: float
    """How far a soft end reaches beyond the date."""


FULL = Sizes(dot=4.5, shortest=8, reach=22, soft=5)
SMALL = Sizes(dot=2, shortest=5, reach=5, soft=0)
"""For a crowd."""


def solid_stretches(when: Edtf) -> Sequence[Stretch]:
    """The days that a picture must not fold: of each date as much as it may mean.

    The middle of an interval may be folded, its bars then break there: nothing begins or ends in it.
    """
    if when.kind == "date":
        return ((when.earliest, when.latest),)
    stretches: list[Stretch] = []
    for member in when.members:
        first, last = member.first, member.last
        if first is not None:
            stretches.append((first.earliest, first.latest))
        if last is not None and last is not first and last != first:
            stretches.append((last.earliest, last.latest))
    return stretches


def shape_of(when: Edtf, relation: str, axis: Axis, sizes: Sizes) -> Shape:
    """The mark of a date and its relation, on an axis that shows it."""
    pieces: list[Piece] = []
    signs: list[Sign] = []
    if when.kind == "date":
        piece = _within(when, axis, sizes)
        if relation == "on":  # as most are
            soft = sizes.soft if piece.soft_left else 0.0  # then to its right, too
            return Shape(pieces=(piece,), signs=(), left=piece.left - soft, right=piece.right + soft)
        pieces.append(piece)
    else:
        for member in when.members:
            more = _pieces(member, axis, sizes)
            if pieces and more[0].left > pieces[-1].right:
                join: Literal["join", "join-maybe"] = "join" if when.kind == "all-of" else "join-maybe"
                signs.append(Sign(kind=join, left=pieces[-1].right, right=more[0].left))
            pieces += more
    left, right = min([p.left for p in pieces]), max([p.right for p in pieces])
    starts, ends = when.starts, when.ends
    if relation in ("by", "until", "before"):
        starts = "unknown" if relation != "before" else "known"
    if relation == "since":
        ends = "open"
    if relation in ("until", "since"):
        pieces = _softened(pieces, at_end=relation == "until")
    if relation == "before":
        pieces, right = [], left + 1
        signs.append(Sign(kind="fade-left", left=left - sizes.reach, right=left))
    if relation == "after":
        pieces, left = [], right - 1
        signs.append(Sign(kind="arrow-right", left=right, right=right + sizes.reach))
    if relation in ("by", "before"):
        signs.append(Sign(kind="bracket", left=right, right=right))
    if relation == "after":
        signs.append(Sign(kind="bracket-open", left=left, right=left))
    if starts != "known":
        kind: Literal["arrow-left", "fade-left"] = "arrow-left" if starts == "open" else "fade-left"
        signs.append(Sign(kind=kind, left=left - sizes.reach, right=left))
    if ends != "known" and relation != "after":
        end: Literal["arrow-right", "fade-right"] = "arrow-right" if ends == "open" else "fade-right"
        signs.append(Sign(kind=end, left=right, right=right + sizes.reach))
    soft = sizes.soft
    reach = [(piece.left - soft * piece.soft_left, piece.right + soft * piece.soft_right) for piece in pieces]
    reach += [(sign.left, sign.right) for sign in signs]
    left, right = min(reach)[0], max([end for _, end in reach])
    return Shape(pieces=tuple(pieces), signs=tuple(signs), left=left, right=right)


def _pieces(member: Member, axis: Axis, sizes: Sizes) -> list[Piece]:
    """One date as a dot or a light bar; a stretch as a solid bar with a light one for each vague end."""
    first, last = member.first, member.last
    if first is None or last is None or not member.stretch:
        point = first or last
        assert point is not None
        return [_within(point, axis, sizes)]
    start, end = _within(first, axis, sizes), _within(last, axis, sizes)
    pieces = [start] if start.kind != "dot" else []
    left = axis.x(first.earliest) if start.kind == "dot" else start.right
    right = axis.x(last.latest + 1) if end.kind == "dot" else end.left
    if right > left or (start.kind == "dot" and end.kind == "dot"):
        solid = Piece(
            kind="span",
            left=left,
            right=max(right, left + sizes.shortest) if start.kind == "dot" else right,
            soft_left=start.kind == "dot" and first.approximate,
            soft_right=end.kind == "dot" and last.approximate,
            doubt=first.uncertain or last.uncertain,
        )
        pieces.append(solid)
    if end.kind != "dot":
        pieces.append(end)
    return pieces


def _within(date: Point | Edtf, axis: Axis, sizes: Sizes) -> Piece:
    left, right = axis.ends(date.earliest, date.latest)
    soft, doubt = date.approximate, date.uncertain
    if date.earliest == date.latest:
        centre = (left + right) / 2
        return Piece(
            kind="dot",
            left=centre - sizes.dot,
            right=centre + sizes.dot,
            soft_left=soft,
            soft_right=soft,
            doubt=doubt,
        )
    return Piece(
        kind="within",
        left=left,
        right=max(right, left + sizes.shortest),
        soft_left=soft,
        soft_right=soft,
        doubt=doubt,
    )


def _softened(pieces: list[Piece], *, at_end: bool) -> list[Piece]:
    """The same with the edge taken off the first or last, since what it stands for is inside it."""
    index = len(pieces) - 1 if at_end else 0
    piece = pieces[index]
    if piece.kind == "dot":
        return pieces
    softened = Piece(
        kind=piece.kind,
        left=piece.left,
        right=piece.right,
        soft_left=piece.soft_left or not at_end,
        soft_right=piece.soft_right or at_end,
        doubt=piece.doubt,
    )
    return [*pieces[:index], softened, *pieces[index + 1 :]]
