"""What an article's page shows, but for its text: typed values, and what the template asks of them.

The view holds only what the page shows, so that a change elsewhere leaves the page alone. What can be made
from it while the page is rendered (the drawn timeline) is not made before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from heapq import merge
from html import escape
from typing import Literal

from msgspec import field

from dateline import addresses
from dateline.building.plan import Link, PageMeta, View
from dateline.messages import translator
from dateline.model import ArticleBody, Block, Event, Note, Section
from dateline.pages.parts import DateView, PersonRef, SourceView, StatementCard, Teaser
from dateline.pages.pictures import PictureView
from dateline.text.opening import led_in

LONG_NOTE = 150
"""Characters of HTML: about the three lines that a folded note shows in the margin."""


class CorrectionView(View, frozen=True, kw_only=True):
    """A correction: its kind's id, its day, its text."""

    kind: Literal["correction", "clarification", "update"]
    date: DateView
    html: str
    brief: str
    """Its first sentence, as text, to announce it at the article's head."""


class ClaimView(View, frozen=True, kw_only=True):
    """What is told of a checked claim beside its words."""

    id: str
    number: int
    claimant: PersonRef | None = None
    rating: str
    rank: int
    """How good the rating is, 1 to 5; 0 where it is no judgement."""
    html: str
    sources: tuple[str, ...] = ()


class EventLine(View, frozen=True, kw_only=True):
    """An event in the article's own small timeline."""

    id: str
    date: DateView
    title: str
    status: Literal["happened", "planned", "forecast", "deadline", "missed"]
    url: str
    """On the site's timeline."""
    anchor: str = ""
    """Id of the marked words in the article; empty where it marks none."""


class Mention(View, frozen=True, kw_only=True):
    """Someone in the article, and how often they are quoted in it."""

    person: PersonRef
    quotations: int = 0


class Beside(View, frozen=True, kw_only=True):
    """What stands beside a block, in order of the words it is about.

    Notes and claims are in order of number, and come before the cards where nothing tells more.
    """

    items: tuple[Note | ClaimView | StatementCard, ...] = ()


class Overview(View, frozen=True, kw_only=True):
    """The drawn timeline of an article; empty where no event has a known year."""

    svg: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    """By event id, the number that stands in the picture for its title."""


class ArticleView(View, frozen=True, kw_only=True):
    """Everything that an article's page shows but its text and its notes."""

    meta: PageMeta
    title: str
    headline: str
    """The title as HTML."""
    dek: str = ""
    draft: bool = False
    future: bool = False
    """Built before its time, because asked for."""
    place: str = ""
    date: DateView
    """Of the dateline."""
    topics: tuple[Link, ...] = ()
    authors: tuple[PersonRef, ...] = ()
    published: DateView
    updated: DateView | None = None
    picture: PictureView | None = None
    sections: int = 0
    notes: int = 0
    contents: tuple[Link, ...] = ()
    cards: dict[str, StatementCard] = field(default_factory=dict)
    claims: dict[str, ClaimView] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    """Labels of the kinds of annotation."""
    creators: dict[str, PersonRef] = field(default_factory=dict)
    """Those who wrote notes, by id."""
    sources: tuple[SourceView, ...] = ()
    people: tuple[Mention, ...] = ()
    events: tuple[EventLine, ...] = ()
    drawn: tuple[Event, ...] = ()
    """What the overview is drawn from: the events without what it does not show."""
    newest: str
    """Where the overview's line stands: the article's date."""
    language: str
    event_urls: dict[str, str] = field(default_factory=dict)
    corrections: tuple[CorrectionView, ...] = ()
    """Newest first."""
    related: tuple[Teaser, ...] = ()
    earlier: Link | None = None
    later: Link | None = None
    citation: str = ""
    annotations_url: str = ""
    markdown_url: str = ""

    def notes_by_id(self, body: ArticleBody) -> dict[str, Note]:
        """The body's notes, to be looked up block by block."""
        return {note.id: note for note in body.notes}

    def sources_by_id(self) -> dict[str, SourceView]:
        """The cited sources, to be looked up note by note."""
        return {source.id: source for source in self.sources}

    def beside(self, block: Block | Section, notes: Mapping[str, Note]) -> Beside | None:
        """What stands beside a block, or below a section's heading; None where nothing does."""
        if not (block.notes or block.claims or block.statements):
            return None
        items: list[Note | ClaimView] = [notes[id] for id in block.notes]
        items += [self.claims[id] for id in block.claims]
        items.sort(key=lambda item: item.number)
        cards = [self.cards[id] for id in block.statements]
        if not (items and cards):
            return Beside(items=(*items, *cards))
        marked_up = block.html if isinstance(block, Block) else block.title_html
        places = {found[1]: found.start() for found in reversed([*_MARK.finditer(marked_up)])}
        return Beside(items=tuple(merge(items, cards, key=lambda item: places.get(_anchor(item), -1))))

    def overview(self) -> Overview:
        """The picture of the article's events, drawn when the page is rendered and not when it is planned."""
        from dateline.gathering import overview

        words = overview.labels(self.language)
        line = translator(self.language)("article.line")
        laid_out = overview.layout(self.drawn, self.newest, self.language, compact=True, now_words=line)
        if laid_out is None:
            return Overview()
        link = addresses.links_from(addresses.path_of(self.meta.address))
        urls = {event.id: link(event.url) for event in self.events}
        return Overview(svg=overview.to_svg(laid_out, urls.__getitem__, words), numbers=laid_out.numbers)

    def is_claim(self, item: Note | ClaimView | StatementCard) -> bool:
        """Whether what stands beside a block is a checked claim."""
        return isinstance(item, ClaimView)

    def is_card(self, item: Note | ClaimView | StatementCard) -> bool:
        """Whether what stands beside a block is a speaker's card."""
        return isinstance(item, StatementCard)

    def is_long(self, note: Note) -> bool:
        """Whether the note is longer than the margin shows at first sight."""
        return len(note.html) > LONG_NOTE

    def opened(self, html: str) -> str:
        """The lede's first block with the dateline set before its first words."""
        place = f'<span class="dateline-place">{escape(self.place)}</span>, ' if self.place else ""
        time = f'<time datetime="{self.date.datetime}">{escape(self.date.words)}</time>'
        return led_in(html, f'<span class="dateline">{place}{time} — </span>')


def _anchor(item: Note | ClaimView | StatementCard) -> str:
    """Id of the words that a note, a claim or a card is about."""
    if isinstance(item, StatementCard):
        return item.anchor
    return f"c-{item.id}" if isinstance(item, ClaimView) else f"a-{item.id}"


_MARK = re.compile(r' id="(?:r-)?([acq]-[^"]+)"')
"""Where the words of an annotation begin; a footnote has none, only a sign."""
