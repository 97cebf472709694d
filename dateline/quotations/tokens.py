"""Tokens of the telling around quotations: what kinds there are, and rows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

# Kinds of tokens. Function words and punctuation are their own kind, spelt out.
NAME, PRONOUN, ROLE, CUE, WEAK_CUE, WORD, QUOTE, END, PARAGRAPH = "N", "P", "H", "V", "v", "w", "Q", ".", "¶"

ACCORDING = "according-to"
"""Read where other languages have one word for what is two in English."""

ADVERB = "adv"
"""A word that is no name even where it has a capital."""

MENTIONS = frozenset({NAME, PRONOUN, ROLE})
"""Kinds of tokens that may name a speaker."""


class Row:
    """The tokens of one or several paragraphs, as parallel lists."""

    __slots__ = ("ends", "kinds", "quotes", "starts", "words")

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.words: list[str] = []
        """Lower case; a name as it is written; a quotation by its looks."""
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.quotes: dict[int, int] = {}
        """From the number of a quotation to the place of its token."""

    def add(self, kind: str, word: str, start: int, end: int) -> None:
        """Adds a token."""
        self.kinds.append(kind)
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)


class Words:
    """What a language's words are: kinds of lower-case words, and their English counterparts."""

    __slots__ = ("articles", "bearers", "given", "heads", "kinds", "media", "oblique", "same_as")

    def __init__(
        self,
        kinds: Mapping[str, str],
        same_as: Mapping[str, str],
        given: Set[str],
        articles: frozenset[str] = frozenset(),
        oblique: frozenset[str] = frozenset(),
        heads: tuple[str, ...] = (),
        media: frozenset[str] = frozenset(),
        bearers: frozenset[str] = frozenset(),
    ) -> None:
        self.kinds = kinds
        self.same_as = same_as
        self.given = given
        """Given names: one opens a sentence as a name even where the text has it as a word too (Mark)."""
        self.articles = articles
        """Where nouns have capitals: the words behind which a capital is a noun and no name."""
        self.oblique = oblique
        """Those of them that no subject has."""
        self.heads = heads
        """What a compound noun ends in that is a role: Polizei-sprecher."""
        self.media = media
        """Newspapers, which some languages set in quotation marks; `-blatt` is an ending."""
        self.bearers = bearers
        """Nouns with a name in marks behind them: der Verein „Pro Bahn“."""

    def with_roles(self, roles: Set[str]) -> Words:
        """The same with more words that may name a speaker."""
        kinds = {**self.kinds, **dict.fromkeys(roles - self.kinds.keys(), ROLE)}
        return Words(
            kinds,
            self.same_as,
            self.given,
            self.articles,
            self.oblique,
            self.heads,
            self.media,
            self.bearers,
        )

    def is_role(self, word: str) -> bool:
        """Whether a word is what somebody is: minister, Polizeisprecher."""
        lower = word.lower()
        return self.kinds.get(lower) == ROLE or (bool(self.heads) and lower.endswith(self.heads))

    def binds(self, lower: str) -> bool:
        """Whether a word only binds others, and has a capital where it opens a sentence."""
        return lower in self.same_as or len(self.kinds.get(lower, "")) > 1

    def is_medium(self, tokens: Sequence[str]) -> bool:
        """Whether words are the name of a newspaper."""
        if not self.media or not tokens or len(tokens) > 4:
            return False
        last = tokens[-1].lower()
        return (last in self.media and len(tokens) < 4) or any(
            last.endswith(name[1:]) for name in self.media if name[0] == "-"
        )
