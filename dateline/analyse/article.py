"""The map's function: one article's files become its record. Pure: what it reads is handed to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dateline.analyse.anchors import Orphan, anchor
from dateline.analyse.article_text import ArticleText
from dateline.analyse.events import event_references, make_event
from dateline.analyse.facts import SiteFacts
from dateline.analyse.links import LinkLog
from dateline.analyse.marks import make_marks
from dateline.analyse.notes import Notes, Render, make_notes, note_references
from dateline.analyse.statements import SourceReader, Statements, make_statements
from dateline.analyse.structure import Texts, in_order, read_prose
from dateline.dates.datefinder import contradicts
from dateline.diagnostics import Diagnostic, Location, error, warning
from dateline.messages import translator
from dateline.model import (
    ArticleBody,
    ArticleEvent,
    ArticleMeta,
    ArticleRecord,
    ArticleSummary,
    Block,
    CitingNote,
    Correction,
    EventEntry,
    Reference,
    Section,
)
from dateline.quotations.find import Unclosed, find
from dateline.reading.load import ArticleFiles
from dateline.slugs import is_slug
from dateline.text.annotate import Mark, annotate
from dateline.text.prose import Assembled, render_note

WORDS_A_MINUTE = 230


class Analysis(NamedTuple):
    """An article's record, and what the editor's commands need beside it."""

    record: ArticleRecord
    article: ArticleText
    assembled: Assembled
    orphans: tuple[Orphan, ...]


def analyse_article(
    meta: ArticleMeta,
    files: ArticleFiles,
    texts: Texts,
    facts: SiteFacts,
    source_reader: SourceReader,
    problems: Sequence[Diagnostic] = (),
) -> Analysis:
    """All that is known of an article by itself.

    `texts` are its section files (path for messages, text) in the order of their names; `problems` are
    those found while the files were read, which the record carries on.
    """
    language = facts.site.language
    log = LinkLog(files.folder, frozenset(files.files), frozenset(files.sections))
    ordered, found = in_order(meta, texts)
    found = [*problems, *found]
    assembled, article, more = read_prose(meta, ordered, language, log)
    found += more
    render = body_renderer(log, language)
    quotations, unclosed = find(article.text, assembled.blocks, language, _code(assembled))
    found += _unclosed(article, unclosed)
    paragraphs = [(block.start, block.end) for block in assembled.blocks]
    statements = make_statements(
        article, paragraphs, quotations, meta.quotes, source_reader, facts.unattributed
    )
    notes = make_notes(article, meta.annotations, meta.claims, assembled.footnotes, render)
    events, more, orphans = _events(article, meta, render, language)
    found += [*statements.problems, *notes.problems, *more, *_check_picture(meta, files)]
    t = translator(language)
    kinds = {kind.id: kind.label for kind in facts.site.annotation_kinds if kind.label}
    labels = {kind: kinds.get(kind) or t(f"kind.{kind}") for kind in {note.kind for note in notes.notes}}
    marks = make_marks(
        article.text,
        notes.notes,
        notes.signs,
        notes.claims,
        statements.marked,
        events,
        labels,
        t,
        show_unattributed=facts.show_unattributed,
    )
    sections = _sections(assembled, marks, notes, statements)
    found += log.problems
    body = ArticleBody(
        sections=sections,
        notes=notes.notes,
        article_notes=tuple(n.id for n in notes.notes if n.target is None and not n.section),
        text=article.text,
        minutes=max(1, round((article.folded.text.count(" ") + 1) / WORDS_A_MINUTE)),
        markdown="\n\n".join(text.strip("\n") for _, text in ordered) + "\n" if facts.offer_source else "",
    )
    corrections = tuple(
        Correction(date=c.date, kind=c.kind, html=render(c.body, c.body_at or c.at), source_text=c.body)
        for c in meta.corrections
    )
    summary = ArticleSummary(
        slug=meta.slug,
        title=meta.title,
        dek=meta.dek,
        place=meta.place,
        date=meta.date,
        authors=meta.authors,
        topics=meta.topics,
        published=meta.published,
        updated=max([meta.updated, *(c.date for c in meta.corrections)]),
        draft=meta.draft,
        image=meta.image,
        related=meta.related,
        aliases=meta.aliases,
        sections=article.heads(),
        lede="" if meta.dek else _lede(article, assembled),
        notes=len(notes.notes),
        statements=tuple(marked.statement for marked in statements.marked),
        events=events,
        claims=notes.claims,
        corrections=corrections,
        sources=_sources(notes, statements, events),
        citing_notes=tuple(_citing(notes)),
        creators=tuple(sorted({note.creator for note in notes.notes if note.creator})),
        references=tuple([_without_file(r, meta.at.file) for r in (*meta_references(meta), *log.references)]),
        meta=meta.at.file,
        files=tuple(files.files),
        problems=tuple(found),
    )
    record = ArticleRecord(summary=summary, body=body)
    return Analysis(record, article, assembled, (*statements.orphans, *notes.orphans, *orphans))


def body_renderer(log: LinkLog, language: str) -> Render:
    """Renders the Markdown bodies of YAML files; its second argument is where a body is written."""

    def render(markdown: str, at: Location) -> str:
        return render_note(markdown, log.rules(lambda _: at), language=language) if markdown else ""

    return render


def _code(assembled: Assembled) -> list[tuple[int, int]]:
    return [stretch for block in assembled.blocks for stretch in block.code]


def _unclosed(article: ArticleText, unclosed: Sequence[Unclosed]) -> Iterator[Diagnostic]:
    for mark in unclosed:
        missing = "is not closed" if mark.missing == "closing" else "closes nothing"
        yield warning(
            "unclosed-quotation",
            f"this quotation mark {missing}: {mark.mark}",
            article.locate(mark.start),
            "add the other mark, or if it is an apostrophe or a prime, write ’ or ′",
        )


def _events(
    article: ArticleText, meta: ArticleMeta, render: Render, language: str
) -> tuple[tuple[ArticleEvent, ...], list[Diagnostic], list[Orphan]]:
    """The events that the article tells, and those of them that contradict its words.

    What is wrong with an event is told even where it has no date, or where its words are not found.
    """
    events: list[ArticleEvent] = []
    problems: list[Diagnostic] = []
    orphans: list[Orphan] = []
    first: dict[str, Location] = {}
    written = date.fromisoformat(meta.date)
    for entry in meta.events:
        html = render(entry.body, entry.places.get("body", entry.at))
        target = None
        section = ""
        if entry.selector is not None:
            anchored = anchor(article, entry.selector, entry.places, entry.at)
            problems += [anchored.problem] if anchored.problem else []
            orphans += [anchored.orphan] if anchored.orphan else []
            if anchored.range is None:
                continue
            target = article.span(*anchored.range)
            section = article.section_at(target.start).id
            problems += _contradiction(entry, target.exact, written, language)
        if not entry.date:
            continue
        at = Location("", entry.at.line, entry.at.column)
        event = make_event(entry, html, target, section, at)
        if event.id in first:
            if not entry.id:  # given ids have been compared where they were read
                problems.append(
                    error(
                        "duplicate-id",
                        f"two events of this article have the id “{event.id}”",
                        entry.at,
                        f"one entry is enough for one event; the other is at line {first[event.id].line}",
                    )
                )
            continue
        first[event.id] = entry.at
        events.append(event)
    return tuple(events), problems, orphans


def _contradiction(entry: EventEntry, words: str, written: date, language: str) -> Iterator[Diagnostic]:
    """A warning, not an error: a date in the words may be part of a name, or that of something else."""
    reason = contradicts(words, entry.date, entry.relation, written, language)
    if reason:
        yield warning(
            "date-contradiction",
            f"the words of this event and its date contradict each other: {reason}",
            entry.places.get("date", entry.at),
            "correct the date or the relation; if both are right, let `exact` name other words",
        )


def _check_picture(meta: ArticleMeta, files: ArticleFiles) -> Iterator[Diagnostic]:
    picture = meta.image
    if picture is None:
        return
    if f"{files.folder}/{picture.src}" not in files.files:
        from dateline.reading.fields import nearest_hint

        names = [name.removeprefix(files.folder + "/") for name in files.files]
        hint = nearest_hint(picture.src, names) or "put the picture beside meta.yaml"
        at = meta.places.get("image.src", meta.places.get("image", meta.at))
        yield error("missing-file", f"there is no file “{picture.src}”", at, hint)
    if "image.alt" not in meta.places:
        at = meta.places.get("image", meta.at)
        hint = 'say in `alt` what it shows, or `alt: ""` if it only decorates'
        yield warning("missing-alt", "the picture has no alternative text", at, hint)


def _sections(
    assembled: Assembled, marks: Sequence[Mark], notes: Notes, statements: Statements
) -> tuple[Section, ...]:
    """The sections with their HTML marked, and after each block what belongs there."""
    pieces = [p for s in assembled.sections for p in (s.heading, *s.blocks)]
    html = iter(annotate(assembled.text, pieces, marks))
    after = _ends(assembled, notes, statements)
    of_sections = [note for note in notes.notes if note.target is None and note.section]
    sections = []
    for number, section in enumerate(assembled.sections):
        title_html = next(html)
        blocks = [_block(next(html), after.get((number, index))) for index in range(len(section.blocks))]
        heading = after.get((number, -1), {})
        own = [note.id for note in of_sections if note.section == section.id]
        sections.append(
            Section(
                id=section.id,
                title=section.title,
                title_html=title_html,
                blocks=tuple(blocks),
                notes=(*heading.get("note", ()), *own),
                claims=tuple(heading.get("claim", ())),
                statements=tuple(heading.get("statement", ())),
                start=section.start,
                end=section.end,
            )
        )
    return tuple(sections)


def _block(html: str, ends: Mapping[str, list[str]] | None) -> Block:
    """A block with the ids of what has its sign in there."""
    if ends is None:
        return Block(html=html)
    return Block(
        html=html,
        notes=tuple(ends.get("note", ())),
        claims=tuple(ends.get("claim", ())),
        statements=tuple(ends.get("statement", ())),
    )


def _ends(
    assembled: Assembled, notes: Notes, statements: Statements
) -> Mapping[tuple[int, int], Mapping[str, list[str]]]:
    """By section and top-level block (-1 is the heading): the ids of what has its sign in there."""
    places: list[tuple[int, str, str]] = []
    places += [(n.target.end, "note", n.id) for n in notes.notes if n.target is not None]
    places += [(c.target.end, "claim", c.id) for c in notes.claims]
    places += [
        (m.ranges[-1][1], "statement", m.statement.id)
        for m in statements.marked
        if m.statement.status == "attributed"
    ]
    places.sort(key=lambda place: place[0])
    found: dict[tuple[int, int], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    blocks = iter(assembled.blocks)
    block = next(blocks, None)
    for end, kind, own_id in places:
        while block is not None and block.end < end:
            block = next(blocks, None)
        if block is None:
            break
        found[block.section, block.top][kind].append(own_id)
    return found


def _lede(article: ArticleText, assembled: Assembled) -> str:
    """The first paragraph of the text."""
    for block in assembled.blocks:
        if block.top >= 0 and block.kind == "p":
            return article.text[block.start : block.end].replace("\n", " ")
    return ""


def _sources(notes: Notes, statements: Statements, events: Sequence[ArticleEvent]) -> tuple[str, ...]:
    """The ids of all sources that the article cites, in the order of the text."""
    places: list[tuple[int, tuple[str, ...]]] = []
    last = 1 << 62
    places += [(n.target.end if n.target else last, n.sources) for n in notes.notes]
    places += [(c.target.end, c.sources) for c in notes.claims]
    places += [(m.ranges[-1][1], (m.statement.source,)) for m in statements.marked if m.statement.source]
    places += [(e.target.end if e.target else last, e.sources) for e in events]
    places.sort(key=lambda place: place[0])
    return tuple(dict.fromkeys(source for _, sources in places for source in sources))


def _citing(notes: Notes) -> Iterator[CitingNote]:
    for note in notes.notes:
        if note.sources:
            words = note.target.exact if note.target else ""
            yield CitingNote(id=note.id, words=words, section=note.section, sources=note.sources)


def meta_references(meta: ArticleMeta) -> Iterator[Reference]:
    """All that meta.yaml names and only the whole site can check, the links of its bodies left out."""
    for entry in meta.quotes:
        if entry.speaker and entry.speaker != "anonymous":
            at = entry.places.get("speaker", entry.at)
            yield Reference(kind="speaker", id=entry.speaker, at=at)
        if entry.source:
            yield Reference(kind="source", id=entry.source, at=entry.places.get("source", entry.at))
    yield from note_references(meta.annotations, meta.claims)
    for event in meta.events:
        yield from event_references(event)
    for index, author in enumerate(meta.authors):
        if "-" in author and is_slug(author):
            at = meta.places.get(f"authors[{index}]", meta.at)
            yield Reference(kind="author", id=author, at=at)
    for index, slug in enumerate(meta.related):
        at = meta.places.get(f"related[{index}]", meta.at)
        yield Reference(kind="related", id=slug, at=at)
    for index, alias in enumerate(meta.aliases):
        at = meta.places.get(f"aliases[{index}]", meta.at)
        yield Reference(kind="alias", id=alias, at=at)


def _without_file(reference: Reference, meta: str) -> Reference:
    """The reference as a summary has it: a place in meta.yaml goes without the file's name."""
    at = reference.at
    if at.file != meta:
        return reference
    return Reference(kind=reference.kind, id=reference.id, at=Location("", at.line, at.column))
