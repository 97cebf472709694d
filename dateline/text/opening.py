"""Words set before the first ones of rendered prose."""

from __future__ import annotations

import re


def led_in(html: str, words: str) -> str:
    """The HTML with words, HTML too, set into the paragraph that it begins with; else with one of their own.

    >>> led_in("<p>All was well.</p>", "Taipei — ")
    '<p>Taipei — All was well.</p>'
    """
    if _PARAGRAPH.match(html):
        return _PARAGRAPH.sub(lambda opening: opening[0] + words, html, count=1)
    return f"<p>{words}</p>\n{html}"


_PARAGRAPH = re.compile(r"\s*<p(?: [^>]*)?>")
