"""After any edits, a build that does only what is needed equals one that does everything, byte for byte."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.building import theme
from dateline.cli import main

PEOPLE = (
    "ana: {{name: Ana Ruiz, role: {role}}}\nben: {{name: Ben Ode}}\nfab: {{name: Fab, kind: organization}}\n"
)
FILES = {
    "content/site.yaml": "title: Ledger\nurl: https://example.org/x/\nquotes: {unattributed: ignore}\n",
    "content/people.yaml": PEOPLE.format(role="director"),
    "content/sources.yaml": "call: {title: Call, text: call.txt}\nreport: {title: Report}\n",
    "content/sources/call.txt": "We never stopped. The line is safe.\n",
    "content/topics.yaml": "chips: {title: Chips}\n",
    "content/pages/about.md": "# About\n\nWords.\n",
    "content/static/robots-extra.txt": "x\n",
}
META = """\
title: Story {number}
dateline: {{date: 2024-04-0{number}}}
authors: [ben]
topics: [chips]
quotes:
- {{exact: We never stopped., speaker: ana, source: call}}
annotations:
- {{exact: line {number}, body: A note., sources: [report]}}
events:
- {{date: 2024-03-0{number}, title: Test {number}, exact: tested}}
"""
TEXT = "“We never stopped.” That is what Ana said of line {number}, tested in March.\n\n## More\n\n{more}\n"


def start(root: Path) -> None:
    """Writes the site that all edits start from."""
    for path, text in FILES.items():
        put(root, path, text)
    for number in (1, 2, 3):
        article(root, number)


def put(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def article(root: Path, number: int, more: str = "Words.") -> None:
    folder = f"content/articles/story-{number}"
    put(root, f"{folder}/meta.yaml", META.format(number=number))
    put(root, f"{folder}/article.md", TEXT.format(number=number, more=more))


def remove(root: Path, path: str) -> None:
    target = root / path
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)


def touch(root: Path, path: str, seconds: int) -> None:
    """Sets a file's times, back or forth."""
    if (root / path).exists():
        os.utime(root / path, (seconds, seconds))


Edit = Callable[[Path], object]
EDITS: dict[str, Edit] = {
    "another word": lambda root: article(root, 1, "Other words."),
    "a word of the same length": lambda root: article(root, 1, "Wards."),
    "another word in another": lambda root: article(root, 3, "“Words,” he said."),
    "as it was": lambda root: article(root, 1),
    "an article more": lambda root: article(root, 4),
    "an article less": lambda root: remove(root, "content/articles/story-2"),
    "an article back": lambda root: article(root, 2),
    "a role": lambda root: put(root, "content/people.yaml", PEOPLE.format(role="owner")),
    "the role back": lambda root: put(root, "content/people.yaml", PEOPLE.format(role="director")),
    "a title of a source": lambda root: put(
        root, "content/sources.yaml", "call: {title: Phone call, text: call.txt}\nreport: {title: Report}\n"
    ),
    "a text of a source": lambda root: put(
        root, "content/sources/call.txt", "We never stopped. The line was safe.\n"
    ),
    "words that the source lacks": lambda root: put(root, "content/sources/call.txt", "We always stopped.\n"),
    "the source back": lambda root: put(root, "content/sources/call.txt", FILES["content/sources/call.txt"]),
    "a topic": lambda root: put(root, "content/topics.yaml", "chips: {title: Microchips}\n"),
    "a language": lambda root: put(root, "content/site.yaml", FILES["content/site.yaml"] + "language: de\n"),
    "the language back": lambda root: put(root, "content/site.yaml", FILES["content/site.yaml"]),
    "an event of the background": lambda root: put(
        root, "content/timeline.yaml", "- {date: 1957-10, title: Sputnik}\n"
    ),
    "no background": lambda root: remove(root, "content/timeline.yaml"),
    "a page": lambda root: put(root, "content/pages/about.md", "# About us\n\nWords.\n"),
    "no page": lambda root: remove(root, "content/pages/about.md"),
    "a template": lambda root: put(root, "templates/macros/footer.html", "<footer>Ours</footer>\n"),
    "no template": lambda root: remove(root, "templates"),
    "a style": lambda root: put(root, "templates/assets/css/print.css", "p { color: red }\n"),
    "a file beside an article": lambda root: put(root, "content/articles/story-3/data.csv", "1\n"),
    "a picture gone": lambda root: remove(root, "content/articles/story-3/data.csv"),
    "a draft": lambda root: put(
        root, "content/articles/story-3/meta.yaml", META.format(number=3) + "draft: true\n"
    ),
    "no draft": lambda root: article(root, 3),
    "an error": lambda root: put(
        root, "content/articles/story-3/meta.yaml", META.format(number=3) + "titel: x\n"
    ),
    "an old time": lambda root: touch(root, "content/articles/story-1/article.md", 1_000_000_000),
    "a time to come": lambda root: touch(root, "content/people.yaml", 3_000_000_000),
    "a page of the site overwritten": lambda root: put(root, "site/index.html", "gone"),
    "a page of the site deleted": lambda root: remove(root, "site/articles/story-1/index.html"),
    "no cache": lambda root: remove(root, ".dateline"),
}
OPTIONS = ((), ("--drafts",), ("--future",), ("--url", "https://other.example/"), ("--strict",))
MOMENTS = ("1750000000", "1712100000", "1711900000")
"""Of the build, in seconds since 1970: after all articles, on the day of the second, before the first."""


def build(root: Path, out: str, *options: str) -> int:
    folders = ["--content", str(root / "content"), "--templates", str(root / "templates")]
    return main(["build", *folders, "--out", str(root / out), "--quiet", "--jobs", "1", *options])


def tree(folder: Path) -> dict[str, bytes]:
    """All files but the manifest's own; each with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder to build in, with a copy of the theme: someone may be at work on the theme itself."""
    root = tmp_path_factory.mktemp("incremental")
    copied = root / "theme"
    shutil.copytree(theme.default_theme(), copied)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theme, "default_theme", lambda: copied)
        patch.setenv("SOURCE_DATE_EPOCH", "1750000000")
        yield root


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(
    steps=st.lists(
        st.tuples(
            st.lists(st.sampled_from(sorted(EDITS)), max_size=3),
            st.sampled_from(OPTIONS),
            st.sampled_from(MOMENTS),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_an_incremental_build_equals_a_clean_one(
    workshop: Path, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[list[str], tuple[str, ...], str]]
) -> None:
    """Whatever is edited, in whatever order; and a build that fails leaves the site that was there."""
    root = workshop / "site"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENTS[0])
    shutil.rmtree(root, ignore_errors=True)
    start(root)
    assert build(root, "site") == 0
    for edits, options, moment in steps:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
        before = tree(root / "site")
        for name in edits:
            EDITS[name](root)
        edited = tree(root / "site")
        status = build(root, "site", *options)
        shutil.rmtree(root / "clean", ignore_errors=True)
        shutil.rmtree(root / ".clean", ignore_errors=True)
        clean_content = root / ".clean" / "content"
        shutil.copytree(root / "content", clean_content)
        folders = ["--content", str(clean_content), "--templates", str(root / "templates")]
        clean = ["build", *folders, "--out", str(root / "clean"), "--quiet", "--jobs", "1", *options]
        assert main(clean) == status
        if status == 0:
            assert tree(root / "site") == tree(root / "clean")
        else:
            assert tree(root / "site") in (edited, before)


def test_a_clock_that_is_set_back_takes_articles_back(
    workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was published for a later moment is not there for an earlier one, though no file changed."""
    root = workshop / "clock"
    start(root)
    for moment, there in (MOMENTS[0], True), (MOMENTS[1], False), (MOMENTS[0], True):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
        assert build(root, "site") == 0
        assert (root / "site/articles/story-3").exists() is there
