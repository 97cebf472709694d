"""Suggested entries into the text of meta.yaml: added at the end of their lists, all else as it was.

An entry that is not valid yet is written as a comment. What would give the article an error that it did
not have is left out: after `suggest --write` a site still builds.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.diagnostics import Diagnostic
from dateline.editing.articles import Opened, Workspace, reopened
from dateline.editing.suggestions import Suggested
from dateline.yamledit import EditError, append_comment, append_items
from dateline.yamlwrite import item_lines


def with_suggestions(
    workspace: Workspace, opened: Opened, suggested: Sequence[Suggested]
) -> tuple[str, tuple[Suggested, ...]]:
    """The new text of meta.yaml, and the suggestions that were left out."""
    valid = [each for each in suggested if not each.missing]
    left_out: list[Suggested] = []
    text = _added(opened.text, valid)
    if text is None or not _is_sound(workspace, opened, text):
        text = opened.text
        for each in valid:
            longer = _added(text, [each])
            if longer is not None and _is_sound(workspace, opened, longer):
                text = longer
            else:
                left_out.append(each)
    for each in suggested:
        if each.missing:
            text = _commented(text, each)
    return text, tuple(left_out)


def _added(text: str, suggested: Sequence[Suggested]) -> str | None:
    """The text with the entries; None where its lists cannot be added to."""
    for key in ("quotes", "events"):
        chosen = [each for each in suggested if each.key == key]
        if not chosen:
            continue
        try:
            text = append_items(
                text, key, [each.entry for each in chosen], [each.comment() for each in chosen]
            )
        except EditError:
            return None
    return text


def _is_sound(workspace: Workspace, opened: Opened, text: str) -> bool:
    changed = reopened(workspace, opened.slug, text, opened.texts, list[Diagnostic]())
    return changed is not None and changed.errors <= opened.errors


def _commented(text: str, each: Suggested) -> str:
    """The text with the entry as a comment, unless it is there already."""
    lines = item_lines([each.entry], 0, 2, quoted=False)
    if f"# {lines[0]}" in text:
        return text
    try:
        return append_comment(text, each.key, [each.comment(), *lines])
    except EditError:
        return text
