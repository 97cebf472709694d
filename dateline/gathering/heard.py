"""Who is heard: how many words the articles quote of each speaker and each organisation, counted and drawn.

Counting takes statements, drawing takes counts; both are pure. The table of the same figures, and the page
that they stand on, are left to the templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal

from msgspec import Struct

from dateline import addresses
from dateline.model import AnalysedSite, Statement


class Voice(Struct, frozen=True, kw_only=True):
    """A speaker, or an organisation with all who speak for it, and how much of them is quoted."""

    name: str
    """Empty for the unnamed speakers taken together."""
    kind: Literal["person", "organization", "unnamed"]
    organization: str = ""
    """Name of the speaker's organisation."""
    url: str = ""
    """Address of the page that tells of them; empty where there is none."""
    direct: int = 0
    """Words quoted as whole sentences."""
    partial: int = 0
    """Words quoted as parts of others' sentences."""
    statements: int = 0

    @property
    def words(self) -> int:
        """All words quoted."""
        return self.direct + self.partial


class Heard(Struct, frozen=True, kw_only=True):
    """Everyone who is quoted, most words first, then by name."""

    speakers: tuple[Voice, ...]
    organizations: tuple[Voice, ...]


def heard(site: AnalysedSite) -> Heard:
    """Counts the attributed statements of all articles.

    Words quoted inside another's statement count for the one who said them, and not for the one who
    repeats them. A speaker counts for the organisation that people.yaml names, an organisation for itself.
    """
    speakers: dict[str, list[int]] = {}
    for article in site.articles:
        inner = _words_of_nested(article.statements)
        for statement in article.statements:
            if statement.status != "attributed":
                continue
            words = max(count_words(statement.text) - inner.get(statement.id, 0), 0)
            sums = speakers.setdefault(statement.speaker, [0, 0, 0])
            sums[1 if statement.kind == "partial" else 0] += words
            sums[2] += 1
    organizations: dict[tuple[str, str], list[int]] = {}
    for speaker, sums in speakers.items():
        employer = _organization_of(site, speaker)
        if employer[1]:
            others = organizations.get(employer, (0, 0, 0))
            organizations[employer] = [one + more for one, more in zip(sums, others, strict=True)]
    return Heard(
        speakers=_ranked(_speaker(site, speaker, sums) for speaker, sums in speakers.items()),
        organizations=_ranked(
            _voice(name, "organization", addresses.person(person) if person else "", sums)
            for (person, name), sums in organizations.items()
        ),
    )


def leading(voices: Sequence[Voice], count: int) -> tuple[tuple[Voice, ...], tuple[Voice, ...]]:
    """The first `count` voices, and the rest; a rest of one is not set apart."""
    if len(voices) <= count + 1:
        return tuple(voices), ()
    return tuple(voices[:count]), tuple(voices[count:])


def together(voices: Iterable[Voice], name: str) -> Voice:
    """Several voices as one, under a name such as “12 others”."""
    several = tuple(voices)
    return Voice(
        name=name,
        kind="unnamed",
        direct=sum(v.direct for v in several),
        partial=sum(v.partial for v in several),
        statements=sum(v.statements for v in several),
    )


def to_svg(voices: Sequence[Voice], title: str, unnamed: str) -> str:
    """Bars, one a voice, each under its name and number of words.

    Whole sentences are drawn solid, parts of sentences as an outline beside them. Widths are percentages
    and there is no viewBox, so that the letters stay as large as the page's at every width. `title` is the
    accessible name, `unnamed` the words for a voice without a name.
    """
    most = max((v.words for v in voices), default=0) or 1
    height = len(voices) * _ROW
    rows = "".join(_row(v, i, most, unnamed) for i, v in enumerate(voices))
    return (
        f'<svg class="heard-bars" xmlns="http://www.w3.org/2000/svg" width="100%" height="{height}" '
        f'direction="ltr" role="img" aria-label="{escape(title)}">{rows}</svg>'
    )


_IDEOGRAPH = "[぀-ヿ㐀-䶿一-鿿]"
"""Compiled when it is first asked for: most sites have none, and this takes 2 ms."""
_FIRST_IDEOGRAPH = "぀"


def count_words(text: str) -> int:
    """Words of a text; scripts that do not space their words count two characters as one."""
    ideographs = 0
    if not text.isascii() and max(text) >= _FIRST_IDEOGRAPH:
        text, ideographs = re.subn(_IDEOGRAPH, " ", text)
    words = text.split()
    signs = [
        word for word in words if len(word) < 4 and not word.isalpha() and not any(map(str.isalnum, word))
    ]
    return len(words) - len(signs) + (ideographs + 1) // 2


def _words_of_nested(statements: Sequence[Statement]) -> dict[str, int]:
    """By id of the outer statement, the words that are someone else's: nested and attributed."""
    inner: dict[str, int] = {}
    for statement in statements:
        if statement.nested_in and statement.status == "attributed":
            words = count_words(statement.text)
            inner[statement.nested_in] = inner.get(statement.nested_in, 0) + words
    return inner


def _organization_of(site: AnalysedSite, speaker: str) -> tuple[str, str]:
    """(id or empty, name or empty) of the organisation that a speaker stands for."""
    person = site.people.get(speaker)
    if person is None:
        return "", ""
    if person.kind == "organization":
        return person.id, person.name
    employer = site.people.get(person.organization)
    return (employer.id, employer.name) if employer else ("", person.organization)


def _speaker(site: AnalysedSite, speaker: str, sums: Sequence[int]) -> Voice:
    person = site.people.get(speaker)
    if person is None:
        return _voice("", "unnamed", "", sums)
    organization = "" if person.kind == "organization" else _organization_of(site, speaker)[1]
    return _voice(person.name, person.kind, addresses.person(person.id), sums, organization)


def _voice(
    name: str,
    kind: Literal["person", "organization", "unnamed"],
    url: str,
    sums: Sequence[int],
    organization: str = "",
) -> Voice:
    direct, partial, statements = sums
    return Voice(
        name=name,
        kind=kind,
        organization=organization,
        url=url,
        direct=direct,
        partial=partial,
        statements=statements,
    )


def _ranked(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    return tuple(sorted(voices, key=lambda v: (-v.words, -v.statements, v.name, v.url)))


_ROW = 36
_LONGEST_NAME = 36
"""Characters of a name that fit beside its number on a phone of 320 px."""


def _name(name: str) -> str:
    """A name; what may not fit a phone stands apart, so that a style can show it or an ellipsis for it."""
    if len(name) <= _LONGEST_NAME:
        return escape(name, quote=False)
    fits = name[: _LONGEST_NAME - 1].rstrip()
    rest = f'<tspan class="heard-rest">{escape(name[len(fits) :], quote=False)}</tspan>'
    return f'{escape(fits, quote=False)}{rest}<tspan class="heard-cut">…</tspan>'


def _row(voice: Voice, index: int, most: int, unnamed: str) -> str:
    top = index * _ROW
    name = voice.name or unnamed
    direct = _percent(voice.direct, most)
    partial = _percent(voice.partial, most)
    bars = f'<rect class="heard-direct" x="0" y="{top + 19}" width="{direct}%" height="9"/>'
    if voice.partial:
        bars += f'<rect class="heard-partial" x="{direct}%" y="{top + 19}" width="{partial}%" height="9"/>'
    return (
        f'<g class="heard-row heard-{voice.kind}">'
        f'<text class="heard-name" x="0" y="{top + 13}">{_name(name)}</text>'
        f'<text class="heard-words" x="100%" y="{top + 13}" text-anchor="end">{voice.words}</text>'
        f"{bars}</g>"
    )


def _percent(words: int, most: int) -> str:
    return f"{100 * words / most:.2f}".rstrip("0").rstrip(".")
