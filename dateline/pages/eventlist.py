"""Events as lists show them: on the timeline, and on the pages of the people and topics they concern.

Which page of the timeline an event stands on is decided here, for all who link to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

from msgspec import Struct

from dateline import addresses
from dateline.datewords import iso_datetime
from dateline.days import civil
from dateline.model import AnalysedSite, Event, Telling
from dateline.pages import parts
from dateline.pages.parts import DateView, Lookup, PersonRef
from dateline.pages.periods import Period, periods
from dateline.pages.split import PAGE_BUDGET, weight_of
from dateline.plan import Link


class TellingView(Struct, frozen=True, kw_only=True):
    """An article that tells of the event."""

    title: str
    url: str
    """Address of the very words, where the article marks them."""
    words: str = ""
    section: str = ""


class EventItem(Struct, frozen=True, kw_only=True):
    """An event as a list shows it."""

    anchor: str
    url: str
    """Its address on the timeline."""
    date: DateView
    title: str
    html: str = ""
    status: Literal["happened", "planned", "forecast", "deadline", "missed"] = "happened"
    relation: Literal["on", "by", "until", "since", "before", "after"] = "on"
    people: tuple[PersonRef, ...] = ()
    topics: tuple[Link, ...] = ()
    sources: tuple[Link, ...] = ()
    tellings: tuple[TellingView, ...] = ()
    ahead: bool = False
    person_ids: tuple[str, ...] = ()
    topic_ids: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    from_year: int
    to_year: int


class Pages(Struct, frozen=True, kw_only=True):
    """The timeline's pages of past and coming events; a timeline of one page has no periods."""

    past: tuple[Period, ...] = ()
    ahead: tuple[Period, ...] = ()

    @property
    def is_split(self) -> bool:
        """Whether the events are on pages of their own, and /timeline/ leads to them."""
        return bool(self.past or self.ahead)


def pages_of(site: AnalysedSite) -> Pages:
    """How the timeline is cut: not at all while it fits on one page, else by time."""
    weight = partial(event_weight, site)
    if sum(map(weight, site.events)) <= PAGE_BUDGET:
        return Pages()
    past = [event for event in site.events if not event.ahead]
    ahead = [event for event in site.events if event.ahead]
    return Pages(
        past=tuple(periods(past, weight)),
        ahead=tuple(periods(ahead, weight, prefix="/timeline/ahead/")),
    )


def event_urls(site: AnalysedSite) -> dict[str, str]:
    """By event id, its address: the page of the timeline that it stands on, and its place there."""
    pages = pages_of(site)
    if not pages.is_split:
        return {event.id: f"/timeline/#e-{event.id}" for event in site.events}
    return {
        event.id: f"{period.address}#e-{event.id}"
        for period in (*pages.past, *pages.ahead)
        for event in period.events
    }


def happened_last(events: Sequence[Event]) -> list[Event]:
    """What has happened, the last first."""
    happened = [event for event in events if not event.ahead and event.status == "happened"]
    return sorted(happened, key=lambda event: (event.latest, event.earliest), reverse=True)


def coming_next(events: Sequence[Event]) -> list[Event]:
    """What is ahead, the next first."""
    ahead = [event for event in events if event.ahead]
    return sorted(ahead, key=lambda event: (event.latest, event.earliest))


def event_item(look: Lookup, event: Event, url: str, *, without: Sequence[str] = ()) -> EventItem:
    """An event with names, links and words filled in; `without` are people and topics not to repeat."""
    topics = topics_of(look, event)
    return EventItem(
        anchor=f"e-{event.id}",
        url=url,
        date=DateView(words=event.date_words, datetime=iso_datetime(event.date), edtf=event.date),
        title=event.title,
        html=event.html,
        status=event.status,
        relation=event.relation,
        people=tuple(parts.person_ref(look, p) for p in event.people if p not in without),
        topics=parts.topic_links(look, (t for t in topics if t not in without)),
        sources=tuple(link for s in event.sources if (link := parts.source_link(look, s))),
        tellings=tuple(_telling(look, event, telling) for telling in event.tellings),
        ahead=event.ahead,
        person_ids=event.people,
        topic_ids=topics,
        slugs=tuple(telling.slug for telling in event.tellings),
        from_year=civil(event.earliest)[0],
        to_year=civil(event.latest)[0],
    )


def topics_of(look: Lookup, event: Event) -> tuple[str, ...]:
    """The event's own topics; where it names none, those of the articles that tell of it."""
    if event.topics:
        return event.topics
    told = (t for telling in event.tellings for t in look.articles[telling.slug].topics)
    return tuple(dict.fromkeys(told))


def event_weight(site: AnalysedSite, event: Event) -> int:
    """Bytes that the event takes in a list, estimated."""
    people = sum(150 + 2 * len(p) for p in event.people)
    sources = sum(
        120 + 2 * len(s) + weight_of(site.sources[s].title) for s in event.sources if s in site.sources
    )
    tellings = sum(150 + 2 * len(t.slug) + weight_of(t.title, t.words, t.section) for t in event.tellings)
    topics = 90 * (len(event.topics) or 3 * bool(event.tellings))
    own = weight_of(event.title, event.date_words) + len(event.html.encode()) + 3 * len(event.id)
    return 820 + own + people + topics + sources + tellings


def _telling(look: Lookup, event: Event, telling: Telling) -> TellingView:
    article = look.articles[telling.slug]
    place = f"e-{event.id}" if telling.anchor else telling.section
    return TellingView(
        title=telling.title,
        url=addresses.article(telling.slug, place),
        words=telling.words,
        section=parts.section_title(article, telling.section),
    )
