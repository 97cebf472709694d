"""Annotations, claims and footnotes to numbered notes, each with the words that it is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dateline.analyse.anchors import Orphan, anchor, look_in
from dateline.analyse.article_text import ArticleText
from dateline.analyse.ids import annotation_ids, claim_ids, footnote_ids
from dateline.diagnostics import Diagnostic, Location, error
from dateline.model import AnnotationEntry, Claim, ClaimEntry, Note, Reference, Span
from dateline.text.prose import Footnote

Render = Callable[[str, Location], str]
"""From a Markdown body, and where it is written, to HTML."""


class Notes(NamedTuple):
    """What an article's notes and claims came to, numbered together in the order of the text."""

    notes: tuple[Note, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Diagnostic, ...]
    orphans: tuple[Orphan, ...]
    signs: dict[str, tuple[int, ...]]
    """By the id of a footnote's note: where its signs stand (it may have several)."""


class _Unnumbered(NamedTuple):
    """A note or claim that waits for its number."""

    place: tuple[int, int]
    """What the numbers go by: the end of the words, then their start."""
    at: Location
    """Where it is written."""
    number: Callable[[int], Note | Claim]


def make_notes(
    article: ArticleText,
    annotations: Sequence[AnnotationEntry],
    claims: Sequence[ClaimEntry],
    footnotes: Sequence[Footnote],
    render: Render,
) -> Notes:
    """All notes and claims, in order of their signs; those on a section or the article have no sign.

    A body is rendered even where its words are not found: what is wrong with it is told at once.
    """
    problems: list[Diagnostic] = []
    orphans: list[Orphan] = []
    waiting: list[_Unnumbered] = []
    signs: dict[str, tuple[int, ...]] = {}
    for entry, own_id in zip(annotations, annotation_ids(annotations), strict=True):
        html = render(entry.body, entry.places.get("body", entry.at))
        target = _target(article, entry, problems, orphans)
        if target is not None:
            waiting.append(_annotation(article, entry, own_id, target, html))
    for claim, own_id in zip(claims, claim_ids(claims), strict=True):
        html = render(claim.body, claim.places.get("body", claim.at))
        anchored = anchor(article, claim.selector, claim.places, claim.at)
        problems += [anchored.problem] if anchored.problem else []
        orphans += [anchored.orphan] if anchored.orphan else []
        if anchored.range is not None:
            waiting.append(_claim(article, claim, own_id, anchored.range, html))
    for footnote, own_id in zip(footnotes, footnote_ids(footnotes), strict=True):
        note = _footnote(article, footnote, own_id)
        if note is not None:
            waiting.append(note)
            signs[own_id] = footnote.offsets
    waiting.sort(key=lambda each: each.place)
    numbered = [each.number(number) for number, each in enumerate(waiting, 1)]
    notes = tuple(each for each in numbered if isinstance(each, Note))
    checked = tuple(each for each in numbered if isinstance(each, Claim))
    given: list[tuple[type, str]] = [(AnnotationEntry, entry.id) for entry in annotations if entry.id]
    given += [(ClaimEntry, claim.id) for claim in claims if claim.id]
    problems += _check_ids(zip(numbered, (each.at for each in waiting), strict=True), given)
    return Notes(notes, checked, tuple(problems), tuple(orphans), signs)


def note_references(
    annotations: Sequence[AnnotationEntry], claims: Sequence[ClaimEntry]
) -> Iterator[Reference]:
    """The ids that annotations and claims name, for the whole site to check."""
    entries: list[AnnotationEntry | ClaimEntry] = [*annotations, *claims]
    for entry in entries:
        for index, source in enumerate(entry.sources):
            yield Reference(kind="source", id=source, at=_place(entry.places, f"sources[{index}]", entry.at))
    for claim in claims:
        if claim.claimant:
            at = _place(claim.places, "claimant", claim.at)
            yield Reference(kind="person", id=claim.claimant, at=at)


def _place(places: Mapping[str, Location], key: str, at: Location) -> Location:
    return places.get(key, places.get(key.partition("[")[0], at))


def _target(
    article: ArticleText, entry: AnnotationEntry, problems: list[Diagnostic], orphans: list[Orphan]
) -> tuple[int, int] | None:
    """The range that an annotation is about, empty for one on a section or the article; None if orphaned."""
    if entry.selector is not None:
        anchored = anchor(article, entry.selector, entry.places, entry.at)
        problems += [anchored.problem] if anchored.problem else []
        orphans += [anchored.orphan] if anchored.orphan else []
        return anchored.range
    within, problem = look_in(article, entry.section, entry.places, entry.at)
    if problem is not None:
        problems.append(problem)
        return None
    return (within[0], within[0]) if within else (len(article.text), len(article.text))


def _annotation(
    article: ArticleText, entry: AnnotationEntry, own_id: str, target: tuple[int, int], html: str
) -> _Unnumbered:
    start, end = target
    selector = entry.selector

    def number(number: int) -> Note:
        return Note(
            id=own_id,
            number=number,
            kind=entry.kind,
            html=html,
            source_text=entry.body,
            target=article.span(start, end) if selector is not None else None,
            section=article.section_at(start).id if selector is not None else entry.section,
            sources=entry.sources,
            creator=entry.creator,
            created=entry.created,
            updated=entry.updated,
            tags=entry.tags,
            origin=entry.origin,
        )

    return _Unnumbered((end, start), entry.at, number)


def _claim(
    article: ArticleText, entry: ClaimEntry, own_id: str, target: tuple[int, int], html: str
) -> _Unnumbered:
    start, end = target

    def number(number: int) -> Claim:
        return Claim(
            id=own_id,
            claimant=entry.claimant,
            rating=entry.rating,
            html=html,
            source_text=entry.body,
            sources=entry.sources,
            target=article.span(start, end),
            section=article.section_at(start).id,
            number=number,
        )

    return _Unnumbered((end, start), entry.at, number)


def _footnote(article: ArticleText, footnote: Footnote, own_id: str) -> _Unnumbered | None:
    """A footnote is a note of kind `source`, about the word before its sign (or behind, where a paragraph
    begins with it); None without a sign.
    """
    if not footnote.offsets:
        return None
    end = footnote.offsets[0]
    target = _word_before(article, end) or _word_behind(article, end)

    def number(number: int) -> Note:
        return Note(
            id=own_id,
            number=number,
            kind="source",
            html=footnote.html,
            source_text=footnote.source,
            target=target,
            section=article.section_at(end).id,
            footnote=True,
        )

    return _Unnumbered((end, end), Location(footnote.file, 1, 1), number)


def _word_before(article: ArticleText, end: int) -> Span | None:
    """The word, without white space or marks at its end, that stands before an offset."""
    text = article.text
    stop = min(end, len(text))  # a sign by itself may stand behind all text
    while stop > 0 and not text[stop - 1].isalnum() and text[stop - 1] != "\n":
        stop -= 1
    start = stop
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while start < stop and not text[start].isalnum():
        start += 1
    return article.span(start, stop) if start < stop else None


def _word_behind(article: ArticleText, start: int) -> Span | None:
    """The word that stands behind an offset, in the same paragraph; or else anything, for it is marked."""
    found = _WORD.match(article.text, start) or _ANYTHING.search(article.text)
    return article.span(*found.span(found.lastindex or 0)) if found else None


_WORD = re.compile(r"[^\w\n]*(\w+)")
_ANYTHING = re.compile(r"\S+")


def _check_ids(
    numbered: Iterable[tuple[Note | Claim, Location]], given: Sequence[tuple[type, str]]
) -> Iterator[Diagnostic]:
    """Ids made from words may meet; then one of the entries needs an `id` of its own.

    Those that are `given` have been compared where they were read.
    """
    first: dict[tuple[type, str], Location] = {}
    for each, at in numbered:
        key = type(each), each.id
        entry_type = ClaimEntry if isinstance(each, Claim) else AnnotationEntry
        if key in first and given.count((entry_type, each.id)) < 2:
            what = "claims" if isinstance(each, Claim) else "annotations"
            yield error(
                "duplicate-id",
                f"two {what} of this article have the id “{each.id}”",
                at,
                f"give one of them an `id` of its own; the other is at {first[key].file}:{first[key].line}",
            )
        first.setdefault(key, at)
