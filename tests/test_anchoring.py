"""Anchoring: the normal form, exact matches, selectors made from a range, proposals near an orphan."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Selector
from dateline.text.anchoring import context, describe, find, fold, nearest, trimmed, word_diff
from dateline.text.typography import smarten

FOLDED = [
    ("plain words", "plain words"),
    ("two  spaces\nand\ta tab", "two spaces and a tab"),
    ("no\u00a0break, thin\u2009space, narrow\u202fspace", "no break, thin space, narrow space"),
    ("“curly” „low‟ and 'straight'", '"curly" "low" and \'straight\''),
    ("it’s ‘so’ ‚now‛", "it's 'so' 'now'"),
    ("non\u2011breaking, co\u2010op", "non-breaking, co-op"),
    ("soft\u00adhyphen, zero\u200bwidth, \ufeffmark", "softhyphen, zerowidth, mark"),
    ("wait... what", "wait… what"),
    ("1990--1995 --- so", "1990–1995 — so"),
    ("cafe\u0301 \u212bngstro\u0308m \u1112\u1161\u11ab", "café Ångström 한"),
    ("Case is Kept", "Case is Kept"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_normal_form(text: str, expected: str) -> None:
    """What an editor may type another way is alike in the normal form, and it is NFC."""
    folded = fold(text).text
    assert folded == expected
    assert unicodedata.is_normalized("NFC", folded)


FOUND = [
    ("the machines simply went quiet", "went quiet", ["went quiet"]),
    ("the “machines” went\nquiet", '"machines" went quiet', ["“machines” went\nquiet"]),
    ("it’s so", "it's", ["it’s"]),
    ("a soft\u00adhyphen and more", "softhyphen and", ["soft\u00adhyphen and"]),
    ("wait... what", "wait… what", ["wait... what"]),
    ("wait… what", "wait... what", ["wait… what"]),
    ("a   b", "a b", ["a   b"]),
    ("cafe\u0301 au lait", "café au", ["cafe\u0301 au"]),
    ("aaa", "aa", ["aa", "aa"]),
    ("Went quiet", "went quiet", []),
    ("words", "  words\n", ["words"]),
    ("words", " \n", []),
]


@given(st.text(st.characters(max_codepoint=0x2040), max_size=12))
def test_a_text_is_in_the_same_normal_form_beside_a_character_that_asks_for_more_care(text: str) -> None:
    assert fold(text).text == fold(f"{text}\u2060").text  # a word joiner vanishes


@pytest.mark.parametrize(("text", "exact", "expected"), FOUND)
def test_exact_matches_are_ranges_of_the_raw_text(text: str, exact: str, expected: list[str]) -> None:
    """Every match in normal form is found, and nothing else; white space around `exact` does not count."""
    ranges = find(fold(text), Selector(exact=exact))
    assert [text[start:end] for start, end in ranges] == expected


@pytest.mark.parametrize(
    ("prefix", "suffix", "places"),
    [
        ("", "", [4, 16]),
        ("one ", "", [4]),
        ("one", "", [4]),
        ("", " three", [16]),
        ("", "three", [16]),
        ("two", "", [16]),
        ("four", "", []),
        ("“one", "", []),
    ],
)
def test_prefix_and_suffix_tell_copies_apart(prefix: str, suffix: str, places: list[int]) -> None:
    """Prefix and suffix stand right beside the words, with white space between or without."""
    text = "one quiet, two\u00a0 quiet three"
    found = find(fold(text), Selector(exact="quiet", prefix=prefix, suffix=suffix))
    assert [start for start, _ in found] == places


@pytest.mark.parametrize(
    "language",
    ["en", "de", "de-CH", "fr", "es", "it", "ru", "pl", "hu", "da", "sv", "nb", "ja", "zh-Hant", "zh-CN"],
)
def test_an_anchor_is_found_by_typed_marks_and_by_those_of_the_page(language: str) -> None:
    """Both stay exact: all letters must be there, and one place is told from another by what is beside it."""
    typed = "He said \"yes 'go' now\" ok. He said \"yes 'go' now\" again, it's so."
    page = smarten(typed, language)
    for exact in ("said \"yes 'go' now\" ok", "\"yes 'go' now\" ok", "ok. He said \"yes 'go' now\""):
        [(start, end)] = find(fold(page), Selector(exact=exact))
        assert page[start:end] == smarten(typed[: typed.index(exact) + len(exact)], language)[start:]
        assert find(fold(page), Selector(exact=page[start:end])) == [(start, end)]
        assert find(fold(page), Selector(exact=exact), (0, end - 1)) == []
        assert find(fold(page), Selector(exact=exact.replace("now", "then"))) == []
    for selector in (
        Selector(exact="yes 'go' now", suffix='" again'),
        Selector(exact="now", suffix='" again'),
        Selector(exact="'go'", prefix='ok. He said "yes'),
    ):
        [(start, end)] = find(fold(page), selector)
        assert start > page.index("ok.")
        assert page[start:end].count("go") + page[start:end].count("now") == selector.exact.count("o")
    assert len(find(fold(page), Selector(exact="'go'"))) == 2


def test_within_limits_the_search() -> None:
    """A range of the raw text limits where `exact` may stand, not where prefix and suffix may."""
    text = "go -- go -- go"
    folded = fold(text)
    assert find(folded, Selector(exact="go"), (3, 11)) == [(6, 8)]
    assert find(folded, Selector(exact="go", prefix="--"), (6, 9)) == [(6, 8)]
    assert find(folded, Selector(exact="go"), (1, 3)) == []


TEXT = (
    "Chen Wei said that the machines simply went quiet. Output was back to 80% within ten hours. "
    "“We have drilled for this,” said Ana Ruiz, “but never with every line running.” And the machines "
    "went quiet again."
)


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [
        ("Output was back", 0, Selector(exact="Output was back")),
        ("machines", 1, Selector(exact="machines", suffix="went")),
        ("machines", 0, Selector(exact="machines", suffix="simply")),
        ("went quiet", 0, Selector(exact="went quiet", prefix="simply")),
        (" went quiet ", 0, Selector(exact="went quiet", prefix="machines")),
        ("“We have", 0, Selector(exact="“We have")),
    ],
)
def test_describe_gives_the_shortest_context(words: str, number: int, expected: Selector) -> None:
    """No context where the words stand once; else one more word at a time, on one side if that will do."""
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    assert describe(TEXT, start, start + len(words)) == expected


def test_ranges_are_trimmed_to_whole_units() -> None:
    """A range loses white space at its ends and takes a cut ellipsis, dash or run of spaces whole."""
    text = "one  two... \u00adthree--four"
    folded = fold(text)
    for start, end, words in [(3, 9, "two..."), (3, 10, "two..."), (12, 19, "three--"), (3, 5, "")]:
        assert text[slice(*trimmed(folded, start, end))] == words


def test_context_is_cut_at_the_ends_of_the_text() -> None:
    """Up to so many code points on each side."""
    assert context("abcdef", 2, 3, 2) == ("ab", "de")
    assert context("abcdef", 0, 6) == ("", "")


@pytest.mark.parametrize(
    ("exact", "expected", "difference"),
    [
        (
            "the machine simply went quite",
            "the machines simply went quiet",
            "the [-machine-] {+machines+} simply went [-quite-] {+quiet+}",
        ),
        (
            "machines went silent again",
            "machines went quiet again",
            "machines went [-silent-] {+quiet+} again",
        ),
        ("back to 80 % within 10 hours", "back to 80% within ten hours", None),
        ('"We\'ve drilled for this"', "“We have drilled for this,”", None),
        ("never with a line running", "never with every line running", None),
        ("Output was within ten hours", "Output was back to 80% within ten hours", None),
        ("Nothing of the kind, I should think", None, None),
        (" ", None, None),
    ],
)
def test_nearest_words_come_first(exact: str, expected: str | None, difference: str | None) -> None:
    """The first proposal is the words that were meant, whole, as the text has them."""
    proposals = nearest(fold(TEXT), exact)
    assert (proposals[0].text if proposals else None) == expected
    for proposal in proposals:
        assert TEXT[proposal.start : proposal.end] == proposal.text
        assert 50 <= proposal.similarity < 100
    if difference and expected:
        assert word_diff(exact, expected) == difference


def test_context_decides_between_proposals_that_are_alike() -> None:
    """Prefix and suffix bring the copy beside them to the top; without, the first in the text leads."""
    text = "In May it fell silent. In June it fell silent too. In July it rose."
    assert nearest(fold(text), "it fell quiet")[0].start == text.index("it fell silent")
    best = nearest(fold(text), "it fell quiet", prefix="In June", suffix="too")[0]
    assert text[best.start :].startswith("it fell silent too")


def test_nearest_keeps_within_a_range() -> None:
    """Proposals lie in the range of the raw text that is asked for."""
    start = TEXT.index("“We")
    proposals = nearest(fold(TEXT), "machines went silent", (start, len(TEXT)))
    assert [TEXT[p.start : p.end] for p in proposals] == ["machines went quiet"]
    assert nearest(fold(TEXT), "Output was back", (start, len(TEXT))) == []


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("a b c", "a b c", "a b c"),
        ("a b", "a b c", "a b {+c+}"),
        ("a b c", "c", "[-a b-] c"),
        ("", "a b", "{+a b+}"),
        ("日本語", "日本人", "日本[-語-]{+人+}"),
    ],
)
def test_word_diff(old: str, new: str, difference: str) -> None:
    """Words that are gone in [-…-], new ones in {+…+}; by characters in a script without spaces."""
    assert word_diff(old, new) == difference
