"""Links between pages, held against what the system makes of the same paths."""

from __future__ import annotations

import posixpath

import pytest

from dateline import addresses

PAGES = [
    "index.html",
    "404.html",
    "timeline.svg",
    "people/index.html",
    "people/x/index.html",
    "people-of-note/index.html",
    "articles/a/index.html",
    "articles/a/share.png",
    "articles/a/more/deep.html",
    "articles/ab/index.html",
    "a/b/c/d/index.html",
]
TAILS = ["", "#q-y", "?q=1", "?q=/a/#b", "#?/x"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("tail", TAILS)
def test_links_are_the_shortest_ways(page: str, tail: str) -> None:
    for target in PAGES:
        if target == page and tail.startswith("#"):
            continue
        way = posixpath.relpath(target, posixpath.dirname(page) or ".")
        assert addresses.relative(f"/{target}{tail}", page) == way + tail
        folder = target.removesuffix("index.html")
        assert addresses.relative(f"/{folder}{tail}", page) == way + tail


@pytest.mark.parametrize("page", PAGES)
def test_a_place_on_the_same_page_is_its_fragment(page: str) -> None:
    assert addresses.relative(f"/{page.removesuffix('index.html')}#x", page) == "#x"


@pytest.mark.parametrize("address", ["https://x.test/a/", "//x.test/a/", "mailto:a@x.test", "#x", ""])
def test_what_is_not_of_the_site_stays(address: str) -> None:
    assert addresses.relative(address, "people/x/index.html") == address
