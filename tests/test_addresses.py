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
    link = addresses.links_from(page)
    for target in PAGES:
        if target == page and tail.startswith("#"):
            continue
        way = posixpath.relpath(target, posixpath.dirname(page) or ".")
        assert addresses.relative(f"/{target}{tail}", page) == way + tail
        folder = target.removesuffix("index.html")
        assert addresses.relative(f"/{folder}{tail}", page) == way + tail
        assert link(f"/{target}{tail}") == link(f"/{folder}{tail}") == way + tail


@pytest.mark.parametrize("page", PAGES)
def test_a_place_on_the_same_page_is_its_fragment(page: str) -> None:
    assert addresses.relative(f"/{page.removesuffix('index.html')}#x", page) == "#x"
    assert addresses.links_from(page)(f"/{page.removesuffix('index.html')}#x") == "#x"


@pytest.mark.parametrize("address", ["https://x.test/a/", "//x.test/a/", "mailto:a@x.test", "#x", ""])
def test_what_is_not_of_the_site_stays(address: str) -> None:
    for page in PAGES:
        assert addresses.relative(address, page) == addresses.links_from(page)(address) == address
