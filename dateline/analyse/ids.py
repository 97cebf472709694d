"""The ids of an article's entries, which are addresses on its page: given, or made from words.

An id made from words stays the same when entries are reordered or others are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.diagnostics import Location
from dateline.model import AnnotationEntry, ArticleMeta, ClaimEntry, EventEntry, QuoteEntry
from dateline.slugs import words_id

_PLAIN_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_ELEMENTS = {
    "q": ("q-", "r-q-", "card-q-"),
    "a": ("a-", "r-a-", "n-a-"),
    "c": ("c-", "r-c-", "n-c-"),
    "e": ("e-",),
}
"""What the ids of a page's elements start with: the words, their sign, and what the sign leads to."""


def quote_id(entry: QuoteEntry) -> str:
    """The id of a quotation, without the `q-` of its element."""
    return entry.id or words_id(" ".join(entry.parts), entry.prefix, entry.suffix, entry.section)


def annotation_id(entry: AnnotationEntry) -> str:
    """The id of an annotation, without the `a-` of its element."""
    if entry.id:
        return entry.id
    selector = entry.selector
    if selector is None:
        return words_id(entry.body or entry.kind, entry.section)
    return words_id(selector.exact, selector.prefix, selector.suffix, selector.section)


def claim_id(entry: ClaimEntry) -> str:
    """The id of a claim, without the `c-` of its element."""
    selector = entry.selector
    return entry.id or words_id(selector.exact, selector.prefix, selector.suffix, selector.section)


def event_id(entry: EventEntry) -> str:
    """The event's own id, or one made from its title and date, which together tell events apart."""
    if entry.id:
        return entry.id
    if _PLAIN_DATE.fullmatch(entry.date):
        return f"{words_id(entry.title)}-{entry.date}"
    return words_id(entry.title, entry.date)


def may_be_elements(ids: Iterable[str]) -> bool:
    """Whether any of the ids looks like one that an entry gives to an element."""
    starts = tuple(start for starts in _ELEMENTS.values() for start in starts)
    return any(id.startswith(starts) for id in ids)


def element_ids(meta: ArticleMeta) -> dict[str, Location]:
    """Every id that the entries give to elements of the page, with the entry's place."""
    entries = (
        *(("q", quote_id(entry), entry.at) for entry in meta.quotes),
        *(("a", annotation_id(entry), entry.at) for entry in meta.annotations),
        *(("c", claim_id(entry), entry.at) for entry in meta.claims),
        *(("e", event_id(entry), entry.at) for entry in meta.events),
    )
    return {f"{start}{id}": at for kind, id, at in entries for start in _ELEMENTS[kind]}
