"""quotes.json: every published quotation of the site, with who said it and how far it was checked."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dateline import addresses
from dateline.model import AnalysedSite, ArticleSummary, Person, Statement


class QuotedPart(Struct, frozen=True):
    """A TextQuoteSelector."""

    exact: str
    prefix: str
    suffix: str


class Speaker(Struct, frozen=True):
    """Who said it; an anonymous speaker has no id and the description as name, and is None without one."""

    id: str | None
    name: str
    kind: str


class PublishedQuotation(Struct, frozen=True, kw_only=True):
    """One quotation, as quotes.json tells it."""

    id: str
    article: str
    section: str
    url: str
    status: str
    kind: str
    standing: str
    parts: tuple[QuotedPart, ...]
    text: str
    speaker: Speaker | None
    role: str | None
    organization: str | None
    said: str | None
    source: str | None
    verified: bool | None
    nested_in: str | None


def quotes_json(site: AnalysedSite) -> Iterator[bytes]:
    """quotes.json, format version 1, in pieces: newest article first, then by place in the text."""
    encode = msgspec.json.Encoder().encode
    head = encode({"version": 1, "site": {"title": site.site.title, "url": site.site.url}})
    yield head[:-1] + b',"quotations":['
    comma = b""
    for article in site.articles:
        found = [published(site, article, each) for each in published_statements(site, article)]
        if found:
            yield comma + encode(found)[1:-1]
            comma = b","
    yield b"]}"


def published_statements(site: AnalysedSite, article: ArticleSummary) -> tuple[Statement, ...]:
    """An article's quotations that may be shown: unattributed ones only where the site asks for them."""
    return without_hidden(article.statements, shown=site.show_unattributed)


def without_hidden(statements: tuple[Statement, ...], *, shown: bool) -> tuple[Statement, ...]:
    """The statements, those without a speaker left out unless they are to be `shown`."""
    hidden = set() if shown else {s.id for s in statements if s.status == "unattributed"}
    if not hidden:
        return statements
    return tuple(
        replace(s, nested_in="") if s.nested_in in hidden else s
        for s in statements
        if s.status != "unattributed"
    )


def published(site: AnalysedSite, article: ArticleSummary, statement: Statement) -> PublishedQuotation:
    """One quotation with its speaker's facts filled in."""
    person = site.people.get(statement.speaker)
    address = addresses.article(article.slug, f"q-{statement.id}")
    parts = tuple([QuotedPart(*selector) for selector in statement.selectors])
    return PublishedQuotation(
        id=statement.id,
        article=article.slug,
        section=statement.section,
        url=addresses.absolute(address, site.site.url) or address,
        status=statement.status,
        kind=statement.kind,
        standing=statement.standing,
        parts=parts,
        text=" … ".join([part.exact for part in parts]),
        speaker=_speaker(statement, person),
        role=statement.role or (person.role if person else "") or None,
        organization=organization_name(site, person) or None,
        said=statement.said or None,
        source=statement.source or None,
        verified=statement.verified,
        nested_in=statement.nested_in or None,
    )


def organization_name(site: AnalysedSite, person: Person | None) -> str:
    """The name of the organisation that a person belongs to, or the plain text given for it."""
    if person is None:
        return ""
    employer = site.people.get(person.organization)
    return employer.name if employer else person.organization


def _speaker(statement: Statement, person: Person | None) -> Speaker | None:
    if person is not None:
        return Speaker(person.id, person.name, person.kind)
    if statement.described:
        return Speaker(None, statement.described, "person")
    return None
