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
        assert difference_as_text(verdict.difference) == difference


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


@pytest.mark.parametrize(
    ("words", "source"),
    [
        # Anywhere between others, and other punctuation at the close.
        ("機械は静かになった。", "発言録。機械は静かになった。以上です。"),
        ("機械は静かになった！", "発言録。機械は静かになった、と。"),
        ("安静下来", "机器突然安静下来了。"),
        ("เครื่องเงียบ", "แล้วเครื่องเงียบลงทันที"),
        # White space and the forms of marks.
        ("机器突然安静下来", "机器突然\n安静下来了。"),
        ("他说“GDP增长”了", '国务院：他说 "GDP 增长"了。'),
        ("「静かに」なった", "それは「静かに」なった"),
        ("一。\n“二。", "\u3000\u3000“一。\n\u3000\u3000“二。”"),
        ("一。\n二。", "“一。\n“二。”"),
        ("一。\n“二。", "一。二。"),
        # A letter that is written as two characters.
        ("か\u3099た", "がた"),
        # Insertions and ellipses.
        ("[彼]は静か[に]なった", "機械は静かになった。"),
        ("[他]说不行", "国务院总理说不行。"),
        ("静か……なった", "静かに。今はなった"),
    ],
)
def test_words_without_spaces_stand_in_the_source(words: str, source: str) -> None:
    verdict = verify([words], source)
    assert verdict.verified
    [(start, end)] = verdict.places
    assert 0 <= start < end <= len(source)


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("静かになる", "機械は静かになった。"),
        ("静かに、なった", "機械は静かになった。"),
        ("今[他]说不行", "今国务院副总理就说不行。"),
        ("机器不会停", "今天的天气很好，我们去公园。"),
    ],
)
def test_other_words_without_spaces_do_not(words: str, source: str) -> None:
    assert not verify([words], source).verified


def test_the_place_of_words_without_spaces_is_theirs() -> None:
    source = "机器突然安静下来了。"
    assert verify(["安静下来"], source).places == ((4, 8),)
    assert verify(["天气"], "今天的天气很好，我们去公园。").places == ((3, 5),)


def test_words_without_spaces_are_as_like_as_their_characters() -> None:
    assert verify(["机器不会停"], "今天的天气很好，我们去公园。").nearest == ""
    assert verify(["機械が静かになった"], "今日、機械は静かになった。").nearest == "機械は静かになった"


@pytest.mark.parametrize(
    ("words", "source", "difference"),
    [
        ("we went there", "we, went there", "[-we,-] {+we+} went there"),
        ("WE went there", "Then we went there.", "[-we-] {+WE+} went there"),
        ("We went, there!", "Then we went there.", "We [-went-] {+went,+} there!"),
        ("[W]e tri[ed] twice there", "We tried once there.", "[W]e tri[ed] [-once-] {+twice+} there"),
        ("it's – “so”", "it’s not -- 'so'", "it's [-not-] – “so”"),
        ("機械が静かになった。", "機械は静かになった！", "機械[-は-]{+が+}静かになった"),
    ],
)
def test_a_difference_marks_what_may_not_differ_and_that_alone(
    words: str, source: str, difference: str
) -> None:
    assert difference_as_text(verify([words], source).difference) == difference


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


_ANY = st.text(max_size=60) | st.text("静か\u3099เงี“”'「」[].。… –->\na1", max_size=60)


@given(st.lists(_ANY, max_size=3), _ANY)
@settings(max_examples=200, deadline=None)
def test_nothing_breaks_it(parts: list[str], source: str) -> None:
    verdict = verify(parts, source)
    assert (
        verdict.verified == (len(verdict.places) == len(parts) and not verdict.nearest and verdict.part == 0)
        or not parts
    )
