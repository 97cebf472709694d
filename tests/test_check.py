"""`check`: what is wrong with a written site, and where it is mended."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sites import META, SITE, SiteFolder

from dateline.checking.links import check_orphans, check_weight, file_at, survey, target_of
from dateline.checking.outside import try_link, try_links
from dateline.checking.pages import PageFacts, imported, read_page

URL = "https://example.org/news/"


# --- The pure parts -------------------------------------------------------------------------------


def test_a_page_is_read_as_a_browser_reads_it() -> None:
    """Ids, links and pictures count; text, comments and scripts that look like them do not."""
    facts = read_page(
        b"""<!doctype html><html><head><link rel=stylesheet href=../a.css>
        <script src="b.js">"<a href='no'>"</script></head>
        <body id=top><!-- <a href="no" id="no"></a> --><a href="x/#y" id=one>x</a><a href="x/#y">again</a>
        <p title='<a href="no">' id="one">&lt;a href="no"&gt;</p><img src=p.jpg srcset="q.jpg 1x, r.jpg 2x">
        <img src=s.jpg alt=""><map><area href="z" alt="Z"><area></map><svg><use href="#top"/></svg>"""
    )
    assert facts.ids == {"top", "one"}
    assert facts.repeated == ("one",)
    assert facts.links == ("x/#y", "z")
    assert facts.parts == ("../a.css", "b.js", "p.jpg", "q.jpg", "r.jpg", "s.jpg", "#top")
    assert facts.no_alt == ("p.jpg",)
    assert not facts.is_redirect


def test_whatever_a_page_is_it_can_be_read() -> None:
    assert read_page(b"").ids == frozenset()
    assert read_page(b"\xff\xfe<a href=\x00>").links
    assert read_page(b'<meta http-equiv="refresh" content="0; url=/">').is_redirect


@pytest.mark.parametrize(
    ("link", "kind", "path", "fragment"),
    [
        ("../../people/x/index.html#q-y", "inside", "people/x/index.html", "q-y"),
        ("../b/", "inside", "articles/b/", ""),
        ("../..", "inside", "", ""),
        ("fab.jpg?size=1", "inside", "articles/a/fab.jpg", ""),
        ("#na%C3%AFve", "inside", "articles/a/index.html", "naïve"),
        ("#x:~:text=words", "inside", "articles/a/index.html", "x"),
        ("", "inside", "articles/a/index.html", ""),
        ("..", "inside", "articles/", ""),
        ("./x//y/", "inside", "articles/a/x/y/", ""),
        ("b.html#", "inside", "articles/a/b.html", ""),
        (" ../b/ ", "inside", "articles/b/", ""),
        ("/news/about/", "inside", "about/", ""),
        ("/news", "inside", "", ""),
        ("/about/", "leaves", "/about/", ""),
        ("../../../x", "leaves", "../../../x", ""),
        ("https://example.org/news/about/#x", "inside", "about/", "x"),
        ("https://example.org/", "outside", "https://example.org/", ""),
        ("//cdn.example/x", "outside", "//cdn.example/x", ""),
        ("mailto:a@b.c", "other", "", ""),
        ("data:image/png;base64,x", "other", "", ""),
    ],
)
def test_a_link_means_a_place_of_the_site_or_another_site(
    link: str, kind: str, path: str, fragment: str
) -> None:
    assert target_of(link, "articles/a/index.html", URL) == (kind, path, fragment)


def test_a_folder_stands_for_its_index() -> None:
    paths = {"index.html", "a/index.html", "a/b.css"}
    assert [file_at(path, paths) for path in ("", "a", "a/", "a/b.css", "a/c", "a/b.css/")] == [
        "index.html",
        "a/index.html",
        "a/index.html",
        "a/b.css",
        "",
        "",
    ]


def test_a_page_that_only_a_redirect_or_itself_leads_to_is_an_orphan() -> None:
    pages = {
        "index.html": PageFacts(links=("a/",)),
        "404.html": PageFacts(),
        "a/index.html": PageFacts(links=("../index.html",)),
        "b/index.html": PageFacts(links=("#x", "../b/")),
        "old/index.html": PageFacts(links=("../b/",), is_redirect=True),
    }
    linked = survey(pages, pages, "").linked
    assert [finding.page for finding in check_orphans(pages, linked)] == ["b/index.html"]


def test_an_article_is_weighed_with_its_styles_and_scripts() -> None:
    parts = ("../../a.css", "../../a.js", "../../a.css", "huge.jpg")
    light = PageFacts(parts=parts, compressed=29_000)
    heavy = PageFacts(parts=parts, compressed=31_000)
    weights = {"a.css": 10_000, "a.js": 20_000}
    pages = {
        "articles/a/index.html": light,
        "articles/b/index.html": heavy,
        "quotes/index.html": PageFacts(size=300_001),
        "people/index.html": PageFacts(size=300_000),
    }
    found = {finding.page: finding.message for finding in check_weight(pages, weights, "")}
    assert found.keys() == {"articles/b/index.html", "quotes/index.html"}
    assert "61 KB" in found["articles/b/index.html"]


def test_modules_that_a_script_imports_are_found() -> None:
    script = 'import { a } from "./a.js";\nimport"../b.js";\nawait import("./late.js");\nimport c from "c";'
    assert imported(script) == ("./a.js", "../b.js")


# --- Whole sites ----------------------------------------------------------------------------------


def article(meta: str = "", text: str = "The machines stood still.\n", **files: str) -> dict[str, str]:
    return {"articles/fab/meta.yaml": META + meta, "articles/fab/01-lede.md": text, **files}


def check(site: SiteFolder, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    run = site.run("check", "--format", "json", *arguments)
    return run.status, run.problems


def shown(problems: list[dict[str, Any]]) -> list[tuple[str, str, str, int]]:
    return [(p["level"], p["code"], p["file"], p["line"]) for p in problems]


def test_a_good_site_is_clean_and_nothing_is_written(site: SiteFolder) -> None:
    """The output folder is neither made nor touched, and where nothing was built before nothing is left."""
    site.write(article())
    assert check(site) == (0, [])
    assert sorted(path.name for path in site.root.iterdir()) == ["content"]
    site.build()
    before = site.files()
    site.write(article(text="Words that are not built yet.\n"))
    assert check(site)[0] == 0
    assert site.files() == before


def test_a_build_between_two_checks_is_no_other_than_without_them(site: SiteFolder) -> None:
    """The cache of ordinary builds is not disturbed."""
    site.write(article())
    site.build()
    check(site)
    assert "0 pages written" in site.run("build").out


FOUND: Mapping[str, tuple[dict[str, str], tuple[str, str, str, int]]] = {
    "a fragment of the prose": (
        article(text="See [it](#lode).\n\n## Lede {#lede}\n\nText.\n"),
        ("error", "broken-fragment", "content/articles/fab/01-lede.md", 1),
    ),
    "a fragment of another article": (
        article(
            **{
                "articles/b/meta.yaml": "title: B\ndateline: {date: 2024-01-01}\n",
                "articles/b/b.md": "Lede.\n\nSee [the other](article:fab#nothing).\n",
            }
        ),
        ("error", "broken-fragment", "content/articles/b/b.md", 3),
    ),
    "a fragment in a page": (
        article(**{"pages/about.md": "# About\n\n[x](article:fab#n)\n"}),
        ("error", "broken-fragment", "content/pages/about.md", 3),
    ),
    "a fragment in the note": (
        article("annotations:\n- {exact: machines, kind: opinion, body: 'See [x](#gone).'}\n"),
        ("error", "broken-fragment", "content/articles/fab/meta.yaml", 4),
    ),
    "a file of the editor's own": (
        article(**{"static/own.html": '<a href="index.html">x</a>\n<a href="nowhere.html">x</a>'}),
        ("error", "broken-link", "content/static/own.html", 2),
    ),
    "a picture": (
        article(text='Lede.\n\n<img src="fab.svg">\n', **{"articles/fab/fab.svg": "<svg/>"}),
        ("error", "no-alt", "content/articles/fab/01-lede.md", 3),
    ),
    "an id that is there twice": (
        article(text='Lede <span id="twice">a</span> and <span id="twice">b</span>.\n'),
        ("error", "repeated-id", "content/articles/fab/01-lede.md", 1),
    ),
    "a link out of the site": (
        article(**{"static/own.html": '<a href="/about/">x</a>'}),
        ("error", "leaves-site", "content/static/own.html", 1),
    ),
    "an orphan": (
        article(**{"static/own.html": "<p>Nothing leads here.</p>"}),
        ("warning", "orphan-page", "content/static/own.html", 1),
    ),
    "an unused person": (
        article(**{"people.yaml": "ana:\n  name: Ana\nbo: {name: Bo}\n"}),
        ("note", "unused-person", "content/people.yaml", 3),
    ),
    "an unused source": (
        article(**{"sources.yaml": "call: {title: Call}\n"}),
        ("note", "unused-source", "content/sources.yaml", 1),
    ),
    "a source that will be gone": (
        article(**{"sources.yaml": "call: {title: Call, url: 'https://x.org/'}\n"}),
        ("note", "no-archive", "content/sources.yaml", 1),
    ),
    "a note that names no source": (
        article("annotations:\n- exact: machines\n  kind: context\n  body: Four of them.\n"),
        ("note", "unsourced-note", "content/articles/fab/meta.yaml", 5),
    ),
    "a page that weighs too much": (
        article(**{"static/own.html": f'<a href="index.html">x</a>{"<p>x" * 80_000}'}),
        ("warning", "heavy-page", "content/static/own.html", 1),
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_problem_of_the_site_is_told_where_it_is_mended(site: SiteFolder, name: str) -> None:
    files, expected = FOUND[name]
    site.write(files)
    status, problems = check(site)
    assert expected in shown(problems)
    assert status == (1 if any(p["level"] == "error" for p in problems) else 0)


def test_people_and_sources_in_use_are_not_told_of(site: SiteFolder) -> None:
    """As author, speaker, claimant, in an event, as employer; in any `sources:`."""
    meta = (
        "authors: [ana]\nquotes: [{exact: stood still, speaker: bo, source: call}]\n"
        "claims: [{exact: machines, claimant: cy, rating: accurate, sources: [paper]}]\n"
        "events: [{date: 2024, title: T, people: [di], sources: [book]}]\n"
        "annotations: [{exact: The machines, body: B, sources: [map]}]\n"
    )
    people = "ana: {name: Ana, organization: fab-co}\nbo: {name: Bo}\ncy: {name: Cy}\ndi: {name: Di}\n"
    sources = "".join(f"{id}: {{title: T}}\n" for id in ("call", "paper", "book", "map"))
    tables = {"people.yaml": people + "fab-co: {name: Fab, kind: organization}\n", "sources.yaml": sources}
    site.write(article(meta, "The machines “stood still.”\n", **tables))
    assert check(site) == (0, [])


def test_the_nearest_id_and_page_are_in_the_hint(site: SiteFolder) -> None:
    site.write(article(text="See [it](#lode).\n\n## Lede {#lede}\n\nText.\n"))
    (problem,) = check(site)[1]
    assert "lede" in problem["hint"]


def test_warnings_of_the_content_fail_the_check_as_a_strict_build(site: SiteFolder) -> None:
    """And the site is looked at all the same."""
    site.write(
        article(text='“Nobody said this,” they say. <img src="x.svg">\n', **{"articles/fab/x.svg": "<svg/>"})
    )
    status, problems = check(site)
    assert status == 1
    assert {(p["level"], p["code"]) for p in problems} == {("error", "unattributed"), ("error", "no-alt")}


def test_a_site_that_cannot_be_built_is_told_of_and_not_looked_at(site: SiteFolder) -> None:
    site.write(article("titel: x\n"))
    run = site.run("check")
    assert run.status == 1
    assert "unknown-key" in run.err
    assert "its pages were not looked at" in run.err


def test_with_strict_a_finding_is_an_error(site: SiteFolder) -> None:
    site.write(FOUND["an orphan"][0])
    assert check(site)[0] == 0
    assert check(site, "--strict")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), []),
        (("--today", "2024-05-31"), []),
        (("--today", "2024-06-01"), [("content/articles/fab/meta.yaml", 4)]),
        (("--today",), [("content/articles/fab/meta.yaml", 4), ("content/timeline.yaml", 1)]),
    ],
)
def test_deadlines_gone_by_are_told_for_a_day(
    site: SiteFolder, arguments: tuple[str, ...], told: list[tuple[str, int]]
) -> None:
    """As warnings, where they are written; without a day it is that of the clock."""
    events = "events:\n- {date: 2024-05, title: The vote, status: planned}\n"
    site.write(article(events, **{"timeline.yaml": "- {date: 2025-02, title: The end, status: deadline}\n"}))
    status, problems = check(site, *arguments)
    assert status == 0
    assert [(p["file"], p["line"]) for p in problems] == told
    assert {p["code"] for p in problems} <= {"deadline-gone-by"}


def test_problems_can_be_annotations_on_github(site: SiteFolder) -> None:
    site.write(FOUND["a fragment of the prose"][0])
    run = site.run("check", "--format", "github")
    assert run.out.startswith(
        "::error file=content/articles/fab/01-lede.md,line=1,col=10,title=broken-fragment::"
    )


def test_a_second_check_renders_only_what_changed(site: SiteFolder) -> None:
    """What it built is kept beside what builds keep."""
    site.write(article())
    site.build()
    check(site)
    first = (site.root / ".dateline/check/index.html").stat().st_mtime_ns
    site.write(article(text="New words.\n", **{"pages/about.md": "# About\n\n[x](#gone)\n"}))
    assert [p["code"] for p in check(site)[1]] == ["broken-fragment"]
    site.write({"pages/about.md": "# About\n\nUs.\n"})
    assert check(site) == (0, [])
    assert first > 0


# --- Other sites ----------------------------------------------------------------------------------


class _Host(http.server.BaseHTTPRequestHandler):
    """Answers with the status that the address names; knows no HEAD at /get/."""

    def do_HEAD(self) -> None:
        self._answer(405 if self.path.startswith("/get/") else self._status())

    def do_GET(self) -> None:
        self._answer(self._status())

    def _status(self) -> int:
        digits = self.path.rpartition("/")[2]
        return int(digits) if digits.isdigit() else 200

    def _answer(self, status: int) -> None:
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """The address of a server on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Host)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        ("/200", "good"),
        ("/302", "good"),
        ("/get/200", "good"),
        ("/straße und mehr", "good"),
        ("/404", "dead"),
        ("/get/404", "dead"),
        ("/410", "dead"),
        ("/401", "unsure"),
        ("/403", "unsure"),
        ("/429", "unsure"),
        ("/500", "unsure"),
    ],
)
def test_what_an_answer_says_of_a_link(host: str, path: str, verdict: str) -> None:
    assert try_link(host + path, 5).verdict == verdict


def test_a_host_that_is_silent_is_not_held_against_the_link() -> None:
    """One that refuses is."""
    import socket

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        answer = try_link(address, 0.05)
        assert (answer.verdict, "in time" in answer.reason) == ("unsure", True)
    assert try_link(address, 5).verdict == "dead"


def test_every_link_is_answered_once(host: str) -> None:
    addresses = [f"{host}/200", f"{host}/404", "not a link", "ftp://"]
    answers = {answer.address: answer.verdict for answer in try_links(addresses, pause=0)}
    assert answers == {
        f"{host}/200": "good",
        f"{host}/404": "dead",
        "not a link": "unsure",
        "ftp://": "unsure",
    }


def test_other_sites_are_tried_on_request_and_never_fail_the_check(
    site: SiteFolder, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dead links are warnings, unsure ones notes, each at its place, even with --strict."""
    monkeypatch.setattr("dateline.checking.outside.PAUSE", 0)
    sources = f"paper: {{title: T, url: '{host}/403', archive: '{host}/200'}}\n"
    text = f"[good]({host}/200) and\n[gone]({host}/404)\n"
    note = "annotations: [{exact: good, body: B, sources: [paper]}]\n"
    site.write(article(note, text, **{"sources.yaml": sources}))
    assert check(site) == (0, [])
    status, problems = check(site, "--external", "--strict")
    assert status == 0
    assert shown(problems) == [
        ("warning", "dead-link", "content/articles/fab/01-lede.md", 2),
        ("note", "unsure-link", "content/sources.yaml", 1),
    ]


def test_the_url_given_counts(site: SiteFolder) -> None:
    """A link from the root is right at a root, and wrong under a sub-path."""
    site.write(article(**{"static/own.html": '<a href="/index.html">x</a>', "site.yaml": SITE}))
    codes = [p["code"] for p in check(site)[1]]
    assert "leaves-site" in codes
    codes = [p["code"] for p in check(site, "--url", "https://example.org/")[1]]
    assert codes == ["orphan-page"]


def test_json_lines_hold_nothing_else(site: SiteFolder) -> None:
    site.write(FOUND["an orphan"][0])
    run = site.run("check", "--format", "json")
    assert [json.loads(line)["code"] for line in run.out.splitlines()] == ["orphan-page"]
