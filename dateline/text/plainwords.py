"""The words of rendered prose, for what knows no HTML."""

from __future__ import annotations

import re
from html import unescape


def plain_words(html: str) -> str:
    """The words of a rendered body, one line a paragraph.

    >>> plain_words("<p>One &amp; <em>two</em>.</p><p>Three.</p>")
    'One & two.\\nThree.'
    """
    spaced = _BREAK.sub("\n", html)
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub("", spaced)).splitlines())
    return "\n".join(line for line in lines if line)


_BREAK = re.compile(r"<(?:br|/p|/li|/blockquote|/h\d)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")
