"""Tokens of languages other than English that need more than another word in their stead."""

from __future__ import annotations

import re

from dateline.quotations.tokens import (
    ACCORDING,
    ADVERB,
    CUE,
    END,
    NAME,
    PARAGRAPH,
    PRONOUN,
    QUOTE,
    ROLE,
    WORD,
    Row,
    Words,
)


def read_foreign(row: Row, text: str, token: str, start: int, end: int, words: Words) -> bool:
    """Adds the tokens of a word if it is one of those; tells whether it did."""
    meaning = words.same_as.get(token) or words.same_as.get(token.lower())
    if meaning == ACCORDING:
        row.add(CUE, "according", start, start)
        row.add("to", "to", start, end)
        return True
    if words.articles:
        return _read_german(row, text, token, start, end, words)
    return token.endswith(_CLITICS) and _read_clitic(row, token, start, end, words)


def without_elision(token: str, start: int, words: Words) -> tuple[str, int]:
    """A word without the article or the like that is elided before it (l’homme), and where it starts."""
    found = _ELIDED.match(token) if "dit" in words.same_as else None
    return (token[found.end() :], start + found.end()) if found else (token, start)


_ELIDED = re.compile(r"(?:[ldjmtnsc]|qu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)
_CLITICS = ("-il", "-elle", "-ils", "-elles")
_ENDINGS = ("e", "en", "er", "es", "em")
_NEXT_WORD = re.compile(r"\s([a-zäöüß]+)\b")
_NOUN_ENDINGS = (
    "ung",
    "ungen",
    "heit",
    "keit",
    "schaft",
    "ion",
    "ionen",
    "tät",
    "ismus",
    "nis",
    "tum",
    "chen",
)


def _read_clitic(row: Row, token: str, start: int, end: int, words: Words) -> bool:
    """dit-il, a-t-elle: a verb and its pronoun."""
    verb, _, pronoun = token.replace("-t-", "-").rpartition("-")
    if words.same_as.get(verb) != "said" and verb != "a":
        return False
    row.add(CUE, "said", start, start)
    row.add(PRONOUN, words.same_as.get(pronoun, pronoun), end - len(pronoun), end)
    return True


def _read_german(row: Row, text: str, token: str, start: int, end: int, words: Words) -> bool:
    if token == "so" and (row.kinds[-1] == QUOTE or row.kinds[-2:] == [QUOTE, ","]):
        row.add(CUE, "said", start, end)  # „…“, so X
        return True
    if token == "es" and text[row.starts[-1] : row.ends[-1]].lower() in ("heißt", "hieß"):
        return True  # „…“, heißt es in dem Bericht
    return token[0].isupper() and _read_noun(row, text, token, start, end, words)


def _read_noun(row: Row, text: str, token: str, start: int, end: int, words: Words) -> bool:
    """A German noun: it has a capital as a name has, and mostly an article or an ending that no name has."""
    lower = token.lower()
    name_follows = text[end : end + 1] in (" ", "\u00a0") and text[end + 1 : end + 2].isupper()
    opens = row.kinds[-1] in (PARAGRAPH, END, QUOTE, ":")
    if not name_follows and words.is_role(lower):
        row.add(ROLE, lower, start, end)
        return True
    if words.kinds.get(lower) == ADVERB:
        row.add(ADVERB, lower, start, end)
        return True
    if lower in words.same_as and not (opens and name_follows):
        row.add(words.kinds.get(words.same_as[lower], WORD), words.same_as[lower], start, end)
        return True
    after_article = _after_article(row, text, words)
    if not after_article and (row.kinds[-1] == NAME or name_follows):
        return False
    if token in words.given or (token.isupper() and len(token) > 1):
        return False
    if after_article and not name_follows and _beside_a_verb(row, text, end, words):
        row.add(ROLE, lower, start, end)
        return True
    if after_article or lower.endswith(_NOUN_ENDINGS):
        row.add(WORD, lower, start, end)
        return True
    return False


def _after_article(row: Row, text: str, words: Words) -> bool:
    """Whether an article stands before what comes next, or an article and an adjective."""
    if text[row.starts[-1] : row.ends[-1]].lower() in words.articles:
        return True
    return (
        row.kinds[-1] == WORD
        and row.words[-1].endswith(_ENDINGS)
        and len(row.kinds) > 1
        and text[row.starts[-2] : row.ends[-2]].lower() in words.articles
    )


def _beside_a_verb(row: Row, text: str, end: int, words: Words) -> bool:
    """Whether a verb of saying stands right behind a noun, or right before its article: die Bahn erklärte."""
    articles = (text[row.starts[n] : row.ends[n]].lower() for n in (-1, -2) if len(row.starts) >= -n)
    if any(article in words.oblique for article in articles):
        return False
    behind = _NEXT_WORD.match(text, end)
    return (behind is not None and words.same_as.get(behind[1]) == "said") or CUE in row.kinds[-3:]
