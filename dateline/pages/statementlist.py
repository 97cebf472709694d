"""Statements as lists show them: whole, with what a reader needs to find, judge, link and cite them."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from dateline import addresses
from dateline.building.plan import View
from dateline.pages import parts
from dateline.pages.gathered import Said
from dateline.pages.parts import DateView, Lookup, StatementCard
from dateline.slugs import slugify

UNNAMED = "unnamed"
"""Stands for the speakers without a name where an id is needed; no id of people.yaml can be meant."""


class ListedCard(StatementCard, frozen=True, kw_only=True):
    """A statement with all that a reader is told of it."""

    kind: Literal["direct", "partial", "scare", "title", "term"]
    parts: tuple[str, ...]
    context: str
    """The sentence or sentences around the words."""
    slug: str
    article_title: str
    section_title: str

    @property
    def text(self) -> str:
        """The parts joined with an ellipsis."""
        return " … ".join(self.parts)

    @property
    def url(self) -> str:
        """Address of the words in their article."""
        return addresses.article(self.slug, self.anchor)


class StatementItem(View, frozen=True, kw_only=True):
    """A statement in a list of statements from many articles."""

    card: ListedCard
    who: str
    """The speaker's name, or the description of an unnamed one."""
    article_date: DateView

    @property
    def anchor(self) -> str:
        """Its id on the page: the article's slug and the statement's id."""
        return f"q-{self.card.slug}.{self.card.id}"


class IndexedItem(StatementItem, frozen=True, kw_only=True):
    """A statement in the quote index, where it can be looked for, and cited from."""

    link: str
    """What to copy: the absolute address of the words, or the site's where the site has no url."""
    year: str
    """When it was said, or else written."""
    speaker: str
    organization: str
    topics: tuple[str, ...]


def statement_item(look: Lookup, said: Said) -> StatementItem:
    """A statement with names, links and dates filled in."""
    card = _card(look, said)
    return StatementItem(card=card, who=_who(look, card), article_date=_written(look, said))


def indexed_item(look: Lookup, said: Said) -> IndexedItem:
    """The same for the quote index."""
    card = _card(look, said)
    return IndexedItem(
        card=card,
        who=_who(look, card),
        article_date=_written(look, said),
        link=addresses.absolute(card.url, look.site.site.url) or card.url,
        year=year_of(said),
        speaker=said.statement.speaker or UNNAMED,
        organization=_token(card.organization),
        topics=said.article.topics,
    )


def _card(look: Lookup, said: Said) -> ListedCard:
    statement = said.statement
    return parts.filled_card(
        ListedCard,
        look,
        statement,
        kind=statement.kind,
        parts=statement.words,
        context=statement.context,
        slug=said.article.slug,
        article_title=said.article.title,
        section_title=said.section,
    )


def _who(look: Lookup, card: ListedCard) -> str:
    return card.speaker.name if card.speaker else card.described or look.t("statement.anonymous")


def _written(look: Lookup, said: Said) -> DateView:
    return look.teasers[said.article.slug].date


@lru_cache(maxsize=4096)
def _token(organization: str) -> str:
    """What stands for an organisation where a filter asks for it: a name may be no id."""
    return slugify(organization) if organization else ""


def year_of(said: Said) -> str:
    """The year in which it was said, as far as that is told; else that of the article's dateline."""
    written = said.statement.said[:4]
    return written if written.isdigit() else said.article.date[:4]
