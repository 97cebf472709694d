"""What the way into a large quote index searches: all statements in one compact file, read by quotefinder.js.

/quotes.json says more of each statement, and is several times as large; this holds what filters need.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import msgspec

from dateline.building.plan import Page, View
from dateline.pages import parts
from dateline.pages.gathered import Said
from dateline.pages.parts import Lookup
from dateline.pages.statementlist import year_of


class FinderView(View, frozen=True, kw_only=True):
    """A JSON document: `articles` [slug, title, topics], `speakers` [name, organisation], `topics` id to
    title, and `statements` [article, speaker or -1, id, words, direct, verified, year, standing].
    """

    packed: bytes
    """It takes half as much room as its text would."""

    @property
    def json(self) -> str:
        """The document."""
        return self.packed.decode()


def finder_page(look: Lookup, statements: Iterable[Said]) -> Page:
    """The file of all these statements."""
    encode = msgspec.json.Encoder().encode
    articles: dict[str, int] = {}
    speakers: dict[str, int] = {}
    rows = BytesIO()
    for said in statements:
        statement = said.statement
        speaker = -1
        if statement.speaker in look.site.people:
            speaker = speakers.setdefault(statement.speaker, len(speakers))
        row = (
            articles.setdefault(said.article.slug, len(articles)),
            speaker,
            statement.id,
            statement.text,
            int(statement.kind == "direct"),
            int(statement.verified is True),
            year_of(said),
            "" if statement.standing == "confirmed" else statement.standing,
        )
        rows.write((b"," if rows.tell() else b"[") + encode(row))
    rows.write(b"]")
    document = {
        "articles": [(slug, look.articles[slug].title, look.articles[slug].topics) for slug in articles],
        "speakers": [
            (look.site.people[s].name, parts.organization_name(look, look.site.people[s])) for s in speakers
        ],
        "topics": {t: topic.title for t, topic in look.site.topics.items() if t in look.topics_with_page},
        "statements": msgspec.Raw(rows.getvalue()),
    }
    return Page(path="quotes/finder.json", template="data.json", view=FinderView(packed=encode(document)))
