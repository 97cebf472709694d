"""Events from every article and from timeline.yaml, as one timeline: merged, checked, in order.

What is ahead is told by the newest article's date; the clock is asked by `check --today` alone. Dates are
read by `edtf`, said by `datewords`, drawn by `overview`.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Literal

from msgspec import Struct

from dateline.dates.datewords import date_words
from dateline.dates.days import civil, day_number
from dateline.dates.edtf import FAR, Edtf, parse
from dateline.diagnostics import Diagnostic, Location, note, warning
from dateline.model import ArticleEvent, Event, Telling

Told = tuple[str, str, str, ArticleEvent]
"""(slug of the article, its title, the date of its dateline, the event as it tells it)."""


class Merged(Struct, frozen=True, kw_only=True):
    """The timeline, and what merging found out."""

    events: tuple[Event, ...]
    """In timeline order: earliest, latest, then as written."""
    problems: list[Diagnostic]
    ids: dict[tuple[str, str], str]
    """By article (an empty slug for timeline.yaml) and the id that an event has there, its id here."""


def merge(
    tellings: Iterable[Told], background: Iterable[ArticleEvent], language: str, newest: str
) -> tuple[tuple[Event, ...], list[Diagnostic]]:
    """One timeline from all tellings: the same id, or the same date and title, is one event.

    `newest` is the date of the newest article (YYYY-MM-DD, or empty where there is none); `language` is that
    of the dates in words. Every date has been read before: raises EdtfError for one that cannot be.
    """
    merged = merge_fully(tellings, background, language, newest, {})
    return merged.events, merged.problems


def merge_fully(
    tellings: Iterable[Told],
    background: Iterable[ArticleEvent],
    language: str,
    newest: str,
    files: Mapping[str, str],
) -> Merged:
    """As `merge`, with the way from each article's own ids to the timeline's.

    `files` are the paths of the articles' meta.yaml by slug, for events that are told without theirs.
    """
    written = sorted(tellings, key=lambda told: (told[2], told[0]))
    groups = _groups([*(("", "", "", event) for event in background), *written])
    now = _day(newest)
    events: list[Event] = []
    problems: list[Diagnostic] = []
    ids: dict[tuple[str, str], str] = {}
    for event_id, group in _named(groups):
        if len(group) > 1:
            problems += _conflicts(event_id, group, files)
        event, shown = _merged(event_id, group, language, now)
        if event.ahead and event.status == "happened" and shown[0]:
            problems.append(_not_yet(event, _written(shown, files)))
        events.append(event)
        for slug, _, _, told in group:
            ids[slug, told.id] = event_id
    events.sort(key=lambda event: parse(event.date).sort_key)
    return Merged(events=tuple(events), problems=problems, ids=ids)


def deadlines_gone_by(
    events: Iterable[Event], today: date, places: Mapping[str, Location]
) -> list[Diagnostic]:
    """What was due or planned before `today` and of which nobody has told the outcome.

    `places` are where the events are written, by id.
    """
    now = (today - date(1970, 1, 1)).days
    problems = []
    for event in events:
        if event.status in _EXPECTED and event.relation not in ("since", "after") and _last_day(event) < now:
            problems.append(
                warning(
                    "deadline-gone-by",
                    f"“{event.title}” was {_EXPECTED[event.status]} {event.date_words}, which has gone by",
                    places.get(event.id, Location("content")),
                    "say what came of it: `status: happened`, with the date it happened, or `status: missed`",
                )
            )
    return problems


_EXPECTED = {"deadline": "due", "planned": "planned for", "forecast": "forecast for"}


class Month(Struct, frozen=True, kw_only=True):
    """Events of one month, or of a whole year or longer."""

    month: int
    """1-12; 0 for what no month of the period holds."""
    events: tuple[Event, ...]


class Year(Struct, frozen=True, kw_only=True):
    """Events under one heading: of a year, a decade, a century; of no known year."""

    span: Literal["year", "decade", "century", "undated"]
    year: int
    """The first of it, astronomical (0 is 1 BC); 0 for `undated`."""
    months: tuple[Month, ...]


def by_year_and_month(events: Iterable[Event]) -> tuple[Year, ...]:
    """Events in timeline order under headings in that order.

    What is known to a decade or century only stands under that, before its first year; so does what is
    known to the year only, before the year's first month. Before the year 1000 a century is heading enough.
    Events of no known year come last.
    """
    years: dict[tuple[int, int], dict[int, list[Event]]] = {}
    for event in events:
        key, month = _place(event.date, event.earliest, event.latest)
        years.setdefault(key, {}).setdefault(month, []).append(event)
    return tuple(
        Year(
            span=_SPANS[rank],
            year=year if rank < len(_SPANS) - 1 else 0,
            months=tuple(Month(month=month, events=tuple(held)) for month, held in sorted(months.items())),
        )
        for (year, rank), months in sorted(years.items())
    )


_SPANS: tuple[Literal["year", "decade", "century", "undated"], ...] = ("century", "decade", "year", "undated")
_CENTURIES_UNTIL = 1000


@lru_cache(maxsize=4096)
def _place(edtf: str, earliest: int, latest: int) -> tuple[tuple[int, int], int]:
    """((first year, rank of the span), month)."""
    if not parse(edtf).has_year:
        return (FAR, 3), 0
    year, month, _ = civil(earliest)
    last_year, last_month, _ = civil(latest)
    century, decade = year // 100 * 100, year // 10 * 10
    if year < _CENTURIES_UNTIL or (last_year > decade + 9 and last_year <= century + 99 and year == century):
        return (century, 0), 0
    if last_year > year and last_year <= decade + 9 and year == decade:
        return (decade, 1), 0
    return (year, 2), month if (year, month) == (last_year, last_month) else 0


# --- Which tellings are of one event --------------------------------------------------------------


def _groups(written: Sequence[Told]) -> list[list[Told]]:
    """Tellings of the same event together, each group and the groups as written, oldest article first."""
    group_of: dict[object, list[Told]] = {}
    for told in written:
        event = told[3]
        keys: list[object] = [(event.date, _folded(event.title))]
        if event.explicit_id:
            keys.append(event.id)
        # An id may tie together what a date and title did not; the oldest group takes in the others.
        found = {id(group): group for key in keys if (group := group_of.get(key)) is not None}
        first, *others = found.values() or ([],)
        for other in others:
            first += other
            for key, group in group_of.items():
                if group is other:
                    group_of[key] = first
        first.append(told)
        for key in keys:
            group_of[key] = first
    order = {id(told): index for index, told in enumerate(written)}
    groups = {id(group): group for group in group_of.values()}.values()
    for group in groups:
        if len(group) > 1:
            group.sort(key=lambda told: order[id(told)])
    return sorted(groups, key=lambda group: order[id(group[0])])


def _folded(title: str) -> str:
    if title.isascii():
        plain = title.lower()
    else:
        plain = unicodedata.normalize("NFKC", title).casefold().translate(_FOLDS)
    return " ".join(plain.split()).rstrip(".!")


_FOLDS = str.maketrans("‘’“”–—‑", "''\"\"---")


def _named(groups: Sequence[list[Told]]) -> Iterable[tuple[str, list[Told]]]:
    """Each group with an id of its own: the first that is explicit, else the first made from words.

    Where ids made from words are the same for several events (an election every four years), the one told
    first keeps it and the date goes into the others'.
    """
    chosen = [next((t[3].id for t in group if t[3].explicit_id), "") for group in groups]
    taken = set(chosen)
    for wanted, group in zip(chosen, groups, strict=True):
        event_id = wanted
        if not wanted:
            event = group[0][3]
            event_id = event.id
            if event_id in taken:
                event_id = f"{event.id}-{_slug_of(event.date)}"
            number = 2
            while event_id in taken:
                event_id = f"{event.id}-{_slug_of(event.date)}-{number}"
                number += 1
            taken.add(event_id)
        yield event_id, group


def _slug_of(edtf: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in edtf.lower()).split())


# --- One event from its tellings -------------------------------------------------------------------


def _merged(event_id: str, group: Sequence[Told], language: str, now: int) -> tuple[Event, Told]:
    """The event as the newest article tells it, completed from the others; and that telling."""
    newest_first = sorted(group, key=lambda told: told[2], reverse=True) if len(group) > 1 else group
    shown = newest_first[0]
    told = [each[3] for each in newest_first]
    lead = told[0]
    dated = _best_dated(told)
    when = parse(dated.date)
    event = Event(
        id=event_id,
        date=dated.date,
        earliest=when.earliest,
        latest=when.latest,
        date_words=dated.words or date_words(when, language, dated.relation),
        title=lead.title,
        html=lead.html or next((event.html for event in told if event.html), ""),
        status=lead.status,
        relation=dated.relation,
        people=_all([event.people for event in told]),
        sources=_all([event.sources for event in told]),
        topics=_all([event.topics for event in told]),
        tellings=tuple([_telling(*each) for each in newest_first if each[0]]),
        ahead=_is_ahead(when, dated.relation, lead.status, now),
    )
    return event, shown


def _telling(slug: str, title: str, _: str, event: ArticleEvent) -> Telling:
    return Telling(
        slug=slug,
        title=title,
        event=event.id,
        anchor=event.target is not None,
        section=event.section,
        words=event.target.exact if event.target else "",
    )


def _best_dated(told: Sequence[ArticleEvent]) -> ArticleEvent:
    """Of the tellings that agree with the newest in status and relation, the one with the finest date."""
    if len(told) == 1:
        return told[0]
    lead, when = told[0], parse(told[0].date)
    agreeing = [
        event
        for event in told
        if (event.status, event.relation) == (lead.status, lead.relation)
        and _overlap(when, parse(event.date))
    ]
    return min(agreeing, key=lambda event: _span_of(parse(event.date)))


def _span_of(when: Edtf) -> int:
    return FAR if when.starts != "known" or when.ends != "known" else when.latest - when.earliest


def _all(values: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """All that several tellings have, each once; in one telling nothing comes twice."""
    if len(values) == 1:
        return values[0]
    return tuple(dict.fromkeys(chain.from_iterable(values)))


def _is_ahead(when: Edtf, relation: str, status: str, now: int) -> bool:
    """Later than the newest article; what is only expected, as long as its time is not up."""
    if relation != "until" and when.earliest > now:
        return when.starts == "known" or when.kind != "interval"
    return status in _EXPECTED and (when.ends != "known" or when.latest > now)


def _last_day(event: Event) -> int:
    """The last day that the event's date allows."""
    when = parse(event.date)
    return when.latest if when.ends == "known" else FAR


def _day(iso: str) -> int:
    """The number of a day; that of a site without articles is before every day."""
    if not iso:
        return -FAR
    year, month, day = iso[:10].split("-")
    return day_number(int(year), int(month), int(day))


# --- What does not agree ----------------------------------------------------------------------------


def _conflicts(event_id: str, group: Sequence[Told], files: Mapping[str, str]) -> Iterable[Diagnostic]:
    """Tellings that cannot both be right. A plan that has since been met or missed is no conflict."""
    by_status: dict[str, list[Told]] = defaultdict(list)
    for told in group:
        event = told[3]
        earlier = by_status[event.status]
        contrary = next((each for each in earlier if not _agree(each[3], event)), None)
        if contrary is not None:
            other, place = contrary[3], _written(contrary, files)
            yield warning(
                "event-conflict",
                f"the event “{event_id}” is dated {event.date} here and {other.date} elsewhere",
                _written(told, files),
                f"the other date: {place.file}:{place.line} “{other.title}”\n"
                "give both the right date, or the events different ids",
            )
        earlier.append(told)
    others = {told[3].id: told for told in group if told[3].explicit_id and told[3].id != event_id}
    for other_id, told in others.items():
        yield note(
            "event-ids",
            f"“{told[3].title}” has the id “{other_id}” here, but “{event_id}” elsewhere and on the timeline",
            _written(told, files),
            "events of the same date and title are one: give both the same id",
        )


def _written(told: Told, files: Mapping[str, str]) -> Location:
    """Where a telling is written."""
    at = told[3].at
    return at if at.file else Location(files[told[0]], at.line, at.column)


def _agree(one: ArticleEvent, other: ArticleEvent) -> bool:
    if one.date == other.date:
        return True
    # "by 2030" and "2029-05" can both be right; only two dates that are both meant as such must meet.
    if one.relation != other.relation:
        return True
    return _overlap(parse(one.date), parse(other.date))


def _overlap(one: Edtf, other: Edtf) -> bool:
    """Whether there is a day that both dates can mean."""
    return _begin(one) <= _finish(other) and _begin(other) <= _finish(one)


def _begin(when: Edtf) -> int:
    return when.earliest if when.starts == "known" else -FAR


def _finish(when: Edtf) -> int:
    return when.latest if when.ends == "known" else FAR


def _not_yet(event: Event, at: Location) -> Diagnostic:
    return note(
        "event-not-yet",
        f"“{event.title}” is dated {event.date}, later than the newest article, yet its status is `happened`",
        at,
        "say `status: planned`, `forecast` or `deadline`, or mend the date",
    )
