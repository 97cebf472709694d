"""The cache's one SQLite file: opened, or begun anew, and values as they lie in it.

Every value is stored with its digest, so that a damaged file is noticed. What the tables hold is told in
`cache`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.building import program
from dateline.digests import SIZE, Hasher

FORMAT = 9
"""Of the tables below. A cache of another format is begun anew."""

_TABLES = (
    "create table about (format integer, stamp blob, identity blob)",
    "create table summaries (key blob primary key, value blob)",
    "create table bodies (key blob primary key, value blob)",
    "create table templates (name text primary key, value blob)",
    "create table views (scope text, print blob, path text, value blob, primary key (scope, print))",
    "create table shows (scope text, slug text, print blob, primary key (scope, slug, print)) without rowid",
    "create table builds"
    " (scope text primary key, last blob, scan blob, articles blob, outputs blob, kept blob)",
)


class CacheDamaged(Exception):
    """What the cache holds cannot be right, or it cannot be read or written any more."""


def open_file(file: Path) -> tuple[sqlite3.Connection, str]:
    """A connection to a cache of this program, begun anew if need be, and a word about that.

    Raises OSError or sqlite3.Error where there can be none.
    """
    if file.is_file() and file.stat().st_size:
        try:
            connection = connect(file)
            reason = _unusable(connection)
            if not reason:
                return connection, ""
            connection.close()
        except sqlite3.OperationalError:  # locked, read-only, a full disk: not the file's fault
            raise
        except sqlite3.DatabaseError:
            reason = "was damaged"
        word = f"the cache {reason}, so everything is built"
    else:
        word = "there is no cache yet, so everything is built"
    delete(file)
    connection = connect(file, new=True)
    create(connection)
    return connection, word


def connect(file: Path | str, *, new: bool = False) -> sqlite3.Connection:
    """A connection; with an empty name, to a temporary database that goes when it is closed.

    Nothing waits for the disk: what a machine that crashes leaves is told by the digests, and is no loss. A
    `new` file is filled without a log, from which all would be copied once more.
    """
    connection = sqlite3.connect(file, timeout=10, isolation_level=None)
    try:
        connection.execute("pragma page_size = 16384")
        connection.execute("pragma synchronous = off")
        if new:
            connection.execute("pragma journal_mode = truncate")
        else:
            keep_log(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def keep_log(connection: sqlite3.Connection) -> None:
    """From now on, what is written is first logged; that is how a cache is left."""
    connection.execute("pragma journal_mode = wal")


def _unusable(connection: sqlite3.Connection) -> str:
    """Why a cache cannot be used as it is, or an empty text. Raises if it cannot be written to."""
    try:
        found = connection.execute("select format, stamp, identity from about").fetchone()
    except sqlite3.OperationalError as problem:
        if "no such" not in str(problem):
            raise
        return "was written by another program"
    if found is None or found[0] != FORMAT:
        return "was written by another version"
    connection.execute("begin immediate")
    if found[1] != program.stamp():
        if found[2] != program.identity():
            return "was written by another version"
        connection.execute("update about set stamp = ?", (program.stamp(),))
    connection.execute("commit")
    return ""


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether this very program wrote the file."""
    about = connection.execute("select format, stamp from about").fetchone()
    return bool(about == (FORMAT, program.stamp()))


def create(connection: sqlite3.Connection) -> None:
    """The tables of an empty file, and what program made them."""
    connection.execute("begin immediate")
    for table in _TABLES:
        connection.execute(table)
    about = (FORMAT, program.stamp(), program.identity())
    connection.execute("insert into about values (?, ?, ?)", about)
    connection.execute("commit")


def delete(file: Path) -> None:
    """The file is gone, with those that SQLite has beside it."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm", f"{file.name}-journal"):
        file.with_name(name).unlink(missing_ok=True)


@contextmanager
def errors_told() -> Iterator[None]:
    """Errors of SQLite are CacheDamaged."""
    try:
        yield
    except sqlite3.Error as problem:
        raise CacheDamaged(str(problem)) from problem


def sealed(value: bytes, key: bytes = b"") -> bytes:
    """A value with the digest by which `opened` knows it again."""
    return _digest(value, key) + value


def opened(stored: object, key: bytes = b"") -> bytes:
    """The value that `sealed` made this of. Raises CacheDamaged where it cannot be that."""
    if not isinstance(stored, bytes):
        raise CacheDamaged("a value has the wrong type")
    value = stored[SIZE:]
    if _digest(value, key) != stored[:SIZE]:
        raise CacheDamaged("a value is not what was stored")
    return value


def _digest(value: bytes, key: bytes) -> bytes:
    hasher = Hasher(key)
    hasher.update(value)
    return hasher.digest()
