"""Typography: typed marks and their printed forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.text.anchoring import fold
from dateline.text.typography import HOLE, edits, smarten

ENGLISH = [
    ('"Quiet," he said.', "“Quiet,” he said."),
    ('He said: "It\'s quiet."', "He said: “It’s quiet.”"),
    ("\"'Stop,' she said,\" he told us.", "“‘Stop,’ she said,” he told us."),
    ("'Stop,' she said.", "‘Stop,’ she said."),
    ("the '90s and the 1990's", "the ’90s and the 1990’s"),
    ("rock 'n' roll, 'tis the season, get 'em", "rock ’n’ roll, ’tis the season, get ’em"),
    ("in '08, they say", "in ’08, they say"),
    ("since '08, in Ann's 'plan'", "since ’08, in Ann’s ‘plan’"),
    ("'12 were hurt,' he said", "‘12 were hurt,’ he said"),
    ("\"'Dear Sir: I go on", "“‘Dear Sir: I go on"),
    ("the workers' rights", "the workers’ rights"),
    ("'the workers' rights matter,' he said", "‘the workers’ rights matter,’ he said"),
    ("5' 10\" tall", "5′ 10″ tall"),
    ("5'10\" tall", "5′10″ tall"),
    ('a 12" wafer', "a 12″ wafer"),
    ('"a 12" wafer," he said', "“a 12″ wafer,” he said"),
    ('"in 2019" and "for 10"', "“in 2019” and “for 10”"),
    ('("yes")', "(“yes”)"),
    ('so--"yes"--no', "so–“yes”–no"),
    ('"--and then?"', "“–and then?”"),
    ("1990--1995 --- and on...", "1990–1995 — and on…"),
    ("a rule: ----", "a rule: ----"),
    ("wait....", "wait…."),
    ("“already” ‘curly’ it’s", "“already” ‘curly’ it’s"),
    ('"Opened and not closed', "“Opened and not closed"),
    (f'the "{HOLE}{HOLE}" flag', f"the “{HOLE}{HOLE}” flag"),
    ("O'Neil's d'état", "O’Neil’s d’état"),
    ('"Yes"(no)', "“Yes”(no)"),
    ("10'000 francs", "10’000 francs"),
    ('"Why?" "Because."', "“Why?” “Because.”"),
    ('He said "no".', "He said “no”."),
    ("no marks - at. all", "no marks - at. all"),
]


@pytest.mark.parametrize(("typed", "printed"), ENGLISH)
def test_english(typed: str, printed: str) -> None:
    """Quotation marks, apostrophes, primes, dashes and ellipses are told apart by what is around them."""
    assert smarten(typed, "en-GB") == printed


LANGUAGES = [
    ("de", "\"Er sagte 'nein'\", so", "„Er sagte ‚nein‘“, so"),
    ("de-CH", '"Ja"', "«Ja»"),
    ("de", "Hans' Auto und 'so'", "Hans’ Auto und ‚so‘"),
    ("fr", 'Il dit "oui" et l\'été', "Il dit «\u202foui\u202f» et l’été"),
    ("fr", 'Il dit " oui ".', "Il dit «\u202foui\u202f»."),
    ("es", 'Dijo "sí".', "Dijo «sí»."),
    ("ja", '彼は"はい"と言った', "彼は「はい」と言った"),
    ("zh-Hant", '他說"是"', "他說「是」"),
    ("sv", '"ja"', "”ja”"),
    ("ru", '"да"', "«да»"),
    ("xx", '"?"', "“?”"),
]


@pytest.mark.parametrize(("language", "typed", "printed"), LANGUAGES)
def test_languages(language: str, typed: str, printed: str) -> None:
    """Quotation marks follow the language; an unknown language is set as English is."""
    assert smarten(typed, language) == printed


@given(st.text(alphabet="a1 .,-'\"\n(—“’", max_size=40), st.sampled_from(["en", "de", "fr", "ja"]))
def test_edits_are_ordered_and_leave_no_straight_mark(text: str, language: str) -> None:
    """Edits never overlap, and afterwards no straight mark is left."""
    end = 0
    for start, stop, printed in edits(text, language):
        assert end <= start <= stop
        assert printed
        end = stop
    assert not set(smarten(text, language)) & {'"', "'"}


@given(st.text(alphabet="ab1 .,-'\"", max_size=40))
def test_english_typography_does_not_change_the_normal_form(text: str) -> None:
    """What an editor types and what the page shows are the same words to an anchor."""
    assert fold(smarten(text, "en")).text == fold(text).text
