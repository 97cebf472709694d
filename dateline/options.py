"""What a command was told: the folders and choices that every stage of a build may depend on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, NamedTuple


class Options(NamedTuple):
    """The options of one run; paths are absolute."""

    content: Path
    templates: Path
    """The site's own templates; need not exist."""
    out: Path
    url: str = ""
    """Overrides `url` of site.yaml."""
    strict: bool = False
    drafts: bool = False
    future: bool = False
    jobs: int = 1
    use_cache: bool = True
    explain: bool = False
    format: Literal["text", "json", "github"] = "text"
    verbosity: int = 0
    """-1 quiet, 0 as usual, 1 verbose."""
    color: bool = False
    reindex: bool = True
    """Whether the search index follows what has changed; else one that is there is kept."""

    state_folder: Path | None = None
    """In place of `.dateline/`, for a run that must leave nothing behind."""

    @property
    def state(self) -> Path:
        """The folder of what earlier builds left; safe to delete."""
        return self.state_folder or self.content.parent / ".dateline"

    def shown(self, path: Path) -> str:
        """A path as it is shown in messages: relative to the folder that holds content/, if inside."""
        try:
            return path.relative_to(self.content.parent).as_posix()
        except ValueError:
            return str(path)


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
