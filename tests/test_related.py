"""Related articles: the quick way to the most alike, held against the plain one."""

from __future__ import annotations

from collections import defaultdict
from math import log

import largesite
import pytest

from dateline.model import AnalysedSite
from dateline.pages.gathered import mentioned_in
from dateline.pages.related import EVENT, NEAR, PERSON, SHOWN, TOPIC, related_articles


def plainly(site: AnalysedSite) -> dict[str, tuple[str, ...]]:
    """The same by looking at every score, rounded so that ties are ties."""
    things = [
        {
            **{("person", s.speaker): PERSON for s in a.statements if s.speaker and s.status == "attributed"},
            **{("person", claim.claimant): PERSON for claim in a.claims if claim.claimant},
            **{("person", person): PERSON for event in a.events for person in event.people},
            **{("topic", topic): TOPIC for topic in a.topics},
            **{("event", event.id): EVENT for event in a.events},
        }
        for a in site.articles
    ]
    sharers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, own in enumerate(things):
        for thing in own:
            sharers[thing].append(place)
    found = {}
    for place, own in enumerate(things):
        scores: dict[int, float] = defaultdict(float)
        for thing, weight in own.items():
            places = sharers[thing]
            here = places.index(place)
            for other in places[max(0, here - NEAR) : here + NEAR + 1]:
                if other != place:
                    scores[other] += weight / log(1 + len(places))
        best = sorted(scores, key=lambda other: (-round(scores[other], 6), other))[:SHOWN]
        found[site.articles[place].slug] = tuple(site.articles[other].slug for other in best)
    return found


@pytest.mark.parametrize(("articles", "people", "topics"), [(3, 2, 1), (60, 10, 12), (200, 60, 40)])
def test_the_most_alike_are_found(articles: int, people: int, topics: int) -> None:
    site = largesite.large(articles, people=people, topics=topics)
    assert related_articles(site, mentioned_in(site)) == plainly(site)
