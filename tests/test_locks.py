"""One build at a time works in a folder; locks of the dead are no locks."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from dateline.building import locks
from dateline.building.locks import Busy, hold, hold_folder


def never() -> None:
    raise AssertionError("nobody holds the lock")


def test_a_second_build_says_that_it_waits_and_then_gives_up(tmp_path: Path) -> None:
    said = []
    with (
        hold(tmp_path, patience=0, waiting=never),
        pytest.raises(Busy, match="another build is working in"),
        hold(tmp_path, patience=0.15, waiting=lambda: said.append(1)),
    ):
        pass
    assert said == [1]


def test_a_lock_is_let_go(tmp_path: Path) -> None:
    for _ in range(2):
        with hold(tmp_path / "state", patience=0, waiting=never) as file:
            assert file == tmp_path / "state" / "lock"


def test_a_second_build_gets_its_turn(tmp_path: Path) -> None:
    first = hold(tmp_path, patience=0, waiting=never)
    first.__enter__()

    def first_ends() -> None:
        first.__exit__(None, None, None)

    with hold(tmp_path, patience=60, waiting=first_ends):
        pass


def test_the_lock_of_a_killed_build_is_gone(tmp_path: Path) -> None:
    ready, go = os.pipe()
    child = os.fork()
    if child == 0:
        with hold(tmp_path, patience=0, waiting=never):
            os.write(go, b"x")
            signal.pause()
    os.read(ready, 1)
    with pytest.raises(Busy), hold(tmp_path, patience=0, waiting=lambda: None):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with hold(tmp_path, patience=0, waiting=never):
        pass


def test_where_no_lock_can_be_made_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    with hold(tmp_path / "file", patience=0, waiting=never) as file:
        assert file is None

    def unknown(_: int) -> bool:
        raise OSError("locks are not known here")

    monkeypatch.setattr(locks, "_taken", unknown)
    with hold(tmp_path, patience=0, waiting=never):
        pass


def test_an_error_in_the_block_is_not_swallowed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), hold(tmp_path, patience=0, waiting=never):
        raise FileNotFoundError


def test_a_folder_can_be_held_without_a_file_in_it(tmp_path: Path) -> None:
    with hold_folder(tmp_path, patience=0):
        with pytest.raises(Busy), hold_folder(tmp_path, patience=0):
            pass
        assert list(tmp_path.iterdir()) == []
    with hold_folder(tmp_path, patience=0), hold_folder(tmp_path / "none", patience=0):
        pass
