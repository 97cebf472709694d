"""Entries of meta.yaml to the words they quote: exactly, or an error that helps to mend them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from dateline.analyse.article_text import ArticleText
from dateline.diagnostics import Diagnostic, Location, error, warning
from dateline.model import Selector
from dateline.reading.fields import nearest_hint
from dateline.text.anchoring import Proposal, find, nearest, word_diff
from dateline.text.nearest import MENDABLE


class Orphan(Struct, frozen=True):
    """Words of an entry that the article does not hold, with the nearest that it does."""

    exact: str
    at: Location
    """Where the words are written in meta.yaml."""
    proposals: tuple[Proposal, ...]


class Anchored(Struct, frozen=True):
    """What became of a selector: a range of the visible text (of an odd place: with a warning), or a
    problem (and an orphan to mend).
    """

    range: tuple[int, int] | None = None
    problem: Diagnostic | None = None
    orphan: Orphan | None = None


def anchor(
    article: ArticleText, selector: Selector, places: Mapping[str, Location], at: Location
) -> Anchored:
    """The one range that the selector finds in the article.

    `places` says where the entry's keys are written, `at` where the entry is. Words that are not there
    (`orphan`), are there more than once (`ambiguous`), or are looked for in a section that does not exist
    (`unknown-section`) give a problem instead.
    """
    within, problem = look_in(article, selector.section, places, at)
    if problem is not None:
        return Anchored(problem=problem)
    found = find(article.folded, selector, within)
    if len(found) == 1:
        return Anchored(range=found[0], problem=_odd_place(article, selector, found[0], places, at))
    where = places.get("exact", at)
    if found:
        return Anchored(problem=ambiguous(article, selector.exact, found, where))
    return orphaned(article, selector, within, where)


def look_in(
    article: ArticleText, section_id: str, places: Mapping[str, Location], at: Location
) -> tuple[tuple[int, int] | None, Diagnostic | None]:
    """The range of the section that an entry names; none, and no problem, where it names none."""
    if not section_id:
        return None, None
    section = article.section(section_id)
    if section is not None:
        return (section.start, section.end), None
    ids = article.section_ids()
    listed = f"the sections are: {', '.join(ids)}" if ids else "it has no sections: take the key out"
    hint = nearest_hint(section_id, ids) or listed
    where = places.get("section", at)
    return None, error("unknown-section", f"the article has no section “{section_id}”", where, hint)


def ambiguous(article: ArticleText, exact: str, found: Sequence[tuple[int, int]], at: Location) -> Diagnostic:
    """The error for words that stand at several places."""
    shown = found[:_PLACES]
    lines = [f"{_at(article.locate(start))}: {_in_context(article, start, end)}" for start, end in shown]
    if len(found) > len(shown):
        lines.append(f"… and {len(found) - len(shown)} more")
    return error(
        "ambiguous",
        f"these words are in the article {len(found)} times: “{exact}”",
        at,
        "tell them apart with `prefix`, `suffix` or `section`; they are at\n" + "\n".join(lines),
    )


def orphaned(
    article: ArticleText, selector: Selector, within: tuple[int, int] | None, at: Location
) -> Anchored:
    """The error for words that are not there, or not with that context, with the nearest that are."""
    proposals = tuple(
        nearest(article.folded, selector.exact, within, prefix=selector.prefix, suffix=selector.suffix)
    )
    orphan = Orphan(selector.exact, at, proposals)
    where = f" in section “{selector.section}”" if selector.section else ""
    bare = Selector(exact=selector.exact)
    elsewhere = find(article.folded, bare, None)
    if elsewhere:
        message = f"these words are not{where or ' where `prefix` and `suffix` say'}: “{selector.exact}”"
        lines = [f"{_at(article.locate(s))}: {_in_context(article, s, e)}" for s, e in elsewhere[:_PLACES]]
        hint = "they are at\n" + "\n".join(lines)
    else:
        message = f"these words are not in the article{where}: “{selector.exact}”"
        hint = "\n".join(_proposed(article, selector.exact, p) for p in proposals[:1]) or (
            "copy the words off the page, exactly"
        )
    return Anchored(problem=error("orphan", message, at, hint), orphan=orphan)


def _odd_place(
    article: ArticleText,
    selector: Selector,
    found: tuple[int, int],
    places: Mapping[str, Location],
    at: Location,
) -> Diagnostic | None:
    """A warning for words that can be marked, but hardly are what was meant."""
    start, end = found
    first = article.section_at(start)
    last = first if end <= first.end else article.section_at(end - 1)
    where = places.get("exact", at)
    if first.id != last.id:
        message = f"these words begin in one section and end in another, “{last.id}”: “{selector.exact}”"
        return warning("across-sections", message, where, "point at words of one section")
    if article.code and any(start < stop and begin < end for begin, stop in article.code):
        message = f"these words are in a block of code, which is no prose: “{selector.exact}”"
        return warning("in-code", message, where, "point at words of the text around it")
    return None


_PLACES = 6
_AROUND = 24


def _proposed(article: ArticleText, exact: str, proposal: Proposal) -> str:
    where = _at(article.locate(proposal.start))
    told = (
        f"nearest, {proposal.similarity:.0f}% alike, at {where}: “{proposal.text}”\n"
        f"difference: {word_diff(exact, proposal.text)}"
    )
    return told + ("\n`dateline fix` writes the new words" if proposal.similarity >= MENDABLE else "")


def _at(location: Location) -> str:
    return f"{location.file}:{location.line}:{location.column}"


def _in_context(article: ArticleText, start: int, end: int) -> str:
    before = article.text[max(0, start - _AROUND) : start].replace("\n", " ")
    after = article.text[end : end + _AROUND].replace("\n", " ")
    return f"…{before}[{article.text[start:end]}]{after}…"
