"""Which page of the timeline shows which event, for all who link to it; and the line that they tell of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dateline.building.plan import View
from dateline.dates.datewords import iso_datetime
from dateline.model import AnalysedSite, Event
from dateline.pages.dates import DateView, Relation
from dateline.pages.periods import Period, periods
from dateline.pages.split import PAGE_BUDGET, weight_of


class Pages(View, frozen=True, kw_only=True):
    """The timeline's pages of past and coming events; a timeline of one page has no periods."""

    past: tuple[Period, ...] = ()
    ahead: tuple[Period, ...] = ()

    @property
    def is_split(self) -> bool:
        """Whether the events are on pages of their own, and /timeline/ leads to them."""
        return bool(self.past or self.ahead)


def pages_of(site: AnalysedSite) -> Pages:
    """How the timeline is cut: not at all while it fits on one page, else by time."""
    weights = {event.id: event_weight(event) for event in site.events}
    if sum(weights.values()) <= PAGE_BUDGET:
        return Pages()

    def weight(event: Event) -> int:
        return weights[event.id]

    past = [event for event in site.events if not event.ahead]
    ahead = [event for event in site.events if event.ahead]
    return Pages(
        past=tuple(periods(past, weight)),
        ahead=tuple(periods(ahead, weight, prefix="/timeline/ahead/")),
    )


def event_urls(site: AnalysedSite) -> dict[str, str]:
    """By event id, its address: the page of the timeline that it stands on, and its place there."""
    return urls_on(pages_of(site), site)


def urls_on(pages: Pages, site: AnalysedSite) -> dict[str, str]:
    """As `event_urls`, where it is known already how the timeline is cut."""
    if not pages.is_split:
        return {event.id: f"/timeline/#e-{event.id}" for event in site.events}
    return {
        event.id: f"{period.address}#e-{event.id}"
        for period in (*pages.past, *pages.ahead)
        for event in period.events
    }


class EventLine(View, frozen=True, kw_only=True):
    """An event in a line, which leads to all there is on the timeline."""

    url: str
    date: DateView
    title: str
    status: Literal["happened", "planned", "forecast", "deadline", "missed"]
    relation: Relation


def event_lines(site: AnalysedSite, urls: Mapping[str, str]) -> dict[str, EventLine]:
    """By event id, the event in a line."""
    return {
        event.id: EventLine(
            url=urls[event.id],
            date=DateView(words=event.date_words, datetime=iso_datetime(event.date), edtf=event.date),
            title=event.title,
            status=event.status,
            relation=event.relation,
        )
        for event in site.events
    }


def event_weight(event: Event) -> int:
    """Bytes that the event takes in the timeline, estimated."""
    text = [event.title, event.date_words, *event.people, *event.people, *event.sources]
    slugs = 0
    for telling in event.tellings:
        text += (telling.title, telling.words, telling.section)
        slugs += len(telling.slug)
    linked = 150 * len(event.people) + 220 * len(event.sources) + 150 * len(event.tellings)
    topics = 90 * (len(event.topics) or 3 * bool(event.tellings))
    return 820 + weight_of(*text) + len(event.html.encode()) + 3 * len(event.id) + 2 * slugs + linked + topics
