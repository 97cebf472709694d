"""A text read for its speakers: the tokens around its quotations, and where each quotation stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from dateline.quotations.blocks import ProseBlock
from dateline.quotations.find import Quotation
from dateline.quotations.narrative import read_paragraph
from dateline.quotations.tokens import MENTIONS, Row, Words


class Unit(Struct, frozen=True):
    """The part of a quotation that stands in one paragraph."""

    quotation: int
    start: int
    end: int
    token: int
    low: int
    """The tokens among which its speaker is looked for."""
    high: int


class Reading(Struct, frozen=True):
    """The tokens around the quotations of a text, and the quotations paragraph by paragraph."""

    row: Row
    units: tuple[Unit, ...]
    """In order of place; those of nested quotations after all others."""


def read(text: str, quotations: Sequence[Quotation], blocks: Sequence[ProseBlock], words: Words) -> Reading:
    """Reads the paragraphs that hold quotations, and those before them."""
    common = set(_LOWER.findall(text))
    row = Row()
    paragraphs = [(block.start, block.end) for block in blocks]
    by_paragraph = _by_paragraph(quotations, paragraphs)
    first_token: dict[int, int] = {}
    places: list[tuple[int, int, int, int]] = []
    for number in _needed(by_paragraph, paragraphs, text):
        start, end = paragraphs[number]
        first_token[number] = len(row.kinds)
        here = by_paragraph.get(number, [])
        numbered = [(len(places) + n, a, b) for n, (_, a, b) in enumerate(here)]
        places += [(index, a, b, number) for index, a, b in here]
        read_paragraph(row, text, start, end, numbered, words, common)
    firsts = [*first_token.values(), len(row.kinds)]
    ends = dict(zip(first_token, firsts[1:], strict=True))
    units = []
    lows = {number: _low(row, first_token, ends, number) for number in by_paragraph}
    for number, (index, start, end, paragraph) in enumerate(places):
        low, high = lows[paragraph], ends[paragraph]
        if paragraph + 1 in ends and _begins_with_dash(text, paragraphs[paragraph + 1]):
            high = ends[paragraph + 1]
        units.append(Unit(index, start, end, row.quotes[number], low, high))
    units += _nested(row, text, quotations, words, common, len(places))
    return Reading(row, tuple(units))


_LOWER = re.compile(r"(?<!\w)[a-zà-öø-ÿ]{3,}")
_FARTHEST = 4  # paragraphs back to one in which anybody is named


def _by_paragraph(
    quotations: Sequence[Quotation], paragraphs: list[tuple[int, int]]
) -> dict[int, list[tuple[int, int, int]]]:
    """For each paragraph its outermost quotations: index, and range within the paragraph."""
    starts = [start for start, _ in paragraphs]
    found: dict[int, list[tuple[int, int, int]]] = {}
    for index, quotation in enumerate(quotations):
        if quotation.nested_in is not None:
            continue
        for start, end in quotation.inner:
            number = max(0, bisect_right(starts, start) - 1)
            low, high = paragraphs[number]
            if not quotation.block or quotation.mark:
                low, high = max(low, quotation.start), min(high, quotation.end)
            if start < end and low < high:
                found.setdefault(number, []).append((index, low, high))
    return found


def _needed(
    by_paragraph: dict[int, list[tuple[int, int, int]]], paragraphs: list[tuple[int, int]], text: str
) -> list[int]:
    needed = set(by_paragraph)
    for number in by_paragraph:
        needed.update(range(max(0, number - 1), number))
        if number + 1 < len(paragraphs) and _begins_with_dash(text, paragraphs[number + 1]):
            needed.add(number + 1)
    return sorted(needed)


def _begins_with_dash(text: str, paragraph: tuple[int, int]) -> bool:
    return text[paragraph[0] : paragraph[0] + 3].lstrip(" *_>")[:1] in ("—", "–", "―", "-", "~")


def _low(row: Row, first_token: dict[int, int], ends: dict[int, int], paragraph: int) -> int:
    """The first token to look at: that of the nearest paragraph before in which anybody is named."""
    low = first_token[paragraph]
    for number in range(paragraph - 1, max(-1, paragraph - 1 - _FARTHEST), -1):
        if number not in first_token:
            break
        low = first_token[number]
        if any(kind in MENTIONS for kind in row.kinds[low : ends[number]]):
            break
    return low


def _nested(
    row: Row,
    text: str,
    quotations: Sequence[Quotation],
    words: Words,
    common: set[str],
    number: int,
) -> list[Unit]:
    """The quotations inside others: there, the words of the outer one are what tells of them."""
    inside: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    for index, quotation in enumerate(quotations):
        if quotation.nested_in is None:
            continue
        for outer in quotations[quotation.nested_in].inner:
            start, end = max(outer[0], quotation.start), min(outer[1], quotation.end)
            if start < end:
                inside.setdefault(outer, []).append((index, start, end))
    units = []
    for (start, end), here in inside.items():
        low = len(row.kinds)
        numbered = [(number + n, a, b) for n, (_, a, b) in enumerate(here)]
        read_paragraph(row, text, start, end, numbered, words, common)
        for n, (index, a, b) in enumerate(here):
            units.append(Unit(index, a, b, row.quotes[number + n], low, len(row.kinds)))
        number += len(here)
    return units
