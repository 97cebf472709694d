"""The gathering pages of a site rendered for tests, and the promises that all of them keep."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from dateline.building import render
from dateline.building.plan import DataFile, Page
from dateline.building.theme import default_theme
from dateline.model import AnalysedSite
from dateline.pages import (
    articles,
    claims,
    corrections,
    home,
    notfound,
    parts,
    people,
    quotes,
    sources,
    standalone,
    timeline,
    topics,
)

MODULES = (
    home,
    articles,
    quotes,
    people,
    timeline,
    topics,
    sources,
    claims,
    corrections,
    standalone,
    notfound,
)
LARGEST = 300_000
"""Bytes that no page may pass."""

_WRITTEN_ELSEWHERE = (
    "feed.xml",
    "feed.json",
    "timeline.ics",
    "timeline.json",
    "timeline.svg",
    "deadlines.ics",
    "assets/",
)


def planned(site: AnalysedSite, modules: Iterable[Any] = MODULES) -> list[Page]:
    """The pages of these modules."""
    frame = parts.frame_for(parts.lookup(site))
    return [page for module in modules for page in module.pages(parts.lookup(site), frame)]


def rendered(site: AnalysedSite, modules: Iterable[Any] = MODULES) -> dict[str, str]:
    """The pages as text, by path, and files without a template."""
    frame = parts.frame_for(parts.lookup(site))
    return {
        file.path: b"".join(file.pieces).decode()
        if isinstance(file, DataFile)
        else render.render_page(_environment(), file, frame, {}).decode()
        for file in planned(site, modules)
    }


@cache
def _environment() -> Any:
    return render.make_environment((default_theme(),))


def tree(text: str) -> Any:
    """A page, parsed."""
    return html.document_fromstring(text)


def words(element: Any) -> str:
    """The text of an element, white space collapsed."""
    return " ".join(element.text_content().split())


def broken_promises(pages: Mapping[str, str], articles: Iterable[str]) -> list[tuple[str, str, str]]:
    """(page, what is wrong, where) of everything that no page may have. `articles` are slugs with a page."""
    trees = {path: tree(text) for path, text in pages.items() if path.endswith(".html")}
    ids = {path: page.xpath("//@id") for path, page in trees.items()}
    written = {*pages, *(f"articles/{slug}/index.html" for slug in articles)}
    found = [(path, "too large", str(len(text.encode()))) for path, text in pages.items()
             if path.endswith(".html") and len(text.encode()) > LARGEST]  # fmt: skip
    for path, page in trees.items():
        found += [(path, "id twice", i) for i in {i for i in ids[path] if ids[path].count(i) > 1}]
        found += [(path, "inline style or script", str(a)) for a in page.xpath(_INLINE)]
        found += [(path, "heading skipped", words(h)) for h in _skips(page)]
        if path != "404.html":
            found += _broken_links(path, page, written, ids)
    return found


_INLINE = (
    "//@style | //style | //@*[starts-with(name(),'on')]"
    " | //script[not(@src) and not(@type='application/ld+json')]"
)


def _skips(page: Any) -> list[Any]:
    """Headings more than one level below the one before them; the first must be the only h1."""
    headings = page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")
    levels = [int(h.tag[1]) for h in headings]
    skips = [h for h, level, last in zip(headings, levels, [0, *levels], strict=False) if level > last + 1]
    return skips + [h for h, level in zip(headings[1:], levels[1:], strict=True) if level == 1]


def _broken_links(
    path: str, page: Any, written: set[str], ids: Mapping[str, list[str]]
) -> list[tuple[str, str, str]]:
    found = []
    for link in page.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
        target = target if parts.path else path
        if target.startswith(_WRITTEN_ELSEWHERE) or target.endswith(
            (".jpg", "quotes.json", "feed.xml", "feed.json")
        ):
            continue
        if target not in written:
            found.append((path, "leads nowhere", link))
        elif parts.fragment and target in ids and parts.fragment not in ids[target]:
            found.append((path, "no such place", link))
    return found
