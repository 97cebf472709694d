"""Articles made of nothing but a seed: sentences, quotations with their speakers, notes, dated events.

An article here is what the three generators' formats have in common. The same seed and number give the
same article in every run and on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TypeVar

from benchmarks import words

SECTIONS = 14
WORDS = 1200
QUOTATIONS = 8
ANNOTATIONS = 8
EVENTS = 6
TOPICS = 24

Thing = TypeVar("Thing")

KINDS = ("context", "definition", "fact-check", "source", "opinion")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    role: str
    organization: bool


@dataclass(frozen=True)
class Document:
    id: str
    title: str
    publisher: str
    published: str


@dataclass(frozen=True)
class Quotation:
    parts: tuple[str, ...]
    speaker: Person
    source: str


@dataclass(frozen=True)
class Annotation:
    exact: str
    kind: str
    body: str
    source: str


@dataclass(frozen=True)
class Event:
    date: str
    relation: str
    status: str
    title: str
    exact: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Article:
    slug: str
    title: str
    dek: str
    place: str
    date: str
    author: Person
    topics: tuple[str, ...]
    lede: str
    sections: tuple[Section, ...]
    quotations: tuple[Quotation, ...]
    annotations: tuple[Annotation, ...]
    events: tuple[Event, ...]

    @property
    def text(self) -> str:
        return "\n\n".join((self.lede, *(p for section in self.sections for p in section.paragraphs)))


@dataclass(frozen=True)
class World:
    """What the articles of a site share."""

    people: tuple[Person, ...]
    documents: tuple[Document, ...]
    topics: tuple[str, ...]


def world(seed: int, articles: int) -> World:
    """People, sources and topics for a site of so many articles."""
    chance = random.Random(f"world {seed}")
    people = [_person(chance, number) for number in range(max(30, articles // 4))]
    documents = [_document(chance, number) for number in range(max(20, articles // 8))]
    topics = chance.sample(words.NOUNS, TOPICS)
    return World(tuple(people), tuple(documents), tuple(sorted(topics)))


def article(seed: int, number: int, shared: World) -> Article:
    """The article with this number."""
    return _Writer(random.Random(f"article {seed} {number}"), shared).article(number)


def _person(chance: random.Random, number: int) -> Person:
    if number % 6 == 5:
        name = f"{chance.choice(words.PLACES)} {chance.choice(words.NOUNS).title()} "
        name += chance.choice(words.ORGANIZATIONS)
        return Person(f"{_slug(name)}-{number}", name, "", organization=True)
    given, family = chance.choice(words.GIVEN_NAMES), chance.choice(words.FAMILY_NAMES)
    initial = chr(ord("A") + number % 26)
    name = f"{given} {initial}. {family}" if number >= 200 else f"{given} {family}"
    return Person(f"{_slug(name)}-{number}", name, chance.choice(words.ROLES), organization=False)


def _document(chance: random.Random, number: int) -> Document:
    noun = chance.choice(words.NOUNS)
    title = f"{chance.choice(words.ADJECTIVES).title()} {noun} {chance.randint(1990, 2024)}, part {number}"
    publisher = f"{chance.choice(words.PLACES)} {chance.choice(words.ORGANIZATIONS)}"
    published = f"{chance.randint(2015, 2024)}-{chance.randint(1, 12):02}"
    return Document(f"{noun}-{number}", title, publisher, published)


def _slug(text: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


class _Writer:
    """Writes one article; every phrase that will be pointed at occurs in it once."""

    def __init__(self, chance: random.Random, shared: World) -> None:
        self._chance = chance
        self._world = shared
        self._weights = {
            id(things): list(accumulate(1 / (rank + 3) for rank in range(len(things))))
            for things in (
                *(words.NOUNS, words.ADJECTIVES, words.VERBS, words.INFINITIVES, words.ADVERBS),
                *(words.CONNECTORS, words.PLACES, shared.people, shared.documents, shared.topics),
            )
        }

    def article(self, number: int) -> Article:
        chance = self._chance
        year, month, day = chance.randint(2018, 2024), chance.randint(1, 12), chance.randint(1, 28)
        plan = [[self._paragraph_of(31), self._paragraph_of(31)] for _ in range(SECTIONS)]
        plain = [sentence for section in plan for paragraph in section for sentence in paragraph]
        quotations = tuple(self._quotations(plan))
        events = tuple(self._events(plan, year))
        headings: dict[str, None] = {}
        while len(headings) < SECTIONS:
            headings[self._heading()] = None
        sections = tuple(
            Section(heading, tuple(" ".join(paragraph) for paragraph in section))
            for heading, section in zip(headings, plan, strict=True)
        )
        lede = f"{self._sentence()} {self._sentence()}"
        title = self._heading(5)
        made = Article(
            slug=f"{_slug(title)}-{number}",
            title=title,
            dek=self._sentence(),
            place=chance.choice(words.PLACES),
            date=f"{year}-{month:02}-{day:02}",
            author=self._world.people[chance.randrange(12) * 2],
            topics=tuple(dict.fromkeys((self._pick(self._world.topics), self._pick(self._world.topics)))),
            lede=lede,
            sections=self._decorated(sections),
            quotations=quotations,
            annotations=(),
            events=events,
        )
        return self._annotated(made, plain)

    def _quotations(self, plan: list[list[list[str]]]) -> list[Quotation]:
        """Put quotations into sections of their own choice, one each."""
        found = []
        for count, section in enumerate(self._chance.sample(range(SECTIONS), QUOTATIONS)):
            speaker = self._pick(self._world.people)
            document = self._pick(self._world.documents)
            source = document.id if count % 3 == 0 else ""
            said = self._clause()
            if count < 2:
                partial = " ".join(said.split()[1:6])
                sentence = f'{speaker.name} called it "{partial}" and {self._verb_phrase()}.'
                parts: tuple[str, ...] = (partial,)
            elif count == 2:
                second = self._sentence()
                sentence = f'"{_capital(said)}," said {self._named(speaker)}. "{second}"'
                parts = (f"{_capital(said)},", second)
            else:
                verb = self._chance.choice(("said", "said", "told reporters that day", "warned", "argued"))
                said = f"{_capital(said)}, {self._pick(words.CONNECTORS)} {self._clause()}"
                sentence = f'"{said}," {verb} {self._named(speaker)}.'
                if verb == "said" and self._chance.random() < 0.5:
                    sentence = f'{speaker.name} said: "{said}."'
                    parts = (f"{said}.",)
                else:
                    parts = (f"{said},",)
            plan[section][self._chance.randrange(2)].append(sentence)
            found.append((section, Quotation(parts, speaker, source)))
        return [quotation for _, quotation in sorted(found, key=lambda pair: pair[0])]

    def _events(self, plan: list[list[list[str]]], year: int) -> list[Event]:
        """Put sentences with dates into sections."""
        events = []
        for count in range(EVENTS):
            noun, place = self._pick(words.NOUNS), self._pick(words.PLACES)
            verb = self._pick(words.VERBS)
            month, day = self._chance.randint(1, 12), self._chance.randint(1, 28)
            past = year - self._chance.randint(1, 8)
            date, phrase, relation, status = (
                (f"{past}-{month:02}-{day:02}", f"on {day} {MONTHS[month - 1]} {past}", "on", "happened"),
                (f"{past}-{month:02}", f"in {MONTHS[month - 1]} {past}", "on", "happened"),
                (f"{past}", f"in {past}", "on", "happened"),
                (f"{year + 5}", f"by {year + 5}", "by", "deadline"),
                (f"{past}-21", f"in the spring of {past}", "on", "happened"),
                (f"{past}-36", f"until late {past}", "until", "happened"),
            )[count]
            exact = f"{verb} the {noun} of {place} {phrase}"
            if relation == "by":
                exact = f"has to {self._pick(words.INFINITIVES)} the {noun} of {place} {phrase}"
            person = self._pick(self._world.people)
            plan[self._chance.randrange(SECTIONS)][self._chance.randrange(2)].append(
                f"The {self._pick(words.NOUNS)} {exact}, {self._clause()}."
            )
            title = f"{_capital(noun)} of {place}: {self._pick(words.ADJECTIVES)} {self._pick(words.NOUNS)}"
            people = (person.id,) if count % 2 else ()
            events.append(Event(date, relation, status, title, exact, people))
        return events

    def _annotated(self, made: Article, plain: list[str]) -> Article:
        """The article with notes on phrases that occur once in it."""
        text = made.text
        notes: list[Annotation] = []
        used: set[str] = set()
        while len(notes) < ANNOTATIONS:
            sentence = self._chance.choice(plain).rstrip(".").replace(",", "").split()
            start = self._chance.randrange(len(sentence) - 4)
            exact = " ".join(sentence[start : start + 4])
            triples = {" ".join(sentence[at : at + 3]).lower() for at in (start, start + 1)}
            if text.count(exact) != 1 or used & triples:  # their ids are made from their words
                continue
            used |= triples
            count = len(notes)
            document = self._pick(self._world.documents)
            link = f" See the [full {document.title.split()[1]}](https://example.org/{document.id})."
            body = f"{self._sentence()} {self._sentence()}" + (link if count % 2 else "")
            notes.append(Annotation(exact, KINDS[count % len(KINDS)], body, "" if count % 3 else document.id))
        return replace(made, annotations=tuple(notes))

    def _decorated(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        """Some links, emphasis and a list, as prose has them, away from the sentences pointed at."""
        decorated = list(sections)
        items = "\n".join(f"- {self._clause()}" for _ in range(4))
        for place, addition in (
            (2, f"The *{self._pick(words.ADJECTIVES)}* part is [on record](https://example.org/record)."),
            (5, items),
            (9, f"Nothing was **{self._pick(words.VERBS)}**; the [archive](https://example.org/a) says so."),
        ):
            section = decorated[place]
            decorated[place] = replace(section, paragraphs=(*section.paragraphs, addition))
        return tuple(decorated)

    def _paragraph_of(self, length: int) -> list[str]:
        sentences: list[str] = []
        while sum(sentence.count(" ") + 1 for sentence in sentences) < length - 8:
            sentences.append(self._sentence())
        return sentences

    def _sentence(self) -> str:
        form = self._chance.randrange(4)
        clause = _capital(self._clause())
        if form == 0:
            return f"{clause}."
        if form == 1:
            return f"{clause}, {self._pick(words.CONNECTORS)} {self._clause()}."
        if form == 2:
            return f"In {self._pick(words.PLACES)}, {self._clause()}."
        return f"{clause} and {self._verb_phrase()}."

    def _clause(self) -> str:
        return f"the {self._noun_phrase()} {self._verb_phrase()}"

    def _noun_phrase(self) -> str:
        noun = self._pick(words.NOUNS)
        if self._chance.random() < 0.6:
            noun = f"{self._pick(words.ADJECTIVES)} {noun}"
        return noun if self._chance.random() < 0.7 else f"{noun} in {self._pick(words.PLACES)}"

    def _verb_phrase(self) -> str:
        verb = self._pick(words.VERBS)
        tail = f" {self._pick(words.ADVERBS)}" if self._chance.random() < 0.3 else ""
        if self._chance.random() < 0.3:
            tail += f" to {self._pick(words.INFINITIVES)} its {self._pick(words.NOUNS)}"
        return f"{verb} the {self._noun_phrase()}{tail}"

    def _heading(self, length: int = 3) -> str:
        start = f"{self._pick(words.ADJECTIVES)} {self._pick(words.NOUNS)}"
        return _capital(
            start + (f" {self._verb_phrase()}" if length > 3 else f" of {self._pick(words.PLACES)}")
        )

    def _named(self, person: Person) -> str:
        return f"{person.name}, {person.role}" if person.role else f"the {person.name}"

    def _pick(self, things: Sequence[Thing]) -> Thing:
        """One of the things, early ones far more often, as words and names are in a newspaper."""
        return self._chance.choices(things, cum_weights=self._weights[id(things)])[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
