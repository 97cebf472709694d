"""The small words around dates, by language: about, by, until, the 1990s, late 2023, 4th century BC.

CLDR has months and the order of a date's parts, but none of these. In the templates `@` is the date and `~`
the place for "about"; `^` is a number. How they are put together is in `datewords`.

A noun in a date takes its article with it into a relation ("bis zum 3. April", "jusqu’aux années 1990"), so
relations are listed by article. The articles of a language are its own short names for them; the empty
one serves for all that are not listed.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

Phrase = tuple[str, str]
"""Words of a date, and the article they take in a relation."""

Variants = dict[str, str]
"""Article to template."""


class Terms(Struct, frozen=True, kw_only=True):
    """What one language calls things."""

    relations: dict[str, Variants]
    """`about`, `by`, `until`, `since`, `before`, `after`; `onwards` and `up-to` for open ends; `from` and
    `to` for the ends of an interval."""
    about: str
    """Stands for `~` where a date is approximate."""
    uncertain: str
    """Follows a date that is uncertain."""
    unknown_start: str
    unknown_end: str
    from_to: str
    """Between two days or months of one year: `@ to @`."""
    day_span: str
    """Two days of one month, in the place of the day's number: `^ to ^`."""
    first_day: str = "1"
    """How the number of a month's first day is written."""
    day_article: str = ""
    year_article: str = ""
    between: str
    bc: str
    ad: str
    """For years before 1000, which a bare number would leave in doubt."""
    year: str
    """For years of more than four digits."""
    decade: Phrase
    century: Callable[[int], Phrase] | None
    millennium: Callable[[int], Phrase] | None
    """None where the first and last year say it better."""
    season: tuple[Phrase, Phrase, Phrase, Phrase]
    """Spring to winter; `^` is the year."""
    hemisphere: tuple[str, str]
    """Northern, southern: said only where the date says it."""
    part: tuple[Phrase, ...]
    """Four quarters, three thirds, two halves."""
    unknown: dict[str, str]
    """What of a date is not known: `month`, `day`, `both`, `year`."""
    qualified: dict[str, str]
    """`year ?`, `year ~`, `year %` and so on, where not all parts are qualified alike."""


def terms(language: str) -> Terms:
    """The terms of a BCP 47 language; signs instead of words for one that has none here."""
    return _TERMS.get(language.split("-")[0].lower(), _SIGNS)


def _english_ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


def _roman(number: int) -> str:
    digits = (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    written = ""
    for value, letters in digits:
        count, number = divmod(number, value)
        written += letters * count
    return written


def _french_ordinal(number: int) -> str:
    return _roman(number) + ("er" if number == 1 else "e")


_ENGLISH = Terms(
    relations={
        "about": {"": "about @", "the": "about the @"},
        "by": {"": "by ~@", "the": "by ~the @"},
        "until": {"": "until ~@", "the": "until ~the @"},
        "since": {"": "since ~@", "the": "since ~the @"},
        "before": {"": "before ~@", "the": "before ~the @"},
        "after": {"": "after ~@", "the": "after ~the @"},
        "onwards": {"": "~@ onwards", "the": "~the @ onwards"},
        "up-to": {"": "up to ~@", "the": "up to ~the @"},
        "from": {"": "~@", "the": "~the @"},
        "to": {"": "to ~@", "the": "to ~the @"},
    },
    about="about ",
    uncertain="?",
    unknown_start="an unknown date",
    unknown_end="to an unknown date",
    from_to="@ to @",
    day_span="^ to ^",
    between="between @ and @",
    bc="^ BC",
    ad="AD ^",
    year="year ^",
    decade=("the ^s", ""),
    century=lambda number: (f"{_english_ordinal(number)} century", "the"),
    millennium=lambda number: (f"{_english_ordinal(number)} millennium", "the"),
    season=(("spring ^", ""), ("summer ^", ""), ("autumn ^", ""), ("winter ^", "")),
    hemisphere=("northern hemisphere", "southern hemisphere"),
    part=(
        ("early ^", ""),
        ("second quarter of ^", "the"),
        ("third quarter of ^", "the"),
        ("late ^", ""),
        ("first four months of ^", "the"),
        ("mid-^", ""),
        ("last four months of ^", "the"),
        ("first half of ^", "the"),
        ("second half of ^", "the"),
    ),
    unknown={
        "month": "month unknown",
        "day": "day unknown",
        "both": "month and day unknown",
        "year": "year unknown",
    },
    qualified={
        f"{part} {sign}": f"{part} {word}"
        for part in ("year", "month", "day")
        for sign, word in (("?", "uncertain"), ("~", "approximate"), ("%", "uncertain and approximate"))
    },
)

_GERMAN = Terms(
    relations={
        "about": {"": "etwa @", "year": "um @"},
        "by": {"": "bis ~@", "dem": "bis ~zum @", "den": "bis ~in die @"},
        "until": {"": "bis ~@", "dem": "bis ~zum @", "den": "bis ~in die @"},
        "since": {"": "seit ~@", "dem": "seit ~dem @", "den": "seit ~den @n"},
        "before": {"": "vor ~@", "dem": "vor ~dem @", "den": "vor ~den @n"},
        "after": {"": "nach ~@", "dem": "nach ~dem @", "den": "nach ~den @n"},
        "onwards": {"": "ab ~@", "dem": "ab ~dem @", "den": "ab ~den @n"},
        "up-to": {"": "bis ~@", "dem": "bis ~zum @", "den": "bis ~in die @"},
        "from": {"": "~@"},
        "to": {"": "bis ~@"},
    },
    about="etwa ",
    uncertain="?",
    unknown_start="unbekannt",
    unknown_end="bis unbekannt",
    from_to="@ bis @",
    day_span="^. bis ^",
    day_article="dem",
    year_article="year",
    between="zwischen @ und @",
    bc="^ v. Chr.",
    ad="^ n. Chr.",
    year="Jahr ^",
    decade=("^er-Jahre", "den"),
    century=lambda number: (f"{number}. Jahrhundert", "dem"),
    millennium=lambda number: (f"{number}. Jahrtausend", "dem"),
    season=(("Frühjahr ^", "dem"), ("Sommer ^", "dem"), ("Herbst ^", "dem"), ("Winter ^", "dem")),
    hemisphere=("Nordhalbkugel", "Südhalbkugel"),
    part=(
        ("Anfang ^", ""),
        ("2. Quartal ^", "dem"),
        ("3. Quartal ^", "dem"),
        ("Ende ^", ""),
        ("1. Jahresdrittel ^", "dem"),
        ("Mitte ^", ""),
        ("3. Jahresdrittel ^", "dem"),
        ("1. Halbjahr ^", "dem"),
        ("2. Halbjahr ^", "dem"),
    ),
    unknown={
        "month": "Monat unbekannt",
        "day": "Tag unbekannt",
        "both": "Monat und Tag unbekannt",
        "year": "Jahr unbekannt",
    },
    qualified={
        f"{part} {sign}": f"{name} {word}"
        for part, name in (("year", "Jahr"), ("month", "Monat"), ("day", "Tag"))
        for sign, word in (("?", "unsicher"), ("~", "ungefähr"), ("%", "unsicher und ungefähr"))
    },
)

_FRENCH = Terms(
    relations={
        "about": {"": "vers @", "le": "vers le @", "l": "vers l’@", "les": "vers les @"},
        "by": {"": "d’ici @~", "le": "d’ici le @~", "l": "d’ici l’@~", "les": "d’ici les @~"},
        "until": {
            "": "jusqu’en @~",
            "vague": "jusqu’à @~",
            "le": "jusqu’au @~",
            "l": "jusqu’à l’@~",
            "les": "jusqu’aux @~",
        },
        "since": {"": "depuis @~", "le": "depuis le @~", "l": "depuis l’@~", "les": "depuis les @~"},
        "before": {"": "avant @~", "le": "avant le @~", "l": "avant l’@~", "les": "avant les @~"},
        "after": {"": "après @~", "le": "après le @~", "l": "après l’@~", "les": "après les @~"},
        "onwards": {
            "": "à partir de @~",
            "le": "à partir du @~",
            "l": "à partir de l’@~",
            "les": "à partir des @~",
        },
        "up-to": {
            "": "jusqu’en @~",
            "vague": "jusqu’à @~",
            "le": "jusqu’au @~",
            "l": "jusqu’à l’@~",
            "les": "jusqu’aux @~",
        },
        "from": {"": "de @~", "le": "du @~", "l": "de l’@~", "les": "des @~"},
        "to": {"": "à @~", "le": "au @~", "l": "à l’@~", "les": "aux @~"},
    },
    about=" environ",
    uncertain="\u202f?",
    unknown_start="d’une date inconnue",
    unknown_end="à une date inconnue",
    from_to="@ à @",
    day_span="^ au ^",
    first_day="1er",
    day_article="le",
    between="entre @ et @",
    bc="^ av. J.-C.",
    ad="^ apr. J.-C.",
    year="an ^",
    decade=("années ^", "les"),
    century=lambda number: (f"{_french_ordinal(number)} siècle", "le"),
    millennium=lambda number: (f"{_french_ordinal(number)} millénaire", "le"),
    season=(("printemps ^", "le"), ("été ^", "l"), ("automne ^", "l"), ("hiver ^", "l")),
    hemisphere=("hémisphère Nord", "hémisphère Sud"),
    part=(
        ("début ^", "vague"),
        ("2e trimestre ^", "le"),
        ("3e trimestre ^", "le"),
        ("fin ^", "vague"),
        ("premier quadrimestre ^", "le"),
        ("mi-^", "vague"),
        ("dernier quadrimestre ^", "le"),
        ("premier semestre ^", "le"),
        ("second semestre ^", "le"),
    ),
    unknown={
        "month": "mois inconnu",
        "day": "jour inconnu",
        "both": "mois et jour inconnus",
        "year": "année inconnue",
    },
    qualified={
        "year ?": "année incertaine",
        "year ~": "année approximative",
        "year %": "année incertaine et approximative",
        "month ?": "mois incertain",
        "month ~": "mois approximatif",
        "month %": "mois incertain et approximatif",
        "day ?": "jour incertain",
        "day ~": "jour approximatif",
        "day %": "jour incertain et approximatif",
    },
)

_SPANISH = Terms(
    relations={
        "about": {"": "hacia @", "el": "hacia el @", "la": "hacia la @"},
        "by": {"": "para @~", "el": "para el @~", "la": "para la @~"},
        "until": {"": "hasta @~", "el": "hasta el @~", "la": "hasta la @~"},
        "since": {"": "desde @~", "el": "desde el @~", "la": "desde la @~"},
        "before": {"": "antes de @~", "el": "antes del @~", "la": "antes de la @~"},
        "after": {"": "después de @~", "el": "después del @~", "la": "después de la @~"},
        "onwards": {
            "": "desde @~ en adelante",
            "el": "desde el @~ en adelante",
            "la": "desde la @~ en adelante",
        },
        "up-to": {"": "hasta @~", "el": "hasta el @~", "la": "hasta la @~"},
        "from": {"": "de @~", "el": "del @~", "la": "de la @~"},
        "to": {"": "a @~", "el": "al @~", "la": "a la @~"},
    },
    about=" aproximadamente",
    uncertain="?",
    unknown_start="de una fecha desconocida",
    unknown_end="a una fecha desconocida",
    from_to="@ a @",
    day_span="^ al ^",
    day_article="el",
    between="entre @ y @",
    bc="^ a. C.",
    ad="^ d. C.",
    year="año ^",
    decade=("década de ^", "la"),
    century=lambda number: (f"siglo {_roman(number)}", "el"),
    millennium=lambda number: (f"{_roman(number)} milenio", "el"),
    season=(
        ("primavera de ^", "la"),
        ("verano de ^", "el"),
        ("otoño de ^", "el"),
        ("invierno de ^", "el"),
    ),
    hemisphere=("hemisferio norte", "hemisferio sur"),
    part=(
        ("principios de ^", ""),
        ("segundo trimestre de ^", "el"),
        ("tercer trimestre de ^", "el"),
        ("finales de ^", ""),
        ("primer cuatrimestre de ^", "el"),
        ("mediados de ^", ""),
        ("tercer cuatrimestre de ^", "el"),
        ("primer semestre de ^", "el"),
        ("segundo semestre de ^", "el"),
    ),
    unknown={
        "month": "mes desconocido",
        "day": "día desconocido",
        "both": "mes y día desconocidos",
        "year": "año desconocido",
    },
    qualified={
        f"{part} {sign}": f"{name} {word}"
        for part, name in (("year", "año"), ("month", "mes"), ("day", "día"))
        for sign, word in (("?", "incierto"), ("~", "aproximado"), ("%", "incierto y aproximado"))
    },
)

_SIGNS = Terms(
    relations={
        "about": {"": "≈\u202f@"},
        "by": {"": "≤\u202f~@"},
        "until": {"": "→\u202f~@"},
        "since": {"": "~@\u202f→"},
        "before": {"": "<\u202f~@"},
        "after": {"": ">\u202f~@"},
        "onwards": {"": "~@\u202f→"},
        "up-to": {"": "→\u202f~@"},
        "from": {"": "~@"},
        "to": {"": "– ~@"},
    },
    about="≈\u202f",
    uncertain="?",
    unknown_start="?",
    unknown_end="– ?",
    from_to="@ – @",
    day_span="^–^",
    between="@ – @",
    bc="−^",
    ad="^",
    year="^",
    decade=("^–^9", ""),
    century=None,
    millennium=None,
    season=(("^/03–05", ""), ("^/06–08", ""), ("^/09–11", ""), ("^/12–02", "")),
    hemisphere=("N", "S"),
    part=(
        ("^/01–03", ""),
        ("^/04–06", ""),
        ("^/07–09", ""),
        ("^/10–12", ""),
        ("^/01–04", ""),
        ("^/05–08", ""),
        ("^/09–12", ""),
        ("^/01–06", ""),
        ("^/07–12", ""),
    ),
    unknown={"month": "?", "day": "?", "both": "?", "year": "?"},
    qualified={
        f"{part} {sign}": {"?": "?", "~": "≈", "%": "≈?"}[sign]
        for part in ("year", "month", "day")
        for sign in "?~%"
    },
)

_TERMS = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH}
