"""Sentences of a paragraph, well enough to show the words around a quotation."""

from __future__ import annotations

import re

# One class at the start and nothing before it: so `re` skips to the next of these characters.
_END = re.compile(
    r"[.!?…。！？]"
    r"(?:(?<=[.!?…])['\"”’»)\]]*\s+(?=[\"“‘„«(\[]?[^\W\d_a-zß-öø-ÿ])|(?<=[。！？])['」』）]*\s*)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Jr|Sr|vs|No|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|bzw|usw|Nr|Hr|Fr|M|Mme|etc|e\.g|i\.e|z\.B|d\.h))\.$"
)
_LONGEST = 5
"""No abbreviation has that many letters in a row."""


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of whole sentences of `text` that holds `start` to `end` (code points, end exclusive)."""
    before: list[re.Match[str]] = []
    last = len(text)
    for found in _END.finditer(text):
        if found.end() <= start:
            before.append(found)
        elif found.start() >= end - 1 and not _is_abbreviation(text, found):
            last = found.end()
            break
    first = next((found.end() for found in reversed(before) if not _is_abbreviation(text, found)), 0)
    return first, last


def _is_abbreviation(text: str, found: re.Match[str]) -> bool:
    """Whether what looks like the end of a sentence is the full stop of an abbreviation."""
    at = found.start()
    if text[at] != "." or (at >= _LONGEST and text[at - _LONGEST : at].isalpha()):
        return False  # as most: the end of a word of more letters
    return _ABBREVIATION.search(text[max(0, at - 8) : at + 1]) is not None
