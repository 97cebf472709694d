"""Markdown for readers elsewhere: the editor's short ways to name a place of the site, written in full."""

from __future__ import annotations

import re
from collections.abc import Callable

from dateline.analyse.links import resolve
from dateline.text.escaping import escaped

_TARGET = re.compile(
    r"""(?:\]\(\s*|^\ {0,3}\[[^\]\n]+\]:\s*|\b(?:href|src|poster)=(?=["']))  # a link, a definition, a tag
        (?:<(?P<held>[^<>\n]+)>|(?P<quote>["'])(?P<quoted>[^"'\n]+)(?P=quote)
          |(?P<bare>(?:[^\s()<>"']|\([^\s()<>]*\))+))""",
    re.MULTILINE | re.VERBOSE,
)


def in_full(markdown: str, html: str, slug: str, link: Callable[[str], str]) -> str:
    """A body of an article with its links into the site made by `link`, which takes their addresses.

    `html` is what the body was rendered to: what is no link there (but code, say) stays as it is written.
    """
    if '="site:/' not in html and 'href="#' not in html:
        return markdown

    def whole(found: re.Match[str]) -> str:
        name = found.lastgroup if found.lastgroup != "quote" else "quoted"
        assert name is not None
        target = found[name]
        url = resolve(target, f"articles/{slug}").url
        address = f"site:/articles/{slug}/{url}" if url.startswith("#") else url
        if not address.startswith("site:/") or f'="{escaped(url)}"' not in html:
            return found[0]
        # A bracket in the address would end a link.
        made = link(address.removeprefix("site:")).replace("(", "%28").replace(")", "%29")
        start, end = found.span(name)
        return found[0][: start - found.start()] + made + found[0][end - found.start() :]

    return _TARGET.sub(whole, markdown)
