"""The words of a text block as they are printed: white space collapsed, marks set, in NFC.

A block is one text, or several nodes with tags between them that white space and marks go across.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from dateline.text.prose.pieces import Piece
from dateline.text.typography import HOLE, edits, smarten

Pending = tuple[int, str, str]
"""A node: number of its piece, its text, and what it is: `code`, `tag`, `break`, `sign` or, empty, text."""

PROTECTED_DOUBLE = "\ufdd0"
PROTECTED_SINGLE = "\ufdd1"
r"""Stand for `\"` and `\'`: marks that stay straight. (Noncharacters: sources are cleaned of them.)"""

_SPACE = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
"""White space that is not one space already."""


def set_paragraph(text: str, language: str) -> str:
    """The visible text of a block without any tag in it: white space collapsed, marks set, NFC."""
    if "\n" in text:
        text = text.replace("\n", " ")
    if "  " in text or "\t" in text or "\f" in text:
        text = _SPACE.sub(" ", text)
    return finished(smarten(text.strip(" "), language))


def set_nodes(pending: Sequence[Pending], pieces: list[Piece], language: str) -> list[str]:
    """The nodes of a block with white space collapsed across them and marks set across them.

    A space that is lost between words and a picture is written beside the picture's tag.
    """
    unchanged = _unchanged(pending)
    if unchanged is not None:
        return unchanged
    nodes: list[str] = []
    spaced = True
    last = -1  # the last node with text in it
    line_break = -1  # the break after it: part of the text once there is text behind it
    images: list[int] = []  # pieces of the pictures after it
    for index, text, mode in pending:
        if mode == "tag" or mode == "sign":
            if mode == "tag" and str(pieces[index]).startswith("<img "):
                images.append(index)
            nodes.append("")
            continue
        if mode == "break":
            if last >= 0 and spaced:
                nodes[last] = nodes[last].removesuffix(" ")
                line_break = len(nodes) if line_break < 0 else line_break
            elif last >= 0:
                line_break = len(nodes)
            nodes.append("")
            spaced, images = True, []
            continue
        if "\n" in text or "  " in text or "\t" in text or "\f" in text or "\r" in text:
            text = _SPACE.sub(" ", text)
        if spaced and text.startswith(" "):
            text = text[1:]
            if images:
                pieces[images[-1]] = f"{pieces[images[-1]]} "
        nodes.append(text)
        if text:
            if line_break >= 0:
                nodes[line_break] = "\n"
            spaced = text.endswith(" ")
            last, line_break, images = len(nodes) - 1, -1, []
    if last >= 0 and line_break < 0 and spaced:
        nodes[last] = nodes[last][:-1]
        if images:
            pieces[images[0]] = f" {pieces[images[0]]}"
    _set_marks(pending, nodes, language)
    for index, text in enumerate(nodes):
        nodes[index] = finished(text)
    return nodes


def finished(text: str) -> str:
    """The text in NFC with protected marks put back."""
    if text.isascii():
        return text
    if PROTECTED_DOUBLE in text or PROTECTED_SINGLE in text:
        text = text.replace(PROTECTED_DOUBLE, '"').replace(PROTECTED_SINGLE, "'")
    return unicodedata.normalize("NFC", text)


def _unchanged(pending: Sequence[Pending]) -> list[str] | None:
    """The nodes of a block if there is surely nothing to collapse or to set in it; else None."""
    nodes = ["" if mode == "sign" else text for _, text, mode in pending]
    joined = "".join(nodes)
    is_spaced = joined.startswith(" ") or joined.endswith(" ") or "  " in joined
    if is_spaced or not joined.isascii() or not joined.isprintable() or edits(joined):
        return None
    return nodes


def _set_marks(pending: Sequence[Pending], nodes: list[str], language: str) -> None:
    """Typography over the joined nodes, code left out; changes `nodes`."""
    joined = "".join(
        HOLE * len(text) if mode == "code" else text
        for (_, _, mode), text in zip(pending, nodes, strict=True)
    )
    changes = iter(edits(joined, language))
    change = next(changes, None)
    if change is None:
        return
    node_start = copied = 0
    for index, text in enumerate(nodes):
        node_end = node_start + len(text)
        out = []
        while change is not None and change[0] < node_end:
            # Hyphens or full stops that markup parts are no dash and no ellipsis. A space that goes with
            # a mark may stand in the node before it: the printed form then starts there.
            if change[1] <= node_end or change[2] not in "–—…":
                out.append(text[copied - node_start : change[0] - node_start])
                out.append(change[2])
                copied = change[1]
            change = next(changes, None)
        if copied < node_end:
            out.append(text[copied - node_start :])
            copied = node_end
        nodes[index] = "".join(out)
        node_start = node_end
