"""Checks the words of a quotation against the text of its source.

They must stand there, word for word and in order. What may differ is what honest quoting changes:
the case at the start, an insertion in square brackets, an ellipsis, the punctuation at the close.
White space, the forms of quotation marks, of hyphens and of dashes count as the same. Which text is the
source, and how a failure is shown, is left to the caller.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from dateline.quotations.cutting import BRACKETED, CLOSING, DASH, OPENING, bare, cut, is_unspaced, joined

Difference = tuple[tuple[Literal["same", "missing", "added"], str], ...]


class Verdict(Struct, frozen=True, kw_only=True):
    """Whether a quotation stands in its source, and where, or what is nearest to it there."""

    verified: bool
    places: tuple[tuple[int, int], ...] = ()
    """Where verified: for each part its range in the source's text."""
    part: int = 0
    """Where not: index of the first part that is not found behind those before it."""
    nearest: str = ""
    """The words of the source that come nearest; empty where nothing is like them."""
    line: int = 0
    """The line of the source, from 1, in which they start."""
    similarity: int = 0
    """How near they are, 0 to 100."""
    difference: Difference = ()
    """From the source's words to the quotation's: runs of words that are in both, `missing` from the
    quotation, or `added` by it."""
    elsewhere: bool = False
    """Whether the part does stand in the source, but before an earlier part."""


class SourceText:
    """A source's text, cut into words once for any number of quotations."""

    def __init__(self, text: str) -> None:
        self.text = text
        parts = cut(text)
        self.words, self.places, self.line_marks = parts.words, parts.places, parts.line_marks
        self.bare = [bare(word) for word in self.words]
        self.index: dict[str, list[int]] = {}
        for number, word in enumerate(self.bare):
            self.index.setdefault(word, []).append(number)


def verify(parts: Sequence[str], source: str | SourceText) -> Verdict:
    """Looks for all parts of a statement (words without their outer marks), in order, in a source."""
    if isinstance(source, str):
        source = SourceText(source)
    places: list[tuple[int, int]] = []
    after = 0
    for number, part in enumerate(parts):
        found = _stands(part, source, after)
        if found is None:
            before = _stands(part, source, 0) if after else None
            return _elsewhere(number, source, before) if before else _failure(number, part, source)
        places.append((source.places[found[0]][0], source.places[found[1] - 1][1]))
        after = found[1]
    return Verdict(verified=True, places=tuple(places))


def difference_as_text(difference: Difference) -> str:
    """A word-by-word difference in one line: `the [-old-] {+new+} words`."""
    forms = {"missing": "[-{}-]", "added": "{{+{}+}}", "same": "{}"}
    line = last = ""
    for kind, words in difference:
        joint = "" if not line or is_unspaced(last) or is_unspaced(words[0]) else " "
        line += joint + forms[kind].format(words)
        last = words[-1]
    return line


_ELLIPSIS = re.compile(r"\s*(?:\[\s?(?:…|\.\.\.)\s?\]|\(\s?(?:…|\.\.\.)\s?\)|…|\.{3,4}|(?:\. ){2,}\.)\s*")
_STANDS_FOR = 3  # so many words of the source may stand where a quotation has a bracketed insertion
_STANDS_FOR_UNSPACED = 6  # and so many characters of a script without spaces
_LEAST_SIMILAR = 40
_ALIKE = 60  # as like must words be that have only letters in common
_QUITE_SIMILAR = 75  # below, words that are spelt in another way may be what was meant


def _stands(part: str, source: SourceText, after: int) -> tuple[int, int] | None:
    """The first run of the source's words, at or after a number, in which all pieces of a part stand."""
    first = -1
    pieces = [piece for piece in map(_tokens, _ELLIPSIS.split(part)) if piece]
    # An insertion by itself between two ellipses stands for nothing that could be looked for.
    pieces = [piece for piece in pieces if not all(map(_is_insertion, piece))] or pieces
    for piece in pieces:
        found = _find_piece(piece, source, after)
        if found is None:
            return None
        first = found[0] if first < 0 else first
        after = found[1]
    return (first, after) if pieces else None


def _tokens(piece: str) -> list[str]:
    """The words of a piece, without signs that stand by themselves at its ends and may differ there."""
    words = cut(piece.strip(), quoted=True).words
    return words[_own(words)]


def _own(words: list[str]) -> slice:
    """The words but for those signs; none where there are only signs."""
    last = len(words)
    while last and not words[last - 1].strip(DASH + CLOSING + "]"):
        last -= 1
    first = next((number for number, word in enumerate(words) if word.strip(OPENING)), 0)
    return slice(first, last) if any(bare(word) for word in words) else slice(0)


def _find_piece(piece: list[str], source: SourceText, after: int) -> tuple[int, int] | None:
    anchor = next((n for n, word in enumerate(piece) if "[" not in word and bare(word)), None)
    if anchor is None:
        return _find_altered(piece, source, after)
    # Words before the first plain one are bracketed: each stands for none to a few of the source's.
    for place in source.index.get(bare(piece[anchor]), ()):
        least = place - anchor * (_stands_for(source, place - 1) if anchor and place else 0)
        for start in range(place, max(after, least) - 1, -1):
            if start < after:
                break
            end = _runs(piece, 0, source, start)
            if end is not None and place < end:
                return start, end
            if not anchor:
                break
    return None


def _find_altered(piece: list[str], source: SourceText, after: int) -> tuple[int, int] | None:
    """The first run for a piece whose every word has letters in brackets, as in `[T]he`."""
    if all(map(_is_insertion, piece)):
        return None
    for start in range(after, len(source.words)):
        end = _runs(piece, 0, source, start)
        if end is not None and start < end:
            return start, end
    return None


def _runs(piece: list[str], number: int, source: SourceText, at: int) -> int | None:
    """Where the source's words from `at` stop agreeing with a piece from `number`: behind it, or None."""
    while number < len(piece):
        word = piece[number]
        if _is_insertion(word):
            for count in range(min(_stands_for(source, at), len(source.words) - at) + 1):
                end = _runs(piece, number + 1, source, at + count)
                if end is not None:
                    return end
            return None
        if at >= len(source.words):
            return None
        if at in source.line_marks:
            word = word.lstrip("'")
            if not word:  # the mark before a character without spaces
                number += 1
                continue
        is_first = all(_is_insertion(before) for before in piece[:number])
        is_last = all(_is_insertion(behind) for behind in piece[number + 1 :])
        if not _agrees(word, source.words[at], is_first, is_last):
            return None
        number += 1
        at += 1
    return at


def _stands_for(source: SourceText, at: int) -> int:
    """How many of the source's words may stand where the quotation has an insertion."""
    unspaced = at < len(source.words) and is_unspaced(source.words[at])
    return _STANDS_FOR_UNSPACED if unspaced else _STANDS_FOR


def _is_insertion(word: str) -> bool:
    return word[0] == "[" and word.rstrip(CLOSING)[-1:] == "]"


def _agrees(word: str, there: str, is_first: bool, is_last: bool) -> bool:
    """Whether a word of the quotation is one of the source, but for what may differ at its ends."""
    if word == there:
        return True
    if is_first:
        word, there = word.lstrip(OPENING), there.lstrip(OPENING + "[")
        if word[:1].lower() == there[:1].lower():
            word, there = word[:1].lower() + word[1:], there[:1].lower() + there[1:]
    if is_last:
        word, there = word.rstrip(CLOSING), there.rstrip(CLOSING + "]")
    if word == there:
        return True
    if "[" not in word:
        return False
    # [T]he, manage[d]: a few letters in the brackets' stead.
    pieces = (re.escape(letters) for letters in BRACKETED.split(word))
    return re.fullmatch("[^\\W\\d_]{0,4}".join(pieces), there) is not None


def _elsewhere(number: int, source: SourceText, before: tuple[int, int]) -> Verdict:
    return Verdict(
        verified=False,
        part=number,
        nearest=_line_of(source, *before),
        line=_line_number(source, before[0]),
        similarity=100,
        difference=(("same", _line_of(source, *before)),),
        elsewhere=True,
    )


def _failure(number: int, part: str, source: SourceText) -> Verdict:
    words = _tokens(part)
    start, end = _nearest(words, source)
    similarity = _similarity(words, source, start, end)
    if similarity < _QUITE_SIMILAR:
        other_start, other_end = _nearest_by_letters(part, source)
        other = _similarity(words, source, other_start, other_end)
        if other > max(similarity, _ALIKE):
            start, end, similarity = other_start, other_end, other
    if similarity < _LEAST_SIMILAR:
        return Verdict(verified=False, part=number, similarity=similarity)
    return Verdict(
        verified=False,
        part=number,
        nearest=_line_of(source, start, end),
        line=_line_number(source, start),
        similarity=similarity,
        difference=_difference(part, source, start, end),
    )


def _similarity(words: list[str], source: SourceText, start: int, end: int) -> int:
    """How like the quotation's words a run of the source's is, 0 to 99."""
    if start == end:
        return 0
    from rapidfuzz.distance import Indel

    own, theirs = [bare(word) for word in words], source.bare[start:end]
    return int(99.9 * Indel.normalized_similarity(joined(theirs), joined(own)))


def _nearest_by_letters(part: str, source: SourceText) -> tuple[int, int]:
    """The whole words of the source around the letters that are most like the quotation's."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(part, source.text, score_cutoff=_LEAST_SIMILAR)
    if found is None or not source.places:
        return 0, 0
    start = bisect_right(source.places, (found.dest_start, len(source.text))) - 1
    end = bisect_left(source.places, (found.dest_end, 0))
    return max(0, start), max(end, start + 1, 1)


def _nearest(words: list[str], source: SourceText) -> tuple[int, int]:
    """The run of the source's words that shares most with the quotation, rare words counting more."""
    wanted = Counter(word for word in map(bare, words) if word in source.index)
    if not wanted:
        return 0, 0
    weight = {word: 1 / (1 + len(source.index[word])) ** 0.5 for word in wanted}
    hits = sorted((place, word) for word in wanted for place in source.index[word])
    width = max(len(words), 1)
    best, best_range = 0.0, (0, 0)
    inside: Counter[str] = Counter()
    score, first = 0.0, 0
    for last, (place, word) in enumerate(hits):
        inside[word] += 1
        score += weight[word] if inside[word] <= wanted[word] else 0
        while hits[first][0] <= place - width:
            gone = hits[first][1]
            score -= weight[gone] if inside[gone] <= wanted[gone] else 0
            inside[gone] -= 1
            first += 1
        if score > best + 1e-9:
            best, best_range = score, (hits[first][0], hits[last][0] + 1)
    return _fitted(words, source, *best_range)


def _fitted(words: list[str], source: SourceText, start: int, end: int) -> tuple[int, int]:
    """A run moved at both ends to where it is most like the quotation."""
    from rapidfuzz.distance import Indel

    own = [bare(word) for word in words]
    missing = max(0, len(own) - (end - start))
    low, high = max(0, start - missing - 2), min(len(source.bare), end + missing + 2)

    def likeness(first: int, last: int) -> float:
        return Indel.normalized_similarity(source.bare[first:last], own)

    starts = [(likeness(first, end), first) for first in range(low, min(start + 3, end))]
    start = max(starts, key=lambda it: (it[0], it[1]))[1]
    ends = [(likeness(start, last), -last) for last in range(max(end - 3, start + 1), high + 1)]
    return start, -max(ends)[1]


def _difference(part: str, source: SourceText, start: int, end: int) -> Difference:
    from rapidfuzz.distance import Indel

    quoted = cut(part, quoted=True)
    kept = _own(quoted.words)
    own, own_places = quoted.words[kept], quoted.places[kept]
    theirs, their_places = source.words[start:end], source.places[start:end]
    own_keys = [_key(word, theirs, n == 0, n == len(own) - 1) for n, word in enumerate(own)]
    runs: list[tuple[Literal["same", "missing", "added"], str]] = []
    for step in Indel.opcodes(theirs, own_keys):
        if step.tag == "equal":
            runs.append(("same", _stretch(part, own_places[step.dest_start : step.dest_end])))
        if step.tag in ("delete", "replace"):
            missing = _stretch(source.text, their_places[step.src_start : step.src_end])
            # What the quotation has instead comes behind it.
            runs.insert(len(runs) - bool(runs and runs[-1][0] == "added"), ("missing", missing))
        if step.tag in ("insert", "replace"):
            runs.append(("added", _stretch(part, own_places[step.dest_start : step.dest_end])))
    return tuple(runs)


def _key(word: str, theirs: list[str], is_first: bool, is_last: bool) -> str:
    """A word as the difference compares it: in the source's form where only what may differ is another."""
    if not (is_first or is_last or "[" in word) or _is_insertion(word):
        return word
    there = reversed(theirs) if is_last else iter(theirs)
    return next((other for other in there if _agrees(word, other, is_first, is_last)), word)


def _stretch(text: str, places: list[tuple[int, int]]) -> str:
    """The words of some places as they were written, in one line."""
    return " ".join(text[places[0][0] : places[-1][1]].split())


def _line_of(source: SourceText, start: int, end: int) -> str:
    return _stretch(source.text, source.places[start:end])


def _line_number(source: SourceText, word: int) -> int:
    return source.text.count("\n", 0, source.places[word][0]) + 1
