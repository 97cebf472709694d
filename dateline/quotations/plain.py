"""Any text as the quotation readers want it: plain text or Markdown, in place, without a parser.

Whatever is not prose (tags, code, link targets, list signs) is blanked out, so that every offset
counts in the text as it was given. Articles of a site do not come this way: their visible text is
made by the Markdown reader.
"""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct


class PlainBlock(Struct, frozen=True):
    """A paragraph, heading, list item or line of a text."""

    start: int
    end: int
    kind: str = "p"
    quote: int = -1
    section: int = 0


class Plain(Struct, frozen=True):
    """A text read as plain text or Markdown."""

    text: str
    """As long as the text given, with blanks for what is no prose, and a line break only between blocks."""
    blocks: tuple[PlainBlock, ...]


def read_plain(text: str) -> Plain:
    """Reads plain text: a line is a paragraph, unless the text is wrapped and blank lines divide it."""
    text = _blanked(text, _TAG)
    lines = _lines(text)
    if _is_wrapped(text, lines):
        lines = _joined(text, lines)
        text = _unwrapped(text, lines)
    return Plain(text, tuple(PlainBlock(start, end) for start, end in lines if text[start:end].strip()))


def read_markdown(text: str) -> Plain:
    """Reads Markdown: code, tags, link targets and the signs of blocks are left out."""
    blanked = _blanked(text, _FRONT_MATTER)
    blanked = _blanked(blanked, _FENCE)
    blanked = _blanked(blanked, _CODE)
    blanked = _blanked(blanked, _TAG)
    blanked = _blanked(blanked, _TARGET)
    blanked = _blanked(blanked, _EMPHASIS)
    blocks: list[PlainBlock] = []
    section = quote = 0
    open_block: list[int] | None = None  # start, end, kind, quote of the paragraph being read

    def close() -> None:
        nonlocal open_block
        if open_block is not None:
            start, end, kind, number = open_block
            blocks.append(PlainBlock(start, end, _KINDS[kind], number, section))
        open_block = None

    quoted_before = False
    letters = list(blanked)
    for start, end in _lines(blanked):
        signs = _BLOCK_SIGNS.match(blanked, start, end)
        at = signs.end() if signs else start
        mark = signs[0] if signs else ""
        for place in range(start, at):
            letters[place] = " "
        if not blanked[at:end].strip(" \t#"):
            close()
            quoted_before = quoted_before and ">" in mark
            continue
        quoted = ">" in mark
        if quoted and not quoted_before:
            close()
            quote += 1
        elif quoted_before and not quoted and open_block is None:
            quoted_before = False
        quoted_before = quoted or (quoted_before and open_block is not None)
        number = quote if quoted_before else -1
        heading = _HEADING.match(blanked, at, end)
        if heading:
            close()
            if len(heading[1]) <= 2:
                section += 1
            for place in range(at, heading.end()):
                letters[place] = " "
            blocks.append(PlainBlock(heading.end(), end, "heading", number, section))
        elif _ITEM.match(mark.lstrip("> \t")) or open_block is None:
            close()
            open_block = [at, end, 1 if _ITEM.match(mark.lstrip("> \t")) else 0, number]
        else:
            open_block[1] = end
    close()
    read = "".join(letters)
    return Plain(_unwrapped(read, [(block.start, block.end) for block in blocks]), tuple(blocks))


_KINDS = ("p", "li")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,2000}>|<!--.*?-->", re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---(?=\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^[ ]{0,3}(`{3,}|~{3,}).*?(?:^[ ]{0,3}\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?:\n(?!\s*\n)[^\n]*?){0,5}(?<!`)\1(?!`)")
# The address and title of a link, its brackets, a footnote's sign, an address by itself, attributes.
_TARGET = re.compile(
    r"\]\((?:[^()\n]|\([^()\n]*\))*\)|\]\[[^\]\n]*\]|^\[[^\]\n]+\]:[^\n]*|\[\^[^\]\n]+\]:?"
    r"|https?://\S+|\{[:#.][^{}\n]*\}|!?\[(?=[^\]\n]*(?:\]\(|\]\[|\]|$))|\]",
    re.MULTILINE,
)
_EMPHASIS = re.compile(r"[*_]+(?=\S)|(?<=\S)[*_]+")
_BLOCK_SIGNS = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S))?")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")
_HEADING = re.compile(r"(#{1,6})[ \t]+")
_WRAPPED_AT = 100


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda found: _NOT_BREAK.sub(" ", found[0]), text)


_NOT_BREAK = re.compile(r"[^\n]")


def _lines(text: str) -> list[tuple[int, int]]:
    lines = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the lines of a text are cut at a width, and paragraphs are what blank lines divide."""
    if "\n\n" not in text and len(lines) < 4:
        return False
    broken = whole = 0
    for (start, end), (start_after, end_after) in pairwise(lines):
        if start == end or start_after == end_after:
            continue
        if end - start > _WRAPPED_AT:
            return False
        if end - start > _WRAPPED_AT * 0.45 and text[end - 1] not in ".!?:”\"’'":
            broken += 1
        else:
            whole += 1
    return broken > 2 and broken > 2 * whole


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    apart = True
    for start, end in lines:
        if not text[start:end].strip():
            apart = True
        elif apart or not joined:
            joined.append((start, end))
            apart = False
        else:
            joined[-1] = (joined[-1][0], end)
    return joined


def _unwrapped(text: str, paragraphs: list[tuple[int, int]]) -> str:
    """The text with a blank for each line break inside a paragraph."""
    out = []
    at = 0
    for start, end in paragraphs:
        out.append(text[at:start])
        out.append(text[start:end].replace("\n", " "))
        at = end
    out.append(text[at:])
    return "".join(out)
