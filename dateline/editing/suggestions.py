"""Entries for what an article's meta.yaml does not tell yet: who said its quotations, when its dates were.

Suggestions are for an editor to look over. Each is an entry as meta.yaml would have it, with how sure it
is and why; one that would not be valid yet (its speaker is not in people.yaml) says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from dateline.dates.datefinder import DateProposal, find_dates
from dateline.diagnostics import Location
from dateline.editing.articles import Opened, Workspace
from dateline.model import QuoteEntry
from dateline.quotations.find import Quotation, find
from dateline.quotations.match import SET_ASIDE, match
from dateline.quotations.speakers import Confidence, SpeakerCandidate, Suggestion, suggest_speakers
from dateline.slugs import slugify
from dateline.text.anchoring import describe
from dateline.text.sentences import sentence_bounds

CONFIDENCES: tuple[Confidence, ...] = ("guess", "likely", "sure")
"""From the least to the most."""


class Suggested(Struct, frozen=True, kw_only=True):
    """An entry that an editor might add to meta.yaml."""

    key: Literal["quotes", "events"]
    entry: dict[str, str | tuple[str, ...]]
    """As it would be written, in the order of its keys."""
    confidence: Confidence
    why: str
    at: Location
    """Where the words stand in the prose."""
    missing: str = ""
    """What must be done before the entry is valid; empty if it is."""

    def comment(self) -> str:
        """What stands above the entry in meta.yaml."""
        told = f"suggested, {self.confidence}: {self.why}"
        return f"{told}; {self.missing}" if self.missing else told


def suggest_entries(workspace: Workspace, opened: Opened) -> list[Suggested]:
    """Entries for all unattributed quotations and for all dates that no event tells, in order of place."""
    found = [*_quotations(workspace, opened), *_dates(workspace, opened)]
    return [suggested for _, suggested in sorted(found, key=lambda pair: pair[0])]


# --- Quotations -------------------------------------------------------------------------------------------


def _quotations(workspace: Workspace, opened: Opened) -> Iterator[tuple[int, Suggested]]:
    article, blocks = opened.analysis.article, opened.analysis.assembled.blocks
    language = workspace.facts.site.language
    code = [stretch for block in blocks for stretch in block.code]
    quotations, _ = find(article.text, blocks, language, code)
    sections = [(s.id, s.start, s.end) for s in article.sections]
    matched = match(opened.meta.quotes, article.text, quotations, sections, article.folded)
    open_ = [
        index
        for index, status in enumerate(matched.statuses)
        if status == "unattributed" and quotations[index].nested_in is None
    ]
    if not open_:
        return
    people = list(workspace.shared.people.values())
    told = suggest_speakers(article.text, quotations, people, language, blocks)
    for group in _statements(opened, quotations, told, open_):
        first = quotations[group[0]]
        entry, missing, why = _quote_entry(workspace, told[group[0]])
        ranges = [words for index in group for words in quotations[index].inner]
        yield (
            first.start,
            Suggested(
                key="quotes",
                entry=_pointed(opened, quotations, ranges) | entry,
                confidence=told[group[0]].confidence,
                why=why,
                at=article.locate(first.start),
                missing=missing,
            ),
        )


def _statements(
    opened: Opened, quotations: Sequence[Quotation], told: Sequence[Suggestion], open_: Sequence[int]
) -> list[list[int]]:
    """The quotations, those together that are one statement, interrupted to say who speaks."""
    groups: list[list[int]] = []
    for index in open_:
        if groups and _goes_on(opened, quotations, told, groups[-1][-1], index):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


_LONGEST_INTERRUPTION = 120
_GOES_ON = (",", "—", "–", "-", ";")


def _goes_on(
    opened: Opened, quotations: Sequence[Quotation], told: Sequence[Suggestion], one: int, other: int
) -> bool:
    """Whether a quotation goes on with the sentence that the one before it began.

    “We have drilled for this,” said Ana Ruiz, “but never with every line running.”
    """
    text = opened.analysis.article.text
    first, second = quotations[one], quotations[other]
    between = text[first.end : second.start]
    if first.block or second.block or "\n" in between or len(between) > _LONGEST_INTERRUPTION:
        return False
    if any(told[index].kind in SET_ASIDE for index in (one, other)):
        return False
    words, more = text[slice(*first.inner[-1])].rstrip(), text[slice(*second.inner[0])].lstrip()
    interrupted = words.endswith(_GOES_ON) and between.rstrip().endswith(",")
    if not interrupted or any(mark in between for mark in "?!:;") or ". " in between:
        return False
    return bool(more) and not more[0].isupper() and _who(told[one]) == _who(told[other])


def _who(suggestion: Suggestion) -> str:
    if not suggestion.candidates:
        return ""
    first = suggestion.candidates[0]
    return first.person or first.name or first.text


def _quote_entry(workspace: Workspace, told: Suggestion) -> tuple[dict[str, str | tuple[str, ...]], str, str]:
    """The entry's speaker or kind, what is missing for it to be valid, and the reason in words."""
    if told.kind in SET_ASIDE:
        return {"kind": told.kind}, "", told.why or "nobody seems to say this"
    others = [f"{_name(c)} {c.share:.0%}" for c in told.candidates[1:] if c.share >= 0.05]
    why = told.why + (f" (or {', '.join(others)})" if others else "")
    if not told.candidates:
        return {"speaker": ""}, "say who speaks", why
    first = told.candidates[0]
    if first.person:
        return {"speaker": first.person}, "", why
    if not first.name and first.text.split(" ")[0].lower() in _SOMEBODY and " " in first.text:
        return {"speaker": "anonymous", "described": first.text}, "", why
    name = first.name or first.text
    person = slugify(name)
    if not person or person in workspace.shared.people or name[:1].islower():
        return {"speaker": ""}, f"say who “{first.text}” is", why
    return {"speaker": person}, f"add {person} ({name}) to people.yaml", why


_SOMEBODY = frozenset(("a", "an", "another", "one", "some", "several", "many", "two", "three"))
"""How a description begins that is meant to leave open who it is; “the company” is somebody known."""


def _name(candidate: SpeakerCandidate) -> str:
    return candidate.person or candidate.name or candidate.text


def _pointed(
    opened: Opened, quotations: Sequence[Quotation], ranges: Sequence[tuple[int, int]]
) -> dict[str, str | tuple[str, ...]]:
    """`exact` for the words, with `prefix` and `suffix` where they are needed to find them."""
    article = opened.analysis.article
    parts = tuple(article.text[start:end].strip() for start, end in ranges)
    entry: dict[str, str | tuple[str, ...]] = {"exact": parts[0] if len(parts) == 1 else parts}
    bare = QuoteEntry(parts=parts, at=Location(""))
    sections = [(s.id, s.start, s.end) for s in article.sections]
    (found,) = match([bare], article.text, quotations, sections, article.folded).matches
    if found.outcome == "found" and found.parts[0][0] >= ranges[0][0] and found.parts[-1][1] <= ranges[-1][1]:
        return entry
    described = describe(article.folded, *ranges[0])
    return entry | _context(described.prefix, described.suffix)


def _context(prefix: str, suffix: str) -> dict[str, str | tuple[str, ...]]:
    return {key: value for key, value in (("prefix", prefix), ("suffix", suffix)) if value}


# --- Dates --------------------------------------------------------------------------------------------------

_SURE, _LIKELY = 0.9, 0.75
_LONGEST_TITLE = 90


def _dates(workspace: Workspace, opened: Opened) -> Iterator[tuple[int, Suggested]]:
    article = opened.analysis.article
    taken = [e.target for e in opened.analysis.record.summary.events if e.target is not None]
    known = {event.date for event in opened.meta.events}
    day = date.fromisoformat(opened.meta.date)
    for proposal in find_dates(article.text, day, workspace.facts.site.language):
        if proposal.edtf in known:
            continue
        if any(span.start < proposal.end and proposal.start < span.end for span in taken):
            continue
        known.add(proposal.edtf)
        described = describe(article.folded, proposal.start, proposal.end)
        entry: dict[str, str | tuple[str, ...]] = {
            "date": proposal.edtf,
            "title": _title(article.text, proposal),
            "exact": described.exact,
        }
        entry |= _context(described.prefix, described.suffix)
        if proposal.status != "happened":
            entry["status"] = proposal.status
        if proposal.relation != "on":
            entry["relation"] = proposal.relation
        yield (
            proposal.start,
            Suggested(
                key="events",
                entry=entry,
                confidence=_how_sure(proposal.confidence),
                why=proposal.why,
                at=article.locate(proposal.start),
            ),
        )


def _how_sure(confidence: float) -> Confidence:
    return "sure" if confidence >= _SURE else "likely" if confidence >= _LIKELY else "guess"


def _title(text: str, proposal: DateProposal) -> str:
    """The sentence that tells the date, cut to a title: what happened is for the editor to say."""
    first = text.rfind("\n", 0, proposal.start) + 1
    last = text.find("\n", proposal.end)
    block = text[first : last if last >= 0 else len(text)]
    left, right = sentence_bounds(block, proposal.start - first, proposal.end - first)
    sentence = " ".join(block[left:right].split()).rstrip(".")
    if len(sentence) <= _LONGEST_TITLE:
        return sentence
    return sentence[:_LONGEST_TITLE].rpartition(" ")[0].rstrip(" ,;:–—-") + " …"
