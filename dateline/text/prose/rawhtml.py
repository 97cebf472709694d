"""Raw HTML in Markdown: made well-formed by an HTML5 parser, then read into the writer.

Only blocks that hold raw HTML come here. The editor's own HTML stays as it is meant, scripts included;
what others wrote is cleaned by the caller. Unbalanced tags cannot reach beyond their block.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from dateline.text.prose.elements import BLOCKS, OPAQUE, OPTIONAL_END, VOID
from dateline.text.prose.writer import Writer

FOOTNOTE_ATTRIBUTE = "data-footnote-label"
"""On a `<sup>`: stands for a footnote reference while a block passes through here."""


def read_html(html: str, writer: Writer) -> None:
    """Writes a stretch of HTML, whole elements, as one or several blocks."""
    reader = _Reader(writer)
    reader.feed(_well_formed(html))
    reader.close()


def unbalanced(html: str) -> str:
    """What is wrong with the nesting of tags in a stretch of HTML, in words; empty if nothing is."""
    checker = _Checker()
    checker.feed(html)
    checker.close()
    if checker.problem:
        return checker.problem
    return f"<{checker.stack[-1]}> is not closed" if checker.stack else ""


_NAMES = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")
_PREFIXES = set("abcdefghijklmnopqrstuvwxyz_:@")
_LEFT_OUT = {"plaintext", "html", "head", "body", "frameset", "noembed", "noframes", "xmp"}


def _well_formed(html: str) -> str:
    """The same HTML as an HTML5 parser understands it: nothing is taken away but what cannot be nested."""
    import nh3  # loaded only by blocks with raw HTML

    return nh3.clean(
        html,
        tags={name.lower() for name in _NAMES.findall(html)} - _LEFT_OUT | {"p", "tbody"},
        clean_content_tags=set(),
        generic_attribute_prefixes=_PREFIXES,
        strip_comments=False,
        link_rel=None,
        # Addresses are checked where links are resolved, with an error that names them.
        url_schemes=_AnyScheme.of(html),
    )


class _AnyScheme:
    """Every scheme that a text uses."""

    _SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*)\s*:")

    @classmethod
    def of(cls, html: str) -> set[str]:
        return {scheme.lower() for scheme in cls._SCHEME.findall(html)} | {"https"}


class _Reader(HTMLParser):
    """Well-formed HTML into the writer's calls."""

    def __init__(self, writer: Writer) -> None:
        super().__init__(convert_charrefs=True)
        self._writer = writer
        self._opaque = ""
        self._depth = 0
        self._copied: list[str] = []
        self._code = 0
        self._dropped: list[bool] = []
        """For each open `<a>` and `<sup>`, whether its tag was left out: as unsafe, as a footnote's sign."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._opaque:
            self._copied.append(self._tag(tag, attrs))
            self._depth += tag == self._opaque
        elif tag in OPAQUE:
            self._opaque, self._depth = tag, 1
            self._copied = [self._tag(tag, attrs)]
        elif tag in BLOCKS:
            found = dict(attrs)
            element_id = found.pop("id", None) or ""
            self._writer.start(tag, self._attributes(tag, list(found.items())), element_id)
        elif tag == "br":
            self._writer.line_break(self._tag(tag, attrs))
        elif tag == "sup" and attrs and attrs[0][0] == FOOTNOTE_ATTRIBUTE:
            self._writer.sign(attrs[0][1] or "")
            self._writer.hold()
            self._dropped.append(True)
        else:
            self._code += tag == "code"
            html = self._tag(tag, attrs)
            if tag == "a" or tag == "sup":
                self._dropped.append(not html)
            if tag not in VOID:
                self._writer.hold()
            if html:
                self._writer.inline(html)

    def handle_endtag(self, tag: str) -> None:
        if self._opaque:
            self._depth -= tag == self._opaque
            if tag not in VOID:
                self._copied.append(f"</{tag}>")
            if not self._depth:
                self._writer.inline("".join(self._copied))
                self._opaque = ""
        elif tag in VOID:
            return
        elif tag in BLOCKS:
            self._writer.end(tag)
        else:
            self._code -= tag == "code"
            if tag not in ("a", "sup") or not self._dropped.pop():
                self._writer.inline(f"</{tag}>")
            self._writer.release()

    def handle_data(self, data: str) -> None:
        if self._opaque:
            raw = self._opaque in ("script", "style")
            self._copied.append(data if raw else escape(data, quote=False))
        elif self._code:
            self._writer.code(data)
        else:
            self._writer.write(data)

    def handle_comment(self, data: str) -> None:
        html = f"<!--{data}-->"
        if self._opaque:
            self._copied.append(html)
        else:
            self._writer.inline(html)

    def _tag(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        """The start tag; empty for a link whose target is unsafe."""
        attributes = self._attributes(tag, attrs)
        if tag == "a" and not attributes and attrs:
            return ""
        return f"<{tag}{attributes}>"

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        """Attributes as they stand in the tag, links resolved, unsafe ones left out."""
        out = []
        alt = dict(attrs).get("alt")
        for name, value in attrs:
            if name == "markdown":
                continue  # asks for an extension of Markdown, and means nothing in HTML
            if value is None:
                out.append(f" {name}")
                continue
            written: str | None = escape(value)
            if name in ("href", "src", "poster") and value:
                written = self._writer.link_attribute(
                    value, image=name != "href", alt=alt if tag == "img" else None
                )
            if written is not None:
                out.append(f' {name}="{written}"')
        return "".join(out)


class _Checker(HTMLParser):
    """Looks for tags that are not closed or not open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.problem = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID and tag not in OPTIONAL_END:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        if self.problem or tag in VOID or tag in OPTIONAL_END:
            return
        if self.stack and self.stack[-1] == tag:
            self.stack.pop()
        elif tag in self.stack:
            self.problem = f"<{self.stack[-1]}> is not closed before </{tag}>"
        else:
            self.problem = f"</{tag}> closes nothing"
