"""Which program this is: what a cache must have been written by to be of use.

Two answers. The *stamp* takes a fraction of a millisecond and differs whenever a file of the program
was touched or a package installed. The *identity* reads the sources and the versions of the packages
that output depends on; it is asked for only when the stamp differs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from dateline import __version__
from dateline.digests import Hasher

_PACKAGES = (
    "babel",
    "edtf",
    "jinja2",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "pillow",
    "pyyaml",
    "rapidfuzz",
)
"""The packages whose version may change a byte of the site."""


def stamp() -> bytes:
    """16 bytes: the same for as long as nothing of the program has been touched."""
    hasher = Hasher(f"{__version__}\0{sys.version}".encode())
    for path, found in _sources():
        hasher.update(f"\0{path}\0{found.st_size}\0{found.st_mtime_ns}".encode())
    for folder in _places():
        hasher.update(f"\0{folder}\0{Path(folder).stat().st_mtime_ns}".encode())
    return hasher.digest()


def identity() -> bytes:
    """16 bytes: the same for the same sources, Python and packages, wherever they lie."""
    hasher = Hasher(f"{__version__}\0{sys.version}".encode())
    start = len(_package())
    for path, _ in _sources():
        hasher.update(path[start:].encode() + b"\0" + Path(path).read_bytes() + b"\0")
    hasher.update("\0".join(sorted(set(_versions()))).encode())
    return hasher.digest()


def _versions() -> Iterator[str]:
    """What is installed of the packages, as `jinja2-3.1.6.dist-info`.

    Such names are what a package is found by ("Recording installed projects" of the Python Packaging User
    Guide). To ask `importlib.metadata` takes a first build thirty thousandths of a second at its beginning.
    """
    for folder in _places():
        for entry in Path(folder).iterdir():
            is_of_ours = entry.name.partition("-")[0].lower() in _PACKAGES
            if is_of_ours and entry.suffix in (".dist-info", ".egg-info"):
                yield entry.name


def _places() -> list[str]:
    """Where packages are installed."""
    ends = ("site-packages", "dist-packages")
    return [folder for folder in sys.path if folder.endswith(ends) and Path(folder).is_dir()]


def _package() -> str:
    return str(Path(__file__).absolute().parents[1])


def _sources() -> Iterator[tuple[str, os.stat_result]]:
    """The package's files but for compiled ones and the theme (a build scans that as it does content)."""
    waiting = [_package()]
    while waiting:
        folder = waiting.pop()
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in ("__pycache__", "templates"):
                    waiting.append(entry.path)
            elif entry.name.endswith((".py", ".json", ".ttf", ".txt")):
                yield entry.path, entry.stat()
