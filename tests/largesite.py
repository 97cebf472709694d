"""Sites of any size for tests of pages, made by plain arithmetic, so that each is always the same."""

from __future__ import annotations

import factories as f

from dateline.dates.days import civil, day_number
from dateline.model import (
    AnalysedSite,
    ArticleEvent,
    ArticleSummary,
    Claim,
    Correction,
    Event,
    Person,
    SectionHead,
    Source,
    Statement,
    Telling,
    Topic,
)

FAMILY = (
    "Abara",
    "Brandt",
    "Castillo",
    "Dubois",
    "Eriksen",
    "Fischer",
    "Głowacki",
    "Haddad",
    "Ito",
    "Öztürk",
)
GIVEN = ("Ana", "Bo", "Chidi", "Dana", "Emre", "Farah", "Goran", "Hana", "Idris", "June", "Kofi")
TEXT = (
    "the figures were never meant to be read alone and whoever reads them so will be surprised by what "
    "the next quarter brings because supply follows demand with a delay that nobody has measured well"
)
WORDS = TEXT.split()


def large(
    articles: int = 100,
    statements: int = 8,
    events: int = 6,
    claims: int = 1,
    people: int = 60,
    sources: int = 40,
    topics: int = 12,
    first_year: int = 2010,
) -> AnalysedSite:
    """A site of so many articles, each with so many statements, events and claims."""
    everyone = _people(people)
    ids = tuple(everyone)
    documents = _sources(sources)
    subjects = {f"topic-{n}": Topic(id=f"topic-{n}", title=f"Topic number {n}") for n in range(topics)}
    made = tuple(
        _article(n, statements, events, claims, ids, tuple(documents), tuple(subjects), first_year)
        for n in reversed(range(articles))
    )
    told = tuple(
        sorted((e for article in made for e in _events(article)), key=lambda e: (e.earliest, e.latest))
    )
    return AnalysedSite(
        site=f.site(),
        people=everyone,
        sources=documents,
        topics=subjects,
        articles=tuple(sorted(made, key=lambda a: a.date, reverse=True)),
        events=told,
        newest=max((a.date for a in made), default=""),
    )


def words(count: int, start: int = 0) -> str:
    """So many words."""
    return " ".join(WORDS[(start + n) % len(WORDS)] for n in range(count))


def _people(count: int) -> dict[str, Person]:
    people = {
        f"organization-{n}": f.person(
            f"organization-{n}",
            f"Institute for {WORDS[n % len(WORDS)].capitalize()} {n}",
            kind="organization",
        )
        for n in range(max(count // 10, 1))
    }
    for n in range(count):
        name = f"{GIVEN[n % 11]} {FAMILY[n * 7 % 10]}{n if n > 9 else ''}"
        people[f"person-{n}"] = f.person(
            f"person-{n}", name, role="analyst", organization=f"organization-{n % max(count // 10, 1)}"
        )
    return people


def _sources(count: int) -> dict[str, Source]:
    return {
        f"source-{n}": f.source(
            f"source-{n}",
            f"{words(3, n).capitalize()}: report {n}",
            publisher="Statistics Office",
            url=f"https://example.com/reports/{n}",
            published=f"{2000 + n % 25}",
        )
        for n in range(count)
    }


def _article(
    n: int,
    statements: int,
    events: int,
    claims: int,
    people: tuple[str, ...],
    sources: tuple[str, ...],
    topics: tuple[str, ...],
    first_year: int,
) -> ArticleSummary:
    year, month, day = civil(day_number(first_year) + n)
    return f.article(
        f"article-{n}",
        f"Article {n}: {words(5, n)}",
        f"{year:04}-{month:02}-{day:02}",
        dek=words(18, n).capitalize() + ".",
        place="Geneva",
        authors=(people[-1],),
        topics=(topics[n % len(topics)], topics[(n + 1) % len(topics)]),
        sections=(SectionHead(id="figures", title="What the figures say"),),
        statements=tuple(_statement(n, s, people, sources) for s in range(statements)),
        claims=tuple(
            Claim(
                id=f"claim-{c}",
                claimant=people[(n + c) % len(people)],
                rating=("accurate", "needs-context", "misleading")[(n + c) % 3],
                html=f"<p>{words(30, c).capitalize()}.</p>",
                sources=(sources[n % len(sources)],),
                target=f.span(words(9, n + c)),
                section="figures",
                number=c + 1,
            )
            for c in range(claims)
        ),
        corrections=(
            (
                Correction(
                    date=f"{year:04}-{month:02}-{day:02}",
                    kind="correction",
                    html=f"<p>{words(12, n).capitalize()}.</p>",
                    source_text="",
                ),
            )
            if n % 10 == 0
            else ()
        ),
        sources=(sources[n % len(sources)],),
        events=tuple(_told(n, e) for e in range(events)),
    )


def _statement(n: int, s: int, people: tuple[str, ...], sources: tuple[str, ...]) -> Statement:
    number = n * 31 + s
    said = words(8 + number % 30, number).capitalize() + "."
    return f.statement(
        f"s-{n}-{s}",
        said,
        kind="partial" if number % 4 == 0 else "direct",
        section="figures",
        speaker=people[(number * 7 + number // 11) % len(people)],
        source=sources[number % len(sources)] if number % 3 == 0 else "",
        verified=True if number % 3 == 0 else None,
        context=f"They met in Geneva. “{said}” they said, and left it at that.",
    )


def _told(n: int, e: int) -> ArticleEvent:
    return ArticleEvent(id=f"e-{n}-{e}", date="2024", title=f"Event {e} of article {n}", at=f.AT)


def _events(article: ArticleSummary) -> list[Event]:
    year, month, day = (int(part) for part in article.date.split("-"))
    first = day_number(year, month, day)
    events = []
    for e, told in enumerate(article.events):
        y, m, d = civil(first - e * 97)
        events.append(
            f.event(
                told.id,
                f"{y:04}-{m:02}-{d:02}",
                f"{told.title}: {words(6, e)}",
                Telling(slug=article.slug, title=article.title, anchor=True, words=words(4, e)),
                html=f"<p>{words(20, e).capitalize()}.</p>",
                people=(article.statements[0].speaker,) if article.statements else (),
                topics=article.topics[:1],
            )
        )
    return events
