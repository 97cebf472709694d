"""Topics: the list of them, and for each its articles, its events and who is most quoted on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dateline import addresses
from dateline.building.plan import Frame, Link, Page, PageMeta, View
from dateline.model import ArticleSummary, Event, Topic
from dateline.pages import gathered, parts
from dateline.pages.eventlist import EventLine, line_weight
from dateline.pages.parts import Lookup, PersonRef, Teaser
from dateline.pages.split import PAGE_BUDGET, Pager, cut, folded, numbered, pager, weight_of


class TopicEntry(View, frozen=True, kw_only=True):
    """A topic in the list of all."""

    title: str
    url: str
    description: str = ""
    articles: int
    events: int
    latest: Link | None = None
    """Its newest article."""


class TopicsView(View, frozen=True, kw_only=True):
    """/topics/."""

    meta: PageMeta
    count: int
    topics: tuple[TopicEntry, ...]
    pager: Pager | None = None


class QuotedPerson(View, frozen=True, kw_only=True):
    """Someone whom the topic's articles quote, and how often."""

    person: PersonRef
    statements: int


class TopicView(View, frozen=True, kw_only=True):
    """/topics/<id>/ and its further pages."""

    meta: PageMeta
    title: str
    description: str = ""
    feed: str = ""
    """Address of its own Atom feed; empty where it has none."""
    article_count: int
    event_count: int
    people: tuple[QuotedPerson, ...] = ()
    articles: tuple[Teaser, ...] = ()
    events: tuple[EventLine, ...] = ()
    timeline: str = ""
    """Where the timeline shows these events alone; empty where it is cut into pages."""
    pager: Pager | None = None


ADDRESS = "/topics/"


def pages(look: Lookup, frame: Frame) -> Iterator[Page]:
    """The list, and a page for every topic that is used."""
    site = look.site
    shown = [topic for topic in site.topics.values() if topic.id in look.topics_with_page]
    if not shown:
        return
    shown.sort(key=lambda topic: (folded(topic.title), topic.id))
    articles = gathered.articles_about(site)
    events = gathered.events_about(site)
    yield from _list_pages(look, shown, articles, events)
    whole = not look.timeline.is_split
    for topic in shown:
        held = articles.get(topic.id, [])
        yield from _topic_pages(look, topic, held, events.get(topic.id, []), timeline_is_whole=whole)


def _list_pages(
    look: Lookup,
    topics: Sequence[Topic],
    articles: Mapping[str, list[ArticleSummary]],
    events: Mapping[str, list[Event]],
) -> Iterator[Page]:
    entries = [_entry(t, articles.get(t.id, []), events.get(t.id, [])) for t in topics]
    runs = cut(entries, _entry_weight)
    places = numbered(f"{ADDRESS}by_name/", len(runs))
    places[0] = ADDRESS
    for index, run in enumerate(runs):
        view = TopicsView(
            meta=parts.page_meta(
                look.site,
                title=look.t("nav.topics"),
                address=places[index],
                description=look.t("topics.description", site=look.site.site.title),
                things=parts.listing(look.site, look.t("nav.topics"), places[index]),
            ),
            count=len(topics),
            topics=run,
            pager=pager(places, index),
        )
        yield Page(path=addresses.path_of(places[index]), template="topics.html", view=view)


def _entry(topic: Topic, articles: Sequence[ArticleSummary], events: Sequence[Event]) -> TopicEntry:
    latest = Link(title=articles[0].title, url=addresses.article(articles[0].slug)) if articles else None
    return TopicEntry(
        title=topic.title,
        url=addresses.topic(topic.id),
        description=topic.description,
        articles=len(articles),
        events=len(events),
        latest=latest,
    )


def _entry_weight(entry: TopicEntry) -> int:
    latest = weight_of(entry.latest.title, entry.latest.url) if entry.latest else 0
    return 450 + weight_of(entry.title, entry.description, entry.url) + latest


_MOST_QUOTED = 12


def _topic_pages(
    look: Lookup,
    topic: Topic,
    articles: Sequence[ArticleSummary],
    events: Sequence[Event],
    *,
    timeline_is_whole: bool,
) -> Iterator[Page]:
    """Its articles and then its events, newest first, in one sequence cut where a page is full."""
    held: list[ArticleSummary | Event] = [*articles, *reversed(events)]

    def weight(item: ArticleSummary | Event) -> int:
        if isinstance(item, Event):
            return line_weight(item)
        return 450 + weight_of(item.title, item.dek, item.place, item.slug)

    runs = cut(held, weight, PAGE_BUDGET)
    places = numbered(addresses.topic(topic.id), len(runs))
    for index, run in enumerate(runs):
        view = TopicView(
            meta=parts.page_meta(
                look.site,
                title=topic.title,
                address=places[index],
                description=topic.description or look.t("topics.about", topic=topic.title),
                breadcrumbs=(Link(title=look.t("nav.topics"), url=ADDRESS),),
                things=parts.listing(look.site, topic.title, places[index]),
            ),
            title=topic.title,
            description=topic.description,
            feed=addresses.topic(topic.id) + "feed.xml" if articles and look.site.site.url else "",
            article_count=len(articles),
            event_count=len(events),
            people=_most_quoted(look, articles) if index == 0 else (),
            articles=tuple([look.teasers[a.slug] for a in run if isinstance(a, ArticleSummary)]),
            timeline=f"/timeline/?topic={topic.id}" if timeline_is_whole else "",
            events=tuple([look.event_lines[e.id] for e in run if isinstance(e, Event)]),
            pager=pager(places, index),
        )
        yield Page(path=addresses.path_of(places[index]), template="topic.html", view=view)


def _most_quoted(look: Lookup, articles: Sequence[ArticleSummary]) -> tuple[QuotedPerson, ...]:
    counts: Counter[str] = Counter()
    for article in articles:
        for person, quotations in look.mentioned[article.slug].items():
            if quotations and person in look.speakers:
                counts[person] += quotations
    ranked = sorted(counts, key=lambda p: (-counts[p], folded(look.site.people[p].sort_name), p))
    return tuple(
        QuotedPerson(person=parts.person_ref(look, p), statements=counts[p]) for p in ranked[:_MOST_QUOTED]
    )
