"""The picture of an article: a PNG of a fixed size in which every letter can be read, or none at all."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pytest
from factories import article, site
from PIL import Image

from dateline.exports import sharepicture
from dateline.exports.bandedpng import LEAD, band, png
from dateline.exports.sharepicture import HEIGHT, WIDTH, ShareView, share_address, share_pages, share_picture
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
    assert {sharepicture._PAPER, sharepicture._INK, sharepicture._ACCENT} <= colours


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


@pytest.mark.parametrize("size", [*sharepicture._SIZES, 23, 20])
def test_no_letter_is_cut_off_where_bands_meet(size: int) -> None:
    """A headline has 17 rows above it and 7 below its last, the name and the date at least 6."""
    drawn = [sharepicture._glyph(letter, size) for letter in sharepicture._letters()]
    images = [(glyph.top, glyph.top + glyph.image.height) for glyph in drawn if glyph.image is not None]
    assert min(top for top, _ in images) >= -6
    assert max(bottom for _, bottom in images) <= round(size * sharepicture._LEADING) + 5


@pytest.mark.parametrize("words", [3, 12, 30, 90])
def test_a_headline_of_any_length_stays_within_its_room(words: int) -> None:
    """Neither the margins nor the line above the date are written over."""
    picture = drawn(" ".join(["quicksilver"] * words)).convert("L")
    blank = picture.getpixel((20, 20))
    for box in ((0, 10, 40, HEIGHT), (WIDTH - 40, 10, WIDTH, HEIGHT), (0, HEIGHT - 80, WIDTH, HEIGHT - 73)):
        assert picture.crop(box).getextrema() == (blank, blank)


@pytest.mark.parametrize("size", [sharepicture._SIZES[0], 20])
def test_the_fonts_have_every_letter_that_is_drawn(size: int) -> None:
    font = sharepicture._font(size)
    missing = bytes(font.getmask("\ufffe"))
    letters = {letter for letter in sharepicture._letters() if not letter.isspace()}
    assert {"é", "ß", "Ω", "Ж", "–", "€"} <= letters
    assert [letter for letter in sorted(letters) if bytes(font.getmask(letter)) == missing] == []


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
    assert bool(share_address(analysed, quiet)) is has_one
    assert len(list(share_pages(analysed))) == has_one
