"""The long way of a build: everything is looked at, and what is stale is made.

load → validate → analyse → gather → plan → render → check → publish → remember.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from dateline.analyse.articles import MapResult, map_articles
from dateline.analyse.facts import Gate, SiteFacts, facts_of
from dateline.analyse.site import SourceTexts, read_shared
from dateline.building import publish, scan
from dateline.building.cache import Article, Last, Output
from dateline.building.outcome import Outcome
from dateline.building.plan import Plan
from dateline.building.planning import make_plan
from dateline.building.shortcut import Kept
from dateline.building.spool import Place
from dateline.building.theme import check_theme
from dateline.building.writing import (
    Bodies,
    Drawing,
    Means,
    Staged,
    begin_pictures,
    finish,
    make,
    placed,
    staging,
)
from dateline.diagnostics import Diagnostic, has_errors, in_file_order, strict
from dateline.exports.sharepicture import share_pages
from dateline.gathering.checks import check_addresses, check_aliases, check_collisions, possible_paths
from dateline.gathering.gather import Shared, gather, without_left_out
from dateline.model import AnalysedSite, ArticleSummary
from dateline.options import Options
from dateline.reading.load import ContentFiles, find_content
from dateline.searching.indexing import add_search, no_search, wants_search
from dateline.searching.search import find_pagefind
from dateline.summary import Counts


class Analysed(NamedTuple):
    """The content, understood."""

    site: AnalysedSite | None
    """None if there are errors."""
    shared: Shared
    files: ContentFiles
    keys: Mapping[str, bytes]
    """By slug: where the cache has an article's body."""
    places: Mapping[str, Place]
    """By slug: where else it lies."""
    articles: Mapping[str, Article]
    problems: list[Diagnostic]
    """In file order; with --strict, warnings are errors already."""
    holds: tuple[str, str]
    """From when to when the same articles are published."""
    facts: SiteFacts
    texts: SourceTexts
    drawing: Drawing
    """The share pictures, begun."""


def take_long_way(means: Means, gate: Gate, changes: scan.Changes | None, choices: str) -> Outcome:
    """Everything that is stale, looking at all that there is.

    `changes` are those since the last build, None if nothing is known of it; `choices` all that the outcome
    depends on beside files.
    """
    options = means.options
    problems: list[Diagnostic] = []
    try:
        with staging(means) as staged:
            analysed = analyse(means, gate, changes, staged)
            problems += analysed.problems
            site = analysed.site
            if site is None:
                _remember(means, choices, analysed, problems)
                return Outcome(1, problems, None)
            plan = make_plan(site, analysed.files, means.theme.assets())
            make(means, staged, plan, Bodies(means.cache, analysed.keys, analysed.places), analysed.drawing)
            problems = _in_order([*problems, *_check_plan(analysed, site, plan, staged)], options)
            if has_errors(problems):
                _remember(means, choices, analysed, problems)
                return Outcome(1, problems, None)
            if site.has_search:
                add_search(means, staged, site, analysed.keys)
            means.pool.release()
            written = finish(means, staged)
    except publish.PublishError as problem:
        return Outcome(1, in_file_order([*problems, *placed(problem, options)]), None)
    counts = _count(site, staged.paths, problems)
    kept = Kept(frame=plan.frame, facts=analysed.facts, texts=analysed.texts)
    _remember(means, choices, analysed, problems, counts, written.outputs, msgspec.msgpack.encode(kept))
    word = no_search(site.site.search, len(site.articles))
    if word:
        means.console.say(word)
    return Outcome(0, problems, counts, 0.0, written.published.written, written.published.removed)


def analyse(means: Means, gate: Gate, changes: scan.Changes | None, staged: Staged) -> Analysed:
    """Load, validate, analyse, gather. Workers lay what others of them will need beside what is `staged`."""
    options = means.options
    files, problems = find_content(options.content)
    problems += check_theme(means.theme)
    shared, texts, found = read_shared(options, files)
    problems += found
    facts = facts_of(files.name, shared.site, show_unattributed=options.drafts)
    mapped = map_articles(
        options.content,
        files.articles,
        facts,
        gate,
        texts,
        means.cache,
        means.pool,
        changed=_changed_slugs(changes),
        watch=means.progress.over,
        spool=staged.folder,
    )
    problems += mapped.problems
    problems += [problem for summary in mapped.summaries for problem in summary.problems]
    pictures = () if has_errors(problems) else share_pages(shared.site, mapped.summaries)
    drawing = begin_pictures(means, staged, pictures)
    shared = msgspec.structs.replace(
        shared,
        background_references=(*shared.background_references, *mapped.references),
        left_out=mapped.left_out,
        unread_articles=frozenset(mapped.unread),
    )
    has_search = wants_search(shared.site.search, len(mapped.summaries)) and find_pagefind() is not None
    site, found = gather(shared, _taken(mapped), has_search=has_search, show_unattributed=options.drafts)
    problems += found
    problems += check_addresses(site, possible_paths(site, files), shared.background_references)
    ordered = _in_order(problems, options)
    failed = bool(mapped.problems) or has_errors(ordered)
    return Analysed(
        site=None if failed else site,
        shared=shared,
        files=files,
        keys=mapped.keys,
        places=mapped.places,
        articles=mapped.articles,
        problems=ordered,
        holds=mapped.holds,
        facts=facts,
        texts=texts,
        drawing=drawing,
    )


def _taken(mapped: MapResult) -> Iterator[ArticleSummary]:
    """The summaries, let go of one by one: gathering keeps less of each."""
    waiting = mapped.summaries
    waiting.reverse()
    while waiting:
        yield without_left_out(waiting.pop(), mapped.left_out)


def _remember(
    means: Means,
    choices: str,
    analysed: Analysed,
    problems: Sequence[Diagnostic],
    counts: Counts | None = None,
    outputs: Mapping[str, Output] | None = None,
    kept: bytes = b"",
) -> None:
    """Saves the cache; without `counts` and `outputs` after a build that failed."""
    last = Last(
        options=choices,
        succeeded=counts is not None,
        summary=(counts or Counts()).as_text(),
        problems=msgspec.msgpack.encode(tuple(problems)) if problems else b"",
        begins=analysed.holds[0],
        expires=analysed.holds[1],
    )
    word = means.cache.save(last, means.taken, analysed.articles, outputs, kept)
    if word:
        means.console.say(word)


def _check_plan(analysed: Analysed, site: AnalysedSite, plan: Plan, staged: Staged) -> Iterator[Diagnostic]:
    """What can be known only when all files of the site have a path."""
    yield from check_addresses(site, frozenset(staged.paths), analysed.shared.background_references)
    yield from check_aliases(site, staged.paths)
    yield from check_collisions(staged.pages, plan.copied, analysed.files.name)


def _in_order(problems: Iterable[Diagnostic], options: Options) -> list[Diagnostic]:
    ordered = in_file_order(problems)
    return strict(ordered) if options.strict else ordered


def _changed_slugs(changes: scan.Changes | None) -> frozenset[str] | None:
    """The articles that have a changed file; None if nothing is known of the last build."""
    if changes is None:
        return None
    paths = (path.split("/", 3) for path in changes.all)
    return frozenset(p[2] for p in paths if len(p) > 3 and p[:2] == ["content", "articles"])


def _count(site: AnalysedSite, paths: Iterable[str], problems: Iterable[Diagnostic]) -> Counts:
    statuses = Counter(s.status for article in site.articles for s in article.statements)
    return Counts(
        pages=sum(path.endswith(".html") for path in paths),
        articles=len(site.articles),
        attributed=statuses["attributed"],
        set_aside=statuses["set-aside"],
        unattributed=statuses["unattributed"],
        annotations=sum(article.notes for article in site.articles),
        events=len(site.events),
        warnings=sum(problem.level == "warning" for problem in problems),
    )
