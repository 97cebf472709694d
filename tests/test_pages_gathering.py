"""What every gathering page promises, on a site of everything, a site of nothing, and a large one."""

from __future__ import annotations

import json

import factories as f
import gathering
import html5lib
import largesite
import pytest
from msgspec.structs import replace

from dateline.model import AnalysedSite
from dateline.pages import claims, corrections, home, quotes


def demo(language: str = "en") -> AnalysedSite:
    site, _ = f.demo()
    return replace(site, site=replace(site.site, language=language))


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_pages_are_valid_and_keep_the_strict_policy(language: str) -> None:
    site = demo(language)
    pages = gathering.rendered(site)
    for text in pages.values():
        html5lib.HTMLParser(strict=True).parse(text)
    assert gathering.broken_promises(pages, [a.slug for a in site.articles]) == []


def test_a_large_site_is_cut_into_pages_that_lead_to_each_other() -> None:
    """5,000 statements, 3,750 events, 800 sources: no page over 300 KB, and no link that leads nowhere."""
    site = largesite.large(articles=625, people=300, sources=800)
    assert sum(len(a.statements) for a in site.articles) == 5000
    pages = gathering.rendered(site)
    assert gathering.broken_promises(pages, [a.slug for a in site.articles]) == []
    assert {"quotes/index.html", "quotes/a/index.html", "timeline/2010-01/index.html"} <= pages.keys()


def test_pages_are_not_cut_finer_than_they_need_to_be() -> None:
    """Where a list is cut, its pages are well filled: the estimates are near the bytes."""
    site = largesite.large(articles=400, statements=10, people=12)
    sizes = {path: len(text) for path, text in gathering.rendered(site, (quotes,)).items()}
    filled = [size for path, size in sizes.items() if "/index.html" in path]
    assert max(filled) > 150_000


def test_a_site_of_nothing_has_a_front_page_and_a_404() -> None:
    """A page with nothing to show is not written, and nothing links to it."""
    site = AnalysedSite(site=f.site())
    pages = gathering.rendered(site)
    assert pages.keys() == {"index.html", "404.html"}
    assert gathering.broken_promises(pages, []) == []


def test_a_site_of_one_bare_article_links_only_to_what_there_is() -> None:
    site = AnalysedSite(site=f.site(), articles=(f.article("a", "Alone"),), newest="2025-01-29")
    pages = gathering.rendered(site)
    assert pages.keys() == {"index.html", "404.html", "articles/index.html"}
    assert gathering.broken_promises(pages, ["a"]) == []


def test_every_page_says_to_machines_what_it_is() -> None:
    """A JSON-LD document in the head of each."""
    for text in gathering.rendered(demo()).values():
        documents = gathering.tree(text).xpath("//script[@type='application/ld+json']/text()")
        assert [json.loads(d)["@context"] for d in documents] == ["https://schema.org"]


def test_the_same_site_gives_the_same_pages() -> None:
    assert gathering.planned(demo()) == gathering.planned(demo())


def test_views_hold_only_what_their_pages_show() -> None:
    """An article's new dek changes no page of a person whom it does not mention."""
    site = demo()
    other = tuple(replace(a, dek="Another.") if a.slug == "later" else a for a in site.articles)
    before = {p.path: p.view for p in gathering.planned(site)}
    after = {p.path: p.view for p in gathering.planned(replace(site, articles=other))}
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"index.html", "articles/index.html", "topics/trade/index.html"}


def test_the_404_page_links_by_absolute_paths_under_the_sites_own() -> None:
    """It is shown at any depth, so that nothing relative would lead home."""
    page = gathering.tree(gathering.rendered(demo())["404.html"])
    links = page.xpath("//a/@href | //link[@rel='stylesheet']/@href | //script/@src")
    assert "/ledger/" in links
    assert "/ledger/quotes/" in links
    assert all(link.startswith(("/ledger/", "#", "https://")) for link in links)
    bare = replace(demo(), site=f.site(url=""))
    page = gathering.tree(gathering.rendered(bare)["404.html"])
    assert "/quotes/" in page.xpath("//a/@href")


def test_home_leads_with_the_newest_and_goes_on_to_the_rest() -> None:
    site = largesite.large(articles=40)
    page = gathering.tree(gathering.rendered(site, (home,))["index.html"])
    headlines = page.xpath(
        "//article//h2/a/text() | //article//h3/a/text() | //ul[@class='headlines']//a/text()"
    )
    assert headlines == [a.title for a in site.articles[:12]]
    assert "articles/index.html" in page.xpath("//p[@class='way']/a/@href")


def test_home_tells_past_from_coming_by_the_newest_article() -> None:
    page = gathering.tree(gathering.rendered(demo())["index.html"])
    titles = page.xpath("//section[@aria-labelledby='front-dates']//a[@data-preview]/text()")
    assert titles == ["China means to lead", "R1 is published", "Export rules widened"]
    headings = page.xpath("//section[@aria-labelledby='front-dates']/h3/text()")
    assert headings == ["Still to come", "What happened last"]


def test_home_repeats_no_statement_that_is_in_doubt() -> None:
    text = gathering.rendered(demo())["index.html"]
    assert "The constraints forced the team" in text
    assert "full picture of costs" not in text


def test_home_has_the_latest_statements_by_when_they_were_said() -> None:
    """One a speaker; what the newest article quotes of long ago is not the latest."""
    site = largesite.large(articles=2, people=8)
    days = ((1, 2, 6, 7), (3, 4, 5, 7))
    articles = tuple(
        replace(
            article,
            published="2001-01-09",
            statements=tuple(
                f.statement(
                    f"day-{day}", "Three words long.", speaker=f"person-{day}", said=f"2001-01-0{day}"
                )
                for day in quoted
            ),
        )
        for article, quoted in zip(site.articles, days, strict=True)
    )
    (page,) = gathering.planned(replace(site, articles=articles), (home,))
    assert isinstance(page.view, home.HomeView)
    cards = [item.card for item in page.view.statements]
    assert [card.id for card in cards] == ["day-7", "day-6", "day-5", "day-4"]
    assert [card.slug for card in cards] == [articles[at].slug for at in (0, 0, 1, 1)]


def test_articles_stand_under_their_year_and_month() -> None:
    page = gathering.tree(gathering.rendered(demo())["articles/index.html"])
    assert page.xpath("//h2/text()") == ["2025", "2023"]
    assert page.xpath("//h3/text()") == ["February 2025", "January 2025", "November 2023"]


def test_sources_tell_what_cites_them_and_where() -> None:
    page = gathering.tree(gathering.rendered(demo())["sources/index.html"])
    entry = page.get_element_by_id("s-call")
    links = entry.xpath(".//ul//a/@href")
    assert links == [
        "../articles/chips/index.html#source_call",
        "../articles/chips/index.html#q-forced",
        "../articles/chips/index.html#q-costs",
        "../articles/chips/index.html#a-on-cost",
        "../articles/chips/index.html#a-whole",
    ]
    notes = [gathering.words(li) for li in page.xpath("//li[starts-with(., 'Note')]")]
    assert notes == ["Note The cost of innovation", "Note The day the chips ran short", "Note H800 chips"]
    assert page.get_element_by_id("s-v3").xpath(".//a[@class='source-archive']")


def test_claims_stand_under_their_rating_best_first() -> None:
    site = largesite.large(articles=9)
    page = gathering.tree(gathering.rendered(site, (claims,))["claims/index.html"])
    assert page.xpath("//section/h2/text()") == ["Accurate", "Needs context", "Misleading"]
    assert len(page.xpath("//li[@class='claim']")) == 9


def test_corrections_are_all_there_newest_first() -> None:
    site = largesite.large(articles=400)
    page = gathering.tree(gathering.rendered(site, (corrections,))["corrections/index.html"])
    dates = page.xpath("//p[@class='correction-head']/time/@datetime")
    assert len(dates) == 40
    assert dates == sorted(dates, reverse=True)
