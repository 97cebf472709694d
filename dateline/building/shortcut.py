"""The commonest edit, words of an article's prose, without looking at the other articles at all.

What other pages show of an article is its *outside*: everything but its text. Where every changed file is
the prose or the metadata of an article whose outside is as it was, no other page can have changed, and the
article's own view has not changed either, but for its body. So the views of all pages that show a body are
kept, and such an edit costs the analysis and the rendering of one article. Everything else takes the long
way; both give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dateline.analyse.articles import Known, Worker, analyse_files
from dateline.analyse.facts import Gate, SiteFacts
from dateline.analyse.site import SourceTexts
from dateline.building.cache import Cache
from dateline.building.plan import Frame, Page, Plan
from dateline.building.remembered import Article, LastBuild, Output
from dateline.building.scan import Changes, stamp
from dateline.building.views import restored
from dateline.diagnostics import Diagnostic, Location
from dateline.exports.quotes import without_hidden
from dateline.exports.webannotation import AnnotationsView
from dateline.model import ArticleSummary
from dateline.options import Options
from dateline.reading.load import find_article

_MOST = 20
"""So many changed articles are still cheaper one by one."""


class Kept(Struct, frozen=True, kw_only=True):
    """What a build keeps beside the views, for one that takes this way."""

    frame: Frame
    facts: SiteFacts
    texts: SourceTexts


class Shortcut(NamedTuple):
    """What is to be done instead of everything."""

    plan: Plan
    """The pages that show a changed body."""
    others: dict[str, Output]
    """All other files of the site, which are as they were written."""
    keys: dict[str, bytes]
    """By slug: where the cache has the bodies that the pages show."""
    articles: dict[str, Article]
    kept: bytes
    """What is to be kept for the next one."""


def find_shortcut(
    options: Options,
    cache: Cache,
    before: LastBuild,
    outputs: Mapping[str, Output],
    changes: Changes,
    gate: Gate,
) -> Shortcut | None:
    """The short way for a set of changes, or None where only the long way is safe.

    `before` is the last build, which succeeded with the same options, and `outputs` are the files that it
    wrote. New records go into the cache.
    """
    slugs = _only_prose(changes)
    if not slugs or len(slugs) > _MOST or _any_about(before, slugs):
        return None
    stored = cache.kept()
    if not stored:
        return None
    kept = msgspec.msgpack.decode(stored, type=Kept)
    articles = cache.articles()
    fresh = _analysed(options, cache, kept, articles, slugs, gate)
    if fresh is None:
        return None
    pages = tuple(_pages(cache, outputs, fresh, kept))
    made = {page.path for page in pages}
    others = {path: output for path, output in outputs.items() if path not in made}
    if not _intact(options, others):
        return None
    keys = {slug: articles[slug].key for page in pages for slug, _ in page.bodies if slug in articles}
    keys |= {slug: key for slug, (key, _, _) in fresh.items()}
    for slug, (key, known, _) in fresh.items():
        articles[slug] = Article(key, msgspec.json.encode(known).decode())
    return Shortcut(Plan(kept.frame, pages), others, keys, articles, stored)


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
        if summary.problems or known != was:
            return None
        before = msgspec.msgpack.decode(cache.summary(remembered.key), type=ArticleSummary)
        if _outside_of(summary) != _outside_of(before):
            return None
        cache.put(analysed.key, analysed.summary, worker.bodies.get(analysed.body))
        fresh[slug] = analysed.key, known, summary
    return fresh


def _outside_of(summary: ArticleSummary) -> bytes:
    """What stands for all that other pages show of an article, places in files and in the text left out."""
    bare = replace(
        summary,
        statements=tuple(replace(s, start=0) for s in summary.statements),
        events=tuple(
            replace(e, at=_NOWHERE, target=e.target and replace(e.target, start=0)) for e in summary.events
        ),
        claims=tuple(replace(c, target=replace(c.target, start=0)) for c in summary.claims),
        references=tuple(replace(reference, at=_NOWHERE) for reference in summary.references),
        problems=(),
        body="",
    )
    return msgspec.msgpack.encode(bare)


_NOWHERE = Location("")


def _pages(cache: Cache, outputs: Mapping[str, Output], fresh: Fresh, kept: Kept) -> Iterator[Page]:
    """The pages that show one of the changed bodies, with it in place of the old one."""
    bodies = {slug: summary.body for slug, (_, _, summary) in fresh.items()}
    for path, fingerprint, stored in cache.views_showing(sorted(fresh)):
        if path not in outputs or outputs[path].fingerprint != fingerprint:
            continue  # as the page was once
        page = restored(stored)
        view = page.view
        if isinstance(view, AnnotationsView):
            _, _, summary = fresh[page.bodies[0][0]]
            view = replace(
                view,
                statements=without_hidden(summary.statements, shown=kept.facts.show_unattributed),
                claims=summary.claims,
                events=tuple(event for event in summary.events if event.target is not None),
            )
        shown = tuple((slug, bodies.get(slug, body)) for slug, body in page.bodies)
        yield replace(page, view=view, bodies=shown)


def _intact(options: Options, files: Mapping[str, Output]) -> bool:
    """Whether files of the site are as they were written; of those that are not, the view would be needed."""
    return all(stamp(f"{options.out}/{path}") == output.stamp for path, output in files.items())
