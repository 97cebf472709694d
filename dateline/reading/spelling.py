"""The word that was probably meant. Loaded only when something is wrong: rapidfuzz takes its time."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dateline.slugs import slugify

__all__ = ["nearest_word"]


def nearest_word(word: str, known: Collection[str], least: float = 0.6) -> str:
    """The known word most like `word`; empty if there is none.

    Most like by typing errors, where they are at least `least` alike (0 to 1); else the only one that
    `word` abbreviates (`lang`) or lengthens (`warning`).
    """
    names = sorted(set(known))
    slug = slugify(word)
    if slug in names and slug != word:
        return slug
    found = process.extractOne(
        word, names, scorer=OSA.normalized_similarity, processor=_folded, score_cutoff=least
    )
    if found:
        return found[0]
    short = _folded(word)
    extended = [name for name in names if _extends(short, _folded(name))]
    return extended[0] if len(extended) == 1 else ""


def _extends(one: str, other: str) -> bool:
    """Whether one word starts with the other, of which enough is there to mean something."""
    return min(len(one), len(other)) >= 3 and (one.startswith(other) or other.startswith(one))


def _folded(name: str) -> str:
    return name.casefold().replace("_", "-")
