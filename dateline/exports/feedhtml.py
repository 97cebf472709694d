"""An article as one piece of HTML for feed readers: prose, then its notes in a list, all links absolute.

Feed readers have none of the site's styles. So signs are bracketed here: bare, a note's number would be
part of the figure before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from dateline import addresses
from dateline.building.plan import View
from dateline.dates.datewords import plain_date
from dateline.messages import rating_label, translator
from dateline.model import ArticleBody, Correction, Note, Picture
from dateline.text.opening import led_in


class FeedClaim(View, frozen=True, kw_only=True):
    """A checked claim, but for its words, whose place moves with every edit."""

    id: str
    number: int
    rating: str
    html: str


class FeedArticle(View, frozen=True, kw_only=True):
    """What the body of an article does not tell of it."""

    slug: str
    place: str = ""
    date: str
    """Of the dateline, ISO 8601."""
    picture: Picture | None = None
    picture_url: str = ""
    claims: tuple[FeedClaim, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """Newest first."""
    event_urls: tuple[tuple[str, str], ...] = ()
    """Where the links to events in its prose lead, by the event's id in the article."""


@lru_cache(maxsize=32)
def article_html(article: FeedArticle, body: ArticleBody, url: str, site_url: str, language: str) -> str:
    """The whole article; `url` is its absolute address.

    Kept for the other format of the feed, which is made next.
    """
    parts = [*_head(article, language), *_prose(article, body, language), *_notes(article, body, language)]
    html = _SIGN.sub("", "\n".join(parts))
    html = _NUMBER.sub(r"<sup>\1[\2]</a></sup>", html)
    html = _STANDING.sub(r" <strong>[\1]</strong>", html)
    if 'href="event:' in html:
        urls = dict(article.event_urls)
        html = _EVENT.sub(lambda found: f'href="{escape(urls.get(found[1], url))}"', html)
    return addresses.in_full(html, site_url, url)


_EVENT = re.compile(r'href="event:([a-z0-9-]+)"')
_SIGN = re.compile(r'<a class="sign sign-(?:quote|event)"[^>]*><span aria-hidden="true">[^<]*</span></a>')
_NUMBER = re.compile(r'(<a class="sign sign-(?:note|claim) [^>]*>)<span>(\d+)</span></a>')
_STANDING = re.compile(r'<span class="sign standing [^>]*>([^<]*)</span>')


def correction_title(correction: Correction, language: str) -> str:
    """What kind of correction it is, and of which day."""
    kind = translator(language)(f"correction.{correction.kind}")
    return f"{kind} · {plain_date(correction.date[:10], language)}"


def _head(article: FeedArticle, language: str) -> Iterator[str]:
    """The notices of corrections, and the picture."""
    for correction in article.corrections:
        yield led_in(correction.html, f"<strong>{escape(correction_title(correction, language))}.</strong> ")
    picture = article.picture
    if picture is not None:
        size = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
        image = f'<img src="{escape(article.picture_url)}" alt="{escape(picture.alt)}"{size}>'
        caption = escape(" ".join(filter(None, (picture.caption, picture.credit))), quote=False)
        yield f"<figure>{image}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _prose(article: FeedArticle, body: ArticleBody, language: str) -> Iterator[str]:
    """The sections; the first, which is the lede, is opened by the dateline."""
    place = f"{escape(article.place, quote=False)}, " if article.place else ""
    opening = f'{place}<time datetime="{article.date}">{plain_date(article.date, language)}</time> — '
    for section in body.sections:
        if section.title_html:
            yield f"<h2>{section.title_html}</h2>"
        blocks = [block.html for block in section.blocks]
        if opening:
            blocks[:1] = [led_in(blocks[0] if blocks else "", opening)]
            opening = ""
        yield from blocks


def _notes(article: FeedArticle, body: ArticleBody, language: str) -> Iterator[str]:
    """Notes and claims by their numbers, which run through both."""
    t = translator(language)
    items = [(note.number, _note(note)) for note in body.notes]
    for claim in article.claims:
        rating = escape(f"{t('kind.claim')} · {rating_label(claim.rating, language)}.")
        reasoning = led_in(claim.html, f"<strong>{rating}</strong> ")
        items.append((claim.number, f'<li id="n-c-{claim.id}" value="{claim.number}">{reasoning}</li>'))
    if items:
        listed = "".join(item for _, item in sorted(items))
        yield f"<h2>{escape(t('feed.notes'))}</h2>\n<ol>{listed}</ol>"


def _note(note: Note) -> str:
    return f'<li id="n-a-{note.id}" value="{note.number}">{note.html}</li>'
