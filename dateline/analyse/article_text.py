"""One article as a text: its sections joined, each with its place, ready for anchors and quotations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from msgspec import Struct

from dateline.diagnostics import Location
from dateline.model import CONTEXT, SectionHead, Span
from dateline.text.anchoring import Folded


class SectionSpan(Struct, frozen=True):
    """A section's place in the visible text; the lede has an empty id."""

    id: str
    title: str
    start: int
    end: int


class ArticleText(Struct, frozen=True):
    """An article's visible text, in normal form too, and how to get from a place back to the source."""

    text: str
    folded: Folded
    sections: tuple[SectionSpan, ...]
    starts: tuple[int, ...]
    """Where the sections start."""
    locate: Callable[[int], Location]
    """From an offset of the text to the line and column in the file that it was written in."""
    code: tuple[tuple[int, int], ...] = ()
    """Where blocks of code are."""

    def section_at(self, offset: int) -> SectionSpan:
        """The section that holds an offset."""
        return self.sections[bisect_right(self.starts, offset) - 1]

    def span(self, start: int, end: int) -> Span:
        """A range of the text as a Span, with its context."""
        begin = max(0, start - CONTEXT)
        around = self.text[begin : end + CONTEXT]
        return Span(start=start, around=around, before=start - begin, after=len(around) - (end - begin))

    def section(self, section_id: str) -> SectionSpan | None:
        """The section with an id, or none."""
        return next((s for s in self.sections if s.id == section_id and s.id), None)

    def section_ids(self) -> Sequence[str]:
        """The ids of all sections but the lede."""
        return [section.id for section in self.sections if section.id]

    def heads(self) -> tuple[SectionHead, ...]:
        """The sections without their text, the lede left out."""
        return tuple(SectionHead(id=s.id, title=s.title) for s in self.sections if s.id)
