"""timeline.json is what TimelineJS reads, and says more beside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import factories as f
import jsonschema
import pytest

from dateline.exports.timelinejs import timeline_json
from dateline.gathering.timeline import merge
from dateline.model import AnalysedSite, ArticleEvent, Topic

DATES = [
    "-0043-03-15",
    "0476",
    "156X-12-25",
    "1903-05~",
    "1950S2",
    "[1667,1668,1670..1672]",
    "2004-06-01/2006-08",
    "2021/2023~",
    "2023-36",
    "2024-04-03",
    "2024-04-03/2024-04-05",
    "2024/..",
    "../1985",
    "203X",
    "2030?",
]


def site(*dates: str, url: str = "https://example.org/ledger/", **fields: Any) -> AnalysedSite:
    told = [
        ArticleEvent(id=f"e{index}", date=text, title=f"Event <{index}>", at=f.AT, **fields)
        for index, text in enumerate(dates)
    ]
    events, _ = merge([("a", "A", "2024-04-05", each) for each in told], (), "en", "2024-04-05")
    return AnalysedSite(
        site=f.site(url=url),
        topics={"chips": Topic(id="chips", title="Chips")},
        articles=(f.article("a", "A", "2024-04-05"),),
        events=events,
        newest="2024-04-05",
    )


def slides(*dates: str, **fields: Any) -> list[dict[str, Any]]:
    return list(json.loads(b"".join(timeline_json(site(*dates, **fields))))["events"])


def test_a_slide_has_the_event_and_where_it_is_told() -> None:
    told = site("2024-04-03~", html="<p>b</p>", people=("ana",), topics=("chips",), status="planned")
    document = json.loads(b"".join(timeline_json(told)))
    assert document["title"]["text"]["headline"] == "The Ledger"
    assert document["events"] == [
        {
            "unique_id": "e0",
            "start_date": {"year": 2024, "month": 4, "day": 3},
            "display_date": "about April 3, 2024",
            "text": {"headline": "Event <0>", "text": "<p>b</p>"},
            "group": "Chips",
            "edtf": "2024-04-03~",
            "approximate": True,
            "uncertain": False,
            "status": "planned",
            "relation": "on",
            "articles": [{"slug": "a", "url": "https://example.org/ledger/articles/a/"}],
            "people": ["ana"],
            "topics": ["chips"],
        }
    ]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-04-03", {"year": 2024, "month": 4, "day": 3}, None),
        ("2024-04", {"year": 2024, "month": 4}, None),
        ("2024?", {"year": 2024}, None),
        ("-0043", {"year": -43}, None),
        ("203X", {"year": 2030}, {"year": 2039}),
        ("2023-36", {"year": 2023, "month": 10}, {"year": 2023, "month": 12}),
        ("2021/2023~", {"year": 2021}, {"year": 2023}),
        ("2004-06-01/2006-08", {"year": 2004, "month": 6, "day": 1}, {"year": 2006, "month": 8}),
        ("2024/..", {"year": 2024}, None),
        ("../1985", {"year": 1985}, None),
        ("1950S2", {"year": 1900}, {"year": 1999}),
        ("[1667,1670..1672]", {"year": 1667}, {"year": 1672}),
    ],
)
def test_dates_are_as_precise_as_the_event_s(
    text: str, start: dict[str, int], end: dict[str, int] | None
) -> None:
    (slide,) = slides(text)
    assert slide["start_date"] == start
    assert slide.get("end_date") == end


def test_an_event_of_no_known_year_is_left_out() -> None:
    assert slides("XXXX-12-XX") == []


def test_without_a_site_address_links_are_rooted() -> None:
    (slide,) = json.loads(b"".join(timeline_json(site("2024", url=""))))["events"]
    assert slide["articles"][0]["url"] == "/articles/a/"


_DATE = {
    "type": "object",
    "required": ["year"],
    "additionalProperties": False,
    "properties": {
        "year": {"type": "integer"},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
    },
}
_TEXT = {"type": "object", "required": ["headline"], "properties": {"headline": {"type": "string"}}}
# After https://timeline.knightlab.com/docs/json-format.html
SCHEMA = {
    "type": "object",
    "required": ["events"],
    "properties": {
        "title": {"type": "object", "properties": {"text": _TEXT}},
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["unique_id", "start_date", "text"],
                "properties": {
                    "unique_id": {"type": "string", "minLength": 1},
                    "start_date": _DATE,
                    "end_date": _DATE,
                    "text": _TEXT,
                    "group": {"type": "string"},
                    "display_date": {"type": "string"},
                },
            },
        },
    },
}


def test_the_document_has_the_form_that_timelinejs_documents() -> None:
    jsonschema.validate(json.loads(b"".join(timeline_json(site(*DATES)))), SCHEMA)


def _package() -> Path | None:
    """The folder of the npm package @knight-lab/timelinejs, where DATELINE_TIMELINEJS names it."""
    folder = os.environ.get("DATELINE_TIMELINEJS", "")
    return Path(folder) if folder and shutil.which("node") else None


@pytest.mark.skipif(
    _package() is None, reason="DATELINE_TIMELINEJS names no npm package, or there is no node"
)
def test_timelinejs_itself_reads_every_event() -> None:
    """The parser of the npm package takes the document without an error, and keeps every date."""
    script = Path(__file__).parent / "node" / "timelinejs.mjs"
    document = b"".join(timeline_json(site(*DATES)))
    ran = subprocess.run(
        ["node", str(script), str(_package())], input=document, capture_output=True, check=True, timeout=60
    )
    read = json.loads(ran.stdout)
    assert read["errors"] == []
    assert read["scale"] == "human"
    written = {event["unique_id"]: event for event in json.loads(document)["events"]}
    assert {event["id"] for event in read["events"]} == set(written)
    for event in read["events"]:
        start = written[event["id"]]["start_date"]
        assert event["start"] == [start["year"], start.get("month", 0), start.get("day", 0)]
