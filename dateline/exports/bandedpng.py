"""PNG files of 16 colours, put together of bands of rows: what many pictures share is packed only once.

A picture of a band is two pixels wider than the file's: these make the byte that PNG has before each row,
nought where the row is as it is drawn.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL import Image

LEAD = 2
"""Pixels before each row of a band's picture, to be left at nought."""


class Band(NamedTuple):
    """Rows of a picture, packed by themselves."""

    packed: bytes
    """Deflated, up to a boundary of bytes."""
    checksum: int
    """The Adler-32 of the rows."""
    length: int
    """Of the rows in bytes."""
    rows: int


def band(picture: Image.Image) -> Band:
    """The rows of a picture of mode P, an even number of pixels wide with its lead."""
    pixels = picture.tobytes("raw", "P;4")
    # Run lengths alone do for letters on blank paper: harder work would save a tenth and take twice as long.
    packer = zlib.compressobj(1, wbits=-zlib.MAX_WBITS, strategy=zlib.Z_RLE)
    packed = packer.compress(pixels) + packer.flush(zlib.Z_SYNC_FLUSH)
    return Band(packed, zlib.adler32(pixels), len(pixels), picture.height)


def png(width: int, palette: bytes, bands: Sequence[Band]) -> bytes:
    """The file of these bands, one below the other, in the 16 colours of a palette."""
    height = sum(each.rows for each in bands)
    chunks = (
        # Four bits a pixel, colours of a palette.
        (b"IHDR", width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((4, 3, 0, 0, 0))),
        (b"PLTE", palette),
        (b"IDAT", b"".join((_HEAD, *(each.packed for each in bands), _END, _checksum(bands)))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
        for name, data in chunks
    )


_HEAD = b"\x78\x01"
"""Begins what zlib packs."""
_END = b"\x03\x00"
"""A last block, with nothing in it."""
_BASE = 65521


def _checksum(bands: Sequence[Band]) -> bytes:
    """The Adler-32 of all rows (RFC 1950, 8.2), made of those of the bands."""
    low, high = 1, 0
    for each in bands:
        high += (each.checksum >> 16) + each.length * (low - 1)
        low += (each.checksum & 0xFFFF) - 1
    return ((high % _BASE) << 16 | low % _BASE).to_bytes(4, "big")
