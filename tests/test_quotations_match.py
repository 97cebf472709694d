"""Entries of `quotes:` name the quotations that hold their words, or it is told why they do not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quotation_blocks import blocks_of

from dateline.diagnostics import Location
from dateline.model import QuoteEntry
from dateline.quotations.blocks import PlainBlock
from dateline.quotations.find import find
from dateline.quotations.match import Match, MatchResult, match


def entry(*parts: str, speaker: str = "ana", **more: str) -> QuoteEntry:
    return QuoteEntry(parts=parts, speaker=speaker, at=Location(""), **more)  # type: ignore[arg-type]


def matched(text: str, *entries: QuoteEntry, sections: tuple[tuple[str, int, int], ...] = ()) -> MatchResult:
    quotations, _ = find(text, blocks_of(text))
    return match(entries, text, quotations, sections)


def words(text: str, found: Match) -> list[str]:
    return [text[start:end] for start, end in found.parts]


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        ("She said: “The machines went quiet.”", ["The machines went quiet."], ["The machines went quiet."]),
        # Closing punctuation need not be part of the entry, nor the whole quotation.
        ("She said: “The machines went quiet.”", ["The machines went quiet"], ["The machines went quiet"]),
        ("She said: “The machines went quiet.”", ["machines went"], ["machines went"]),
        # White space, marks and hyphens count as the same.
        (
            "“It’s a ‘well‑known’\u00a0fact,” he said.",
            ["It's a 'well-known' fact,"],
            ["It’s a ‘well‑known’\u00a0fact,"],
        ),
        # With its outer marks by mistake.
        ("He said “go now.”", ["“go now.”"], ["go now."]),
        # In parts, in order, over an interruption.
        (
            "“We drilled,” she said, “but never so.”",
            ["We drilled,", "but never so."],
            ["We drilled,", "but never so."],
        ),
        # Over paragraphs, with or without the marks that open them anew.
        ("“One.\n“Two,” she said.", ["One. Two,"], ["One.\n“Two,"]),
        ("“One.\n“Two,” she said.", ["One. “Two,"], ["One.\n“Two,"]),
        # A quotation comes before plain prose, the whole of one before a part of one.
        ("It was quiet. He said “quiet” twice.", ["quiet"], ["quiet"]),
        ("“All is quiet here,” she said. He said “quiet.”", ["quiet"], ["quiet"]),
    ],
)
def test_an_entry_names_the_quotation_that_holds_its_words(
    text: str, parts: list[str], expected: list[str]
) -> None:
    result = matched(text, entry(*parts))
    (found,) = result.matches
    assert found.outcome == "found"
    assert words(text, found) == expected
    assert found.quotations
    assert not found.unquoted
    assert all(result.statuses[index] == "attributed" for index in found.quotations)


def test_the_better_place_wins() -> None:
    text = "It was quiet. “All is quiet here,” she said. He said “quiet.”"
    (found,) = matched(text, entry("quiet")).matches
    assert found.parts == ((text.rindex("quiet"), text.rindex("quiet") + 5),)
    assert found.quotations == (1,)


def test_equally_good_places_are_ambiguous_and_all_are_listed() -> None:
    text = "“No,” she said. “No,” he said. No?"
    (found,) = matched(text, entry("No,")).matches
    assert found.outcome == "ambiguous"
    assert [text[a:b] for a, b in found.places] == ["No,", "No,"]
    assert [a for a, _ in found.places] == [1, 17]


@pytest.mark.parametrize(
    ("selector", "start"),
    [
        ({"suffix": "” she said"}, 1),
        ({"suffix": "she said"}, 1),
        ({"prefix": "she said. “"}, 17),
        ({"prefix": "she said."}, 17),
        ({"section": "b"}, 33),
    ],
)
def test_prefix_suffix_and_section_tell_places_apart(selector: dict[str, str], start: int) -> None:
    """The marks between the words and what is around them may be left out."""
    text = "“No,” she said. “No,” he said.\n# “No,” I said."
    (found,) = matched(text, entry("No,", **selector), sections=(("a", 0, 30), ("b", 31, len(text)))).matches
    assert found.outcome == "found"
    assert found.parts[0] == (start + (1 if "section" in selector else 0), found.parts[0][1])


def test_an_unknown_section_is_told() -> None:
    (found,) = matched("“No,” she said.", entry("No,", section="x"), sections=(("a", 0, 15),)).matches
    assert (found.outcome, found.section_unknown) == ("orphan", True)


@pytest.mark.parametrize(
    ("parts", "part", "places"),
    [(["Not there"], 0, 0), (["One.", "Three."], 1, 0), (["Two.", "One."], 1, 1)],
)
def test_words_that_are_not_there_or_out_of_order_are_orphans(
    parts: list[str], part: int, places: int
) -> None:
    (found,) = matched("“One.” Then: “Two.”", entry(*parts)).matches
    assert (found.outcome, found.part, len(found.places)) == ("orphan", part, places)


def test_words_in_plain_prose_are_anchored_and_flagged() -> None:
    text = "The machines went quiet, she said."
    (found,) = matched(text, entry("The machines went quiet")).matches
    assert (found.outcome, found.quotations, found.unquoted) == ("found", (), (0,))
    assert words(text, found) == ["The machines went quiet"]


def test_words_in_secondary_single_marks_are_not_flagged() -> None:
    """Such marks are no quotations by themselves, but an entry may say that they are."""
    text = "The ‘boss’ said: “Foo.” Then: “Bar.”"
    (found,) = matched(text, entry("boss")).matches
    assert (found.outcome, found.quotations, found.unquoted) == ("found", (), ())


def test_parts_of_one_statement_stay_in_one_paragraph_if_that_tells_places_apart() -> None:
    text = "“Yes,” he said.\n“We drilled,” she said. “Yes.”\n“Yes.”"
    (found,) = matched(text, entry("We drilled,", "Yes.")).matches
    assert found.outcome == "found"
    assert found.parts[1][0] == text.index("Yes.")


def test_what_an_entry_is_decides_the_status() -> None:
    text = "A “perfect storm,” she said “here.” And “nobody.”"
    result = matched(text, entry("perfect storm", speaker="", kind="scare"), entry("here."))
    assert result.statuses == ("set-aside", "attributed", "unattributed")
    assert result.entries == (0, 1, None)


def test_a_quotation_inside_named_words_is_named_with_them_unless_it_has_its_own_entry() -> None:
    text = "“He told me ‘go away’ twice,” she said."
    whole = entry("He told me ‘go away’ twice,")
    result = matched(text, whole)
    assert (result.statuses, result.inherited) == (("attributed", "attributed"), (False, True))
    result = matched(text, whole, entry("go away", speaker="bob"))
    assert (result.entries, result.inherited) == ((0, 1), (False, False))


def test_block_quotes_are_named_as_well() -> None:
    text = "The line stopped.\nIt went on at noon.\n— Ana"
    blocks = [PlainBlock(0, 17, quote=1), PlainBlock(18, 36, quote=1), PlainBlock(37, 42, quote=1)]
    quotations, _ = find(text, blocks)
    result = match([entry("The line stopped. It went on at noon.")], text, quotations, ())
    assert result.statuses == ("attributed",)


def test_many_short_parts_do_not_take_for_ever() -> None:
    text = "“Yes.” " * 300
    (found,) = matched(text, entry(*["Yes."] * 12)).matches
    assert found.outcome in ("found", "ambiguous")


_WORDS = st.sampled_from(["“", "”", "‘", "the machines went quiet", "now", "She said:", ",", ".", "--", "\n"])


@given(st.lists(_WORDS, max_size=24), st.lists(st.integers(0, 24), min_size=2, max_size=4))
@settings(max_examples=500, deadline=None)
def test_what_is_seen_at_once_is_what_weighing_all_places_finds(words: list[str], cuts: list[int]) -> None:
    """What stands only once, and what is the whole of one quotation."""
    text = " ".join(words)
    parts = [" ".join(words[first:last]) for first, last in pairwise(cuts)]
    if not all(part.strip() for part in parts):
        return
    quick = matched(text, entry(*parts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateline.quotations.match._whole_way", lambda *_: ())
        assert quick == matched(text, entry(*parts))
        patch.setattr("dateline.quotations.match._only_way", lambda _: ())
        assert quick == matched(text, entry(*parts))
