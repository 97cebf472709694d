"""The telling around quotations as tokens: names, pronouns, roles, verbs of saying, punctuation.

A paragraph becomes a row of tokens in which each quotation is one token and a full name is one too.
Who of those named speaks is left to `speakers`.
"""

from __future__ import annotations

import re
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

    __slots__ = ("articles", "given", "heads", "kinds", "media", "oblique", "same_as")

    def __init__(
        self,
        kinds: Mapping[str, str],
        same_as: Mapping[str, str],
        given: Set[str],
        articles: frozenset[str] = frozenset(),
        oblique: frozenset[str] = frozenset(),
        heads: tuple[str, ...] = (),
        media: frozenset[str] = frozenset(),
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

    def with_roles(self, roles: Set[str]) -> Words:
        """The same with more words that may name a speaker."""
        kinds = {**self.kinds, **dict.fromkeys(roles - self.kinds.keys(), ROLE)}
        return Words(kinds, self.same_as, self.given, self.articles, self.oblique, self.heads, self.media)

    def is_medium(self, tokens: Sequence[str]) -> bool:
        """Whether words are the name of a newspaper."""
        if not self.media or not tokens or len(tokens) > 4:
            return False
        last = tokens[-1].lower()
        return (last in self.media and len(tokens) < 4) or any(
            last.endswith(name[1:]) for name in self.media if name[0] == "-"
        )


def read_paragraph(
    row: Row,
    text: str,
    start: int,
    end: int,
    quotes: Sequence[tuple[int, int, int]],
    words: Words,
    common: frozenset[str] | set[str],
) -> None:
    """Adds the tokens of a paragraph to a row.

    `quotes` are (number, start, end) of the outermost quotations in it, in order; what they say is not
    read. `common` are words that the text also uses in lower case: at the start of a sentence they are
    no names.
    """
    at = start
    row.add(PARAGRAPH, PARAGRAPH, start, start)
    for number, quote_start, quote_end in quotes:
        _read(row, text, at, max(at, quote_start), words, common)
        row.quotes[number] = len(row.kinds)
        row.add(QUOTE, _looks(text, quote_start, quote_end), quote_start, quote_end)
        at = max(at, quote_end)
    _read(row, text, at, end, words, common)


_TOKEN = re.compile(
    r"(?P<paren>\([^()\n]{0,60}\)|,\s[RDI]-[A-Z][\w.]*(?:,(?=\s))?)"  # an aside; the party of a senator
    r"|(?P<abbr>(?:Mr|Mrs|Ms|Mx|Dr|Sens?|Gov|Govs|Reps?|Lt|Gen|Col|Sgt|Capt|Maj|Cmdr|Adm|St|Jr|Sr|Profs?|Rev|Hon|Pres|"
    r"Atty|Supt|Det|Inc|Corp|Co|Ltd|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|"
    r"Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo)\.(?!\n)"
    r"|(?:[A-Z]\.)+(?:[A-Z]\b)?|[ap]\.m\.)"
    r"|(?P<owns>['’]s\b)"
    r"|(?P<word>@?[^\W_]+(?:(?:[-‑&@]|['’](?!s\b)|(?<=\d)[.,](?=\d))[^\W_]+)*)"
    r"|(?P<end>[.!?…]+['\"”’]*)|(?P<sign>--|[,;:—–―(/)])|(?P<dash>(?<=\s)-(?=\s)|(?<![^\W])-\s?(?=[A-Z]))"
)
_JOINS_NAMES = frozenset(
    {
        "de",
        "del",
        "della",
        "der",
        "den",
        "van",
        "von",
        "bin",
        "al",
        "la",
        "le",
        "du",
        "da",
        "dos",
        "di",
        "el",
        "ibn",
        "ten",
        "ter",
        "zu",
        "&",
    }
)
_TITLES = frozenset(
    (
        *(
            "Mr.",
            "Mrs.",
            "Ms.",
            "Mx.",
            "Dr.",
            "Sen.",
            "Sens.",
            "Gov.",
            "Govs.",
            "Rep.",
            "Reps.",
            "Lt.",
            "Gen.",
        ),
        *(
            "Col.",
            "Sgt.",
            "Capt.",
            "Maj.",
            "Cmdr.",
            "Adm.",
            "Prof.",
            "Profs.",
            "Rev.",
            "Hon.",
            "Pres.",
            "Atty.",
        ),
        *("Supt.", "Det.", "St.", "Jr.", "Sr."),
    )
)
_SIGNS = {"--": "-", "—": "-", "–": "-", "―": "-", ";": ";", ":": ":", ",": ",", "(": "(", ")": ")", "/": "/"}


def _read(row: Row, text: str, start: int, end: int, words: Words, common: frozenset[str] | set[str]) -> None:
    kinds, all_words, starts, ends = row.kinds, row.words, row.starts, row.ends
    from dateline.quotations.foreign import read_foreign

    known, same_as, given = words.kinds, words.same_as, words.given
    for found in _TOKEN.finditer(text, start, end):
        what = found.lastgroup
        token = found[0]
        if what == "word" or what == "abbr":
            at = found.start()
            if kinds[-1] == QUOTE and text[at - 1] == "-" and ends[-1] == at - 1:
                continue  # “Bild”-Zeitung
            if same_as and read_foreign(row, text, token, at, found.end(), words):
                continue
            if token[0].isupper() or token[0] == "@":
                opens = not kinds or kinds[-1] in _OPENS_SENTENCE
                lower = token.lower()
                kind = known.get(same_as.get(lower, lower)) if what == "word" else None
                if what == "abbr" and token not in _TITLES and not token[0].isupper():
                    kind = WORD
                if kind == ROLE and _capital_follows(text, found.end(), end):
                    kind = None
                if kind in _VERBS and opens and not lower.endswith(("ing", "ed", "said")):
                    kind = WORD  # Venture capitalist X: the bare form that opens a sentence brings in nothing
                if kind is not None and (opens or kind == PRONOUN or len(kind) > 1):
                    lower = same_as.get(lower, lower)
                    kinds.append(kind)
                    all_words.append(lower)
                elif opens and what == "word" and lower in common and token not in given:
                    kinds.append(WORD)
                    all_words.append(lower)
                elif kinds and kinds[-1] == NAME and _only_blank(text, ends[-1], at):
                    all_words[-1] += " " + token
                    ends[-1] = found.end()
                    continue
                else:
                    kinds.append(NAME)
                    all_words.append(token)
            else:
                lower = same_as.get(token, token)
                if (
                    token in _JOINS_NAMES
                    and kinds
                    and kinds[-1] == NAME
                    and _NAME_GOES_ON.match(text, found.end())
                ):
                    all_words[-1] += " " + token
                    ends[-1] = found.end()
                    continue
                kinds.append(known.get(lower, WORD))
                all_words.append(lower)
            starts.append(at)
            ends.append(found.end())
        elif what == "end":
            row.add(END, token[0], found.start(), found.end())
        elif what == "dash" and token == "-" and kinds[-1] == QUOTE and ends[-1] == found.start():
            continue
        elif what == "sign" or what == "dash":
            sign = _SIGNS.get(token, "-")
            row.add(sign, sign, found.start(), found.end())
        elif what == "owns":
            row.add("'s", "'s", found.start(), found.end())


_VERBS = frozenset({CUE, WEAK_CUE})
_OPENS_SENTENCE = frozenset({END, PARAGRAPH, QUOTE, ":", "-"})


# Ursula von | der Leyen
_NAME_GOES_ON = re.compile(r"[ \u00a0](?:(?:der|den|la|las|los|el)[ \u00a0])?[A-ZÀ-ÖØ-Þ]")


def _only_blank(text: str, start: int, end: int) -> bool:
    return end - start <= 1 or text[start:end].isspace()


def _capital_follows(text: str, at: int, end: int) -> bool:
    return at + 1 < end and text[at] in " \u00a0" and text[at + 1].isupper()


def _looks(text: str, start: int, end: int) -> str:
    """A quotation by its looks: how it starts (a, A), and how it ends (`,` `.` or nothing)."""
    first = next((c for c in text[start : start + 6] if c.isalnum()), "a")
    last = text[max(start, end - 3) : end].rstrip("\"”’'»“ \u00a0*_")[-1:]
    return ("A" if first.isupper() or first.isdigit() else "a") + (
        "." if last in ".!?…" else "," if last in ",;:—-" else "_"
    )
