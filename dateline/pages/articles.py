"""All articles by year and month, newest first: on one page, or with a page for each year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline import addresses
from dateline.building.plan import Frame, Link, Page, PageMeta, View
from dateline.model import ArticleSummary
from dateline.pages import parts
from dateline.pages.parts import Lookup, Teaser
from dateline.pages.split import PAGE_BUDGET, Pager, cut, numbered, pager, weight_of


class ListedArticle(View, frozen=True, kw_only=True):
    """An article in the list of all."""

    teaser: Teaser
    topics: tuple[Link, ...] = ()
    draft: bool = False
    future: bool = False


class MonthView(View, frozen=True, kw_only=True):
    """A month in words, and its articles."""

    id: str
    words: str
    articles: tuple[ListedArticle, ...]


class YearView(View, frozen=True, kw_only=True):
    """A year, how many articles it has, and those that this page shows."""

    year: str
    url: str
    count: int
    months: tuple[MonthView, ...] = ()


class ArticlesView(View, frozen=True, kw_only=True):
    """/articles/, or one of its pages by year."""

    meta: PageMeta
    heading: str
    index: bool
    count: int
    years: tuple[YearView, ...]
    """All of them, newest first."""
    current: str = ""
    """The year of this page; empty on /articles/."""
    newest: tuple[ListedArticle, ...] = ()
    """On an /articles/ that leads to pages by year."""
    pager: Pager | None = None


ADDRESS = "/articles/"
_NEWEST = 20


def pages(look: Lookup, frame: Frame) -> Iterator[Page]:
    """The list, if there are articles."""
    site = look.site
    if not site.articles:
        return
    years = _by(site.articles, 4)
    title = look.t("nav.articles")
    if sum(map(_weight, site.articles)) <= PAGE_BUDGET:
        shown = [(year, f"#y-{year}", articles, articles) for year, articles in years.items()]
        yield _page(look, ADDRESS, title, shown)
        return
    ways = [(year, f"{ADDRESS}by_year/{year}/", articles) for year, articles in years.items()]
    index = [(year, url, articles, ()) for year, url, articles in ways]
    yield _page(look, ADDRESS, title, index, newest=site.articles[:_NEWEST])
    for current, way, articles in ways:
        runs = cut(articles, _weight)
        places = numbered(way, len(runs))
        for number, run in enumerate(runs):
            listed = [(y, url, a, run if y == current else ()) for y, url, a in ways]
            heading = look.t("articles.of_year", year=current)
            yield _page(look, places[number], heading, listed, current, pager(places, number))


def _by(articles: Iterable[ArticleSummary], length: int) -> dict[str, list[ArticleSummary]]:
    """The articles by the first `length` characters of their date: 4 for the year, 7 for the month."""
    found: dict[str, list[ArticleSummary]] = {}
    for article in sorted(articles, key=lambda a: a.date[:length], reverse=True):
        found.setdefault(article.date[:length], []).append(article)
    return found


def _page(
    look: Lookup,
    address: str,
    heading: str,
    years: Sequence[tuple[str, str, Sequence[ArticleSummary], Sequence[ArticleSummary]]],
    current: str = "",
    place: Pager | None = None,
    newest: Sequence[ArticleSummary] = (),
) -> Page:
    view = ArticlesView(
        meta=parts.page_meta(
            look.site,
            title=heading,
            address=address,
            description=look.t("articles.description", site=look.site.site.title),
            things=parts.listing(look.site, heading, address),
            breadcrumbs=(Link(title=look.t("nav.articles"), url=ADDRESS),) if current else (),
        ),
        heading=heading,
        index=not current,
        count=len(look.site.articles),
        years=tuple(
            YearView(year=year, url=url, count=len(articles), months=tuple(_months(look, shown)))
            for year, url, articles, shown in years
        ),
        current=current,
        newest=tuple(_listed(look, article) for article in newest),
        pager=place,
    )
    return Page(path=addresses.path_of(address), template="articles.html", view=view)


def _months(look: Lookup, articles: Sequence[ArticleSummary]) -> Iterator[MonthView]:
    for month, inside in _by(articles, 7).items():
        view = parts.date_view(month, look.language)
        yield MonthView(
            id=f"m-{month}",
            words=view.words if view else month,
            articles=tuple(_listed(look, article) for article in inside),
        )


def _listed(look: Lookup, article: ArticleSummary) -> ListedArticle:
    return ListedArticle(
        teaser=look.teasers[article.slug],
        topics=parts.topic_links(look, article.topics),
        draft=article.draft,
        future=article.future,
    )


def _weight(article: ArticleSummary) -> int:
    return (
        500 + weight_of(article.title, article.dek, article.place, article.slug) + 130 * len(article.topics)
    )
