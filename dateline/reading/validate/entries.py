"""The entries of meta.yaml about an article's words: quotations, annotations, claims, corrections."""

from __future__ import annotations

from typing import Literal

from dateline.model import AnnotationEntry, ClaimEntry, CorrectionEntry, QuoteEntry, Selector
from dateline.reading.fields import Fields
from dateline.reading.validate.events import read_selector

__all__ = ["read_annotation", "read_claim", "read_correction", "read_quote"]

QUOTE_KINDS: tuple[Literal["", "direct", "partial", "scare", "title", "term"], ...] = (
    "",
    "direct",
    "partial",
    "scare",
    "title",
    "term",
)
QUOTE_STATUSES: tuple[Literal["confirmed", "disputed", "withdrawn"], ...] = (
    "confirmed",
    "disputed",
    "withdrawn",
)
CORRECTION_KINDS: tuple[Literal["correction", "clarification", "update"], ...] = (
    "correction",
    "clarification",
    "update",
)
ANONYMOUS = "anonymous"


def read_quote(fields: Fields) -> QuoteEntry | None:
    """Who said certain words, or that they are no one's; None without the words."""
    parts = fields.required_texts("exact")
    kind = fields.choice("kind", QUOTE_KINDS, "")
    entry = QuoteEntry(
        parts=parts,
        prefix=fields.context("prefix"),
        suffix=fields.context("suffix"),
        section=fields.text("section"),
        speaker=fields.identifier("speaker", "the id of a person"),
        described=fields.text("described"),
        role=fields.text("role"),
        said=fields.edtf("said"),
        source=fields.identifier("source", "the id of a source"),
        id=fields.identifier("id"),
        status=fields.choice("status", QUOTE_STATUSES, "confirmed"),
        kind=kind,
        at=fields.at,
        places=fields.places,
    )
    _check_speaker(fields, entry)
    fields.end()
    return entry if parts else None


def _check_speaker(fields: Fields, entry: QuoteEntry) -> None:
    """A quotation has a speaker, a set-aside one has none, and an anonymous one should be described."""
    if entry.kind in ("scare", "title", "term"):
        for key in ("speaker", "described", "role"):
            if key in fields.places:
                message = f"a quotation of kind `{entry.kind}` has no `{key}`"
                hint = f"delete `{key}`; or if someone said these words, delete `kind`"
                fields.error("conflicting-keys", message, fields.pairs[key].key_at, hint)
        return
    if entry.speaker == ANONYMOUS and not entry.described:
        if "described" not in fields.pairs or fields.empty("described"):
            message = "readers are not told who the anonymous speaker is: `described` says it"
            hint = "as in `described: a ministry official who was not allowed to speak in public`"
            fields.warn("missing-key", message, fields.places.get("speaker", fields.at), hint)
    elif entry.speaker and entry.speaker != ANONYMOUS and entry.described:
        message = "`described` is for an anonymous speaker, and this one has a name"
        hint = "use `role` for what a named speaker is"
        fields.warn("conflicting-keys", message, fields.pairs["described"].key_at, hint)
    elif not entry.speaker:
        hint = (
            "an id of people.yaml, or `anonymous`; words that no one said have `kind: scare`, title or term"
        )
        fields.missing("speaker", hint=hint)


def read_annotation(fields: Fields, kinds: tuple[str, ...] | None) -> AnnotationEntry:
    """A note on words, on a section, or on the article; `kinds` are the site's, or None to take any."""
    selector, section = read_selector(fields)
    entry = AnnotationEntry(
        selector=selector,
        section=section,
        kind=_known(fields, "kind", kinds) or "context",
        body=fields.prose("body"),
        sources=fields.identifiers("sources", "the id of a source"),
        id=fields.identifier("id"),
        creator=fields.text("creator"),
        created=fields.moment("created"),
        updated=fields.moment("updated"),
        tags=fields.texts("tags"),
        origin=fields.address("origin"),
        at=fields.at,
        places=fields.places,
    )
    if not (entry.body or entry.sources or entry.tags or entry.origin):
        fields.missing("body", hint="what the note says, in Markdown")
    fields.end()
    return entry


def read_claim(fields: Fields, ratings: tuple[str, ...] | None) -> ClaimEntry | None:
    """A statement that was checked; None without the words. `ratings` are the site's, or None for any."""
    selector, _ = read_selector(fields)
    if selector is None:
        if not ({"prefix", "suffix", "exact"} & fields.pairs.keys()):
            fields.missing("exact")
        selector = Selector(exact="")
    rating = _known(fields, "rating", ratings, loosely=True)
    if not rating:
        fields.missing("rating")
    claim = ClaimEntry(
        selector=selector,
        claimant=fields.identifier("claimant", "the id of a person"),
        rating=rating,
        body=fields.prose("body"),
        sources=fields.identifiers("sources", "the id of a source"),
        id=fields.identifier("id"),
        at=fields.at,
        places=fields.places,
    )
    fields.end()
    return claim if selector.exact else None


def read_correction(fields: Fields) -> CorrectionEntry:
    """What was wrong or unclear, and when it was put right."""
    date = fields.moment("date")
    if not date:
        fields.missing("date", hint="as in `date: 2024-04-05`")
    correction = CorrectionEntry(
        date=date,
        kind=fields.choice("kind", CORRECTION_KINDS, "correction"),
        body=fields.required_prose("body"),
        body_at=fields.places.get("body"),
        at=fields.at,
    )
    fields.end()
    return correction


def _known(fields: Fields, key: str, known: tuple[str, ...] | None, *, loosely: bool = False) -> str:
    """One of the words that the site has for `key`; any word where they are not known.

    `loosely`: the words that an id is made from may stand in its place.
    """
    if known is None:
        return fields.text(key)
    return fields.choice(key, known, "", loosely=loosely)
