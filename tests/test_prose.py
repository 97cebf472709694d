"""Prose: Markdown into pieces, visible text, footnotes, links; plain and full reading agree."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import html5lib
import markdown
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dateline.anchoring import fold
from dateline.prose import (
    LinksAsWritten,
    Piece,
    RenderedFile,
    RenderedSection,
    html_of,
    render_file,
)
from dateline.prose.full import FullReading
from dateline.prose.plain import read_plain
from dateline.prose.render import clean
from dateline.prose.writer import TopBlock, Writer

LINKS = LinksAsWritten()


def rendered(text: str, **options: str) -> RenderedFile:
    return render_file(text, "content/articles/a/01-a.md", LINKS, **options)


def sections_of(file: RenderedFile) -> list[RenderedSection]:
    return [file.lede, *file.sections]


def blocks_html(file: RenderedFile) -> list[str]:
    return [html_of(block, file.text) for section in sections_of(file) for block in section.blocks]


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
    ("picture in text", "x ![A](a.jpg) y", "x y", ['<p>x <img src="a.jpg" alt="A">y</p>']),
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
    "[a b](https://x.org/?q=1&r=2)", "*em*", "**strong**", "_em_", "`code`", "# ", "## ", "### ", "{#id}",
    "{.c}", "> ", ">", "- ", "* ", "+ ", "1. ", "2) ", ":", ": ", "!", "![", "&", "&amp;", "AT&T", "=",
    "===", "---", "***", "~~~", "```", "|", "\\", "\\*", "<", "<b>", "[^1]", "[^1]: ", "[^b]",
    "\n\n[^b]: note ", "\n\n[^1]: ", "*[", "    ", "\t", "é", "\xa0", "“", "”",
]  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(SNIPPETS), max_size=14).map("".join))
@example("## A {#b}\ntext *em* here\n\n> q\n\n- a\n- b\n  c\n\n1. x")
@example("a[^b] c.[^1][^b]\n\n[^b]: Note *em*.\n[^1]: [Two](b.md)\n    lines\n\nMore")
@example("*a* **b** _c_ `d` [e](f) [g] & h")
def test_plain_reading_equals_full_reading(text: str) -> None:
    """Whatever the plain reader claims, it reads as Python-Markdown does: same pieces, text and links."""
    for plain, full in read_both_ways(clean(text)) or ():
        assert [pieces_of(block) for block in plain.blocks] == [pieces_of(block) for block in full.blocks]
        assert [block.texts for block in plain.blocks] == [block.texts for block in full.blocks]
        assert plain.text() == full.text()
        assert plain.links == full.links
        assert plain.signs == full.signs


def normal_tree(html: str) -> str:
    """An HTML text as html5lib parses it, white space and marks made equal."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    out: list[str] = []

    def walk(element: Element) -> None:
        attributes = {k: v for k, v in element.attrib.items() if k != "id"}
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
    ours = "".join(
        (f"<h2>{html_of(section.heading, file.text)}</h2>" if number else "")
        + "".join(html_of(block, file.text) for block in section.blocks)
        for number, section in enumerate(sections_of(file))
    )
    extensions = ["tables", "footnotes", "def_list", "abbr", "attr_list", "fenced_code"]
    theirs = markdown.markdown(source, extensions=extensions, output_format="html")
    assert normal_tree(ours).replace("<h1[", "<h2[") == normal_tree(theirs).replace("<h1[", "<h2[")
