"""What is measured: the state that a build finds, and what was edited since the last one."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generators import Generator

_THEME = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True)
class Case:
    """A situation in which a site is built."""

    name: str
    prepare: Callable[[Path, Generator, int], None]
    """Brings a folder into it; the number tells runs apart, so that each finds something new."""
    only: str = ""
    """The one generator that it is for; empty for all."""


def _cold(folder: Path, generator: Generator, number: int) -> None:
    """What earlier builds left is put aside, not deleted.

    Where thousands of files were deleted a moment ago, ext4 takes up to half a millisecond to make a new one.
    """
    left = [folder / name for name in generator.left if (folder / name).exists()]
    if left:
        aside = folder.parent / "put-aside"
        aside.mkdir(exist_ok=True)
        place = Path(tempfile.mkdtemp(dir=aside))
        for path in left:
            path.rename(place / path.name)


def _nothing(folder: Path, generator: Generator, number: int) -> None:
    """As the build before left it."""


def _one_word(folder: Path, generator: Generator, number: int) -> None:
    """A word of one article, which no note points at: the last of a paragraph."""
    files = sorted(folder.glob(generator.articles))
    file = files[(number * 7919) % len(files)]
    text = file.read_text()
    file.write_text(re.sub(r"\.\n\Z", f" anew{number}.\n", text))


def _template(folder: Path, generator: Generator, number: int) -> None:
    """One page of the theme, overridden by the site: the list of topics."""
    file = folder / "templates" / "topic.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text((_THEME / "topic.html").read_text() + f"\n{{# {number} #}}\n<!-- edited {number} -->\n")


def _people(folder: Path, generator: Generator, number: int) -> None:
    """One person's role, as told once somewhere in the middle."""
    file = folder / "content" / "people.yaml"
    lines = file.read_text().split("\n")
    roles = [place for place, line in enumerate(lines) if line.startswith("  role: ")]
    lines[roles[len(roles) // 2]] = f"  role: editor {number}"
    file.write_text("\n".join(lines))


CASES = (
    Case("cold", _cold),
    Case("nothing changed", _nothing),
    Case("one word changed", _one_word),
    Case("a person edited", _people, only="dateline"),
    Case("a template edited", _template, only="dateline"),
)
