"""The timeline: an overview, then every event by year and month, what is past apart from what is ahead.

A timeline that does not fit on one page is cut by `periods`; /timeline/ then leads to its pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import field

from dateline import addresses
from dateline.building.plan import Frame, Link, Page, PageMeta, View
from dateline.dates.datewords import date_words
from dateline.exports import jsonld
from dateline.gathering.drawn import drawn
from dateline.gathering.timeline import Month, Year, by_year_and_month
from dateline.model import Event
from dateline.pages import parts
from dateline.pages.eventlist import (
    EventItem,
    coming_next,
    event_item,
    happened_last,
)
from dateline.pages.eventplaces import Pages
from dateline.pages.filters import Option, options
from dateline.pages.parts import DateView, Lookup
from dateline.pages.periods import EARLY, Period
from dateline.pages.split import Pager, pager


class MonthGroup(View, frozen=True, kw_only=True):
    """Events of a month, or those of a year that no month holds."""

    id: str
    words: str
    """Empty for those that no month holds."""
    events: tuple[EventItem, ...]


class YearGroup(View, frozen=True, kw_only=True):
    """Events under the heading of a year, a decade or a century."""

    id: str
    words: str
    months: tuple[MonthGroup, ...]


class PeriodWay(View, frozen=True, kw_only=True):
    """The way to a page of the timeline."""

    title: str
    url: str
    count: int


class PeriodWays(View, frozen=True, kw_only=True):
    """The pages of a decade or longer."""

    title: str
    ways: tuple[PeriodWay, ...]


class TimelineFilters(View, frozen=True, kw_only=True):
    """What the page's events can be narrowed to."""

    topics: tuple[Option, ...]
    people: tuple[Option, ...]
    articles: tuple[Option, ...]
    first_year: int
    last_year: int


class Overview(View, frozen=True, kw_only=True):
    """The picture of a page's events."""

    svg: str
    key: tuple[tuple[str, str], ...]
    """Each sign that it uses, drawn small, and what it means."""
    numbers: dict[str, int]
    """By event id, the number that stands in the picture for its title."""


class TimelineView(View, frozen=True, kw_only=True):
    """/timeline/, whole or as the way in, and its pages by period."""

    meta: PageMeta
    heading: str
    index: bool
    count: int
    """Events of the whole timeline."""
    shown: int
    as_of: DateView | None = None
    """Date of the newest article: what is later is ahead."""
    newest: str = ""
    """The same as YYYY-MM-DD."""
    language: str
    drawn: tuple[Event, ...] = ()
    """What the overview is drawn from: the events without what it does not show."""
    drawn_urls: dict[str, str] = field(default_factory=dict)
    """By event id, where its mark leads."""
    past: tuple[YearGroup, ...] = ()
    ahead: tuple[YearGroup, ...] = ()
    filters: TimelineFilters | None = None
    ways: tuple[PeriodWays, ...] = ()
    ways_ahead: tuple[PeriodWay, ...] = ()
    last: tuple[EventItem, ...] = ()
    """On a /timeline/ that leads to pages: what happened last, newest first."""
    coming: tuple[EventItem, ...] = ()
    pager: Pager | None = None
    files: tuple[Link, ...] = ()
    """On /timeline/: the events as calendars, as data and as a picture."""

    def overview(self) -> Overview | None:
        """The picture of the events, drawn when the page is rendered and not when it is planned."""
        from dateline.gathering import overview

        words = overview.labels(self.language)
        laid_out = overview.layout(self.drawn, self.newest, self.language, now_words=words.now)
        if laid_out is None:
            return None
        here = addresses.path_of(self.meta.address)

        def link(event: str) -> str:
            return addresses.relative(self.drawn_urls[event], here)

        return Overview(
            svg=overview.to_svg(laid_out, link, words),
            key=tuple((item.svg, item.text) for item in overview.key(laid_out, words)),
            numbers=laid_out.numbers,
        )


ADDRESS = "/timeline/"


def pages(look: Lookup, frame: Frame) -> Iterator[Page]:
    """The timeline, if there are events."""
    if not look.site.events:
        return
    cut = look.timeline
    if not cut.is_split:
        yield _whole(look)
        return
    yield _way_in(look, cut)
    for periods, ahead in ((cut.past, False), (cut.ahead, True)):
        places = [period.address for period in periods]
        for index, period in enumerate(periods):
            yield _period_page(look, period, ahead=ahead, place=pager(places, index))


def _whole(look: Lookup) -> Page:
    site = look.site
    past = [event for event in site.events if not event.ahead]
    ahead = [event for event in site.events if event.ahead]
    past_groups = tuple(_groups(look, past))
    ahead_groups = tuple(_groups(look, ahead, "ahead-"))
    view = TimelineView(
        meta=_meta(look, look.t("nav.timeline"), ADDRESS, site.events),
        heading=look.t("timeline.title"),
        index=True,
        count=len(site.events),
        shown=len(site.events),
        as_of=parts.day_view(site.newest, look.language) if site.newest else None,
        past=past_groups,
        ahead=ahead_groups,
        newest=site.newest,
        language=look.language,
        drawn=(shown := _drawn(site.events)),
        drawn_urls=_urls_here(shown),
        filters=_filters(look, [*past_groups, *ahead_groups]),
        files=_files(look),
    )
    return Page(path=addresses.path_of(ADDRESS), template="timeline.html", view=view)


def _way_in(look: Lookup, cut: Pages) -> Page:
    site = look.site
    view = TimelineView(
        meta=_meta(look, look.t("nav.timeline"), ADDRESS),
        heading=look.t("timeline.title"),
        index=True,
        count=len(site.events),
        shown=0,
        as_of=parts.day_view(site.newest, look.language) if site.newest else None,
        newest=site.newest,
        language=look.language,
        drawn=(shown := _drawn(site.events)),
        drawn_urls=look.event_urls if shown else {},
        ways=tuple(_ways(look, cut.past)),
        last=_first(look, happened_last(site.events)),
        coming=_first(look, coming_next(site.events)),
        ways_ahead=tuple(way for ways in _ways(look, cut.ahead) for way in ways.ways),
        files=_files(look),
    )
    return Page(path=addresses.path_of(ADDRESS), template="timeline.html", view=view)


_SHOWN_FIRST = 6
"""Events that the way in shows of what was last, and of what comes next."""


def _first(look: Lookup, events: Sequence[Event]) -> tuple[EventItem, ...]:
    return tuple(event_item(look, event, look.event_urls[event.id]) for event in events[:_SHOWN_FIRST])


def _period_page(look: Lookup, period: Period, *, ahead: bool, place: Pager | None) -> Page:
    groups = tuple(_groups(look, period.events))
    title = _period_title(look, period)
    heading = f"{look.t('timeline.ahead')}: {title}" if ahead else f"{look.t('timeline.title')}: {title}"
    view = TimelineView(
        meta=_meta(look, heading, period.address, period.events),
        heading=heading,
        index=False,
        count=len(look.site.events),
        shown=len(period.events),
        past=() if ahead else groups,
        ahead=groups if ahead else (),
        language=look.language,
        drawn=(shown := _drawn(period.events) if period.span != "month" else ()),
        drawn_urls=_urls_here(shown),
        filters=_filters(look, groups),
        pager=place,
    )
    return Page(path=addresses.path_of(period.address), template="timeline.html", view=view)


def _files(look: Lookup) -> tuple[Link, ...]:
    t = look.t
    due = any(event.ahead and event.status == "deadline" for event in look.site.events)
    return (
        Link(title=t("timeline.calendar"), url="/timeline.ics"),
        *((Link(title=t("timeline.deadlines"), url="/deadlines.ics"),) if due else ()),
        Link(title=t("timeline.data"), url="/timeline.json"),
        Link(title=t("timeline.picture"), url="/timeline.svg"),
    )


# --- Headings ---------------------------------------------------------------------------------------


_MOST_DRAWN = 12_000
"""Events that a picture of at most 220 KB holds; past that the list of pages, with its counts, must do."""


def _drawn(events: Sequence[Event]) -> tuple[Event, ...]:
    return drawn(events) if len(events) <= _MOST_DRAWN else ()


def _urls_here(events: Iterable[Event]) -> dict[str, str]:
    return {event.id: f"#e-{event.id}" for event in events}


def _groups(look: Lookup, events: Iterable[Event], prefix: str = "") -> Iterator[YearGroup]:
    """Events in order under years and months; `prefix` tells the ids of two lists on a page apart."""
    for year in by_year_and_month(events):
        key = f"{year.year}" if year.span == "year" else f"{year.span}-{year.year}"
        yield YearGroup(
            id=f"{prefix}y-{key}",
            words=_year_words(look, year.span, year.year),
            months=tuple(_month(look, year, month, prefix) for month in year.months),
        )


def _month(look: Lookup, year: Year, month: Month, prefix: str) -> MonthGroup:
    key = f"{year.span}-{year.year}-{month.month:02}"
    return MonthGroup(
        id=f"{prefix}m-{key}",
        words=date_words(f"{_edtf_year(year.year)}-{month.month:02}", look.language) if month.month else "",
        events=tuple([event_item(look, event) for event in month.events]),
    )


def _year_words(look: Lookup, span: Literal["year", "decade", "century", "undated"], year: int) -> str:
    if span == "undated":
        return look.t("timeline.undated")
    if span == "year":
        return date_words(_edtf_year(year), look.language)
    if abs(year) > 9999:
        # Too far away for a name: the years from which to which.
        last = year + (9 if span == "decade" else 99)
        return date_words(f"{_edtf_year(year)}/{_edtf_year(last)}", look.language)
    if span == "decade":
        return date_words(f"{_edtf_year(year)[:-1]}X", look.language)
    # The 1st century BC is the years -99 to 0, so counting in hundreds is one off before the year 0.
    century = f"-{-(year // 100) - 1:02}XX" if year < 0 else f"{year // 100:02}XX"
    return date_words(century, look.language)


def _edtf_year(year: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


# --- The pages of a cut timeline --------------------------------------------------------------------


def _ways(look: Lookup, periods: Sequence[Period]) -> Iterator[PeriodWays]:
    """The pages in groups: months by year, years by decade, decades and centuries by century."""
    groups: dict[tuple[Literal["", "year", "decade", "century"], int], list[PeriodWay]] = {}
    for period in periods:
        way = PeriodWay(title=_period_title(look, period), url=period.address, count=len(period.events))
        groups.setdefault(_group_of(period), []).append(way)
    for (span, year), ways in groups.items():
        title = _year_words(look, span, year) if span else ways[0].title
        yield PeriodWays(title=title, ways=tuple(ways))


def _group_of(period: Period) -> tuple[Literal["", "year", "decade", "century"], int]:
    if period.span == "month":
        return "year", period.year
    if period.span == "year":
        return "decade", period.year // 10 * 10
    return ("", 0) if period.span == "early" else ("century", period.year // 100 * 100)


def _period_title(look: Lookup, period: Period) -> str:
    year = period.year
    if period.span == "early":
        title = look.t("timeline.before", year=EARLY)
    elif period.span == "month":
        title = date_words(f"{_edtf_year(year)}-{period.month:02}", look.language)
    else:
        title = _year_words(look, period.span, year)
    return title if period.parts == 1 else f"{title} ({period.part}/{period.parts})"


# --- Filters and heads ------------------------------------------------------------------------------


def _filters(look: Lookup, groups: Iterable[YearGroup]) -> TimelineFilters | None:
    """The choices among a page's events; none where there is but one."""
    items = [item for group in groups for month in group.months for item in month.events]
    if len(items) < 2:
        return None
    site = look.site
    topics = Counter([topic for item in items for topic in item.topic_ids])
    people = Counter([person for item in items for person in item.person_ids])
    articles = Counter([slug for item in items for slug in item.slugs])
    return TimelineFilters(
        topics=options(topics, {t: site.topics[t].title for t in topics if t in site.topics}),
        people=options(people, {p: site.people[p].sort_name for p in people if p in site.people}),
        articles=options(articles, {slug: look.articles[slug].title for slug in articles}),
        first_year=min(item.from_year for item in items),
        last_year=max(item.to_year for item in items),
    )


def _meta(look: Lookup, title: str, address: str, events: Sequence[Event] = ()) -> PageMeta:
    return parts.page_meta(
        look.site,
        title=title,
        address=address,
        description=look.t("timeline.description", site=look.site.site.title),
        breadcrumbs=() if address == ADDRESS else (Link(title=look.t("nav.timeline"), url=ADDRESS),),
        things=(
            *parts.listing(look.site, title, address),
            *jsonld.event_nodes(look.site, events),
        ),
    )
