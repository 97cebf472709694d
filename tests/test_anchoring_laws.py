"""Laws of anchors: made from any range of any document, they find it, keep it, and say when it is gone."""

from __future__ import annotations

import re
import time
from html import unescape

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdownish import documents

from dateline.text.anchoring import Folded, describe, find, fold, nearest, trimmed
from dateline.text.annotate import Mark, annotate
from dateline.text.prose import LinksAsWritten, assemble, render_file


def visible_text(source: str) -> str:
    return assemble([render_file(source, "a.md", LinksAsWritten())]).text


parts = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted)
"""A range as parts of a whole."""


def range_of(folded: Folded, part: list[float]) -> tuple[int, int]:
    start, end = (round(p * len(folded.raw)) for p in part)
    return trimmed(folded, start, end)


@settings(max_examples=200, deadline=None)
@given(documents, parts)
def test_an_anchor_finds_the_range_it_was_made_from(source: str, part: list[float]) -> None:
    """`describe` then `find` gives exactly the range, on the visible text of any document."""
    folded = fold(visible_text(source))
    start, end = range_of(folded, part)
    assume(start < end)
    assert find(folded, describe(folded, start, end)) == [(start, end)]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .-\n\u00ad\u00a0", max_size=40), parts)
def test_an_anchor_is_exact_in_texts_that_repeat_themselves(text: str, part: list[float]) -> None:
    """The same for any text at all, however often its words return."""
    folded = fold(text)
    start, end = range_of(folded, part)
    assume(start < end)
    assert find(folded, describe(folded, start, end)) == [(start, end)]


@settings(max_examples=80, deadline=None)
@given(documents, parts)
def test_an_anchor_finds_its_words_in_the_html(source: str, part: list[float]) -> None:
    """What a selector finds is what the page marks: the marked text is the selector's `exact`."""
    prose = assemble([render_file(source, "a.md", LinksAsWritten())])
    folded = fold(prose.text)
    start, end = range_of(folded, part)
    assume(start < end)
    [(found_start, found_end)] = find(folded, describe(folded, start, end))
    blocks = [block for s in prose.sections for block in ((("<h2>", *s.heading, "</h2>")), *s.blocks)]
    marks = [Mark(start=found_start, end=found_end, name="m")]
    html = "\n".join(annotate(prose.text, blocks, marks))
    words = "".join(re.findall(r'<span data-marks="m">([^<]*)</span>', html))
    assert unescape(words).replace("\n", "") == prose.text[start:end].replace("\n", "")


PROSE = (
    "The line stopped at four. Chen Wei said the machines simply went quiet, one after another, and "
    "that nobody had expected it. Output was back to 80% within ten hours. The ministry spoke of a "
    "perfect storm, and of a grid that had been warned about for years. In the evening the machines "
    "ran again, though slowly, and the engineers went home. What had failed was a transformer of "
    "1998, not the lines themselves. "
)
WORDS = PROSE.split()


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, int, int, str]:
    """A text, a range of whole words in it, and other words for it: inserted, dropped, misspelt."""
    first = draw(st.integers(0, len(WORDS) - 9))
    words = WORDS[first : first + draw(st.integers(6, 9))]
    new = list(words)
    for _ in range(draw(st.integers(1, max(1, len(words) // 4)))):
        place = draw(st.integers(0, len(new) - 1))
        match draw(st.sampled_from(["insert", "drop", "replace", "typo"])):
            case "insert":
                new.insert(place, draw(st.sampled_from(["certainly", "not", "zinc"])))
            case "drop":
                del new[place]
            case "replace":
                new[place] = draw(st.sampled_from(["zebra", "unlike", "jumble"]))
            case _:
                new[place] = new[place][:1] + "x" + new[place][1:]
    start = len(" ".join(WORDS[:first])) + (first > 0)
    return " ".join(WORDS), start, start + len(" ".join(words)), " ".join(new)


@settings(max_examples=150, deadline=None)
@given(edited(), st.integers(0, 60))
def test_words_that_were_edited_are_an_orphan_with_the_right_proposal_first(
    case: tuple[str, int, int, str], blocks: int
) -> None:
    """The old words are not found, never something near; the first proposal is of the new words."""
    text, start, end, new = case
    selector = describe(text, start, end)
    filler = "Nothing here bears on the matter in hand, as 20 people agreed. " * blocks
    now = filler + text[:start] + new + text[end:] + " " + filler
    folded = fold(now)
    place = len(filler) + start
    if find(folded, selector):
        return  # the edit undid itself
    proposals = nearest(folded, selector.exact)
    assert proposals
    best = proposals[0]
    overlap = min(best.end, place + len(new)) - max(best.start, place)
    assert overlap >= len(new) / 2
    assert best.text == now[best.start : best.end]
    assert 50 <= best.similarity < 100


@settings(max_examples=100, deadline=None)
@given(documents, parts, st.booleans())
def test_an_edit_elsewhere_leaves_an_anchor_alone(source: str, part: list[float], before: bool) -> None:
    """Words that are added before or after an anchor and its context move it, no more."""
    text = visible_text(source)
    folded = fold(text)
    start, end = range_of(folded, part)
    assume(start < end)
    selector = describe(folded, start, end)
    added = "ΩΩΩ ΨΨΨ"
    edited = f"{added} {text}" if before else f"{text} {added}"
    moved = len(added) + 1 if before else 0
    assert find(fold(edited), selector) == [(start + moved, end + moved)]


def test_a_thousand_anchors_on_a_long_article() -> None:
    """1,000 anchors on 50,000 words are described and found in well under 2 seconds of CPU time."""
    text = " ".join(
        f"{word}{n}" if n % 3 == place % 3 else word for n in range(770) for place, word in enumerate(WORDS)
    )
    assert len(text.split()) >= 50_000
    began = time.process_time()
    folded = fold(text)
    step = len(text) // 1000
    for number in range(1000):
        start, end = trimmed(folded, number * step, number * step + 40 + number % 60)
        assert find(folded, describe(folded, start, end)) == [(start, end)]
    assert time.process_time() - began < 2
