"""How large a picture is: with that in the page, its text does not jump when the picture arrives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

_HEAD = 1 << 16
"""So many bytes of an SVG file are enough to find its first element."""
_LARGEST = 100_000
"""Pixels to a side: more is a mistake."""


class Size(NamedTuple):
    """In CSS pixels; nought where it is not known."""

    width: int = 0
    height: int = 0


def picture_size(file: Path) -> Size:
    """The size of a picture, of which no more is read than tells it; unknown where nothing does."""
    try:
        return _drawing_size(file) if file.suffix.lower() == ".svg" else _photo_size(file)
    except (OSError, SyntaxError, ValueError):  # no picture, whatever its name says
        return Size()


def _photo_size(file: Path) -> Size:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as image:
            width, height = image.size
            # A camera that was held upright says so; browsers turn the picture.
            turned = image.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8)
    except (UnidentifiedImageError, Image.DecompressionBombError):
        return Size()
    return Size(height, width) if turned else Size(width, height)


_ORIENTATION = 0x0112


def _drawing_size(file: Path) -> Size:
    """As browsers find it: by width and height, or else by the `viewBox` (SVG 2, 8.2 and 8.12)."""
    from xml.etree.ElementTree import Element, XMLPullParser

    parser: XMLPullParser[Element] = XMLPullParser(("start",))
    with file.open("rb") as stream:
        parser.feed(stream.read(_HEAD))
    root = next((each[-1] for each in parser.read_events()), None)
    if not isinstance(root, Element):
        return Size()
    given = [_pixels(root.get(name, "")) for name in ("width", "height")]
    if not all(given):
        box = root.get("viewBox", "").replace(",", " ").split()
        given = [float(side) for side in box[2:]] if len(box) == 4 else []
    if len(given) != 2 or not all(1 <= side <= _LARGEST for side in given):
        return Size()
    return Size(round(given[0]), round(given[1]))


def _pixels(length: str) -> float:
    """A length in pixels; nought where it is in another unit."""
    found = re.fullmatch(r"\s*([0-9]*\.?[0-9]+)(?:px)?\s*", length)
    return float(found[1]) if found else 0.0
