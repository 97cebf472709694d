"""Where the links of the prose lead: to other content files, to places of the site, or away.

Analysed HTML names a place of the site by its address, `site:/people/x/`; pages make it relative.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable
from typing import Literal, NamedTuple
from urllib.parse import unquote

from msgspec import Struct

from dateline import addresses
from dateline.diagnostics import Diagnostic, Location, error, warning
from dateline.model import Reference
from dateline.reading import formats
from dateline.reading.fields import nearest_hint
from dateline.text.prose import Link, LinkRules

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SECTION_NUMBER = re.compile(r"^\d+-")
_PAGE = re.compile(r"/[a-z0-9-]+")
"""The end of an address that names a page, its last slash left out."""
_OUTSIDE = (
    *("http", "https", "mailto", "tel", "sms", "ftp", "sftp", "ftps", "geo", "xmpp", "irc", "ircs"),
    *("matrix", "news", "doi", "urn", "magnet", "webcal", "gemini", "gopher", "sip", "sips"),
)
"""Schemes that a link of the prose may have."""


class Resolved(Struct, frozen=True):
    """What became of one link: the address to write, and what the whole site has to check."""

    url: str
    kind: Literal["", "article", "page", "address", "file"] = ""
    """Kind of the reference, or `file` for a file beside the article, or empty."""
    id: str = ""


def resolve(target: str, folder: str) -> Resolved:
    """Where a link written in a file of `folder` (relative to the content folder) leads.

    >>> resolve("article:other#q-x", "articles/a")
    Resolved(url='site:/articles/other/#q-x', kind='article', id='other')
    >>> resolve("fab.jpg", "articles/a")
    Resolved(url='site:/articles/a/fab.jpg', kind='file', id='articles/a/fab.jpg')
    """
    bare = addresses.without_tail(target)
    fragment = target[len(bare) :]
    if bare.startswith("article:"):
        slug = bare.removeprefix("article:").strip("/")
        return Resolved(f"site:{addresses.article(slug)}{fragment}", "article", slug)
    if bare.startswith("//"):
        return Resolved(f"https:{target}")  # a page opened as a file has no scheme to share
    if not bare:
        return Resolved(target)
    if _SCHEME.match(bare):
        return Resolved(formats.encoded_address(target))
    if bare.startswith("/"):
        path = unquote(bare)
        last = path[path.rfind("/") :]
        path += "/" * (_PAGE.fullmatch(last) is not None)
        return Resolved(f"site:{addresses.encoded(path)}{fragment}", "address", path)
    path = posixpath.normpath(posixpath.join(folder, unquote(bare)))
    return _content_file(path, fragment, is_folder=bare.endswith("/"))


def _content_file(path: str, fragment: str, *, is_folder: bool) -> Resolved:
    parts = path.split("/")
    match parts:
        case ["articles", slug] | ["articles", slug, "meta.yaml"]:
            return Resolved(f"site:{addresses.article(slug)}{fragment}", "article", slug)
        case ["articles", slug, name] if name.endswith(".md"):
            stem = _SECTION_NUMBER.sub("", name.removesuffix(".md"))
            place = fragment or ("" if stem == "article" else f"#{stem}")
            return Resolved(f"site:{addresses.article(slug)}{place}", "article", slug)
        case ["pages", name] if name.endswith(".md"):
            page = name.removesuffix(".md")
            return Resolved(f"site:/{page}/{fragment}", "page", page)
        case ["people.yaml"]:
            return Resolved(f"site:/people/{fragment}", "address", "/people/")
        case ["sources.yaml"]:
            return Resolved(f"site:/sources/{fragment}", "address", "/sources/")
        case ["static", *rest] if rest:
            address = "/" + "/".join(rest)
            return Resolved(f"site:{addresses.encoded(address)}{fragment}", "address", address)
        case _:
            return Resolved(f"site:/{addresses.encoded(path)}{fragment}", "file", path)


class LinkLog:
    """Resolves the links of one article's (or page's) files and keeps what has to be checked later.

    Mutable, and alive only while one article is analysed: Markdown conversion hands links over one by one.
    """

    def __init__(self, folder: str, files: frozenset[str], sections: Collection[str] = ()) -> None:
        """`folder` is where the files stand; `files` are the paths that may be linked to from there.

        `sections` are the paths of the article's own Markdown files.
        """
        self._folder = folder
        self._files = files
        self._sections = sections
        self.references: list[Reference] = []
        self.problems: list[Diagnostic] = []

    def rules(self, locate: Callable[[str], Location]) -> LinkRules:
        """The rules for one file; `locate` finds where it holds a link's target."""
        return _Rules(self, locate)

    def resolve(self, target: str, locate: Callable[[str], Location]) -> str:
        """The address to write for a link's target."""
        if target.startswith(("https://", "http://")):
            return formats.encoded_address(target)  # as most: there is nothing to check
        found = resolve(target, self._folder)
        self._check_form(target, locate)
        if found.kind == "file":
            self._check_file(found.id, target, locate)
        elif found.kind == "address" or found.kind == "article" or found.kind == "page":
            self.references.append(Reference(kind=found.kind, id=found.id, at=locate(target)))
        return found.url

    def _check_form(self, target: str, locate: Callable[[str], Location]) -> None:
        """A link must lead somewhere that a reader of the page can go."""
        scheme = _SCHEME.match(target)
        if not target.strip():
            message, hint = "this link leads nowhere", "give it an address, or take the brackets away"
            self.problems.append(warning("empty-link", message, locate("()"), hint))
        elif scheme and scheme[0][:-1].lower() not in (*_OUTSIDE, "article"):
            message = f"a link cannot lead to `{scheme[0]}`: “{target[:60]}”"
            hint = "it starts with https://, or with /, or names a file; an article is `article:its-slug`"
            self.problems.append(error("unsafe-link", message, locate(target), hint))
        elif not scheme and self._sections and target.partition("#")[0].endswith(".md"):
            path = posixpath.normpath(posixpath.join(self._folder, unquote(target.partition("#")[0])))
            if path.startswith(f"{self._folder}/") and path not in self._sections:
                names = [name.rpartition("/")[2] for name in self._sections]
                message = f"the article has no file “{target}”"
                self.problems.append(
                    error("missing-file", message, locate(target), nearest_hint(target, names))
                )

    def check_fetched(self, links: Iterable[Link], locate: Callable[[str], Location]) -> None:
        """Nothing that a page shows comes from another host: readers are no one else's business."""
        for link in links:
            if not link.image:
                continue
            address = link.target.strip().lower()
            if address.startswith("//") or _SCHEME.match(address):
                message = f"“{link.target[:60]}” would be fetched from another host by every reader"
                hint = "put a copy beside the article and name that, or link to it"
                self.problems.append(error("external-resource", message, locate(link.target), hint))

    def _check_file(self, path: str, target: str, locate: Callable[[str], Location]) -> None:
        if path in self._files:
            return
        if path.startswith("../") or path == "..":
            self.problems.append(
                error(
                    "outside-content",
                    f"“{target}” leads out of the content folder",
                    locate(target),
                    "copy the file beside the article, or into content/static/",
                )
            )
            return
        names = {name.rpartition("/")[2] for name in self._files}
        hint = nearest_hint(path.rpartition("/")[2], names) or "put the file beside the article"
        self.problems.append(error("missing-file", f"there is no file “{target}”", locate(target), hint))


class _Rules(NamedTuple):
    """The link rules of one file."""

    log: LinkLog
    locate: Callable[[str], Location]

    def resolve(self, target: str, /) -> str:
        return self.log.resolve(target, self.locate)


def place_of(text: str, file: str) -> Callable[[str], Location]:
    """A function that finds where `text` first holds a target, as a Location in `file`."""

    def locate(target: str) -> Location:
        offset = text.find(target)
        if offset < 0:
            return Location(file, 1, 1)
        line = text.count("\n", 0, offset) + 1
        return Location(file, line, offset - text.rfind("\n", 0, offset))

    return locate
