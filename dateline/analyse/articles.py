"""The map: every article to its record, in worker processes, remembered by the content of its files.

Which articles must be looked at again is a pure question (`stale`); the answer for the others is in the
cache. An article that is left out (a draft, or dated ahead) is remembered too, so that it is not opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache as cache_results
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dateline.analyse.article import analyse_article, meta_references
from dateline.analyse.facts import Gate, SiteFacts
from dateline.analyse.site import SourceTexts
from dateline.analyse.sourcewords import words_of_markdown
from dateline.analyse.statements import SourceReader
from dateline.building import workers
from dateline.building.cache import Article, Cache
from dateline.building.spool import Place, Spool
from dateline.dates.moments import instant
from dateline.diagnostics import Diagnostic
from dateline.digests import digest, hexdigest
from dateline.model import ArticleMeta, ArticleSummary, Reference
from dateline.quotations.verify import SourceText
from dateline.reading.load import ArticleFiles
from dateline.reading.picturesize import picture_size
from dateline.reading.textfiles import read_text
from dateline.reading.validate import read_article

Watch = Callable[[Iterator["Analysed"], int, str], Iterator["Analysed"]]
"""Shows how far a stream of results is: the results, how many there will be, what they are."""


class Known(Struct, frozen=True, kw_only=True):
    """What is remembered of an article beside its record."""

    facts: str
    """Hash of the facts that it was analysed with."""
    draft: bool = False
    published: str = ""
    """The moment in UTC, see `moments.instant`."""
    sources: dict[str, str] = {}
    """The hash of the text of every source that a quotation names; empty for one without a text."""


class Kept(NamedTuple):
    """An article whose record is known."""

    key: bytes
    known: Known


class Analysed(NamedTuple):
    """What a worker hands back. Bytes are msgpack."""

    slug: str
    key: bytes = b""
    known: Known | None = None
    """None if the article could not be analysed at all; then there are problems."""
    summary: bytes = b""
    body: bytes | Place = b""
    problems: tuple[Diagnostic, ...] = ()
    references: tuple[Reference, ...] = ()
    """What meta.yaml names, of an article that could not be analysed: else its summary has them."""


class MapResult(NamedTuple):
    """All articles, analysed or left out."""

    summaries: list[ArticleSummary]
    keys: dict[str, bytes]
    """By slug, of the articles that are built: where the cache has their bodies."""
    places: dict[str, Place]
    """By slug, of some of these: where else their bodies lie."""
    articles: dict[str, Article]
    """What the cache is to remember."""
    left_out: dict[str, str]
    """Slug to `draft` or `future`."""
    problems: list[Diagnostic]
    """Of articles that could not be analysed; the others' are in their summaries."""
    references: list[Reference]
    """Of the same articles: what they name."""
    analysed: int
    """How many articles were opened."""
    holds: tuple[str, str]
    """From when to when the same articles are published; each moment empty if there is none."""
    unread: set[str]
    """Slugs of the articles that could not be analysed."""


def map_articles(
    root: Path,
    files: Iterable[ArticleFiles],
    facts: SiteFacts,
    gate: Gate,
    texts: SourceTexts,
    cache: Cache,
    pool: workers.Pool,
    *,
    changed: frozenset[str] | None,
    watch: Watch,
    spool: Path | None = None,
) -> MapResult:
    """Every article's summary; what is new goes into the cache.

    `root` is the content folder. `changed` are the slugs with a changed file since the cache's last build;
    None if nothing is known of that. `watch` wraps the work to show how far it is. In the folder `spool`
    workers lay bodies for those that will show them.
    """
    facts_key = facts_digest(facts)
    remembered = cache.articles() if changed is not None else {}
    stored = cache.records()
    kept: dict[str, Kept] = {}
    todo: list[ArticleFiles] = []
    for article in files:
        known = _remembered(remembered.get(article.slug))
        untouched = changed is not None and article.slug not in changed
        if untouched and known and _usable(known, facts_key, texts.digests, gate, stored):
            kept[article.slug] = known
        else:
            todo.append(article)
    start = partial(Worker.of, root, facts, gate, texts, stored, spool if pool.shares(len(todo)) else None)
    fresh = pool.run(analyse_files, todo, start=start, label=_slug)
    result = MapResult([], {}, {}, {}, {}, [], [], len(todo), ("", ""), set())
    summaries: dict[str, ArticleSummary] = {}
    bodies = Spool(None)
    for analysed in watch(fresh, len(todo), "articles read"):
        result.problems.extend(analysed.problems)
        result.references.extend(analysed.references)
        if analysed.known is None:
            result.unread.add(analysed.slug)
            continue
        kept[analysed.slug] = Kept(analysed.key, analysed.known)
        if analysed.summary:
            cache.put(analysed.key, analysed.summary, bodies.get(analysed.body))
            if isinstance(analysed.body, Place):
                result.places[analysed.slug] = analysed.body
            summaries[analysed.slug] = _SUMMARY.decode(analysed.summary)
    bodies.close()
    return _sorted_out(result, kept, summaries, cache, gate)


def stale(known: Known, facts_key: str, source_digests: Mapping[str, str]) -> bool:
    """Whether an article whose own files are as they were must be analysed again all the same."""
    if known.facts != facts_key:
        return True
    return any(source_digests.get(source, "") != was for source, was in known.sources.items())


def facts_digest(facts: SiteFacts) -> str:
    """What stands for the facts that articles are analysed with."""
    return hexdigest(msgspec.msgpack.encode(facts))


def source_reader(root: Path, texts: SourceTexts) -> SourceReader:
    """Reads the texts of sources, each once; `root` is the content folder."""

    @cache_results
    def read(source: str) -> tuple[str, SourceText] | None:
        path = texts.files.get(source)
        if path is None:
            return None
        text, problems = read_text(root, path)
        if path.endswith(".md"):
            text = words_of_markdown(text)
        return None if problems else (f"{root.name}/{path}", SourceText(text))

    return read


_SUMMARY = msgspec.msgpack.Decoder(ArticleSummary)


def _sorted_out(
    result: MapResult,
    kept: Mapping[str, Kept],
    summaries: Mapping[str, ArticleSummary],
    cache: Cache,
    gate: Gate,
) -> MapResult:
    """The result with every article in its place: built, or left out."""
    past: list[str] = []
    ahead: list[str] = []
    for slug, (key, known) in sorted(kept.items()):
        result.articles[slug] = Article(key, msgspec.json.encode(known).decode())
        reason = gate.leaves_out(known.draft, known.published)
        if reason != "draft":
            (ahead if known.published > gate.now else past).append(known.published)
        if reason:
            result.left_out[slug] = reason
            continue
        summary = summaries.get(slug) or _SUMMARY.decode(cache.summary(key))
        if known.published > gate.now:
            summary = replace(summary, future=True)
        result.keys[slug] = key
        result.summaries.append(summary)
    return result._replace(holds=(max(past, default=""), min(ahead, default="")))


def _usable(
    kept: Kept,
    facts_key: str,
    source_digests: Mapping[str, str],
    gate: Gate,
    stored: frozenset[bytes],
) -> bool:
    """Whether what is remembered of an untouched article is all that is needed."""
    known = kept.known
    if stale(known, facts_key, source_digests):
        return False
    return bool(gate.leaves_out(known.draft, known.published)) or kept.key in stored


def _remembered(article: Article | None) -> Kept | None:
    if article is None:
        return None
    return Kept(article.key, msgspec.json.decode(article.dependencies, type=Known))


# --- In a worker --------------------------------------------------------------------------------------


class Worker(NamedTuple):
    """What each worker process has at hand."""

    root: Path
    facts: SiteFacts
    gate: Gate
    facts_key: str
    texts: SourceTexts
    stored: frozenset[bytes]
    """Keys of the records that the cache has."""
    read_source: SourceReader
    bodies: Spool

    @classmethod
    def of(
        cls,
        root: Path,
        facts: SiteFacts,
        gate: Gate,
        texts: SourceTexts,
        stored: frozenset[bytes],
        spool: Path | None = None,
    ) -> Worker:
        """A worker for a site; `root` is the content folder, `spool` one for the bodies, if there is any."""
        key = facts_digest(facts)
        return cls(root, facts, gate, key, texts, stored, source_reader(root, texts), Spool(spool))


def _slug(files: ArticleFiles) -> str:
    return files.slug


_NO_RECORD = bytes(16)
"""The key of an article that is left out."""


def analyse_files(worker: Worker, files: ArticleFiles) -> Analysed:
    """One article: its files read, and analysed unless the cache knows them."""
    facts = worker.facts
    meta_file = f"{facts.name}/{files.meta}"
    meta_text, problems = read_text(worker.root, files.meta)
    texts: list[tuple[str, str]] = []
    unreadable = False
    for path in files.sections:
        text, found = read_text(worker.root, path)
        texts.append((f"{facts.name}/{path}", text))
        unreadable |= bool(found)
        problems += found
    if not any(problem.at.file == meta_file for problem in problems):
        meta, found = read_article(files.slug, meta_text, meta_file, facts.site)
        problems += found
    else:
        meta = None
    if meta is None:
        return Analysed(files.slug, problems=tuple(problems))
    sources = {q.source: worker.texts.digests.get(q.source, "") for q in meta.quotes if q.source}
    known = Known(
        facts=worker.facts_key,
        draft=meta.draft,
        published=instant(meta.published, facts.site.timezone),
        sources=dict(sorted(sources.items())),
    )
    left_out = worker.gate.leaves_out(known.draft, known.published)
    if unreadable or not files.sections:
        # The words that its entries point at may stand in what could not be read; the ids in them do not.
        named = () if left_out else tuple(meta_references(meta))
        return Analysed(files.slug, problems=tuple(problems), references=named)
    if left_out:
        return Analysed(files.slug, _NO_RECORD, known)
    meta = _with_size(worker.root, meta, files)
    key = digest(msgspec.msgpack.encode((known.facts, files, meta_text, texts, known.sources, meta.image)))
    if key in worker.stored:
        return Analysed(files.slug, key, known)
    analysis = analyse_article(meta, files, texts, facts, worker.read_source, problems)
    body = msgspec.msgpack.encode(analysis.record.body)
    summary = replace(analysis.record.summary, body=hexdigest(body))
    return Analysed(files.slug, key, known, msgspec.msgpack.encode(summary), worker.bodies.put(body))


def _with_size(root: Path, meta: ArticleMeta, files: ArticleFiles) -> ArticleMeta:
    """The article with the size of its picture, if it has one."""
    if meta.image is None or f"{files.folder}/{meta.image.src}" not in files.files:
        return meta
    width, height = picture_size(root / files.folder / meta.image.src)
    return replace(meta, image=replace(meta.image, width=width, height=height))
