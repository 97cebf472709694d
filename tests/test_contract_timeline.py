"""What the contract says of events, seen from outside: timeline.json, timeline.ics, the page."""

from __future__ import annotations

import re

import pytest
from sites import META, SiteFolder


def told(site: SiteFolder, events: str, text: str = "Words by 2030 here.\n", slug: str = "fab") -> None:
    site.write(
        {f"articles/{slug}/meta.yaml": META + "events:\n" + events, f"articles/{slug}/article.md": text}
    )


DATES = {
    "2024": "2024",
    "2024-04": "April 2024",
    "2024-04-03": "April 3, 2024",
    "2024?": "2024?",
    "1903-05~": "about May 1903",
    "2021/2023~": "2021 to about 2023",
    "203X": "the 2030s",
    '"-03XX?"': "4th century BC?",
    "2024-22": "summer 2024",
    "2024-33": "early 2024",
    "2024-04/..": "April 2024 onwards",
    '"[1667,1668,1670..1672]"': "1667, 1668, or 1670 to 1672",
    "1984-1X": "between October 1984 and December 1984",
    "Y-17E7": "170 million BC",
    "Y12345": "year 12,345",
    "-9999": "10000 BC",
    '"0000"': "1 BC",
}


def test_every_kind_of_date_is_told_in_words(site: SiteFolder) -> None:
    """In one timeline, sorted by the earliest day and then the latest, each event once on the page."""
    told(site, "".join(f"- {{date: {date}, title: E{n}, status: planned}}\n" for n, date in enumerate(DATES)))
    assert site.build().status == 0
    events = site.data("timeline.json")["events"]
    words = {event["text"]["headline"]: event["display_date"] for event in events}
    assert words == {f"E{n}": shown for n, shown in enumerate(DATES.values())}
    years = [(e["start_date"]["year"], e["start_date"].get("month", 1)) for e in events]
    assert years == sorted(years)
    page = site.page("timeline/index.html")
    assert all(page.count(f' id="e-{event["unique_id"]}"') == 1 for event in events)


@pytest.mark.parametrize(
    ("date", "hint"),
    [
        ("1984u", "1984?"),
        ("unknown/2006", "/2006"),
        ("2024-4-3", "2024-04-03"),
        ("April 2024", "2024-04"),
        ("2030/2020", "2020/2030"),
        ("2023-21/2023-23", "2023-03/2023-11"),
        ("2024-02-30", "no day 30"),
        ("Y9E99", "EDTF"),
    ],
)
def test_a_date_that_cannot_be_read_has_the_nearest_in_its_hint(
    site: SiteFolder, date: str, hint: str
) -> None:
    told(site, f"- {{date: {date}, title: E}}\n")
    (problem,) = site.build().problems
    assert (problem["code"], problem["line"], problem["column"]) == ("bad-date", 4, 10)
    assert hint in problem["hint"]


def test_only_certain_days_are_in_the_calendar(site: SiteFolder) -> None:
    """Whole days, the end exclusive, with an id that does not change."""
    dates = ("2024-04-03", "2024-04-03/2024-04-05", "2024", "2024-04-03~", "2024-04-03?", "2024-04-XX")
    told(site, "".join(f"- {{date: '{date}', title: E{n}, id: e{n}}}\n" for n, date in enumerate(dates)))
    assert site.build().status == 0
    calendar = site.page("timeline.ics")
    assert re.findall(r"UID:(\w+)", calendar) == ["e0", "e1"]
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", calendar) == ["20240403", "20240403"]
    assert re.findall(r"DTEND;VALUE=DATE:(\d+)", calendar) == ["20240404", "20240406"]


@pytest.mark.parametrize("relation", ["on", "by", "until", "since", "before", "after"])
def test_a_relation_is_told_in_words(site: SiteFolder, relation: str) -> None:
    told(site, f"- {{date: 2030, title: E, relation: {relation}, status: deadline}}\n")
    assert site.build().codes == []
    (event,) = site.data("timeline.json")["events"]
    assert event["display_date"] == ("2030" if relation == "on" else f"{relation} 2030")


def test_the_words_of_the_text_stand_in_place_of_the_worked_out_ones(site: SiteFolder) -> None:
    told(site, "- {date: 2024-04-03, title: E, words: late on Wednesday}\n")
    assert site.build().codes == []
    assert ">late on Wednesday</time>" in site.page("timeline/index.html")


def test_one_event_told_by_several_articles(site: SiteFolder) -> None:
    """The same id, or the same date and title, is one event, with a link to the words in each."""
    told(site, "- {date: 2024-04-03, title: Quake, exact: Words}\n- {date: 2024, title: A, id: same}\n")
    told(
        site,
        "- {date: 2024-04-03, title: Quake, exact: Other}\n- {date: 2024, title: B, id: same}\n",
        "Other.\n",
        "o",
    )
    assert site.build().status == 0
    events = site.data("timeline.json")["events"]
    assert [sorted(a["slug"] for a in event["articles"]) for event in events] == [["fab", "o"], ["fab", "o"]]
    page = site.page("timeline/index.html")
    for slug in ("fab", "o"):
        (anchor,) = re.findall(r' id="(e-[^"]+)"', site.page(f"articles/{slug}/index.html"))[:1]
        assert f'href="../articles/{slug}/index.html#{anchor}"' in page


def test_what_is_ahead_goes_by_the_newest_article(site: SiteFolder) -> None:
    """Not by the clock, which stands a year later."""
    told(site, "- {date: 2024-04-02, title: Past}\n- {date: 2024-05-01, title: Next, status: planned}\n")
    assert site.build().codes == []
    page = site.page("timeline/index.html")
    ahead = page[page.index('id="ahead"') :]
    assert "Next" in ahead
    assert page.index("Past") < page.index('id="ahead"') or "Past" not in ahead.partition("</section>")[0]


def test_a_site_may_be_only_a_timeline(site: SiteFolder) -> None:
    site.write({"timeline.yaml": "- {date: 1957-10-04, title: Sputnik, body: 'It *beeps*.'}\n"})
    assert site.build().codes == []
    assert "<em>beeps</em>" in site.page("timeline/index.html")
    assert "timeline/index.html" in site.page("index.html")


def test_problems_of_events_are_told_together(site: SiteFolder) -> None:
    told(
        site,
        "- {date: 2024, title: E, people: [x], sources: [y], topics: [Bad One]}\n- {title: no date}\n"
        "- {date: 2024, status: Happened, relation: onn, title: F}\n- words\n",
    )
    assert site.build().codes == [
        *("unknown-person", "unknown-source", "bad-id", "missing-key"),
        *("bad-choice", "bad-choice", "wrong-type"),
    ]
