"""The ids of an article's entries, which are addresses on its page: given, or made from words.

An id made from words stays the same when entries are reordered or others are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from dateline.diagnostics import Location
from dateline.model import AnnotationEntry, ArticleMeta, ClaimEntry, EventEntry, QuoteEntry, Selector
from dateline.slugs import words_id
from dateline.text.prose import Footnote

_PLAIN_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_ELEMENTS = {
    "q": ("q-", "r-q-", "card-q-"),
    "a": ("a-", "r-a-", "n-a-"),
    "c": ("c-", "r-c-", "n-c-"),
    "e": ("e-",),
}
"""What the ids of a page's elements start with: the words, their sign, and what the sign leads to."""


def quote_ids(entries: Sequence[QuoteEntry]) -> list[str]:
    """The ids of quotations, without the `q-` of their elements. The very same words have the same id."""
    words = [" ".join(entry.parts) for entry in entries]
    made = [words_id(w, e.prefix, e.suffix, e.section) for w, e in zip(words, entries, strict=True)]
    return _told_apart([e.id for e in entries], made, words)


def annotation_ids(entries: Sequence[AnnotationEntry]) -> list[str]:
    """The ids of annotations, without the `a-` of their elements.

    The same words may have several notes: those of different kinds have different ids from the start.
    """
    made = (
        _note_id(e.selector, e.kind) if e.selector else words_id(e.body or e.kind, e.section) for e in entries
    )
    contents = ("\n".join((e.kind, e.body, *e.sources, *e.tags, e.origin)) for e in entries)
    return _told_apart([e.id for e in entries], list(made), contents)


def claim_ids(entries: Sequence[ClaimEntry]) -> list[str]:
    """The ids of claims, without the `c-` of their elements."""
    contents = ("\n".join((e.rating, e.claimant, e.body, *e.sources)) for e in entries)
    return _told_apart([e.id for e in entries], [_id_of(e.selector) for e in entries], contents)


def _id_of(selector: Selector) -> str:
    return words_id(selector.exact, selector.prefix, selector.suffix, selector.section)


def _note_id(selector: Selector, kind: str) -> str:
    own = _id_of(selector)
    return own if kind == "context" else f"{own}-{kind}"


def _told_apart(given: Sequence[str], made: Sequence[str], contents: Iterable[str]) -> list[str]:
    """The given id of each entry, or the made one; of several that have the same, all but one get more.

    Which one keeps it, and what the others get, goes by what they say and not by their order. Entries that
    are the same in everything keep the same id.
    """
    wanted = set(made)
    if len(wanted) == len(made) and not any(id in wanted for id in given if id):
        return [id or own for id, own in zip(given, made, strict=True)]
    taken = {id for id in given if id}
    digests = [blake2b(c.encode("utf-8", "surrogatepass"), digest_size=2).hexdigest() for c in contents]
    first = dict(sorted(zip(made, digests, strict=True), reverse=True))
    return [
        id or (own if first[own] == digest and own not in taken else f"{own}-{digest}")
        for id, own, digest in zip(given, made, digests, strict=True)
    ]


def footnote_ids(footnotes: Iterable[Footnote]) -> list[str]:
    """The ids of footnotes as notes. Each section file may count its own from 1: then its name is in them."""
    first: dict[str, str] = {}
    ids: list[str] = []
    for footnote in footnotes:
        own = words_id(f"fn {footnote.label}")
        if first.setdefault(own, footnote.file) != footnote.file:
            stem = footnote.file.rpartition("/")[2].removesuffix(".md").lstrip("0123456789-")
            own = words_id(f"fn {stem} {footnote.label}")
        ids.append(own)
    return ids


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
        *(("q", id, entry.at) for id, entry in zip(quote_ids(meta.quotes), meta.quotes, strict=True)),
        *(("a", id, e.at) for id, e in zip(annotation_ids(meta.annotations), meta.annotations, strict=True)),
        *(("c", id, entry.at) for id, entry in zip(claim_ids(meta.claims), meta.claims, strict=True)),
        *(("e", event_id(entry), entry.at) for entry in meta.events),
    )
    return {f"{start}{id}": at for kind, id, at in entries for start in _ELEMENTS[kind]}
