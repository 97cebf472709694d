"""The picture that social networks show beside a link to an article: headline, dateline, site.

Drawn with the font that Pillow brings, so that it is the same on every machine. That font knows Latin
letters only: an article whose headline has others gets no picture.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from dateline import addresses
from dateline.datewords import plain_date
from dateline.model import AnalysedSite, ArticleSummary
from dateline.plan import Page

if TYPE_CHECKING:
    from PIL import Image, ImageFont

SHARE = "make:share"
WIDTH, HEIGHT = 1200, 630
"""What Open Graph recommends for a large card."""
_MARGIN = 72
_PAPER = (255, 253, 248)
_INK = (27, 27, 27)
_ACCENT = (138, 27, 24)
_DARKEST = 240
"""Index of the ink in the palette; below it, the shades from paper to ink; at 255, the accent."""
_SIZES = (84, 72, 62, 54, 46)
_LAST_LATIN = 0x24F
_PUNCTUATION = frozenset("–—‘’‚“”„…€′″‹›•")


class ShareView(Struct, frozen=True, kw_only=True):
    """All that the picture shows."""

    headline: str
    dateline: str
    site: str


def share_pages(site: AnalysedSite) -> Iterator[Page]:
    """A picture for each article; none where the site has no url, since its address must be absolute."""
    for article in site.articles:
        if share_address(site, article):
            date = plain_date(article.date, site.site.language)
            view = ShareView(
                headline=article.title,
                dateline=f"{article.place}, {date}" if article.place else date,
                site=site.site.title,
            )
            yield Page(path=addresses.path_of(_address(article)), template=SHARE, view=view)


def share_address(site: AnalysedSite, article: ArticleSummary) -> str:
    """The address of an article's picture in the site; empty where it has none."""
    drawable = _is_latin(article.title) and _is_latin(site.site.title) and _is_latin(article.place)
    return _address(article) if site.site.url and drawable else ""


def share_picture(view: ShareView) -> bytes:
    """The picture as PNG, 1200 by 630 pixels, with a palette of 256 colours."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 13), fill=255)
    room = WIDTH - 2 * _MARGIN
    draw.text((_MARGIN, 64), view.site, font=_font(34), fill=_DARKEST)
    size, lines = _fitted(view.headline, room)
    top = 170
    for line in lines:
        draw.text((_MARGIN, top), line, font=_font(size), fill=_DARKEST)
        top += round(size * 1.18)
    draw.line((_MARGIN, HEIGHT - 108, WIDTH - _MARGIN, HEIGHT - 108), fill=_DARKEST // 3, width=2)
    draw.text((_MARGIN, HEIGHT - 86), view.dateline, font=_font(30), fill=_DARKEST * 3 // 4)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    palette: list[int] = []
    for index in range(256):
        share = min(index / _DARKEST, 1)
        palette += [round(p + (i - p) * share) for p, i in zip(_PAPER, _INK, strict=True)]
    palette[-3:] = _ACCENT
    image.putpalette(palette)
    out = io.BytesIO()
    # Level 6 would save a fifth of the bytes and take three times as long, for every article.
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _fitted(headline: str, room: int) -> tuple[int, list[str]]:
    """The largest size at which the headline fits into four lines, and the lines."""
    for size in _SIZES:
        lines = _lines(headline, size, room)
        if len(lines) * size * 1.18 <= HEIGHT - 170 - 130:
            return size, lines
    kept = lines[:5]
    if len(lines) > len(kept):
        kept[-1] = kept[-1].rstrip(" ,.;:") + "…"
    return size, kept


def _lines(text: str, size: int, room: int) -> list[str]:
    """The text broken at spaces so that no line is wider than `room` pixels (but for a single word)."""
    font = _font(size)
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow is built with FreeType"
    return font


def _is_latin(text: str) -> bool:
    return all(ord(letter) <= _LAST_LATIN or letter in _PUNCTUATION for letter in text)


def _address(article: ArticleSummary) -> str:
    return addresses.article(article.slug) + "share.png"
