"""The nodes that YAML is read to: values as text, lists and mappings, each with its place."""

from __future__ import annotations

from msgspec import Struct

from dateline.diagnostics import Location

__all__ = ["NOT_WORDS", "Items", "Mapping", "Node", "Pair", "Scalar"]


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

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
NOT_WORDS = _NULLS | {"true", "false"}
"""What means nothing, or a truth value, where it stands without quotation marks."""
