"""Quotations of the prose and entries of `quotes:` to statements: who said what, where, and checked how."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from msgspec.structs import replace

from dateline.analyse.anchors import Orphan, ambiguous, look_in, orphaned
from dateline.analyse.article_text import ArticleText
from dateline.analyse.ids import quote_ids
from dateline.diagnostics import Diagnostic, Location, error, warning
from dateline.model import CONTEXT, QuoteEntry, Selector, Statement
from dateline.quotations.find import Quotation
from dateline.quotations.kinds import form_of
from dateline.quotations.match import SET_ASIDE, Match, match
from dateline.quotations.verify import SourceText, difference_as_text, verify
from dateline.slugs import words_id
from dateline.text.sentences import sentence_bounds

SourceReader = Callable[[str], tuple[str, SourceText] | None]
"""From a source's id to the file and the text of its `text`; None for one that has none."""

Blocks = Sequence[tuple[int, int]]


class Marked(NamedTuple):
    """A statement and where it stands."""

    statement: Statement
    ranges: tuple[tuple[int, int], ...]
    """What its marks cover: the words, the quotation marks left out."""
    quotation: int
    """Index of the (first) quotation that it is, or -1 for words outside quotation marks."""
    at: Location
    """Where the entry is written, or for an unattributed one, where the words stand."""


class Statements(NamedTuple):
    """What an article's quotations came to."""

    marked: tuple[Marked, ...]
    """In order of place; unattributed quotations included."""
    problems: tuple[Diagnostic, ...]
    orphans: tuple[Orphan, ...]


def make_statements(
    article: ArticleText,
    blocks: Blocks,
    quotations: Sequence[Quotation],
    entries: Sequence[QuoteEntry],
    source_text: SourceReader,
    unattributed: Literal["error", "warn", "ignore"],
) -> Statements:
    """Every quotation as attributed, set aside or unattributed, and every problem with the entries.

    `blocks` are the ranges of the paragraphs, for the sentence around a quotation. Two quotations of one
    entry are one statement.
    """
    sections = [(s.id, s.start, s.end) for s in article.sections]
    result = match(entries, article.text, quotations, sections, article.folded)
    named = {q for m in result.matches if m.outcome == "found" for q in m.quotations}
    ids: dict[int, str] = {}
    entry_ids = quote_ids(entries)
    marked: list[Marked] = []
    problems: list[Diagnostic] = []
    orphans: list[Orphan] = []
    for found in result.matches:
        entry = entries[found.entry]
        if found.outcome != "found":
            for problem, orphan in _unmatched(article, entry, found):
                problems.append(problem)
                orphans += [orphan] if orphan else []
            continue
        entry_id = entry_ids[found.entry]
        for number in found.quotations:
            ids.setdefault(number, entry_id)
        problems += _check_quoted(entry, found)
        ranges = _without_reopening(found, quotations)
        around = _around(article, blocks, ranges)
        statement, more = _named(article, around, quotations, entry, entry_id, found, source_text)
        problems += more
        marked.append(Marked(statement, ranges, min(found.quotations, default=-1), entry.at))
    seen = {m.statement.id for m in marked}
    for index, quotation in enumerate(quotations):
        if index in named:
            continue
        statement = _unnamed(article, blocks, quotations, index, seen)
        ids[index] = statement.id
        at = article.locate(quotation.start)
        marked.append(Marked(statement, quotation.inner, index, at))
        problems += _unattributed(statement, at, unattributed)
    problems += _check_ids(marked, entries)
    ranges_of = {m.statement.id: m.ranges for m in marked}
    nested = (_nest(m, quotations, ids, ranges_of) for m in marked)
    in_order = sorted(nested, key=lambda m: (m.ranges[0][0], -m.ranges[-1][1]))
    return Statements(tuple(in_order), tuple(problems), tuple(orphans))


class _Around(NamedTuple):
    """Where words stand, as a Statement has it."""

    text: bytes
    start: int
    cuts: tuple[int, ...]
    section: str


def _around(article: ArticleText, blocks: Blocks, ranges: Sequence[tuple[int, int]]) -> _Around:
    """The words with the whole sentences around them, within the paragraphs that hold them."""
    start, end = ranges[0][0], ranges[-1][1]
    block = _block_at(blocks, start)
    first, last = block or (start, end)
    if block is None or end > last:
        _, last = _block_at(blocks, end - 1) or (start, end)
    text = article.text[first:last]
    left, right = sentence_bounds(text, start - first, end - first)
    sentences = text[left:right]
    left += first + len(sentences) - len(sentences.lstrip())
    right = left + len(sentences.strip())
    begin = max(0, min(left, start - CONTEXT))
    around = article.text[begin : max(right, end + CONTEXT)]
    places = [left - begin, right - begin, *[offset - begin for bounds in ranges for offset in bounds]]
    if not around.isascii():
        places = [len(around[:place].encode()) for place in places]
    return _Around(around.encode(), begin, tuple(places), article.section_at(start).id)


def _block_at(blocks: Blocks, offset: int) -> tuple[int, int] | None:
    """The block that holds an offset; none for a place between blocks."""
    index = bisect_left(blocks, (offset + 1, 0)) - 1
    return blocks[index] if index >= 0 and offset < blocks[index][1] else None


def _named(
    article: ArticleText,
    around: _Around,
    quotations: Sequence[Quotation],
    entry: QuoteEntry,
    entry_id: str,
    found: Match,
    source_text: SourceReader,
) -> tuple[Statement, list[Diagnostic]]:
    """The statement of an entry whose words were found."""
    verified, problems = _verify(entry, source_text)
    set_aside = entry.kind in SET_ASIDE
    holding = [quotations[q] for q in found.quotations]
    statement = Statement(
        id=entry_id,
        status="set-aside" if set_aside else "attributed",
        kind=entry.kind or (form_of(article.text, quotations, found.quotations[0]) if holding else "partial"),
        around=around.text,
        start=around.start,
        cuts=around.cuts,
        section=around.section,
        speaker="" if entry.speaker == "anonymous" else entry.speaker,
        described=entry.described,
        role=entry.role,
        said=entry.said,
        source=entry.source,
        verified=verified,
        standing=entry.status,
        block=any(q.block for q in holding),
    )
    return statement, problems


def _without_reopening(found: Match, quotations: Sequence[Quotation]) -> tuple[tuple[int, int], ...]:
    """The words of an entry, one range a paragraph, so that marks which open a further one are left out."""
    several = [quotations[q].inner for q in found.quotations if len(quotations[q].inner) > 1]
    if not several:
        return found.parts
    ranges: list[tuple[int, int]] = []
    for start, end in found.parts:
        inner = next((i for i in several if i[0][0] <= start and end <= i[-1][1]), None)
        if inner is None:
            ranges.append((start, end))
        else:
            held = [(max(start, s), min(end, e)) for s, e in inner if s < end and start < e]
            ranges += held or [(start, end)]  # none: it is the code of a block quotation
    return tuple(ranges)


def _unnamed(
    article: ArticleText,
    blocks: Blocks,
    quotations: Sequence[Quotation],
    index: int,
    seen: set[str],
) -> Statement:
    """A quotation that no entry names; its id is none of those `seen`, and is added to them."""
    quotation = quotations[index]
    first, last = quotation.inner[0][0], quotation.inner[-1][1]
    around = _around(article, blocks, quotation.inner)
    made = own_id = words_id(article.text[first:last])
    number = 1
    while own_id in seen:
        number += 1
        own_id = f"{made}-{number}"
    seen.add(own_id)
    return Statement(
        id=own_id,
        status="unattributed",
        kind=form_of(article.text, quotations, index),
        around=around.text,
        start=around.start,
        cuts=around.cuts,
        section=around.section,
        block=quotation.block,
    )


def _nest(
    marked: Marked,
    quotations: Sequence[Quotation],
    ids: Mapping[int, str],
    ranges_of: Mapping[str, Sequence[tuple[int, int]]],
) -> Marked:
    """The same, knowing the statement that it stands inside; an entry may name only a part of a quotation."""
    start, end = marked.ranges[0][0], marked.ranges[-1][1]

    def holds(statement_id: str) -> bool:
        ranges = ranges_of.get(statement_id, ())
        around = bool(ranges) and ranges[0][0] <= start and end <= ranges[-1][1]
        return around and statement_id != marked.statement.id

    outer = quotations[marked.quotation].nested_in if marked.quotation >= 0 else None
    while outer is not None and not holds(ids.get(outer, "")):
        outer = quotations[outer].nested_in
    if outer is None:
        return marked
    return marked._replace(statement=replace(marked.statement, nested_in=ids[outer]))


# --- Problems -----------------------------------------------------------------------------------------


def _unmatched(
    article: ArticleText, entry: QuoteEntry, found: Match
) -> Iterator[tuple[Diagnostic, Orphan | None]]:
    """Why an entry names nothing; of several parts, each that is missing."""
    within, problem = look_in(article, entry.section, entry.places, entry.at)
    at = _part_at(entry, found.part)
    if problem is not None:
        yield problem, None
    elif found.outcome == "ambiguous":
        yield ambiguous(article, entry.parts[found.part], found.places, at), None
    elif found.places:
        message = f"part {found.part + 1} of this statement does not stand after the part before it"
        yield error("parts-out-of-order", message, at, "list the parts in the order of the text"), None
    last = len(entry.parts) - 1
    for part in found.missing:
        selector = Selector(
            exact=entry.parts[part],
            prefix=entry.prefix if part == 0 else "",
            suffix=entry.suffix if part == last else "",
            section=entry.section,
        )
        missing = orphaned(article, selector, within, _part_at(entry, part))
        assert missing.problem is not None
        yield missing.problem, missing.orphan


def _part_at(entry: QuoteEntry, part: int) -> Location:
    """Where a part of an entry is written."""
    key = f"exact[{part}]" if len(entry.parts) > 1 else "exact"
    return entry.places.get(key, entry.places.get("exact", entry.at))


def _check_quoted(entry: QuoteEntry, found: Match) -> Iterator[Diagnostic]:
    for part in found.unquoted:
        at = entry.places.get(f"exact[{part}]", entry.places.get("exact", entry.at))
        yield warning(
            "not-quoted",
            f"these words are in the article, but not inside quotation marks: “{entry.parts[part]}”",
            at,
            "put quotation marks around them in the prose, or take the entry out",
        )


def _verify(entry: QuoteEntry, source_text: SourceReader) -> tuple[bool | None, list[Diagnostic]]:
    """Whether the words stand in the text of their source; None where there is none to look in."""
    source = source_text(entry.source) if entry.source else None
    if source is None:
        return None, []
    file, text = source
    verdict = verify(entry.parts, text)
    if verdict.verified:
        return True, []
    part = verdict.part
    at = entry.places.get(f"exact[{part}]", entry.places.get("exact", entry.at))
    hint = f"correct the words in the prose and here, or the source's text ({file})"
    if verdict.nearest:
        hint = (
            f"nearest in {file}:{verdict.line}: “{verdict.nearest}”\n"
            f"difference: {difference_as_text(verdict.difference)}\n{hint}"
        )
    problem = error(
        "not-in-source",
        f"these words are not in the text of the source “{entry.source}”"
        + (" after the part before" if verdict.elsewhere else "")
        + f": “{entry.parts[part]}”",
        at,
        hint,
    )
    return False, [problem]


def _unattributed(
    statement: Statement, at: Location, rule: Literal["error", "warn", "ignore"]
) -> Iterator[Diagnostic]:
    if rule == "ignore":
        return
    report = error if rule == "error" else warning
    words = statement.words[0]
    shown = words if len(words) <= 60 else words[:57].rstrip() + "…"
    yield report(
        "unattributed",
        f"no entry of `quotes:` names this quotation: “{shown}”",
        at,
        "say in meta.yaml who said it, or set it aside with `kind: scare`, `title` or `term`; "
        "`dateline suggest` proposes an entry",
    )


def _check_ids(marked: Sequence[Marked], entries: Sequence[QuoteEntry]) -> Iterator[Diagnostic]:
    """Ids made from words may meet; those that are given have been compared where they were read."""
    given = [entry.id for entry in entries if entry.id]
    first: dict[str, Location] = {}
    for statement, _, _, at in marked:
        earlier = first.setdefault(statement.id, at)
        if earlier is not at and given.count(statement.id) < 2:
            yield error(
                "duplicate-id",
                f"two quotations of this article have the id “{statement.id}”",
                at,
                f"give one of them an `id`; the other is at line {earlier.line}",
            )
