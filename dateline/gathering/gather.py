"""The reduce: articles analysed one by one become one site, and what only the whole can tell is checked.

Gathering reads summaries, never bodies: its cost is that of the site's facts, not of its prose.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from dateline import addresses
from dateline.dates.moments import instant
from dateline.diagnostics import Diagnostic, error, warning
from dateline.gathering.timeline import merge_fully
from dateline.model import (
    AnalysedSite,
    ArticleEvent,
    ArticleSummary,
    Person,
    Reference,
    Site,
    Source,
    StandalonePage,
    Topic,
)
from dateline.reading.fields import nearest_hint
from dateline.reading.filenames import folded


class Shared(Struct, frozen=True, kw_only=True):
    """What the articles share: the tables beside them."""

    site: Site
    people: dict[str, Person] = {}
    notes_html: dict[str, str] = {}
    sources: dict[str, Source] = {}
    topics: dict[str, Topic] = {}
    """The listed ones only."""
    background: tuple[ArticleEvent, ...] = ()
    background_references: tuple[Reference, ...] = ()
    pages: tuple[StandalonePage, ...] = ()
    left_out: dict[str, str] = {}
    """Slug of an article that is not built, and why: `draft` or `future`."""
    unread: frozenset[str] = frozenset()
    """Of `people` and `sources`: whose file could not be read, so that nothing is known of its ids."""
    unread_articles: frozenset[str] = frozenset()
    """Slugs of articles that are there, but could not be read."""


def gather(
    shared: Shared,
    articles: Iterable[ArticleSummary],
    *,
    has_search: bool = False,
    show_unattributed: bool = False,
) -> tuple[AnalysedSite, list[Diagnostic]]:
    """The site as its pages are planned from it, and every problem that needs more than one file to see.

    The articles' own problems are not repeated here. Articles may come one by one: of what they refer to,
    only that is kept which is asked for later.
    """
    known = _known_ids(shared)
    doubtful: list[Reference] = []
    ids = {id: id for id in chain(shared.people, shared.sources, shared.topics)}
    checked = (_checked(_with_ids_once(a, ids), known, doubtful) for a in articles)
    ordered = tuple(sorted(checked, key=lambda a: a.slug))
    ordered = tuple(sorted(ordered, key=lambda a: instant(a.published, shared.site.timezone), reverse=True))
    newest = max((a.date for a in ordered), default="")
    tellings = [(a.slug, a.title, a.date, event) for a in ordered for event in a.events]
    files = {a.slug: a.meta for a in ordered}
    merged = merge_fully(tellings, shared.background, shared.site.language, newest, files)
    problems = merged.problems
    site = AnalysedSite(
        site=shared.site,
        people=shared.people,
        notes_html=shared.notes_html,
        sources=shared.sources,
        topics=_topics(shared.topics, ordered, shared.background),
        articles=ordered,
        events=merged.events,
        event_ids={f"{slug}/{own}": id for (slug, own), id in merged.ids.items() if own != id},
        pages=shared.pages,
        newest=newest,
        has_search=has_search,
        show_unattributed=show_unattributed or shared.site.quotes.publish_unattributed,
    )
    problems += _check_references(shared, {a.slug for a in ordered}, doubtful)
    problems += _check_organizations(shared.people)
    problems += _check_addresses(ordered, shared.pages)
    return site, problems


def _topics(
    listed: Mapping[str, Topic], articles: Sequence[ArticleSummary], background: Sequence[ArticleEvent]
) -> dict[str, Topic]:
    used = chain(
        (t for a in articles for t in a.topics),
        (t for a in articles for e in a.events for t in e.topics),
        (t for e in background for t in e.topics),
    )
    topics = dict(listed)
    for topic in used:
        if topic not in topics:
            topics[topic] = Topic(id=topic, title=topic.replace("-", " ").capitalize())
    return dict(sorted(topics.items()))


def _with_ids_once(article: ArticleSummary, ids: Mapping[str, str]) -> ArticleSummary:
    """The same article; ids that come again and again are one string each, as memory has it.

    `ids` are those of people, sources and topics, each to itself.
    """
    own = {head.id: head.id for head in article.sections}
    once = ids.get
    return replace(
        article,
        authors=tuple([once(author, author) for author in article.authors]),
        topics=tuple([once(topic, topic) for topic in article.topics]),
        sources=tuple([once(source, source) for source in article.sources]),
        statements=tuple(
            [
                replace(
                    s,
                    section=own.get(s.section, ""),
                    speaker=once(s.speaker, s.speaker),
                    source=once(s.source, s.source),
                )
                for s in article.statements
            ]
        ),
        events=tuple([replace(e, section=own.get(e.section, "")) for e in article.events]),
    )


def _known_ids(shared: Shared) -> dict[str, Collection[str]]:
    """By kind of reference, the ids that are known before any article is."""
    return {
        "person": shared.people.keys(),
        "author": shared.people.keys(),
        "speaker": shared.people.keys(),
        "source": shared.sources.keys(),
        "page": {page.name for page in shared.pages},
    }


def _checked(
    article: ArticleSummary, known: Mapping[str, Collection[str]], doubtful: list[Reference]
) -> ArticleSummary:
    """The article with no references but aliases and addresses; `doubtful` takes what may lead nowhere."""
    kept: list[Reference] = []
    for reference in article.references:
        if reference.id not in known.get(reference.kind, ()):
            whole = replace(reference, at=article.located(reference.at))
            (kept if reference.kind in ("alias", "address") else doubtful).append(whole)
    return replace(article, references=tuple(kept))


_UNKNOWN = {
    "person": ("unknown-person", "people.yaml has no “{id}”"),
    "speaker": ("unknown-speaker", "people.yaml has no “{id}”"),
    "source": ("unknown-source", "sources.yaml has no “{id}”"),
    "article": ("unknown-article", "there is no article “{id}”"),
    "related": ("unknown-article", "there is no article “{id}”"),
    "page": ("unknown-page", "there is no page “{id}”"),
}
"""By the kind of reference: the code and the message where nothing has that id."""


_MENDED = {
    "person": "add `{id}: {{name: …}}` to people.yaml",
    "speaker": "add `{id}: {{name: …}}` to people.yaml",
    "source": "add `{id}: {{title: …}}` to sources.yaml",
    "article": "the site's articles are the folders of articles/",
    "related": "the site's articles are the folders of articles/",
    "page": "the site's pages are the files of pages/",
}
_FILE_OF = {"person": "people", "author": "people", "speaker": "people", "source": "sources"}


def _check_references(
    shared: Shared, built: Collection[str], doubtful: Iterable[Reference]
) -> Iterator[Diagnostic]:
    """What leads nowhere; `built` are the slugs of articles, `doubtful` the articles' references."""
    slugs = shared.unread_articles | set(built)
    known = _known_ids(shared) | {"article": slugs, "related": slugs}
    lead, lead_at = shared.site.lead, shared.site.lead_at
    references = chain(
        (Reference(kind="related", id=lead, at=lead_at) for _ in (lead,) if lead and lead_at),
        doubtful,
        shared.background_references,
        (r for page in shared.pages for r in page.references),
    )
    for reference in references:
        ids = known.get(reference.kind)
        if ids is None or reference.id in ids:
            continue
        if _FILE_OF.get(reference.kind) in shared.unread:
            continue
        if reference.kind in ("article", "related") and reference.id in shared.left_out:
            yield _left_out(reference, shared.left_out[reference.id])
            continue
        if reference.kind == "author":
            yield _unknown_author(reference, ids)
            continue
        code, message = _UNKNOWN[reference.kind]
        hint = nearest_hint(reference.id, ids) or _MENDED[reference.kind].format(id=reference.id)
        yield error(code, message.format(id=reference.id), reference.at, hint)


def _unknown_author(reference: Reference, ids: Collection[str]) -> Diagnostic:
    """An author may be a plain name, but one that looks like an id is hardly meant so."""
    hint = nearest_hint(reference.id, ids)
    if not hint.startswith("did"):
        hint = (
            f"add it to people.yaml, or write the name as readers know it: “{reference.id}” is shown as it is"
        )
    return warning("unknown-author", f"people.yaml has no “{reference.id}”", reference.at, hint)


def _left_out(reference: Reference, why: str) -> Diagnostic:
    option = {"draft": "--drafts", "future": "--future"}[why]
    reason = {"draft": "a draft", "future": "not published yet"}[why]
    report = warning if reference.kind == "related" else error
    return report(
        "article-left-out",
        f"the article “{reference.id}” is {reason} and is not built, so nothing can link to it",
        reference.at,
        f"publish it, take the link out, or build with {option}",
    )


def _check_organizations(people: Mapping[str, Person]) -> Iterator[Diagnostic]:
    for person in people.values():
        employer = people.get(person.organization)
        if employer is not None and employer.kind != "organization":
            yield warning(
                "not-an-organization",
                f"“{person.organization}”, named as the organization of “{person.id}”, is a person",
                person.at,
                f"set `kind: organization` on “{employer.id}” in people.yaml",
            )


_TAKEN = frozenset((*addresses.PARTS, "assets", "search", "pagefind"))


def _check_addresses(
    articles: Sequence[ArticleSummary], pages: Sequence[StandalonePage]
) -> Iterator[Diagnostic]:
    """Two things at one address: a page named like a part of the site, or an alias on a page.

    Paths are compared as a file system does that ignores case.
    """
    # A file of the editor's may stand where one of the site's own would, but nothing that leads elsewhere.
    own = (*(addresses.path_of(f"/{name}/") for name in _TAKEN), "index.html", *addresses.FILES)
    owners = {path: (path, "a part of the site") for path in own}
    for page in pages:
        if page.name in _TAKEN:
            yield error(
                "address-taken",
                f"the address /{page.name}/ belongs to a part of the site",
                page.at,
                "give the page's file another name",
            )
        path = addresses.path_of(f"/{page.name}/")
        owners[path] = path, f"the page “{page.name}”"
    for article in articles:
        path = addresses.path_of(addresses.article(article.slug))
        owners[path] = path, f"the article “{article.slug}”"
    for article in articles:
        for alias in (r for r in article.references if r.kind == "alias"):
            path = addresses.path_of(alias.id)
            taken, owner = owners.get(folded(path), ("", ""))
            hint = "take the alias out, or change it"
            if taken == path:
                message = f"the alias {alias.id} is the address of {owner}"
                yield error("address-taken", message, alias.at, hint)
            elif owner:
                message = f"the alias {alias.id} and the address of {owner} would be one file on many systems"
                yield error("paths-collide", message, alias.at, hint)
            owners[folded(path)] = path, f"an alias of the article “{article.slug}”"


def without_left_out(article: ArticleSummary, left_out: Mapping[str, str]) -> ArticleSummary:
    """The summary with no mention of articles that are not built."""
    if not any(slug in left_out for slug in article.related):
        return article
    return replace(article, related=tuple(s for s in article.related if s not in left_out))
