"""The stage of a build that makes the search index: when there is one, and when it must be made anew.

Pagefind makes an index whole or not at all, at some 15 ms an article. So it is made only if something that
can be found has changed, and a site of more than a hundred articles has to ask for it (`search: true`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

import msgspec

from dateline.building import publish, scan
from dateline.building.cache import Cache
from dateline.building.plan import DataFile
from dateline.building.writing import Means, Staged, add, keep
from dateline.diagnostics import Location, error
from dateline.digests import digest
from dateline.model import AnalysedSite, ArticleBody, ArticleSummary
from dateline.pages.eventlist import event_urls
from dateline.progress import Progress
from dateline.searching import ENTRY, FOLDER
from dateline.searching.search import (
    SearchFailed,
    find_pagefind,
    make_index,
    program_version,
    site_records,
)

__all__ = ["add_search", "no_search", "wants_search"]

MOST = 100
"""So many articles a site may have and get an index unasked."""
Thing = TypeVar("Thing")


def wants_search(asked: bool | None, articles: int) -> bool:
    """Whether a site is to have a search; `asked` is `search` of site.yaml, None where it says nothing."""
    return articles > 0 and (articles <= MOST if asked is None else asked)


def no_search(asked: bool | None, articles: int) -> str:
    """Why a site that might have a search has none, in words; empty if it has one, or wants none."""
    if asked is False or not articles:
        return ""
    if not wants_search(asked, articles):
        return f"no search: with more than {MOST} articles it takes its time; ask with `search: true`"
    if find_pagefind() is None:
        return "no search: it needs the extra, pip install 'dateline[search]'"
    return ""


def add_search(means: Means, staged: Staged, site: AnalysedSite, keys: Mapping[str, bytes]) -> None:
    """Puts the files of the index beside what is staged; `keys` say where the cache has articles' bodies.

    Those of the last build stay if they fit, or, without `options.reindex`, if there are any. Raises
    PublishError where Pagefind fails.
    """
    options = means.options
    whole = _fingerprint(site)
    earlier = {path: output for path, output in means.known.items() if path.startswith(f"{FOLDER}/")}
    fits = ENTRY in earlier and (not options.reindex or earlier[ENTRY].fingerprint == whole)
    if fits and all(scan.stamp(options.out / path) == output.stamp for path, output in earlier.items()):
        keep(staged, earlier)
        return
    try:
        files = _index(site, means.cache, keys, means.progress)
    except SearchFailed as failed:
        problem = error(
            "search-failed",
            f"the search index could not be made: {failed}",
            Location(options.shown(options.content / "site.yaml")),
            "update Pagefind (pip install --upgrade 'pagefind[bin]'), or do without: `search: false`",
        )
        raise publish.PublishError([problem]) from failed
    for file in files:
        add(means, staged, file, whole if file.path == ENTRY else b"")


def _fingerprint(site: AnalysedSite) -> bytes:
    """16 bytes that stand for all that can be found: cheap, since a body counts by its hash."""
    articles = [
        (
            a.slug,
            a.title,
            a.dek,
            a.topics,
            a.body,
            [(s.id, s.status, s.speaker, s.described) for s in a.statements],
        )
        for a in site.articles
    ]
    events = [(e.id, e.date_words, e.title, e.html, e.topics) for e in site.events]
    rest = (site.site.language, site.people, site.notes_html, site.topics, site.pages, event_urls(site))
    data = msgspec.msgpack.encode((program_version(), articles, events, rest))
    return digest(data)


def _index(
    site: AnalysedSite, cache: Cache, keys: Mapping[str, bytes], progress: Progress
) -> tuple[DataFile, ...]:
    def body_of(article: ArticleSummary) -> ArticleBody:
        return msgspec.msgpack.decode(cache.body(keys[article.slug]), type=ArticleBody)

    def watch(things: Iterator[Thing], total: int) -> Iterator[Thing]:
        return progress.over(things, total, "search records")

    records = site_records(site, body_of, event_urls(site))
    files = make_index(records, site.site.language, watch)
    return tuple(DataFile(path=f"{FOLDER}/{path}", pieces=(content,)) for path, content in files.items())
