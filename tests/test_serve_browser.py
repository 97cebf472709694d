"""The preview in a browser: what is saved shows, and the reader's place is kept."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import chromium

META = """\
title: The day the fab stopped
dateline: {date: 2024-04-03}
annotations: [{id: first, exact: Paragraph 30, body: A note on it.}]
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A site with one long article, a note in the middle of it."""
    article = tmp_path / "content" / "articles" / "fab"
    article.mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text("title: Ledger\nurl: https://example.org/news/\n")
    (article / "meta.yaml").write_text(META)
    paragraphs = [f"Paragraph {n} has some words in it, and then some more of them." for n in range(60)]
    (article / "article.md").write_text("\n\n".join(paragraphs) + "\n")
    return tmp_path / "content"


@pytest.fixture
def address(content: Path) -> Iterator[str]:
    """Where the preview of the site is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dateline", "serve", "--port", "0"],
        cwd=content.parent,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        yield next(found for line in process.stdout if (found := re.search(r"http://\S+", line)))[0]
    finally:
        process.terminate()
        process.wait()


@pytest.mark.browser
def test_what_is_saved_is_shown_in_its_place(content: Path, address: str) -> None:
    """After words above and below it were changed, an open note is open and at the same height."""
    article = content / "articles" / "fab" / "article.md"
    text = article.read_text()
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 500, "height": 600})
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(f"{address}articles/fab/", wait_until="networkidle")
        sign = page.locator("#r-a-first")
        sign.click()
        page.locator("#n-a-first.open").wait_for()
        before = sign.bounding_box()["y"]
        article.write_text(text.replace("Paragraph 59", "The end"))
        page.get_by_text("The end has some words").wait_for(state="attached")
        _settled(page, sign, before)
        assert page.locator("#n-a-first.open").count() == 1
        article.write_text(text.replace("Paragraph 3 ", "\n\n".join(["One more."] * 9) + "\n\nParagraph 3 "))
        page.get_by_text("One more.").first.wait_for(state="attached")
        _settled(page, sign, before)
        assert page.locator("#n-a-first.open").count() == 1
        assert faults == []


@pytest.mark.browser
def test_an_error_lies_over_the_page_until_it_is_mended(content: Path, address: str) -> None:
    """With its place, its line and its hint, as text whatever is in it; and it can be put away."""
    meta = content / "articles" / "fab" / "meta.yaml"
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}articles/fab/", wait_until="networkidle")
        meta.write_text(META + "topicks: ['<img src=x>']\n")
        box = page.get_by_role("alert")
        box.wait_for()
        shown = box.inner_text()
        assert "content/articles/fab/meta.yaml:4:1: error[unknown-key]" in shown
        assert "topicks: ['<img src=x>']\n   | ^" in shown
        assert "did you mean `topics`?" in shown
        assert box.locator("img").count() == 0
        assert page.get_by_text("Paragraph 30").first.is_visible()
        page.reload(wait_until="networkidle")
        box.wait_for()
        box.get_by_role("button").click()
        box.wait_for(state="detached")
        page.reload()
        box.wait_for()
        meta.write_text(META)
        box.wait_for(state="detached")


def _settled(page: Any, sign: Any, height: float) -> None:
    """Waits until the sign is where it was; the test's own time limit ends it otherwise."""
    page.wait_for_load_state("networkidle")
    for _ in range(200):
        if abs(sign.bounding_box()["y"] - height) < 3:
            return
        page.evaluate("new Promise(done => requestAnimationFrame(() => done()))")
    assert sign.bounding_box()["y"] == pytest.approx(height, abs=3)
