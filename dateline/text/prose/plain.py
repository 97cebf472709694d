"""Plain Markdown, read without Python-Markdown: what most prose is, some thirty times as fast.

Claims only texts made of paragraphs, `##` headings, simple lists, block quotes and footnotes, with simple
emphasis, links and code in them, and only where the result is certain to be the one that
Python-Markdown gives (the tests compare them on generated texts). Everything else it leaves to `full`: a
backslash, an angle bracket, a table, nested lists, an asterisk that is not clearly one of a pair ...
"""

from __future__ import annotations

import re
from collections.abc import Container

from dateline.text.prose.writer import Writer

_BLANK_WITH_SPACES = re.compile(r"\n +\n")
_ENTITY = re.compile(r"&(?:#|[0-9a-zA-Z]+;)")
# The start of a line that would be more than a line of its paragraph, or might be; of its first line.
_NO_LINE = r"(?:[\s#>=:~+]|-(?:[\s=-]|$)|\*(?:[\s]|\*?[\s*]|$)|_[\s_]|_$)"
_NOT_A_LINE = re.compile(rf"\n{_NO_LINE}", re.MULTILINE)
_NOT_A_FIRST_LINE = re.compile(rf"{_NO_LINE}|\d+\.(?:\s|$)", re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})([^#\n{}]*[^#\n{} ])(?: +\{#([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\})? *(?:\n|\Z)")
# The start of a list item's text, or of a further line of it, that is no block of its own.
_ITEM = r"(?!\d+\.\s)(?=[^\s\-*+_#>=:~]|\*{1,2}[^\s*]|_[^\s_])"
_BULLET = re.compile(rf"[-*+] +{_ITEM}")
_NUMBER = re.compile(rf"\d+\. +{_ITEM}")
_GOES_ON = re.compile(rf" {{0,3}}{_ITEM}")
_FOOTNOTE = re.compile(r"\[\^([A-Za-z0-9-]+)\]: +(?=\S)")
_BLANK_LINES = re.compile(r"\n{3,}")
_SPECIAL = re.compile(r"[*_`\[\]{]")
_LINK = r"\[[^*_`\[\]{}^\s][^*_`\[\]{}]*\]\([^\s()\[\]\"'`{}*_]+\)"
_WORDS = rf"(?!\s)(?:[^*_`\[\]{{}}]|(?<!!){_LINK})+(?<!\s)"
_INLINE = re.compile(
    rf"(?<![\w*_])\*(?P<em>{_WORDS})\*(?![\w*_{{])"
    rf"|(?<![\w*_])\*\*(?P<strong>{_WORDS})\*\*(?![\w*_{{])"
    rf"|(?<![\w*_])_(?P<under>{_WORDS})_(?![\w*_{{])"
    r"|(?<!`)`(?P<code>[^`\s](?:[^`]*[^`\s])?)`(?![`{])"
    r"|(?<!!)\[\^(?P<note>[A-Za-z0-9-]+)\](?![({:]|\s?\[(?!\^))"
    r"|(?<!!)\[(?!\^|\s*\])(?P<label>[^\[\]{}]+)\]\((?P<target>[^\s()\[\]\"'`{}]+)\)(?!\{)"
    r"|(?<!!)\[(?!\^|\s*\])(?P<text>[^*_`\[\]{}]+)\](?![(\[{]|\s\[)"
)


def read_plain(text: str, writer: Writer) -> dict[str, tuple[str, Writer]] | None:
    """Writes a text, which is clean, if it is plain; else gives None (the writer is then of no further use).

    Gives the footnotes by label, in order of definition: their Markdown, and a writer that holds them.
    """
    bodies: dict[str, str] = {}
    if "[" in text and "[^" in text:
        rest = _without_footnotes(text, bodies)
        if rest is None:
            return None
        text = rest
    if not _is_plain(text) or not _blocks(text, writer, bodies, top=True):
        return None
    footnotes = {}
    for label, body in bodies.items():
        body = body.rstrip()
        inner = writer.fresh(elsewhere=True)
        if "[^" in body or not _is_plain(body) or not _blocks(body, inner, {}, top=False):
            return None
        inner.done()
        footnotes[label] = (body, inner)
    return footnotes


def is_one_plain_paragraph(text: str) -> bool:
    """Whether a text is a single paragraph without any markup."""
    return (
        "\n\n" not in text
        and not _has_special(text)
        and _is_plain(text)
        and not _has_odd_spaces(text)
        and _is_a_paragraph(text)
    )


def _is_plain(text: str) -> bool:
    """Whether nothing in a text can mean more than itself, emphasis, links and the starts of lines apart.

    What can are escapes, raw HTML, tables, tabs; definitions, pictures, fences; entities. One sign is found
    faster than two.
    """
    return not (
        ("\\" in text or "<" in text or "|" in text or "\t" in text)
        or ("]" in text and ("]:" in text or "] :" in text))
        or ("!" in text and "![" in text)
        or ("`" in text and "```" in text)
        or ("~" in text and "~~~" in text)
        or ("&" in text and _ENTITY.search(text))
        or (not text.isascii() and ("\u2028" in text or "\u2029" in text))
    )


def _has_odd_spaces(block: str) -> bool:
    """Whether a block has a hard break in it, or might have one after it, or a "blank" line that is not."""
    return block.endswith("  ") or (
        "\n" in block
        and ("  \n" in block or ("\n " in block and _BLANK_WITH_SPACES.search(block) is not None))
    )


def _is_a_paragraph(block: str) -> bool:
    """Whether no line of a block starts something else."""
    return not _NOT_A_FIRST_LINE.match(block) and not _NOT_A_LINE.search(block)


def _without_footnotes(text: str, bodies: dict[str, str]) -> str | None:
    """The text without its footnotes, whose Markdown is added to `bodies`; None if they are not plain."""
    kept = []
    for block in text.split("\n\n"):
        definition = block.lstrip("\n")
        if not definition.startswith("[^"):
            kept.append(block)
            continue
        label = ""
        for line in definition.rstrip("\n").split("\n"):
            match = _FOOTNOTE.match(line)
            if match:
                label = match[1]
                if label in bodies:
                    return None
                bodies[label] = line[match.end() :]
            elif label and not _NOT_A_FIRST_LINE.match(line.removeprefix("    ")) and line.strip():
                bodies[label] += "\n" + line.removeprefix("    ")
            elif line.startswith("[^"):
                kept.append(block)  # a paragraph that starts with a sign
                break
            else:
                return None
    return "\n\n".join(kept)


def _blocks(text: str, writer: Writer, footnotes: Container[str], *, top: bool) -> bool:
    """Writes the blocks of a text; `top` where all kinds are allowed, not only paragraphs."""
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    blocks = text.strip("\n").split("\n\n")
    last_list = False
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        is_list = False
        first = block[:1]
        if not first:
            continue
        if first.isalpha() and "\n" not in block and block[-1] != " " and not _has_special(block):
            writer.element("p", block)  # what most blocks are
            last_list = False
            continue
        if _has_odd_spaces(block):
            return False
        if first == "#":
            heading = _HEADING.match(block) if top else None
            if heading is None or not _heading(heading, writer, footnotes):
                return False
            rest = block[heading.end() :]
            if rest:
                index -= 1
                blocks[index] = rest
        elif first == ">":
            if not top:
                return False
            quoted = [block]
            while index < len(blocks) and blocks[index].startswith(">"):
                quoted.append(blocks[index])
                index += 1
            if not _block_quote("\n>\n".join(quoted), writer, footnotes):
                return False
        elif top and (first in "-*+" or first.isdigit()) and (_BULLET.match(block) or _NUMBER.match(block)):
            if last_list or not _list(block, writer, footnotes):
                return False
            is_list = True
        elif not _is_a_paragraph(block) or not _element("p", block, writer, footnotes):
            return False
        last_list = is_list
    return True


def _heading(match: re.Match[str], writer: Writer, footnotes: Container[str]) -> bool:
    tag = f"h{len(match[1])}"
    text = match[2].strip()
    if not text:
        return False
    return _element(tag, text, writer, footnotes, match[3] or "")


def _block_quote(block: str, writer: Writer, footnotes: Container[str]) -> bool:
    lines = []
    for line in block.split("\n"):
        if not line.startswith(">"):
            return False
        lines.append(line[2:] if line.startswith("> ") else line[1:])
    writer.start("blockquote")
    if not _blocks("\n".join(lines), writer, footnotes, top=False):
        return False
    writer.end("blockquote")
    return True


def _list(block: str, writer: Writer, footnotes: Container[str]) -> bool:
    marker, tag = (_NUMBER, "ol") if block[0].isdigit() else (_BULLET, "ul")
    items: list[str] = []
    for line in block.split("\n"):
        match = marker.match(line)
        if match:
            items.append(line[match.end() :])
        elif items and _GOES_ON.match(line):
            items[-1] += "\n" + line
        else:
            return False
    writer.start(tag)
    for item in items:
        if not _element("li", item, writer, footnotes):
            return False
    writer.end(tag)
    return True


def _element(tag: str, text: str, writer: Writer, footnotes: Container[str], element_id: str = "") -> bool:
    """Writes an element that holds nothing but words and inline markup."""
    if not _has_special(text):
        writer.element(tag, text, element_id)
        return True
    writer.start(tag, "", element_id)
    if not _inline(text, writer, footnotes):
        return False
    writer.end(tag)
    return True


def _has_special(text: str) -> bool:
    """Whether `_SPECIAL` is found in a text; each of these looks is nearly free."""
    return "*" in text or "_" in text or "[" in text or "`" in text or "]" in text or "{" in text


def _inline(text: str, writer: Writer, footnotes: Container[str]) -> bool:
    """Writes a text with its simple emphasis, links and code; False if there is any other markup in it."""
    copied = 0
    special = _SPECIAL.search(text)
    while special:
        match = _INLINE.match(text, special.start())
        if match is None:
            return False
        special = _SPECIAL.search(text, match.end())
        kind = match.lastgroup
        if kind == "text":
            continue  # words in brackets, as they are
        if kind is None or (kind == "note" and match["note"] not in footnotes):
            return False
        if copied < match.start():
            writer.write(text[copied : match.start()])
        copied = match.end()
        if kind == "note":
            writer.sign(match["note"])
        elif kind == "code":
            writer.inline("<code>")
            writer.code(match[kind])
            writer.inline("</code>")
        elif kind == "target":
            href = writer.link_attribute(match["target"])
            if href is not None:
                writer.inline(f'<a href="{href}">')
            if not _inline(match["label"], writer, ()):
                return False
            if href is not None:
                writer.inline("</a>")
        else:
            tag = "strong" if kind == "strong" else "em"
            writer.inline(f"<{tag}>")
            if not _inline(match[kind], writer, ()):
                return False
            writer.inline(f"</{tag}>")
    if copied < len(text):
        writer.write(text[copied:])
    return True
