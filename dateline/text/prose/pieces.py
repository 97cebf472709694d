"""What rendered prose is made of: pieces of HTML and runs of visible text, so that marking never reparses.

The *visible text* of a file or an article is all its text blocks joined by a line feed: NFC, white
space collapsed (but in code), typographic marks. A `<br>` is a line feed too. Offsets count its code
points. Footnote signs, comments, scripts and the alternative texts of pictures are not visible text.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Protocol

from msgspec import Struct

from dateline.diagnostics import Diagnostic


class LinkRules(Protocol):
    """How links are rewritten."""

    def resolve(self, target: str, /) -> str:
        """The `href` or `src` for a target as the editor wrote it; what is unknown comes back as it is."""


class LinksAsWritten:
    """Link rules that change nothing."""

    def resolve(self, target: str, /) -> str:
        """The target itself."""
        return target


class Run(Struct, frozen=True, gc=False):
    """A stretch of the visible text; the HTML of it is its text, escaped."""

    start: int
    end: int


Piece = str | Run
"""A piece of a block's HTML: one tag (or a comment, or a whole element whose text is not visible) as it
stands in the output, or a run."""


def html_of(pieces: Iterable[Piece], text: str) -> str:
    """The HTML of pieces without any marks; `text` is the visible text that their runs count in."""
    return "".join([p if isinstance(p, str) else escape(text[p.start : p.end], quote=False) for p in pieces])


class TextBlock(Struct, frozen=True, kw_only=True, gc=False):
    """A block of visible text: a paragraph, a heading, a list item's own text, a table cell ..."""

    start: int
    end: int
    kind: str
    """`p`, `heading`, `li`, `cell`, `dt`, `dd`, `caption`, `code`, else the element's name."""
    section: int
    """Number of its section, from 0, the lede."""
    top: int
    """Number of its top-level block within the section, from 0; -1 for the section's heading."""
    quote: int = -1
    """Number of the block quote that it stands in or -1."""
    code: tuple[tuple[int, int], ...] = ()
    """Ranges of inline code."""


class Link(Struct, frozen=True, kw_only=True):
    """A link or picture as the editor wrote it, for checking."""

    target: str
    """As written."""
    image: bool = False
    """Whether it is a picture, or anything else that is fetched as the page is read."""
    alt: str | None = None
    """The alternative text of a picture; None where it has none."""


class Footnote(Struct, frozen=True, kw_only=True):
    """A footnote and the places in the text that refer to it."""

    label: str
    offsets: tuple[int, ...]
    """Where its signs belong, in order; empty if nothing refers to it."""
    html: str
    source: str
    """Its Markdown."""
    file: str = ""


class TopBlock(Struct):
    """A top-level block: a paragraph, a heading, a list ..."""

    tag: str
    """Empty for text and inline elements that stand in no block."""
    pieces: list[Piece]
    """Empty texts among them are left out when the file is put together with others."""
    id: str
    """The explicit id, or empty."""
    start: int
    """Where its first text block starts, if it has any."""
    first: int
    """Number of that text block in the file."""


class Heading(Struct):
    """A heading of any level, on its own or inside another block."""

    block: int
    """Number of its top-level block in the file."""
    piece: int
    """Number of the piece that opens it."""
    tag: str
    attributes: str
    """As they stand in the tag, with a space before; without an id."""
    id: str
    """The explicit `{#id}`, or empty."""
    first: int
    """Number of the first text block after its start."""
    text: str = ""
    """Its words, known when the file is at its end."""


class Place(Struct, frozen=True):
    """How far an article's prose has come: where a file goes on."""

    offset: int = 0
    """Where its next text block starts in the visible text."""
    section: int = 0
    """Number of the section; a heading begins another."""
    blocks: int = 0
    """How many top-level blocks the section has so far, its heading left out."""
    quotes: int = 0
    """How many block quotes there were."""


START = Place()
"""Where an article begins, and a text of its own."""


class RenderedFile(Struct, frozen=True, kw_only=True):
    """One Markdown file, rendered. Offsets, sections and blocks count from the start of its article."""

    file: str
    source: str
    text: str
    """Its own visible text."""
    begins: Place
    ends: Place
    """Where the next file begins."""
    tops: tuple[TopBlock, ...] = ()
    """The top-level blocks."""
    heads: tuple[Heading, ...] = ()
    """The headings that begin a section, each a top-level block; what stands before them goes on with the
    section before, of several files."""
    subheadings: tuple[Heading, ...] = ()
    """The headings inside sections; their ids are given when the article is assembled."""
    blocks: tuple[TextBlock, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
