"""The article pages: one for each article, with all that stands around its text.

The text itself, marked up, comes to the template as the article's body; the view here holds everything
else, and only what the page shows, so that a change elsewhere leaves the page alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape

from dateline import addresses
from dateline.building.plan import Frame, Link, Page, PageMeta, View
from dateline.exports import jsonld
from dateline.exports.sharepicture import share_address
from dateline.gathering.drawn import drawn
from dateline.model import (
    BUILT_IN_KINDS,
    AnalysedSite,
    ArticleSummary,
    Claim,
    Event,
)
from dateline.pages import parts
from dateline.pages.articleview import (
    ArticleView,
    ClaimView,
    CorrectionView,
    EventLine,
    Mention,
)
from dateline.pages.parts import Lookup, PersonRef, SourceView, StatementCard
from dateline.pages.pictures import picture_view
from dateline.pages.related import Related, related_articles
from dateline.text.sentences import sentence_bounds

CONTENTS_FROM = 4
"""Articles with fewer sections need no list of them."""


def pages(look: Lookup, frame: Frame) -> Iterator[Page]:
    """The page of every article, newest first."""
    site = look.site
    shared = _Shared(
        look=look,
        events=_events_by_article(site),
        related=related_articles(site, look.mentioned),
        kinds=parts.kind_labels(site, (*BUILT_IN_KINDS, *(kind.id for kind in site.site.annotation_kinds))),
    )
    for place, article in enumerate(site.articles):
        yield Page(
            path=addresses.path_of(addresses.article(article.slug)),
            template="article.html",
            view=_view(shared, article, place),
            bodies=((article.slug, article.body),),
        )


class _Shared(View, frozen=True, kw_only=True):
    """What the pages of all articles are made from."""

    look: Lookup
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
    event_ids = _ids_on_timeline(look.site, article)
    return ArticleView(
        meta=_meta(look, article),
        title=article.title,
        headline=parts.headline_html(article.title),
        dek=article.dek,
        draft=article.draft,
        future=article.future,
        place=article.place,
        date=parts.day_view(article.date, look.language),
        topics=parts.topic_links(look, article.topics),
        authors=authors,
        published=parts.day_view(article.published, look.language),
        updated=parts.day_view(article.updated, look.language) if article.updated else None,
        picture=picture_view(article.slug, article.image),
        sections=len(article.sections),
        notes=article.notes,
        contents=_contents(article),
        cards=_cards(look, article),
        claims={claim.id: _claim(look, claim) for claim in article.claims},
        kinds=shared.kinds,
        creators=_creators(look, article),
        sources=_sources(look, article.sources),
        people=_people(look, article),
        events=_event_lines(look, article, events, event_ids),
        drawn=drawn(events),
        newest=article.date,
        language=look.language,
        event_urls={own: look.event_urls[id] for own, id in event_ids.items()},
        corrections=_corrections(look, article),
        related=tuple([look.teasers[slug] for slug in shared.related[article.slug]]),
        earlier=_link(articles, place + 1),
        later=_link(articles, place - 1) if place else None,
        citation=_citation(look, article, authors),
        annotations_url=addresses.article(article.slug) + "annotations.json",
        markdown_url=addresses.article(article.slug) + "article.md" if look.site.site.offer_source else "",
    )


def _meta(look: Lookup, article: ArticleSummary) -> PageMeta:
    image = share_address(look.site.site, article)
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
        things=_things(look, article, addresses.absolute(image, look.site.site.url) if image else ""),
    )


def _things(look: Lookup, article: ArticleSummary, image: str) -> list[jsonld.Node | jsonld.Quotation]:
    """The article, what is said in it, the claims checked and the events told, for machines."""
    return [
        jsonld.article(look.nodes, article, look.mentioned[article.slug], image),
        *jsonld.quotations(look.nodes, article),
        *(jsonld.claim_review(look.nodes, article, claim) for claim in article.claims),
    ]


def _contents(article: ArticleSummary) -> tuple[Link, ...]:
    heads = [head for head in article.sections if head.id]
    if len(heads) < CONTENTS_FROM:
        return ()
    return tuple(Link(title=head.title, url=f"#{head.id}") for head in heads)


def _cards(look: Lookup, article: ArticleSummary) -> dict[str, StatementCard]:
    return {
        statement.id: parts.statement_card(look, statement)
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
    return {id: parts.person_ref(look, id) for id in article.creators if id in look.site.people}


def _sources(look: Lookup, ids: Iterable[str]) -> tuple[SourceView, ...]:
    known = (look.site.sources[id] for id in ids if id in look.site.sources)
    return tuple(parts.source_view(look, source, number) for number, source in enumerate(known, 1))


def _people(look: Lookup, article: ArticleSummary) -> tuple[Mention, ...]:
    """Speakers in the order of the text, then claimants, then people of the events."""
    return tuple(
        [
            Mention(person=look.speakers[id].ref, quotations=count)
            for id, count in look.mentioned[article.slug].items()
            if id in look.speakers
        ]
    )


def _ids_on_timeline(site: AnalysedSite, article: ArticleSummary) -> dict[str, str]:
    """By the id that an event has in the article, the one it has on the timeline."""
    return {own.id: site.event_ids.get(f"{article.slug}/{own.id}", own.id) for own in article.events}


def _event_lines(
    look: Lookup, article: ArticleSummary, events: Sequence[Event], ids: Mapping[str, str]
) -> tuple[EventLine, ...]:
    marked = {ids[own.id]: f"e-{own.id}" for own in article.events if own.target}
    lines = [(event.id, look.event_lines[event.id]) for event in events]
    return tuple(
        [
            EventLine(
                id=id,
                date=line.date,
                title=line.title,
                status=line.status,
                url=line.url,
                anchor=marked.get(id, ""),
            )
            for id, line in lines
        ]
    )


def _corrections(look: Lookup, article: ArticleSummary) -> tuple[CorrectionView, ...]:
    newest_first = sorted(article.corrections, key=lambda c: c.date, reverse=True)
    return tuple(
        CorrectionView(
            kind=c.kind, date=parts.day_view(c.date, look.language), html=c.html, brief=_brief(c.html)
        )
        for c in newest_first
    )


_TAG = re.compile(r"<[^>]+>")
_MOST_OF_BRIEF = 220
"""Characters: about three lines at the head of an article."""


def _brief(html: str) -> str:
    """The first sentence of a text in HTML, as plain text; as many of its words as three lines hold."""
    text = " ".join(unescape(_TAG.sub("", html.partition("</p>")[0])).split())
    sentence = text[: sentence_bounds(text, 0, 1)[1]].rstrip()
    if len(sentence) <= _MOST_OF_BRIEF:
        return sentence
    return sentence[:_MOST_OF_BRIEF].rpartition(" ")[0].rstrip(",;:–—-") + "…"


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
