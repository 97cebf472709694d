"""Which page lists which source: all on one, or by letter of their titles where one page does not hold them.

Asked by everyone who links to a source, so it reads no more than it must.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import AnalysedSite, ArticleSummary
from dateline.pages.split import PAGE_BUDGET, cut, folded, letter_of, numbered, weight_of

ADDRESS = "/sources/"


MOST_LINES = 150
"""How many lines of what cites it a source has at most, articles and places in them together."""

SourcePages = list[tuple[str, tuple[str, ...]]]
"""The pages that list sources: (address, ids in order of title)."""


def source_urls(pages: SourcePages) -> dict[str, str]:
    """By source id, the address of its entry: which page it stands on, and its place there."""
    return {source: f"{address}#s-{source}" for address, run in pages for source in run}


def source_pages(site: AnalysedSite) -> SourcePages:
    """Which page lists which sources.

    Cut by titles and numbers of citations alone, so that it costs little to ask where a source stands.
    """
    lines: dict[str, int] = {}
    for article in site.articles:
        for source in citations(article):
            lines[source] = lines.get(source, 0) + 1
    ordered = sorted(site.sources, key=lambda s: _order(site, s))

    def weight(source: str) -> int:
        entry = site.sources[source]
        facts = (entry.title, entry.title, entry.author, entry.publisher, entry.url, entry.archive)
        return 700 + weight_of(*facts) + _LINE_WEIGHT * min(lines.get(source, 0), MOST_LINES)

    if sum(map(weight, ordered)) <= PAGE_BUDGET:
        return [(ADDRESS, tuple(ordered))]
    letters: dict[str, list[str]] = {}
    for source in ordered:
        letters.setdefault(letter_of_source(site, source), []).append(source)
    pages: SourcePages = []
    for letter, sources in letters.items():
        runs = cut(sources, weight)
        pages += zip(numbered(f"{ADDRESS}{letter}/", len(runs)), runs, strict=True)
    return pages


_LINE_WEIGHT = 280


def letter_of_source(site: AnalysedSite, source: str) -> str:
    """The letter that a source is listed under."""
    return letter_of(site.sources[source].title)


def citations(article: ArticleSummary) -> Iterator[str]:
    """Ids of the sources an article cites, once for the article and once for each place in it."""
    yield from article.sources
    yield from (statement.source for statement in article.statements if statement.source)
    for claim in article.claims:
        yield from claim.sources
    for note in article.citing_notes:
        yield from note.sources
    for event in article.events:
        yield from event.sources


def _order(site: AnalysedSite, source: str) -> tuple[bool, str, str]:
    title = site.sources[source].title
    return letter_of(title) == "other", folded(title), source
