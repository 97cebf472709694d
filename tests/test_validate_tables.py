"""site.yaml, people.yaml, sources.yaml, topics.yaml and timeline.yaml into the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dateline.diagnostics import Diagnostic, Location, in_file_order
from dateline.model import (
    BUILT_IN_KINDS,
    DEFAULT_RATINGS,
    AnnotationKind,
    NavigationItem,
    Person,
    Publisher,
    QuoteRules,
    Selector,
    Site,
    Source,
    Topic,
)
from dateline.reading.fields import nearest_hint
from dateline.reading.validate import (
    read_people,
    read_site,
    read_sources,
    read_timeline,
    read_topics,
    sort_name,
)

BUILT_IN = tuple(AnnotationKind(id=kind) for kind in BUILT_IN_KINDS)
Reader = Callable[[str, str], tuple[Any, list[Diagnostic]]]


def test_a_whole_site() -> None:
    site, problems = read_site(
        """\
title: The Ledger
url: https://example.org/news
language: en-GB
description: News, annotated
publisher: {name: Ledger Ltd, url: https://example.org, logo: /logo.svg}
timezone: Asia/Taipei
navigation:
  - {title: Home, url: /}
  - {title: Elsewhere, url: "https://example.com/x"}
quotes: {unattributed: error, publish_unattributed: true}
annotation_kinds:
  background: {label: Background, description: How it came about}
  opinion: {label: Comment}
  key-fact:
ratings: [right, Half true, wrong]
markdown_source: true
""",
        "content/site.yaml",
    )
    assert problems == []
    assert site == Site(
        title="The Ledger",
        url="https://example.org/news/",
        language="en-GB",
        description="News, annotated",
        publisher=Publisher(
            name="Ledger Ltd",
            url="https://example.org",
            logo="/logo.svg",
            logo_at=Location("content/site.yaml", 5, 63),
        ),
        timezone="Asia/Taipei",
        navigation=(
            NavigationItem(title="Home", url="/", at=Location("content/site.yaml", 8, 24)),
            NavigationItem(
                title="Elsewhere", url="https://example.com/x", at=Location("content/site.yaml", 9, 29)
            ),
        ),
        quotes=QuoteRules(unattributed="error", publish_unattributed=True),
        annotation_kinds=(
            *BUILT_IN[:4],
            AnnotationKind(id="opinion", label="Comment"),
            BUILT_IN[5],
            AnnotationKind(id="background", label="Background", description="How it came about"),
            AnnotationKind(id="key-fact", label="Key fact"),
        ),
        ratings=("right", "half-true", "wrong"),
        offer_source=True,
    )


def test_a_site_needs_only_a_title() -> None:
    site, problems = read_site("title: L\n", "content/site.yaml")
    assert problems == []
    assert site == Site(title="L", annotation_kinds=BUILT_IN, ratings=DEFAULT_RATINGS)


def test_whole_people() -> None:
    people, problems = read_people(
        """\
chen-wei:
  name: Chen Wei
  sort_name: Chen, Wei
  kind: person
  role: line engineer
  organization: fab-co
  aliases: [Mr Chen, Chen]
  url: https://example.org
  same_as: https://www.wikidata.org/wiki/Q0
  note: |
    Two *lines*

    of Markdown.
fab-co: {name: The Fab Co, kind: organization}
""",
        "content/people.yaml",
    )
    assert problems == []
    assert list(people.values()) == [
        Person(
            id="chen-wei",
            name="Chen Wei",
            sort_name="Chen, Wei",
            role="line engineer",
            organization="fab-co",
            aliases=("Mr Chen", "Chen"),
            url="https://example.org",
            same_as=("https://www.wikidata.org/wiki/Q0",),
            note="Two *lines*\n\nof Markdown.",
            note_at=Location("content/people.yaml", 10, 9),
            at=Location("content/people.yaml", 1, 1),
        ),
        Person(
            id="fab-co",
            name="The Fab Co",
            sort_name="Fab Co",
            kind="organization",
            at=Location("content/people.yaml", 14, 1),
        ),
    ]


def test_whole_sources() -> None:
    sources, problems = read_sources(
        """\
grid-report:
  title: Report on the April earthquake
  author: [A. Author, B. Author]
  publisher: Grid Office
  url: https://example.org/report
  published: 2024-05
  accessed: 2024-06-01
  archive: https://web.archive.org/web/2024/https://example.org/report
  text: grid-report.txt
""",
        "content/sources.yaml",
    )
    assert problems == []
    assert sources == {
        "grid-report": Source(
            id="grid-report",
            title="Report on the April earthquake",
            author="A. Author, B. Author",
            publisher="Grid Office",
            url="https://example.org/report",
            published="2024-05",
            accessed="2024-06-01",
            archive="https://web.archive.org/web/2024/https://example.org/report",
            text="grid-report.txt",
            text_at=Location("content/sources.yaml", 9, 9),
            at=Location("content/sources.yaml", 1, 1),
        )
    }


def test_topics_without_a_title_take_it_from_the_id() -> None:
    topics, problems = read_topics("export-controls:\nai: {title: AI, description: x}\n", "f")
    assert problems == []
    assert topics == {
        "export-controls": Topic(id="export-controls", title="Export controls"),
        "ai": Topic(id="ai", title="AI", description="x"),
    }


def test_the_background_timeline_is_a_list_of_events() -> None:
    events, problems = read_timeline(
        "- date: 1957-10-04\n  title: Sputnik\n- {date: 2030, title: A, relation: by, status: deadline}\n",
        "content/timeline.yaml",
    )
    assert problems == []
    assert [(e.date, e.title, e.relation, e.at.line) for e in events] == [
        ("1957-10-04", "Sputnik", "on", 1),
        ("2030", "A", "by", 3),
    ]


def test_background_events_point_at_no_words() -> None:
    events, problems = read_timeline("- {date: 2030, title: T, exact: x}\n", "f")
    assert [(p.level, p.code, p.at.column) for p in problems] == [("warning", "conflicting-keys", 26)]
    assert events[0].selector == Selector(exact="x")


@pytest.mark.parametrize("read", [read_people, read_sources, read_topics, read_timeline])
@pytest.mark.parametrize("text", ["", "# none yet\n", "---\n", "~\n"])
def test_empty_files_are_empty(read: Reader, text: str) -> None:
    """A file that is there and holds nothing is no mistake."""
    entries, problems = read(text, "f")
    assert not entries
    assert problems == []


MISTAKES: list[tuple[Reader, str, str, tuple[int, int], str]] = [
    (read_site, "", "missing-key", (1, 1), ""),
    (read_site, "- a\n", "wrong-type", (1, 1), ""),
    (read_site, "title: L\nlang: de\n", "unknown-key", (2, 1), "did you mean `language`?"),
    (read_site, "title: L\nurl: example.org/news\n", "bad-url", (2, 6), "https://example.org/news"),
    (read_site, "title: L\nurl: /news/\n", "bad-url", (2, 6), "https://"),
    (read_site, "title: L\nurl: https://example.org/?a=b\n", "bad-url", (2, 6), "leave out"),
    (read_site, "title: L\nurl: https://\n", "bad-url", (2, 6), "https://example.org"),
    (read_site, "title: L\nurl: https://a b/\n", "bad-url", (2, 6), "%20"),
    (read_site, "title: L\nlanguage: en_US\n", "bad-language", (2, 11), "did you mean en-US?"),
    (read_site, "title: L\nlanguage: English!\n", "bad-language", (2, 11), "zh-Hant"),
    (read_site, "title: L\ntimezone: Asia/Taipeh\n", "bad-timezone", (2, 11), "Europe/Berlin"),
    (read_site, "title: L\ntimezone: +08:00\n", "bad-timezone", (2, 11), "Asia/Taipei"),
    (read_site, "title: L\npublisher: Ledger\n", "wrong-type", (2, 12), ""),
    (read_site, "title: L\npublisher: {url: https://a.org}\n", "missing-key", (2, 12), ""),
    (read_site, "title: L\npublisher: {name: P, logo: 'mailto:p@x'}\n", "bad-url", (2, 28), "static/"),
    (read_site, "title: L\nnavigation: [{title: A}]\n", "missing-key", (2, 14), ""),
    (read_site, "title: L\nnavigation: [{title: A, url: 'javascript:x'}]\n", "bad-url", (2, 30), "https"),
    (read_site, "title: L\nnavigation: [{title: A, url: a b}]\n", "bad-url", (2, 30), "no spaces"),
    (read_site, "title: L\nquotes: {unattributed: warning}\n", "bad-choice", (2, 24), "`warn`"),
    (read_site, "title: L\nquotes: {publish_unattributed: yes}\n", "wrong-type", (2, 32), "write true"),
    (read_site, "title: L\nannotation_kinds: {Key Fact: {label: F}}\n", "bad-id", (2, 20), "`key-fact`"),
    (read_site, "title: L\nannotation_kinds: [a]\n", "wrong-type", (2, 19), ""),
    (read_site, "title: L\nratings: [正确]\n", "bad-id", (2, 11), ""),
    (read_people, "Chen Wei: {name: Chen Wei}\n", "bad-id", (1, 1), "`chen-wei`"),
    (read_people, "- name: Chen Wei\n", "wrong-type", (1, 1), "`some-id:`"),
    (read_people, "chen-wei: Chen Wei\n", "wrong-type", (1, 11), ""),
    (read_people, "chen-wei:\n", "missing-key", (1, 1), ""),
    (read_people, "a: {name: A}\na: {name: B}\n", "duplicate-key", (2, 1), "line 1"),
    (read_people, "a: {name: A, kind: organisation}\n", "bad-choice", (1, 20), "`organization`"),
    (read_people, "a: {name: A, url: 'javascript:alert(1)'}\n", "bad-url", (1, 19), "https://"),
    (read_people, "a: {name: A, same_as: [www.wikidata.org]}\n", "bad-url", (1, 24), "https://www.wiki"),
    (read_people, "a: {name: A, organisation: B}\n", "unknown-key", (1, 14), "`organization`"),
    (read_sources, "a: {url: https://a.org}\n", "missing-key", (1, 1), ""),
    (read_sources, "a: {title: A, accessed: yesterday}\n", "bad-date", (1, 25), ""),
    (read_sources, "a: {title: A, published: 2024-02-30}\n", "bad-date", (1, 26), "no day 30"),
    (read_sources, "a: {title: A, text: ../../secret.txt}\n", "bad-path", (1, 21), "copy the file"),
    (read_sources, "a: {title: A, text: /etc/passwd}\n", "bad-path", (1, 21), "copy the file"),
    (read_sources, "a: {title: A, text: s.pdf}\n", "bad-path", (1, 21), "s.txt"),
    (read_topics, "a: {titel: A}\n", "unknown-key", (1, 5), "`title`"),
    (read_topics, "a: A\n", "wrong-type", (1, 4), ""),
    (read_timeline, "a: b\n", "wrong-type", (1, 1), "hyphen"),
    (read_timeline, "- {title: T}\n", "missing-key", (1, 3), ""),
    (
        read_timeline,
        "- {date: 2024, title: A, id: a}\n- {date: 2025, title: B, id: a}\n",
        "duplicate-id",
        (2, 30),
        "line 1",
    ),
]


@pytest.mark.parametrize(("read", "text", "code", "place", "hint"), MISTAKES)
def test_one_mistake(read: Reader, text: str, code: str, place: tuple[int, int], hint: str) -> None:
    """Each mistake is one error, at its place, with a way out."""
    _, problems = read(text, "content/f.yaml")
    (problem,) = problems
    assert (problem.code, problem.level) == (code, "error")
    assert problem.at == Location("content/f.yaml", *place)
    assert hint in problem.hint


def test_kinds_of_annotation_may_have_keys_that_are_not_known() -> None:
    """Their mapping is open: a key that nothing reads is a warning."""
    site, problems = read_site("title: L\nannotation_kinds: {a: {label: A, colour: red}}\n", "f")
    assert site is not None
    assert site.annotation_kinds[-1].label == "A"
    assert [(p.level, p.code) for p in problems] == [("warning", "unknown-key")]


def test_all_problems_of_a_file_are_reported_together() -> None:
    _, problems = read_people("a: {nam: A}\nB: {name: B}\nc: {name: C, kind: x, url: y}\n", "f")
    assert [(p.at.line, p.code) for p in in_file_order(problems)] == [
        (1, "missing-key"),
        (1, "unknown-key"),
        (2, "bad-id"),
        (3, "bad-choice"),
        (3, "bad-url"),
    ]


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("Ana Ruiz", "Ruiz, Ana"),
        ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
        ("Ana Maria de la Cruz", "de la Cruz, Ana Maria"),
        ("Ursula von der Leyen", "von der Leyen, Ursula"),
        ("Mohammed bin Salman", "bin Salman, Mohammed"),
        ("Bashar al-Assad", "al-Assad, Bashar"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("John D. Rockefeller III", "Rockefeller, John D., III"),
        ("de Gaulle", "de Gaulle"),
        ("Chen, Wei", "Chen, Wei"),
        ("Plato", "Plato"),
        ("習近平", "習近平"),
        ("Malcolm V", "V, Malcolm"),
    ],
)
def test_people_sort_by_family_name(name: str, sorted_as: str) -> None:
    assert sort_name(name) == sorted_as


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("The Guardian", "Guardian"),
        ("Grid Office", "Grid Office"),
        ("The", "The"),
        ("Theranos Inc", "Theranos Inc"),
    ],
)
def test_organisations_sort_without_their_article(name: str, sorted_as: str) -> None:
    assert sort_name(name, "organization") == sorted_as


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("chen-wie", ["ana-ruiz", "chen-wei"], "did you mean `chen-wei`?"),
        ("Chen Wei", ["ana-ruiz", "chen-wei"], "did you mean `chen-wei`?"),
        ("organisation", ["organization", "person"], "did you mean `organization`?"),
        ("lang", ["language", "title"], "did you mean `language`?"),
        ("pub", ["published", "publisher"], "known are: published, publisher"),
        ("zzz", ["b", "a", "b"], "known are: a, b"),
        ("zzz", [f"name-{n}" for n in range(40)], ""),
        ("x", [], ""),
    ],
)
def test_the_nearest_known_word_is_proposed(word: str, known: list[str], hint: str) -> None:
    assert nearest_hint(word, known) == hint
