"""The picture of an article, as pages show it."""

from __future__ import annotations

from dateline import addresses
from dateline.building.plan import View
from dateline.model import Picture


class PictureView(View, frozen=True, kw_only=True):
    """The picture at the head of an article, and beside it on the front page."""

    url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    """In pixels; nought where that is not known. What follows the picture does not move when it arrives."""
    height: int = 0


def picture_view(slug: str, picture: Picture | None) -> PictureView | None:
    """An article's picture; None where it has none."""
    if picture is None:
        return None
    return PictureView(
        url=addresses.beside_article(slug, picture.src),
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        width=picture.width,
        height=picture.height,
    )
