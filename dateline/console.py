"""What a run says on the terminal: problems, one line of summary, and nothing when told to be quiet.

Problems go to standard error as text, and to standard output as JSON lines or GitHub annotations, where
nothing else goes then.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.options import Options
from dateline.summary import counted, summary_line

if TYPE_CHECKING:
    from dateline.building.outcome import Outcome
    from dateline.diagnostics import Diagnostic, Location


class Console:
    """Prints for one run. The only room, beside progress, that writes to the terminal."""

    def __init__(self, options: Options) -> None:
        """`options` decide the format, the colours and how much is said."""
        self._options = options
        self._lines: dict[str, list[str]] = {}

    def report(self, outcome: Outcome) -> None:
        """Shows a build's problems and tells how it went."""
        self.problems(outcome.problems)
        if outcome.counts is not None:
            pages = sum(path.endswith(".html") for path in outcome.written)
            self.say(summary_line(outcome.counts, pages, outcome.seconds))
        elif self._options.format == "text":
            errors = sum(problem.level == "error" for problem in outcome.problems)
            print(f"{counted(errors, 'error')}; the site was not written", file=sys.stderr)

    def problems(self, problems: Iterable[Diagnostic]) -> None:
        """Shows the problems, each once, in file order."""
        listed = list(problems)
        if not listed:
            return
        from dateline import diagnostics

        ordered = diagnostics.in_file_order(listed)
        if self._options.format == "json":
            for problem in ordered:
                print(diagnostics.as_json(problem))
        elif self._options.format == "github":
            for problem in ordered:
                print(diagnostics.as_github(problem))
        else:
            sys.stdout.flush()
            for problem in ordered:
                text = diagnostics.as_text(problem, self._source_line, color=self._options.color)
                print(text, file=sys.stderr)
            sys.stderr.flush()

    def say(self, text: str) -> None:
        """A line for the user, unless told to be quiet."""
        if self._options.verbosity >= 0:
            print(text, file=sys.stdout if self._options.format == "text" else sys.stderr, flush=True)

    def detail(self, text: str) -> None:
        """A line that only `--verbose` shows."""
        if self._options.verbosity > 0:
            self.say(text)

    def _source_line(self, at: Location) -> str | None:
        if at.file not in self._lines:
            self._lines[at.file] = _read_lines(self._options.content.parent / at.file)
        lines = self._lines[at.file]
        return lines[at.line - 1] if at.line <= len(lines) else None


def _read_lines(path: Path) -> list[str]:
    try:
        text = path.read_text("utf-8-sig", errors="replace")
    except OSError:
        return []
    return text.replace("\r\n", "\n").split("\n")
