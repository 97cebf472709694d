"""Related articles: those the editor names, then those that share people, topics and events.

Near-linear in the site: what articles share is indexed, and of a long list of sharers only those near in
time are looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from math import log

from dateline.model import AnalysedSite, ArticleSummary

Related = dict[str, tuple[str, ...]]
"""Slug to the slugs of its related articles, best first."""

SHOWN = 4
NEAR = 12
"""How many sharers to either side in time are looked at."""
WEIGHTS = {"event": 3.0, "person": 2.0, "topic": 1.0}
"""An event ties articles closer than a person, and a person closer than a topic."""


def related_articles(site: AnalysedSite) -> Related:
    """For every article, at most SHOWN others."""
    shared = _sharers(site)
    listed = [article.slug for article in site.articles]
    known = set(listed)
    found: Related = {}
    for place, article in enumerate(site.articles):
        named = [slug for slug in article.related if slug in known and slug != article.slug]
        by_likeness = (listed[other] for other in _most_alike(place, article, shared))
        found[article.slug] = tuple(dict.fromkeys((*named, *by_likeness)))[: max(SHOWN, len(named))]
    return found


Key = tuple[str, str]


def _sharers(site: AnalysedSite) -> dict[Key, list[int]]:
    """Places of the articles that have each person, topic or event, newest first."""
    sharers: dict[Key, list[int]] = defaultdict(list)
    for place, article in enumerate(site.articles):
        for key in _keys(article):
            sharers[key].append(place)
    return sharers


def _keys(article: ArticleSummary) -> Iterable[Key]:
    people = [s.speaker for s in article.statements if s.speaker and s.status == "attributed"]
    people += [claim.claimant for claim in article.claims if claim.claimant]
    people += [person for event in article.events for person in event.people]
    keys = [("person", person) for person in people]
    keys += [("topic", topic) for topic in article.topics]
    keys += [("event", event.id) for event in article.events]
    return dict.fromkeys(keys)


def _most_alike(place: int, article: ArticleSummary, shared: dict[Key, list[int]]) -> Sequence[int]:
    """Places of the articles most like this one; of equals, the newest first."""
    scores: dict[int, float] = defaultdict(float)
    for key in _keys(article):
        places = shared[key]
        if len(places) < 2:
            continue
        here = bisect_left(places, place)
        weight = WEIGHTS[key[0]] / log(1 + len(places))
        for other in places[max(0, here - NEAR) : here + NEAR + 1]:
            if other != place:
                scores[other] += weight
    # Sums of the same weights in another order may differ in the last bit: rounded, ties are ties.
    ranked = [(-round(score, 6), other) for other, score in scores.items()]
    return [other for _, other in nsmallest(SHOWN * 2, ranked)]
