"""A scan notices whatever was done to a file, and opens none that it need not."""

from __future__ import annotations

import os
import subprocess
import time
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.building import scan as scanning
from dateline.building.scan import (
    RACY_NS,
    Changes,
    Scan,
    compare,
    file_clock,
    from_bytes,
    intact,
    scan,
    stamp,
    to_bytes,
)

LATER = 10 * RACY_NS


def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "articles" / "a").mkdir(parents=True)
    (folder / "site.yaml").write_text("title: A")
    (folder / "articles" / "a" / "01-x.md").write_text("Words.")
    (folder / "articles" / "a" / "02-y.md").write_text("More words.")
    return folder


def look(folder: Path, before: Scan | None = None, moment: int | None = None) -> Scan:
    at = file_clock(folder.parent) if moment is None else moment
    return scan([("content", folder)], at, before)


def test_paths_are_named_by_root_and_in_order(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("")
    roots = [
        ("content", content(tmp_path)),
        ("templates", tmp_path / "templates"),
        ("none", tmp_path / "none"),
    ]
    found = scan(roots, time.time_ns())
    assert found.paths == [
        "content/site.yaml",
        "content/articles/a/01-x.md",
        "content/articles/a/02-y.md",
        "templates/page.html",
    ]
    assert len(found.stamps) == 4 * len(found.paths)
    assert found.by_path()["content/articles/a/01-x.md"].size == 6
    for path, known in found.by_path().items():
        assert found.stamps_of({path, "content/missing.md"}) == {path: known}


def test_nothing_changed(tmp_path: Path) -> None:
    folder = content(tmp_path)
    before = look(folder)
    now = look(folder, before)
    assert not compare(before, now)
    assert (before.listing, before.stamps) == (now.listing, now.stamps)


def test_one_edit_among_many_files_is_found(tmp_path: Path) -> None:
    """Stamps are compared many at once: the edited file is told from its neighbours."""
    for number in range(700):
        (tmp_path / f"{number:03}.md").write_text("text")
    before = look(tmp_path, moment=time.time_ns() + LATER)
    wait_for_the_next_tick(tmp_path)
    for name in ("000.md", "255.md", "256.md", "699.md"):
        (tmp_path / name).write_text("other")
    edited = {"content/000.md", "content/255.md", "content/256.md", "content/699.md"}
    assert compare(before, look(tmp_path, before)) == Changes(changed=frozenset(edited))


def test_the_files_of_one_root(tmp_path: Path) -> None:
    """A folder in another root may have its name, and so may the beginning of a name."""
    for name in ("content/theme/no.html", "content/themes.md", "theme/base.html", "theme/assets/a.css"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    roots = [("content", tmp_path / "content"), ("theme", tmp_path / "theme"), ("none", tmp_path / "none")]
    found = scan(roots, time.time_ns())
    assert found.below("theme") == ["theme/base.html", "theme/assets/a.css"]
    assert found.below("content") == ["content/themes.md", "content/theme/no.html"]
    assert found.below("none") == []


def wait_for_the_next_tick(folder: Path) -> None:
    """Some file systems count in steps of several milliseconds, and in one step nothing tells two edits."""
    began = file_clock(folder)
    while file_clock(folder) == began:
        pass


def rewritten_longer(file: Path) -> None:
    file.write_text("Other words altogether.")


def restored_with_its_old_time(file: Path) -> None:
    old = file.stat()
    file.write_text("Sdrow.")
    os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))


def replaced_by_an_older_file(file: Path) -> None:
    other = file.with_name("other")
    other.write_text("Sdrow.")
    os.utime(other, ns=(0, file.stat().st_mtime_ns))
    other.replace(file)


def written_by_a_clock_set_back(file: Path) -> None:
    file.write_text("Sdrow.")
    os.utime(file, ns=(0, file.stat().st_mtime_ns - 3600 * 10**9))


@pytest.mark.parametrize(
    "edit",
    [
        rewritten_longer,
        restored_with_its_old_time,
        replaced_by_an_older_file,
        written_by_a_clock_set_back,
    ],
)
@pytest.mark.parametrize("settled", [True, False], ids=["settled", "racy"])
def test_every_edit_is_noticed(tmp_path: Path, edit: Callable[[Path], None], settled: bool) -> None:
    """Same size, old times, a clock set back: the change time, the inode or the contents tell."""
    folder = content(tmp_path)
    before = look(folder, moment=time.time_ns() + (LATER if settled else 0))
    assert bool(before.hashes) is not settled
    wait_for_the_next_tick(folder)
    edit(folder / "articles" / "a" / "01-x.md")
    assert compare(before, look(folder, before)) == Changes(changed=frozenset({"content/articles/a/01-x.md"}))


def test_an_edit_within_the_tick_of_the_clock_is_noticed(tmp_path: Path) -> None:
    """The stamps are the very same; the file was written as the scan was made, so it is read again."""
    folder = content(tmp_path)
    before = look(folder)
    file = folder / "site.yaml"
    file.write_text("title: B")
    twin = look(folder, before)
    now = Scan(before.listing, before.stamps, twin.moment, twin.hashes)  # as if the clock had stood still
    assert compare(before, now) == Changes(changed=frozenset({"content/site.yaml"}))


def test_files_come_and_go(tmp_path: Path) -> None:
    folder = content(tmp_path)
    before = look(folder)
    (folder / "articles" / "a" / "02-y.md").rename(folder / "articles" / "a" / "03-y.md")
    changes = compare(before, look(folder, before))
    assert changes.added == {"content/articles/a/03-y.md"}
    assert changes.removed == {"content/articles/a/02-y.md"}
    assert not changes.changed
    assert changes.all == changes.added | changes.removed


def test_a_touched_file_is_reported_and_left_to_its_contents(tmp_path: Path) -> None:
    folder = content(tmp_path)
    before = look(folder, moment=time.time_ns() + LATER)
    (folder / "site.yaml").touch()
    assert compare(before, look(folder, before)).changed == {"content/site.yaml"}


def test_only_racy_files_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = content(tmp_path)
    opened: list[str] = []

    def contents(path: Path) -> bytes:
        opened.append(path.name)
        return b""

    monkeypatch.setattr(scanning, "_contents", contents)
    before = look(folder, moment=time.time_ns() + LATER)
    os.utime(folder / "site.yaml", ns=(0, time.time_ns() + LATER))
    now = look(folder, before, moment=(folder / "articles/a/02-y.md").stat().st_ctime_ns + RACY_NS + 1)
    assert opened == ["site.yaml"]
    assert set(now.hashes) == {"content/site.yaml"}


def test_symbolic_links_are_not_followed_and_pipes_not_opened(tmp_path: Path) -> None:
    folder = content(tmp_path)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text("x")
    (folder / "link").symlink_to(tmp_path / "outside")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    found = look(folder)
    assert {"content/link", "content/loop", "content/pipe"} < set(found.paths)
    assert not any("secret" in path for path in found.paths)


def test_a_deep_folder_is_walked(tmp_path: Path) -> None:
    deep = tmp_path / "content"
    deep.mkdir()
    here = os.open(deep, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    assert look(deep).paths == []
    subprocess.run(["rm", "-r", deep], check=True)  # too deep for pytest


def test_a_scan_can_be_stored(tmp_path: Path) -> None:
    """What is stored is the scan, without the hashes of files that need no more doubt."""
    folder = content(tmp_path)
    (folder / os.fsdecode(b"no-utf8-\xff")).write_text("x")
    racy = look(folder)
    assert from_bytes(to_bytes(racy)) == racy
    later = look(folder, racy, moment=time.time_ns() + LATER)
    assert later.hashes
    assert from_bytes(to_bytes(later)) == Scan(later.listing, later.stamps, later.moment, {})
    nothing = Scan("", array("q"), 5, {})
    assert from_bytes(to_bytes(nothing)) == nothing


def test_files_of_the_site_are_intact_until_somebody_edits_them(tmp_path: Path) -> None:
    names = ("index.html", "feed.xml")
    for name in names:
        (tmp_path / name).write_text("page")
    stamps = array("q", (number for name in names for number in stamp(tmp_path / name) or ()))
    assert intact(tmp_path, names, stamps)
    restored_with_its_old_time(tmp_path / "feed.xml")
    assert not intact(tmp_path, names, stamps)
    (tmp_path / "feed.xml").unlink()
    assert not intact(tmp_path, names, stamps)


def test_only_regular_files_have_a_stamp(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    assert stamp(tmp_path) is None
    assert stamp(tmp_path / "link") is None
    assert stamp(tmp_path / "none") is None


def test_the_file_clock_needs_no_writable_file(tmp_path: Path) -> None:
    assert abs(file_clock(tmp_path / "none") - time.time_ns()) < 10**9
    assert abs(file_clock(tmp_path) - time.time_ns()) < 10**9
