"""What is near to words that are not there: proposals for a human, never anchors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from dateline.text.normalform import Folded, fold


class Proposal(Struct, frozen=True):
    """Words of a text that are near to the words looked for."""

    start: int
    end: int
    text: str
    """The words as they stand in the text."""
    similarity: float
    """From 0 to 100: characters in common, in order, by both lengths."""


def nearest(
    folded: Folded,
    exact: str,
    within: tuple[int, int] | None = None,
    limit: int = 3,
    *,
    prefix: str = "",
    suffix: str = "",
) -> list[Proposal]:
    """The whole words of a text that are most like `exact`, best first: for a human to choose from.

    Nothing that has less than half of its characters in common is proposed, and no two proposals overlap.
    `prefix` and `suffix` decide between proposals that are alike. Offsets count in the raw text.
    """
    from rapidfuzz import fuzz  # an orphan is rare: most builds never load it

    words = fold(exact).text.strip()
    if not words:
        return []
    low, high = folded.from_raw(*within) if within else (0, len(folded.text))
    before, after = fold(prefix).text.strip(), fold(suffix).text.strip()
    ranked = []
    for place in _likely_places(folded.text, words, low, high, limit):
        start, end = _snapped(folded.text, words, place, low, high)
        if start >= end:
            continue
        part = folded.text[start:end]
        alike = fuzz.ratio(words, part)
        in_words = fuzz.ratio(words.split(), part.split())
        context = 0.0
        if before:
            context += fuzz.ratio(before, folded.text[:start].rstrip()[-len(before) :])
        if after:
            context += fuzz.ratio(after, folded.text[end : end + len(after) + 1].strip())
        if alike >= _LEAST:
            likeness = 100 * _kept(words, part) + in_words / 2 + context / 4
            ranked.append((-likeness, start, end, alike))
    proposals: list[Proposal] = []
    for _, start, end, alike in sorted(ranked):
        raw_start, raw_end = folded.to_raw(start, end)
        if all(raw_end <= other.start or raw_start >= other.end for other in proposals):
            proposals.append(Proposal(raw_start, raw_end, folded.raw[raw_start:raw_end], alike))
    return proposals[:limit] or list(_in_other_case(folded, words, low, high))[:limit]


def _in_other_case(folded: Folded, words: str, low: int, high: int) -> Iterator[Proposal]:
    """Where the same words stand in other letters, capital or small: half way between alike and the same."""
    from rapidfuzz import fuzz

    text, wanted = folded.text.lower(), words.lower()
    if len(text) != len(folded.text) or len(wanted) != len(words):
        return
    start = text.find(wanted, low, high)
    while start >= 0:
        end = start + len(wanted)
        raw_start, raw_end = folded.to_raw(start, end)
        alike = (100 + fuzz.ratio(words, folded.text[start:end])) / 2
        yield Proposal(raw_start, raw_end, folded.raw[raw_start:raw_end], alike)
        start = text.find(wanted, end, high)


def word_diff(old: str, new: str) -> str:
    """How the new words differ from the old, for a terminal: `the [-old-] {+new+} words`."""
    from difflib import SequenceMatcher

    spaced = any(c.isspace() for c in old + new)
    joint = " " if spaced else ""
    a, b = (old.split(), new.split()) if spaced else (list(old), list(new))
    out = []
    for operation, a_start, a_end, b_start, b_end in SequenceMatcher(
        None, a, b, autojunk=False
    ).get_opcodes():
        if operation == "equal":
            out.append(joint.join(a[a_start:a_end]))
            continue
        if a_start < a_end:
            out.append(f"[-{joint.join(a[a_start:a_end])}-]")
        if b_start < b_end:
            out.append(f"{{+{joint.join(b[b_start:b_end])}+}}")
    return joint.join(out)


MENDABLE = 70
"""So much alike, in per cent, must words be for `fix` to put them in place of others."""
_LEAST = 50.0
"""Per cent of characters in common that a proposal has at least."""
_QUITE = 75.0
"""Per cent from which on a stretch is looked through for more than one place."""
_STRETCH = 2000
"""Characters that are looked at for one place."""
_PROBE = 64
_LONG_WORD = 24
# Compiled when first asked for: an orphan is rare, and this takes 3 ms.
_TOKEN = (
    r"[\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\W\u3040-\u30ff\u3400-\u9fff]+(?:['-][^\W\u3040-\u30ff\u3400-\u9fff]+)*|[^\w\s]"
)


def _likely_places(text: str, words: str, low: int, high: int, limit: int) -> list[int]:
    """Where the text is most like the words, best first."""
    # Long words are looked for by their beginning, middle and end: comparing costs by the square of length.
    count = 1 if len(words) <= 2 * _PROBE else 3
    found: list[tuple[float, int]] = []
    for number in range(count):
        offset = (len(words) - _PROBE) * number // 2 if count > 1 else 0
        probe = words[offset : offset + _PROBE] if count > 1 else words
        for start in range(low, max(high - 2 * len(probe), low + 1), _STRETCH):
            end = min(high, start + _STRETCH + 2 * len(probe))
            for score, place in _hits(text, probe, start, end):
                found.append((-score, max(low, place - offset)))
    return [place for _, place in sorted(found)[: 4 * limit]]


def _hits(text: str, probe: str, start: int, end: int) -> Iterator[tuple[float, int]]:
    """The likeliest place in a stretch of the text, and every other that is quite alike."""
    from rapidfuzz import fuzz

    stretches = [(start, end, _LEAST)]
    while stretches:
        start, end, least = stretches.pop()
        hit = fuzz.partial_ratio_alignment(probe, text[start:end], score_cutoff=least)
        if hit is None:
            continue
        yield hit.score, start + hit.dest_start
        if hit.score >= _QUITE:
            rests = (start, start + hit.dest_start), (start + hit.dest_end, end)
            stretches += [(a, b, _QUITE) for a, b in rests if b - a >= len(probe) // 2]


def _snapped(text: str, words: str, place: int, low: int, high: int) -> tuple[int, int]:
    """The whole words around a place that are most like the words looked for."""
    reach = len(words) // 2 + _LONG_WORD
    around = (max(low, place - reach), min(high, place + len(words) + reach))
    tokens = [m.span() for m in re.compile(_TOKEN).finditer(text, *around)]
    # A cut word at the edge of the stretch looked at is no word.
    tokens = [
        (a, b)
        for a, b in tokens
        if not (a == around[0] > low and text[a - 1].isalnum())
        and not (b == around[1] < high and text[b].isalnum())
    ]
    marked_start, marked_end = not words[0].isalnum(), not words[-1].isalnum()
    starts = [a for a, _ in tokens if marked_start or text[a].isalnum()]
    ends = [b for _, b in tokens if marked_end or text[b - 1].isalnum()]
    if not starts or not ends:
        return place, place
    start = min(starts, key=lambda a: abs(a - place))
    end = min(ends, key=lambda b: abs(b - place - len(words)))
    count = len(words.split())

    def likeness(a: int, b: int) -> tuple[float, int, int]:
        part = text[a:b]
        return _kept(words, part), -abs(len(part.split()) - count), -(b - a)

    for _ in range(3):
        # Each end in turn, given the other: a few dozen comparisons instead of hundreds.
        before = (start, end)
        end = max((b for b in ends if b > start), key=lambda b: likeness(start, b), default=end)
        start = max((a for a in starts if a < end), key=lambda a: likeness(a, end), default=start)
        if (start, end) == before:
            break
    return start, end


def _kept(words: str, part: str) -> float:
    """How much of the words is kept in a part of the text, from 0 to 1.

    An F-measure that counts what is lost 1.5 times as much as what is added (van Rijsbergen's F with that
    beta): words put in at an edge belong to the proposal, rather than the words beyond them being lost.
    """
    from rapidfuzz.distance import LCSseq

    common = LCSseq.similarity(words, part)
    return 3.25 * common / (2.25 * len(words) + len(part)) if common else 0.0
