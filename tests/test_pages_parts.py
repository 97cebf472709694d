"""What pages show alike: names, ratings, headlines, the frame, and which pages there are."""

from __future__ import annotations

import re
from string import Formatter

import factories
import pytest
from msgspec.structs import replace

from dateline.messages import catalogue, languages
from dateline.model import AnnotationKind, NavigationItem
from dateline.pages import parts
from dateline.pages.gathered import said_in
from dateline.pages.statementlist import statement_item


def test_every_catalogue_has_every_text_with_the_same_fields() -> None:
    english = catalogue("en")
    for language in languages():
        texts = catalogue(language)
        assert texts.keys() == english.keys(), language
        for key, text in texts.items():
            assert _fields(text) == _fields(english[key]), (language, key)


def _fields(text: str | dict[str, str]) -> list[set[str]]:
    forms = [text] if isinstance(text, str) else [text["one"], text["other"]]
    return [{name for _, name, _, _ in Formatter().parse(form) if name} for form in forms]


@pytest.mark.parametrize(
    ("rating", "label", "rank"),
    [
        ("accurate", "Accurate", 1),
        ("mostly-accurate", "Mostly accurate", 2),
        ("needs-context", "Needs context", 3),
        ("misleading", "Misleading", 4),
        ("inaccurate", "Inaccurate", 5),
        ("unproven", "Unproven", 0),
        ("half-true", "Half true", 0),
    ],
)
def test_a_rating_has_words_and_a_rank(rating: str, label: str, rank: int) -> None:
    site, _ = factories.demo()
    assert parts.rating_label(site, rating) == label
    assert parts.rating_rank(site, rating) == rank


def test_a_sites_own_scale_is_ranked_from_best_to_worst() -> None:
    site, _ = factories.demo()
    site = replace(site, site=factories.site(ratings=("true", "half-true", "false")))
    assert [parts.rating_rank(site, r) for r in site.site.ratings] == [1, 3, 5]


def test_kinds_of_the_site_keep_their_labels() -> None:
    site, _ = factories.demo()
    own = (AnnotationKind(id="method", label="How we know"), AnnotationKind(id="my-kind"))
    site = replace(site, site=factories.site(annotation_kinds=own))
    labels = parts.kind_labels(site, ("context", "method", "my-kind"))
    assert labels == {"context": "Context", "method": "How we know", "my-kind": "My kind"}


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("A Wake-Up Call", 'A <span class="whole">Wake-Up</span> Call'),
        ("Rise & fall – of <chips>", "Rise &amp; fall – of &lt;chips&gt;"),
        ("R1-Zero-2", '<span class="whole">R1-Zero-2</span>'),
        ("A once-in-a-generation-event", "A once-in-a-generation-event"),
    ],
)
def test_headlines_keep_compounds_whole(title: str, html: str) -> None:
    assert parts.headline_html(title) == html
    assert (
        re.sub(r"<[^>]*>", "", html).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">") == title
    )


def test_the_frame_leads_only_to_pages_that_are_there() -> None:
    site, _ = factories.demo()
    frame = parts.frame_for(parts.lookup(site))
    assert [link.url for link in frame.navigation] == [
        "/articles/", "/quotes/", "/timeline/", "/people/", "/topics/",
    ]  # fmt: skip
    assert [link.url for link in frame.footer] == [
        "/about/",
        "/claims/",
        "/sources/",
        "/corrections/",
        "/feed.xml",
    ]
    bare = parts.frame_for(
        parts.lookup(replace(site, articles=(), events=(), people={}, sources={}, pages=(), topics={}))
    )
    assert bare.navigation == ()
    assert [link.url for link in bare.footer] == ["/feed.xml"]


def test_the_sites_own_navigation_is_taken_as_it_is() -> None:
    site, _ = factories.demo()
    own = (NavigationItem(title="Home", url="/"), NavigationItem(title="Shop", url="https://example.org/"))
    frame = parts.frame_for(
        parts.lookup(replace(site, site=factories.site(navigation=own, url="", language="ar")))
    )
    assert [(link.title, link.url) for link in frame.navigation] == [(n.title, n.url) for n in own]
    assert frame.feeds == ()
    assert frame.direction == "rtl"


def test_people_without_anything_to_show_have_no_page() -> None:
    """Whoever speaks, claims, writes, is in an event or has a note has one; so have their organisations."""
    site, _ = factories.demo()
    idle = factories.person("idle", "Ida Idle")
    site = replace(site, people=site.people | {"idle": idle})
    assert parts.people_with_page(site) == {"liang", "ding", "heim", "deepseek", "rand", "mara"}
    assert parts.person_ref(parts.lookup(site), "idle").url == ""


def test_a_statement_card_does_not_name_an_organisation_twice() -> None:
    site, _ = factories.demo()
    chips = next(article for article in site.articles if article.slug == "chips")
    cards = {s.id: parts.statement_card(parts.lookup(site), s) for s in chips.statements}
    assert (cards["embargo"].role, cards["embargo"].organization) == (
        "founder and chief executive",
        "DeepSeek",
    )
    said = replace(chips.statements[0], role="founder of DeepSeek")
    card = parts.statement_card(parts.lookup(site), said)
    assert (card.role, card.organization) == ("founder of DeepSeek", "")
    assert cards["official"].speaker is None
    assert cards["official"].described.startswith("an official")


def test_a_listed_statement_names_its_section_and_its_place() -> None:
    site, _ = factories.demo()
    chips = next(article for article in site.articles if article.slug == "chips")
    items = {s.statement.id: statement_item(parts.lookup(site), s) for s in said_in(chips, "attributed")}
    card = items["forced"].card
    assert card.section_title == "Innovation amid constraints"
    assert (items["forced"].anchor, card.anchor) == ("q-chips.forced", "q-forced")
    assert card.url == "/articles/chips/#q-forced"
    assert card.text == " … ".join(card.parts)


def test_english_is_spelled_as_the_site_is() -> None:
    """The catalogue is American; British English, and what shares its spelling, is respelled, keys apart."""
    american, british = catalogue("en-US"), catalogue("en-GB")
    assert american.keys() == british.keys()
    assert (american["heard.organization"], british["heard.organization"]) == ("Organization", "Organisation")
    assert (american["theme.auto"], british["theme.auto"]) == ("Colors: automatic", "Colours: automatic")
    assert catalogue("en") == american
    assert british["people.organizations"] == {
        "one": "{count} organisation",
        "other": "{count} organisations",
    }
