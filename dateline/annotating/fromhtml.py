"""The HTML of a note as Markdown, which is what a body is written in.

What a note is made of is kept: paragraphs, lists, quotations, code, emphasis, and links to the web. All other
tags are left out, and so is what no page shows. Whether the outcome is harmless is for `foreign` to judge.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["fenced", "markdown_of"]


def markdown_of(html: str) -> str:
    """The Markdown that renders to what the HTML says."""
    writer = _Writer()
    writer.feed(_DECLARATION.sub("", html))
    writer.close()
    return writer.finished()


_DECLARATION = re.compile(r"<!(?!--)[^>]*>?")
"""Of a kind that the parser does not know, say: it then gives up."""
_CONTAINERS = frozenset(("blockquote", "ul", "ol", "li"))
_DEEPEST = 8
"""So many containers may be in one another; more than that nobody writes."""
_BLOCKS = _CONTAINERS | {
    *("p", "div", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "tr", "td", "th", "dl", "dt"),
    *("dd", "section", "article", "header", "footer", "figure", "figcaption", "address", "body", "html"),
}
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_INLINE = frozenset((*_MARKS, "a", "code"))
_HIDDEN = frozenset(("script", "style"))
_HREF = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\]+", re.IGNORECASE)


class _Frame:
    """An element that is not closed yet, with what it holds so far."""

    def __init__(self, tag: str, href: str = "") -> None:
        self.tag = tag
        self.href = href
        self.parts: list[str] = []


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._containers = [_Frame("")]
        self._inline = [_Frame("")]
        self._is_pre = False
        self._hidden = 0

    def finished(self) -> str:
        """All that was read, every element closed."""
        self._end_block()
        while len(self._containers) > 1:
            self._end_container()
        return "\n\n".join(self._containers[0].parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self._inline[-1].parts.append("\n" if self._is_pre else "  \n")
        elif tag in _BLOCKS:
            self._end_block()
            self._is_pre = tag == "pre"
            if tag == "li" and self._containers[-1].tag == "li":  # its end may be left out
                self._end_container()
            if tag in _CONTAINERS and len(self._containers) <= _DEEPEST:
                self._containers.append(_Frame(tag))
        elif tag in _INLINE and not self._is_pre and self._inline[-1].tag != "code":
            href = (dict(attrs).get("href") or "").strip() if tag == "a" else ""
            self._inline.append(_Frame(tag, href))

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self._end_block()
            if any(frame.tag == tag for frame in self._containers[1:] if tag in _CONTAINERS):
                while self._end_container() != tag:
                    pass
        elif any(frame.tag == tag for frame in self._inline[1:]):
            while self._end_inline() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        is_code = self._is_pre or self._inline[-1].tag == "code"
        self._inline[-1].parts.append(data if is_code else _escaped(re.sub(r"\s+", " ", data)))

    def _end_inline(self) -> str:
        """Puts what an element holds into the one around it; returns its tag."""
        frame = self._inline.pop()
        text = "".join(frame.parts)
        words = text.strip()
        if words and frame.tag == "code":
            words = _code(words)
        elif words and frame.tag in _MARKS:
            words = f"{_MARKS[frame.tag]}{words}{_MARKS[frame.tag]}"
        elif words and _HREF.fullmatch(frame.href):
            words = f"[{words}](<{frame.href}>)"
        before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
        self._inline[-1].parts.append(f"{before}{words}{after}" if words else text[:1])
        return frame.tag

    def _end_block(self) -> None:
        """What has been read since the last block is one."""
        while len(self._inline) > 1:
            self._end_inline()
        text = "".join(self._inline[0].parts)
        self._inline[0].parts.clear()
        if not text.strip():
            return
        if self._is_pre:
            block = fenced(text.strip("\n"))
        else:
            lines = (re.sub(r" +", " ", line).strip() for line in text.strip().split("\n"))
            block = "  \n".join(_started(line) for line in lines if line)
        self._is_pre = False
        self._containers[-1].parts.append(block)

    def _end_container(self) -> str:
        """Puts a list, an item or a quotation into what is around it; returns its tag."""
        frame = self._containers.pop()
        text = "\n\n".join(frame.parts)
        if frame.tag == "blockquote":
            text = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        elif frame.tag == "li":
            mark = "1.  " if self._containers[-1].tag == "ol" else "-   "
            text = mark + re.sub(r"\n(?!\n)", "\n    ", text)
        if frame.parts:
            self._containers[-1].parts.append(text)
        return frame.tag


def fenced(text: str) -> str:
    """A text as a block of code, whatever is in it."""
    fence = "~" * max(3, 1 + max((len(run) for run in re.findall("~+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def _started(line: str) -> str:
    """A line that begins no list, no heading, no quotation and no definition."""
    line = re.sub(r"^(\d*)([.)#>+-])", r"\1\\\2", line)
    return f"&#{ord(line[0])};{line[1:]}" if line[0] in ":=" else line


_SIGNS = re.compile(r"[\\`*_\[\]{}]")
_ENTITIES = {ord(sign): f"&#{ord(sign)};" for sign in "~^"} | {ord("&"): "&amp;", ord("<"): "&lt;"}


def _escaped(text: str) -> str:
    """Text in which no sign means anything to Markdown, but for those at the start of a line."""
    return _SIGNS.sub(r"\\\g<0>", text.translate(_ENTITIES))


def _code(text: str) -> str:
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if "`" in text else ""
    return f"{ticks}{space}{' '.join(text.split())}{space}{ticks}"
