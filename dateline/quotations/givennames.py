"""The lists of names.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from msgspec import Struct


class NameLists(Struct, frozen=True):
    """Words around names, and given names."""

    titles: frozenset[str]
    """What stands before a name and is no part of it, in lower case without its full stop."""
    documents: frozenset[str]
    """Roles that are documents: the report said."""
    bodies: frozenset[str]
    """Roles that are bodies: the company said."""
    genders: dict[str, str]
    """Common given names to `m` or `f`."""


@cache
def name_lists() -> NameLists:
    """The lists, read once."""
    stored = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))
    genders = dict.fromkeys(stored["male_names"].split(), "m")
    genders.update(dict.fromkeys(stored["female_names"].split(), "f"))
    titles, documents, bodies = (frozenset(stored[key].split()) for key in ("titles", "documents", "bodies"))
    return NameLists(titles, documents, bodies, genders)


def given_names() -> dict[str, str]:
    """Common given names, each with `m` or `f`."""
    return name_lists().genders
