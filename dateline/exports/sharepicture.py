"""The picture that social networks show beside a link to an article: headline, dateline, site.

Drawn with fonts of our own (DejaVu, cut down to the letters of `fonts/letters.txt`: Latin, Greek, Cyrillic),
so that it is the same on every machine. An article whose headline, place or date has others gets no picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dateline import addresses
from dateline.building.plan import Page, View
from dateline.dates.datewords import plain_date
from dateline.exports.bandedpng import LEAD, Band, band, png
from dateline.model import AnalysedSite, ArticleSummary

if TYPE_CHECKING:
    from PIL import Image, ImageFont

SHARE = "make:share"
WIDTH, HEIGHT = 800, 420
"""In the proportions that Open Graph recommends for a large card. Half as many pixels again would be a
little sharper and take twice the time, for every article."""
_MARGIN = 48
_PAPER = (255, 253, 248)
_INK = (27, 27, 27)
_ACCENT = (138, 27, 24)
_SHADES = 14
"""How many steps the palette of 16 has from paper to ink; the last colour is the accent."""
_DARKEST, _RED = 252, 255
"""What is drawn with, before the shades are counted: anything up to the ink, and the accent."""
_SIZES = (52, 45, 39, 34, 29)
_LEADING = 1.18
_TOP, _BOTTOM = 113, 87
"""Room above and below the headline."""
_HEAD, _FOOT = 96, 80
"""Rows at the top and at the bottom, packed apart from the headline: see `bandedpng`."""
_FOOT_RULE, _FOOT_END = 16, 28
"""Of the rows at the bottom, those of the line and those below the date."""
_BELOW = 7
"""Rows that the last line of a headline may need below its own."""
_FONTS = Path(__file__).parent / "fonts"
_INSTEAD = str.maketrans({"\u202f": "\u00a0", "\u2009": " "})


class ShareView(View, frozen=True, kw_only=True):
    """All that the picture shows."""

    headline: str
    dateline: str
    site: str


def share_pages(site: AnalysedSite) -> Iterator[Page]:
    """A picture for each article; none where the site has no url, since its address must be absolute."""
    for article in site.articles:
        if share_address(site, article):
            view = ShareView(
                headline=_drawn(article.title),
                dateline=_drawn(_dateline(site, article)),
                site=_drawn(site.site.title),
            )
            yield Page(path=addresses.path_of(_address(article)), template=SHARE, view=view)


def share_address(site: AnalysedSite, article: ArticleSummary) -> str:
    """The address of an article's picture in the site; empty where it has none."""
    if not site.site.url:
        return ""
    texts = (article.title, site.site.title, _dateline(site, article))
    return _address(article) if all(_letters().issuperset(_drawn(text)) for text in texts) else ""


def _dateline(site: AnalysedSite, article: ArticleSummary) -> str:
    date = plain_date(article.date, site.site.language)
    return f"{article.place}, {date}" if article.place else date


def _drawn(text: str) -> str:
    """The text with what comes closest in the font."""
    return text.translate(_INSTEAD)


def share_picture(view: ShareView) -> bytes:
    """The picture as PNG, 800 by 420 pixels, with a palette of 16 colours."""
    size, lines = _fitted(view.headline, WIDTH - 2 * _MARGIN)
    leading = round(size * _LEADING)
    rows = min(_TOP - _HEAD + len(lines) * leading + _BELOW, HEIGHT - _HEAD - _FOOT)
    headline = _blank(rows)
    for number, line in enumerate(lines):
        _write(headline, _TOP - _HEAD + number * leading, line, size, _DARKEST)
    space = _paper(HEIGHT - _HEAD - rows - _FOOT)
    bands = (_head(view.site), _band(headline), space, _rule(), _dated(view.dateline), _paper(_FOOT_END))
    return png(WIDTH, _colours()[1], bands)


@lru_cache(maxsize=8)
def _head(site: str) -> Band:
    """The red edge and the name of the site: all pictures of a site have them alike."""
    image = _blank(_HEAD)
    image.paste(_RED, (LEAD, 0, LEAD + WIDTH, 9))
    _write(image, 43, site, 23, _DARKEST)
    return _band(image)


@lru_cache(maxsize=HEIGHT)
def _paper(rows: int) -> Band:
    return _band(_blank(rows))


@lru_cache(maxsize=1)
def _rule() -> Band:
    """The line below the headline."""
    image = _blank(_FOOT_RULE)
    image.paste(_DARKEST // 3, (LEAD + _MARGIN, 8, LEAD + WIDTH - _MARGIN + 1, 9))
    return _band(image)


def _dated(dateline: str) -> Band:
    image = _blank(_FOOT - _FOOT_RULE - _FOOT_END)
    _write(image, 7, dateline, 20, _DARKEST * 3 // 4)
    return _band(image)


def _blank(rows: int) -> Image.Image:
    from PIL import Image

    return Image.new("L", (LEAD + WIDTH, rows), 0)


def _write(image: Image.Image, top: int, text: str, size: int, ink: int) -> None:
    """Draws letter by letter, for letters come again and again and are costly to make."""
    from PIL import ImageDraw

    # What ImageDraw.bitmap does, but for looking anew at each letter and ink: that is most of its time.
    draw = ImageDraw.Draw(image).draw.draw_bitmap
    left = float(LEAD + _MARGIN)
    for letter in text:
        glyph = _glyph(letter, size)
        if glyph.image is not None:
            draw((round(left) + glyph.left, top + glyph.top), glyph.image.im, ink)
        left += glyph.advance


class _Glyph(NamedTuple):
    """A letter as it is drawn; no image where there is nothing to see."""

    image: Image.Image | None
    left: int
    top: int
    advance: float


@cache
def _glyph(letter: str, size: int) -> _Glyph:
    from PIL import Image, ImageDraw

    font = _font(size)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(letter))
    image = None
    if right > left and bottom > top:
        image = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(image).text((-left, -top), letter, font=font, fill=255)
    return _Glyph(image, left, top, font.getlength(letter))


def _band(image: Image.Image) -> Band:
    """What is drawn, in the colours of the palette."""
    shades, palette = _colours()
    counted = image.point(shades)
    counted.putpalette(palette)
    return band(counted)


@cache
def _colours() -> tuple[list[int], bytes]:
    """From what is drawn to the numbers of colours, and the palette."""
    shades = [round(drawn / _DARKEST * _SHADES) for drawn in range(_DARKEST + 1)]
    shades += [_SHADES + 1] * (256 - len(shades))
    palette: list[int] = []
    for number in range(_SHADES + 1):
        palette += [round(p + (i - p) * number / _SHADES) for p, i in zip(_PAPER, _INK, strict=True)]
    return shades, bytes([*palette, *_ACCENT])


def _fitted(headline: str, room: int) -> tuple[int, list[str]]:
    """The largest size at which the headline fits between site and date, and the lines."""
    for size in _SIZES:
        lines = _lines(headline, size, room)
        if len(lines) * size * _LEADING <= HEIGHT - _TOP - _BOTTOM:
            return size, lines
    kept = lines[:5]
    if len(lines) > len(kept):
        kept[-1] = kept[-1].rstrip(" ,.;:") + "…"
    return size, kept


def _lines(text: str, size: int, room: int) -> list[str]:
    """The text broken at spaces so that no line is wider than `room` pixels (but for a single word)."""
    lines: list[str] = []
    space = _width(" ", size)
    used = 0.0
    for word in text.split():
        width = _width(word, size)
        if lines and used + space + width <= room:
            lines[-1] += f" {word}"
            used += space + width
        else:
            lines.append(word)
            used = width
    return lines


@lru_cache(maxsize=4096)
def _width(word: str, size: int) -> float:
    """Of a word in pixels, its letters side by side."""
    return sum(_glyph(letter, size).advance for letter in word)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """A bold serif for headlines, a sans for what is small."""
    from PIL import ImageFont

    name = "DejaVuSerif-Bold.ttf" if size in _SIZES else "DejaVuSans.ttf"
    return ImageFont.truetype(_FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _letters() -> frozenset[str]:
    """What both fonts have."""
    return frozenset((_FONTS / "letters.txt").read_text("utf-8").rstrip("\n"))


def _address(article: ArticleSummary) -> str:
    return addresses.article(article.slug) + "share.png"
