"""What several kinds of page show alike: people, dates, sources, statements.

Here the model's ids become names, words and addresses. What a page puts where is left to the page's own
module; which pages there are is decided in `existing`, and what stands around them in `frame`, whose
functions pages also find here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from typing import Literal

from msgspec import Struct

from dateline import addresses
from dateline.building.plan import Link
from dateline.dates.datewords import date_words, iso_datetime, plain_date
from dateline.messages import catalogue, translator
from dateline.model import (
    BUILT_IN_KINDS,
    AnalysedSite,
    ArticleSummary,
    Person,
    Source,
    Statement,
)
from dateline.pages.eventplaces import Pages, pages_of, urls_on
from dateline.pages.existing import has_quotes as has_quotes
from dateline.pages.existing import is_shown as is_shown
from dateline.pages.existing import people_with_page as people_with_page
from dateline.pages.existing import topics_with_page as topics_with_page
from dateline.pages.frame import frame_for as frame_for
from dateline.pages.frame import listing as listing
from dateline.pages.frame import page_meta as page_meta
from dateline.pages.gathered import Said, said_by
from dateline.pages.sourcelist import source_urls

Relation = Literal["on", "by", "until", "since", "before", "after"]


class PersonRef(Struct, frozen=True, kw_only=True):
    """A person or organisation named on a page."""

    id: str = ""
    name: str
    url: str = ""
    """Address of their page; empty where they have none."""
    kind: Literal["person", "organization"] = "person"
    role: str = ""
    organization: str = ""
    """Its name."""


class DateView(Struct, frozen=True, kw_only=True):
    """A date as words, with what machines read."""

    words: str
    datetime: str = ""
    """ISO 8601 where HTML's <time> takes it, else empty."""
    edtf: str = ""


class SourceView(Struct, frozen=True, kw_only=True):
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


class StatementCard(Struct, frozen=True, kw_only=True):
    """A quotation with all that a reader is told of it."""

    id: str
    anchor: str
    """`q-ID`, unique within its article."""
    status: Literal["attributed", "set-aside", "unattributed"]
    kind: Literal["direct", "partial", "scare", "title", "term"]
    parts: tuple[str, ...]
    text: str
    """The parts joined with an ellipsis."""
    speaker: PersonRef | None = None
    described: str = ""
    """Of an anonymous speaker."""
    role: str = ""
    """As of then."""
    organization: str = ""
    """Its name; empty where the role names it already."""
    organization_url: str = ""
    said: DateView | None = None
    source: Link | None = None
    """The source's title and its address in the list of sources."""
    verified: bool | None = None
    standing: Literal["confirmed", "disputed", "withdrawn"] = "confirmed"
    context: str = ""
    block: bool = False
    slug: str
    article_title: str
    section_id: str = ""
    section_title: str = ""
    url: str
    """Address of the words in their article."""
    article_date: str = ""
    """The dateline's date, YYYY-MM-DD."""
    nested_in: str = ""


class Teaser(Struct, frozen=True, kw_only=True):
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


class Lookup(Struct, frozen=True, kw_only=True):
    """The site with what is looked up in it again and again. Made once for a plan."""

    site: AnalysedSite
    t: Callable[..., str]
    people_with_page: frozenset[str]
    topics_with_page: frozenset[str]
    articles: dict[str, ArticleSummary]
    source_urls: dict[str, str]
    """By source id, the address of its entry in the list of sources."""
    timeline: Pages
    """How the timeline is cut."""
    event_urls: dict[str, str]
    """By event id, its address on the timeline."""
    said: dict[str, list[Said]]
    """See `gathered.said_by`."""

    @property
    def language(self) -> str:
        """The site's language."""
        return self.site.site.language


def lookup(site: AnalysedSite) -> Lookup:
    """Prepares the tables that the functions below read. Linear in the site's facts."""
    timeline = pages_of(site)
    return Lookup(
        site=site,
        t=translator(site.site.language),
        people_with_page=people_with_page(site),
        topics_with_page=topics_with_page(site),
        articles={article.slug: article for article in site.articles},
        source_urls=source_urls(site),
        timeline=timeline,
        event_urls=urls_on(timeline, site),
        said=said_by(site),
    )


# --- Names, dates, sources -------------------------------------------------------------------------


def person_ref(look: Lookup, person_id: str) -> PersonRef:
    """Someone of people.yaml; for an author who is not in it, the plain name."""
    person = look.site.people.get(person_id)
    if person is None:
        return PersonRef(name=person_id)
    return PersonRef(
        id=person.id,
        name=person.name,
        url=addresses.person(person.id) if person.id in look.people_with_page else "",
        kind=person.kind,
        role=person.role,
        organization=organization_name(look, person),
    )


def organization_name(look: Lookup, person: Person) -> str:
    """The name of the organisation someone belongs to: looked up, or as written."""
    known = look.site.people.get(person.organization)
    return known.name if known else person.organization


def _organization_url(look: Lookup, person: Person | None) -> str:
    known = person is not None and person.organization in look.people_with_page
    return addresses.person(person.organization) if person and known else ""


def date_view(edtf: str, language: str, relation: Relation = "on") -> DateView | None:
    """An EDTF date in words; None for an empty one."""
    return _date_view(edtf, language, relation) if edtf else None


@lru_cache(maxsize=4096)
def _date_view(edtf: str, language: str, relation: Relation) -> DateView:
    return DateView(words=date_words(edtf, language, relation), datetime=iso_datetime(edtf), edtf=edtf)


@lru_cache(maxsize=4096)
def day_view(iso: str, language: str) -> DateView:
    """An ISO 8601 date or date-time (`published`, `updated`) as the day in words."""
    return DateView(words=plain_date(iso[:10], language), datetime=iso)


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
    source = look.site.sources.get(source_id)
    return Link(title=source.title, url=look.source_urls[source_id]) if source else None


def topic_links(look: Lookup, topics: Iterable[str]) -> tuple[Link, ...]:
    """Links to the pages of these topics, in the order given."""
    return tuple(
        Link(title=look.site.topics[topic].title, url=addresses.topic(topic))
        for topic in topics
        if topic in look.topics_with_page
    )


def kind_labels(site: AnalysedSite, kinds: Iterable[str]) -> dict[str, str]:
    """What these kinds of annotation are called: by the catalogue, or by the site for its own kinds."""
    texts = catalogue(site.site.language)
    own = {kind.id: kind.label for kind in site.site.annotation_kinds if kind.label}
    return {
        kind: own.get(kind) or (str(texts[f"kind.{kind}"]) if kind in BUILT_IN_KINDS else _words(kind))
        for kind in sorted(set(kinds))
    }


def rating_label(site: AnalysedSite, rating: str) -> str:
    """The rating in words: the catalogue's, or for a site's own scale, its id spelt out."""
    known = catalogue(site.site.language).get(f"rating.{rating}")
    return known if isinstance(known, str) else _words(rating)


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
    return _COMPOUND.sub(_whole, escape(title, quote=False))


_COMPOUND = re.compile(r"\w+(?:[-\u2010]\w+)+")
_LONGEST_WHOLE = 20
"""Characters: a longer compound may not fit a line."""


def _whole(compound: re.Match[str]) -> str:
    words = compound[0]
    return f'<span class="whole">{words}</span>' if len(words) <= _LONGEST_WHOLE else words


# --- Articles and statements -----------------------------------------------------------------------


def teaser(look: Lookup, article: ArticleSummary) -> Teaser:
    """An article as a list shows it."""
    return Teaser(
        title=article.title,
        url=addresses.article(article.slug),
        dek=article.dek,
        place=article.place,
        date=day_view(article.date, look.language),
    )


def statement_card(look: Lookup, article: ArticleSummary, statement: Statement) -> StatementCard:
    """A statement of the article, with its speaker's name, role then and organisation filled in."""
    person = look.site.people.get(statement.speaker)
    anchor = f"q-{statement.id}"
    role = statement.role or (person.role if person else "")
    organization = organization_name(look, person) if person else ""
    return StatementCard(
        id=statement.id,
        anchor=anchor,
        status=statement.status,
        kind=statement.kind,
        parts=statement.words,
        text=statement.text,
        speaker=person_ref(look, statement.speaker) if person else None,
        described=statement.described,
        role=role,
        organization="" if organization.casefold() in role.casefold() else organization,
        organization_url=_organization_url(look, person),
        said=date_view(statement.said, look.language),
        source=source_link(look, statement.source),
        verified=statement.verified,
        standing=statement.standing,
        context=statement.context,
        block=statement.block,
        slug=article.slug,
        article_title=article.title,
        section_id=statement.section,
        section_title=section_title(article, statement.section),
        url=addresses.article(article.slug, anchor),
        article_date=article.date,
        nested_in=statement.nested_in,
    )


def section_title(article: ArticleSummary, section_id: str) -> str:
    """The section's title; empty for the lede."""
    return next((head.title for head in article.sections if head.id == section_id), "")
