"""Marks on words: ranges of the visible text become elements in the HTML of the blocks.

Marks may overlap in any way and cross emphasis, links and blocks. The text is cut into the smallest runs
that no mark begins or ends within; each run gets one element that names all its marks. Signs (the
numbered links to notes) stand after a mark's last run, outside of links. The visible text is never changed.
What a mark means, its classes and its sign, is the caller's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from html import escape
from typing import Literal

from msgspec import Struct

from dateline.text.escaping import escaped
from dateline.text.prose.elements import BLOCKS
from dateline.text.prose.pieces import Piece, Run


class Mark(Struct, frozen=True, kw_only=True):
    """A range of the visible text to be marked. An empty range is a place for its sign only."""

    start: int
    end: int
    id: str = ""
    """The id of the element at its first run; empty for none."""
    name: str = ""
    """What `data-marks` calls it, by default its id: marks of the same name belong together."""
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    """Further attributes of its runs; where marks overlap, the first mark that has one gives it."""
    element: Literal["span", "time"] = "span"
    sign: str = ""
    """HTML of phrasing elements to stand after its last run; its outermost element has the class `sign`."""


def annotate(text: str, blocks: Sequence[Sequence[Piece]], marks: Sequence[Mark]) -> list[str]:
    """The HTML of each block, marked.

    `blocks` are in order of the text, and `text` is what their runs count in. Marks that begin at the
    same place, and signs that do, stand in the order given. An id is written once, at the first run of
    its mark; a mark that covers no run has no element, only its sign.
    """
    runs = [[piece for piece in pieces if not isinstance(piece, str)] for pieces in blocks]
    plan = _Plan(text, [run for of_block in runs for run in of_block], marks)
    return [
        _block(pieces, plan)
        if of_block and plan.touches(of_block[0].start, of_block[-1].end)
        else "".join(
            [piece if isinstance(piece, str) else plan.words(piece.start, piece.end) for piece in pieces]
        )
        for pieces, of_block in zip(blocks, runs, strict=True)
    ]


class _Plan:
    """Where marks begin and end among the runs, and where signs stand. Used up by one pass over the text."""

    def __init__(self, text: str, runs: Sequence[Run], marks: Sequence[Mark]) -> None:
        self._text = text
        self._has_special = "&" in text or "<" in text or ">" in text
        """Whether any words have to be escaped: most articles have none such."""
        self._starts = [run.start for run in runs]
        self._ends = [run.end for run in runs]
        self._waiting = sorted((m for m in marks if m.start < m.end), key=lambda mark: mark.start)
        self._waiting.reverse()
        self._active: list[Mark] = []
        self._given = {id(mark): number for number, mark in enumerate(marks)}
        self.after: dict[int, list[str]] = {}
        """Signs by the offset at which a run or a part of it ends."""
        self.before: dict[int, list[str]] = {}
        """Signs by the offset at which a run starts: those that have no run before them in their block."""
        for mark in sorted([mark for mark in marks if mark.sign], key=lambda mark: mark.end):
            self._place_sign(mark)
        cuts = {mark.start for mark in self._waiting}
        cuts.update([mark.end for mark in self._waiting])
        cuts.update(self.after)
        self._cuts = sorted(cuts)
        self._signs = sorted(self.after.keys() | self.before.keys())

    def words(self, start: int, end: int) -> str:
        """A part of the text as HTML."""
        words = self._text[start:end]
        return escape(words, quote=False) if self._has_special else words

    def touches(self, start: int, end: int) -> bool:
        """Whether any mark or sign may belong to a block with runs from `start` to `end`; asked in order."""
        if self._waiting and self._waiting[-1].start < end:
            return True
        if self._active and any(mark.end > start for mark in self._active):
            return True
        sign = bisect_left(self._signs, start)
        return sign < len(self._signs) and self._signs[sign] <= end

    def parts(self, run: Run) -> list[int]:
        """Where the smallest parts of a run end."""
        low = bisect_right(self._cuts, run.start)
        high = bisect_left(self._cuts, run.end, low)
        return [*self._cuts[low:high], run.end]

    def marks_of(self, start: int, end: int) -> tuple[list[Mark], list[Mark]]:
        """The marks over a part of a run, as given, and those of them that have their first part here.

        Parts must be asked for in order.
        """
        if self._active:
            self._active = [mark for mark in self._active if mark.end > start]
        first: list[Mark] = []
        while self._waiting and self._waiting[-1].start < end:
            mark = self._waiting.pop()
            if mark.end > start:
                first.append(mark)
        if first and (self._active or len(first) > 1):
            self._active = sorted([*self._active, *first], key=lambda mark: self._given[id(mark)])
            new = {id(mark) for mark in first}
            first = [mark for mark in self._active if id(mark) in new]
        elif first:
            self._active = first
        return self._active, first

    def _place_sign(self, mark: Mark) -> None:
        """Puts a sign after the last run that the mark covers; for an empty range, after the text before."""
        run = bisect_left(self._starts, mark.end) - 1
        if run >= 0 and (mark.start < self._ends[run] or mark.end == self._ends[run]):
            self.after.setdefault(min(mark.end, self._ends[run]), []).append(mark.sign)
        elif run + 1 < len(self._starts):
            self.before.setdefault(self._starts[run + 1], []).append(mark.sign)
        elif run >= 0:
            self.after.setdefault(self._ends[run], []).append(mark.sign)


_LINK_STARTS = ("<a ", "<a>", "<button ", "<button>")
_LINK_ENDS = ("</a>", "</button>")


def _block(pieces: Sequence[Piece], plan: _Plan) -> str:
    out: list[str] = []
    signs: list[str] = []
    links = 0
    """How many links the place is inside of: a sign is a link itself, so it waits for their end."""
    for piece in pieces:
        if isinstance(piece, str):
            if signs and not links and not _ends_inline(piece):
                out += signs
                signs = []
            if piece.startswith(_LINK_STARTS):
                links += 1
            elif piece in _LINK_ENDS:
                links -= 1
            out.append(piece)
            continue
        signs += plan.before.get(piece.start, ())
        if signs and not links:
            out += signs
            signs = []
        start = piece.start
        for end in plan.parts(piece):
            if signs and not links:
                out += signs
                signs = []
            marks, first = plan.marks_of(start, end)
            words = plan.words(start, end)
            out.append(_marked(words, marks, first) if marks else words)
            if end in plan.after:
                signs += plan.after[end]
            start = end
    out += signs
    return "".join(out)


def _ends_inline(tag: str) -> bool:
    """Whether a piece is the end tag of an inline element: a sign may stand after it as well."""
    return tag.startswith("</") and tag[2:-1] not in BLOCKS


def _marked(words: str, marks: Sequence[Mark], first: Sequence[Mark]) -> str:
    """A part of a run in its element. Further ids that begin here are on elements inside it."""
    if len(marks) == 1:
        (mark,) = marks
        element, classes, attributes = mark.element, " ".join(mark.classes), mark.attributes
        names = mark.name or mark.id
    else:
        element = next((mark.element for mark in reversed(marks) if mark.element != "span"), "span")
        classes = " ".join(dict.fromkeys(one for mark in marks for one in mark.classes))
        merged: dict[str, str] = {}
        for name, value in (pair for mark in marks for pair in mark.attributes):
            merged.setdefault(name, value)
        attributes = tuple(merged.items())
        names = " ".join(dict.fromkeys(filter(None, (mark.name or mark.id for mark in marks))))
    ids = [mark.id for mark in first if mark.id]
    opening = _attribute("id", ids[0]) if ids else ""
    if classes:
        opening += _attribute("class", classes)
    if names:
        opening += _attribute("data-marks", names)
    for name, value in attributes:
        opening += _attribute(name, value)
    for other in ids[:0:-1]:
        words = f"<span{_attribute('id', other)}>{words}</span>"
    return f"<{element}{opening}>{words}</{element}>"


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escaped(value)}"'
