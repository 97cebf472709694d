"""For crawlers: sitemap.xml, the news sitemap, robots.txt. All need to know where the site lives.

Formats: sitemaps.org 0.9, and Google's news extension 0.9 (at most 1,000 articles of the last two days).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from xml.etree import ElementTree

from dateline import addresses
from dateline.dates.moments import instant
from dateline.model import AnalysedSite, ArticleSummary

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
MOST = 50_000
MOST_NEWS = 1_000
NEWS_DAYS = 2


def sitemaps(site: AnalysedSite, page_paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Paths and contents of the sitemaps. `page_paths` are those of all HTML pages that may be found.

    A sitemap holds at most 50,000 addresses; beyond that, sitemap.xml is an index of several.
    """
    if not site.site.url:
        return
    changed = _changed(site)
    listed = sorted(path for path in page_paths if path.endswith(".html") and path != "404.html")
    parts = [listed[start : start + MOST] for start in range(0, len(listed), MOST)] or [[]]
    if len(parts) == 1:
        yield "sitemap.xml", _urlset(site, parts[0], changed)
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        yield "sitemap.xml", _index(site, names)
        for name, part in zip(names, parts, strict=True):
            yield name, _urlset(site, part, changed)
    news = list(_news(site))
    if news:
        yield "sitemap-news.xml", _news_urlset(site, news)


def robots_txt(site: AnalysedSite, has_news: bool) -> bytes:
    """Everything may be read; where the sitemaps are."""
    lines = ["User-agent: *", "Allow: /"]
    names = ["sitemap.xml", *(["sitemap-news.xml"] if has_news else [])] if site.site.url else []
    lines += [f"Sitemap: {addresses.absolute('/' + name, site.site.url)}" for name in names]
    return ("\n".join(lines) + "\n").encode()


def _changed(site: AnalysedSite) -> dict[str, str]:
    """When pages changed, where that is known for certain: articles, and pages that list them all."""
    changed = {}
    for article in site.articles:
        moment = instant(article.updated or article.published, site.site.timezone) + "Z"
        changed[addresses.path_of(addresses.article(article.slug))] = moment
    if changed:
        newest = max(changed.values())
        changed |= dict.fromkeys(("index.html", "articles/index.html"), newest)
    return changed


def _urlset(site: AnalysedSite, paths: Iterable[str], changed: dict[str, str]) -> bytes:
    ElementTree.register_namespace("", _SITEMAP)
    root = ElementTree.Element(f"{{{_SITEMAP}}}urlset")
    for path in paths:
        url = ElementTree.SubElement(root, f"{{{_SITEMAP}}}url")
        address = "/" + path.removesuffix("index.html")
        ElementTree.SubElement(url, f"{{{_SITEMAP}}}loc").text = addresses.absolute(address, site.site.url)
        if path in changed:
            ElementTree.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = changed[path]
    return _document(root)


def _index(site: AnalysedSite, names: Iterable[str]) -> bytes:
    ElementTree.register_namespace("", _SITEMAP)
    root = ElementTree.Element(f"{{{_SITEMAP}}}sitemapindex")
    for name in names:
        entry = ElementTree.SubElement(root, f"{{{_SITEMAP}}}sitemap")
        ElementTree.SubElement(entry, f"{{{_SITEMAP}}}loc").text = addresses.absolute(
            "/" + name, site.site.url
        )
    return _document(root)


def _news(site: AnalysedSite) -> Iterator[ArticleSummary]:
    """The articles published in the two days before the newest one was: the clock is not asked."""
    published = [(article.published[:10], article) for article in site.articles]
    newest = max((day for day, _ in published), default="")
    if not newest:
        return
    first = (date.fromisoformat(newest) - timedelta(days=NEWS_DAYS)).isoformat()
    recent = [article for day, article in published if day >= first]
    yield from recent[:MOST_NEWS]


def _news_urlset(site: AnalysedSite, articles: Iterable[ArticleSummary]) -> bytes:
    ElementTree.register_namespace("", _SITEMAP)
    ElementTree.register_namespace("news", _NEWS)
    root = ElementTree.Element(f"{{{_SITEMAP}}}urlset")
    for article in articles:
        url = ElementTree.SubElement(root, f"{{{_SITEMAP}}}url")
        address = addresses.absolute(addresses.article(article.slug), site.site.url)
        ElementTree.SubElement(url, f"{{{_SITEMAP}}}loc").text = address
        news = ElementTree.SubElement(url, f"{{{_NEWS}}}news")
        publication = ElementTree.SubElement(news, f"{{{_NEWS}}}publication")
        name = site.site.publisher.name if site.site.publisher else site.site.title
        ElementTree.SubElement(publication, f"{{{_NEWS}}}name").text = name
        ElementTree.SubElement(publication, f"{{{_NEWS}}}language").text = site.site.language.split("-")[0]
        ElementTree.SubElement(news, f"{{{_NEWS}}}publication_date").text = _date(
            article.published, site.site.timezone
        )
        ElementTree.SubElement(news, f"{{{_NEWS}}}title").text = article.title
    return _document(root)


def _date(moment: str, timezone: str) -> str:
    """A day as it is; a moment in UTC, for the format wants an offset where there is a time."""
    return f"{instant(moment, timezone)}Z" if "T" in moment else moment


def _document(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
