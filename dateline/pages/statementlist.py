"""Statements as lists show them: whole, with what a reader needs to find, judge, link and cite them."""

from __future__ import annotations

from functools import lru_cache

from dateline import addresses
from dateline.building.plan import View
from dateline.pages import parts
from dateline.pages.gathered import Said
from dateline.pages.parts import DateView, Lookup, StatementCard
from dateline.slugs import slugify

UNNAMED = "unnamed"
"""Stands for the speakers without a name where an id is needed; no id of people.yaml can be meant."""


class StatementItem(View, frozen=True, kw_only=True):
    """A statement in a list of statements from many articles."""

    anchor: str
    """Its id on the page: the article's slug and the statement's id."""
    card: StatementCard
    who: str
    """The speaker's name, or the description of an unnamed one."""
    link: str
    """What to copy: the absolute address of the words, or the site's where the site has no url."""
    article_date: DateView
    year: str
    """When it was said, or else written."""
    speaker: str
    organization: str
    topics: tuple[str, ...]


def statement_item(look: Lookup, said: Said) -> StatementItem:
    """A statement with names, links and dates filled in."""
    card = parts.statement_card(look, said.article, said.statement)
    return StatementItem(
        anchor=f"q-{card.slug}.{card.id}",
        card=card,
        who=card.speaker.name if card.speaker else card.described or look.t("statement.anonymous"),
        link=addresses.absolute(card.url, look.site.site.url) or card.url,
        article_date=parts.day_view(card.article_date, look.language),
        year=year_of(said),
        speaker=said.statement.speaker or UNNAMED,
        organization=_token(card.organization),
        topics=said.article.topics,
    )


@lru_cache(maxsize=4096)
def _token(organization: str) -> str:
    """What stands for an organisation where a filter asks for it: a name may be no id."""
    return slugify(organization) if organization else ""


def year_of(said: Said) -> str:
    """The year in which it was said, as far as that is told; else that of the article's dateline."""
    written = said.statement.said[:4]
    return written if written.isdigit() else said.article.date[:4]
