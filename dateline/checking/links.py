"""The written pages compared with each other: where links lead, what nothing leads to, what weighs too much.

Pure: the facts of all pages go in, findings about pages come out. Where they are mended is for `places`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from dateline.checking.pages import PageFacts
from dateline.editing.siteyaml import sub_path
from dateline.reading.fields import nearest_hint

ARTICLE_BUDGET = 60_000
"""Bytes of an article's page with its styles and scripts, compressed; pictures are not counted."""

LIST_BUDGET = 300_000
"""Bytes of any other page as it is."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PLAIN = re.compile(r"(?!/)[A-Za-z0-9_./-]*(?:#[A-Za-z0-9_.-]*)?")
_NOT_LINKED = ("index.html", "404.html")


class Target(NamedTuple):
    """What a link means."""

    kind: Literal["inside", "outside", "leaves", "other"]
    path: str = ""
    """Inside: a path of the site, perhaps that of a folder. Outside: the address."""
    fragment: str = ""


class Finding(NamedTuple):
    """Something about a page."""

    code: str
    page: str
    message: str
    needle: str = ""
    """Words that its source may have where this is to be mended."""
    hint: str = ""


class Survey(NamedTuple):
    """What following all links has shown."""

    findings: tuple[Finding, ...]
    """Links and files that lead nowhere, to no such place of a page, or out of the site."""
    linked: frozenset[str]
    """The files that another page leads to."""
    outside: Mapping[str, str]
    """Every address of another site that a page links to, with the first page that does."""


def target_of(link: str, page: str, site_url: str) -> Target:
    """What a link on the page at path `page` means, for a site at `site_url` (or an empty text).

    >>> target_of("../b/#x", "a/index.html", "")
    Target(kind='inside', path='b/', fragment='x')
    """
    if _PLAIN.fullmatch(link):  # as nearly all links are that the program itself has written
        path, _, fragment = link.partition("#")
        return _relative(link, path, page, fragment)
    link = link.strip()
    if site_url and link.startswith(site_url):
        link = sub_path(site_url) + link[len(site_url) :]
    if link.startswith("//") or _SCHEME.match(link):
        is_web = link.lower().startswith(("http://", "https://", "//"))
        return Target("outside", link) if is_web else Target("other")
    parsed = urlsplit(link)
    fragment = unquote(parsed.fragment.partition(":~:")[0])
    path = unquote(parsed.path)
    if path.startswith("/"):
        root = sub_path(site_url)
        if not (path + "/").startswith(root):
            return Target("leaves", link)
        return Target("inside", path[len(root) :], fragment)
    return _relative(link, path, page, fragment)


def _relative(link: str, path: str, page: str, fragment: str) -> Target:
    """The target of a link without a host, from the page's folder."""
    if not path:
        return Target("inside", page, fragment)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if joined == ".." or joined.startswith("../"):
        return Target("leaves", link)
    is_folder = path.endswith(("/", "/.", "/..")) or path in (".", "..")
    return Target("inside", "" if joined == "." else joined + "/" * is_folder, fragment)


def file_at(path: str, paths: Collection[str]) -> str:
    """The file of the site that a host sends for a path, or an empty text."""
    if path in paths:
        return path
    index = posixpath.join(path, "index.html")
    return index if index in paths else ""


def survey(pages: Mapping[str, PageFacts], paths: Collection[str], site_url: str) -> Survey:
    """Follows every link of every page, once: there may be a million of them."""
    findings: list[Finding] = []
    linked: set[str] = set()
    outside: dict[str, str] = {}
    for page, facts in pages.items():
        for link in (*facts.links, *facts.parts):
            target = target_of(link, page, site_url)
            if target.kind == "inside":
                file = file_at(target.path, paths)
                if file != page and not facts.is_redirect:
                    linked.add(file)
                findings += _check_inside(page, link, target, file, pages, paths)
            elif target.kind == "leaves":
                hint = "name the page by its content file, or by an address such as /about/ in Markdown"
                findings.append(
                    Finding("leaves-site", page, f"the link “{link}” leads out of the site", link, hint)
                )
            elif target.kind == "outside" and link in facts.links:
                outside.setdefault(target.path.partition("#")[0], page)
    return Survey(tuple(findings), frozenset(linked), outside)


def check_ids(pages: Mapping[str, PageFacts]) -> Iterator[Finding]:
    """Ids that a page has twice: a link to one of them finds the first."""
    for page, facts in pages.items():
        for name in facts.repeated:
            hint = "give one of them another id"
            yield Finding("repeated-id", page, f"several elements have the id “{name}”", name, hint)


def check_pictures(pages: Mapping[str, PageFacts]) -> Iterator[Finding]:
    """Pictures that say nothing to those who do not see them."""
    for page, facts in pages.items():
        for source in facts.no_alt:
            name = posixpath.basename(source)
            hint = 'say what it shows, or `alt=""` for one that only decorates'
            yield Finding("no-alt", page, f"the picture “{name}” has no alternative text", name, hint)


def check_orphans(pages: Mapping[str, PageFacts], linked: Collection[str]) -> Iterator[Finding]:
    """Pages that no other page leads to; a redirect leads nobody who is on the site."""
    for page, facts in pages.items():
        if page not in linked and page not in _NOT_LINKED and not facts.is_redirect:
            hint = "link to it from another page, or from `navigation` in site.yaml"
            yield Finding("orphan-page", page, "no other page links to this one", "", hint)


def check_weight(
    pages: Mapping[str, PageFacts], weights: Mapping[str, int], site_url: str
) -> Iterator[Finding]:
    """Pages over budget. `weights` has the compressed size of every style and script, imports included."""
    for page, facts in pages.items():
        if is_article(page):
            named = {target_of(part, page, site_url).path for part in facts.parts}
            weight = facts.compressed + sum(weights.get(part, 0) for part in named)
            if weight > ARTICLE_BUDGET:
                yield _heavy(page, weight, ARTICLE_BUDGET, "compressed, with its styles and scripts")
        elif facts.size > LIST_BUDGET:
            yield _heavy(page, facts.size, LIST_BUDGET, "uncompressed")


def _check_inside(
    page: str,
    link: str,
    target: Target,
    file: str,
    pages: Mapping[str, PageFacts],
    paths: Collection[str],
) -> Iterator[Finding]:
    if not file:
        hint = nearest_hint(target.path, paths)
        yield Finding("broken-link", page, f"the link “{link}” leads to nothing", link, hint)
        return
    known = pages[file].ids if file in pages else None
    if not target.fragment or target.fragment == "top" or known is None or target.fragment in known:
        return
    where = "this page" if file == page else file
    message = f"{where} has no element with the id “{target.fragment}”"
    yield Finding(
        "broken-fragment", page, message, f"#{target.fragment}", nearest_hint(target.fragment, known)
    )


def is_article(page: str) -> bool:
    """Whether a page is an article's own."""
    parts = page.split("/")
    return parts[0] == "articles" and len(parts) == 3 and parts[2] == "index.html"


def _heavy(page: str, weight: int, budget: int, how: str) -> Finding:
    message = f"the page weighs {weight // 1000} KB {how}; {budget // 1000} KB is the budget"
    hint = "split the article, or move its longest notes to a page of their own" if is_article(page) else ""
    return Finding("heavy-page", page, message, "", hint)
