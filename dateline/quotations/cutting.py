"""Cuts a text into the words by which a quotation is compared with its source.

A word stands between blanks, with its punctuation. A dash is a word of its own, so that blanks around it
do not matter. In a script that is written without spaces (Chinese, Japanese, Thai ...) each character is
one, and so is each sign beside it: there a quotation may begin and end anywhere.
"""

from __future__ import annotations

import re

from msgspec import Struct

from dateline.text.anchoring import fold

CLOSING = ",.;:!?'…)。，、！？；：．｡､）"
"""What a word may have at its end and is the same without."""
OPENING = "'(（"
"""What it may have at its start."""
DASH = "–"
"""Any dash, as a word."""
BRACKETED = re.compile(r"\[[^\[\]]*\]")


class Cut(Struct, frozen=True):
    """A text's words, in a form to be compared."""

    words: list[str]
    places: list[tuple[int, int]]
    line_marks: frozenset[int]
    """Numbers of the words before which a mark that opens a line was left out."""


def cut(text: str, *, quoted: bool = False) -> Cut:
    """The words of a text; in a quotation, a bracketed insertion that stands by itself is one."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    marked: list[int] = []
    forms: dict[str, str] = {}
    behind_mark = {
        at: found.end(1) for found in _LINE_MARK.finditer(text) for at in range(found.start(1), found.end(1))
    }
    plain = _TYPED_DASH.sub(lambda found: DASH * len(found[0]), text) if "-" in text else text
    pattern = _WORD if plain.isascii() or not _UNSPACED.search(plain) else re.compile(_UNSPACED_WORD)
    held = BRACKETED.sub(_in_one_piece, plain) if quoted and "[" in plain else plain
    for found in pattern.finditer(held):
        start, end = found.span()
        if start in behind_mark:
            marked.append(len(words))
            start = behind_mark[start]
            if start >= end:
                continue
        raw = plain[start:end]
        word = forms.get(raw)
        if word is None:
            word = forms[raw] = _form(raw)
        if word:
            words.append(word)
            places.append((start, end))
    return Cut(words, places, frozenset(marked))


def bare(word: str) -> str:
    """A word without the punctuation at its ends, in small letters."""
    return word.strip(CLOSING + OPENING + "[]").casefold()


def joined(words: list[str]) -> str:
    """The words as a text, without blanks where their script has none."""
    text = " ".join(words)
    return text if text.isascii() else _BLANK_BESIDE.sub("", text)


def is_unspaced(word: str) -> bool:
    """Whether a word is a single character of a script without spaces."""
    return _UNSPACED.match(word) is not None


_MARK_FORMS = str.maketrans(dict.fromkeys('"“”„‟‘’‚‛«»‹›「」『』`´′″', "'"))
# A mark at the start of a line may only open a further paragraph of a longer quotation.
_LINE_MARK = re.compile(r"(?:(?<=\n)|\A)[ \t\u3000>]*(['\"“”„‘’«»「『]+)(?=\S)")
# Hyphens that are typed for a dash: several in a row, one between blanks or between figures.
_TYPED_DASH = re.compile(r"--+|(?<!\S)-(?!\S)|(?<=\d)-(?=\d)")
_DASHES = "–—―‒"
_WORD = re.compile(f"[^\\s{_DASHES}]+|[{_DASHES}]+")
_SCRIPTS = (
    "\u0e00-\u109f\u1780-\u17ff"  # Thai, Lao, Tibetan, Burmese; Khmer
    "\u2e80-\u2fdf\u3001-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff9f"  # Chinese and Japanese, and wide punctuation
)
_BELONGING = (  # vowels and marks that are written on the character before them
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f87\u0f8d-\u0fbc"
    "\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u3099\u309a\ufe00-\ufe0f"
)
_UNSPACED = re.compile(f"[{_SCRIPTS}]")
_UNSPACED_WORD = (
    f"[{_SCRIPTS}][{_BELONGING}]*|[{_DASHES}]+|['\"“”‘’](?=['\"“”‘’]*[{_SCRIPTS}])|[^\\s{_DASHES}{_SCRIPTS}]+"
)
_BLANK_BESIDE = re.compile(f"(?<=[{_SCRIPTS}]) | (?=[{_SCRIPTS}])")


def _in_one_piece(bracketed: re.Match[str]) -> str:
    """A stand-in, of the same length, that no pattern takes apart."""
    return "[" + "\x01" * (len(bracketed[0]) - 2) + "]"


def _form(raw: str) -> str:
    if raw[0] in _DASHES:
        return DASH
    if not raw.isascii() or "..." in raw:
        raw = fold(raw).text
    return raw.translate(_MARK_FORMS)
