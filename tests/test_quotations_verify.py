"""A quotation stands in its source word for word, but for what honest quoting changes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.quotations.verify import SourceText, difference_as_text, verify

SOURCE = """Minutes of the meeting.
We have drilled for this -- many times -- and the Company's
"fine people" did not go quiet.
He said: “I will not resign. I like state-of-the-art things.”
"And then we left.
"""


@pytest.mark.parametrize(
    "parts",
    [
        ["We have drilled for this"],
        # Case at the start.
        ["we have drilled for this"],
        ["[W]e have drilled for this"],
        ["Drilled for this"],
        # White space, forms of marks, dashes and hyphens.
        ["for this—many times—and the Company’s ‘fine people’ did"],
        ["state‑of‑the‑art   things"],
        ["the Company’s\n“fine people” did"],
        # A bracketed insertion, for nothing, for a few words, for some letters.
        ["We [the firm] have drilled"],
        ["[He] will not resign"],
        ["[The firm] did not go quiet"],
        ["did [never] not go"],
        ["have drill[ing] for"],
        ["I will not resign [from office]."],
        # An ellipsis of any form.
        ["We … did not go quiet"],
        ["We have drilled ... many times"],
        ["We have drilled [...] fine people"],
        ["fine people (…) go quiet"],
        ["We have drilled . . . and then we left"],
        # Closing punctuation.
        ["did not go quiet!"],
        ["did not go quiet,"],
        ["many times"],
        # Parts in order.
        ["We have drilled", "did not go quiet"],
        ["I will not resign.", "I like"],
    ],
)
def test_these_stand_in_the_source(parts: list[str]) -> None:
    verdict = verify(parts, SOURCE)
    assert verdict.verified
    assert len(verdict.places) == len(parts)
    assert all(SOURCE[start:end].strip() for start, end in verdict.places)


@pytest.mark.parametrize(
    ("parts", "part", "nearest", "line", "difference"),
    [
        (["I will resign"], 0, "“I will not resign.", 4, "I will [-not-] resign"),
        (
            ["We have trained for this"],
            0,
            "We have drilled for this",
            2,
            "We have [-drilled-] {+trained+} for this",
        ),
        (
            ["We Have drilled for this"],
            0,
            "We have drilled for this",
            2,
            "We [-have-] {+Have+} drilled for this",
        ),
        (
            ["We have drilled, for this"],
            0,
            "We have drilled for this",
            2,
            "We have [-drilled-] {+drilled,+} for this",
        ),
        (["the company's fine men"], 0, "the Company's", 2, None),
        (["I will not resig"], 0, "“I will not", 4, None),
        (["We have drilled", "He lied"], 1, "He", 4, None),
        (["wholly other talk about bananas"], 0, "", 0, ""),
        (["…"], 0, "", 0, ""),
    ],
)
def test_these_do_not_and_the_nearest_words_are_shown(
    parts: list[str], part: int, nearest: str, line: int, difference: str | None
) -> None:
    verdict = verify(parts, SOURCE)
    assert not verdict.verified
    assert (verdict.part, verdict.line) == (part, line)
    assert verdict.nearest.startswith(nearest)
    if difference is not None:
        assert sorted(difference_as_text(verdict.difference).split()) == sorted(difference.split())


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("so -- it", "so – it"),
        ("so – it", "so -- it"),
        ("so --- it", "so — it"),
        ("so—it", "so --- it"),
        ("so — it", "so - it"),
        ("in 1990–95", "in 1990-95"),
        ("we went—", "we went. Then"),
        ("we went --", "And we went home"),
        ("“we went—”", "we went"),
    ],
)
def test_the_form_of_a_dash_and_one_at_the_close_are_no_difference(words: str, source: str) -> None:
    assert verify([words], source).verified


@pytest.mark.parametrize(
    ("words", "source"), [("so – it", "so it"), ("so it", "so – it"), ("re-sign", "resign")]
)
def test_a_dash_inside_counts(words: str, source: str) -> None:
    assert not verify([words], source).verified


def test_parts_in_the_wrong_order_are_told() -> None:
    verdict = verify(["did not go quiet", "We have drilled"], SOURCE)
    assert (verdict.verified, verdict.part, verdict.elsewhere, verdict.line) == (False, 1, True, 2)


def test_an_insertion_does_not_hide_more_than_a_few_words() -> None:
    assert not verify(["We have [done well] did not go quiet"], SOURCE).verified


def test_a_reopened_paragraph_is_the_same_with_and_without_its_mark() -> None:
    source = "“One two.\n\n“Three four.”"
    assert verify(["One two.\nThree four."], source).verified
    assert verify(["One two.\n“Three four."], source).verified
    assert verify(["One two.\n“Three four."], "One two. Three four.").verified


def test_a_source_is_cut_into_words_once() -> None:
    source = SourceText(SOURCE)
    assert verify(["many times"], source) == verify(["many times"], SOURCE)


_WORDS = st.lists(
    st.sampled_from(["the", "fund", "closed", "“it”", "—", "early,", "2030", "Ana’s", "(so)"]), min_size=1
)


@given(_WORDS, st.data())
@settings(max_examples=200, deadline=None)
def test_any_run_of_a_source_is_verified_and_stays_so_in_capitals_at_the_start(
    words: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    quoted = " ".join(words[first:last])
    if not any(c.isalnum() for c in quoted):
        return
    assert verify([quoted], " ".join(words)).verified
    assert verify([quoted[0].upper() + quoted[1:]], "\n".join(words)).verified


@given(st.lists(st.text(max_size=30), max_size=3), st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_nothing_breaks_it(parts: list[str], source: str) -> None:
    verdict = verify(parts, source)
    assert (
        verdict.verified == (len(verdict.places) == len(parts) and not verdict.nearest and verdict.part == 0)
        or not parts
    )
