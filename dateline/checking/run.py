"""The check from beginning to end: build → read the written pages → compare → look at the content."""

from __future__ import annotations

import os
import posixpath
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dateline.analyse.articles import map_articles
from dateline.analyse.facts import Gate, facts_of
from dateline.analyse.site import read_shared
from dateline.building import cache as caches
from dateline.building import manifest, pipeline, workers
from dateline.checking import advice, links, outside
from dateline.checking.pages import PageFacts, compressed_size, imported, read_page
from dateline.checking.places import Places
from dateline.console import Console
from dateline.dates.moments import now
from dateline.diagnostics import Diagnostic, Location, error, has_errors, note, strict, warning
from dateline.gathering.gather import gather, without_left_out
from dateline.gathering.timeline import deadlines_gone_by
from dateline.model import AnalysedSite, Reference
from dateline.options import Options
from dateline.progress import Progress
from dateline.reading.load import ContentFiles, find_content
from dateline.reading.textfiles import read_text
from dateline.reading.validate import read_timeline

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

    The site is built in the check's own folder in `.dateline/` where builds have made that, and else in a
    temporary one: nothing new is left behind. `today`: tell of deadlines before that day without an outcome.
    `external`: try links to other sites.
    """
    if os.access(options.state, os.W_OK):
        return _check(options, console, today, external=external)
    with tempfile.TemporaryDirectory(prefix="dateline-check-") as folder:
        elsewhere = options._replace(state_folder=Path(folder))
        return _check(elsewhere, console, today, external=external)


def _check(options: Options, console: Console, today: date | None, *, external: bool) -> Checked:
    own = options._replace(out=options.state / "check", strict=False, explain=False, reindex=False)
    outcome = pipeline.build(own, console)
    problems = strict(outcome.problems)
    if outcome.counts is None:
        return Checked(problems)
    files, _ = find_content(options.content)
    site, references = _analysed(own, files)
    places = Places(options.content, files, site, options.shown(options.out))
    paths = manifest.read(own.out)
    pages = _read_pages(own, paths)
    survey = links.survey(pages, paths, site.site.url)
    found = [_problem(finding, places) for finding in _findings(own, pages, paths, site.site.url, survey)]
    found += _advice(options, site, references, files)
    if today is not None:
        found += deadlines_gone_by(site.events, today, _event_places(options, site, files))
    problems += strict(found) if options.strict else found
    if external:
        problems += _try_outside(site, survey.outside, places, _progress(options))
    return Checked(problems, len(pages), sum(len(facts.links) for facts in pages.values()))


def _analysed(options: Options, files: ContentFiles) -> tuple[AnalysedSite, list[Reference]]:
    """The site as it was just built, and all that its articles refer to.

    Every article's record is in the cache, so nothing is analysed anew.
    """
    shared, texts, _ = read_shared(options, files)
    gate = Gate(now=now(), drafts=options.drafts, future=options.future)
    cache = caches.open_cache(options.state, caches.scope(options.content, options.out))
    try:
        with workers.Pool(options.jobs) as pool:
            mapped = map_articles(
                options.content,
                files.articles,
                facts_of(files.name, shared.site, show_unattributed=options.drafts),
                gate,
                texts,
                cache,
                pool,
                changed=frozenset(),
                watch=lambda results, count, what: results,
            )
    finally:
        cache.close()
    articles = [without_left_out(summary, mapped.left_out) for summary in mapped.summaries]
    references = [reference for article in articles for reference in article.references]
    return gather(shared, articles, show_unattributed=options.drafts)[0], references


# --- The written site -----------------------------------------------------------------------------------


def _read_pages(options: Options, paths: Iterable[str]) -> dict[str, PageFacts]:
    """The facts of every page, by path."""
    todo = sorted(path for path in paths if path.endswith((".html", ".htm")))
    progress = _progress(options)
    read = workers.run(_read_one, todo, start=partial(Path, options.out), jobs=options.jobs)
    return dict(zip(todo, progress.over(read, len(todo), "pages read"), strict=True))


def _progress(options: Options) -> Progress:
    return Progress(sys.stderr, quiet=options.verbosity < 0 or options.format != "text")


def _read_one(out: Path, path: str) -> PageFacts:
    content = (out / path).read_bytes()
    facts = read_page(content)
    return facts._replace(compressed=compressed_size(content)) if links.is_article(path) else facts


def _findings(
    options: Options,
    pages: Mapping[str, PageFacts],
    paths: Mapping[str, str],
    url: str,
    survey: links.Survey,
) -> Iterator[links.Finding]:
    yield from survey.findings
    yield from links.check_ids(pages)
    yield from links.check_pictures(pages)
    yield from links.check_orphans(pages, survey.linked)
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


def _advice(
    options: Options, site: AnalysedSite, references: Collection[Reference], files: ContentFiles
) -> Iterator[Diagnostic]:
    yield from advice.unused(site, references)
    yield from advice.without_archive(site)
    yield from advice.without_source(options.content, files.name, site, files.articles, options.jobs)


def _event_places(options: Options, site: AnalysedSite, files: ContentFiles) -> dict[str, Location]:
    """Where each event of the timeline is written, the newest article's telling of it first."""
    places: dict[str, Location] = {}
    for article in site.articles:
        for event in article.events:
            own = site.event_ids.get(f"{article.slug}/{event.id}", event.id)
            places.setdefault(own, article.located(event.at))
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
    site: AnalysedSite, linked: Mapping[str, str], places: Places, progress: Progress
) -> Iterator[Diagnostic]:
    """Warnings for links that are dead, notes for those of which that is not sure; never errors."""
    where = {
        address: source.at
        for source in site.sources.values()
        for address in (source.url, source.archive)
        if address
    }
    for address, page in linked.items():
        if address not in where:
            where[address] = places.find(page, address)
    answers = outside.try_links(where, pause=outside.PAUSE)
    for answer in progress.over(answers, len(where), "links to other sites tried"):
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
