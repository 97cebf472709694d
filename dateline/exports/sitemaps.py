"""For crawlers: sitemap.xml, the news sitemap, robots.txt. All need to know where the site lives.

Formats: sitemaps.org 0.9, and Google's news extension 0.9 (at most 1,000 articles of the last two days).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from html import escape

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
    return _document("urlset", "", (_url(site, path, changed.get(path, "")) for path in paths))


def _url(site: AnalysedSite, path: str, changed: str) -> str:
    address = addresses.absolute("/" + path.removesuffix("index.html"), site.site.url)
    moment = f"    <lastmod>{changed}</lastmod>\n" if changed else ""
    return f"  <url>\n    <loc>{_escaped(address)}</loc>\n{moment}  </url>\n"


def _index(site: AnalysedSite, names: Iterable[str]) -> bytes:
    places = (_escaped(addresses.absolute("/" + name, site.site.url)) for name in names)
    entries = (f"  <sitemap>\n    <loc>{place}</loc>\n  </sitemap>\n" for place in places)
    return _document("sitemapindex", "", entries)


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
    return _document("urlset", f' xmlns:news="{_NEWS}"', (_news_url(site, article) for article in articles))


def _news_url(site: AnalysedSite, article: ArticleSummary) -> str:
    address = addresses.absolute(addresses.article(article.slug), site.site.url)
    name = site.site.publisher.name if site.site.publisher else site.site.title
    return f"""\
  <url>
    <loc>{_escaped(address)}</loc>
    <news:news>
      <news:publication>
        <news:name>{_escaped(name)}</news:name>
        <news:language>{site.site.language.split("-")[0]}</news:language>
      </news:publication>
      <news:publication_date>{_date(article.published, site.site.timezone)}</news:publication_date>
      <news:title>{_escaped(article.title)}</news:title>
    </news:news>
  </url>
"""


def _date(moment: str, timezone: str) -> str:
    """A day as it is; a moment in UTC, for the format wants an offset where there is a time."""
    return f"{instant(moment, timezone)}Z" if "T" in moment else moment


def _document(root: str, more: str, entries: Iterable[str]) -> bytes:
    """The XML of these entries. A tree of them would take ten times the room, on a large site."""
    inside = "".join(entries)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SITEMAP}"{more}'
    return (f"{head}>\n{inside}</{root}>\n" if inside else f"{head} />\n").encode()


def _escaped(text: str) -> str:
    return escape(text, quote=False)
