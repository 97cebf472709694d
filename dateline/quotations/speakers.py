"""Suggests who speaks: for every quotation of a text up to three candidates, how sure, and why.

The candidates are weighed by patterns learned from annotated news (`weighing`, `model`); whom a
mention stands for is told by `cast`. Suggestions are for an editor to look over: nothing here
attributes anything by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dateline.model import Person
from dateline.quotations.blocks import PlainBlock, ProseBlock
from dateline.quotations.cast import Cast, Identity, SpeakerKind
from dateline.quotations.find import Quotation
from dateline.quotations.kinds import (
    Kind,
    form_of,
    looks_of,
    set_aside_kind,
    surely_named,
    surely_said,
    words_in,
)
from dateline.quotations.model import Weights, score, weights
from dateline.quotations.reading import Reading, Unit, read
from dateline.quotations.tokens import (
    CUE,
    END,
    NAME,
    PARAGRAPH,
    PRONOUN,
    QUOTE,
    ROLE,
    WEAK_CUE,
    Row,
    Words,
)
from dateline.quotations.weighing import Weighed, weigh
from dateline.quotations.words import words_for

Confidence = Literal["sure", "likely", "guess"]


class SpeakerCandidate(Struct, frozen=True, kw_only=True):
    """Somebody who may have spoken a quotation."""

    text: str
    """The words that name them: a name, a pronoun, a description."""
    start: int
    """Where these words stand."""
    name: str = ""
    """The full name that they stand for, empty where it is not known."""
    person: str = ""
    """Id of the site's person or organisation."""
    described: str = ""
    """Where no name is known: the words that describe them, which are not always those of `text` (who)."""
    kind: SpeakerKind = "unknown"
    share: float
    """How likely, 0 to 1, among all candidates."""


class Suggestion(Struct, frozen=True, kw_only=True):
    """Who seems to speak a quotation."""

    quotation: int
    """Index of the quotation."""
    kind: Kind
    """What it seems to be; `scare`, `title` and `term` have no speaker."""
    confidence: Confidence = "guess"
    why: str = ""
    """The reason in words."""
    candidates: tuple[SpeakerCandidate, ...] = ()
    """At most three, the most likely first; none where nobody is named nearby."""


def suggest_speakers(
    text: str,
    quotations: Sequence[Quotation],
    people: Sequence[Person] = (),
    language: str = "en",
    blocks: Sequence[ProseBlock] | None = None,
) -> tuple[Suggestion, ...]:
    """A suggestion for every quotation, in their order.

    `blocks` are those the quotations were found in; without them a line of the text is a paragraph.
    """
    if not quotations:
        return ()
    learned = weights()
    words = words_for(language).with_roles(_common_nouns(people))
    reading = read(text, quotations, _lines(text) if blocks is None else blocks, words)
    weighed = weigh(reading, learned.speaker)
    cast = Cast(text, reading.row, people, words)
    units: dict[int, list[int]] = {}
    for number, unit in enumerate(reading.units):
        units.setdefault(unit.quotation, []).append(number)
    suggestions = []
    before = ""
    for index in range(len(quotations)):
        numbers = units.get(index, [])
        if not numbers:
            suggestions.append(Suggestion(quotation=index, kind=form_of(text, quotations, index)))
            continue
        # Of a quotation in several paragraphs the one speaks that tells most clearly.
        number = max(numbers, key=lambda n: weighed[n].share)
        unit, found = reading.units[number], weighed[number]
        kind, doubt = _kind_of(text, quotations, reading, numbers, weighed, learned, words)
        suggestion = _suggestion(text, index, kind, unit, found, reading.row, cast, before, learned, language)
        if kind in _SET_ASIDE:
            suggestion = _set_aside(suggestion, reading.row, unit.token, doubt)
        if suggestion.candidates and quotations[index].nested_in is None:
            before = suggestion.candidates[0].name.rsplit(" ", 1)[-1]
        suggestions.append(suggestion)
    return tuple(suggestions)


_MOST = 3


def _common_nouns(people: Sequence[Person]) -> frozenset[str]:
    """The last words of aliases that are no names: the fab."""
    lasts = (alias.rsplit(" ", 1)[-1] for person in people for alias in person.aliases)
    return frozenset(last for last in lasts if last.isalpha() and last.islower())


def _lines(text: str) -> list[PlainBlock]:
    blocks = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(PlainBlock(start, start + len(line)))
        start += len(line) + 1
    return blocks


def _kind_of(
    text: str,
    quotations: Sequence[Quotation],
    reading: Reading,
    numbers: list[int],
    weighed: list[Weighed],
    learned: Weights,
    words: Words,
) -> tuple[Kind, float]:
    """What a quotation is, and how far that is from being decided the other way, in logits."""
    unit, found = reading.units[numbers[0]], weighed[numbers[0]]
    quotation = quotations[unit.quotation]
    form = form_of(text, quotations, unit.quotation)
    place = text, reading.row, unit.token, unit.start, unit.end
    if quotation.block or len(numbers) > 1 or surely_said(*place, words):
        return form, _NO_DOUBT
    quoted = words_in(text[unit.start : unit.end])
    if surely_named(text, reading.row, unit.token, unit.end, quoted, words):
        return "title", _NO_DOUBT
    looks = looks_of(*place, found.tenth, words)
    said = learned.said_bias + score(learned.said, looks) - learned.said_from
    return (form if said >= 0 else set_aside_kind(*place, words)), abs(said)


_NO_DOUBT = 10.0
_SET_ASIDE = {
    "title": "it looks like a name or a title",
    "term": "it is spoken of as a word",
    "scare": "nobody seems to say it",
}


def _set_aside(suggestion: Suggestion, row: Row, at: int, doubt: float) -> Suggestion:
    """The suggestion for words that nobody is quoted with: its reason and confidence are about the kind."""
    before = row.words[at - 1] if at and row.kinds[at - 1] not in (PARAGRAPH, QUOTE, END, NAME) else ""
    why = _SET_ASIDE[suggestion.kind] + (f", behind “{before}”" if before.isalpha() else "")
    return replace(suggestion, why=why, confidence="likely" if doubt > 1 else "guess")


def _suggestion(
    text: str,
    index: int,
    kind: Kind,
    unit: Unit,
    found: Weighed,
    row: Row,
    cast: Cast,
    before: str,
    learned: Weights,
    language: str,
) -> Suggestion:
    order = sorted(range(len(found.candidates)), key=lambda n: (n != found.best, -found.shares[n], n))[:10]
    candidates: list[SpeakerCandidate] = []
    told: list[Identity] = []
    seen: set[str] = set()
    for number in order:
        at = found.candidates[number].at
        identity = cast.identity(at, before)
        key = identity.person or identity.name or found.candidates[number].key
        if key in seen:
            continue
        seen.add(key)
        start, end = _mention(row, at)
        told.append(identity)
        described = ""
        if not identity.name and row.kinds[at] == ROLE:
            stands_for = cast.antecedent(at) if row.words[at] == "who" else at
            first, last = _mention(row, stands_for) if stands_for >= 0 else (start, end)
            described = text[first:last]
        candidates.append(
            SpeakerCandidate(
                text=text[start:end],
                start=start,
                name=identity.name,
                person=identity.person,
                described=described,
                kind=identity.kind,
                share=round(found.share if number == found.best else found.shares[number], 3),
            )
        )
        if len(candidates) == _MOST:
            break
    if not candidates:
        return Suggestion(quotation=index, kind=kind, why="nobody is named nearby")
    return Suggestion(
        quotation=index,
        kind=kind,
        confidence=_confidence(row, unit, found, learned, language),
        why=_why(row, unit, found.candidates[found.best].at, told[0], before),
        candidates=tuple(candidates),
    )


def _confidence(row: Row, unit: Unit, found: Weighed, learned: Weights, language: str) -> Confidence:
    best = found.candidates[found.best]
    elsewhere = best.at < unit.token and PARAGRAPH in row.kinds[best.at : unit.token]
    if elsewhere and not _led_up_to(row, unit.token):
        return "guess"  # a quotation by itself: who spoke last may go on, and somebody may answer
    if found.share >= learned.sure and language[:2] == "en":
        return "sure"
    # What the shares are worth was measured on English news only.
    return "likely" if found.share >= learned.likely else "guess"


def _led_up_to(row: Row, at: int) -> bool:
    """Whether the paragraph before a quotation ends with a colon."""
    while at > 0 and row.kinds[at] != PARAGRAPH:
        at -= 1
    return at > 0 and row.kinds[at - 1] == ":"


def _mention(row: Row, at: int) -> tuple[int, int]:
    """The range of a mention; a role with the words before it that belong to it: a senior official."""
    start, end = row.starts[at], row.ends[at]
    if row.kinds[at] != ROLE:
        return start, end
    for place in range(at - 1, max(at - 7, -1), -1):
        word, kind = row.words[place], row.kinds[place]
        if word in _DETERMINERS:
            return row.starts[place], end
        if kind not in ("w", NAME, ROLE, "'s", "and") or kind == QUOTE:
            break
        if kind != "and":
            start = row.starts[place] if kind != "'s" else start
    return start, end


_DETERMINERS = frozenset(
    (
        "a",
        "an",
        "the",
        "one",
        "another",
        "some",
        "many",
        "several",
        "two",
        "three",
        "his",
        "her",
        "their",
        "its",
    )
)


def _why(row: Row, unit: Unit, at: int, identity: Identity, before: str) -> str:
    """The reason for the first candidate in words; `before` is the last name of who spoke before."""
    kinds, words = row.kinds, row.words
    name = words[at]
    behind = at > unit.token
    side = "behind" if behind else "before"
    between = range(unit.token + 1, at) if behind else range(at + 1, unit.token)
    sentence_ends = sum(kinds[place] == END for place in between)
    paragraphs = sum(kinds[place] == PARAGRAPH for place in between)
    verb = _verb_beside(row, at)
    if at >= 2 and words[at - 1] == "to" and words[at - 2] == "according":
        reason = f"“according to” names “{name}”"
    elif verb and not sentence_ends and not paragraphs:
        reason = f"“{verb}” beside “{name}” in the same sentence, {side} the quotation"
    elif any(kinds[place] == QUOTE for place in between) and verb:
        reason = f"“{name}” with “{verb}” speaks the quotation beside it"
    elif not behind and not paragraphs and before and before == identity.name.rsplit(" ", 1)[-1]:
        reason = f"“{name}” speaks the quotation before, and goes on"
    elif not behind and unit.token and kinds[unit.token - 1] in (":", PARAGRAPH) and not paragraphs:
        reason = f"“{name}” leads up to the quotation"
    elif behind and kinds[unit.token + 1] in ("-", PARAGRAPH):
        reason = f"“{name}” stands behind a dash after the quotation"
    elif paragraphs:
        reason = f"“{name}” is the one named in the paragraph {side}"
    else:
        reason = f"“{name}” is the likeliest of those named {side} the quotation"
    return f"{reason}; {identity.how}" if identity.how and kinds[at] in (PRONOUN, ROLE) else reason


def _verb_beside(row: Row, at: int) -> str:
    """The verb of saying nearest to a mention in its clause."""
    kinds = row.kinds
    for distance in range(1, 16):
        for place in (at + distance, at - distance):
            if 0 <= place < len(kinds) and kinds[place] in (CUE, WEAK_CUE):
                low, high = min(place, at), max(place, at)
                if not any(kinds[between] in (END, PARAGRAPH, QUOTE) for between in range(low + 1, high)):
                    return row.words[place]
    return ""
