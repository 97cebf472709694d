"""Plain dates in Spanish prose."""

from __future__ import annotations

from dateline.dates.datephrases.plain import Words, language

_ARTICLE = r"(?:\s+(?:el|la|los|las))?"

LANGUAGE = language(
    Words(
        months=(
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "sep?tiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ),
        day=r"(?:1º|0?[1-9]|[12]\d|3[01])",
        of=r"\s+del?\s+",
        parts=(
            (r"(?:principios|comienzos|inicios)\s+de", 33),
            (r"mediados\s+de", 38),
            (r"(?:fines|finales|el\s+final)\s+de", 36),
            (r"primavera\s+de", 21),
            (r"verano\s+de", 22),
            (r"otoño\s+de", 23),
            (r"invierno\s+de", 24),
            (r"primer\s+trimestre\s+de", 33),
            (r"segundo\s+trimestre\s+de", 34),
            (r"tercer\s+trimestre\s+de", 35),
            (r"cuarto\s+trimestre\s+de", 36),
            (r"primer\s+semestre\s+de", 40),
            (r"segundo\s+semestre\s+de", 41),
        ),
        decade=r"\b(?:década\s+de(?:\s+los)?|años)\s+(?:(?P<digits>1\d\d|20\d)0|(?P<short>[2-9])0)\b",
        century=r"\bsiglo\s+(?P<number>[IVX]+)\b(?:\s+(?P<bc>a\.\s?(?:de\s)?C\.))?",
        before_christ=r"a\.\s?(?:de\s)?C\.",
        year_after=r"en|desde|hasta|antes\s+de|después\s+de|para|hacia|durante|año|tardar\s+en|partir\s+de|de",
        range=(r"(?<!\w)(?:de|desde|entre)\s+", "(?:a|hasta|y)"),
    ),
    relations=(
        ("by", rf"para{_ARTICLE}|a\s+más\s+tardar(?:\s+en)?{_ARTICLE}"),
        ("until", rf"hasta{_ARTICLE}"),
        ("since", rf"desde{_ARTICLE}|a\s+partir\s+del?{_ARTICLE}"),
        ("before", rf"antes\s+del?{_ARTICLE}"),
        ("after", rf"después\s+del?{_ARTICLE}|tras{_ARTICLE}"),
    ),
    about=r"hacia|alrededor\s+de|en\s+torno\s+a|aproximadamente\s+en",
    future=(
        r"será serán deberá deberán prevé prevén previstos? previstas? planea planean quiere quieren "
        r"objetivos? meta debe deben promete prometen espera esperan plazo"
    ),
    forecast=r"pronostica pronostican prevé prevén estima estiman podría podrían espera esperan",
    missed=r"incumplió incumplieron incumplido incumplida",
)
