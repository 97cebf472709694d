"""The gathering pages in a browser: at every width, in light and dark, with and without script."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import browsing
import factories as f
import gathering
import largesite
import pytest
from msgspec.structs import replace

from dateline.building.theme import default_theme
from dateline.pages import quotes, timeline

PATHS = (
    "index.html",
    "articles/index.html",
    "quotes/index.html",
    "people/index.html",
    "people/liang/index.html",
    "people/deepseek/index.html",
    "timeline/index.html",
    "topics/index.html",
    "topics/ai/index.html",
    "sources/index.html",
    "claims/index.html",
    "corrections/index.html",
    "about/index.html",
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of the tests."""
    return written(tmp_path_factory.mktemp("site"), gathering.rendered(f.demo()[0]))


def written(folder: Path, pages: Mapping[str, str]) -> Path:
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    shutil.copytree(default_theme() / "assets", folder / "assets")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing.chromium() as started:
        yield started


@pytest.fixture(scope="module")
def root(folder: Path) -> Iterator[str]:
    with browsing.served(folder) as address:
        yield address


@contextmanager
def window(browser: Any, width: int = 1280, **context: Any) -> Iterator[Any]:
    """A page of a new window. Nothing may complain, and nothing may ask another host."""
    complaints: list[str] = []
    opened = browser.new_context(viewport={"width": width, "height": 800}, **context)
    page = opened.new_page()
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda r: None if _is_near(r.url) else complaints.append(r.url))
    yield page
    opened.close()
    assert complaints == []


def _is_near(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "file://", "data:"))


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_window(browser: Any, root: str, width: int) -> None:
    with window(browser, width) as page:
        for path in PATHS:
            page.goto(f"{root}/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing(browser: Any, root: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with window(browser, width, color_scheme=scheme, bypass_csp=True) as page:
        for path in PATHS:
            page.goto(f"{root}/{path}")
            page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
            violations = Axe().run(page).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == [], path


def shown(page: Any) -> list[str]:
    return [item.get_attribute("id") for item in page.locator("[data-item]").all() if item.is_visible()]


def show_all(page: Any) -> None:
    """Ends filtering. The form is empty first, then all is shown, and last the address is as it was."""
    page.get_by_role("button", name="Show all").click()
    page.wait_for_url(re.compile(r"^[^?]*$"))


def test_quotations_are_filtered_and_the_address_keeps_the_choice(browser: Any, root: str) -> None:
    with window(browser) as page:
        page.goto(f"{root}/quotes/index.html")
        told = page.locator("[data-shown]")
        assert told.inner_text() == "4 statements"
        page.get_by_label("Words", exact=True).fill("full PICTURE")
        assert shown(page) == ["q-chips.costs"]
        assert told.inner_text() == "1 of 4 shown"
        assert page.url.endswith("?words=full+PICTURE")
        page.reload()
        assert shown(page) == ["q-chips.costs"]
        assert page.get_by_label("Words", exact=True).input_value() == "full PICTURE"
        show_all(page)
        assert len(shown(page)) == 4
        assert page.url.endswith("/quotes/index.html")


def test_filters_narrow_together_and_empty_groups_go(browser: Any, root: str) -> None:
    with window(browser) as page:
        page.goto(f"{root}/quotes/index.html?kind=partial&organization=deepseek")
        assert shown(page) == ["q-chips.embargo"]
        assert [h.inner_text() for h in page.locator(".speaker h2").all() if h.is_visible()] == [
            "Liang Wenfeng"
        ]
        page.get_by_label("checked against a source").check()
        assert shown(page) == []
        assert page.locator("[data-shown]").inner_text() == "Nothing here fits."


def test_an_address_of_a_statement_shows_it_though_a_filter_hides_it(browser: Any, root: str) -> None:
    with window(browser) as page:
        page.goto(f"{root}/quotes/index.html?kind=partial#q-chips.costs")
        assert "q-chips.costs" in shown(page)


def test_the_filter_works_with_the_keyboard_alone(browser: Any, root: str) -> None:
    with window(browser) as page:
        page.goto(f"{root}/quotes/index.html")
        page.locator("select[name=speaker]").focus()
        page.keyboard.type("Jeffrey")
        page.keyboard.press("Enter")
        assert shown(page) == ["q-chips.forced"]


def test_the_filter_works_from_a_folder(browser: Any, folder: Path) -> None:
    """Opened as file://, where modules do not load and addresses may not be changed."""
    opened = browser.new_context()
    page = opened.new_page()
    page.goto((folder / "quotes/index.html").as_uri())
    page.get_by_label("Words", exact=True).fill("surprised")
    assert shown(page) == ["q-chips.official"]
    opened.close()


def test_without_script_everything_is_there_and_no_dead_control(browser: Any, root: str) -> None:
    with window(browser, java_script_enabled=False) as page:
        for path, count in (("quotes/index.html", 4), ("timeline/index.html", 3)):
            page.goto(f"{root}/{path}")
            assert len(shown(page)) == count
            assert not page.locator("form").first.is_visible()


def test_events_are_turned_and_filtered_by_year_with_the_state_in_the_address(
    browser: Any, root: str
) -> None:
    with window(browser) as page:
        page.goto(f"{root}/timeline/index.html")
        assert shown(page) == ["e-rules", "e-release", "e-lead"]
        page.get_by_label("Order").select_option("newest")
        assert shown(page) == ["e-lead", "e-release", "e-rules"]
        assert page.url.endswith("?order=newest")
        page.reload()
        assert shown(page) == ["e-lead", "e-release", "e-rules"]
        page.get_by_label("To year").fill("2025")
        assert shown(page) == ["e-release", "e-rules"]
        assert not page.locator(".ahead").is_visible()
        show_all(page)
        assert shown(page) == ["e-rules", "e-release", "e-lead"]


def test_link_and_citation_can_be_copied(browser: Any, root: str) -> None:
    with window(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{root}/quotes/index.html")
        page.locator("#q-chips\\.forced .cite summary").click()
        page.locator("#q-chips\\.forced .copy").nth(1).click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("Jeffrey Ding, quoted in “The day the chips ran short”")
        assert page.locator("#q-chips\\.forced .copy").nth(1).inner_text() == "Copied"


def test_a_large_index_is_searched_in_one_file_that_is_loaded_when_wanted(
    browser: Any, tmp_path: Path
) -> None:
    site = largesite.large(articles=150)
    pages = gathering.rendered(site, (quotes,))
    with browsing.served(written(tmp_path / "large", pages)) as address, window(browser) as page:
        asked: list[str] = []
        page.on("request", lambda r: asked.append(r.url))
        page.goto(f"{address}/quotes/index.html")
        assert not [url for url in asked if "finder.json" in url]
        page.get_by_label("Words", exact=True).fill("supply follows demand")
        page.locator(".finder-results .statement").first.wait_for()
        assert page.locator("[data-shown]").inner_text().startswith("50 of ")
        first = page.locator(".finder-results .statement a").first.get_attribute("href")
        assert first is not None
        assert first.startswith("../articles/article-")
        page.get_by_role("button", name="Show more").click()
        assert page.locator(".finder-results .statement").count() > 50
        page.goto(f"{address}/quotes/index.html?words=zzz")
        page.get_by_text("Nothing here fits.").wait_for()


def test_paper_shows_what_a_screen_folds(browser: Any, root: str) -> None:
    with window(browser) as page:
        page.goto(f"{root}/quotes/index.html")
        page.emulate_media(media="print")
        assert page.locator("#q-chips\\.forced .context p").first.is_visible()
        assert not page.locator("form").first.is_visible()


def test_the_404_page_leads_home_from_any_depth_under_the_sites_path(browser: Any, tmp_path: Path) -> None:
    """As a host shows it: at the address that does not exist."""
    pages = gathering.rendered(f.demo()[0])
    lost = "ledger/articles/no/such/index.html"
    written(tmp_path / "ledger", pages | {lost.removeprefix("ledger/"): pages["404.html"]})
    with browsing.served(tmp_path) as address, window(browser) as page:
        page.goto(f"{address}/{lost}")
        assert page.locator("h1").evaluate("heading => getComputedStyle(heading).fontWeight") == "700"
        page.get_by_role("link", name="Front page").click()
        assert page.url == f"{address}/ledger/"
        assert page.locator(".lead h2").inner_text() == "After the rules"


def test_no_month_of_the_timeline_is_alone_at_the_foot_of_a_sheet(browser: Any, tmp_path: Path) -> None:
    """Sheets end at other events each time that the list begins further down."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext here")
    days = [f"{year}-{month:02}-{day}" for year in (2001, 2002) for month in range(1, 13) for day in (10, 20)]
    events = tuple(f.event(f"e{n}", day, f"Event {n}") for n, day in enumerate(days))
    site, _ = f.demo()
    folder = written(tmp_path / "site", gathering.rendered(replace(site, events=events), (timeline,)))
    printed = tmp_path / "timeline.pdf"
    ends = []
    with browsing.served(folder) as root, window(browser) as page:
        page.goto(f"{root}/timeline/index.html")
        for lines in range(10):
            page.evaluate(f"document.querySelector('main').style.paddingBlockStart = '{2 * lines}rem'")
            page.pdf(path=str(printed))
            text = subprocess.run(
                ["pdftotext", str(printed), "-"], capture_output=True, check=True, text=True
            )
            ends += [sheet.split("\n")[-1] for sheet in text.stdout.strip("\f\n").split("\n\n\f")]
    assert len(ends) > 20
    assert [end for end in ends if re.fullmatch(r"(\w+ )?200\d", end)] == []
