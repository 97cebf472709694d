"""timeline.json: the timeline as TimelineJS 3 reads it, with our own fields beside.

Format: https://timeline.knightlab.com/docs/json-format.html. A start date is as precise as the event's; what
it cannot say (about, by, until, the 1990s) is said by `display_date`, and exactly by our own `edtf`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import msgspec
from msgspec import Struct

from dateline import addresses
from dateline.dates.days import civil
from dateline.dates.edtf import Edtf, Point, parse
from dateline.model import AnalysedSite, Event


class Moment(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A date of TimelineJS. Years are astronomical, as in JavaScript: 0 is 1 BC."""

    year: int
    month: int | None = None
    day: int | None = None


class SlideText(Struct, frozen=True, kw_only=True):
    """What a slide shows; `text` is HTML."""

    headline: str
    text: str


class ToldBy(Struct, frozen=True, kw_only=True):
    """An article that tells of the event."""

    slug: str
    url: str


class Slide(Struct, frozen=True, kw_only=True):
    """One event."""

    unique_id: str
    start_date: Moment
    end_date: Moment | msgspec.UnsetType = msgspec.UNSET
    display_date: str
    text: SlideText
    group: str | msgspec.UnsetType = msgspec.UNSET
    edtf: str
    approximate: bool
    uncertain: bool
    status: str
    relation: str
    articles: tuple[ToldBy, ...]
    people: tuple[str, ...]
    topics: tuple[str, ...]


def timeline_json(site: AnalysedSite) -> Iterator[bytes]:
    """timeline.json in pieces: every event of a known year, in timeline order.

    Events of no known year have no start date, and TimelineJS does without those.
    """
    encode = msgspec.json.Encoder().encode
    head = encode({"title": {"text": {"headline": site.site.title, "text": site.site.description}}})
    yield head[:-1] + b',"events":['
    comma = b""
    events = iter(site.events)
    while some := list(islice(events, _AT_ONCE)):
        slides = [slide(site, event, when) for event in some if (when := parse(event.date)).has_year]
        if slides:
            yield comma + encode(slides)[1:-1]
            comma = b","
    yield b"]}"


_AT_ONCE = 100
"""So many events are a piece."""


def slide(site: AnalysedSite, event: Event, when: Edtf) -> Slide:
    """An event as TimelineJS has it."""
    start, end = _dates(when)
    topic = site.topics.get(event.topics[0]) if event.topics else None
    return Slide(
        unique_id=event.id,
        start_date=start,
        end_date=end if end is not None and end != start else msgspec.UNSET,
        display_date=event.date_words,
        text=SlideText(headline=event.title, text=addresses.in_full(event.html, site.site.url)),
        group=topic.title if topic else msgspec.UNSET,
        edtf=event.date,
        approximate=when.approximate,
        uncertain=when.uncertain,
        status=event.status,
        relation=event.relation,
        articles=tuple(
            [
                ToldBy(slug=slug, url=_address(site, slug))
                for slug in dict.fromkeys([telling.slug for telling in event.tellings])
            ]
        ),
        people=event.people,
        topics=event.topics,
    )


def _address(site: AnalysedSite, slug: str) -> str:
    address = addresses.article(slug)
    return addresses.absolute(address, site.site.url) or address


def _dates(when: Edtf) -> tuple[Moment, Moment | None]:
    """Where a slide starts, and where it ends if that is somewhere else and known."""
    first, last = when.first or when.last, when.last or when.first
    assert first is not None
    assert last is not None
    start = _moment(first, first.earliest)
    if when.ends != "known" or (first is last and _is_one_unit(first)):
        return start, None
    return start, _moment(last, last.latest)


def _is_one_unit(point: Point) -> bool:
    """Whether a year, a year and month, or a full date says all of it."""
    return point.precision in ("day", "month", "year") and "X" not in point.text


def _moment(point: Point, day: int) -> Moment:
    year, month, number = civil(day)
    if point.precision == "day":
        return Moment(year=year, month=month, day=number)
    if point.precision in ("month", "season"):
        return Moment(year=year, month=month)
    return Moment(year=year)
