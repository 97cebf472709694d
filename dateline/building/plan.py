"""What a page is: a path, a template and the one value that the template sees.

A page is a function of its view. Its fingerprint is made of the view, the frame around every page and
what its templates are made of, so a page is written again exactly when something it shows has changed.
The modules in `dateline.pages` and `dateline.exports` make pages from the analysed site.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct


class View(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What a template sees, and the values in it.

    Views are hashed and sent as bytes, so they are encoded without the names of their fields; and none is
    part of a cycle, so that Python's collector need not look at them.
    """


class Link(View, frozen=True, kw_only=True):
    """Words that lead somewhere: an address of the site (`/people/x/#q-y`) or an absolute one."""

    title: str
    url: str


class PageMeta(View, frozen=True, kw_only=True):
    """What the head of an HTML page says about it."""

    title: str
    """Without the site's title."""
    description: str = ""
    address: str
    """The page's own address, `/people/x/`."""
    canonical: str = ""
    """Absolute; empty where the site has no url."""
    kind: str = "website"
    """Open Graph type: `website`, `article` or `profile`."""
    image: str = ""
    """Absolute address of the share picture."""
    image_alt: str = ""
    published: str = ""
    updated: str = ""
    breadcrumbs: tuple[Link, ...] = ()
    json_ld: str = ""
    """A JSON document safe inside a script element (`<` is escaped)."""
    robots: str = ""


class Frame(View, frozen=True, kw_only=True):
    """What every page of the site has around it."""

    title: str
    language: str
    direction: str = "ltr"
    description: str = ""
    publisher: str = ""
    navigation: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    """Standalone pages, corrections, feeds."""
    feeds: tuple[Link, ...] = ()
    """Addresses of the site's feeds, for `<link rel="alternate">`."""
    has_search: bool = False
    generator: str = ""


class Page(Struct, frozen=True, kw_only=True):
    """A file to be made by a template, or by one of the makers in `render`."""

    path: str
    """Relative to the output folder: `people/x/index.html`."""
    template: str
    """Name of the template, or `make:NAME` for a data file that needs article bodies."""
    view: Struct
    """A frozen struct; templates see it as `page`. Its `meta` is a PageMeta where it is an HTML page."""
    bodies: tuple[tuple[str, str], ...] = ()
    """(slug, body hash) of the articles whose bodies the template sees: one as `article`, all as `bodies`."""


class MarkdownView(View, frozen=True, kw_only=True):
    """What an article's Markdown source shows beside the article's body."""

    title: str


class DataFile(Struct, frozen=True, kw_only=True):
    """A file that no template makes. It may be large: it comes in pieces, made as they are taken."""

    path: str
    pieces: Iterable[bytes]


class CopiedFile(Struct, frozen=True, kw_only=True):
    """A file of the content, or of the theme, that is copied as it is."""

    path: str
    source: str
    """Relative to the content folder; or after `theme:`, to the templates."""


class Plan(NamedTuple):
    """Every file of the site."""

    frame: Frame
    files: Iterable[Page | DataFile]
    """Planned one by one as they are taken, so that none waits in memory. Those that show the same bodies
    follow one another."""
    copied: tuple[CopiedFile, ...] = ()
    expected: int = 0
    """About how many files there will be, to show how far the work is."""
