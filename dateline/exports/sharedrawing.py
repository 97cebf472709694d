"""The picture that social networks show beside a link to an article, drawn.

With fonts of our own (DejaVu, cut down to the letters of `fonts/letters.txt`), so that it is the same on
every machine.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageFont

from dateline.exports.bandedpng import LEAD, Band, band, png
from dateline.exports.sharepicture import FONTS

if TYPE_CHECKING:
    from PIL._imaging import ImagingCore

WIDTH, HEIGHT = 800, 420
"""In the proportions that Open Graph recommends for a large card. Half as many pixels again would be a
little sharper and take twice the time, for every article."""
MARGIN = 48
PAPER = (255, 253, 248)
INK = (27, 27, 27)
ACCENT = (138, 27, 24)
_SHADES = 14
"""How many steps the palette of 16 has from paper to ink; the last colour is the accent."""
_DARKEST = 252
"""What letters are drawn with, before the shades are counted."""
SIZES = (52, 45, 39, 34, 29)
SMALL, SMALLER = 23, 20
"""Of the site's name, and of place and date."""
LEADING = 1.18
_TOP, _BOTTOM = 113, 87
"""Room above and below the headline."""
_HEAD, _FOOT = 109, 80
"""Rows at the top and at the bottom, packed apart from the headline: see `bandedpng`."""
_FOOT_RULE, _FOOT_END = 21, 33
"""Of the rows at the bottom, those with the line and those below the date."""
BELOW = 2
"""Rows that letters may reach into the next line; so high up in that are only the accents of capitals."""


def share_picture(headline: str, dateline: str, site: str) -> bytes:
    """The picture as PNG, 800 by 420 pixels, with a palette of 16 colours."""
    size, lines = _fitted(headline, WIDTH - 2 * MARGIN)
    leading = round(size * LEADING)
    rows = min(_TOP - _HEAD + len(lines) * leading + BELOW, HEIGHT - _HEAD - _FOOT)
    image = _blank(rows)
    for number, line in enumerate(lines):
        _write(image, _TOP - _HEAD + number * leading, line, size, _DARKEST)
    space = _paper(HEIGHT - _HEAD - rows - _FOOT)
    return png(
        WIDTH, _palette(), (_head(site), band(image), space, _rule(), _dated(dateline), _paper(_FOOT_END))
    )


def _fitted(headline: str, room: int) -> tuple[int, list[str]]:
    """The largest size at which the headline fits between site and date, and the lines."""
    for size in SIZES:
        lines = _lines(headline, size, room)
        if len(lines) * size * LEADING <= HEIGHT - _TOP - _BOTTOM:
            return size, lines
    kept = lines[:5]
    if len(lines) > len(kept):
        kept[-1] = kept[-1].rstrip(" ,.;:") + "…"
    return size, kept


def _lines(text: str, size: int, room: int) -> list[str]:
    """The text broken at spaces so that no line is wider than `room` pixels (but for a single word)."""
    lines: list[str] = []
    space = _width(" ", size)
    used = 0
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
def _width(word: str, size: int) -> int:
    """Of a word in pixels, its letters side by side."""
    return sum([glyph(letter, size).advance for letter in word])


@lru_cache(maxsize=8)
def _head(site: str) -> Band:
    """The red edge and the name of the site: all pictures of a site have them alike."""
    image = _blank(_HEAD)
    image.paste(_SHADES + 1, (LEAD, 0, LEAD + WIDTH, 9))
    _write(image, 43, site, SMALL, _DARKEST)
    return band(image)


@lru_cache(maxsize=HEIGHT)
def _paper(rows: int) -> Band:
    return band(_blank(rows))


@lru_cache(maxsize=1)
def _rule() -> Band:
    """The line below the headline."""
    image = _blank(_FOOT_RULE)
    image.paste(round(_SHADES / 3), (LEAD + MARGIN, 8, LEAD + WIDTH - MARGIN + 1, 9))
    return band(image)


def _dated(dateline: str) -> Band:
    image = _blank(_FOOT - _FOOT_RULE - _FOOT_END)
    _write(image, 2, dateline, SMALLER, _DARKEST * 3 // 4)
    return band(image)


def _blank(rows: int) -> Image.Image:
    return Image.new("P", (LEAD + WIDTH, rows), 0)


def _write(image: Image.Image, top: int, text: str, size: int, ink: int) -> None:
    """Word by word: beside each other they never touch, for a space is wider than letters reach over."""
    # What Image.paste does, but for looking anew at each word: that is most of its time.
    paste = image.im.paste
    x, space = LEAD + MARGIN, glyph(" ", size).advance
    for text_of_word in text.split(" "):
        word = _word(text_of_word, size, ink)
        if word.image is not None:
            box = (x + word.left, top + word.top, x + word.right, top + word.bottom)
            paste(word.image if word.top > BELOW else image.im.crop(box).chop_lighter(word.image), box)
        x += word.advance + space


class Drawn(NamedTuple):
    """A letter or a word; no image where there is nothing to see."""

    image: ImagingCore | None
    left: int
    top: int
    right: int
    bottom: int
    """Its edges, from where it is written."""
    advance: int
    """From there to where the next is."""


@lru_cache(maxsize=1024)
def _word(word: str, size: int, ink: int) -> Drawn:
    """A word in the colours of the palette: kept, for words come again and again and are costly to draw."""
    around, advance = size // 2, _width(word, size)
    canvas = Image.new("L", (advance + 2 * around, 2 * size), 0)
    paste = canvas.im.paste
    x = around
    for letter in word:
        image, left, top, right, bottom, on = glyph(letter, size)
        if image is not None:
            paste(ink, (x + left, around + top, x + right, around + bottom), image)
        x += on
    box = canvas.getbbox()
    if box is None:
        return Drawn(None, 0, 0, 0, 0, advance)
    shades = canvas.crop(box).tobytes().translate(_COLOURS)
    left, top, right, bottom = (edge - around for edge in box)
    coloured = Image.frombytes("P", (right - left, bottom - top), shades)
    return Drawn(coloured.im, left, top, right, bottom, advance)


@cache
def glyph(letter: str, size: int) -> Drawn:
    """A letter, as much of the ink as each pixel takes."""
    font = _font(size)
    mask, (left, top) = font.getmask2(letter, "L")
    width, height = mask.size
    image = mask if width and height else None
    return Drawn(image, left, top, left + width, top + height, round(font.getlength(letter)))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """A bold serif for headlines, a sans for what is small."""
    name = "DejaVuSerif-Bold.ttf" if size in SIZES else "DejaVuSans.ttf"
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


_COLOURS = bytes(round(min(drawn / _DARKEST, 1) * _SHADES) for drawn in range(256))
"""From what is drawn to the numbers of colours."""


@cache
def _palette() -> bytes:
    palette: list[int] = []
    for number in range(_SHADES + 1):
        palette += [round(p + (i - p) * number / _SHADES) for p, i in zip(PAPER, INK, strict=True)]
    return bytes([*palette, *ACCENT])
