"""The stages of a build that has something to do, one after the other."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.analyse.articles import map_articles
from dateline.analyse.facts import Gate, SiteFacts, facts_of
from dateline.analyse.site import SourceTexts, read_shared
from dateline.building import cache as caches
from dateline.building import publish, scan, workers
from dateline.building.cache import Cache, Last, Output
from dateline.building.pipeline import Look, Outcome
from dateline.building.plan import Plan
from dateline.building.planning import make_plan
from dateline.building.shortcut import Kept, Shortcut, find_shortcut
from dateline.building.theme import check_theme, find_theme
from dateline.building.writing import Means, Staged, finish, keep, staging
from dateline.console import Console
from dateline.dates.moments import now, seconds
from dateline.diagnostics import Diagnostic, Location, has_errors, in_file_order, strict
from dateline.gathering.checks import check_addresses, check_aliases, check_collisions, possible_paths
from dateline.gathering.gather import Shared, gather, without_left_out
from dateline.model import AnalysedSite
from dateline.options import Options
from dateline.progress import Progress
from dateline.reading.load import ContentFiles, find_content
from dateline.searching.indexing import ENTRY, add_search, no_search, wants_search
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
    articles: Mapping[str, caches.Article]
    problems: list[Diagnostic]
    """In file order; with --strict, warnings are errors already."""
    expires: int
    facts: SiteFacts
    texts: SourceTexts


def run_stages(
    options: Options,
    console: Console,
    roots: Sequence[tuple[str, Path]],
    choices: str,
    lock: Path | None,
    look: Look | None,
) -> Outcome:
    """Everything from the files to the published site and the saved cache, after a first `look`."""
    scope = caches.scope(options.content, options.out)
    try:
        publish.recover(options.out, options.state)
    except publish.PublishError as problem:
        return Outcome(1, _placed(problem, options), None)
    cache = caches.open_cache(options.state, scope, fresh=not options.use_cache)
    if cache.word:
        console.detail(cache.word)
    try:
        return _with_cache(options, console, roots, choices, lock, cache, None if cache.word else look)
    except caches.CacheDamaged as problem:
        console.say(f"the cache is damaged ({problem}); building everything")
        cache.close()
        cache = caches.open_cache(options.state, scope, fresh=True)
        return _with_cache(options, console, roots, choices, lock, cache, None)
    finally:
        cache.close()


def _with_cache(
    options: Options,
    console: Console,
    roots: Sequence[tuple[str, Path]],
    choices: str,
    lock: Path | None,
    cache: Cache,
    look: Look | None,
) -> Outcome:
    before: caches.LastBuild | None
    changes: scan.Changes | None
    if look is not None:
        before, taken, changes = look
    else:
        before = cache.last_build()
        moment = scan.file_clock(lock) if lock else time.time_ns()
        taken = scan.scan(roots, moment, before.scan if before else None)
        changes = scan.compare(before.scan, taken) if before else None
    gate = Gate(now=now(), drafts=options.drafts, future=options.future)
    with workers.Pool(options.jobs) as pool:
        means = Means(
            options=options,
            console=console,
            progress=Progress(sys.stderr, quiet=options.verbosity < 0 or options.format != "text"),
            cache=cache,
            pool=pool,
            theme=find_theme(tuple(roots[1:]), taken.paths),
            taken=taken,
            known=before.outputs.by_path() if before and options.use_cache else {},
        )
        if before and changes and _may_be_short(options, before, choices, gate):
            short = find_shortcut(options, cache, before, changes, gate)
            if short is not None:
                return _take_shortcut(means, short, before)
        return _take_long_way(means, analyse(means, gate, changes), choices)


def _take_long_way(means: Means, analysed: Analysed, choices: str) -> Outcome:
    """Everything that is stale, looking at all that there is."""
    options = means.options
    problems = analysed.problems

    def saved(counts: Counts | None, outputs: Mapping[str, Output] | None, kept: bytes = b"") -> None:
        last = Last(
            options=choices,
            succeeded=counts is not None,
            summary=(counts or Counts()).as_text(),
            problems=msgspec.msgpack.encode(tuple(problems)) if problems else b"",
            expires=analysed.expires,
        )
        word = means.cache.save(last, means.taken, analysed.articles, outputs, kept)
        if word:
            means.console.say(word)

    site = analysed.site
    if site is None:
        saved(None, None)
        return Outcome(1, problems, None)
    plan = make_plan(site, analysed.files, means.theme.assets())
    try:
        with staging(means, plan, analysed.keys) as staged:
            problems = _in_order([*problems, *_check_plan(analysed, site, plan, staged)], options)
            if has_errors(problems):
                saved(None, None)
                return Outcome(1, problems, None)
            if site.has_search:
                add_search(means, staged, site, analysed.keys)
            written = finish(means, staged)
    except publish.PublishError as problem:
        return Outcome(1, in_file_order([*problems, *_placed(problem, options)]), None)
    counts = _count(site, staged.paths, problems)
    kept = Kept(frame=plan.frame, facts=analysed.facts, texts=analysed.texts)
    saved(counts, written.outputs, msgspec.msgpack.encode(kept))
    word = no_search(site.site.search, len(site.articles))
    if word:
        means.console.say(word)
    return Outcome(0, problems, counts, 0.0, written.published.written, written.published.removed)


def _placed(failure: publish.PublishError, options: Options) -> list[Diagnostic]:
    """The problems of publishing; where the system names no file, they are the output folder's."""
    here = Location(options.shown(options.out))
    return [p if p.at.file else msgspec.structs.replace(p, at=here) for p in failure.problems]


def _check_plan(analysed: Analysed, site: AnalysedSite, plan: Plan, staged: Staged) -> Iterator[Diagnostic]:
    """What can be known only when all files of the site have a path."""
    yield from check_addresses(site, frozenset(staged.paths), analysed.shared.background_references)
    yield from check_aliases(site, staged.paths)
    yield from check_collisions(staged.pages, plan.copied, analysed.files.name)


def _may_be_short(options: Options, before: caches.LastBuild, choices: str, gate: Gate) -> bool:
    """Whether the last build was one that a small change can be added to."""
    last = before.last
    in_time = not last.expires or seconds(gate.now) < last.expires
    # The index is of the whole site: where it has to follow, a small change is none.
    indexed = options.reindex and ENTRY in before.outputs.paths
    return last.succeeded and last.options == choices and in_time and options.use_cache and not indexed


def _take_shortcut(means: Means, short: Shortcut, before: caches.LastBuild) -> Outcome:
    """Writes the few pages that show the changed articles; all else is as the last build left it."""
    problems = msgspec.msgpack.decode(before.last.problems or b"\x90", type=list[Diagnostic])
    try:
        with staging(means, short.plan, short.keys) as staged:
            keep(staged, short.others)
            written = finish(means, staged)
    except publish.PublishError as problem:
        return Outcome(1, in_file_order([*problems, *_placed(problem, means.options)]), None)
    word = means.cache.save(before.last, means.taken, short.articles, written.outputs, short.kept)
    if word:
        means.console.say(word)
    counts = Counts.from_text(before.last.summary)
    return Outcome(0, problems, counts, 0.0, written.published.written, written.published.removed)


def analyse(means: Means, gate: Gate, changes: scan.Changes | None) -> Analysed:
    """Load, validate, analyse, gather."""
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
    )
    problems += mapped.problems
    problems += [problem for summary in mapped.summaries for problem in summary.problems]
    shared = msgspec.structs.replace(
        shared, left_out=mapped.left_out, unread_articles=frozenset(mapped.unread)
    )
    articles = [without_left_out(summary, mapped.left_out) for summary in mapped.summaries]
    has_search = wants_search(shared.site.search, len(articles)) and find_pagefind() is not None
    site, found = gather(shared, articles, has_search=has_search, show_unattributed=options.drafts)
    problems += found
    expires = seconds(mapped.expires) if mapped.expires else 0
    failed = bool(mapped.problems) or has_errors(_in_order(problems, options))
    if failed:  # else these are asked when it is known what there is
        problems += check_addresses(site, possible_paths(site, files), shared.background_references)
    return Analysed(
        site=None if failed else site,
        shared=shared,
        files=files,
        keys=mapped.keys,
        articles=mapped.articles,
        problems=_in_order(problems, options),
        expires=expires,
        facts=facts,
        texts=texts,
    )


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
