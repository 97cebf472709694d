"""What one process lays down, another reads; where there is no room, it is handed on as it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.building.spool import NAME, Place, Spool


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_everything_comes_back(tmp_path_factory: pytest.TempPathFactory, things: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("spool")
    writer, reader = Spool(folder), Spool(None)
    places = [writer.put(thing) for thing in things]
    assert [reader.get(place) for place in reversed(places)] == things[::-1]
    assert [writer.get(place) for place in places] == things
    writer.close()
    reader.close()


def test_without_a_folder_nothing_is_written() -> None:
    spool = Spool(None)
    assert spool.put(b"body") == b"body"
    assert spool.get(b"body") == b"body"
    spool.close()


def test_where_there_is_no_room_the_thing_itself_is_handed_on(tmp_path: Path) -> None:
    """Every write to this file fails as on a full disk."""
    (tmp_path / f"{NAME}{os.getpid()}").symlink_to("/dev/full")
    spool = Spool(tmp_path)
    assert spool.put(b"body") == b"body"
    assert spool.put(b"more") == b"more"
    spool.close()


def test_what_is_gone_or_cut_short_is_not_read(tmp_path: Path) -> None:
    writer, reader = Spool(tmp_path), Spool(None)
    place = writer.put(b"body")
    assert isinstance(place, Place)
    Path(place.file).write_bytes(b"bo")
    with pytest.raises(OSError, match="shorter"):
        reader.get(place)
    Path(place.file).unlink()
    with pytest.raises(FileNotFoundError):
        Spool(None).get(place)
    writer.close()
    reader.close()
