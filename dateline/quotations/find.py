"""Finds every quotation in a text by its marks: nesting, block quotes, paragraphs opened anew.

What a quotation *is* (somebody's words, a title, a word held at arm's length) and who speaks is
left to `kinds` and `speakers`. The marks of English, German, French, Spanish and Japanese can be
told mostly by themselves; `language` decides where one sign opens here and closes there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from dateline.quotations.blocks import ProseBlock
from dateline.quotations.pairing import Frame, Pairing
from dateline.quotations.signs import SINGLES, marks_in

__all__ = ["ProseBlock", "Quotation", "Unclosed", "find"]


class Quotation(Struct, frozen=True, kw_only=True):
    """A quotation as found. Offsets count code points of the text, ends are exclusive."""

    start: int
    end: int
    """With its marks; a block quote without marks is the range of its words."""
    inner: tuple[tuple[int, int], ...]
    """The words without marks, one range a paragraph."""
    block: bool = False
    """Whether it is a block quote."""
    nested_in: int | None = None
    """Index of the quotation that holds it."""
    mark: str = ""
    """The opening mark, empty for a block quote without any."""


class Unclosed(Struct, frozen=True, kw_only=True):
    """A mark without its partner."""

    start: int
    mark: str
    missing: Literal["closing", "opening"] = "closing"


def find(
    text: str,
    blocks: Sequence[ProseBlock],
    language: str = "en",
    code: Sequence[tuple[int, int]] = (),
) -> tuple[tuple[Quotation, ...], tuple[Unclosed, ...]]:
    """All quotations of a text in order of place (outer before inner), and the marks without a partner.

    `blocks` are in order and do not overlap. `code` are stretches inside them, in order, whose marks
    do not count: inline code, and link targets where the text is Markdown. A mark that is not closed
    ends with its paragraph, or before the next quotation of that paragraph.
    """
    marks = marks_in(text)
    if code and marks:
        marks = _outside(marks, code)
    pairing = Pairing(text, language)
    starts = [block.start for block in blocks]
    at = number = 0
    while number < len(blocks) and (at < len(marks) or pairing.stack):
        if not pairing.stack:  # what is before the next mark has none
            number = max(number, bisect_right(starts, marks[at]) - 1)
        block = blocks[number]
        while at < len(marks) and marks[at] < block.start:
            at += 1
        first = at
        while at < len(marks) and marks[at] < block.end:
            at += 1
        if block.kind in _NOT_PROSE:
            pairing.give_up()
        elif at > first or pairing.stack:
            after = blocks[number + 1] if number + 1 < len(blocks) else None
            if after is not None and not _may_go_on(block, after):
                after = None
            pairing.paragraph(block.start, block.end, marks[first:at], after)
        number += 1
    pairing.give_up()
    frames = _without_secondary_singles(pairing.found, text, language)
    frames = _with_block_quotes(frames, text, blocks)
    unclosed = tuple(
        Unclosed(start=start, mark=text[start], missing="closing" if opens else "opening")
        for start, opens in sorted(pairing.lonely)
    )
    return _quotations(frames, text), unclosed


_NOT_PROSE = frozenset({"code", "pre"})
_BRITISH = frozenset({"en-GB", "en-AU", "en-NZ", "en-ZA", "en-IE"})
_DASHES = "—–―‒-"


def _outside(marks: list[int], ranges: Sequence[tuple[int, int]]) -> list[int]:
    """The offsets that lie in none of the ranges; both are in order."""
    kept: list[int] = []
    index = 0
    for mark in marks:
        while index < len(ranges) and ranges[index][1] <= mark:
            index += 1
        if index == len(ranges) or mark < ranges[index][0]:
            kept.append(mark)
    return kept


def _may_go_on(block: ProseBlock, after: ProseBlock) -> bool:
    """Whether a quotation may run from one block into the next."""
    return (
        block.section == after.section
        and block.quote == after.quote
        and block.kind == after.kind
        and block.kind in ("p", "li")
    )


def _without_secondary_singles(frames: list[Frame], text: str, language: str) -> list[Frame]:
    """Drops single marks that stand by themselves in a text that quotes with double ones.

    There they are headlines, emphasis and ironic words. Where they outnumber the double ones (two
    apostrophes typed for one count as such), or by the language's habit, they are its quotation marks.
    """
    alone = [frame for frame in frames if frame.mark in SINGLES and frame.parent is None]
    if not alone or language in _BRITISH:
        return frames
    doubles = sum(frame.mark not in SINGLES and frame.parent is None for frame in frames)
    if len(alone) > doubles + text.count("''") // 2:
        return frames
    dropped = set(map(id, alone))
    for frame in frames:
        if frame.parent is not None and id(frame.parent) in dropped:
            frame.parent = None
    return [frame for frame in frames if id(frame) not in dropped]


def _with_block_quotes(frames: list[Frame], text: str, blocks: Sequence[ProseBlock]) -> list[Frame]:
    """Adds a quotation for each block quote, or makes one of it and the marks that hold all its words."""
    if not [block for block in blocks if block.quote >= 0]:
        return frames
    first = 0
    while first < len(blocks):
        quote = blocks[first].quote
        last = first + 1
        while quote >= 0 and last < len(blocks) and blocks[last].quote == quote:
            last += 1
        if quote >= 0:
            prose = [block for block in blocks[first:last] if block.kind not in _NOT_PROSE]
            frames = _block_quote(frames, text, prose)
        first = last
    return frames


def _block_quote(frames: list[Frame], text: str, blocks: list[ProseBlock]) -> list[Frame]:
    words = [(block.start, block.end) for block in blocks if text[block.start : block.end].strip()]
    if len(words) > 1 and text[words[-1][0] : words[-1][1]].lstrip()[0] in _DASHES:
        words.pop()
    if not words:
        return frames
    start, end = words[0][0], words[-1][1]
    inside = [frame for frame in frames if start <= frame.start < end and frame.parent is None]
    inside.sort(key=lambda frame: frame.start)
    if inside and _covers(inside, text, words):
        whole, further = inside[0], inside[1:]
        for frame in further:
            whole.inner += frame.inner
            whole.end = frame.end
        for frame in frames:
            if frame.parent in further:
                frame.parent = whole
        whole.block = True
        return [frame for frame in frames if frame not in further]
    whole = Frame(start, "", None)
    whole.end, whole.inner, whole.block = end, words, True
    for frame in inside:
        frame.parent = whole
    return [*frames, whole]


def _covers(inside: list[Frame], text: str, words: list[tuple[int, int]]) -> bool:
    """Whether quotations, each over one paragraph or more, hold all words of a block quote.

    Behind the last one a line that begins with a dash may name the speaker.
    """
    starts = {start + len(text[start:end]) - len(text[start:end].lstrip(" *_")) for start, end in words}
    ends = {start + len(text[start:end].rstrip(signs)) for start, end in words for signs in (" *_", " *_.")}
    rest = text[inside[-1].end : words[-1][1]].strip(" *_.,\n\u00a0")
    if rest and rest[0] not in _DASHES:
        return False
    if rest:
        ends.add(inside[-1].end)
    paragraphs = sum(len(frame.inner) for frame in inside)
    return paragraphs == len(words) and all(frame.start in starts and frame.end in ends for frame in inside)


def _quotations(frames: list[Frame], text: str) -> tuple[Quotation, ...]:
    """The frames as quotations in order of place; marks with no word between them are none."""
    inner = {}
    for frame in frames:
        stripped = [_stripped(text, *words) for words in frame.inner]
        inner[id(frame)] = tuple([words for words in stripped if words[0] < words[1]])
    frames = [frame for frame in frames if inner[id(frame)]]
    frames.sort(key=lambda frame: (frame.start, -frame.end, not frame.block))
    numbers = {id(frame): number for number, frame in enumerate(frames)}
    found = []
    for frame in frames:
        parent = frame.parent
        while parent is not None and (id(parent) not in numbers or parent.end < frame.end):
            parent = parent.parent
        found.append(
            Quotation(
                start=frame.start,
                end=frame.end,
                inner=inner[id(frame)],
                block=frame.block,
                nested_in=numbers[id(parent)] if parent is not None else None,
                mark=frame.mark,
            )
        )
    return tuple(found)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space at its ends (« so » in French), empty where there is nothing else."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
