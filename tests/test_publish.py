"""A site is moved in whole or not at all; others' files are kept, our orphans are not."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from publishing import changed

from dateline.building import manifest, publish
from dateline.building.locks import hold_folder
from dateline.building.obstacles import check_output
from dateline.building.publish import Published, PublishError
from dateline.building.staging import STAGING, is_interrupted, places
from dateline.digests import hexdigest

OLD = {"index.html": "home", "articles/a/index.html": "a", "articles/b/index.html": "b"}


def published(home: Path, site: Mapping[str, str]) -> Published:
    """Publish a site (path to text) to <home>/site, as a build does."""
    out, state = home / "site", home / ".dateline"
    publish.recover(out, state)
    staging = publish.prepare(out, state)
    try:
        stale = changed(out, site)
        for path in stale:
            publish.stage(staging, path, site[path].encode())
        digests = {path: hexdigest(text.encode()) for path, text in site.items()}
        return publish.publish(out, staging, digests, stale)
    finally:
        publish.abandon(staging)


def tree(folder: Path, *, hidden: bool = False) -> dict[str, str]:
    """Every file below a folder with its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and (hidden or path.name != manifest.NAME)
    }


def codes(raised: pytest.ExceptionInfo[PublishError]) -> list[str]:
    return [problem.code for problem in raised.value.problems]


def test_a_site_is_published_and_nothing_else_stays(tmp_path: Path) -> None:
    done = published(tmp_path, OLD)
    assert done.written == tuple(sorted(OLD))
    assert done.removed == ()
    assert set(done.stamps) == set(OLD)
    assert tree(tmp_path / "site") == OLD
    assert list((tmp_path / ".dateline").iterdir()) == []


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    untouched = (tmp_path / "site" / "index.html").stat()
    done = published(tmp_path, {**OLD, "articles/a/index.html": "a, corrected"})
    assert done.written == ("articles/a/index.html",)
    assert (tmp_path / "site" / "index.html").stat() == untouched
    assert published(tmp_path, {**OLD, "articles/a/index.html": "a, corrected"}) == Published((), (), {})


def test_orphans_go_with_their_folders_and_others_stay(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    (tmp_path / "site" / "articles" / "a" / "mine.txt").write_text("mine")
    (tmp_path / "site" / "CNAME").write_text("example.org")
    done = published(tmp_path, {"index.html": "home"})
    assert done.removed == ("articles/a/index.html", "articles/b/index.html")
    assert tree(tmp_path / "site") == {
        "index.html": "home",
        "articles/a/mine.txt": "mine",
        "CNAME": "example.org",
    }
    assert not (tmp_path / "site" / "articles" / "b").exists()


def test_a_file_of_ours_that_someone_edited_is_put_back(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    (tmp_path / "site" / "index.html").write_text("mine")
    assert published(tmp_path, OLD).written == ("index.html",)
    assert tree(tmp_path / "site") == OLD


def test_a_deleted_output_folder_is_made_again(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    subprocess.run(["rm", "-r", tmp_path / "site"], check=True)
    published(tmp_path, OLD)
    assert tree(tmp_path / "site") == OLD


def test_deleting_the_state_folder_is_safe(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    subprocess.run(["rm", "-r", tmp_path / ".dateline"], check=True)
    published(tmp_path, {"index.html": "new"})
    assert tree(tmp_path / "site") == {"index.html": "new"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": "file"}, {"a/index.html": "folder"}),
        ({"a/b/index.html": "folder"}, {"a": "file"}),
        ({"a/b": "file", "a/c": "c"}, {"a/b/c": "deep", "a/c": "c"}),
        ({"Index.html": "upper"}, {"index.html": "lower"}),
        ({}, {"a": "x"}),
        ({"a": "x"}, {}),
        ({"a%0A b": "%"}, {"a\nb": "line", "a%b": "%"}),
    ],
)
def test_any_site_can_follow_any_other(tmp_path: Path, before: dict[str, str], after: dict[str, str]) -> None:
    published(tmp_path, before)
    published(tmp_path, after)
    assert tree(tmp_path / "site") == after
    assert manifest.read(tmp_path / "site").keys() == after.keys()


def test_the_manifest_follows_from_the_site(tmp_path: Path) -> None:
    """Same site, same bytes, whatever was there before."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    published(tmp_path / "one", OLD)
    published(tmp_path / "two", {"articles/a/index.html": "other", "gone": "gone"})
    published(tmp_path / "two", dict(reversed(OLD.items())))
    assert tree(tmp_path / "one/site", hidden=True) == tree(tmp_path / "two/site", hidden=True)


# --- Refusals ---------------------------------------------------------------------------------------


def foreign_file(site: Path) -> None:
    (site / "quotes").mkdir()
    (site / "quotes" / "index.html").write_text("mine")


def foreign_folder(site: Path) -> None:
    (site / "quotes" / "index.html").mkdir(parents=True)


def foreign_file_for_a_folder(site: Path) -> None:
    (site / "quotes").write_text("mine")


def link_for_a_folder(site: Path) -> None:
    (site.parent / "elsewhere").mkdir()
    (site / "quotes").symlink_to(site.parent / "elsewhere")


def link_for_a_file(site: Path) -> None:
    (site.parent / "elsewhere").write_text("kept")
    (site / "quotes").mkdir()
    (site / "quotes" / "index.html").symlink_to(site.parent / "elsewhere")


@pytest.mark.parametrize(
    "obstacle",
    [foreign_file, foreign_folder, foreign_file_for_a_folder, link_for_a_folder, link_for_a_file],
)
def test_what_is_in_the_way_is_refused_and_the_old_site_stays(tmp_path: Path, obstacle: object) -> None:
    published(tmp_path, OLD)
    assert callable(obstacle)
    obstacle(tmp_path / "site")
    before = tree(tmp_path, hidden=True)
    with pytest.raises(PublishError) as raised:
        published(tmp_path, {"index.html": "new", "quotes/index.html": "quotes"})
    assert codes(raised) == ["file-in-the-way"]
    assert raised.value.problems[0].at.file == "site/quotes/index.html"
    assert tree(tmp_path, hidden=True) == before


def test_our_page_that_became_a_link_is_replaced_and_never_written_through(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    (tmp_path / "elsewhere").write_text("kept")
    page = tmp_path / "site" / "index.html"
    page.unlink()
    page.symlink_to(tmp_path / "elsewhere")
    published(tmp_path, OLD)
    assert not page.is_symlink()
    assert (tmp_path / "elsewhere").read_text() == "kept"


def test_orphans_are_not_deleted_through_a_link(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    (tmp_path / "site" / "articles").rename(tmp_path / "elsewhere")
    (tmp_path / "site" / "articles").symlink_to(tmp_path / "elsewhere")
    published(tmp_path, {"index.html": "home"})
    assert tree(tmp_path / "elsewhere") == {"a/index.html": "a", "b/index.html": "b"}


@pytest.mark.parametrize(
    "pair", [("a/Index.html", "a/index.html"), ("é", "e\u0301"), ("a", "a/b"), ("straße", "STRASSE")]
)
def test_names_that_are_one_on_many_systems_are_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    with pytest.raises(PublishError) as raised:
        published(tmp_path, dict.fromkeys(pair, "x"))
    assert codes(raised) == ["paths-collide"]


@pytest.mark.parametrize("path", [manifest.NAME, f"{STAGING}/x"])
def test_our_own_names_are_kept(tmp_path: Path, path: str) -> None:
    with pytest.raises(PublishError) as raised:
        published(tmp_path, {path: "x"})
    assert codes(raised) == ["paths-collide"]


@pytest.mark.parametrize("path", ["x" * 256, "x" * 256 + "/index.html", "é" * 128])
def test_names_that_are_too_long_are_refused_before_anything_is_moved(tmp_path: Path, path: str) -> None:
    published(tmp_path, OLD)
    with pytest.raises(PublishError):
        published(tmp_path, {"index.html": "new", path: "x"})
    assert tree(tmp_path / "site") == OLD
    published(tmp_path, {"x" * 255: "x"})


def test_a_folder_is_not_replaced_with_an_empty_one_of_others_in_it(tmp_path: Path) -> None:
    published(tmp_path, {"a/index.html": "ours"})
    (tmp_path / "site" / "a" / "others").mkdir()
    with pytest.raises(PublishError) as raised:
        published(tmp_path, {"a": "file"})
    assert codes(raised) == ["file-in-the-way"]
    assert tree(tmp_path / "site") == {"a/index.html": "ours"}


def test_a_build_of_other_content_to_the_same_place_waits_for_its_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, OLD)
    monkeypatch.setattr(publish, "_PATIENCE", 0)
    with hold_folder(tmp_path / "site", patience=0), pytest.raises(PublishError) as raised:
        published(tmp_path, {"index.html": "new"})
    assert codes(raised) == ["busy"]
    assert tree(tmp_path / "site") == OLD


@pytest.mark.parametrize("line", ["../victim", "/victim", "a/../../victim", "..\\victim", "C:/victim", ""])
def test_a_manifest_cannot_lead_outside(tmp_path: Path, line: str) -> None:
    """A manifest comes with a site, which may come from anywhere; files are deleted by it."""
    published(tmp_path, OLD)
    (tmp_path / "victim").write_text("kept")
    with (tmp_path / "site" / manifest.NAME).open("a") as file:
        file.write(f"00 {line}\n")
    assert set(manifest.read(tmp_path / "site")) == set(OLD)
    published(tmp_path, {"index.html": "new"})
    assert (tmp_path / "victim").read_text() == "kept"


@pytest.mark.parametrize(
    ("out", "code"),
    [
        ("content", "output-overlaps"),
        ("content/site", "output-overlaps"),
        (".", "output-overlaps"),
        ("templates/x", "output-overlaps"),
        ("link-to-content", "output-overlaps"),
        ("a-file", "output-not-a-folder"),
        ("foreign", "foreign-output"),
        ("a-list-that-is-a-folder", "foreign-output"),
        ("link-to-nothing", "output-not-a-folder"),
        ("link-to-itself", "output-not-a-folder"),
        ("x" * 300, "cannot-write"),
        ("new/deep", ""),
        ("empty", ""),
        ("empty-folders", ""),
        ("placeholder", ""),
        ("ours", ""),
    ],
)
def test_where_a_site_may_go(tmp_path: Path, out: str, code: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "link-to-content").symlink_to("content")
    (tmp_path / "link-to-nothing").symlink_to("nothing")
    (tmp_path / "link-to-itself").symlink_to("link-to-itself")
    (tmp_path / "a-list-that-is-a-folder" / manifest.NAME).mkdir(parents=True)
    (tmp_path / "a-file").write_text("x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty-folders" / "a" / "b").mkdir(parents=True)
    for name in ("foreign/a.html", "placeholder/.gitkeep", f"ours/{manifest.NAME}", "ours/CNAME"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    problems = check_output(tmp_path / out, [tmp_path / "content", tmp_path / "templates"], out)
    assert [problem.code for problem in problems] == ([code] if code else [])


def test_a_folder_that_may_not_be_written_to_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, OLD)
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("articles/a"))
    with pytest.raises(PublishError) as raised:
        published(tmp_path, {**OLD, "articles/a/index.html": "new"})
    assert codes(raised) == ["output-read-only"]
    assert tree(tmp_path / "site") == OLD


class FullDisk:
    """A disk that has room for so many writes and folders, and then for none."""

    def __init__(self, room: int, patch: pytest.MonkeyPatch) -> None:
        self._room = room
        for owner, name in ((Path, "write_bytes"), (Path, "mkdir"), (os, "mkdir"), (os, "fsync")):
            patch.setattr(owner, name, self._limited(getattr(owner, name)))

    def _limited(self, real: Callable[..., object]) -> Callable[..., object]:
        def limited(*args: object, **kwargs: object) -> object:
            self._room -= 1
            if self._room < 0:
                raise OSError(errno.ENOSPC, "No space left on device", "somewhere")
            return real(*args, **kwargs)

        return limited


@pytest.mark.parametrize("room", range(8))
def test_a_full_disk_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    """Whatever the disk has no room for, from the staging folder to the journal."""
    published(tmp_path, OLD)
    before = tree(tmp_path, hidden=True)
    new = {**OLD, "index.html": "new", "people/x/index.html": "x"}
    with monkeypatch.context() as patch:
        FullDisk(room, patch)
        with pytest.raises(PublishError) as raised:
            published(tmp_path, new)
    assert codes(raised) == ["disk-full"]
    assert tree(tmp_path, hidden=True) == before
    assert not (tmp_path / "site" / "people").exists()
    published(tmp_path, new)
    assert tree(tmp_path / "site") == new


def test_across_devices_files_are_staged_in_the_output_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, state = tmp_path / "site", tmp_path / ".dateline"
    out.mkdir()
    state.write_text("a state folder cannot be made here")
    staging = publish.prepare(out, state)
    assert staging.parent == out
    publish.stage(staging, "index.html", b"home")
    assert is_interrupted(out, state)
    publish.publish(out, staging, {"index.html": hexdigest(b"home")}, ["index.html"])
    assert tree(out) == {"index.html": "home"}
    assert not is_interrupted(out, state)


@pytest.fixture
def two_mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Of one device: renames from one to the other fail. Gives those that did."""
    refused: list[str] = []

    def refusing(real: Callable[[str, str], None]) -> Callable[[str, str], None]:
        def across(source: str, target: str) -> None:
            if ".dateline" in Path(source).parts and "site" in Path(target).relative_to(tmp_path).parts[:1]:
                refused.append(target)
                raise OSError(errno.EXDEV, "Invalid cross-device link")
            real(source, target)

        return across

    for name in ("rename", "replace"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))
    return refused


def test_two_mounts_of_one_device(tmp_path: Path, two_mounts: list[str]) -> None:
    """Files are copied beside their places, then renamed: those of a new site, and one that changed."""
    for site in (OLD, {**OLD, "index.html": "new"}, {"index.html": "new"}):
        published(tmp_path, site)
        assert tree(tmp_path / "site") == site
        assert list((tmp_path / ".dateline").iterdir()) == []
    assert two_mounts


def test_two_mounts_and_files_with_a_point_before_their_names(tmp_path: Path, two_mounts: list[str]) -> None:
    """No file is overwritten that is only called like another, and nothing is written through a link."""
    published(tmp_path, OLD)
    (tmp_path / "elsewhere").write_text("kept")
    (tmp_path / "site" / ".index.html").write_text("mine")
    (tmp_path / "site" / ".foo").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "site" / ".dateline-moving").symlink_to(tmp_path / "elsewhere")
    published(tmp_path, {"index.html": "new", "foo": "foo", "a/foo": "a", "a/.foo": "b"})
    assert tree(tmp_path / "site") == {
        ".index.html": "mine",
        ".foo": "kept",
        "index.html": "new",
        "foo": "foo",
        "a/foo": "a",
        "a/.foo": "b",
    }
    assert (tmp_path / "elsewhere").read_text() == "kept"


def test_a_site_that_is_new_is_moved_in_by_its_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = []
    real = os.rename

    def noted(source: str, target: str) -> None:
        moved.append(Path(target).name)
        real(source, target)

    monkeypatch.setattr(os, "rename", noted)
    published(tmp_path, OLD)
    assert moved == ["articles"]
    assert tree(tmp_path / "site") == OLD


def test_a_staging_folder_that_is_deleted_meanwhile_is_an_error(tmp_path: Path) -> None:
    """Made anew, it would have only what was staged after that."""
    staging = publish.prepare(tmp_path / "site", tmp_path / ".dateline")
    publish.stage(staging, "articles/a/index.html", b"a")
    shutil.rmtree(staging)
    with pytest.raises(PublishError) as raised:
        publish.stage(staging, "articles/b/index.html", b"b")
    assert codes(raised) == ["cannot-write"]
    assert not staging.exists()


def test_what_was_staged_is_dropped_with_its_folders(tmp_path: Path) -> None:
    out, state = tmp_path / "site", tmp_path / ".dateline"
    staging = publish.prepare(out, state)
    publish.stage(staging, "index.html", b"x")
    publish.abandon(staging)
    assert not is_interrupted(out, state)
    assert not out.exists()


def test_nothing_is_staged_through_a_link(tmp_path: Path) -> None:
    out, state = tmp_path / "site", tmp_path / ".dateline"
    (tmp_path / "elsewhere").mkdir()
    state.mkdir()
    for place in places(out, state):
        place.parent.mkdir(exist_ok=True)
        place.symlink_to(tmp_path / "elsewhere")
    published(tmp_path, OLD)
    assert tree(out) == OLD
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_orphan_that_cannot_be_deleted_keeps_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(tmp_path, OLD)
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("articles/a"))
    with pytest.raises(PublishError) as raised:
        published(tmp_path, {"index.html": "new"})
    assert codes(raised) == ["output-read-only"]
    assert raised.value.problems[0].at.file == "site/articles/a/index.html"
    assert tree(tmp_path / "site") == OLD


def test_a_killed_build_is_not_finished_through_a_link(tmp_path: Path) -> None:
    """One that was made after the kill: an error until it is away."""
    out, state = tmp_path / "site", tmp_path / ".dateline"
    published(tmp_path, {"index.html": "home"})
    staging = publish.prepare(out, state)
    publish.stage(staging, "articles/a/index.html", b"a")
    (staging / "manifest").write_text(manifest.to_text({"index.html": "0", "articles/a/index.html": "1"}))
    (staging / "journal").write_text('{"cleared": [], "removed": []}')
    (tmp_path / "elsewhere").mkdir()
    (out / "articles").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PublishError) as raised:
        publish.recover(out, state)
    assert raised.value.problems[0].at.file.endswith("site/articles")
    assert list((tmp_path / "elsewhere").iterdir()) == []
    (out / "articles").unlink()
    assert publish.recover(out, state)
    assert tree(out) == {"index.html": "home", "articles/a/index.html": "a"}


def test_copies_are_staged_with_their_digest(tmp_path: Path) -> None:
    out, state = tmp_path / "site", tmp_path / ".dateline"
    (tmp_path / "picture.jpg").write_bytes(b"\xff" * 3_000_000)
    staging = publish.prepare(out, state)
    digest = publish.stage_copy(staging, "picture.jpg", tmp_path / "picture.jpg")
    assert digest == hexdigest(b"\xff" * 3_000_000)
    publish.publish(out, staging, {"picture.jpg": digest}, ["picture.jpg"])
    assert (out / "picture.jpg").read_bytes() == b"\xff" * 3_000_000


@pytest.mark.parametrize(
    "journal", ["", "{", "[]", '{"moved": 3}', '{"cleared": [], "moved": [], "removed": 1}']
)
def test_a_damaged_journal_is_swept_away(tmp_path: Path, journal: str) -> None:
    published(tmp_path, OLD)
    staging = publish.prepare(tmp_path / "site", tmp_path / ".dateline")
    (staging / "journal").write_text(journal)
    assert not publish.recover(tmp_path / "site", tmp_path / ".dateline")
    assert tree(tmp_path / "site") == OLD
    assert not is_interrupted(tmp_path / "site", tmp_path / ".dateline")


def test_a_journal_cannot_lead_outside(tmp_path: Path) -> None:
    published(tmp_path, OLD)
    (tmp_path / "victim").write_text("kept")
    staging = publish.prepare(tmp_path / "site", tmp_path / ".dateline")
    (staging / "journal").write_text('{"cleared": ["../victim"], "moved": [], "removed": ["/etc/victim"]}')
    publish.recover(tmp_path / "site", tmp_path / ".dateline")
    assert (tmp_path / "victim").read_text() == "kept"
