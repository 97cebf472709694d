"""Prose: Markdown into pieces, visible text, footnotes, links; plain and full reading agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from unittest.mock import patch
from xml.etree.ElementTree import Element

import html5lib
import markdown
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdownish import documents

from dateline.text.anchoring import fold
from dateline.text.prose import (
    LinksAsWritten,
    Piece,
    RenderedFile,
    TopBlock,
    assemble,
    html_of,
    render_file,
    render_note,
)
from dateline.text.prose.full import FullReading
from dateline.text.prose.plain import read_plain
from dateline.text.prose.render import clean
from dateline.text.prose.setting import set_nodes
from dateline.text.prose.writer import Writer

LINKS = LinksAsWritten()


def rendered(text: str, title: str = "") -> RenderedFile:
    return render_file(text, "content/articles/a/01-a.md", LINKS, title=title)


def blocks_html(file: RenderedFile) -> list[str]:
    """The HTML of all blocks that begin no section."""
    heads = [head.block for head in file.heads]
    return [html_of(top.pieces, file.text) for index, top in enumerate(file.tops) if index not in heads]


MARKDOWN = [
    ("paragraph", "Two\nlines.", "Two lines.", ["<p>Two lines.</p>"]),
    (
        "marks across emphasis",
        'It\'s "*very* quiet".',
        "It’s “very quiet”.",
        ["<p>It’s “<em>very</em> quiet”.</p>"],
    ),
    ("code keeps its marks", '`x = "1"`', 'x = "1"', ['<p><code>x = "1"</code></p>']),
    ("escaped marks stay", r"6\" and \'", "6\" and '", ["<p>6\" and '</p>"]),
    ("break", "One,  \ntwo", "One,\ntwo", ["<p>One,<br>two</p>"]),
    ("entities", "A&amp;B caf&eacute; &lt;", "A&B café <", ["<p>A&amp;B café &lt;</p>"]),
    ("literal ampersand", "AT&T & co", "AT&T & co", ["<p>AT&amp;T &amp; co</p>"]),
    ("list", "- one\n- *two*", "one\ntwo", ["<ul><li>one</li><li><em>two</em></li></ul>"]),
    ("nested list", "- a\n    - b", "a\nb", ["<ul><li>a<ul><li>b</li></ul></li></ul>"]),
    ("block quote", "> a\n> b\n>\n> c", "a b\nc", ["<blockquote><p>a b</p><p>c</p></blockquote>"]),
    (
        "table",
        "| a | b |\n|---|---|\n| 1 | *2* |",
        "a\nb\n1\n2",
        [
            "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
            "<tbody><tr><td>1</td><td><em>2</em></td></tr></tbody></table>"
        ],
    ),
    (
        "table with aligned cells",
        "a | b\n:-:|--:\n1 | 2{.c}",
        "a\nb\n1\n2{.c}",
        [
            '<table><thead><tr><th class="align-center">a</th><th class="align-right">b</th></tr></thead>'
            '<tbody><tr><td class="align-center">1</td><td class="align-right">2{.c}</td></tr></tbody>'
            "</table>"
        ],
    ),
    ("definitions", "Term\n:   Meaning", "Term\nMeaning", ["<dl><dt>Term</dt><dd>Meaning</dd></dl>"]),
    (
        "abbreviation",
        "The HTML.\n\n*[HTML]: Hyper Text",
        "The HTML.",
        ['<p>The <abbr title="Hyper Text">HTML</abbr>.</p>'],
    ),
    (
        "fenced code",
        '```python\nif a < 1:\n    b = "x"\n```',
        'if a < 1:\n    b = "x"',
        ['<pre><code class="language-python">if a &lt; 1:\n    b = "x"</code></pre>'],
    ),
    ("indented code", "    a  b\n    c", "a  b\nc", ["<pre><code>a  b\nc</code></pre>"]),
    ("picture", '![Alt](a.jpg "T")', "", ['<p><img src="a.jpg" alt="Alt" title="T"></p>']),
    ("picture in text", "x ![A](a.jpg) y", "x y", ['<p>x <img src="a.jpg" alt="A"> y</p>']),
    ("link", "[a *b*](c.md)", "a b", ['<p><a href="c.md">a <em>b</em></a></p>']),
    ("reference", "[a][r]\n\n[r]: c.md", "a", ['<p><a href="c.md">a</a></p>']),
    ("autolink", "<https://x.org/?a=1&b=2>", "https://x.org/?a=1&b=2", None),
    ("attributes", "A *b*{.c}", "A b", ['<p>A <em class="c">b</em></p>']),
    ("rule", "a\n\n---\n\nb", "a\nb", ["<p>a</p>", "<hr>", "<p>b</p>"]),
    ("inline HTML", 'a <b title="t">"b"</b>', "a “b”", ['<p>a <b title="t">“b”</b></p>']),
    (
        "block HTML",
        '<div class="x"><p>a "b"</p></div>\n\nc',
        "a “b”\nc",
        ['<div class="x"><p>a “b”</p></div>', "<p>c</p>"],
    ),
    ("comment", "<!-- a -->\n\nb", "b", ["<!-- a -->", "<p>b</p>"]),
    ("script", "<script>a < b</script>\n\nb", "b", ["<script>a < b</script>", "<p>b</p>"]),
    ("HTML not closed", "<div>a\n\nb", "a b", ["<div>a b</div>"]),
    ("HTML not open", "a </b> c", "a c", ["<p>a  c</p>"]),
    ("link in link", "[a <a href='b'>c</a>](d)", "a c", None),
    ("subheading", "### A b", "A b", ["<h3>A b</h3>"]),
    ("nothing", " \n\n", "", []),
]


@pytest.mark.parametrize(
    ("source", "text", "html"), [row[1:] for row in MARKDOWN], ids=[row[0] for row in MARKDOWN]
)
def test_markdown(source: str, text: str, html: list[str] | None) -> None:
    """Every construct gives its HTML and its visible text."""
    file = rendered(source)
    assert file.text == text
    if html is not None:
        assert [re.sub(r"\s+", " ", h) if "<pre" not in h else h for h in blocks_html(file)] == [
            re.sub(r"\s+", " ", h) if "<pre" not in h else h for h in html
        ]


def read_both_ways(text: str) -> list[tuple[Writer, Writer]] | None:
    """The text and its footnotes as the plain and as the full reader write them; None if not plain."""
    plain, full = Writer(LINKS, "en"), Writer(LINKS, "en")
    footnotes = read_plain(text, plain)
    if footnotes is None:
        return None
    reading = FullReading(text)
    reading.write(full)
    assert {label: body for label, (body, _) in footnotes.items()} == reading.footnotes
    both = [(plain, full)]
    for label, (_, inner) in footnotes.items():
        both.append((inner, Writer(LINKS, "en")))
        reading.write_footnote(label, both[-1][1])
    for one, other in both:
        one.done()
        other.done()
    return both


def pieces_of(block: TopBlock) -> list[Piece]:
    return [piece for piece in block.pieces if piece != ""]


SNIPPETS = [
    "word", "two words", "a", "B", "7", "1990", " ", "  ", "\n", "\n\n", "\n\n\n", ".", ",", '"', "'",
    "-", "--", "*", "**", "_", "__", "`", "``", "[", "]", "(", ")", "](", "[a](b.md)",
    "[a b](https://x.org/?q=1&r=2)", "[*a*](b)", "*[a](b)*", "*em*", "**strong**", "_em_", "`code`", "# ",
    "## ", "### ", "{#id}",
    "{.c}", "> ", ">", "- ", "* ", "+ ", "1. ", "2) ", ":", ": ", "!", "![", "&", "&amp;", "AT&T", "=",
    "===", "---", "***", "~~~", "```", "|", "\\", "\\*", "<", "<b>", "[^1]", "[^1]: ", "[^b]",
    "\n\n[^b]: note ", "\n\n[^1]: ", "*[", "    ", "\t", "é", "\xa0", "“", "”",
]  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(SNIPPETS), max_size=14).map("".join))
@example("## A {#b}\ntext *em* here\n\n> q\n\n- a\n- b\n  c\n\n1. x")
@example("a[^b] c.[^1][^b]\n\n[^b]: Note *em*.\n[^1]: [Two](b.md)\n    lines\n\nMore")
@example("*[a](b) c* **[d](e)** _f [g](h)_ [*i* `j` **k**](l_m)")
@example("*[ab] : c\n\nab *[d](e)*")
@example("&#7. and &#2019, 5 & 6")
@example("In\n2019. Then\n\n- **b** c\n- 2019 d\n  `e`\n\n1. f\n2. _g_")
@example("*a* **b** _c_ `d` [e](f) [g] & h")
def test_plain_reading_equals_full_reading(text: str) -> None:
    """Whatever the plain reader claims, it reads as Python-Markdown does: same pieces, text and links."""
    for plain, full in read_both_ways(clean(text)) or ():
        assert [pieces_of(block) for block in plain.blocks] == [pieces_of(block) for block in full.blocks]
        assert plain.texts == full.texts
        assert [(h.block, h.tag, h.id, h.first) for h in plain.headings] == [
            (h.block, h.tag, h.id, h.first) for h in full.headings
        ]
        assert plain.text() == full.text()
        assert plain.links == full.links
        assert plain.signs == full.signs


NODES = [
    *(
        (text, mode)
        for text in ("", "a", "a b", " ", "a ", " a", "-", ".", '"', "é")
        for mode in ("", "code")
    ),
    *(("", "tag"), ("\n", "break"), ("label", "sign")),
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(NODES), min_size=2, max_size=6), st.sampled_from(["<b>", "<img src=x>"]))
def test_a_block_left_as_it_is_is_what_collapsing_and_setting_give(
    nodes: list[tuple[str, str]], tag: str
) -> None:
    """Where there is nothing to do, doing it step by step changes nothing."""
    pending = [(number, *node) for number, node in enumerate(nodes)]
    quick: list[Piece] = [tag if mode == "tag" else "" for _, mode in nodes]
    slow = list(quick)
    found = set_nodes(pending, quick, "en")
    with patch("dateline.text.prose.setting._unchanged", return_value=None):
        assert (found, quick) == (set_nodes(pending, slow, "en"), slow)


def normal_tree(html: str) -> str:
    """An HTML text as html5lib parses it, white space and marks made equal."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    out: list[str] = []

    def walk(element: Element) -> None:
        heading = element.tag in ("h1", "h2")  # a section's heading has no attributes but its id
        attributes = {k: v for k, v in element.attrib.items() if k != "id" and not heading}
        out.append(f"<{element.tag} {sorted(attributes.items())}>" if isinstance(element.tag, str) else "<!>")
        out.append(element.text or "")
        for child in element:
            walk(child)
            out.append(child.tail or "")
        out.append("</>")

    walk(tree)
    return re.sub(r"\s+", "", fold("".join(out)).text)


WITHOUT_FOOTNOTES = [s for s in SNIPPETS if "[^" not in s] + ["<i>x</i>", "\n\n<div>y</div>\n\n", "<br>"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WITHOUT_FOOTNOTES), max_size=12).map("".join))
@example("| a | b |\n|---|---|\n| 1 | `2` |\n\nT\n: D\n\n- a\n\n    b\n\n1. c\n    - d")
@example("*[HTML]: Hyper\n\nAn HTML `<b>` &copy; <i>x</i> \\* <a@b.org>\n\n    code\n\n    more\n")
def test_full_reading_equals_python_markdown(text: str) -> None:
    """Our HTML is the HTML that Python-Markdown itself gives, but for typography and heading ids."""
    assume(r"\"" not in text and r"\'" not in text)  # these keep a mark straight, with us
    source = re.sub(r"(?m)^#", "##", clean(text))
    file = rendered(source)
    assume(all(problem.code not in ("bad-html", "unclear-emphasis") for problem in file.problems))  # mended
    heads = [head.block for head in file.heads]
    ours = "".join(
        f"<h2>{html_of(top.pieces[1:-1], file.text)}</h2>"
        if index in heads
        else html_of(top.pieces, file.text)
        for index, top in enumerate(file.tops)
    )
    extensions = ["tables", "footnotes", "def_list", "abbr", "attr_list", "fenced_code"]
    theirs = markdown.markdown(source, extensions=extensions, output_format="html")
    assert normal_tree(ours).replace("<h1[", "<h2[") == normal_tree(theirs).replace("<h1[", "<h2[")


def test_sections() -> None:
    """`##` starts a section; its id is the explicit one; what stands before belongs to no section."""
    file = rendered("Lede.\n\n## One *two* {#first}\nText.\n\n### Sub\n\nMore.\n\nThree\n-----\n")
    sections = assemble([file]).sections
    assert [(s.id, s.title, file.text[s.start : s.end]) for s in sections] == [
        ("", "", "Lede."),
        ("first", "One two", "One two\nText.\nSub\nMore."),
        ("", "Three", "Three"),
    ]
    assert html_of(sections[1].heading, file.text) == "One <em>two</em>"
    assert [(b.kind, b.section, b.top) for b in file.blocks] == [
        ("p", 0, 0),
        ("heading", 1, -1),
        ("p", 1, 0),
        ("heading", 1, 1),
        ("p", 1, 2),
        ("heading", 2, -1),
    ]


def test_text_blocks_tell_quotes_and_code_apart() -> None:
    """A text block knows its kind, the block quote it stands in and where its inline code is."""
    file = rendered("a `b` c\n\n> q\n>\n> r\n\nd\n\n> s\n\n- e\n\n```\nf\n```\n")
    assert [(file.text[b.start : b.end], b.kind, b.quote) for b in file.blocks] == [
        ("a b c", "p", -1),
        ("q", "p", 0),
        ("r", "p", 0),
        ("d", "p", -1),
        ("s", "p", 1),
        ("e", "li", -1),
        ("f", "code", -1),
    ]
    assert [file.text[start:end] for start, end in file.blocks[0].code] == ["b"]


def test_assembled_files_are_one_text() -> None:
    """A file's beginning goes on with the section before it; all offsets count in the one text."""
    first = rendered("Lede.\n\n## One\n\nText.")
    empty = render_file(" ", "a.md", LINKS, after=first)
    source = "Goes on.\n\n> q\n\n### Sub\n\n## Two\n\n> r\n\n### Sub"
    second = render_file(source, "b.md", LINKS, after=empty)
    prose = assemble([first, empty, second], {"sub"})
    assert prose.text == "Lede.\nOne\nText.\nGoes on.\nq\nSub\nTwo\nr\nSub"
    assert [(s.title, prose.text[s.start : s.end], s.file, s.alone) for s in prose.sections] == [
        ("", "Lede.", 0, False),
        ("One", "One\nText.\nGoes on.\nq\nSub", 0, True),
        ("Two", "Two\nr\nSub", 2, True),
    ]
    assert [[html_of(b, prose.text) for b in s.blocks] for s in prose.sections] == [
        ["<p>Lede.</p>"],
        [
            "<p>Text.</p>",
            "<p>Goes on.</p>",
            "<blockquote><p>q</p></blockquote>",
            '<h3 id="sub-2">Sub</h3>',
        ],
        ["<blockquote><p>r</p></blockquote>", '<h3 id="sub-3">Sub</h3>'],
    ]
    assert [(prose.text[b.start : b.end], b.section, b.top, b.quote) for b in prose.blocks] == [
        ("Lede.", 0, 0, -1),
        ("One", 1, -1, -1),
        ("Text.", 1, 0, -1),
        ("Goes on.", 1, 1, -1),
        ("q", 1, 2, 0),
        ("Sub", 1, 3, -1),
        ("Two", 2, -1, -1),
        ("r", 2, 0, 1),
        ("Sub", 2, 1, -1),
    ]
    at = prose.locate(prose.text.index("r\nSub"))
    assert (at.file, at.line, at.column) == ("b.md", 9, 3)


def test_footnotes_are_taken_out_of_the_text() -> None:
    """A footnote's signs are places in the text; its body is HTML of its own, its links are the file's."""
    file = rendered("One[^a] two[^b].\n\nThree.[^a]\n\n[^a]: See [it](x.md).\n[^b]: *B*\n\n    more\n")
    assert file.text == "One two.\nThree."
    assert [(note.label, note.offsets, note.html) for note in file.footnotes] == [
        ("a", (3, 15), '<p>See <a href="x.md">it</a>.</p>'),
        ("b", (7,), "<p><em>B</em></p>\n<p>more</p>"),
    ]
    assert [link.target for link in file.links] == ["x.md"]


class Rules:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def resolve(self, target: str, /) -> str:
        self.asked.append(target)
        return f"/{target}?a&b"


def test_the_rules_are_asked_once_about_a_target() -> None:
    """Also where a file turns out not to be plain half-way, and for footnotes: rules may keep a record."""
    rules = Rules()
    file = render_file("[a](b.md)\n\n[c](b.md)[^1]\n\n*d_*\n\n[^1]: [e](b.md) [f](g.md)", "a.md", rules)
    assert rules.asked == ["b.md", "g.md"]
    assert [link.target for link in file.links] == ["b.md", "b.md", "b.md", "g.md"]


def test_links_are_resolved_and_recorded() -> None:
    """Every link and picture goes through the rules, raw HTML's too, and is on record as written."""
    source = "[a](b.md) ![c](d.jpg) <img src='e.png'>\n\n<a href=\"article:f\">g</a>"
    file = render_file(source, "a.md", Rules())
    assert blocks_html(file) == [
        '<p><a href="/b.md?a&amp;b">a</a> <img alt="c" src="/d.jpg?a&amp;b"> <img src="/e.png?a&amp;b"></p>',
        '<p><a href="/article:f?a&amp;b">g</a></p>',
    ]
    assert [(k.target, k.image, k.alt) for k in file.links] == [
        ("b.md", False, None),
        ("d.jpg", True, "c"),
        ("e.png", True, None),
        ("article:f", False, None),
    ]


def write_or_fail(
    self: FullReading, writer: Writer, write: Callable[[FullReading, Writer], None] = FullReading.write
) -> None:
    """As a defect in the library would: fails on one text only."""
    write(self, writer)
    if "<broken" in writer.text():
        raise AssertionError("broken")


@pytest.mark.skipif(
    "klzzwxh" not in markdown.markdown("open*very**very*`a`"), reason="this Python-Markdown does not do that"
)
def test_words_that_python_markdown_loses_are_an_error() -> None:
    """Some releases leave a placeholder where words were, and that is not published."""
    file = rendered("a\n\nopen*very**very*`a`")
    assert [(problem.code, problem.at.line) for problem in file.problems] == [("unclear-emphasis", 3)]
    assert "klzzwxh" not in "".join(blocks_html(file))


PROBLEMS = [
    ("top-heading", "Text.\n\n# Top\n", 3, 1),
    ("unsafe-link", "Text.\n\nA [b](javascript:alert) c", 3, 7),
    ("unsafe-link", "A <a href=' jAvascript:x()'>b</a>", 1, 1),
    ("bad-html", "Text.\n\n<div>a", 3, 1),
    ("bad-html", "a\n\nb </b> c", 3, 3),
    ("unused-footnote", "a\n\n[^x]: b", 3, 1),
    ("unknown-footnote", "a\n\nb[^x]", 3, 2),
    ("duplicate-footnote", "a[^x]\n\n[^x]: b\n\n[^x]: c", 5, 1),
    ("duplicate-footnote", "a[^x] <b>b</b>\n\n[^x]: b\n  [^x]: c", 4, 3),
    ("duplicate-id", "## a {#x}\n\n### b {#x}", 3, 9),
    ("unreadable-markdown", "a\n\n<broken", 1, 1),
]


@pytest.mark.parametrize(("code", "source", "line", "column"), PROBLEMS)
def test_problems_have_a_place(
    code: str, source: str, line: int, column: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wrong with a file is said with its line and column."""
    monkeypatch.setattr(FullReading, "write", write_or_fail)
    [problem] = rendered(source).problems
    assert (problem.code, problem.at.line, problem.hint != "") == (code, line, True)
    assert code == "unsafe-link" or problem.at.column == column
    assert "javascript" not in "".join(blocks_html(rendered(source))).lower()


@pytest.mark.parametrize("heading", ["# The day", "#  The  day #", "\n# The day\n"])
def test_a_heading_that_repeats_the_title_is_left_out(heading: str) -> None:
    """A file may start with the article's title, for those who read it as a file."""
    file = rendered(f"{heading}\n\nText.", title="The day")
    assert (file.text, file.problems) == ("Text.", ())
    assert rendered(f"{heading}\n\nText.", title="Another").problems


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One.", "<p>One.</p>"),
        ('It\'s "so".\n', "<p>It’s “so”.</p>"),
        ("a & b > c", "<p>a &amp; b &gt; c</p>"),
        ("A *b*\n\nc", "<p>A <em>b</em></p>\n<p>c</p>"),
        ("## A\n\nb", "<p><strong>A</strong></p>\n<p>b</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("a[^1]\n\n[^1]: b", "<p>a</p>\n<p>b</p>"),
        ("", ""),
    ],
)
def test_notes(source: str, html: str) -> None:
    """A short body is HTML of its own: a heading is a bold paragraph, a footnote one at the end."""
    assert render_note(source, LINKS) == html


def test_what_others_wrote_is_sanitised() -> None:
    """An untrusted body keeps its markup and loses what could run, load or look like the page."""
    source = "A **b** <script>x()</script> <img src=x onerror=y()> [c](https://x.org) <p style='a'>d"
    html = render_note(source, LINKS, trusted=False)
    assert "<strong>b</strong>" in html
    assert 'href="https://x.org"' in html
    assert not re.search(r"script|onerror|style|x\(\)", html)


def test_sanitising_keeps_the_addresses_that_the_rules_give() -> None:
    """Rules may use a scheme of their own, which nobody else may."""

    class Own:
        def resolve(self, target: str, /) -> str:
            return "site:/b/" if target == "b.md" else target

    html = render_note("[a](b.md) [c](other:x)", Own(), trusted=False)
    assert 'href="site:/b/"' in html
    assert "other:" not in html


@settings(max_examples=100, deadline=None)
@given(documents)
def test_visible_text(source: str) -> None:
    """Text blocks tile the visible text; it is NFC; white space is collapsed but in code."""
    file = rendered(source)
    assert "\n".join(file.text[b.start : b.end] for b in file.blocks) == file.text
    assert unicodedata.is_normalized("NFC", file.text)
    for block in file.blocks:
        if block.kind != "code":
            words = file.text[block.start : block.end]
            assert not re.search(r"[ \t]{2}|[ \t]\n|\n[ \t]|^[ \t\n]|[ \t]$", words)


@settings(max_examples=60, deadline=None)
@given(documents)
def test_rendering_twice_gives_the_same(source: str) -> None:
    """No state is left over between files: a file renders the same after any other."""
    first = rendered(source)
    rendered("[r]: x.md\n\n*[fab]: f\n\n[^1]: z\n\n| a |\n|---|\n")
    assert rendered(source) == first


def test_line_ends_and_odd_characters() -> None:
    """CRLF, a byte order mark, controls and decomposed letters make no difference."""
    file = rendered("\ufeffcafe\u0301\r\nau\x00 lait\r\n\r\n## Two\r\n")
    assert file.text == "café au lait\nTwo"


LOCATED = [
    ("One two.\n\nThree *four* five.", "five", 3, 14),
    ("One [two three](https://two.org/three) three four.", "four", 1, 46),
    ("a\n\n[r]: two.md\n\n- one\n- two [x][r] y", "y", 6, 14),
    ('It\'s "so"\nand on.', "on", 2, 5),
    ("Foot[^1] note\n\n[^1]: note\n\nlast note", "last", 5, 1),
    ("a <b title='word'>word</b> word", "word", 1, 19),
    ("| a | b |\n|---|---|\n| c | d |", "d", 3, 7),
    ("```\nx = 1\n```\n\nx", "1", 2, 5),
    # Words that stand further on in the same way once more.
    ("See <https://a.org/>.\n\nIs this so?\n\nLater, https://a.org/ again.", "this", 3, 4),
    ("See <https://a.org/>.\n\nIs this so?\n\nLater, https://a.org/ again.", "a.org", 1, 14),
    ("Ask <ana@a.org>.\n\nIs this so?\n\nOr ask ana@a.org again.", "this", 3, 4),
    ("A caf&eacute; here.\n\nIs this so?\n\nThe café here.", "this", 3, 4),
    ("A caf&eacute; here.\n\nIs this so?\n\nThe café here.", "so", 3, 9),
]


@pytest.mark.parametrize(("source", "words", "line", "column"), LOCATED)
def test_places_in_the_source(source: str, words: str, line: int, column: int) -> None:
    """A place in the visible text leads back to its line and column in the file."""
    prose = assemble([rendered(source)])
    at = prose.locate(prose.text.index(words))
    assert (at.line, at.column) == (line, column)


@settings(max_examples=60, deadline=None)
@given(documents, st.floats(0, 1))
def test_every_place_leads_into_the_file(source: str, part: float) -> None:
    """Any offset of any text has a line and column that the file has."""
    prose = assemble([rendered(source)])
    at = prose.locate(round(part * len(prose.text)))
    lines = source.split("\n")
    assert 1 <= at.line <= len(lines)
    assert 1 <= at.column <= len(lines[at.line - 1]) + 1
