"""The demonstration site in a real browser: every kind of page, as readers meet it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import chromium, served

from dateline.cli import main

ROOT = Path(__file__).parent.parent
ARTICLE = "articles/deepseek-wake-up-call/index.html"
PAGES = (
    "index.html",
    ARTICLE,
    "articles/index.html",
    "quotes/index.html",
    "timeline/index.html",
    "people/index.html",
    "people/lennart-heim/index.html",
    "people/deepseek/index.html",
    "topics/index.html",
    "topics/export-controls/index.html",
    "sources/index.html",
    "claims/index.html",
    "corrections/index.html",
    "about/index.html",
)
NOT_FOUND = "404.html"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration site, built strictly: with a warning there would be none."""
    root = tmp_path_factory.mktemp("demo")
    out = root / "demo"
    arguments = ["--content", str(ROOT / "content"), "--templates", str(ROOT / "templates")]
    assert main(["build", *arguments, "--out", str(out), "--strict", "--quiet", "--jobs", "1"]) == 0
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def address(demo: Path) -> Iterator[str]:
    """The site under a sub-path that it was not built for, as links between its pages allow."""
    with served(demo.parent) as host:
        yield f"{host}/demo/"


class Visit:
    """A window that keeps what went wrong in it."""

    def __init__(self, browser: Any, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._failed)

    def _failed(self, request: Any) -> None:
        # The browser gives up what is still loading when the test goes on to the next page: no fault of it.
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"failed {request.url}: {request.failure}")

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(message.text)

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_every_page_fits_and_is_accessible(browser: Any, address: str, width: int, scheme: str) -> None:
    """No page is wider than its window, complains on the console, or asks another host; axe finds nothing."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    found: dict[str, list[str]] = {}
    with Visit(browser, viewport={"width": width, "height": 900}, color_scheme=scheme) as visit:
        for path in PAGES:
            visit.page.goto(address + path, wait_until="load")
            wide = visit.page.evaluate("document.documentElement.scrollWidth") - width
            problems = [f"{wide} px too wide"] if wide > 0 else []
            violations = axe.run(visit.page).response["violations"]
            problems += [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in violations]
            if problems:
                found[path] = problems
        assert found == {}
        assert [t for t in visit.troubles if "404" not in t] == []
        assert [r for r in visit.requests if not r.startswith((address, "data:"))] == []


@pytest.mark.parametrize("width", [320, 360])
def test_every_page_reads_without_script(browser: Any, address: str, width: int) -> None:
    """All of an article's notes, and all quotations and events, are there; nothing overflows."""
    size = {"width": width, "height": 900}
    with Visit(browser, viewport=size, java_script_enabled=False) as visit:
        for path in PAGES:
            visit.page.goto(address + path)
            box = visit.page.locator("body").bounding_box()
            assert box["width"] <= width
        visit.page.goto(address + ARTICLE)
        notes = visit.page.locator(".note[id]")
        signs = set(re.findall(r'href="#(n-[^"]+)" role="doc-noteref"', visit.page.content()))
        assert signs <= set(notes.evaluate_all("notes => notes.map(note => note.id)"))
        assert len(signs) > 30
        assert visit.troubles == []


def test_the_404_page_is_whole_at_any_address(browser: Any, demo: Path) -> None:
    """A host shows it in place of any page, however deep: its links start at the site's root."""
    with served(demo) as host, Visit(browser, viewport={"width": 320, "height": 900}) as visit:
        visit.page.goto(f"{host}/{NOT_FOUND}")
        assert visit.troubles == []
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320
        html = visit.page.content()
        visit.page.route("**/some/lost/page/", lambda route: route.fulfill(status=404, body=html))
        visit.page.goto(f"{host}/some/lost/page/")
        with visit.page.expect_navigation():
            visit.page.locator("main a").first.click()
        visit.page.locator("h1").wait_for()
        assert visit.page.url.removesuffix("index.html") == f"{host}/"


def test_links_from_page_to_page_work_from_a_folder(browser: Any, demo: Path) -> None:
    """Opened as a file, each link of the front page leads to a page of the site."""
    with Visit(browser) as visit:
        visit.page.goto((demo / "index.html").as_uri())
        hrefs = visit.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        inside = sorted({h.partition("#")[0] for h in hrefs if h.startswith("file:") and ".html" in h})
        assert len(inside) > 10
        for href in inside:
            visit.page.goto(href)
            assert visit.page.locator("h1").count() == 1, href


def test_paper_holds_every_note(browser: Any, address: str, tmp_path: Path) -> None:
    """Printed, the article has the first words of each of its notes."""
    with Visit(browser) as visit:
        visit.page.goto(address + ARTICLE)
        notes = visit.page.eval_on_selector_all(
            ".note .note-body", "bodies => bodies.map(body => body.textContent)"
        )
        printed = tmp_path / "article.pdf"
        visit.page.pdf(path=str(printed))
    assert printed.stat().st_size > 20_000
    try:
        text = subprocess.run(
            ["pdftotext", "-raw", str(printed), "-"], capture_output=True, check=True, text=True
        ).stdout
    except FileNotFoundError:
        pytest.skip("no pdftotext here")
    words = "".join(text.split())
    missing = [note for note in notes if "".join(note.split())[:24] not in words]
    assert missing == []


def test_on_paper_no_note_lies_over_the_text(browser: Any, address: str) -> None:
    """Whatever offsets the script has given them when a wide window is printed: it is not asked again."""
    with Visit(browser, viewport={"width": 1280, "height": 900}) as visit:
        visit.page.goto(address + ARTICLE)
        visit.page.wait_for_function("() => document.querySelector('.article-body.placed')")
        visit.page.emulate_media(media="print")
        over = visit.page.evaluate(
            """() => [...document.querySelectorAll(".article-body .notes")].filter((notes) => {
              for (const note of notes.children) note.style.insetBlockStart = "-300px";
              const text = notes.previousElementSibling?.getBoundingClientRect();
              const tops = [...notes.children].map((note) => note.getBoundingClientRect().top);
              return text && Math.min(...tops) < text.bottom - 1;
            }).length"""
        )
        assert over == 0


def test_filters_of_the_quote_index_live_in_the_address(browser: Any, address: str) -> None:
    """A filtered view can be linked: the address brings it back."""
    with Visit(browser) as visit:
        visit.page.goto(address + "quotes/index.html")
        shown = "article:visible, li.statement:visible, .statement:visible"
        everything = visit.page.locator(shown).count()
        box = visit.page.locator("input[type=search]").first
        box.fill("Sputnik")
        visit.page.wait_for_function("() => location.search.includes('Sputnik')")
        some = visit.page.locator(shown).count()
        assert 0 < some < everything
        link = visit.page.url
        visit.page.goto("about:blank")
        visit.page.goto(link)
        visit.page.wait_for_function("() => document.querySelector('input[type=search]').value === 'Sputnik'")
        assert visit.page.locator(shown).count() == some


def test_a_link_to_a_statement_shows_it(browser: Any, address: str) -> None:
    """`#q-…` lands on the words, both parts of which light up."""
    with Visit(browser, viewport={"width": 1280, "height": 900}) as visit:
        visit.page.goto(address + ARTICLE + "#q-ding-constraints")
        words = visit.page.locator("#q-ding-constraints")
        words.wait_for(state="visible")
        visit.page.wait_for_function(
            "() => (b => b.top >= 0 && b.bottom <= innerHeight)"
            "(document.getElementById('q-ding-constraints').getBoundingClientRect())"
        )


def test_keyboard_reaches_and_closes_a_note(browser: Any, address: str) -> None:
    """Enter on a sign opens its note on a phone, Escape closes it and gives the focus back."""
    with Visit(browser, viewport={"width": 360, "height": 800}) as visit:
        visit.page.goto(address + ARTICLE)
        sign = visit.page.locator("a.sign-note").first
        sign_id = sign.get_attribute("id")
        target = sign.get_attribute("href")
        note = visit.page.locator(target)
        sign.focus()
        visit.page.keyboard.press("Enter")
        note.wait_for(state="visible")
        visit.page.locator(f"a.sign[id='{sign_id}'][aria-expanded=true]").wait_for()
        visit.page.keyboard.press("Escape")
        visit.page.wait_for_function(f"() => document.activeElement.id === '{sign_id}'")
