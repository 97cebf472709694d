"""The picture that social networks show beside a link to an article: headline, dateline, site.

Drawn with fonts of our own (DejaVu, cut down to the letters of `fonts/letters.txt`: Latin, Greek, Cyrillic),
so that it is the same on every machine. An article whose headline, place or date has others gets no picture.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from dateline import addresses
from dateline.building.plan import Page
from dateline.dates.datewords import plain_date
from dateline.model import AnalysedSite, ArticleSummary

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

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
_FONTS = Path(__file__).parent / "fonts"
_INSTEAD = str.maketrans({"\u202f": "\u00a0", "\u2009": " "})


class ShareView(Struct, frozen=True, kw_only=True):
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
    from PIL import Image, ImageDraw

    image = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 8), fill=_RED)
    _write(draw, 43, view.site, 23, _DARKEST)
    size, lines = _fitted(view.headline, WIDTH - 2 * _MARGIN)
    top = _TOP
    for line in lines:
        _write(draw, top, line, size, _DARKEST)
        top += round(size * _LEADING)
    draw.line((_MARGIN, HEIGHT - 72, WIDTH - _MARGIN, HEIGHT - 72), fill=_DARKEST // 3)
    _write(draw, HEIGHT - 57, view.dateline, 20, _DARKEST * 3 // 4)
    return _png(image)


def _write(draw: ImageDraw.ImageDraw, top: int, text: str, size: int, ink: int) -> None:
    """Draws letter by letter, for letters come again and again and are costly to make."""
    left = float(_MARGIN)
    for letter in text:
        glyph = _glyph(letter, size)
        if glyph.image is not None:
            draw.bitmap((round(left) + glyph.left, top + glyph.top), glyph.image, fill=ink)
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


def _png(image: Image.Image) -> bytes:
    """The file, written here: half of the time goes into it, and this is half of what Pillow takes."""
    shades, palette = _colours()
    counted = image.point(shades)
    counted.putpalette(palette)
    pixels = counted.tobytes("raw", "P;4")
    each = WIDTH // 2
    rows = b"\0" + b"\0".join(pixels[at : at + each] for at in range(0, len(pixels), each))
    # Run lengths alone do for letters on blank paper: harder work would save a tenth and take twice as long.
    packer = zlib.compressobj(1, strategy=zlib.Z_RLE)
    size = WIDTH.to_bytes(4, "big") + HEIGHT.to_bytes(4, "big")
    chunks = (
        (b"IHDR", size + bytes((4, 3, 0, 0, 0))),  # four bits a pixel, colours of a palette
        (b"PLTE", bytes(palette)),
        (b"IDAT", packer.compress(rows) + packer.flush()),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
        for name, data in chunks
    )


@cache
def _colours() -> tuple[list[int], list[int]]:
    """From what is drawn to the numbers of colours, and the palette."""
    shades = [round(drawn / _DARKEST * _SHADES) for drawn in range(_DARKEST + 1)]
    shades += [_SHADES + 1] * (256 - len(shades))
    palette: list[int] = []
    for number in range(_SHADES + 1):
        palette += [round(p + (i - p) * number / _SHADES) for p, i in zip(_PAPER, _INK, strict=True)]
    return shades, [*palette, *_ACCENT]


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
