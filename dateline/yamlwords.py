"""What libyaml's complaints mean to an editor: the likely mistake, its place and how to mend it.

Only the first mistake of a file can be told: the parser does not go on after it.
"""

from __future__ import annotations

import re

import yaml

from dateline.diagnostics import Diagnostic, Location, error

__all__ = ["explain"]

_Place = tuple[int, int]
"""Line and column, from 0, as the parser counts."""

_Told = tuple[str, str, _Place | None]
"""Message, hint, and the place where it is not the parser's."""


def explain(problem: yaml.YAMLError, text: str, file: str) -> Diagnostic:
    """The Diagnostic for an error of PyYAML's parser in `text`."""
    if not isinstance(problem, yaml.MarkedYAMLError):
        return error("yaml-syntax", f"this is not YAML: {problem}", Location(file, 1, 1))
    place = _place(problem.problem_mark) or _place(problem.context_mark) or (0, 0)
    message, hint, better = _words(problem, place, re.split("\r\n?|\n", text))
    line, column = better or place
    code = "yaml-syntax"
    if "second document" in message:
        code = "yaml-documents"
    elif "anchor" in message:
        code = "yaml-alias"
    return error(code, message, Location(file, line + 1, column + 1), hint)


def _place(mark: yaml.Mark | None) -> _Place | None:
    return (mark.line, mark.column) if mark else None


def _words(problem: yaml.MarkedYAMLError, place: _Place, lines: list[str]) -> _Told:
    """Message and hint for what libyaml says, by its words and by the line that it points at."""
    said = problem.problem or ""
    context = problem.context or ""
    opened = _place(problem.context_mark) or place
    line = lines[place[0]] if place[0] < len(lines) else ""
    column = place[1]
    here = line[column : column + 1]

    if "tab character" in said or (here == "\t" and "cannot start any token" in said):
        return "a tab stands where YAML wants spaces", "indent with spaces", None
    if "mapping values are not allowed" in said:
        return _unexpected_colon(line, place, lines)
    if "unexpected end of stream" in said and "quoted" in context:
        return _unclosed_quote(opened, lines)
    if "cannot start any token" in said:
        return _cannot_start(here, line[column:])
    if "block sequence entries are not allowed" in said:
        return "a list cannot start on the line of its key", "put each item on a line of its own", None
    if "mapping keys are not allowed" in said:
        return _cannot_start("a question mark and a space", line[column:])
    if "could not find expected ':'" in said:
        return _no_colon(opened, lines)
    if "expected key" in said:
        return _no_key(line, place, opened, lines)
    if "expected '-' indicator" in said:
        return (
            "a list of items (- …) is broken off by a line that is none",
            f"keys of the item start in column {opened[1] + 3}; a new item starts with a hyphen",
            None,
        )
    if context in ("while parsing a flow sequence", "while parsing a flow mapping"):
        return _open_bracket(opened, lines)
    if "expected node content" in said:
        if here and here in ",]}[{":
            hint = "delete it, or put a text that holds it in quotation marks"
            return f"there is a {here} that nothing before it calls for", hint, None
        return _open_bracket(_last_bracket(lines) or opened, lines)
    if "block scalar" in context:
        sign = lines[opened[0]][opened[1] : opened[1] + 1]
        return (
            f"the text after {sign} must start on the next line",
            f"or, if the value is to begin with {sign}, put it in quotation marks",
            None,
        )
    if context in ("while scanning an alias", "while scanning an anchor") or "undefined alias" in said:
        return _star(lines, opened, said)
    if "duplicate anchor" in context:
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
        return _cannot_start("an exclamation mark", line[column:])
    if "directive" in context or "incompatible YAML" in said:
        return "a line cannot start with %", "put the text in quotation marks", opened
    if "<document start>" in said:
        return "nothing may follow here", "look for a bracket too many before it, or a line of dots", None
    return f"this is not YAML ({f'{context}: {said}' if context else said})", "", None


_VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+ *: +)?(?P<value>\S.*)")
_KEY_ONLY = re.compile(r"\s*(?:- +)*[\w-]+ *")
_STUCK_COLON = re.compile(r"[ ]*(?:- +)*(?P<key>[\w-]+):(?=[^ \t\n])")
_OPENS_VALUE = re.compile(r"""\s*(?:- +)*(?:[\w-]+ *: *)?["']""")


def _cannot_start(sign: str, rest: str) -> _Told:
    """A value that begins with a sign that means something to YAML."""
    hint = f"put the value in quotation marks: {_quoted(rest)}"
    return f"a value without quotation marks cannot start with {sign}", hint, None


def _unexpected_colon(line: str, place: _Place, lines: list[str]) -> _Told:
    """`title: A day: the sequel`, a key under a finished value, or `key:value` on the line before."""
    before = line[: place[1]]
    if place[0] and _KEY_ONLY.fullmatch(before):
        above = next((n for n in range(place[0] - 1, -1, -1) if lines[n].strip()), 0)
        if _STUCK_COLON.match(lines[above]):
            return _no_colon((above, 0), lines)
        return (
            "this key is indented more than the keys above it",
            "start it in the same column as the others of its mapping",
            (place[0], len(before) - len(before.lstrip())),
        )
    found = _VALUE.fullmatch(line)
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


def _unclosed_quote(opened: _Place, lines: list[str]) -> _Told:
    """A quotation mark that nothing closes, told where it opens."""
    sign = lines[opened[0]][opened[1] : opened[1] + 1]
    hint = f"add a {sign} at the end of the text"
    return f"the quotation mark {sign} that opens here is never closed", hint, opened


def _no_colon(place: _Place, lines: list[str]) -> _Told:
    """A line that is neither `key: value` nor the rest of a text."""
    line = lines[place[0]]
    stuck = _STUCK_COLON.match(line)
    if stuck and line[stuck.end()].isspace():
        hint = "it looks the same and came in by pasting: type a plain space in its place"
        return "the space after this key's colon is a no-break space", hint, (place[0], stuck.end())
    if stuck:
        hint = f"write `{stuck['key']}: {line[stuck.end() :].strip()}`"
        return "there is no space after the colon of this key", hint, (place[0], stuck.end() - 1)
    return (
        "this line is no `key: value`",
        "a text over several lines is indented more than its key; or a colon is missing here",
        place,
    )


def _no_key(line: str, place: _Place, opened: _Place, lines: list[str]) -> _Told:
    """Words after a closing quotation mark, or an indentation that fits no line above."""
    before = line[: place[1]].rstrip()
    if not before or before.lstrip() == "-":
        return (
            "this line is indented unlike the lines that it belongs to",
            "start it in the same column as the others of its mapping",
            None,
        )
    sign = before[-1]
    if sign not in "\"'":
        return "there is no key here", "a mapping is lines of `key: value`", None
    if _OPENS_VALUE.fullmatch(before):
        # What closed a quotation was meant to open one: the mark that opened it stands further up.
        earlier = _opening_above(sign, place[0], lines)
        if earlier:
            return _unclosed_quote(earlier, lines)
    found = _VALUE.fullmatch(line)
    if sign == "'" and found and found["value"].startswith("'"):
        hint = "inside single quotation marks an apostrophe is written twice: ''"
    else:
        hint = f"a {sign} inside the text ends it: use the other kind of quotation mark around it"
    return f"text goes on after the closing quotation mark {sign}", hint, None


def _opening_above(sign: str, line: int, lines: list[str]) -> _Place | None:
    """The nearest line above where a value opens with `sign` and does not close."""
    for number in range(line - 1, -1, -1):
        found = _VALUE.fullmatch(lines[number])
        if found and found["value"].startswith(sign) and found["value"].count(sign) % 2:
            return number, found.start("value")
    return None


def _open_bracket(opened: _Place, lines: list[str]) -> _Told:
    """A bracket that is not closed, or a missing comma."""
    rest = lines[opened[0]][opened[1] :] if opened[0] < len(lines) else ""
    sign = rest[:1]
    if sign not in ("[", "{"):
        return "a list or mapping in brackets is not closed", "add the closing bracket", None
    closing = "]" if sign == "[" else "}"
    if closing in rest:
        return (
            f"the items between {sign} and {closing} are not told apart by commas",
            "put a comma between them, and texts that hold commas, colons or quotation marks "
            "in quotation marks",
            None,
        )
    return f"the {sign} that opens here is never closed", f"add a {closing}", opened


def _last_bracket(lines: list[str]) -> _Place | None:
    """Where the last opening bracket stands."""
    for number in range(len(lines) - 1, -1, -1):
        column = max(lines[number].rfind("["), lines[number].rfind("{"))
        if column >= 0:
            return number, column
    return None


def _star(lines: list[str], place: _Place, said: str) -> _Told:
    """`*` and `&` at the start of a value mean an alias and an anchor."""
    rest = lines[place[0]][place[1] :]
    if "undefined alias" in said and re.fullmatch(r"\*[\w-]+\s*", rest):
        return (
            f"{rest.strip()} names an anchor that is not in this file",
            f"if it is meant as text, put it in quotation marks: {_quoted(rest)}",
            None,
        )
    message, hint, _ = _cannot_start(rest[:1], rest)
    return message, hint, place


def _quoted(value: str) -> str:
    """A value in quotation marks, cut short if long."""
    value = value.strip()
    sign = "'" if '"' in value and "'" not in value else '"'
    if sign == '"':
        value = value.replace("\\", "\\\\").replace('"', '\\"')
    return f"{sign}{value}{sign}" if len(value) <= 70 else f"{sign}{value[:60]}…{sign}"
