"""Who is who in a text: full names, people of the site, what pronouns and roles stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from dateline.model import Person
from dateline.quotations.givennames import name_lists
from dateline.quotations.tokens import CUE, END, NAME, PARAGRAPH, PRONOUN, QUOTE, ROLE, Row, Words

SpeakerKind = Literal["person", "organization", "document", "unnamed", "unknown"]


class Identity(Struct, frozen=True, kw_only=True):
    """Whom a mention stands for, as far as it can be told."""

    name: str = ""
    """The full name in the text, or that of the site's person; empty where unknown."""
    person: str = ""
    """Id of the site's person or organisation."""
    kind: SpeakerKind = "unknown"
    how: str = ""
    """For a pronoun or a role, in words: how it was told."""


class Cast:
    """The people and bodies that a text names."""

    def __init__(self, text: str, row: Row, people: Sequence[Person], words: Words) -> None:
        self.text = text
        self.words = words
        self.row = row
        self.people: dict[str, Person] = {}
        for person in people:
            for name in (person.name, *person.aliases):
                self.people.setdefault(_plain(name), person)
        by_last: dict[str, list[Person]] = {}
        for person in people:
            by_last.setdefault(_plain(person.name).rsplit(" ", 1)[-1], []).append(person)
        self.by_last = {last: found[0] for last, found in by_last.items() if len(found) == 1}
        self.by_role: dict[str, list[Person]] = {}
        for person in people:
            for word in set(_plain(person.role).split()):
                self.by_role.setdefault(word, []).append(person)
        self.introduced: dict[str, str] = {}
        """Roles to the names that the text introduced with them, as far as they were asked for."""
        self.full: dict[str, str] = {}
        """Last names to the full names that they stand for in the text."""
        self.genders: dict[str, str] = {}
        self._read_names(text)

    def _read_names(self, text: str) -> None:
        given = name_lists().genders
        seen: dict[str, Counter[str]] = {}
        for found in _FULL_NAME.finditer(text):
            name, gender = self._untitled(found[0])
            names = name.split()
            if 1 < len(names) < 5:
                # A headline strings capitals together once; a name comes again, or has a given name.
                seen.setdefault(names[-1], Counter())[name] += 3 if names[0] in given else 1
                gender = gender or given.get(names[0], "")
            if gender and names:
                self.genders.setdefault(names[-1], gender)
        self.full = {last: max(names, key=lambda n: (names[n], -len(n))) for last, names in seen.items()}
        for last, forms in seen.items():
            for name in forms:
                gender = given.get(name.split()[0], "")
                if gender:  # Mrs. Brand and Mr. Brand
                    self.full.setdefault(gender + last, name)

    def identity(self, at: int, before: str) -> Identity:
        """Whom the mention at a token stands for; `before` is the last name of who spoke before."""
        kind, words = self.row.kinds[at], self.row.words[at]
        if kind == NAME:
            return self._named(words, at)
        if kind == PRONOUN:
            return self._pronoun(words, at, before)
        return self._role(words, at)

    def _untitled(self, words: str) -> tuple[str, str]:
        """A name without titles and roles before it, and the gender that they tell."""
        name, gender = _without_titles(words)
        names = name.split()
        while len(names) > 2 and self.words.is_role(names[0]):
            names.pop(0)
        while len(names) > 1 and self.words.binds(names[0].lower()):
            names.pop(0)  # After Ruiz, Según Ruiz
        return " ".join(names), gender

    def _named(self, words: str, at: int) -> Identity:
        name, gender = self._untitled(words)
        person = self.people.get(_plain(words)) or self.people.get(_plain(name))
        last = name.rsplit(" ", 1)[-1]
        full = name
        if " " not in name:
            full = self.full.get(gender + last) or self.full.get(last, name)
        person = person or self.people.get(_plain(full)) or self.by_last.get(_plain(last))
        if person is not None and _fits(full, person):
            return Identity(name=person.name, person=person.id, kind=person.kind)
        before = self.row.words[at - 1] if at else ""
        return Identity(name=full, kind=_kind_of_name(full, before))

    def _pronoun(self, word: str, at: int, before: str) -> Identity:
        """He, she: who spoke last, or the last person named who may be meant."""
        if word in ("he", "she", "his", "her"):
            gender = "m" if word in ("he", "his") else "f"
            if before and self.genders.get(before, gender) == gender and before[:1].isupper():
                found = self._named(before, at)
                if found.kind in ("person", "unknown"):
                    return _told(found, f"“{word}” is most likely {found.name}, who spoke before")
            place = self._last_person(at, gender)
            if place >= 0:
                found = self._named(self.row.words[place], place)
                return _told(found, f"“{word}” is most likely {found.name}, named last")
            return Identity(kind="person")
        if word in ("i", "we"):
            return Identity(kind="person", how="the writer speaks")
        return Identity(kind="unknown")

    def _last_person(self, at: int, gender: str) -> int:
        """The person named first in the nearest sentence before that names one."""
        kinds, words = self.row.kinds, self.row.words
        found = -1
        for place in range(at - 1, max(-1, at - 160), -1):
            kind = kinds[place]
            if kind in (END, PARAGRAPH, QUOTE) and found >= 0:
                return found
            if kind == NAME:
                name, own = self._untitled(words[place])
                last = name.rsplit(" ", 1)[-1]
                own = own or self.genders.get(last, "")
                is_person = own or last in self.full or _plain(last) in self.by_last
                fits = not own or own == gender
                if is_person and fits and self._named(words[place], place).kind == "person":
                    found = place
        return found

    def _role(self, word: str, at: int) -> Identity:
        """The minister: the site's only person of that role, or whom the text calls so."""
        if word == "who":
            place = self.antecedent(at)
            if place >= 0:
                return _told(self.identity(place, ""), f"“who” is “{self.row.words[place]}”")
            return Identity(kind="unnamed")
        if word in name_lists().documents:
            return Identity(kind="document")
        if word in name_lists().bodies:
            return Identity(kind="organization")
        before = self.row.words[at - 1] if at else ""
        alias = self.people.get(f"the {word}") or self.people.get(word)
        if alias is not None:
            return Identity(name=alias.name, person=alias.id, kind=alias.kind)
        if self.row.kinds[at] == ROLE and before not in _INDEFINITE and not word.endswith("s"):
            place = self._in_apposition(at)
            place = self._called(word, at) if place < 0 else place
            name = self.row.words[place] if place >= 0 else self._introduced(word)
            if name:
                return _told(
                    self._named(name, max(place, 0)), f"“the {word}” is {self._untitled(name)[0]} here"
                )
            holders = self.by_role.get(word, [])
            if len(holders) == 1:
                found = Identity(name=holders[0].name, person=holders[0].id, kind=holders[0].kind)
                return _told(found, f"{found.name} is the site's only {word}")
        return Identity(kind="unnamed")

    def _introduced(self, role: str) -> str:
        """The first name that the whole text puts beside a role, or nothing."""
        if role not in self.introduced:
            self.introduced[role] = next(_names_beside(self.text, role), "")
        return self.introduced[role]

    def antecedent(self, at: int) -> int:
        """The mention right before a `who`; or -1."""
        for place in range(at - 1, max(at - 4, -1), -1):
            if self.row.kinds[place] in (NAME, ROLE) and self.row.words[place] != "who":
                return place
        return -1

    def _in_apposition(self, at: int) -> int:
        """Where a name stands in apposition to a role: `the director of the plant, Ana Ruiz`; or -1."""
        kinds = self.row.kinds
        for place in range(at + 1, min(at + 9, len(kinds) - 2)):
            if kinds[place] == ",":
                ends = kinds[place + 2] in (",", END, PARAGRAPH, QUOTE)
                return place + 1 if kinds[place + 1] == NAME and ends else -1
            if kinds[place] in (END, PARAGRAPH, QUOTE, CUE):
                return -1
        return -1

    def _called(self, role: str, at: int) -> int:
        """Where a name stands with a role beside it: `Jane Doe, the minister`, `minister Jane Doe`."""
        kinds, words = self.row.kinds, self.row.words
        for place in range(at - 1, max(-1, at - _BACK), -1):
            if kinds[place] != NAME:
                continue
            titles = words[place].lower().replace(".", "").split()[:-1]
            if role in titles or _SHORT.get(role) in titles:
                return place
            if place + 1 < len(kinds) and kinds[place + 1] == ",":
                for near in range(place + 2, min(place + 8, at)):
                    if kinds[near] in (END, QUOTE, PARAGRAPH, ",", NAME):
                        break
                    if words[near] == role:
                        return place
        return -1


_SHORT = {
    "senator": "sen",
    "governor": "gov",
    "representative": "rep",
    "congressman": "rep",
    "congresswoman": "rep",
    "general": "gen",
    "professor": "prof",
    "doctor": "dr",
    "president": "pres",
}
_BACK = 2000  # tokens back to where a role was given to a name
_FULL_NAME = re.compile(
    r"\b(?:[A-ZÀ-ÖØ-Þ][\w-]*(?:[’'](?!s\b)\w+)?|[A-Z]\.(?:[A-Z]\.)*|(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Gen|Prof|Rev)\.)"
    r"(?:[ \u00a0](?:(?:de|del|van|von|bin|al|der|den|la|du|da|dos|di|el|ben|ibn)[ \u00a0])*"
    r"(?:[A-Z]\.|[A-ZÀ-ÖØ-Þ][\w-]+(?:[’'](?!s\b)\w+)?)){1,4}"
)
_NAME_BEFORE = re.compile(rf"({_FULL_NAME.pattern}),\s(?:[a-z]+\s){{0,4}}\Z")
_NAME_BEHIND = re.compile(rf"\s({_FULL_NAME.pattern})")
_FEMALE_TITLES = frozenset(
    ("mrs", "ms", "congresswoman", "chairwoman", "queen", "princess", "lady", "frau", "madame")
)
_MALE_TITLES = frozenset(
    ("mr", "congressman", "chairman", "king", "prince", "sir", "lord", "herr", "monsieur", "pope")
)
_INDEFINITE = frozenset(("a", "an", "one", "another", "some", "many", "several", "two", "three", "other"))
_ORGANIZATION = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|LLC|GmbH|AG|SA|University|College|Department|Committee|Commission|Council|Court|Bank|"
    r"Ministry|Agency|Foundation|Cent(?:er|re)|Institute|Association|Party|Union|Group|Post|Times|News|Journal|"
    r"Herald|Tribune|Guardian|Press|Magazine|Network|Company|Office|House|Senate|Congress|Parliament|Service|"
    r"Society|Federation|Coalition|Alliance|Board|Bureau|Administration|Authority|Fund|School|Church|Club|Army|"
    r"Academy|Organi[sz]ation|Museum|Hospital|Corporation|Laborator(?:y|ies)|Reuters|Fox|CNN|Campaign)\b"
)


def _names_beside(text: str, role: str) -> Iterator[str]:
    """Names that stand beside a role: `Jane Doe, the foreign minister`, `minister Jane Doe`."""
    at = text.find(role)
    while at >= 0:
        end = at + len(role)
        if not text[end : end + 1].isalpha() and not text[at - 1 : at].isalpha():
            found = _NAME_BEFORE.search(text, max(0, at - 80), at) or _NAME_BEHIND.match(text, end)
            if found:
                yield found[1]
        at = text.find(role, end)


def _plain(name: str) -> str:
    return name.replace("’", "'").casefold().strip(" .,")


def _without_titles(words: str) -> tuple[str, str]:
    """A name without what stands before it (Sen., Mr., Former), and the gender that this tells."""
    names = words.split()
    titles = name_lists().titles
    gender = ""
    while len(names) > 1 and names[0].lower().strip(".") in titles:
        title = names.pop(0).lower().strip(".")
        gender = "f" if title in _FEMALE_TITLES else "m" if title in _MALE_TITLES else gender
    while len(names) > 1 and names[-1].strip(".") in ("Jr", "Sr", "II", "III", "IV"):
        names.pop()
    return " ".join(names).strip(".,"), gender


def _fits(name: str, person: Person) -> bool:
    """Whether a full name may be that person: another first name is somebody else."""
    words, known = _plain(name).split(), _plain(person.name).split()
    if len(words) < 2 or person.kind == "organization":
        return True
    aliases = {_plain(alias) for alias in person.aliases}
    return words[0] in known or _plain(name) in aliases or words[0][:1] == known[0][:1]


def _kind_of_name(name: str, before: str) -> SpeakerKind:
    if (
        _ORGANIZATION.search(name)
        or (name.isupper() and len(name) > 1)
        or (before == "the" and " " not in name)
    ):
        return "organization"
    return "person"


def _told(identity: Identity, how: str) -> Identity:
    return Identity(name=identity.name, person=identity.person, kind=identity.kind, how=how)
