"""Whole YAML files: one mapping, a list of entries, or entries by id. What an entry holds is `validate`'s."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from dateline.diagnostics import Diagnostic, Location, error
from dateline.reading.fields import Fields, each_item, id_hint, is_nothing, kind_of, shortened
from dateline.reading.yamlnodes import Mapping, read_yaml
from dateline.slugs import is_slug

__all__ = ["entries_by_id", "read_fields", "read_items", "unique_ids"]

T = TypeVar("T")


def read_fields(text: str, file: str, what: str) -> tuple[Fields | None, list[Diagnostic]]:
    """The fields of a file that is one mapping; None if it is not. An empty file has no fields."""
    node, problems = read_yaml(text, file)
    if node is None and problems:
        return None, problems
    fields = Fields(node or Mapping({}, Location(file, 1, 1)), what, problems)
    return (None if fields.broken else fields), problems


def read_items(
    text: str, file: str, what: str, read: Callable[[Fields], T | None]
) -> tuple[tuple[T, ...], list[Diagnostic]]:
    """The entries of a file that is one list of mappings."""
    node, problems = read_yaml(text, file)
    if node is None or is_nothing(node):
        return (), problems
    return tuple(each_item(node, "the file", what, problems, read)), problems


def entries_by_id(
    text: str, file: str, what: str, read: Callable[[str, Fields], T]
) -> tuple[dict[str, T], list[Diagnostic]]:
    """The entries of a file that is one mapping from ids to mappings, in the order written."""
    node, problems = read_yaml(text, file)
    entries: dict[str, T] = {}
    if node is None or is_nothing(node):
        return entries, problems
    if not isinstance(node, Mapping):
        message = f"the file must be a mapping from ids to entries, but this is {kind_of(node)}"
        problems.append(error("wrong-type", message, node.at, f"write `some-id:` and below it {what}"))
        return entries, problems
    for id, pair in node.pairs.items():
        if not is_slug(id):
            problems.append(error("bad-id", f"“{shortened(id)}” is not an id", pair.key_at, id_hint(id)))
        fields = Fields(pair.value, what, problems)
        fields.at = pair.key_at
        entries[id] = read(id, fields)
    return entries, problems


class _HasId(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def at(self) -> Location: ...
    @property
    def places(self) -> dict[str, Location]: ...


def unique_ids(entries: Iterable[_HasId], what: str, problems: list[Diagnostic]) -> None:
    """Report every id that an earlier entry of the same list has."""
    first: dict[str, Location] = {}
    for entry in entries:
        if not entry.id:
            continue
        at = entry.places.get("id", entry.at)
        earlier = first.setdefault(entry.id, at)
        if earlier is not at:
            message = f"two {what} of this file have the id `{entry.id}`"
            problems.append(error("duplicate-id", message, at, f"the other one is on line {earlier.line}"))
