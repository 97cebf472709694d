"""people.yaml, and how a name is sorted."""

from __future__ import annotations

import re
from typing import Literal

from dateline.diagnostics import Diagnostic
from dateline.model import Person
from dateline.reading.fields import Fields
from dateline.reading.validate.entries import ANONYMOUS
from dateline.reading.yamltables import entries_by_id

__all__ = ["read_people", "sort_name"]

PERSON_KINDS: tuple[Literal["person", "organization"], ...] = ("person", "organization")


def read_people(text: str, file: str) -> tuple[dict[str, Person], list[Diagnostic]]:
    """People and organisations by id, in the order written."""
    return entries_by_id(text, file, "a person", _person)


def sort_name(name: str, kind: Literal["person", "organization"] = "person") -> str:
    """The name as an index sorts it: `Ana de la Cruz Jr.` is `de la Cruz, Ana, Jr.`

    The family name is the last word with the particles before it. A name in a script without spaces, of
    one word, or with a comma stays as it is, and so does an organisation's but for a leading "The".
    """
    if kind == "organization":
        return name[4:] if name[:4].lower() == "the " and len(name) > 4 else name
    words = name.split()
    suffix = f", {words.pop()}" if len(words) > 2 and words[-1].rstrip(".").lower() in _SUFFIXES else ""
    if len(words) < 2 or "," in name:
        return name
    start = len(words) - 1
    while start > 1 and _PARTICLE.fullmatch(words[start - 1]):
        start -= 1
    if start == 1 and _PARTICLE.fullmatch(words[0]):
        return name
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}{suffix}"


_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
# Lower case only: a capital particle ("Van Gogh", "Di Caprio") is kept by some with the first names.
_PARTICLE = re.compile(
    "af|al|ap|av|bin|bint|da|dal|das|de|del|della|den|der|di|do|dos|du|e|el|ibn|la|las|le|los|lo|of|op|"
    "ter|ten|'t|te|und|van|vom|von|y|zu|zum|zur"
)


def _person(id: str, fields: Fields) -> Person:
    if id == ANONYMOUS:
        message = "“anonymous” is the speaker of words whose speaker is not named, and can be no one's id"
        fields.error("bad-id", message, fields.at, "give this person another id")
    name = fields.required("name")
    kind = fields.choice("kind", PERSON_KINDS, "person")
    person = Person(
        id=id,
        name=name,
        sort_name=fields.text("sort_name") or sort_name(name, kind),
        kind=kind,
        role=fields.text("role"),
        organization=fields.text("organization"),
        aliases=fields.texts("aliases"),
        url=fields.address("url"),
        same_as=fields.addresses("same_as"),
        note=fields.prose("note"),
        note_at=fields.places.get("note"),
        at=fields.at,
    )
    fields.end()
    return person
