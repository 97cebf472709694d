"""A bar on a terminal and a line a second elsewhere, for what takes longer than a second."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from dateline.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def ticking(step: float) -> Callable[[], float]:
    """A clock that goes on by `step` seconds whenever it is read."""
    now = 0.0

    def clock() -> float:
        nonlocal now
        now += step
        return now

    return clock


def shown(stream: io.StringIO, things: int, step: float, *, quiet: bool = False) -> str:
    progress = Progress(stream, quiet=quiet, clock=ticking(step))
    assert list(progress.over(range(things), things, "pages")) == list(range(things))
    return stream.getvalue()


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_what_is_quick_shows_nothing(stream: io.StringIO) -> None:
    assert shown(stream, 50, 0.01) == ""


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_quiet_shows_nothing(stream: io.StringIO) -> None:
    assert shown(stream, 50, 1.0, quiet=True) == ""


def test_elsewhere_it_is_a_line_a_second_at_most() -> None:
    lines = shown(io.StringIO(), 1000, 0.01).splitlines()
    assert 8 <= len(lines) <= 10
    assert lines[0] == "100 of 1,000 pages"
    assert lines[1] == "200 of 1,000 pages, 8 s left"
    assert not any("\r" in line for line in lines)


def test_on_a_terminal_the_bar_is_drawn_over_itself_and_taken_away() -> None:
    written = shown(Terminal(), 1000, 0.01)
    assert "[#####" in written
    assert "500 of 1,000 pages" in written or "s left" in written
    assert "\n" not in written
    assert written.endswith("\r")
    assert written.split("\r")[-2].strip() == ""


def test_long_waits_are_said_in_minutes() -> None:
    assert "min left" in shown(io.StringIO(), 400, 1.0)


def test_the_bar_is_taken_away_when_a_step_breaks_off() -> None:
    stream = Terminal()
    progress = Progress(stream, clock=ticking(1.0))
    things = progress.over(range(10), 10, "pages")
    for _ in range(5):
        next(things)
    things.close()  # type: ignore[attr-defined]
    assert stream.getvalue().endswith("\r")


def test_nothing_is_guessed_from_the_first_few() -> None:
    """The first thing waits for processes to start; it says nothing about the others."""
    stream = io.StringIO()
    progress = Progress(stream, clock=ticking(1.5))
    assert list(progress.over(range(100), 100, "pages"))
    lines = stream.getvalue().splitlines()
    assert lines[:5] == [f"{done} of 100 pages" for done in range(1, 6)]
    assert lines[5] == "6 of 100 pages, 2 min left"


def test_the_first_counts_for_nothing() -> None:
    """A slow start does not make the rest look slow."""
    times = iter([0.0, 60.0, *(60 + 0.1 * number for number in range(1, 100))])
    stream = io.StringIO()
    progress = Progress(stream, clock=lambda: next(times))
    assert list(progress.over(range(50), 50, "pages"))
    assert "11 of 50 pages, 4 s left" in stream.getvalue().splitlines()


def test_the_bar_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    written = shown(Terminal(), 1000, 0.01)
    assert max(map(len, written.split("\r"))) == 39
