"""Moves a new site into the output folder, whole or not at all.

A build writes its new files to a *staging* folder, where they lie as they will lie in the output folder.
Publishing then checks that nothing is in the way, writes a *journal* of all else that is to be done, moves
the files in, does the rest, and drops the journal. Killed before the journal is complete, the old site
stands and the next build sweeps the staging folder; killed after, the next build begins by finishing what
the journal says. Files that are not in the manifest are others', and are neither overwritten nor deleted.
Which files a site has is left to `plan`.

Where it lies: the staging folder is in `.dateline/` if that is on the same device as the output
folder, and in the output folder, hidden, if not, so that a file is moved in by a rename, and a folder that
is new is moved in whole.

A journal that was written outlives the process that wrote it, but not for certain the machine: after
a loss of power, a file may be old or short. It then no longer has the stamp that the cache knows, and
the next build writes it again.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dateline.building import manifest
from dateline.building.locks import Busy, hold_folder
from dateline.building.moving import move, move_in, remove
from dateline.building.obstacles import folders_of, obstacles
from dateline.building.scan import Stamp, stamp
from dateline.building.staging import places
from dateline.diagnostics import Diagnostic, Location, error
from dateline.digests import Hasher, hexdigest

_JOURNAL = "journal"
_TREE = "site"
"""The folder in the staging folder that has the new files."""
_CLAIM = "claim"
_MANIFEST = "manifest"
_PATIENCE = 60.0
"""Seconds to wait for another build that is moving files into the same folder."""


class PublishError(Exception):
    """The site could not be published; the old one stands."""

    def __init__(self, problems: Collection[Diagnostic]) -> None:
        super().__init__(list(problems))
        self.problems = list(problems)

    def __str__(self) -> str:
        return "; ".join(problem.message for problem in self.problems)


class Published(NamedTuple):
    """What publishing did."""

    written: tuple[str, ...]
    """Paths moved in, in order."""
    removed: tuple[str, ...]
    """Own files deleted, in order."""
    stamps: dict[str, Stamp]
    """The stamps of the files moved in, as they lie in the output folder."""


class _Journal(NamedTuple):
    """What is to be done beside moving in what is staged. Paths are relative to the output folder."""

    cleared: list[str]
    """Own files deleted first, because something new stands in their place."""
    removed: list[str]
    """Own files deleted last."""


def recover(out: Path, state: Path) -> bool:
    """Finish or sweep away what a killed build left. True if a publication was finished.

    To be called, under the locks, before anything else looks at the output folder.
    """
    finished = False
    for staging in places(out, state):
        if not _is_folder(staging):
            continue
        journal = _read_journal(staging)
        if journal is None:
            _sweep(staging)
        else:
            with errors_told(), _alone_in(out):
                _carry_out(out, staging, journal)
            finished = True
    return finished


def _is_folder(path: Path) -> bool:
    """Whether a folder is there, and no link; not where the folder above may not be looked into."""
    try:
        return not path.is_symlink() and path.is_dir()
    except OSError:
        return False


def prepare(out: Path, state: Path) -> Path:
    """An empty staging folder for `out`. `state` is the `.dateline/` folder; neither need exist."""
    in_state, in_out = places(out, state)
    with errors_told():
        try:
            _make_tree(in_state)
            existing = next(folder for folder in (out, *out.parents) if folder.exists())
            if in_state.stat().st_dev == existing.stat().st_dev:
                return in_state
            _sweep(in_state)
        except OSError as problem:
            if problem.errno == errno.ENOSPC:
                raise
        _make_tree(in_out)
    return in_out


def _make_tree(staging: Path) -> None:
    if staging.is_symlink():  # what it leads to is none of ours
        staging.unlink()
    (staging / _TREE).mkdir(parents=True, exist_ok=True)


def stage(staging: Path, path: str, data: bytes) -> str:
    """Write a new file of the site to the staging folder; returns its digest.

    `path` is where it will lie in the output folder. May be called by several processes at once.
    """
    with errors_told():
        file = _open(staging, path)
        if file is not None:
            # No file object for each of thousands of files.
            try:
                _write_all(file, data)
            finally:
                os.close(file)
    return hexdigest(data)


def stage_pieces(staging: Path, path: str, pieces: Iterable[bytes]) -> str:
    """Write a new file piece by piece to the staging folder; returns its digest."""
    hasher = Hasher()
    with errors_told():
        file = _open(staging, path)
        with open(os.devnull if file is None else file, "wb") as stream:  # noqa: PTH123 - it is open already
            for piece in pieces:
                hasher.update(piece)
                stream.write(piece)
    return hasher.hexdigest()


def unstage(staging: Path, path: str) -> None:
    """Take a file out of the staging folder again."""
    with errors_told(), suppress(FileNotFoundError, NotADirectoryError):  # see _open
        (staging / _TREE / path).unlink()


def _open(staging: Path, path: str) -> int | None:
    """A new file in the staging folder; none where a site wants a file and a folder: `publish` refuses it."""
    tree = f"{staging}/{_TREE}"
    try:
        try:
            return os.open(f"{tree}/{path}", _WRITING, 0o666)
        except FileNotFoundError:
            _make_folder(tree, path.rpartition("/")[0])
            return os.open(f"{tree}/{path}", _WRITING, 0o666)
    except (NotADirectoryError, IsADirectoryError):
        return None


def _make_folder(tree: str, path: str) -> None:
    """Makes a folder and those above it, but never the staging folder: deleted meanwhile, it stays away."""
    try:
        os.mkdir(f"{tree}/{path}")  # noqa: PTH102 - see moving
    except FileExistsError:  # made by another process meanwhile
        return
    except FileNotFoundError:
        if not path:
            raise
        _make_folder(tree, path.rpartition("/")[0])
        _make_folder(tree, path)


_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def _write_all(file: int, data: bytes) -> None:
    """Writing may stop halfway: at 2 GB, say, or just before a disk is full."""
    written = os.write(file, data)
    while written < len(data):
        written += os.write(file, data[written:])


def stage_copy(staging: Path, path: str, source: Path) -> str:
    """Copy a file of the content to the staging folder, without its times; returns its digest."""
    try:
        original = source.open("rb")
    except OSError as problem:
        message = f"the file cannot be read: {problem.strerror or problem}"
        raise PublishError([error("unreadable-file", message, Location(os.fspath(source)))]) from problem
    with errors_told(), original:
        return stage_pieces(staging, path, iter(partial(original.read, 1 << 20), b""))


def publish(out: Path, staging: Path, site: Mapping[str, str], staged: Collection[str]) -> Published:
    """Make the output folder hold the new site.

    `site` has every file of it, path to digest; `staged` are those that lie in the staging folder,
    the others being in place. Raises PublishError, the old site standing, if something is in the way.
    """
    owned = manifest.read(out)
    orphans = owned.keys() - site.keys()
    problems = list(obstacles(out, owned.keys(), site.keys(), staged))
    if problems:
        raise PublishError(problems)
    if not staged and not orphans and owned == site:
        _sweep(staging)
        return Published((), (), {})
    with errors_told(), _alone_in(out):
        first = _standing_in_the_way(orphans, site)
        journal = _Journal(sorted(first), sorted(orphans - first))
        if not site.keys() <= owned.keys():
            _write(staging / _CLAIM, manifest.to_text({**owned, **site}))
        _write(staging / _MANIFEST, manifest.to_text(site))
        _write_journal(staging, journal)
        _carry_out(out, staging, journal)
    stamps = {path: found for path in staged if (found := stamp(f"{out}/{path}"))}
    return Published(tuple(sorted(staged)), tuple(sorted(orphans)), stamps)


def abandon(staging: Path) -> None:
    """Drop what was staged, after a build that failed; nothing if there is nothing.

    A publication that broke off in the middle stays, for `recover` to finish.
    """
    if not (staging / _JOURNAL).exists():
        _sweep(staging)


def _sweep(staging: Path) -> None:
    """Delete a staging folder. Never fails: what stays is swept next time."""
    shutil.rmtree(staging, ignore_errors=True)


def _standing_in_the_way(orphans: Collection[str], site: Collection[str]) -> set[str]:
    """The orphans to be deleted before files are moved in.

    One that is now a folder, one in a folder that is now a file, and one that differs from a new file
    by case only: deleted later, it would take the new file with it where case does not count.
    """
    if not orphans:
        return set()
    folders = folders_of(site)
    folded = {path.casefold() for path in site}
    return {
        path
        for path in orphans
        if path in folders or path.casefold() in folded or not folders_of((path,)).isdisjoint(site)
    }


# --- Doing it ---------------------------------------------------------------------------------------


def _carry_out(out: Path, staging: Path, journal: _Journal) -> None:
    """Do what is to be done; what is done already is passed over, so that it can be done again."""
    move(f"{staging}/{_CLAIM}", f"{out}/{manifest.NAME}")
    for path in journal.cleared:
        remove(out, path)
    move_in(f"{staging}/{_TREE}", str(out))
    for path in journal.removed:
        remove(out, path)
    move(f"{staging}/{_MANIFEST}", f"{out}/{manifest.NAME}")
    (staging / _JOURNAL).unlink(missing_ok=True)
    shutil.rmtree(staging, ignore_errors=True)


def _write_journal(staging: Path, journal: _Journal) -> None:
    """From the moment that this returns, the site will be the new one."""
    unfinished = staging / f"{_JOURNAL}.tmp"
    with unfinished.open("wb") as file:
        file.write(json.dumps(journal._asdict()).encode())
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(staging / _JOURNAL)


def _read_journal(staging: Path) -> _Journal | None:
    """The complete journal of a staging folder, or None. Paths that lead outside are dropped."""
    try:
        stored = json.loads((staging / _JOURNAL).read_bytes())
        return _Journal(*([p for p in stored[name] if manifest.is_inside(p)] for name in _Journal._fields))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


@contextmanager
def _alone_in(out: Path) -> Iterator[None]:
    """Keeps out a build of another content folder that publishes to the same place."""
    out.mkdir(parents=True, exist_ok=True)
    try:
        with hold_folder(out, patience=_PATIENCE):
            yield
    except Busy as busy:
        raise PublishError([error("busy", str(busy), Location(file=str(out)))]) from busy


@contextmanager
def errors_told() -> Iterator[None]:
    """Turns errors of the operating system into problems that say what to do."""
    try:
        yield
    except OSError as problem:
        raise PublishError([_told(problem)]) from problem


def _told(problem: OSError) -> Diagnostic:
    at = Location(file=os.fspath(problem.filename) if isinstance(problem.filename, str) else "")
    reason = problem.strerror or str(problem)
    if problem.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        message = f"the new site does not fit on the disk: {reason}"
        return error("disk-full", message, at, "make room and build again")
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return error("output-read-only", f"may not be written to: {reason}", at)
    return error("cannot-write", f"cannot be written: {reason}", at)
