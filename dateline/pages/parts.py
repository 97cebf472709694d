"""What several kinds of page show alike: people, dates, sources, statements.

Here the model's ids become names, words and addresses. What a page puts where is left to the page's own
module; which pages there are is decided in `existing`, and what stands around them in `frame`, whose
functions pages also find here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from html import escape
from typing import Literal, TypeVar

from dateline import addresses, messages
from dateline.building.plan import Link, View
from dateline.exports import jsonld
from dateline.messages import catalogue, translator
from dateline.model import (
    BUILT_IN_KINDS,
    AnalysedSite,
    ArticleSummary,
    Person,
    Source,
    Statement,
)
from dateline.pages.dates import DateView as DateView
from dateline.pages.dates import date_view as date_view
from dateline.pages.dates import day_view as day_view
from dateline.pages.eventplaces import EventLine, Pages, event_lines, pages_of, urls_on
from dateline.pages.existing import has_quotes as has_quotes
from dateline.pages.existing import is_shown as is_shown
from dateline.pages.existing import people_with_page as people_with_page
from dateline.pages.existing import topics_with_page as topics_with_page
from dateline.pages.frame import frame_for as frame_for
from dateline.pages.frame import listing as listing
from dateline.pages.frame import page_meta as page_meta
from dateline.pages.gathered import Said, mentioned_in, said_by
from dateline.pages.sourcelist import SourcePages, source_pages, source_urls


class PersonRef(View, frozen=True, kw_only=True):
    """A person or organisation named on a page."""

    id: str = ""
    name: str
    url: str = ""
    """Address of their page; empty where they have none."""
    kind: Literal["person", "organization"] = "person"
    role: str = ""
    organization: str = ""
    """Its name."""


class SourceView(View, frozen=True, kw_only=True):
    """A cited document."""

    id: str
    number: int = 0
    """Its place among the sources of the page, from 1; 0 where the page does not number them."""
    title: str
    author: str = ""
    publisher: str = ""
    href: str = ""
    """Where the document is on the web."""
    published: DateView | None = None
    accessed: DateView | None = None
    archive: str = ""
    url: str
    """Address of its entry in the site's list of sources."""


class StatementCard(View, frozen=True, kw_only=True):
    """What a reader is told of a statement beside its words."""

    id: str
    speaker: PersonRef | None = None
    described: str = ""
    """Of an anonymous speaker."""
    role: str = ""
    """As of then."""
    organization: str = ""
    """Its name; empty where the role names it already."""
    said: DateView | None = None
    source: Link | None = None
    """The source's title and its address in the list of sources."""
    verified: bool | None = None
    standing: Literal["confirmed", "disputed", "withdrawn"] = "confirmed"

    @property
    def anchor(self) -> str:
        """`q-ID`, unique within its article."""
        return f"q-{self.id}"


Card = TypeVar("Card", bound=StatementCard)


class Teaser(View, frozen=True, kw_only=True):
    """An article as a list shows it."""

    title: str
    url: str
    dek: str = ""
    place: str = ""
    date: DateView

    @property
    def headline(self) -> str:
        """The title as HTML, compounds kept whole."""
        return headline_html(self.title)


class Speaker(View, frozen=True, kw_only=True):
    """What every statement tells of someone of people.yaml."""

    ref: PersonRef
    role: str
    """Now; a statement may tell another."""
    organization: str
    """Its name."""
    beside: str
    """The same, empty where the role names it already."""


class Lookup(View, frozen=True, kw_only=True):
    """The site with what is looked up in it again and again. Made once for a plan."""

    site: AnalysedSite
    t: Callable[..., str]
    people_with_page: frozenset[str]
    topics_with_page: frozenset[str]
    articles: dict[str, ArticleSummary]
    teasers: dict[str, Teaser]
    """By slug, each article as lists show it."""
    speakers: dict[str, Speaker]
    """Everyone of people.yaml, by id."""
    source_pages: SourcePages
    source_urls: dict[str, str]
    """By source id, the address of its entry in the list of sources."""
    source_links: dict[str, Link]
    """By source id, its title leading there."""
    topic_links: dict[str, Link]
    """By topic id, its title leading to its page; only those with a page."""
    timeline: Pages
    """How the timeline is cut."""
    event_urls: dict[str, str]
    """By event id, its address on the timeline."""
    event_lines: dict[str, EventLine]
    """By event id, how lists tell of it in a line."""
    mentioned: dict[str, dict[str, int]]
    """See `gathered.mentioned_in`."""
    said: dict[str, list[Said]]
    """See `gathered.said_by`."""
    nodes: jsonld.Nodes
    """What pages say to machines of people, topics and sources."""

    @property
    def language(self) -> str:
        """The site's language."""
        return self.site.site.language


def lookup(site: AnalysedSite) -> Lookup:
    """Prepares the tables that the functions below read. Linear in the site's facts."""
    timeline = pages_of(site)
    listed = source_pages(site)
    urls = source_urls(listed)
    links = urls_on(timeline, site)
    with_page = people_with_page(site)
    shown = topics_with_page(site)
    return Lookup(
        site=site,
        t=translator(site.site.language),
        people_with_page=with_page,
        topics_with_page=shown,
        articles={article.slug: article for article in site.articles},
        teasers={article.slug: _teaser(site, article) for article in site.articles},
        speakers={id: _speaker(site, with_page, person) for id, person in site.people.items()},
        source_pages=listed,
        source_urls=urls,
        source_links={id: Link(title=s.title, url=urls[id]) for id, s in site.sources.items()},
        topic_links={
            id: Link(title=topic.title, url=addresses.topic(id))
            for id, topic in site.topics.items()
            if id in shown
        },
        timeline=timeline,
        event_urls=links,
        event_lines=event_lines(site, links),
        mentioned=mentioned_in(site),
        said=said_by(site),
        nodes=jsonld.Nodes(site),
    )


def _teaser(site: AnalysedSite, article: ArticleSummary) -> Teaser:
    return Teaser(
        title=article.title,
        url=addresses.article(article.slug),
        dek=article.dek,
        place=article.place,
        date=day_view(article.date, site.site.language),
    )


def _speaker(site: AnalysedSite, with_page: Collection[str], person: Person) -> Speaker:
    known = site.people.get(person.organization)
    organization = known.name if known else person.organization
    return Speaker(
        ref=PersonRef(
            id=person.id,
            name=person.name,
            url=addresses.person(person.id) if person.id in with_page else "",
            kind=person.kind,
            role=person.role,
            organization=organization,
        ),
        role=person.role,
        organization=organization,
        beside=_beside(person.role, organization),
    )


def _beside(role: str, organization: str) -> str:
    """What is said of an organisation beside a role: its name, if the role does not name it already."""
    return "" if organization.casefold() in role.casefold() else organization


# --- Names, dates, sources -------------------------------------------------------------------------


def person_ref(look: Lookup, person_id: str) -> PersonRef:
    """Someone of people.yaml; for an author who is not in it, the plain name."""
    known = look.speakers.get(person_id)
    return known.ref if known else PersonRef(name=person_id)


def organization_name(look: Lookup, person: Person) -> str:
    """The name of the organisation someone belongs to: looked up, or as written."""
    return look.speakers[person.id].organization


def source_view(look: Lookup, source: Source, number: int = 0) -> SourceView:
    """A source with its dates in words."""
    return SourceView(
        id=source.id,
        number=number,
        title=source.title,
        author=source.author,
        publisher=source.publisher,
        href=source.url,
        published=date_view(source.published, look.language),
        accessed=date_view(source.accessed, look.language),
        archive=source.archive,
        url=look.source_urls[source.id],
    )


def source_link(look: Lookup, source_id: str) -> Link | None:
    """A source's title, leading to its entry in the list of sources; None where there is no such source."""
    return look.source_links.get(source_id)


def topic_links(look: Lookup, topics: Iterable[str]) -> tuple[Link, ...]:
    """Links to the pages of these topics, in the order given."""
    return tuple([look.topic_links[topic] for topic in topics if topic in look.topic_links])


def kind_labels(site: AnalysedSite, kinds: Iterable[str]) -> dict[str, str]:
    """What these kinds of annotation are called: by the catalogue, or by the site for its own kinds."""
    texts = catalogue(site.site.language)
    own = {kind.id: kind.label for kind in site.site.annotation_kinds if kind.label}
    return {
        kind: own.get(kind) or (str(texts[f"kind.{kind}"]) if kind in BUILT_IN_KINDS else _words(kind))
        for kind in sorted(set(kinds))
    }


def rating_label(site: AnalysedSite, rating: str) -> str:
    """The rating in words of the site's language."""
    return messages.rating_label(rating, site.site.language)


def rating_rank(site: AnalysedSite, rating: str) -> int:
    """How good the rating is, for colour and sign beside the word: 1 best to 5 worst, 0 not on the scale.

    The scale runs from best to worst; `unproven` is no judgement, wherever it stands.
    """
    scale = [r for r in site.site.ratings if r != "unproven"]
    if rating not in scale:
        return 0
    if len(scale) == 1:
        return 1
    return 1 + round(4 * scale.index(rating) / (len(scale) - 1))


def _words(identifier: str) -> str:
    return identifier.replace("-", " ").capitalize()


def headline_html(title: str) -> str:
    """A headline as HTML in which compounds stay whole: a line never ends at the hyphen of “Wake-Up”."""
    escaped = escape(title, quote=False)
    return _COMPOUND.sub(_whole, escaped) if "-" in title or "\u2010" in title else escaped


_COMPOUND = re.compile(r"\w+(?:[-\u2010]\w+)+")
_LONGEST_WHOLE = 20
"""Characters: a longer compound may not fit a line."""


def _whole(compound: re.Match[str]) -> str:
    words = compound[0]
    return f'<span class="whole">{words}</span>' if len(words) <= _LONGEST_WHOLE else words


# --- Statements ------------------------------------------------------------------------------------


def statement_card(look: Lookup, statement: Statement) -> StatementCard:
    """A statement with its speaker's name, role then and organisation filled in."""
    return filled_card(StatementCard, look, statement)


def filled_card(card: type[Card], look: Lookup, statement: Statement, /, **more: object) -> Card:
    """The same as a card of a class that tells `more`."""
    speaker, role, organization = _speaker_then(look, statement)
    return card(
        id=statement.id,
        speaker=speaker,
        described=statement.described,
        role=role,
        organization=organization,
        said=date_view(statement.said, look.language),
        source=look.source_links.get(statement.source),
        verified=statement.verified,
        standing=statement.standing,
        **more,
    )


def _speaker_then(look: Lookup, statement: Statement) -> tuple[PersonRef | None, str, str]:
    """Who made the statement, their role as of then, and the organisation to name beside it."""
    speaker = look.speakers.get(statement.speaker)
    if speaker is None:
        return None, statement.role, ""
    if statement.role:
        return speaker.ref, statement.role, _beside(statement.role, speaker.organization)
    return speaker.ref, speaker.role, speaker.beside


def section_title(article: ArticleSummary, section_id: str) -> str:
    """The section's title; empty for the lede."""
    for head in article.sections:
        if head.id == section_id:
            return head.title
    return ""
