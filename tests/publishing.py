"""What tests of publishing ask of an output folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dateline.building.scan import stamp


def changed(out: Path, site: Mapping[str, str]) -> list[str]:
    """The files of a site (path to text) that do not lie in the output folder just so."""
    return [path for path, text in site.items() if not _holds(out / path, text.encode())]


def _holds(file: Path, data: bytes) -> bool:
    found = stamp(file)
    return found is not None and found.size == len(data) and file.read_bytes() == data
