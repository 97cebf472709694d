"""Every correction that was ever published, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dateline import addresses
from dateline.building.plan import Frame, Link, Page, PageMeta, View
from dateline.model import ArticleSummary, Correction
from dateline.pages import parts
from dateline.pages.parts import DateView, Lookup
from dateline.pages.split import Pager, cut, numbered, pager, weight_of


class CorrectionItem(View, frozen=True, kw_only=True):
    """A correction and the article that it mends."""

    date: DateView
    kind: Literal["correction", "clarification", "update"]
    html: str
    article: Link
    article_date: DateView


class YearOfCorrections(View, frozen=True, kw_only=True):
    """The corrections of a year."""

    year: str
    corrections: tuple[CorrectionItem, ...]


class CorrectionsView(View, frozen=True, kw_only=True):
    """/corrections/ and its further pages."""

    meta: PageMeta
    feed: str = ""
    """Address of its own Atom feed; empty where it has none."""
    count: int
    articles: int
    years: tuple[YearOfCorrections, ...]
    pager: Pager | None = None


ADDRESS = "/corrections/"


def pages(look: Lookup, frame: Frame) -> Iterator[Page]:
    """The corrections, if there are any."""
    site = look.site
    found = [(c, a) for a in site.articles for c in a.corrections]
    if not found:
        return
    found.sort(key=lambda pair: pair[0].date, reverse=True)
    runs = cut(found, _weight)
    places = numbered(ADDRESS, len(runs))
    for index, run in enumerate(runs):
        years: dict[str, list[CorrectionItem]] = {}
        for correction, article in run:
            item = CorrectionItem(
                date=parts.day_view(correction.date, look.language),
                kind=correction.kind,
                html=correction.html,
                article=Link(title=article.title, url=addresses.article(article.slug)),
                article_date=parts.day_view(article.date, look.language),
            )
            years.setdefault(correction.date[:4], []).append(item)
        view = CorrectionsView(
            meta=parts.page_meta(
                site,
                title=look.t("nav.corrections"),
                address=places[index],
                description=look.t("corrections.description", site=site.site.title),
                things=parts.listing(site, look.t("nav.corrections"), places[index]),
            ),
            feed=f"{ADDRESS}feed.xml" if site.site.url else "",
            count=len(found),
            articles=len({article.slug for _, article in found}),
            years=tuple(YearOfCorrections(year=y, corrections=tuple(c)) for y, c in years.items()),
            pager=pager(places, index),
        )
        yield Page(path=addresses.path_of(places[index]), template="corrections.html", view=view)


def _weight(found: tuple[Correction, ArticleSummary]) -> int:
    correction, article = found
    return 700 + len(correction.html.encode()) + weight_of(article.title, article.slug)
