"""The marks of an article: how its notes, claims, quotations and events look in the HTML of the prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from dateline.analyse.statements import Marked
from dateline.dates.datewords import iso_datetime
from dateline.model import ArticleEvent, Claim, Note, Statement
from dateline.text.annotate import Mark

Translate = Callable[..., str]


def make_marks(
    text: str,
    notes: Sequence[Note],
    footnote_signs: Mapping[str, tuple[int, ...]],
    claims: Sequence[Claim],
    statements: Sequence[Marked],
    events: Sequence[ArticleEvent],
    kind_labels: Mapping[str, str],
    t: Translate,
    *,
    show_unattributed: bool,
) -> list[Mark]:
    """All marks over the visible text.

    Of several signs at one place, those of quotations come first, then those of events, then the numbers.
    """
    marks: list[Mark] = []
    label = escape(t("sign.quote"))
    for statement, ranges, _, _ in statements:
        if statement.status != "unattributed" or show_unattributed:
            marks += _statement_marks(text, statement, ranges, label, t)
    marks += [_event_mark(event, t) for event in events if event.target is not None]
    numbered = [
        (note.number, list(_note_marks(note, footnote_signs.get(note.id), kind_labels, t))) for note in notes
    ]
    numbered += [(claim.number, [_claim_mark(claim, t)]) for claim in claims]
    for _, found in sorted(numbered, key=lambda pair: pair[0]):
        marks += found
    return marks


_CLOSING = re.compile('[.,;:!?…]*["”’»«“‘›‹」』]+[.,;]?')


def _statement_marks(
    text: str, statement: Statement, ranges: Sequence[tuple[int, int]], label: str, t: Translate
) -> Iterator[Mark]:
    """A mark for each part; the sign that opens the speaker's card stands behind the last closing mark."""
    element_id = f"q-{statement.id}"
    look = {"attributed": "quote", "set-aside": "aside", "unattributed": "unattributed"}[statement.status]
    attributes: list[tuple[str, str]] = [("data-kind", statement.kind)]
    if statement.standing != "confirmed":
        attributes.append(("data-standing", statement.standing))
    for number, (start, end) in enumerate(ranges):
        yield Mark(
            start=start,
            end=end,
            id=element_id if number == 0 else f"{element_id}_{number + 1}",
            name=element_id,
            classes=("mark", f"mark-{look}"),
            attributes=tuple(attributes),
        )
    if statement.status == "attributed":
        end = ranges[-1][1]
        closing = _CLOSING.match(text, end)
        place = closing.end() if closing else end
        yield Mark(start=place, end=place, name=element_id, sign=_statement_sign(statement, label, t))


def _statement_sign(statement: Statement, label: str, t: Translate) -> str:
    """The sign of an attributed statement; that it is disputed or withdrawn is told in words before it."""
    link = (
        f'<a class="sign sign-quote" id="r-q-{statement.id}" href="#card-q-{statement.id}"'
        f' aria-label="{label}"><span aria-hidden="true">¶</span></a>'
    )
    if statement.standing == "confirmed":
        return link
    words = escape(t(f"standing.{statement.standing}"))
    return f'<span class="sign standing standing-{statement.standing}">{words}</span>{link}'


def _note_marks(
    note: Note, signs: Sequence[int] | None, kind_labels: Mapping[str, str], t: Translate
) -> Iterator[Mark]:
    if note.target is None:
        return
    element_id = f"a-{note.id}"
    label = escape(t("sign.note", number=note.number, kind=kind_labels.get(note.kind, note.kind)))
    yield Mark(
        start=note.target.start,
        end=note.target.end,
        id=element_id,
        classes=("mark", "mark-note", f"kind-{note.kind}"),
        sign="" if signs else _note_sign("note", note.kind, element_id, note.number, label),
    )
    for number, place in enumerate(signs or ()):
        suffix = "" if number == 0 else f"_{number + 1}"
        yield Mark(
            start=place,
            end=place,
            name=element_id,
            sign=_note_sign("note", note.kind, element_id, note.number, label, suffix),
        )


def _claim_mark(claim: Claim, t: Translate) -> Mark:
    element_id = f"c-{claim.id}"
    rating = claim.rating.replace("-", " ")
    label = escape(t("sign.claim", number=claim.number, rating=rating))
    return Mark(
        start=claim.target.start,
        end=claim.target.end,
        id=element_id,
        classes=("mark", "mark-claim", "kind-claim"),
        attributes=(("data-rating", claim.rating),),
        sign=_note_sign("claim", "claim", element_id, claim.number, label),
    )


def _note_sign(look: str, kind: str, element_id: str, number: int, label: str, suffix: str = "") -> str:
    return (
        f'<a class="sign sign-{look} kind-{kind}" id="r-{element_id}{suffix}" href="#n-{element_id}"'
        f' role="doc-noteref" aria-label="{label}"><span>{number}</span></a>'
    )


def _event_mark(event: ArticleEvent, t: Translate) -> Mark:
    assert event.target is not None
    attributes = [("data-edtf", event.date), ("data-status", event.status)]
    moment = iso_datetime(event.date)
    if moment:
        attributes.append(("datetime", moment))
    label = escape(t("sign.event", title=event.title))
    return Mark(
        start=event.target.start,
        end=event.target.end,
        id=f"e-{event.id}",
        classes=("mark", "mark-event"),
        attributes=tuple(attributes),
        # A <time> without a datetime must hold a date that machines read; such words are a span.
        element="time" if moment else "span",
        sign=(
            f'<a class="sign sign-event" href="event:{event.id}" aria-label="{label}">'
            '<span aria-hidden="true">◷</span></a>'
        ),
    )
