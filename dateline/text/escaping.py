"""Text as it stands in HTML."""

from __future__ import annotations

from html import escape


def escaped(text: str) -> str:
    """As html.escape does it, which takes thrice as long for text without any of these, as nearly all is."""
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return escape(text)
    return text
