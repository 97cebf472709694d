"""Who is heard: counting and drawing."""

from __future__ import annotations

import factories as f
import pytest
from lxml import etree

from dateline.gathering.heard import Voice, count_words, heard, leading, to_svg, together
from dateline.model import AnalysedSite, Statement


def site_of(*statements: Statement) -> AnalysedSite:
    people = {
        p.id: p
        for p in (
            f.person("ana", "Ana Ruiz", organization="fab"),
            f.person("ben", "Ben Ode", organization="Port Office"),
            f.person("fab", "Fab Co", kind="organization"),
        )
    }
    return AnalysedSite(site=f.site(), people=people, articles=(f.article("a", "A", statements=statements),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("— …", 0),
        ("We don’t know", 3),
        ("a well-known $5.6 million, in 2025", 6),
        ("rock ’n’ roll", 3),
        ("我们不知道", 3),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


def test_words_count_for_the_speaker_and_their_organisation() -> None:
    found = heard(
        site_of(
            f.statement("1", "one two three", speaker="ana"),
            f.statement("2", "four five", speaker="fab", kind="partial"),
            f.statement("3", "six", "seven", speaker="ben"),
            f.statement("4", "eight", described="an official"),
        )
    )
    assert [(v.name, v.words, v.direct, v.partial, v.statements) for v in found.speakers] == [
        ("Ana Ruiz", 3, 3, 0, 1),
        ("Ben Ode", 2, 2, 0, 1),
        ("Fab Co", 2, 0, 2, 1),
        ("", 1, 1, 0, 1),
    ]
    assert [(v.name, v.words, v.url) for v in found.organizations] == [
        ("Fab Co", 5, "/people/fab/"),
        ("Port Office", 2, ""),
    ]


def test_only_attributed_words_count() -> None:
    found = heard(
        site_of(
            f.statement("1", "perfect storm", status="set-aside", kind="scare"),
            f.statement("2", "who said this", status="unattributed"),
        )
    )
    assert found.speakers == ()


def test_words_quoted_inside_a_statement_count_once() -> None:
    """They are the inner speaker's, not also the one's who repeats them."""
    found = heard(
        site_of(
            f.statement("outer", "he told us wait for spring again", speaker="ana"),
            f.statement("inner", "wait for spring", speaker="ben", nested_in="outer"),
        )
    )
    assert {v.name: v.words for v in found.speakers} == {"Ana Ruiz": 4, "Ben Ode": 3}


def voices(*words: int) -> tuple[Voice, ...]:
    return tuple(Voice(name=f"V{n}", kind="person", direct=w, statements=1) for n, w in enumerate(words))


def test_a_rest_of_one_is_not_set_apart() -> None:
    assert leading(voices(3, 2, 1), 2) == (voices(3, 2, 1), ())
    first, rest = leading(voices(4, 3, 2, 1), 2)
    assert [v.words for v in first] == [4, 3]
    assert together(rest, "2 others").words == 3


def test_the_picture_is_drawn_to_scale_and_names_everyone() -> None:
    drawn = to_svg(
        (
            Voice(name="A & B <C>", kind="person", direct=30, partial=10, statements=2),
            Voice(name="", kind="unnamed", direct=10, statements=1),
        ),
        'Words "quoted"',
        "Speakers who are not named",
    )
    svg = etree.fromstring(drawn)
    names = {"s": "http://www.w3.org/2000/svg"}
    texts = svg.xpath("//s:text/text()", namespaces=names)
    assert texts == ["A & B <C>", "40", "Speakers who are not named", "10"]
    assert svg.xpath("//s:rect/@width", namespaces=names) == ["75%", "25%", "25%"]
    assert svg.get("aria-label") == 'Words "quoted"'
    assert "style" not in drawn


def test_the_end_of_a_long_name_stands_apart_in_the_picture() -> None:
    """So that a phone shows an ellipsis for it, and a wide page the whole name."""
    name = "The Standing Committee on the Supply of Everything"
    drawn = to_svg((Voice(name=name, kind="organization", direct=1, statements=1),), "t", "u")
    assert (
        'The Standing Committee on the Suppl<tspan class="heard-rest">y of Everything</tspan>'
        '<tspan class="heard-cut">…</tspan>'
    ) in drawn
