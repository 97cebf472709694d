"""Related articles: those the editor names, then those that share people, topics and events.

Near-linear in the site: what articles share is indexed, and of a long list of sharers only those near in
time are looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from math import log
from typing import NamedTuple

from dateline.model import AnalysedSite, ArticleSummary

Related = dict[str, tuple[str, ...]]
"""Slug to the slugs of its related articles, best first."""

SHOWN = 4
NEAR = 12
"""How many sharers to either side in time are looked at."""
PERSON, TOPIC, EVENT = 2.0, 1.0, 3.0
"""What sharing one weighs: an event ties articles closer than a person, and a person closer than a topic."""


def related_articles(site: AnalysedSite, mentioned: Mapping[str, Iterable[str]]) -> Related:
    """For every article, at most SHOWN others; `mentioned` are the people in each, by slug."""
    shared = _sharers(site, mentioned)
    listed = [article.slug for article in site.articles]
    known = set(listed)
    found: Related = {}
    for place, article in enumerate(site.articles):
        named = [slug for slug in article.related if slug in known and slug != article.slug]
        by_likeness = (listed[other] for other in _most_alike(place, article, shared))
        found[article.slug] = tuple(dict.fromkeys((*named, *by_likeness)))[: max(SHOWN, len(named))]
    return found


class _Sharers(NamedTuple):
    """By id, the places of the articles that have each person, topic or event, newest first."""

    mentioned: Mapping[str, Iterable[str]]
    """By article's slug, the people in it."""
    people: dict[str, list[int]]
    topics: dict[str, list[int]]
    events: dict[str, list[int]]


def _sharers(site: AnalysedSite, mentioned: Mapping[str, Iterable[str]]) -> _Sharers:
    sharers = _Sharers(mentioned, defaultdict(list), defaultdict(list), defaultdict(list))
    for place, article in enumerate(site.articles):
        for places_of, _, ids in _ties(article, sharers):
            for id in ids:
                places_of[id].append(place)
    return sharers


def _ties(
    article: ArticleSummary, sharers: _Sharers
) -> tuple[tuple[dict[str, list[int]], float, Iterable[str]], ...]:
    """What may tie the article to others: the sharers of a kind of thing, its weight, the article's ids."""
    return (
        (sharers.people, PERSON, sharers.mentioned[article.slug]),
        (sharers.topics, TOPIC, article.topics),
        (sharers.events, EVENT, dict.fromkeys([event.id for event in article.events])),
    )


def _most_alike(place: int, article: ArticleSummary, sharers: _Sharers) -> Sequence[int]:
    """Places of the articles most like this one; of equals, the newest first."""
    scores: dict[int, float] = {}
    score_of = scores.get
    for places_of, weight_of_all, ids in _ties(article, sharers):
        for id in ids:
            places = places_of[id]
            if len(places) < 2:
                continue
            here = bisect_left(places, place)
            weight = weight_of_all / log(1 + len(places))
            for other in places[max(0, here - NEAR) : here + NEAR + 1]:
                scores[other] = score_of(other, 0.0) + weight
    scores.pop(place, None)
    # Only what may be among the best is looked at closely.
    least = nlargest(SHOWN * 2, scores.values())[-1] - 0.001 if scores else 0.0
    # Sums of the same weights in another order may differ in the last bit: rounded, ties are ties.
    ranked = sorted([(-round(score, 6), other) for other, score in scores.items() if score >= least])
    return [other for _, other in ranked[: SHOWN * 2]]
