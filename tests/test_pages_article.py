"""The article page: what its view holds, and what a reader finds in it, in HTML and in a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import browsing
import factories
import html5lib
import pytest
from lxml import html
from msgspec.structs import replace

from dateline.building import render
from dateline.building.theme import default_theme
from dateline.model import AnalysedSite, ArticleBody, Block, Section
from dateline.pages import article, parts
from dateline.pages.articleview import ArticleView
from dateline.pages.gathered import mentioned_in
from dateline.pages.related import related_articles

EMPTY = ArticleBody(sections=(Section(id="", title="", blocks=()),))


def views(site: AnalysedSite) -> dict[str, ArticleView]:
    """The view of every article, by slug."""
    pages = article.pages(parts.lookup(site), parts.frame_for(parts.lookup(site)))
    found = {}
    for page in pages:
        assert isinstance(page.view, ArticleView)
        found[page.bodies[0][0]] = page.view
    return found


@cache
def rendered(language: str = "en") -> dict[str, str]:
    """The demo's articles as HTML, by path."""
    site, bodies = factories.demo()
    site = replace(site, site=replace(site.site, language=language), has_search=True)
    frame = parts.frame_for(parts.lookup(site))
    environment = render.make_environment((default_theme(),))
    return {
        page.path: render.render_page(
            environment, page, frame, {page.bodies[0][0]: bodies.get(page.bodies[0][0], EMPTY)}
        ).decode()
        for page in article.pages(parts.lookup(site), frame)
    }


def chips() -> Any:
    """The main article of the demo, parsed."""
    return html.document_fromstring(rendered()["articles/chips/index.html"])


# --- The view ---------------------------------------------------------------------------------------


def test_every_article_has_a_page_and_its_neighbours_in_time() -> None:
    site, _ = factories.demo()
    found = views(site)
    assert list(found) == ["later", "chips", "older"]
    assert [(v.earlier and v.earlier.url, v.later and v.later.url) for v in found.values()] == [
        ("/articles/chips/", None),
        ("/articles/older/", "/articles/later/"),
        (None, "/articles/chips/"),
    ]


def test_a_view_names_only_whom_the_article_mentions() -> None:
    """So that a change to somebody else leaves the page alone."""
    site, _ = factories.demo()
    before = views(site)
    other = replace(site.people["mara"], role="editor")
    after = views(replace(site, people=site.people | {"mara": other}))
    assert before["later"] == after["later"]
    assert before["older"] != after["older"]
    assert [m.person.name for m in before["chips"].people] == [
        "Liang Wenfeng", "Jeffrey Ding", "Lennart Heim", "DeepSeek",
    ]  # fmt: skip


def test_sources_are_numbered_in_the_order_of_the_text() -> None:
    site, _ = factories.demo()
    assert [(s.number, s.id) for s in views(site)["chips"].sources] == [(1, "v3"), (2, "call")]


def test_the_citation_names_authors_title_site_day_and_address() -> None:
    site, _ = factories.demo()
    assert views(site)["chips"].citation == (
        "Mara Voss, A. Stringer, “The day the chips ran short”, The Ledger, January 29, 2025, "
        "https://example.org/ledger/articles/chips/"
    )


@pytest.mark.parametrize(
    ("place", "block", "opened"),
    [
        ("Beijing", "<p>Words", '<p><span class="dateline"><span class="dateline-place">Beijing</span>, '),
        ("", '<p class="x">Words', '<p class="x"><span class="dateline"><time'),
        ("A & B", "<ul><li>Words", '<p><span class="dateline"><span class="dateline-place">A &amp; B</span>'),
    ],
)
def test_the_dateline_opens_the_lede(place: str, block: str, opened: str) -> None:
    site, _ = factories.demo()
    view = replace(views(site)["chips"], place=place)
    assert view.opened(block).startswith(opened)
    assert view.opened(block).endswith(block.removeprefix("<p>").removeprefix('<p class="x">'))


def test_notes_and_claims_stand_beside_their_block_in_the_order_of_their_numbers() -> None:
    site, bodies = factories.demo()
    view = views(site)["chips"]
    block = Block(html="", notes=("fn-1", "h800"), claims=("price",), statements=("costs",))
    around = view.beside(block, view.notes_by_id(bodies["chips"]))
    assert around
    assert [item.id for item in around.items] == ["h800", "price", "fn-1", "costs"]
    assert view.beside(Block(html="<p>Plain"), {}) is None


@pytest.mark.parametrize(
    ("words", "order"),
    [
        ('<q id="q-costs">1 <b id="a-h800">2</b></q> <a id="r-q-costs"></a><a id="r-a-fn-1"></a>', "c h f"),
        ('<b id="a-h800">1</b> <q id="q-costs">2</q> <a id="r-q-costs"></a><a id="r-a-h800"></a>', "h c"),
        ('<b id="a-h800">1</b> <a id="r-a-fn-1"></a> <q id="q-costs">2</q>', "h f c"),
    ],
)
def test_a_card_stands_among_the_notes_where_its_words_begin(words: str, order: str) -> None:
    site, bodies = factories.demo()
    view = views(site)["chips"]
    notes = ("h800", "fn-1") if "f" in order else ("h800",)
    block = Block(html=f"<p>{words}</p>", notes=notes, statements=("costs",))
    around = view.beside(block, view.notes_by_id(bodies["chips"]))
    assert around
    assert [item.id[0] for item in around.items] == order.split()


def test_named_articles_come_first_among_related_ones() -> None:
    site, _ = factories.demo()
    related = related_articles(site, mentioned_in(site))
    assert related["chips"] == ("older", "later")
    assert related["later"] == ("chips",)
    articles = tuple(replace(a, related=("nowhere", a.slug)) for a in site.articles)
    unknown = replace(site, articles=articles)
    assert related_articles(unknown, mentioned_in(unknown))["later"] == ("chips",)


def test_shared_events_tie_closer_than_shared_topics_and_rare_ones_closest() -> None:
    _, (event, *_rest) = factories.demo()[0], factories.demo()[0].articles[1].events
    listed = [factories.article(f"a{i}", f"A {i}", f"2025-01-{i:02}", topics=("ai",)) for i in range(1, 9)]
    listed[2] = replace(listed[2], events=(event,))
    listed[7] = replace(listed[7], events=(event,))
    site = replace(factories.demo()[0], articles=tuple(reversed(listed)))
    related = related_articles(site, mentioned_in(site))
    assert related["a8"][0] == "a3"
    assert related["a8"][1:] == ("a7", "a6", "a5")


# --- The page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_pages_are_valid_and_keep_the_strict_policy(language: str) -> None:
    """No parse error, no id twice, no broken fragment, nothing inline that the policy would refuse."""
    for path, text in rendered(language).items():
        html5lib.HTMLParser(strict=True).parse(text)
        tree: Any = html.document_fromstring(text)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        fragments = {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")}
        assert fragments <= set(ids), path
        assert not tree.xpath("//@style | //style | //@*[starts-with(name(), 'on')]"), path
        inline = tree.xpath("//script[not(@src)]/@type")
        assert set(inline) <= {"application/ld+json"}, path


def test_each_note_follows_the_block_that_holds_its_phrase() -> None:
    """The order on paper, without CSS and for a screen reader."""
    for note in chips().xpath("//*[@data-for]"):
        mark = note.get("data-for")
        aside = note.getparent()
        assert aside.tag == "aside"
        block = aside.getprevious()
        assert block.xpath(f".//*[@id='{mark}' or @id='r-{mark}']"), mark


def test_everything_said_of_a_quotation_is_on_its_card() -> None:
    card = chips().get_element_by_id("card-q-forced")
    text = " ".join(card.text_content().split())
    for words in ("Jeffrey Ding", "scholar, George Washington University", "January 27, 2025", "Briefing by"):
        assert words in text
    assert "Words checked against the source" in text
    assert card.xpath(".//a/@href")[:2] == ["../../people/ding/index.html", "#r-q-forced"]
    disputed = chips().get_element_by_id("card-q-costs")
    assert disputed.xpath("./p[@class='card-standing']//text()") == ["This statement is disputed."]
    unnamed = chips().get_element_by_id("card-q-official")
    assert "an official who was not allowed to speak in public" in unnamed.text_content()


def test_a_claims_rating_is_a_word_and_its_reasons_a_tap_away() -> None:
    claim = chips().get_element_by_id("n-c-price")
    assert claim.xpath("./p//*[contains(@class, 'badge')]/text()") == ["Needs context"]
    assert "The figure is the final run’s." in claim.xpath("string(./details)")
    assert claim.xpath("./details//a/@href")[0] == "#source_v3"


def test_a_note_without_words_carries_its_own_address() -> None:
    note = chips().get_element_by_id("a-whole")
    assert note.xpath("ancestor::section/h2/text()") == ["Notes on the whole article"]
    assert not note.xpath(".//a[@role='doc-backlink']")


def test_signs_of_events_lead_to_the_timeline() -> None:
    sign = chips().xpath("//a[contains(@class, 'sign-event')]")[0]
    assert sign.get("href") == "../../timeline/index.html#e-release"


def test_an_event_may_have_another_id_on_the_timeline() -> None:
    """Told by several articles under different ids, it is one event there."""
    site, _ = factories.demo()
    events = tuple(replace(e, id="r1") if e.id == "release" else e for e in site.events)
    view = views(replace(site, events=events, event_ids={"chips/release": "r1"}))["chips"]
    assert view.event_urls["release"] == "/timeline/#e-r1"
    assert [(e.id, e.url, e.anchor) for e in view.events] == [
        ("rules", "/timeline/#e-rules", ""),
        ("r1", "/timeline/#e-r1", "e-release"),
        ("lead", "/timeline/#e-lead", ""),
    ]


def test_corrections_are_announced_at_the_head_and_told_in_full_at_the_end() -> None:
    page = chips()
    notice = page.find_class("correction-notice")[0]
    assert " ".join(notice.text_content().split()) == (
        "Correction, February 3, 2025. An earlier version gave the wrong month. In full below"
    )
    assert notice.xpath("following::h1") == []
    assert "An earlier version gave the wrong month." in page.find_class("correction")[0].text_content()


@pytest.mark.parametrize(("state", "word"), [("draft", "Draft"), ("future", "Not yet published")])
def test_what_is_not_published_is_marked(state: str, word: str) -> None:
    site, bodies = factories.demo()
    site = replace(site, articles=tuple(replace(a, **{state: True}) for a in site.articles))
    frame = parts.frame_for(parts.lookup(site))
    page = next(p for p in article.pages(parts.lookup(site), frame) if p.bodies[0][0] == "chips")
    environment = render.make_environment((default_theme(),))
    text = render.render_page(environment, page, frame, bodies).decode()
    assert f'<b class="draft">{word}</b>' in text
    assert 'class="draft"' not in rendered()["articles/chips/index.html"]


def test_an_article_of_nothing_but_a_title_has_a_page() -> None:
    page: Any = html.document_fromstring(rendered()["articles/later/index.html"])
    assert page.xpath("//h1/text()") == ["After the rules"]
    assert page.xpath("//*[@class='dateline']//time/@datetime") == ["2025-02-10"]
    assert not page.xpath("//aside | //*[@id='end_sources' or @id='end_timeline' or @id='end_corrections']")


# --- In a browser ------------------------------------------------------------------------------------


PAGEFIND = """
export const options = async () => {};
export const init = async () => {};
export const filters = async () => ({ kind: { article: 1, person: 2 } });
export const debouncedSearch = async (words, { filters }) => ({
    results: words === "chips" ? [{ data: async () => ({
        raw_url: "/articles/chips/index.html#cost",
        meta: { title: "The <b>day</b>", where: "The cost" },
        excerpt: `of <mark>chips</mark> &lt;script&gt; ${filters.kind ?? "any"}`,
        filters: { kind: ["article"] },
    }) }] : [],
});
"""
"""What search.js needs of Pagefind's own client, with one thing to be found."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's articles as files."""
    folder = tmp_path_factory.mktemp("site")
    for path, text in rendered().items():
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(text, "utf-8")
    shutil.copytree(default_theme() / "assets", folder / "assets")
    (folder / "pagefind").mkdir()
    (folder / "pagefind/pagefind.js").write_text(PAGEFIND, "utf-8")
    (folder / "articles/chips/fab.jpg").write_bytes(_pixel())
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with browsing.served(folder) as root:
        yield f"{root}/articles/chips/index.html"


def _pixel() -> bytes:
    from io import BytesIO

    from PIL import Image

    written = BytesIO()
    Image.new("RGB", (16, 9), "gray").save(written, "JPEG")
    return written.getvalue()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing.chromium() as started:
        yield started


STARTED = "html[data-script=ready]"
"""There once the page's modules have begun their work."""


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Any]:
    """Opens the article in a window: `visit(width, fragment="", **context)`. The console must stay empty."""
    opened = []
    complaints: list[str] = []

    def go(width: int, fragment: str = "", **context: Any) -> Any:
        window = browser.new_context(viewport={"width": width, "height": 800}, **context)
        opened.append(window)
        page = window.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + fragment)
        if context.get("java_script_enabled", True):
            page.wait_for_selector(STARTED)
        return page

    yield go
    for window in opened:
        window.close()
    assert complaints == []


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [320, 360, 1280, 1600])
def test_nothing_is_wider_than_the_window(visit: Any, width: int, javascript: bool) -> None:
    page = visit(width, java_script_enabled=javascript)
    boxes = page.locator("main *").evaluate_all if javascript else None
    if boxes:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    else:
        widest = max(
            (box["x"] + box["width"])
            for element in page.locator("main p, main h1, main h2, main figure, main aside, main ol").all()
            if (box := element.bounding_box())
        )
        assert widest <= width


def test_every_card_tells_whether_the_words_were_checked() -> None:
    """Also where there is nothing that they could be checked against."""
    told = {card.get("id"): card.xpath(".//li/span/text()") for card in chips().xpath("//*[@class='card']")}
    checked, unchecked = ["Words checked against the source"], ["Words not checked against a source"]
    assert told == {"card-q-embargo": unchecked, "card-q-forced": checked, "card-q-official": unchecked}


@pytest.mark.browser
def test_boxes_settle_near_their_wishes_in_order_and_apart(visit: Any) -> None:
    """Any boxes: none overlaps or is above its floor, none is moved without need, and a weighty one stands
    where it wishes to."""
    page = visit(360)
    trouble = page.evaluate(
        """async () => {
            const { settle } = await import("/assets/js/margin.js");
            let seed = 1;
            const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
            const trouble = [];
            for (let round = 0; round < 500; round += 1) {
                const boxes = Array.from({ length: 1 + Math.floor(random() * 20) }, () => ({
                    wish: random() * 3000, size: 20 + random() * 300,
                })).sort((a, b) => a.wish - b.wish);
                for (const box of boxes) box.floor = Math.floor(box.wish / 500) * 500;
                const pinned = boxes[Math.floor(random() * boxes.length)];
                pinned.weight = 1e9;
                const starts = settle(boxes);
                let free = 0;
                const lowest = boxes.map(({ floor, size }) => {
                    const start = Math.max(floor, free);
                    free = start + size;
                    return start;
                });
                starts.forEach((start, i) => {
                    if (start < lowest[i] - 1e-3) trouble.push(["above", round, i]);
                    const end = i && starts[i - 1] + boxes[i - 1].size;
                    if (start < end - 1e-3) trouble.push(["overlap", round, i]);
                    const alone = start > end + 1e-3 && (starts[i + 1] ?? 1e9) > start + boxes[i].size + 1e-3;
                    if (alone && Math.abs(start - boxes[i].wish) > 1e-3) trouble.push(["moved", round, i]);
                });
                const place = Math.max(lowest[boxes.indexOf(pinned)], pinned.wish);
                if (Math.abs(starts[boxes.indexOf(pinned)] - place) > 1) trouble.push(["pinned", round]);
            }
            return trouble;
        }"""
    )
    assert trouble == []


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
def test_notes_in_the_margin_never_overlap(visit: Any, javascript: bool) -> None:
    """Beside the text, one under the other, whether script places them or rows do."""
    page = visit(1280, java_script_enabled=javascript)
    text = page.locator(".section p").first.bounding_box()
    boxes = [n.bounding_box() for n in page.locator(".group .note, .group .card").all()]
    assert len(boxes) == 8
    boxes.sort(key=lambda box: box["y"])
    assert all(box["x"] > text["x"] + text["width"] for box in boxes)
    assert all(a["y"] + a["height"] <= b["y"] for a, b in pairwise(boxes))


@pytest.mark.browser
def test_what_unfolds_a_note_says_so_where_its_text_is_folded(visit: Any) -> None:
    """In the margin, without script to give it room; below its paragraph all the text is there."""
    summary = "#n-a-gap summary"
    margin = visit(1280, java_script_enabled=False)
    assert margin.locator(summary).inner_text().startswith("More, Author")
    body = margin.locator("#n-a-gap .note-body")
    folded = body.bounding_box()["height"]
    margin.locator(summary).click()
    assert body.bounding_box()["height"] > folded
    assert visit(360, java_script_enabled=False).locator(summary).inner_text().startswith("Author")


@pytest.mark.browser
def test_a_narrow_screen_opens_a_note_in_place_and_escape_gives_the_focus_back(visit: Any) -> None:
    page = visit(360)
    note = page.locator("#n-a-h800")
    assert not note.is_visible()
    for opens in ("Enter", "Space"):
        page.locator("#r-a-h800").focus()
        page.keyboard.press(opens)
        assert note.is_visible()
        assert page.evaluate("document.activeElement.id") == "n-a-h800"
        assert page.locator("#r-a-h800").get_attribute("aria-expanded") == "true"
        page.keyboard.press("Escape")
        assert not note.is_visible()
        assert page.evaluate("document.activeElement.id") == "r-a-h800"
    page.locator("#a-h800").click()
    assert note.is_visible()


@pytest.mark.browser
def test_without_script_every_note_is_there(visit: Any) -> None:
    page = visit(360, java_script_enabled=False)
    assert all(element.is_visible() for element in page.locator(".note, .card").all())


@pytest.mark.browser
def test_a_folder_opened_as_file_shows_every_note_and_complains_of_nothing(visit: Any, folder: Path) -> None:
    """Modules do not load there, and nothing waits for them."""
    page = visit(360)
    page.goto((folder / "articles/chips/index.html").as_uri())
    assert all(element.is_visible() for element in page.locator(".note, .card").all())
    page.get_by_role("link", name="Before the rules").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Before the rules"


@pytest.mark.browser
def test_an_address_of_a_statement_lights_both_its_parts_and_opens_its_card(visit: Any) -> None:
    page = visit(360, "#q-forced")
    lit = page.locator(".mark.shown").evaluate_all("marks => marks.map(mark => mark.id)")
    assert lit == ["q-forced", "q-forced_2"]
    assert page.locator("#card-q-forced").is_visible()


@pytest.mark.browser
def test_a_mark_and_its_note_light_each_other(visit: Any) -> None:
    page = visit(1280)
    page.locator("#n-a-gap").hover()
    assert page.locator("#a-gap").get_attribute("class").endswith("lit")
    page.locator("#a-h800").hover()
    assert "lit" in page.locator("#n-a-h800").get_attribute("class")
    assert "lit" not in page.locator("#a-gap").get_attribute("class")


@pytest.mark.browser
def test_a_disputed_statement_is_told_at_once_whatever_the_reader_has_set(visit: Any) -> None:
    page = visit(360)
    page.get_by_label("none").check()
    assert page.locator(".standing-disputed").is_visible()
    assert not page.locator("#r-q-costs").is_visible()


@pytest.mark.browser
def test_selected_words_get_a_link_of_their_own(visit: Any) -> None:
    page = visit(1280, permissions=["clipboard-read", "clipboard-write"])
    words = "getSelection().selectAllChildren(document.querySelector('#constraints p'))"
    page.evaluate(words)
    page.get_by_role("button", name="Link to these words").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    address, _, fragment = copied.partition("#:~:text=")
    assert address == page.url
    # Cut at the signs, across which a browser does not find words.
    assert fragment == "Its%20founder%20said%20that%20the,allowed%20until%2020%20January"
    page.goto(copied)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#r-a-h800').previousSibling)")
    page.get_by_role("button", name="Link to these words").click()
    assert page.evaluate("navigator.clipboard.readText()").endswith("#:~:text=H800%20chips")


@pytest.mark.browser
def test_resting_on_a_link_shows_where_it_leads(visit: Any) -> None:
    page = visit(1280)
    link = page.get_by_role("link", name="After the rules").first
    link.hover()
    preview = page.locator(".preview")
    preview.wait_for()
    assert preview.inner_text().split("\n")[-1] == "What came next."
    page.keyboard.press("Escape")
    assert not preview.is_visible()


@pytest.mark.browser
def test_search_loads_its_index_when_it_is_opened_and_shows_text_as_text(visit: Any) -> None:
    page = visit(360)
    loaded = "performance.getEntriesByType('resource').filter(e => e.name.includes('pagefind')).length"
    assert page.evaluate(loaded) == 0
    page.get_by_role("button", name="Search").click()
    page.locator(".search input").fill("chips")
    page.locator(".search-where").get_by_text("The cost", exact=True).wait_for()
    href = page.locator(".search-title").get_attribute("href")
    assert href == page.evaluate("new URL('/articles/chips/index.html#cost', location.href).href")
    assert page.locator(".search-title").inner_text() == "The <b>day</b>"
    assert page.locator(".search-results p").first.inner_text() == "of chips <script> any"
    page.locator(".search select").first.select_option("person")
    page.get_by_text("<script> person").wait_for()
    page.locator(".search input").fill("nothing")
    page.get_by_text("Nothing found.").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator(".search").is_visible()


@pytest.mark.browser
def test_the_readers_settings_are_remembered(visit: Any) -> None:
    page = visit(1280)
    page.get_by_label("none").check()
    page.get_by_role("button", name=re.compile("Colors")).click()
    page.reload()
    page.wait_for_selector(STARTED)
    assert page.evaluate("({...document.documentElement.dataset})") == {
        "marks": "none", "theme": "light", "script": "ready",
    }  # fmt: skip
    assert page.get_by_label("none").is_checked()
    assert not page.locator(".sign").first.is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
def test_paper_shows_every_note_whole(visit: Any, javascript: bool) -> None:
    """Also what is folded on a screen, with and without script, from a wide window as well."""
    page = visit(1280, java_script_enabled=javascript)
    page.emulate_media(media="print")
    boxes = [element.bounding_box() for element in page.locator(".section > *").all()]
    assert all(a["y"] + a["height"] <= b["y"] for a, b in pairwise(boxes))
    for element in page.locator(".note, .card, .note-body, .note-sources").all():
        assert element.bounding_box()["height"] > 5
    assert not page.locator(".masthead-nav").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(visit: Any, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(width, "#a-h800", color_scheme=scheme, bypass_csp=True)
    for more in page.locator("details").all():
        more.evaluate("fold => { fold.open = true; }")
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in violations] == []


@pytest.mark.browser
def test_the_page_and_what_it_loads_keep_the_budget(visit: Any) -> None:
    """At most 60 KB compressed for the page, its styles and scripts."""
    import gzip

    page = visit(1280)
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    loaded = [page.request.get(name).body() for name in (page.url, *names) if not name.endswith(".jpg")]
    assert len(loaded) > 10
    assert sum(len(gzip.compress(body, mtime=0)) for body in loaded) <= 60_000
