"""Reads the files of the content folder: UTF-8, in one form, or the reason why not."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from dateline.diagnostics import Diagnostic, Location, error


def read_text(root: Path, relative: str) -> tuple[str, list[Diagnostic]]:
    """A text file of the content: UTF-8 without a byte order mark, lines ended by LF, in NFC.

    Empty, with the reason, if it cannot be read or is not such a text.
    """
    data, problems = read_bytes(root, relative)
    if problems:
        return "", problems
    text, problems = decoded(data, _shown(root, relative))
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (text if text.isascii() else unicodedata.normalize("NFC", text)), problems


def decoded(data: bytes, file: str) -> tuple[str, list[Diagnostic]]:
    """The text that the bytes of a file are in UTF-8; empty, with the reason, if they are not a text.

    `file` is how messages call it.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return "", [_not_utf8(data, problem, file)]
    if "\0" in text:
        line, column = _line_and_column(text, text.index("\0"))
        hint = "the file is not plain text, or was saved as UTF-16"
        message = "a NUL character cannot stand in a text file"
        return "", [error("bad-character", message, Location(file, line, column), hint)]
    return text, []


def read_bytes(root: Path, relative: str) -> tuple[bytes, list[Diagnostic]]:
    """The bytes of a file of the content; empty, with the reason, if it cannot be read."""
    try:
        file = os.open(f"{root}/{relative}", _READING)  # a site has many small files: no file object for each
        try:
            data = os.read(file, _AT_ONCE)
            parts = [data]
            while part := os.read(file, _AT_ONCE):  # hardly ever: most files are smaller than that
                parts.append(part)
        finally:
            os.close(file)
        return (data if len(parts) == 1 else b"".join(parts)), []
    except FileNotFoundError:
        return b"", [error("missing-file", "the file is not there any more", _at(root, relative))]
    except OSError as problem:
        message = f"the file cannot be read: {reason(problem)}"
        return b"", [error("unreadable-file", message, _at(root, relative))]


_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_AT_ONCE = 1 << 16


def _shown(root: Path, relative: str) -> str:
    """How messages call a file of the content."""
    return f"{root.name if root.name not in ('', '..') else root.resolve().name}/{relative}"


def _at(root: Path, relative: str) -> Location:
    return Location(_shown(root, relative))


def _not_utf8(data: bytes, problem: UnicodeDecodeError, file: str) -> Diagnostic:
    """Where the first byte stands that is not UTF-8, and what the file may be instead."""
    before = data[: problem.start].decode("utf-8", "replace")
    line, column = _line_and_column(before, len(before))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = "it looks like UTF-16: save it as UTF-8"
    else:
        shown = data[problem.start : problem.start + 1].decode("cp1252", "replace")
        hint = f"save it as UTF-8 (in Windows' encoding the byte would be {shown})"
    message = f"the byte 0x{data[problem.start]:02X} is not UTF-8"
    return error("bad-encoding", message, Location(file, line, column), hint)


def _line_and_column(text: str, index: int) -> tuple[int, int]:
    """From 1, in code points; a byte order mark has no column."""
    before = text[:index].replace("\r\n", "\n").removeprefix("\ufeff")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def reason(problem: OSError) -> str:
    """The system's words for what went wrong, without the path."""
    return (problem.strerror or str(problem)).lower()
