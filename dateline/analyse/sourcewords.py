"""The words of a source that is kept as Markdown, line for line, without what only makes them look."""

from __future__ import annotations

import re

# Patterns are compiled when first asked for: few sources are kept as Markdown.
_LINE_START = r"^[ \t]*(?:(?:>|#{1,6}(?=\s)|[-*+](?=\s)|\d+[.)](?=\s))[ \t]*)+"
_LINK = r"!?\[((?:[^\[\]\n]|\\.)*)\](?:\([^()\n]*\)|\[[^\[\]\n]*\])"
_FOOTNOTE = r"\[\^[^\[\]\s]+\]:?"
_EMPHASIS = r"(?<![\w*_\\])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_\\])[*_]{1,3}(?![\w*_])|`"
_ESCAPED = r"\\([\\`*_{}\[\]()#+.!>\"'-])"


def words_of_markdown(text: str) -> str:
    """Markdown without its markup; every word stays in its line, so that a place in it can be named.

    Enough for looking words up: signs of headings, lists, quotations and emphasis go, links leave their
    words. Nothing is rendered.
    """
    text = re.sub(_LINE_START, "", text, flags=re.MULTILINE)
    text = re.sub(_LINK, r"\1", re.sub(_FOOTNOTE, "", text))
    return re.sub(_ESCAPED, r"\1", re.sub(_EMPHASIS, "", text))
