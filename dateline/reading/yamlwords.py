"""What libyaml's complaints mean to an editor: the likely mistake, its place and how to mend it.

Only the first mistake of a file can be told: the parser does not go on after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import yaml

from dateline.diagnostics import Diagnostic, Location, error

__all__ = ["explain"]


def explain(problem: yaml.YAMLError, text: str, file: str) -> Diagnostic:
    """The Diagnostic for an error of PyYAML's parser in `text`."""
    if not isinstance(problem, yaml.MarkedYAMLError):
        return error("yaml-syntax", f"this is not YAML: {problem}", Location(file, 1, 1))
    end = _place(problem.problem_mark) or _place(problem.context_mark) or (0, 0)
    broken = _Break(
        said=problem.problem or "",
        context=problem.context or "",
        place=end,
        opened=_place(problem.context_mark) or end,
        lines=re.split("\r\n?|\n", text),
    )
    told = next(
        tell(broken) for said, context, tell in _MEANINGS if said in broken.said and context in broken.context
    )
    line, column = told.place or end
    return error(told.code, told.message, Location(file, line + 1, column + 1), told.hint)


_Place = tuple[int, int]
"""Line and column, from 0, as the parser counts."""


class _Break(NamedTuple):
    """Where the parser gave up, and what it said."""

    said: str
    context: str
    """What it was doing."""
    place: _Place
    opened: _Place
    """Where the thing began that it was reading."""
    lines: list[str]

    @property
    def line(self) -> str:
        return self.lines[self.place[0]] if self.place[0] < len(self.lines) else ""

    @property
    def rest(self) -> str:
        """The line from the place on."""
        return self.line[self.place[1] :]

    @property
    def opening(self) -> str:
        """The line from where the thing began."""
        return self.lines[self.opened[0]][self.opened[1] :] if self.opened[0] < len(self.lines) else ""


class _Told(NamedTuple):
    """What is said of it."""

    message: str
    hint: str = ""
    place: _Place | None = None
    """Where the mistake is, if not where the parser gave up."""
    code: str = "yaml-syntax"


def _place(mark: yaml.Mark | None) -> _Place | None:
    return (mark.line, mark.column) if mark else None


# --- One mistake each --------------------------------------------------------------------------------

_VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+ *: +)?(?P<value>\S.*)")
_KEY_ONLY = re.compile(r"\s*(?:- +)*[\w-]+ *")
_STUCK_COLON = re.compile(r"[ ]*(?:- +)*(?P<key>[\w-]+):(?=[^ \t\n])")
_OPENS_VALUE = re.compile(r"""\s*(?:- +)*(?:[\w-]+ *: *)?["']""")


def _cannot_start(broken: _Break) -> _Told:
    """A value that begins with a sign that means something to YAML, or a tab before anything."""
    sign = broken.rest[:1]
    if sign == "\t":
        return _tab(broken)
    shown = {"?": "a question mark and a space", "!": "an exclamation mark"}.get(sign, sign)
    hint = f"put the value in quotation marks: {_quoted(broken.rest)}"
    return _Told(f"a value without quotation marks cannot start with {shown}", hint)


def _tab(broken: _Break) -> _Told:
    return _Told("a tab stands where YAML wants spaces", "indent with spaces")


def _unexpected_colon(broken: _Break) -> _Told:
    """`title: A day: the sequel`, a key under a finished value, or `key:value` on the line before."""
    number, column = broken.place
    before = broken.line[:column]
    if number and _KEY_ONLY.fullmatch(before):
        above = next((n for n in range(number - 1, -1, -1) if broken.lines[n].strip()), 0)
        if _STUCK_COLON.match(broken.lines[above]):
            return _no_colon(broken._replace(opened=(above, 0)))
        return _Told(
            "this key is indented more than the keys above it",
            "start it in the same column as the others of its mapping",
            (number, len(before) - len(before.lstrip())),
        )
    found = _VALUE.fullmatch(broken.line)
    value = found["value"] if found else broken.line.strip()
    if value.startswith(("'", '"')):
        hint = "put the whole value in quotation marks of the other kind"
        return _Told("text goes on after the closing quotation mark", hint)
    hint = f"put the text in quotation marks: {_quoted(value)}"
    return _Told("a colon and a space stand in a text that has no quotation marks", hint)


def _unclosed_quote(broken: _Break) -> _Told:
    """A quotation mark that nothing closes, told where it opens."""
    sign = broken.opening[:1]
    hint = f"add a {sign} at the end of the text"
    return _Told(f"the quotation mark {sign} that opens here is never closed", hint, broken.opened)


def _no_colon(broken: _Break) -> _Told:
    """A line that is neither `key: value` nor the rest of a text."""
    number = broken.opened[0]
    line = broken.lines[number]
    stuck = _STUCK_COLON.match(line)
    if not stuck:
        hint = "a text over several lines is indented more than its key; or a colon is missing here"
        return _Told("this line is no `key: value`", hint, broken.opened)
    if line[stuck.end()].isspace():
        hint = "it looks the same and came in by pasting: type a plain space in its place"
        return _Told("the space after this key's colon is a no-break space", hint, (number, stuck.end()))
    hint = f"write `{stuck['key']}: {line[stuck.end() :].strip()}`"
    return _Told("there is no space after the colon of this key", hint, (number, stuck.end() - 1))


def _no_key(broken: _Break) -> _Told:
    """Words after a closing quotation mark, or an indentation that fits no line above."""
    before = broken.line[: broken.place[1]].rstrip()
    if not before or before.lstrip() == "-":
        hint = "start it in the same column as the others of its mapping"
        return _Told("this line is indented unlike the lines that it belongs to", hint)
    sign = before[-1]
    if sign not in "\"'":
        return _Told("there is no key here", "a mapping is lines of `key: value`")
    if _OPENS_VALUE.fullmatch(before):
        # What closed a quotation was meant to open one: the mark that opened it stands further up.
        earlier = _opening_above(sign, broken)
        if earlier:
            return _unclosed_quote(broken._replace(opened=earlier))
    found = _VALUE.fullmatch(broken.line)
    if sign == "'" and found and found["value"].startswith("'"):
        hint = "inside single quotation marks an apostrophe is written twice: ''"
    else:
        hint = f"a {sign} inside the text ends it: use the other kind of quotation mark around it"
    return _Told(f"text goes on after the closing quotation mark {sign}", hint)


def _opening_above(sign: str, broken: _Break) -> _Place | None:
    """The nearest line above where a value opens with `sign` and does not close."""
    for number in range(broken.place[0] - 1, -1, -1):
        found = _VALUE.fullmatch(broken.lines[number])
        if found and found["value"].startswith(sign) and found["value"].count(sign) % 2:
            return number, found.start("value")
    return None


def _no_item(broken: _Break) -> _Told:
    """A line among the items of a list that has no hyphen and is not of an item."""
    hint = f"keys of the item start in column {broken.opened[1] + 3}; a new item starts with a hyphen"
    return _Told("a list of items (- …) is broken off by a line that is none", hint)


def _open_bracket(broken: _Break) -> _Told:
    """A bracket that is not closed, or a missing comma."""
    sign = broken.opening[:1]
    if sign not in ("[", "{"):
        return _Told("a list or mapping in brackets is not closed", "add the closing bracket")
    closing = "]" if sign == "[" else "}"
    if closing in broken.opening:
        hint = "put a comma between them; a text with a comma, colon or quotation mark in it must be quoted"
        return _Told(f"the items between {sign} and {closing} are not told apart by commas", hint)
    return _Told(f"the {sign} that opens here is never closed", f"add a {closing}", broken.opened)


def _no_content(broken: _Break) -> _Told:
    """A bracket or comma too many, or the end of the file within brackets."""
    sign = broken.rest[:1]
    if sign and sign in ",]}[{":
        hint = "delete it, or put a text that holds it in quotation marks"
        return _Told(f"there is a {sign} that nothing before it calls for", hint)
    for number in range(len(broken.lines) - 1, -1, -1):
        column = max(broken.lines[number].rfind("["), broken.lines[number].rfind("{"))
        if column >= 0:
            return _open_bracket(broken._replace(opened=(number, column)))
    return _open_bracket(broken)


def _block_header(broken: _Break) -> _Told:
    sign = broken.opening[:1]
    hint = f"or, if the value is to begin with {sign}, put it in quotation marks"
    return _Told(f"the text after {sign} must start on the next line", hint)


def _star(broken: _Break) -> _Told:
    """`*` and `&` at the start of a value mean an alias and an anchor."""
    rest = broken.opening
    if "undefined" in broken.said and re.fullmatch(r"\*[\w-]+\s*", rest):
        hint = f"if it is meant as text, put it in quotation marks: {_quoted(rest)}"
        message = f"{rest.strip()} names an anchor that is not in this file"
        return _Told(message, hint, code="yaml-alias")
    return _cannot_start(broken._replace(place=broken.opened))._replace(place=broken.opened)


def _twice_anchored(broken: _Break) -> _Told:
    hint = "give one of them another name"
    return _Told("the same anchor (&name) is set twice", hint, code="yaml-alias")


def _second_document(broken: _Break) -> _Told:
    hint = "delete the line ---: a file is one document"
    return _Told("a second document starts here", hint, code="yaml-documents")


def _bad_escape(broken: _Break) -> _Told:
    message = "in double quotation marks a backslash starts an escape, and this is none that YAML knows"
    if _HALF_A_CHARACTER.search(broken.line):
        return _Told(message, "write the character itself: JSON writes some as two halves, YAML does not")
    return _Told(message, "write \\\\ for a backslash, or use single quotation marks")


_HALF_A_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")


def _directive(broken: _Break) -> _Told:
    return _Told("a line cannot start with %", "put the text in quotation marks", broken.opened)


def _after_the_end(broken: _Break) -> _Told:
    return _Told("nothing may follow here", "look for a bracket too many before it, or a line of dots")


def _as_said(broken: _Break) -> _Told:
    said = f"{broken.context}: {broken.said}" if broken.context else broken.said
    return _Told(f"this is not YAML ({said})")


_MEANINGS: tuple[tuple[str, str, Callable[[_Break], _Told]], ...] = (
    # What libyaml says, what it was doing, what that means; the first that fits is told.
    ("tab character", "", _tab),
    ("mapping values are not allowed", "", _unexpected_colon),
    ("unexpected end of stream", "quoted", _unclosed_quote),
    ("cannot start any token", "", _cannot_start),
    (
        "block sequence entries are not allowed",
        "",
        lambda _: _Told("a list cannot start on the line of its key", "put each item on a line of its own"),
    ),
    ("mapping keys are not allowed", "", _cannot_start),
    ("could not find expected ':'", "", _no_colon),
    ("expected key", "", _no_key),
    ("expected '-' indicator", "", _no_item),
    ("", "parsing a flow sequence", _open_bracket),
    ("", "parsing a flow mapping", _open_bracket),
    ("expected node content", "", _no_content),
    ("", "block scalar", _block_header),
    ("", "scanning an alias", _star),
    ("", "scanning an anchor", _star),
    ("undefined alias", "", _star),
    ("", "duplicate anchor", _twice_anchored),
    ("", "single document", _second_document),
    ("escape", "", _bad_escape),
    ("tag", "", _cannot_start),
    ("", "tag", _cannot_start),
    ("", "directive", _directive),
    ("incompatible YAML", "", _directive),
    ("<document start>", "", _after_the_end),
    ("", "", _as_said),
)


def _quoted(value: str) -> str:
    """A value in quotation marks, cut short if long."""
    value = value.strip()
    sign = "'" if '"' in value and "'" not in value else '"'
    if sign == '"':
        value = value.replace("\\", "\\\\").replace('"', '\\"')
    return f"{sign}{value}{sign}" if len(value) <= 70 else f"{sign}{value[:60]}…{sign}"
