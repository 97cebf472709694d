"""How far a long step is: a bar on a terminal, now and then a line elsewhere.

A step that is done within a second shows nothing. Times come from a clock that never goes back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

Thing = TypeVar("Thing")

_QUIET_SECONDS = 1.0
"""Before this nobody wonders whether anything happens."""

_FIRST_ESTIMATE = 0.5
"""Before this the time left is a guess: the first page of a step waits for templates to be compiled."""

_BETWEEN_LINES = 1.0
_BETWEEN_BARS = 0.1
_BAR = 24


class Progress:
    """Shows steps on a stream, one after the other."""

    def __init__(
        self, stream: TextIO, *, quiet: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._quiet = quiet
        self._clock = clock
        self._terminal = stream.isatty()
        self._began = clock()
        self._width = 0

    def over(self, things: Iterable[Thing], total: int, what: str) -> Iterator[Thing]:
        """The things, counted as they pass: `what` is their plural, `total` how many there will be."""
        began = self._clock()
        next_at = max(began + _FIRST_ESTIMATE, self._began + _QUIET_SECONDS)
        try:
            for done, thing in enumerate(things, 1):
                yield thing
                now = self._clock()
                if now >= next_at and not self._quiet:
                    self._show(done, total, what, now - began)
                    next_at = now + (_BETWEEN_BARS if self._terminal else _BETWEEN_LINES)
        finally:
            self.clear()

    def clear(self) -> None:
        """Take the bar away, so that something else can be printed."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0

    def _show(self, done: int, total: int, what: str, seconds: float) -> None:
        left = _time_left(seconds * (total - done) / done)
        count = f"{done:,} of {total:,} {what}, {left}"
        if not self._terminal:
            self._stream.write(count + "\n")
        else:
            filled = _BAR * done // max(total, 1)
            line = f"[{'#' * filled}{'.' * (_BAR - filled)}] {count}"
            self._stream.write("\r" + line.ljust(self._width))
            self._width = max(len(line), self._width)
        self._stream.flush()


def _time_left(seconds: float) -> str:
    """A length of time as one says it; never more exact than it is known."""
    whole = round(seconds)
    if whole < 1:
        return "nearly done"
    if whole < 90:
        return f"{whole} s left"
    return f"{round(whole / 60)} min left"
