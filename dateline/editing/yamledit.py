"""Changes to a YAML text that leave every other byte of it as it was: comments, quoting, line ends.

A text is spliced, read again, and given back only if it then says exactly what it should; otherwise
EditError. So no edit can damage a file that an editor wrote by hand. Texts are taken as they stand in the
file (line ends and byte order mark included); files are for others to read and write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from dateline.editing.yamlwrite import (
    block_text,
    double_quoted,
    flow_item,
    item_lines,
    single_quoted,
    wrapped,
)
from dateline.reading.yamlnodes import Refused, compose

__all__ = ["EditError", "Place", "append_comment", "append_items", "replace_scalar", "set_scalar"]

Place = Sequence[str | int]
"""Keys and list indexes from the top: `("quotes", 3, "exact", 1)`."""


class EditError(ValueError):
    """A text that cannot be changed as asked without touching more of it."""


def replace_scalar(text: str, place: Place, value: str) -> str:
    """The text with the value at `place` replaced by `value`.

    The value keeps its style (plain, quoted, literal or folded block, over one or several lines) as far as
    it can hold the new value. In a block, the line break at the end stays as it was. Raises EditError
    where there is no such place, where a list or mapping stands there, or where an alias does.
    """
    bom, text = _without_mark(text)
    root = _root(text)
    node = _find(root, place)
    if not isinstance(node, yaml.ScalarNode):
        raise EditError(f"{_shown(place)} is a list or a mapping, not a text")
    start, end = _span(node)
    properties = _PROPERTIES.match(text, start, end)
    start = properties.end() if properties else start
    gap = " " if start == end and text[start - 1 : start] == ":" else ""
    keeps_break = node.style in ("|", ">") and node.value.endswith("\n") and not value.endswith("\n")
    wanted = [value, f"{value}\n"] if keeps_break else [value]
    expected = [_replaced(_data(root), place, (each, False)) for each in wanted]
    for written in _ways_to_write(node, text[start:end], value, _column(node), _newline(text)):
        changed = text[:start] + gap + written + text[end:]
        if _reads_as(changed, expected):
            return bom + changed
    raise EditError(
        f"{_shown(place)} cannot be changed by itself; is it an alias (*name) or anchored (&name)?"
    )


def set_scalar(text: str, place: Place, value: str, *, after: str = "") -> str:
    """As `replace_scalar`, but a key that is not there yet is added to its mapping.

    It is added after the key `after`, or at the end of the mapping.
    """
    *above, key = place
    try:
        _find(_root(_without_mark(text)[1]), place)
    except EditError:
        return _add_key(text, above, str(key), value, after)
    return replace_scalar(text, place, value)


def append_items(
    text: str, key: str, items: Sequence[Mapping[str, object]], comments: Sequence[str] = ()
) -> str:
    """The text with `items` added at the end of the list that is the value of a key at the top.

    A key that is not there is added at the end of the text; an empty value or `[]` becomes a list. Items
    are written with the indentation of those that are there. Values are texts, lists of texts, or truth
    values; None is left out. `comments`, one for each item, stand on lines of their own above the items,
    unless these are written on one line. Raises EditError if the key's value is no list, or an alias.
    """
    if not items:
        return text
    bom, text = _without_mark(text)
    root = _root(text)
    expected = [_appended(_data(root), key, items)]
    for quoted in (False, True):
        for changed in _ways_to_append(text, root, key, items, comments, quoted=quoted):
            if _reads_as(changed, expected):
                return bom + changed
    raise EditError(f"`{key}` is not a list that items can be added to")


def append_comment(text: str, key: str, lines: Sequence[str]) -> str:
    """The text with comment lines after the last item of the list that is the value of a key at the top.

    Where there is no such list over several lines, they are put at the end of the text. `lines` come
    without the sign. Raises EditError if that would change what the text says.
    """
    bom, text = _without_mark(text)
    root = _root(text)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    value = next((value for name, value in pairs if name.value == key), None)
    column, at = 0, len(text)
    if isinstance(value, yaml.SequenceNode) and value.value and not value.flow_style:
        column = _column(value)
        at = _after_comments(text, _line_end(text, _content_end(text, value)), column)
    block = [f"{' ' * column}# {line}".rstrip() for line in lines]
    for changed in _inserted(text, at, block, _newline(text)):
        if _reads_as(changed, [_data(root)]):
            return bom + changed
    raise EditError(f"a comment cannot be put after `{key}`")


# --- Where things stand ------------------------------------------------------------------------------

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_WIDTH = 80
"""Lines may grow to this width where a text over several lines is replaced by a longer one."""
_COMMENT_LINE = re.compile(r"( *)#[^\n]*(?:\n|\Z)")
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_SPECIAL = _NOTHING | {"true", "false"}


def _root(text: str) -> yaml.Node | None:
    try:
        return compose(text)
    except (yaml.YAMLError, Refused) as problem:
        raise EditError("the file is not YAML; mend that first") from problem


def _find(node: yaml.Node | None, place: Place) -> yaml.Node:
    """The node at a place."""
    for step in place:
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode) and isinstance(step, str):
            found = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node.value[step]
        if found is None:
            raise EditError(f"there is no {_shown(place)}")
        node = found
    if node is None:
        raise EditError("the file is empty")
    return node


def _span(node: yaml.Node) -> tuple[int, int]:
    start: Any = node.start_mark
    end: Any = node.end_mark
    return start.index, end.index


def _column(node: yaml.Node) -> int:
    mark: Any = node.start_mark
    return int(mark.column)


def _content_end(text: str, node: yaml.Node) -> int:
    """The index after a node's last character, without what follows it on lines of its own."""
    start, end = _span(node)
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return start + len(text[start:end].rstrip())
    if isinstance(node, yaml.SequenceNode):
        last = node.value[-1]
        # An empty item is put after its hyphen, an alias at its anchor: not before what came before.
        return max(_content_end(text, last), _content_end(text, node.value[0]))
    return max(_content_end(text, part) for part in node.value[-1])


def _line_end(text: str, index: int) -> int:
    """The index after the line break of the line at `index`."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text[: _line_end(text, 0)] else "\n"


def _without_mark(text: str) -> tuple[str, str]:
    """The byte order mark, if there is one, and the rest."""
    return ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)


def _shown(place: Place) -> str:
    """`quotes[3].exact[1]`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")


# --- What a text says ----------------------------------------------------------------------------------

_Data = Any
"""A scalar is (text, whether it is a truth value or nothing), a list a list, a mapping a tuple of pairs."""


def _data(node: yaml.Node | None) -> _Data:
    if node is None:
        return ()
    if isinstance(node, yaml.ScalarNode):
        return node.value, not node.style and node.value in _SPECIAL
    if isinstance(node, yaml.SequenceNode):
        return [_data(item) for item in node.value]
    return tuple((_data(key), _data(value)) for key, value in node.value)


def _reads_as(text: str, expected: list[_Data]) -> bool:
    try:
        return _data(compose(text)) in expected
    except (yaml.YAMLError, Refused):
        return False


def _replaced(data: _Data, place: Place, value: _Data) -> _Data:
    """The data with another value at a place that is there."""
    if not place:
        return value
    step, *rest = place
    copy = list(data)
    if isinstance(step, int):
        copy[step] = _replaced(copy[step], rest, value)
        return copy
    index = next(index for index, (key, _) in enumerate(copy) if key[0] == step)
    copy[index] = (copy[index][0], _replaced(copy[index][1], rest, value))
    return tuple(copy)


def _appended(data: _Data, key: str, items: Sequence[Mapping[str, object]]) -> _Data:
    """The data with items added to the list of a key at the top."""
    added = [
        tuple(((name, False), _data_of(value)) for name, value in item.items() if value is not None)
        for item in items
    ]
    if not isinstance(data, tuple) or (data and isinstance(data[0], str)):
        raise EditError("the file is not a mapping")
    for index, (name, old) in enumerate(data):
        if name[0] == key:
            if isinstance(old, tuple) and old[:1] in {(nothing,) for nothing in _NOTHING} and old[1]:
                old = []
            if not isinstance(old, list):
                raise EditError(f"the value of `{key}` is not a list")
            return (*data[:index], (name, old + added), *data[index + 1 :])
    return (*data, ((key, False), added))


def _data_of(value: object) -> _Data:
    """A value to be written, as it is read back."""
    if isinstance(value, bool):
        return ("true" if value else "false"), True
    if isinstance(value, str):
        return value, False
    if isinstance(value, Sequence):
        return [_data_of(each) for each in value]
    raise EditError(f"{value!r} cannot be written")


# --- Ways to write -------------------------------------------------------------------------------------


def _ways_to_write(node: yaml.ScalarNode, old: str, value: str, column: int, newline: str) -> Iterator[str]:
    """Texts for a scalar, those most like the old one first. They need not all be right."""
    style = node.style or ""
    lines = old.rstrip().splitlines()
    if style in ("|", ">"):
        for chomp in (None, "-", "", "+"):
            yield from block_text(old, style, value, chomp, newline)
        for chomp in ("", "-", "+"):
            yield from block_text(old, "|", value, chomp, newline)
        # What follows a block starts on a new line, and so must what follows a quoted text.
        yield double_quoted(value) + old[len(old.rstrip()) :]
        return
    for write in _writers(style, value):
        written = write(value)
        if len(lines) > 1:
            indent = len(lines[1]) - len(lines[1].lstrip())
            width = max(_WIDTH, column + len(lines[0]), *map(len, lines[1:]))
            yield wrapped(written, width, column, indent).replace("\n", newline)
        yield written


def _writers(style: str, value: str) -> tuple[Callable[[str], str], ...]:
    """The flow styles to try for a value that was written in `style`, best first."""
    if style == '"' or "\n" in value:
        return (double_quoted,)
    if style == "'":
        return (single_quoted, double_quoted)
    quoted = (single_quoted, double_quoted) if re.search(r'["\\]', value) else (double_quoted,)
    return (str, *quoted)


def _add_key(text: str, above: Place, key: str, value: str, after: str) -> str:
    """The text with one more key in the mapping at `above`."""
    bom, text = _without_mark(text)
    root = _root(text)
    mapping = _find(root, above)
    if not isinstance(mapping, yaml.MappingNode) or not mapping.value:
        raise EditError(f"{_shown(above) or 'the file'} is not a mapping with keys")
    names = [name.value for name, _ in mapping.value]
    index = names.index(after) if after in names else len(names) - 1
    name_node, value_node = mapping.value[index]
    end = max(_content_end(text, name_node) + 1, _content_end(text, value_node))
    before = _data(mapping)
    pair = ((key, False), (value, False))
    expected = [_replaced(_data(root), above, (*before[: index + 1], pair, *before[index + 1 :]))]
    newline = _newline(text)
    for write in _writers("", value):
        entry = f"{key}: {write(value)}"
        if mapping.flow_style:
            changed = f"{text[:end]}, {entry}{text[end:]}"
        else:
            at = _line_end(text, end)
            lead = "" if text[:at].endswith("\n") else newline
            trail = "" if lead else newline
            changed = f"{text[:at]}{lead}{' ' * _column(name_node)}{entry}{trail}{text[at:]}"
        if _reads_as(changed, expected):
            return bom + changed
    raise EditError(f"`{key}` cannot be added to {_shown(above) or 'the file'}")


def _ways_to_append(
    text: str,
    root: yaml.Node | None,
    key: str,
    items: Sequence[Mapping[str, object]],
    comments: Sequence[str],
    *,
    quoted: bool,
) -> Iterator[str]:
    """Texts with the items added. They need not all be right."""
    newline = _newline(text)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found = next(((name, value) for name, value in pairs if name.value == key), None)
    column = _column(pairs[0][0]) if pairs else 0
    if isinstance(root, yaml.MappingNode) and root.flow_style and found is None:
        end = _content_end(text, pairs[-1][1]) if pairs else _span(root)[0] + 1
        listed = ", ".join(flow_item(item, quoted=quoted) for item in items)
        yield f"{text[:end]}{', ' if pairs else ''}{key}: [{listed}]{text[end:]}"
        return
    if found is None:
        lines = item_lines(items, column + 2, 2, comments, quoted=quoted)
        lines.insert(0, f"{' ' * column}{key}:")
        spaced = _keys_are_apart(text, pairs)
        yield from _inserted(text, len(text), lines, newline, apart=spaced)
        if pairs:
            end = max(_content_end(text, part) for part in pairs[-1])
            yield from _inserted(text, _line_end(text, end), lines, newline, apart=spaced)
        return
    name, value = found
    if isinstance(value, yaml.SequenceNode) and value.flow_style and value.value:
        end = _content_end(text, value.value[-1])
        listed = ", ".join(flow_item(item, quoted=quoted) for item in items)
        yield f"{text[:end]}, {listed}{text[end:]}"
    elif isinstance(value, yaml.SequenceNode) and value.value:
        dash = _column(value)
        first = value.value[0]
        inner = _column(first) - dash if isinstance(first, yaml.MappingNode) else 2
        at = _after_comments(text, _line_end(text, _content_end(text, value)), dash)
        lines = item_lines(items, dash, inner, comments, quoted=quoted)
        yield from _inserted(text, at, lines, newline)
    elif isinstance(value, yaml.SequenceNode) or value.value in _NOTHING:
        # `quotes: []`, `quotes: ~` or nothing: the sign goes, and with it the space before it.
        start, end = _span(value)
        colon = len(text[:start].rstrip(" "))
        emptied = text[:colon] + text[end:]
        at = _line_end(emptied, colon)
        lines = item_lines(items, _column(name) + 2, 2, comments, quoted=quoted)
        yield from _inserted(emptied, at, lines, newline)
        if quoted:  # in braces, which an empty list in braces calls for
            listed = ", ".join(flow_item(item, quoted=True) for item in items)
            yield f"{text[:colon]} [{listed}]{text[end:]}"


def _inserted(text: str, at: int, lines: list[str], newline: str, *, apart: bool = False) -> Iterator[str]:
    """Lines put in at the start of a line, or after a last line without a line break."""
    block = newline.join(lines)
    before = text[:at]
    if before and not before.endswith("\n"):
        lead = f"{before}{newline}{newline if apart else ''}{block}"
        yield lead
        yield lead + newline  # a block at the very end may need it
        return
    gap = newline if apart and not before.endswith(f"{newline}{newline}") else ""
    yield f"{before}{gap}{block}{newline}{text[at:]}"


def _after_comments(text: str, at: int, column: int) -> int:
    """The index after the comment lines that belong to what ends at `at`: those indented deeper."""
    while (found := _COMMENT_LINE.match(text, at)) and len(found[1]) > column:
        at = found.end()
    return at


def _keys_are_apart(text: str, pairs: list[tuple[yaml.Node, yaml.Node]]) -> bool:
    """Whether an empty line stands before the last key at the top."""
    if len(pairs) < 2:
        return False
    before = text[: _span(pairs[-1][0])[0]]
    return re.search(r"\n[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*[ \t]*\Z", before) is not None
