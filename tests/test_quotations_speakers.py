"""Who speaks: the words that name the speaker of each quotation, over the ways that prose has to tell it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.diagnostics import Location
from dateline.model import Person
from dateline.quotations.find import find
from dateline.quotations.plain import list_quotations, read_plain
from dateline.quotations.speakers import Suggestion, suggest_speakers

SAID = ("direct", "partial")


def person(id: str, name: str, role: str = "", kind: str = "person", *aliases: str) -> Person:
    return Person(id=id, name=name, sort_name=name, role=role, kind=kind, aliases=aliases, at=Location(""))  # type: ignore[arg-type]


def suggestions(text: str, language: str = "en", *people: Person) -> list[Suggestion]:
    listing = list_quotations(read_plain(text), people, language)
    return [s for q, s in zip(listing.quotations, listing.suggestions, strict=True) if q.nested_in is None]


def speakers(text: str, language: str = "en") -> list[str | None]:
    """For each quotation the words that name its speaker, None where nobody is quoted."""
    return [
        (s.candidates[0].text if s.candidates else "") if s.kind in SAID else None
        for s in suggestions(text, language)
    ]


def fits(found: list[str | None], expected: list[str | None]) -> bool:
    """Whether each name is in the words found; `a|b` leaves a choice."""
    return len(found) == len(expected) and all(
        want is None if got is None else want is not None and any(word in got for word in want.split("|"))
        for got, want in zip(found, expected, strict=True)
    )


def cases() -> list[tuple[str, str, list[str | None]]]:
    """The table of data/quotation_speakers.txt: language, text, and who speaks."""
    table = []
    for line in (
        (Path(__file__).parent / "data" / "quotation_speakers.txt").read_text(encoding="utf-8").splitlines()
    ):
        if not line or line.startswith("#"):
            continue
        text, _, expected = line.rpartition(" = ")
        language = text[:2] if text[2:4] == ": " else "en"
        text = text[4:] if text[2:4] == ": " else text
        who: list[str | None] = [None if name == "-" else name for name in expected.split("; ")]
        table.append((language, text.replace(" / ", "\n"), who))
    return table


@pytest.mark.parametrize(("language", "text", "expected"), cases())
def test_the_words_that_name_the_speaker(language: str, text: str, expected: list[str | None]) -> None:
    """Languages other than English are read by the same patterns, and never called `sure`."""
    found = speakers(text, language)
    assert fits(found, expected), found
    if language != "en":
        assert all(s.confidence != "sure" for s in suggestions(text, language))


PEOPLE = (
    person("ana-ruiz", "Ana Ruiz", "plant director"),
    person("chen-wei", "Chen Wei", "line engineer", "person", "Mr Chen"),
    person("fab-co", "Fab Co", "", "organization", "the fab"),
    person("jo-ruiz-senior", "Jo Ruiz Senior"),
)


@pytest.mark.parametrize(
    ("text", "people", "names"),
    [
        ("Ana Ruiz came in. “It works,” Ruiz said.", ["ana-ruiz"], ["Ana Ruiz"]),
        ("“It works,” said Mr Chen.", ["chen-wei"], ["Chen Wei"]),
        ("Ana Ruiz came in. “It works,” she said.", ["ana-ruiz"], ["Ana Ruiz"]),
        ("Ana Ruiz came in. “It works,” she said. “It does,” she added.", ["ana-ruiz"] * 2, ["Ana Ruiz"] * 2),
        ("“It works,” said Bob Ruiz, her cousin.", [""], ["Bob Ruiz"]),
        ("Lena Marsh came in. “It works,” Marsh said.", [""], ["Lena Marsh"]),
        ("Sen. Otto Brand rose. “No,” the senator said.", [""], ["Otto Brand"]),
        ("Otto Brand, the minister, rose. “No,” the minister said.", [""], ["Otto Brand"]),
        ("Mr. Brand met Lena Marsh. “No,” he said.", [""], ["Brand"]),
        ("“We regret it,” Fab Co said.", ["fab-co"], ["Fab Co"]),
        ("“We regret it,” the fab said.", ["fab-co"], ["Fab Co"]),
        ("“It works,” the plant director said.", ["ana-ruiz"], ["Ana Ruiz"]),
        ("Otto Brand, the mayor, rose.\nIt rained.\nAll left.\n“No,” the mayor said.", [""], ["Otto Brand"]),
        ("“No,” said the director of the plant, Lena Marsh.", [""], ["Lena Marsh"]),
        ("James Brand met Mary Brand. “No,” Mrs. Brand said.", [""], ["Mary Brand"]),
    ],
)
def test_mentions_stand_for_people_of_the_site_or_full_names(
    text: str, people: list[str], names: list[str]
) -> None:
    found = [s.candidates[0] for s in suggestions(text, "en", *PEOPLE)]
    assert [c.person for c in found] == people
    assert [c.name for c in found] == names


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It works,” said Ana Ruiz.", "person"),
        ("“It works,” the University of Tarnow said.", "organization"),
        ("“It works,” the company said.", "organization"),
        ("“It works,” the report said.", "document"),
        ("“It works,” a senior official said.", "unnamed"),
        ("“It works,” critics said.", "unnamed"),
    ],
)
def test_organisations_documents_and_unnamed_speakers_are_kinds_of_their_own(text: str, kind: str) -> None:
    assert suggestions(text)[0].candidates[0].kind == kind


def test_an_unnamed_speaker_is_described_in_the_words_of_the_text() -> None:
    found = suggestions("“It is a mess,” a senior official said.")[0]
    assert found.candidates[0].text == "a senior official"


def test_who_stands_for_what_is_before_it() -> None:
    found = suggestions("“I am not guilty,” Smith told the new judge, who replied: “We shall see.”")[1]
    assert (found.candidates[0].text, found.candidates[0].described) == ("who", "the new judge")
    found = suggestions("“I am not guilty,” Smith told Lena Marsh, who replied: “We shall see.”")[1]
    assert (found.candidates[0].name, found.candidates[0].described) == ("Lena Marsh", "")


def test_what_nobody_says_has_a_reason_of_its_own() -> None:
    found = suggestions("The term “free port” was coined later.")[0]
    assert (found.kind, found.why) == ("term", "it is spoken of as a word, behind “term”")
    assert found.confidence != "sure"


def test_there_are_three_candidates_with_shares_a_confidence_and_a_reason() -> None:
    text = "Ana Ruiz met Chen Wei and Otto Brand and Lena Marsh. “It works,” Ruiz told them."
    found = suggestions(text)[0]
    assert len(found.candidates) == 3
    shares = [candidate.share for candidate in found.candidates]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.01
    assert found.confidence == "sure"
    assert "told" in found.why
    assert "Ruiz" in found.why


def test_a_quotation_by_itself_is_never_sure() -> None:
    """Whoever spoke last may go on, or somebody else may answer."""
    alone = suggestions("“Why?” Ana Ruiz asked Chen Wei.\n“Because.”\n“Then come in.”")
    assert [s.kind for s in alone] == ["direct"] * 3
    assert [s.confidence for s in alone] == ["sure", "guess", "guess"]
    led_up_to = suggestions("Then Ana Ruiz told the town:\n“The line stopped at noon.”")
    assert led_up_to[0].confidence == "sure"


def test_where_nobody_is_named_nothing_is_suggested() -> None:
    found = suggestions("“It works.”")[0]
    assert (found.candidates, found.confidence) == ((), "guess")


def test_a_quotation_over_paragraphs_has_one_speaker() -> None:
    found = suggestions("“The line stopped at noon.\n“It went on at one,” Ana Ruiz said.")
    assert [s.candidates[0].text for s in found] == ["Ana Ruiz"]


def test_a_quotation_inside_another_has_its_own_speaker() -> None:
    text = "“The judge said ‘go home’ to me,” Ana Ruiz said."
    quotations, _ = find(text, read_plain(text).blocks)
    outer, inner = suggest_speakers(text, quotations)
    assert outer.candidates[0].text == "Ana Ruiz"
    assert "judge" in inner.candidates[0].text


_PIECES = st.sampled_from(
    [
        "“It works,” ",
        "“No.” ",
        "said ",
        "Ana Ruiz ",
        "she ",
        "the minister ",
        ", who ",
        ". ",
        "\n",
        "— ",
        "“",
        "’s ",
        "according to ",
        "Mr. ",
        "(D-N.Y.) ",
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join), st.sampled_from(["en", "de", "fr", "es", "ja"]))
@settings(max_examples=150, deadline=None)
def test_laws_of_suggestions(text: str, language: str) -> None:
    """One for each quotation; mentions are words of the text outside quotation marks; always the same."""
    quotations, _ = find(text, read_plain(text).blocks, language)
    found = suggest_speakers(text, quotations, PEOPLE, language)
    assert found == suggest_speakers(text, quotations, PEOPLE, language)
    assert [s.quotation for s in found] == list(range(len(quotations)))
    for suggestion in found:
        own = quotations[suggestion.quotation]
        for candidate in suggestion.candidates:
            end = candidate.start + len(candidate.text)
            assert candidate.text
            assert text[candidate.start : end] == candidate.text
            assert end <= own.start or candidate.start >= own.end
            assert 0 <= candidate.share <= 1
