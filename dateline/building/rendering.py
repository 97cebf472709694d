"""Pages rendered by worker processes and laid in the staging folder, and templates compiled by them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from itertools import chain, islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from dateline.building import publish, workers
from dateline.building.plan import Frame
from dateline.building.render import make_file, render_page, template_problem
from dateline.building.spool import Place, Spool
from dateline.building.theme import page_templates
from dateline.building.views import Sent
from dateline.diagnostics import Diagnostic
from dateline.model import ArticleBody

if TYPE_CHECKING:
    from dateline.building.compiled import Templates

Folders = tuple[tuple[str, Path], ...]
"""Of the theme, each with the name that it has in messages."""


Compiled = Callable[[], dict[str, bytes]]
"""Compiled templates, by names of Jinja's, when they are needed."""


class Job(NamedTuple):
    """Pages to render that show the same bodies, with these."""

    pages: tuple[Sent, ...]
    bodies: tuple[tuple[str, bytes | Place], ...]
    """By slug; encoded, or where they lie."""


class Rendered(NamedTuple):
    """What became of a job."""

    pages: tuple[tuple[str, str | Diagnostic], ...]
    """Paths, each with the digest of the file or with what is wrong with its template."""
    compiled: dict[str, bytes]
    """Templates that had to be compiled for it."""


def begin_compiling(pool: workers.Pool, folders: Folders) -> Compiled:
    """All templates are compiled while something else is done; what is returned waits for that."""
    for name in _NEEDED_BY_ALL:
        import_module(name)
    names = page_templates(folder for _, folder in folders)
    results = pool.meanwhile(_compile, names, start=partial(_templates, folders, {}))

    def compiled() -> dict[str, bytes]:
        return {name: code for new in results for name, code in new.items()}

    return compiled


_NEEDED_BY_ALL = (
    "dateline.building.compiled",
    "dateline.exports.sharedrawing",
    "babel.dates",
    "babel.numbers",
)
"""Slow to load, and needed by every worker: loaded before there are any, they are loaded once."""


def begin_drawing(pool: workers.Pool, pictures: Sequence[Sent], staging: Path) -> Iterator[tuple[str, str]]:
    """Files that need no template and no body are made in the gaps of all other work; paths and digests."""
    return pool.meanwhile(_draw, pictures, start=partial(Path, staging), label=attrgetter("path"))


def render_all(
    pool: workers.Pool,
    jobs: Iterable[Job],
    frame: Frame,
    folders: Folders,
    compiled: Compiled,
    staging: Path,
) -> Iterator[Rendered]:
    """Every job done, in order; `compiled` are templates that need not be compiled again.

    Raises WorkerError where a page fails and no template is to blame.
    """
    todo = iter(jobs)
    first = list(islice(todo, workers.FEW))
    if first:
        start = partial(_Renderer.of, frame, folders, compiled(), staging)
        yield from pool.run(_render, chain(first, todo), start=start, label=_path)


# --- In a worker --------------------------------------------------------------------------------------


class _Renderer(NamedTuple):
    """What each worker process renders with."""

    frame: Frame
    templates: Templates
    folders: Folders
    staging: Path
    bodies: Spool

    @classmethod
    def of(cls, frame: Frame, folders: Folders, compiled: Mapping[str, bytes], staging: Path) -> _Renderer:
        return cls(frame, _templates(folders, compiled), folders, staging, Spool(None))


def _templates(folders: Folders, compiled: Mapping[str, bytes]) -> Templates:
    from dateline.building.compiled import Templates

    return Templates(tuple(folder for _, folder in folders), compiled)


def _compile(templates: Templates, name: str) -> dict[str, bytes]:
    templates.load(name)
    return templates.take_new()


def _draw(staging: Path, sent: Sent) -> tuple[str, str]:
    return sent.path, publish.stage(staging, sent.path, make_file(sent.page(), {}))


def _path(job: Job) -> str:
    return job.pages[0].path


def _render(renderer: _Renderer, job: Job) -> Rendered:
    with publish.errors_told():
        bodies = {slug: _BODY.decode(renderer.bodies.get(body)) for slug, body in job.bodies}
    pages = tuple((sent.path, _render_page(renderer, sent, bodies)) for sent in job.pages)
    return Rendered(pages, renderer.templates.take_new())


_BODY = msgspec.msgpack.Decoder(ArticleBody)


def _render_page(renderer: _Renderer, sent: Sent, bodies: Mapping[str, ArticleBody]) -> str | Diagnostic:
    try:
        data = render_page(renderer.templates.environment, sent.page(), renderer.frame, bodies)
    except Exception as problem:
        template = "" if sent.template.startswith("make:") else sent.template
        told = template_problem(problem, renderer.folders, template)
        if told is None:
            raise
        return told
    return publish.stage(renderer.staging, sent.path, data)
