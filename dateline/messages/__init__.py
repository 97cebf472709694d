"""Interface texts: one catalogue a language, looked up by key.

A catalogue is a JSON object from key to text, or to {"one": ..., "other": ...} where a number decides.
Texts may hold `{name}` fields. A language that has no catalogue uses the English one. The English one is
American; for a site in British English its few words that differ are respelled.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

Catalogue = dict[str, str | dict[str, str]]

_HERE = Path(__file__).parent


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue."""
    return tuple(sorted(file.stem for file in _HERE.glob("*.json")))


_BRITISH = frozenset({"en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za"})
_RESPELLED = (("rganization", "rganisation"), ("olors", "olours"))


@lru_cache
def catalogue(language: str) -> Catalogue:
    """The texts for a BCP 47 language tag, by its primary language, and for English by its spelling."""
    primary = language.split("-")[0].lower()
    name = primary if primary in languages() else "en"
    text = (_HERE / f"{name}.json").read_text("utf-8")
    texts: Catalogue = json.loads(text)
    if language.lower() in _BRITISH:
        return {key: _respelled(text) for key, text in texts.items()}
    return texts


def _respelled(text: str | dict[str, str]) -> str | dict[str, str]:
    if isinstance(text, dict):
        return {form: str(_respelled(words)) for form, words in text.items()}
    for american, british in _RESPELLED:
        text = text.replace(american, british)
    return text


def rating_label(rating: str, language: str) -> str:
    """A claim's rating in words: the catalogue's, or for a site's own scale, its id spelt out."""
    known = catalogue(language).get(f"rating.{rating}")
    return known if isinstance(known, str) else rating.replace("-", " ").capitalize()


def translator(language: str) -> Callable[..., str]:
    """A function `t(key, count=None, **fields)` for the language.

    A count of a thousand or more is written with the separators of the language. Raises KeyError for a key
    that the catalogue does not have: a misspelt key fails the build.
    """
    from dateline.dates.cldr import number

    texts = catalogue(language)
    # French says “0 article”; the other languages here use the plural for none.
    singular = (0, 1) if language.split("-")[0].lower() == "fr" else (1,)

    def t(key: str, count: int | None = None, **fields: object) -> str:
        text = texts[key]
        if isinstance(text, dict):
            text = text["one" if count in singular else "other"]
        if count is not None:
            fields["count"] = count if count < 1000 else number(count, language)
        return text.format(**fields) if fields else text

    return t
