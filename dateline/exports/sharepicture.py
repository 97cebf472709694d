"""Which articles have a picture that social networks show beside a link: headline, dateline, site.

It is drawn with fonts that have the letters of `fonts/letters.txt`: Latin, Greek, Cyrillic. An article whose
headline, place or date has others gets no picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from dateline import addresses
from dateline.building.plan import Page, View
from dateline.dates.datewords import plain_date
from dateline.model import ArticleSummary, Site

SHARE = "make:share"
FONTS = Path(__file__).parent / "fonts"
_INSTEAD = str.maketrans({"\u202f": "\u00a0", "\u2009": " "})


class ShareView(View, frozen=True, kw_only=True):
    """All that the picture shows."""

    headline: str
    dateline: str
    site: str


def share_pages(site: Site, articles: Iterable[ArticleSummary]) -> Iterator[Page]:
    """A picture for each article; none where the site has no url, since its address must be absolute."""
    for article in articles:
        view = _view(site, article)
        if view is not None:
            yield Page(path=addresses.path_of(_address(article)), template=SHARE, view=view)


def share_address(site: Site, article: ArticleSummary) -> str:
    """The address of an article's picture in the site; empty where it has none."""
    return _address(article) if _view(site, article) is not None else ""


def share_picture(view: ShareView) -> bytes:
    """The picture as PNG."""
    from dateline.exports import sharedrawing

    return sharedrawing.share_picture(view.headline, view.dateline, view.site)


def _view(site: Site, article: ArticleSummary) -> ShareView | None:
    """What an article's picture shows; None where it has none."""
    if not site.url:
        return None
    date = plain_date(article.date, site.language)
    texts = (article.title, f"{article.place}, {date}" if article.place else date, site.title)
    headline, dateline, title = (text.translate(_INSTEAD) for text in texts)
    if not letters().issuperset(headline + dateline + title):
        return None
    return ShareView(headline=headline, dateline=dateline, site=title)


@cache
def letters() -> frozenset[str]:
    """What both fonts have."""
    return frozenset((FONTS / "letters.txt").read_text("utf-8").rstrip("\n"))


def _address(article: ArticleSummary) -> str:
    return addresses.article(article.slug) + "share.png"
