"""annotations.json: an article's notes, quotations, claims and events as W3C Web Annotations.

Fields and vocabulary: Web Annotation Data Model (W3C Recommendation, 23 February 2017). Positions count
code points of the article's visible text, end exclusive (section 4.2.5 there).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import field

from dateline import addresses
from dateline.building.plan import View
from dateline.exports.quotes import published_statements
from dateline.model import (
    AnalysedSite,
    ArticleBody,
    ArticleEvent,
    ArticleSummary,
    Claim,
    Note,
    Span,
    Statement,
)

MOTIVATIONS = {
    "context": "commenting",
    "definition": "describing",
    "fact-check": "assessing",
    "source": "linking",
    "opinion": "commenting",
    "correction": "editing",
}
"""What a note of each built-in kind is for; the site's own kinds comment."""


class AnnotationsView(View, frozen=True, kw_only=True):
    """All that an article's annotations.json shows, beside the article's body."""

    address: str
    """Canonical address of the article, or its address in the site where the site has no url."""
    language: str
    title: str
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    events: tuple[ArticleEvent, ...]
    names: dict[str, str]
    """The names of the people it mentions, by id."""
    person_urls: dict[str, str]
    source_urls: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Of the sources that it cites, by id: the address in the site's list, and that of the document."""


def annotations_view(site: AnalysedSite, article: ArticleSummary) -> AnnotationsView:
    """The view for one article."""
    mentioned = {s.speaker for s in article.statements} | {c.claimant for c in article.claims}
    people = sorted(mentioned & site.people.keys())
    address = addresses.article(article.slug)
    return AnnotationsView(
        address=addresses.absolute(address, site.site.url) or address,
        language=site.site.language,
        title=article.title,
        statements=published_statements(site, article),
        claims=article.claims,
        events=tuple(e for e in article.events if e.target is not None),
        names={person: site.people[person].name for person in people},
        person_urls={
            person: addresses.absolute(addresses.person(person), site.site.url) or addresses.person(person)
            for person in people
        },
        source_urls=dict(_source_urls(site, article)),
    )


def annotations_json(view: AnnotationsView, body: ArticleBody) -> bytes:
    """The bytes of one article's annotations.json."""
    return msgspec.json.encode(annotation_page(view, body))


def annotation_page(view: AnnotationsView, body: ArticleBody) -> dict[str, Any]:
    """One article's AnnotationPage; notes first, then quotations, claims and events."""
    items = [
        *(_note(view, note) for note in body.notes),
        *(_quotation(view, statement) for statement in view.statements),
        *(_claim(view, claim) for claim in view.claims),
        *(_event(view, event) for event in view.events),
    ]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": view.address + "annotations.json",
        "type": "AnnotationPage",
        "partOf": {
            "id": view.address + "#annotations",
            "type": "AnnotationCollection",
            "label": view.title,
            "total": len(items),
        },
        "startIndex": 0,
        "items": items,
    }


def _source_urls(site: AnalysedSite, article: ArticleSummary) -> Iterator[tuple[str, tuple[str, str]]]:
    for source_id in article.sources:
        source = site.sources.get(source_id)
        if source is not None:
            listed = addresses.source(source_id)
            listed = addresses.absolute(listed, site.site.url) or listed
            yield source_id, (listed, source.url or listed)


def _note(view: AnnotationsView, note: Note) -> dict[str, Any]:
    motivation = MOTIVATIONS.get(note.kind, "commenting")
    bodies: list[dict[str, Any]] = []
    if note.source_text:
        bodies.append(_text(view, note.source_text, motivation, "text/markdown"))
    bodies += [_text(view, tag, "tagging", "text/plain") for tag in (note.kind, *note.tags)]
    bodies += _links(view, note.sources)
    annotation = _annotation(view, f"a-{note.id}", motivation, bodies)
    if note.created:
        annotation["created"] = note.created
    if note.updated:
        annotation["modified"] = note.updated
    if note.creator:
        annotation["creator"] = {"type": "Person", "name": note.creator}
    if note.origin:
        annotation["via"] = note.origin
    annotation["target"] = _target(view, note.target, note.section)
    return annotation


def _quotation(view: AnnotationsView, statement: Statement) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = []
    speaker = view.names.get(statement.speaker) or statement.described
    if speaker:
        bodies.append(_text(view, speaker, "identifying", "text/plain"))
    if statement.speaker in view.person_urls:
        bodies.append(
            {
                "type": "SpecificResource",
                "source": view.person_urls[statement.speaker],
                "purpose": "identifying",
            }
        )
    bodies.append(_text(view, statement.kind, "classifying", "text/plain"))
    bodies += _links(view, [statement.source])
    annotation = _annotation(view, f"q-{statement.id}", "identifying", bodies)
    targets = [_target(view, part, statement.section) for part in statement.parts]
    annotation["target"] = targets[0] if len(targets) == 1 else targets
    return annotation


def _claim(view: AnnotationsView, claim: Claim) -> dict[str, Any]:
    bodies = [_text(view, claim.rating, "classifying", "text/plain")]
    if claim.source_text:
        bodies.append(_text(view, claim.source_text, "assessing", "text/markdown"))
    bodies += _links(view, claim.sources)
    annotation = _annotation(view, f"c-{claim.id}", "assessing", bodies)
    annotation["target"] = _target(view, claim.target, claim.section)
    return annotation


def _event(view: AnnotationsView, event: ArticleEvent) -> dict[str, Any]:
    bodies = [
        _text(view, event.title, "describing", "text/plain"),
        _text(view, event.date, "classifying", "text/plain"),
    ]
    if event.source_text:
        bodies.append(_text(view, event.source_text, "describing", "text/markdown"))
    bodies += _links(view, event.sources)
    annotation = _annotation(view, f"e-{event.id}", "describing", bodies)
    annotation["target"] = _target(view, event.target, event.section)
    return annotation


def _annotation(
    view: AnnotationsView, fragment: str, motivation: str, bodies: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "id": f"{view.address}#{fragment}",
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies[0] if len(bodies) == 1 else bodies,
    }


def _text(view: AnnotationsView, value: str, purpose: str, media_type: str) -> dict[str, Any]:
    return {
        "type": "TextualBody",
        "value": value,
        "format": media_type,
        "language": view.language,
        "purpose": purpose,
    }


def _links(view: AnnotationsView, sources: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The documents that an annotation cites: each by its place in the site's list, and its own address."""
    for source in sources:
        if source in view.source_urls:
            listed, document = view.source_urls[source]
            yield {"id": listed, "type": "SpecificResource", "source": document, "purpose": "linking"}


def _target(view: AnnotationsView, span: Span | None, section: str) -> dict[str, Any] | str:
    """The words, by quote and by position; a section by its fragment; or the article."""
    selectors = list(_selectors(span, section))
    if not selectors:
        return view.address
    return {
        "type": "SpecificResource",
        "source": view.address,
        "selector": selectors[0] if len(selectors) == 1 else selectors,
    }


def _selectors(span: Span | None, section: str) -> Iterator[dict[str, Any]]:
    if span is not None:
        yield {
            "type": "TextQuoteSelector",
            "exact": span.exact,
            "prefix": span.prefix,
            "suffix": span.suffix,
        }
        yield {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    elif section:
        yield {
            "type": "FragmentSelector",
            "value": section,
            "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
        }
