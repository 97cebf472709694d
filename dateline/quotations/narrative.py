"""The telling around quotations as tokens: names, pronouns, roles, verbs of saying, punctuation.

A paragraph becomes a row of tokens in which each quotation is one token and a full name is one too.
Who of those named speaks is left to `speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from dateline.quotations.foreign import read_foreign, without_elision
from dateline.quotations.tokens import (
    ADVERB,
    CUE,
    END,
    NAME,
    PARAGRAPH,
    PRONOUN,
    QUOTE,
    ROLE,
    WEAK_CUE,
    WORD,
    Row,
    Words,
)


def read_paragraph(
    row: Row,
    text: str,
    start: int,
    end: int,
    quotes: Sequence[tuple[int, int, int]],
    words: Words,
    common: Set[str],
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
_SIGNS = {"--": "-", "—": "-", "–": "-", "―": "-", ";": ";", ":": ":", ",": ",", "(": "(", ")": ")", "/": "/"}


def _read(row: Row, text: str, start: int, end: int, words: Words, common: Set[str]) -> None:
    """Adds the tokens of a stretch outside quotations."""
    kinds, ends = row.kinds, row.ends
    for found in _TOKEN.finditer(text, start, end):
        what = found.lastgroup
        token = found[0]
        if what == "word" or what == "abbr":
            at = found.start()
            if kinds[-1] == QUOTE and text[at - 1] == "-" and ends[-1] == at - 1:
                continue  # “Bild”-Zeitung
            if words.same_as:
                token, at = without_elision(token, at, words)
                if read_foreign(row, text, token, at, found.end(), words):
                    continue
            if token[0].isupper() or token[0] == "@":
                follows = _capital_follows(text, found.end(), end)
                # “…,” Will said: behind a comma in a quotation no sentence opens.
                opens = kinds[-1] in _OPENS_SENTENCE
                opens = opens and not (kinds[-1] == QUOTE and row.words[-1][-1] == ",")
                if opens and token in ("His", "Her", "Their", "My") and _SPEECH.match(text, found.end(), end):
                    row.add(PRONOUN, token.lower(), at, found.end())
                    continue
                kind, word = _capital(opens, token, what == "word", follows, words, common)
                goes_on = kind == NAME == kinds[-1] and _only_blank(text, ends[-1], at)
            else:
                word = words.same_as.get(token, token)
                kind = words.kinds.get(word) or (ROLE if word.endswith("-year-old") else WORD)
                if word in _POSSESSIVES and _SPEECH.match(text, found.end(), end):
                    kind = PRONOUN  # her answer was “…”
                goes_on = (
                    kinds[-1] == NAME
                    and token in _JOINS_NAMES
                    and _NAME_GOES_ON.match(text, found.end()) is not None
                )
            if goes_on:
                row.words[-1] += " " + token
                ends[-1] = found.end()
            else:
                row.add(kind, word, at, found.end())
        elif what == "end":
            row.add(END, token[0], found.start(), found.end())
        elif what == "dash" and token == "-" and kinds[-1] == QUOTE and ends[-1] == found.start():
            continue
        elif what == "sign" or what == "dash":
            sign = _SIGNS.get(token, "-")
            row.add(sign, sign, found.start(), found.end())
        elif what == "owns":
            row.add("'s", "'s", found.start(), found.end())


def _capital(
    opens: bool, token: str, is_word: bool, capital_follows: bool, words: Words, common: Set[str]
) -> tuple[str, str]:
    """Kind and form of a word with a capital: a name, unless it only opens a sentence."""
    if not is_word:
        return NAME, token
    lower = token.lower()
    lower = words.same_as.get(lower, lower)
    kind = words.kinds.get(lower)
    if kind == ROLE and capital_follows and lower not in _NO_TITLES:
        kind = None  # President X
    if opens and kind in _VERBS and not lower.endswith(("ing", "ed", "said")):
        kind = WORD  # Venture capitalist X: the bare form that opens a sentence brings in nothing
    if kind is not None and (opens or kind == PRONOUN or kind in _NEVER_NAMES):
        return kind, lower
    if opens and token.lower() in common and token not in words.given:
        return WORD, token.lower()
    return NAME, token


_POSSESSIVES = frozenset(("his", "her", "their", "my"))
_SPEECH = re.compile(
    r"\s(?:\w+\s){0,2}?(?:answer|assertion|assessment|call|characterization|charge|claim|comment|complaint|criticism"
    r"|declaration|demand|description|explanation|message|motto|observation|opinion|plea|pledge|prediction|promise"
    r"|question|remark|reply|response|retort|statement|suggestion|term|tweet|verdict|view|vow|warning|words)s?\b"
)
_NO_TITLES = frozenset(("one", "some", "many", "another", "most", "several", "those", "both", "others"))
_NEVER_NAMES = frozenset(
    {"the", "a", "an", "this", "that", "his", "her", "their", "of", "and", "in", "at", ADVERB}
)
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
