"""How far a long step is: a bar on a terminal, now and then a line elsewhere.

A step that is done within a second shows nothing. Times come from a clock that never goes back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from typing import TextIO, TypeVar

Thing = TypeVar("Thing")

_QUIET_SECONDS = 1.0
"""Before this nobody wonders whether anything happens."""

_ESTIMATE_SECONDS = 1.0
_ESTIMATE_SHARE = 0.05
"""When the time left is more than a guess: so long after the first thing, and so much done."""

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
        with self.counting(total, what) as count:
            for thing in things:
                yield thing
                count()

    @contextmanager
    def counting(self, total: int, what: str) -> Iterator[Callable[[], None]]:
        """To be called for each thing that is done; `total` may be a guess."""
        next_at = self._began + _QUIET_SECONDS
        first = 0.0
        done = 0

        def count() -> None:
            nonlocal next_at, first, done
            done += 1
            now = self._clock()
            first = first or now  # the first waits for processes to start and tables to be read
            if now >= next_at and not self._quiet:
                self._show(done, max(total, done), what, now - first)
                next_at = now + (_BETWEEN_BARS if self._terminal else _BETWEEN_LINES)

        try:
            yield count
        finally:
            self.clear()

    def clear(self) -> None:
        """Take the bar away, so that something else can be printed."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0

    def _show(self, done: int, total: int, what: str, seconds: float) -> None:
        """Shows how far it is, `seconds` after the first of the things was done."""
        count = f"{done:,} of {total:,} {what}"
        if seconds >= _ESTIMATE_SECONDS and done > max(1, _ESTIMATE_SHARE * total):
            count += f", {_time_left(seconds * (total - done) / (done - 1))}"
        if not self._terminal:
            self._stream.write(count + "\n")
        else:
            filled = _BAR * done // max(total, 1)
            line = f"[{'#' * filled}{'.' * (_BAR - filled)}] {count}"[: get_terminal_size().columns - 1]
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
