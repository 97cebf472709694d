"""Plain YAML, read without PyYAML: always the same nodes, and the files that editors write are plain."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.reading.yamlnodes import parsed
from dateline.reading.yamlplain import read_plain

ROOT = Path(__file__).parent.parent
WRITTEN = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("content", "dateline/starter/content")
    for path in (ROOT / folder).rglob("*.yaml")
)
VALUES = [
    *("words", "two words", "a: b", "a:b", "10:30", "a #b", "a#b", "a # b", "2024-04-03", "null", "~"),
    *("true", "“so”", "it’s", "- a", "-a", "*a", "&a b", "!a", "%a", "@a", "`a`", "? a", "?a", ": a"),
    *(".", "...", "---", '"so"', '"a: b"', '"a \\" b"', '"a" b', "'so'", "'it''s'", "'a", '""', "''"),
    *("# a", '"so" # a', "so  ", "[a, b]", "[a,b ]", "[]", "[a b, 'c']", "[a: b]", "[a, [b]]"),
    *("[https://a.org/b, c]", "[a,, b]", "[a:]", "[null, a]", "[a] # b", "[-a]", "[a #b]", "{a: b}"),
    *("{a: b, c: d e}", "{a: b, a: c}", "{a}", "{a: }", "{a: 10:30}", "{a: b} c", "|", "|-", "|+"),
    *("|2", ">", ">-", "| # a", "", "é", "𝕏", "(a)", "/a/", "_", "0"),
]
LINES = st.builds(
    lambda indent, hyphen, key, value: f"{' ' * indent}{hyphen}{key}{value}",
    st.integers(0, 6),
    st.sampled_from(["", "", "", "- ", "-", "-  ", "- - "]),
    st.sampled_from(["a: ", "b: ", "some-key: ", "c:  ", "d:", "e", "é: ", '"f": ', "", "# ", "1: "]),
    st.sampled_from(VALUES),
)
# Lines that fit each other: what is nested, and what is behind a hyphen, is indented as it should be.
SIMPLE = st.sampled_from(
    ["words", "two words", '"a: b"', "'so'", "[a, b]", "{a: b}", "so # a", "10:30", "null"]
)
BLOCK = st.lists(st.sampled_from(["words", " more", "", "# a", "- a", "a: b", "so "]), min_size=1, max_size=4)


def _indented(lines: list[str], first: str = "  ") -> list[str]:
    return [f"{'  ' if number else first}{line}" if line else "" for number, line in enumerate(lines)]


def _mapping(value: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    """Lines of a mapping; a value is one line for behind its key, or several for below it."""
    return st.lists(value, min_size=1, max_size=4).map(
        lambda values: [
            line
            for number, lines in enumerate(values)
            for line in (
                [f"k{number}: {lines[0]}"] if len(lines) == 1 else [f"k{number}:{lines[0]}", *lines[1:]]
            )
        ]
    )


def _list(value: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    return st.lists(value, min_size=1, max_size=3).map(
        lambda values: ["", *(line for lines in values for line in _indented(lines, "- "))]
    )


ONE = SIMPLE.map(lambda value: [value])
TEXT = st.builds(
    lambda sign, lines: [f" {sign}", *_indented(lines)], st.sampled_from(["|", "|-", ">", ">-"]), BLOCK
)
NESTED = st.recursive(
    ONE | TEXT,
    lambda value: (
        _mapping(value).map(lambda lines: ["", *_indented(lines)])
        | _list(_mapping(value))
        | _list(ONE)
        | _list(_mapping(value)).map(lambda lines: ["", *_indented(lines[1:])])
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_editors_write_is_plain(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert (read_plain(text, name), []) == parsed(text, name)


@given(st.lists(LINES, max_size=6))
@example(["a: |", "    words", "  - b"])
@example(["a: words", "  - more"])
@example(["a:", "  - words", "    more"])
@example(["a:", "- words", "b: |", "  # words", " # words", "c: words"])
@settings(max_examples=300)
def test_lines_of_all_kinds_are_read_as_the_parser_does_or_left_to_it(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    plain = read_plain(text, "f")
    assert plain is None or (plain, []) == parsed(text, "f")


@given(_mapping(NESTED), st.data())
@settings(max_examples=300)
def test_plain_texts_and_broken_ones_are_read_as_the_parser_does(
    lines: list[str], data: st.DataObject
) -> None:
    text = "".join(f"{line}\n" for line in lines)
    place = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 2))
    put = data.draw(st.sampled_from(["", "", "", " ", "\n", "a", *":-#\"'[},|*"]))
    for written in (text, text[:place] + put + text[place + cut :]):
        plain = read_plain(written, "f")
        assert plain is None or (plain, []) == parsed(written, "f")


@pytest.mark.parametrize(
    "text", ["a: b", "", "\n", "# only a comment\n", "a:\n", "- \n", "a: b\n--- \nc: d\n"]
)
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    assert read_plain(text, "f") is None


def test_lists_within_lists_without_end_are_left_to_the_parser() -> None:
    deep = "".join(f"{' ' * depth}a:\n" for depth in range(3000))
    assert read_plain(f"{deep}{' ' * 3000}a: b\n", "f") is None


def test_plain_files_are_read_without_loading_the_parser() -> None:
    program = "from dateline.reading.yamltext import read_yaml; import sys; read_yaml('a: b\\n', 'f')"
    done = run([sys.executable, "-c", f"{program}; print('yaml' in sys.modules)"], capture_output=True)
    assert done.stdout.strip() == b"False"
