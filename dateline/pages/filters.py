"""What a list can be narrowed to: the choices of its filters, only those that find something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dateline.building.plan import View
from dateline.pages.parts import Lookup
from dateline.pages.split import folded
from dateline.pages.statementlist import IndexedItem


class Option(View, frozen=True, kw_only=True):
    """One choice of a filter."""

    value: str
    label: str
    count: int = 0


class StatementFilters(View, frozen=True, kw_only=True):
    """What a page's statements can be narrowed to."""

    speakers: tuple[Option, ...]
    organizations: tuple[Option, ...]
    topics: tuple[Option, ...]
    years: tuple[Option, ...]
    kinds: tuple[str, ...]
    checks: tuple[str, ...]
    """Which of `yes`, `no` there are."""


def statement_filters(
    look: Lookup, items: Sequence[IndexedItem], speakers: Iterable[Option]
) -> StatementFilters | None:
    """The choices among the statements of a page; none where there is but one statement."""
    if len(items) < 2:
        return None
    names = {item.organization: item.card.organization for item in items}
    topics = Counter(topic for item in items for topic in item.topics)
    years = Counter(item.year for item in items)
    return StatementFilters(
        speakers=tuple(speakers),
        organizations=options(Counter(i.organization for i in items if i.organization), names),
        topics=options(topics, {topic: look.site.topics[topic].title for topic in topics}),
        years=tuple(Option(value=y, label=y, count=years[y]) for y in sorted(years, reverse=True)),
        kinds=tuple(sorted({i.card.kind for i in items})),
        checks=tuple(sorted({"yes" if i.card.verified else "no" for i in items}, reverse=True)),
    )


def options(counts: Mapping[str, int], labels: Mapping[str, str]) -> tuple[Option, ...]:
    """The values that have a label, in order of their labels, with how many items each finds."""
    ordered = sorted((v for v in counts if v in labels), key=lambda v: (folded(labels[v]), v))
    return tuple(Option(value=v, label=labels[v], count=counts[v]) for v in ordered)
