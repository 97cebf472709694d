"""timeline.ics and deadlines.ics: the timeline for calendars (RFC 5545).

Calendars know days only, so only events of a certain day go into timeline.ics; a coming deadline is in
deadlines.ics on the last day that it allows, its own words in the summary. Nothing in them depends on the
clock: DTSTAMP is the date of the newest article that tells of the event; if none does, the event's own, or
that of the newest article where that is earlier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from dateline import addresses
from dateline.dates.days import civil
from dateline.dates.edtf import Edtf, Point, parse
from dateline.messages import translator
from dateline.model import AnalysedSite, ArticleSummary, Event
from dateline.slugs import slugify
from dateline.text.plainwords import plain_words

Days = tuple[int, int]
"""Numbers of the first and the last day."""


_YEAR_1, _LAST_OF_9999 = -719_162, 2_932_896
"""Years of a calendar have four digits, and the day after an event is written too."""


def timeline_ics(site: AnalysedSite, event_urls: Mapping[str, str]) -> bytes:
    """The bytes of timeline.ics: whole-day events, those of a certain day only, in timeline order.

    `event_urls` are the addresses of events by id. What has not simply happened is told in the summary.
    """
    t = translator(site.site.language)

    def summary(event: Event) -> str:
        return event.title if event.status == "happened" else f"{event.title} ({t(f'status.{event.status}')})"

    found = [(event, _certain_days(event)) for event in site.events]
    entries = [(event, days, summary(event)) for event, days in found if days is not None]
    return _calendar(site, event_urls, entries)


def deadlines_ics(site: AnalysedSite, event_urls: Mapping[str, str]) -> bytes:
    """The bytes of deadlines.ics: what is due, after the newest article, each on its last day."""
    due = [(event, _last_day(event)) for event in site.events]
    return _calendar(
        site,
        event_urls,
        [
            (event, (last, last), f"{event.title} ({event.date_words})")
            for event, last in due
            if last is not None
        ],
    )


def _certain_days(event: Event) -> Days | None:
    """The day of an event, or its first and last, where they are certain and a calendar can hold them."""
    when = parse(event.date)
    if when.kind not in ("date", "interval") or event.relation != "on":
        return None
    first, last = when.first, when.last
    if first is None or last is None or not (_is_certain(first) and _is_certain(last)):
        return None
    return when.earliest, when.latest


def _is_certain(point: Point) -> bool:
    return (
        point.precision == "day"
        and "X" not in point.text
        and not point.qualifiers
        and _YEAR_1 <= point.earliest < _LAST_OF_9999
    )


def _last_day(event: Event) -> int | None:
    """The last day that a coming deadline allows."""
    if event.status != "deadline" or not event.ahead or event.relation in ("since", "after"):
        return None
    when: Edtf = parse(event.date)
    if when.ends != "known" or not when.has_year:
        return None
    last = when.earliest - 1 if event.relation == "before" else when.latest
    return last if last < _LAST_OF_9999 else None


def _calendar(
    site: AnalysedSite, event_urls: Mapping[str, str], entries: Iterable[tuple[Event, Days, str]]
) -> bytes:
    """The events on their days, each with its summary."""
    articles = {article.slug: article for article in site.articles}
    name, namespace = _escaped(site.site.title), _namespace(site)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dateline//Timeline//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
    ]
    for event, days, summary in entries:
        lines += _entry(site, articles, event_urls, namespace, event, days, summary)
    lines += ("END:VCALENDAR", "")
    return "\r\n".join(
        [line if len(line) <= 75 and line.isascii() else _folded(line) for line in lines]
    ).encode()


def _entry(
    site: AnalysedSite,
    articles: Mapping[str, ArticleSummary],
    event_urls: Mapping[str, str],
    namespace: str,
    event: Event,
    days: Days,
    summary: str,
) -> Iterator[str]:
    first, last = days
    told = [articles[telling.slug] for telling in event.tellings if telling.slug in articles]
    stamp = told[0].date.replace("-", "") if told else _background_stamp(site, first)
    url = addresses.article(told[0].slug) if told else event_urls[event.id]
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.id)}@{namespace}"
    yield f"DTSTAMP:{stamp}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_date(first)}"
    # The end is the first day that is no longer part of it.
    yield f"DTEND;VALUE=DATE:{_date(last + 1)}"
    yield f"SUMMARY:{_escaped(summary)}"
    if event.html:
        yield f"DESCRIPTION:{_escaped(plain_words(event.html))}"
    if site.site.url:
        yield f"URL:{addresses.absolute(url, site.site.url)}"
    if event.topics:
        names = [site.topics[topic].title if topic in site.topics else topic for topic in event.topics]
        yield f"CATEGORIES:{','.join(map(_escaped, names))}"
    if event.status in ("planned", "forecast", "deadline"):
        yield "STATUS:TENTATIVE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _background_stamp(site: AnalysedSite, day: int) -> str:
    """An event's own day, but none after the newest article: a stamp is never in the future."""
    return min(_date(day), site.newest.replace("-", "") or _EPOCH)


_EPOCH = "19700101"


def _namespace(site: AnalysedSite) -> str:
    """What sets the site's ids apart from those of all other calendars."""
    parts = urlsplit(site.site.url)
    return (parts.netloc + parts.path).rstrip("/") or f"{slugify(site.site.title)}.invalid"


def _date(day: int) -> str:
    year, month, number = civil(day)
    return f"{year:04}{month:02}{number:02}"


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, "\\" + mark)
    if text.isprintable():  # as nearly all is
        return text
    return _CONTROLS.sub("", text.replace("\r\n", "\n")).replace("\n", "\\n")


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _folded(line: str) -> str:
    """The content line in lines of at most 75 octets (RFC 5545, 3.1), never inside a character."""
    if line.isascii():
        rest = (" " + line[at : at + 74] for at in range(75, len(line), 74))
        return "\r\n".join([line[:75], *rest])
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > 75:
            pieces.append(piece)
            # A continuation begins with a space, which counts.
            piece, size = " ", 1
        piece += character
        size += octets
    return "\r\n".join([*pieces, piece])
