"""Markdown in full: Python-Markdown's tree, read into the writer.

The tree is taken after the inline, attribute-list and abbreviation processors, before anything is
serialised; what Python-Markdown would do to the serialised text (raw HTML, escapes, entities) is done
here on the tree. Footnotes are taken out of the text; typography is left to the writer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from dateline.text.prose.elements import BLOCKS, VOID
from dateline.text.prose.rawhtml import FOOTNOTE_ATTRIBUTE, read_html, unbalanced
from dateline.text.prose.setting import PROTECTED_DOUBLE, PROTECTED_SINGLE
from dateline.text.prose.writer import Writer

if TYPE_CHECKING:
    from markdown import Markdown


class FullReading:
    """One Markdown text, parsed; `write` hands its blocks to a writer, `footnote` its footnotes."""

    def __init__(self, text: str) -> None:
        self._md = _parser(_features(text))
        self._md.reset()
        self.garbled: list[str] = []
        """Blocks in which Python-Markdown lost its way among asterisks (it leaves a placeholder behind)."""
        self._stash: list[str] = []
        self._root = self._parse(text)
        self.footnotes: dict[str, str] = _footnotes(self._md)
        """The Markdown of the footnotes by label, in order of definition."""
        self.unbalanced: list[tuple[str, str]] = []
        """Blocks whose raw HTML does not nest: what is wrong, and the first raw stretch as written."""

    def write(self, writer: Writer) -> None:
        """Writes all blocks but the footnotes."""
        self._write_tree(self._root, writer)

    def write_footnote(self, label: str, writer: Writer) -> None:
        """Writes the blocks of a footnote."""
        root = Element("div")
        self._md.parser.parseChunk(root, self.footnotes[label])
        self._write_tree(self._finish(root), writer)

    def _parse(self, text: str) -> Element:
        lines = text.split("\n")
        for preprocessor in self._md.preprocessors:
            lines = preprocessor.run(lines)
        root = self._md.parser.parseDocument(lines).getroot()
        assert root is not None
        return self._finish(root)

    def _finish(self, root: Element) -> Element:
        """Runs the tree processors."""
        from markdown.treeprocessors import InlineProcessor

        for processor in self._md.treeprocessors:
            new_root = processor.run(root)
            root = root if new_root is None else new_root
            if isinstance(processor, InlineProcessor):
                # As "prettify" does: to attribute lists, what follows a break is on a line of its own.
                for line_break in root.iter("br"):
                    line_break.tail = f"\n{line_break.tail or ''}"
        _align_by_class(root)
        self.garbled += [text for block in root if _is_garbled(text := "".join(block.itertext()))]
        self._stash = _unstashed([str(html) for html in self._md.htmlStash.rawHtmlBlocks])
        return root

    def _write_tree(self, root: Element, writer: Writer) -> None:
        walk = _Walk(writer, self._stash)
        if root.text:
            walk.text(root.text)
        for block in root:
            if self._stash and self._holds_raw_html(block):
                html = _serialised(block, self._stash, self._md.is_block_level)
                problem = unbalanced(html)
                if problem:
                    self.unbalanced.append((problem, html))
                read_html(html, writer)
            else:
                walk.element(block)
            if block.tail:
                walk.text(block.tail)

    def _holds_raw_html(self, block: Element) -> bool:
        for element in block.iter():
            for text in (element.text, element.tail if element is not block else None):
                if text and "wzxhzdk" in text:
                    for match in _STASHED.finditer(text):
                        kind = _kind(self._stash[int(match[1])])
                        if kind == "raw" or (kind == "fenced" and not _is_fence(element, self._stash)):
                            return True
        return False


def forget_parsers() -> None:
    """To be called after a failure: a parser that was interrupted is not fit for another text."""
    _parser.cache_clear()


_FEATURES = (
    ("tables", re.compile(r"\|")),
    ("footnotes", re.compile(r"\[\^")),
    ("def_list", re.compile(r"^[^\w\n]*:[ \t]", re.MULTILINE)),
    ("abbr", re.compile(r"\*\[")),
    ("attr_list", re.compile(r"\{")),
    ("fenced_code", re.compile(r"```|~~~")),
)


def _features(text: str) -> tuple[str, ...]:
    """The extensions that a text can need: each costs time even where it finds nothing to do."""
    return tuple(name for name, trigger in _FEATURES if trigger.search(text))


@lru_cache(maxsize=64)
def _parser(features: tuple[str, ...]) -> Markdown:
    """A Python-Markdown parser without the steps that are done here."""
    from markdown import Markdown

    md = Markdown(extensions=list(features), output_format="html")
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, '"', "'"]
    for name in ("footnote", "footnote-duplicate", "prettify", "unescape"):
        if name in md.treeprocessors:
            md.treeprocessors.deregister(name)
    return md


def _is_garbled(text: str) -> bool:
    """Whether a placeholder was left unresolved or was cut."""
    return (_STX in text or _ETX in text) and _LOST.search(_SPECIAL.sub("", text)) is not None


def _align_by_class(root: Element) -> None:
    """The alignment of table cells as a class, `align-right`: a strict policy allows no inline style."""
    for tag in ("th", "td"):
        for cell in root.iter(tag):
            match = _ALIGNMENT.fullmatch(cell.get("style", ""))
            if match:
                del cell.attrib["style"]
                cell.set("class", f"{cell.get('class', '')} align-{match[1]}".strip())


def _unstashed(stash: list[str]) -> list[str]:
    """The stash with what is stashed inside a stretch (fenced code in raw HTML) put back into it."""
    for index, html in enumerate(stash):
        if "wzxhzdk" in html:
            # Preprocessors stash in turn: a stretch holds only what was stashed before it.
            stash[index] = _STASHED.sub(lambda match: stash[int(match[1])], html)
    return stash


def _footnotes(md: Markdown) -> dict[str, str]:
    """The footnotes that a parse has found."""
    for extension in md.registeredExtensions:
        found = getattr(extension, "footnotes", None)
        if found is not None:
            return dict(found)
    return {}


_STX, _ETX = "\u0002", "\u0003"
_STASHED = re.compile(f"{_STX}wzxhzdk:([0-9]+){_ETX}")
_SPECIAL = re.compile(f"{_STX}(?:(?P<escape>[0-9]+)|(?P<amp>amp)|wzxhzdk:(?P<stash>[0-9]+)){_ETX}")
_ALIGNMENT = re.compile(r"text-align: (left|right|center);")
_LOST = re.compile(f"{_STX}?(?:klzzwxh|wzxhzdk):[0-9]*{_ETX}?|[{_STX}{_ETX}]")
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[0-9a-zA-Z]+);")
_FENCED = re.compile(
    r'<pre(?P<pre>(?: [\w:-]+="[^"]*")*)><code(?P<code>(?: [\w:.-]+="[^"]*")*)>(?P<text>[^<]*)</code></pre>'
)

# What a fence is told beside its language, `hl_lines` and so on, is no attribute of HTML.
_OPTION = re.compile(r" (?!(?:class|id|title|lang|dir|data-[a-z-]+)=)")


def _kind(html: str) -> str:
    """What a stashed stretch is: `entity`, `fenced` code, or `raw` HTML."""
    if html.startswith("&") and _ENTITY.fullmatch(html):
        return "entity"
    if html.startswith("<pre") and _FENCED.fullmatch(html):
        return "fenced"
    return "raw"


def _is_fence(element: Element, stash: list[str]) -> bool:
    """Whether an element is the paragraph that stands for one fenced code block."""
    match = _STASHED.fullmatch(element.text or "")
    return (
        element.tag == "p"
        and not len(element)
        and match is not None
        and _kind(stash[int(match[1])]) == "fenced"
    )


class _Walk:
    """The tree of a block, in document order, into the writer's calls."""

    def __init__(self, writer: Writer, stash: list[str]) -> None:
        self._writer = writer
        self._stash = stash

    def element(self, element: Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            if tag == "p" and self._stash and _is_fence(element, self._stash):
                self._fence(element)
                return
            attributes = dict(element.items())
            element_id = attributes.pop("id", None) or ""
            self._writer.start(tag, self._attributes(attributes), decoded(element_id, self._stash))
            if tag in VOID:
                return
            self._inside(element, self.text)
            self._writer.end(tag)
        elif tag == "br":
            self._writer.line_break(f"<br{self._attributes(dict(element.items()))}>")
        elif tag == "sup" and (element.get("id") or "").startswith("fnref"):
            self._writer.sign(_footnote_label(element))
        elif tag == "code":
            self._writer.inline(f"<code{self._attributes(dict(element.items()))}>")
            self._inside(element, self._code)
            self._writer.inline("</code>")
        elif tag == "a":
            self._link(element)
        elif tag == "img":
            self._picture(element)
        else:
            self._writer.inline(f"<{tag}{self._attributes(dict(element.items()))}>")
            if tag not in VOID:
                self._inside(element, self.text)
                self._writer.inline(f"</{tag}>")

    def text(self, text: str) -> None:
        self._writer.write(decoded(text, self._stash))

    def _code(self, text: str) -> None:
        self._writer.code(decoded(text, self._stash))

    def _inside(self, element: Element, write: Callable[[str], None]) -> None:
        if element.text:
            write(element.text)
        for child in element:
            self.element(child)
            if child.tail:
                write(child.tail)

    def _fence(self, element: Element) -> None:
        match = _FENCED.fullmatch(self._stash[int(_STASHED.fullmatch(element.text or "")[1])])  # type: ignore[index]
        assert match is not None
        self._writer.start("pre", match["pre"])
        self._writer.inline(f"<code{_OPTION.sub(' data-', match['code'])}>")
        self._writer.write(unescape(match["text"]))
        self._writer.inline("</code>")
        self._writer.end("pre")

    def _link(self, element: Element) -> None:
        attributes = dict(element.items())
        target = in_attribute(attributes.pop("href", "") or "", self._stash)
        href = self._writer.link_attribute(target)
        if href is not None:
            self._writer.inline(f'<a href="{href}"{self._attributes(attributes)}>')
        self._inside(element, self.text)
        if href is not None:
            self._writer.inline("</a>")

    def _picture(self, element: Element) -> None:
        attributes = dict(element.items())
        alt = in_attribute(attributes.pop("alt", "") or "", self._stash)
        target = in_attribute(attributes.pop("src", "") or "", self._stash)
        src = self._writer.link_attribute(target, image=True, alt=alt)
        if src is not None:
            self._writer.inline(f'<img src="{src}" alt="{escape(alt)}"{self._attributes(attributes)}>')

    def _attributes(self, attributes: Mapping[str, str | None]) -> str:
        """Attributes as they stand in a tag, in order of their names."""
        if not attributes:
            return ""
        return "".join(
            f' {name}="{escape(in_attribute(value, self._stash))}"' if value is not None else f" {name}"
            for name, value in sorted(attributes.items())
        )


def in_attribute(text: str, stash: list[str]) -> str:
    """The same for the value of an attribute, which no typography changes."""
    return decoded(text, stash).replace(PROTECTED_DOUBLE, '"').replace(PROTECTED_SINGLE, "'")


def decoded(text: str, stash: list[str]) -> str:
    """A text of the tree as a reader sees it: escapes, entities and stashed stretches resolved."""
    if _STX in text:

        def resolved(match: re.Match[str]) -> str:
            if match["escape"]:
                character = chr(int(match["escape"]))
                return _PROTECTED.get(character, "&amp;" if character == "&" else character)
            if match["amp"]:
                return "&"
            return stash[int(match["stash"])]

        text = _SPECIAL.sub(resolved, text)
    if _STX in text or _ETX in text:
        text = _LOST.sub("", text)
    return _ENTITY.sub(_character, text) if "&" in text else text


_PROTECTED = {'"': PROTECTED_DOUBLE, "'": PROTECTED_SINGLE}


def _character(match: re.Match[str]) -> str:
    return unescape(match[0])


def _footnote_label(element: Element) -> str:
    link = element.find("a")
    href = (link.get("href") if link is not None else "") or ""
    return href.removeprefix("#fn:")


def _serialised(block: Element, stash: list[str], is_block: Callable[[str], bool]) -> str:
    """A block with raw HTML in it as one HTML text, footnote references as marked `<sup>`."""
    out: list[str] = []
    only = _STASHED.fullmatch((block.text or "").strip()) if block.tag == "p" and not len(block) else None
    if only:
        html = stash[int(only[1])]
        name = re.match(r"</?([^ >/]+)", html)
        if name and (name[1][0] in "!?@%" or is_block(name[1].lower())):
            return html
    _serialise(block, stash, out)
    return "".join(out)


def _serialise(element: Element, stash: list[str], out: list[str]) -> None:
    tag = element.tag
    if tag == "sup" and (element.get("id") or "").startswith("fnref"):
        out.append(f'<sup {FOOTNOTE_ATTRIBUTE}="{escape(_footnote_label(element))}"></sup>')
        return
    attributes = "".join(
        f" {name}" if value is None else f' {name}="{escape(decoded(value, stash))}"'
        for name, value in sorted(element.items())
    )
    out.append(f"<{tag}{attributes}>")
    if tag in VOID:
        return
    out.append(_with_html(element.text, stash))
    for child in element:
        _serialise(child, stash, out)
        out.append(_with_html(child.tail, stash))
    out.append(f"</{tag}>")


def _with_html(text: str | None, stash: list[str]) -> str:
    """A text of the tree as HTML, stashed stretches in their places."""
    if not text:
        return ""
    out = []
    copied = 0
    for match in _STASHED.finditer(text):
        out.append(escape(decoded(text[copied : match.start()], stash), quote=False))
        out.append(stash[int(match[1])])
        copied = match.end()
    out.append(escape(decoded(text[copied:], stash), quote=False))
    return "".join(out)
