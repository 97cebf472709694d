"""Moves files into the output folder and deletes them there, again if need be: what is done is passed over.

Which, and when, is left to `publish`.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path


def move_in(staged: str, folder: str) -> None:
    """Moves in all that a folder has: folders that are new, and files.

    Paths are joined as texts: making objects of tens of thousands takes longer than the renames.
    """
    try:
        with os.scandir(staged) as found:
            entries = list(found)
    except FileNotFoundError:  # moved before the build was killed
        return
    for entry in entries:
        target = f"{folder}/{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            move(entry.path, target)
        elif not _moved_whole(entry.path, target):
            with suppress(FileExistsError):
                os.mkdir(target)  # noqa: PTH102
            if os.path.islink(target):  # noqa: PTH114 - made after a build was killed
                raise NotADirectoryError(errno.ENOTDIR, "a symbolic link is where a folder must be", target)
            move_in(entry.path, target)


def _moved_whole(staged: str, target: str) -> bool:
    """Whether a folder could be moved; not where there is one, or from one mount to another."""
    try:
        os.rename(staged, target)  # noqa: PTH104 - see move_in
    except OSError:
        return False
    return True


def move(staged: str, target: str) -> None:
    """Moves a file, in place of one that may be there."""
    try:
        os.replace(staged, target)  # noqa: PTH105 - see move_in
    except FileNotFoundError:  # moved before the build was killed
        return
    except OSError as problem:
        # Two mounts of one device look like one place until something is moved.
        if problem.errno != errno.EXDEV:
            raise
        if Path(staged).exists():  # else it was moved before
            _copy_over(Path(staged), Path(target))


def _copy_over(staged: Path, target: Path) -> None:
    """Moves a file to another mount: copied beside its place, it comes there by a rename."""
    beside = target.with_name(_BESIDE)
    beside.unlink(missing_ok=True)  # of a build that was killed; a link itself, not what it leads to
    with staged.open("rb") as source, beside.open("xb") as copy:
        shutil.copyfileobj(source, copy)
    beside.replace(target)
    staged.unlink()


_BESIDE = ".dateline-moving"


def remove(out: Path, path: str) -> None:
    """Delete a file of ours and the folders that it leaves empty; never through a symbolic link."""
    file = out / path
    for folder in file.relative_to(out).parents:
        if (out / folder).is_symlink() and folder != Path():
            return
    try:
        file.unlink(missing_ok=True)
    except (NotADirectoryError, IsADirectoryError, PermissionError):
        if file.is_dir() or not file.parent.is_dir():  # somebody else's now
            return
        raise
    for parent in file.parents:
        if parent == out or not _remove_if_empty(parent):
            break


def _remove_if_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
