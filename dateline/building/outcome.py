"""What a build begins with and how it ends: the values between `pipeline` and `stages`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from dateline.building import cache as caches
from dateline.building import scan
from dateline.summary import Counts

if TYPE_CHECKING:
    from dateline.diagnostics import Diagnostic


class Look(NamedTuple):
    """A first look at the files, beside what the last build saw."""

    last: caches.LastBuild
    taken: scan.Scan
    changes: scan.Changes


class Outcome(NamedTuple):
    """How a build ended."""

    status: int
    """0 or 1, as the exit status."""
    problems: Sequence[Diagnostic]
    counts: Counts | None
    """What the site holds; None after a failure."""
    seconds: float = 0.0
    written: tuple[str, ...] = ()
    """Paths of the files that were written."""
    removed: tuple[str, ...] = ()
