"""Sixteen bytes that stand for contents wherever only change matters: XXH3, 128 bits.

Contents that differ by chance never have the same. It is no defence against somebody who means them to;
nothing here has to be one. A digest that is part of an address, and must be the same for ever, is made
where that address is (see `slugs`).
"""

from __future__ import annotations

from xxhash import xxh3_128 as Hasher
from xxhash import xxh3_128_digest as digest
from xxhash import xxh3_128_hexdigest as hexdigest

__all__ = ["SIZE", "Hasher", "digest", "hexdigest"]

SIZE = 16
"""Bytes of a digest."""
