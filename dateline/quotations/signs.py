"""Single signs: what each can be as a quotation mark, by its neighbours and by what is open.

How the marks of a paragraph go together is for `pairing` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

NONE, OPENS, CLOSES, SINGLE_OPENS, SINGLE_CLOSES, SINGLE_DOUBTFUL = range(6)
"""What a mark does."""

SINGLES = frozenset("'‘‛’")
"""Opening single marks that a text may use beside, inside or instead of double ones."""
DOUBLES = frozenset('"“”„‟＂')
BY_TURNS = {"“": "”", "„": "“"}
"""Opening marks that are nothing else before a word, and the closing ones that are nothing else then."""
SPACE = frozenset(" \t\n\r\u00a0\u2007\u2009\u200a\u202f\u3000")

_BESIDE = re.compile(
    "[\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff01-\uffdc"
    "\U00020000-\U0003ffff]"
)
"""Letters and signs of Thai, Burmese, Khmer, Korean, Chinese, Japanese and their neighbours: there are no
apostrophes beside them, and no blanks by which to tell what a mark does."""


def by_its_form(left: str, right: str) -> bool:
    """Whether a curly mark does what its form says, since its neighbours do not tell.

    They are a few characters each, for there may be further marks. Ask only where one is `BEYOND` or higher.
    """
    left, right = left.rstrip(_CURLY)[-1:], right.lstrip(_CURLY)[:1]
    return _BESIDE.match(left) is not None or _BESIDE.match(right) is not None


BEYOND = "\u0e00"
"""Quicker asked first: nearly all neighbours are below."""
_CURLY = "“‘”’"


def marks_in(text: str) -> list[int]:
    """The offsets of all signs that may be quotation marks.

    Apostrophes between two letters are left out at once, and so are two straight ones in a row, which
    are a typewriter's double mark, or inches.
    """
    marks = []
    length = len(text)
    for at in sorted(_places_of_marks(text)):
        mark = text[at]
        if mark in "'’":
            behind = text[at + 1] if at + 1 < length else " "
            before = text[at - 1] if at else " "
            if before.isalnum() and behind.isalnum():
                below = before < BEYOND and behind < BEYOND
                if below or mark == "'" or not by_its_form(before, behind):
                    continue
            if mark == "'" and (behind == "'" or before in "'`"):
                continue
        marks.append(at)
    return marks


_MARKS = "\"“”„‟«»‹›‘‚‛「」『』＂'’"


def _places_of_marks(text: str) -> Iterator[int]:
    """Where each sign stands, one after the other: quicker than a pattern, for a text has few of them."""
    for mark in _MARKS:
        at = text.find(mark)
        while at >= 0:
            yield at
            at = text.find(mark, at + 1)


def role_of(
    mark: str,
    left: str,
    right: str,
    opens: bool,
    closes: bool,
    still_open: list[str],
    reversed_guillemets: bool,
) -> int:
    """What a mark other than a single one does, given its neighbours and the marks still open."""
    top = still_open[-1] if still_open else ""
    if mark == '"' or mark == "＂":
        if top and top in DOUBLES:
            return OPENS if opens and not closes else CLOSES
        if opens or (left in SPACE) or (not closes and left in ".,;!?" and right.isalnum()):
            return OPENS
        return NONE
    if mark == "“":
        if top == "„" or (top and top in DOUBLES and closes and not opens):
            return CLOSES
        return NONE if closes and not opens else OPENS
    if mark == "”":
        return OPENS if opens and not closes and not (top and top in DOUBLES) else CLOSES
    if mark in "„‟「『":
        return OPENS
    if mark == "‚":
        return OPENS if opens else NONE
    if mark in "」』":
        return CLOSES
    return _guillemet_role(mark, top, opens, closes, reversed_guillemets)


def _guillemet_role(mark: str, top: str, opens: bool, closes: bool, reversed_guillemets: bool) -> int:
    """« and » open or close by language, by what is open, and (Swedish »so») by looks."""
    if top == _FACING[mark]:
        return CLOSES
    if top == mark and closes and not opens:
        return CLOSES
    if mark in "«‹":
        return NONE if reversed_guillemets and not opens else OPENS
    return OPENS if reversed_guillemets or (opens and not closes) or top == mark else CLOSES


_FACING = {"«": "»", "»": "«", "‹": "›", "›": "‹"}


def reopening(mark: str) -> str:
    """The signs with which a further paragraph of a quotation may open."""
    if mark in DOUBLES:
        return '"“„”‟＂'
    if mark in SINGLES:
        return "'’" if mark == "’" else "'‘"
    return mark + _FACING.get(mark, "")


def closing(mark: str) -> str:
    """The signs that may close what `mark` opened."""
    if mark in DOUBLES:
        return '"”“＂'
    return _FACING.get(mark, "") + {"「": "」", "『": "』", "‚": "‘’"}.get(mark, "")
