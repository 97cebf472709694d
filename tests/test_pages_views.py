"""The views of all pages: each is a value that comes back whole from the process that renders it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import factories
import largesite
import msgspec
import pytest
from msgspec import Struct

from dateline.building.plan import DataFile, Page
from dateline.building.planning import make_plan
from dateline.exports.sharepicture import share_pages
from dateline.model import AnalysedSite, ArticleSummary
from dateline.pages import parts
from dateline.pages.gathered import mentioned_in, said_in, topics_of
from dateline.pages.split import weight_of
from dateline.pages.statementlist import statement_item
from dateline.reading.load import ContentFiles


def planned(site: AnalysedSite) -> list[Page | DataFile]:
    """Every file of a site."""
    return list(make_plan(site, ContentFiles(name="content"), ()).files)


@cache
def sites() -> tuple[AnalysedSite, ...]:
    """One with something of every kind, and one whose lists fill many pages."""
    return factories.demo()[0], largesite.large(120, sources=600, topics=40)


def views() -> Iterator[Struct]:
    """Every view that is planned."""
    for site in sites():
        yield from (file.view for file in planned(site) if isinstance(file, Page))
        yield from (picture.view for picture in share_pages(site.site, site.articles))


def test_every_view_comes_back_whole_from_its_bytes() -> None:
    kinds = set()
    for view in views():
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(view), type=type(view)) == view
        kinds.add(type(view).__name__)
    assert kinds >= {
        "AnnotationsView",
        "ArticleView",
        "ArticlesView",
        "ClaimsView",
        "CorrectionsView",
        "FeedView",
        "HomeView",
        "NotFoundView",
        "PeopleView",
        "PersonView",
        "QuotesView",
        "ShareView",
        "SourcesView",
        "StandaloneView",
        "TimelineSvgView",
        "TimelineView",
        "TopicView",
        "TopicsView",
    }


def test_summaries_come_back_whole_from_their_bytes() -> None:
    for site in sites():
        for article in site.articles:
            stored = msgspec.msgpack.encode(article)
            assert msgspec.msgpack.decode(stored, type=ArticleSummary) == article


def test_files_that_need_the_same_body_follow_one_another() -> None:
    """So that the body is read once for all of them."""
    site, _ = sites()
    bodies = [file.bodies for file in planned(site) if isinstance(file, Page) and len(file.bodies) == 1]
    runs = [body for body, before in zip(bodies, [None, *bodies], strict=False) if body != before]
    assert runs[: len(site.articles)] == [((a.slug, a.body),) for a in site.articles]


@pytest.mark.parametrize("index", [0, 1])
def test_a_statement_weighs_what_its_words_do(index: int) -> None:
    """Reckoned from the bytes of what is around, and from each article's part once."""
    site = sites()[index]
    look = parts.lookup(site)
    for article in site.articles:
        for said in said_in(article, "attributed"):
            card = statement_item(look, said).card
            ids = 6 * (len(article.slug) + len(card.id)) + sum(len(t) + 1 for t in article.topics)
            extras = 300 * bool(card.source) + 120 * bool(card.said)
            words = weight_of(*card.parts, card.context)
            names = 2 * weight_of(said.statement.role, card.described, article.title)
            assert said.weight == 1150 + words + names + ids + extras


@pytest.mark.parametrize("index", [0, 1])
def test_an_article_mentions_whom_it_quotes_and_then_the_others(index: int) -> None:
    """Told once for all pages; each in the order of the text, and none twice."""
    site = sites()[index]
    mentioned = mentioned_in(site)
    for article in site.articles:
        quoted = [s.speaker for s in article.statements if s.status == "attributed" and s.speaker]
        others = [claim.claimant for claim in article.claims if claim.claimant]
        others += [person for event in article.events for person in event.people]
        assert list(mentioned[article.slug]) == list(dict.fromkeys(quoted + others))
        assert all(count == quoted.count(id) for id, count in mentioned[article.slug].items())


@pytest.mark.parametrize("index", [0, 1])
def test_an_event_has_its_own_topics_or_those_of_all_who_tell_it(index: int) -> None:
    site = sites()[index]
    articles = {article.slug: article for article in site.articles}
    for event in site.events:
        told = [topic for telling in event.tellings for topic in articles[telling.slug].topics]
        assert topics_of(event, articles) == (event.topics or tuple(dict.fromkeys(told)))
