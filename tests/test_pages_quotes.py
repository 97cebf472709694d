"""The quote index: order, facts, filters, and how a large one is cut."""

from __future__ import annotations

import json
from typing import Any

import factories as f
import gathering
import largesite
from msgspec.structs import replace

from dateline.model import AnalysedSite, Statement
from dateline.pages import quotes


def site_of(*statements: Statement, **people: str) -> AnalysedSite:
    """One article with these statements; people by id and name."""
    everyone = {id: f.person(id, name) for id, name in people.items()}
    return AnalysedSite(
        site=f.site(), people=everyone, articles=(f.article("a", "An article", statements=statements),)
    )


def index(site: AnalysedSite) -> Any:
    return gathering.tree(gathering.rendered(site, (quotes,))["quotes/index.html"])


def test_speakers_stand_in_order_of_their_sort_names_whatever_their_accents() -> None:
    page = index(
        site_of(
            f.statement("1", "One.", speaker="z"),
            f.statement("2", "Two.", speaker="o"),
            f.statement("3", "Three.", speaker="p"),
            f.statement("4", "Four.", speaker="n"),
            f.statement("6", "Six.", speaker="l"),
            f.statement("5", "Five.", described="an official"),
            z="Ana Zuse",
            o="Eva Öztürk",
            p="Max Peters",
            n="王 芳",
            l="Jan Łoś",
        )
    )
    names = [gathering.words(h) for h in page.xpath("//section[contains(@class,'speaker')]//h2")]
    assert names == ["Jan Łoś", "Eva Öztürk", "Max Peters", "Ana Zuse", "王 芳", "Speakers who are not named"]


def test_a_statement_in_parts_is_told_whole_with_where_it_stands() -> None:
    site, _ = f.demo()
    page = index(site)
    entry = page.get_element_by_id("q-chips.forced")
    assert gathering.words(entry.xpath("./blockquote")[0]) == (
        "“The constraints forced the team” … “It shows the limits of controls.”"
    )
    facts = gathering.words(entry.xpath("./p[@class='statement-facts']")[0])
    assert "said January 27, 2025" in facts
    assert "Innovation amid constraints" in facts
    assert "Words checked against the source" in facts
    assert "../articles/chips/index.html#q-forced" in entry.xpath(".//a/@href")
    assert gathering.words(entry.xpath(".//details[1]/p")[0]) == "Ding said so, twice."


def test_link_and_citation_carry_the_absolute_address() -> None:
    site, _ = f.demo()
    copied = index(site).get_element_by_id("q-chips.forced").xpath(".//*[@data-copy]")
    address = "https://example.org/ledger/articles/chips/#q-forced"
    assert copied[0].get("href") == address
    assert gathering.words(copied[1]) == (
        "Jeffrey Ding, quoted in “The day the chips ran short”, The Ledger, January 29, 2025. " + address
    )


def test_standing_is_told_wherever_the_words_are() -> None:
    site, _ = f.demo()
    pages = gathering.rendered(site)
    for path in ("quotes/index.html", "people/heim/index.html"):
        entry = gathering.tree(pages[path]).get_element_by_id("q-chips.costs")
        assert "Disputed" in gathering.words(entry), path


def test_set_aside_words_are_listed_apart_and_unattributed_ones_not_at_all() -> None:
    site = site_of(
        f.statement("1", "One.", speaker="x"),
        f.statement("2", "perfect storm", status="set-aside", kind="scare"),
        f.statement("3", "who said it", status="unattributed"),
        x="Ana Ix",
    )
    page = index(site)
    assert [gathering.words(e) for e in page.xpath("//ul[@class='aside-list']/li")] == [
        "“perfect storm” words held at arm’s length quoted in An article"
    ]
    assert "who said it" not in gathering.words(page)
    shown = index(replace(site, show_unattributed=True))
    assert shown.get_element_by_id("q-a.3") is not None


def test_each_statement_carries_what_the_filters_ask() -> None:
    site, _ = f.demo()
    entry = index(site).get_element_by_id("q-chips.forced")
    told = {name.removeprefix("data-"): value for name, value in entry.items() if name.startswith("data-")}
    assert told == {
        "item": "",
        "speaker": "ding",
        "organization": "george-washington-university",
        "topic": "ai trade",
        "year": "2025",
        "kind": "direct",
        "checked": "yes",
    }


def test_the_choices_of_a_filter_are_those_that_find_something() -> None:
    page = index(f.demo()[0])
    for select in page.xpath("//form//select"):
        name = select.get("name")
        offered = {option.get("value") for option in select if option.get("value")}
        found = {v for value in page.xpath(f"//*[@data-item]/@data-{name}") for v in value.split()}
        assert offered == found, name


def test_the_picture_has_a_table_of_the_same_figures() -> None:
    page = index(f.demo()[0])
    assert len(page.xpath("//figure//svg")) == 2
    rows = [[gathering.words(c) for c in row] for row in page.xpath("(//table)[1]/tbody/tr")]
    assert rows[0] == ["Jeffrey Ding, George Washington University", "11", "11", "0", "1"]


# --- A large index -----------------------------------------------------------------------------------


def test_a_speaker_who_fills_a_page_gets_pages_of_their_own() -> None:
    site = largesite.large(articles=300, statements=8, people=4)
    pages = gathering.rendered(site, (quotes,))
    speaker = "person-0"
    letter = next(p for p in pages if p.endswith(f"/{speaker}/index.html")).split("/")[1]
    own = [p for p in pages if p.startswith(f"quotes/{letter}/{speaker}/")]
    assert len(own) > 1
    listed = [i for p in own for i in gathering.tree(pages[p]).xpath("//li[@data-item]/@id")]
    said = [s for a in site.articles for s in a.statements if s.speaker == speaker]
    assert len(listed) == len(set(listed)) == len(said)
    first = gathering.tree(pages[f"quotes/{letter}/index.html"])
    assert first.xpath("//p[@class='speaker-all']/a")


def test_every_statement_is_on_a_page_and_in_the_file_that_is_searched() -> None:
    site = largesite.large(articles=200, statements=8, people=50)
    anonymous = f.statement("hidden", "Nobody must know.", described="a clerk")
    first = replace(site.articles[0], statements=(*site.articles[0].statements, anonymous))
    site = replace(site, articles=(first, *site.articles[1:]))
    pages = gathering.rendered(site, (quotes,))
    listed = {
        i for p, text in pages.items() if p.endswith(".html") for i in gathering.tree(text).xpath("//li/@id")
    }
    wanted = {f"q-{a.slug}.{s.id}" for a in site.articles for s in a.statements}
    assert listed == wanted
    found = json.loads(pages["quotes/finder.json"])
    assert {f"q-{found['articles'][row[0]][0]}.{row[2]}" for row in found["statements"]} == wanted
    hidden = next(row for row in found["statements"] if row[2] == "hidden")
    assert hidden[1] == -1
