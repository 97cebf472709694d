"""Structured data in schema.org's terms: what a page is about, said to machines.

Each function makes one node; `document` puts a page's nodes into one JSON text for its script element.
Only what the page shows is said, and a date only where it is one that ISO 8601 can write.
Terms: schema.org 29 (AnalysisNewsArticle, Quotation, ClaimReview, CorrectionComment).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from dateline import addresses
from dateline.building.plan import Link
from dateline.dates.datewords import iso_datetime
from dateline.exports.quotes import organization_name
from dateline.model import AnalysedSite, ArticleSummary, Claim, Event, Person, Statement

Node = dict[str, Any]


def document(nodes: Sequence[Mapping[str, Any]]) -> str:
    """The nodes as one JSON-LD text that is safe inside a script element; empty for none."""
    if not nodes:
        return ""
    whole: dict[str, Any] = {"@context": "https://schema.org"}
    whole |= nodes[0] if len(nodes) == 1 else {"@graph": list(nodes)}
    text = msgspec.json.encode(whole).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def breadcrumbs(site: AnalysedSite, above: Sequence[Link], title: str, address: str) -> list[Node]:
    """The way from the front page to a page; nothing for a page right below it, or without a url."""
    if not above or not site.site.url:
        return []
    steps = [*above, Link(title=title, url=address)]
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": step.title,
            "item": addresses.absolute(step.url, site.site.url),
        }
        for number, step in enumerate(steps, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": items}]


def website(site: AnalysedSite) -> Node:
    """The site itself, for its front page."""
    return _filled(
        {
            "@type": "WebSite",
            "name": site.site.title,
            "url": site.site.url,
            "description": site.site.description,
            "inLanguage": site.site.language,
            "publisher": publisher(site),
        }
    )


def publisher(site: AnalysedSite) -> Node:
    """Who publishes the site, with the pages that say how, where it has them; the site itself by default."""
    who = site.site.publisher
    if who is None:
        return _filled({"@type": "Organization", "name": site.site.title, "url": site.site.url})
    pages = {page.name for page in site.pages}

    def policy(name: str) -> str:
        return addresses.absolute(f"/{name}/", site.site.url) if name in pages else ""

    return _filled(
        {
            "@type": "NewsMediaOrganization",
            "name": who.name,
            "url": who.url,
            "logo": addresses.absolute(who.logo, site.site.url) if who.logo.startswith("/") else who.logo,
            "publishingPrinciples": policy("standards"),
            "correctionsPolicy": policy("corrections-policy"),
        }
    )


def article(site: AnalysedSite, summary: ArticleSummary, image: str = "") -> Node:
    """An article; `image` is the absolute address of its share picture."""
    about = [_thing(site, topic) for topic in summary.topics]
    people = dict.fromkeys(
        [s.speaker for s in summary.statements if s.speaker]
        + [c.claimant for c in summary.claims if c.claimant]
        + [person for event in summary.events for person in event.people]
    )
    pictures = [image] if image else []
    if summary.image and site.site.url:
        picture = addresses.beside_article(summary.slug, summary.image.src)
        pictures.append(addresses.absolute(picture, site.site.url))
    return _filled(
        {
            "@type": "AnalysisNewsArticle",
            "@id": _id(site, addresses.article(summary.slug)),
            "url": addresses.absolute(addresses.article(summary.slug), site.site.url),
            "mainEntityOfPage": addresses.absolute(addresses.article(summary.slug), site.site.url),
            "headline": summary.title,
            "description": summary.dek,
            "dateline": ", ".join(filter(None, (summary.place, summary.date))),
            "datePublished": summary.published,
            "dateModified": summary.updated or summary.published,
            "inLanguage": site.site.language,
            "isAccessibleForFree": True,
            "image": pictures,
            "author": [_author(site, author) for author in summary.authors],
            "publisher": publisher(site),
            "about": about,
            "mentions": [person_node(site, site.people[p]) for p in people if p in site.people],
            "citation": [_citation(site, source) for source in summary.sources if source in site.sources],
            "correction": [
                {"@type": "CorrectionComment", "text": c.source_text, "datePublished": c.date}
                for c in summary.corrections
            ],
        }
    )


def quotation(site: AnalysedSite, summary: ArticleSummary, statement: Statement) -> Node:
    """A statement that somebody made."""
    person = site.people.get(statement.speaker)
    creator = person_node(site, person) if person else {"@type": "Person", "name": statement.described}
    address = addresses.article(summary.slug, f"q-{statement.id}")
    source = site.sources.get(statement.source)
    return _filled(
        {
            "@type": "Quotation",
            "@id": _id(site, address),
            "text": statement.text,
            "creator": creator,
            "dateCreated": _iso(statement.said),
            "inLanguage": site.site.language,
            "isPartOf": {"@id": _id(site, addresses.article(summary.slug))},
            "isBasedOn": (source.url or source.title) if source else "",
        }
    )


def claim_review(site: AnalysedSite, summary: ArticleSummary, claim: Claim) -> Node:
    """A claim and what the check of it came to; the scale runs from 1, the worst rating."""
    scale = site.site.ratings
    claimant = site.people.get(claim.claimant)
    rank = len(scale) - scale.index(claim.rating) if claim.rating in scale else 1
    author = person_node(site, claimant) if claimant else {"@type": "Person", "name": claim.claimant}
    return _filled(
        {
            "@type": "ClaimReview",
            "url": addresses.absolute(addresses.article(summary.slug, f"c-{claim.id}"), site.site.url),
            "claimReviewed": claim.target.exact,
            "datePublished": (summary.updated or summary.published)[:10],
            "author": publisher(site),
            "itemReviewed": _filled(
                {
                    "@type": "Claim",
                    "author": author if claim.claimant else None,
                    "appearance": addresses.absolute(addresses.article(summary.slug), site.site.url),
                }
            ),
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": rank,
                "bestRating": len(scale),
                "worstRating": 1,
                "alternateName": claim.rating.replace("-", " "),
            },
        }
    )


def person_node(site: AnalysedSite, person: Person, *, full: bool = False) -> Node:
    """A person or organisation; `full` with all that their own page shows."""
    kind = "Organization" if person.kind == "organization" else "Person"
    node: Node = {
        "@type": kind,
        "@id": _id(site, addresses.person(person.id)),
        "name": person.name,
        "url": person.url,
        "sameAs": list(person.same_as),
    }
    if full:
        node["alternateName"] = list(person.aliases)
        employer = organization_name(site, person)
        if kind == "Person":
            node["jobTitle"] = person.role
            node["affiliation"] = {"@type": "Organization", "name": employer} if employer else None
        elif employer:
            node["parentOrganization"] = {"@type": "Organization", "name": employer}
    return _filled(node)


def event_nodes(site: AnalysedSite, events: Iterable[Event]) -> list[Node]:
    """Events whose date, or whose first and last, ISO 8601 can write; the others are left out."""
    nodes = []
    for event in events:
        first, slash, last = event.date.partition("/")
        start = _iso(first)
        if not start or event.relation != "on":
            continue
        nodes.append(
            _filled(
                {
                    "@type": "Event",
                    "@id": _id(site, f"/timeline/#e-{event.id}"),
                    "name": event.title,
                    "startDate": start,
                    "endDate": _iso(last) if slash else "",
                }
            )
        )
    return nodes


def _iso(edtf: str) -> str:
    """A date as ISO 8601; empty where it is open, unknown, or says more than that can."""
    return iso_datetime(edtf) if edtf not in ("", "..") else ""


def _author(site: AnalysedSite, author: str) -> Node:
    person = site.people.get(author)
    return person_node(site, person) if person else {"@type": "Person", "name": author}


def _thing(site: AnalysedSite, topic: str) -> Node:
    return _filled(
        {
            "@type": "Thing",
            "name": site.topics[topic].title,
            "url": addresses.absolute(addresses.topic(topic), site.site.url),
        }
    )


def _citation(site: AnalysedSite, source_id: str) -> Node:
    source = site.sources[source_id]
    return _filled(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "author": {"@type": "Person", "name": source.author} if source.author else None,
            "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
            "url": source.url,
            "datePublished": _iso(source.published),
        }
    )


def _id(site: AnalysedSite, address: str) -> str:
    return addresses.absolute(address, site.site.url) or address


def _filled(node: Node) -> Node:
    """The node without what is empty."""
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}
