"""A cache repeats what was stored, or says that it cannot; it is never believed when it is damaged."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sites import SiteFolder

from dateline.building import cache, cachefile, program
from dateline.building.cache import (
    Article,
    Cache,
    CacheDamaged,
    Last,
    LastBuild,
    Output,
    open_cache,
    peek,
    scope,
    settle,
)
from dateline.building.obstacles import check_output
from dateline.building.scan import Scan, file_clock, scan, stamp

KEYS = [bytes([n]) * 16 for n in range(1, 30)]
LAST = Last(
    "options", True, "3 pages written", b"\0problems\0\xff", "2024-04-03T00:00:00", "2030-01-01T00:00:00"
)


class Home:
    """A folder with content and site, and its cache."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.out = folder / "site"
        self.state = folder / ".dateline"
        self.scope = scope(self.content, self.out)
        for path in (self.content, self.out):
            path.mkdir()
            (path / "file").write_text("x")

    def scan(self) -> Scan:
        return scan([("content", self.content)], time.time_ns())

    def outputs(self) -> dict[str, Output]:
        found = stamp(self.out / "file")
        assert found
        return {
            "file": Output(b"f" * 16, "ab" * 16, found),
            "ü/index.html": Output(b"g" * 16, "cd" * 16, found),
        }

    def open(self, *, fresh: bool = False) -> Cache:
        return open_cache(self.state, self.scope, fresh=fresh)

    def fill(self) -> None:
        kept = self.open()
        for key in KEYS[:3]:
            kept.put(key, b"summary " + key, b"body " + key * 2000)
        kept.put_templates({"page.html": b"old code"})
        kept.put_templates({"page.html": b"code", "x" * 100: b"other code"})
        articles = {f"article-{n}": Article(key, f'{{"n": {n}}}') for n, key in enumerate(KEYS[:3])}
        assert kept.save(LAST, self.scan(), articles, self.outputs()) == ""
        kept.close()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_everything_comes_back(home: Home) -> None:
    taken, outputs = home.scan(), home.outputs()
    home.fill()
    kept = home.open()
    assert kept.word == ""
    last = kept.last_build()
    assert last is not None
    assert last.last == LAST
    assert last.scan.by_path() == taken.by_path()
    assert last.outputs.by_path() == outputs
    assert kept.articles() == {
        f"article-{n}": Article(key, f'{{"n": {n}}}') for n, key in enumerate(KEYS[:3])
    }
    assert {key: kept.summary(key) for key in kept.records()} == {key: b"summary " + key for key in KEYS[:3]}
    assert kept.body(KEYS[1]) == b"body " + KEYS[1] * 2000
    assert kept.templates() == {"page.html": b"code", "x" * 100: b"other code"}
    assert peek(home.state, home.scope) == last
    kept.close()


def test_an_empty_build_comes_back(home: Home) -> None:
    kept = home.open()
    nothing = Last("", False, "", b"")
    assert kept.save(nothing, scan([], 0), {}, {}) == ""
    assert kept.last_build() == LastBuild(nothing, scan([], 0), cache.Outputs())
    assert kept.articles() == {}


def test_a_failed_build_leaves_the_memory_of_the_site(home: Home) -> None:
    """The files of the last good build still stand, so what is known of them does too."""
    home.fill()
    kept = home.open()
    kept.save(LAST._replace(succeeded=False), home.scan(), {})
    last = kept.last_build()
    assert last
    assert not last.last.succeeded
    assert last.outputs.by_path() == home.outputs()


def test_records_are_forgotten_when_no_build_has_them(home: Home) -> None:
    home.fill()
    kept = home.open()
    kept.put(KEYS[5], b"s", b"b")
    articles = {"a": Article(KEYS[0], ""), "b": Article(KEYS[5], "")}
    kept.save(LAST, home.scan(), articles, home.outputs())
    assert kept.records() == {KEYS[0], KEYS[5]}
    with pytest.raises(CacheDamaged):
        kept.body(KEYS[1])


def test_views_are_found_by_the_articles_that_they_show(home: Home) -> None:
    """Those of files that the saved site has; whatever else was put is forgotten with the next build."""
    kept = home.open()
    one, two, old = (bytes([n]) * 16 for n in range(3))
    kept.put_view(one, "one.html", ["a", "b"], b"view of one")
    kept.put_view(two, "two.html", ["b"], b"view of two")
    kept.put_view(old, "two.html", ["b"], b"two as it was")
    assert list(kept.views_showing(["a"])) == [("one.html", one, b"view of one")]
    stamp = home.outputs()["file"].stamp
    outputs = {"one.html": Output(one, "0" * 32, stamp), "two.html": Output(two, "0" * 32, stamp)}
    assert kept.save(LAST, home.scan(), {}, outputs, b"beside them") == ""
    assert kept.kept() == b"beside them"
    shown = [("one.html", one, b"view of one"), ("two.html", two, b"view of two")]
    assert list(kept.views_showing(["a", "b"])) == shown
    assert kept.save(LAST._replace(succeeded=False), home.scan(), {}) == ""
    assert kept.kept() == b"beside them", "the files of the last good build still stand"
    assert list(kept.views_showing(["a", "b"])) == shown


def test_output_folders_are_kept_apart_and_share_records(home: Home, tmp_path: Path) -> None:
    home.fill()
    other_out = tmp_path / "other"
    other_out.mkdir()
    other = open_cache(home.state, scope(home.content, other_out))
    assert other.last_build() is None
    assert other.records() == set(KEYS[:3])
    other.save(LAST, home.scan(), {"a": Article(KEYS[0], "")}, {})
    assert other.records() == set(KEYS[:3]), "the first folder's records are still in use"
    other_out.rmdir()
    (home.out / "file").unlink()
    home.out.rmdir()
    third = open_cache(home.state, scope(home.content, tmp_path / "third"))
    third.save(LAST, home.scan(), {}, {})
    assert not third.records(), "folders that are gone need no memory"


def test_records_survive_a_kill_before_the_build_is_saved(home: Home) -> None:
    kept = home.open()
    for key in KEYS:
        kept.put(key, b"s", b"b")
    kept.close()
    again = home.open()
    assert again.records() == set(KEYS)
    assert again.last_build() is None


def test_a_cache_is_left_with_a_log_for_what_is_written_next(home: Home) -> None:
    """It is filled without one the first time."""
    home.fill()
    assert [file.name for file in home.state.iterdir()] == ["cache.sqlite"]
    connection = sqlite3.connect(home.state / "cache.sqlite")
    assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    connection.close()


def test_fresh_forgets_everything(home: Home) -> None:
    home.fill()
    kept = home.open(fresh=True)
    assert kept.last_build() is None
    assert not kept.records()


def test_peek_writes_nothing(home: Home) -> None:
    assert peek(home.state, home.scope) is None
    assert not home.state.exists()
    home.fill()
    before = (home.state / "cache.sqlite").read_bytes()
    assert peek(home.state, home.scope) is not None
    assert peek(home.state, "another scope") is None
    assert (home.state / "cache.sqlite").read_bytes() == before


def test_a_settled_scan_replaces_a_racy_one(home: Home) -> None:
    home.fill()
    last = peek(home.state, home.scope)
    assert last
    assert last.scan.hashes
    later = scan([("content", home.content)], time.time_ns() + 10**11, last.scan)
    settle(home.state, home.scope, later)
    settled = peek(home.state, home.scope)
    assert settled
    assert settled.scan.hashes == {}
    assert settled == last._replace(scan=settled.scan)
    settle(home.state / "none", home.scope, later)


def test_odd_folder_names(tmp_path: Path) -> None:
    folder = tmp_path / "100% odd? #1 ü"
    folder.mkdir()
    home = Home(folder)
    home.fill()
    assert peek(home.state, home.scope) is not None


# --- What is not right ------------------------------------------------------------------------------


def test_another_version_of_the_program(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.fill()
    monkeypatch.setattr(program, "stamp", lambda: b"1" * 16)
    assert peek(home.state, home.scope) is None
    kept = home.open()
    assert kept.word == "", "a touched file of the program with the same contents"
    kept.close()
    assert peek(home.state, home.scope) is not None
    monkeypatch.setattr(program, "stamp", lambda: b"2" * 16)
    monkeypatch.setattr(program, "identity", lambda: b"2" * 16)
    changed = home.open()
    assert "another version" in changed.word
    assert changed.last_build() is None


def test_another_format(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.fill()
    monkeypatch.setattr(cachefile, "FORMAT", 99)
    assert peek(home.state, home.scope) is None
    assert "another version" in home.open().word


def a_text(file: Path) -> None:
    file.write_text("This is no database. " * 1000)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def another_database(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("create table t (x)")


def without_its_header(file: Path) -> None:
    file.write_bytes(b"\0" * 100 + file.read_bytes()[100:])


@pytest.mark.parametrize("damage", [a_text, emptied, cut_short, another_database, without_its_header])
def test_a_damaged_file_means_a_new_cache(home: Home, damage: Callable[[Path], None]) -> None:
    home.fill()
    damage(home.state / "cache.sqlite")
    assert peek(home.state, home.scope) is None
    kept = home.open()
    assert "everything is built" in kept.word
    assert kept.last_build() is None
    assert not kept.records()
    kept.close()
    home.fill()
    assert peek(home.state, home.scope) is not None


def test_a_flipped_bit_is_never_believed(home: Home) -> None:
    """All that is read is what was stored, or it is said to be damaged, or a new cache is begun."""
    home.fill()
    file = home.state / "cache.sqlite"
    whole = file.read_bytes()
    right = peek(home.state, home.scope)
    chance = random.Random(5)
    noticed = 0
    for _ in range(300):
        at = chance.randrange(len(whole))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        assert peek(home.state, home.scope) in (None, right)
        kept = home.open()
        try:
            if kept.word:
                noticed += 1
                continue
            last = kept.last_build()
            assert last in (None, right)
            for slug, article in kept.articles().items():
                assert slug.startswith("article-")
                assert kept.summary(article.key) == b"summary " + article.key
                assert kept.body(article.key) == b"body " + article.key * 2000
            assert set(kept.templates().values()) == {b"code", b"other code"}
            noticed += last is None
        except (CacheDamaged, KeyError):
            noticed += 1
        finally:
            kept.close()
    assert noticed > 50


def test_a_cache_that_cannot_be_kept_is_replaced_for_the_time(home: Home) -> None:
    home.state.write_text("a file where the folder should be")
    kept = home.open()
    assert "cannot be kept" in kept.word
    kept.put(KEYS[0], b"s", b"b")
    assert kept.body(KEYS[0]) == b"b"
    assert kept.save(LAST, home.scan(), {"a": Article(KEYS[0], "")}, {}) == ""
    kept.close()
    assert peek(home.state, home.scope) is None
    assert home.state.read_text() == "a file where the folder should be"


def test_a_folder_that_may_not_be_looked_into_is_done_without(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may look into any folder, so the system is made to refuse."""
    state = str(site.root / ".dateline")

    def refused(real: Callable[..., Any]) -> Callable[..., Any]:
        def look(path: Any, *args: Any, **more: Any) -> Any:
            if not isinstance(path, int) and os.fspath(path).startswith(f"{state}{os.sep}"):
                raise PermissionError(13, "Permission denied", path)
            return real(path, *args, **more)

        return look

    site.build()
    for name in ("stat", "lstat", "open"):
        monkeypatch.setattr(os, name, refused(getattr(os, name)))
    for arguments in ((), ("--no-cache",)):
        run = site.run("build", "--verbose", *arguments)
        assert run.status == 0
        assert "the cache cannot be kept" in run.out
    assert check_output(site.root / ".dateline/preview", [], "preview") == []


def test_a_read_only_cache_is_replaced_for_the_time(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write to any file, so the database itself is told to be read-only."""
    home.fill()
    real = cachefile.connect

    def read_only(file: Path | str) -> sqlite3.Connection:
        connection = real(file)
        if file:
            connection.execute("pragma query_only = on")
        return connection

    monkeypatch.setattr(cachefile, "connect", read_only)
    before = (home.state / "cache.sqlite").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(program, "stamp", lambda: b"1" * 16)
        kept = home.open()
    assert "cannot be kept" in kept.word
    kept.put(KEYS[0], b"s", b"b")
    kept.close()
    assert (home.state / "cache.sqlite").read_bytes() == before


def test_what_cannot_be_saved_is_said_and_not_half_saved(home: Home) -> None:
    home.fill()
    kept = home.open()
    before = kept.last_build()
    kept._connection.execute(
        "create trigger full before update on builds begin select raise(abort, 'full'); end"
    )
    assert "could not be saved (full)" in kept.save(LAST, home.scan(), {}, {})
    kept.close()
    again = home.open()
    assert again.last_build() == before
    assert again.records() == set(KEYS[:3])


def test_the_program_is_known_by_its_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "dateline"
    (package / "messages").mkdir(parents=True)
    (package / "cache.py").write_text("x = 1")
    (package / "messages" / "en.json").write_text("{}")
    monkeypatch.setattr(program, "_package", lambda: str(package))
    stamps, identities = [program.stamp()], [program.identity()]
    os.utime(package / "cache.py", ns=(0, file_clock(package) + 10**9))
    stamps.append(program.stamp())
    identities.append(program.identity())
    (package / "messages" / "en.json").write_text('{"a": "b"}')
    stamps.append(program.stamp())
    identities.append(program.identity())
    assert len(set(stamps)) == 3
    assert identities[0] == identities[1] != identities[2]


def test_the_program_is_known_by_what_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of a package that pages are made with is another program; of any other, it is not."""
    installed = tmp_path / "site-packages"
    installed.mkdir()
    identities = []
    monkeypatch.setattr("sys.path", [str(tmp_path / "missing" / "site-packages"), str(installed)])
    for name in ("Jinja2-3.1.5.dist-info", "pytest-8.0.dist-info", "jinja2-3.1.6.dist-info"):
        (installed / name).mkdir()
        identities.append(program.identity())
    assert identities[0] == identities[1] != identities[2]
