"""Whole builds, killed at random moments: the site is the old or the new one, and the next build works."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import time
from pathlib import Path

import pytest

from dateline.building import publish
from dateline.building.pipeline import build
from dateline.building.staging import is_interrupted
from dateline.building.theme import default_theme
from dateline.console import Console
from dateline.options import Options

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")

KILLS = 200


class Newsroom:
    """A small site whose content can be brought into either of two states."""

    def __init__(self, home: Path) -> None:
        shutil.copytree(default_theme(), home / "templates")
        self.options = Options(
            content=home / "content", templates=home / "templates", out=home / "site", verbosity=-1
        )
        self._write("site.yaml", "title: Small\nurl: https://example.org/\n")
        for slug in ("one", "two"):
            self._write(f"articles/{slug}/meta.yaml", f"title: {slug}\ndateline: {{date: 2024-01-02}}\n")
            self._write(f"articles/{slug}/article.md", "Some words.\n\n## Section\n\nMore words.\n")
        self._aside = home / "aside"
        self.edited = False

    def _write(self, path: str, text: str) -> None:
        file = self.options.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def edit(self) -> None:
        """Other words in one article, the other gone; or the other way round."""
        self.edited = not self.edited
        words = "Other words." if self.edited else "More words."
        self._write("articles/one/article.md", f"Some words.\n\n## Section\n\n{words}\n")
        article = self.options.content / "articles" / "two"
        if self.edited:
            article.rename(self._aside)
        else:
            self._aside.rename(article)

    def build(self) -> None:
        assert build(self.options, Console(self.options)).status == 0

    def pages(self) -> dict[str, bytes]:
        out = self.options.out
        return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}

    def build_and_kill(self, after: float) -> None:
        """A build in a process of its own, which is killed so many seconds after it began."""
        ready, go = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(go)
                self.build()
            finally:
                os._exit(0)
        os.close(go)
        os.read(ready, 1)
        os.close(ready)
        select.select([], [], [], after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """One kill after another, each build beginning with what the one before left."""
    newsroom = Newsroom(tmp_path)
    newsroom.build()
    versions = {False: newsroom.pages()}
    newsroom.edit()
    began = time.monotonic()
    newsroom.build()
    seconds = time.monotonic() - began
    versions[True] = newsroom.pages()
    assert versions[False].keys() - versions[True].keys(), "files are deleted as well as changed"
    chance = random.Random(2026)
    finished = 0
    for _ in range(KILLS):
        was = newsroom.edited
        newsroom.edit()
        newsroom.build_and_kill(chance.uniform(0, 1.2 * seconds))
        if publish.recover(newsroom.options.out, newsroom.options.state):
            finished += 1
            assert newsroom.pages() == versions[newsroom.edited]
        elif newsroom.pages() != versions[newsroom.edited]:
            assert newsroom.pages() == versions[was]
            newsroom.build()
            assert newsroom.pages() == versions[newsroom.edited]
    newsroom.build()
    assert newsroom.pages() == versions[newsroom.edited]
    assert not is_interrupted(newsroom.options.out, newsroom.options.state)
