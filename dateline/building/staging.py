"""Where new files of a site wait until they are published, and whether some still do.

So little that a build with nothing to do can ask; what is done there is left to `publish`.
"""

from __future__ import annotations

import os
from pathlib import Path

from dateline.digests import hexdigest

STAGING = ".dateline-staging"
"""The hidden folder in the output folder where new files wait, if they cannot wait in `.dateline/`."""


def places(out: Path, state: Path) -> tuple[Path, Path]:
    """Where the staging folder of `out` may be: in the state folder `.dateline/`, or in `out` itself."""
    name = hexdigest(os.fsencode(os.path.realpath(out)))
    return state / f"publish-{name}", out / STAGING


def is_interrupted(out: Path, state: Path) -> bool:
    """Whether an earlier build left a staging folder."""
    return any(os.path.lexists(place) for place in places(out, state))
