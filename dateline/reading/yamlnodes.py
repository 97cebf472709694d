"""YAML text to nodes that know where they stand, and plain words for what is not YAML.

Scalars stay text: what a value means (a date, an id, a truth value) is for the reader of a field to say.
PyYAML's C parser does the work; its resolvers, which make `2030` a number, `12:30` the number 750 and `no`
False, are left out. Which keys there are and what they hold is not known here (see `fields`).
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from msgspec import Struct
from yaml import MappingNode, ScalarNode, SequenceNode

from dateline.diagnostics import Diagnostic, Location, error

__all__ = ["Items", "Mapping", "Node", "Pair", "Scalar", "compose", "read_yaml"]


class Scalar(Struct, frozen=True, gc=False):
    """One value, as text."""

    text: str
    plain: bool
    """Written without quotation marks and not as a block: only then can it be `true` or nothing at all."""
    at: Location
    special: bool
    """Maybe not words: nothing, a truth value, or what only an escape can write."""

    @property
    def empty(self) -> bool:
        """Whether this is YAML's way to write no value: nothing, `~` or `null`."""
        return self.plain and self.text in _NULLS


class Items(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    at: Location


class Pair(Struct, frozen=True, gc=False):
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
    here (tags, repeated keys, keys that are lists) is reported all together.
    """
    # isprintable: quicker, and false where there is any such character (or a tab)
    is_printable = text.replace("\n", " ").isprintable()
    characters = [
        error(
            "bad-character",
            f"the control character U+{ord(found[1]):04X} cannot stand in a YAML file",
            _place(text, found.start(1), file),
            "delete it; it is invisible and was probably pasted in",
        )
        for found in (() if is_printable else re.finditer(_FORBIDDEN, text))
    ]
    if characters:
        return None, characters
    try:
        root = compose(text)
    except yaml.YAMLError as problem:
        from dateline.reading.yamlwords import explain

        return None, [explain(problem, text, file)]
    except Refused as refused:
        at = Location(file, refused.line, refused.column)
        return None, [error(refused.code, refused.message, at, refused.hint)]
    if root is None:
        return None, []
    reader = _Reader(text, file)
    node = reader.read(root)
    return node, reader.problems


class Refused(Exception):
    """A text that is YAML, but would break what reads it."""

    def __init__(self, code: str, message: str, hint: str, mark: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.line: int = mark.line + 1
        self.column: int = mark.column + 1


def compose(text: str) -> yaml.Node | None:
    """PyYAML's own nodes of a text, all scalars tagged as text; None if there is nothing in it.

    An alias is the node that it names, so that this may be a graph, but never an endless or a vast one.
    Raises yaml.YAMLError where the text is not YAML, and Refused.
    """
    # YAML 1.2 has no line breaks but CR and LF; libyaml still counts these three, as 1.1 did.
    text = text.translate(_NOT_BREAKS) if not text.isascii() else text
    _refuse_depth(text)
    root: yaml.Node | None = yaml.compose(text, Loader=_TextLoader)
    if root is not None and "*" in text and "&" in text:
        _refuse_aliases(root)
    return root


_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SPECIAL = _NULLS | {"true", "false"}
_NOT_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
_FORBIDDEN = "([\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]).*"
_TEXT = "tag:yaml.org,2002:str"
_TAGS = {
    ScalarNode: _TEXT,
    SequenceNode: "tag:yaml.org,2002:seq",
    MappingNode: "tag:yaml.org,2002:map",
}
_HARMLESS_TAGS = frozenset(_TAGS.values())
_DEPTH = 100
_TOO_DEEP = f"lists and mappings are nested over {_DEPTH} deep"
_DEEP_INDENT = re.compile(rf"\n[ \t?:-]{{{_DEPTH}}}")
_EXPANDED = 100_000
"""How many nodes a file may have once its aliases are written out."""


class _TextLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A loader to which every untagged scalar is text."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """The tag of a node that has none of its own."""
        return _TAGS[kind]

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Nothing here goes by where a node stands."""

    def ascend_resolver(self) -> None:
        """The same on the way out."""


def _refuse_depth(text: str) -> None:
    """Refuse a nesting that the C parser, which recurses, would crash on.

    A text can only be deep if it has that many brackets or that wide an indentation; the exact count,
    over parser events and without recursion, is only made for such a text.
    """
    if text.count("[") + text.count("{") < _DEPTH and not _DEEP_INDENT.search(f"\n{text}"):
        return
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_TextLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEPTH:
                    raise Refused("yaml-depth", _TOO_DEEP, "", event.start_mark)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.MarkedYAMLError as problem:
        # From 0.2.6 on, libyaml has a bound of its own, and may come to it before it tells of anything.
        if "nesting depth" in str(problem.problem):
            raise Refused("yaml-depth", _TOO_DEEP, "", problem.problem_mark) from None
        raise


def _refuse_aliases(root: yaml.Node) -> None:
    """Refuse aliases that, written out, would be endless, vast, or deep. Each node is looked at once."""
    sizes: dict[int, int] = {}
    depths: dict[int, int] = {}
    above: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting[-1]
        children = _children(node)
        if id(node) in sizes:
            waiting.pop()
        elif id(node) not in above:
            above.add(id(node))
            if any(id(child) in above for child in children):
                raise Refused(
                    "yaml-alias",
                    "an alias (*name) stands in what it names",
                    "write the values out",
                    node.start_mark,
                )
            waiting += children
        else:
            above.remove(id(node))
            sizes[id(node)] = 1 + sum(sizes[id(child)] for child in children)
            depths[id(node)] = 1 + max((depths[id(child)] for child in children), default=0)
            if sizes[id(node)] > _EXPANDED or depths[id(node)] > _DEPTH:
                message = "the aliases (*name) of this file multiply each other"
                raise Refused("yaml-alias", message, "write the values out", node.start_mark)


def _children(node: yaml.Node) -> list[yaml.Node]:
    """The nodes directly in a node."""
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return node.value if isinstance(node, SequenceNode) else []


class _Reader:
    """Turns PyYAML's nodes into ours and collects what has no meaning here."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._has_escapes = "\\" in text
        self.problems: list[Diagnostic] = []

    def read(self, node: yaml.Node) -> Node:
        mark: Any = node.start_mark  # never None: the parser sets it
        at = Location(self._file, mark.line + 1, mark.column + 1)
        if node.tag not in _HARMLESS_TAGS:
            shown = node.tag.replace("tag:yaml.org,2002:", "!!")
            self.problems.append(
                error("yaml-tag", f"a YAML tag has no meaning here: {shown}", at, "delete the tag")
            )
        if isinstance(node, ScalarNode):
            style = node.style
            special = self._has_escapes and style == '"' if style else node.value in _SPECIAL
            return Scalar(node.value, not style, at, special)
        if isinstance(node, SequenceNode):
            return Items(tuple([self.read(item) for item in node.value]), at)
        pairs: dict[str, Pair] = {}
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            pair = Pair(Location(self._file, mark.line + 1, mark.column + 1), self.read(value_node))
            if isinstance(key_node, ScalarNode) and key_node.value not in pairs:
                pairs[key_node.value] = pair
            else:
                self.problems.append(_wrong_key(key_node, pair.key_at, pairs))
        return Mapping(pairs, at)


def _wrong_key(node: yaml.Node, at: Location, pairs: dict[str, Pair]) -> Diagnostic:
    """What is wrong with a key that is no word, or that stands among `pairs` already."""
    if not isinstance(node, ScalarNode):
        return error("yaml-key", "a key must be a word, but this one is a list or a mapping", at)
    return error(
        "duplicate-key",
        f"the key `{node.value}` stands here a second time",
        at,
        f"the first is on line {pairs[node.value].key_at.line}; put the two together or delete one",
    )


def _place(text: str, index: int, file: str) -> Location:
    """The line and column of an index in a text."""
    return Location(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
