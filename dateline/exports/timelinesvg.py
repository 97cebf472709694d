"""timeline.svg: the overview of the timeline as a file of its own, its marks linked to the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dateline import addresses
from dateline.building.plan import Page, View
from dateline.gathering.drawn import drawn
from dateline.model import AnalysedSite, Event

TIMELINE_SVG = "make:timeline-svg"


class TimelineSvgView(View, frozen=True, kw_only=True):
    """All that the picture shows."""

    events: tuple[Event, ...]
    newest: str
    language: str
    urls: dict[str, str]
    """By event id; absolute, or from the site's root where the site has no url."""


def timeline_svg_page(site: AnalysedSite, event_urls: Mapping[str, str]) -> Iterator[Page]:
    """The file, if there are events; `event_urls` are their addresses by id."""
    if not site.events:
        return
    root = site.site.url
    urls = {e.id: addresses.absolute(event_urls[e.id], root) or event_urls[e.id] for e in site.events}
    view = TimelineSvgView(
        events=drawn(site.events), newest=site.newest, language=site.site.language, urls=urls
    )
    yield Page(path="timeline.svg", template=TIMELINE_SVG, view=view)


def timeline_svg(view: TimelineSvgView) -> bytes:
    """The bytes of timeline.svg; an empty picture where no event has a known year."""
    from dateline.gathering import overview

    words = overview.labels(view.language)
    layout = overview.layout(view.events, view.newest, view.language, now_words=words.now)
    if layout is None:
        return b'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>\n'
    return overview.to_file(layout, lambda event: view.urls[event], words)
