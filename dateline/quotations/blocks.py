"""What the readers of quotations need to know of a block of prose."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct


class ProseBlock(Protocol):
    """A block of prose: a paragraph, heading, list item or table cell, as the Markdown reader makes it."""

    @property
    def start(self) -> int:
        """Offset of its first code point in the text."""

    @property
    def end(self) -> int:
        """Offset behind its last code point."""

    @property
    def kind(self) -> str:
        """`p`, `heading`, `li`, `cell`, `dt`, `dd`, `caption`, `code`, `pre` ..."""

    @property
    def quote(self) -> int:
        """Number of the block quote that it stands in, or -1."""

    @property
    def section(self) -> int:
        """Number of its section: no quotation runs from one into another."""


class PlainBlock(Struct, frozen=True):
    """A paragraph, heading, list item or line of a text."""

    start: int
    end: int
    kind: str = "p"
    quote: int = -1
    section: int = 0
