"""Bodies of articles, on their way from the worker that made them to the one that shows them.

The parent keeps them in the cache and has no other use for them. Handed on by it, each would be read again,
packed and sent; laid in a file it is written once and read where it is needed.
"""

from __future__ import annotations

import os
from io import FileIO
from pathlib import Path
from typing import NamedTuple

NAME = "bodies-"
"""Begins the names of the files: they lie in the staging folder, and go with it."""


class Place(NamedTuple):
    """Where something lies."""

    file: str
    start: int
    size: int


class Spool:
    """What one process knows of the files in a folder: its own, which it writes, and any that it has read."""

    def __init__(self, folder: Path | None) -> None:
        """Without a `folder`, whatever is put comes back as it is."""
        self._folder = folder
        self._own: FileIO | None = None
        self._size = 0
        self._read: dict[str, FileIO] = {}

    def put(self, data: bytes) -> bytes | Place:
        """Lays something down; the thing itself where there is no room for it."""
        if self._folder is None:
            return data
        try:
            if self._own is None:
                self._own = FileIO(os.fspath(self._folder / f"{NAME}{os.getpid()}"), "w")
            if self._own.write(data) != len(data):
                raise OSError
        except OSError:  # a full disk: the parent will say so
            self._folder = None
            return data
        self._size += len(data)
        return Place(str(self._own.name), self._size - len(data), len(data))

    def get(self, placed: bytes | Place) -> bytes:
        """What was put, here or in another process. Raises OSError if it is not there any more."""
        if isinstance(placed, bytes):
            return placed
        file = self._read.get(placed.file)
        if file is None:
            file = self._read[placed.file] = FileIO(placed.file)
        file.seek(placed.start)
        data = file.read(placed.size)
        if len(data) != placed.size:
            raise OSError(f"{placed.file} is shorter than it was")
        return data

    def close(self) -> None:
        """Lets go of the files."""
        for file in filter(None, (self._own, *self._read.values())):
            file.close()
