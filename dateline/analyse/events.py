"""Entries of `events:` and of timeline.yaml to the events that the timeline merges."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.analyse.ids import event_id
from dateline.diagnostics import Location
from dateline.model import ArticleEvent, EventEntry, Reference, Span


def make_event(
    entry: EventEntry, html: str, target: Span | None = None, section: str = "", at: Location | None = None
) -> ArticleEvent:
    """The event as an article or timeline.yaml tells it; `html` is its body, rendered."""
    return ArticleEvent(
        id=event_id(entry),
        date=entry.date,
        title=entry.title,
        html=html,
        source_text=entry.body,
        status=entry.status,
        relation=entry.relation,
        words=entry.words,
        people=entry.people,
        sources=entry.sources,
        topics=entry.topics,
        target=target,
        section=section,
        at=at or entry.at,
        explicit_id=bool(entry.id),
    )


def event_references(entry: EventEntry) -> Iterator[Reference]:
    """The ids that the entry names, for the whole site to check."""
    for index, person in enumerate(entry.people):
        yield Reference(kind="person", id=person, at=entry.places.get(f"people[{index}]", entry.at))
    for index, source in enumerate(entry.sources):
        yield Reference(kind="source", id=source, at=entry.places.get(f"sources[{index}]", entry.at))
