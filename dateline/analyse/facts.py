"""What analysing one article depends on beside its own files: little, so that little makes it stale."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from dateline.model import Site


class SiteFacts(Struct, frozen=True, kw_only=True):
    """The settings of the site that an article's analysis reads."""

    name: str
    """The content folder's name: paths in messages start with it."""
    site: Site
    """With all that analysis does not read left empty."""
    unattributed: Literal["error", "warn", "ignore"]
    show_unattributed: bool = False
    offer_source: bool = False


class Gate(Struct, frozen=True, kw_only=True):
    """Which articles are built: asked of each article anew, so no part of the facts."""

    now: str
    """The moment of the build in UTC, `2024-04-03T09:00:00`."""
    drafts: bool = False
    future: bool = False

    def leaves_out(self, draft: bool, published: str) -> str:
        """Why an article is not built, `draft` or `future`; empty if it is."""
        if draft and not self.drafts:
            return "draft"
        if published > self.now and not self.future:
            return "future"
        return ""


def facts_of(name: str, site: Site, *, show_unattributed: bool) -> SiteFacts:
    """The facts of a site. `show_unattributed` is the choice of the run, beside the site's own."""
    return SiteFacts(
        name=name,
        site=Site(
            title="",
            language=site.language,
            annotation_kinds=site.annotation_kinds,
            ratings=site.ratings,
            timezone=site.timezone,
        ),
        unattributed=site.quotes.unattributed,
        show_unattributed=show_unattributed or site.quotes.publish_unattributed,
        offer_source=site.offer_source,
    )
