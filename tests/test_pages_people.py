"""Pages of people, organisations and topics."""

from __future__ import annotations

from typing import Any

import factories as f
import gathering
import largesite
from msgspec.structs import replace

from dateline.pages import people, topics


def page_of(path: str) -> Any:
    return gathering.tree(gathering.rendered(f.demo()[0])[path])


def headings(page: Any) -> list[str]:
    return [gathering.words(h) for h in page.xpath("//main//h2")]


def test_the_list_is_by_family_name_and_holds_only_those_who_appear() -> None:
    site, _ = f.demo()
    unused = {**site.people, "zed": f.person("zed", "Zed Unused", role="bystander")}
    pages = gathering.rendered(replace(site, people=unused), (people,))
    names = gathering.tree(pages["people/index.html"]).xpath("//a[@class='person-name']/text()")
    assert names == [
        "DeepSeek",
        "Ding, Jeffrey",
        "Heim, Lennart",
        "RAND Corporation",
        "Voss, Mara",
        "Wenfeng, Liang",
    ]
    assert "people/zed/index.html" not in pages


def test_a_person_has_what_they_said_were_in_and_appear_in() -> None:
    page = page_of("people/liang/index.html")
    assert headings(page) == ["What they said 1 statement", "In the timeline", "Articles"]
    assert gathering.words(page.xpath("//header[contains(@class,'person-head')]/p")[0]) == "founder, DeepSeek"
    assert "quoted · Beijing, January 29, 2025" in gathering.words(page)


def test_an_organisation_has_its_people_and_its_claims() -> None:
    page = page_of("people/deepseek/index.html")
    assert headings(page) == ["Claims checked", "People", "Articles"]
    assert "Liang Wenfeng" in gathering.words(page)
    claim = page.xpath("//li[@class='claim']")[0]
    assert gathering.words(claim).startswith("Needs context “for just $5.6 million”")


def test_an_author_is_told_from_a_source() -> None:
    page = page_of("people/mara/index.html")
    ties = [gathering.words(p) for p in page.xpath("//p[@class='dated']")]
    assert ties == ["wrote · Beijing, January 29, 2025", "wrote · November 2, 2023"]


def test_statements_are_newest_first_over_all_pages_of_a_person() -> None:
    site = largesite.large(articles=400, statements=6, people=6)
    pages = gathering.rendered(site, (people,))
    own = [p for p in pages if p.startswith("people/person-1/")]
    own.sort(key=lambda p: int(p.split("/")[2]) if p.count("/") == 3 else 1)
    assert len(own) > 1
    dates = [
        date
        for path in own
        for date in gathering.tree(pages[path]).xpath("//li[contains(@class,'statement')]/p//time/@datetime")
    ]
    assert len(dates) == sum(s.speaker == "person-1" for a in site.articles for s in a.statements)
    assert dates == sorted(dates, reverse=True)


def test_statements_are_in_order_of_when_they_were_said() -> None:
    """Not of the article that quotes them; by that only where nothing tells, and by the text within a day."""
    said = {"old": "1957-10-05", "first": "2025-01-27", "second": "2025-01-27", "whole": "2024", "untold": ""}
    quoted = [f.statement(id, f"Words {id}.", speaker="ding", said=date) for id, date in said.items()]
    site, _ = f.demo()
    later, chips, older = site.articles
    chips = replace(chips, statements=tuple(quoted))
    older = replace(older, statements=(f.statement("between", "Words.", speaker="ding", said="2024-12"),))
    pages = gathering.rendered(replace(site, articles=(later, chips, older)), (people,))
    shown = gathering.tree(pages["people/ding/index.html"]).xpath("//li[contains(@class,'statement')]/@id")
    ids = [anchor.partition(".")[2] for anchor in shown]
    assert ids == ["untold", "first", "second", "between", "whole", "old"]


def test_thousands_of_people_are_listed_by_letter() -> None:
    site = largesite.large(articles=700, statements=5, people=3000)
    listing = [page for page in gathering.planned(site, (people,)) if page.template == "people.html"]
    assert len(listing) > 5
    assert listing[0].path == "people/index.html"
    assert all(page.path.startswith("people/by_name/") for page in listing[1:])
    shown = [p.url for page in listing for section in page.view.sections for p in section.people]  # type: ignore[attr-defined]
    assert len(shown) == len(set(shown)) > 2000


def test_a_topic_has_its_articles_events_and_most_quoted() -> None:
    site, _ = f.demo()
    page = gathering.tree(gathering.rendered(site, (topics,))["topics/ai/index.html"])
    assert page.xpath("//article//h3/a/text()") == ["The day the chips ran short", "Before the rules"]
    assert page.xpath("//ol[@class='event-lines']//a/text()") == [
        "China means to lead",
        "R1 is published",
        "Export rules widened",
    ]
    quoted = page.xpath("//aside//li//a/text()")
    assert quoted == ["Jeffrey Ding", "Lennart Heim", "Liang Wenfeng"]


def test_a_persons_and_a_topics_events_can_be_seen_on_the_timeline_alone() -> None:
    """By the timeline's own filter, as long as it is on one page."""
    site = largesite.large(articles=5, people=2)
    pages = gathering.rendered(site, (people, topics))
    ways = gathering.tree(pages["topics/topic-1/index.html"]).xpath("//p[@class='way no-print']/a/@href")
    assert ways == ["../../timeline/index.html?topic=topic-1"]
    cut = gathering.rendered(largesite.large(articles=100, people=2), (people,))
    assert not any("?person=" in text for text in cut.values())
