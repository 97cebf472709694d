"""Words that say something, and words that name those who say it, by language.

English is the language that the weights were learned in; the words of the others are read as their
English counterparts, so that the patterns learned serve there as well. The lists stand in TOML files
beside this module.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from dateline.quotations.givennames import given_names
from dateline.quotations.tokens import ACCORDING, ADVERB, CUE, PRONOUN, ROLE, WEAK_CUE, Words


def words_for(language: str) -> Words:
    """The words of a language (BCP 47); English for one that is not known."""
    return _words_of(_FILES.get(language[:2].lower(), ""))


_FILES = {"de": "german.toml", "fr": "french.toml", "es": "spanish.toml"}


@cache
def _words_of(file: str) -> Words:
    kinds = _english()
    if not file:
        return Words(kinds, {}, given_names().keys())
    stored = tomllib.loads((_HERE / file).read_text(encoding="utf-8"))
    kinds.update(dict.fromkeys(stored.get("adverbs", "").split(), ADVERB))
    roles = tuple(role.lower() for role in stored["roles"].split())
    kinds.update(dict.fromkeys(roles, ROLE))
    same_as = dict.fromkeys(stored["verbs"].split(), "said")
    same_as.update(pair.split("=") for pair in stored["same_as"].split())
    articles = frozenset(stored.get("articles", "").split())
    media = frozenset(stored.get("media", "").split())
    bearers = frozenset(stored.get("bearers", "").split())
    heads = tuple(role for role in roles if len(role) > 3) if articles else ()
    oblique = frozenset(stored.get("oblique", "").split())
    return Words(kinds, same_as, given_names().keys(), articles, oblique, heads, media, bearers)


def _english() -> dict[str, str]:
    english = tomllib.loads((_HERE / "english.toml").read_text(encoding="utf-8"))
    doubled = frozenset(english["doubled"].split())
    kinds: dict[str, str] = {}
    for verb in english["weak_verbs"].split():
        kinds.update(dict.fromkeys(_forms(verb, doubled), WEAK_CUE))
    kinds.update(dict.fromkeys(english["weak_verb_forms"].split(), WEAK_CUE))
    for verb in english["verbs"].split():
        kinds.update(dict.fromkeys(_forms(verb, doubled), CUE))
    kinds.update(dict.fromkeys(english["verb_forms"].split(), CUE))
    for role in english["roles"].split():
        kinds[role] = kinds[_forms(role, doubled)[1]] = ROLE
    kinds.update(dict.fromkeys(english["other_roles"].split(), ROLE))
    kinds.update({word: word for word in english["function"].split()})
    kinds.update(dict.fromkeys(english["pronouns"].split(), PRONOUN))
    kinds.update(dict.fromkeys(english["days"].split(), ADVERB))
    kinds[ACCORDING] = ACCORDING
    return kinds


_HERE = Path(__file__).parent


def _forms(verb: str, doubled: frozenset[str]) -> tuple[str, str, str, str]:
    """The forms of a regular English verb: say, says, said, saying."""
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb, verb + "es", verb + "ed", verb + "ing"
    if verb in doubled:
        return verb, verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ing"
    return verb, verb + "s", verb + "ed", verb + "ing"
