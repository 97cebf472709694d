"""Sites in temporary folders, built by the whole program: for tests of what it promises."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dateline.cli import main

SITE = """\
title: Test Ledger
url: https://example.org/news/
search: false
"""
META = """\
title: The day the fab stopped
dateline: {place: Hsinchu, date: 2024-04-03}
"""


class Run(NamedTuple):
    """How a run of the program ended."""

    status: int
    out: str
    err: str

    @property
    def codes(self) -> list[str]:
        """The codes of all problems shown, in order; the run must have had `--format json`."""
        return [problem["code"] for problem in self.problems]

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The problems shown as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines() if line.startswith("{")]


class SiteFolder:
    """A folder with content/, and what was built of it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.content = root / "content"
        self.out = root / "site"
        self._capsys = capsys

    def write(self, files: Mapping[str, str]) -> None:
        """Writes files of the content folder; site.yaml is there from the start."""
        for path, text in files.items():
            target = self.content / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")

    def run(self, *arguments: str) -> Run:
        """Runs the program in the folder, in this process, with one job."""
        self._capsys.readouterr()
        folders = ["--content", str(self.content), "--out", str(self.out), "--jobs", "1"]
        templates = ["--templates", str(self.root / "templates")]
        status = main([*arguments[:1], *folders, *templates, *arguments[1:]])
        shown = self._capsys.readouterr()
        return Run(status, shown.out, shown.err)

    def build(self, *arguments: str) -> Run:
        """`build`, with problems as JSON lines."""
        return self.run("build", "--format", "json", *arguments)

    def page(self, path: str) -> str:
        """The text of a written file."""
        return (self.out / path).read_text("utf-8")

    def data(self, path: str) -> Any:
        """A written JSON file."""
        return json.loads(self.page(path))

    def quotations(self) -> list[dict[str, Any]]:
        """What quotes.json lists."""
        found: list[dict[str, Any]] = self.data("quotes.json")["quotations"]
        return found

    def files(self) -> dict[str, bytes]:
        """Every file of the site with its bytes."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file()
        }
