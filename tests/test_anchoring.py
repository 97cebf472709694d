"""Anchoring: the normal form, exact matches, selectors made from a range, proposals near an orphan."""

from __future__ import annotations

import unicodedata

import pytest

from dateline.anchoring import find, fold
from dateline.model import Selector

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


def test_within_limits_the_search() -> None:
    """A range of the raw text limits where `exact` may stand, not where prefix and suffix may."""
    text = "go -- go -- go"
    folded = fold(text)
    assert find(folded, Selector(exact="go"), (3, 11)) == [(6, 8)]
    assert find(folded, Selector(exact="go", prefix="--"), (6, 9)) == [(6, 8)]
    assert find(folded, Selector(exact="go"), (1, 3)) == []
