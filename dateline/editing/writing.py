"""Suggested entries into the text of meta.yaml: added at the end of their lists, all else as it was.

An entry that is not valid yet is written as a comment. What would give the article an error that it did
not have is left out: after `suggest --write` a site still builds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.diagnostics import Diagnostic
from dateline.editing.articles import Opened, Workspace, reopened
from dateline.editing.suggestions import Suggested
from dateline.editing.yamledit import EditError, append_comment, append_items
from dateline.editing.yamlwrite import item_lines

Addition = tuple[str, Mapping[str, object], str]
"""An entry to add: the key of its list, what it says, and the comment above it (or empty)."""


def with_suggestions(
    workspace: Workspace, opened: Opened, suggested: Sequence[Suggested]
) -> tuple[str, tuple[Suggested, ...]]:
    """The new text of meta.yaml, and the suggestions that were left out."""
    valid = [each for each in suggested if not each.missing]
    additions: list[Addition] = [(each.key, each.entry, each.comment()) for each in valid]
    text, left_out = with_entries(workspace, opened, additions)
    for each in suggested:
        if each.missing:
            text = _commented(text, each)
    return text, tuple(valid[number] for number in sorted(left_out))


def with_entries(
    workspace: Workspace, opened: Opened, additions: Sequence[Addition]
) -> tuple[str, frozenset[int]]:
    """The text of meta.yaml with the entries, and the numbers of those that had to be left out."""
    text = _added(opened.text, additions)
    if text is not None and _is_sound(workspace, opened, text):
        return text, frozenset()
    text = opened.text
    left_out = set()
    for number, addition in enumerate(additions):
        longer = _added(text, [addition])
        if longer is not None and _is_sound(workspace, opened, longer):
            text = longer
        else:
            left_out.add(number)
    return text, frozenset(left_out)


def _added(text: str, additions: Sequence[Addition]) -> str | None:
    """The text with the entries; None where its lists cannot be added to."""
    for key in dict.fromkeys(key for key, _, _ in additions):
        chosen = [(entry, comment) for own, entry, comment in additions if own == key]
        try:
            text = append_items(text, key, [entry for entry, _ in chosen], [comment for _, comment in chosen])
        except EditError:
            return None
    return text


def _is_sound(workspace: Workspace, opened: Opened, text: str) -> bool:
    changed = reopened(workspace, opened.slug, text, opened.texts, list[Diagnostic]())
    return changed is not None and changed.errors <= opened.errors


def _commented(text: str, each: Suggested) -> str:
    """The text with the entry as a comment, unless it is there already."""
    lines = item_lines([each.entry], 0, 2, quoted=False)
    if f"# {lines[0]}" in text or f"#   {lines[0]}" in text:
        return text
    if not re.search(rf"^(?:# )?{each.key}:", text, re.MULTILINE):
        lines = [f"{each.key}:", *(f"  {line}" for line in lines)]
    try:
        return append_comment(text, each.key, [each.comment(), *lines])
    except EditError:
        return text
