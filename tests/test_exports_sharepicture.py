"""Share pictures, and the tags that lead to them, to the page and to what it is."""

from __future__ import annotations

import io

import exportsite
import pytest
from PIL import Image

from dateline.exports.sharedrawing import HEIGHT, WIDTH
from dateline.exports.sharepicture import ShareView, share_picture

URL = exportsite.URL


@pytest.mark.parametrize(
    "headline",
    [
        "Short",
        "A headline that goes on and on until there is no room for more " * 4,
        "Ünïcödé – ‘x’",
        "W" * 90,
    ],
)
def test_a_picture_is_as_large_as_networks_ask_and_the_same_each_time(headline: str) -> None:
    view = ShareView(headline=headline, dateline="Hsinchu, 3 April 2024", site="Ledger")
    data = share_picture(view)
    assert share_picture(view) == data
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
        assert len(image.convert("L").getcolors(1 << 20) or ()) > 8
    assert len(data) < 200_000


def test_its_shape_is_that_of_a_large_card() -> None:
    """1.91 to 1, and no smaller than the 600 by 315 from which networks show it large."""
    assert abs(WIDTH / HEIGHT - 1.91) < 0.01
    assert WIDTH >= 600


def test_different_articles_have_different_pictures() -> None:
    view = ShareView(headline="One", dateline="3 April 2024", site="Ledger")
    other = ShareView(headline="Two", dateline="3 April 2024", site="Ledger")
    assert share_picture(view) != share_picture(other)


def _tags(page: str) -> dict[str, list[str]]:
    """Open Graph, Twitter and description tags of a page."""
    tags: dict[str, list[str]] = {}
    for meta in exportsite.nodes(page, "//meta[@property or @name]"):
        tags.setdefault(str(meta.get("property") or meta.get("name")), []).append(str(meta.get("content")))
    return tags


def test_an_article_says_how_it_wants_to_be_shared() -> None:
    tags = _tags("articles/fab/index.html")
    assert tags["og:type"] == ["article"]
    assert tags["og:title"] == ["The day the fab stopped & <why>"]
    assert tags["og:site_name"] == ["Test & Ledger"]
    assert tags["og:url"] == [f"{URL}articles/fab/"]
    assert tags["og:description"] == tags["description"] == ["One sentence."]
    assert tags["og:image"] == [f"{URL}articles/fab/share.png"]
    assert tags["og:image:alt"]
    assert tags["twitter:card"] == ["summary_large_image"]
    assert tags["article:published_time"] == ["2024-04-03T09:00:00+08:00"]
    assert tags["article:modified_time"] == ["2024-04-05"]
    assert (exportsite.published() / "articles/fab/share.png").is_file()


@pytest.mark.parametrize(
    "page", ["", "people/", "people/chen-wei/", "timeline/", "topics/chips/", "articles/fab/"]
)
def test_every_page_has_one_canonical_address(page: str) -> None:
    assert exportsite.nodes(f"{page}index.html", "//link[@rel='canonical']/@href") == [URL + page]
    tags = _tags(f"{page}index.html")
    assert tags["og:url"] == [URL + page]
    assert tags["og:type"][0] in ("website", "article", "profile")
    assert tags["twitter:card"][0] in ("summary", "summary_large_image")
