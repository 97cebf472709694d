"""Where sentences end, which full stops do not always say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.text import sentences
from dateline.text.sentences import sentence_bounds


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("They came. Dr. Who spoke. It rained.", "Dr. Who spoke. "),
        ("They came. The bridge fell. It rained.", "The bridge fell. "),
        ("What? Nobody knew! It rained.", "Nobody knew! "),
        ("It rained. See e.g. Anna here. It snowed.", "See e.g. Anna here. "),
    ],
)
def test_a_sentence_goes_past_abbreviations(text: str, sentence: str) -> None:
    middle = text.index(sentence) + len(sentence) - 4
    assert text[slice(*sentence_bounds(text, middle, middle + 1))] == sentence


@given(st.lists(st.sampled_from(["Sept", "etc", "e.g", "Co", "x", "ab", "é", "1", ". ", "! ", " A", "."])))
def test_what_can_be_no_abbreviation_is_seen_without_the_pattern(parts: list[str]) -> None:
    text = "".join(parts)
    for found in sentences._END.finditer(text):
        before = text[max(0, found.start() - 8) : found.start() + 1]
        assert sentences._is_abbreviation(text, found) == bool(sentences._ABBREVIATION.search(before))
