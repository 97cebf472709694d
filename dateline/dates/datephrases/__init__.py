"""How prose says dates, by language: patterns, and what they mean against the dateline.

`english` is thorough; `german`, `french` and `spanish` have plain dates. Which of several readings wins, and
what a date is the date of, is decided in `datefinder`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module

from dateline.dates.datephrases.rules import Language, Rule, signs_of

_MODULES = {"en": "english", "de": "german", "fr": "french", "es": "spanish"}


@lru_cache(maxsize=16)
def phrases(language: str) -> Language:
    """The patterns of a BCP 47 language; English ones where there are none.

    A language is loaded when it is first asked for, and each of its patterns is compiled when it is needed.
    """
    name = _MODULES.get(language.split("-")[0].lower(), "english")
    found = import_module(f"dateline.dates.datephrases.{name}").LANGUAGE
    assert isinstance(found, Language)
    return found


def rules_for(text: str, language: str) -> tuple[Rule, ...]:
    """The rules of a language that may find something in a text: all that they need is in its words."""
    met = 0
    for word in text.split():
        met |= _met_by(word, language)
    return _rules_with(met, language)


@lru_cache(maxsize=4096)
def _met_by(word: str, language: str) -> int:
    """Which of the language's needs a word meets: a bit for each of `_needs`."""
    signs = signs_of(word, phrases(language))
    if not _any_sign(language).search(signs):
        return 0
    needs = enumerate(_needs(language))
    return sum(1 << number for number, needed in needs if any(sign in signs for sign in needed))


@lru_cache(maxsize=256)
def _rules_with(met: int, language: str) -> tuple[Rule, ...]:
    numbers = {needed: number for number, needed in enumerate(_needs(language))}
    rules = phrases(language).rules
    return tuple(rule for rule in rules if all(met >> numbers[needed] & 1 for needed in rule.needs))


@lru_cache(maxsize=16)
def _needs(language: str) -> tuple[tuple[str, ...], ...]:
    """All that any rule of a language needs, each once."""
    return tuple(dict.fromkeys(needed for rule in phrases(language).rules for needed in rule.needs))


@lru_cache(maxsize=16)
def _any_sign(language: str) -> re.Pattern[str]:
    """Most words have none of the signs: that is seen at a glance."""
    signs = {sign for needed in _needs(language) for sign in needed}
    return re.compile("|".join(map(re.escape, sorted(signs))) or r"(?!)")
