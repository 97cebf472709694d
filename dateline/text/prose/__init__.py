"""Prose: Markdown into pieces of HTML and the visible text that anchors and quotations count in.

`render_file` renders one file, `assemble` puts an article's files together, `render_note` renders a short
body. Which phrases are marked is left to `annotate`, what links mean to the caller's `LinkRules`.
"""

from dateline.text.prose.assemble import Assembled, AssembledSection, assemble
from dateline.text.prose.pieces import (
    Footnote,
    Heading,
    Link,
    LinkRules,
    LinksAsWritten,
    Piece,
    RenderedFile,
    Run,
    TextBlock,
    TopBlock,
    html_of,
)
from dateline.text.prose.render import render_file, render_note

__all__ = [
    "Assembled",
    "AssembledSection",
    "Footnote",
    "Heading",
    "Link",
    "LinkRules",
    "LinksAsWritten",
    "Piece",
    "RenderedFile",
    "Run",
    "TextBlock",
    "TopBlock",
    "assemble",
    "html_of",
    "render_file",
    "render_note",
]
