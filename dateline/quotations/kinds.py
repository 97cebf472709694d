"""What a quotation is, by its form and by what stands around it.

`form_of` tells whole statements from words built into somebody else's sentence; a build needs no
more. `looks_of` gives the features by which `model` tells words that somebody said from scare
quotes, titles and terms; which of the three they are is told by `set_aside_kind`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from dateline.quotations.find import Quotation
from dateline.quotations.tokens import CUE, END, NAME, PARAGRAPH, QUOTE, WEAK_CUE, Row, Words

_ENGLISH = Words({}, {}, frozenset())
Kind = Literal["direct", "partial", "scare", "title", "term"]


def form_of(text: str, quotations: Sequence[Quotation], index: int) -> Literal["direct", "partial"]:
    """Whether a quotation is a statement of its own (or a part of one), or words inside a sentence."""
    quotation = quotations[index]
    if quotation.block or len(quotation.inner) > 1:
        return "direct"
    start, end = quotation.inner[0]
    words = text[start:end]
    first = next((c for c in words if c.isalnum()), "")
    before = text[max(0, quotation.start - 12) : quotation.start].rstrip(_THIN)
    last = before[-1:]
    if not last or last in "\n.!?…:“”\"'’»«‘„—–-―(*_>。！？：":
        # At the start of its sentence, or brought in by a colon or a dash. Most languages, and British
        # English, put the comma of “he said” outside of the marks.
        ends = words.rstrip()[-1:] in ".!?…,—–-;。！？" or text[quotation.end : quotation.end + 1] in _COMMAS
        return "direct" if (ends and (not first.islower() or last != ".")) else "partial"
    if last == ",":
        if first.isupper():
            return "direct"
        before_it = quotations[index - 1] if index else None
        near = before_it is not None and "\n" not in text[before_it.end : quotation.start]
        goes_on = near and before_it is not None and text[before_it.end - 2 : before_it.end - 1] in ",—–-"
        return "direct" if goes_on else "partial"
    return "partial"


_COMMAS = (",", "،", "，", "、")


def looks_of(
    text: str, row: Row, at: int, start: int, end: int, sure: int, words: Words = _ENGLISH
) -> list[str]:
    """Features of the quotation at token `at` of a row; `sure` is how likely its best speaker is, 0 to 9."""
    kinds = row.kinds
    quoted = text[start:end].strip("\"“”‘’'«»„ \u00a0")
    tokens = _PLAIN_WORD.findall(quoted)
    count = len(tokens)
    length = str(count) if count < 6 else "6" if count < 9 else "9" if count < 15 else "15"
    case = _case_in(tokens, words)
    before, before2 = _near(row, at - 1), _near(row, at - 2)
    behind, behind2 = _near(row, at + 1), _near(row, at + 2)
    ends = quoted[-1:] if quoted[-1:] in ".,!?" else "_"
    cue = _cue_near(kinds, at)
    short = "s" if count < 5 else "l"
    alone = "1" if len(row.quotes) < 2 else "2"
    return [
        f"k{_naming(text, row, at, end, tokens, words)}{case}{short}",
        f"n{length}",
        f"c{case}{length}",
        f"b{before}",
        f"B{before2}>{before}",
        f"a{behind}{short}",
        f"A{behind}>{behind2}",
        f"x{before}|{behind}",
        f"e{ends}{length}{case}",
        f"u{sure}",
        f"U{sure}{length}",
        f"v{cue}{short}",
        f"V{cue}{case}{ends}",
        f"w{before}{case}{short}",
        f"W{behind}{case}{short}",
        f"y{sure}{before}",
        f"h{alone}{short}",
        f"f{quoted[:1].isupper()}{ends}{short}{_kind(kinds, at - 1)}{_kind(kinds, at + 1)}",
        f"t{tokens[0].lower()}{short}" if tokens else "t",
        f"T{tokens[-1].lower()}{short}" if tokens else "T",
    ]


def surely_said(text: str, row: Row, at: int, start: int, end: int, words: Words = _ENGLISH) -> bool:
    """Whether a quotation is a statement without a model: by length, as a paragraph, or signed."""
    tokens = _PLAIN_WORD.findall(text[start:end])
    if len(tokens) >= _LONG:
        return _case_in(tokens, words) != "T"
    apart = _kind(row.kinds, at - 1) == PARAGRAPH == _kind(row.kinds, at + 1)
    if apart and row.words[at][-1] in ".,":
        return True
    signed = _kind(row.kinds, at + 1) in ("-", PARAGRAPH) and _kind(row.kinds, at + 2) in ("-", NAME)
    return signed and row.words[at][-1] == "." and _kind(row.kinds, at - 1) in (PARAGRAPH, END)


def surely_named(text: str, row: Row, at: int, end: int, tokens: Sequence[str], words: Words) -> bool:
    """Whether a quotation that ends at `end` is a newspaper (der „Spiegel“), a part of a compound noun, or
    the name of what stands before it."""
    if at and tokens and tokens[0][0].isupper() and row.words[at - 1] in words.bearers:
        return True
    compound = bool(words.articles) and text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()
    return compound or words.is_medium(tokens)


def words_in(quoted: str) -> list[str]:
    """The words of a quotation."""
    return _PLAIN_WORD.findall(quoted)


def set_aside_kind(
    text: str, row: Row, at: int, start: int, end: int, words: Words = _ENGLISH
) -> Literal["scare", "title", "term"]:
    """What words in marks are that nobody is quoted with."""
    quoted = text[start:end].strip("\"“”‘’'«»„ \u00a0.,;!?")
    tokens = _PLAIN_WORD.findall(quoted)
    before, before2 = _near(row, at - 1), _near(row, at - 2)
    named = _naming(text, row, at, end, tokens, words)
    if before in _NAMING or (before == "as" and before2 in _KNOWN):
        return "term"
    if named == "work" or _case_in(tokens, words) in ("T", "C", "1"):
        return "title"
    return "scare"


_LONG = 7  # words; nobody sets a longer stretch apart without quoting
_THIN = " \u00a0\u2009\u202f\t"
_PLAIN_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_SMALL = frozenset(
    (
        *(
            "a",
            "an",
            "the",
            "of",
            "and",
            "or",
            "in",
            "on",
            "to",
            "for",
            "with",
            "at",
            "by",
            "from",
            "as",
            "is",
        ),
        *("vs", "v", "de", "la", "le", "der", "die", "das", "und", "et", "y"),
    )
)
_NAMING = frozenset(["term", "word", "phrase", "expression", "acronym", "abbreviation"])
_SO_CALLED = frozenset(
    ("so-called", "called", "dubbed", "nicknamed", "nickname", "named", "known", "billed", "branded")
)
_KNOWN = frozenset(["known", "defined"])
_WORKS = frozenset(
    (
        *("film", "movie", "book", "song", "album", "documentary", "series", "show", "episode", "novel"),
        *(
            "article",
            "ad",
            "spot",
            "video",
            "play",
            "poem",
            "musical",
            "report",
            "column",
            "memoir",
            "podcast",
        ),
        *(
            "program",
            "programme",
            "titled",
            "entitled",
            "headlined",
            "headline",
            "sitcom",
            "hit",
            "commentary",
        ),
        *("radio", "television", "broadcast", "speech", "lecture", "painting", "game", "magazine", "blog"),
        "essay",
    )
)


def _naming(text: str, row: Row, at: int, end: int, tokens: Sequence[str], words: Words) -> str:
    """Whether what stands around a quotation says that it is a name, a work or a word."""
    if surely_named(text, row, at, end, tokens, words):
        return "work"
    before, before2 = _near(row, at - 1), _near(row, at - 2)
    behind, behind2 = _near(row, at + 1), _near(row, at + 2)
    if before in _NAMING or before2 in _NAMING:
        return "word"
    if {before, before2, behind, behind2} & _WORKS:
        return "work"
    if before in _SO_CALLED or before2 in _SO_CALLED:
        return "called"
    if before == NAME == behind:
        return "nickname"
    return "of" if before == "'s" else "-"


def _case_in(tokens: Sequence[str], words: Words) -> str:
    """The same where nouns have capitals, which then tell little."""
    case = _case_of(tokens)
    return {"1": "a", "m": "a", "M": "A"}.get(case, case) if words.articles else case


def _case_of(tokens: Sequence[str]) -> str:
    """T: every word that counts has a capital; A: only the first; a: none; C: all capitals; M: mixed."""
    if not tokens:
        return "0"
    if all(token.isupper() for token in tokens) and len("".join(tokens)) > 1:
        return "C"
    if len(tokens) == 1:
        return "1" if tokens[0][0].isupper() else "a"
    if not tokens[0][0].isupper() and not tokens[0][0].isdigit():
        return "a" if not any(token[0].isupper() for token in tokens) else "m"
    rest = [token for token in tokens[1:] if token.lower() not in _SMALL]
    if rest and all(token[0].isupper() or token[0].isdigit() for token in rest):
        return "T"
    return "A" if not any(token[0].isupper() for token in rest) else "M"


def _near(row: Row, at: int) -> str:
    if not 0 <= at < len(row.kinds):
        return PARAGRAPH
    kind = row.kinds[at]
    return kind if kind in _BY_KIND else row.words[at]


_BY_KIND = frozenset({NAME, PARAGRAPH, "P"})


def _kind(kinds: Sequence[str], at: int) -> str:
    return kinds[at] if 0 <= at < len(kinds) else PARAGRAPH


def _cue_near(kinds: Sequence[str], at: int) -> str:
    """Where in its sentence the nearest verb of saying stands: before, behind, or nowhere."""
    out = ""
    for step, name in ((-1, "b"), (1, "a")):
        place, distance = at + step, 0
        while 0 <= place < len(kinds) and kinds[place] not in (END, PARAGRAPH, QUOTE) and distance < 20:
            kind = kinds[place]
            if kind in (CUE, WEAK_CUE):
                out += f"{name}{kind}{0 if distance < 2 else 1 if distance < 5 else 2}"
                break
            distance += 1
            place += step
    return out or "0"
