"""YAML text to nodes that know where they stand, and plain words for what is not YAML.

Scalars stay text: what a value means (a date, an id, a truth value) is for the reader of a field to say.
PyYAML's C parser does the work; its resolvers, which make `2030` a number, `12:30` the number 750 and `no`
False, are left out. Which keys there are and what they hold is not known here (see `fields`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from msgspec import Struct

from dateline.diagnostics import Diagnostic, Location, error
from dateline.yamlwords import explain

__all__ = ["Items", "Mapping", "Node", "Pair", "Scalar", "compose", "read_yaml"]


class Scalar(Struct, frozen=True):
    """One value, as text."""

    text: str
    plain: bool
    """Written without quotation marks and not as a block: only then can it be `true` or nothing at all."""
    at: Location

    @property
    def empty(self) -> bool:
        """Whether this is YAML's way to write no value: nothing, `~` or `null`."""
        return self.plain and self.text in _NULLS


class Items(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    at: Location


class Pair(NamedTuple):
    """A key of a mapping and its value."""

    key_at: Location
    value: Node


class Mapping(Struct, frozen=True):
    """Keys and values, in the order written; a repeated key is reported and its first value kept."""

    pairs: dict[str, Pair]
    at: Location


Node = Scalar | Items | Mapping


def read_yaml(text: str, file: str) -> tuple[Node | None, list[Diagnostic]]:
    """The nodes of a YAML text, and what is wrong with it.

    `file` is only for the places. An empty text gives None and no problem. Text that is not YAML gives
    None and one problem (the parser cannot go on after it); everything that is YAML but has no meaning
    here (tags, repeated keys, keys that are lists, aliases to themselves) is reported all together.
    """
    characters = [
        error(
            "bad-character",
            f"the control character U+{ord(found[1]):04X} cannot stand in a YAML file",
            _place(text, found.start(1), file),
            "delete it; it is invisible and was probably pasted in",
        )
        for found in _FORBIDDEN.finditer(text)
    ]
    if characters:
        return None, characters
    try:
        root = compose(text)
    except yaml.YAMLError as problem:
        return None, [explain(problem, text, file)]
    except TooDeep as deep:
        at = Location(file, deep.line, deep.column)
        return None, [error("yaml-depth", f"lists and mappings are nested over {_DEPTH} deep", at)]
    if root is None:
        return None, []
    reader = _Reader(file, aliases="*" in text and "&" in text)
    node = reader.read(root)
    return node, reader.problems


class TooDeep(Exception):
    """A text nested so deeply that the parser's stack would not bear it."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line = line
        self.column = column


def compose(text: str) -> yaml.Node | None:
    """PyYAML's own nodes of a text, all scalars tagged as text; None if there is nothing in it.

    Raises yaml.YAMLError where the text is not YAML, and TooDeep.
    """
    # YAML 1.2 has no line breaks but CR and LF; libyaml still counts these three, as 1.1 did.
    text = text.translate(_NOT_BREAKS) if not text.isascii() else text
    _refuse_depth(text)
    root: yaml.Node | None = yaml.compose(text, Loader=_TextLoader)
    return root


_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NOT_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
_FORBIDDEN = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]).*")
_TEXT = "tag:yaml.org,2002:str"
_HARMLESS_TAGS = frozenset({_TEXT, "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})
_DEPTH = 100
_DEEP_INDENT = re.compile(rf"^[ \t?:-]{{{_DEPTH}}}", re.MULTILINE)
_EXPANDED = 100_000
"""How many nodes a file may have once its aliases are written out."""


class _TextLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A loader to which every untagged scalar is text."""

    yaml_implicit_resolvers: dict[str, list[object]] = {}  # noqa: RUF012 (PyYAML's own attribute)


def _refuse_depth(text: str) -> None:
    """Raise TooDeep for a nesting that the C parser, which recurses, would crash on.

    A text can only be deep if it has that many brackets or that wide an indentation; the exact count,
    over parser events and without recursion, is only made for such a text.
    """
    if text.count("[") + text.count("{") < _DEPTH and not _DEEP_INDENT.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=_TextLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEPTH:
                mark: Any = event.start_mark
                raise TooDeep(mark.line + 1, mark.column + 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Reader:
    """Turns PyYAML's nodes into ours and collects what has no meaning here."""

    def __init__(self, file: str, *, aliases: bool) -> None:
        self.file = file
        self.problems: list[Diagnostic] = []
        # Only a text with aliases can be a graph; then each node is read once and its size remembered.
        self.seen: dict[int, Node | None] | None = {} if aliases else None
        self.sizes: dict[int, int] = {}

    def read(self, node: yaml.Node) -> Node | None:
        if self.seen is None:
            return self.read_new(node)
        if self.expanded(node) > _EXPANDED:
            self.problems.append(
                error(
                    "yaml-alias",
                    "the aliases (*name) of this file repeat each other without end",
                    self.place(node),
                    "write the values out",
                )
            )
            return None
        return self.read_shared(node)

    def read_shared(self, node: yaml.Node) -> Node | None:
        assert self.seen is not None
        if id(node) not in self.seen:
            self.seen[id(node)] = None
            self.seen[id(node)] = self.read_new(node)
        return self.seen[id(node)]

    def read_new(self, node: yaml.Node) -> Node | None:
        at = self.place(node)
        if node.tag not in _HARMLESS_TAGS:
            shown = node.tag.replace("tag:yaml.org,2002:", "!!")
            self.problems.append(
                error("yaml-tag", f"a YAML tag has no meaning here: {shown}", at, "delete the tag")
            )
        if isinstance(node, yaml.ScalarNode):
            return Scalar(node.value, not node.style, at)
        read = self.read_new if self.seen is None else self.read_shared
        if isinstance(node, yaml.SequenceNode):
            return Items(tuple(item for child in node.value if (item := read(child)) is not None), at)
        pairs: dict[str, Pair] = {}
        for key_node, value_node in node.value:
            key_at = self.place(key_node)
            value = read(value_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(
                    error("yaml-key", "a key must be a word, but this one is a list or a mapping", key_at)
                )
            elif key_node.value in pairs:
                first = pairs[key_node.value].key_at.line
                self.problems.append(
                    error(
                        "duplicate-key",
                        f"the key `{key_node.value}` stands here a second time",
                        key_at,
                        f"the first is on line {first}; put the two together or delete one",
                    )
                )
            elif value is not None:
                pairs[key_node.value] = Pair(key_at, value)
        return Mapping(pairs, at)

    def expanded(self, node: yaml.Node) -> int:
        """How many nodes there are when every alias is written out; a node in itself counts as endless."""
        known = self.sizes.get(id(node))
        if known is not None:
            return known
        self.sizes[id(node)] = _EXPANDED + 1
        self.sizes[id(node)] = size = 1 + sum(self.expanded(child) for child in _children(node))
        return size

    def place(self, node: yaml.Node) -> Location:
        mark: Any = node.start_mark  # never None: the parser sets it
        return Location(self.file, mark.line + 1, mark.column + 1)


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    """The nodes directly in a node."""
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from pair


def _place(text: str, index: int, file: str) -> Location:
    """The line and column of an index in a text."""
    return Location(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
