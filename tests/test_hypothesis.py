"""Annotations from and to Hypothesis and the Web Annotation data model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sites import META, SiteFolder

from dateline.annotating.foreign import harmless, is_harmless
from dateline.annotating.fromhtml import markdown_of
from dateline.annotating.hypothesis import Foreign, NotAnnotations, orphan_page, read_annotations
from dateline.diagnostics import Location
from dateline.model import AnnotationEntry
from dateline.reading.validate import read_article

TEXT = """\
When the ground moved, the machines went quiet. Chen Wei went home.

## What happened {#what-happened}

Output was back to 80% within *ten* hours. The machines went quiet again.
"""
URL = "https://example.org/news/articles/fab/"
SOURCES = "report: {title: Report, url: https://example.org/report}\nnotes: {title: Notes}\n"


def write(site: SiteFolder, annotations: str = "") -> Path:
    """A site with one article; returns the path of its meta.yaml."""
    site.write(
        {
            "sources.yaml": SOURCES,
            "articles/fab/meta.yaml": META + "aliases: [/old/fab/]\n" + annotations,
            "articles/fab/article.md": TEXT,
        }
    )
    return site.content / "articles/fab/meta.yaml"


def row(exact: str = "back to 80% within ten hours", **facts: Any) -> dict[str, Any]:
    """A row of Hypothesis's export."""
    selector = {"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": ""}
    defaults: dict[str, Any] = {
        "id": "aBc123",
        "uri": URL,
        "text": "Who says so?",
        "tags": [],
        "user": "acct:reader@hypothes.is",
        "created": "2024-04-05T10:11:12.123456+00:00",
        "updated": "2024-04-06T10:11:12.123456+00:00",
        "target": [{"source": URL, "selector": [selector]}],
        "links": {"html": "https://hypothes.is/a/aBc123"},
    }
    return defaults | facts


def take(site: SiteFolder, data: Any, *arguments: str) -> tuple[int, str]:
    """Imports a document; returns status and summary."""
    (site.root / "in.json").write_text(json.dumps(data), "utf-8")
    run = site.run("import", "hypothesis", str(site.root / "in.json"), *arguments)
    return run.status, run.out.splitlines()[-1] if run.out else run.err


def entries(path: Path) -> list[AnnotationEntry]:
    """What `annotations:` says, without where it is written."""
    meta, problems = read_article("fab", path.read_text("utf-8"), "meta.yaml", None)
    assert meta is not None
    assert problems == []
    return [replace(entry, at=Location(""), places={}) for entry in meta.annotations]


def test_a_row_becomes_an_entry(site: SiteFolder) -> None:
    path = write(site)
    before = path.read_text("utf-8")
    status, summary = take(site, {"total": 1, "rows": [row(tags=["definition", "power"])]})
    assert (status, summary) == (0, "1 added, 0 known already, 0 orphans")
    assert path.read_text("utf-8") == before + (
        "annotations:\n"
        "  - exact: back to 80% within ten hours\n"
        "    kind: definition\n"
        "    body: Who says so?\n"
        "    tags: [power]\n"
        "    creator: reader\n"
        '    created: "2024-04-05T10:11:12+00:00"\n'
        '    updated: "2024-04-06T10:11:12+00:00"\n'
        "    origin: https://hypothes.is/a/aBc123\n"
    )
    assert site.build("--strict").codes == []


def test_lines_of_json_have_no_summary_among_them(site: SiteFolder) -> None:
    write(site)
    site.write({"articles/bad/meta.yaml": "[\n", "articles/bad/article.md": "x\n"})
    (site.root / "in.json").write_text(json.dumps([row()]), "utf-8")
    run = site.run("import", "hypothesis", str(site.root / "in.json"), "--format", "json")
    assert [json.loads(line)["level"] for line in run.out.splitlines()] == ["error"]
    assert run.err.endswith("fab/meta.yaml: 1 added\n1 added, 0 known already, 0 orphans\n")


def test_importing_twice_adds_nothing(site: SiteFolder) -> None:
    path = write(site)
    rows = [row(), row(id="two", text="More."), row(id="three", target=[], text="")]
    assert take(site, {"rows": rows})[1].startswith("3 added")
    before = path.read_bytes()
    assert take(site, {"rows": rows})[1].startswith("0 added, 3 known already")
    assert path.read_bytes() == before


@pytest.mark.parametrize("own", [{"id": "urn:uuid:0b3e"}, {"id": "note-1"}, {}])
def test_what_has_no_address_is_known_by_what_it_says(site: SiteFolder, own: dict[str, str]) -> None:
    path = write(site)
    quote = {"type": "TextQuoteSelector", "exact": "went quiet", "prefix": "The machines "}
    tag = {"type": "TextualBody", "value": "fact-check", "purpose": "tagging"}
    bodies = ["Cafe\u0301, *so*.\r\n\r\n- Two  \n  lines.\n", tag, "https://example.org/report"]
    more = {"creator": {"name": "A  B"}, "created": "2024-04-05T10:11:12.5Z"}
    note: dict[str, Any] = {"type": "Annotation", "body": bodies, **more, **own}
    places = [quote, quote | {"prefix": "moved, the machines "}]
    data = [note | {"target": {"source": URL, "selector": place}} for place in places]
    data += [note | {"target": URL}, note | {"target": URL, "body": "Else."}]
    for number, each in enumerate(data):
        each |= {key: f"{text}{number}" for key, text in own.items()}
    assert take(site, data)[1].startswith("4 added")
    before = path.read_bytes()
    assert take(site, data) == (0, "0 added, 4 known already, 0 orphans")
    assert path.read_bytes() == before
    assert site.build().status == 0


def test_half_of_a_character_does_not_lose_the_others(site: SiteFolder) -> None:
    """JSON can tell half of a surrogate pair, which no file can hold."""
    path = write(site)
    odd = {"type": "Annotation", "target": URL, "body": ["A \ud800 b", "\udfff"], "creator": "\ud800"}
    half = row(text="Half \ud800 of it.", tags=["\ud8ff"], uri=URL + "?\ud800")
    status, summary = take(site, [half, row(id="other"), odd, row(uri="https://a.example/\ud800")])
    assert (status, summary.partition(",")[0]) == (1, "3 added")
    assert [entry.body for entry in entries(path)] == [
        *("Half \ufffd of it.", "Who says so?"),
        "A \ufffd b\n\n\ufffd",
    ]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (URL, True),
        ("http://www.EXAMPLE.org/news/articles/fab/index.html", True),
        (URL + "?utm_source=x#q-y", True),
        ("https://example.org/news/articles/fab", True),
        ("https://example.org/news/old/fab/", True),
        ("/articles/fab/", True),
        ("https://example.org/news/articles/other/", False),
        ("https://example.org/articles/fab/", False),
        ("https://example.com/news/articles/fab/", False),
        ("https://[example.org/news/articles/fab/", False),
        ("", False),
    ],
)
def test_an_address_finds_its_article(site: SiteFolder, address: str, found: bool) -> None:
    """Protocol, query, fragment and index.html do not matter; an old address is as good as the new one."""
    write(site)
    status, _ = take(site, {"rows": [row(uri=address, target=row()["target"] if address else [])]})
    assert status == (0 if found else 1)


def test_any_address_with_an_article_named(site: SiteFolder) -> None:
    path = write(site)
    assert take(site, [row(uri="http://localhost:5500/x")], "--article", "fab")[0] == 0
    assert len(entries(path)) == 1
    assert take(site, [row()], "--article", "fob")[0] == 2


ANCHORS: list[tuple[str, dict[str, str], str]] = [
    ("plain", {"exact": "Chen Wei"}, "Chen Wei"),
    ("with a sign's number inside", {"exact": "ground moved3, the machines"}, "ground moved, the machines"),
    ("white space", {"exact": "went\n home"}, "went home"),
    ("told apart by its context", {"exact": "went quiet", "prefix": "hours. The machines "}, "went quiet"),
    ("context that is nearly right", {"exact": "went quiet", "suffix": "1 again. The"}, "went quiet"),
    ("nowhere", {"exact": "the ships went quiet"}, ""),
    ("twice", {"exact": "went quiet"}, ""),
]


@pytest.mark.parametrize(("what", "quote", "found"), ANCHORS, ids=[case[0] for case in ANCHORS])
def test_words_are_found_or_kept(site: SiteFolder, what: str, quote: dict[str, str], found: str) -> None:
    """What can be found for certain is an entry; the rest is kept beside content/ and the site builds."""
    path = write(site)
    selector = {"type": "TextQuoteSelector", "prefix": "", "suffix": "", **quote}
    status, _ = take(site, [row(target=[{"source": URL, "selector": [selector]}])])
    kept = site.root / "imported-orphans.json"
    if found:
        (entry,) = entries(path)
        assert entry.selector is not None
        assert entry.selector.exact == found
        assert not kept.exists()
    else:
        assert status == 1
        assert entries(path) == []
        (orphan,) = read_annotations(json.loads(kept.read_text("utf-8")))
        assert orphan.exact == quote["exact"]
        assert orphan.body == "Who says so?"
    assert site.build().status == 0


def test_orphans_are_taken_once_they_are_mended(site: SiteFolder) -> None:
    """They are kept once however often they are read, and no longer when they have found their place."""
    path = write(site)
    kept = site.root / "imported-orphans.json"
    for _ in range(2):
        assert take(site, [row("within twelve hours")])[0] == 1
    assert len(json.loads(kept.read_text("utf-8"))["items"]) == 1
    site.write({"articles/fab/article.md": TEXT.replace("*ten*", "twelve")})
    assert site.run("import", "annotations", str(kept)).status == 0
    assert [entry.origin for entry in entries(path)] == ["https://hypothes.is/a/aBc123"]
    assert not kept.exists()


def test_orphans_that_cannot_be_kept_are_told(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    write(site)

    def denied(path: Path, *args: object, **more: object) -> NoReturn:
        raise PermissionError(13, "Permission denied", str(path))

    (site.root / "in.json").write_text(json.dumps([row(uri="https://a.example/")]), "utf-8")
    monkeypatch.setattr(Path, "write_text", denied)
    run = site.run("import", "hypothesis", str(site.root / "in.json"))
    assert run.status == 1
    assert "imported-orphans.json cannot be written: Permission denied\n" in run.err
    assert "a.example" in run.err
    assert run.out == "0 added, 0 known already, 1 orphan\n"


@pytest.mark.parametrize("there", [True, False])
def test_orphans_are_not_kept_through_a_link(site: SiteFolder, tmp_path: Path, there: bool) -> None:
    path = write(site)
    before = path.read_bytes()
    other = tmp_path / "others.json"
    if there:
        other.write_text(json.dumps(orphan_page([])), "utf-8")
    (site.root / "imported-orphans.json").symlink_to(other)
    status, told = take(site, [row(uri="https://a.example/"), row()])
    assert (status, "imported-orphans.json is a symbolic link" in told) == (2, True)
    assert not there or json.loads(other.read_text("utf-8")) == orphan_page([])
    assert other.exists() == there
    assert path.read_bytes() == before


def test_replies_are_left_out(site: SiteFolder) -> None:
    write(site)
    status, summary = take(site, [row(references=["xyz"])])
    assert (status, summary) == (0, "0 added, 0 known already, 0 orphans, 1 reply left out")


NOTES = """\
annotations:
- exact: ground moved
  body: |
    A *note* with a [link](https://example.org/a).

    > And a quotation.
- exact: went quiet
  prefix: The machines
  suffix: again
  kind: fact-check
  body: Checked.
  sources: [report, notes]
  tags: [power, context]
  creator: Ana Ruiz
  created: 2024-04-05
  updated: 2024-04-06T09:00:00+08:00
- section: what-happened
  kind: definition
  body: On the section.
- body: On the article.
  origin: https://hypothes.is/a/xyz
- exact: Chen Wei
  id: chen
  sources: [report]
"""


@pytest.mark.parametrize("form", ["annotations", "hypothesis"])
def test_a_round_trip_loses_nothing(site: SiteFolder, form: str) -> None:
    """Exported, taken out of meta.yaml and imported again, every note is as it was, address included."""
    path = write(site, NOTES)
    site.build()
    before = {entry.body or "-": entry for entry in entries(path)}
    addresses = {a["id"] for a in site.data("articles/fab/annotations.json")["items"]}
    document = json.loads(site.run("export", form, "--out", "-").out)
    assert take(site, document)[1].startswith("0 added, 5 known already")
    write(site)
    assert take(site, document) == (0, "5 added, 0 known already, 0 orphans")
    after = {entry.body or "-": entry for entry in entries(path)}
    for body, entry in before.items():
        same = replace(after[body], selector=None, id="")
        assert same == replace(entry, selector=None, id="")
        ours, theirs = entry.selector, after[body].selector
        assert (ours and ours.exact) == (theirs and theirs.exact)
    assert site.build("--strict").codes == []
    assert {a["id"] for a in site.data("articles/fab/annotations.json")["items"]} == addresses


@pytest.mark.parametrize(("form", "key"), [("annotations", "value"), ("hypothesis", "text")])
def test_links_are_exported_in_full(site: SiteFolder, form: str, key: str) -> None:
    """Without a url too they start where a reader can tell: at the root of the site, for there is no file."""
    write(site, "annotations:\n- {exact: Chen Wei, body: 'See [it](/people/), [this](article:fab).'}\n")
    with_url = site.run("export", form, "--out", "-").out
    root = URL.removesuffix("articles/fab/")
    assert f'"{key}": "See [it]({root}people/), [this]({URL})."' in with_url
    site_yaml = site.content / "site.yaml"
    kept = [line for line in site_yaml.read_text("utf-8").splitlines() if not line.startswith("url:")]
    site_yaml.write_text("\n".join(kept), "utf-8")
    without = site.run("export", form, "--out", "-").out
    assert f'"{key}": "See [it](/people/), [this](/articles/fab/)."' in without
    assert '"/articles/fab/' in without


OWN_LINKS = [
    # as it is exported, as it is taken
    ("[a](article:other#s-x) and {b}", "[a](article:other#s-x) and {b}"),
    ("[a](../other/meta.yaml)", "[a](../other/meta.yaml)"),
    ("[a](https://example.org/news/articles/other/)", "[a](article:other)"),
    ("[a](<https://example.org/news/articles/other/index.html#q-x> 't')", "[a](<article:other#q-x> 't')"),
    ("[a][b]\n\n[b]: https://example.org/news/articles/other", "[a][b]\n\n[b]: article:other"),
    ("[a](https://example.org/news/people/x/)", "[a](https://example.org/news/people/x/)"),
    ("[a](https://example.org/news/articles/gone/)", "[a](https://example.org/news/articles/gone/)"),
    ("[a](article:gone)", "[a] (article:gone)"),
    ("[a](article:other) <b>", "[a](article:other) &lt;b>"),
    ("[a](site:/articles/other/)", "[a] (site:/articles/other/)"),
]


@pytest.mark.parametrize(("body", "kept"), OWN_LINKS)
def test_links_between_articles_come_back(site: SiteFolder, body: str, kept: str) -> None:
    """In notes of the site's own; those of others have no links into it."""
    path = write(site)
    site.write({"articles/other/meta.yaml": META, "articles/other/article.md": "Other.\n"})
    address = f"{URL}#a-own"
    assert take(site, [row(id=address, text=body, links={"html": address}), row(text=body)])[0] == 0
    own, other = sorted(entries(path), key=lambda entry: entry.origin)
    assert own.body == kept
    assert other.body == harmless(body)
    assert site.build().status == 0


def test_files_for_each_article(site: SiteFolder) -> None:
    write(site, NOTES)
    out = site.root / "given"
    run = site.run("export", "hypothesis", "fab", "--out", str(out))
    assert run.status == 0
    assert json.loads((out / "fab.json").read_text("utf-8"))["total"] == 5
    assert site.run("export", "hypothesis", "nope").status == 2


@pytest.mark.parametrize("data", [{"a": 1}, "x", 3, {"rows": 3}, None])
def test_what_is_no_annotations_is_refused(data: Any) -> None:
    with pytest.raises(NotAnnotations):
        read_annotations(data)


@pytest.mark.parametrize("text", ["", "[", "\x00", "[" * 100_000])
def test_what_is_no_json_is_wrong_use(site: SiteFolder, text: str) -> None:
    write(site)
    (site.root / "in.json").write_text(text, "utf-8")
    assert site.run("import", "hypothesis", str(site.root / "in.json")).status == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "rows",
                    "items",
                    "type",
                    "body",
                    "target",
                    "selector",
                    "tags",
                    "user_info",
                    "value",
                    "refinedBy",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_any_json_is_read_or_refused(data: Any) -> None:
    """Whatever the file holds, reading ends with annotations or NotAnnotations."""
    try:
        found = read_annotations(data)
    except NotAnnotations:
        return
    kept = [replace(each, is_reply=False) for each in found]
    again = read_annotations(orphan_page(kept))
    assert len(again) == len(kept)


def test_words_that_are_only_counted_are_an_orphan(site: SiteFolder) -> None:
    """And no note on the whole article. What they are can be told in the file of orphans."""
    path = write(site)
    selector = {"type": "TextPositionSelector", "start": 4, "end": 10}
    note = {"type": "Annotation", "target": {"source": URL, "selector": selector}, "bodyValue": "x"}
    for _ in range(2):
        assert take(site, note) == (1, "0 added, 0 known already, 1 orphan, kept in imported-orphans.json")
    assert entries(path) == []
    (kept,) = json.loads((site.root / "imported-orphans.json").read_text("utf-8"))["items"]
    assert kept["target"]["selector"] == [selector]


HTML = [
    # as it comes, the Markdown
    ("<p>A <b>big </b>one &amp; <i>x</i></p><p>Two<br>lines", "A **big** one &amp; *x*\n\nTwo  \nlines"),
    ("<a href='https://e.org/a_b?c=d&amp;e'>a*b</a>", r"[a\*b](<https://e.org/a_b?c=d&e>)"),
    ("<a href='javascript:x'>a</a><script>b</script><img src=x onerror=c> <u>d</u>", "a d"),
    ("<ul><li>a<li><p>b</p><ol><li>c</ol></ul>d", "-   a\n\n-   b\n\n    1.  c\n\nd"),
    ("<blockquote>a<p>b</blockquote>", "> a\n>\n> b"),
    ("<pre><code>a &lt;b&gt;\n ~~~</code></pre>", "~~~~\na <b>\n ~~~\n~~~~"),
    ("<code>a`b</code> <code>&lt;c&gt;</code>", "`` a`b `` `<c>`"),
    (
        "1. a<br># b<br>: c<br>&lt;d&gt; *e* {: f}",
        r"1\. a N\# b N&#58; c N&lt;d> \*e\* \{: f\}".replace("N", " \n"),
    ),
    ("<b>a<p>b</b> c</i></li>", "**a**\n\nb c"),
    ("<blockquote>" * 3000 + "a", "> " * 8 + "a"),
    ("<style>a", ""),
    ("<!DOCTYPE html><![if x]>a<![endif]><![x[b", "a"),
]


@pytest.mark.parametrize(("html", "body"), HTML)
def test_html_becomes_markdown(html: str, body: str) -> None:
    """Of what notes are made of; and the text of the page is not taken for Markdown."""
    given = {"type": "TextualBody", "value": html, "format": "text/html; charset=utf-8"}
    (foreign,) = read_annotations({"type": "Annotation", "target": URL, "body": given})
    assert foreign.body == body
    assert harmless(body) == body


TAGS = (
    *("<b>", "</b>", "<p>", "<li>", "<ul>", "</ul>", "<a href=//x>", "</a>", "<pre>", "</pre>", "<code>"),
    *(
        "</code>",
        "<br>",
        "<script>",
        "</script>",
        "<!--",
        "<![x[",
        "<!",
        "<?",
        "&lt;",
        " ",
        "x",
        "*",
        "`",
        "~~~",
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TAGS)))
def test_any_html_ends_harmless(pieces: list[str]) -> None:
    assert is_harmless(harmless(markdown_of("".join(pieces))))


def test_orphans_are_read_as_they_were() -> None:
    foreign = Foreign(
        address=URL,
        exact="a",
        prefix="b",
        suffix="c",
        start=4,
        section="s",
        body="d",
        tags=("t",),
        sources=("https://e.org",),
        creator="f",
        created="2024-01-01",
        updated="2024-01-02",
        origin="https://g.org",
        via="https://h.org",
    )
    assert read_annotations(orphan_page([foreign])) == [foreign]


BODIES = [
    # as it comes, as it is kept
    ("Plain *words* and a [link](https://a.org).", None),
    ("<https://a.org/b?c=d> & a < b", None),
    ("`<b>` in code {x}", None),
    ("```\n<script>\n```", None),
    ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
    ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"),
    ("![pixel](https://t.example/x.png)", "[pixel](https://t.example/x.png)"),
    ("[x](other.html)", "[x] (other.html)"),
    ("[x](article:other)", "[x] (article:other)"),
    ("[a](https://b.org){: id=main }", "[a](https://b.org)\\{: id=main }"),
    ("<!-- comment -->", "&lt;!-- comment -->"),
]


@pytest.mark.parametrize(("body", "kept"), BODIES)
def test_bodies_are_made_harmless(body: str, kept: str | None) -> None:
    """What is harmless stays as it is; what is not is shown as text."""
    assert harmless(body) == (body if kept is None else kept)
    assert is_harmless(harmless(body))


EVIL = [
    "[x](javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x]( javascript:alert(1) 'y')",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "<a href='javascript:x'>x</a>",
    "<javascript:alert(1)>",
    "a{: onclick=alert(1) }",
    "# h {: onclick='x' }",
    "<svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<div markdown='1'>*x*</div>",
    "&lt;script&gt;",
    "~~~\n<b>\n~~~~\n<script>",
    "<details open ontoggle=alert(1)>",
    "[a](data:text/html,x) ![b](data:image/png;base64,x)",
    "x\x00<b>\x08y",
]


@pytest.mark.parametrize("body", EVIL)
def test_nothing_gets_through(body: str) -> None:
    from lxml import html as lxml_html

    from dateline.analyse.links import LinkLog
    from dateline.text.prose import render_note

    kept = harmless(body)
    rendered = render_note(kept, LinkLog("", frozenset()).rules(lambda _: Location("")))
    tree = lxml_html.fromstring(f"<div>{rendered}</div>")
    for element in tree.iter():
        assert element.tag in {"div", "p", "a", "code", "pre", "strong", "em", "blockquote"}
        assert not any(str(name).startswith("on") or name in ("style", "id") for name in element.attrib)
        assert str(element.get("href", "https:")).startswith(("https:", "http:", "mailto:"))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>&{}[]()!:#*_`~\"'= \n\\/ab1.-", max_size=60))
def test_any_body_ends_harmless(body: str) -> None:
    assert is_harmless(harmless(body))
