# ruff: noqa: E501 — a row of the table is a date in four languages
"""Dates in words keep their uncertainty, in every language."""

from __future__ import annotations

import re
from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.dates import cldr
from dateline.dates.datewords import date_words, iso_datetime, plain_date
from dateline.dates.edtf import EdtfError, parse

# date, relation | English | German | French | Spanish. NNBSP is the narrow no-break space.
WORDS = """
1985            on     | 1985 | 1985 | 1985 | 1985
1985-04         on     | April 1985 | April 1985 | avril 1985 | abril de 1985
1985-04-12      on     | April 12, 1985 | 12. April 1985 | 12 avril 1985 | 12 de abril de 1985
1903-05~        on     | about May 1903 | etwa Mai 1903 | vers mai 1903 | hacia mayo de 1903
1903~           on     | about 1903 | um 1903 | vers 1903 | hacia 1903
1984?           on     | 1984? | 1984? | 1984{NNBSP}? | 1984?
2004-06-11%     on     | about June 11, 2004? | etwa 11. Juni 2004? | vers le 11 juin 2004{NNBSP}? | hacia el 11 de junio de 2004?
2021/2023~      on     | 2021 to about 2023 | 2021 bis etwa 2023 | de 2021 à 2023 environ | de 2021 a 2023 aproximadamente
2030            by     | by 2030 | bis 2030 | d’ici 2030 | para 2030
2023-36         until  | until late 2023 | bis Ende 2023 | jusqu’à fin 2023 | hasta finales de 2023
2023-33         since  | since early 2023 | seit Anfang 2023 | depuis début 2023 | desde principios de 2023
2023-34         by     | by the second quarter of 2023 | bis zum 2. Quartal 2023 | d’ici le 2e trimestre 2023 | para el segundo trimestre de 2023
2001-41         after  | after the second half of 2001 | nach dem 2. Halbjahr 2001 | après le second semestre 2001 | después del segundo semestre de 2001
203X            on     | the 2030s | 2030er-Jahre | années 2030 | década de 2030
203X            by     | by the 2030s | bis in die 2030er-Jahre | d’ici les années 2030 | para la década de 2030
199X            since  | since the 1990s | seit den 1990er-Jahren | depuis les années 1990 | desde la década de 1990
19XX            before | before the 20th century | vor dem 20. Jahrhundert | avant le XXe siècle | antes del siglo XX
-03XX?          on     | 4th century BC? | 4. Jahrhundert v. Chr.? | IVe siècle av. J.-C.{NNBSP}? | siglo IV a. C.?
00XX            on     | 1st century | 1. Jahrhundert | Ier siècle | siglo I
2XXX            on     | 3rd millennium | 3. Jahrtausend | IIIe millénaire | III milenio
[1760-03,1760-04] on   | March or April 1760 | März oder April 1760 | mars ou avril 1760 | marzo o abril de 1760
{1960,1961-12}  on     | 1960 and December 1961 | 1960 und Dezember 1961 | 1960 et décembre 1961 | 1960 y diciembre de 1961
[1667,1668,1670..1672] on | 1667, 1668, or 1670 to 1672 | 1667, 1668 oder 1670 bis 1672 | 1667, 1668 ou de 1670 à 1672 | 1667, 1668 o de 1670 a 1672
[..1760-12-03]  on     | up to December 3, 1760 | bis zum 3. Dezember 1760 | jusqu’au 3 décembre 1760 | hasta el 3 de diciembre de 1760
1985/..         on     | 1985 onwards | ab 1985 | à partir de 1985 | desde 1985 en adelante
1985/           on     | 1985 to an unknown date | 1985 bis unbekannt | de 1985 à une date inconnue | de 1985 a una fecha desconocida
../1985         on     | up to 1985 | bis 1985 | jusqu’en 1985 | hasta 1985
/1985           on     | an unknown date to 1985 | unbekannt bis 1985 | d’une date inconnue à 1985 | de una fecha desconocida a 1985
2021/..         since  | since 2021 | seit 2021 | depuis 2021 | desde 2021
1985-04-01      until  | until April 1, 1985 | bis zum 1. April 1985 | jusqu’au 1er avril 1985 | hasta el 1 de abril de 1985
2024-04-03/2024-04-05 on | April 3 to 5, 2024 | 3. bis 5. April 2024 | 3 au 5 avril 2024 | 3 al 5 de abril de 2024
2024-04-03/2024-05-05 on | April 3 to May 5, 2024 | 3. April bis 5. Mai 2024 | du 3 avril au 5 mai 2024 | del 3 de abril al 5 de mayo de 2024
2024-04/2024-05 on     | April to May 2024 | April bis Mai 2024 | avril à mai 2024 | abril a mayo de 2024
2023-10/2023-12 until  | until October–December 2023 | bis Oktober–Dezember 2023 | jusqu’en octobre–décembre 2023 | hasta octubre–diciembre de 2023
2030/2035       by     | by 2030–2035 | bis 2030–2035 | d’ici 2030–2035 | para 2030–2035
2001-21         by     | by spring 2001 | bis zum Frühjahr 2001 | d’ici le printemps 2001 | para la primavera de 2001
2001-22         until  | until summer 2001 | bis zum Sommer 2001 | jusqu’à l’été 2001 | hasta el verano de 2001
2001-24         on     | winter 2001–02 | Winter 2001–02 | hiver 2001–02 | invierno de 2001–02
2001-29         on     | spring 2001 (southern hemisphere) | Frühjahr 2001 (Südhalbkugel) | printemps 2001 (hémisphère Sud) | primavera de 2001 (hemisferio sur)
2004-06~-11     on     | about June 11, 2004 (year approximate, month approximate) | etwa 11. Juni 2004 (Jahr ungefähr, Monat ungefähr) | vers le 11 juin 2004 (année approximative, mois approximatif) | hacia el 11 de junio de 2004 (año aproximado, mes aproximado)
2004?-06-11     on     | June 11, 2004 (year uncertain) | 11. Juni 2004 (Jahr unsicher) | 11 juin 2004 (année incertaine) | 11 de junio de 2004 (año incierto)
156X-12-25      on     | December 25 (the 1560s) | 25. Dezember (1560er-Jahre) | 25 décembre (années 1560) | 25 de diciembre (década de 1560)
XXXX-12-XX      on     | December (year unknown) | Dezember (Jahr unbekannt) | décembre (année inconnue) | diciembre (año desconocido)
2004-XX         on     | 2004 (month unknown) | 2004 (Monat unbekannt) | 2004 (mois inconnu) | 2004 (mes desconocido)
1985-04-XX      on     | April 1985 (day unknown) | April 1985 (Tag unbekannt) | avril 1985 (jour inconnu) | abril de 1985 (día desconocido)
1984-1X         on     | between October 1984 and December 1984 | zwischen Oktober 1984 und Dezember 1984 | entre octobre 1984 et décembre 1984 | entre octubre de 1984 y diciembre de 1984
1950S2          on     | about 1950 (1900 to 1999) | um 1950 (1900 bis 1999) | vers 1950 (1900 à 1999) | hacia 1950 (1900 a 1999)
0000            on     | 1 BC | 1 v. Chr. | 1 av. J.-C. | 1 a. C.
-0043-03-15     on     | March 15, 44 BC | 15. März 44 v. Chr. | 15 mars 44 av. J.-C. | 15 de marzo de 44 a. C.
0476            on     | AD 476 | 476 n. Chr. | 476 apr. J.-C. | 476 d. C.
Y-17E7          on     | 170 million BC | 170 Millionen v. Chr. | 170 millions av. J.-C. | 170 millones a. C.
Y-170000002     on     | 170,000,003 BC | 170.000.003 v. Chr. | 170{NNBSP}000{NNBSP}003 av. J.-C. | 170.000.003 a. C.
1984%           until  | until about 1984? | bis etwa 1984? | jusqu’en 1984 environ{NNBSP}? | hasta 1984 aproximadamente?
"""
CASES = [
    (*line.split("|")[0].split(), language, words.strip().replace("{NNBSP}", "\u202f"))
    for line in WORDS.strip().splitlines()
    for language, words in zip(("en", "de", "fr", "es"), line.split("|")[1:], strict=True)
]


@pytest.mark.parametrize(
    ("text", "relation", "language", "words"), CASES, ids=[f"{c[0]}-{c[1]}-{c[2]}" for c in CASES]
)
def test_words(text: str, relation: str, language: str, words: str) -> None:
    assert date_words(text, language, relation) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-GB", "12 April 1985"),
        ("de-AT", "12. April 1985"),
        ("it", "12 aprile 1985"),
        ("ja", "1985年4月12日"),
        ("tlh", "April 12, 1985"),
        ("not a tag", "April 12, 1985"),
    ],
)
def test_other_languages_have_their_dates_and_unknown_ones_english(language: str, words: str) -> None:
    assert date_words("1985-04-12", language) == words


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "1.7億"), ("zh-Hant", "1.7億"), ("it", "170 milioni")]
)
def test_far_years_are_told_where_numbers_have_no_longer_form(language: str, words: str) -> None:
    assert words in date_words("Y17E7", language)


@pytest.mark.parametrize(
    ("text", "relation", "words"),
    [
        ("1903-05~", "on", "≈\u202fmaggio 1903"),
        ("2021/2023~", "on", "2021 – ≈\u202f2023"),
        ("2030", "by", "≤\u202f2030"),
        ("2023-36", "until", "→\u202f2023/10–12"),
        ("203X", "on", "2030–2039"),
        ("-03XX?", "on", "−400 – −301?"),
        ("1985/", "on", "1985 – ?"),
        ("1985/..", "on", "1985\u202f→"),
    ],
)
def test_a_language_without_words_of_its_own_uses_signs(text: str, relation: str, words: str) -> None:
    assert date_words(text, "it", relation) == words


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1985", "1985"),
        ("1985-04", "1985-04"),
        ("1985-04-12", "1985-04-12"),
        ("1985-04-12T23:20:30", "1985-04-12T23:20:30"),
        ("1985-04-12T23:20:30Z", "1985-04-12T23:20:30Z"),
        ("1985-04-12T23:20:30-04", "1985-04-12T23:20:30-04:00"),
        ("1985-04-12T24:00:00", "1985-04-12"),
        ("1985~", ""),
        ("198X", ""),
        ("1985-XX", ""),
        ("1985-21", ""),
        ("1985/1986", ""),
        ("-0043", ""),
        ("0000", ""),
        ("Y170000002", ""),
        ("1950S2", ""),
        ("[1985,1986]", ""),
    ],
)
def test_datetime_is_given_only_where_html_has_one(text: str, iso: str) -> None:
    assert iso_datetime(text) == iso


@pytest.mark.parametrize(
    ("iso", "language", "length", "words"),
    [
        ("2024-04-03", "en", "long", "April 3, 2024"),
        ("2024-04-03", "en-GB", "long", "3 April 2024"),
        ("2024-04-03", "de", "full", "Mittwoch, 3. April 2024"),
        ("2024-04-03", "fr", "medium", "3 avr. 2024"),
        ("2024-04-03T09:00:00+08:00", "de", "long", "3. April 2024, 09:00 UTC+8"),
        ("2024-04-03T09:00:00Z", "es", "long", "3 de abril de 2024, 9:00 UTC"),
        ("2024-04-03 09:00", "de", "long", "3. April 2024, 09:00"),
    ],
)
def test_plain_dates(iso: str, language: str, length: str, words: str) -> None:
    assert plain_date(iso, language, length) == words


@given(
    st.dates(),
    st.sampled_from(["en", "en-GB", "de", "fr", "es", "pt", "af-ZA", "es-HN", "lv", "th", "ar", "ja", "mt"]),
    st.sampled_from(["full", "long", "medium", "short"]),
)
@settings(deadline=None)
def test_a_plain_date_is_as_babel_writes_it(day: date, language: str, length: str) -> None:
    written = format_date(day, length, locale=cldr.locale_of(language))
    assert plain_date(day.isoformat(), language, length) == written


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it"])
def test_open_and_unknown_ends_read_differently(language: str) -> None:
    texts = [
        "1985",
        "1985/..",
        "1985/",
        "../1985",
        "/1985",
        "1985~",
        "1985?",
        "1985%",
        "1985/1986",
        "[1985,1986]",
    ]
    assert len({date_words(text, language) for text in texts}) == len(texts)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it"])
def test_every_relation_is_told(language: str) -> None:
    """In German "by" and "until" are one word."""
    words = [
        date_words("2030", language, relation)
        for relation in ("on", "by", "until", "since", "before", "after")
    ]
    assert len(set(words)) == (5 if language == "de" else 6)
    assert all("2030" in each for each in words)


@settings(max_examples=300, deadline=None)
@given(
    st.from_regex(
        r"[12][0-9X]{3}(-(0[1-9]|1[0-2]|XX|2[1-9]|3[0-9])(-[?~%]?(0[1-9]|[12]X|XX))?)?[?~%]?", fullmatch=True
    ),
    st.sampled_from(["en", "de", "fr", "es", "pl"]),
    st.sampled_from(["on", "by", "until", "since", "before", "after"]),
)
def test_no_doubt_is_lost_on_the_way_into_words(text: str, language: str, relation: str) -> None:
    try:
        found = parse(text)
    except EdtfError:
        return
    words = date_words(text, language, relation)
    assert words == words.strip()
    assert not re.search(r"[@~^%\x00\x01]|  |\dX", words)
    certain = date_words(re.sub("[?~%]", "", text), language, relation)
    assert (words != certain) == (found.approximate or found.uncertain)
