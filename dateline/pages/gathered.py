"""What the articles hold, turned round: by person, topic and source instead of by article.

Each function reads the whole site once and keeps its order, newest article first. Pages that list what an
article only mentions take it from here; how it is shown is theirs to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TypeVar

from dateline.building.plan import View
from dateline.dates.edtf import parse
from dateline.model import AnalysedSite, ArticleSummary, Claim, Event, Statement
from dateline.pages.split import weight_of, weight_of_bytes

T = TypeVar("T")


class Said(View, frozen=True, kw_only=True):
    """A statement and the article that quotes it."""

    article: ArticleSummary
    statement: Statement
    section: str
    """The title of its section; empty in the lede."""
    weight: int
    """Bytes that it takes in a list, estimated."""


class Claimed(View, frozen=True, kw_only=True):
    """A checked claim and the article that checks it."""

    article: ArticleSummary
    claim: Claim


def said_in(article: ArticleSummary, status: str) -> Iterator[Said]:
    """The article's statements of this status, in order of place."""
    topics = sum(len(topic) + 1 for topic in article.topics)
    of_article = 1150 + 2 * weight_of(article.title) + 6 * len(article.slug) + topics
    titles = {head.id: head.title for head in article.sections if head.id}
    for statement in article.statements:
        if statement.status == status:
            yield Said(
                article=article,
                statement=statement,
                section=titles.get(statement.section, ""),
                weight=of_article + _statement_weight(statement),
            )


def _statement_weight(statement: Statement) -> int:
    """Bytes of what a list shows of the statement itself: its words come alone and in their sentence."""
    around, cuts = statement.around, statement.cuts
    shown = b"".join([around[cuts[i] : cuts[i + 1]] for i in range(0, len(cuts), 2)])
    names = weight_of(statement.role, statement.described) if statement.role or statement.described else 0
    extras = 300 * bool(statement.source) + 120 * bool(statement.said)
    return weight_of_bytes(shown) + 2 * names + 6 * len(statement.id) + extras


def said_with(site: AnalysedSite, status: str) -> Iterator[Said]:
    """Every statement of this status: newest article first, then by place."""
    for article in site.articles:
        yield from said_in(article, status)


def said_by(site: AnalysedSite) -> dict[str, list[Said]]:
    """By speaker's id, what they said; the unnamed speakers are together under an empty id."""
    found: dict[str, list[Said]] = {}
    for said in said_with(site, "attributed"):
        found.setdefault(said.statement.speaker, []).append(said)
    return found


def newest_first(said: Iterable[Said]) -> list[Said]:
    """Statements by when they were said, the newest first; those of one day in the order given."""
    return sorted(said, key=said_on, reverse=True)


def said_on(said: Said) -> tuple[int, int]:
    """When it was said, as `Edtf.sort_key` orders dates; where that is not told, the day of the article."""
    if said.statement.said and (when := parse(said.statement.said)).has_year:
        return when.sort_key
    return parse(said.article.date).sort_key


def mentioned_in(site: AnalysedSite) -> dict[str, dict[str, int]]:
    """By article's slug, how often each person is quoted in it: in the order of the text.

    Those who only make a claim or are in an event come after them, with 0.
    """
    return {article.slug: _mentioned(article) for article in site.articles}


def _mentioned(article: ArticleSummary) -> dict[str, int]:
    counts: dict[str, int] = {}
    for statement in article.statements:
        if statement.speaker and statement.status == "attributed":
            counts[statement.speaker] = counts.get(statement.speaker, 0) + 1
    for claim in article.claims:
        if claim.claimant:
            counts.setdefault(claim.claimant, 0)
    for event in article.events:
        for person in event.people:
            counts.setdefault(person, 0)
    return counts


def claims(site: AnalysedSite) -> list[Claimed]:
    """Every claim, newest article first."""
    return [Claimed(article=article, claim=claim) for article in site.articles for claim in article.claims]


def claims_by(site: AnalysedSite) -> dict[str, list[Claimed]]:
    """By claimant's id, the claims they made."""
    return _by(claims(site), lambda claimed: (claimed.claim.claimant,))


def events_with(site: AnalysedSite) -> dict[str, list[Event]]:
    """By person's id, the events they are in, in timeline order."""
    return _by(site.events, lambda event: event.people)


def events_about(site: AnalysedSite) -> dict[str, list[Event]]:
    """By topic's id, its events in timeline order."""
    articles = {article.slug: article for article in site.articles}
    return _by(site.events, lambda event: topics_of(event, articles))


def topics_of(event: Event, articles: Mapping[str, ArticleSummary]) -> tuple[str, ...]:
    """The event's own topics; where it names none, those of the articles that tell of it."""
    if event.topics:
        return event.topics
    told = [articles[telling.slug].topics for telling in event.tellings]
    return told[0] if len(told) == 1 else tuple(dict.fromkeys(chain.from_iterable(told)))


def articles_about(site: AnalysedSite) -> dict[str, list[ArticleSummary]]:
    """By topic's id, its articles."""
    return _by(site.articles, lambda article: article.topics)


def members_of(site: AnalysedSite) -> dict[str, list[str]]:
    """By organisation's id, the ids of its people as people.yaml lists them."""
    members: dict[str, list[str]] = {}
    for person in site.people.values():
        if person.organization in site.people:
            members.setdefault(person.organization, []).append(person.id)
    return members


def _by(items: Iterable[T], keys: Callable[[T], Iterable[str]]) -> dict[str, list[T]]:
    """The items under each of their keys, which are different ones."""
    found: dict[str, list[T]] = {}
    for item in items:
        for key in keys(item):
            found.setdefault(key, []).append(item)
    return found
