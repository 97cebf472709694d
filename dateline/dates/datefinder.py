"""Dates in prose: found, read against the dateline, proposed as events, and held against an event's date.

What a language's phrases look like and mean is in `datephrases`. Here it is decided which reading wins, what
relation and status the words around a date give it, and when words and a date cannot both be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from dateline.dates.datephrases import phrases, rules_for
from dateline.dates.datephrases.rules import Basis, Language, Rule, Saying, Scene
from dateline.dates.days import civil, day_number
from dateline.dates.edtf import EdtfError, parse
from dateline.text.sentences import sentence_bounds


class DateProposal(Struct, frozen=True, kw_only=True):
    """A date that the text tells, as an entry of `events:` would have it."""

    start: int
    end: int
    """Code-point offsets of `words`, end exclusive."""
    words: str
    edtf: str
    relation: str
    status: str
    confidence: float
    """0 to 1: how sure the reading is."""
    why: str
    """What was recognised, for the editor."""
    basis: Basis
    """What the reading rests on: a written year, the nearest year, the week, or the dateline."""


def find_dates(text: str, dateline_date: date, language: str = "en") -> tuple[DateProposal, ...]:
    """The dates of a text in its order, none overlapping another.

    `dateline_date` is what "last Tuesday" and "3 April" are reckoned from; `language` is BCP 47.
    """
    known = phrases(language)
    if not known.hint.search(text):
        return ()
    proposals: list[DateProposal] = []
    for start, end, rule, found in sorted(_matches(text, language), key=lambda match: match[:2]):
        sentence = text[slice(*sentence_bounds(text, start, end))]
        before = proposals[-1] if proposals and start - proposals[-1].end < _NEAR else None
        scene = Scene(
            today=dateline_date,
            future=known.future.search(sentence) is not None,
            before=before.edtf if before else "",
        )
        said = rule.read(found, scene)
        if said is not None and _is_date(said.edtf):
            proposals.append(_proposal(text, start, end, said, rule, known, scene, sentence))
    return tuple(proposals)


_NEAR = 300
"""A date that far back may still be what "two weeks later" counts from."""


def _matches(text: str, language: str) -> Iterator[tuple[int, int, Rule, re.Match[str]]]:
    """Stretches of the text that look like dates, each given to the first rule that takes it."""
    taken = bytearray(len(text))
    for rule in rules_for(text, language):
        for found in rule.pattern.finditer(text):
            start, end = found.span(rule.group)
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield start, end, rule, found


def _is_date(edtf: str) -> bool:
    try:
        return bool(parse(edtf))
    except EdtfError:
        return False


def _proposal(
    text: str, start: int, end: int, said: Saying, rule: Rule, known: Language, scene: Scene, sentence: str
) -> DateProposal:
    before = text[max(0, start - 40) : start]
    edtf, why = said.edtf, [rule.why]
    about = known.about.search(before)
    if about and edtf[-1] not in "~?%" and re.fullmatch(r"[\dX-]+", edtf) and not _is_part_of_year(edtf):
        edtf += "~"
        why.append("about")
    relation, begins = said.relation or "on", about.start() if about else None
    for name, pattern in known.relations:
        match = pattern.search(before)
        if match and not said.relation and ("/" not in edtf or said.basis == "relative"):
            relation, begins = name, match.start()
            break
    when = parse(edtf)
    now = (scene.today - date(1970, 1, 1)).days
    if relation == "by-or-until":
        relation = "by" if when.latest > now else "until"
    if begins is not None:
        start -= len(before) - begins
    if relation != "on":
        why.append(relation)
    earliest = now + 1 if said.coming else when.earliest
    status = _status(earliest, when.latest, relation, now, known, sentence)
    if status != "happened":
        why.append(status)
    return DateProposal(
        start=start,
        end=end,
        words=text[start:end],
        edtf=edtf,
        relation=relation,
        status=status,
        confidence=said.confidence,
        why=", ".join(why),
        basis=said.basis,
    )


def _is_part_of_year(edtf: str) -> bool:
    return re.fullmatch(r"\d{4}-(?:2[1-9]|3\d|4[01])", edtf) is not None


def _status(earliest: int, latest: int, relation: str, now: int, known: Language, sentence: str) -> str:
    """What is still to come is planned, forecast or due; what was due and did not come was missed."""
    ahead = earliest > now or (relation in ("by", "until") and latest > now)
    if relation == "by" and not ahead:
        return "missed" if known.missed.search(sentence) else "happened"
    if not ahead:
        return "happened"
    if relation == "by":
        return "deadline"
    if relation == "until" and not known.future.search(sentence):
        # It is so already, and will be until then.
        return "happened"
    return "forecast" if known.forecast.search(sentence) else "planned"


# --- Words against a date -----------------------------------------------------------------------------


def contradicts(
    words: str, edtf: str, relation: str, dateline_date: date, language: str = "en"
) -> str | None:
    """Why the words that an event is anchored to and its date cannot both be right; None where they can.

    Only what is certain counts: words that carry a date, of which no reading has a day in common with the
    event's. "By 2030" contradicts 2031, and "on Tuesday" a Wednesday; "late 2023" does not contradict
    September, nor "last week" a day of the week before.
    """
    if _say_it(words, edtf, dateline_date, language):
        return None
    proposals = find_dates(words, dateline_date, language)
    said = [proposal for proposal in proposals if proposal.confidence > _SURE]
    if not said or not _is_date(edtf):
        return None
    when = parse(edtf)
    if when.uncertain or when.starts != "known" or when.ends != "known" or not when.has_year:
        return None
    bounds = _allowed(when.earliest, when.latest, relation, parse(edtf).approximate)
    if any(_can_agree(proposal, edtf, relation, bounds) for proposal in said):
        return None
    spoken = said[0]
    return f"the words “{spoken.words}” say {spoken.edtf}, the date says {edtf}"


_SURE = 0.6
"""A reading that is no surer than that contradicts nothing."""


def _say_it(words: str, edtf: str, dateline_date: date, language: str) -> bool:
    """Whether the words give the very date, with its year: then they agree, whatever else they say.

    Most words do, and the first rules find it; a date with a year is the same in every scene. The few that
    give a year without a digit are left to `find_dates`.
    """
    if not _DIGIT.search(words):
        return False
    scene = Scene(today=dateline_date, future=False)
    for _, _, rule, found in _matches(words, language):
        said = rule.read(found, scene)
        if said is not None and said.basis == "year" and said.edtf == edtf and said.confidence > _SURE:
            return True
    return False


_DIGIT = re.compile(r"\d")

Bounds = tuple[float, float]
_ANY = float("inf")


def _allowed(earliest: int, latest: int, relation: str, approximate: bool) -> Bounds:
    """The days that a date with a relation allows; an approximate one as much again, and no less than 3%."""
    slack = 0.0
    if approximate:
        slack = max(latest - earliest + 1, 3) * (3 if latest - earliest >= 364 else 1)
    if relation in ("by", "until", "before"):
        return -_ANY, latest + slack
    if relation in ("since", "after"):
        return earliest - slack, _ANY
    return earliest - slack, latest + slack


def _can_agree(proposal: DateProposal, edtf: str, relation: str, bounds: Bounds) -> bool:
    if proposal.basis == "weekday":
        return _weekday_agrees(proposal, edtf)
    if proposal.basis == "yearless":
        return _yearless_agrees(proposal.edtf, edtf, bounds)
    said = parse(proposal.edtf)
    slack = _slack(proposal)
    first, last = said.earliest - slack, said.latest + slack
    same = {"by", "until"} if relation in ("by", "until") else {relation}
    if relation != "on" and proposal.relation in same:
        # The same thing said twice: then the dates themselves must meet.
        when = parse(edtf)
        own = _allowed(when.earliest, when.latest, "on", when.approximate)
        spoken = _allowed(said.earliest, said.latest, "on", said.approximate)
        return spoken[0] - slack <= own[1] and own[0] <= spoken[1] + slack
    spoken = _allowed(int(first), int(last), proposal.relation, said.approximate)
    return spoken[0] <= bounds[1] and bounds[0] <= spoken[1]


def _slack(proposal: DateProposal) -> int:
    """Days by which words are loose: late 2023 may begin in September, last week be ten days ago."""
    said = parse(proposal.edtf)
    if proposal.basis == "relative":
        return max(7, said.latest - said.earliest + 1)
    if said.precision == "season":
        return 92
    return 0


def _weekday_agrees(proposal: DateProposal, edtf: str) -> bool:
    """Whether an event of one day is on the weekday that the words name, or in the night after it."""
    when = parse(edtf)
    if when.latest - when.earliest >= 1:
        return True
    nights = re.search(r"(?i)night|evening|late", proposal.words) is not None
    spoken = parse(proposal.edtf).earliest
    return (when.earliest - spoken) % 7 in ((0, 1) if nights else (0,))


def _yearless_agrees(spoken: str, edtf: str, bounds: Bounds) -> bool:
    """Whether the day or month that the words name is among those of the event, in whatever year."""
    if "/" in spoken:
        return True
    when = parse(edtf)
    first_year, last_year = civil(when.earliest)[0], civil(when.latest)[0]
    if last_year - first_year > 1:
        return True
    _, month, *day = (int(part) for part in spoken.split("-"))
    for year in range(first_year - 1, last_year + 2):
        start = day_number(year, month, day[0] if day else 1)
        end = start if day else start + 30
        if start <= bounds[1] and bounds[0] <= end:
            return True
    return False
