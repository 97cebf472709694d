"""One article, analysed by itself: a small summary for other pages, and the body that its own page shows."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dateline.diagnostics import Diagnostic, Location
from dateline.model.written import Picture


class Span(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Words of the visible text, with up to 32 characters to either side.

    One string holds them all: a large site has a hundred thousand spans in memory at once.
    """

    start: int
    """Where the words begin: an offset in code points."""
    around: str
    """What is before the words, the words, and what is after."""
    before: int = 0
    after: int = 0
    """How many characters of `around` are before the words, and after."""

    @classmethod
    def of(cls, start: int, exact: str, prefix: str = "", suffix: str = "") -> Span:
        """The span of these words between `prefix` and `suffix`."""
        return cls(start=start, around=prefix + exact + suffix, before=len(prefix), after=len(suffix))

    @property
    def end(self) -> int:
        """Where the words end, exclusive."""
        return self.start + len(self.around) - self.before - self.after

    @property
    def exact(self) -> str:
        """The words."""
        return self.around[self.before : len(self.around) - self.after]

    @property
    def prefix(self) -> str:
        """What is before them."""
        return self.around[: self.before]

    @property
    def suffix(self) -> str:
        """What is after them."""
        return self.around[len(self.around) - self.after :]


class Statement(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A quotation of the prose, in one or several parts, with what its entry says of it.

    Its words, the sentences they stand in and the characters to either side are one text and places in it:
    a large site has all its statements in memory at once. The text is in UTF-8, for a string takes two bytes
    for each character as soon as it has a curly quotation mark.
    """

    id: str
    status: Literal["attributed", "set-aside", "unattributed"]
    kind: Literal["direct", "partial", "scare", "title", "term"]
    around: bytes
    """The visible text that holds all that follows."""
    start: int = 0
    """Where `around` begins in the article's visible text: an offset in code points."""
    cuts: tuple[int, ...]
    """Where in the bytes of `around` the sentences begin and end, and then each part, without its marks."""
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
    block: bool = False
    """Whether it is a block quotation."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of each part."""
        around, cuts = self.around, self.cuts
        if len(cuts) == 4:
            return (around[cuts[2] : cuts[3]].decode(),)
        return tuple(around[cuts[i] : cuts[i + 1]].decode() for i in range(2, len(cuts), 2))

    @property
    def text(self) -> str:
        """The words, parts joined with an ellipsis."""
        return " … ".join(self.words)

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each part begins in the article's visible text: offsets in code points."""
        return tuple([self.start + len(self.around[:cut].decode()) for cut in self.cuts[2::2]])

    @property
    def selectors(self) -> tuple[tuple[str, str, str], ...]:
        """The words of each part, and what is before and after them."""
        around, cuts = self.around, self.cuts
        return tuple(
            [
                (
                    around[cuts[i] : cuts[i + 1]].decode(),
                    around[: cuts[i]].decode()[-CONTEXT:],
                    around[cuts[i + 1] :].decode()[:CONTEXT],
                )
                for i in range(2, len(cuts), 2)
            ]
        )

    @property
    def context(self) -> str:
        """The sentence or sentences around the words, in one line."""
        first, last = self.cuts[:2]
        return self.around[first:last].decode().replace("\n", " ")


CONTEXT = 32
"""So many characters are told before and after words that are pointed at."""


class Note(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
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


class Claim(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
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


class ArticleEvent(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """An event as one article, or timeline.yaml, tells it."""

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
    at: Location
    """Without a file where that is the article's own meta.yaml."""
    explicit_id: bool = False


class Correction(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A correction, its body rendered."""

    date: str
    kind: Literal["correction", "clarification", "update"]
    html: str
    source_text: str


class SectionHead(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A section without its text."""

    id: str
    title: str


class Block(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """A top-level block of a section as the article page shows it, with what stands after it."""

    html: str
    """Marked up; links to events are written `href="event:ID"` and filled in when the page is rendered."""
    notes: tuple[str, ...] = ()
    """Ids of the notes that belong after this block, in order."""
    claims: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    """Ids of the attributed statements whose (first) words stand in this block: their cards follow it."""


class Section(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
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
    start: int = 0
    end: int = 0
    """Where its heading and blocks are in the visible text of the article, the end exclusive."""


class Reference(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """An id that an article's files name and that only the whole site can check."""

    kind: Literal[
        "person", "author", "speaker", "source", "article", "related", "page", "alias", "address", "logo"
    ]
    id: str
    at: Location
    """Without a file where that is the article's own meta.yaml."""


class CitingNote(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """Of a note that cites sources, what their list says of it."""

    id: str
    words: str = ""
    """Those that it is about; empty for one on a section or on the article."""
    section: str = ""
    sources: tuple[str, ...]


class ArticleSummary(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
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
    citing_notes: tuple[CitingNote, ...] = ()
    creators: tuple[str, ...] = ()
    """Who wrote its notes, in alphabetical order: ids of people, or names."""
    references: tuple[Reference, ...] = ()
    """Gathering checks them and leaves only the aliases, and the addresses that its prose links to."""
    meta: str = ""
    """The path of its meta.yaml as messages tell it."""
    files: tuple[str, ...] = ()
    """Pictures and files to be copied beside the page, relative to its folder."""
    problems: tuple[Diagnostic, ...] = ()
    body: str = ""
    """Hash of the body, which stands for it wherever only change matters."""

    def located(self, at: Location) -> Location:
        """A place that may be without its file, whole."""
        return at if at.file else Location(self.meta, at.line, at.column)


class ArticleBody(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
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


class ArticleRecord(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """All that analysing one article yields."""

    summary: ArticleSummary
    body: ArticleBody
