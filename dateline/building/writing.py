"""Writes what is stale: every file of the plan in turn is looked at, and if need be made and staged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.building import publish, scan, views, workers
from dateline.building.cache import Cache, Output
from dateline.building.freshness import fingerprint_with, template_fingerprints
from dateline.building.plan import CopiedFile, DataFile, Page, Plan
from dateline.building.rendering import Compiled, Job, begin_drawing, render_all
from dateline.building.spool import Place
from dateline.building.theme import Theme
from dateline.console import Console
from dateline.diagnostics import Diagnostic, Location
from dateline.digests import digest
from dateline.options import Options
from dateline.progress import Progress


class Means(NamedTuple):
    """What a build works with."""

    options: Options
    console: Console
    progress: Progress
    cache: Cache
    pool: workers.Pool
    theme: Theme
    compiled: Compiled
    """Templates that need not be compiled."""
    taken: scan.Scan
    """The files that the site is made from."""
    known: Mapping[str, Output]
    """What the last build wrote."""


class Staged(NamedTuple):
    """A site of which every new file lies in the staging folder, and the others in the output folder."""

    folder: Path
    paths: list[str]
    """Of all planned files, in the order of the plan; one that two files want comes twice."""
    pages: set[str]
    """Those among them that are made from a view."""
    fingerprints: dict[str, bytes]
    digests: dict[str, str]
    stale: dict[str, str]
    """The paths of what had to be made, each with the reason."""


class Written(NamedTuple):
    """What was done to the output folder."""

    published: publish.Published
    outputs: dict[str, Output]
    """Every file of the site as it is now."""


class Bodies(NamedTuple):
    """Where the bodies of articles are, by slug."""

    cache: Cache
    keys: Mapping[str, bytes]
    """What the cache has them by."""
    places: Mapping[str, Place]
    """Where some of them lie beside it."""

    def of(self, slug: str) -> bytes | Place:
        """The body of an article, encoded, or its place."""
        return self.places.get(slug) or self.cache.body(self.keys[slug])


@contextmanager
def staging(means: Means) -> Iterator[Staged]:
    """A site of which nothing is made yet.

    What is staged is dropped if it has not been published in the end. Raises PublishError, the old site
    standing, as may all that is done with it.
    """
    folder = publish.prepare(means.options.out, means.options.state)
    try:
        yield Staged(folder, [], set(), {}, {}, {})
    except workers.WorkerError as failure:
        if isinstance(failure.__cause__, publish.PublishError):
            raise failure.__cause__ from failure
        raise
    finally:
        publish.abandon(folder)


Drawing = Iterable[tuple[str, str]]
"""Pictures that are being drawn: their paths and, when they are done, their digests."""


def begin_pictures(means: Means, staged: Staged, pictures: Iterable[Page]) -> Drawing:
    """Has the stale ones drawn in the gaps of all other work, until `make` waits for them."""
    stale = []
    templates: dict[str, bytes] = {}
    for picture in pictures:
        sent, fingerprint = _sent(picture, b"", templates)
        if _is_stale_page(means, staged, picture.path, fingerprint):
            stale.append(sent)
    return begin_drawing(means.pool, stale, staged.folder)


def make(
    means: Means,
    staged: Staged,
    plan: Plan,
    bodies: Bodies,
    drawing: Drawing = (),
) -> None:
    """Makes all else that is stale, and waits for the pictures. Raises PublishError."""
    with means.progress.counting(plan.expected, "pages") as count:
        _make(means, plan, bodies, staged, count)
        _copy(means, staged, plan.copied, count)
        staged.digests.update(drawing)
    if means.options.explain:
        for path, reason in sorted(staged.stale.items()):
            means.console.say(f"{path}: {reason}")


def add(means: Means, staged: Staged, file: DataFile, fingerprint: bytes = b"") -> None:
    """Stages a file if it is stale; it stands for itself if no `fingerprint` does. Raises PublishError."""
    found = publish.stage_pieces(staged.folder, file.path, file.pieces)
    if _is_stale(means, staged, file.path, fingerprint or bytes.fromhex(found)):
        staged.digests[file.path] = found
    else:
        publish.unstage(staged.folder, file.path)


def keep(staged: Staged, files: Mapping[str, Output]) -> None:
    """Counts files of the site that are not in the plan and stay as the last build left them."""
    for path, output in files.items():
        staged.fingerprints[path] = output.fingerprint
        staged.digests[path] = output.digest


def finish(means: Means, staged: Staged) -> Written:
    """Moves what was staged into the output folder."""
    out, known = means.options.out, means.known
    digests = dict(sorted(staged.digests.items()))
    changed = []
    for path in sorted(staged.stale):
        if _is_same(out, path, digests[path], known):
            publish.unstage(staged.folder, path)
        else:
            changed.append(path)
    published = publish.publish(out, staged.folder, digests, changed)
    outputs = {
        path: Output(staged.fingerprints[path], found, published.stamps.get(path) or known[path].stamp)
        for path, found in digests.items()
    }
    return Written(published, outputs)


def placed(failure: publish.PublishError, options: Options) -> list[Diagnostic]:
    """The problems of publishing; where the system names no file, they are the output folder's."""
    here = Location(options.shown(options.out))
    return [p if p.at.file else msgspec.structs.replace(p, at=here) for p in failure.problems]


def _make(
    means: Means,
    plan: Plan,
    bodies: Bodies,
    staged: Staged,
    count: Callable[[], None],
) -> None:
    """Makes every stale file of the plan; raises PublishError at the end if a template failed."""
    theme, cache, pool = means.theme, means.cache, means.pool
    new: dict[str, bytes] = {}
    todo = _jobs(means, plan, bodies, staged, count)
    problems: list[Diagnostic] = []
    for done in render_all(pool, todo, plan.frame, theme.folders, means.compiled, staged.folder):
        new.update(done.compiled)
        for path, made in done.pages:
            if isinstance(made, Diagnostic):
                problems.append(made)
            else:
                staged.digests[path] = made
            count()
    if new:
        cache.put_templates(new)
    if problems:
        raise publish.PublishError(problems)


_MOST_TOGETHER = 8
"""So many pages that show the same bodies are given to one worker."""


def _jobs(
    means: Means, plan: Plan, bodies: Bodies, staged: Staged, count: Callable[[], None]
) -> Iterator[Job]:
    """The pages that have to be rendered; other stale files are staged in passing."""

    def job() -> Job:
        shown = tuple([(slug, bodies.of(slug)) for slug, _ in together[0].bodies])
        return Job(tuple(together), shown)

    together: list[views.Sent] = []
    for page in _stale_pages(means, plan, staged, count):
        if together and (together[0].bodies != page.bodies or len(together) == _MOST_TOGETHER):
            yield job()
            together = []
        together.append(page)
        if not page.bodies:
            yield job()
            together = []
    if together:
        yield job()


def _stale_pages(means: Means, plan: Plan, staged: Staged, count: Callable[[], None]) -> Iterator[views.Sent]:
    templates = template_fingerprints(means.theme.templates())
    frame = msgspec.msgpack.encode(plan.frame)
    for file in plan.files:
        if isinstance(file, DataFile):
            staged.paths.append(file.path)
            add(means, staged, file)
            count()
            continue
        sent, fingerprint = _sent(file, frame, templates)
        if not _is_stale_page(means, staged, file.path, fingerprint):
            count()
            continue
        kept = views.to_keep(file, sent.view)
        if kept:
            means.cache.put_view(fingerprint, file.path, [slug for slug, _ in file.bodies], kept)
        yield sent


def _sent(page: Page, frame: bytes, templates: Mapping[str, bytes]) -> tuple[views.Sent, bytes]:
    """A page as it is sent to be made, and its fingerprint."""
    view = views.encode(page)
    sent = views.Sent(page.path, page.template, type(page.view), view, page.bodies)
    return sent, fingerprint_with(page, view, frame, templates)


def _is_stale_page(means: Means, staged: Staged, path: str, fingerprint: bytes) -> bool:
    staged.paths.append(path)
    staged.pages.add(path)
    return _is_stale(means, staged, path, fingerprint)


def _copy(means: Means, staged: Staged, files: Collection[CopiedFile], count: Callable[[], None]) -> None:
    stamps = means.taken.stamps_of({file.source for file in files})
    for file in files:
        staged.paths.append(file.path)
        made_from = repr((file.source, tuple(stamps.get(file.source) or ())))
        fingerprint = digest(made_from.encode("utf-8", "surrogatepass"))
        if _is_stale(means, staged, file.path, fingerprint):
            source = _source_of(means.options, means.theme, file.source)
            staged.digests[file.path] = publish.stage_copy(staged.folder, file.path, source)
        count()


def _is_stale(means: Means, staged: Staged, path: str, fingerprint: bytes) -> bool:
    """Whether a file must be made; notes what is known of it either way."""
    staged.fingerprints[path] = fingerprint
    earlier = means.known.get(path)
    if earlier is None:
        reason = "new"
    elif earlier.fingerprint != fingerprint:
        reason = "what it shows has changed"
    elif scan.stamp(means.options.out / path) != earlier.stamp:
        reason = "it is not as it was written"
    else:
        staged.digests[path] = earlier.digest
        return False
    staged.stale[path] = reason
    return True


def _is_same(out: Path, path: str, found: str, known: Mapping[str, Output]) -> bool:
    """Whether a file that was made anew came out as it lies in the output folder."""
    earlier = known.get(path)
    return earlier is not None and earlier.digest == found and scan.stamp(out / path) == earlier.stamp


def _source_of(options: Options, theme: Theme, source: str) -> Path:
    root, _, rest = source.partition("/")
    return options.content / rest if root == "content" else dict(theme.folders)[root] / rest
