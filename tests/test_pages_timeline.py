"""The timeline: headings, what is ahead, where an event is told, and how a long one is cut."""

from __future__ import annotations

from typing import Any

import factories as f
import gathering
import largesite
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.dates.days import civil, day_number
from dateline.model import AnalysedSite, Event, Telling
from dateline.pages import timeline
from dateline.pages.eventlist import event_urls
from dateline.pages.periods import periods


def whole(site: AnalysedSite) -> Any:
    return gathering.tree(gathering.rendered(site, (timeline,))["timeline/index.html"])


def test_events_stand_under_year_and_month_and_what_is_ahead_apart() -> None:
    page = whole(f.demo()[0])
    told = [
        (h.tag, gathering.words(h)) for h in page.xpath("//div[@id='events']//*[self::h2|self::h3|self::h4]")
    ]
    assert told == [
        ("h2", "Until now"),
        ("h3", "2023"),
        ("h4", "October 2023"),
        ("h3", "2025"),
        ("h4", "January 2025"),
        ("h2", "Still ahead"),
        ("h3", "2030"),
        ("h4", "China means to lead"),
    ]
    assert "As of the newest article, February 10, 2025" in gathering.words(page)


def test_an_event_links_to_every_article_at_the_very_words() -> None:
    site, _ = f.demo()
    links = whole(site).get_element_by_id("e-release").xpath(".//ul[@class='tellings']//a/@href")
    assert links == ["../articles/chips/index.html#e-release"]


def test_the_date_is_in_words_and_for_machines() -> None:
    event = f.event("x", "1903", "An event", words="about May 1903")
    page = whole(AnalysedSite(site=f.site(), events=(replace(event, date="1903-05~"),)))
    date = page.xpath("//li[@id='e-x']//*[@data-edtf]")[0]
    assert (date.tag, date.text, date.get("data-edtf")) == ("span", "about May 1903", "1903-05~")
    page = whole(AnalysedSite(site=f.site(), events=(event,)))
    date = page.xpath("//li[@id='e-x']//time")[0]
    assert (date.text, date.get("datetime")) == ("about May 1903", "1903")


@pytest.mark.parametrize("status", ["planned", "forecast", "deadline", "missed"])
def test_a_status_is_a_word_and_a_class(status: str) -> None:
    event = f.event("x", "2030", "An event", status=status, relation="by")
    item = whole(AnalysedSite(site=f.site(), events=(event,))).get_element_by_id("e-x")
    assert gathering.words(item.xpath(".//span[contains(@class,'status')]")[0]).lower() == status
    assert {f"when-{status}", "relation-by"} <= set(item.get("class").split())


@pytest.mark.parametrize(
    ("date", "heading"),
    [
        ("2024-03-05", "2024"),
        ("0044", "1st century"),
        ("-0043", "1st century BC"),
        ("-0399", "4th century BC"),
    ],
)
def test_a_heading_is_as_wide_as_what_is_known(date: str, heading: str) -> None:
    year, *rest = (int(n) for n in date.rsplit("-", 2)) if date[0] != "-" else (int(date),)
    first = day_number(year, *rest)
    event = Event(id="x", date=date, earliest=first, latest=first, date_words=date, title="X")
    page = whole(AnalysedSite(site=f.site(), events=(event,)))
    assert page.xpath("//h3[@class='year-head']/text()") == [heading]


def test_the_picture_leads_to_each_event_and_has_a_key() -> None:
    page = whole(f.demo()[0])
    links = page.xpath("//figure//*[local-name()='svg']//*[local-name()='a']/@href")
    assert links == ["#e-rules", "#e-release", "#e-lead"]
    assert "a day" in [gathering.words(item) for item in page.xpath("//figcaption//li")]


# --- A long one ---------------------------------------------------------------------------------------


def test_every_event_of_a_long_timeline_is_on_the_page_that_its_address_names() -> None:
    site = largesite.large(articles=300)
    pages = gathering.rendered(site, (timeline,))
    urls = event_urls(site)
    ids = {path: set(gathering.tree(text).xpath("//li/@id")) for path, text in pages.items()}
    assert len(pages) > 10
    assert len(urls) == len(site.events)
    for event in site.events:
        address, _, place = urls[event.id].partition("#")
        assert place in ids[address.lstrip("/") + "index.html"]
    ways = gathering.tree(pages["timeline/index.html"]).xpath("//div[contains(@class,'directory')]//a/@href")
    assert len(ways) == len(pages) - 1


days = st.integers(day_number(-3000), day_number(2200))


def dated(numbers: list[int]) -> list[Event]:
    return [
        Event(id=f"e{n}", date="2000", earliest=d, latest=d, date_words="", title="E")
        for n, d in enumerate(sorted(numbers))
    ]


@given(st.lists(days, max_size=60), st.integers(1, 20))
def test_cutting_loses_nothing_keeps_the_order_and_the_budget(numbers: list[int], budget: int) -> None:
    events = dated(numbers)
    found = periods(events, lambda _: 1, budget)
    assert [event for period in found for event in period.events] == events
    assert all(len(period.events) <= budget for period in found)
    addresses = [period.address for period in found]
    assert len(addresses) == len(set(addresses))


@given(st.lists(days, min_size=1, max_size=60), days)
def test_an_event_in_another_century_moves_no_event(numbers: list[int], added: int) -> None:
    def pages(days: list[int]) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for period in periods(dated(days), lambda _: 1, 12):
            for event in period.events:
                found.setdefault(event.earliest, set()).add(period.address)
        return found

    before, after = pages(numbers), pages([*numbers, added])
    century = civil(added)[0] // 100
    apart = {day for day in before if civil(day)[0] // 100 != century and civil(day)[0] >= 1000}
    assert {day: before[day] for day in apart} == {day: after[day] for day in apart}


def test_words_of_a_telling_are_shown() -> None:
    site = AnalysedSite(
        site=f.site(),
        articles=(f.article("a", "An article"),),
        events=(
            f.event("x", "2024", "X", Telling(slug="a", title="An article", anchor=True, words="late on")),
        ),
    )
    assert "An article “late on”" in gathering.words(whole(site).get_element_by_id("e-x"))
