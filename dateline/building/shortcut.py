"""The commonest edit, words of an article's prose, without looking at the other articles at all.

What other pages show of an article is its *outside*: everything but its text. Where every changed file is
the prose or the metadata of an article whose outside is as it was, no other page can have changed, and the
article's own view has not changed either, but for its body. So the views of all pages that show a body are
kept, and such an edit costs the analysis and the rendering of one article. Everything else takes the long
way; both give the same bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dateline.analyse.articles import Known, Worker, analyse_files
from dateline.analyse.facts import Gate, SiteFacts
from dateline.analyse.site import SourceTexts
from dateline.building.cache import Cache
from dateline.building.plan import Frame, MarkdownView, Page
from dateline.building.remembered import Article, LastBuild, Output
from dateline.building.scan import Changes, stamp
from dateline.diagnostics import Diagnostic
from dateline.exports.feeds import FeedView
from dateline.exports.quotes import without_hidden
from dateline.exports.webannotation import AnnotationsView
from dateline.model import ArticleSummary
from dateline.options import Options
from dateline.pages.articleview import ArticleView
from dateline.reading.load import find_article

_MOST = 20
"""So many changed articles are still cheaper one by one."""

_TYPES: dict[str, type[Struct]] = {
    "article.html": ArticleView,
    "make:annotations": AnnotationsView,
    "make:markdown": MarkdownView,
    "make:atom": FeedView,
    "make:jsonfeed": FeedView,
}
"""The view of every template that shows a body."""


class Kept(Struct, frozen=True, kw_only=True):
    """What a build keeps beside the views, for one that takes this way."""

    frame: Frame
    facts: SiteFacts
    texts: SourceTexts


class KeptView(Struct, frozen=True, kw_only=True):
    """A page that shows bodies, as it is kept."""

    template: str
    bodies: tuple[tuple[str, str], ...]
    view: msgspec.Raw


class Shortcut(NamedTuple):
    """What is to be done instead of everything."""

    frame: Frame
    pages: tuple[Page, ...]
    """Those that show a changed body."""
    keys: dict[str, bytes]
    """By slug: where the cache has the bodies that they show."""
    articles: dict[str, Article]


def keep(cache: Cache, kept: Kept, pages: Iterable[Page], stale: Mapping[str, str]) -> None:
    """Remembers the views of the pages that show bodies; of those that are not stale, it has them already."""
    shown = {page.path: page for page in pages if page.template in _TYPES}
    rows = [(path, _slugs(page), _packed(page)) for path, page in sorted(shown.items()) if path in stale]
    cache.put_views(rows)
    cache.keep_views_of(shown.keys(), msgspec.msgpack.encode(kept))


def update(cache: Cache, pages: Iterable[Page]) -> None:
    """Remembers the views of some pages anew, after a build that took the short way."""
    cache.put_views([(page.path, _slugs(page), _packed(page)) for page in pages])


def find_shortcut(
    options: Options, cache: Cache, before: LastBuild, changes: Changes, gate: Gate
) -> Shortcut | None:
    """The short way for a set of changes, or None where only the long way is safe.

    `before` is the last build, which succeeded with the same options. New records go into the cache.
    """
    slugs = _only_prose(changes)
    if not slugs or len(slugs) > _MOST or _any_about(before, slugs):
        return None
    stored = cache.kept_for_views()
    if stored is None:
        return None
    kept = msgspec.msgpack.decode(stored, type=Kept)
    articles = cache.articles()
    fresh = _analysed(options, cache, kept, articles, slugs, gate)
    if fresh is None:
        return None
    pages = tuple(_pages(cache, fresh, kept))
    if not _others_intact(options, before, pages):
        return None
    keys = {slug: articles[slug].key for page in pages for slug, _ in page.bodies if slug in articles}
    keys |= {slug: key for slug, (key, _, _) in fresh.items()}
    for slug, (key, known, _) in fresh.items():
        articles[slug] = Article(key, msgspec.json.encode(known).decode())
    return Shortcut(kept.frame, pages, keys, articles)


def _only_prose(changes: Changes) -> frozenset[str]:
    """The slugs of the changed articles, if nothing but their own text files changed; else none."""
    if changes.added or changes.removed:
        return frozenset()
    slugs = set()
    for path in changes.changed:
        match path.split("/"):
            case ["content", "articles", slug, name] if name == "meta.yaml" or name.endswith(".md"):
                slugs.add(slug)
            case _:
                return frozenset()
    return frozenset(slugs)


def _any_about(before: LastBuild, slugs: frozenset[str]) -> bool:
    """Whether the last build had a problem in one of the articles: it may have moved, or be gone."""
    if not before.last.problems:
        return False
    problems = msgspec.msgpack.decode(before.last.problems, type=tuple[Diagnostic, ...])
    return any(f"/articles/{slug}/" in f"/{problem.at.file}/" for problem in problems for slug in slugs)


Fresh = dict[str, tuple[bytes, Known, ArticleSummary]]


def _analysed(
    options: Options,
    cache: Cache,
    kept: Kept,
    articles: Mapping[str, Article],
    slugs: frozenset[str],
    gate: Gate,
) -> Fresh | None:
    """The changed articles anew, by slug; None if the outside of one is another, or one has a problem."""
    worker = Worker.of(options.content, kept.facts, gate, kept.texts, frozenset())
    fresh: Fresh = {}
    for slug in sorted(slugs):
        remembered = articles.get(slug)
        files = find_article(options.content, slug)
        if remembered is None or files is None:
            return None
        was = msgspec.json.decode(remembered.dependencies, type=Known)
        analysed = analyse_files(worker, files)
        known = analysed.known
        if known is None or analysed.problems or not analysed.summary:
            return None
        summary = msgspec.msgpack.decode(analysed.summary, type=ArticleSummary)
        if summary.problems or known.outside != was.outside or known != replace(was, outside=known.outside):
            return None
        cache.put(analysed.key, analysed.summary, analysed.body)
        fresh[slug] = analysed.key, known, summary
    return fresh


def _pages(cache: Cache, fresh: Fresh, kept: Kept) -> Iterator[Page]:
    """The pages that show one of the changed bodies, with it in place of the old one."""
    bodies = {slug: summary.body for slug, (_, _, summary) in fresh.items()}
    for path, packed in cache.views_showing(sorted(fresh)):
        stored = msgspec.msgpack.decode(zlib.decompress(packed), type=KeptView)
        view = msgspec.msgpack.decode(stored.view, type=_TYPES[stored.template])
        if isinstance(view, AnnotationsView):
            _, _, summary = fresh[stored.bodies[0][0]]
            view = replace(
                view,
                statements=without_hidden(summary.statements, shown=kept.facts.show_unattributed),
                claims=summary.claims,
                events=tuple(event for event in summary.events if event.target is not None),
            )
        yield Page(
            path=path,
            template=stored.template,
            view=view,
            bodies=tuple((slug, bodies.get(slug, body)) for slug, body in stored.bodies),
        )


def _others_intact(options: Options, before: LastBuild, pages: Sequence[Page]) -> bool:
    """Whether every other file of the site is as it was written; if not, its view would be needed."""
    own = {page.path for page in pages}
    outputs: dict[str, Output] = before.outputs.by_path()
    if not own <= outputs.keys():
        return False
    return all(
        stamp(options.out / path) == output.stamp for path, output in outputs.items() if path not in own
    )


def _slugs(page: Page) -> str:
    """The slugs of its bodies, each between spaces, so that one can be looked for."""
    return f" {' '.join(slug for slug, _ in page.bodies)} "


def _packed(page: Page) -> bytes:
    view = page.view
    if isinstance(view, AnnotationsView):
        # The offsets in these move with every edit; they come anew from the article.
        view = replace(view, statements=(), claims=(), events=())
    raw = msgspec.Raw(msgspec.msgpack.encode(view))
    kept = KeptView(template=page.template, bodies=page.bodies, view=raw)
    return zlib.compress(msgspec.msgpack.encode(kept), 1)
