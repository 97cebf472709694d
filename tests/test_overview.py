"""The overview: each event drawn once, in order, as exactly as it is known; labels never collide."""

from __future__ import annotations

import re
import time
from datetime import date
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.dates.edtf import parse
from dateline.diagnostics import Location
from dateline.gathering.overview import Layout, key, labels, layout, to_file, to_svg
from dateline.gathering.overview.marks import Mark
from dateline.gathering.overview.textwidth import _width, shortened, text_width
from dateline.gathering.timeline import merge
from dateline.model import ArticleEvent, Event

ENGLISH = labels("en")


def events(*told: tuple[str, ...], newest: str = "2024-04-05") -> tuple[Event, ...]:
    """Merged events of (date, title, status, relation)."""
    written = []
    for index, (text, *rest) in enumerate(told):
        title, status, relation = (*rest, *("", "happened", "on")[len(rest) :])
        fields: Any = {"status": status, "relation": relation}
        written.append(
            ArticleEvent(
                id=f"e{index}",
                date=text,
                title=title or f"Event {index}",
                at=Location("timeline.yaml"),
                **fields,
            )
        )
    return merge([], written, "en", newest)[0]


def drawn(*told: tuple[str, ...], newest: str = "2024-04-05", compact: bool = False) -> Layout:
    found = layout(events(*told, newest=newest), newest, "en", compact=compact)
    assert found is not None
    return found


def svg_of(found: Layout) -> str:
    return to_svg(found, lambda event: f"timeline/index.html#e-{event}", ENGLISH)


def mark_of(text: str, status: str = "happened", relation: str = "on") -> Mark:
    """The mark of one date in the company of others, on an axis that does not fold between them."""
    company = ((f"{year}", f"in {year}") for year in range(1900, 1925))
    found = drawn((text, "It", status, relation), *company, newest="1925-01-01")
    return next(mark for mark in found.marks if mark.event.title == "It")


# --- What a date looks like -----------------------------------------------------------------------


def test_a_day_is_a_dot_and_a_year_is_as_wide_as_a_year() -> None:
    assert [piece.kind for piece in mark_of("1910-05-02").shape.pieces] == ["dot"]
    month, year, decade = (mark_of(text).shape.pieces[0] for text in ("1910-05", "1910", "191X"))
    assert {month.kind, year.kind, decade.kind} == {"within"}
    assert (decade.right - decade.left) / (year.right - year.left) == pytest.approx(10, rel=0.01)


@pytest.mark.parametrize(
    ("text", "soft", "doubt"),
    [
        ("1910", (False, False), False),
        ("1910~", (True, True), False),
        ("1910?", (False, False), True),
        ("1910%", (True, True), True),
        ("1910-05-02~", (True, True), False),
    ],
)
def test_approximate_is_soft_and_uncertain_is_dashed(text: str, soft: tuple[bool, bool], doubt: bool) -> None:
    (piece,) = mark_of(text).shape.pieces
    assert (piece.soft_left, piece.soft_right) == soft
    assert piece.doubt is doubt


def test_an_interval_is_solid_between_ends_that_are_as_vague_as_their_dates() -> None:
    start, middle, end = mark_of("1907/1909~").shape.pieces
    assert [start.kind, middle.kind, end.kind] == ["within", "span", "within"]
    assert start.right == middle.left
    assert middle.right == end.left
    assert (start.soft_left, end.soft_right) == (False, True)
    (span,) = mark_of("1907-05-01/1909-05-01").shape.pieces
    assert span.kind == "span"


@pytest.mark.parametrize(
    ("text", "relation", "signs"),
    [
        ("1910", "on", []),
        ("1910/..", "on", ["arrow-right"]),
        ("../1910", "on", ["arrow-left"]),
        ("1910/", "on", ["fade-right"]),
        ("/1910", "on", ["fade-left"]),
        ("1910", "by", ["bracket", "fade-left"]),
        ("1910", "until", ["fade-left"]),
        ("1910", "since", ["arrow-right"]),
        ("1910", "before", ["bracket", "fade-left"]),
        ("1910", "after", ["arrow-right", "bracket-open"]),
        ("[1905,1910]", "on", ["join-maybe"]),
        ("{1905,1910}", "on", ["join"]),
    ],
)
def test_ends_and_relations_have_their_signs(text: str, relation: str, signs: list[str]) -> None:
    assert sorted(sign.kind for sign in mark_of(text, relation=relation).shape.signs) == signs


def test_a_deadline_ends_at_the_end_of_its_date() -> None:
    shape = mark_of("1910", "deadline", "by").shape
    bracket = next(sign for sign in shape.signs if sign.kind == "bracket")
    assert bracket.right == shape.pieces[-1].right


@pytest.mark.parametrize(
    ("status", "sign"),
    [
        ("planned", 'fill="url(#tl-planned)"'),
        ("forecast", 'fill="url(#tl-forecast)"'),
        ("missed", "l12 12m0 -12l-12 12"),
    ],
)
def test_every_status_has_a_shape_of_its_own_and_a_word(status: str, sign: str) -> None:
    plain = svg_of(drawn(("1910", "It"), newest="1900-01-01"))
    svg = svg_of(drawn(("1910", "It", status), newest="1900-01-01"))
    assert sign in svg
    assert sign not in plain
    assert f"<title>It, 1910 ({status})</title>" in svg
    assert "<title>It, 1910</title>" in plain


# --- The axis ---------------------------------------------------------------------------------------


def test_long_empty_stretches_are_folded_and_say_how_long_they_are() -> None:
    found = drawn(("1957-10-04",), ("2022-10-07",), ("2023-07-17",), ("2024-01-20",))
    assert [fold.text for fold in found.axis.folds] == ["65 years"]
    assert "65 years" in svg_of(found)


def test_an_even_rhythm_is_not_folded() -> None:
    assert not drawn(("2004",), ("2014",), ("2024",)).axis.folds
    assert not drawn(*((f"2024-01-{day:02}",) for day in range(1, 31, 3)), newest="2024-01-31").axis.folds


def test_a_stretch_between_two_full_ones_is_folded() -> None:
    found = drawn(*((f"{year}",) for year in (*range(1900, 1910), *range(2015, 2024))))
    assert [fold.text for fold in found.axis.folds] == ["105 years"]


@pytest.mark.parametrize(
    ("told", "ticks"),
    [
        (
            [("2024-04-01",), ("2024-04-07",)],
            ["Apr 1, 2024", "Apr 2", "Apr 3", "Apr 4", "Apr 5", "Apr 6", "Apr 7"],
        ),
        ([("2023-11",), ("2024-03",)], ["Nov 2023", "Dec", "2024", "Feb", "Mar"]),
        (
            [("-0799",), ("-0399",), ("0001",), ("0401",), ("0801",), ("1201",), ("1601",)],
            [
                "800 BC",
                "600 BC",
                "400 BC",
                "200 BC",
                "AD 200",
                "AD 400",
                "AD 600",
                "AD 800",
                "1000",
                "1200",
                "1400",
                "1600",
            ],
        ),
        ([("2024-04-05",)], ["2024"]),
    ],
)
def test_ticks_are_round_dates(told: list[tuple[str, ...]], ticks: list[str]) -> None:
    found = layout(events(*told), "", "en")
    assert found is not None
    assert [tick.text for tick in found.axis.ticks] == ticks


def test_the_newest_article_has_its_line_and_what_is_ahead_its_ground() -> None:
    found = drawn(("2023",), ("2030", "Due", "deadline", "by"), newest="2024-04-05")
    assert found.now == pytest.approx(found.axis.x((date(2024, 4, 5) - date(1970, 1, 1)).days + 0.5))
    assert 'class="tl-ahead"' in svg_of(found)
    without = layout(events(("2023",)), "", "en")
    assert without is not None
    assert without.now is None


def test_without_any_known_year_there_is_nothing_to_draw() -> None:
    assert layout((), "2024-01-01", "en") is None
    assert layout(events(("XXXX-12-XX",)), "2024-01-01", "en") is None
    assert drawn(("XXXX-12-XX",), ("2024",)).undated == ("e0",)


# --- Laws -------------------------------------------------------------------------------------------

days = st.dates(date(1, 1, 1), date(2100, 12, 31)).map(str)
recent = st.dates(date(2022, 1, 1), date(2025, 12, 31)).map(str)
texts = st.one_of(
    recent,
    recent.map(lambda day: day[:7] + "~"),
    days,
    days.map(lambda day: day[:4]),
    days.map(lambda day: day[:3] + "X?"),
    st.tuples(days, days).map(lambda pair: "/".join(sorted(pair))),
    days.map(lambda day: day[:7] + "/.."),
    st.sampled_from(["-2999", "-03XX", "Y-17E7", "1950S2", "[1667,1672]", "2023-36", "/1985", "XXXX-12"]),
)
told_events = st.lists(
    st.tuples(
        texts,
        st.sampled_from(["A", "A longer title", "Title " * 12, "地震"]),
        st.sampled_from(["happened", "planned", "deadline", "missed"]),
        st.sampled_from(["on", "on", "by", "until", "since", "before", "after"]),
    ),
    min_size=1,
    max_size=60,
).map(lambda told: [(d, f"{t} {i}", s, r) for i, (d, t, s, r) in enumerate(told)])


def test_a_label_has_all_its_words_where_there_is_room_on_either_side() -> None:
    """Many days at the end of a long axis: their labels stand to the left, whole, and end at their marks."""
    titles = [f"The committee of inquiry hears its witness number {day}" for day in range(1, 15)]
    found = drawn(("1990", "Start"), *((f"2024-03-{day:02}", t) for day, t in enumerate(titles, 1)))
    assert [mark.label.text for mark in found.marks if mark.label] == ["Start", *titles]
    assert svg_of(found).count('text-anchor="end"') == len(titles)


@settings(max_examples=60, deadline=None)
@given(told_events, st.booleans())
def test_labels_do_not_overlap_and_every_event_is_drawn_once_in_order(told: Any, compact: bool) -> None:
    merged = events(*told)
    found = layout(merged, "2024-04-05", "en", compact=compact)
    if found is None:
        assert all(not parse(event.date).has_year for event in merged)
        return
    assert sorted([mark.event.id for mark in found.marks] + list(found.undated)) == sorted(
        e.id for e in merged
    )
    order = [parse(mark.event.date).sort_key for mark in found.marks]
    assert order == sorted(order)
    lefts = [found.axis.x(mark.event.earliest) for mark in found.marks]
    assert lefts == sorted(lefts)
    assert found.dense or all(mark.label for mark in found.marks)
    for one, other in combinations(_rectangles(found), 2):
        assert not _overlap(one, other), (one, other)
    for lane, left, right, _ in _rectangles(found):
        assert 0 <= left <= right <= found.width
        assert -1 <= lane < found.lanes


def _rectangles(found: Layout) -> list[tuple[int, float, float, str]]:
    """(lane, left, right, what) of each label, and in a picture with labels, of each mark."""
    if found.dense:
        return [
            (-1, bucket.label_left, bucket.label_left + bucket.label_width, bucket.text)
            for bucket in found.buckets
            if bucket.label_left is not None
        ]
    rectangles = []
    for mark in found.marks:
        assert mark.label
        rectangles.append((mark.lane, mark.shape.left, mark.shape.right, mark.event.id))
        label = mark.label
        rectangles.append((label.lane, label.left, label.left + label.width, f"label of {mark.event.id}"))
    return rectangles


def _overlap(one: tuple[int, float, float, str], other: tuple[int, float, float, str]) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


@settings(max_examples=40, deadline=None)
@given(told_events)
def test_the_axis_shows_time_in_order_and_folds_cut_no_date(told: Any) -> None:
    found = layout(events(*told), "2024-04-05", "en")
    if found is None:
        return
    segments = found.axis.segments
    for before, after in pairwise(segments):
        assert before.last + 1 == after.first
        assert before.right == pytest.approx(after.left)
    for mark in found.marks:
        for member in parse(mark.event.date).members:
            for point in (member.first, member.last):
                assert not point or not any(
                    fold.first <= point.latest and point.earliest <= fold.last for fold in found.axis.folds
                )
    days = sorted(
        {day for each in segments for day in (each.first - 1, each.first, each.last, each.last + 1)}
    )
    for first, last in combinations(sorted([*days, *[day + 3 for day in days]]), 2):
        assert found.axis.ends(first, last) == (found.axis.x(first), found.axis.x(last + 1))
    for one, other in pairwise(sorted(_axis_texts(found))):
        assert one[1] <= other[0] + 0.1


def _axis_texts(found: Layout) -> list[tuple[float, float]]:
    ticks = [(t.text_x - t.width / 2, t.text_x + t.width / 2) for t in found.axis.ticks if t.text]
    folds = [
        ((f.left + f.right - text_width(f.text, 12)) / 2, (f.left + f.right + text_width(f.text, 12)) / 2)
        for f in found.axis.folds
    ]
    return ticks + folds


@settings(max_examples=20, deadline=None)
@given(told_events)
def test_the_same_events_give_the_same_bytes_of_well_formed_svg_without_style_or_script(told: Any) -> None:
    merged = events(*told)
    first, second = layout(merged, "2024-04-05", "en"), layout(merged, "2024-04-05", "en")
    if first is None or second is None:
        return
    svg = svg_of(first)
    assert svg == svg_of(second)
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        assert element.tag.rpartition("}")[2] not in ("style", "script", "foreignObject")
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
    assert not re.search(r"\bnan\b|\binf\b", svg)
    used = set(re.findall(r"url\(#([^)]+)\)", svg))
    assert used == set(re.findall(r' id="([^"]+)"', svg))


def test_each_mark_is_a_named_link_that_is_large_enough_to_hit() -> None:
    svg = svg_of(drawn(("2024-04-03", 'A "quake" <big> & bad'), ("2024-05", "Repair")))
    root = ElementTree.fromstring(svg)
    name = "{http://www.w3.org/2000/svg}"
    links = root.findall(f".//{name}a")
    assert [link.get("href") for link in links] == [f"timeline/index.html#e-e{n}" for n in (0, 1)]
    assert links[0].findtext(f"{name}title") == 'A "quake" <big> & bad, April 3, 2024'
    for link in links:
        hit = link.find(f"{name}rect[@class='tl-hit']")
        assert hit is not None
        assert float(hit.get("width", 0)) >= 24
        assert float(hit.get("height", 0)) >= 24


def test_as_a_file_it_is_a_document_of_its_own() -> None:
    written = to_file(drawn(("2024-04-03",)), lambda event: f"https://example.org/#{event}", ENGLISH)
    assert written.startswith(b"<?xml")
    assert ElementTree.fromstring(written).tag == "{http://www.w3.org/2000/svg}svg"


def test_a_label_that_does_not_fit_is_a_number_and_the_key_says_so() -> None:
    crowd = [("2024-04-03", f"A fairly long title of event number {index}") for index in range(28)]
    found = drawn(*crowd, ("1900",))
    assert sorted(found.numbers.values()) == list(range(1, len(found.numbers) + 1))
    assert 0 < len(found.numbers) < 28
    assert "number" in [item.sign for item in key(found, ENGLISH)]


def test_the_key_has_the_signs_that_are_used_and_no_others() -> None:
    found = drawn(("2024-04-03", "A"), ("2024-05~", "B", "planned"), newest="")
    assert [item.sign for item in key(found, labels("de"))] == ["dot", "within", "soft", "planned"]
    assert all(ElementTree.fromstring(item.svg).get("aria-hidden") == "true" for item in key(found, ENGLISH))


# --- Crowds -------------------------------------------------------------------------------------------


def crowd(count: int) -> tuple[Event, ...]:
    told = []
    for index in range(count):
        day = date(1900, 1, 1).toordinal() + (index * index * 7919) % 45_000
        text = date.fromordinal(day).isoformat()
        told.append((text[: (4, 7, 10, 10)[index % 4]], f"Event {index}"))
    return events(*told, ("-2999", "Sumer"), ("0476-09-04", "Rome"), newest="2024-01-01")


def test_of_thousands_each_is_drawn_and_counted_once_and_the_strip_leads_to_all() -> None:
    merged = crowd(3000)
    found = layout(merged, "2024-01-01", "en")
    assert found is not None
    assert found.dense
    assert len(found.marks) == len(merged)
    assert sum(bucket.count for bucket in found.buckets) == len(merged)
    assert all(sum(bar.count for bar in bucket.bars) == bucket.count for bucket in found.buckets)
    svg = svg_of(found)
    drawn_marks = "".join(re.findall(r'<path class="tl-(?:dot|within|span)" d="([^"]+)"', svg))
    assert drawn_marks.count("M") == len(merged)
    assert len(re.findall("<a ", svg)) == len(found.buckets)
    assert len(svg.encode()) < 100_000
    starts = [found.marks[bucket.first].event.earliest for bucket in found.buckets]
    assert starts == sorted(starts)


def test_in_a_crowd_each_mark_is_in_the_first_lane_that_is_free() -> None:
    found = layout(crowd(3000), "2024-01-01", "en")
    assert found is not None
    ends = [float("-inf")] * 40
    for index, mark in enumerate(found.marks):
        free = [lane for lane, end in enumerate(ends) if end + 1 <= mark.shape.left]
        assert mark.lane == (free[0] if free else index % 40)
        ends[mark.lane] = max(ends[mark.lane], mark.shape.right)


def test_a_crowd_may_have_an_event_of_a_far_year() -> None:
    """Years of more than four digits are written in another way (`Y-17E7`)."""
    told = [("-2999", f"Early {n}") for n in range(40)] + [("2022-01-01", f"Late {n}") for n in range(200)]
    for far in ("Y-17E7", "Y170000002"):
        found = layout(events(*told, (far, "Far")), "2024-01-01", "en")
        assert found is not None
        assert found.dense
        assert sum(bucket.count for bucket in found.buckets) == 241


def test_a_few_hundred_keep_a_link_each() -> None:
    several = (*crowd(250), *events(("1950", "Before it", "happened", "before")))
    found = layout(several, "2024-01-01", "en")
    assert found is not None
    assert found.dense
    links = re.findall(r'<a class="tl-event.*?</a>', svg_of(found))
    assert len(links) == 253
    assert all('<path class="tl-' in link for link in links)


def test_five_thousand_events_are_laid_out_in_less_than_a_second() -> None:
    merged = crowd(5000)
    start = time.process_time()
    assert layout(merged, "2024-01-01", "en") is not None
    assert time.process_time() - start < 1


@given(st.text(max_size=60), st.floats(40, 300))
def test_a_shortened_text_fits(text: str, width: float) -> None:
    assert text_width(shortened(text, 13, width), 13) <= width


@given(st.characters())
def test_letters_are_as_wide_one_by_one_as_they_are_looked_up_together(character: str) -> None:
    assert text_width(character, 13) == 13 * _width(character)
    assert text_width(f"{character}東", 13) == 13 * (_width(character) + 1.0)
