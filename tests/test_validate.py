"""meta.yaml into the model, and everything that can be wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.diagnostics import Diagnostic, Location, in_file_order
from dateline.model import (
    AnnotationEntry,
    AnnotationKind,
    ArticleMeta,
    ClaimEntry,
    CorrectionEntry,
    EventEntry,
    Picture,
    QuoteEntry,
    Selector,
    Site,
)
from dateline.reading.validate import read_article

DATA = Path(__file__).parent / "data"
FILE = "content/articles/x/meta.yaml"
SITE = Site(title="Ledger")
HEAD = "title: T\ndateline: {date: 2024-04-03}\n"


def read(text: str, site: Site | None = SITE) -> tuple[ArticleMeta, list[Diagnostic]]:
    meta, problems = read_article("x", text, FILE, site)
    assert meta is not None
    return meta, in_file_order(problems)


def test_every_key_of_the_contract() -> None:
    """A meta.yaml that uses everything is read whole, without a word."""
    meta, problems = read((DATA / "whole-meta.yaml").read_text("utf-8"))
    assert problems == []

    def at(line: int, column: int) -> Location:
        return Location(FILE, line, column)

    assert meta == ArticleMeta(
        slug="x",
        title="The day the fab stopped",
        dek="One sentence under the headline.",
        place="Hsinchu",
        date="2024-04-03",
        authors=("lin-mei", "Anna Adler"),
        topics=("semiconductors",),
        published="2024-04-03T09:00:00+08:00",
        updated="2024-04-05",
        draft=True,
        image=Picture(src="fab.jpg", alt="The fab", caption="Seen from *above*", credit="Lin Mei"),
        related=("other-article",),
        aliases=("/old/address/",),
        sections=("02-b.md", "01-a.md"),
        quotes=meta.quotes,
        annotations=meta.annotations,
        events=meta.events,
        claims=meta.claims,
        corrections=meta.corrections,
        at=at(1, 1),
        places=meta.places,
    )
    assert meta.quotes == (
        QuoteEntry(
            parts=("the machines simply went quiet",),
            prefix="said that ",
            suffix=" at once",
            section="the-night",
            speaker="chen-wei",
            at=at(16, 5),
            places={
                "exact": at(16, 12),
                "exact[0]": at(16, 12),
                "prefix": at(17, 13),
                "suffix": at(18, 13),
                "section": at(19, 14),
                "speaker": at(20, 14),
            },
        ),
        QuoteEntry(
            parts=("We have drilled for this,", "but never with every line running.", "Never,", "Never,"),
            speaker="ana-ruiz",
            role="plant director",
            said="2024-04-03",
            source="press-call",
            id="drilled",
            status="disputed",
            kind="direct",
            at=at(21, 5),
            places={
                "exact": at(22, 7),
                "exact[0]": at(22, 9),
                "exact[1]": at(23, 9),
                "exact[2]": at(24, 9),
                "exact[3]": at(25, 9),
                "speaker": at(26, 14),
                "role": at(27, 11),
                "said": at(28, 11),
                "source": at(29, 13),
                "id": at(30, 9),
                "status": at(31, 13),
                "kind": at(32, 11),
            },
        ),
        QuoteEntry(
            parts=("perfect storm",),
            kind="scare",
            at=at(33, 5),
            places={"exact": at(33, 12), "exact[0]": at(33, 12), "kind": at(34, 11)},
        ),
        QuoteEntry(
            parts=("a senior official's words",),
            speaker="anonymous",
            described="a ministry official",
            at=at(35, 5),
            places={
                "exact": at(35, 12),
                "exact[0]": at(35, 12),
                "speaker": at(36, 14),
                "described": at(37, 16),
            },
        ),
    )
    annotation, section_note, article_note = meta.annotations
    assert annotation == AnnotationEntry(
        selector=Selector(exact="went quiet", section="the-night"),
        section="the-night",
        kind="fact-check",
        body="Markdown, with [links](https://example.org).\n\n- a list",
        sources=("grid-report",),
        id="quiet",
        creator="Lin Mei",
        created="2024-04-04",
        updated="2024-04-05T10:00:00Z",
        tags=("grid", "power cut"),
        origin="https://hypothes.is/a/1",
        at=at(39, 5),
        places=annotation.places,
    )
    assert (section_note.selector, section_note.section, section_note.kind) == (None, "the-night", "context")
    assert (article_note.selector, article_note.section, article_note.body) == (None, "", "On the whole.")
    (event,) = meta.events
    assert event == EventEntry(
        date="2024-04-03",
        title="Earthquake off Hualien",
        body="Magnitude 7.2",
        selector=Selector(exact="7.2 magnitude"),
        status="missed",
        relation="by",
        words="late on Wednesday",
        id="hualien",
        people=("chen-wei",),
        sources=("grid-report",),
        topics=("semiconductors",),
        at=at(57, 5),
        places=event.places,
    )
    assert event.places["topics[0]"] == at(67, 14)
    (claim,) = meta.claims
    assert claim == ClaimEntry(
        selector=Selector(exact="output was back to 80% within ten hours"),
        claimant="fab-co",
        rating="mostly-accurate",
        body="Checked.",
        sources=("grid-report",),
        id="output",
        at=at(69, 5),
        places=claim.places,
    )
    assert meta.corrections == (
        CorrectionEntry(
            date="2024-04-05",
            kind="clarification",
            body="An earlier version …",
            body_at=at(78, 11),
            at=at(76, 5),
        ),
    )
    assert meta.places["dateline.date"] == at(3, 34)
    assert meta.places["image.src"] == at(10, 14)
    assert meta.places["related[0]"] == at(11, 11)


def test_the_shortest_meta_has_the_defaults() -> None:
    """Only a title and a date are needed; it is published on the dateline's date."""
    meta, problems = read(HEAD)
    assert problems == []
    places = meta.places
    assert meta == ArticleMeta(
        slug="x",
        title="T",
        date="2024-04-03",
        published="2024-04-03",
        at=Location(FILE, 1, 1),
        places=places,
    )


def test_one_awful_file_and_all_its_complaints() -> None:
    """Every mistake is reported in one run, each at its place; none hides another."""
    _, problems = read((DATA / "awful-meta.yaml").read_text("utf-8"))
    expected = (DATA / "awful-meta.txt").read_text("utf-8").splitlines()
    shown = [f"{p.at.line}:{p.at.column}: {p.level}[{p.code}]: {p.message}" for p in problems]
    assert [line[: len(wanted)] for line, wanted in zip(shown, expected, strict=True)] == expected


def test_entries_with_mistakes_are_kept_for_the_checks_that_follow() -> None:
    """The words of an entry are still looked for in the article when its speaker is missing."""
    meta, _ = read((DATA / "awful-meta.yaml").read_text("utf-8"))
    assert [entry.parts[0] for entry in meta.quotes] == [
        "the machines simply went quiet",
        "perfect storm",
        "a senior official's words",
        "no speaker here",
        "words with a name",
    ]
    assert [event.date for event in meta.events] == ["", "2024-04-03", "", "2024", "2024"]
    assert [claim.selector.exact for claim in meta.claims] == ["output was back", "no rating"]


@pytest.mark.parametrize(
    ("text", "code", "place", "hint"),
    [
        ("titel: x\n", "unknown-key", (3, 1), "its keys are: title, dek"),
        ("anotations: []\n", "unknown-key", (3, 1), "did you mean `annotations`?"),
        ("<<: x\n", "unknown-key", (3, 1), "merge keys"),
        ("draft: yes\n", "wrong-type", (3, 8), "write true"),
        ("draft: maybe\n", "wrong-type", (3, 8), "only these two words"),
        ("dek: true\n", "wrong-type", (3, 6), 'put it in quotation marks: "true"'),
        ('dek: "a\\x01b"\n', "bad-character", (3, 6), "its escape"),
        ('authors: [Lin, "a\\eb"]\n', "bad-character", (3, 16), "its escape"),
        ("authors: [{Lin: Mei}]\n", "wrong-type", (3, 11), ""),
        ("quotes: {exact: x}\n", "wrong-type", (3, 9), "hyphen"),
        ("quotes: x\n", "wrong-type", (3, 9), "hyphen"),
        ("quotes: [{exact: [], speaker: a}]\n", "missing-key", (3, 11), ""),
        ("quotes: [{exact: [''], speaker: a}]\n", "wrong-type", (3, 19), "fill it in"),
        ("quotes: [x]\n", "wrong-type", (3, 10), ""),
        ("image: fab.jpg\n", "wrong-type", (3, 8), ""),
        ("topics: [Export controls]\n", "bad-id", (3, 10), "`export-controls`"),
        ("updated: 2024/4/5\n", "bad-date", (3, 10), "did you mean 2024-04-05?"),
        ("updated: 20240405\n", "bad-date", (3, 10), "did you mean 2024-04-05?"),
        ("updated: April 5, 2024\n", "bad-date", (3, 10), "did you mean 2024-04-05?"),
        ("updated: May 2024\n", "bad-date", (3, 10), "did you mean 2024-05?"),
        ("updated: soon\n", "bad-date", (3, 10), "write it as 2024-04-03"),
        ("updated: 2024-04-05T12:00+25:00\n", "bad-date", (3, 10), "+08:00"),
        ("updated: 2024-13-05\n", "bad-date", (3, 10), "no month 13"),
        ("image: {src: 'a\\b.jpg'}\n", "bad-path", (3, 14), "write a/b.jpg"),
        ("image: {src: https://x.org/a.jpg}\n", "bad-path", (3, 14), "copy the file"),
        ("aliases: ['/a b/']\n", "bad-path", (3, 11), "/old/address/"),
        ("aliases: ['//evil.example/']\n", "bad-path", (3, 11), "/old/address/"),
        ("published: 2024-04-05\nupdated: 2024-04-04\n", "date-order", (4, 10), "wrong"),
        ("claims: [{exact: x, rating: acurate}]\n", "bad-choice", (3, 29), "did you mean `accurate`?"),
        ("claims: [{exact: x, rating: zzz}]\n", "bad-choice", (3, 29), "it is one of: accurate, mostly"),
        ("quotes: [{exact: x, speaker: Ana Ruiz}]\n", "bad-id", (3, 30), "`ana-ruiz`"),
        ("quotes: [{exact: x, speaker: 陳}]\n", "bad-id", (3, 30), "lower-case ASCII"),
        ("quotes: [{exact: x, kind: term, role: r}]\n", "conflicting-keys", (3, 33), "delete `role`"),
    ],
)
def test_one_mistake(text: str, code: str, place: tuple[int, int], hint: str) -> None:
    """Each mistake is one problem, at its place, with a way out."""
    _, problems = read(HEAD + text)
    (problem,) = problems
    assert problem.code == code
    assert problem.at == Location(FILE, *place)
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2024-04-03", "2024-04-03"),
        ('"2024-04-03"', "2024-04-03"),
        ("2024-04-03T09:00", "2024-04-03T09:00:00"),
        ("2024-04-03 09:00:01.5", "2024-04-03T09:00:01"),
        ("2024-04-03T09:00Z", "2024-04-03T09:00:00Z"),
        ("2024-04-03 09:00 z", "2024-04-03T09:00:00Z"),
        ("2024-04-03T09:00:00 -0430", "2024-04-03T09:00:00-04:30"),
        ("2024-04-03T09:00+08", "2024-04-03T09:00:00+08:00"),
    ],
)
def test_moments_get_one_form(written: str, kept: str) -> None:
    meta, problems = read(f"{HEAD}published: {written}\n")
    assert problems == []
    assert meta.published == kept


@pytest.mark.parametrize(
    "date", ["2030", "2023-10", "2024-04-03", '"2030"', "1984~", "2001-21", "2024/..", "201X"]
)
def test_dates_of_events_are_edtf_quoted_or_not(date: str) -> None:
    meta, problems = read(f"{HEAD}events:\n  - title: E\n    date: {date}\n")
    assert problems == []
    assert meta.events[0].date == date.strip('"')


def test_kinds_and_ratings_are_the_sites() -> None:
    """The site adds kinds to the built-in ones and replaces the ratings."""
    text = (
        f"{HEAD}annotations:\n  - {{exact: a, kind: background, body: b}}\n"
        "  - {exact: a, kind: opinion, body: b}\n"
        "claims:\n  - {exact: c, rating: 'true-ish'}\n  - {exact: c, rating: accurate}\n"
    )
    site = Site(title="L", annotation_kinds=(AnnotationKind(id="background"),), ratings=("true-ish", "false"))
    _, problems = read(text, site)
    assert [(p.code, p.at.line) for p in problems] == [("bad-choice", 8)]
    assert read(text, None)[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "authors: lin-mei\ntopics: chips\nrelated: b\naliases: /a/\nsections: a.md\n",
        "events: [{date: 2024, title: E, people: a, sources: b, topics: c}]\n",
        "annotations: [{exact: x, body: y, sources: a, tags: b}]\n",
    ],
)
def test_one_text_by_itself_is_a_list_of_one(text: str) -> None:
    assert read(HEAD + text)[1] == []


def test_places_count_the_items_that_are_kept() -> None:
    """A place belongs to the value at the same index, also after a bad one that was left out."""
    meta, _ = read(f"{HEAD}topics: [Bad One, chips]\n")
    assert meta.topics == ("chips",)
    assert meta.places["topics[0]"] == Location(FILE, 3, 19)


def test_what_is_not_yaml_is_no_article() -> None:
    meta, problems = read_article("x", "title: a: b\n", FILE, SITE)
    assert meta is None
    assert [p.code for p in problems] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["missing-key", "missing-key"]),
        ("# nothing\n", ["missing-key", "missing-key"]),
        ("title:\ndateline:\n", ["missing-key", "missing-key"]),
        ("title: '  '\ndateline: {}\n", ["missing-key", "missing-key"]),
    ],
)
def test_a_file_with_nothing_in_it(text: str, codes: list[str]) -> None:
    _, problems = read(text)
    assert [p.code for p in problems] == codes


@pytest.mark.parametrize("text", ["- a\n", "just text\n", "true\n"])
def test_a_file_that_is_no_mapping(text: str) -> None:
    """That is the one thing said about it."""
    meta, problems = read_article("x", text, FILE, SITE)
    assert meta is None
    assert [(p.code, p.at) for p in problems] == [("wrong-type", Location(FILE, 1, 1))]


def test_mistakes_and_warnings_have_their_levels() -> None:
    """What can be published with is a warning; everything else stops the build."""
    _, problems = read((DATA / "awful-meta.yaml").read_text("utf-8"))
    warned = {p.code for p in problems if p.level == "warning"}
    assert warned == {"duplicate-item", "conflicting-keys", "missing-key"}


@settings(max_examples=60)
@given(st.data())
def test_any_values_give_a_meta_and_places(data: st.DataObject) -> None:
    """Whatever stands at the keys, nothing raises and every problem has a line of the file."""
    scalars = st.sampled_from(
        ["x", "true", "~", "2024", "2024-04-03", "'a b'", "[a, b]", "{exact: x}", "- x"]
    )
    keys = st.sampled_from(
        [
            "title",
            "dek",
            "dateline",
            "authors",
            "published",
            "updated",
            "draft",
            "image",
            "related",
            "aliases",
            "sections",
            "topics",
        ]
    )
    lists = st.sampled_from(["quotes", "annotations", "events", "claims", "corrections"])
    lines = [f"{data.draw(keys)}: {data.draw(scalars)}" for _ in range(3)]
    lines += [
        f"{data.draw(lists)}:\n  - exact: {data.draw(scalars)}\n    date: {data.draw(scalars)}\n"
        f"    kind: {data.draw(scalars)}\n    sources: {data.draw(scalars)}"
    ]
    text = "\n".join(lines)
    meta, problems = read_article("x", text, FILE, SITE)
    assert meta is not None or problems
    assert all(1 <= p.at.line <= text.count("\n") + 1 for p in problems)


def test_reading_is_fast() -> None:
    """The whole of a 100-line file costs less than a hundredth of what an article may (a coarse guard)."""
    import timeit

    quotes = "".join(
        f"  - exact: the machines simply went quiet {n}\n    speaker: chen-wei\n    role: director\n"
        f"    said: 2024-04-03\n    source: call\n    id: q-{n}\n"
        for n in range(16)
    )
    text = f"{HEAD}quotes:\n{quotes}"
    assert read(text)[1] == []
    seconds = min(timeit.repeat(lambda: read(text), number=10, repeat=5)) / 10
    assert seconds < 0.006
