"""Search: what can be found, an index that is the same each time, and a dialog that finds it."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import factories as f
import pytest
from browsing import chromium, served
from msgspec.structs import replace
from sites import META, SiteFolder

from dateline.building.pipeline import build
from dateline.console import Console
from dateline.model import ArticleBody
from dateline.options import Options
from dateline.pages.eventlist import event_urls
from dateline.searching import indexing, search
from dateline.searching.indexing import wants_search
from dateline.searching.search import Record, SearchFailed, make_index, site_records
from dateline.searching.searchfiles import SearchFilesUnknown, settled

SITE = "title: Ledger\nurl: https://example.org/news/\nsearch: true\n"
FILES = {
    "site.yaml": SITE,
    "people.yaml": "chen-wei: {name: Chen Wei, role: line engineer, note: Born in *Tainan*.}\n",
    "topics.yaml": "chips: {title: Chips and fabs}\n",
    "pages/about.md": "# About\n\nWe are a ledger of yesterdays.\n",
    "articles/fab/meta.yaml": META + "topics: [chips]\nauthors: [chen-wei]\n"
    "quotes:\n- {exact: the machines simply went quiet, speaker: chen-wei}\n"
    "events:\n- {date: 2024-04-03, title: Earthquake off Hualien, exact: 7.2 magnitude}\n",
    "articles/fab/article.md": "When the ground moved, “the machines simply went quiet,” said Chen Wei.\n\n"
    "## What happened {#what}\n\nIt was a 7.2 magnitude quake, and wafers were scrapped.\n",
}

needs_pagefind = pytest.mark.skipif(search.find_pagefind() is None, reason="the extra `search` is missing")


def test_everything_is_a_record_of_its_own() -> None:
    """Sections, attributed quotations, people, events, topics and pages: each with address, kind, topics."""
    site, bodies = f.demo()
    nothing = ArticleBody(sections=())
    records = list(site_records(site, lambda a: bodies.get(a.slug, nothing), event_urls(site)))
    kinds = {record.kind for record in records}
    assert kinds >= {"article", "quotation", "person", "event", "topic"}
    paths = [record.path for record in records]
    assert len(paths) == len(set(paths))
    assert all("index.html" in path and not path.startswith("/") for path in paths)
    assert all(record.title and record.content for record in records)
    hidden = {s.id for a in site.articles for s in a.statements if s.status != "attributed"}
    assert not any(record.path.endswith(f"#q-{id}") for id in hidden for record in records)
    sections = {r.path for r in records if r.kind == "article" and "#" in r.path}
    assert sections == {
        f"articles/{slug}/index.html#{section.id}"
        for slug, body in bodies.items()
        for section in body.sections
        if section.id
    }


@pytest.mark.parametrize(
    ("words", "content"),
    [
        ("a Sputnik moment,", "a Sputnik moment. Jeffrey Ding"),
        ("Can we?", "Can we? Jeffrey Ding"),
        ("We can.", "We can. Jeffrey Ding"),
        ("we can", "we can. Jeffrey Ding"),
    ],
)
def test_one_mark_stands_between_texts(words: str, content: str) -> None:
    site, _ = f.demo()
    article = replace(site.articles[1], statements=(f.statement("x", words, speaker="ding"),))
    nothing = ArticleBody(sections=())
    records = site_records(replace(site, articles=(article,)), lambda _: nothing, {})
    assert [record.content for record in records if record.kind == "quotation"] == [content]


@pytest.mark.parametrize(
    ("asked", "articles", "wanted"),
    [
        (None, 0, False),
        (None, 1, True),
        (None, indexing.MOST, True),
        (None, indexing.MOST + 1, False),
        (True, 5000, True),
        (True, 0, False),
        (False, 1, False),
    ],
)
def test_a_large_site_has_to_ask(asked: bool | None, articles: int, wanted: bool) -> None:
    assert wants_search(asked, articles) is wanted


# --- The files of an index ----------------------------------------------------------------------------


def _text(text: str) -> bytes:
    return bytes([0x60 + len(text)]) + text.encode()


def _list(*items: bytes) -> bytes:
    return bytes([0x80 + len(items)]) + b"".join(items)


def _packed(data: bytes) -> bytes:
    return gzip.compress(b"pagefind_dcd" + data)


def index_files(kinds: list[str], filters: list[str]) -> dict[str, bytes]:
    """An index as Pagefind hands it over, its filters and their values in some order."""
    values = _list(*(_list(_text(kind), _list(b"\x01", b"\x18\xc8")) for kind in kinds))
    listed = _list(*(_list(_text(name), _text(f"en_{kinds[0]}{name}")) for name in filters))
    meta = _list(_text("1.5"), _list(), _list(), listed, _list(), _list())
    files = {f"filter/en_{kinds[0]}{name}.pf_filter": _packed(_list(_text(name), values)) for name in filters}
    entry = {"version": "1.5", "languages": {"en": {"hash": "en_x", "wasm": "en", "page_count": 1}}}
    return {
        **files,
        "pagefind-entry.json": json.dumps(entry).encode(),
        "pagefind.en_x.pf_meta": _packed(meta),
        "fragment/en_1.pf_fragment": b"fragment",
        "wasm.en.pagefind": b"engine",
        "wasm.unknown.pagefind": b"another",
        "pagefind.js": b"script",
        "pagefind-ui.js": b"interface",
    }


def test_the_order_of_filters_leaves_no_trace() -> None:
    """Whatever order Pagefind's hash maps have, the files and their names are the same."""
    one = settled(index_files(["ab", "cd", "ef"], ["kind", "topic"]))
    other = settled(index_files(["cd", "ef", "ab"], ["topic", "kind"]))
    assert one == other
    assert list(one) == sorted(one)
    assert "pagefind-ui.js" not in one
    assert "wasm.unknown.pagefind" not in one
    assert one["fragment/en_1.pf_fragment"] == b"fragment"
    name = json.loads(one["pagefind-entry.json"])["languages"]["en"]["hash"]
    assert f"pagefind.{name}.pf_meta" in one


@pytest.mark.parametrize(
    "damage",
    [
        {"pagefind-entry.json": b""},
        {"pagefind-entry.json": b"{}"},
        {"pagefind.en_x.pf_meta": b"no gzip"},
        {"pagefind.en_x.pf_meta": gzip.compress(b"something else")},
        {"pagefind.en_x.pf_meta": _packed(b"\x80")},
        {"pagefind.en_x.pf_meta": _packed(b"\x9f\xff")},
    ],
)
def test_an_index_that_is_not_known_is_refused(damage: dict[str, bytes]) -> None:
    with pytest.raises(SearchFilesUnknown):
        settled(index_files(["ab"], ["kind"]) | damage)


@needs_pagefind
def test_the_same_records_give_the_same_bytes() -> None:
    kinds = ["article", "quotation", "person", "event", "topic", "page"]
    records = [
        Record(
            path=f"p{n}/index.html",
            title=f"Title {n}",
            kind=kinds[n % 6],
            content=f"word{n} and",
            topics=("a", f"t{n % 5}"),
        )
        for n in range(60)
    ]
    first = make_index(records, "en")
    assert all(make_index(iter(records), "en") == first for _ in range(3))


def test_a_program_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("/bin/false", "/nowhere/pagefind"):
        monkeypatch.setattr(search, "find_pagefind", lambda program=program: Path(program))
        with pytest.raises(SearchFailed):
            make_index([Record(path="x", title="x", kind="page", content="x")], "en")


# --- In a build ---------------------------------------------------------------------------------------


@needs_pagefind
def test_a_site_has_its_index(site: SiteFolder) -> None:
    """It is published with the pages, and the policy lets its engine in; two builds are the same."""
    site.write(FILES)
    assert site.build("--strict").codes == []
    assert "'wasm-unsafe-eval'" in site.page("_headers")
    assert 'data-index="../../pagefind/pagefind.js"' in site.page("articles/fab/index.html")
    assert 'data-index="/news/pagefind/pagefind.js"' in site.page("404.html")
    first = site.files()
    assert "pagefind/pagefind-worker.js" in first
    shutil.rmtree(site.out)
    site.build("--no-cache")
    assert site.files() == first


@needs_pagefind
def test_the_index_is_made_only_when_it_must_be(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for a change of something that cannot be found; and where it may stay, it stays."""
    site.write(FILES)
    made: list[int] = []

    def counting(*arguments: Any) -> dict[str, bytes]:
        made.append(1)
        return make_index(*arguments)

    monkeypatch.setattr(indexing, "make_index", counting)
    site.build()
    assert len(made) == 1
    site.write({"articles/fab/meta.yaml": FILES["articles/fab/meta.yaml"] + "related: []\n"})
    site.build()
    site.build("--strict")
    assert len(made) == 1
    before = site.files()
    site.write({"articles/fab/article.md": FILES["articles/fab/article.md"].replace("wafers", "fields")})
    site.build()
    assert len(made) == 2
    assert site.files().keys() - before.keys()
    (site.out / "pagefind/pagefind.js").write_text("damaged")
    site.build()
    assert len(made) == 3
    options = Options(content=site.content, templates=site.root / "templates", out=site.out, reindex=False)
    site.write(FILES)
    assert build(options, Console(options._replace(verbosity=-1))).status == 0
    assert len(made) == 3
    site.build()
    assert len(made) == 4
    assert site.files() == before


@pytest.mark.parametrize("text", [SITE, SITE.replace("search: true\n", ""), SITE.replace("true", "false")])
def test_without_the_extra_a_site_builds_and_says_so(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("dateline.building.longway.find_pagefind", lambda: None)
    monkeypatch.setattr(indexing, "find_pagefind", lambda: None)
    site.write({**FILES, "site.yaml": text})
    run = site.run("build")
    assert run.status == 0
    assert ("no search: it needs the extra" in run.out) is ("false" not in text)
    assert "data-index" not in site.page("index.html")
    assert "wasm" not in site.page("_headers")
    assert not any(path.startswith("pagefind/") for path in site.files())


def test_a_failing_pagefind_leaves_the_old_site(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({**FILES, "site.yaml": SITE.replace("true", "false")})
    site.build()
    before = site.files()
    monkeypatch.setattr("dateline.building.longway.find_pagefind", lambda: Path("/bin/false"))
    monkeypatch.setattr(search, "find_pagefind", lambda: Path("/bin/false"))
    site.write({"site.yaml": SITE})
    run = site.build()
    assert (run.status, run.codes) == (1, ["search-failed"])
    assert site.files() == before


@pytest.mark.browser
@needs_pagefind
def test_a_reader_finds_things(site: SiteFolder, tmp_path: Path) -> None:
    """Under a sub-path and the strict policy; nothing is loaded before it is asked for."""
    site.write(FILES)
    site.build()
    (tmp_path / "host").mkdir()
    shutil.copytree(site.out, tmp_path / "host/news")
    policy = site.page("_headers").partition("Content-Security-Policy: ")[2].partition("\n")[0]
    with chromium() as browser, served(tmp_path / "host", policy) as host:
        page = browser.new_page()
        asked: list[str] = []
        told: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        page.goto(f"{host}/news/people/chen-wei/index.html")
        assert not any("pagefind" in url or "search" in url for url in asked)
        page.click("button[data-tool=search]")
        page.fill("dialog.search input", "quiet")
        page.wait_for_selector("dialog.search li")
        kinds = page.locator("dialog.search .search-kind").all_inner_texts()
        assert sorted(kinds) == ["Article", "Quotation"]
        page.locator("dialog.search select").first.select_option("quotation")
        page.wait_for_selector("dialog.search ol:not(:has(li:nth-child(2))) > li")
        assert page.locator("dialog.search .search-where").inner_text() == "The day the fab stopped"
        page.press("dialog.search input", "Enter")
        page.wait_for_url("**/news/articles/fab/index.html#q-*")
        for words, title in (
            ("hualien", "Earthquake off Hualien"),
            ("tainan", "Chen Wei"),
            ("scrapped", "What happened"),
        ):
            page.click("button[data-tool=search]")
            page.fill("dialog.search input", words)
            page.wait_for_selector(f"dialog.search .search-title:text-is('{title}')")
            page.keyboard.press("Escape")
        page.click("button[data-tool=search]")
        page.fill("dialog.search input", "zzzz")
        page.wait_for_selector("dialog.search .search-status:text-is('Nothing found.')")
        assert all(url.startswith(f"{host}/news/") for url in asked)
        assert told == []


@pytest.mark.browser
@needs_pagefind
def test_a_reader_is_told_how_much_is_found_and_offered_all_of_it(site: SiteFolder) -> None:
    events = "".join(f"- {{date: 20{n}, title: Eclipse {n}}}\n" for n in range(10, 30))
    site.write({**FILES, "timeline.yaml": events})
    site.build()
    policy = site.page("_headers").partition("Content-Security-Policy: ")[2].partition("\n")[0]
    with chromium() as browser, served(site.out, policy) as host:
        page = browser.new_page()
        page.goto(f"{host}/index.html")
        page.click("button[data-tool=search]")
        page.fill("dialog.search input", "eclipse")
        more = page.get_by_role("button", name="Show more")
        for shown in (8, 16, 20):
            page.wait_for_selector(f"dialog.search .search-status:text-is('{shown} of 20 shown')")
            titles = page.locator("dialog.search .search-title").all_inner_texts()
            assert len(set(titles)) == len(titles) == shown
            if shown < 20:
                more.click()
        assert not more.is_visible()
        assert page.evaluate("document.activeElement.textContent") == titles[16]
        page.fill("dialog.search input", "hualien")
        page.wait_for_selector("dialog.search .search-status:text-is('1 of 1 shown')")
        page.fill("dialog.search input", "")
        page.wait_for_selector("dialog.search .search-status:text-is('')", state="attached")
        assert page.locator("dialog.search li").count() == 0
