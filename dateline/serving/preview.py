"""The preview: builds when something was saved, keeps what the pages are told, and makes requests wait.

Builds run in a thread of their own; all else here belongs to the server's loop.
"""

from __future__ import annotations

import asyncio
import threading
import time
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from dateline.building.outcome import Outcome
from dateline.building.pipeline import build, roots
from dateline.console import Console
from dateline.diagnostics import Diagnostic, Location, error
from dateline.editing.siteyaml import site_here, sub_path
from dateline.options import Options
from dateline.serving import hostheaders, overlay
from dateline.serving.live import Hub
from dateline.serving.watching import saves

_ALONE = 500
"""A site of fewer pages is built again faster by this process than by new ones: beside threads, workers
cannot be forked, and starting one afresh takes as long as a hundred pages."""

_PATIENCE = 2.0
"""Seconds that the end of the preview waits for a build; one that is cut off harms nothing."""


class Preview:
    """A site that is kept built."""

    def __init__(self, options: Options, console: Console) -> None:
        """`options.out` is the preview's own folder."""
        self.options = options
        self.hub = Hub()
        self.number = int(time.time())
        """Of the builds that changed the site: a page knows which one it is of. Another server, started later
        in the same place, counts from elsewhere."""
        self._console = console
        self._shown: tuple[Diagnostic, ...] | None = None
        self._idle = asyncio.Event()
        self._told: dict[str, Any] = {"command": "mended"}
        self._path = "/"
        self._rules: tuple[hostheaders.Rule, ...] = ()

    # --- What handlers ask ---------------------------------------------------------------------

    @property
    def out(self) -> Path:
        """Where the built site lies."""
        return self.options.out

    @property
    def path(self) -> str:
        """The site's path on its host, with slashes at both ends."""
        return self._path

    @property
    def told(self) -> dict[str, Any]:
        """The errors of the last build, as a message for the page."""
        return self._told

    async def ready(self) -> None:
        """Waits for a build that is going on."""
        await self._idle.wait()

    def headers(self, address: str) -> list[tuple[str, str]]:
        """The headers that a host would send with an address of the site (`/people/x/`)."""
        return hostheaders.headers_for(address, self._rules)

    # --- Building ------------------------------------------------------------------------------

    def build(self) -> Outcome:
        """Builds once, and says on the terminal how it went if that is news; for one thread at a time."""
        try:
            outcome = build(self.options, self._console)
        except Exception as problem:
            traceback.print_exc()
            outcome = Outcome(1, [_unforeseen(problem, self.options)], None)
        self._console = Console(self.options)  # it keeps the lines of files that it has shown
        problems = tuple(outcome.problems)
        if outcome.written or outcome.removed or problems != self._shown:
            self._console.report(outcome)
        self._shown = problems
        self.options = self.options._replace(use_cache=True)
        return outcome

    def take(self, outcome: Outcome) -> None:
        """Makes a build's outcome what is served, and tells the open pages."""
        site = site_here(self.options)
        if site is not None:
            self._path = sub_path(self.options.url or site.url)
        if outcome.counts is not None:
            self._rules = hostheaders.read_rules(_text(self.out / "_headers"))
        before = self._told
        self._told = overlay.message(outcome.problems, source_lines(self.options.content.parent))
        if self._told != before:
            self.hub.tell(self._told)
        changed = (*outcome.written, *outcome.removed)
        if outcome.counts is not None and outcome.counts.pages < _ALONE:
            self.options = self.options._replace(jobs=1)
        if changed:
            self.number += 1
            self.hub.reload(changed)
        self._idle.set()

    def follow(self, stop: threading.Event, loop: asyncio.AbstractEventLoop) -> None:
        """Builds at every save until `stop` is set; runs in its own thread."""
        for _ in saves(self._folders, stop):
            loop.call_soon_threadsafe(self._idle.clear)
            outcome = self.build()
            if stop.is_set():
                return
            loop.call_soon_threadsafe(self.take, outcome)

    def _folders(self) -> tuple[Path, ...]:
        return tuple(folder for _, folder in roots(self.options) if folder.is_dir())


async def following(preview: Preview, until: Callable[[], Awaitable[object]]) -> None:
    """Follows what is saved for as long as `until()` can be awaited."""
    stop = threading.Event()
    thread = threading.Thread(
        target=preview.follow, args=(stop, asyncio.get_running_loop()), name="builder", daemon=True
    )
    thread.start()
    try:
        await until()
    finally:
        stop.set()
        thread.join(_PATIENCE)


def source_lines(home: Path) -> overlay.SourceLine:
    """A function that reads the line that a location points at; each file is read once."""
    known: dict[str, list[str]] = {}

    def line(at: Location) -> str | None:
        if at.file not in known:
            known[at.file] = _text(home / at.file).replace("\r\n", "\n").split("\n")
        lines = known[at.file]
        return lines[at.line - 1] if 0 < at.line <= len(lines) else None

    return line


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig", errors="replace")
    except OSError:
        return ""


def _unforeseen(problem: Exception, options: Options) -> Diagnostic:
    return error(
        "internal-error",
        f"the program failed: {type(problem).__name__}: {problem}",
        Location(options.shown(options.content)),
        "this is a mistake of Dateline; the terminal shows where. The next save tries again",
    )
