"""Sentences of a paragraph, well enough to show the words around a quotation."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]['\"”’»)\]]*\s+(?=[\"“‘„«(\[]?[^\W\d_a-zß-öø-ÿ])|[。！？]['」』）]*\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Jr|Sr|vs|No|Inc|Corp|Co|Ltd"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|bzw|usw|Nr|Hr|Fr|M|Mme|etc|e\.g|i\.e|z\.B|d\.h))\.$"
)


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of whole sentences of `text` that holds `start` to `end` (code points, end exclusive)."""
    first, last = 0, len(text)
    for found in _END.finditer(text):
        if _ABBREVIATION.search(text[max(0, found.start() - 8) : found.start() + 1]):
            continue
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end - 1:
            last = found.end()
            break
    return first, last
