"""From a place in the visible text back to the source: for messages only, so worked out when asked.

Markdown readers keep no positions. The words of the visible text stand in the source in the same order,
with markup between them, so the two are aligned word by word; what cannot be seen (targets of links, tags,
definitions) is blanked out first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

from dateline.diagnostics import Location
from dateline.text.prose.pieces import RenderedFile


class SourceMap:
    """The words of one file's visible text, aligned with its source."""

    def __init__(self, text: str, source: str, file: str) -> None:
        self._source = source
        self._file = file
        self._text = text
        self._visible = [match.span() for match in _WORD.finditer(text)]
        self._places = _align(text, _masked(source))

    @staticmethod
    def of(file: RenderedFile) -> SourceMap:
        """The map of a rendered file; the last few are kept."""
        return _source_map(file.text, file.source, file.file)

    def locate(self, offset: int) -> Location:
        """Line and column for an offset of the visible text.

        Exact for words that stand in the source as they are; else the place of the nearest such word.
        """
        if not self._visible:
            return Location(self._file, 1, 1)
        word = max(0, bisect_right(self._visible, (offset, len(self._text) + 1)) - 1)
        place = self._places[word]
        start, end = self._visible[word]
        if place >= 0 and offset < start:  # before the first word of all
            place = max(0, place - (start - offset))
        elif place >= 0:
            place += min(max(offset - start, 0), end - start)
            if offset > end:
                place = self._after(word, offset, place)
        else:
            place = self._nearest(word)
        line = self._source.count("\n", 0, place) + 1
        return Location(self._file, line, place - self._source.rfind("\n", 0, place))

    def _after(self, word: int, offset: int, place: int) -> int:
        """A place between two words: counted back from the next word where that is nearer by line."""
        start = self._visible[word + 1][0] if word + 1 < len(self._visible) else None
        following = self._places[word + 1] if start is not None else -1
        if start is not None and following >= 0 and "\n" in self._text[self._visible[word][1] : offset]:
            return max(place, following - (start - offset))
        return place + offset - self._visible[word][1] if following < 0 or following > place else place

    def _nearest(self, word: int) -> int:
        for distance in range(1, len(self._places)):
            for near in (word + distance, word - distance):
                if 0 <= near < len(self._places) and self._places[near] >= 0:
                    return self._places[near]
        return 0


_WORD = re.compile(r"[^\W_]+")
_WINDOW = 300
"""How many words of markup and text may be skipped to find the two sides in step again."""
_UNSEEN = (
    r"(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"  # the target of a link
    r"|(?<=\])\[[^\[\]\n]*\]"  # the name of a reference
    r"|^ {0,3}\[[^\]\n]+\]:.*(?:\n(?: {4}|\t).*)*"  # a definition: of a link, of a footnote
    r"|^\*\[[^\]\n]+\]:.*"  # of an abbreviation
    r"|\[\^[^\]\n]+\]"  # a footnote's sign
    r"|!\[[^\]\n]*\]"  # the alternative text of a picture
    r"|<!--.*?-->"
    r"|<(?!(?i:https?|ftps?)://|[^<>\s!]+@[^<>\s@]+>)[a-zA-Z/][^<>]*>"  # tags, but no links: <https://…>
    r"|\{[:#.][^{}\n]*\}|\{ [^{}\n]*\}"  # lists of attributes
    r"|^(?:```|~~~).*$"
)
"""Compiled when first asked for, as only messages need it."""


@lru_cache(maxsize=16)
def _source_map(text: str, source: str, file: str) -> SourceMap:
    return SourceMap(text, source, file)


def _masked(source: str) -> str:
    """The source with what is not visible replaced by spaces."""
    unseen = re.compile(_UNSEEN, re.MULTILINE)
    return unseen.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source)


def _align(text: str, source: str) -> list[int]:
    """For each word of the visible text its offset in the source, or -1."""
    words = _WORD.findall(text)
    found = [(match[0], match.start()) for match in _WORD.finditer(source)]
    places = []
    at = 0
    for index, word in enumerate(words):
        step = _step(words, index, found, at)
        if step < 0:
            places.append(-1)
            continue
        at += step
        assert found[at][0] == word
        places.append(found[at][1])
        at += 1
    return places


def _step(words: list[str], index: int, found: list[tuple[str, int]], at: int) -> int:
    """How many words of the source to skip to find a visible word; -1 where it is not near.

    A word further on counts only if the next visible word follows it too, and if none of those after it
    stand before: so a word that is not in the source cannot carry the alignment away to a later copy.
    """
    word = words[index]
    if at < len(found) and found[at][0] == word:
        return 0
    following = words[index + 1] if index + 1 < len(words) else None
    for step in range(1, min(_WINDOW, len(found) - at)):
        if found[at + step][0] == word:
            after = found[at + step + 1][0] if at + step + 1 < len(found) else None
            if step < 3:
                return step
            if after == following:
                return -1 if _goes_on_before(words, index, found, at, step) else step
    return -1


def _goes_on_before(words: list[str], index: int, found: list[tuple[str, int]], at: int, step: int) -> bool:
    """Whether two in a row of the few visible words behind one stand in the source that would be skipped."""
    skipped = set(pairwise([word for word, _ in found[at : at + step]]))
    return any(pair in skipped for pair in pairwise(words[index + 1 : index + 6]))
