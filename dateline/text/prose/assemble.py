"""The files of an article put together: one visible text, whole sections, headings with their ids."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from dateline.diagnostics import Location
from dateline.slugs import slugify
from dateline.text.prose.locate import SourceMap
from dateline.text.prose.pieces import Footnote, Piece, RenderedFile, RenderedSection, TextBlock

SEPARATOR = "\n"
"""Between files, as between blocks."""


class AssembledSection(Struct, frozen=True, kw_only=True):
    """A section of the article, whole. All offsets count in the article's visible text."""

    id: str = ""
    """The explicit `{#id}`, or empty."""
    title: str = ""
    heading: tuple[Piece, ...] = ()
    blocks: tuple[tuple[Piece, ...], ...] = ()
    start: int = 0
    end: int = 0
    file: int = 0
    """Number of the file that it begins in."""
    alone: bool = False
    """Whether it is the only section that begins in its file."""


class Assembled(Struct, frozen=True, kw_only=True):
    """An article's prose, in one text."""

    text: str
    sections: tuple[AssembledSection, ...]
    """The lede first, even if it is empty."""
    blocks: tuple[TextBlock, ...]
    """Text blocks of all sections; `section` and `top` count in `sections`."""
    footnotes: tuple[Footnote, ...]
    """In order of their first sign; those without one last."""
    files: tuple[RenderedFile, ...]
    starts: tuple[int, ...]
    """Where the visible text of each file starts."""

    def locate(self, offset: int) -> Location:
        """The place in a file that a character of the visible text comes from (see `SourceMap`)."""
        number = max(0, bisect_right(self.starts, offset) - 1)
        if not self.files:
            return Location("", 0, 0)
        file = self.files[number]
        return SourceMap.of(file).locate(offset - self.starts[number])


def assemble(files: Sequence[RenderedFile], used_ids: set[str] | None = None) -> Assembled:
    """The files of an article as one; each was rendered after the one before it.

    What stands before the first heading of a later file goes on with the section before it. Headings
    within sections get ids made from their words, unique among themselves and beside `used_ids`, which
    is added to.
    """
    used = used_ids if used_ids is not None else set()
    sections: list[AssembledSection] = []
    blocks: list[TextBlock] = []
    footnotes: list[Footnote] = []
    first = RenderedSection()  # the lede, even if there is no file
    waiting = _Waiting([first], 0, alone=False)
    for number, file in enumerate(files):
        if file.lede.blocks:
            waiting.parts.append(file.lede)
        for section in file.sections:
            sections.append(waiting.whole(used))
            waiting = _Waiting([section], number, alone=len(file.sections) == 1)
        blocks += file.blocks
        footnotes += file.footnotes
    sections.append(waiting.whole(used))
    last = files[-1].ends.offset if files else 0
    return Assembled(
        text=SEPARATOR.join([file.text for file in files if file.text]),
        sections=tuple(sections),
        blocks=tuple(blocks),
        footnotes=tuple(sorted(footnotes, key=lambda note: note.offsets[:1] or (last,))),
        files=tuple(files),
        starts=tuple([file.begins.offset for file in files]),
    )


class _Waiting(NamedTuple):
    """A section that may go on in the next file."""

    parts: list[RenderedSection]
    file: int
    alone: bool

    def whole(self, used: set[str]) -> AssembledSection:
        """The section, its headings with ids."""
        first = self.parts[0]
        blocks = [block for part in self.parts for block in part.blocks]
        if any(part.subheadings for part in self.parts):
            _name_headings(self.parts, blocks, used)
        return AssembledSection(
            id=first.id,
            title=first.title,
            heading=first.heading,
            blocks=tuple([_without_gaps(block) for block in blocks]),
            start=first.start,
            end=max([first.start, *(part.end for part in self.parts if part.end > part.start)]),
            file=self.file,
            alone=self.alone,
        )


def _name_headings(parts: Sequence[RenderedSection], blocks: list[tuple[Piece, ...]], used: set[str]) -> None:
    """Gives ids to the headings in the blocks of a section, which is written in `parts`."""
    used.update(heading.id for part in parts for heading in part.subheadings if heading.id)
    base = 0
    for part in parts:
        for heading in part.subheadings:
            if not heading.id:
                heading_id = _unique(slugify(heading.text) or "section", used)
                pieces = list(blocks[base + heading.block])
                pieces[heading.piece] = f'<{heading.tag}{heading.attributes} id="{heading_id}">'
                blocks[base + heading.block] = tuple(pieces)
        base += len(part.blocks)


def _without_gaps(block: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces of a block without those of texts that turned out to be empty."""
    return tuple([piece for piece in block if piece != ""]) if "" in block else block


def _unique(wanted: str, used: set[str]) -> str:
    """The wanted id, with a number if it is taken."""
    found, number = wanted, 2
    while found in used:
        found = f"{wanted}-{number}"
        number += 1
    used.add(found)
    return found
