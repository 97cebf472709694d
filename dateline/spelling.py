"""The word that was probably meant. Loaded only when something is wrong: rapidfuzz takes its time."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dateline.slugs import slugify

__all__ = ["nearest_word"]


def nearest_word(word: str, known: Collection[str], least: float = 0.6) -> str:
    """The known word most like `word`, by typing errors of it; empty if none is `least` alike (0 to 1)."""
    names = sorted(set(known))
    slug = slugify(word)
    if slug in names and slug != word:
        return slug
    found = process.extractOne(
        word, names, scorer=OSA.normalized_similarity, processor=_folded, score_cutoff=least
    )
    return found[0] if found else ""


def _folded(name: str) -> str:
    return name.casefold().replace("_", "-")
