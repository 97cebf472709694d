"""What a build does that has something to do: the short way if the change is small, or else the long one."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dateline.analyse.facts import Gate
from dateline.building import cache as caches
from dateline.building import publish, scan, workers
from dateline.building.cache import Cache
from dateline.building.outcome import Look, Outcome
from dateline.building.rendering import Compiled, Folders, begin_compiling
from dateline.building.shortcut import Shortcut, find_shortcut
from dateline.building.theme import find_theme
from dateline.building.writing import Bodies, Means, finish, keep, make, placed, staging
from dateline.console import Console
from dateline.dates.moments import now
from dateline.diagnostics import Diagnostic, in_file_order
from dateline.options import Options
from dateline.progress import Progress
from dateline.searching import ENTRY
from dateline.summary import Counts


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
        return Outcome(1, placed(problem, options), None)
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
    gate = Gate(now=now(), drafts=options.drafts, future=options.future)
    with workers.Pool(options.jobs) as pool:
        compiled = _compiled(options, cache, pool, tuple(roots[1:]))
        if look is not None:
            before, taken, changes = look
        else:
            before = cache.last_build()
            moment = scan.file_clock(lock) if lock else time.time_ns()
            taken = scan.scan(roots, moment, before.scan if before else None)
            changes = scan.compare(before.scan, taken) if before else None
        means = Means(
            options=options,
            console=console,
            progress=Progress(sys.stderr, quiet=options.verbosity < 0 or options.format != "text"),
            cache=cache,
            pool=pool,
            theme=find_theme(tuple(roots[1:]), taken),
            compiled=compiled,
            taken=taken,
            known=before.outputs.by_path() if before and options.use_cache else {},
        )
        if before and changes and _may_be_short(options, before, choices, gate):
            short = find_shortcut(options, cache, before, means.known, changes, gate)
            if short is not None:
                return _take_shortcut(means, short, before)
        from dateline.building.longway import take_long_way

        return take_long_way(means, gate, changes, choices)


def _compiled(options: Options, cache: Cache, pool: workers.Pool, folders: Folders) -> Compiled:
    """The templates, compiled: as the cache has them, or else by workers while the content is looked at.

    Where there are few articles, each template is compiled when it is needed.
    """
    kept = cache.templates()
    if kept or not _has_many_articles(options.content):
        return lambda: kept
    compiling = begin_compiling(pool, folders)

    def compiled() -> dict[str, bytes]:
        found = compiling()
        cache.put_templates(found)
        return found

    return compiled


def _has_many_articles(content: Path) -> bool:
    """Whether workers will be needed: asked before anything has been looked at."""
    try:
        with os.scandir(content / "articles") as entries:
            return sum(1 for _ in entries) >= workers.FEW
    except OSError:
        return False


def _may_be_short(options: Options, before: caches.LastBuild, choices: str, gate: Gate) -> bool:
    """Whether the last build was one that a small change can be added to."""
    last = before.last
    in_time = last.holds_at(gate.now)
    # The index is of the whole site: where it has to follow, a small change is none.
    indexed = options.reindex and ENTRY in before.outputs.paths
    return last.succeeded and last.options == choices and in_time and options.use_cache and not indexed


def _take_shortcut(means: Means, short: Shortcut, before: caches.LastBuild) -> Outcome:
    """Writes the few pages that show the changed articles; all else is as the last build left it."""
    problems = msgspec.msgpack.decode(before.last.problems or b"\x90", type=list[Diagnostic])
    try:
        with staging(means) as staged:
            make(means, staged, short.plan, Bodies(means.cache, short.keys, {}))
            keep(staged, short.others)
            written = finish(means, staged)
    except publish.PublishError as problem:
        return Outcome(1, in_file_order([*problems, *placed(problem, means.options)]), None)
    word = means.cache.save(before.last, means.taken, short.articles, written.outputs, short.kept)
    if word:
        means.console.say(word)
    counts = Counts.from_text(before.last.summary)
    return Outcome(0, problems, counts, 0.0, written.published.written, written.published.removed)
