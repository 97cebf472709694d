"""Events as their overview is drawn from: without what it does not show.

So a change of that draws no picture anew, and what is sent to be drawn is small.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from msgspec.structs import replace

from dateline.dates.edtf import parse
from dateline.model import Event

MOST_NAMED = 400
"""In a picture of more events, marks are drawn together and the strip below alone has links: a link a mark
would be more bytes than the page it is on."""


def drawn(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with what a picture of them needs."""
    bare = [replace(event, html="", people=(), sources=(), topics=(), tellings=()) for event in events]
    placed = (event for event in events if parse(event.date).has_year)
    if sum(1 for _ in islice(placed, MOST_NAMED + 1)) > MOST_NAMED:
        return tuple(replace(event, title="", date_words="") for event in bare)
    return tuple(bare)
