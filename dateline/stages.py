"""The stages of a build that has something to do, one after the other."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from dateline import cache as caches
from dateline import publish, scan, workers
from dateline.analyse.articles import map_articles
from dateline.analyse.facts import Gate, facts_of
from dateline.analyse.site import read_shared
from dateline.cache import Cache, Last, Output
from dateline.checks import check_addresses, check_collisions, possible_paths
from dateline.console import Console
from dateline.diagnostics import Diagnostic, has_errors, in_file_order, strict
from dateline.freshness import data_fingerprint, fingerprint_with, template_fingerprints
from dateline.gather import gather, without_left_out
from dateline.load import find_content
from dateline.model import AnalysedSite, ArticleBody
from dateline.moments import now, seconds
from dateline.options import Options
from dateline.pipeline import Outcome
from dateline.plan import Frame, Page
from dateline.planning import Plan, make_plan
from dateline.progress import Progress
from dateline.render import make_environment, render_page, template_problem
from dateline.summary import Counts
from dateline.theme import Theme, find_theme

if TYPE_CHECKING:
    from jinja2 import Environment

Thing = TypeVar("Thing")


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


def run_stages(
    options: Options,
    console: Console,
    roots: Sequence[tuple[str, Path]],
    choices: str,
    lock: Path | None,
) -> Outcome:
    """Everything from a first look at the files to the published site and the saved cache."""
    scope = caches.scope(options.content, options.out)
    try:
        publish.recover(options.out, options.state)
    except publish.PublishError as problem:
        return Outcome(1, problem.problems, None)
    cache = caches.open_cache(options.state, scope, fresh=not options.use_cache)
    if cache.word:
        console.detail(cache.word)
    try:
        return _with_cache(options, console, roots, choices, lock, cache)
    except caches.CacheDamaged as problem:
        console.say(f"the cache is damaged ({problem}); building everything")
        cache.close()
        cache = caches.open_cache(options.state, scope, fresh=True)
        return _with_cache(options, console, roots, choices, lock, cache)
    finally:
        cache.close()


def _with_cache(
    options: Options,
    console: Console,
    roots: Sequence[tuple[str, Path]],
    choices: str,
    lock: Path | None,
    cache: Cache,
) -> Outcome:
    before = cache.last_build()
    moment = scan.file_clock(lock) if lock else time.time_ns()
    taken = scan.scan(roots, moment, before.scan if before else None)
    changes = scan.compare(before.scan, taken) if before else None
    progress = Progress(sys.stderr, quiet=options.verbosity < 0 or options.format != "text")
    theme = find_theme(tuple(roots[1:]), taken.paths)
    analysed = analyse(options, theme, cache, changes, progress)

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
    try:
        published, outputs = _write(options, console, analysed, theme, taken, cache, before, progress)
    except publish.PublishError as problem:
        return Outcome(1, in_file_order([*analysed.problems, *problem.problems]), None)
    saved(True, counts, outputs)
    return Outcome(0, analysed.problems, counts, 0.0, published.written, published.removed)


def analyse(
    options: Options,
    theme: Theme,
    cache: Cache,
    changes: scan.Changes | None,
    progress: Progress,
) -> Analysed:
    """Load, validate, analyse, gather, plan."""
    files, problems = find_content(options.content)
    shared, texts, found = read_shared(options, files)
    problems += found
    facts = facts_of(files.name, shared.site, show_unattributed=options.drafts)
    gate = Gate(now=now(), drafts=options.drafts, future=options.future)
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
    shared = msgspec.structs.replace(shared, left_out=mapped.left_out)
    articles = [without_left_out(summary, mapped.left_out) for summary in mapped.summaries]
    site, found = gather(shared, articles, has_search=False, show_unattributed=options.drafts)
    problems += found
    problems += check_addresses(site, possible_paths(site, files), shared.background_references)
    expires = seconds(mapped.expires) if mapped.expires else 0
    if has_errors(problems) or mapped.problems:
        return Analysed(None, None, {}, mapped.articles, _in_order(problems, options), expires)
    plan = make_plan(site, files, theme.assets())
    problems += check_addresses(site, plan.paths(), shared.background_references)
    problems += check_collisions([page.path for page in plan.pages], plan.copied, files.name)
    return Analysed(site, plan, mapped.keys, mapped.articles, _in_order(problems, options), expires)


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


# --- Writing --------------------------------------------------------------------------------------------


def _write(
    options: Options,
    console: Console,
    analysed: Analysed,
    theme: Theme,
    taken: scan.Scan,
    cache: Cache,
    before: caches.LastBuild | None,
    progress: Progress,
) -> tuple[publish.Published, dict[str, Output]]:
    """Renders what is stale, and publishes the site."""
    plan = analysed.plan
    assert plan is not None
    prints = _fingerprints(plan, theme, taken)
    known = before.outputs.by_path() if before and options.use_cache else {}
    stale: dict[str, str] = {}
    for path, fingerprint in prints.items():
        reason = _why_stale(options.out, path, fingerprint, known)
        if reason:
            stale[path] = reason
            if options.explain:
                console.say(f"{path}: {reason}")
    staging = publish.prepare(options.out, options.state)
    digests = {path: output.digest for path, output in known.items() if path in prints}
    try:
        digests.update(_stage_pages(options, plan, theme, stale, staging, cache, analysed.keys, progress))
        for file in plan.data:
            if file.path in stale:
                digests[file.path] = publish.stage(staging, file.path, file.content)
        for copied in plan.copied:
            if copied.path in stale:
                source = _source_of(options, theme, copied.source)
                digests[copied.path] = publish.stage_copy(staging, copied.path, source)
        published = publish.publish(options.out, staging, digests, stale.keys())
    except BaseException:
        publish.abandon(options.out, staging)
        raise
    outputs = {
        path: Output(fingerprint, digests[path], published.stamps.get(path) or known[path].stamp)
        for path, fingerprint in prints.items()
    }
    return published, outputs


def _fingerprints(plan: Plan, theme: Theme, taken: scan.Scan) -> dict[str, bytes]:
    """What every file of the site is made from."""
    templates = template_fingerprints(theme.templates())
    frame = msgspec.msgpack.encode(plan.frame)
    stamps = taken.by_path()
    prints = {page.path: fingerprint_with(page, frame, templates) for page in plan.pages}
    prints.update((file.path, data_fingerprint(file)) for file in plan.data)
    for copied in plan.copied:
        stamp = stamps.get(copied.source)
        made_from = repr((copied.source, tuple(stamp or ()))).encode("utf-8", "surrogatepass")
        prints[copied.path] = publish.digest(made_from).encode()[:16]
    return dict(sorted(prints.items()))


def _why_stale(out: Path, path: str, fingerprint: bytes, known: Mapping[str, Output]) -> str:
    """Why a file must be written; empty if it need not be."""
    earlier = known.get(path)
    if earlier is None:
        return "new"
    if earlier.fingerprint != fingerprint:
        return "what it shows has changed"
    if scan.stamp(out / path) != earlier.stamp:
        return "it is not as it was written"
    return ""


def _source_of(options: Options, theme: Theme, source: str) -> Path:
    root, _, rest = source.partition("/")
    return options.content / rest if root == "content" else dict(theme.folders)[root] / rest


class _Renderer(NamedTuple):
    """What each worker process renders with."""

    pages: Sequence[Page]
    frame: Frame
    environment: Environment
    folders: tuple[tuple[str, Path], ...]
    """Of the theme."""
    staging: Path


class _Job(NamedTuple):
    """A page to render, with the bodies that it shows."""

    number: int
    path: str
    bodies: tuple[tuple[str, bytes], ...]


def _stage_pages(
    options: Options,
    plan: Plan,
    theme: Theme,
    stale: Mapping[str, str],
    staging: Path,
    cache: Cache,
    keys: Mapping[str, bytes],
    progress: Progress,
) -> Iterator[tuple[str, str]]:
    """Renders the stale pages into the staging folder; yields path and digest of each.

    Raises PublishError at the end if a template failed, with every problem that was found.
    """
    todo = [index for index, page in enumerate(plan.pages) if page.path in stale]
    start = partial(_start, plan.pages, plan.frame, theme.folders, staging)

    def jobs() -> Iterator[_Job]:
        for index in todo:
            page = plan.pages[index]
            bodies = tuple((slug, cache.body(keys[slug])) for slug, _ in page.bodies)
            yield _Job(index, page.path, bodies)

    rendered = workers.run(_render, jobs(), start=start, jobs=options.jobs, label=_path)
    problems: list[Diagnostic] = []
    for path, made in progress.over(rendered, len(todo), "pages written"):
        if isinstance(made, Diagnostic):
            problems.append(made)
        else:
            yield path, made
    if problems:
        raise publish.PublishError(problems)


def _path(job: _Job) -> str:
    return job.path


def _start(
    pages: Sequence[Page], frame: Frame, folders: tuple[tuple[str, Path], ...], staging: Path
) -> _Renderer:
    environment = make_environment(tuple(folder for _, folder in folders))
    return _Renderer(pages, frame, environment, folders, staging)


def _render(renderer: _Renderer, job: _Job) -> tuple[str, str | Diagnostic]:
    """The path of a page with its digest, or with what is wrong with its template."""
    page = renderer.pages[job.number]
    bodies = {slug: msgspec.msgpack.decode(body, type=ArticleBody) for slug, body in job.bodies}
    try:
        data = render_page(renderer.environment, page, renderer.frame, bodies)
    except Exception as problem:
        told = template_problem(problem, renderer.folders)
        if told is None:
            raise
        return page.path, told
    return page.path, publish.stage(renderer.staging, page.path, data)
