"""The normal form in which words are compared, with the way back to the text it was made from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Set as AbstractSet

from msgspec import Struct


class Folded(Struct, frozen=True):
    """A text in normal form, with the way back to the text it was made from."""

    text: str
    """The normal form."""
    raw: str
    """The text as it was."""
    starts: tuple[int, ...] = ()
    """Where pieces of the normal form start; empty where it maps one to one."""
    raw_starts: tuple[int, ...] = ()
    """Where the same pieces start in the raw text."""

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The range of the raw text that a (non-empty) range of the normal form was made from."""
        if not self.starts:
            return start, end
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        raw_start = self.raw_starts[first] + start - self.starts[first]
        if last + 1 < len(self.starts) and end == self.starts[last + 1]:
            return raw_start, self.raw_starts[last + 1]
        return raw_start, self.raw_starts[last] + end - self.starts[last]

    def from_raw(self, start: int, end: int) -> tuple[int, int]:
        """The range of the normal form for a range of the raw text; a cut unit counts as whole."""
        if not self.starts:
            return start, end
        return self._folded_at(start, whole=False), self._folded_at(end, whole=True)

    def _folded_at(self, offset: int, *, whole: bool) -> int:
        piece = bisect_right(self.raw_starts, offset) - 1
        if piece < 0:
            return 0
        within = offset - self.raw_starts[piece]
        place = self.starts[piece] + within
        if piece + 1 == len(self.starts):
            return place
        next_start = self.starts[piece + 1]
        if self.raw_starts[piece + 1] - self.raw_starts[piece] == next_start - self.starts[piece]:
            return place
        # Several raw characters became one, or none: any cut but the first falls behind or before them.
        return next_start if whole and within else self.starts[piece]


def fold(text: str) -> Folded:
    """The normal form in which words are compared.

    NFC; a run of white space of any kind is one space; straight and curly quotation marks, apostrophes
    and primes are alike, hyphen-minus and the other hyphens too; three full stops are an ellipsis, two and
    three hyphen-minuses a dash; soft hyphens and zero-width characters vanish. Case is kept.
    """
    rare = _rare(text)
    folded = text.replace("\n", " ")
    is_odd = False
    if rare:
        for character in rare & _ALIKE.keys():
            folded = folded.replace(character, _ALIKE[character])
        is_odd = not rare <= _EVEN
    if is_odd and _CONTROL_SPACE.search(folded):
        folded = folded.translate(_ASCII_SPACE)
    if (
        "  " in folded
        or ("-" in folded and "--" in folded)  # one sign is found far faster than two
        or "..." in folded
        or (is_odd and (_DROPPED.search(folded) or not unicodedata.is_normalized("NFC", folded)))
    ):
        return _fold_unevenly(text, folded)
    return Folded(folded, text)


def _rare(text: str) -> AbstractSet[str]:
    """The characters of a text other than ASCII that can be seen, spaces and line feeds.

    Most texts have few such, so that what is asked of each costs little more than one pass over the text.
    """
    if text.isascii() and text.isprintable():
        return frozenset()
    kept = text.encode("utf-8", "surrogatepass").translate(None, _FREQUENT)
    return set(kept.decode("utf-8", "surrogatepass"))


_FREQUENT = bytes({10, *range(32, 127)})
_ALIKE = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\u00a0\u202f\u2009\u200a\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u205f", " "),
    **dict.fromkeys("\u3000\u1680\u2028\u2029\u0085", " "),
}
_EVEN = frozenset(
    chr(code) for code in (*range(0xA0, 0xAD), *range(0xAE, 0x180), 0x2013, 0x2014, 0x2026)
) | frozenset("\u2010\u2011\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u202f\u2032\u2033")
"""Only another character may vanish, be another kind of white space, or be part of what NFC changes."""
_ASCII_SPACE = dict.fromkeys((9, 10, 11, 12, 13, 28, 29, 30, 31), " ")
_CONTROL_SPACE = re.compile("[\t\x0b-\r\x1c-\x1f]")
_DROP = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_DROPPED = re.compile(f"[{_DROP}]")
# What becomes shorter: a run of spaces, an ellipsis, a dash, characters that vanish.
_UNEVEN = re.compile(rf"(?P<space> [ {_DROP}]+)|(?P<stops>\.\.\.)|(?P<dash>---?)|(?P<none>[{_DROP}]+)")
# The same and, in a text that is not NFC, whatever NFC may change: a letter with its marks, conjoining
# jamo, and any single character beyond ASCII. Compiled when first asked for: such a text is rare.
_UNEVEN_CLUSTERS = (
    rf"{_UNEVEN.pattern}|(?P<cluster>"
    r"[^\W\d_]?[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0653-\u0655\u093c"
    r"\u09bc-\u0dff\u0f71-\u0fbc\u102e\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+"
    r"|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]|[^\x00-\x7f])"
)


def _fold_unevenly(text: str, spaced: str) -> Folded:
    """The normal form where lengths change; `spaced` is the text with one-to-one changes made."""
    out: list[str] = []
    starts: list[int] = [0]
    raw_starts: list[int] = [0]
    length = 0
    copied = 0
    pattern = _UNEVEN if unicodedata.is_normalized("NFC", spaced) else re.compile(_UNEVEN_CLUSTERS)
    for match in pattern.finditer(spaced):
        unit = match[0]
        kind = match.lastgroup
        if kind == "space":
            plain = " "
        elif kind == "stops":
            plain = "…"
        elif kind == "dash":
            plain = "—" if len(unit) == 3 else "–"
        elif kind == "none":
            plain = ""
        else:
            plain = unicodedata.normalize("NFC", unit)
            if plain == unit:
                continue
        start, end = match.span()
        out.append(spaced[copied:start])
        out.append(plain)
        length += start - copied
        starts.append(length)
        raw_starts.append(start)
        length += len(plain)
        starts.append(length)
        raw_starts.append(end)
        copied = end
    out.append(spaced[copied:])
    return Folded("".join(out), text, tuple(starts), tuple(raw_starts))
