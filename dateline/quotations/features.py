"""What may tell that a mention speaks a quotation: features of the two in their paragraph.

A feature is a short string; `model` has a weight for each that mattered in training. The training
script and the prediction use the very same functions.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from dateline.quotations.tokens import (
    CUE,
    END,
    MENTIONS,
    NAME,
    PARAGRAPH,
    PRONOUN,
    QUOTE,
    ROLE,
    WEAK_CUE,
    WORD,
    Row,
)

SIGNED = "!"
"""The feature of a name that signs a quotation behind a dash. News hardly does so, and letters and
collections of voices do: its weight is set by hand."""
WORDS_OF = "?"
"""The feature of X in “in the words of X”; likewise."""


class Candidate(Struct, frozen=True):
    """A mention that may be the speaker of a quotation."""

    at: int
    """Its token."""
    key: str
    """What stands for whom it names: the last name, or the pronoun or role."""
    features: list[str]


def candidates(row: Row, quote: int, low: int, high: int, before: str) -> list[Candidate]:
    """All mentions that may speak the quotation at token `quote`, each with its features.

    They are looked for among the tokens from `low` to `high`. `before` is the key of who spoke the
    previous quotation, if it is known.
    """
    kinds, words = row.kinds, row.words
    low, high = max(low, quote - _REACH), min(high, quote + _REACH)
    around = _Around(kinds, words, quote)
    found = []
    for way in (
        *islice(_ways("L", row, quote, range(quote - 1, low - 1, -1)), _MOST_BEFORE),
        *islice(_ways("R", row, quote, range(quote + 1, high)), _MOST_BEHIND),
    ):
        key = key_of(kinds[way.at], words[way.at])
        same = "same" if key == before else "other" if before else "none"
        found.append(Candidate(way.at, key, _features(row, way, around, same)))
    signed = _signed(row, quote, high)
    for candidate in found:
        at = candidate.at
        if at == signed:
            candidate.features.append(SIGNED)
        elif words[at - 1] == "of" and words[at - 2] == "words":
            candidate.features.append(WORDS_OF)
    return found


def key_of(kind: str, words: str) -> str:
    """What stands for whom a mention names: two mentions with one key are one speaker."""
    if kind == NAME:
        return words.rsplit(" ", 1)[-1]
    return words


class _Around:
    """A quotation's looks and its neighbours."""

    __slots__ = ("left", "looks", "right", "shape", "signs")

    def __init__(self, kinds: list[str], words: list[str], quote: int) -> None:
        self.looks = words[quote]
        left, right = _near(kinds, words, quote - 1), _near(kinds, words, quote + 1)
        self.left = f"{left}>{_near(kinds, words, quote - 2)}"
        self.right = f"{right}>{_near(kinds, words, quote + 2)}"
        self.signs = f"{_sign(left)}{_sign(right)}"
        self.shape = self.looks + self.signs


class _Way(NamedTuple):
    """What lies between a quotation and a mention."""

    side: str
    """L: the mention stands before the quotation, R: behind it."""
    at: int
    distance: int
    path: str
    cue: str
    """V, v, 0: whether a verb of saying, a doubtful one, or none."""
    cue_word: str
    mentions: int
    quotes: int
    ends: int
    paragraphs: int
    commas: int


def _ways(side: str, row: Row, quote: int, places: range) -> Iterator[_Way]:
    """The mentions on one side of a quotation, the nearest first, each with what lies between."""
    kinds, words = row.kinds, row.words
    path: list[str] = []
    mentions = quotes = ends = paragraphs = commas = 0
    cue, cue_word = "0", ""
    for at in places:
        kind = kinds[at]
        if kind in MENTIONS:
            way = " ".join(path) if len(path) < 10 else "long"
            yield _Way(
                side, at, abs(at - quote), way, cue, cue_word, mentions, quotes, ends, paragraphs, commas
            )
            mentions += 1
        elif kind == CUE:
            cue, cue_word = "V", words[at]
        elif kind == WEAK_CUE:
            cue, cue_word = "V" if cue == "V" else "v", cue_word or words[at]
        elif kind == QUOTE:
            quotes += 1
            ends += words[at][-1] == "."
        elif kind == END:
            ends += 1
        elif kind == PARAGRAPH:
            paragraphs += 1
        elif kind == ",":
            commas += 1
        step = _STEP.get(kind, WORD)
        if step and not (path and step == WORD and path[-1] == WORD):
            path.append(step)


def _features(row: Row, way: _Way, around: _Around, same: str) -> list[str]:
    """The features of a mention; their first letters keep them apart."""
    kinds, words, at = row.kinds, row.words, way.at
    kind = kinds[at]
    side, cue, path, shape = way.side, way.cue, way.path, around.shape
    left, left2 = _near(kinds, words, at - 1), _near(kinds, words, at - 2)
    right, right2 = _near(kinds, words, at + 1), _near(kinds, words, at + 2)
    ends, mentions = min(way.ends, 2), min(way.mentions, 3)
    close = min(way.distance, 6) if way.distance < 7 else 7 if way.distance < 12 else 8
    context = f"{side}{min(way.quotes, 2)}{ends}{way.paragraphs}"
    return [
        # The path from the quotation, alone and with how the quotation looks.
        f"p{side}{kind}{path}",
        f"q{side}{path}",
        f"r{side}{kind}{path}|{shape}",
        # What the mention is, and what stands beside it.
        f"w{words[at] if kind == PRONOUN else kind}",
        f"l{left}",
        f"r{right}",
        f"L{left2}>{left}{kind}",
        f"R{kind}{right}>{right2}",
        f"b{left}{kind}{right}{side}",
        f"a{side}{left}|{kind}|{right}|{shape}",
        # How far off it is, and what is counted in between.
        f"s{context}{kind}",
        f"x{context}{shape}",
        f"d{side}{close}{cue}",
        f"m{side}{min(way.mentions, 4)}{cue}{ends}",
        f"C{side}{min(way.commas, 4)}{cue}{ends}{kind}",
        f"y{side}{cue}{kind}{around.signs}",
        f"c{side}{way.cue_word}{mentions}",
        # What stands beside the quotation, and how many others are nearer to that.
        f"z{side}{around.left}{mentions}",
        f"Z{side}{around.right}{mentions}",
        # Whether it is who spoke the quotation before.
        f"B{same}{context}{around.looks}",
        f"e{same}{side}{cue}{ends}{min(mentions, 2)}",
        # Where in its sentence it stands, and the verbs that it may be the subject of.
        f"k{_subject(kinds, at)}{context}{cue}",
        f"n{_verb_behind(kinds, words, at)}{side}{ends}",
        f"o{_verb_before(kinds, words, at)}{side}{ends}",
    ]


_REACH = 60  # tokens on either side; nobody is named farther off in the same breath
_MOST_BEFORE, _MOST_BEHIND = 12, 8  # mentions on either side

# How a token shows in the path between a quotation and a mention; what is not here is a mere word.
_STEP = {
    **{kind: kind for kind in (NAME, PRONOUN, ROLE, CUE, WEAK_CUE, QUOTE, END, PARAGRAPH, *",;:-()", "'s")},
    **{
        word: word
        for word in (
            *("of", "to", "by", "for", "with", "from", "at", "in", "on", "about", "against", "as", "than"),
            *("that", "and", "but", "who", "whose", "which"),
        )
    },
    **dict.fromkeys(
        ("a", "an", "the", "this", "these", "those", "his", "her", "their", "its", "our", "my"), ""
    ),
}


def _signed(row: Row, quote: int, high: int) -> int:
    """The token of a name that signs the quotation: “…” — Name. Or in the next paragraph; or -1."""
    kinds = row.kinds
    if kinds[quote - 1] not in (PARAGRAPH, QUOTE, END):
        return -1
    at = quote + 1
    while at < high and kinds[at] in (PARAGRAPH, END):
        at += 1
    if at + 1 >= high or kinds[at] != "-" or kinds[at + 1] != NAME:
        return -1
    after = kinds[at + 2] if at + 2 < len(kinds) else PARAGRAPH
    return at + 1 if after in (PARAGRAPH, END, ",") else -1


def _near(kinds: list[str], words: list[str], at: int) -> str:
    """A neighbouring token: its kind if it is a mention or a sign, else the word itself."""
    if not 0 <= at < len(kinds):
        return "¶"
    kind = kinds[at]
    if kind in MENTIONS:
        return kind
    return words[at]


def _sign(near: str) -> str:
    return near if near in _SIGNS else "w"


_SIGNS = frozenset({",", ":", ".", "¶", "-", "that", "N", "P", "H", ";"})


def _subject(kinds: list[str], at: int) -> str:
    """Where in its sentence a mention stands: at its start, after a comma or `and`, or inside."""
    before = kinds[at - 1] if at else PARAGRAPH
    while before in _ARTICLES and at > 1:
        at -= 1
        before = kinds[at - 1]
    if before in (END, PARAGRAPH):
        return "S"
    if before in (QUOTE, ",", "and", "but", "that", ":", "-", "as"):
        return before
    return "i"


_ARTICLES = frozenset({"a", "the", "an", "his", "her", "their", WORD})


def _verb_behind(kinds: list[str], words: list[str], at: int) -> str:
    """The verb of saying that a mention may be the subject of: `X said`, `X, a senator, said`."""
    depth = 0
    phrase = ""
    for place in range(at + 1, min(at + 25, len(kinds))):
        kind = kinds[place]
        if kind in (CUE, WEAK_CUE):
            gap = place - at
            return f"{words[place]}{0 if gap < 2 else 1 if gap < 4 else 2}{phrase}{'' if not depth else ','}"
        if kind in (END, PARAGRAPH, QUOTE):
            return kind
        if kind == ",":
            depth += 1
        elif kind in MENTIONS and not depth:
            # X from the Y Institute said: a mention behind a preposition does not stand between.
            before = place - 2 if words[place - 1] in _ARTICLES else place - 1
            if words[before] not in _PREPOSITIONS:
                return "x"
            phrase = "p"
    return "-"


_PREPOSITIONS = frozenset({"of", "from", "at", "in", "for", "with", "on", "by"})


def _verb_before(kinds: list[str], words: list[str], at: int) -> str:
    """The verb of saying right before a mention: `said X`, `told X`."""
    for place in range(at - 1, max(at - 5, -1), -1):
        kind = kinds[place]
        if kind in (CUE, WEAK_CUE):
            return f"{words[place]}{at - place}"
        if kind in (END, PARAGRAPH, QUOTE, ",") or kind in MENTIONS:
            return kind
    return "-"
