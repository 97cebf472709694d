"""How prose says dates, by language: patterns, and what they mean against the dateline.

`english` is thorough; `german`, `french` and `spanish` have plain dates. Which of several readings wins, and
what a date is the date of, is decided in `datefinder`.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from dateline.dates.datephrases.rules import Language

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
