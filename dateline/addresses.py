"""The addresses of a site and the relative links between its pages: only here is it known where things live.

An *address* is rooted at the site (`/people/x/#q-y`); a *path* is a file of the output folder
(`people/x/index.html`). Links name the file, so that they also work from a folder opened as file://.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from urllib.parse import quote

PARTS = ("articles", "quotes", "people", "timeline", "topics", "sources", "claims", "corrections")
"""The folders of the site's own pages."""
FILES = (
    *("404.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt"),
    *("quotes.json", "timeline.json", "timeline.ics"),
)
"""The site's own files beside its front page."""


def article(slug: str, fragment: str = "") -> str:
    """Address of an article, or of a place in it."""
    return f"/articles/{slug}/" + (f"#{fragment}" if fragment else "")


def beside_article(slug: str, name: str) -> str:
    """Address of a file that lies beside an article's page; `name` is its path from there."""
    return f"{article(slug)}{encoded(name)}"


def encoded(path: str) -> str:
    """The path of a file as an address has it: what an address cannot hold is percent-encoded.

    >>> encoded("50% off: now.jpg")
    '50%25%20off%3A%20now.jpg'
    """
    return path if _PLAIN_PATH.fullmatch(path) else quote(path, safe="/!$&'()*+,;=@~")


def person(person_id: str) -> str:
    """Address of a person's or organisation's page."""
    return f"/people/{person_id}/"


def topic(topic_id: str) -> str:
    """Address of a topic's page."""
    return f"/topics/{topic_id}/"


def source(source_id: str) -> str:
    """Address of a source in the list of sources."""
    return f"/sources/#s-{source_id}"


_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._~-]*")


def path_of(address: str) -> str:
    """The file behind an address: `/people/x/#y` is `people/x/index.html`."""
    return _file_of(without_tail(address))


def without_tail(address: str) -> str:
    """An address without its query and fragment."""
    if "#" in address:
        address = address[: address.index("#")]
    return address[: address.index("?")] if "?" in address else address


def relative(address: str, page: str) -> str:
    """How the page at path `page` links to `address`; addresses of other hosts stay as they are.

    >>> relative("/people/x/#q-y", "articles/a/index.html")
    '../../people/x/index.html#q-y'
    """
    if not address.startswith("/") or address.startswith("//"):
        return address
    target, tail = _file_and_tail(address)
    if tail.startswith("#") and target == page:
        return tail
    return _path_from(page.rpartition("/")[0], target) + tail


def links_from(page: str) -> Callable[[str], str]:
    """What links to addresses from one page, as `relative` does: for pages of many links."""
    return Links(page).to


class Links:
    """Links from a page, and then from the next."""

    def __init__(self, page: str) -> None:
        """`page` is the path of the first."""
        self.start_from(page)

    def start_from(self, page: str) -> None:
        """Link from this page now."""
        self._page = page
        self._depth = page.count("/")
        self._near = "/" + page.partition("/")[0] if self._depth else ""

    def to(self, address: str) -> str:
        """How the page links to an address."""
        if address.startswith(self._near):
            return relative(address, self._page)
        return _from_elsewhere(address, self._depth)


@lru_cache(maxsize=4096)
def _from_elsewhere(address: str, depth: int) -> str:
    """From a page so many folders deep of which the first is none of the address's. Most links are such."""
    if not address.startswith("/") or address.startswith("//"):
        return address
    target, tail = _file_and_tail(address)
    return "../" * depth + target + tail


def _file_and_tail(address: str) -> tuple[str, str]:
    """The file behind an address of the site, and the address's query and fragment."""
    bare, mark, fragment = address.partition("#")
    if "?" in bare:
        bare = bare[: bare.index("?")]
        mark, fragment = "", address[len(bare) :]
    return bare[1:] + "index.html" if bare[-1] == "/" else bare[1:], mark + fragment


def _file_of(bare: str) -> str:
    path = bare.lstrip("/")
    return path + "index.html" if not path or path[-1] == "/" else path


def _path_from(folder: str, target: str) -> str:
    """The relative path to a file from a folder, which is empty for the root of the site.

    Many links come through here, so it asks nothing of the system, as posixpath.relpath does.
    """
    ups = 0
    while folder and not target.startswith(folder + "/"):
        folder = folder.rpartition("/")[0]
        ups += 1
    return "../" * ups + (target[len(folder) + 1 :] if folder else target)


def absolute(address: str, site_url: str) -> str:
    """The address on the site's host (`site_url` ends with a slash), or empty where that is not known."""
    return site_url + address.lstrip("/") if site_url else ""


def in_full(html: str, site_url: str, page_url: str = "") -> str:
    """Analysed HTML for readers who are not on a page of the site: its links have their whole addresses.

    `page_url` is the address of the page that links to a mere fragment lead to. Where the site has no url,
    links start at its root.

    >>> in_full('<a href="site:/people/x/">', "https://example.org/news/")
    '<a href="https://example.org/news/people/x/">'
    """
    if page_url:
        html = html.replace('href="#', f'href="{escape(page_url)}#')
    return html.replace('="site:/', f'="{escape(site_url) or "/"}')
