"""The words of a source that is kept as Markdown, line for line, without what only makes them look."""

from __future__ import annotations

import re

_LINE_START = re.compile(r"^[ \t]*(?:(?:>|#{1,6}(?=\s)|[-*+](?=\s)|\d+[.)](?=\s))[ \t]*)+", re.MULTILINE)
_LINK = re.compile(r"!?\[((?:[^\[\]\n]|\\.)*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]:?")
_EMPHASIS = re.compile(r"(?<![\w*_\\])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_\\])[*_]{1,3}(?![\w*_])|`")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>\"'-])")


def words_of_markdown(text: str) -> str:
    """Markdown without its markup; every word stays in its line, so that a place in it can be named.

    Enough for looking words up: signs of headings, lists, quotations and emphasis go, links leave their
    words. Nothing is rendered.
    """
    text = _LINE_START.sub("", text)
    text = _LINK.sub(r"\1", _FOOTNOTE.sub("", text))
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub("", text))
