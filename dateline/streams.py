"""The standard streams, where they may be closed: `dateline fix <&-`, a service without a terminal."""

from __future__ import annotations

import errno
import os
import sys
from typing import BinaryIO


def take_closed() -> bool:
    """Puts something harmless where a stream is closed. False if there is no standard output.

    Else the next file that is opened, the cache perhaps, would have the number of the stream, and whatever
    writes errors would write into it.
    """
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return True
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    return sys.stdout is not None


def standard_input() -> BinaryIO:
    """The bytes that come in. Raises OSError if the stream is closed."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed")
    return sys.stdin.buffer


_CANNOT_WRITE = frozenset({errno.ENOSPC, errno.EIO, errno.EBADF, getattr(errno, "EDQUOT", errno.ENOSPC)})


def is_lost(problem: OSError) -> bool:
    """Whether a stream could not be written: who writes a file says so where that is tried, and names it."""
    return problem.filename is None and problem.errno in _CANNOT_WRITE


def drop_output() -> None:
    """What is left for standard output goes nowhere, so that the end of the process can flush it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
