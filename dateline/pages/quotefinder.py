"""What the way into a large quote index searches: all statements in one compact file, read by quotefinder.js.

/quotes.json says more of each statement, and is several times as large; this holds what filters need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dateline.building.plan import DataFile
from dateline.pages import parts
from dateline.pages.gathered import Said
from dateline.pages.parts import Lookup
from dateline.pages.statementlist import year_of


def finder_file(look: Lookup, statements: Sequence[Said]) -> DataFile:
    """A JSON document of these statements.

    `articles` [slug, title, topics], `speakers` [name, organisation], `topics` id to title, and `statements`
    [article, speaker or -1, id, words, direct, verified, year, standing].
    """
    return DataFile(path="quotes/finder.json", pieces=_pieces(look, statements))


def _pieces(look: Lookup, statements: Sequence[Said]) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    people, topics = look.site.people, look.site.topics
    slugs = dict.fromkeys(said.article.slug for said in statements)
    ids = dict.fromkeys(said.statement.speaker for said in statements if said.statement.speaker in people)
    document = {
        "articles": [(slug, look.articles[slug].title, look.articles[slug].topics) for slug in slugs],
        "speakers": [(people[s].name, parts.organization_name(look, people[s])) for s in ids],
        "topics": {t: topic.title for t, topic in topics.items() if t in look.topics_with_page},
    }
    yield encode(document)[:-1] + b',"statements":['
    articles = {slug: number for number, slug in enumerate(slugs)}
    speakers = {speaker: number for number, speaker in enumerate(ids)}
    comma = b""
    for said in statements:
        statement = said.statement
        row = (
            articles[said.article.slug],
            speakers.get(statement.speaker, -1),
            statement.id,
            statement.text,
            int(statement.kind == "direct"),
            int(statement.verified is True),
            year_of(said),
            "" if statement.standing == "confirmed" else statement.standing,
        )
        yield comma + encode(row)
        comma = b","
    yield b"]}"
