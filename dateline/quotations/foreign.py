"""Tokens of languages other than English that need more than another word in their stead."""

from __future__ import annotations

from dateline.quotations.narrative import ACCORDING, CUE, NAME, PRONOUN, ROLE, WORD, Row, Words


def read_foreign(row: Row, text: str, token: str, start: int, end: int, words: Words) -> bool:
    """Adds the tokens of a word if it is one of those; tells whether it did."""
    meaning = words.same_as.get(token) or words.same_as.get(token.lower())
    if meaning == ACCORDING:
        row.add(CUE, "according", start, start)
        row.add("to", "to", start, end)
        return True
    if words.articles:
        return token[0].isupper() and _read_noun(row, text, token, start, end, words)
    return token.endswith(_CLITICS) and _read_clitic(row, token, start, end, words)


_CLITICS = ("-il", "-elle", "-ils", "-elles")
_ENDINGS = ("e", "en", "er", "es", "em")
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


def _read_noun(row: Row, text: str, token: str, start: int, end: int, words: Words) -> bool:
    """A German noun: it has a capital as a name has, and mostly an article or an ending that no name has."""
    lower = token.lower()
    name_follows = text[end : end + 1] in (" ", "\u00a0") and text[end + 1 : end + 2].isupper()
    if words.kinds.get(lower) == ROLE and not name_follows:
        row.add(ROLE, lower, start, end)
        return True
    if row.kinds[-1] == NAME or name_follows or lower in words.same_as:
        return False
    before = text[row.starts[-1] : row.ends[-1]].lower()
    after_adjective = (
        row.kinds[-1] == WORD
        and before.endswith(_ENDINGS)
        and len(row.kinds) > 1
        and text[row.starts[-2] : row.ends[-2]].lower() in words.articles
    )
    if before in words.articles or after_adjective or lower.endswith(_NOUN_ENDINGS):
        row.add(WORD, lower, start, end)
        return True
    return False
