"""The whole site, checked: what pages are planned from."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dateline.diagnostics import Location
from dateline.model.analysed import ArticleSummary, Reference
from dateline.model.written import Person, Site, Source, Topic


class Telling(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """One article's telling of an event."""

    slug: str
    title: str
    event: str = ""
    """The event's id in that article, which may be another than here."""
    anchor: bool
    """Whether the article marks the words (then `#e-<id>` on its page is at them)."""
    section: str = ""
    words: str = ""
    """The marked words."""


class Event(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """An event of the timeline, merged from all its tellings."""

    id: str
    date: str
    earliest: int
    """First possible day as a proleptic Gregorian day number (1970-01-01 is 0), may be huge or negative."""
    latest: int
    date_words: str
    """The date in words of the site's language, or the editor's `words`."""
    title: str
    html: str = ""
    status: Literal["happened", "planned", "forecast", "deadline", "missed"] = "happened"
    relation: Literal["on", "by", "until", "since", "before", "after"] = "on"
    people: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tellings: tuple[Telling, ...] = ()
    """Newest article first; empty for a background event."""
    ahead: bool = False
    """Whether it is later than the newest article's date."""


class StandalonePage(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A page of content/pages/."""

    name: str
    title: str
    """The words of its first heading."""
    title_id: str = ""
    """The explicit id of that heading, or empty."""
    html: str
    """All but the title, and so is the text."""
    text: str = ""
    at: Location
    references: tuple[Reference, ...] = ()


class AnalysedSite(Struct, frozen=True, kw_only=True, gc=False):
    """The whole site, checked, as the pages are planned from it."""

    site: Site
    people: dict[str, Person] = {}
    """Notes are Markdown still; see `notes_html`."""
    notes_html: dict[str, str] = {}
    """Person id to the rendered note."""
    sources: dict[str, Source] = {}
    topics: dict[str, Topic] = {}
    """Every topic in use, and the listed ones."""
    articles: tuple[ArticleSummary, ...] = ()
    """Newest first (by published, then slug)."""
    events: tuple[Event, ...] = ()
    """In timeline order: earliest, latest, then as written."""
    event_ids: dict[str, str] = {}
    """From `slug/id`, an event as an article names it, to its id here, where the two differ."""
    pages: tuple[StandalonePage, ...] = ()
    newest: str = ""
    """Date of the newest article, YYYY-MM-DD: what `ahead` is measured against."""
    has_search: bool = False
    show_unattributed: bool = False
