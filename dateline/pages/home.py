"""The front page: the lead, the next stories, what was said last, what happened last and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline import addresses
from dateline.building.plan import Frame, Link, Page, PageMeta, View
from dateline.dates.edtf import parse
from dateline.exports import jsonld
from dateline.gathering.heard import count_words
from dateline.model import AnalysedSite, ArticleSummary, Event, Statement
from dateline.pages import gathered, parts
from dateline.pages.eventlist import EventLine, coming_next, happened_last
from dateline.pages.gathered import Claimed, Said, said_in
from dateline.pages.parts import DateView, Lookup, PersonRef, Teaser
from dateline.pages.pictures import PictureView, picture_view
from dateline.pages.statementlist import StatementItem, statement_item


class Story(View, frozen=True, kw_only=True):
    """An article on the front page."""

    teaser: Teaser
    headline: str
    """The title as HTML, compounds kept whole."""
    topics: tuple[Link, ...] = ()
    authors: tuple[PersonRef, ...] = ()
    picture: PictureView | None = None
    lede: str = ""
    """For the lead where it has no dek."""
    pulled: StatementItem | None = None
    """For a lead without a picture: a statement to set large beside it."""
    facts: tuple[int, int, int] = (0, 0, 0)
    """Numbers of notes, quotations and dated events."""
    draft: bool = False
    future: bool = False


class TopicWay(View, frozen=True, kw_only=True):
    """A topic and how many articles it has."""

    link: Link
    articles: int


class CheckedClaim(View, frozen=True, kw_only=True):
    """A claim that was checked, in a line."""

    words: str
    url: str
    claimant: PersonRef | None = None
    label: str
    """The rating as a word."""
    rank: int
    """1 best to 5 worst, 0 where that cannot be said."""


class HomeView(View, frozen=True, kw_only=True):
    """The front page."""

    meta: PageMeta
    lead: Story | None = None
    next: tuple[Story, ...] = ()
    """With their deks."""
    more: tuple[Story, ...] = ()
    """Headlines only."""
    articles: int = 0
    """All there are."""
    as_of: DateView | None = None
    """Date of the newest article, against which past and to come are told."""
    statements: tuple[StatementItem, ...] = ()
    last: tuple[EventLine, ...] = ()
    coming: tuple[EventLine, ...] = ()
    claims: tuple[CheckedClaim, ...] = ()
    topics: tuple[TopicWay, ...] = ()


_NEXT = 4
_MORE = 7
_STATEMENTS = 4
_COMING = 4
_DATES = 8
"""What comes, and as much of what happened last as leaves this many in all."""
_CLAIMS = 3
_TOPICS = 14


def pages(look: Lookup, frame: Frame) -> Iterator[Page]:
    """The one page."""
    site = look.site
    articles = _led(site)
    last, coming = _around(site.events)
    lead = _story(look, articles[0], lead=True) if articles else None
    pulled = lead.pulled.card.speaker if lead and lead.pulled else None
    latest = _latest_statements(site, pulled.id if pulled else "")
    view = HomeView(
        meta=parts.page_meta(
            site,
            title=site.site.title,
            address="/",
            things=[jsonld.website(site)],
            description=site.site.description,
        ),
        lead=lead,
        next=tuple(_story(look, article) for article in articles[1 : 1 + _NEXT]),
        more=tuple(_story(look, article) for article in articles[1 + _NEXT : 1 + _NEXT + _MORE]),
        articles=len(articles),
        as_of=parts.day_view(site.newest, look.language) if site.newest else None,
        statements=tuple(statement_item(look, said) for said in latest),
        last=tuple(look.event_lines[event.id] for event in last),
        coming=tuple(look.event_lines[event.id] for event in coming),
        claims=tuple(_claim(look, claimed) for claimed in gathered.claims(site)[:_CLAIMS]),
        topics=_topics(look),
    )
    yield Page(path="index.html", template="home.html", view=view)


def _led(site: AnalysedSite) -> Sequence[ArticleSummary]:
    """The articles, newest first, but for the one that site.yaml wants to lead."""
    lead = [article for article in site.articles if article.slug == site.site.lead]
    return (*lead, *(article for article in site.articles if article not in lead)) if lead else site.articles


def _story(look: Lookup, article: ArticleSummary, *, lead: bool = False) -> Story:
    picture = picture_view(article.slug, article.image) if lead else None
    return Story(
        teaser=look.teasers[article.slug],
        headline=parts.headline_html(article.title),
        topics=parts.topic_links(look, article.topics[:2]),
        authors=tuple(parts.person_ref(look, author) for author in article.authors),
        picture=picture,
        lede=article.lede if lead and not article.dek else "",
        pulled=_pulled(look, article) if lead and not picture else None,
        facts=(
            article.notes,
            sum(s.status == "attributed" for s in article.statements),
            len(article.events),
        )
        if lead
        else (0, 0, 0),
        draft=article.draft,
        future=article.future,
    )


_PULLED_WORDS = range(6, 41)
"""How many words a statement has that is set large."""


def _pulled(look: Lookup, article: ArticleSummary) -> StatementItem | None:
    for said in said_in(article, "attributed"):
        if _speaks_for_itself(said.statement) and count_words(said.statement.text) in _PULLED_WORDS:
            return statement_item(look, said)
    return None


def _latest_statements(site: AnalysedSite, but: str) -> list[Said]:
    """The newest whole sentences of speakers with a name, one a speaker, and none of the speaker `but`.

    What an article quotes was said before it was published: once there are enough that are newer than the
    next article, no other need be looked at.
    """
    found: list[Said] = []
    for article in site.articles:
        if (
            len(found) == _STATEMENTS
            and gathered.said_on(found[-1]) >= parse(article.published[:10]).sort_key
        ):
            break
        own = (s for s in said_in(article, "attributed") if _speaks_for_itself(s.statement))
        newest = gathered.newest_first([*found, *(s for s in own if s.statement.speaker != but)])
        by_speaker: dict[str, Said] = {}
        for said in newest:
            by_speaker.setdefault(said.statement.speaker, said)
        found = list(by_speaker.values())[:_STATEMENTS]
    return found


def _speaks_for_itself(statement: Statement) -> bool:
    """Whether it is a whole sentence by someone with a name, and not in doubt."""
    sure = statement.standing == "confirmed"
    return sure and statement.kind == "direct" and bool(statement.speaker)


def _around(events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    """What happened last, newest first, and what comes next, soonest first."""
    coming = coming_next(events)[:_COMING]
    return happened_last(events)[: _DATES - len(coming)], coming


def _claim(look: Lookup, claimed: Claimed) -> CheckedClaim:
    claim = claimed.claim
    return CheckedClaim(
        words=claim.target.exact,
        url=addresses.article(claimed.article.slug, f"c-{claim.id}"),
        claimant=parts.person_ref(look, claim.claimant) if claim.claimant else None,
        label=parts.rating_label(look.site, claim.rating),
        rank=parts.rating_rank(look.site, claim.rating),
    )


def _topics(look: Lookup) -> tuple[TopicWay, ...]:
    """The topics with most articles, in that order."""
    about = gathered.articles_about(look.site)
    ranked = sorted(
        (t for t in about if t in look.topics_with_page),
        key=lambda t: (-len(about[t]), look.site.topics[t].title, t),
    )
    return tuple(
        TopicWay(link=Link(title=look.site.topics[t].title, url=addresses.topic(t)), articles=len(about[t]))
        for t in ranked[:_TOPICS]
    )
