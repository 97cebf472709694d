"""annotations.json: an article's notes, quotations, claims and events as W3C Web Annotations.

Fields and vocabulary: Web Annotation Data Model (W3C Recommendation, 23 February 2017). Positions count
code points of the article's visible text, end exclusive (section 4.2.5 there).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Struct, field

from dateline import addresses
from dateline.building.plan import View
from dateline.exports.markdownlinks import in_full
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

    slug: str
    address: str
    """Of the article: absolute, or as `reference` makes it."""
    file: str
    """Of annotations.json itself."""
    site_url: str
    rooted: bool = False
    """Whether the links of a site without a url start at its root, and not at the file."""
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


def annotations_view(site: AnalysedSite, article: ArticleSummary, *, rooted: bool = False) -> AnnotationsView:
    """The view for one article; `rooted` for annotations that will not lie where the site has them."""
    reference = _References(article.slug, site.site.url, rooted).to
    mentioned = {s.speaker for s in article.statements} | {c.claimant for c in article.claims}
    people = sorted(mentioned & site.people.keys())
    address = addresses.article(article.slug)
    return AnnotationsView(
        slug=article.slug,
        address=reference(address),
        file=reference(f"{address}annotations.json"),
        site_url=site.site.url,
        rooted=rooted,
        language=site.site.language,
        title=article.title,
        statements=published_statements(site, article),
        claims=article.claims,
        events=tuple(e for e in article.events if e.target is not None),
        names={person: site.people[person].name for person in people},
        person_urls={person: reference(addresses.person(person)) for person in people},
        source_urls=dict(_source_urls(site, article, reference)),
    )


class _References(NamedTuple):
    """How the annotations of an article name places of the site."""

    slug: str
    site_url: str
    rooted: bool

    def to(self, address: str) -> str:
        """By the absolute address; without a url from the file, as JSON-LD reads it, or from the root."""
        if self.site_url or self.rooted:
            return addresses.absolute(address, self.site_url) or address
        return addresses.relative(address, f"articles/{self.slug}/annotations.json")


def markdown_body(view: AnnotationsView, markdown: str, html: str) -> str:
    """A body of the article as the editor wrote it, but its links into the site lead there from anywhere."""
    return in_full(markdown, html, view.slug, _References(view.slug, view.site_url, view.rooted).to)


def annotations_json(view: AnnotationsView, body: ArticleBody) -> bytes:
    """The bytes of one article's annotations.json."""
    return msgspec.json.encode(_page(view, body))


def annotation_page(view: AnnotationsView, body: ArticleBody) -> dict[str, Any]:
    """One article's AnnotationPage; notes first, then quotations, claims and events."""
    page: dict[str, Any] = msgspec.to_builtins(_page(view, body))
    return page


# --- The terms of the data model, their fields in the order in which they are written ------------------


class _Text(Struct, frozen=True, tag_field="type", tag="TextualBody"):
    value: str
    format: str
    language: str
    purpose: str


class _Person(Struct, frozen=True, tag_field="type", tag="SpecificResource"):
    source: str
    purpose: str


class _Document(Struct, frozen=True):
    id: str
    type: str
    source: str
    purpose: str


class _Quote(Struct, frozen=True, tag_field="type", tag="TextQuoteSelector"):
    exact: str
    prefix: str
    suffix: str


class _Position(Struct, frozen=True, tag_field="type", tag="TextPositionSelector"):
    start: int
    end: int


class _Fragment(Struct, frozen=True, tag_field="type", tag="FragmentSelector"):
    value: str
    conformsTo: str = "http://tools.ietf.org/rfc/rfc3236"


class _Part(Struct, frozen=True, tag_field="type", tag="SpecificResource"):
    """A place in the article."""

    source: str
    selector: tuple[_Quote, _Position] | _Fragment


_Target = _Part | str
_Body = _Text | _Person | _Document


class _Creator(Struct, frozen=True, tag_field="type", tag="Person"):
    name: str


class _Annotation(Struct, frozen=True, omit_defaults=True):
    id: str
    type: Literal["Annotation"]
    motivation: str
    body: Sequence[_Body] | _Body
    created: str = ""
    modified: str = ""
    creator: _Creator | None = None
    via: str = ""
    target: Sequence[_Target] | _Target = ""


class _Collection(Struct, frozen=True):
    id: str
    type: Literal["AnnotationCollection"]
    label: str
    total: int


class _Page(Struct, frozen=True, kw_only=True, rename={"context": "@context"}):
    context: str = "http://www.w3.org/ns/anno.jsonld"
    id: str
    type: Literal["AnnotationPage"] = "AnnotationPage"
    partOf: _Collection
    startIndex: int = 0
    items: Sequence[_Annotation]


# --- An article in these terms ------------------------------------------------------------------------


def _page(view: AnnotationsView, body: ArticleBody) -> _Page:
    items = [
        *[_note(view, note) for note in body.notes],
        *[_quotation(view, statement) for statement in view.statements],
        *[_claim(view, claim) for claim in view.claims],
        *[_event(view, event) for event in view.events],
    ]
    whole = _Collection(f"{view.address}#annotations", "AnnotationCollection", view.title, len(items))
    return _Page(id=view.file, partOf=whole, items=items)


def _markdown(view: AnnotationsView, of: Note | Claim | ArticleEvent, purpose: str) -> _Text:
    """What the editor wrote of it."""
    return _Text(markdown_body(view, of.source_text, of.html), "text/markdown", view.language, purpose)


def _note(view: AnnotationsView, note: Note) -> _Annotation:
    motivation = MOTIVATIONS.get(note.kind, "commenting")
    bodies: list[_Body] = []
    if note.source_text:
        bodies.append(_markdown(view, note, motivation))
    for tag in (note.kind, *note.tags):
        bodies.append(_Text(tag, "text/plain", view.language, "tagging"))
    return _Annotation(
        f"{view.address}#a-{note.id}",
        "Annotation",
        motivation,
        _all(view, bodies, note.sources),
        note.created,
        note.updated,
        _Creator(note.creator) if note.creator else None,
        note.origin,
        _target(view, note.target, note.section),
    )


def _quotation(view: AnnotationsView, statement: Statement) -> _Annotation:
    bodies: list[_Body] = []
    speaker = view.names.get(statement.speaker) or statement.described
    if speaker:
        bodies.append(_Text(speaker, "text/plain", view.language, "identifying"))
    if statement.speaker in view.person_urls:
        bodies.append(_Person(view.person_urls[statement.speaker], "identifying"))
    bodies.append(_Text(statement.kind, "text/plain", view.language, "classifying"))
    if statement.standing != "confirmed":
        bodies.append(_Text(statement.standing, "text/plain", view.language, "tagging"))
    targets = [
        _Part(view.address, (_Quote(*selector), _Position(start, start + len(selector[0]))))
        for start, selector in zip(statement.starts, statement.selectors, strict=True)
    ]
    return _Annotation(
        f"{view.address}#q-{statement.id}",
        "Annotation",
        "identifying",
        _all(view, bodies, (statement.source,)),
        target=targets[0] if len(targets) == 1 else targets,
    )


def _claim(view: AnnotationsView, claim: Claim) -> _Annotation:
    bodies: list[_Body] = [_Text(claim.rating, "text/plain", view.language, "classifying")]
    if claim.source_text:
        bodies.append(_markdown(view, claim, "assessing"))
    return _Annotation(
        f"{view.address}#c-{claim.id}",
        "Annotation",
        "assessing",
        _all(view, bodies, claim.sources),
        target=_target(view, claim.target, claim.section),
    )


def _event(view: AnnotationsView, event: ArticleEvent) -> _Annotation:
    bodies: list[_Body] = [
        _Text(event.title, "text/plain", view.language, "describing"),
        _Text(event.date, "text/plain", view.language, "classifying"),
    ]
    if event.source_text:
        bodies.append(_markdown(view, event, "describing"))
    return _Annotation(
        f"{view.address}#e-{event.id}",
        "Annotation",
        "describing",
        _all(view, bodies, event.sources),
        target=_target(view, event.target, event.section),
    )


def _all(view: AnnotationsView, bodies: list[_Body], sources: Iterable[str]) -> list[_Body] | _Body:
    """And the documents that it cites: each by its place in the site's list, and its own address."""
    for source in sources:
        if source in view.source_urls:
            listed, document = view.source_urls[source]
            bodies.append(_Document(listed, "SpecificResource", document, "linking"))
    return bodies[0] if len(bodies) == 1 else bodies


def _target(view: AnnotationsView, span: Span | None, section: str) -> _Target:
    """The words, by quote and by position; a section by its fragment; or the article."""
    if span is not None:
        quote = _Quote(span.exact, span.prefix, span.suffix)
        return _Part(view.address, (quote, _Position(span.start, span.end)))
    return _Part(view.address, _Fragment(section)) if section else view.address


def _source_urls(
    site: AnalysedSite, article: ArticleSummary, reference: Callable[[str], str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    for source_id in article.sources:
        source = site.sources.get(source_id)
        if source is not None:
            listed = reference(addresses.source(source_id))
            yield source_id, (listed, source.url or listed)
