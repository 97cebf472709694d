"""Which pages a site has, so that nothing links to a page that is not written."""

from __future__ import annotations

from dateline.model import AnalysedSite, Statement


def people_with_page(site: AnalysedSite) -> frozenset[str]:
    """Ids of the people and organisations with something to show: a note, words, claims, events, articles.

    An organisation is also shown where one of its people is.
    """
    named = {person.id for person in site.people.values() if person.note}
    for article in site.articles:
        named.update(article.authors)
        named.update(s.speaker for s in article.statements if s.status == "attributed")
        named.update(claim.claimant for claim in article.claims)
    for event in site.events:
        named.update(event.people)
    shown = named & site.people.keys()
    return frozenset(shown | {site.people[p].organization for p in shown} & site.people.keys())


def topics_with_page(site: AnalysedSite) -> frozenset[str]:
    """Ids of the topics that an article or an event has."""
    used = {topic for article in site.articles for topic in article.topics}
    used.update(topic for event in site.events for topic in event.topics)
    return frozenset(used & site.topics.keys())


def has_quotes(site: AnalysedSite) -> bool:
    """Whether there is a quote index."""
    return any(is_shown(site, s) for article in site.articles for s in article.statements)


def is_shown(site: AnalysedSite, statement: Statement) -> bool:
    """Whether readers see the statement: unattributed ones only where the site asks for them."""
    return statement.status != "unattributed" or site.show_unattributed


def has_claims(site: AnalysedSite) -> bool:
    """Whether there is a page of claims."""
    return any(article.claims for article in site.articles)


def has_corrections(site: AnalysedSite) -> bool:
    """Whether there is a page of corrections."""
    return any(article.corrections for article in site.articles)
