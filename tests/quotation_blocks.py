"""Blocks for the tests of quotations, made from a few signs instead of a Markdown reader."""

from __future__ import annotations

from dateline.quotations.blocks import PlainBlock


def blocks_of(text: str) -> list[PlainBlock]:
    """A line is a paragraph; `> ` opens one of a block quote, `# ` a section."""
    blocks: list[PlainBlock] = []
    at = section = quote = 0
    inside = False
    for line in text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        if not line.strip():
            continue
        if line.startswith("# "):
            section += 1
            blocks.append(PlainBlock(start + 2, end, "heading", -1, section))
        elif line.startswith("> "):
            quote += not inside
            blocks.append(PlainBlock(start + 2, end, "p", quote, section))
        elif line.startswith("`"):
            blocks.append(PlainBlock(start, end, "pre", -1, section))
        else:
            blocks.append(PlainBlock(start, end, "p", -1, section))
        inside = line.startswith("> ")
    return blocks
