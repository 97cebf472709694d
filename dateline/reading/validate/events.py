"""Events, in an article and in timeline.yaml, and the selectors that entries point at words with."""

from __future__ import annotations

from typing import Literal

from dateline.diagnostics import Diagnostic
from dateline.model import EventEntry, Selector
from dateline.reading.fields import Fields
from dateline.reading.yamltables import read_items, unique_ids

__all__ = ["read_event", "read_selector", "read_timeline"]

EVENT_STATUSES: tuple[Literal["happened", "planned", "forecast", "deadline", "missed"], ...] = (
    "happened",
    "planned",
    "forecast",
    "deadline",
    "missed",
)
RELATIONS: tuple[Literal["on", "by", "until", "since", "before", "after"], ...] = (
    "on",
    "by",
    "until",
    "since",
    "before",
    "after",
)


def read_timeline(text: str, file: str) -> tuple[tuple[EventEntry, ...], list[Diagnostic]]:
    """The background events of timeline.yaml, in the order written."""
    events, problems = read_items(text, file, "an event", _read_background)
    unique_ids(events, "events", problems)
    return events, problems


def _read_background(fields: Fields) -> EventEntry:
    """An event of no article, which can point at no words."""
    for key in ("exact", "prefix", "suffix", "section"):
        if key in fields.pairs:
            message = f"`{key}` points at words of an article, and timeline.yaml is about none"
            fields.warn("conflicting-keys", message, fields.pairs[key].key_at, "delete it")
    return read_event(fields)


def read_event(fields: Fields) -> EventEntry:
    """One event. Its date is empty where it cannot be read (an error), so that the rest can be checked."""
    event = EventEntry(
        date=fields.required_edtf("date"),
        title=fields.required("title"),
        body=fields.prose("body"),
        selector=read_selector(fields)[0],
        status=fields.choice("status", EVENT_STATUSES, "happened"),
        relation=fields.choice("relation", RELATIONS, "on"),
        words=fields.text("words"),
        id=fields.identifier("id"),
        people=fields.identifiers("people", "the id of a person"),
        sources=fields.identifiers("sources", "the id of a source"),
        topics=fields.identifiers("topics", "a topic id"),
        at=fields.at,
        places=fields.places,
    )
    fields.end()
    return event


def read_selector(fields: Fields) -> tuple[Selector | None, str]:
    """The words that an entry points at (None where it has no `exact`), and its section.

    `prefix` and `suffix`, which mean nothing without `exact`, are then an error.
    """
    exact = fields.text("exact")
    prefix = fields.context("prefix")
    suffix = fields.context("suffix")
    section = fields.text("section")
    if exact:
        return Selector(exact=exact, prefix=prefix, suffix=suffix, section=section), section
    if prefix or suffix or "exact" in fields.pairs:
        fields.missing("exact", hint="`prefix` and `suffix` tell apart places of the words in `exact`")
    return None, section
