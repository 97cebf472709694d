"""Checked claims as lists show them."""

from __future__ import annotations

from dateline import addresses
from dateline.building.plan import Link, View
from dateline.model import AnalysedSite
from dateline.pages import parts
from dateline.pages.gathered import Claimed
from dateline.pages.parts import DateView, Lookup, PersonRef
from dateline.pages.split import weight_of


class ClaimItem(View, frozen=True, kw_only=True):
    """A claim with its rating, the reasoning and where it is made."""

    anchor: str
    """Its id on the page: the article's slug and the claim's id."""
    words: str
    claimant: PersonRef | None = None
    rating: str
    label: str
    """The rating as a word."""
    rank: int
    """1 best to 5 worst, 0 where that cannot be said."""
    html: str = ""
    sources: tuple[Link, ...] = ()
    url: str
    """Address of the words in their article."""
    article_title: str
    section_title: str = ""
    article_date: DateView


def claim_item(look: Lookup, claimed: Claimed) -> ClaimItem:
    """A claim with names, links and words filled in."""
    article, claim = claimed.article, claimed.claim
    return ClaimItem(
        anchor=f"c-{article.slug}.{claim.id}",
        words=claim.target.exact,
        claimant=parts.person_ref(look, claim.claimant) if claim.claimant else None,
        rating=claim.rating,
        label=parts.rating_label(look.site, claim.rating),
        rank=parts.rating_rank(look.site, claim.rating),
        html=claim.html,
        sources=tuple(link for s in claim.sources if (link := parts.source_link(look, s))),
        url=addresses.article(article.slug, f"c-{claim.id}"),
        article_title=article.title,
        section_title=parts.section_title(article, claim.section),
        article_date=parts.day_view(article.date, look.language),
    )


def claim_weight(site: AnalysedSite, claimed: Claimed) -> int:
    """Bytes that the claim takes in a list, estimated."""
    claim = claimed.claim
    sources = sum(120 + weight_of(site.sources[s].title) for s in claim.sources if s in site.sources)
    own = weight_of(claim.target.exact, claimed.article.title) + len(claim.html.encode())
    return 1000 + own + sources + 3 * (len(claimed.article.slug) + len(claim.id))
