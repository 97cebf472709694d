"""What this process asks of its system, where the system knows of it; elsewhere nothing happens."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

_KEPT = 8 << 20
_NICENESS = 10
_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD = -1, -2, -3


def keep_freed_memory() -> None:
    """Have the C library keep what is freed, for this process and those forked from it.

    Page after page needs the same hundreds of kilobytes; given back and asked for again each time, they have
    to be cleared and mapped anew, which was a twentieth of a cold build (`man mallopt`; glibc only).
    """
    if sys.platform != "linux":
        return
    with suppress(Exception):  # another C library
        import ctypes

        library = ctypes.CDLL(None)
        library.mallopt(_TRIM_THRESHOLD, _KEPT)
        library.mallopt(_TOP_PAD, 1 << 20)
        library.mallopt(_MMAP_THRESHOLD, 1 << 20)


def die_with(parent: int) -> None:
    """Have the kernel kill this process when its parent dies; elsewhere the closed pipe has to do."""
    if sys.platform != "linux":
        return
    with suppress(Exception):  # no libc of that name: the pipe has to do
        import ctypes

        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def stand_back() -> None:
    """Let other processes go first: the one that hands out the work must never wait for those that do it."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.nice(_NICENESS)
