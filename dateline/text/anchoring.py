"""Finding words in a text, and describing a range so that it is found again.

A match is exact in the normal form or it is none; what is *near* is a proposal for a human (`nearest`)
and never an anchor. Texts are visible texts (or texts of sources), selectors are Web Annotation
TextQuoteSelectors. What the words mean, and what happens when they are missing or ambiguous, is left to
the callers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.model import Selector
from dateline.text.nearest import Proposal, nearest, word_diff
from dateline.text.normalform import Folded, fold

__all__ = [
    "Folded",
    "Proposal",
    "context",
    "describe",
    "find",
    "fold",
    "nearest",
    "trimmed",
    "word_diff",
]


def find(folded: Folded, selector: Selector, within: tuple[int, int] | None = None) -> list[tuple[int, int]]:
    """All ranges of the raw text (offsets, end exclusive, in order) that fit a selector.

    `exact` must match in normal form; `prefix` and `suffix`, where given, must stand beside it, white
    space at the joints apart. `within` limits the search for `exact` to a range of the raw text. Where
    nothing fits, straight and curly marks may be those in which the text's language prints straight ones.
    """
    text = folded.text
    exact = fold(selector.exact).text.strip()
    if not exact:
        return []
    prefix = fold(selector.prefix).text.strip() if selector.prefix else ""
    suffix = fold(selector.suffix).text.strip() if selector.suffix else ""
    low, high = folded.from_raw(*within) if within else (0, len(text))
    found = []
    place = text.find(exact, low, high)
    while place >= 0:
        end = place + len(exact)
        if _fits(text, place, end, prefix, suffix):
            found.append(folded.to_raw(place, end))
        place = text.find(exact, place + 1, high)
    if not found and ('"' in (marks := exact + prefix + suffix) or "'" in marks):
        places = _in_other_marks(text, exact, prefix, suffix)
        return [folded.to_raw(*place) for place in places if low <= place[0] and place[1] <= high]
    return found


def _in_other_marks(text: str, exact: str, prefix: str, suffix: str) -> list[tuple[int, int]]:
    """Where words stand whose typed marks became others: `say "go"` is « go » on a French page, 「go」 on a
    Japanese one.

    All in normal form. The spaces beside a mark do not count, as it may have been printed with one.
    """
    before = _marks_left_open(prefix) + " ?" if prefix else ""
    behind = " ?" + _marks_left_open(suffix) if suffix else ""
    pattern = re.compile(f"{before}({_marks_left_open(exact)}){behind}")
    places = set()
    found = pattern.search(text)
    while found:
        places.add(found.span(1))
        found = pattern.search(text, found.start() + 1)
    return sorted(places)


def _marks_left_open(words: str) -> str:
    """A pattern for words whose straight marks (which curly ones are in normal form) may be any marks."""
    pattern = _ANY_MARK.join(map(re.escape, _STRAIGHT.split(words)))
    return pattern.removeprefix(" ?").removesuffix(" ?")


_STRAIGHT = re.compile(" ?[\"'] ?")
_ANY_MARK = " ?[\"'«»‹›「」『』] ?"


def describe(text: str | Folded, start: int, end: int) -> Selector:
    """A selector that finds exactly this range of a text, with the shortest prefix and suffix that do.

    White space at the ends of the range is left out, and a unit of the normal form (an ellipsis of three
    full stops, a run of spaces) that it cuts is taken whole. Give the text folded to describe many ranges.
    """
    folded = fold(text) if isinstance(text, str) else text
    start, end = trimmed(folded, start, end)
    exact = folded.raw[start:end]
    low, high = folded.from_raw(start, end)
    others = [place for place in _places(folded.text, folded.text[low:high]) if place != low]
    if not others:
        return Selector(exact=exact)
    length = high - low
    # What still fits too, by prefix alone, by suffix alone, by both: a longer context never fits more.
    rivals = (others, others, others)
    for start, end in _contexts(folded.text, low, high):
        prefix = folded.text[start:low].strip()
        suffix = folded.text[high:end].strip()
        rivals = (
            [p for p in rivals[0] if _fits(folded.text, p, p + length, prefix, "")],
            [p for p in rivals[1] if _fits(folded.text, p, p + length, "", suffix)],
            [p for p in rivals[2] if _fits(folded.text, p, p + length, prefix, suffix)],
        )
        if not (rivals[0] and rivals[1] and rivals[2]):
            break
    return Selector(
        exact=exact,
        prefix="" if rivals[0] and not rivals[1] else _raw_words(folded, start, low),
        suffix="" if not rivals[0] else _raw_words(folded, high, end),
    )


def trimmed(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """A range of the raw text without white space at its ends and with cut units whole."""
    low, high = folded.from_raw(start, end)
    while low < high and folded.text[low] == " ":
        low += 1
    while low < high and folded.text[high - 1] == " ":
        high -= 1
    return folded.to_raw(low, high) if low < high else (start, start)


def context(text: str, start: int, end: int, size: int = 32) -> tuple[str, str]:
    """What stands before and after a range, up to `size` code points each."""
    return text[max(0, start - size) : start], text[end : end + size]


def _ends_with(text: str, place: int, prefix: str) -> bool:
    """Whether `prefix` stands before `place`, a space between or not."""
    return text.endswith(prefix, 0, place) or (
        place > 0 and text[place - 1] == " " and text.endswith(prefix, 0, place - 1)
    )


def _goes_on(text: str, place: int, suffix: str) -> bool:
    """Whether `suffix` stands at `place`, a space between or not."""
    return text.startswith(suffix, place) or (
        text.startswith(" ", place) and text.startswith(suffix, place + 1)
    )


def _places(text: str, words: str) -> list[int]:
    """Where words stand in a text, overlapping places included."""
    places = []
    place = text.find(words) if words else -1
    while place >= 0:
        places.append(place)
        place = text.find(words, place + 1)
    return places


def _fits(text: str, start: int, end: int, prefix: str, suffix: str) -> bool:
    """Whether a prefix and a suffix (either may be empty) stand beside a range."""
    return (not prefix or _ends_with(text, start, prefix)) and (not suffix or _goes_on(text, end, suffix))


def _contexts(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Longer and longer contexts of a range, as offsets before and behind it; the last is all there is."""
    start, end = low, high
    while start > 0 or end < len(text):
        # Word by word at first; in a text that repeats itself for long, twice as much each time.
        least = max(low - start, end - high) if max(low - start, end - high) > 64 else 2
        start = _word_start(text, start - least)
        end = _word_end(text, end + least)
        yield start, end


def _word_start(text: str, at: int) -> int:
    """The start of the word at a place, or a place some letters back in a long one."""
    if at <= 0:
        return 0
    return max(text.rfind(" ", 0, at) + 1, at - _LONG_WORD)


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    end = text.find(" ", at)
    return min(len(text) if end < 0 else end, at + _LONG_WORD)


def _raw_words(folded: Folded, low: int, high: int) -> str:
    """A stretch of the normal form as it stands in the raw text, white space at its ends left out."""
    if low >= high:
        return ""
    start, end = folded.to_raw(low, high)
    return folded.raw[start:end].strip()


_LONG_WORD = 24
"""How much of a word counts as context at a time: some scripts have no spaces."""
