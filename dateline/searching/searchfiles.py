"""Pagefind's written index, put into one fixed form: the same records give the same bytes.

Pagefind (1.3 to 1.5) keeps the values of filters in hash maps, so that their order differs from run to run,
and with it the names of the files that hold them. Here the lists are sorted, and the files named by what
they hold.
The format, as its files show it, is gzip around the twelve bytes `pagefind_dcd` and CBOR (RFC 8949).
What is of no use on the site (other user interfaces, engines
for other languages) is left out.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from hashlib import blake2b

__all__ = ["SearchFilesUnknown", "settled"]

_MAGIC = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_NEEDED = ("pagefind.js", "pagefind-worker.js", _ENTRY)
_FOLDERS = ("fragment", "index", "filter")


class SearchFilesUnknown(Exception):
    """An index that is not of the form that is known here."""


def settled(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index in its fixed form, by path in order, without those of no use.

    Raises SearchFilesUnknown.
    """
    found = {name: data for name, data in files.items() if name in _NEEDED or name.split("/")[0] in _FOLDERS}
    try:
        entry = json.loads(files[_ENTRY])
        for facts in entry["languages"].values():
            engine = f"wasm.{facts['wasm'] or 'unknown'}.pagefind"
            found[engine] = files[engine]
            facts["hash"] = _settle_language(files, found, facts["hash"])
        entry["languages"] = dict(sorted(entry["languages"].items()))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OSError) as problem:
        raise SearchFilesUnknown(f"{type(problem).__name__}: {problem}") from problem
    found[_ENTRY] = json.dumps(entry, ensure_ascii=False).encode()
    return dict(sorted(found.items()))


def _settle_language(files: Mapping[str, bytes], found: dict[str, bytes], name: str) -> str:
    """Sorts the filters of one language's index, in `found`; returns the index's new name."""
    language = name.partition("_")[0]
    meta = _unpacked(files[f"pagefind.{name}.pf_meta"])
    start, end = _items(meta, 0)[_FILTERS]
    filters = []
    for at, _ in _items(meta, start):
        label, hashed = (meta[a:b] for a, b in _items(meta, at))
        old = f"filter/{_text(hashed)}.pf_filter"
        data = _sorted_filter(_unpacked(files[old]))
        new = f"{language}_{_digest(data)}"
        del found[old]
        found[f"filter/{new}.pf_filter"] = _packed(data)
        filters.append(_head(4, 2) + label + _encoded_text(new))
    settled_meta = meta[:start] + _head(4, len(filters)) + b"".join(sorted(filters)) + meta[end:]
    new_name = f"{language}_{_digest(settled_meta)}"
    found[f"pagefind.{new_name}.pf_meta"] = _packed(settled_meta)
    return new_name


_FILTERS = 3
"""The place of the filters in an index: after its version, its pages and its words."""


def _sorted_filter(data: bytes) -> bytes:
    """A filter, `[name, [[value, [page, …]], …]]`, with its values in order."""
    (_, name_end), (start, end) = _items(data, 0)
    values = sorted(data[a:b] for a, b in _items(data, start))
    return data[:name_end] + _head(4, len(values)) + b"".join(values) + data[end:]


def _unpacked(packed: bytes) -> bytes:
    data = gzip.decompress(packed)
    if not data.startswith(_MAGIC):
        raise ValueError("a file does not begin as those of an index do")
    return data[len(_MAGIC) :]


def _packed(data: bytes) -> bytes:
    return gzip.compress(_MAGIC + data, 9, mtime=0)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=5).hexdigest()


# --- CBOR, as far as it is used there --------------------------------------------------------------------


def _items(data: bytes, at: int) -> list[tuple[int, int]]:
    """Where the items of the array at a place begin and end."""
    kind, count, at = _read_head(data, at)
    if kind != 4:
        raise ValueError("a list is expected")
    items = []
    for _ in range(count):
        end = _end(data, at)
        items.append((at, end))
        at = end
    return items


def _end(data: bytes, at: int) -> int:
    """The end of the item at a place."""
    kind, value, at = _read_head(data, at)
    if kind in (0, 1, 7):
        return at
    if kind in (2, 3):
        return at + value
    if kind in (4, 5):
        for _ in range(value * (kind - 3)):
            at = _end(data, at)
        return at
    raise ValueError(f"items of kind {kind} are not known")


def _read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """Kind and value (a number, a length) of the item at a place, and where its content begins."""
    kind, short = divmod(data[at], 32)
    if short < 24:
        return kind, short, at + 1
    if short > 27:
        raise ValueError("items without a length are not known")
    size = 1 << (short - 24)
    return kind, int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size


def _head(kind: int, value: int) -> bytes:
    """The shortest head of an item."""
    if value < 24:
        return bytes([kind * 32 + value])
    for short, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if value < 1 << (8 * size):
            return bytes([kind * 32 + short]) + value.to_bytes(size, "big")
    raise ValueError("too long")


def _text(item: bytes) -> str:
    kind, length, at = _read_head(item, 0)
    if kind != 3:
        raise ValueError("a text is expected")
    return item[at : at + length].decode("utf-8")


def _encoded_text(text: str) -> bytes:
    data = text.encode("utf-8")
    return _head(3, len(data)) + data
