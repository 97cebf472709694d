"""Values for tests of pages: short to write, whole enough to render. Tests change what they are about."""

from __future__ import annotations

from typing import Any

from dateline.dates.days import day_number
from dateline.diagnostics import Location
from dateline.model import (
    AnalysedSite,
    ArticleBody,
    ArticleEvent,
    ArticleSummary,
    Block,
    CitingNote,
    Claim,
    Correction,
    Event,
    Note,
    Person,
    Picture,
    Publisher,
    Section,
    SectionHead,
    Site,
    Source,
    Span,
    StandalonePage,
    Statement,
    Telling,
    Topic,
)

AT = Location("content/articles/x/meta.yaml", 1, 1)


def site(**changes: Any) -> Site:
    """A site.yaml."""
    defaults: dict[str, Any] = {
        "title": "The Ledger",
        "url": "https://example.org/ledger/",
        "description": "Analysis, annotated.",
    }
    return Site(**(defaults | changes))


def person(id: str, name: str, **facts: Any) -> Person:
    """Someone of people.yaml."""
    first, _, last = name.rpartition(" ")
    facts.setdefault(
        "sort_name", f"{last}, {first}" if first and facts.get("kind") != "organization" else name
    )
    return Person(id=id, name=name, at=AT, **facts)


def source(id: str, title: str, **facts: Any) -> Source:
    """A document of sources.yaml."""
    return Source(id=id, title=title, at=AT, **facts)


def span(words: str, start: int = 0, **context: Any) -> Span:
    """Words of a visible text."""
    return Span.of(start, words, **context)


def statement(id: str, *parts: str, **facts: Any) -> Statement:
    """A quotation; attributed and direct if not said otherwise. `context` are the sentences around it."""
    context = facts.pop("context", "").encode()
    words = b""
    cuts: list[int] = []
    for part in parts:
        cuts += (len(words), len(words) + len(part.encode()))
        words += part.encode() + b" "
    defaults: dict[str, Any] = {
        "status": "attributed",
        "kind": "direct",
        "around": words + context,
        "cuts": (len(words), len(words + context), *cuts),
        "section": "",
    }
    return Statement(id=id, **(defaults | facts))


def event(id: str, date: str, title: str, *tellings: Telling, words: str = "", **facts: Any) -> Event:
    """An event with a date of plain year, month and day; `words` default to the date as written."""
    numbers = [int(number) for number in date.split("-")]
    first = day_number(*numbers)
    last = first + (0, 27, 364)[3 - len(numbers)]
    defaults: dict[str, Any] = {"earliest": first, "latest": last, "date_words": words or date}
    return Event(id=id, date=date, title=title, tellings=tellings, **(defaults | facts))


def article(slug: str, title: str, date: str = "2025-01-29", **facts: Any) -> ArticleSummary:
    """What gathering reads of an article."""
    defaults: dict[str, Any] = {"published": date}
    return ArticleSummary(slug=slug, title=title, date=date, **(defaults | facts))


def marked(words: str, id: str, number: int, kind: str = "context", prefix: str = "a") -> str:
    """Words with a note's or (prefix `c`) a claim's mark and sign, as articles are analysed."""
    name = f"{prefix}-{id}"
    what = "claim" if prefix == "c" else "note"
    return (
        f'<span class="mark mark-{what} kind-{kind}" id="{name}" data-marks="{name}">{words}</span>'
        f'<a class="sign sign-{what} kind-{kind}" id="r-{name}" href="#n-{name}" role="doc-noteref" '
        f'aria-label="Note {number}"><span>{number}</span></a>'
    )


def quoted(words: str, id: str, part: int = 1, sign: bool = True, standing: str = "") -> str:
    """Words with a quotation's mark, and its sign where it ends, behind its standing if that is told."""
    own = f"q-{id}" if part == 1 else f"q-{id}_{part}"
    mark = f'<span class="mark mark-quote" id="{own}" data-marks="q-{id}">{words}</span>'
    if not sign:
        return mark
    told = f'<span class="sign standing standing-{standing}">{standing}</span>' if standing else ""
    return (
        mark
        + told
        + f'<a class="sign sign-quote" id="r-q-{id}" href="#card-q-{id}" aria-label="Who said this">'
        "<span></span></a>"
    )


def dated(words: str, id: str, edtf: str) -> str:
    """Words with an event's mark and sign."""
    return (
        f'<time class="mark mark-event" id="e-{id}" data-marks="e-{id}" data-edtf="{edtf}" datetime="{edtf}">'
        f'{words}</time><a class="sign sign-event" href="event:{id}" aria-label="In the timeline">'
        "<span></span></a>"
    )


def demo() -> tuple[AnalysedSite, dict[str, ArticleBody]]:
    """A small site that has one of everything, with the body of its main article (`chips`)."""
    people = {
        p.id: p
        for p in (
            person("liang", "Liang Wenfeng", role="founder", organization="deepseek", note="Founder."),
            person("ding", "Jeffrey Ding", role="scholar", organization="George Washington University"),
            person("heim", "Lennart Heim", role="researcher", organization="rand"),
            person("deepseek", "DeepSeek", kind="organization"),
            person("rand", "RAND Corporation", kind="organization", url="https://www.rand.org/"),
            person("mara", "Mara Voss", role="chips correspondent"),
        )
    }
    sources = {
        s.id: s
        for s in (
            source(
                "v3",
                "DeepSeek-V3 Technical Report",
                author="DeepSeek-AI",
                url="https://arxiv.org/abs/2412.19437",
                published="2024-12-27",
                accessed="2025-01-28",
                archive="https://web.archive.org/web/2025/https://arxiv.org/abs/2412.19437",
            ),
            source("call", "Briefing by telephone", publisher="The Ledger", published="2025-01"),
        )
    }
    statements = (
        statement(
            "embargo",
            "embargo on high-end chips",
            kind="partial",
            section="constraints",
            speaker="liang",
            role="founder and chief executive",
            said="2024-07",
            context="Its founder acknowledged it.",
        ),
        statement(
            "forced",
            "The constraints forced the team",
            "It shows the limits of controls.",
            section="constraints",
            speaker="ding",
            said="2025-01-27",
            source="call",
            verified=True,
            context="Ding said so, twice.",
        ),
        statement(
            "costs",
            "We don’t have the full picture of costs.",
            section="cost",
            speaker="heim",
            source="call",
            verified=False,
            standing="disputed",
            block=True,
        ),
        statement(
            "official",
            "nobody was surprised",
            kind="partial",
            section="cost",
            described="an official who was not allowed to speak in public",
        ),
        statement("sputnik", "Sputnik moment", kind="term", status="set-aside", section="cost"),
    )
    claims = (
        Claim(
            id="price",
            claimant="deepseek",
            rating="needs-context",
            html="<p>The figure is the final run’s.</p>",
            sources=("v3",),
            target=span("for just $5.6 million"),
            section="cost",
            number=3,
        ),
    )
    told = {
        "rules": ("2023-10-17", "Export rules widened", "happened"),
        "release": ("2025-01-20", "R1 is published", "happened"),
        "lead": ("2030", "China means to lead", "deadline"),
    }
    own_events = tuple(
        ArticleEvent(
            id=id,
            date=date,
            title=title,
            status=status,  # type: ignore[arg-type]
            target=span("20 January") if id == "release" else None,
            at=AT,
        )
        for id, (date, title, status) in told.items()
    )
    events = tuple(
        event(
            id,
            date,
            title,
            Telling(slug="chips", title="The day the chips ran short", anchor=id == "release"),
            status=status,
            ahead=id == "lead",
            people=("liang",) if id == "release" else (),
            topics=("ai",),
        )
        for id, (date, title, status) in told.items()
    )
    chips = article(
        "chips",
        "The day the chips ran short",
        dek="Export rules meant to slow a rival taught it thrift. What the figures say and leave out.",
        place="Beijing",
        authors=("mara", "A. Stringer"),
        topics=("ai", "trade"),
        updated="2025-02-03",
        published="2025-01-29T09:00:00+01:00",
        image=Picture(src="fab.jpg", alt="A clean room", caption="A fab.", credit="Photograph: M. Voss"),
        related=("older",),
        notes=3,
        statements=statements,
        claims=claims,
        events=own_events,
        sources=("v3", "call"),
        citing_notes=(
            CitingNote(id="h800", words="H800 chips", section="constraints", sources=("v3",)),
            CitingNote(id="on-cost", section="cost", sources=("call",)),
            CitingNote(id="whole", sources=("call",)),
        ),
        lede="The landscape is shifting.",
        sections=(
            SectionHead(id="constraints", title="Innovation amid constraints"),
            SectionHead(id="cost", title="The cost of innovation"),
        ),
        corrections=(
            Correction(
                date="2025-02-03",
                kind="correction",
                html="<p>An earlier version gave the wrong month.</p>",
                source_text="An earlier version gave the wrong month.",
            ),
        ),
    )
    later = article("later", "After the rules", "2025-02-10", topics=("trade",), dek="What came next.")
    older = article("older", "Before the rules", "2023-11-02", topics=("ai",), authors=("mara",))
    analysed = AnalysedSite(
        site=site(publisher=Publisher(name="The Ledger Trust")),
        people=people,
        notes_html={"liang": "<p>Founder.</p>"},
        sources=sources,
        topics={
            "ai": Topic(id="ai", title="Artificial intelligence"),
            "trade": Topic(id="trade", title="Trade"),
        },
        articles=(later, chips, older),
        events=events,
        pages=(StandalonePage(name="about", title="About", html="<p>Who we are.</p>", at=AT),),
        newest="2025-02-10",
    )
    return analysed, {"chips": chips_body()}


def chips_body() -> ArticleBody:
    """The body of the demo's main article."""
    notes = (
        Note(
            id="h800",
            number=1,
            kind="definition",
            html="<p>A version of the H100 made for export.</p>",
            target=span("H800 chips"),
            sources=("v3",),
        ),
        Note(
            id="gap",
            number=2,
            kind="context",
            target=span("efficient"),
            creator="mara",
            created="2025-01-30",
            html="<p>First paragraph of a longer note.</p>\n"
            f"<p>The second paragraph goes on for a while{', and for a while' * 5}.</p>",
        ),
        Note(id="fn-1", number=4, kind="source", html="<p>See the report.</p>", footnote=True),
        Note(id="whole", number=5, kind="opinion", html="<p>On the article as a whole.</p>"),
    )
    lede = Block(
        html="<p>The landscape of artificial intelligence is shifting, as export controls "
        f"{quoted('“nobody was surprised”', 'official')} feed what they were to starve.</p>\n",
        statements=("official",),
    )
    constraints = Section(
        id="constraints",
        title="Innovation amid constraints",
        title_html="Innovation amid constraints",
        blocks=(
            Block(
                html=f"<p>Its founder said that the {quoted('“embargo on high-end chips”', 'embargo')} "
                f"hurt. It used {marked('H800 chips', 'h800', 1, 'definition')}, allowed until "
                f"{dated('20 January', 'release', '2025-01-20')}.</p>\n",
                notes=("h800",),
                statements=("embargo",),
            ),
            Block(
                html="<p>A paragraph without any note stands between, to see that the column flows on.</p>\n"
            ),
            Block(
                html=f"<p>{quoted('“The constraints forced the team,”', 'forced', sign=False)}"
                f" said Jeffrey Ding. {quoted('“It shows the limits of controls.”', 'forced', 2)} "
                f"They are {marked('efficient', 'gap', 2)}.</p>\n",
                notes=("gap",),
                statements=("forced",),
            ),
        ),
    )
    cost = Section(
        id="cost",
        title="The cost of innovation",
        title_html="The <em>cost</em> of innovation",
        blocks=(
            Block(
                html=f"<p>R1 was made {marked('for just $5.6 million', 'price', 3, 'claim', 'c')}, it says."
                '<a class="sign sign-note kind-source" id="r-a-fn-1" href="#n-a-fn-1" role="doc-noteref" '
                'aria-label="Note 4, Source"><span>4</span></a></p>\n',
                claims=("price",),
                notes=("fn-1",),
            ),
            Block(
                html="<blockquote>\n<p>"
                f"{quoted('We don’t have the full picture of costs.', 'costs', standing='disputed')}</p>\n"
                "</blockquote>\n",
                statements=("costs",),
            ),
            Block(
                html='<p>A <span class="mark mark-aside" id="q-sputnik" data-marks="q-sputnik">'
                "“Sputnik moment”</span>, they said.</p>\n"
            ),
        ),
    )
    return ArticleBody(
        sections=(Section(id="", title="", blocks=(lede,)), constraints, cost),
        notes=notes,
        article_notes=("whole",),
        text="The landscape …",
        minutes=5,
        markdown="The landscape …",
    )
