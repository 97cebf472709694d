"""Killed at any moment, a build leaves the old site or the new one, or what the next build finishes."""

from __future__ import annotations

import os
import random
import select
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from publishing import changed

from dateline.building import publish
from dateline.building.staging import is_interrupted
from dateline.digests import hexdigest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")

OLD = {
    **{f"articles/{n}/index.html": f"old {n}" for n in range(8)},
    "index.html": "old home",
    "a": "a file that becomes a folder",
    "b/index.html": "a folder that becomes a file",
    "same.css": "same",
}
NEW = {
    **{f"articles/{n}/index.html": f"new {n}" for n in range(4, 12)},
    "index.html": "new home",
    "a/index.html": "a folder",
    "b": "a file",
    "people/x/index.html": "x",
    "same.css": "same",
}
FOREIGN = {"CNAME": "example.org", "articles/1/mine.txt": "mine"}


def build(home: Path, site: Mapping[str, str]) -> None:
    """What every build does at its end."""
    out, state = home / "site", home / ".dateline"
    publish.recover(out, state)
    staging = publish.prepare(out, state)
    stale = changed(out, site)
    for path in stale:
        publish.stage(staging, path, site[path].encode())
    digests = {path: hexdigest(text.encode()) for path, text in site.items()}
    publish.publish(out, staging, digests, stale)


def with_an_old_site(home: Path) -> Path:
    home.mkdir()
    build(home, OLD)
    for path, text in FOREIGN.items():
        (home / "site" / path).write_text(text)
    return home


def in_a_child(work: Callable[[], None], before: Callable[[], None] | None = None) -> int:
    """Fork a process that does the work, waits for nothing and cleans up nothing."""
    child = os.fork()
    if child:
        return child
    try:
        if before:
            before()
        work()
        os._exit(0)
    finally:
        os._exit(1)


def pages(home: Path) -> dict[str, str]:
    out = home / "site"
    return {
        path.relative_to(out).as_posix(): path.read_text()
        for path in out.rglob("*")
        if path.is_file() and path.name != ".dateline-manifest"
    }


def check_what_a_kill_left(home: Path) -> str:
    """The promise; returns which of its three cases it was."""
    old, new = {**OLD, **FOREIGN}, {**NEW, **FOREIGN}
    out, state = home / "site", home / ".dateline"
    left = pages(home)
    finished = publish.recover(out, state)
    mended = pages(home)
    if finished:
        assert mended == new
    else:
        assert mended == left
        assert left in (old, new)
    assert not is_interrupted(out, state)
    build(home, NEW)
    assert pages(home) == new
    assert not list(state.iterdir())
    assert not [folder for folder in out.rglob("*") if folder.is_dir() and not list(folder.iterdir())]
    return "finished" if finished else "old" if left == old else "new"


def kill_at(operation: int) -> Callable[[], None]:
    """Arms this process to kill itself just before its n-th operation on files."""
    watched = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")

    def arm() -> None:
        left = operation

        def audit(event: str, _: tuple[object, ...]) -> None:
            nonlocal left
            if event in watched:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(audit)

    return arm


def test_killed_before_any_operation_on_files(tmp_path: Path) -> None:
    """Every operation in turn, until the build gets through to its end."""
    seen = []
    for operation in range(1000):
        home = with_an_old_site(tmp_path / str(operation))
        child = in_a_child(lambda home=home: build(home, NEW), kill_at(operation))  # type: ignore[misc]
        _, status = os.waitpid(child, 0)
        seen.append(check_what_a_kill_left(home))
        if status == 0:
            break
        assert os.WIFSIGNALED(status)
    assert len(seen) > 60, "most operations are not watched any more"
    assert sorted(set(seen)) == ["finished", "new", "old"]
    assert seen == sorted(seen, key=["old", "finished", "new"].index)


def test_killed_at_random_moments(tmp_path: Path) -> None:
    """Two hundred kills, wherever they fall: within an operation as well as between two."""
    chance = random.Random(6)
    for number in range(200):
        home = with_an_old_site(tmp_path / str(number))
        ready, go = os.pipe()
        child = in_a_child(lambda home=home: build(home, NEW), lambda go=go: os.close(go))  # type: ignore[misc]
        os.close(go)
        os.read(ready, 1)  # the child has begun
        os.close(ready)
        select.select([], [], [], chance.uniform(0, 0.008))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        check_what_a_kill_left(home)


def test_killed_again_and_again_while_recovering(tmp_path: Path) -> None:
    """Finishing what a killed build left may be killed too."""
    for operation in range(1000):
        home = with_an_old_site(tmp_path / str(operation))
        os.waitpid(in_a_child(lambda home=home: build(home, NEW), kill_at(operation)), 0)  # type: ignore[misc]
        if list((home / ".dateline").glob("*/journal")):
            break
    for operation in range(60):
        os.waitpid(in_a_child(lambda: build(home, NEW), kill_at(operation)), 0)
    assert check_what_a_kill_left(home) == "new"
