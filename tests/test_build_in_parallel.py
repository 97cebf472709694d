"""Whole builds large enough for several processes: the same site, and the same answers to what goes wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import prose, sites

ARTICLES = 30
STATE = ["cache.sqlite", "lock"]
"""All that a build leaves in .dateline/."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a site of articles that share people, sources and topics."""
    sites.write_dateline(tmp_path, ARTICLES, prose.world(7, ARTICLES))
    return tmp_path


def build(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dateline", "build", "--no-color", *options]
    return subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def built_alone(home: Path, aside: Path) -> dict[str, bytes]:
    """The site of the same content, from the beginning and by one process."""
    for name in ("content", "templates"):
        if (home / name).exists():
            shutil.copytree(home / name, aside / name)
    assert build(aside, "--quiet", "--jobs", "1").returncode == 0
    return tree(aside / "site")


def test_processes_change_nothing_in_a_site_nor_in_what_edits_make_of_it(home: Path, tmp_path: Path) -> None:
    assert build(home, "--quiet", "--jobs", "3").returncode == 0
    assert tree(home / "site") == built_alone(home, tmp_path / "first")
    folders = sorted((home / "content/articles").iterdir())
    section = next(folders[3].glob("05-*.md"))
    section.write_text(section.read_text() + "\nOne paragraph more.\n")
    meta = folders[4] / "meta.yaml"
    meta.write_text(meta.read_text().replace("title: ", "title: Once more ", 1))
    folders[5].rename(folders[5].with_name("another-address"))
    shutil.rmtree(folders[6])
    people = home / "content/people.yaml"
    people.write_text(people.read_text().replace("name: ", "name: Dr ", 1))
    assert build(home, "--quiet", "--jobs", "2").returncode == 0
    assert tree(home / "site") == built_alone(home, tmp_path / "second")


def test_what_goes_wrong_in_a_worker_is_told_with_its_place_and_the_old_site_stands(home: Path) -> None:
    assert build(home, "--quiet", "--jobs", "2").returncode == 0
    assert sorted(path.name for path in (home / ".dateline").iterdir()) == STATE
    before = tree(home / "site")
    for folder in sorted((home / "content/articles").iterdir())[:2]:
        meta = folder / "meta.yaml"
        meta.write_text(meta.read_text() + "annotations: 3\n")
    run = build(home, "--jobs", "2")
    assert run.returncode == 1
    assert run.stderr.count("error[") == 2
    assert "Traceback" not in run.stderr
    assert tree(home / "site") == before
    assert sorted(path.name for path in (home / ".dateline").iterdir()) == STATE


def test_a_template_that_fails_in_a_worker_is_told_once_with_its_line(home: Path) -> None:
    (home / "templates").mkdir()
    (home / "templates/article.html").write_text("<p>\n{{ page.nothing_of_the_kind.at_all }}\n")
    run = build(home, "--jobs", "2")
    assert run.returncode == 1
    assert run.stderr.count("templates/article.html:2:1: error[template-error]") == 1
    assert "Traceback" not in run.stderr
    assert not (home / "site/index.html").exists()
