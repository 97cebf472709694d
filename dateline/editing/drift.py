"""Anchors that have drifted, and the edits of meta.yaml that mend them.

An edit is proposed only if it does what it should: the article is analysed again with it, and must have
fewer errors than before. What an edit may change is the words of `exact`, and the `prefix`, `suffix` and
`section` beside them; nothing else of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from dateline.analyse.anchors import Orphan
from dateline.diagnostics import Diagnostic, Location
from dateline.editing.articles import Opened, Workspace, as_read, place_at, reopened
from dateline.editing.yamledit import EditError, Place, replace_scalar, set_scalar
from dateline.model import Selector
from dateline.reading.yamlnodes import compose
from dateline.text.anchoring import Proposal, describe, find, fold, nearest, word_diff


class Repair(Struct, frozen=True, kw_only=True):
    """A drifted anchor, and how it could be mended."""

    place: Place
    """Where its words are written: `("quotes", 3, "exact", 1)`."""
    at: Location
    exact: str
    """The words as they are written in meta.yaml."""
    proposal: Proposal | None = None
    """The nearest words of the article; None where nothing is near."""
    found_at: Location | None = None
    text: str = ""
    """The whole meta.yaml with the anchor mended; empty where that cannot be done by itself."""

    @property
    def difference(self) -> str:
        """How the new words differ from the old."""
        return word_diff(self.exact, self.proposal.text) if self.proposal else ""


def first_repair(workspace: Workspace, opened: Opened, least: float, skipped: set[Place]) -> Repair | None:
    """The first drifted anchor of an article that is not among `skipped`; None if there is none.

    Proposals that are less than `least` per cent alike are shown, and have no `text`.
    """
    read = as_read(opened.text)
    for orphan in sorted(opened.analysis.orphans, key=lambda orphan: (orphan.at.line, orphan.at.column)):
        place = place_at(read, orphan.at)
        if place is not None and place not in skipped:
            return _repair(workspace, opened, orphan, place, least)
    return None


def _repair(workspace: Workspace, opened: Opened, orphan: Orphan, place: Place, least: float) -> Repair:
    article = opened.analysis.article
    entry = _entry(opened.text, place)
    selector = Selector(
        exact=orphan.exact,
        prefix=entry.get("prefix", ""),
        suffix=entry.get("suffix", ""),
        section=entry.get("section", ""),
    )
    proposal = _nearest(opened, selector)
    if proposal is None:
        return Repair(place=place, at=orphan.at, exact=orphan.exact)
    repair = Repair(
        place=place,
        at=orphan.at,
        exact=orphan.exact,
        proposal=proposal,
        found_at=article.locate(proposal.start),
    )
    if proposal.similarity < least:
        return repair
    for text in _edits(opened, selector, entry, place, proposal):
        changed = reopened(workspace, opened.slug, text, opened.texts, list[Diagnostic]())
        if changed is not None and changed.errors < opened.errors:
            return Repair(
                place=place,
                at=orphan.at,
                exact=orphan.exact,
                proposal=proposal,
                found_at=repair.found_at,
                text=text,
            )
    return repair


def _nearest(opened: Opened, selector: Selector) -> Proposal | None:
    """What is nearest to the words: the same words elsewhere, or the most similar ones."""
    article = opened.analysis.article
    section = article.section(selector.section)
    within = (section.start, section.end) if section else None
    same = find(article.folded, Selector(exact=selector.exact), within) or find(
        article.folded, Selector(exact=selector.exact)
    )
    if same:
        start, end = _likeliest(opened, selector, same)
        return Proposal(start, end, article.text[start:end], 100.0)
    for place in (within, None):
        found = nearest(article.folded, selector.exact, place, prefix=selector.prefix, suffix=selector.suffix)
        if found:
            return found[0]
    return None


def _likeliest(opened: Opened, selector: Selector, places: list[tuple[int, int]]) -> tuple[int, int]:
    """Of several places with the words, the one whose context is most like the selector's."""
    from rapidfuzz import fuzz

    text = opened.analysis.article.folded
    before, after = fold(selector.prefix).text, fold(selector.suffix).text

    def likeness(place: tuple[int, int]) -> float:
        low, high = text.from_raw(*place)
        return fuzz.ratio(before, text.text[max(0, low - len(before)) : low]) + fuzz.ratio(
            after, text.text[high : high + len(after)]
        )

    return max(places, key=likeness)


def _edits(
    opened: Opened, selector: Selector, entry: Mapping[str, str], place: Place, proposal: Proposal
) -> Iterator[str]:
    """Texts of meta.yaml with the anchor mended, the one that changes least first."""
    article = opened.analysis.article
    words = proposal.text.replace("\n", " ")
    base = opened.text
    above = place[:2]
    section = article.section_at(proposal.start).id
    try:
        if fold(words).text != fold(selector.exact).text:
            base = replace_scalar(base, place, words)
            yield base
        if selector.section and selector.section != section:
            base = set_scalar(base, (*above, "section"), section)
            yield base
        if selector.prefix or selector.suffix:
            for more in (0, 2, 8):
                yield _with_context(base, above, selector, article.text, proposal, more)
        described = describe(article.folded, proposal.start, proposal.end)
        text = base
        if described.suffix:
            text = set_scalar(text, (*above, "suffix"), described.suffix, after="exact")
        if described.prefix:
            text = set_scalar(text, (*above, "prefix"), described.prefix, after="exact")
        yield text
    except EditError:
        return


def _with_context(
    text: str, above: Place, selector: Selector, visible: str, proposal: Proposal, more: int
) -> str:
    """The meta.yaml with the entry's prefix and suffix, where it has them, as the words now stand.

    They are as long as they were, and `more` words longer, within the paragraph.
    """
    if selector.prefix:
        before = visible[: proposal.start].rpartition("\n")[2].split()
        count = len(selector.prefix.split()) + more
        text = replace_scalar(text, (*above, "prefix"), " ".join(before[-count:]))
    if selector.suffix:
        after = visible[proposal.end :].partition("\n")[0].split()
        count = len(selector.suffix.split()) + more
        text = replace_scalar(text, (*above, "suffix"), " ".join(after[:count]))
    return text


def _entry(text: str, place: Place) -> dict[str, str]:
    """The texts of the entry that a place is in."""
    node: Any = compose(as_read(text))
    for step in place[:2]:
        if isinstance(step, str):
            node = next(value for key, value in node.value if key.value == step)
        else:
            node = node.value[step]
    return {key.value: value.value for key, value in node.value if isinstance(value.value, str)}
