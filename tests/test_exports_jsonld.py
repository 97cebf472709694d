"""Structured data of every kind of page, read by extruct and expanded as JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import exportsite
import extruct
import pytest

URL = exportsite.URL
FAB = f"{URL}articles/fab/"


def things(page: str, changes: Mapping[str, str] | None = None) -> dict[str, list[dict[str, Any]]]:
    """By type: everything that a page says in its JSON-LD, nested things included."""
    read = extruct.extract(exportsite.text(page, changes), base_url=URL, syntaxes=["json-ld"])["json-ld"]
    found: dict[str, list[dict[str, Any]]] = {}
    for thing in _flat(read):
        found.setdefault(thing["@type"], []).append(thing)
    return found


def _flat(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _flat(each)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for each in value.values():
            yield from _flat(each)


TYPES = [
    ("index.html", {"WebSite"}),
    (
        "articles/fab/index.html",
        {"AnalysisNewsArticle", "Quotation", "ClaimReview", "CorrectionComment", "BreadcrumbList", "Person"},
    ),
    ("people/chen-wei/index.html", {"Person", "BreadcrumbList"}),
    ("people/fab-co/index.html", {"Organization", "BreadcrumbList"}),
    ("timeline/index.html", {"Event"}),
    ("quotes/index.html", {"CollectionPage"}),
    ("claims/index.html", {"CollectionPage"}),
    ("topics/chips/index.html", {"CollectionPage", "BreadcrumbList"}),
    ("sources/index.html", {"CollectionPage"}),
]


@pytest.mark.parametrize(("page", "types"), TYPES)
def test_a_page_says_what_it_is_about(page: str, types: set[str]) -> None:
    assert things(page).keys() >= types


def test_every_page_has_sound_structured_data() -> None:
    """One script a page, schema.org's context, no empty value, absolute addresses, and no way out of it."""
    folder = exportsite.published()
    for path in sorted(folder.rglob("*.html")):
        html = path.read_text("utf-8")
        scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
        assert len(scripts) <= 1, path
        for script in scripts:
            assert not set("<>&") & set(script), path
            document = json.loads(script)
            assert document["@context"] == "https://schema.org"
            for thing in _flat(document):
                assert all(value not in ("", None, [], {}) for value in thing.values()), path
                for key in ("@id", "url", "item", "image", "sameAs", "mainEntityOfPage"):
                    values = thing.get(key, [])
                    for value in values if isinstance(values, list) else [values]:
                        assert isinstance(value, dict) or value.startswith(("https://", "http://")), path


def test_an_article_in_full() -> None:
    (article,) = things("articles/fab/index.html")["AnalysisNewsArticle"]
    assert article["@id"] == article["url"] == FAB
    assert article["headline"] == "The day the fab stopped & <why>"
    assert article["dateline"] == "Hsinchu, 2024-04-03"
    assert article["datePublished"] == "2024-04-03T09:00:00+08:00"
    assert article["dateModified"] == "2024-04-05"
    assert [author["name"] for author in article["author"]] == ["Lin Mei"]
    assert article["publisher"]["name"] == "Ledger Ltd"
    assert article["publisher"]["publishingPrinciples"] == f"{URL}standards/"
    assert [topic["name"] for topic in article["about"]] == ["Chips & fabs"]
    assert {person["name"] for person in article["mentions"]} == {"Chen Wei", "Fab Co"}
    assert [source["name"] for source in article["citation"]] == ["Report <b>"]
    (correction,) = article["correction"]
    assert correction["datePublished"] == "2024-04-05"
    assert correction["text"] == "An earlier version was wrong."
    assert article["image"][0] == f"{FAB}share.png"


@pytest.mark.parametrize(
    ("logo", "address"),
    [
        ("logo.svg", f"{URL}logo.svg"),
        ("/logo.svg", f"{URL}logo.svg"),
        ("static/logo.svg", f"{URL}logo.svg"),
        ("https://example.com/logo.svg", "https://example.com/logo.svg"),
    ],
)
def test_the_publishers_logo_is_found_from_anywhere(logo: str, address: str) -> None:
    site = exportsite.FILES["site.yaml"].replace("{name: Ledger Ltd,", f"{{name: Ledger Ltd, logo: '{logo}',")
    changes = {"site.yaml": site, "static/logo.svg": "<svg/>"}
    (article,) = things("articles/fab/index.html", changes)["AnalysisNewsArticle"]
    assert article["publisher"]["logo"] == address


def test_a_quotation_is_by_who_said_it() -> None:
    """`creator`, since `spokenByCharacter` is for characters; set-aside words are nobody's."""
    (quotation,) = things("articles/fab/index.html")["Quotation"]
    assert quotation["text"] == "the machines simply went quiet"
    assert quotation["creator"]["name"] == "Chen Wei"
    assert quotation["@id"].startswith(f"{FAB}#q-")
    assert quotation["isPartOf"] == {"@id": FAB}
    assert quotation["dateCreated"] == "2024-04-03"
    assert quotation["isBasedOn"] == {
        "@type": "CreativeWork",
        "name": "Report <b>",
        "url": "https://example.org/report",
    }


@pytest.mark.parametrize(
    ("author", "kind"),
    [("Fab Co", "Organization"), ("Chen Wei", "Person"), ("Nobody We Know", "Person")],
)
def test_the_author_of_a_source_is_what_people_yaml_knows_them_for(author: str, kind: str) -> None:
    sources = exportsite.FILES["sources.yaml"].replace("title:", f"author: {author}, title:")
    (article,) = things("articles/fab/index.html", {"sources.yaml": sources})["AnalysisNewsArticle"]
    (source,) = article["citation"]
    assert source["author"] == {"@type": kind, "name": author}


def test_a_claim_is_rated_on_the_sites_scale() -> None:
    (review,) = things("articles/fab/index.html")["ClaimReview"]
    assert review["claimReviewed"] == "output was back to 80%"
    assert review["itemReviewed"]["author"]["name"] == "Fab Co"
    rating = review["reviewRating"]
    assert rating["alternateName"] == "needs context"
    assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]


def test_people_and_events_are_told_apart() -> None:
    (person,) = (p for p in things("people/chen-wei/index.html")["Person"] if "jobTitle" in p)
    assert person["jobTitle"] == "line engineer"
    assert person["affiliation"]["name"] == "Fab Co"
    assert person["sameAs"] == ["https://www.wikidata.org/wiki/Q0"]
    (event,) = things("timeline/index.html")["Event"]
    assert event["startDate"] == "2024-04-03"
    assert event["name"] == "Earthquake off Hualien"


def test_breadcrumbs_count_from_the_front_page() -> None:
    (trail,) = things("articles/fab/index.html")["BreadcrumbList"]
    steps = trail["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert steps[-1]["item"] == FAB
    assert all(step["name"] for step in steps)
