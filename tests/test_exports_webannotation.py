"""annotations.json against the Web Annotation Data Model and its vocabulary."""

from __future__ import annotations

from typing import Any

import exportsite
import jsonschema
import pytest

from dateline.analyse.links import LinkLog
from dateline.diagnostics import Location
from dateline.exports.markdownlinks import in_full
from dateline.exports.webannotation import MOTIVATIONS
from dateline.model import BUILT_IN_KINDS
from dateline.text.prose import render_note

FAB = f"{exportsite.URL}articles/fab/"
_PURPOSES = [
    # The instances of oa:Motivation, section 3.3.5 of the data model.
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting"),
    *("identifying", "linking", "moderating", "questioning", "replying", "tagging"),
]
_PURPOSE = {"enum": _PURPOSES}
_IRI = {"type": "string", "pattern": "^https?://[^ ]+$"}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?$"}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


def _one_or_more(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


_SELECTOR = {
    "oneOf": [
        _object(
            ["type", "exact"],
            type={"const": "TextQuoteSelector"},
            exact={"type": "string", "minLength": 1},
            prefix={"type": "string", "maxLength": 32},
            suffix={"type": "string", "maxLength": 32},
        ),
        _object(
            ["type", "start", "end"],
            type={"const": "TextPositionSelector"},
            start={"type": "integer", "minimum": 0},
            end={"type": "integer", "minimum": 1},
        ),
        _object(
            ["type", "value"],
            type={"const": "FragmentSelector"},
            value={"type": "string", "minLength": 1},
            conformsTo=_IRI,
        ),
    ]
}
_BODY = {
    "oneOf": [
        _object(
            ["type", "value"],
            type={"const": "TextualBody"},
            value={"type": "string", "minLength": 1},
            format={"enum": ["text/markdown", "text/plain"]},
            language={"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
            purpose=_PURPOSE,
        ),
        _object(
            ["type", "source"], id=_IRI, type={"const": "SpecificResource"}, source=_IRI, purpose=_PURPOSE
        ),
    ]
}
_TARGET = {
    "oneOf": [
        _IRI,
        _object(
            ["type", "source", "selector"],
            type={"const": "SpecificResource"},
            source=_IRI,
            selector=_one_or_more(_SELECTOR),
        ),
    ]
}
_ANNOTATION = _object(
    ["id", "type", "target"],
    id=_IRI,
    type={"const": "Annotation"},
    motivation=_PURPOSE,
    body=_one_or_more(_BODY),
    target=_one_or_more(_TARGET),
    created=_MOMENT,
    modified=_MOMENT,
    via=_IRI,
    creator=_object(["type", "name"], type={"const": "Person"}, name={"type": "string"}),
)
PAGE = _object(
    ["@context", "id", "type", "items"],
    **{"@context": {"const": "http://www.w3.org/ns/anno.jsonld"}},
    id=_IRI,
    type={"const": "AnnotationPage"},
    partOf=_object(
        ["id", "type"],
        id=_IRI,
        type={"const": "AnnotationCollection"},
        label={"type": "string"},
        total={"type": "integer"},
    ),
    startIndex={"type": "integer", "minimum": 0},
    items={"type": "array", "items": _ANNOTATION},
)
"""The data model (W3C Recommendation, 23 February 2017), as far as it is used."""


def items() -> dict[str, dict[str, Any]]:
    """The annotations of the article by the letter that their fragment begins with."""
    found: dict[str, dict[str, Any]] = {}
    for item in exportsite.data("articles/fab/annotations.json")["items"]:
        found.setdefault(item["id"].partition("#")[2][0] + str(len(found)), item)
    return found


@pytest.mark.parametrize("slug", ["fab", "later"])
def test_the_page_fits_the_model(slug: str) -> None:
    page = exportsite.data(f"articles/{slug}/annotations.json")
    jsonschema.validate(page, PAGE)
    assert page["partOf"]["total"] == len(page["items"])
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids)


def test_everything_that_the_editor_knows_is_there() -> None:
    """Notes, a footnote, quotations, a claim and an event, each with what it is for."""
    told = [(item["id"].partition("#")[2][:2], item["motivation"]) for item in items().values()]
    assert sorted(told) == sorted(
        [
            ("a-", "assessing"),
            ("a-", "commenting"),
            ("a-", "linking"),
            ("q-", "identifying"),
            ("q-", "identifying"),
            ("c-", "assessing"),
            ("e-", "describing"),
        ]
    )
    assert {MOTIVATIONS[kind] for kind in BUILT_IN_KINDS} <= set(_PURPOSES)


def test_a_note_names_its_words_its_tags_and_its_sources() -> None:
    (note,) = (i for i in items().values() if i["motivation"] == "assessing" and "#a-" in i["id"])
    text, kind, tag, source = note["body"]
    assert text["value"] == f"A *note* with a [link]({exportsite.URL}articles/later/)."
    assert [kind["value"], tag["value"]] == ["fact-check", "power"]
    assert source == {
        "id": f"{exportsite.URL}sources/#s-report",
        "type": "SpecificResource",
        "source": "https://example.org/report",
        "purpose": "linking",
    }
    quote, position = note["target"]["selector"]
    assert quote["exact"] == "went quiet"
    assert position["end"] - position["start"] == len("went quiet")
    assert note["target"]["source"] == FAB


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("[a](article:later#x)", "[a](/articles/later/#x)"),
        ("[a](../later/meta.yaml) [b](../later/article.md)", "[a](/articles/later/) [b](/articles/later/)"),
        ("[a](#what)", "[a](/articles/fab/#what)"),
        ("[a](/people/)", "[a](/people/)"),
        ('![a](fab.jpg "Fab")', '![a](/articles/fab/fab.jpg "Fab")'),
        ("![a](<a fab.jpg>)", "![a](</articles/fab/a%20fab.jpg>)"),
        ("![a](fab(1).jpg)", "![a](/articles/fab/fab%281%29.jpg)"),
        ("[a][1]\n\n[1]: article:later", "[a][1]\n\n[1]: /articles/later/"),
        ('<a href="article:later">a</a>', '<a href="/articles/later/">a</a>'),
        ("`[a](article:later)`", "`[a](article:later)`"),
        ("[a](https://example.com/article:later)", "[a](https://example.com/article:later)"),
    ],
)
def test_links_of_a_body_lead_there_from_anywhere(written: str, whole: str) -> None:
    names = ("fab.jpg", "a fab.jpg", "fab(1).jpg")
    log = LinkLog("articles/fab", frozenset(f"articles/fab/{name}" for name in names))
    html = render_note(written, log.rules(lambda _: Location("")))
    assert in_full(written, html, "fab", lambda address: address) == whole


@pytest.mark.parametrize("standing", ["confirmed", "disputed", "withdrawn"])
def test_a_statement_that_no_longer_stands_is_told_as_such(standing: str) -> None:
    meta = exportsite.FILES["articles/fab/meta.yaml"].replace(
        "source: report}", f"source: report, status: {standing}}}"
    )
    page = exportsite.data("articles/fab/annotations.json", {"articles/fab/meta.yaml": meta})
    jsonschema.validate(page, PAGE)
    (said,) = (i for i in page["items"] if i["id"] == f"{FAB}#q-the-machines-simply-went-quiet")
    tags = [body["value"] for body in said["body"] if body["purpose"] == "tagging"]
    assert tags == [standing] * (standing != "confirmed")


def test_without_a_url_addresses_are_told_from_the_file() -> None:
    site = exportsite.FILES["site.yaml"].replace(f"url: {exportsite.URL}\n", "")
    page = exportsite.data("articles/fab/annotations.json", {"site.yaml": site})
    (note,) = (i for i in page["items"] if i["id"] == "index.html#a-went-quiet-fact-check")
    assert page["id"] == "annotations.json"
    assert note["body"][0]["value"] == "A *note* with a [link](../later/index.html)."
    assert note["body"][3]["id"] == "../../sources/index.html#s-report"
    assert note["target"]["source"] == "index.html"


def test_positions_count_in_the_visible_text() -> None:
    """Selectors of one article that stand beside each other agree with each other."""
    found = {}
    for item in items().values():
        target = item["target"]
        if isinstance(target, dict) and isinstance(target["selector"], list):
            quote, position = target["selector"]
            found[quote["exact"]] = (position["start"], quote)
    machines, quiet = found["the machines simply went quiet"], found["went quiet"]
    assert quiet[0] - machines[0] == len("the machines simply ")
    assert machines[1]["prefix"].endswith("“")
    assert machines[1]["suffix"].startswith(",”")
