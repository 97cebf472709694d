"""The files of an article put together: one visible text, whole sections, headings with their ids."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from dateline.diagnostics import Location
from dateline.slugs import slugify
from dateline.text.prose.locate import SourceMap
from dateline.text.prose.pieces import Footnote, Heading, Piece, RenderedFile, TextBlock

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
    growing = _Growing(AssembledSection())  # the lede, even if there is no file
    for number, file in enumerate(files):
        done = 0
        for head in file.heads:
            top = file.tops[head.block]
            growing.go_on(file, done, head.block)
            sections.append(growing.whole(top.start, used))
            growing = _Growing(
                AssembledSection(
                    id=head.id,
                    title=head.text,
                    heading=_without_gaps(top.pieces[1:-1]),
                    start=top.start,
                    file=number,
                    alone=len(file.heads) == 1,
                )
            )
            done = head.block + 1
        growing.go_on(file, done, len(file.tops))
        blocks += file.blocks
        footnotes += file.footnotes
    last = files[-1].ends.offset if files else 0
    sections.append(growing.whole(last, used))
    return Assembled(
        text=SEPARATOR.join([file.text for file in files if file.text]),
        sections=tuple(sections),
        blocks=tuple(blocks),
        footnotes=tuple(sorted(footnotes, key=lambda note: note.offsets[:1] or (last,))),
        files=tuple(files),
        starts=tuple([file.begins.offset for file in files]),
    )


class _Growing:
    """A section, which may go on in the next file."""

    def __init__(self, section: AssembledSection) -> None:
        self._section = section
        self._blocks: list[list[Piece]] = []
        self._subheadings: list[tuple[int, Heading]] = []
        """With the numbers of their blocks in the section."""

    def go_on(self, file: RenderedFile, first: int, last: int) -> None:
        """Adds the top-level blocks of a file from `first` to before `last`."""
        if file.subheadings:
            base = len(self._blocks) - first
            self._subheadings += [(base + h.block, h) for h in file.subheadings if first <= h.block < last]
        self._blocks += [top.pieces for top in file.tops[first:last]]

    def whole(self, behind: int, used: set[str]) -> AssembledSection:
        """The section, its headings with ids; `behind` is where the text after it starts."""
        used.update([heading.id for _, heading in self._subheadings if heading.id])
        for block, heading in self._subheadings:
            if not heading.id:
                heading_id = _unique(slugify(heading.text) or "section", used)
                pieces = list(self._blocks[block])
                pieces[heading.piece] = f'<{heading.tag}{heading.attributes} id="{heading_id}">'
                self._blocks[block] = pieces
        return replace(
            self._section,
            blocks=tuple([_without_gaps(pieces) for pieces in self._blocks]),
            end=max(self._section.start, behind - len(SEPARATOR)),
        )


def _without_gaps(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces of a block but those of texts that turned out to be empty."""
    return tuple([piece for piece in pieces if piece != ""]) if "" in pieces else tuple(pieces)


def _unique(wanted: str, used: set[str]) -> str:
    """The wanted id, with a number if it is taken."""
    found, number = wanted, 2
    while found in used:
        found = f"{wanted}-{number}"
        number += 1
    used.add(found)
    return found
