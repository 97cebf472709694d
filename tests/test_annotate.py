"""Marks: any ranges on any document give valid HTML, unchanged words, and marks on exactly their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdownish import documents

from dateline.text.annotate import Mark, annotate
from dateline.text.prose import Assembled, LinksAsWritten, Piece, Run, assemble, render_file


def article(source: str) -> Assembled:
    return assemble([render_file(source, "a.md", LinksAsWritten())])


def pieces_of(prose: Assembled) -> list[tuple[Piece, ...]]:
    """Every heading and block, headings in an element of their own."""
    blocks: list[tuple[Piece, ...]] = []
    for section in prose.sections:
        if section.heading:
            blocks.append(("<h2>", *section.heading, "</h2>"))
        blocks += section.blocks
    return blocks


def mark(text: str, words: str, mark_id: str, **more: str) -> Mark:
    start = text.index(words)
    return Mark(start=start, end=start + len(words), id=mark_id, classes=(mark_id[0],), **more)  # type: ignore[arg-type]


def marked(source: str, *marks: tuple[str, str]) -> str:
    prose = article(source)
    found = [
        mark(prose.text, words, mark_id, sign=f'<a class="sign" href="#n-{mark_id}">{mark_id}</a>')
        for words, mark_id in marks
    ]
    return "\n".join(annotate(prose.text, pieces_of(prose), found))


SIGN = '<a class="sign" href="#n-{0}">{0}</a>'
SHAPES = [
    (
        "a word",
        "It went quiet.",
        [("went quiet", "n")],
        '<p>It <span id="n" class="n" data-marks="n">went quiet</span>' + SIGN.format("n") + ".</p>",
    ),
    (
        "out of emphasis",
        "It *went* quiet.",
        [("went qu", "n")],
        '<p>It <em><span id="n" class="n" data-marks="n">went</span></em>'
        '<span class="n" data-marks="n"> qu</span>' + SIGN.format("n") + "iet.</p>",
    ),
    (
        "a sign leaves the emphasis that its words end",
        "It *went* quiet.",
        [("went", "n")],
        '<p>It <em><span id="n" class="n" data-marks="n">went</span></em>' + SIGN.format("n") + " quiet.</p>",
    ),
    (
        "a sign waits for the end of a link",
        "It [went quiet](a.md).",
        [("went", "n")],
        '<p>It <a href="a.md"><span id="n" class="n" data-marks="n">went</span> quiet</a>'
        + SIGN.format("n")
        + ".</p>",
    ),
    (
        "crossing marks",
        "one two three",
        [("one two", "a"), ("two three", "b")],
        '<p><span id="a" class="a" data-marks="a">one </span>'
        '<span id="b" class="a b" data-marks="a b">two</span>'
        + SIGN.format("a")
        + '<span class="b" data-marks="b"> three</span>'
        + SIGN.format("b")
        + "</p>",
    ),
    (
        "marks on the same words",
        "one two",
        [("one", "a"), ("one", "b"), ("one", "c")],
        '<p><span id="a" class="a b c" data-marks="a b c"><span id="b"><span id="c">one</span></span></span>'
        + SIGN.format("a")
        + SIGN.format("b")
        + SIGN.format("c")
        + " two</p>",
    ),
    (
        "over two blocks",
        "one two\n\n- three",
        [("two\nthree", "n")],
        '<p>one <span id="n" class="n" data-marks="n">two</span></p>\n'
        '<ul><li><span class="n" data-marks="n">three</span>' + SIGN.format("n") + "</li></ul>",
    ),
]


@pytest.mark.parametrize(("source", "marks", "html"), [s[1:] for s in SHAPES], ids=[s[0] for s in SHAPES])
def test_shape(source: str, marks: list[tuple[str, str]], html: str) -> None:
    """The HTML of marks in each situation."""
    assert marked(source, *marks) == html


def test_the_first_mark_gives_an_attribute_and_time_is_an_element() -> None:
    """Overlapping marks share one element; a date's is `time`."""
    prose = article("since 2024, they say")
    marks = [
        mark(prose.text, "since 2024", "n", name="both"),
        Mark(
            start=6,
            end=10,
            id="e",
            element="time",
            attributes=(("datetime", "2024"), ("data-edtf", "2024~")),
        ),
    ]
    assert annotate(prose.text, pieces_of(prose), marks) == [
        '<p><span id="n" class="n" data-marks="both">since </span>'
        '<time id="e" class="n" data-marks="both e" datetime="2024" data-edtf="2024~">2024</time>'
        ", they say</p>"
    ]


def test_an_empty_range_places_a_sign() -> None:
    """A footnote's sign stands after the words before it; at the start of a block, before its words."""
    prose = article("One[^1] two.\n\n[^1]three\n\n[^1]: Note")
    signs = [Mark(start=at, end=at, sign="<sup>1</sup>") for at in prose.footnotes[0].offsets]
    assert annotate(prose.text, pieces_of(prose), signs) == [
        "<p>One<sup>1</sup> two.</p>",
        "<p><sup>1</sup>three</p>",
    ]


def test_marks_are_escaped() -> None:
    """Words and attributes cannot break out of the HTML."""
    prose = article("1 < 2 & 3 \\> 2")
    marks = [Mark(start=0, end=5, id='"><b>', attributes=(("title", '"'),))]
    assert annotate(prose.text, pieces_of(prose), marks) == [
        '<p><span id="&quot;&gt;&lt;b&gt;" data-marks="&quot;&gt;&lt;b&gt;" title="&quot;">1 &lt; 2</span>'
        " &amp; 3 &gt; 2</p>"
    ]


ranges = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=6)
"""Ranges as parts of a whole, for a text whose length is not known yet."""


def marks_on(text: str, parts: list[tuple[float, float]]) -> list[Mark]:
    marks = []
    for number, pair in enumerate(parts):
        start, end = sorted(round(part * len(text)) for part in pair)
        name = f"m{number}"
        sign = f'<sup class="sign"><a href="#{name}">{name}</a></sup>'
        marks.append(Mark(start=start, end=end, id=name, classes=("m",), sign=sign))
    return marks


Path = tuple[Element, ...]


def walk(element: Element, within: Path = ()) -> Iterator[tuple[str, Path]]:
    """Every text of a tree with the elements it stands in."""
    path = (*within, element)
    yield element.text or "", path
    for child in element:
        if isinstance(child.tag, str):
            yield from walk(child, path)
        yield child.tail or "", path


def is_sign(path: Path) -> bool:
    return any(element.get("class") == "sign" for element in path)


def is_marked(path: Path, mark_id: str) -> bool:
    return any(mark_id in (element.get("data-marks") or "").split() for element in path)


def is_visible(path: Path) -> bool:
    hidden = ("select", "svg", "script", "style")
    return not is_sign(path) and not any(element.tag.rpartition("}")[2] in hidden for element in path)


@settings(max_examples=150, deadline=None)
@given(documents, ranges)
def test_any_marks_on_any_document(source: str, parts: list[tuple[float, float]]) -> None:
    """Strict HTML; the visible text without signs is unchanged; every mark covers exactly its words and has
    its id once; its sign stands once, outside of links, after its words (or the link that they end in)."""
    prose = article(source)
    text = prose.text
    blocks = pieces_of(prose)
    runs = [piece for block in blocks for piece in block if isinstance(piece, Run)]
    marks = marks_on(text, parts)
    html = "\n".join(annotate(text, blocks, marks))
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = list(walk(parser.parseFragment(html)))

    def covered(start: int, end: int) -> str:
        both = [(max(run.start, start), min(run.end, end)) for run in runs]
        return "".join(text[a:b] for a, b in both if a < b)

    def shown(texts: list[tuple[str, Path]]) -> str:
        return "".join(t for t, path in texts if is_visible(path))

    assert letters(shown(tree)) == letters(covered(0, len(text)))
    for one in marks:
        words = covered(one.start, one.end)
        assert shown([(t, path) for t, path in tree if is_marked(path, one.id)]) == words
        touched = any(run.start < one.end and run.end > one.start for run in runs) and one.start < one.end
        assert html.count(f'id="{one.id}"') == touched
        if not runs:
            continue
        [place] = [i for i, (t, path) in enumerate(tree) if t == one.id and is_sign(path)]
        assert sum(element.tag in ("a", "button") for element in tree[place][1]) == 1
        if words:
            before = len(letters(shown(tree[:place])))
            last = len(letters(covered(0, one.end)))
            assert before >= last
            assert before == last or in_link(tree, last, shown)


def letters(text: str) -> str:
    """The text without white space: between blocks, and beside pictures, the HTML has some of its own."""
    return re.sub(r"[ \n]", "", text)


def in_link(
    tree: list[tuple[str, Path]], offset: int, shown: Callable[[list[tuple[str, Path]]], str]
) -> bool:
    """Whether the character at an offset of the shown text stands in a link."""
    end = 0
    for text, path in tree:
        end += len(letters(shown([(text, path)])))
        if end > offset:
            return any(element.tag in ("a", "button") for element in path)
    return False
