"""The values that flow through a build, from what the editor wrote to what the pages show.

Everything is frozen, and everything here can be stored by msgspec. Three stages have types:
*as written* (the YAML files, validated), *as analysed* (one article, by itself) and
*as gathered* (the whole site). Dates of events are EDTF strings; see `edtf` for what they mean.
No value can hold itself, so none needs the garbage collector (`gc=False`): there are many of them.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dateline.diagnostics import Diagnostic, Location

# --- As written: site.yaml, people.yaml, sources.yaml, topics.yaml -------------------------------


class Publisher(Struct, frozen=True, kw_only=True, gc=False):
    """Who publishes the site."""

    name: str
    url: str = ""
    logo: str = ""


class NavigationItem(Struct, frozen=True, kw_only=True, gc=False):
    """One entry of the site's main navigation."""

    title: str
    url: str


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
    at: Location


class Topic(Struct, frozen=True, kw_only=True, gc=False):
    """A topic; one that topics.yaml does not list takes its title from its id."""

    id: str
    title: str
    description: str = ""


# --- As written: meta.yaml ------------------------------------------------------------------------


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
    at: Location


class Picture(Struct, frozen=True, kw_only=True, gc=False):
    """An article's `image:`."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


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


# --- As analysed: one article, by itself ----------------------------------------------------------


class Span(Struct, frozen=True, kw_only=True, gc=False):
    """Words of the visible text: code-point offsets, end exclusive, with up to 32 characters around."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


class Statement(Struct, frozen=True, kw_only=True, gc=False):
    """A quotation of the prose, in one or several parts, with what its entry says of it."""

    id: str
    status: Literal["attributed", "set-aside", "unattributed"]
    kind: Literal["direct", "partial", "scare", "title", "term"]
    parts: tuple[Span, ...]
    """The words without their marks."""
    section: str
    speaker: str = ""
    """Person id; empty for an anonymous one (see `described`) and where there is none."""
    described: str = ""
    role: str = ""
    said: str = ""
    source: str = ""
    verified: bool | None = None
    standing: Literal["confirmed", "disputed", "withdrawn"] = "confirmed"
    nested_in: str = ""
    context: str = ""
    """The sentence or sentences around it."""
    block: bool = False
    """Whether it is a block quotation."""
    at: Location
    """Where the entry is written, or for an unattributed one, where the words stand."""

    @property
    def text(self) -> str:
        """The words, parts joined with an ellipsis."""
        return " … ".join(part.exact for part in self.parts)


class Note(Struct, frozen=True, kw_only=True, gc=False):
    """An annotation as the article shows it: numbered, its body rendered. Footnotes are notes."""

    id: str
    """Without the `a-` that its element's id starts with."""
    number: int
    kind: str
    html: str
    source_text: str = ""
    """The Markdown the editor wrote, for machines."""
    target: Span | None = None
    section: str = ""
    sources: tuple[str, ...] = ()
    creator: str = ""
    created: str = ""
    updated: str = ""
    tags: tuple[str, ...] = ()
    origin: str = ""
    footnote: bool = False


class Claim(Struct, frozen=True, kw_only=True, gc=False):
    """A checked statement."""

    id: str
    claimant: str = ""
    rating: str
    html: str
    source_text: str = ""
    sources: tuple[str, ...] = ()
    target: Span
    section: str
    number: int
    """Its sign in the text; numbers run through notes and claims together."""


class ArticleEvent(Struct, frozen=True, kw_only=True, gc=False):
    """An event as one article (or timeline.yaml, with an empty slug) tells it."""

    id: str
    date: str
    """EDTF."""
    title: str
    html: str = ""
    source_text: str = ""
    status: Literal["happened", "planned", "forecast", "deadline", "missed"] = "happened"
    relation: Literal["on", "by", "until", "since", "before", "after"] = "on"
    words: str = ""
    people: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    target: Span | None = None
    section: str = ""
    slug: str = ""
    at: Location
    explicit_id: bool = False


class Correction(Struct, frozen=True, kw_only=True, gc=False):
    """A correction, its body rendered."""

    date: str
    kind: Literal["correction", "clarification", "update"]
    html: str
    source_text: str


class SectionHead(Struct, frozen=True, kw_only=True, gc=False):
    """A section without its text."""

    id: str
    title: str


class Block(Struct, frozen=True, kw_only=True, gc=False):
    """A top-level block of a section as the article page shows it, with what stands after it."""

    html: str
    """Marked up; links to events are written `href="event:ID"` and filled in when the page is rendered."""
    notes: tuple[str, ...] = ()
    """Ids of the notes that belong after this block, in order."""
    claims: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    """Ids of the attributed statements whose (first) words stand in this block: their cards follow it."""


class Section(Struct, frozen=True, kw_only=True, gc=False):
    """A section of an article as its page shows it. The lede has an empty id and title."""

    id: str
    title: str
    title_html: str = ""
    """The heading's inner HTML, marked up."""
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    """Notes on the section as a whole, and on its heading."""
    claims: tuple[str, ...] = ()
    """Claims in its heading."""
    statements: tuple[str, ...] = ()
    """Statements in its heading."""
    text: str = ""
    """Its visible text, for search."""


class Reference(Struct, frozen=True, kw_only=True, gc=False):
    """An id that an article's files name and that only the whole site can check."""

    kind: Literal["person", "speaker", "source", "article", "related", "page", "alias", "address"]
    id: str
    at: Location


class ArticleSummary(Struct, frozen=True, kw_only=True, gc=False):
    """What other pages need of an article: small, and all that gathering reads."""

    slug: str
    title: str
    dek: str = ""
    place: str = ""
    date: str
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    published: str
    updated: str = ""
    """As given, or the date of the newest correction where that is later."""
    draft: bool = False
    future: bool = False
    """Published later than now, and built because asked for with --future."""
    image: Picture | None = None
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    sections: tuple[SectionHead, ...] = ()
    lede: str = ""
    """Visible text of the first paragraph, where there is no dek to stand for it."""
    notes: int = 0
    statements: tuple[Statement, ...] = ()
    """In order of place, unattributed ones included."""
    events: tuple[ArticleEvent, ...] = ()
    claims: tuple[Claim, ...] = ()
    corrections: tuple[Correction, ...] = ()
    sources: tuple[str, ...] = ()
    """Ids of all sources it cites, in the order of the text."""
    references: tuple[Reference, ...] = ()
    files: tuple[str, ...] = ()
    """Pictures and files to be copied beside the page, relative to its folder."""
    problems: tuple[Diagnostic, ...] = ()
    body: str = ""
    """Hash of the body, which stands for it wherever only change matters."""


class ArticleBody(Struct, frozen=True, kw_only=True, gc=False):
    """What only the article's own page and data files need."""

    sections: tuple[Section, ...]
    """The lede first (even if it is empty)."""
    notes: tuple[Note, ...] = ()
    article_notes: tuple[str, ...] = ()
    """Ids of the notes on the article as a whole."""
    text: str = ""
    """The visible text that all Span offsets count in."""
    minutes: int = 1
    """How long it takes to read."""
    markdown: str = ""
    """The Markdown source, where the site offers it."""


class ArticleRecord(Struct, frozen=True, kw_only=True, gc=False):
    """All that analysing one article yields."""

    summary: ArticleSummary
    body: ArticleBody


# --- As gathered: the whole site --------------------------------------------------------------------


class Telling(Struct, frozen=True, kw_only=True, gc=False):
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


class Event(Struct, frozen=True, kw_only=True, gc=False):
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


class StandalonePage(Struct, frozen=True, kw_only=True, gc=False):
    """A page of content/pages/."""

    name: str
    title: str
    html: str
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
