"""YAML text to nodes that know where they stand, and all that is wrong with it.

Scalars stay text: what a value means (a date, an id, a truth value) is for the reader of a field to say.
Plain texts are read by `yamlplain`, the others by `yamlnodes`. Which keys there are and what they hold is
not known here (see `fields`).
"""

from __future__ import annotations

import re

from dateline.diagnostics import Diagnostic, Location, error
from dateline.reading.yamlplain import read_plain
from dateline.reading.yamltree import Node

__all__ = ["read_yaml"]


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
    plain = read_plain(text, file) if is_printable else None
    if plain is not None:
        return plain, []
    from dateline.reading.yamlnodes import parsed

    return parsed(text, file)


_FORBIDDEN = "([\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]).*"


def _place(text: str, index: int, file: str) -> Location:
    """The line and column of an index in a text."""
    return Location(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
