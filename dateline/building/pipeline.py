"""A build, from beginning to end: what changed → load → analyse → gather → plan → render → publish.

This module is what a build with nothing to do imports, so it is light: the stages behind `_build` are
imported once there is something to do.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.building import cache as caches
from dateline.building import locks, scan
from dateline.building.outcome import Look, Outcome
from dateline.building.staging import is_interrupted
from dateline.options import Options
from dateline.summary import Counts

if TYPE_CHECKING:
    from dateline.console import Console
    from dateline.diagnostics import Diagnostic

_PATIENCE = 600.0
"""Seconds that a build waits for another one in the same folder."""

_HASHED_AGAIN = 64
"""Files that an earlier build could not trust: so many are hashed by each build, which is sooner done than
to note that they can be trusted now."""


def build(options: Options, console: Console) -> Outcome:
    """Builds the site, if anything it is made from has changed since the last time.

    Problems of the content are in the outcome; `console` is told only what happens meanwhile. Raises
    OSError only where this program's own files cannot be read.
    """
    began = time.monotonic()

    def waiting() -> None:
        console.say("another build is at work here; waiting for it")

    try:
        with locks.hold(options.state, patience=_PATIENCE, waiting=waiting) as lock:
            look = _look(options, lock)
            outcome = _unchanged(options, look) or _build(options, console, lock, look)
    except locks.Busy as busy:
        outcome = _refused(options, "busy", str(busy), "wait until it is done, or stop it")
    return outcome._replace(seconds=time.monotonic() - began)


def roots(options: Options) -> tuple[tuple[str, Path], ...]:
    """The folders that a site is made from, named as in scans."""
    from dateline.building.theme import default_theme, theme_folders

    return (("content", options.content), *theme_folders(options.templates, default_theme()))


def choices(options: Options) -> str:
    """All that the outcome depends on beside files, as one text."""
    parts = (options.url, options.strict, options.drafts, options.future, has_search(), options.reindex)
    return "\n".join(map(str, parts))


def has_search() -> bool:
    """Whether the search extra is installed; asked without importing it."""
    from importlib.machinery import PathFinder

    return any(PathFinder.find_spec(name) for name in ("pagefind_bin_extended", "pagefind_bin"))


def _look(options: Options, lock: Path | None) -> Look | None:
    """What changed since the last build; None if there was none, or it is to be forgotten."""
    if not options.use_cache:
        return None
    last = caches.peek(options.state, caches.scope(options.content, options.out))
    if last is None:
        return None
    moment = scan.file_clock(lock) if lock else time.time_ns()
    taken = scan.scan(roots(options), moment, last.scan)
    return Look(last, taken, scan.compare(last.scan, taken))


def _unchanged(options: Options, look: Look | None) -> Outcome | None:
    """The outcome of the last build, if nothing has happened since; None if there is work to do."""
    if look is None or look.changes or options.explain:
        return None
    last, scope = look.last, caches.scope(options.content, options.out)
    if last.last.options != choices(options) or is_interrupted(options.out, options.state):
        return None
    if not last.last.holds_at(_now()):
        return None
    problems = _stored_problems(last.last.problems)
    if not last.last.succeeded:
        return Outcome(1, problems, None)
    if not scan.intact(options.out, last.outputs.paths, last.outputs.stamps):
        return None
    if len(last.scan.hashes) > _HASHED_AGAIN:
        caches.settle(options.state, scope, look.taken)
    return Outcome(0, problems, Counts.from_text(last.last.summary))


def _now() -> str:
    from dateline.dates.moments import now

    return now()


def _stored_problems(stored: bytes) -> Sequence[Diagnostic]:
    if not stored:
        return ()
    import msgspec

    from dateline.diagnostics import Diagnostic

    return msgspec.msgpack.decode(stored, type=tuple[Diagnostic, ...])


def _refused(options: Options, code: str, message: str, hint: str) -> Outcome:
    from dateline.diagnostics import Location, error

    return Outcome(1, [error(code, message, Location(options.shown(options.out)), hint)], None)


def _build(options: Options, console: Console, lock: Path | None, look: Look | None) -> Outcome:
    from dateline.building.obstacles import check_output
    from dateline.building.stages import run_stages

    inputs = [folder for _, folder in roots(options)]
    inputs.append(options.templates)  # a folder that is not there yet would be read the next time
    if options.state not in options.out.parents:  # the preview and the check have theirs in there
        inputs.append(options.state)
    problems = check_output(options.out, inputs, options.shown(options.out))
    if problems:
        return Outcome(1, problems, None)
    return run_stages(options, console, roots(options), choices(options), lock, look)
