"""The stages of a build that has something to do, one after the other."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.analyse.articles import map_articles
from dateline.analyse.facts import Gate, SiteFacts, facts_of
from dateline.analyse.site import SourceTexts, read_shared
from dateline.building import cache as caches
from dateline.building import publish, scan
from dateline.building.cache import Cache, Last, Output
from dateline.building.pipeline import Look, Outcome
from dateline.building.planning import Plan, make_plan
from dateline.building.shortcut import Kept, Shortcut, find_shortcut, keep, update
from dateline.building.theme import Theme, check_theme, find_theme
from dateline.building.writing import fingerprints, write
from dateline.console import Console
from dateline.dates.moments import now, seconds
from dateline.diagnostics import Diagnostic, Location, has_errors, in_file_order, strict
from dateline.gathering.checks import check_addresses, check_aliases, check_collisions, possible_paths
from dateline.gathering.gather import gather, without_left_out
from dateline.model import AnalysedSite
from dateline.options import Options
from dateline.progress import Progress
from dateline.reading.load import find_content
from dateline.searching.indexing import ENTRY, no_search, wants_search, with_search
from dateline.searching.search import find_pagefind
from dateline.summary import Counts


class Analysed(NamedTuple):
    """The content, understood."""

    site: AnalysedSite | None
    plan: Plan | None
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
    progress = Progress(sys.stderr, quiet=options.verbosity < 0 or options.format != "text")
    theme = find_theme(tuple(roots[1:]), taken.paths)
    gate = Gate(now=now(), drafts=options.drafts, future=options.future)
    if before and changes and _may_be_short(options, before, choices, gate):
        short = find_shortcut(options, cache, before, changes, gate)
        if short is not None:
            return _take_shortcut(options, console, short, theme, taken, cache, before, progress)
    analysed = analyse(options, gate, theme, cache, changes, progress)

    def saved(succeeded: bool, counts: Counts, outputs: Mapping[str, Output] | None) -> None:
        last = Last(
            options=choices,
            succeeded=succeeded,
            summary=counts.as_text(),
            problems=msgspec.msgpack.encode(tuple(analysed.problems)) if analysed.problems else b"",
            expires=analysed.expires,
        )
        word = cache.save(last, taken, analysed.articles, outputs)
        if word:
            console.say(word)

    if analysed.plan is None or analysed.site is None or has_errors(analysed.problems):
        saved(False, Counts(), None)
        return Outcome(1, analysed.problems, None)
    counts = _count(analysed)
    plan = analysed.plan
    prints = fingerprints(plan, theme, taken)
    known = before.outputs.by_path() if before and options.use_cache else {}
    try:
        if analysed.site.has_search:
            plan, prints = with_search(
                options, analysed.site, plan, prints, cache, analysed.keys, known, progress
            )
        written = write(options, console, plan, prints, theme, cache, analysed.keys, known, progress)
    except publish.PublishError as problem:
        return Outcome(1, in_file_order([*analysed.problems, *_placed(problem, options)]), None)
    keep(cache, Kept(frame=plan.frame, facts=analysed.facts, texts=analysed.texts), plan.pages, written.stale)
    saved(True, counts, written.outputs)
    word = no_search(analysed.site.site.search, len(analysed.site.articles))
    if word:
        console.say(word)
    return Outcome(0, analysed.problems, counts, 0.0, written.published.written, written.published.removed)


def _placed(failure: publish.PublishError, options: Options) -> list[Diagnostic]:
    """The problems of publishing; where the system names no file, they are the output folder's."""
    here = Location(options.shown(options.out))
    return [p if p.at.file else msgspec.structs.replace(p, at=here) for p in failure.problems]


def _may_be_short(options: Options, before: caches.LastBuild, choices: str, gate: Gate) -> bool:
    """Whether the last build was one that a small change can be added to."""
    last = before.last
    in_time = not last.expires or seconds(gate.now) < last.expires
    # The index is of the whole site: where it has to follow, a small change is none.
    indexed = options.reindex and ENTRY in before.outputs.paths
    return last.succeeded and last.options == choices and in_time and options.use_cache and not indexed


def _take_shortcut(
    options: Options,
    console: Console,
    short: Shortcut,
    theme: Theme,
    taken: scan.Scan,
    cache: Cache,
    before: caches.LastBuild,
    progress: Progress,
) -> Outcome:
    """Writes the few pages that show the changed articles; all else is as the last build left it."""
    known = before.outputs.by_path()
    plan = Plan(short.frame, short.pages, (), ())
    prints = {path: output.fingerprint for path, output in known.items()}
    prints.update(fingerprints(plan, theme, taken))
    problems = msgspec.msgpack.decode(before.last.problems or b"\x90", type=list[Diagnostic])
    try:
        written = write(options, console, plan, prints, theme, cache, short.keys, known, progress)
    except publish.PublishError as problem:
        return Outcome(1, in_file_order([*problems, *_placed(problem, options)]), None)
    update(cache, plan.pages)
    word = cache.save(before.last, taken, short.articles, written.outputs)
    if word:
        console.say(word)
    counts = Counts.from_text(before.last.summary)
    return Outcome(0, problems, counts, 0.0, written.published.written, written.published.removed)


def analyse(
    options: Options,
    gate: Gate,
    theme: Theme,
    cache: Cache,
    changes: scan.Changes | None,
    progress: Progress,
) -> Analysed:
    """Load, validate, analyse, gather, plan."""
    files, problems = find_content(options.content)
    problems += check_theme(theme)
    shared, texts, found = read_shared(options, files)
    problems += found
    facts = facts_of(files.name, shared.site, show_unattributed=options.drafts)
    mapped = map_articles(
        options.content,
        files.articles,
        facts,
        gate,
        texts,
        cache,
        changed=_changed_slugs(changes),
        jobs=options.jobs,
        watch=progress.over,
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
    problems += check_addresses(site, possible_paths(site, files), shared.background_references)
    expires = seconds(mapped.expires) if mapped.expires else 0
    if has_errors(problems) or mapped.problems:
        return Analysed(None, None, {}, mapped.articles, _in_order(problems, options), expires, facts, texts)
    plan = make_plan(site, files, theme.assets())
    problems += check_addresses(site, plan.paths(), shared.background_references)
    problems += check_aliases(site, plan.written())
    problems += check_collisions([page.path for page in plan.pages], plan.copied, files.name)
    ordered = _in_order(problems, options)
    return Analysed(site, plan, mapped.keys, mapped.articles, ordered, expires, facts, texts)


def _in_order(problems: Iterable[Diagnostic], options: Options) -> list[Diagnostic]:
    ordered = in_file_order(problems)
    return strict(ordered) if options.strict else ordered


def _changed_slugs(changes: scan.Changes | None) -> frozenset[str] | None:
    """The articles that have a changed file; None if nothing is known of the last build."""
    if changes is None:
        return None
    paths = (path.split("/", 3) for path in changes.all)
    return frozenset(p[2] for p in paths if len(p) > 3 and p[:2] == ["content", "articles"])


def _count(analysed: Analysed) -> Counts:
    site, plan = analysed.site, analysed.plan
    assert site is not None
    assert plan is not None
    statuses = [s.status for article in site.articles for s in article.statements]
    return Counts(
        pages=sum(page.path.endswith(".html") for page in plan.pages)
        + sum(file.path.endswith(".html") for file in plan.data)
        + sum(file.path.endswith(".html") for file in plan.copied),
        articles=len(site.articles),
        attributed=statuses.count("attributed"),
        set_aside=statuses.count("set-aside"),
        unattributed=statuses.count("unattributed"),
        annotations=sum(article.notes for article in site.articles),
        events=len(site.events),
        warnings=sum(problem.level == "warning" for problem in analysed.problems),
    )
