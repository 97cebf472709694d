"""The writer: takes tags and text in document order, makes pieces and visible text of them.

Both readers of Markdown (`plain` and `full`) write to it, so white space, typography, offsets and links
are handled once. What Markdown means is not known here.
"""

from __future__ import annotations

import re
from html import escape

from dateline.text.prose.elements import VOID
from dateline.text.prose.pieces import (
    START,
    Heading,
    Link,
    LinkRules,
    Piece,
    Place,
    Run,
    TextBlock,
    TopBlock,
)
from dateline.text.prose.setting import Pending, finished, set_nodes, set_paragraph

SECTION_TAGS = frozenset(("h1", "h2"))
"""Top-level headings that begin a section."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KINDS = {
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "td": "cell",
    "th": "cell",
    "figcaption": "caption",
    "pre": "code",
}
_UNSAFE = re.compile(r"(?:javascript|data|vbscript):", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x20]+")


class Writer:
    """Collects one file. Call `done` at the end; then `blocks`, `text()`, `links` ... hold the result."""

    def __init__(
        self,
        links: LinkRules,
        language: str,
        begins: Place = START,
        resolved: dict[str, str] | None = None,
    ) -> None:
        """`begins` is where the file begins in its article.

        `resolved` holds what earlier writers of the same file have asked the rules for.
        """
        self._rules = links
        self._resolved = {} if resolved is None else resolved
        self._language = language
        self._begins = begins
        self.reset()

    def reset(self) -> None:
        """Forgets all that was written."""
        self.blocks: list[TopBlock] = []
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.unsafe: list[str] = []
        """Targets that were dropped."""
        self.signs: list[tuple[str, int]] = []
        """Footnote references: label and offset."""
        self.texts: list[TextBlock] = []
        self.words: list[str] = []
        """The words of each text block."""
        self.position = self._begins.offset
        """Where the next text block starts."""
        self._section = self._begins.section
        self._number = self._begins.blocks - 1
        self._quotes = self._begins.quotes
        self._open: list[str] = []
        self._held = 0
        self._quote_stack: list[int] = []
        self._top: TopBlock | None = None
        self._pending: list[Pending] = []

    def fresh(self, *, elsewhere: bool = False) -> Writer:
        """A new writer for the same file, or for a text that stands `elsewhere` but belongs to it.

        The rules are asked about each target once, whoever writes.
        """
        return Writer(self._rules, self._language, START if elsewhere else self._begins, self._resolved)

    # --- What the readers call ---------------------------------------------------------------------

    def element(self, tag: str, text: str, element_id: str = "") -> None:
        """A whole block-level element without any tag inside: the common case, made short."""
        if self._top is not None:
            self._close_text()
        top = self._top or self._begin(tag, element_id)
        kind = _KINDS.get(tag, tag)
        if kind == "heading":
            self._heading(tag, "", element_id)
        text = set_paragraph(text, self._language)
        start = self.position
        end = start + len(text)
        top.pieces += (_opening(tag, "", element_id), Run(start, end), f"</{tag}>")
        self._text(text, end, kind)

    def start(self, tag: str, attributes: str = "", element_id: str = "") -> None:
        """A block-level element starts. `attributes` as in the tag, with a space before, without id."""
        self._close_text()
        if self._top is None:
            self._top = self._begin(tag, element_id)
        if tag in _HEADINGS:
            self._heading(tag, attributes, element_id)
        self._top.pieces.append(_opening(tag, attributes, element_id))
        if tag in VOID:
            self._leave()
            return
        self._open.append(tag)
        if tag == "blockquote":
            self._quote_stack.append(self._quotes)
            self._quotes += 1

    def end(self, tag: str) -> None:
        """The innermost block-level element, which is a `tag`, ends."""
        self._close_text()
        assert self._top is not None
        self._top.pieces.append(f"</{tag}>")
        self._open.pop()
        if tag == "blockquote":
            self._quote_stack.pop()
        self._leave()

    def write(self, text: str) -> None:
        """Text as a reader of the page sees it, not yet collapsed or set."""
        if not text or (not self._pending and not text.strip(" \t\n\r\f") and "pre" not in self._open):
            return
        pieces = self._inline()
        self._pending.append((len(pieces), text, ""))
        pieces.append("")

    def code(self, text: str) -> None:
        """Text of inline code, between the tags."""
        pieces = self._inline()
        self._pending.append((len(pieces), text, "code"))
        pieces.append("")

    def inline(self, html: str) -> None:
        """An inline tag, or an element without visible text, as it stands in the output."""
        pieces = self._inline()
        self._pending.append((len(pieces), "", "tag"))
        pieces.append(html)

    def hold(self) -> None:
        """An inline element starts that may hold blocks: they stay within one top-level block."""
        self._inline()
        self._held += 1

    def release(self) -> None:
        """Such an element has ended."""
        self._held -= 1

    def line_break(self, html: str = "<br>") -> None:
        """A line break inside a block."""
        pieces = self._inline()
        self._pending.append((len(pieces), "\n", "break"))
        pieces.append(html)

    def sign(self, label: str) -> None:
        """A reference to a footnote: its sign belongs here."""
        self._inline()
        self._pending.append((-1, label, "sign"))

    def link_attribute(self, target: str, *, image: bool = False, alt: str | None = None) -> str | None:
        """What to write for a target, escaped; None where it is unsafe. The link is put on record."""
        if not target.startswith("http") and _UNSAFE.match(_CONTROLS.sub("", target)):
            self.unsafe.append(target)
            return None
        self.links.append(Link(target=target, image=image, alt=alt))
        if target not in self._resolved:
            self._resolved[target] = escape(self._rules.resolve(target))
        return self._resolved[target]

    def schemes_of_rules(self) -> set[str]:
        """The schemes of the addresses that the rules have put in place of targets."""
        made = (href for target, href in self._resolved.items() if href != escape(target))
        return {href.partition(":")[0] for href in made if ":" in href}

    def done(self) -> Place:
        """The document is at its end; where the next of the article begins."""
        self._close_text()
        for heading in self.headings:
            heading.text = self._words_of(heading)
        return Place(self.position, self._section, self._number + 1, self._quotes)

    def text(self) -> str:
        """All visible text so far."""
        return "\n".join(self.words)

    # --- Inside ------------------------------------------------------------------------------------

    def _begin(self, tag: str, element_id: str = "") -> TopBlock:
        """A new top-level block."""
        if tag in SECTION_TAGS:
            self._section += 1
            self._number = -1
        else:
            self._number += 1
        top = TopBlock(tag, [], element_id, self.position, len(self.words))
        self.blocks.append(top)
        return top

    def _heading(self, tag: str, attributes: str, element_id: str) -> None:
        """Puts a heading on record that starts here."""
        block = len(self.blocks) - 1
        piece = len(self.blocks[block].pieces)
        self.headings.append(Heading(block, piece, tag, attributes, element_id, len(self.words)))

    def _words_of(self, heading: Heading) -> str:
        """The first words after the start of a heading, if there are any in its top-level block."""
        following = heading.block + 1
        behind = self.blocks[following].first if following < len(self.blocks) else len(self.words)
        return self.words[heading.first] if heading.first < behind else ""

    def _text(self, words: str, end: int, kind: str, code: tuple[tuple[int, int], ...] = ()) -> None:
        """Puts a text block on record that ends at `end`."""
        self.words.append(words)
        self.texts.append(
            TextBlock(
                start=self.position,
                end=end,
                kind=kind,
                section=self._section,
                top=self._number,
                quote=self._quote_stack[-1] if self._quote_stack else -1,
                code=code,
            )
        )
        self.position = end + 1

    def _inline(self) -> list[Piece]:
        """The pieces of the current top-level block; text outside all blocks is one of its own."""
        if self._top is None:
            self._top = self._begin("")
        return self._top.pieces

    def _close_text(self) -> None:
        """Ends the current text block, if there is one: collapse, set, count, cut into runs."""
        pending = self._pending
        if not pending:
            self._leave()
            return
        self._pending = []
        top = self._top
        assert top is not None
        kind = self._open[-1] if self._open else ""
        if "pre" in self._open:
            kind = "pre"
            nodes = [finished(text) if mode != "tag" and mode != "sign" else "" for _, text, mode in pending]
            _strip_last_line_feeds(nodes)
        elif len(pending) == 1 and not pending[0][2]:
            nodes = [set_paragraph(pending[0][1], self._language)]
        else:
            nodes = set_nodes(pending, top.pieces, self._language)
        self._cut(top, pending, nodes, kind)
        self._leave()

    def _leave(self) -> None:
        """Ends the top-level block where nothing is open."""
        if not self._open and not self._held:
            self._top = None

    def _cut(self, top: TopBlock, pending: list[Pending], nodes: list[str], kind: str) -> None:
        """Turns the finished nodes of a text block into runs and puts the block on record."""
        start = place = self.position
        pieces = top.pieces
        codes: list[tuple[int, int]] = []
        for (index, label, mode), text in zip(pending, nodes, strict=True):
            if mode == "sign":
                self.signs.append((label, place))
            elif text:
                end = place + len(text)
                if mode != "break":
                    pieces[index] = Run(place, end)
                    if kind == "pre" and place == start and text.startswith("\n"):
                        _keep_first_line_feed(pieces, index)
                    if mode == "code" and kind != "pre":
                        codes.append((place, end))
                place = end
        if place == start:
            return
        words = "".join(nodes) if len(nodes) > 1 else nodes[0]
        self._text(words, place, _KINDS.get(kind, kind or "p"), tuple(codes))


def _opening(tag: str, attributes: str, element_id: str) -> str:
    """A start tag."""
    if element_id:
        return f'<{tag}{attributes} id="{escape(element_id)}">'
    return f"<{tag}{attributes}>"


def _keep_first_line_feed(pieces: list[Piece], index: int) -> None:
    """A line feed right after `<pre>` is not text in HTML: another one before it keeps it."""
    before = pieces[index - 1]
    if isinstance(before, str) and before.startswith("<pre"):
        pieces[index - 1] = before + "\n"


def _strip_last_line_feeds(nodes: list[str]) -> None:
    """Drops the line feeds that end a code block: they are no part of the code."""
    for index in range(len(nodes) - 1, -1, -1):
        nodes[index] = nodes[index].rstrip("\n")
        if nodes[index]:
            return
