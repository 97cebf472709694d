"""Feeds: Atom 1.0 (RFC 4287) and JSON Feed 1.1, for the site, topics, people and corrections.

The feeds of the site and of topics carry whole articles; they are made where the articles' bodies are at
hand, see `render`. A person's feed carries what they said, the corrections' feed every correction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

import msgspec
from msgspec import Struct

from dateline import addresses
from dateline.building.plan import Page, View
from dateline.dates.moments import instant
from dateline.exports.feedhtml import FeedArticle, FeedClaim, article_html, correction_title
from dateline.messages import translator
from dateline.model import AnalysedSite, ArticleBody, ArticleSummary, Correction, Statement

ATOM = "make:atom"
JSON_FEED = "make:jsonfeed"
_ATOM = "http://www.w3.org/2005/Atom"
MOST = 20
"""So many of the newest articles are in the site's feed."""
MOST_OF_TOPIC = 10
MOST_SHORT = 50
"""So many of the newest statements or corrections are in a feed of these."""


class FeedEntry(View, frozen=True, kw_only=True):
    """One entry. Addresses are absolute, moments RFC 3339 in UTC."""

    id: str
    url: str
    title: str
    summary: str = ""
    published: str
    updated: str
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: str = ""
    html: str = ""
    """Its content; empty for an article."""
    article: FeedArticle | None = None
    """Of an article, whose content is made from its body."""


class FeedView(View, frozen=True, kw_only=True):
    """A feed, in no format yet."""

    title: str
    subtitle: str = ""
    url: str
    """Its own absolute address."""
    home: str
    """Absolute address of the page that it follows."""
    site_url: str
    language: str
    author: str
    updated: str
    entries: tuple[FeedEntry, ...] = ()


def feed_pages(site: AnalysedSite, event_urls: Mapping[str, str]) -> Iterator[Page]:
    """The feeds of the site, each in both formats; none where the site has no url.

    `event_urls` are the addresses of events by id.
    """
    if not site.site.url or not site.articles:
        return
    entries = _Entries(site, event_urls)
    newest = site.articles[:MOST]
    yield from _pair(site, "/", site.site.title, site.site.description, entries.articles(newest), newest)
    by_topic: dict[str, list[ArticleSummary]] = defaultdict(list)
    for article in site.articles:
        for topic in article.topics:
            by_topic[topic].append(article)
    for topic, articles in sorted(by_topic.items()):
        newest = tuple(articles[:MOST_OF_TOPIC])
        title = f"{site.topics[topic].title} · {site.site.title}"
        description = site.topics[topic].description
        yield from _pair(site, addresses.topic(topic), title, description, entries.articles(newest), newest)
    said: dict[str, list[tuple[ArticleSummary, Statement]]] = defaultdict(list)
    for article in site.articles:
        for statement in article.statements:
            if statement.speaker in site.people and len(said[statement.speaker]) < MOST_SHORT:
                said[statement.speaker].append((article, statement))
    for person, statements in sorted(said.items()):
        title = f"{site.people[person].name} · {site.site.title}"
        yield from _pair(site, addresses.person(person), title, "", entries.statements(statements))
    corrections = [(article, c) for article in site.articles for c in article.corrections]
    if corrections:
        corrections.sort(key=lambda pair: pair[1].date, reverse=True)
        title = f"{translator(site.site.language)('nav.corrections')} · {site.site.title}"
        yield from _pair(site, "/corrections/", title, "", entries.corrections(corrections))


def atom(view: FeedView, bodies: Mapping[str, ArticleBody]) -> bytes:
    """The feed as Atom."""
    lines = [
        f'<feed xmlns="{_ATOM}" xml:lang="{_in_quotes(view.language)}">',
        _element("id", view.home),
        _element("title", view.title),
        *([_element("subtitle", view.subtitle)] if view.subtitle else ()),
        _element("updated", view.updated),
        f'<link rel="self" href="{_in_quotes(view.url)}" type="application/atom+xml" />',
        _alternate(view.home),
        *_author(view.author),
        '<generator uri="https://pypi.org/project/dateline/">Dateline</generator>',
    ]
    head = '<?xml version="1.0" encoding="utf-8"?>\n' + "\n  ".join(lines)
    entries = [part for entry in view.entries for part in _atom_entry(entry, view, bodies)]
    return b"".join((head.encode(), *entries, b"\n</feed>\n"))


def json_feed(view: FeedView, bodies: Mapping[str, ArticleBody]) -> bytes:
    """The feed as JSON Feed."""
    document = _JsonFeed(
        version="https://jsonfeed.org/version/1.1",
        title=view.title,
        home_page_url=view.home,
        feed_url=view.url,
        description=view.subtitle,
        language=view.language,
        authors=(_Name(view.author),),
        items=[_json_item(entry, view, bodies) for entry in view.entries],
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


class _Name(Struct, frozen=True):
    name: str


class _JsonItem(Struct, frozen=True, omit_defaults=True):
    """An entry; what is empty is left out."""

    id: str
    url: str = ""
    title: str = ""
    summary: str = ""
    content_html: str = ""
    image: str = ""
    date_published: str = ""
    date_modified: str = ""
    authors: tuple[_Name, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""


class _JsonFeed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    version: str
    title: str = ""
    home_page_url: str = ""
    feed_url: str = ""
    description: str = ""
    language: str = ""
    authors: tuple[_Name, ...]
    items: Sequence[_JsonItem] = ()


class _Entries:
    """Makes entries; keeps what every one of them needs."""

    def __init__(self, site: AnalysedSite, event_urls: Mapping[str, str]) -> None:
        self._site = site
        self._event_urls = event_urls
        self._t = translator(site.site.language)
        self._moments: dict[str, str] = {}

    def articles(self, articles: Iterable[ArticleSummary]) -> tuple[FeedEntry, ...]:
        """Whole articles."""
        return tuple(self._article(article) for article in articles)

    def statements(self, statements: Sequence[tuple[ArticleSummary, Statement]]) -> tuple[FeedEntry, ...]:
        """What somebody said."""
        return tuple(self._statement(*pair) for pair in statements)

    def corrections(self, corrections: Sequence[tuple[ArticleSummary, Correction]]) -> tuple[FeedEntry, ...]:
        """Corrections, newest first."""
        return tuple(self._correction(*pair) for pair in corrections[:MOST_SHORT])

    def _article(self, article: ArticleSummary) -> FeedEntry:
        url = self._absolute(addresses.article(article.slug))
        image = ""
        if article.image is not None:
            image = self._absolute(addresses.beside_article(article.slug, article.image.src))
        return FeedEntry(
            id=url,
            url=url,
            title=article.title,
            summary=article.dek or article.lede,
            published=self._moment(article.published),
            updated=self._moment(article.updated or article.published),
            authors=tuple(self._name(author) for author in article.authors),
            tags=tuple(self._site.topics[topic].title for topic in article.topics),
            image=image,
            article=FeedArticle(
                slug=article.slug,
                place=article.place,
                date=article.date,
                picture=article.image,
                picture_url=image,
                claims=tuple(
                    [
                        FeedClaim(id=c.id, number=c.number, rating=c.rating, html=c.html)
                        for c in article.claims
                    ]
                ),
                corrections=tuple(sorted(article.corrections, key=lambda c: c.date, reverse=True)),
                event_urls=tuple([(e.id, self._event_url(article, e.id)) for e in article.events]),
            ),
        )

    def _statement(self, article: ArticleSummary, statement: Statement) -> FeedEntry:
        url = self._absolute(addresses.article(article.slug, f"q-{statement.id}"))
        standing = ""
        if statement.standing != "confirmed":
            standing = f"<p><strong>{escape(self._t(f'standing.{statement.standing}'))}</strong></p>"
        link = f'<p><a href="{escape(url)}">{escape(article.title)}</a></p>'
        words = statement.text
        return FeedEntry(
            id=url,
            url=url,
            title=words if len(words) <= 100 else words[:99].rstrip() + "…",
            published=self._moment(article.published),
            updated=self._moment(article.updated or article.published),
            authors=(self._name(statement.speaker),),
            html=f"{standing}<blockquote><p>{escape(words)}</p></blockquote>{link}",
        )

    def _correction(self, article: ArticleSummary, correction: Correction) -> FeedEntry:
        number = sum(c.date == correction.date for c in article.corrections)
        place = article.corrections.index(correction)
        page = self._absolute(addresses.article(article.slug))
        url = f"{page}#end_corrections"
        moment = self._moment(correction.date)
        return FeedEntry(
            id=f"{url}-{correction.date}" + (f"-{place + 1}" if number > 1 else ""),
            url=url,
            title=f"{correction_title(correction, self._site.site.language)} · {article.title}",
            published=moment,
            updated=moment,
            html=addresses.in_full(correction.html, self._site.site.url, page),
        )

    def _event_url(self, article: ArticleSummary, event: str) -> str:
        return self._absolute(self._event_urls[self._site.event_ids.get(f"{article.slug}/{event}", event)])

    def _name(self, person: str) -> str:
        found = self._site.people.get(person)
        return found.name if found else person

    def _absolute(self, address: str) -> str:
        return addresses.absolute(address, self._site.site.url)

    def _moment(self, moment: str) -> str:
        known = self._moments.get(moment)
        if known is None:
            known = self._moments[moment] = instant(moment, self._site.site.timezone) + "Z"
        return known


def _pair(
    site: AnalysedSite,
    home: str,
    title: str,
    subtitle: str,
    entries: tuple[FeedEntry, ...],
    articles: Sequence[ArticleSummary] = (),
) -> Iterator[Page]:
    """A feed in both formats, below the page that it follows."""
    bodies = tuple((article.slug, article.body) for article in articles)
    author = site.site.publisher.name if site.site.publisher else site.site.title
    for name, maker in (("feed.xml", ATOM), ("feed.json", JSON_FEED)):
        view = FeedView(
            title=title,
            subtitle=subtitle,
            url=addresses.absolute(home + name, site.site.url),
            home=addresses.absolute(home, site.site.url),
            site_url=site.site.url,
            language=site.site.language,
            author=author,
            updated=max(entry.updated for entry in entries),
            entries=entries,
        )
        yield Page(path=(home + name).lstrip("/"), template=maker, view=view, bodies=bodies)


def _content(entry: FeedEntry, view: FeedView, bodies: Mapping[str, ArticleBody]) -> str:
    if entry.article is None:
        return entry.html
    body = bodies[entry.article.slug]
    return article_html(entry.article, body, entry.url, view.site_url, view.language)


def _atom_entry(
    entry: FeedEntry, view: FeedView, bodies: Mapping[str, ArticleBody]
) -> tuple[bytes, bytes, bytes]:
    lines = [
        "\n  <entry>",
        _element("id", entry.id),
        _element("title", entry.title),
        _element("published", entry.published),
        _element("updated", entry.updated),
        _alternate(entry.url),
    ]
    for author in entry.authors:
        lines += _author(author)
    for tag in entry.tags:
        lines.append(f'<category term="{_in_quotes(tag)}" />')
    if entry.summary:
        lines.append(_element("summary", entry.summary))
    # A whole article is searched twice as fast in bytes.
    content = _content(entry, view, bodies).encode()
    content = content.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    lines.append('<content type="html">' if content else '<content type="html" />')
    end = b"</content>\n  </entry>" if content else b"\n  </entry>"
    return "\n    ".join(lines).encode(), content, end


def _json_item(entry: FeedEntry, view: FeedView, bodies: Mapping[str, ArticleBody]) -> _JsonItem:
    return _JsonItem(
        entry.id,
        entry.url,
        entry.title,
        entry.summary,
        _content(entry, view, bodies),
        entry.image,
        entry.published,
        entry.updated,
        tuple([_Name(author) for author in entry.authors]),
        entry.tags,
        view.language,
    )


def _author(name: str) -> tuple[str, str, str]:
    return "<author>", f"  {_element('name', name)}", "</author>"


def _alternate(url: str) -> str:
    return f'<link rel="alternate" href="{_in_quotes(url)}" type="text/html" />'


def _element(name: str, text: str) -> str:
    return f"<{name}>{_escaped(text)}</{name}>" if text else f"<{name} />"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _in_quotes(text: str) -> str:
    escaped = _escaped(text)
    # What is escaped in quotes only is not printable, but for these.
    return escaped if '"' not in escaped and escaped.isprintable() else escaped.translate(_QUOTED)


_QUOTED = str.maketrans({'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"})
