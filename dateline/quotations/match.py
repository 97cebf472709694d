"""Which entry of `quotes:` names which quotation: the words of the one looked up in the other.

What is wrong with an entry is told here as plain values (`orphan`, `ambiguous`, not in marks);
the sentences that an editor reads, with the nearest words, are made by the caller.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from dateline.model import QuoteEntry, Selector
from dateline.quotations.find import Quotation
from dateline.text.anchoring import Folded, fold
from dateline.text.anchoring import find as find_words

Range = tuple[int, int]


class Match(Struct, frozen=True, kw_only=True):
    """What became of one entry. Ranges are code points of the visible text."""

    entry: int
    """Index of the entry."""
    outcome: Literal["found", "orphan", "ambiguous"]
    parts: tuple[Range, ...] = ()
    """Where found: for each part of the entry its words in the text, without their marks."""
    quotations: tuple[int, ...] = ()
    """Indices of the quotations that it names, in order; empty where it stands in none."""
    unquoted: tuple[int, ...] = ()
    """Indices of its parts that do not stand inside quotation marks."""
    part: int = 0
    """Where not found: index of the part that is missing, out of order, or in several places."""
    places: tuple[Range, ...] = ()
    """Where ambiguous: all places of that part. Where an orphan: places out of order, mostly none."""
    missing: tuple[int, ...] = ()
    """Where an orphan: indices of all parts that are nowhere in the text; `part` is the first of them."""
    section_unknown: bool = False
    """Whether the entry's `section` is none of the article's."""


class MatchResult(Struct, frozen=True, kw_only=True):
    """All entries matched with all quotations of an article."""

    matches: tuple[Match, ...]
    """One for each entry, in the order of the entries."""
    statuses: tuple[Literal["attributed", "set-aside", "unattributed"], ...]
    """One for each quotation."""
    entries: tuple[int | None, ...]
    """For each quotation the index of the first entry that names it, or none."""
    inherited: tuple[bool, ...]
    """For each quotation whether it is named only by standing inside words that an entry names."""


def match(
    entries: Sequence[QuoteEntry],
    text: str,
    quotations: Sequence[Quotation],
    sections: Sequence[tuple[str, int, int]],
    folded: Folded | None = None,
) -> MatchResult:
    """Finds the words of each entry in the text, and with them the quotations that it names.

    `sections` are (id, start, end). `folded` is `fold(text)` where the caller has it already. Of
    several places those that are a whole quotation come before parts of one, and these before plain
    prose; more than one equally good place is ambiguous.
    """
    page = _Page(text, folded or fold(text), quotations, sections)
    matches = tuple(_match_one(index, entry, page) for index, entry in enumerate(entries))
    named: list[int | None] = [None] * len(quotations)
    for found in matches:
        for number in found.quotations:
            if named[number] is None:
                named[number] = found.entry
    inherited = [False] * len(quotations)
    for index, quotation in enumerate(quotations):
        outer = quotation.nested_in
        if named[index] is None and outer is not None and named[outer] is not None:
            entry = named[outer]
            assert entry is not None
            if any(start <= quotation.start and quotation.end <= end for start, end in matches[entry].parts):
                named[index] = entry
                inherited[index] = True
    return MatchResult(
        matches=matches,
        statuses=tuple(_status(entries, entry) for entry in named),
        entries=tuple(named),
        inherited=tuple(inherited),
    )


SET_ASIDE = frozenset({"scare", "title", "term"})
"""Kinds of entries that have no speaker."""

_MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』"
_WHOLE, _INSIDE, _PROSE = range(3)
_LOOSE_END = " ,.;:!?…—–-"
_TELLING = 20  # characters of words that do not stand in the text time and again
_MOST = 64  # places of one part that are weighed; beyond that, it is ambiguous anyway


class _Page:
    """An article's text with what is looked up in it again and again."""

    def __init__(
        self,
        text: str,
        folded: Folded,
        quotations: Sequence[Quotation],
        sections: Sequence[tuple[str, int, int]],
    ) -> None:
        self.text = text
        self.folded = folded
        self.quotations = quotations
        self.starts = [quotation.start for quotation in quotations]
        self.sections = {section: (start, end) for section, start, end in sections}
        self._joined: Folded | None = None
        self._by_words: dict[str, list[Range]] = {}
        for quotation in quotations:
            start, end = folded.from_raw(*_words(quotation))
            self._by_words.setdefault(folded.text[start:end].rstrip(_LOOSE_END), []).append((start, end))

    def whole(self, exact: str) -> Range | None:
        """Where words are the whole of a quotation and of no other; None where that is not seen at once."""
        words = fold(exact).text.strip()
        if len(words) < _TELLING or words[0] in _MARKS or words[-1] in _MARKS:
            return None
        places = self._by_words.get(words.rstrip(_LOOSE_END), ())
        if len(places) != 1 or not self.folded.text.startswith(words, places[0][0]):
            return None
        place = self.folded.to_raw(places[0][0], places[0][0] + len(words))
        return place if _rank(place, self) == _WHOLE else None

    def around(self, start: int, end: int) -> Iterator[int]:
        """The quotations that hold a range, marks and all, innermost first."""
        index: int | None = bisect_right(self.starts, start) - 1
        while index is not None and index >= 0:
            if self.quotations[index].end >= end:
                yield index
            index = self.quotations[index].nested_in

    def touched(self, start: int, end: int) -> list[int]:
        """The outermost quotations with words in a range."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end)
        found: list[int] = []
        for index in range(max(first, 0), last):
            words = _words(self.quotations[index])
            if words[0] < end and start < words[1] and self.quotations[index].nested_in not in found:
                found.append(index)
        return found

    def joined(self) -> Folded | None:
        """The text without the marks that only open a further paragraph, None where there are none."""
        if self._joined is None:
            again = [start - 1 for q in self.quotations for start, _ in q.inner[1:]]
            again = [at for at in again if at >= 0 and self.text[at] in _MARKS]
            if not again:
                return None
            letters = list(self.text)
            for at in again:
                letters[at] = " "
            self._joined = fold("".join(letters))
        return self._joined


def _match_one(index: int, entry: QuoteEntry, page: _Page) -> Match:
    within = page.sections.get(entry.section) if entry.section else None
    if entry.section and within is None:
        return Match(entry=index, outcome="orphan", section_unknown=True)
    whole = _whole_way(entry, page)
    if whole:
        return _found(index, whole, page)
    found: list[list[Range]] = []
    last = len(entry.parts) - 1
    for number, exact in enumerate(entry.parts):
        prefix = entry.prefix if number == 0 else ""
        suffix = entry.suffix if number == last else ""
        found.append(_places(page, exact, prefix, suffix, within))
    if not all(found):
        missing = tuple(number for number, places in enumerate(found) if not places)
        return Match(entry=index, outcome="orphan", part=missing[0], missing=missing)
    only = _only_way(found)
    if only:
        return _found(index, only, page)
    choices = [sorted((_rank(place, page), place) for place in places[:_MOST]) for places in found]
    ways = _best_ways(choices)
    if not ways:
        part = _out_of_order(choices)
        return Match(
            entry=index, outcome="orphan", part=part, places=tuple(place for _, place in choices[part])
        )
    if len(ways) > 1 and len(choices) > 1:
        close = [way for way in ways if "\n" not in page.text[way[0][0] : way[-1][1]]]
        ways = close if len(close) == 1 else ways
    if len(ways) > 1:
        part = next(n for n in range(len(choices)) if len({way[n] for way in ways}) > 1)
        places_of_part = tuple(sorted({way[part] for way in ways}))
        return Match(entry=index, outcome="ambiguous", part=part, places=places_of_part)
    return _found(index, ways[0], page)


def _whole_way(entry: QuoteEntry, page: _Page) -> tuple[Range, ...]:
    """The parts of an entry in order, each the whole of one quotation: mostly so, and nothing fits better."""
    if entry.prefix or entry.suffix or entry.section:
        return ()
    way: list[Range] = []
    for exact in entry.parts:
        place = page.whole(exact)
        if place is None or (way and place[0] < way[-1][1]):
            return ()
        way.append(place)
    return tuple(way)


def _places(page: _Page, exact: str, prefix: str, suffix: str, within: Range | None) -> list[Range]:
    """All places of the words, their own outer marks left out where the entry has them too."""
    selector = Selector(exact=exact, prefix=prefix, suffix=suffix)
    found = find_words(page.folded, selector, within)
    if not found and (prefix or suffix):
        # The marks stand between the words and what is around them; an entry may leave them out.
        found = [
            place
            for place in find_words(page.folded, Selector(exact=exact), within)
            if _stands_beside(page, place, prefix, suffix)
        ]
    if not found:
        joined = page.joined()
        if joined is not None:
            found = find_words(joined, selector, within)
    return [_without_marks(place, page) for place in found]


def _stands_beside(page: _Page, place: Range, prefix: str, suffix: str) -> bool:
    start, end = page.folded.from_raw(*place)
    before = page.folded.text[:start].rstrip(" \"'")
    behind = page.folded.text[end : end + len(suffix) + 80].lstrip(" \"'")
    return before.endswith(fold(prefix).text.strip().rstrip(" \"'")) and behind.startswith(
        fold(suffix).text.strip().lstrip(" \"'")
    )


def _without_marks(place: Range, page: _Page) -> Range:
    index = bisect_left(page.starts, place[0])
    while index < len(page.starts) and page.starts[index] == place[0]:
        quotation = page.quotations[index]
        if quotation.end == place[1] and quotation.mark:
            return _words(quotation)
        index += 1
    return place


def _words(quotation: Quotation) -> Range:
    return quotation.inner[0][0], quotation.inner[-1][1]


def _only_way(found: list[list[Range]]) -> tuple[Range, ...]:
    """The places of the parts where each has only one, and they stand in order: mostly so."""
    after = 0
    for places in found:
        if len(places) > 1 or places[0][0] < after:
            return ()
        after = places[0][1]
    return tuple([places[0] for places in found])


def _rank(place: Range, page: _Page) -> int:
    """How well a place is one that an entry of `quotes:` may mean."""
    start, end = place
    best = _PROSE
    for index in page.around(start, end):
        first, last = _words(page.quotations[index])
        rest = page.text[end:last].strip(_LOOSE_END) if end <= last else ""
        if start == first and not rest:
            return _WHOLE
        best = _INSIDE
    return best


def _best_ways(choices: list[list[tuple[int, Range]]]) -> list[tuple[Range, ...]]:
    """The ways to place all parts one after the other that are best by rank; [] if there is no way."""
    best: list[tuple[Range, ...]] = []
    least = -1
    for rank, way in _ways(choices, 0, 0, 0):
        if least < 0 or rank < least:
            least, best = rank, [way]
        elif rank == least and len(best) < _MOST:
            best.append(way)
    return best


def _ways(
    choices: list[list[tuple[int, Range]]], part: int, after: int, rank: int
) -> Iterator[tuple[int, tuple[Range, ...]]]:
    if part == len(choices):
        yield rank, ()
        return
    tried = 0
    for own, place in choices[part]:
        if place[0] >= after and tried < _TRIED[min(part, len(_TRIED) - 1)]:
            tried += 1
            for total, rest in _ways(choices, part + 1, place[1], rank + own):
                yield total, (place, *rest)


# How many places of the first, second ... part are tried: a statement of many short parts that stand
# everywhere must not take for ever; its first parts tell it apart.
_TRIED = (_MOST, 8, 2, 1)


def _out_of_order(choices: list[list[tuple[int, Range]]]) -> int:
    """The first part that cannot stand behind those before it."""
    after = 0
    for part, places in enumerate(choices):
        ends = [place[1] for _, place in places if place[0] >= after]
        if not ends:
            return part
        after = min(ends)
    return len(choices) - 1


def _found(index: int, parts: tuple[Range, ...], page: _Page) -> Match:
    named: list[int] = []
    unquoted: list[int] = []
    for number, part in enumerate(parts):
        inside = _named_by(part, page)
        named += [quotation for quotation in inside if quotation not in named]
        if not inside and not _in_marks(part, page.text):
            unquoted.append(number)
    return Match(
        entry=index, outcome="found", parts=parts, quotations=tuple(sorted(named)), unquoted=tuple(unquoted)
    )


def _named_by(part: Range, page: _Page) -> list[int]:
    """The innermost quotation that holds the words, or else the outermost ones that they touch."""
    for index in page.around(*part):
        first, last = _words(page.quotations[index])
        if first <= part[0] and part[1] <= last:
            return [index]
    return page.touched(*part)


def _in_marks(part: Range, text: str) -> bool:
    """Whether marks stand right around words that `find` did not take for a quotation."""
    start, end = part
    before = text[max(0, start - 3) : start].rstrip()[-1:]
    behind = text[end : end + 4].lstrip(_LOOSE_END)[:1]
    return before != "" and before in _MARKS and behind != "" and behind in _MARKS


def _status(
    entries: Sequence[QuoteEntry], entry: int | None
) -> Literal["attributed", "set-aside", "unattributed"]:
    if entry is None:
        return "unattributed"
    return "set-aside" if entries[entry].kind in SET_ASIDE else "attributed"
