"""Typed marks made into printed ones: quotation marks by language, apostrophes, primes, dashes, ellipses.

Works on the text of one block, across emphasis and links; what the writer set curly stays as it is.
Code never comes here: the caller puts `HOLE` in its place. Where quotations begin and end, and who
speaks, is not known here; a mark is judged by its neighbours and by what is open in the block.
"""

from __future__ import annotations

import re
from typing import NamedTuple

HOLE = "\ufffc"
"""Stands for a character of code: part of a word, never changed."""


class Marks(NamedTuple):
    """The quotation marks of a language, outer and inner, with the space inside them."""

    open: str
    close: str
    inner_open: str
    inner_close: str


def smarten(text: str, language: str = "en") -> str:
    """The text with its typed marks made into printed ones by the language (a BCP 47 tag)."""
    changes = edits(text, language)
    if not changes:
        return text
    out = []
    copied = 0
    for start, end, printed in changes:
        out.append(text[copied:start])
        out.append(printed)
        copied = end
    out.append(text[copied:])
    return "".join(out)


def edits(text: str, language: str = "en") -> list[tuple[int, int, str]]:
    """What `smarten` changes, as (start, end, printed form) in order; empty for most texts."""
    # One sign is found ten times as fast as two.
    has_more = "'" in text or ("-" in text and "--" in text) or "..." in text
    typed = _TYPED if has_more else _DOUBLE
    if typed is _DOUBLE and '"' not in text:
        return []
    marks = marks_of(language)
    changes: list[tuple[int, int, str]] = []
    double_open = single_open = False
    last_closing = -2  # where the last single mark stands that could close; looked for when first needed
    before = ""  # the printed form of the mark just before, where there is one
    before_end = -1
    for match in typed.finditer(text):
        start, end = match.span()
        mark = match[0]
        if mark == "'":
            previous = before if before_end == start else text[start - 1 : start]
            following = text[end : end + 1]
            if following.isalpha() and previous.isalnum():
                printed = "’"
            else:
                if last_closing == -2:
                    last_closing = max((m.start() for m in _CLOSING_SINGLE.finditer(text)), default=-1)
                closed_later = last_closing >= end + 1
                printed, single_open = _single(text, start, previous, marks, single_open, closed_later)
        elif mark == '"':
            previous = before if before_end == start else text[start - 1 : start]
            printed, double_open = _double(text, start, previous, marks, double_open)
            if printed is marks.open and printed[-1] in _NO_BREAK and text.startswith(" ", end):
                end += 1
            elif printed is marks.close and printed[0] in _NO_BREAK and previous == " ":
                start -= 1
        elif mark == "...":
            printed = "…"
        else:
            printed = "—" if mark == "---" else "–"
        if changes and start < changes[-1][1]:
            start = changes[-1][1]
        changes.append((start, end, printed))
        before, before_end = printed[-1], end
    return changes


def marks_of(language: str) -> Marks:
    """The marks for a BCP 47 tag: by language and region or script where that matters, else by language."""
    tag = language.lower()
    if tag in _BY_TAG:
        return _BY_TAG[tag]
    primary = tag.split("-", 1)[0]
    return _BY_TAG.get(primary, _ENGLISH)


# Every branch begins with the character itself, and looks behind it after that: so `re` can skip to the next
# of the four.
_TYPED = re.compile(r""""|'|-(?<!--)--?(?!-)|\.(?<!\.\.)\.\.(?!\.\.)""")
_DOUBLE = re.compile('"')
"""All of them in most texts that have any, and found faster by itself."""
_NO_BREAK = "\u202f\u00a0"

_ENGLISH = Marks("“", "”", "‘", "’")
_GERMAN = Marks("„", "“", "‚", "‘")
_GUILLEMETS = Marks("«", "»", "“", "”")
_SWISS = Marks("«", "»", "‹", "›")
_FRENCH = Marks("«\u202f", "\u202f»", "“", "”")
_POLISH = Marks("„", "”", "«", "»")
_RUSSIAN = Marks("«", "»", "„", "“")
_SWEDISH = Marks("”", "”", "’", "’")
_CORNERS = Marks("「", "」", "『", "』")
_BY_TAG = {
    "de": _GERMAN,
    "de-ch": _SWISS,
    "de-li": _SWISS,
    "it-ch": _SWISS,
    "fr": _FRENCH,
    "fr-ch": _SWISS,
    "es": _GUILLEMETS,
    "ca": _GUILLEMETS,
    "gl": _GUILLEMETS,
    "it": _GUILLEMETS,
    "el": _GUILLEMETS,
    "pt-pt": _GUILLEMETS,
    "nb": Marks("«", "»", "‘", "’"),
    "nn": Marks("«", "»", "‘", "’"),
    "no": Marks("«", "»", "‘", "’"),
    "ru": _RUSSIAN,
    "uk": _RUSSIAN,
    "be": _RUSSIAN,
    "cs": _GERMAN,
    "sk": _GERMAN,
    "sl": _GERMAN,
    "bg": _GERMAN,
    "is": _GERMAN,
    "et": _GERMAN,
    "lt": _GERMAN,
    "da": Marks("»", "«", "›", "‹"),
    "pl": _POLISH,
    "ro": _POLISH,
    "hu": Marks("„", "”", "»", "«"),
    "hr": Marks("„", "”", "‚", "’"),
    "sr": Marks("„", "”", "’", "’"),
    "sv": _SWEDISH,
    "fi": _SWEDISH,
    "ja": _CORNERS,
    "zh-hant": _CORNERS,
    "zh-tw": _CORNERS,
    "zh-hk": _CORNERS,
}

_OPENING_BEFORE = frozenset("([{<–—-/=“‘«‹„‚「『¡¿\u202f\u00a0")
_CLOSING_AFTER = frozenset(".,;:!?)]}>–—-…/”’»›」』。、，")
_NEVER_FIRST = frozenset(".,;:!?)]}")
# Words that lose their beginning: the mark before them is an apostrophe, never a quotation mark.
_ELISION = re.compile(
    r"(?:tis|twas|twere|twill|twould|tain’t|em|cause|cos|til|till|bout|round|neath|gainst|fraid|"
    r"nother|nuff|kay|cuz|deed|mongst|n)(?![^\W\d_])|\d\ds(?!\w)",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(r"\b(?:in|of|since|from|by|until|till|before|after|to|and|early|late|mid)\s$", re.I)
_SHORT_YEAR = re.compile(r"\d\d(?!\w)")
_MEASURE_BEFORE = re.compile(r"(?:^|[^\d.,])(?:\d{1,3}|\d*[¼½¾⅓⅔⅛]|\d{1,3}\.\d)$")
_FEET_BEFORE = re.compile(r"\d['′] ?\d{1,2}(?:\.\d|[½¼¾])?$")
_CLOSING_SINGLE = re.compile(r"(?<![\s(\[{])'(?=$|[\s.,;:!?)\]}–—\-…\"/])")


def _double(text: str, at: int, previous: str, marks: Marks, is_open: bool) -> tuple[str, bool]:
    """The printed form of the double mark at `at`, and whether a quotation is open after it."""
    if previous.isnumeric():
        if _FEET_BEFORE.search(text, max(0, at - 9), at):
            return "″", is_open
        # Twelve inches inside a quotation leave an odd number of marks behind them.
        in_doubt = not is_open or text.count('"', at + 1) % 2 == 1
        if in_doubt and _MEASURE_BEFORE.search(text, max(0, at - 8), at):
            return "″", is_open
    following = _past_marks(text, at + 1)
    spaced_before = not previous or (previous.isspace() and previous not in _NO_BREAK)
    spaced_after = not following or following.isspace()
    opens = (spaced_before or previous in _OPENING_BEFORE) and not spaced_after
    closes = (spaced_after or following in _CLOSING_AFTER) and not spaced_before
    if opens == closes or (is_open and spaced_before and following in _NEVER_FIRST):
        opens = not is_open
    return (marks.open, True) if opens else (marks.close, False)


def _single(
    text: str, at: int, previous: str, marks: Marks, is_open: bool, closed_later: bool
) -> tuple[str, bool]:
    """The printed form of a single mark that is not inside a word, and whether one is open after it.

    `closed_later` says whether a mark further on could close it.
    """
    following = text[at + 1 : at + 2]
    if previous.isnumeric():
        if following.isdigit():
            digits = re.match(r"\d+", text[at + 1 : at + 5])
            return ("’" if digits and len(digits[0]) == 3 else "′"), is_open
        if not is_open and _MEASURE_BEFORE.search(text, max(0, at - 8), at):
            return "′", is_open
    following = _past_marks(text, at + 1)
    spaced_before = not previous or previous.isspace()
    spaced_after = not following or following.isspace()
    if spaced_before and spaced_after:
        return (marks.inner_close, False) if is_open else (marks.inner_open, True)
    if (spaced_before or previous in _OPENING_BEFORE) and not spaced_after:
        if _ELISION.match(text, at + 1):
            return "’", is_open
        if _SHORT_YEAR.match(text, at + 1) and (
            not closed_later or _YEAR_BEFORE.search(text, max(0, at - 8), at)
        ):
            return "’", is_open
        if not closed_later and (is_open or at > 3 or text[:at].strip("\"'“‘")):
            return "’", is_open  # not closed, and not at the start either, where a quotation may go on
        return marks.inner_open, True
    if is_open and (spaced_after or following in _CLOSING_AFTER):
        return marks.inner_close, False
    return "’", is_open


def _past_marks(text: str, at: int) -> str:
    """The first character from `at` on that is no typed mark; empty at the end."""
    while at < len(text) and text[at] in "\"'":
        at += 1
    return text[at : at + 1]
