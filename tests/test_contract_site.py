"""What the contract says of the site as a whole: settings, redirects, dates, feeds, what is written."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sites import META, SITE, SiteFolder

ATOM = "{http://www.w3.org/2005/Atom}"
NASTY = '"<script>alert(\\"1&2\')</script> ]]> &amp; \\\\ ; , -->"'
"""A text, in YAML, with what HTML, XML, JSON and iCalendar each take for more than text."""


def article(meta: str = "", text: str = "Plain words.\n", **files: str) -> dict[str, str]:
    return {"articles/fab/meta.yaml": META + meta, "articles/fab/article.md": text, **files}


# --- Every text is shown as text ------------------------------------------------------------------------


def test_any_text_in_any_field_is_only_text(site: SiteFolder) -> None:
    """Nothing that an editor writes as a title, name or role can end an element, a string or a line."""
    import html5lib
    import icalendar

    x = NASTY
    site.write(
        {
            "site.yaml": f"title: {x}\nurl: https://example.org/a/b/\ndescription: {x}\n"
            f"publisher: {{name: {x}}}\nannotation_kinds: {{mine: {{label: {x}}}}}\n",
            "people.yaml": f"p: {{name: {x}, role: {x}, organization: {x}, aliases: [{x}],"
            ' url: "https://e.org/?a=1&b=\\"|"}\n',
            "sources.yaml": f"s: {{title: {x}, author: {x}, publisher: {x}, url: 'https://e.org/?a=1&b=2'}}\n",
            "topics.yaml": f"t: {{title: {x}, description: {x}}}\n",
            **article(
                f"dek: {x}\nauthors: [p, {x}]\ntopics: [t]\nimage: {{src: a.png, alt: {x}, credit: {x}}}\n"
                f"quotes:\n- {{exact: quoted, speaker: p, role: {x}, source: s}}\n"
                f"annotations:\n- {{exact: Plain, kind: mine, body: B, sources: [s], tags: [{x}]}}\n"
                f"events:\n- {{date: 2024-04-03, title: {x}, words: {x}, exact: words, topics: [t]}}\n",
                "Plain words, “quoted”.\n",
            ),
            "articles/fab/a.png": "x",
        }
    )
    assert site.build().codes == []
    for path, data in site.files().items():
        if path.endswith(".html"):
            text = data.decode()
            html5lib.HTMLParser(strict=True).parse(text)
            assert "<script>" not in text
            for document in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S):
                json.loads(document)
        elif path.endswith((".xml", ".svg")):
            ElementTree.fromstring(data)
        elif path.endswith(".json"):
            json.loads(data)
        elif path.endswith(".ics"):
            icalendar.Calendar.from_ical(data)
    title = json.loads(site.page("quotes.json"))["quotations"][0]["speaker"]["name"]
    assert title == "<script>alert(\"1&2')</script> ]]> &amp; \\ ; , -->"


@pytest.mark.parametrize("key", ["dek", "title"])
def test_control_characters_are_refused(site: SiteFolder, key: str) -> None:
    """An escape in YAML could bring them in; then feeds would not be well-formed."""
    meta = {"title": "T", "dek": "D"} | {key: "a\x01b"}
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in meta.items())
    site.write(article())
    site.write({"articles/fab/meta.yaml": f"{lines}dateline: {{date: 2024-04-03}}\n"})
    assert set(site.build().codes) <= {"bad-character", "missing-key"}
    assert "bad-character" in site.build().codes


# --- Standalone pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "heading"),
    [
        ('# It\'s "us" -- *now*\n', "<h1>It’s “us” – now</h1>"),
        ("# [Link](https://e.org) `code` &amp; more\n", "<h1>Link code &amp; more</h1>"),
        ("# About {#us}\n", '<h1 id="us">About</h1>'),
        ("About\n=====\n", "<h1>About</h1>"),
        ("<!-- c -->\n\n# About\n", "<h1>About</h1>"),
        ("Words before.\n\n# About\n", "<h1>About</h1>"),
        ("    # no\n\n# About\n", "<h1>About</h1>"),
        ("```\n# no\n```\n\n## About\n", "<h1>About</h1>"),
    ],
)
def test_the_first_heading_of_a_page_is_its_title(site: SiteFolder, markdown: str, heading: str) -> None:
    """Its visible words, once, whatever way the heading is written."""
    site.write({"pages/about.md": f"{markdown}\nText.\n\n## Part\n\nMore.\n"})
    assert site.build().codes == []
    page = site.page("about/index.html")
    assert re.findall("<h[12][ >].*?</h[12]>", page) == [heading, '<h2 id="part">Part</h2>']
    words = re.sub("<[^>]*>", "", heading)
    assert f"<title>{words} – " in page
    description = re.search('<meta name="description" content="([^"]*)"', page)
    assert description
    assert "About" not in description[1]


def test_a_page_has_one_title(site: SiteFolder) -> None:
    """A further heading of that level is warned of, at its place."""
    site.write({"pages/about.md": "# About\n\nText.\n\n# More\n\nText.\n"})
    assert [(p["code"], p["line"]) for p in site.build().problems] == [("top-heading", 5)]


# --- Addresses that were, and the navigation ------------------------------------------------------------


@pytest.mark.parametrize(
    ("alias", "path"),
    [("/old/address/", "old/address/index.html"), ("/old", "old/index.html"), ("/o.html", "o.html")],
)
def test_an_alias_is_a_page(site: SiteFolder, alias: str, path: str) -> None:
    site.write(article(f"aliases: [{alias}]\n"))
    assert site.build().codes == []
    page = site.page(path)
    assert "articles/fab/index.html" in page
    assert '<link rel="canonical" href="https://example.org/news/articles/fab/">' in page


@pytest.mark.parametrize("alias", ["/feed.xml", "/index.html", "/quotes/", "/articles/fab/", "/mine.txt"])
def test_an_alias_cannot_stand_where_something_else_is(site: SiteFolder, alias: str) -> None:
    site.write(article(f"aliases: [{alias}]\n", **{"static/mine.txt": "x"}))
    run = site.build()
    assert run.status == 1
    assert set(run.codes) == {"address-taken"}


def test_the_publishers_logo_is_checked(site: SiteFolder) -> None:
    site.write({"site.yaml": f"{SITE}publisher: {{name: P, logo: logo.png}}\n"})
    run = site.build()
    assert (run.status, run.codes) == (0, ["broken-link"])
    site.write({"static/logo.png": "-"})
    assert site.build().codes == []


def test_all_aliases_that_are_taken_are_told_at_once(site: SiteFolder) -> None:
    """Also files of the site's own, and what is the same only where case is ignored; each in meta.yaml."""
    aliases = ["/quotes.json", "/404.html", "/quotes/", "/About/", "/Old/", "/old/"]
    site.write(article("aliases:\n" + "".join(f"- {alias}\n" for alias in aliases)))
    site.write({"pages/about.md": "# About\n\nText.\n"})
    found = [(p["code"], p["line"]) for p in site.build().problems]
    taken = [("address-taken", line) for line in (4, 5, 6)]
    assert found == [*taken, ("paths-collide", 7), ("paths-collide", 9)]


@pytest.mark.parametrize("alias", ["/mine/", "/Folder/", "/folder/a.b/c/", "/topics/Chips/"])
def test_an_alias_that_some_systems_cannot_hold_beside_another_file(site: SiteFolder, alias: str) -> None:
    """One that differs only in capitals, or would make a folder of a file, is told in meta.yaml."""
    site.write(article(f"topics: [chips]\naliases: [{alias}]\n"))
    site.write({"static/mine": "x", "static/folder/index.html": "<p>x", "static/folder/a.b": "x"})
    (problem,) = site.build().problems
    assert problem["code"] == "paths-collide"
    assert (problem["file"], problem["line"]) == ("content/articles/fab/meta.yaml", 4)


def test_the_navigation_is_checked(site: SiteFolder) -> None:
    """Entries lead to pages of the site, articles, and other sites; from every page."""
    site.write(article())
    items = "[{title: A, url: /articles/}, {title: B, url: 'article:fab'}, {title: C, url: 'https://e.org'}]"
    site.write({"site.yaml": f"{SITE}navigation: {items}\n"})
    assert site.build().codes == []
    page = site.page("articles/fab/index.html")
    for href in ("../index.html", "index.html", "https://e.org"):
        assert f'href="{href}"' in page
    site.write({"site.yaml": f"{SITE}navigation: [{{title: A, url: /nope/}}, {{title: B, url: about}}]\n"})
    assert set(site.build().codes) == {"broken-link", "bad-url"}


# --- Dates ----------------------------------------------------------------------------------------------


def test_dates_in_feeds_are_true(site: SiteFolder) -> None:
    """What has no offset is in the site's time zone; a correction moves `updated`."""
    site.write({"site.yaml": SITE + "timezone: Asia/Taipei\n"})
    site.write(
        article("published: 2024-04-03T09:00:00\ncorrections:\n- {date: 2024-04-05, body: Mended.}\n"),
    )
    assert site.build().codes == []
    feed = ElementTree.fromstring(site.page("feed.xml"))
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}published") == "2024-04-03T01:00:00Z"
    assert entry.findtext(f"{ATOM}updated") == "2024-04-04T16:00:00Z"
    assert site.data("feed.json")["items"][0]["date_modified"] == "2024-04-04T16:00:00Z"
    assert "<news:publication_date>2024-04-03T01:00:00Z<" in site.page("sitemap-news.xml")
    assert "<lastmod>2024-04-04T16:00:00Z<" in site.page("sitemap.xml")


def test_the_news_sitemap_holds_two_days(site: SiteFolder) -> None:
    """Counted back from the newest article, not from the clock."""
    for slug, day in (("a", "2024-04-03"), ("b", "2024-04-02"), ("c", "2024-03-31")):
        site.write(
            {
                f"articles/{slug}/meta.yaml": f"title: {slug}\ndateline: {{date: {day}}}\n",
                f"articles/{slug}/article.md": "Text.\n",
            }
        )
    site.build()
    found = re.findall(r"<loc>[^<]*/articles/(\w)/<", site.page("sitemap-news.xml"))
    assert sorted(found) == ["a", "b"]


@pytest.mark.parametrize(
    ("published", "zone", "built"),
    [
        ("2025-06-15T15:06:40Z", "UTC", True),
        ("2025-06-15T15:06:41Z", "UTC", False),
        ("2025-06-15T23:06:40", "Asia/Taipei", True),
        ("2025-06-15T23:06:41", "Asia/Taipei", False),
        ("2025-06-16", "Pacific/Kiritimati", True),
        ("2025-06-16", "UTC", False),
    ],
)
def test_the_moment_of_publication(site: SiteFolder, published: str, zone: str, built: bool) -> None:
    """To the second, in the site's time zone; the clock stands at 2025-06-15T15:06:40Z."""
    site.write({"site.yaml": f"{SITE}timezone: {zone}\n"})
    site.write(article(f"published: {published}\n"))
    assert site.build().status == 0
    assert (site.out / "articles/fab/index.html").exists() is built


# --- One mistake, one error -----------------------------------------------------------------------------


def test_an_article_that_cannot_be_read_breaks_no_links(site: SiteFolder) -> None:
    """What is wrong is told, and not what follows from it."""
    site.write(article("related: [other]\n", "A [link](article:other).\n"))
    site.write({"articles/other/meta.yaml": 'title: "T\n', "articles/other/article.md": "Text.\n"})
    assert [(p["code"], p["file"]) for p in site.build().problems] == [
        ("yaml-syntax", "content/articles/other/meta.yaml")
    ]


def test_an_article_without_prose_has_its_metadata_checked(site: SiteFolder) -> None:
    """All but its words: those may stand in what is not there."""
    meta = "foo: 1\nauthors: [no-body]\nquotes:\n- {exact: not there, speaker: nobody}\n"
    site.write({"articles/fab/meta.yaml": META + meta})
    site.write({"articles/b/meta.yaml": META, "articles/b/article.md": "A [link](article:fab).\n"})
    expected = ["missing-file", "unknown-key", "unknown-author", "unknown-speaker"]
    assert site.build().codes == expected
    (site.content / "articles/fab/article.md").write_bytes(b"caf\xe9\n")
    assert site.build().codes == ["bad-encoding", *expected[1:]]


def test_text_that_is_not_utf8_is_one_error(site: SiteFolder) -> None:
    site.write(article("annotations:\n- {exact: caf\u00e9, body: B}\n"))
    (site.content / "articles/fab/article.md").write_bytes("A caf\u00e9.\n".encode("latin-1"))
    (problem,) = site.build().problems
    assert (problem["code"], problem["line"], problem["column"]) == ("bad-encoding", 1, 6)


def test_anonymous_is_no_ones_id(site: SiteFolder) -> None:
    site.write(article(**{"people.yaml": "anonymous: {name: A}\n"}))
    assert site.build().codes == ["bad-id"]


def test_an_author_that_looks_like_an_id_but_is_none(site: SiteFolder) -> None:
    """A plain name is fine; a slip of an id is a warning with the nearest one."""
    site.write(article("authors: [lin-mie, Plain Name]\n", **{"people.yaml": "lin-mei: {name: Lin Mei}\n"}))
    (problem,) = site.build().problems
    assert (problem["level"], problem["code"]) == ("warning", "unknown-author")
    assert "lin-mei" in problem["hint"]


def test_a_picture_needs_an_alternative_text(site: SiteFolder) -> None:
    site.write(article("image: {src: a.png}\n", **{"articles/fab/a.png": "x"}))
    assert site.build().codes == ["missing-alt"]
    site.write(article('image: {src: a.png, alt: ""}\n'))
    assert site.build().codes == []


# --- Wrong use ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [["--url", "https://x.org/?q"], ["--url", "nope"], ["--jobs", "0"], ["--nope"], ["frobnicate"]],
)
def test_wrong_use_exits_with_two(site: SiteFolder, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        site.run("build", *arguments) if arguments[0].startswith("--") else site.run(*arguments)
    assert ended.value.code == 2


@pytest.mark.parametrize("out", ["content", "templates", ".", "content/x"])
def test_the_output_can_be_no_input(site: SiteFolder, out: str) -> None:
    site.write(article())
    assert site.build("--out", str(Path.cwd() / out)).codes == ["output-overlaps"]


# --- The site's own templates ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (b"One line\n{{ nope }}", "template-error", 2),
        (b"{% if %}", "template-error", 1),
        (b"caf\xe9", "bad-encoding", 1),
        (b"One line\n{# no end", "template-error", 2),
        (b'{{ "\\ud800" }}', "template-error", 1),
        (b"{% if 1 %}" * 300 + b"{% endif %}" * 300, "template-error", 1),
    ],
)
def test_a_broken_template_is_told_by_its_line(site: SiteFolder, text: bytes, code: str, line: int) -> None:
    site.write(article())
    site.build()
    before = site.files()
    (site.root / "templates").mkdir()
    (site.root / "templates/article.html").write_bytes(text)
    run = site.build()
    assert run.status == 1
    problem = run.problems[0]
    assert (problem["code"], problem["file"], problem["line"]) == (code, "templates/article.html", line)
    assert site.files() == before


def test_a_broken_part_is_told_by_its_own_line(site: SiteFolder) -> None:
    site.write(article())
    (site.root / "templates/macros").mkdir(parents=True)
    (site.root / "templates/macros/footer.html").write_text("One line\n{% raw %} no end")
    problem = site.build().problems[0]
    assert (problem["code"], problem["file"], problem["line"]) == (
        "template-error",
        "templates/macros/footer.html",
        2,
    )


@pytest.mark.parametrize(
    "naming",
    [
        "{% include 'part.html' %}",
        '{% include("part.html") %}',
        '{%include"part.html"%}',
        '{%- include "pa%s.html" % "rt" -%}',
        '{% include "part.html" ignore missing without context %}',
        '{% include ["none.html", "part.html"] %}',
        '{% from("part.html") import x %}{{ x }}',
        '{% import"part.html" as m %}{{ m.x }}',
        '{% set name = "part.html" %}{% include name %}',
    ],
)
def test_a_page_is_made_again_when_a_template_that_it_reads_changes(site: SiteFolder, naming: str) -> None:
    """However that is named."""
    templates = site.root / "templates"
    templates.mkdir()
    site.write(article())
    (templates / "notfound.html").write_text(naming)
    for word in ("first", "second"):
        (templates / "part.html").write_text(f"{{% set x = '{word}' %}}{{{{ x }}}}")
        assert site.build().status == 0
        assert site.page("404.html").strip() == word


def test_templates_read_nothing_from_outside(site: SiteFolder, tmp_path: Path) -> None:
    """No symbolic link of theirs leads a file of the machine into the site."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    site.write(article())
    (site.root / "templates/assets").mkdir(parents=True)
    (site.root / "templates/assets/a.txt").symlink_to(secret)
    (site.root / "templates/article.html").symlink_to(secret)
    run = site.build()
    assert run.status == 1
    assert run.codes == ["outside-templates", "outside-templates"]
    assert not site.out.exists()


@pytest.mark.parametrize("name", ["a.html", "assets/a.css"])
def test_templates_that_are_links_in_a_circle_are_told(site: SiteFolder, name: str) -> None:
    site.write(article())
    link = site.root / "templates" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(link.name)
    (problem,) = site.build().problems
    assert (problem["code"], problem["file"]) == ("missing-file", f"templates/{name}")


def test_what_nothing_reads_is_told(site: SiteFolder) -> None:
    """A slip in a name loses no text without a word."""
    names = ("people.yml", "article/x.md", "Pages/a.md", "articles/fab/02-More.MD", "articles/fab/x.markdown")
    site.write(article(**dict.fromkeys(names, "")))
    run = site.build()
    assert run.status == 0
    assert [(p["code"], p["file"].removeprefix("content/")) for p in run.problems] == [
        ("stray-file", path) for path in ("Pages", "article", *names[3:], "people.yml")
    ]
