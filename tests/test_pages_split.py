"""Lists cut into pages: laws of cutting, and the letters that names stand under."""

from __future__ import annotations

import html
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.pages.split import cut, folded, letter_of, numbered, pager, weight_of

weights = st.lists(st.integers(1, 50), max_size=60)


@given(weights, st.integers(1, 60))
def test_cutting_keeps_everything_in_order_and_within_the_budget(items: list[int], budget: int) -> None:
    runs = cut(items, lambda weight: weight, budget)
    assert [item for run in runs for item in run] == items
    assert all(sum(run) <= budget or len(run) == 1 for run in runs)


@given(weights, st.integers(1, 60))
def test_no_page_could_take_the_first_item_of_the_next(items: list[int], budget: int) -> None:
    runs = cut(items, lambda weight: weight, budget)
    assert all(sum(run) + after[0] > budget for run, after in itertools.pairwise(runs))


@given(st.lists(st.text(max_size=30), max_size=4))
def test_a_weight_is_no_less_than_the_bytes_of_the_escaped_texts(texts: list[str]) -> None:
    assert weight_of(*texts) >= len(html.escape("".join(texts)).encode())


@pytest.mark.parametrize(
    ("name", "key", "letter"),
    [
        ("Öztürk, Éva", "ozturk, eva", "o"),
        ("Łoś, Jan", "los, jan", "l"),
        ("Straße", "strasse", "s"),
        ("李", "李", "other"),
        ("3M", "3m", "other"),
        ("", "", "other"),
    ],
)
def test_names_sort_without_accents_and_stand_under_a_letter(name: str, key: str, letter: str) -> None:
    assert folded(name) == key
    assert letter_of(name) == letter


def test_a_pager_leads_to_its_neighbours_and_both_ends() -> None:
    places = numbered("/x/", 4)
    assert places == ["/x/", "/x/2/", "/x/3/", "/x/4/"]
    middle = pager(places, 2)
    assert middle is not None
    assert (middle.number, middle.count) == (3, 4)
    assert (middle.first, middle.previous, middle.next, middle.last) == ("/x/", "/x/2/", "/x/4/", "/x/4/")
    assert pager(["/x/"], 0) is None
