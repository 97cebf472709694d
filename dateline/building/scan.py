"""What the files on disk look like, found in one walk without opening them.

A scan is how a build learns that nothing changed, and otherwise what did. A file counts as the same
if its size, both its times and its inode are: a copy put back with its old modification time still
has a new change time. As in git's index, a file written within the last moments of a scan is *racy*
(it could be written again within the same tick of the file system's clock), so its contents are
hashed and compared the next time. What the files mean is left to `load`; nothing here knows.
"""

from __future__ import annotations

import os
import stat
import time
from array import array
from collections.abc import Collection, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from dateline.digests import Hasher

RACY_NS = 3_000_000_000
"""How much older than the scan a file's times must be to be trusted: FAT counts in steps of 2 s."""

_FIELDS = 4
"""Numbers a file has in `Scan.stamps`: those of a Stamp."""

_TOGETHER = 256 * _FIELDS
"""So many numbers are compared at once: mostly they are the same."""

_INODE = 0x7FFF_FFFF_FFFF_FFFF
"""Windows has 128-bit inodes on some file systems; the low bits tell files apart well enough."""


class Stamp(NamedTuple):
    """All that tells without opening a file whether it changed. Times are nanoseconds since 1970."""

    size: int
    modified: int
    changed: int
    inode: int


class Scan(NamedTuple):
    """The files below some folders."""

    listing: str
    """Folder by folder that has files, in order of names: `<name of the root>/<path in it>/`, then the
    names of its files, a NUL between them. Most builds only ask whether it is the same as before.
    """
    stamps: array[int]
    """Four numbers for each file, in the order of Stamp's fields."""
    moment: int
    """When the scan began, by the file system's clock: nanoseconds since 1970."""
    hashes: dict[str, bytes]
    """Digests of the contents of racy files, and of those that were racy in the scan before."""

    @property
    def paths(self) -> list[str]:
        """Every file, as `<name of the root>/<path in it>` with forward slashes."""
        return _paths(self.listing.split("\0"))

    def below(self, root: str) -> list[str]:
        """Those of them that lie in the root of that name."""
        start = f"{root}/"
        at = f"\0{self.listing}".find(f"\0{start}")
        if at < 0:
            return []
        return [path for path in _paths(self.listing[at:].split("\0")) if path.startswith(start)]

    def by_path(self) -> dict[str, Stamp]:
        """Every path with its stamp."""
        numbers = iter(self.stamps)
        return dict(zip(self.paths, map(Stamp, numbers, numbers, numbers, numbers), strict=True))

    def stamps_of(self, paths: Collection[str]) -> dict[str, Stamp]:
        """Those of them that are there, with their stamps."""
        found = [(at, path) for at, path in enumerate(self.paths) if path in paths] if paths else []
        return {path: Stamp(*self.stamps[at * _FIELDS : (at + 1) * _FIELDS]) for at, path in found}


class Changes(NamedTuple):
    """How one scan differs from an earlier one."""

    added: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def all(self) -> frozenset[str]:
        """Every path that is not as it was."""
        return self.added | self.changed | self.removed


def scan(roots: Sequence[tuple[str, Path]], moment: int, before: Scan | None = None) -> Scan:
    """Walk the roots (name, folder), each of which may be missing, and stamp every file.

    Symbolic links below a root are stamped themselves and never followed; a folder that may not be
    read has no files. `moment` is the time now, see `file_clock`. `before` is the scan that this one
    will be compared with: what was racy then is hashed now.
    """
    listed: list[str] = []
    stamps = array("q")
    for name, folder in roots:
        _walk(name, str(folder), listed, stamps)
    folders = dict(roots)
    doubted = dict.fromkeys((*_racy(listed, stamps, moment - RACY_NS), *(before.hashes if before else ())))
    hashes = {}
    for path in doubted:
        name, _, rest = path.partition("/")
        if name in folders:
            hashes[path] = _contents(folders[name] / rest)
    return Scan("\0".join(listed), stamps, moment, hashes)


def compare(before: Scan, now: Scan) -> Changes:
    """What changed between two scans; `now` must have been made with `before` at hand."""
    if before.listing == now.listing:
        return Changes(changed=frozenset((*_stamped_anew(before, now), *_rewritten(before, now))))
    old, new = before.by_path(), now.by_path()
    kept = old.keys() & new.keys()
    changed = {path for path in kept if old[path] != new[path]}
    changed.update(kept.intersection(_rewritten(before, now)))
    return Changes(frozenset(new.keys() - kept), frozenset(changed), frozenset(old.keys() - kept))


def file_clock(touchable: Path) -> int:
    """The time now in nanoseconds, by the clock that stamps files where `touchable` lies.

    A network file system has a clock of its own. Where the file cannot be touched (it is missing, or
    read-only), this machine's clock has to do.
    """
    try:
        os.utime(touchable)
        return touchable.stat().st_mtime_ns
    except OSError:
        return time.time_ns()


def stamp(path: str | Path) -> Stamp | None:
    """The stamp of a regular file; None if there is none, or something else has its name."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _INODE)


def intact(root: Path, paths: Sequence[str], stamps: array[int]) -> bool:
    """Whether every file (a path in `root`) still has its stamp; stops at the first that has not."""
    start = f"{root}/"
    numbers = iter(stamps)
    expected = zip(numbers, numbers, numbers, numbers, strict=True)
    try:
        for path, known in zip(paths, expected, strict=True):
            found = os.lstat(start + path)
            if known != (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _INODE):
                return False
    except OSError:
        return False
    return True


def to_bytes(taken: Scan) -> bytes:
    """A scan as the cache stores it. Hashes of files that are not racy any more are left out."""
    newest = taken.moment - RACY_NS
    stamps = taken.by_path() if taken.hashes else {}
    racy = [
        f"{digest.hex()} {path}"
        for path, digest in taken.hashes.items()
        if path in stamps and max(stamps[path].modified, stamps[path].changed) >= newest
    ]
    names = taken.listing.encode("utf-8", "surrogateescape")
    doubted = "\0".join(racy).encode("utf-8", "surrogateescape")
    head = array("q", [len(taken.stamps), len(names), len(doubted), taken.moment])
    return b"".join((head.tobytes(), taken.stamps.tobytes(), names, doubted))


def from_bytes(stored: bytes) -> Scan:
    """The scan that `to_bytes` stored."""
    head = array("q", stored[: 4 * 8])
    numbers, names_size, doubted_size, moment = head
    at = 4 * 8 + numbers * 8
    stamps = array("q", stored[4 * 8 : at])
    listing = stored[at : at + names_size].decode("utf-8", "surrogateescape")
    doubted = stored[at + names_size : at + names_size + doubted_size].decode("utf-8", "surrogateescape")
    pairs = (entry.partition(" ") for entry in doubted.split("\0")) if doubted else ()
    return Scan(listing, stamps, moment, {path: bytes.fromhex(digest) for digest, _, path in pairs})


def _walk(root: str, start: str, listed: list[str], stamps: array[int]) -> None:
    """Add the files below a folder: those in it, then those of each folder in it, by name."""
    waiting = [(root + "/", start)]
    while waiting:
        prefix, folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=attrgetter("name"))
        except OSError:
            continue
        names, folders = [], []
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((f"{prefix}{entry.name}/", entry.path))
                    continue
                found = entry.stat(follow_symlinks=False)
            except OSError:  # gone since it was listed
                continue
            names.append(entry.name)
            stamps.extend((found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _INODE))
        if names:
            listed += (prefix, *names)
        waiting += reversed(folders)


def _paths(listed: Sequence[str]) -> list[str]:
    """The paths of the files of a listing: the name of a file has no slash."""
    paths = []
    folder = ""
    for name in listed:
        if name.endswith("/"):
            folder = name
        elif name:  # of no files at all, the listing is one empty text
            paths.append(folder + name)
    return paths


def _racy(listed: Sequence[str], stamps: array[int], newest: int) -> list[str]:
    """The files whose stamps may not be trusted: mostly there is none."""
    found: list[int] = []
    for start in range(0, len(stamps), _TOGETHER):
        some = stamps[start : start + _TOGETHER]
        modified, changed = some[1::_FIELDS], some[2::_FIELDS]
        if max(max(modified), max(changed)) >= newest:
            for at, times in enumerate(zip(modified, changed, strict=True), start // _FIELDS):
                if max(times) >= newest:
                    found.append(at)
    paths = _paths(listed) if found else []
    return [paths[at] for at in found]


def _contents(path: Path) -> bytes:
    """The digest of a regular file; of anything else (a pipe would never end) that it is not one."""
    if stamp(path) is None:
        return b"not a file"
    hasher = Hasher()
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                hasher.update(piece)
    except OSError:
        return b"unreadable"
    return hasher.digest()


def _stamped_anew(before: Scan, now: Scan) -> Iterator[str]:
    """The paths whose stamps differ, of two scans that have the same paths."""
    if before.stamps == now.stamps:
        return
    paths = now.paths
    for start in range(0, len(now.stamps), _TOGETHER):
        stop = start + _TOGETHER
        if before.stamps[start:stop] != now.stamps[start:stop]:
            for at in range(start, min(stop, len(now.stamps)), _FIELDS):
                if before.stamps[at : at + _FIELDS] != now.stamps[at : at + _FIELDS]:
                    yield paths[at // _FIELDS]


def _rewritten(before: Scan, now: Scan) -> Iterator[str]:
    """The paths that were racy before and whose contents are others now."""
    return (path for path, digest in before.hashes.items() if now.hashes.get(path) != digest)
