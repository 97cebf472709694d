"""What earlier builds knew, in one SQLite file that may be deleted at any time.

It keeps compiled templates, the records of analysed articles by content, and for each pair of content
and output folder the last build: the scan of its inputs, which record each article had, the files it
wrote with their fingerprints, its problems and its summary. Values are bytes here; what they mean, and
what is stale, is left to `pipeline`.

Every value is stored with its digest, so that a damaged cache is noticed and never believed:
`CacheDamaged` then asks for the build to begin again with a new one. A cache that cannot be kept at
all is replaced by a temporary one, for a build must put its records somewhere.

One process uses a cache: see `workers` on forks.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from dateline.building.cachefile import (
    CacheDamaged,
    connect,
    create,
    delete,
    errors_told,
    is_ours,
    keep_log,
    open_file,
    opened,
    sealed,
)
from dateline.building.remembered import (
    Article,
    Last,
    LastBuild,
    Output,
    Outputs,
    articles_from_bytes,
    articles_to_bytes,
    last_from_bytes,
    last_to_bytes,
    outputs_from_bytes,
    outputs_to_bytes,
)
from dateline.building.scan import Scan, from_bytes, to_bytes

__all__ = [
    "Article",
    "Cache",
    "CacheDamaged",
    "Last",
    "LastBuild",
    "Output",
    "Outputs",
    "open_cache",
    "peek",
    "scope",
    "settle",
]

_FILE = "cache.sqlite"

_UNSAVED = 256
"""So many new records are written at once: a build that is killed keeps the others."""

_TOGETHER = 64
"""So many views are written at once. Without the build that they are of, they are of no use."""


def scope(content: Path, out: Path) -> str:
    """The name of a pair of folders in the cache, the same wherever the folder that holds them lies."""
    home = content.parent
    return f"{content.name}\0{Path(os.path.relpath(out, home)).as_posix()}"


def peek(state: Path, scope: str) -> LastBuild | None:
    """The last build, if this program wrote it; None for whatever reason. Writes nothing."""
    file = state / _FILE
    address = str(file).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        if not file.is_file():
            return None
        connection = sqlite3.connect(f"file:{address}?mode=ro", uri=True, timeout=2)
        try:
            return _last_build(connection, scope) if is_ours(connection) else None
        finally:
            connection.close()
    except (OSError, sqlite3.Error, CacheDamaged):
        return None


def settle(state: Path, scope: str, scan: Scan) -> None:
    """Store a newer scan of the same inputs, in which fewer files are racy, if that can be done at once.

    Without this, files written just before a build would be hashed by every later one.
    """
    try:
        connection = sqlite3.connect(state / _FILE, timeout=0, isolation_level=None)
        try:
            connection.execute("update builds set scan = ? where scope = ?", (sealed(to_bytes(scan)), scope))
        finally:
            connection.close()
    except sqlite3.Error:  # the next build will hash them again
        return


def open_cache(state: Path, scope: str, *, fresh: bool = False) -> Cache:
    """The cache in the state folder, made if need be; `fresh` forgets what is there.

    Never fails: `Cache.word` says what was wrong, if something was.
    """
    file = state / _FILE
    try:
        state.mkdir(parents=True, exist_ok=True)
        if fresh:
            delete(file)
        connection, word = open_file(file)
    except (OSError, sqlite3.Error) as problem:
        connection = connect("", new=True)
        create(connection)
        word = f"the cache cannot be kept ({problem}), so everything is built"
    return Cache(connection, scope, word, state.parent)


class Cache:
    """An open cache, for one pair of content and output folder."""

    def __init__(self, connection: sqlite3.Connection, scope: str, word: str, home: Path) -> None:
        self.word = word
        """A sentence for the user if the cache could not be used as it was; else empty."""
        self._connection = connection
        self._scope = scope
        self._home = home
        self._unsaved = 0
        self._views: list[tuple[str, bytes, str, bytes]] = []
        self._shown: list[tuple[str, str, bytes]] = []
        """Rows that are not written yet."""

    def last_build(self) -> LastBuild | None:
        """The last build; None if there was none."""
        with errors_told():
            return _last_build(self._connection, self._scope)

    def articles(self) -> dict[str, Article]:
        """The article records of the last build, by slug."""
        with errors_told():
            row = self._connection.execute(
                "select articles from builds where scope = ?", (self._scope,)
            ).fetchone()
        return articles_from_bytes(opened(row[0])) if row else {}

    def records(self) -> frozenset[bytes]:
        """The keys of all articles' records that are there."""
        with errors_told():
            return frozenset(key for (key,) in self._connection.execute("select key from summaries"))

    def summary(self, key: bytes) -> bytes:
        """The summary of a record that is there."""
        return self._value("summaries", key)

    def body(self, key: bytes) -> bytes:
        """The body of a record that is there."""
        return self._value("bodies", key)

    def _value(self, table: str, key: bytes) -> bytes:
        with errors_told():
            row = self._connection.execute(f"select value from {table} where key = ?", (key,)).fetchone()
        if row is None:
            raise CacheDamaged("a record is missing")
        return opened(row[0], key)

    def put(self, key: bytes, summary: bytes, body: bytes) -> None:
        """Remember an article's record; it can be read back at once."""
        with self._soon_saved() as connection:
            for table, value in (("summaries", summary), ("bodies", body)):
                connection.execute(f"insert or replace into {table} values (?, ?)", (key, sealed(value, key)))

    def put_view(self, fingerprint: bytes, path: str, slugs: Iterable[str], view: bytes) -> None:
        """Remember the view of a page that shows articles.

        `fingerprint` is the page's, by which it is found if the build is saved; `slugs` are those of its
        articles.
        """
        self._views.append((self._scope, fingerprint, path, sealed(view, fingerprint)))
        self._shown += [(self._scope, slug, fingerprint) for slug in slugs]
        if len(self._views) >= _TOGETHER:
            self._write_views()

    def templates(self) -> dict[str, bytes]:
        """The compiled templates, by whatever name they were put under."""
        with errors_told():
            rows = self._connection.execute("select name, value from templates").fetchall()
        return {name: opened(value, name.encode()) for name, value in rows}

    def put_templates(self, compiled: Mapping[str, bytes]) -> None:
        """Remember compiled templates. Each is its own name's latest."""
        rows = [(name, sealed(code, name.encode())) for name, code in compiled.items()]
        with errors_told():
            self._commit()
            self._connection.executemany("insert or replace into templates values (?, ?)", rows)

    def kept(self) -> bytes:
        """What the last build that succeeded kept beside its views; empty if there is nothing."""
        with errors_told():
            row = self._connection.execute(
                "select kept from builds where scope = ?", (self._scope,)
            ).fetchone()
        return opened(row[0]) if row else b""

    def views_showing(self, slugs: Iterable[str]) -> Iterator[tuple[str, bytes, bytes]]:
        """Path, fingerprint and view of every page that showed one of the articles when it was made so."""
        found: dict[bytes, tuple[str, bytes]] = {}
        self._write_views()
        with errors_told():
            for slug in slugs:
                rows = self._connection.execute(
                    "select print, path, value from shows join views using (scope, print)"
                    " where scope = ? and slug = ?",
                    (self._scope, slug),
                )
                found.update((fingerprint, (path, view)) for fingerprint, path, view in rows)
        for fingerprint, (path, view) in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
            yield path, fingerprint, opened(view, fingerprint)

    def save(
        self,
        last: Last,
        scan: Scan,
        articles: Mapping[str, Article],
        outputs: Mapping[str, Output] | None = None,
        kept: bytes = b"",
    ) -> str:
        """Remember a build, all at once, and forget records and views that no build has any more.

        `kept` is what is to be kept beside the views. `outputs` is None after a build that failed: the
        files of the one before still stand. Returns a sentence for the user if it could not be saved (the
        next build then does more), else nothing.
        """
        try:
            self._write_views()
            self._commit()
            self._connection.execute("begin immediate")
            self._forget_lost_folders()
            self._save_build(last, scan, articles, outputs, kept)
            self._forget_unused_records(articles)
            if outputs is not None:
                self._forget_unused_views(outputs)
            self._connection.execute("commit")
        except (sqlite3.Error, CacheDamaged) as problem:
            with suppress(sqlite3.Error):
                self._connection.execute("rollback")
            return f"the cache could not be saved ({problem}); the next build will build more than it has to"
        return ""

    def close(self) -> None:
        """Keep the records put so far, and let go of the file."""
        with suppress(sqlite3.Error):
            self._commit()
            keep_log(self._connection)
        self._connection.close()

    def _commit(self) -> None:
        if self._unsaved:
            self._connection.execute("commit")
            self._unsaved = 0

    def _forget_lost_folders(self) -> None:
        """An output folder that is gone needs no memory."""
        for (scope,) in self._connection.execute("select scope from builds").fetchall():
            if scope != self._scope and not (self._home / scope.partition("\0")[2]).is_dir():
                for table in ("builds", "views", "shows"):
                    self._connection.execute(f"delete from {table} where scope = ?", (scope,))

    def _save_build(
        self,
        last: Last,
        scan: Scan,
        articles: Mapping[str, Article],
        outputs: Mapping[str, Output] | None,
        kept: bytes,
    ) -> None:
        values = (
            sealed(last_to_bytes(last)),
            sealed(to_bytes(scan)),
            sealed(articles_to_bytes(articles)),
            sealed(outputs_to_bytes(outputs or {})),
            sealed(kept),
        )
        standing = "" if outputs is None else ", outputs = excluded.outputs, kept = excluded.kept"
        self._connection.execute(
            "insert into builds values (?, ?, ?, ?, ?, ?) on conflict (scope) do update set"
            f" last = excluded.last, scan = excluded.scan, articles = excluded.articles{standing}",
            (self._scope, *values),
        )

    def _forget_unused_records(self, articles: Mapping[str, Article]) -> None:
        used = {article.key for article in articles.values()}
        others = self._connection.execute("select articles from builds where scope <> ?", (self._scope,))
        for (stored,) in others.fetchall():
            used.update(article.key for article in articles_from_bytes(opened(stored)).values())
        known = [key for (key,) in self._connection.execute("select key from summaries")]
        unused = [(key,) for key in known if key not in used]
        for table in ("summaries", "bodies"):
            self._connection.executemany(f"delete from {table} where key = ?", unused)

    def _forget_unused_views(self, outputs: Mapping[str, Output]) -> None:
        used = {output.fingerprint for output in outputs.values()}
        known = self._connection.execute("select print from views where scope = ?", (self._scope,))
        unused = [(self._scope, found) for (found,) in known if found not in used]
        if unused:
            self._connection.executemany("delete from views where scope = ? and print = ?", unused)
            self._connection.execute(
                "delete from shows where scope = ?"
                " and print not in (select print from views where scope = ?)",
                (self._scope, self._scope),
            )

    def _write_views(self) -> None:
        if not self._views:
            return
        views, shown = self._views, self._shown
        self._views, self._shown = [], []
        with self._soon_saved() as connection:
            connection.executemany("insert or replace into views values (?, ?, ?, ?)", views)
            connection.executemany("insert or ignore into shows values (?, ?, ?)", shown)

    @contextmanager
    def _soon_saved(self) -> Iterator[sqlite3.Connection]:
        """What is put is saved some at a time: a build that is killed keeps nearly all of it."""
        with errors_told():
            if not self._unsaved:
                self._connection.execute("begin")
            yield self._connection
            self._unsaved += 1
            if self._unsaved >= _UNSAVED:
                self._commit()


def _last_build(connection: sqlite3.Connection, scope: str) -> LastBuild | None:
    row = connection.execute("select last, scan, outputs from builds where scope = ?", (scope,)).fetchone()
    if row is None:
        return None
    last, scan, outputs = map(opened, row)
    return LastBuild(last_from_bytes(last), from_bytes(scan), outputs_from_bytes(outputs))
