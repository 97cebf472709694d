"""Events as lists show them: on the timeline, and on the pages of the people and topics they concern."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dateline import addresses
from dateline.building.plan import Link, View
from dateline.dates.days import civil
from dateline.model import Event, Telling
from dateline.pages import parts
from dateline.pages.eventplaces import EventLine as EventLine
from dateline.pages.eventplaces import event_urls as event_urls
from dateline.pages.gathered import topics_of
from dateline.pages.parts import DateView, Lookup, PersonRef
from dateline.pages.split import weight_of


class TellingView(View, frozen=True, kw_only=True):
    """An article that tells of the event."""

    title: str
    url: str
    """Address of the very words, where the article marks them."""
    words: str = ""
    section: str = ""
    """The title of its section, where it marks no words."""


class EventItem(View, frozen=True, kw_only=True):
    """An event as a list shows it."""

    id: str
    url: str = ""
    """Its address on the timeline, where that is not this very place."""
    date: DateView
    title: str
    html: str = ""
    status: Literal["happened", "planned", "forecast", "deadline", "missed"] = "happened"
    relation: Literal["on", "by", "until", "since", "before", "after"] = "on"
    people: tuple[PersonRef, ...] = ()
    topics: tuple[Link, ...] = ()
    sources: tuple[Link, ...] = ()
    tellings: tuple[TellingView, ...] = ()
    person_ids: tuple[str, ...] = ()
    topic_ids: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    from_year: int
    to_year: int

    @property
    def anchor(self) -> str:
        """The id of its place on the timeline."""
        return f"e-{self.id}"


def happened_last(events: Sequence[Event]) -> list[Event]:
    """What has happened, the last first."""
    happened = [event for event in events if not event.ahead and event.status == "happened"]
    return sorted(happened, key=lambda event: (event.latest, event.earliest), reverse=True)


def coming_next(events: Sequence[Event]) -> list[Event]:
    """What is ahead, the next first."""
    ahead = [event for event in events if event.ahead]
    return sorted(ahead, key=lambda event: (event.latest, event.earliest))


def line_weight(event: Event) -> int:
    """Bytes that the event takes in a line, estimated."""
    return 330 + weight_of(event.title, event.date_words) + len(event.id)


def event_item(look: Lookup, event: Event, url: str = "") -> EventItem:
    """An event with names, links and words filled in; `url` leads to it from elsewhere."""
    topics = topics_of(event, look.articles)
    return EventItem(
        id=event.id,
        url=url,
        date=look.event_lines[event.id].date,
        title=event.title,
        html=event.html,
        status=event.status,
        relation=event.relation,
        people=tuple([parts.person_ref(look, p) for p in event.people]),
        topics=parts.topic_links(look, topics),
        sources=tuple([link for s in event.sources if (link := parts.source_link(look, s))]),
        tellings=tuple([_telling(look, event, telling) for telling in event.tellings]),
        person_ids=event.people,
        topic_ids=topics,
        slugs=tuple([telling.slug for telling in event.tellings]),
        from_year=civil(event.earliest)[0],
        to_year=civil(event.latest)[0],
    )


def _telling(look: Lookup, event: Event, telling: Telling) -> TellingView:
    place = f"e-{telling.event or event.id}" if telling.anchor else telling.section
    return TellingView(
        title=telling.title,
        url=addresses.article(telling.slug, place),
        words=telling.words,
        section="" if telling.words else parts.section_title(look.articles[telling.slug], telling.section),
    )
