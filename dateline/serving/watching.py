"""Says when something was saved below some folders, by what the system tells of its files.

Where a system has no more room for watches, files are looked at instead, which is slower. Where it is silent
(a network share, some containers), WATCHFILES_FORCE_POLLING=1 asks for that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

_QUIET_MS = 25
"""A save is over when nothing more has happened for so long: editors write, rename and touch in turn."""

_LONGEST_MS = 250
"""After so long a build begins even if files are still being written: a large copy, a checkout."""

_LOOK_MS = 200
"""How often it is looked whether a folder that was missing is there now, or the other way round."""


def saves(folders: Callable[[], tuple[Path, ...]], stop: threading.Event) -> Iterator[None]:
    """Yields each time that files in the folders were saved, and when a folder comes or goes.

    `folders` says which there are now. Several events of one save are one; those that come while the caller
    is at work are kept for the next turn. Yields once at the beginning, as soon as it is listening: what was
    saved before that is heard of by nobody. Ends when `stop` is set.
    """
    from watchfiles import Change, watch

    def counts(_: Change, path: str) -> bool:
        return not _is_noise(Path(path).name)

    polling: bool | None = None
    while not stop.is_set():
        watched = folders()
        listening = False
        if not watched:
            stop.wait(_LOOK_MS / 1000)
            continue
        changes = watch(
            *watched,
            watch_filter=counts,
            debounce=_LONGEST_MS,
            step=_QUIET_MS,
            rust_timeout=_LOOK_MS,
            yield_on_timeout=True,
            stop_event=stop,
            raise_interrupt=False,
            force_polling=polling,
            ignore_permission_denied=True,
        )
        try:
            for changed in changes:
                if changed or not listening:
                    yield
                listening = True
                if folders() != watched:
                    break
        except FileNotFoundError:  # a folder went away just now
            stop.wait(_LOOK_MS / 1000)
        except (OSError, RuntimeError):
            if polling:
                raise
            polling = True


def _is_noise(name: str) -> bool:
    """Whether a file is an editor's own: its lock, its backup, its test of the folder."""
    return name.endswith(("~", ".swp", ".swx", ".tmp")) or name.startswith((".#", "#", ".goutputstream"))
