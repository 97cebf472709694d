"""Interface texts: every language has every key, and says numbers as it does."""

from __future__ import annotations

import re

import pytest

from dateline.messages import catalogue, languages, translator


def fields(text: str | dict[str, str]) -> set[str]:
    """The names of the fields that a text has, in any of its forms."""
    forms = text.values() if isinstance(text, dict) else [text]
    return {name for form in forms for name in re.findall(r"\{(\w+)\}", form)}


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_keys_of_english(language: str) -> None:
    assert catalogue(language).keys() == catalogue("en").keys()


@pytest.mark.parametrize("language", languages())
def test_every_text_has_the_fields_of_its_english_one(language: str) -> None:
    """A singular may leave the number out; no text may ask for what pages do not give."""
    english = catalogue("en")
    for key, text in catalogue(language).items():
        assert fields(text) <= fields(english[key]) | {"count"}, key


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", 0, "0 articles"),
        ("en", 1, "1 article"),
        ("en", 1234, "1,234 articles"),
        ("de", 1234, "1.234 Artikel"),
        ("fr", 0, "0 article"),
        ("xx", 2, "2 articles"),
    ],
)
def test_counts_are_said_as_the_language_says_them(language: str, count: int, words: str) -> None:
    key = next(
        k for k, v in catalogue("en").items() if v == {"one": "{count} article", "other": "{count} articles"}
    )
    assert translator(language)(key, count) == words


def test_a_misspelt_key_fails() -> None:
    with pytest.raises(KeyError):
        translator("en")("no.such.key")
