"""The claims that were checked, by rating from best to worst, and by claimant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from dateline import addresses
from dateline.building.plan import Frame, Link, Page, PageMeta, View
from dateline.pages import gathered, parts
from dateline.pages.claimlist import ClaimItem, claim_item, claim_weight
from dateline.pages.gathered import Claimed
from dateline.pages.parts import Lookup
from dateline.pages.split import PAGE_BUDGET, Pager, cut, folded, numbered, pager


class RatingView(View, frozen=True, kw_only=True):
    """A rating and the claims that have it."""

    id: str
    label: str
    rank: int
    count: int
    url: str
    claims: tuple[ClaimItem, ...] = ()


class ClaimsView(View, frozen=True, kw_only=True):
    """/claims/, or its pages by rating where one page does not hold them."""

    meta: PageMeta
    heading: str
    index: bool
    count: int
    ratings: tuple[RatingView, ...]
    """All of them, for the way between; those with claims are shown."""
    pager: Pager | None = None


ADDRESS = "/claims/"


def pages(look: Lookup, frame: Frame) -> Iterator[Page]:
    """The claims, if there are any."""
    site = look.site
    ratings = _by_rating(look)
    if not ratings:
        return
    weight = partial(claim_weight, site)
    total = sum(map(len, ratings.values()))
    if sum(weight(c) for claims in ratings.values() for c in claims) <= PAGE_BUDGET:
        shown = tuple(_rating(look, r, c, f"#rating-{r}", c) for r, c in ratings.items())
        yield _page(look, ADDRESS, look.t("nav.claims"), total, shown, None)
        return
    ways = {rating: f"{ADDRESS}{rating}/" for rating in ratings}
    index = tuple(_rating(look, r, c, ways[r], ()) for r, c in ratings.items())
    yield _page(look, ADDRESS, look.t("nav.claims"), total, index, None)
    for rating, claims in ratings.items():
        runs = cut(claims, weight)
        places = numbered(ways[rating], len(runs))
        for number, run in enumerate(runs):
            shown = tuple(
                _rating(look, r, c, ways[r], run if r == rating else ()) for r, c in ratings.items()
            )
            heading = parts.rating_label(site, rating)
            yield _page(look, places[number], heading, total, shown, pager(places, number))


def _by_rating(look: Lookup) -> dict[str, list[Claimed]]:
    """The ratings of the scale that are used, best first; in each the claims by claimant's sort name."""
    found: dict[str, list[Claimed]] = {}
    for claimed in gathered.claims(look.site):
        found.setdefault(claimed.claim.rating, []).append(claimed)
    scale = {rating: place for place, rating in enumerate(look.site.site.ratings)}
    return {
        rating: sorted(found[rating], key=lambda c: _claimant_key(look, c))
        for rating in sorted(found, key=lambda r: (scale.get(r, len(scale)), r))
    }


def _claimant_key(look: Lookup, claimed: Claimed) -> tuple[bool, str]:
    claimant = claimed.claim.claimant
    person = look.site.people.get(claimant)
    return not claimant, folded(person.sort_name if person else claimant)


def _rating(
    look: Lookup, rating: str, claims: Sequence[Claimed], url: str, shown: Sequence[Claimed]
) -> RatingView:
    return RatingView(
        id=rating,
        label=parts.rating_label(look.site, rating),
        rank=parts.rating_rank(look.site, rating),
        count=len(claims),
        url=url,
        claims=tuple(claim_item(look, claimed) for claimed in shown),
    )


def _page(
    look: Lookup,
    address: str,
    heading: str,
    count: int,
    ratings: tuple[RatingView, ...],
    place: Pager | None,
) -> Page:
    view = ClaimsView(
        meta=parts.page_meta(
            look.site,
            title=heading,
            address=address,
            description=look.t("claims.description", site=look.site.site.title),
            things=parts.listing(look.site, heading, address),
            breadcrumbs=() if address == ADDRESS else (Link(title=look.t("nav.claims"), url=ADDRESS),),
        ),
        heading=heading,
        index=address == ADDRESS,
        count=count,
        ratings=ratings,
        pager=place,
    )
    return Page(path=addresses.path_of(address), template="claims.html", view=view)
