"""Where new files of a site wait until they are published, and whether some still do.

So little that a build with nothing to do can ask; what is done there is left to `publish`.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

STAGING = ".dateline-staging"
"""The hidden folder in the output folder where new files wait, if they cannot wait in `.dateline/`."""


def places(out: Path, state: Path) -> tuple[Path, Path]:
    """Where the staging folder of `out` may be: in the state folder `.dateline/`, or in `out` itself."""
    name = blake2b(os.fsencode(out.resolve()), digest_size=8).hexdigest()
    return state / f"publish-{name}", out / STAGING


def staged_name(path: str) -> str:
    """The name of a file while it is staged: all in one folder, whatever their paths are like."""
    return blake2b(os.fsencode(path), digest_size=16).hexdigest()


def is_interrupted(out: Path, state: Path) -> bool:
    """Whether an earlier build left a staging folder."""
    return any(os.path.lexists(place) for place in places(out, state))
