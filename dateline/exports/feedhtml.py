"""An article as one piece of HTML for feed readers: prose, then its notes in a list, all links absolute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from dateline import addresses
from dateline.messages import translator
from dateline.model import ArticleBody, Note, Section

_EVENT = re.compile(r'href="event:([a-z0-9-]+)"')
_SIGN = re.compile(r'<a class="sign sign-(?:quote|event)"[^>]*><span aria-hidden="true">[^<]*</span></a>')


@lru_cache(maxsize=32)
def article_html(
    body: ArticleBody, url: str, site_url: str, event_urls: tuple[tuple[str, str], ...], language: str
) -> str:
    """The whole article; `url` is its absolute address, and so are those of events by their ids.

    Kept for the other format of the feed, which is made next.
    """
    parts = [html for section in body.sections for html in _section(section)]
    if body.notes:
        notes = "".join(_note(note) for note in body.notes)
        parts.append(f"<h2>{escape(translator(language)('feed.notes'))}</h2>\n<ol>{notes}</ol>")
    html = _SIGN.sub("", "\n".join(parts))
    if 'href="event:' in html:
        urls = dict(event_urls)
        html = _EVENT.sub(lambda found: f'href="{escape(urls.get(found[1], url))}"', html)
    return addresses.in_full(html, site_url, url)


def _section(section: Section) -> Iterator[str]:
    if section.title_html:
        yield f"<h2>{section.title_html}</h2>"
    for block in section.blocks:
        yield block.html


def _note(note: Note) -> str:
    return f'<li id="n-a-{note.id}" value="{note.number}">{note.html}</li>'
