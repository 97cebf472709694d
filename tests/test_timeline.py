"""The timeline: events merged, in order, told apart by time, and checked against each other."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.dates.edtf import parse
from dateline.diagnostics import Location
from dateline.gathering.timeline import by_year_and_month, deadlines_gone_by, merge, merge_fully
from dateline.model import ArticleEvent, Event, Span


def event(date: str = "2024-04-03", title: str = "Earthquake", **fields: Any) -> ArticleEvent:
    fields.setdefault("id", title.lower().replace(" ", "-"))
    fields.setdefault("at", Location("content/articles/x/meta.yaml", 10, 5))
    return ArticleEvent(date=date, title=title, **fields)


def told(slug: str, day: str, *events: ArticleEvent) -> list[tuple[str, str, str, ArticleEvent]]:
    return [(slug, slug.upper(), day, each) for each in events]


def one(tellings: list[Any], background: tuple[ArticleEvent, ...] = (), newest: str = "2025-01-29") -> Event:
    events, _ = merge(tellings, background, "en", newest)
    assert len(events) == 1
    return events[0]


def test_the_same_date_and_title_is_one_event_however_the_title_is_typed() -> None:
    found = one(
        told("old", "2024-04-03", event(title="The  Day’s earthquake."))
        + told("new", "2024-05-01", event(title="the day's Earthquake", id="other"))
    )
    assert found.title == "the day's Earthquake"
    assert [telling.slug for telling in found.tellings] == ["new", "old"]


def test_the_same_explicit_id_is_one_event_completed_from_all_tellings() -> None:
    words = Span.of(3, "7.2 magnitude")
    first = event(
        "2024-04", "Quake", id="hualien", explicit_id=True, html="<p>b</p>", people=("a",), topics=("t",)
    )
    second = event(
        "2024-04-03",
        "Earthquake off Hualien",
        id="hualien",
        explicit_id=True,
        people=("b", "a"),
        target=words,
        section="s",
    )
    found = one(told("old", "2024-04-03", first) + told("new", "2024-05-01", second))
    assert (found.id, found.title, found.html) == ("hualien", "Earthquake off Hualien", "<p>b</p>")
    assert (found.date, found.date_words) == ("2024-04-03", "April 3, 2024")
    assert (found.people, found.topics) == (("b", "a"), ("t",))
    new, old = found.tellings
    assert (new.anchor, new.words, new.section) == (True, "7.2 magnitude", "s")
    assert (old.anchor, old.words) == (False, "")


def test_the_finer_of_two_dates_that_agree_is_shown() -> None:
    found = one(
        told("old", "2024-04-03", event("2024-04-03", id="q", explicit_id=True))
        + told("new", "2024-05-01", event("2024-04", id="q", explicit_id=True))
    )
    assert found.date == "2024-04-03"


def test_an_event_of_timeline_yaml_has_no_telling_and_joins_one_that_has() -> None:
    assert one([], (event(),)).tellings == ()
    found = one(told("a", "2024-04-03", event()), (event(html="<p>b</p>"),))
    assert [telling.slug for telling in found.tellings] == ["a"]
    assert found.html == "<p>b</p>"


def test_an_explicit_id_ties_together_what_date_and_title_did_not() -> None:
    events, problems = merge(
        told("a", "2024-01-01", event(title="One"))
        + told("b", "2024-02-01", event(title="Two", id="x", explicit_id=True))
        + told("c", "2024-03-01", event(title="One", id="x", explicit_id=True)),
        (),
        "en",
        "2024-06-01",
    )
    assert [(each.id, len(each.tellings)) for each in events] == [("x", 3)]
    assert problems == []


def test_tellings_that_cannot_both_be_right_are_reported_with_both_places() -> None:
    here = event("2024-04-04", id="q", explicit_id=True, at=Location("content/articles/new/meta.yaml", 7, 3))
    there = event("2024-04-03", id="q", explicit_id=True, at=Location("content/articles/old/meta.yaml", 9, 3))
    _, problems = merge(
        told("new", "2024-05-01", here) + told("old", "2024-04-03", there), (), "en", "2024-05-01"
    )
    (problem,) = problems
    assert (problem.code, problem.level, problem.at) == ("event-conflict", "warning", here.at)
    assert "2024-04-04" in problem.message
    assert "2024-04-03" in problem.message
    assert "content/articles/old/meta.yaml:9" in problem.hint


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (event("2024-04", id="q", explicit_id=True), event("2024-04-03", id="q", explicit_id=True)),
        (
            event("2030", id="q", explicit_id=True, status="deadline", relation="by"),
            event("2029-05-02", id="q", explicit_id=True, status="happened"),
        ),
        (
            event("2030", id="q", explicit_id=True, status="planned"),
            event("2031", id="q", explicit_id=True, status="missed"),
        ),
    ],
)
def test_a_finer_date_or_an_outcome_is_no_conflict(first: ArticleEvent, second: ArticleEvent) -> None:
    _, problems = merge(
        told("old", "2024-01-01", first) + told("new", "2031-02-01", second), (), "en", "2031-02-01"
    )
    assert problems == []


def test_the_newest_article_tells_what_came_of_a_plan() -> None:
    found = one(
        told("new", "2029-06-01", event("2029-05-02", id="q", explicit_id=True))
        + told(
            "old", "2024-01-01", event("2030", id="q", explicit_id=True, status="deadline", relation="by")
        ),
        newest="2029-06-01",
    )
    assert (found.status, found.relation, found.date_words, found.ahead) == (
        "happened",
        "on",
        "May 2, 2029",
        False,
    )


def test_the_editor_s_words_stand_in_place_of_the_date_in_words() -> None:
    found = one(told("a", "2024-04-03", event(words="late on Wednesday")))
    assert found.date_words == "late on Wednesday"


def test_ids_made_from_words_are_told_apart_by_their_date_and_the_first_keeps_its_own() -> None:
    merged = merge_fully(
        told("c", "2024-11-06", event("2024-11-05", "Election day"))
        + told("a", "2016-11-09", event("2016-11-08", "Election day"))
        + told("b", "2020-11-04", event("2020-11-03", "Election day")),
        (),
        "en",
        "2024-11-06",
        {},
    )
    assert [each.id for each in merged.events] == [
        "election-day",
        "election-day-2020-11-03",
        "election-day-2024-11-05",
    ]
    assert merged.ids["b", "election-day"] == "election-day-2020-11-03"


def test_every_own_id_of_an_article_leads_to_the_merged_event() -> None:
    merged = merge_fully(
        told("a", "2024-01-01", event(id="quake", explicit_id=True))
        + told("b", "2024-02-01", event(id="made-from-words")),
        (event(id="background"),),
        "en",
        "2024-02-01",
        {},
    )
    assert merged.ids == {
        ("a", "quake"): "quake",
        ("b", "made-from-words"): "quake",
        ("", "background"): "quake",
    }


def test_two_ids_for_one_event_are_noted() -> None:
    _, problems = merge(
        told("a", "2024-01-01", event(id="one", explicit_id=True))
        + told("b", "2024-02-01", event(id="two", explicit_id=True)),
        (),
        "en",
        "2024-06-01",
    )
    assert [(p.code, p.level) for p in problems] == [("event-ids", "note")]


@pytest.mark.parametrize(
    ("text", "status", "relation", "ahead"),
    [
        ("2030", "deadline", "by", True),
        ("2025-01-29", "happened", "on", False),
        ("2025-01-30", "planned", "on", True),
        ("2025", "planned", "on", True),
        ("2025", "happened", "on", False),
        ("2024", "planned", "on", False),
        ("2024/..", "happened", "on", False),
        ("2024/..", "planned", "on", True),
        ("2030", "happened", "until", False),
        ("../2030", "happened", "on", False),
        ("2030", "missed", "by", True),
    ],
)
def test_ahead_is_told_by_the_newest_article(text: str, status: Any, relation: Any, ahead: bool) -> None:
    found = one(told("a", "2025-01-29", event(text, status=status, relation=relation)))
    assert found.ahead is ahead


def test_what_has_happened_after_the_newest_article_is_noted() -> None:
    _, problems = merge(told("a", "2025-01-29", event("2030")), (event("2031"),), "en", "2025-01-29")
    assert [(p.code, p.level) for p in problems] == [("event-not-yet", "note")]


def test_a_site_without_articles_has_a_timeline_too() -> None:
    assert one([], (event(),), newest="").ahead


def test_check_names_the_deadlines_gone_by() -> None:
    merged = merge_fully(
        told(
            "a",
            "2024-01-01",
            event("2024-06", "Due", status="deadline", relation="by"),
            event("2024-06-30", "Planned", status="planned"),
            event("2024-07", "Not yet", status="planned"),
            event("2024-05", "Done"),
            event("2024-05", "Missed", status="missed"),
            event("2024-05/..", "Goes on", status="planned"),
            event("2024-05", "Begins", status="planned", relation="since"),
        ),
        (),
        "en",
        "2024-01-01",
        {},
    )
    places = {e.id: Location("content/m", 3) for e in merged.events if e.title == "Due"}
    found = deadlines_gone_by(merged.events, date(2024, 7, 1), places)
    assert [p.message.split("”")[0] for p in found] == ["“Due", "“Planned"]
    assert found[0].code == "deadline-gone-by"
    assert found[0].at == Location("content/m", 3)
    assert not deadlines_gone_by(merged.events, date(2024, 6, 30), places)


def test_events_stand_by_year_and_month_and_what_is_vaguer_before() -> None:
    texts = [
        "-0399",
        "0476-09-04",
        "15XX",
        "1560/1569",
        "1903",
        "1903-05-02",
        "1903-05",
        "1903-05/1905",
        "19XX",
    ]
    events, _ = merge([], [event(text, text) for text in [*texts, "XXXX-12-XX"]], "en", "2024-01-01")
    assert [
        (year.span, year.year, [(month.month, [e.date for e in month.events]) for month in year.months])
        for year in by_year_and_month(events)
    ] == [
        ("century", -400, [(0, ["-0399"])]),
        ("century", 400, [(0, ["0476-09-04"])]),
        ("century", 1500, [(0, ["15XX"])]),
        ("decade", 1560, [(0, ["1560/1569"])]),
        ("century", 1900, [(0, ["19XX"])]),
        ("year", 1903, [(0, ["1903", "1903-05/1905"]), (5, ["1903-05", "1903-05-02"])]),
        ("undated", 0, [(0, ["XXXX-12-XX"])]),
    ]


day = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str)
dates = st.one_of(day, day.map(lambda d: d[:7]), day.map(lambda d: d[:4]), day.map(lambda d: d[:3] + "X~"))
stories = st.lists(
    st.tuples(st.sampled_from("abc"), dates, st.sampled_from(["One", "Two", "Three"]), st.booleans()),
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(stories)
def test_every_telling_is_of_one_event_and_the_order_is_earliest_then_latest(stories: list[Any]) -> None:
    tellings = [
        told(slug, f"202{'abc'.index(slug)}-01-01", event(text, title, explicit_id=explicit))[0]
        for slug, text, title, explicit in stories
    ]
    events, _ = merge(tellings, (), "en", "2024-01-01")
    assert sum(len(each.tellings) for each in events) == len(tellings)
    assert len({each.id for each in events}) == len(events)
    assert all(parse(a.date).sort_key <= parse(b.date).sort_key for a, b in pairwise(events))
    listed = [each for year in by_year_and_month(events) for month in year.months for each in month.events]
    assert sorted(each.id for each in listed) == sorted(each.id for each in events)


@settings(max_examples=50, deadline=None)
@given(stories, st.randoms(use_true_random=False))
def test_the_order_in_which_articles_are_given_does_not_matter(stories: list[Any], random: Any) -> None:
    """Only the order of events inside one article is told by the editor."""
    by_article: dict[str, list[Any]] = {}
    for slug, text, title, explicit in stories:
        by_article.setdefault(slug, []).extend(
            told(slug, "2024-01-01", event(text, title, explicit_id=explicit))
        )
    articles = list(by_article.values())
    first = merge([t for article in articles for t in article], (), "en", "2024-01-01")
    random.shuffle(articles)
    assert merge([t for article in articles for t in article], (), "en", "2024-01-01") == first
