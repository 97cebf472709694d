"""Plain YAML, read without PyYAML: what most files are, in half the time.

Claims only mappings and lists whose values are words on one line, texts behind `|`, or a few words in
brackets, and only where the nodes are certain to be those that PyYAML gives (the tests compare them on
generated texts). Everything else it leaves to the parser: an anchor, a tag, a text of several lines, a
comment behind a value, a key without a value, and whatever is a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.diagnostics import Location
from dateline.reading.yamltree import NOT_WORDS, Items, Mapping, Node, Pair, Scalar

__all__ = ["read_plain"]


def read_plain(text: str, file: str) -> Node | None:
    """The nodes of a text if it is plain, else None; all of it but line feeds must be printable."""
    if not text.endswith("\n"):
        return None
    reader = _Reader(text, file)
    try:
        node = reader.nested(-1)
    except _OddError:
        return None
    return node if reader.at_end() else None


_KEY = r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}"
_START = r"[^ \-?:,\[\]{}#&*!|>'\"%@`]"
"""Begins words, and is no sign of YAML's."""
_WORDS = rf"{_START}[^:#]*(?:(?::(?! |$)|(?<! )#)[^:#]*)*"
_QUOTED = r"\"(?P<double>[^\"\\]*)\"|'(?P<single>[^']*)'"
_SHORT = rf"{_START}[^,\[\]{{}}:#?\"]*(?:://[^,\[\]{{}}:#?\"]+)?"
"""Words in brackets."""
_END = r"(?: *| +#.*)$"
_PAIR = re.compile(
    rf"( *)({_KEY}):(?: +(?:(?P<words>{_WORDS})|{_QUOTED}|(?P<block>[|>]-?)$"
    rf"|\[(?P<list>{_SHORT}(?:, *{_SHORT})*)\]"
    rf"|\{{(?P<map>{_KEY}: {_SHORT}(?:, *{_KEY}: {_SHORT})*)\}}))?{_END}"
)
_STARTS_PAIR = re.compile(rf" *{_KEY}:(?: |$)")
_ITEM = re.compile(rf" *(?:(?P<words>{_WORDS})|{_QUOTED}){_END}")
_NO_LINE = re.compile(r" *(?:#|$)")
"""A blank line, or a comment."""
_DEEPEST = 40
"""Columns; what is indented more is left to the parser, which counts how deep it is."""


class _OddError(Exception):
    """A text that is not plain."""


class _Reader:
    """Goes through the lines once. Columns count from 0; each method reads what starts on the next line."""

    def __init__(self, text: str, file: str) -> None:
        self._lines = text[:-1].split("\n")
        self._file = file
        self._has_escapes = "\\" in text
        self._next = 0

    def nested(self, column: int) -> Node:
        """What stands below a key in this column: a mapping further in, or a list."""
        while not self.at_end() and _NO_LINE.match(self._lines[self._next]):
            self._next += 1
        line = "" if self.at_end() else self._lines[self._next]
        indent = len(line) - len(line.lstrip(" "))
        is_list = line.startswith("- ", indent)
        if indent > _DEEPEST or indent < column or (indent == column and not is_list):
            raise _OddError
        return self._items(indent) if is_list else self._mapping(indent)

    def at_end(self) -> bool:
        """Whether all lines have been read."""
        return self._next >= len(self._lines)

    def _items(self, column: int) -> Items:
        at = Location(self._file, self._next + 1, column + 1)
        items: list[Node] = []
        hyphen = " " * column + "- "
        while not self.at_end():
            line = self._lines[self._next]
            if line.startswith(hyphen):
                # The hyphen is as good as a space to what stands behind it.
                line = self._lines[self._next] = line.replace("-", " ", 1)
                items.append(self._mapping(column + 2) if _STARTS_PAIR.match(line) else self._item(line))
            elif _NO_LINE.match(line):
                self._next += 1
            else:
                break
        return Items(tuple(items), at)

    def _item(self, line: str) -> Scalar:
        found = _ITEM.match(line)
        if found is None or found.lastgroup is None:
            raise _OddError
        self._next += 1
        if found.lastgroup != "words":
            return self._quoted(found, found.lastgroup)
        text = found["words"].rstrip(" ")
        return Scalar(
            text, True, Location(self._file, self._next, found.start("words") + 1), text in NOT_WORDS
        )

    def _mapping(self, column: int) -> Mapping:
        lines, file = self._lines, self._file
        first = self._next + 1
        pairs: dict[str, Pair] = {}
        value: Node
        while self._next < len(lines):
            line = lines[self._next]
            found = _PAIR.match(line)
            if found is None:
                if not _NO_LINE.match(line):
                    break
                self._next += 1
                continue
            indent, key = found.end(1), found[2]
            if indent < column:
                break
            if indent > column or key in pairs:
                raise _OddError
            number = self._next = self._next + 1
            kind = found.lastgroup
            if kind == "words":
                text = found[kind].rstrip(" ")
                value = Scalar(text, True, Location(file, number, found.start(kind) + 1), text in NOT_WORDS)
            elif kind == "double" or kind == "single":
                value = self._quoted(found, kind)
            elif kind == "block":
                at = Location(file, number, found.start(kind) + 1)
                value = Scalar(self._block(column, found[kind]), False, at, special=False)
            elif kind == "list":
                value = Items(tuple(self._parts(found, kind)), Location(file, number, found.start(kind)))
            else:
                value = self._map(found) if kind else self.nested(column)
            pairs[key] = Pair(Location(file, number, column + 1), value)
        if not pairs:
            raise _OddError
        return Mapping(pairs, Location(file, first, column + 1))

    def _quoted(self, found: re.Match[str], kind: str) -> Scalar:
        """Words in quotation marks of that kind."""
        at = Location(self._file, self._next, found.start(kind))
        return Scalar(found[kind], False, at, special=kind == "double" and self._has_escapes)

    def _parts(self, found: re.Match[str], kind: str) -> Iterator[Scalar]:
        """What stands in brackets, by the commas."""
        start = found.start(kind) + 1
        for part in found[kind].split(","):
            text = part.strip(" ")
            at = Location(self._file, self._next, start + len(part) - len(part.lstrip(" ")))
            yield Scalar(text, True, at, special=text in NOT_WORDS)
            start += len(part) + 1

    def _map(self, found: re.Match[str]) -> Mapping:
        """A mapping in brackets, on one line."""
        pairs: dict[str, Pair] = {}
        for part in self._parts(found, "map"):
            key, _, text = part.text.partition(": ")
            if key in pairs:
                raise _OddError
            at = Location(self._file, self._next, part.at.column + len(key) + 2)
            pairs[key] = Pair(part.at, Scalar(text, True, at, special=text in NOT_WORDS))
        return Mapping(pairs, Location(self._file, self._next, found.start("map")))

    def _block(self, column: int, header: str) -> str:
        """The text behind a `|` or `>`: it goes on as long as lines are indented like its first."""
        lines = self._lines
        line = "" if self.at_end() else lines[self._next]
        indent = len(line) - len(line.lstrip(" "))
        if indent <= column or indent == len(line):
            raise _OddError
        spaces = line[:indent]
        found: list[str] = []
        while self._next < len(lines):
            line = lines[self._next]
            if line and not line.startswith(spaces):
                break
            found.append(line[indent:])
            self._next += 1
        text = "\n".join(found).rstrip("\n")
        if header[0] == ">":
            if "\n\n" in text or "\n " in text:
                raise _OddError
            text = text.replace("\n", " ")
        return text if header[-1] == "-" else f"{text}\n"
