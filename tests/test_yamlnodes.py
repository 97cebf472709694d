"""YAML to nodes with places, and what an editor is told about text that is not YAML."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.diagnostics import Location
from dateline.reading import yamlnodes
from dateline.reading.yamlnodes import Items, Mapping, Node, Scalar, read_yaml


def plain(node: Node | None) -> object:
    """The node as simple data, with None for YAML's nothing."""
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key: plain(pair.value) for key, pair in node.pairs.items()}
    return node


@pytest.mark.parametrize(
    "written",
    ["2030", "12:30", "no", "Yes", "on", "1e3", "0x10", "0o17", "1_000", ".5", "2024-04-03", "=", "<<"],
)
def test_scalars_are_text(written: str) -> None:
    """What YAML 1.1 made numbers, dates and truth values of stays as it is written."""
    node, problems = read_yaml(f"a: {written}\n", "f")
    assert plain(node) == {"a": written}
    assert problems == []


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "# a comment"])
def test_nothing_is_no_value(written: str) -> None:
    assert plain(read_yaml(f"a: {written}\n", "f")[0]) == {"a": None}


@pytest.mark.parametrize("written", ['""', "''", '"~"', "'null'", "|\n  ~"])
def test_quoted_nothing_is_text(written: str) -> None:
    node, _ = read_yaml(f"a: {written}\n", "f")
    assert isinstance(node, Mapping)
    value = node.pairs["a"].value
    assert isinstance(value, Scalar)
    assert not value.empty


def test_places_count_code_points_from_one() -> None:
    """Line and column are what an editor shows, also after letters outside ASCII and the first plane."""
    node, problems = read_yaml("# ä\nkéy𝕏: {b: [x, 'y']}\n", "content/site.yaml")
    assert problems == []
    assert isinstance(node, Mapping)
    pair = node.pairs["kéy𝕏"]
    assert pair.key_at == Location("content/site.yaml", 2, 1)
    assert isinstance(pair.value, Mapping)
    items = pair.value.pairs["b"].value
    assert isinstance(items, Items)
    assert [item.at.column for item in items.items] == [12, 15]


def test_windows_line_ends_and_odd_separators_do_not_shift_lines() -> None:
    """Only CR and LF end a line: the separators that YAML 1.1 knew stand in pasted prose."""
    node, problems = read_yaml("a: x\u2028y\u0085z\r\nb: c: d\r\n", "f")
    assert node is None
    assert (problems[0].at.line, problems[0].at.column) == (2, 5)


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n"])
def test_a_file_without_content_is_none(text: str) -> None:
    assert read_yaml(text, "f") == (None, [])


SYNTAX = [
    # text, code, line, column, words of the message, words of the hint
    ("title: a: b\n", "yaml-syntax", 1, 9, "a colon and a space", '"a: b"'),
    ('title: "a \\ud83d\\ude00"\n', "yaml-syntax", 1, 13, "starts an escape", "write the character itself"),
    (
        "title: A day: the “sequel”: x\n",
        "yaml-syntax",
        1,
        13,
        "a colon and a space",
        '"A day: the “sequel”: x"',
    ),
    ('title: He said "no": twice\n', "yaml-syntax", 1, 20, "a colon and a space", "'He said \"no\": twice'"),
    ("title:foo\nx: 1\n", "yaml-syntax", 1, 6, "no space after the colon", "`title: foo`"),
    ("x: 1\ntitle:foo\n", "yaml-syntax", 2, 6, "no space after the colon", "`title: foo`"),
    ("a:\u00a0b\nc: d\n", "yaml-syntax", 1, 3, "no-break space", "plain space"),
    ('title: "abc\nx: 1\n', "yaml-syntax", 1, 8, "never closed", 'add a "'),
    ('title: "abc\nx: "d"\n', "yaml-syntax", 1, 8, "never closed", 'add a "'),
    ("a: 'x\nb: 'y'\n", "yaml-syntax", 1, 4, "never closed", "add a '"),
    ("title: 'it's'\n", "yaml-syntax", 1, 12, "after the closing quotation mark '", "written twice"),
    ('- exact: "We have" drilled\n', "yaml-syntax", 1, 20, "goes on after the closing", "other kind"),
    ('a: "x": y\n', "yaml-syntax", 1, 7, "goes on after the closing", "other kind"),
    ("\ttitle: a\n", "yaml-syntax", 1, 1, "a tab", "spaces"),
    ("a:\n\tb: c\n", "yaml-syntax", 2, 1, "a tab", "spaces"),
    ("a: b\n\tc: d\n", "yaml-syntax", 2, 1, "a tab", "spaces"),
    ("a: |\n\tb\n", "yaml-syntax", 2, 1, "a tab", "spaces"),
    ("- a\n-\tb\n", "yaml-syntax", 2, 2, "a tab", "spaces"),
    ("a:\n  - b\n c: d\n", "yaml-syntax", 3, 2, "indented unlike", "same column"),
    ("a:\n   b: 1\n  c: 2\n", "yaml-syntax", 3, 3, "indented unlike", "same column"),
    ("a: |\n    x\n  y\n", "yaml-syntax", 3, 3, "indented unlike", "same column"),
    ("a: b\n  c: d\n", "yaml-syntax", 2, 3, "indented more", "same column"),
    ("- exact: x\n   speaker: y\n", "yaml-syntax", 2, 4, "indented more", "same column"),
    ("a:\n  - b: 1\n  c: 2\n", "yaml-syntax", 3, 3, "broken off", "column 5"),
    ("- exact: x\n  speaker y\n  id: z\n", "yaml-syntax", 2, 3, "no `key: value`", "colon is missing"),
    ("a: [b, c\nd: e\n", "yaml-syntax", 1, 4, "never closed", "]"),
    ("a: {b: c\nd: e\n", "yaml-syntax", 1, 4, "never closed", "}"),
    ("é: [\n", "yaml-syntax", 1, 4, "never closed", "]"),
    ('a: ["b" c]\n', "yaml-syntax", 1, 9, "not told apart by commas", "comma"),
    ("a: ]\n", "yaml-syntax", 1, 4, "nothing before it calls for", "delete"),
    ("a: [,b]\n", "yaml-syntax", 1, 5, "nothing before it calls for", "delete"),
    ("{a: b}}\n", "yaml-syntax", 1, 7, "nothing may follow", "bracket"),
    ("a: @foo\n", "yaml-syntax", 1, 4, "cannot start with @", '"@foo"'),
    ("a: `x`\n", "yaml-syntax", 1, 4, "cannot start with `", '"`x`"'),
    ("a: %x\n", "yaml-syntax", 1, 4, "cannot start with %", '"%x"'),
    ("a: *this* is\n", "yaml-syntax", 1, 4, "cannot start with *", '"*this* is"'),
    ("a: *foo bar\n", "yaml-syntax", 1, 4, "cannot start with *", '"*foo bar"'),
    ("a: & b\n", "yaml-syntax", 1, 4, "cannot start with &", '"& b"'),
    ("a: ? y\n", "yaml-syntax", 1, 4, "question mark", '"? y"'),
    ("a: !h!b c\n", "yaml-syntax", 1, 4, "exclamation mark", '"!h!b c"'),
    ("%x\n", "yaml-syntax", 1, 1, "cannot start with %", "quotation marks"),
    ('a: "\\p"\n', "yaml-syntax", 1, 5, "backslash", "\\\\"),
    ("a: - b\n", "yaml-syntax", 1, 4, "a list cannot start", "line of its own"),
    ("a: > 50%\n", "yaml-syntax", 1, 6, "must start on the next line", "quotation marks"),
    ("a: *foo\n", "yaml-alias", 1, 4, "*foo names an anchor", '"*foo"'),
    ("a: &x 1\nb: &x 2\n", "yaml-alias", 2, 4, "anchor", "another name"),
    ("a: &x [*x]\n", "yaml-alias", 1, 4, "stands in what it names", "write the values out"),
    ("a: !!python/object:x b\n", "yaml-tag", 1, 4, "!!python/object:x", "delete"),
    ("a: !foo b\n", "yaml-tag", 1, 4, "!foo", "delete"),
    ("? [a]\n: b\n", "yaml-key", 1, 3, "a key must be a word", ""),
    ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1, "`a` stands here a second time", "line 1"),
    ("a: 1\n---\nb: 2\n", "yaml-documents", 2, 1, "second document", "---"),
    ("a: x\x01\n", "bad-character", 1, 5, "U+0001", "invisible"),
    ("[" * 150, "yaml-depth", 1, 101, "nested over 100 deep", ""),
    ("a: " + "- " * 150, "yaml-syntax", 1, 4, "a list cannot start", ""),
    ("- " * 150 + "a", "yaml-depth", 1, 201, "nested over 100 deep", ""),
]


@pytest.mark.parametrize(("text", "code", "line", "column", "message", "hint"), SYNTAX)
def test_what_is_not_yaml(text: str, code: str, line: int, column: int, message: str, hint: str) -> None:
    """Each mistake has its place, plain words for it and a way to mend it."""
    _, problems = read_yaml(text, "content/x.yaml")
    (problem,) = problems
    assert (problem.code, problem.at) == (code, Location("content/x.yaml", line, column))
    assert problem.level == "error"
    assert message in problem.message
    assert hint in problem.hint


def test_repeated_keys_keep_the_first_value_and_hide_nothing() -> None:
    node, problems = read_yaml("a: 1\na: 2\nb: !x 3\na: 4\n", "f")
    assert plain(node) == {"a": "1", "b": "3"}
    assert [(p.code, p.at.line) for p in problems] == [
        ("duplicate-key", 2),
        ("yaml-tag", 3),
        ("duplicate-key", 4),
    ]


def test_aliases_are_read_and_bombs_are_not() -> None:
    """A plain alias is the value again; lists of lists of aliases are refused before they are walked."""
    node, problems = read_yaml("a: &x [1, 2]\nb: *x\n", "f")
    assert plain(node) == {"a": ["1", "2"], "b": ["1", "2"]}
    assert problems == []
    node, problems = read_yaml("a: &x [1, {b: *x}]\n", "f")
    assert [p.code for p in problems] == ["yaml-alias"]
    chain = ["l0: &l0 [x]", *(f"l{n}: &l{n} [*l{n - 1}]" for n in range(1, 5000))]
    assert [p.code for p in read_yaml("\n".join(chain), "f")[1]] == ["yaml-alias"]
    levels = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10)]
    started = time.perf_counter()
    node, problems = read_yaml("\n".join(levels), "f")
    assert time.perf_counter() - started < 1
    assert node is None
    assert [p.code for p in problems] == ["yaml-alias"]


def test_nesting_cannot_crash_the_parser() -> None:
    """The C parser recurses: 50,000 brackets would end the process."""
    for text in ("[" * 50_000, "{a: " * 50_000, "- " * 50_000 + "a", "? " * 50_000 + "a"):
        node, problems = read_yaml(text, "f")
        assert node is None
        assert [p.code for p in problems] == ["yaml-depth"]


def test_many_brackets_in_prose_are_no_nesting() -> None:
    text = "body: |\n" + "  [a link](x) {b}\n" * 300
    assert read_yaml(text, "f")[1] == []


def test_reads_the_same_without_the_c_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where libyaml is missing, PyYAML's own parser gives the same nodes and places."""
    text = "a: {b: no, c: [x, 'y']}\nq:\n  - exact: |\n      foo\n    said: 2024-04-03\n"
    expected = read_yaml(text, "f")

    class Slow(yaml.SafeLoader):
        yaml_implicit_resolvers = {}  # noqa: RUF012

    monkeypatch.setattr(yamlnodes, "_TextLoader", Slow)
    assert read_yaml(text, "f") == expected


@given(st.text(alphabet="ab:-?[]{}&*!|>'\"%@`#,~ \t\n\r\\é\u00a0\u2028", max_size=60))
def test_any_text_gives_nodes_or_a_problem(text: str) -> None:
    """Nothing that stands in a file can raise, and every problem has a place in it."""
    _, problems = read_yaml(text, "f")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        assert 1 <= problem.at.line <= len(lines) + 1
        assert problem.at.column >= 1
        assert problem.message
