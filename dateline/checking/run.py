"""The check from beginning to end: build → read the written pages → compare → look at the content."""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dateline import cache as caches
from dateline import manifest, pipeline, scan, workers
from dateline.checking import advice, links, outside
from dateline.checking.pages import PageFacts, compressed_size, imported, read_page
from dateline.checking.places import Places
from dateline.console import Console
from dateline.diagnostics import Diagnostic, Location, error, has_errors, note, strict, warning
from dateline.load import find_content, read_text
from dateline.model import AnalysedSite
from dateline.options import Options
from dateline.progress import Progress
from dateline.timeline import deadlines_gone_by
from dateline.validate import read_timeline

_WARNINGS = ("orphan-page", "heavy-page")
"""Findings that a site may be published with; the others are errors."""


class Checked(NamedTuple):
    """What the check found."""

    problems: list[Diagnostic]
    pages: int = 0
    """How many pages were read; 0 if the site could not be built."""
    links: int = 0


def check(
    options: Options, console: Console, *, today: date | None = None, external: bool = False
) -> Checked:
    """Everything that is wrong with the content and with the site made of it.

    The site is built in the check's own folder in `.dateline/`; the output folder is not touched. `today`:
    tell of deadlines before that day without an outcome. `external`: try links to other sites.
    """
    own = options._replace(out=options.state / "check", strict=False, explain=False)
    outcome = pipeline.build(own, console)
    problems = strict(outcome.problems)
    if outcome.counts is None:
        return Checked(problems)
    site = _analysed(own)
    if site is None:
        return Checked(problems)
    files, _ = find_content(options.content)
    places = Places(options.content, files, site, options.shown(options.out))
    paths = manifest.read(own.out)
    pages = _read_pages(own, paths)
    findings = _compare(own, pages, paths, site.site.url)
    found = [_problem(finding, places) for finding in findings]
    found += _advice(options, site)
    if today is not None:
        found += deadlines_gone_by(site.events, today, _event_places(options, site))
    problems += strict(found) if options.strict else found
    if external:
        problems += _try_outside(site, pages, places, console)
    return Checked(problems, len(pages), sum(len(facts.links) for facts in pages.values()))


def _analysed(options: Options) -> AnalysedSite | None:
    """The analysed site of the build just made, from its cache."""
    from dateline.stages import analyse
    from dateline.theme import find_theme

    cache = caches.open_cache(options.state, caches.scope(options.content, options.out))
    try:
        last = cache.last_build()
        paths = last.scan.paths if last else ()
        theme = find_theme(pipeline.roots(options)[1:], paths)
        changes = scan.Changes() if last else None
        return analyse(options, theme, cache, changes, Progress(sys.stderr, quiet=True)).site
    finally:
        cache.close()


# --- The written site -----------------------------------------------------------------------------------


def _read_pages(options: Options, paths: Iterable[str]) -> dict[str, PageFacts]:
    """The facts of every page, by path."""
    todo = sorted(path for path in paths if path.endswith((".html", ".htm")))
    progress = Progress(sys.stderr, quiet=options.verbosity < 0 or options.format != "text")
    read = workers.run(_read_one, todo, start=partial(Path, options.out), jobs=options.jobs)
    return dict(zip(todo, progress.over(read, len(todo), "pages read"), strict=True))


def _read_one(out: Path, path: str) -> PageFacts:
    return read_page((out / path).read_bytes())


def _compare(
    options: Options, pages: Mapping[str, PageFacts], paths: Mapping[str, str], url: str
) -> Iterator[links.Finding]:
    yield from links.check_links(pages, paths, url)
    yield from links.check_ids(pages)
    yield from links.check_pictures(pages)
    yield from links.check_orphans(pages, url)
    yield from links.check_weight(pages, _weights(options.out, paths), url)


def _weights(out: Path, paths: Iterable[str]) -> dict[str, int]:
    """The compressed size of every style and script, with that of all modules that it imports."""
    own: dict[str, int] = {}
    needs: dict[str, list[str]] = {}
    for path in paths:
        if path.endswith((".css", ".js")):
            content = (out / path).read_bytes()
            own[path] = compressed_size(content)
            modules = imported(content.decode("utf-8", "replace")) if path.endswith(".js") else ()
            needs[path] = [posixpath.normpath(posixpath.join(posixpath.dirname(path), m)) for m in modules]
    return {path: sum(own.get(part, 0) for part in _with_needed(path, needs)) for path in own}


def _with_needed(path: str, needs: Mapping[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [path]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting += needs.get(current, ())
    return seen


def _problem(finding: links.Finding, places: Places) -> Diagnostic:
    at = places.find(finding.page, finding.needle)
    report = warning if finding.code in _WARNINGS else error
    where = "" if at.file.endswith(finding.page) else f" ({finding.page})"
    return report(finding.code, finding.message + where, at, finding.hint)


# --- The content -----------------------------------------------------------------------------------------


def _advice(options: Options, site: AnalysedSite) -> Iterator[Diagnostic]:
    files, _ = find_content(options.content)
    yield from advice.unused(site)
    yield from advice.without_archive(site)
    yield from advice.without_source(options.content, files.name, site, files.articles, options.jobs)


def _event_places(options: Options, site: AnalysedSite) -> dict[str, Location]:
    """Where each event of the timeline is written, the newest article's telling of it first."""
    files, _ = find_content(options.content)
    places: dict[str, Location] = {}
    for article in site.articles:
        for event in article.events:
            places.setdefault(site.event_ids.get(f"{article.slug}/{event.id}", event.id), event.at)
    if files.timeline:
        text, _ = read_text(options.content, files.timeline)
        entries, _ = read_timeline(text, f"{files.name}/{files.timeline}")
        titles = {entry.title: entry.at for entry in entries}
        for told in site.events:
            if told.title in titles:
                places.setdefault(told.id, titles[told.title])
    return places


# --- Other sites -----------------------------------------------------------------------------------------


def _try_outside(
    site: AnalysedSite, pages: Mapping[str, PageFacts], places: Places, console: Console
) -> Iterator[Diagnostic]:
    """Warnings for links that are dead, notes for those of which that is not sure; never errors."""
    where = {
        address: source.at
        for source in site.sources.values()
        for address in (source.url, source.archive)
        if address
    }
    for address, page in links.outside_links(pages, site.site.url).items():
        if address not in where:
            where[address] = places.find(page, address)
    console.say(f"trying {len(where):,} links to other sites")
    for answer in outside.try_links(where, pause=outside.PAUSE):
        at = where[answer.address]
        if answer.verdict == "dead":
            hint = "correct the address, or link to an archived copy"
            yield warning("dead-link", f"{answer.address} leads to nothing: {answer.reason}", at, hint)
        elif answer.verdict == "unsure":
            hint = "look at it in a browser; some hosts turn programs away"
            yield note("unsure-link", f"{answer.address} could not be checked: {answer.reason}", at, hint)


def status_of(checked: Checked) -> int:
    """The exit status: 1 if there is an error."""
    return 1 if has_errors(checked.problems) else 0
