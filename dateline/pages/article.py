"""The article pages: one for each article, with all that stands around its text.

The text itself, marked up, comes to the template as the article's body; the view here holds everything
else, and only what the page shows, so that a change elsewhere leaves the page alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dateline import addresses
from dateline.datewords import iso_datetime
from dateline.exports import jsonld
from dateline.exports.sharepicture import share_address
from dateline.messages import translator
from dateline.model import (
    BUILT_IN_KINDS,
    AnalysedSite,
    ArticleBody,
    ArticleSummary,
    Block,
    Claim,
    Event,
    Note,
    Picture,
)
from dateline.pages import eventlist, parts
from dateline.pages.parts import DateView, Lookup, PersonRef, SourceView, StatementCard, Teaser
from dateline.pages.related import Related, related_articles
from dateline.plan import Frame, Link, Page, PageMeta

WORDS_A_MINUTE = 230
CONTENTS_FROM = 4
"""Articles with fewer sections need no list of them."""
LONG_NOTE = 150
"""Characters of HTML: about the three lines that a folded note shows in the margin."""


class PictureView(Struct, frozen=True, kw_only=True):
    """The picture at the head of an article."""

    url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


class CorrectionView(Struct, frozen=True, kw_only=True):
    """A correction: its kind's id, its day, its text."""

    kind: Literal["correction", "clarification", "update"]
    date: DateView
    html: str


class ClaimView(Struct, frozen=True, kw_only=True):
    """What is told of a checked claim beside its words."""

    id: str
    number: int
    claimant: PersonRef | None = None
    rating: str
    rank: int
    """How good the rating is, 1 to 5; 0 where it is no judgement."""
    html: str
    sources: tuple[str, ...] = ()


class EventLine(Struct, frozen=True, kw_only=True):
    """An event in the article's own small timeline."""

    id: str
    date: DateView
    title: str
    status: Literal["happened", "planned", "forecast", "deadline", "missed"]
    url: str
    """On the site's timeline."""
    marked: bool = False
    """Whether the article's words are marked, at `#e-ID`."""


class Mention(Struct, frozen=True, kw_only=True):
    """Someone in the article, and how often they are quoted in it."""

    person: PersonRef
    quotations: int = 0


class Beside(Struct, frozen=True, kw_only=True):
    """What stands beside a block: its notes and claims in order of number, and the speakers' cards."""

    items: tuple[Note | ClaimView, ...] = ()
    cards: tuple[StatementCard, ...] = ()


class Overview(Struct, frozen=True, kw_only=True):
    """The drawn timeline of an article; empty where no event has a known year."""

    svg: str = ""
    numbers: dict[str, int] = {}
    """By event id, the number that stands in the picture for its title."""


class ArticleView(Struct, frozen=True, kw_only=True):
    """Everything that an article's page shows but its text and its notes."""

    meta: PageMeta
    title: str
    headline: str
    """The title as HTML."""
    dek: str = ""
    draft: bool = False
    place: str = ""
    date: DateView
    """Of the dateline."""
    topics: tuple[Link, ...] = ()
    authors: tuple[PersonRef, ...] = ()
    published: DateView
    updated: DateView | None = None
    minutes: int
    picture: PictureView | None = None
    sections: int = 0
    notes: int = 0
    contents: tuple[Link, ...] = ()
    cards: dict[str, StatementCard] = {}
    claims: dict[str, ClaimView] = {}
    kinds: dict[str, str] = {}
    """Labels of the kinds of annotation."""
    creators: dict[str, PersonRef] = {}
    """Those who wrote notes, by id."""
    sources: tuple[SourceView, ...] = ()
    people: tuple[Mention, ...] = ()
    events: tuple[EventLine, ...] = ()
    drawn: tuple[Event, ...] = ()
    """What the overview is drawn from: the events without what it does not show."""
    newest: str
    """Where the overview's line stands: the article's date."""
    language: str
    event_urls: dict[str, str] = {}
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

    def beside(self, block: Block, notes: Mapping[str, Note]) -> Beside | None:
        """What stands beside a block; None where nothing does."""
        if not (block.notes or block.claims or block.statements):
            return None
        items: list[Note | ClaimView] = [notes[id] for id in block.notes]
        items += [self.claims[id] for id in block.claims]
        items.sort(key=lambda item: item.number)
        return Beside(items=tuple(items), cards=tuple(self.cards[id] for id in block.statements))

    def overview(self) -> Overview:
        """The picture of the article's events, drawn when the page is rendered and not when it is planned."""
        from dateline import overview

        words = overview.labels(self.language)
        line = translator(self.language)("article.line")
        laid_out = overview.layout(self.drawn, self.newest, self.language, compact=True, now_words=line)
        if laid_out is None:
            return Overview()
        here = addresses.path_of(self.meta.address)
        urls = {event.id: addresses.relative(event.url, here) for event in self.events}
        return Overview(svg=overview.to_svg(laid_out, urls.__getitem__, words), numbers=laid_out.numbers)

    def is_long(self, note: Note) -> bool:
        """Whether the note is longer than the margin shows at first sight."""
        return len(note.html) > LONG_NOTE

    def opened(self, html: str) -> str:
        """The lede's first block with the dateline set before its first words."""
        place = f'<span class="dateline-place">{escape(self.place)}</span>, ' if self.place else ""
        time = f'<time datetime="{self.date.datetime}">{escape(self.date.words)}</time>'
        line = f'<span class="dateline">{place}{time} — </span>'
        if _PARAGRAPH.match(html):
            return _PARAGRAPH.sub(lambda opening: opening[0] + line, html, count=1)
        return f"<p>{line}</p>\n{html}"


_PARAGRAPH = re.compile(r"\s*<p(?: [^>]*)?>")


def pages(site: AnalysedSite, frame: Frame) -> Iterator[Page]:
    """The page of every article, newest first."""
    look = parts.lookup(site)
    shared = _Shared(
        look=look,
        event_urls=eventlist.event_urls(site),
        events=_events_by_article(site),
        related=related_articles(site),
        kinds=parts.kind_labels(site, (*BUILT_IN_KINDS, *(kind.id for kind in site.site.annotation_kinds))),
    )
    for place, article in enumerate(site.articles):
        yield Page(
            path=addresses.path_of(addresses.article(article.slug)),
            template="article.html",
            view=_view(shared, article, place),
            bodies=((article.slug, article.body),),
        )


class _Shared(Struct, frozen=True, kw_only=True):
    """What the pages of all articles are made from."""

    look: Lookup
    event_urls: dict[str, str]
    events: dict[str, list[Event]]
    related: Related
    kinds: dict[str, str]


def _events_by_article(site: AnalysedSite) -> dict[str, list[Event]]:
    told: dict[str, list[Event]] = defaultdict(list)
    for event in site.events:
        for slug in dict.fromkeys(telling.slug for telling in event.tellings):
            told[slug].append(event)
    return told


def _view(shared: _Shared, article: ArticleSummary, place: int) -> ArticleView:
    look = shared.look
    articles = look.site.articles
    events = shared.events.get(article.slug, [])
    authors = tuple(parts.person_ref(look, author) for author in article.authors)
    return ArticleView(
        meta=_meta(look, article),
        title=article.title,
        headline=parts.headline_html(article.title),
        dek=article.dek,
        draft=article.draft,
        place=article.place,
        date=parts.day_view(article.date, look.language),
        topics=parts.topic_links(look, article.topics),
        authors=authors,
        published=parts.day_view(article.published, look.language),
        updated=parts.day_view(article.updated, look.language) if article.updated else None,
        minutes=max(1, round(article.words / WORDS_A_MINUTE)),
        picture=_picture(article.slug, article.image),
        sections=len(article.sections),
        notes=article.notes,
        contents=_contents(article),
        cards=_cards(look, article),
        claims={claim.id: _claim(look, claim) for claim in article.claims},
        kinds=shared.kinds,
        creators=_creators(look, article),
        sources=_sources(look, article.sources),
        people=_people(look, article),
        events=_event_lines(shared, article, events),
        drawn=_drawn(events),
        newest=article.date,
        language=look.language,
        event_urls=_own_event_urls(shared, article, events),
        corrections=_corrections(look, article),
        related=tuple(parts.teaser(look, look.articles[slug]) for slug in shared.related[article.slug]),
        earlier=_link(articles, place + 1),
        later=_link(articles, place - 1) if place else None,
        citation=_citation(look, article, authors),
        annotations_url=addresses.article(article.slug) + "annotations.json",
        markdown_url=addresses.article(article.slug) + "article.md" if look.site.site.offer_source else "",
    )


def _meta(look: Lookup, article: ArticleSummary) -> PageMeta:
    image = share_address(look.site, article)
    return parts.page_meta(
        look.site,
        title=article.title,
        address=addresses.article(article.slug),
        description=article.dek or article.lede,
        kind="article",
        published=article.published,
        updated=article.updated,
        breadcrumbs=(Link(title=look.t("nav.articles"), url="/articles/"),),
        image=image,
        image_alt=article.title,
        things=_things(look.site, article, addresses.absolute(image, look.site.site.url) if image else ""),
        search="article",
    )


def _things(site: AnalysedSite, article: ArticleSummary, image: str) -> list[jsonld.Node]:
    """The article, what is said in it, the claims checked and the events told, for machines."""
    said = [s for s in article.statements if s.status == "attributed" and s.standing != "withdrawn"]
    return [
        jsonld.article(site, article, image),
        *(jsonld.quotation(site, article, statement) for statement in said),
        *(jsonld.claim_review(site, article, claim) for claim in article.claims),
    ]


def _picture(slug: str, picture: Picture | None) -> PictureView | None:
    if picture is None:
        return None
    return PictureView(
        url=picture.src if "://" in picture.src else addresses.article(slug) + picture.src,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
    )


def _contents(article: ArticleSummary) -> tuple[Link, ...]:
    heads = [head for head in article.sections if head.id]
    if len(heads) < CONTENTS_FROM:
        return ()
    return tuple(Link(title=head.title, url=f"#{head.id}") for head in heads)


def _cards(look: Lookup, article: ArticleSummary) -> dict[str, StatementCard]:
    return {
        statement.id: parts.statement_card(look, article, statement)
        for statement in article.statements
        if statement.status == "attributed"
    }


def _claim(look: Lookup, claim: Claim) -> ClaimView:
    return ClaimView(
        id=claim.id,
        number=claim.number,
        claimant=parts.person_ref(look, claim.claimant) if claim.claimant else None,
        rating=parts.rating_label(look.site, claim.rating),
        rank=parts.rating_rank(look.site, claim.rating),
        html=claim.html,
        sources=claim.sources,
    )


def _creators(look: Lookup, article: ArticleSummary) -> dict[str, PersonRef]:
    ids = sorted({reference.id for reference in article.references if reference.kind == "person"})
    return {id: parts.person_ref(look, id) for id in ids if id in look.site.people}


def _sources(look: Lookup, ids: Iterable[str]) -> tuple[SourceView, ...]:
    known = (look.site.sources[id] for id in ids if id in look.site.sources)
    return tuple(parts.source_view(look, source, number) for number, source in enumerate(known, 1))


def _people(look: Lookup, article: ArticleSummary) -> tuple[Mention, ...]:
    """Speakers in the order of the text, then claimants, then people of the events."""
    counts: dict[str, int] = {}
    for statement in article.statements:
        if statement.status == "attributed" and statement.speaker:
            counts[statement.speaker] = counts.get(statement.speaker, 0) + 1
    others = [claim.claimant for claim in article.claims]
    others += [person for event in article.events for person in event.people]
    for person in others:
        counts.setdefault(person, 0)
    return tuple(
        Mention(person=parts.person_ref(look, id), quotations=count)
        for id, count in counts.items()
        if id in look.site.people
    )


def _drawn(events: Sequence[Event]) -> tuple[Event, ...]:
    """Without what the picture leaves out: how another article tells of an event changes nothing here."""
    return tuple(replace(event, html="", people=(), sources=(), topics=(), tellings=()) for event in events)


def _event_lines(shared: _Shared, article: ArticleSummary, events: Sequence[Event]) -> tuple[EventLine, ...]:
    return tuple(
        EventLine(
            id=event.id,
            date=DateView(words=event.date_words, datetime=iso_datetime(event.date), edtf=event.date),
            title=event.title,
            status=event.status,
            url=shared.event_urls[event.id],
            marked=any(telling.slug == article.slug and telling.anchor for telling in event.tellings),
        )
        for event in events
    )


def _own_event_urls(shared: _Shared, article: ArticleSummary, events: Sequence[Event]) -> dict[str, str]:
    """Where the article's event signs lead. An event may have been merged into one of another id."""
    merged = {(event.date, event.title): event.id for event in events}
    return {
        own.id: shared.event_urls[own.id if own.id in shared.event_urls else merged[own.date, own.title]]
        for own in article.events
    }


def _corrections(look: Lookup, article: ArticleSummary) -> tuple[CorrectionView, ...]:
    newest_first = sorted(article.corrections, key=lambda c: c.date, reverse=True)
    return tuple(
        CorrectionView(kind=c.kind, date=parts.day_view(c.date, look.language), html=c.html)
        for c in newest_first
    )


def _link(articles: Sequence[ArticleSummary], place: int) -> Link | None:
    if place >= len(articles):
        return None
    return Link(title=articles[place].title, url=addresses.article(articles[place].slug))


def _citation(look: Lookup, article: ArticleSummary, authors: Sequence[PersonRef]) -> str:
    """Authors, “Title”, Site, day, address: the plain form that newspapers are cited in."""
    quoted = look.t("quote.open") + article.title + look.t("quote.close")
    names = ", ".join(author.name for author in authors)
    day = parts.day_view(article.published, look.language).words
    address = addresses.absolute(addresses.article(article.slug), look.site.site.url)
    return ", ".join(part for part in (names, quoted, look.site.site.title, day, address) if part)
