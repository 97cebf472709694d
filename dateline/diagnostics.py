"""Problems in the content: what they are and how they are shown. Who finds them is not known here."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable
from typing import Literal

import msgspec

Level = Literal["error", "warning", "note"]


class Location(msgspec.Struct, frozen=True, order=True, gc=False):
    """A place in a file of the content; line and column count from 1, column in code points."""

    file: str
    """Path relative to the folder that holds content/, with forward slashes: `content/site.yaml`."""
    line: int = 0
    """0 where the problem is the file itself (missing, unreadable): shown as 1, so that every problem has the
    same form."""
    column: int = 0


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One problem, with all that an editor needs to mend it."""

    level: Level
    code: str
    """Stable, kebab-case, documented in docs/reference/errors.md."""
    message: str
    at: Location
    hint: str = ""
    """How to mend it; may have several lines (a word-by-word difference, a list of places)."""


def error(code: str, message: str, at: Location, hint: str = "") -> Diagnostic:
    """A problem that stops the build."""
    return Diagnostic(level="error", code=code, message=message, at=at, hint=hint)


def warning(code: str, message: str, at: Location, hint: str = "") -> Diagnostic:
    """A problem that a build may be published with, unless `--strict`."""
    return Diagnostic(level="warning", code=code, message=message, at=at, hint=hint)


def note(code: str, message: str, at: Location, hint: str = "") -> Diagnostic:
    """Advice; never fails a build, not even a strict one."""
    return Diagnostic(level="note", code=code, message=message, at=at, hint=hint)


def in_file_order(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by file, line, column, then code and message; exact duplicates dropped."""
    unique = {(p.at, p.code, p.message): p for p in problems}
    return [unique[key] for key in sorted(unique)]


def strict(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The same problems with every warning made an error."""
    return [msgspec.structs.replace(p, level="error") if p.level == "warning" else p for p in problems]


def has_errors(problems: Iterable[Diagnostic]) -> bool:
    """Whether any of the problems stops the build."""
    return any(p.level == "error" for p in problems)


def as_text(
    problem: Diagnostic, source_line: Callable[[Location], str | None], *, color: bool = False
) -> str:
    """The problem as a compiler shows it: where and what, the line with a caret, the hint.

    `source_line` gives the line that a location points at, or None where there is none to show.
    """
    paint = _ANSI if color else _PLAIN
    tint = paint[problem.level]
    at = problem.at
    where = f"{at.file}:{max(at.line, 1)}:{max(at.column, 1)}"
    head = f"{paint['bold']}{where}:{paint['off']} {tint}{problem.level}[{problem.code}]{paint['off']}"
    lines = [f"{head}: {_harmless(problem.message)}"]
    text = source_line(at) if at.line else None
    if text is not None:
        shown, column = _window(_harmless(text.rstrip("\r\n").replace("\t", " ")), max(at.column, 1))
        gutter = str(at.line)
        lines.append(f" {gutter} | {shown}")
        before = sum(map(_cells, shown[: column - 1]))
        lines.append(f" {' ' * len(gutter)} | {' ' * before}{tint}^{paint['off']}")
    hint = [_harmless(line) for line in problem.hint.split("\n")] if problem.hint else []
    if hint:
        lines.append(f"  {paint['bold']}hint:{paint['off']} {hint[0]}")
        lines += [f"        {line}" for line in hint[1:]]
    return "\n".join(lines)


def as_json(problem: Diagnostic) -> str:
    """The problem as one line of JSON: {level, code, file, line, column, message, hint}."""
    return json.dumps(
        {
            "level": problem.level,
            "code": problem.code,
            "file": problem.at.file,
            "line": max(problem.at.line, 1),
            "column": max(problem.at.column, 1),
            "message": problem.message,
            "hint": problem.hint,
        },
        ensure_ascii=False,
    )


def as_github(problem: Diagnostic) -> str:
    """The problem as a workflow command, which GitHub shows beside the line it is about."""

    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    level = "notice" if problem.level == "note" else problem.level
    place = f"file={problem.at.file}"
    if problem.at.line:
        place += f",line={problem.at.line},col={max(problem.at.column, 1)}"
    text = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    return f"::{level} {place},title={problem.code}::{escaped(text)}"


_WIDTH = 110
_PLAIN = dict.fromkeys(("error", "warning", "note", "bold", "off"), "")
_ANSI = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "note": "\x1b[1;36m",
    "bold": "\x1b[1m",
    "off": "\x1b[0m",
}


def _harmless(text: str) -> str:
    """The text with its control characters made visible: a terminal would obey them."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(letter: str) -> str:
    code = ord(letter)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if 0x7F <= code < 0xA0 else letter


def _cells(letter: str) -> int:
    """How many cells of a terminal a character takes."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _window(text: str, column: int) -> tuple[str, int]:
    """A part of a long line that shows the column, and the column within it."""
    if len(text) <= _WIDTH:
        return text, min(column, len(text) + 1)
    start = max(0, min(column - 1 - _WIDTH // 2, len(text) - _WIDTH))
    shown = text[start : start + _WIDTH]
    if start:
        shown = "…" + shown[1:]
    if start + _WIDTH < len(text):
        shown = shown[:-1] + "…"
    return shown, column - start
