"""The files of an article put together: one visible text, whole sections, headings with their ids."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from dateline.diagnostics import Location
from dateline.slugs import slugify
from dateline.text.prose.locate import SourceMap
from dateline.text.prose.pieces import (
    Footnote,
    Piece,
    RenderedFile,
    RenderedSection,
    Run,
    TextBlock,
)

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
    """The files of an article, in order, as one.

    What stands before the first heading of a later file goes on with the section before it. Headings
    within sections get ids made from their words, unique among themselves and beside `used_ids`, which
    is added to.
    """
    used = used_ids if used_ids is not None else set()
    parts: list[str] = []
    starts: list[int] = []
    sections: list[_Joined] = [_Joined(AssembledSection())]
    blocks: list[TextBlock] = []
    footnotes: list[Footnote] = []
    length = 0
    quotes = 0
    for number, file in enumerate(files):
        starts.append(length)
        joined = [sections[-1]]
        joined[0].go_on(file.lede, length)
        for section in file.sections:
            joined.append(_Joined.begin(section, length, number, alone=len(file.sections) == 1))
        tops = [joined[0].earlier, *(0 for _ in file.sections)]
        first = len(sections) - 1
        sections += joined[1:]
        blocks += [_shifted(b, length, first + b.section, tops[b.section], quotes) for b in file.blocks]
        quotes += max((block.quote for block in file.blocks), default=-1) + 1
        footnotes += [
            replace(note, offsets=tuple(offset + length for offset in note.offsets))
            for note in file.footnotes
        ]
        if file.text:
            parts.append(file.text)
            length += len(file.text) + len(SEPARATOR)
    return Assembled(
        text=SEPARATOR.join(parts),
        sections=tuple(section.done(used) for section in sections),
        blocks=tuple(blocks),
        footnotes=tuple(sorted(footnotes, key=lambda note: note.offsets[:1] or (length,))),
        files=tuple(files),
        starts=tuple(starts),
    )


class _Joined:
    """A section while its parts are put together."""

    def __init__(self, section: AssembledSection) -> None:
        self._section = section
        self._blocks: list[list[Piece]] = []
        self._subheadings: list[tuple[int, int, str, str, str, str]] = []
        self._end = section.end
        self.earlier = 0
        """How many blocks it had before the last part."""

    @classmethod
    def begin(cls, section: RenderedSection, base: int, file: int, *, alone: bool) -> _Joined:
        """A section that begins with a heading."""
        joined = cls(
            AssembledSection(
                id=section.id,
                title=section.title,
                heading=tuple(_moved(section.heading, base)),
                start=section.start + base,
                end=section.end + base,
                file=file,
                alone=alone,
            )
        )
        joined.go_on(section, base)
        return joined

    def go_on(self, part: RenderedSection, base: int) -> None:
        """Adds the blocks of a part; `base` is where the text of its file starts."""
        self.earlier = len(self._blocks)
        self._blocks += [_moved(block, base) for block in part.blocks]
        self._subheadings += [
            (h.block + self.earlier, h.piece, h.tag, h.attributes, h.id, h.text) for h in part.subheadings
        ]
        if part.end > part.start:
            self._end = part.end + base

    def done(self, used: set[str]) -> AssembledSection:
        """The whole section, its headings with ids."""
        used.update(explicit for _, _, _, _, explicit, _ in self._subheadings if explicit)
        for block, piece, tag, attributes, explicit, text in self._subheadings:
            if not explicit:
                heading_id = _unique(slugify(text) or "section", used)
                self._blocks[block][piece] = f'<{tag}{attributes} id="{heading_id}">'
        return replace(
            self._section,
            blocks=tuple(
                tuple([p for p in block if p != ""] if "" in block else block) for block in self._blocks
            ),
            end=max(self._end, self._section.start),
        )


def _moved(pieces: Sequence[Piece], base: int) -> list[Piece]:
    if not base:
        return list(pieces)
    return [p if isinstance(p, str) else Run(p.start + base, p.end + base) for p in pieces]


def _shifted(block: TextBlock, base: int, section: int, top: int, quotes: int) -> TextBlock:
    """A text block of a file as one of the article."""
    return TextBlock(
        start=block.start + base,
        end=block.end + base,
        kind=block.kind,
        section=section,
        top=block.top + top if block.top >= 0 else block.top,
        quote=block.quote + quotes if block.quote >= 0 else -1,
        code=tuple((start + base, end + base) for start, end in block.code) if block.code else (),
    )


def _unique(wanted: str, used: set[str]) -> str:
    """The wanted id, with a number if it is taken."""
    found, number = wanted, 2
    while found in used:
        found = f"{wanted}-{number}"
        number += 1
    used.add(found)
    return found
