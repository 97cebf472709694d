"""What a picture of the timeline is drawn from: all that it shows, and no more."""

from __future__ import annotations

import factories as f
import pytest
from msgspec.structs import replace

from dateline.gathering import overview
from dateline.gathering.drawn import MOST_NAMED, drawn
from dateline.model import Event


def events(count: int, *, undated: int = 0) -> list[Event]:
    dated = [f.event(f"e{n}", f"{1500 + n}-05", f"Event {n}", people=("ana",)) for n in range(count)]
    feast = replace(f.event("u", "2000-12-25", "Feast"), date="XXXX-12-25")
    return dated + [replace(feast, id=f"u{n}") for n in range(undated)]


@pytest.mark.parametrize("count", [3, MOST_NAMED - 1, MOST_NAMED, MOST_NAMED + 1])
@pytest.mark.parametrize("undated", [0, 5])
@pytest.mark.parametrize("compact", [True, False])
def test_the_picture_is_the_same_as_of_whole_events(count: int, undated: int, compact: bool) -> None:
    """Up to the number that are named, and past it; events of no known year are not counted."""
    whole = events(count, undated=undated)
    words = overview.labels("en")
    drawings = [
        overview.to_svg(picture, "#{}".format, words)
        for given in (whole, drawn(whole))
        if (picture := overview.layout(given, "2024-01-01", "en", compact=compact))
    ]
    assert len(drawings) == 2
    assert drawings[0] == drawings[1]


def test_what_it_does_not_show_changes_nothing() -> None:
    """However an event is told elsewhere; and in a crowd, whatever its title."""
    few, many = events(3), events(MOST_NAMED + 1)
    assert drawn(few) == drawn([replace(event, html="<p>More</p>", people=()) for event in few])
    assert drawn(few) != drawn([replace(event, title="Another") for event in few])
    assert drawn(many) == drawn([replace(event, title="Another") for event in many])
