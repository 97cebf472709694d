"""The picture of an article: a PNG of a fixed size in which every letter can be read, or none at all."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pytest
from factories import article, site
from PIL import Image

from dateline.exports import sharedrawing
from dateline.exports.bandedpng import LEAD, band, png
from dateline.exports.sharedrawing import (
    ACCENT,
    BELOW,
    HEIGHT,
    INK,
    LEADING,
    PAPER,
    SIZES,
    SMALL,
    SMALLER,
    WIDTH,
    glyph,
)
from dateline.exports.sharepicture import ShareView, letters, share_address, share_pages, share_picture
from dateline.model import AnalysedSite


def drawn(headline: str) -> Image.Image:
    view = ShareView(headline=headline, dateline="Taipei, 3 April 2024", site="The Ledger")
    picture = Image.open(io.BytesIO(share_picture(view)))
    picture.load()
    return picture


def test_it_is_a_png_of_sixteen_colours() -> None:
    picture = drawn("The machines went quiet")
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))
    colours = {colour for _, colour in picture.convert("RGB").getcolors() or ()}
    assert len(colours) <= 16
    assert {PAPER, INK, ACCENT} <= colours


def test_the_same_words_are_the_same_bytes() -> None:
    view = ShareView(headline="One", dateline="Two", site="Three")
    assert share_picture(view) == share_picture(view)


def test_bands_packed_apart_are_the_picture_they_were_cut_from() -> None:
    """Whatever the rows: the file is whole, and a reader that checks it has nothing to say."""
    bands, rows = [], b""
    for number, height in enumerate((1, 30, 2, 200)):
        cut = Image.new("P", (LEAD + 40, height))
        cut.putdata([0, 0, *((each * number) % 16 for each in range(40))] * height)
        bands.append(band(cut))
        rows += bytes(cut.crop((LEAD, 0, LEAD + 40, height)).tobytes())
    picture = Image.open(io.BytesIO(png(40, bytes(range(48)), bands)))
    assert (picture.mode, picture.size) == ("P", (40, 233))
    assert picture.tobytes() == rows
    packed = png(40, bytes(range(48)), bands).partition(b"IDAT")[2]
    assert zlib.decompress(packed[:-16])[1:21] == bytes(20)


@pytest.mark.parametrize("size", [*SIZES, SMALL, SMALLER])
def test_no_letter_is_cut_off_where_bands_meet(size: int) -> None:
    """A headline has 4 rows above it and two below its last, the name and the date at least 2."""
    drawn = [glyph(letter, size) for letter in letters()]
    assert min(each.top for each in drawn) >= (-4 if size in SIZES else -2)
    assert max(each.bottom for each in drawn) <= (
        round(size * LEADING) + BELOW if size in SIZES else size + 5
    )


@pytest.mark.parametrize("size", [*SIZES, SMALL, SMALLER])
def test_a_space_keeps_words_apart(size: int) -> None:
    """So that the room around the letters of one need not be seen through."""
    drawn = [glyph(letter, size) for letter in letters()]
    reach = max(each.right - each.advance for each in drawn) - min(each.left for each in drawn)
    assert reach <= glyph(" ", size).advance


@pytest.mark.parametrize(
    "text",
    [
        "The machines went quiet",
        "Ärger über das Öl: Jäger, Ämter, Übel",
        "(fjord) Kyiv, VAT — ‘flower’",
        "Ω  Жж",
    ],
)
def test_a_text_written_by_words_is_the_text_written_by_letters(text: str) -> None:
    """Word by word with what was kept of each, or letter by letter in shades that are counted at the end."""
    for size in SIZES:
        whole, x = Image.new("L", (LEAD + WIDTH, 200), 0), LEAD + sharedrawing.MARGIN
        for letter in text:
            drawn = glyph(letter, size)
            if drawn.image is not None:
                box = (x + drawn.left, 20 + drawn.top, x + drawn.right, 20 + drawn.bottom)
                whole.im.paste(252, box, drawn.image)
            x += drawn.advance
        written = Image.new("P", whole.size, 0)
        sharedrawing._write(written, 20, text, size, 252)
        assert list(written.tobytes()) == [round(shade / 18) for shade in whole.tobytes()]


def test_an_accent_leaves_what_reaches_down_to_it() -> None:
    image = Image.new("P", (LEAD + WIDTH, 140), 0)
    sharedrawing._write(image, 4, "J" * 12, 52, 252)
    before = image.tobytes()
    sharedrawing._write(image, 4 + 61, "Й" * 12, 52, 252)
    assert all(now >= then for now, then in zip(image.tobytes(), before, strict=True))


@pytest.mark.parametrize("words", [3, 12, 30, 90])
def test_a_headline_of_any_length_stays_within_its_room(words: int) -> None:
    """Neither the margins nor the line above the date are written over."""
    picture = drawn(" ".join(["quicksilver"] * words)).convert("L")
    blank = picture.getpixel((20, 20))
    for box in ((0, 10, 40, HEIGHT), (WIDTH - 40, 10, WIDTH, HEIGHT), (0, HEIGHT - 80, WIDTH, HEIGHT - 73)):
        assert picture.crop(box).getextrema() == (blank, blank)


@pytest.mark.parametrize("size", [SIZES[0], SMALLER])
def test_the_fonts_have_every_letter_that_is_drawn(size: int) -> None:
    font = sharedrawing._font(size)
    missing = bytes(font.getmask("\ufffe"))
    seen = {letter for letter in letters() if not letter.isspace()}
    assert {"é", "ß", "Ω", "Ж", "–", "€"} <= seen
    assert [letter for letter in sorted(seen) if bytes(font.getmask(letter)) == missing] == []


@pytest.mark.parametrize(
    ("changes", "has_one"),
    [
        ({}, True),
        ({"title": "Quiet — and “dark”"}, True),
        ({"title": "Die Maschinen waren müde"}, True),
        ({"title": "機械"}, False),
        ({"place": "Zürich"}, True),
        ({"place": "東京"}, False),
    ],
)
def test_what_cannot_be_drawn_has_no_picture(changes: dict[str, Any], has_one: bool) -> None:
    """A picture of boxes would be worse than none."""
    quiet = article(**{"slug": "quiet", "title": "Quiet", **changes})
    analysed = AnalysedSite(site=site(), articles=(quiet,))
    assert bool(share_address(analysed.site, quiet)) is has_one
    assert len(list(share_pages(analysed.site, analysed.articles))) == has_one
