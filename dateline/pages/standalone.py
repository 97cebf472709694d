"""The pages of content/pages/: about, standards, and whatever else a site says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from dateline import addresses
from dateline.building.plan import Frame, Page, PageMeta, View
from dateline.pages import parts
from dateline.pages.parts import Lookup


class StandaloneView(View, frozen=True, kw_only=True):
    """A page of text."""

    meta: PageMeta
    title: str
    title_id: str = ""
    html: str


def pages(look: Lookup, frame: Frame) -> Iterator[Page]:
    """One page each."""
    site = look.site
    for page in site.pages:
        address = f"/{page.name}/"
        meta = parts.page_meta(
            site,
            title=page.title,
            address=address,
            description=_first_words(page.text),
            things=[{"@type": "WebPage", "name": page.title, "inLanguage": site.site.language}],
        )
        view = StandaloneView(meta=meta, title=page.title, title_id=page.title_id, html=page.html)
        yield Page(path=addresses.path_of(address), template="standalone.html", view=view)


_DESCRIPTION = 160


def _first_words(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= _DESCRIPTION:
        return words
    return words[:_DESCRIPTION].rpartition(" ")[0].rstrip(",;: ") + "…"
