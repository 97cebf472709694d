"""404.html: what a host shows for an address where nothing is.

It is shown at any depth, so it alone links by absolute paths, under the path of the site's url.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from dateline import addresses
from dateline.building.plan import Frame, Link, Page, PageMeta, View
from dateline.pages import parts
from dateline.pages.parts import Lookup

_NEWEST = 3


class NotFoundView(View, frozen=True, kw_only=True):
    """The page for what is not there."""

    meta: PageMeta
    root: str
    """Path of the site on its host, with a slash at both ends: `/` or `/news/`."""
    ways: tuple[Link, ...]
    newest: tuple[Link, ...]


def pages(look: Lookup, frame: Frame) -> Iterator[Page]:
    """The one page."""
    site = look.site
    meta = parts.page_meta(
        site,
        title=look.t("notfound.title"),
        address="/404.html",
        robots="noindex, follow",
        things=({"@type": "WebPage", "name": look.t("notfound.title"), "inLanguage": look.language},),
    )
    view = NotFoundView(
        meta=meta,
        root=urlsplit(site.site.url).path or "/",
        ways=(Link(title=look.t("notfound.home"), url="/"), *frame.navigation),
        newest=tuple(
            Link(title=article.title, url=addresses.article(article.slug))
            for article in site.articles[:_NEWEST]
        ),
    )
    yield Page(path="404.html", template="notfound.html", view=view)
