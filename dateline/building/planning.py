"""The analysed site to everything that is to be written: pages, data files, and files to copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from dateline import addresses
from dateline.building.plan import CopiedFile, DataFile, Frame, MarkdownView, Page, Plan
from dateline.exports.feeds import feed_pages
from dateline.exports.hosting import hosting_files, redirect_pages
from dateline.exports.ics import deadlines_ics, timeline_ics
from dateline.exports.quotes import quotes_json
from dateline.exports.sitemaps import robots_txt, sitemaps
from dateline.exports.timelinejs import timeline_json
from dateline.exports.timelinesvg import timeline_svg_page
from dateline.exports.webannotation import annotations_view
from dateline.model import AnalysedSite, ArticleSummary
from dateline.pages import (
    article,
    articles,
    claims,
    corrections,
    home,
    notfound,
    people,
    quotes,
    sources,
    standalone,
    timeline,
    topics,
)
from dateline.pages.parts import Lookup, frame_for, lookup
from dateline.reading.load import ContentFiles

ANNOTATIONS = "make:annotations"
MARKDOWN = "make:markdown"
"""Makers of data files that need an article's body, see `render`."""


def make_plan(site: AnalysedSite, files: ContentFiles, assets: Iterable[CopiedFile]) -> Plan:
    """All that the site consists of, but for the pictures that `sharepicture` plans.

    `assets` are the theme's files that are copied. A file of the editor's own (static/robots.txt) stands in
    place of a data file that would be made.
    """
    look = lookup(site)
    frame = frame_for(look)
    copied = (*assets, *_copied(site, files))
    own = frozenset(file.path for file in copied)
    return Plan(frame, _files(look, frame, own), copied, _expected(site) + len(copied))


def _files(look: Lookup, frame: Frame, own: frozenset[str]) -> Iterator[Page | DataFile]:
    """All that is made. Site maps come last, for they list the pages."""
    listed: list[str] = []
    for file in _made(look, frame):
        if isinstance(file, Page):
            if file.path.endswith(".html") and not _is_hidden(file):
                listed.append(file.path)
            yield file
        elif file.path not in own:
            yield file
    for file in chain(_for_crawlers(look.site, listed), hosting_files(look.site)):
        if file.path not in own:
            yield file


def _expected(site: AnalysedSite) -> int:
    """About how many pages there will be: an article has its page and its notes for machines."""
    return len(site.articles) * (2 + site.site.offer_source) + 3 * len(site.people) + len(site.sources)


def _made(look: Lookup, frame: Frame) -> Iterator[Page | DataFile]:
    """Pages, each part of the site with its data files.

    An article's page is followed by what else needs the article's body. They come last: to plan one is little
    work and to make it is much, and while the others are planned, workers still have pictures to draw.
    """
    site = look.site
    yield from home.pages(look, frame)
    yield from articles.pages(look, frame)
    yield from quotes.pages(look, frame)
    yield DataFile(path="quotes.json", pieces=quotes_json(site))
    yield from people.pages(look, frame)
    yield from timeline.pages(look, frame)
    if site.events:
        yield from timeline_svg_page(site, look.event_urls)
        yield DataFile(path="timeline.json", pieces=timeline_json(site))
        yield DataFile(path="timeline.ics", pieces=(timeline_ics(site, look.event_urls),))
        yield DataFile(path="deadlines.ics", pieces=(deadlines_ics(site, look.event_urls),))
    for module in (topics, sources, claims, corrections, standalone, notfound):
        yield from module.pages(look, frame)
    yield from redirect_pages(site)
    yield from feed_pages(site, look.event_urls)
    for page, summary in zip(article.pages(look, frame), site.articles, strict=True):
        yield page
        yield from _article_data(site, summary)


def _is_hidden(page: Page) -> bool:
    """Whether a page is not for search engines: redirects, and what asks for it in its head."""
    meta = getattr(page.view, "meta", None)
    return meta is None or "noindex" in meta.robots


def _article_data(site: AnalysedSite, summary: ArticleSummary) -> Iterator[Page]:
    yield Page(
        path=addresses.path_of(addresses.article(summary.slug) + "annotations.json"),
        template=ANNOTATIONS,
        view=annotations_view(site, summary),
        bodies=((summary.slug, summary.body),),
    )
    if site.site.offer_source:
        yield Page(
            path=addresses.path_of(addresses.article(summary.slug) + "article.md"),
            template=MARKDOWN,
            view=MarkdownView(title=summary.title),
            bodies=((summary.slug, summary.body),),
        )


def _for_crawlers(site: AnalysedSite, page_paths: Sequence[str]) -> Iterator[DataFile]:
    maps = dict(sitemaps(site, page_paths))
    for path, content in maps.items():
        yield DataFile(path=path, pieces=(content,))
    yield DataFile(path="robots.txt", pieces=(robots_txt(site, "sitemap-news.xml" in maps),))


def _copied(site: AnalysedSite, files: ContentFiles) -> Iterator[CopiedFile]:
    """Files of articles beside their pages, and static files at the root."""
    for summary in site.articles:
        for path in summary.files:
            yield CopiedFile(path=path, source=f"content/{path}")
    for path in files.static:
        yield CopiedFile(path=path.removeprefix("static/"), source=f"content/{path}")
