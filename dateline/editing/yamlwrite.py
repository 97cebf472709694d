"""Values written as YAML: in every style a scalar can have, and items of lists as an editor would write them.

Nothing is promised about how they read where they are put; `yamledit` makes sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

__all__ = ["block_text", "double_quoted", "flow_item", "item_lines", "single_quoted", "wrapped"]


def double_quoted(value: str) -> str:
    """In double quotation marks, with escapes for what could not stand there."""
    return f'"{_ESCAPED.sub(_escape, value)}"'


def single_quoted(value: str) -> str:
    """In single quotation marks; line breaks as a flow scalar has them, one more than they mean."""
    return "'" + _in_flow(value.replace("'", "''")) + "'"


def block_text(old: str, style: str, value: str, chomp: str | None, newline: str) -> Iterator[str]:
    """A block scalar (`|` or `>`) with the header's comment, indentation and width of `old`.

    `chomp` is the header's sign for the line breaks at the end, or None for the one that is there.
    """
    header, _, content = old.partition("\n")
    found = _HEADER.match(header)
    shown = [line for line in content.splitlines() if line.strip()]
    if not found or not shown:
        return
    indent = len(shown[0]) - len(shown[0].lstrip(" "))
    sign = found["chomp"] if chomp is None else chomp
    end = len(old.rstrip()) if shown else len(old)
    tail = old[end:]
    core = value.rstrip("\n")
    if style == ">":
        core = _in_flow(core)
        if len(shown) > 1:
            core = wrapped(core, max(map(len, shown)) - indent, 0, 0)
    extra = len(value) - len(value.rstrip("\n")) - 1 if sign == "+" else 0
    lines = [(" " * indent + line) if line else "" for line in core.split("\n")] + [""] * max(extra, 0)
    yield newline.join([style + sign + header[found.end() :].rstrip("\r"), *lines]) + tail


def wrapped(text: str, width: int, first_column: int, indent: int) -> str:
    """The text broken at single spaces into lines of at most `width`, the second and later ones indented.

    `first_column` is where the first line starts. Lines that are in the text are kept.
    """
    lines: list[str] = []
    used = first_column
    for number, line in enumerate(text.split("\n")):
        current = ""
        for word in _SINGLE_SPACES.split(line):
            if current and used + len(current) + 1 + len(word) > width:
                lines.append(current)
                current, used = word, indent
            else:
                current = f"{current} {word}" if current else word
        lines.append(current)
        used = indent if number or line else used
    return "\n".join([lines[0], *(" " * indent + line if line else "" for line in lines[1:])])


def item_lines(
    items: Sequence[Mapping[str, object]],
    column: int,
    inner: int,
    comments: Sequence[str] = (),
    *,
    quoted: bool,
) -> list[str]:
    """The lines of list items: a hyphen at `column`, the keys `inner` columns after it.

    `comments`, one for each item where given, stand above them. With `quoted` every text is in double
    quotation marks.
    """
    lines: list[str] = []
    for number, item in enumerate(items):
        if number < len(comments):
            lines += [f"{' ' * column}# {line}" for line in comments[number].splitlines()]
        keys = [
            line
            for key, value in item.items()
            if value is not None
            for line in _key_lines(key, value, quoted=quoted)
        ]
        margin = " " * (column + inner)
        lines += [margin + line if line else "" for line in keys]
        first = len(lines) - len(keys)
        lines[first] = " " * column + "-" + " " * (inner - 1) + keys[0]
    return lines


def flow_item(item: Mapping[str, object], *, quoted: bool) -> str:
    """A mapping on one line, in braces."""
    pairs = (
        f"{key}: {_flow_value(value, quoted=quoted)}" for key, value in item.items() if value is not None
    )
    return "{" + ", ".join(pairs) + "}"


_HEADER = re.compile(r"[|>](?:(?P<chomp>[+-]?)[1-9]?|[1-9][+-]?)(?![^\s])")
_SINGLE_SPACES = re.compile(r"(?<=\S) (?=\S)")
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# Plain to every reader of YAML, old ones too: starts with a letter, and has no `: ` and no ` #`.
_PLAIN = re.compile(r"[^\W\d_](?:[^\x00-\x1f\x7f-\x9f:#]|:(?=\S)|(?<=\S)#)*(?<!\s)")
_TYPED = re.compile(r"(?:y|yes|n|no|on|off|true|false|null|\.inf|\.nan)", re.IGNORECASE)
_ID = re.compile(r"[a-z][a-z0-9-]*")


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return _ESCAPES.get(sign) or f"\\u{ord(sign):04x}"


def _in_flow(value: str) -> str:
    """Line breaks as they are written where lines are folded: n of them as n + 1."""
    return re.sub(r"\n+", lambda found: found[0] + "\n", value)


def _key_lines(key: str, value: object, *, quoted: bool) -> list[str]:
    """A key and its value, on one line or several."""
    if isinstance(value, str) and "\n" in value and not quoted:
        sign = "|" if value.endswith("\n") else "|-"
        return [f"{key}: {sign}", *(f"  {line}" if line else "" for line in value.rstrip("\n").split("\n"))]
    if isinstance(value, Sequence) and not isinstance(value, str):
        if all(isinstance(each, str) and _is_id(each) for each in value):
            return [f"{key}: [{', '.join(map(str, value))}]"]
        return [f"{key}:", *(f"  - {_block_value(each, quoted=quoted)}" for each in value)]
    return [f"{key}: {_block_value(value, quoted=quoted)}"]


def _block_value(value: object, *, quoted: bool) -> str:
    """A value on the line of its key."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    plain = not quoted and _PLAIN.fullmatch(text) and not _TYPED.fullmatch(text)
    return text if plain else double_quoted(text)


def _flow_value(value: object, *, quoted: bool) -> str:
    """A value inside braces, where a comma ends it."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_flow_value(each, quoted=quoted) for each in value) + "]"
    text = str(value)
    if isinstance(value, str) and not _is_id(text):
        return double_quoted(text)
    return _block_value(value, quoted=quoted)


def _is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None and not _TYPED.fullmatch(text)
