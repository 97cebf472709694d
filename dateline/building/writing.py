"""Writes what is stale: pages rendered by worker processes, and the files beside them; publishes it all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from dateline.building import publish, scan, workers
from dateline.building.cache import Cache, Output
from dateline.building.freshness import data_fingerprint, fingerprint_with, template_fingerprints
from dateline.building.plan import Frame, Page
from dateline.building.planning import Plan
from dateline.building.render import render_page, template_problem
from dateline.building.theme import Theme
from dateline.console import Console
from dateline.diagnostics import Diagnostic
from dateline.model import ArticleBody
from dateline.options import Options
from dateline.progress import Progress

if TYPE_CHECKING:
    from dateline.building.compiled import Templates


class Written(NamedTuple):
    """What was done to the output folder."""

    published: publish.Published
    outputs: dict[str, Output]
    """Every file of the site as it is now."""
    stale: dict[str, str]
    """The paths that were written, each with the reason."""


def write(
    options: Options,
    console: Console,
    plan: Plan,
    prints: Mapping[str, bytes],
    theme: Theme,
    cache: Cache,
    keys: Mapping[str, bytes],
    known: Mapping[str, Output],
    progress: Progress,
) -> Written:
    """Renders what is stale and publishes the site. Raises PublishError, the old site standing.

    `prints` are the fingerprints of all files of the site, `plan` has at least those that are stale, `keys`
    say where the cache has the bodies of articles, and `known` is what the last build wrote.
    """
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
        digests.update(_stage_pages(options, plan, theme, stale, staging, cache, keys, progress))
        for file in plan.data:
            if file.path in stale:
                digests[file.path] = publish.stage(staging, file.path, file.content)
        for copied in plan.copied:
            if copied.path in stale:
                source = _source_of(options, theme, copied.source)
                digests[copied.path] = publish.stage_copy(staging, copied.path, source)
        changed = [path for path in stale if not _is_same(options.out, path, digests[path], known)]
        published = publish.publish(options.out, staging, digests, changed)
    except workers.WorkerError as failure:
        publish.abandon(options.out, staging)
        if isinstance(failure.__cause__, publish.PublishError):
            raise failure.__cause__ from failure
        raise
    except BaseException:
        publish.abandon(options.out, staging)
        raise
    outputs = {
        path: Output(fingerprint, digests[path], published.stamps.get(path) or known[path].stamp)
        for path, fingerprint in prints.items()
    }
    return Written(published, outputs, stale)


def fingerprints(plan: Plan, theme: Theme, taken: scan.Scan) -> dict[str, bytes]:
    """What every file of the plan is made from, by path in order."""
    templates = template_fingerprints(theme.templates())
    frame = msgspec.msgpack.encode(plan.frame)
    stamps = taken.by_path() if plan.copied else {}
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


def _is_same(out: Path, path: str, digest: str, known: Mapping[str, Output]) -> bool:
    """Whether a file that was made anew came out as it lies in the output folder."""
    earlier = known.get(path)
    return earlier is not None and earlier.digest == digest and scan.stamp(out / path) == earlier.stamp


def _source_of(options: Options, theme: Theme, source: str) -> Path:
    root, _, rest = source.partition("/")
    return options.content / rest if root == "content" else dict(theme.folders)[root] / rest


class _Renderer(NamedTuple):
    """What each worker process renders with."""

    pages: Sequence[Page]
    frame: Frame
    templates: Templates
    folders: tuple[tuple[str, Path], ...]
    """Of the theme."""
    staging: Path


class _Job(NamedTuple):
    """Pages to render that show the same bodies, with these."""

    numbers: tuple[int, ...]
    path: str
    """Of the first of them."""
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
    from dateline.building.compiled import Templates

    todo = [index for index, page in enumerate(plan.pages) if page.path in stale]
    templates = Templates(tuple(folder for _, folder in theme.folders), cache.templates() if todo else {})
    if len(todo) >= workers.FEW:  # in this process, so that workers have them when they are forked
        templates.load(name for name in theme.templates() if name.endswith(".html"))
    start = partial(_Renderer, plan.pages, plan.frame, templates, theme.folders, staging)

    def jobs() -> Iterator[_Job]:
        for numbers in _alike(plan.pages, todo):
            page = plan.pages[numbers[0]]
            bodies = tuple((slug, cache.body(keys[slug])) for slug, _ in page.bodies)
            yield _Job(numbers, page.path, bodies)

    done = workers.run(_render, jobs(), start=start, jobs=options.jobs, label=_path)
    rendered = (page for job in done for page in job)
    problems: list[Diagnostic] = []
    for path, made in progress.over(rendered, len(todo), "pages written"):
        if isinstance(made, Diagnostic):
            problems.append(made)
        else:
            yield path, made
    if templates.new:
        cache.put_templates(templates.new)
    if problems:
        raise publish.PublishError(problems)


def _alike(pages: Sequence[Page], todo: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The pages to do, those that show the same bodies together: these are then read once."""
    together: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for number in todo:
        together.setdefault(pages[number].bodies, []).append(number)
    for bodies, numbers in together.items():
        if bodies:
            yield tuple(numbers)
        else:
            yield from ((number,) for number in numbers)


def _path(job: _Job) -> str:
    return job.path


def _render(renderer: _Renderer, job: _Job) -> list[tuple[str, str | Diagnostic]]:
    """The paths of pages, each with its digest or with what is wrong with its template."""
    bodies = {slug: _BODY.decode(body) for slug, body in job.bodies}
    return [_render_page(renderer, renderer.pages[number], bodies) for number in job.numbers]


_BODY = msgspec.msgpack.Decoder(ArticleBody)


def _render_page(
    renderer: _Renderer, page: Page, bodies: Mapping[str, ArticleBody]
) -> tuple[str, str | Diagnostic]:
    try:
        data = render_page(renderer.templates.environment, page, renderer.frame, bodies)
    except Exception as problem:
        told = template_problem(problem, renderer.folders)
        if told is None:
            raise
        return page.path, told
    return page.path, publish.stage(renderer.staging, page.path, data)
