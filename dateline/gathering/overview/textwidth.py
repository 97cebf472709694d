"""How wide words will be, estimated without a font: so that labels can be kept apart before a browser is.

The widths are those of a wide humanist sans (Noto, Open Sans, Segoe); narrower fonts leave a little room.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_OTHER = 0.58
_WIDTHS = {
    **dict.fromkeys(map(chr, range(0x20, 0x180)), _OTHER),  # so that most texts are looked up alone
    **dict.fromkeys("iljI.,:;'’‘|!í", 0.29),
    **dict.fromkeys('ftr()[]{}-/"“”„ ', 0.38),
    **dict.fromkeys("sczJ?", 0.5),
    **dict.fromkeys("mwMW%@—…", 0.93),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZÄÖÜ&", 0.69),
}


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """Width in the unit of `size`, the font's size."""
    try:
        return size * sum(map(_WIDTHS.__getitem__, text))
    except KeyError:
        return size * sum(map(_width, text))


def shortened(text: str, size: float, width: float) -> str:
    """The text, or as many of its words as fit the width, and an ellipsis."""
    if text_width(text, size) <= width:
        return text
    kept: list[str] = []
    for word in text.split():
        if text_width(" ".join([*kept, word]) + "…", size) > width:
            break
        kept.append(word)
    if kept:
        return " ".join(kept).rstrip(",;:–—-") + "…"
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text + "…"


@lru_cache(maxsize=2048)
def _width(character: str) -> float:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.combining(character):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else _OTHER
