"""timeline.ics and deadlines.ics: calendars that others read, and that never change by themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import factories as f
import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.exports import ics
from dateline.gathering.timeline import merge
from dateline.model import AnalysedSite, ArticleEvent, Topic
from dateline.pages.eventplaces import event_urls

NEWEST = "2024-04-05"


def told(text: str, title: str = "Event", **fields: Any) -> ArticleEvent:
    fields.setdefault("id", f"{title}-{text}".lower())
    return ArticleEvent(date=text, title=title, at=f.AT, **fields)


def site(*events: ArticleEvent, background: bool = False, **facts: Any) -> AnalysedSite:
    tellings = [] if background else [("a", "A", NEWEST, event) for event in events]
    merged, _ = merge(tellings, events if background else (), "en", NEWEST)
    return AnalysedSite(
        site=f.site(**facts),
        topics={"chips": Topic(id="chips", title="Chips, and more")},
        articles=(f.article("a", "A", NEWEST),),
        events=merged,
        newest=NEWEST,
    )


def timeline_ics(told: AnalysedSite) -> bytes:
    return ics.timeline_ics(told, event_urls(told))


def deadlines_ics(told: AnalysedSite) -> bytes:
    return ics.deadlines_ics(told, event_urls(told))


def entries(calendar: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(calendar).walk("VEVENT"))


def test_an_event_of_a_certain_day_is_a_whole_day() -> None:
    event = told(
        "2024-04-03", "Quake; 7.2, off Hualien", id="hualien", html="<p>One.</p><p>Two &amp; three.</p>"
    )
    (entry,) = entries(timeline_ics(site(event)))
    assert entry["UID"] == "hualien@example.org/ledger"
    assert entry["SUMMARY"] == "Quake; 7.2, off Hualien"
    assert entry["DESCRIPTION"] == "One.\nTwo & three."
    assert entry.decoded("DTSTART") == date(2024, 4, 3)
    assert entry.decoded("DTEND") == date(2024, 4, 4)
    assert entry.decoded("DTSTAMP") == datetime(2024, 4, 5, tzinfo=UTC)
    assert entry["URL"] == "https://example.org/ledger/articles/a/"
    assert entry["TRANSP"] == "TRANSPARENT"
    assert "STATUS" not in entry


@pytest.mark.parametrize(
    ("text", "relation", "days"),
    [
        ("2024-04-03", "on", 1),
        ("2024-04-03", "by", 0),
        ("2024-04-03", "until", 0),
        ("2024-04-03", "since", 0),
        ("2024-04-03T09:00:00Z", "on", 1),
        ("2024-04-03/2024-04-05", "on", 3),
        ("2024-04-03", "after", 0),
        ("2024-04-03", "before", 0),
        ("2024-04", "on", 0),
        ("2024", "on", 0),
        ("2024-04-03~", "on", 0),
        ("2024-04-03?", "on", 0),
        ("2024-04-0X", "on", 0),
        ("2024-04-03/..", "on", 0),
        ("2024-04-03/2024-05", "on", 0),
        ("[2024-04-03,2024-04-04]", "on", 0),
        ("-0043-03-15", "on", 0),
        ("0000-03-15", "on", 0),
        ("9999-12-31", "on", 0),
    ],
)
def test_only_events_of_a_certain_day_are_in_the_calendar(text: str, relation: Any, days: int) -> None:
    found = entries(timeline_ics(site(told(text, relation=relation))))
    assert sum((entry.decoded("DTEND") - entry.decoded("DTSTART")).days for entry in found) == days


def test_what_is_not_certain_to_happen_is_tentative_and_topics_are_categories() -> None:
    (entry,) = entries(timeline_ics(site(told("2024-05-01", status="planned", topics=("chips", "unlisted")))))
    assert entry["STATUS"] == "TENTATIVE"
    assert entry["SUMMARY"] == "Event (Planned)"
    assert [str(name) for name in entry["CATEGORIES"].cats] == ["Chips, and more", "unlisted"]


@pytest.mark.parametrize(
    ("status", "language", "words"),
    [
        ("happened", "en", "Event"),
        ("missed", "en", "Event (Missed)"),
        ("forecast", "en", "Event (Forecast)"),
        ("deadline", "de", "Event (Frist)"),
    ],
)
def test_what_has_not_simply_happened_is_told_in_words(status: Any, language: str, words: str) -> None:
    """Of a forecast or a missed date, the bare title would say that it came true that day."""
    (entry,) = entries(timeline_ics(site(told("2024-05-01", status=status), language=language)))
    assert entry["SUMMARY"] == words


@pytest.mark.parametrize(
    ("day", "stamp"),
    [("1957-10-04", datetime(1957, 10, 4, tzinfo=UTC)), ("2031-01-01", datetime(2024, 4, 5, tzinfo=UTC))],
)
def test_a_background_event_has_a_stamp_that_is_past_and_its_place_on_the_timeline(
    day: str, stamp: datetime
) -> None:
    (entry,) = entries(timeline_ics(site(told(day, id="x"), background=True)))
    assert entry.decoded("DTSTAMP") == stamp
    assert entry["URL"] == "https://example.org/ledger/timeline/#e-x"


def test_without_an_address_the_ids_are_still_the_site_s_own() -> None:
    (entry,) = entries(timeline_ics(site(told("2024-04-03", id="x"), url="", title="The Ledger")))
    assert entry["UID"] == "x@the-ledger.invalid"


def test_the_deadlines_are_what_is_due_on_the_last_day_it_can_be() -> None:
    calendar = deadlines_ics(
        site(
            told("2030", "Lead in AI", status="deadline", relation="by"),
            told("2025-06", "Report", status="deadline"),
            told("2026", "Before", status="deadline", relation="before"),
            told("2024-04-01", "Gone by", status="deadline"),
            told("2025-01-01", "Only planned", status="planned"),
            told("2025-01-01/..", "No end", status="deadline"),
            told("2027", "From then", status="deadline", relation="since"),
        )
    )
    assert [(str(entry["SUMMARY"]), entry.decoded("DTSTART")) for entry in entries(calendar)] == [
        ("Report (June 2025)", date(2025, 6, 30)),
        ("Before (before 2026)", date(2025, 12, 31)),
        ("Lead in AI (by 2030)", date(2030, 12, 31)),
    ]


def test_a_site_without_days_has_an_empty_calendar() -> None:
    assert entries(timeline_ics(site())) == []


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=120)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_any_title_and_body_comes_through_in_lines_of_75_octets(title: str, body: str) -> None:
    html = body.replace("&", "&amp;").replace("<", "&lt;")
    calendar = timeline_ics(site(told("2024-04-03", title, html=html)))
    lines = calendar.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()
    (entry,) = entries(calendar)
    assert str(entry["SUMMARY"]) == title


@pytest.mark.parametrize("length", [*range(50, 80), *range(140, 150), 400])
def test_a_line_is_folded_where_it_would_be_with_other_letters(length: int) -> None:
    """Lines of ASCII are cut without looking at each character: the same way as all others are."""
    names = "a" * length, "é" + "a" * (length - 2)  # two octets and one
    plain, other = (timeline_ics(AnalysedSite(site=f.site(title=name))) for name in names)
    assert [len(line) for line in plain.split(b"\r\n")] == [len(line) for line in other.split(b"\r\n")]
