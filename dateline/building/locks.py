"""Lets one build at a time work in a folder; a second one waits.

The operating system drops a lock when the process that holds it dies, however it dies, so there is
nothing to clean up after a killed build.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAUSE = 0.1
"""Seconds between two tries."""


class Busy(Exception):
    """Another build still holds the folder after all the waiting."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        return f"another build is working in {self.folder}"


@contextmanager
def hold(folder: Path, *, patience: float, waiting: Callable[[], None]) -> Iterator[Path | None]:
    """Hold `<folder>/lock` for as long as the block runs; yields that file.

    If another process (or another open lock of this one) has it, `waiting` is called once and it is
    tried for `patience` seconds; then `Busy` is raised. Where no lock file can be made (a read-only
    disk) or the file system knows no locks, there is nothing to hold, and None is yielded.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        yield None
        return
    try:
        with suppress(OSError):
            _wait_for(file, folder, patience, waiting)
        yield folder / "lock"
    finally:
        os.close(file)


@contextmanager
def hold_folder(folder: Path, *, patience: float) -> Iterator[None]:
    """Hold a folder itself, with no file in it, for as long as the block runs. Raises Busy as `hold` does.

    Not on Windows, where folders cannot be locked.
    """
    try:
        file = os.open(folder, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):
            _wait_for(file, folder, patience, lambda: None)
        yield
    finally:
        os.close(file)


def _wait_for(file: int, folder: Path, patience: float, waiting: Callable[[], None]) -> None:
    """Take the lock. Raises Busy, or OSError where locks are not known."""
    until = time.monotonic() + patience
    told = False
    while not _taken(file):
        if time.monotonic() >= until:
            raise Busy(folder)
        if not told:
            waiting()
            told = True
        time.sleep(_PAUSE)


if sys.platform == "win32":
    import msvcrt

    def _taken(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _taken(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
