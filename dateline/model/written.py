"""What the editor wrote, validated: the YAML files as values. Ids are well-formed, not yet known to exist."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dateline.diagnostics import Location


class Publisher(Struct, frozen=True, kw_only=True, gc=False):
    """Who publishes the site."""

    name: str
    url: str = ""
    logo: str = ""
    """An absolute address, or one of the site that starts with a slash."""
    logo_at: Location | None = None


class NavigationItem(Struct, frozen=True, kw_only=True, gc=False):
    """One entry of the site's main navigation."""

    title: str
    url: str
    """An absolute address, or one of the site that starts with a slash."""
    at: Location | None = None


class AnnotationKind(Struct, frozen=True, kw_only=True, gc=False):
    """A kind of note. `label` is empty for the built-in kinds: their names come from the catalogue."""

    id: str
    label: str = ""
    description: str = ""


class QuoteRules(Struct, frozen=True, kw_only=True, gc=False):
    """What a quotation that no entry names is, and whether it is published."""

    unattributed: Literal["error", "warn", "ignore"] = "warn"
    publish_unattributed: bool = False


BUILT_IN_KINDS = ("context", "definition", "fact-check", "source", "opinion", "correction")
DEFAULT_RATINGS = (
    "accurate",
    "mostly-accurate",
    "needs-context",
    "misleading",
    "inaccurate",
    "unproven",
)


class Site(Struct, frozen=True, kw_only=True, gc=False):
    """site.yaml."""

    title: str
    url: str = ""
    """Absolute address with a slash at the end, or empty."""
    language: str = "en"
    description: str = ""
    publisher: Publisher | None = None
    timezone: str = "UTC"
    navigation: tuple[NavigationItem, ...] = ()
    quotes: QuoteRules = QuoteRules()
    annotation_kinds: tuple[AnnotationKind, ...] = ()
    """Built-in kinds first, then the site's own."""
    ratings: tuple[str, ...] = DEFAULT_RATINGS
    search: bool | None = None
    """Whether there is a search; None where nothing is said: then smaller sites have one."""
    offer_source: bool = False
    """Whether articles link to their Markdown source (`markdown_source: true`)."""
    lead: str = ""
    """Slug of the article that leads the front page; the newest one where none is named."""
    lead_at: Location | None = None


class Person(Struct, frozen=True, kw_only=True, gc=False):
    """A person or an organisation of people.yaml."""

    id: str
    name: str
    sort_name: str
    """As given, or made from the name: the last word first for a person, the name for an organisation."""
    kind: Literal["person", "organization"] = "person"
    role: str = ""
    organization: str = ""
    """An id of people.yaml or plain text."""
    aliases: tuple[str, ...] = ()
    url: str = ""
    same_as: tuple[str, ...] = ()
    note: str = ""
    """Markdown."""
    note_at: Location | None = None
    at: Location


class Source(Struct, frozen=True, kw_only=True, gc=False):
    """A document of sources.yaml. Dates are EDTF."""

    id: str
    title: str
    author: str = ""
    publisher: str = ""
    url: str = ""
    published: str = ""
    accessed: str = ""
    archive: str = ""
    text: str = ""
    """File name in content/sources/."""
    text_at: Location | None = None
    at: Location


class Topic(Struct, frozen=True, kw_only=True, gc=False):
    """A topic; one that topics.yaml does not list takes its title from its id."""

    id: str
    title: str
    description: str = ""


class Selector(Struct, frozen=True, kw_only=True, gc=False):
    """A Web Annotation TextQuoteSelector over visible text, with an optional section to look in."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    section: str = ""


class QuoteEntry(Struct, frozen=True, kw_only=True, gc=False):
    """One item of `quotes:`."""

    parts: tuple[str, ...]
    """`exact`: one text, or several in order."""
    prefix: str = ""
    suffix: str = ""
    section: str = ""
    speaker: str = ""
    """An id of people.yaml, or `anonymous`, or empty for scare, title and term."""
    described: str = ""
    role: str = ""
    said: str = ""
    source: str = ""
    id: str = ""
    status: Literal["confirmed", "disputed", "withdrawn"] = "confirmed"
    kind: Literal["", "direct", "partial", "scare", "title", "term"] = ""
    at: Location
    places: dict[str, Location] = {}
    """Where the value of each written key stands: `speaker`, `source`, `exact`, `exact[1]` ..."""


class AnnotationEntry(Struct, frozen=True, kw_only=True, gc=False):
    """One item of `annotations:`. Without `exact` it belongs to `section`, or to the article."""

    selector: Selector | None = None
    section: str = ""
    kind: str = "context"
    body: str = ""
    sources: tuple[str, ...] = ()
    id: str = ""
    creator: str = ""
    created: str = ""
    updated: str = ""
    tags: tuple[str, ...] = ()
    origin: str = ""
    """Where an imported annotation came from: its address there."""
    at: Location
    places: dict[str, Location] = {}


class EventEntry(Struct, frozen=True, kw_only=True, gc=False):
    """One item of `events:` or of timeline.yaml."""

    date: str
    """EDTF; empty where it could not be read, which is an error."""
    title: str
    body: str = ""
    selector: Selector | None = None
    status: Literal["happened", "planned", "forecast", "deadline", "missed"] = "happened"
    relation: Literal["on", "by", "until", "since", "before", "after"] = "on"
    words: str = ""
    id: str = ""
    people: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    at: Location
    places: dict[str, Location] = {}


class ClaimEntry(Struct, frozen=True, kw_only=True, gc=False):
    """One item of `claims:`."""

    selector: Selector
    claimant: str = ""
    rating: str
    body: str = ""
    sources: tuple[str, ...] = ()
    id: str = ""
    at: Location
    places: dict[str, Location] = {}


class CorrectionEntry(Struct, frozen=True, kw_only=True, gc=False):
    """One item of `corrections:`."""

    date: str
    kind: Literal["correction", "clarification", "update"] = "correction"
    body: str
    body_at: Location | None = None
    at: Location


class Picture(Struct, frozen=True, kw_only=True, gc=False):
    """An article's `image:`."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    """In pixels, as the file has it; nought where that is not known."""
    height: int = 0


class ArticleMeta(Struct, frozen=True, kw_only=True, gc=False):
    """meta.yaml, validated. Ids are well-formed but not yet known to exist."""

    slug: str
    title: str
    dek: str = ""
    place: str = ""
    date: str
    """The dateline's date, YYYY-MM-DD."""
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    published: str
    """ISO 8601 date or date-time; the dateline's date where not given."""
    updated: str = ""
    draft: bool = False
    image: Picture | None = None
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    """File names in order, where meta.yaml overrides it."""
    quotes: tuple[QuoteEntry, ...] = ()
    annotations: tuple[AnnotationEntry, ...] = ()
    events: tuple[EventEntry, ...] = ()
    claims: tuple[ClaimEntry, ...] = ()
    corrections: tuple[CorrectionEntry, ...] = ()
    at: Location
    places: dict[str, Location] = {}
