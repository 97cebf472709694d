"""What stands around every page of a site, and what the head of a page says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import dateline
from dateline import addresses
from dateline.building.plan import Frame, Link, PageMeta
from dateline.exports import jsonld
from dateline.model import AnalysedSite
from dateline.pages.existing import (
    has_claims,
    has_corrections,
    has_quotes,
)

if TYPE_CHECKING:
    from dateline.pages.parts import Lookup

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def frame_for(look: Lookup) -> Frame:
    """What stands around every page of the site."""
    site = look.site
    t = look.t
    written = [
        (bool(site.articles), Link(title=t("nav.articles"), url="/articles/")),
        (has_quotes(site), Link(title=t("nav.quotes"), url="/quotes/")),
        (bool(site.events), Link(title=t("nav.timeline"), url="/timeline/")),
        (bool(look.people_with_page), Link(title=t("nav.people"), url="/people/")),
        (bool(look.topics_with_page), Link(title=t("nav.topics"), url="/topics/")),
    ]
    chosen = tuple(Link(title=item.title, url=item.url) for item in site.site.navigation)
    feeds = (
        (Link(title=site.site.title, url="/feed.xml"), Link(title=site.site.title, url="/feed.json"))
        if site.site.url
        else ()
    )
    return Frame(
        title=site.site.title,
        language=site.site.language,
        direction=direction(site.site.language),
        description=site.site.description,
        publisher=site.site.publisher.name if site.site.publisher else "",
        navigation=chosen or tuple(link for is_there, link in written if is_there),
        footer=_footer(site, t),
        feeds=feeds,
        has_search=site.has_search,
        generator=f"Dateline {dateline.__version__}",
    )


def _footer(site: AnalysedSite, t: Callable[..., str]) -> tuple[Link, ...]:
    pages = [Link(title=page.title, url=f"/{page.name}/") for page in site.pages]
    gathered = [
        (has_claims(site), Link(title=t("nav.claims"), url="/claims/")),
        (bool(site.sources), Link(title=t("nav.sources"), url="/sources/")),
        (has_corrections(site), Link(title=t("nav.corrections"), url="/corrections/")),
        (bool(site.site.url), Link(title=t("nav.feed"), url="/feed.xml")),
    ]
    return (*pages, *(link for is_there, link in gathered if is_there))


def direction(language: str) -> Literal["ltr", "rtl"]:
    """The writing direction of a BCP 47 language tag."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def page_meta(
    site: AnalysedSite,
    *,
    title: str,
    address: str,
    description: str = "",
    kind: Literal["website", "article", "profile"] = "website",
    image: str = "",
    image_alt: str = "",
    published: str = "",
    updated: str = "",
    breadcrumbs: tuple[Link, ...] = (),
    things: Sequence[Mapping[str, Any] | jsonld.Quotation] = (),
    robots: str = "",
) -> PageMeta:
    """The head of a page.

    `image` is an address of the site; it is left out where the site has no url. `things` are what the page
    says in schema.org's terms (see `exports.jsonld`), the breadcrumbs left out: they are added here.
    """
    return PageMeta(
        title=title,
        description=description,
        address=address,
        canonical=addresses.absolute(address, site.site.url),
        kind=kind,
        image=addresses.absolute(image, site.site.url) if image else "",
        image_alt=image_alt,
        published=published,
        updated=updated,
        breadcrumbs=breadcrumbs,
        json_ld=jsonld.document([*jsonld.breadcrumbs(site, breadcrumbs, title, address), *things]),
        robots=robots,
    )


def listing(site: AnalysedSite, title: str, address: str) -> tuple[jsonld.Node, ...]:
    """A page that lists things, in schema.org's terms."""
    node = {"@type": "CollectionPage", "name": title, "inLanguage": site.site.language}
    url = addresses.absolute(address, site.site.url)
    return (node | ({"url": url} if url else {}),)
