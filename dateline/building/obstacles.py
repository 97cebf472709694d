"""What keeps a site from being written where it should go: others' files, links, folders, rights.

Only looks; `publish` writes.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from dateline.building import manifest
from dateline.building.staging import STAGING
from dateline.diagnostics import Diagnostic, Location, error


def check_output(out: Path, inputs: Iterable[Path], shown: str) -> list[Diagnostic]:
    """Why nothing may be published to `out`, or nothing.

    `inputs` are the folders that a build reads or keeps its state in: the output folder must neither
    be one of them, nor lie in one, nor hold one. `shown` is how messages call the output folder.
    """
    at = Location(file=shown)
    real = Path(os.path.realpath(out))  # which takes links that lead in a circle
    for folder in inputs:
        other = Path(os.path.realpath(folder))
        if real == other or real in other.parents or other in real.parents:
            message = f"the output folder and {folder} overlap"
            return [error("output-overlaps", message, at, "choose a folder beside it with --out")]
    try:
        os.lstat(out)
    except PermissionError:  # the folder above may not be looked into: what is made in it will say so
        return []
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as problem:  # a name that is too long, say
        message = f"the output folder cannot be made: {problem.strerror}"
        return [error("cannot-write", message, at, "choose another with --out")]
    if not out.is_dir():
        what = "a link that leads nowhere" if out.is_symlink() and not out.exists() else "a file"
        return [error("output-not-a-folder", f"the output folder is {what}", at, "choose another with --out")]
    if not os.access(out, os.R_OK | os.W_OK | os.X_OK):
        return [error("output-read-only", "the output folder may not be written to", at)]
    if manifest.exists(out):
        if os.access(out / manifest.NAME, os.R_OK):
            return []
        at = Location(file=f"{shown}/{manifest.NAME}")
        return [error("output-read-only", "the list of the site's own files may not be read", at)]
    others = sorted(entry.name for entry in os.scandir(out) if _is_others(entry))
    if others:
        names = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
        message = f"the output folder holds files that dateline did not write: {names}"
        hint = "choose an empty or new folder with --out, or empty this one yourself"
        return [error("foreign-output", message, at, hint)]
    return []


_PLACEHOLDERS = frozenset(
    (".gitkeep", ".keep", ".gitignore", ".gitattributes", ".git", ".DS_Store", "Thumbs.db", STAGING)
)
"""What may lie in a folder that still counts as empty: it keeps a folder in a repository."""


def _is_others(entry: os.DirEntry[str]) -> bool:
    """Whether something in a folder that has no manifest makes it somebody else's; empty folders do not."""
    if entry.name in _PLACEHOLDERS:
        return False
    if not entry.is_dir(follow_symlinks=False) or entry.name == manifest.NAME:
        return True
    return any(names for _, _, names in os.walk(entry.path))


def obstacles(
    out: Path, owned: Collection[str], site: Collection[str], staged: Collection[str]
) -> Iterator[Diagnostic]:
    """Everything that keeps the site from being moved in."""
    if set(site) != set(owned):  # else this was asked when these files were moved in
        yield from _reserved(site)
        yield from _collisions(site)
    look = _Looker(out, {path for path in owned if path not in site})
    for path in sorted({*staged, *(path for path in site if path not in owned)}):
        reason = look.above(path) or look.at(path, ours=path in owned)
        if reason:
            code = "output-read-only" if reason == _READ_ONLY else "file-in-the-way"
            hint = "" if reason == _READ_ONLY else "move it elsewhere, or choose another folder with --out"
            yield error(code, reason, Location(file=f"{out.name}/{path}"), hint)
    for path in sorted(look.orphans):
        if look.above(path) == _READ_ONLY and os.path.lexists(f"{out}/{path}"):
            message = "the site has no such file any more, and its folder may not be written to"
            yield error("output-read-only", message, Location(file=f"{out.name}/{path}"))


_READ_ONLY = "the folder it goes to may not be written to"


def _reserved(site: Collection[str]) -> Iterator[Diagnostic]:
    """Files that have the names of our own."""
    for path in sorted(site):
        if path.startswith(".dateline-") and path.partition("/")[0] in (manifest.NAME, STAGING):
            message = f"{path} is a name that dateline keeps for itself"
            yield error("paths-collide", message, Location(file=path), "rename it")


def _collisions(site: Collection[str]) -> Iterator[Diagnostic]:
    """Files that are one file where names differ neither by case nor by Unicode form; files in files."""
    seen: dict[str, str] = {}
    for path in sorted(site):
        folded = path.casefold() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
        if folded in seen:
            message = f"{path} and {seen[folded]} would be one file on many systems"
            yield error("paths-collide", message, Location(file=path), "rename one of them")
        seen[folded] = path
    for folder in sorted(folders_of(site) & set(site)):
        message = f"{folder} would have to be a file and a folder"
        yield error("paths-collide", message, Location(file=folder), "rename one of them")


class _Looker:
    """Looks at what lies in the output folder now, at each folder once.

    Paths are joined as texts: a site has tens of thousands of them.
    """

    def __init__(self, out: Path, orphans: Collection[str]) -> None:
        self._start = f"{out}/"
        self.orphans = orphans
        self._orphaned_folders = folders_of(orphans)
        self._folders: dict[str, str] = {"": ""}
        self._missing: set[str] = set()
        """Folders that are not there: nor is anything in them."""

    def above(self, path: str) -> str:
        """Why no file can be put into the folder of `path`, or an empty text."""
        parent = path.rpartition("/")[0]
        if parent not in self._folders:
            self._folders[parent] = self.above(parent) or self._folder(parent)
        return self._folders[parent]

    def at(self, path: str, *, ours: bool) -> str:
        """Why no file can be moved to `path` itself, or an empty text; `above` has been asked before."""
        if path.rpartition("/")[0] in self._missing:
            return ""
        try:
            found = os.lstat(self._start + path)
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except OSError as problem:  # a name that is too long, say
            return f"it cannot be written there: {problem.strerror}"
        if stat.S_ISDIR(found.st_mode):
            return "" if self._will_be_gone(path) else "a folder is where a page must go"
        if ours or path in self.orphans:
            return ""
        return "a file that dateline did not write is where a page must go"

    def _folder(self, path: str) -> str:
        try:
            found = os.lstat(self._start + path)
        except (FileNotFoundError, NotADirectoryError):
            self._missing.add(path)
            return ""
        except OSError as problem:
            return f"its folder cannot be made: {problem.strerror}"
        if stat.S_ISLNK(found.st_mode):
            return "a symbolic link is where a folder must be"
        if not stat.S_ISDIR(found.st_mode):
            return "" if path in self.orphans else "a file is where a folder must be"
        return "" if os.access(self._start + path, os.W_OK | os.X_OK) else _READ_ONLY

    def _will_be_gone(self, folder: str) -> bool:
        """Whether nothing is in a folder but files of ours that are about to be deleted."""
        if folder not in self._orphaned_folders:
            return False
        for top, folders, names in os.walk(self._start + folder):
            inside = top[len(self._start) :].replace(os.sep, "/")
            if any(f"{inside}/{name}" not in self._orphaned_folders for name in folders):
                return False
            if any(f"{inside}/{name}" not in self.orphans for name in names):
                return False
        return True


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder that some of the paths lie in, at any depth, but for the output folder itself."""
    folders: set[str] = set()
    for path in paths:
        parent = path.rpartition("/")[0]
        while parent and parent not in folders:
            folders.add(parent)
            parent = parent.rpartition("/")[0]
    return folders
