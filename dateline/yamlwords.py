"""What libyaml's complaints mean to an editor: the likely mistake, its place and how to mend it.

Only the first mistake of a file can be told: the parser does not go on after it.
"""

from __future__ import annotations

import re

import yaml

from dateline.diagnostics import Diagnostic, Location, error

__all__ = ["explain"]

_Told = tuple[str, str, "yaml.Mark | None"]
"""Message, hint, and the place where it differs from the parser's."""


def explain(problem: yaml.YAMLError, text: str, file: str) -> Diagnostic:
    """The Diagnostic for an error of PyYAML's parser in `text`."""
    if not isinstance(problem, yaml.MarkedYAMLError):
        return error("yaml-syntax", f"this is not YAML: {problem}", Location(file, 1, 1))
    mark = problem.problem_mark or problem.context_mark
    code = "yaml-alias" if isinstance(problem, yaml.composer.ComposerError) else "yaml-syntax"
    message, hint, better = _words(problem, mark, text.split("\n"))
    mark = better or mark
    at = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file, 1, 1)
    if "second document" in message:
        code = "yaml-documents"
    return error(code, message, at, hint)


def _words(problem: yaml.MarkedYAMLError, mark: yaml.Mark | None, lines: list[str]) -> _Told:
    """Message and hint for what libyaml says, by its words and by the line that it points at."""
    said = problem.problem or ""
    context = problem.context or ""
    opened = problem.context_mark
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    column = mark.column if mark else 0
    here = line[column : column + 1]

    if "tab character" in said or (here == "\t" and "cannot start any token" in said):
        return "a tab stands where YAML wants spaces", "indent with spaces", None
    if "mapping values are not allowed" in said:
        return _unexpected_colon(line, column, mark, lines)
    if "unexpected end of stream" in said and "quoted" in context:
        return _unclosed_quote(opened, lines)
    if "cannot start any token" in said:
        return (
            f"a value without quotation marks cannot start with {here}",
            f"put the value in quotation marks: {_quoted(line[column:])}",
            None,
        )
    if "block sequence entries are not allowed" in said:
        return "a list cannot start on the line of its key", "put each item on a line of its own", None
    if "mapping keys are not allowed" in said:
        return (
            "a value without quotation marks cannot start with a question mark and a space",
            f"put the value in quotation marks: {_quoted(line[column:])}",
            None,
        )
    if "could not find expected ':'" in said:
        return _no_colon(opened or mark, lines)
    if "expected key" in said:
        return _no_key(line, column, opened, lines, mark)
    if "expected '-' indicator" in said:
        return _not_an_item(line, column, opened)
    if "flow sequence" in context or "flow mapping" in context:
        return _open_bracket("[" if "sequence" in context else "{", opened, lines)
    if "expected node content" in said and here and here in ",]}[{":
        return (
            f"there is a {here} that nothing before it calls for",
            "delete it, or put a text that holds it in quotation marks",
            None,
        )
    if "expected node content" in said:
        return "a list or mapping in brackets is not closed", "add the closing bracket", opened
    if "block scalar" in context:
        sign = line[opened.column : opened.column + 1] if opened else "|"
        return (
            f"the text after {sign} must start on the next line",
            f"or, if the value is to begin with {sign}, put it in quotation marks",
            None,
        )
    if context in ("while scanning an alias", "while scanning an anchor") or "alias" in said:
        return _star(line, opened or mark, said)
    if "duplicate anchor" in said or "duplicate anchor" in context:
        return "the same anchor (&name) is set twice", "give one of them another name", None
    if "single document" in context:
        return "a second document starts here", "delete the line ---: a file is one document", None
    if "escape" in said:
        return (
            "in double quotation marks a backslash starts an escape, and this is none that YAML knows",
            "write \\\\ for a backslash, or use single quotation marks",
            None,
        )
    if "tag" in said or "tag" in context:
        return (
            "a value without quotation marks cannot start with an exclamation mark",
            f"put the value in quotation marks: {_quoted(line[column:])}",
            None,
        )
    if "directive" in context or "incompatible YAML" in said:
        return "a line cannot start with %", "put the text in quotation marks", opened
    if "<document start>" in said:
        return "nothing may follow here", "check the line before: a bracket too many, or `...`?", None
    said_of = f"{context}: {said}" if context else said
    return f"this is not YAML ({said_of})", "", None


_OPEN_TEXT = re.compile(r"""\s*(?:- +)*(?:[\w-]+ *: +)?(?P<value>\S.*)""")


def _unexpected_colon(line: str, column: int, mark: yaml.Mark | None, lines: list[str]) -> _Told:
    """`title: A day: the sequel`, a key under a finished value, or `key:value` on the line before."""
    before = line[:column]
    if mark and re.fullmatch(r"\s*(?:- +)*[\w-]+ *", before) and mark.line:
        above = next((text for text in reversed(lines[: mark.line]) if text.strip()), "")
        if re.match(r"\s*(?:- +)*[\w-]+:\S", above):
            index = lines.index(above, 0, mark.line)
            missing = above.index(":")
            place = yaml.Mark("", 0, index, missing, "", 0)
            fixed = f"{above[: missing + 1].strip()} {above[missing + 1 :].strip()}"
            return "there is no space after the colon of this key", f"write `{fixed}`", place
        return (
            "this key is indented more than the keys above it",
            "start it in the same column as the others of its mapping",
            yaml.Mark("", 0, mark.line, len(before) - len(before.lstrip()), "", 0),
        )
    found = _OPEN_TEXT.fullmatch(line)
    value = found["value"] if found else line.strip()
    if value.startswith(("'", '"')):
        return (
            "text goes on after the closing quotation mark",
            "put the whole value in quotation marks of the other kind",
            None,
        )
    return (
        "a colon and a space stand in a text that has no quotation marks",
        f"put the text in quotation marks: {_quoted(value)}",
        None,
    )


def _unclosed_quote(opened: yaml.Mark | None, lines: list[str]) -> _Told:
    """A quotation mark that nothing closes, told where it opens."""
    sign = lines[opened.line][opened.column : opened.column + 1] if opened else '"'
    return (
        f"the quotation mark {sign} that opens here is never closed",
        f"add a {sign} at the end of the text",
        opened,
    )


def _no_colon(mark: yaml.Mark | None, lines: list[str]) -> _Told:
    """A line that is neither `key: value` nor the rest of a text."""
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if re.match(r"\s*(?:- +)*[\w-]+:\S", line):
        return "there is no space after the colon of this key", "add a space after the colon", None
    return (
        "this line is no `key: value`",
        "a text over several lines is indented more than its key; or a colon is missing here",
        mark,
    )


def _no_key(
    line: str, column: int, opened: yaml.Mark | None, lines: list[str], mark: yaml.Mark | None
) -> _Told:
    """Words after a closing quotation mark, or an indentation that fits no line above."""
    before = line[:column].rstrip()
    if before.endswith(("'", '"')):
        sign = before[-1]
        start = _last_value(lines, mark.line if mark else 0)
        if sign == "'" and start.startswith("'"):
            hint = "inside single quotation marks an apostrophe is written twice: ''"
        else:
            hint = f"a {sign} inside the text ends it: use the other kind of quotation mark around it"
        return f"text goes on after the closing quotation mark {sign}", hint, None
    if not before and opened and column <= opened.column:
        return (
            "this line is indented less than the lines that it belongs to",
            "start it in the same column as the others of its mapping",
            None,
        )
    if not before or before.lstrip().startswith("-"):
        start_column = opened.column + 1 if opened else 1
        return (
            "this line is indented unlike the lines above it",
            f"start it in the same column as the others of its mapping (here column {start_column})",
            None,
        )
    return "there is no key here", "a mapping is lines of `key: value`", None


def _not_an_item(line: str, column: int, opened: yaml.Mark | None) -> _Told:
    """A key among the items of a list: wrongly indented, or a missing hyphen."""
    where = opened.column + 3 if opened else column + 1
    return (
        "a list of items (- …) is broken off by a line that is none",
        f"keys of the item start in column {where}; a new item starts with a hyphen",
        None,
    )


def _open_bracket(sign: str, opened: yaml.Mark | None, lines: list[str]) -> _Told:
    """A bracket that is not closed, or a missing comma."""
    closing = "]" if sign == "[" else "}"
    line = lines[opened.line] if opened and opened.line < len(lines) else ""
    if opened and closing in line[opened.column :]:
        return (
            f"the items between {sign} and {closing} are not told apart by commas",
            "put a comma between them, and texts that hold commas, colons or quotation marks "
            "in quotation marks",
            None,
        )
    return f"the {sign} that opens here is never closed", f"add a {closing}", opened


def _star(line: str, mark: yaml.Mark | None, said: str) -> _Told:
    """`*` and `&` at the start of a value mean an alias and an anchor."""
    column = mark.column if mark else 0
    sign = line[column : column + 1]
    value = _quoted(line[column:])
    if "undefined alias" in said and re.fullmatch(r"\*[\w-]+\s*", line[column:]):
        return (
            f"{line[column:].strip()} names an anchor that is not in this file",
            f"if it is meant as text, put it in quotation marks: {value}",
            None,
        )
    return (
        f"a value without quotation marks cannot start with {sign}",
        f"put the value in quotation marks: {value}",
        mark,
    )


def _last_value(lines: list[str], line: int) -> str:
    """What stands after the key on a line."""
    found = _OPEN_TEXT.fullmatch(lines[line]) if line < len(lines) else None
    return found["value"] if found else ""


def _quoted(value: str) -> str:
    """A value in quotation marks that need no escapes, cut short if long."""
    value = value.strip()
    sign = "'" if '"' in value and "'" not in value else '"'
    if sign == '"':
        value = value.replace("\\", "\\\\").replace('"', '\\"')
    return f"{sign}{value}{sign}" if len(value) <= 70 else f"{sign}{value[:60]}…{sign}"
