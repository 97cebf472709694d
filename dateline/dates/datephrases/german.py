"""Plain dates in German prose."""

from __future__ import annotations

from dateline.dates.datephrases.plain import Words, language

LANGUAGE = language(
    Words(
        months=(
            "januar|jänner",
            "februar|feber",
            "märz",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "dezember",
        ),
        day=r"(?:0?[1-9]|[12]\d|3[01])\.",
        of=r"\s*",
        parts=(
            ("anfang", 33),
            ("mitte", 38),
            ("ende", 36),
            ("frühjahr|frühling", 21),
            ("sommer", 22),
            ("herbst", 23),
            ("winter", 24),
            (r"(?:1\.|erste[ns]?)\s+quartal", 33),
            (r"(?:2\.|zweite[ns]?)\s+quartal", 34),
            (r"(?:3\.|dritte[ns]?)\s+quartal", 35),
            (r"(?:4\.|vierte[ns]?)\s+quartal", 36),
            (r"(?:1\.|erste[ns]?)\s+halbjahr", 40),
            (r"(?:2\.|zweite[ns]?)\s+halbjahr", 41),
        ),
        decade=r"(?<!\d)(?P<digits>1\d\d|20\d)0er(?:[-\s]?jahren?)?\b",
        century=r"(?<!\d)(?P<number>\d\d?)\.\s+jahrhunderts?(?:\s+(?P<bc>v\.\s?chr\.))?",
        is_roman=False,
        before_christ=r"v\.\s?chr\.",
        year_after=r"jahre?|bis|seit|vor|nach|ab|um|in|etwa|circa|ca\.|spätestens|von|anfang|ende",
        range=(r"(?<!\w)(?:von|zwischen)\s+", "(?:bis|und)"),
    ),
    relations=(
        ("by", r"(?:bis\s+)?spätestens(?:\s+(?:bis|im|am|zum))*"),
        # "Bis" is both; which one is told by whether the date is still to come.
        ("by-or-until", r"bis(?:\s+(?:zum|zur|in\s+die|in\s+den|etwa|circa|ca\.|ungefähr|gegen|um))*"),
        ("since", r"(?:seit|ab)(?:\s+(?:dem|den|der|etwa|ungefähr))*"),
        ("before", r"vor(?:\s+(?:dem|den|der))?"),
        ("after", r"nach(?:\s+(?:dem|den|der))?"),
    ),
    about=r"etwa|um|circa|ca\.|ungefähr|gegen|rund",
    future=(
        "wird werden soll sollen will wollen plant planen geplant erwartet erwarten ziel frist muss müssen "
        "vorgesehen verpflichtet verspricht"
    ),
    forecast=(
        "erwartet erwarten prognostiziert prognose schätzt voraussichtlich könnte könnten dürfte dürften"
    ),
    missed="verfehlt verfehlte verpasst verpasste versäumt versäumte",
)
