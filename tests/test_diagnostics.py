"""How problems are shown."""

from __future__ import annotations

import json

import pytest

from dateline.diagnostics import (
    Location,
    as_github,
    as_json,
    as_text,
    error,
    has_errors,
    in_file_order,
    note,
    strict,
    warning,
)

AT = Location("content/site.yaml", 3, 5)


def shown(line: str, column: int = 5, message: str = "wrong", hint: str = "") -> list[str]:
    problem = error("bad", message, Location("content/site.yaml", 3, column), hint)
    return as_text(problem, lambda _: line).split("\n")


def test_a_problem_is_shown_with_its_line_a_caret_and_a_hint() -> None:
    assert shown("key: value", hint="first\nsecond") == [
        "content/site.yaml:3:5: error[bad]: wrong",
        " 3 | key: value",
        "   |     ^",
        "  hint: first",
        "        second",
    ]


def test_a_long_line_is_cut_around_the_caret() -> None:
    """However long, it is one line of a terminal, and the caret is under the character meant."""
    for column in (1, 60, 150, 300):
        line = "".join(chr(0x41 + i % 26) for i in range(300))
        _, text, caret = shown(line, column)
        assert len(text) < 120
        assert text[caret.index("^")] == line[column - 1]


def test_the_caret_allows_for_wide_and_combining_characters() -> None:
    assert shown("東京: x", 5)[2] == "   |       ^"
    assert shown("e\u0301: x", 5)[2] == "   |    ^"


def test_control_characters_are_not_obeyed() -> None:
    """An escape sequence in the content is shown, in the line, the message and the hint."""
    text = "\n".join(shown("a: \x1b[31mred\x07", message="\x1b[2J", hint="\x9b0m\x7f"))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\x9b" not in text
    assert "a: ␛[31mred␇" in text


def test_a_problem_of_a_file_as_a_whole_has_the_same_form_and_shows_no_line() -> None:
    problem = error("gone", "there is no file", Location("content/site.yaml"))
    assert as_text(problem, lambda _: "never") == "content/site.yaml:1:1: error[gone]: there is no file"
    assert json.loads(as_json(problem))["line"] == 1


def test_colours_are_left_out_unless_asked_for() -> None:
    problem = warning("odd", "odd", AT)
    assert "\x1b[" in as_text(problem, lambda _: "x", color=True)
    assert "\x1b[" not in as_text(problem, lambda _: "x")


def test_json_has_every_part() -> None:
    assert json.loads(as_json(warning("odd", "“odd”", AT, "so"))) == {
        "level": "warning",
        "code": "odd",
        "file": "content/site.yaml",
        "line": 3,
        "column": 5,
        "message": "“odd”",
        "hint": "so",
    }


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (
            error("bad", "100%\nwrong", AT),
            "::error file=content/site.yaml,line=3,col=5,title=bad::100%25%0Awrong",
        ),
        (note("n", "m", Location("f"), "h"), "::notice file=f,title=n::m%0Ah"),
    ],
)
def test_github_annotations_are_escaped(problem: object, line: str) -> None:
    assert as_github(problem) == line  # type: ignore[arg-type]


def test_problems_come_once_in_file_order() -> None:
    first = error("b", "m", Location("a", 2, 1))
    second = error("a", "m", Location("a", 10, 1))
    third = error("a", "m", Location("b", 1, 1))
    assert in_file_order([third, second, first, second]) == [first, second, third]


def test_strict_makes_errors_of_warnings_and_leaves_notes() -> None:
    problems = strict([warning("w", "m", AT), note("n", "m", AT)])
    assert [p.level for p in problems] == ["error", "note"]
    assert has_errors(problems)
    assert not has_errors([note("n", "m", AT)])
