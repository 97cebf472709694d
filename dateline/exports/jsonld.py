"""Structured data in schema.org's terms: what a page is about, said to machines.

Each function makes one node; `document` puts a page's nodes into one JSON text for its script element.
Only what the page shows is said, and a date only where it is one that ISO 8601 can write.
Terms: schema.org 29 (AnalysisNewsArticle, Quotation, ClaimReview, CorrectionComment).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from dateline import addresses
from dateline.building.plan import Link
from dateline.dates.datewords import iso_datetime
from dateline.exports.quotes import organization_name
from dateline.model import AnalysedSite, ArticleSummary, Claim, Event, Person, Source
from dateline.text.plainwords import plain_words

Node = dict[str, Any]


class Quotation(
    Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    tag_field="@type",
    tag="Quotation",
    rename={"id": "@id"},
):
    """A statement that somebody made."""

    id: str
    text: str
    creator: msgspec.Raw | None = None
    """None for a speaker who is neither named nor described."""
    dateCreated: str = ""
    inLanguage: str
    isPartOf: msgspec.Raw
    isBasedOn: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class Nodes:
    """Of a site, what its pages say again and again: the same things, each packed once."""

    def __init__(self, site: AnalysedSite) -> None:
        self.site = site
        self.publisher = _packed(publisher(site))
        self.people = {id: _packed(person_node(site, person)) for id, person in site.people.items()}
        self.topics = {id: _packed(_thing(site, id)) for id in site.topics}
        organizations = _organizations(site)
        self.sources = {id: _packed(_citation(source, organizations)) for id, source in site.sources.items()}
        self.bases = {id: _packed(_work(source)) for id, source in site.sources.items()}
        """Sources by name and address alone, as a quotation has them."""


def _packed(node: Node) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(node))


def document(nodes: Sequence[Mapping[str, Any] | Quotation]) -> str:
    """The nodes as one JSON-LD text that is safe inside a script element; empty for none."""
    if not nodes:
        return ""
    whole: dict[str, Any] = {"@context": "https://schema.org"}
    first = nodes[0]
    whole |= first if len(nodes) == 1 and isinstance(first, Mapping) else {"@graph": nodes}
    # Of bytes, for a string takes two bytes for each character as soon as it has a curly quotation mark.
    data = msgspec.json.encode(whole)
    return data.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026").decode()


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


def article(nodes: Nodes, summary: ArticleSummary, people: Iterable[str], image: str = "") -> Node:
    """An article; `people` are those it mentions, `image` the absolute address of its share picture."""
    site = nodes.site
    pictures = [image] if image else []
    if summary.image and site.site.url:
        picture = addresses.beside_article(summary.slug, summary.image.src)
        pictures.append(addresses.absolute(picture, site.site.url))
    address = addresses.article(summary.slug)
    url = addresses.absolute(address, site.site.url)
    return _filled(
        {
            "@type": "AnalysisNewsArticle",
            "@id": url or address,
            "url": url,
            "mainEntityOfPage": url,
            "headline": summary.title,
            "description": summary.dek,
            "dateline": ", ".join(filter(None, (summary.place, summary.date))),
            "datePublished": summary.published,
            "dateModified": summary.updated or summary.published,
            "inLanguage": site.site.language,
            "isAccessibleForFree": True,
            "image": pictures,
            "author": [_author(nodes, author) for author in summary.authors],
            "publisher": nodes.publisher,
            "about": [nodes.topics[topic] for topic in summary.topics],
            "mentions": [nodes.people[p] for p in people if p in nodes.people],
            "citation": [nodes.sources[s] for s in summary.sources if s in nodes.sources],
            "correction": [
                {"@type": "CorrectionComment", "text": plain_words(c.html), "datePublished": c.date}
                for c in summary.corrections
            ],
        }
    )


def quotations(nodes: Nodes, summary: ArticleSummary) -> Iterator[Quotation]:
    """What is said in the article, but for what was withdrawn."""
    site = nodes.site
    address = addresses.article(summary.slug)
    here = addresses.absolute(address, site.site.url) or address
    article_node = _packed({"@id": here})
    for statement in summary.statements:
        if statement.status != "attributed" or statement.standing == "withdrawn":
            continue
        creator = nodes.people.get(statement.speaker)
        if creator is None and statement.described:
            creator = _packed({"@type": "Person", "name": statement.described})
        yield Quotation(
            id=f"{here}#q-{statement.id}",
            text=statement.text,
            creator=creator,
            dateCreated=_iso(statement.said),
            inLanguage=site.site.language,
            isPartOf=article_node,
            isBasedOn=nodes.bases.get(statement.source, msgspec.UNSET),
        )


def claim_review(nodes: Nodes, summary: ArticleSummary, claim: Claim) -> Node:
    """A claim and what the check of it came to; the scale runs from 1, the worst rating."""
    site = nodes.site
    scale = site.site.ratings
    rank = len(scale) - scale.index(claim.rating) if claim.rating in scale else 1
    author = nodes.people.get(claim.claimant) or {"@type": "Person", "name": claim.claimant}
    return _filled(
        {
            "@type": "ClaimReview",
            "url": addresses.absolute(addresses.article(summary.slug, f"c-{claim.id}"), site.site.url),
            "claimReviewed": claim.target.exact,
            "datePublished": (summary.updated or summary.published)[:10],
            "author": nodes.publisher,
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


def _author(nodes: Nodes, author: str) -> Node | msgspec.Raw:
    return nodes.people.get(author) or {"@type": "Person", "name": author}


def _thing(site: AnalysedSite, topic: str) -> Node:
    return _filled(
        {
            "@type": "Thing",
            "name": site.topics[topic].title,
            "url": addresses.absolute(addresses.topic(topic), site.site.url),
        }
    )


def _organizations(site: AnalysedSite) -> frozenset[str]:
    """All names of the organisations that people.yaml knows."""
    found = [person for person in site.people.values() if person.kind == "organization"]
    return frozenset(name for each in found for name in (each.name, *each.aliases))


def _work(source: Source) -> Node:
    return _filled({"@type": "CreativeWork", "name": source.title, "url": source.url})


def _citation(source: Source, organizations: Collection[str]) -> Node:
    """A source; its author is a person where nothing is known of them."""
    kind = "Organization" if source.author in organizations else "Person"
    return _filled(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "author": {"@type": kind, "name": source.author} if source.author else None,
            "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
            "url": source.url,
            "datePublished": _iso(source.published),
        }
    )


def _id(site: AnalysedSite, address: str) -> str:
    return addresses.absolute(address, site.site.url) or address


def _filled(node: Node) -> Node:
    """The node without what is empty."""
    return {key: value for key, value in node.items() if value}
