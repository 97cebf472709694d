"""Markdown that somebody else wrote, made harmless: an article's bodies are rendered as the editor's own.

A body is taken as it is if it renders to nothing but what notes are made of. Else its raw HTML, its lists
of attributes, its pictures and its links into the site are turned into text; and if that is not enough,
the whole of it is shown as it was typed, in a block of code. Links to articles stay in what a site of this
program has handed out, if there are such articles.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html.parser import HTMLParser
from typing import NamedTuple

from dateline.analyse.links import LinkLog
from dateline.annotating.fromhtml import fenced
from dateline.diagnostics import Location
from dateline.text.prose import render_note

__all__ = ["Inside", "harmless", "is_harmless"]


class Inside(NamedTuple):
    """Where a link inside the site may lead; nowhere, if nothing is said."""

    folder: str = ""
    """That the Markdown stands in, relative to the content folder."""
    articles: Collection[str] = ()
    """The slugs that may be linked to."""


NOWHERE = Inside()


def harmless(markdown: str, inside: Inside = NOWHERE) -> str:
    """The Markdown, changed as little as makes it safe to render as an editor's own."""
    text = markdown.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    for attempt in (text, _as_text(text, inside)):
        if is_harmless(attempt, inside):
            return attempt
    return fenced(text.strip())


def is_harmless(markdown: str, inside: Inside = NOWHERE) -> bool:
    """Whether the Markdown renders to plain notes only: no HTML of its own, nothing loaded, no other link in.

    Judged by nh3: what it would take out of the rendered HTML is not harmless.
    """
    import nh3

    log = LinkLog(inside.folder, frozenset())
    at = Location("")
    html = render_note(markdown, log.rules(lambda _: at))
    known = [each for each in log.references if each.kind == "article" and each.id in inside.articles]
    if log.problems or len(known) < len(log.references) or html.count(_SITE) != len(known):
        return False
    html = html.replace(_SITE, 'href="https:')
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "abbr": {"title"}, "code": {"class"}, "ol": {"start"}},
        attribute_filter=_keep,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return _elements(html) == _elements(cleaned)


_SITE = 'href="site:'
_TAGS = {
    *("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "abbr", "sub"),
    *("sup", "del", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
}
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0x7F])
_TAG = re.compile(r"<(?!(?:https?://|mailto:)[^\s<>]+>)(?=[A-Za-z/!?])")
_BRACE = re.compile(r"(?<!\\)\{")
_INNER_LINK = re.compile(r"\]\((?!\s*<?(?:https?://|mailto:))(\s*<?article:([a-z0-9-]+)(?=[#\s>)]))?")
_INNER_DEFINITION = re.compile(r"^([ \t]*)\[(?=[^\]\n]+\]:[ \t]*(?!<?https?://))", re.MULTILINE)


def _as_text(markdown: str, inside: Inside) -> str:
    def link(found: re.Match[str]) -> str:
        return found[0] if found[2] in inside.articles else f"] ({found[1] or ''}"

    text = _TAG.sub("&lt;", markdown)
    text = _BRACE.sub(r"\\{", text)
    text = text.replace("![", "[")
    text = _INNER_LINK.sub(link, text)
    return _INNER_DEFINITION.sub(r"\1\\[", text)


def _keep(tag: str, name: str, value: str) -> str | None:
    """Of classes only those that name a language of code."""
    return value if name != "class" or re.fullmatch(r"language-[\w+#-]+", value) else None


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted(attrs, key=lambda pair: pair[0])))

    def handle_comment(self, data: str) -> None:
        self.found.append(("!", []))


def _elements(html: str) -> list[tuple[str, list[tuple[str, str | None]]]]:
    parser = _Elements()
    parser.feed(html)
    parser.close()
    return parser.found
