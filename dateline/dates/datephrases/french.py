"""Plain dates in French prose."""

from __future__ import annotations

from dateline.dates.datephrases.plain import Words, language

_ARTICLE = r"(?:\s+(?:le|la|les|l['’]))?"

LANGUAGE = language(
    Words(
        months=(
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ),
        day=r"(?:1er|0?[1-9]|[12]\d|3[01])",
        parts=(
            (r"(?:le\s+)?début(?:\s+de)?", 33),
            (r"mi|(?:le\s+)?milieu\s+de", 38),
            (r"(?:la\s+)?fin(?:\s+de)?", 36),
            (r"printemps(?:\s+de)?", 21),
            (r"été(?:\s+de)?", 22),
            (r"automne(?:\s+de)?", 23),
            (r"hiver(?:\s+de)?", 24),
            (r"(?:premier|1er)\s+trimestre(?:\s+de)?", 33),
            (r"(?:deuxième|2e)\s+trimestre(?:\s+de)?", 34),
            (r"(?:troisième|3e)\s+trimestre(?:\s+de)?", 35),
            (r"(?:quatrième|4e)\s+trimestre(?:\s+de)?", 36),
            (r"(?:premier|1er)\s+semestre(?:\s+de)?", 40),
            (r"(?:deuxième|second|2e)\s+semestre(?:\s+de)?", 41),
        ),
        decade=r"\bannées\s+(?:(?P<digits>1\d\d|20\d)0|(?P<short>[2-9])0)\b",
        century=r"\b(?P<number>[IVX]+)(?:er|e|ème)\s+siècle(?:\s+(?P<bc>av\.\s?J\.?-C\.?))?",
        before_christ=r"av\.\s?J\.?-C\.?",
        year_after=(
            r"en|depuis|avant|après|d['’]ici|d['’]ici\s+à|jusqu['’]en|dès|vers|à\s+partir\s+de|l['’]an(?:née)?"
            r"|plus\s+tard\s+en|environ"
        ),
        range=(r"(?<!\w)(?:de|entre)\s+", "(?:à|et)"),
    ),
    relations=(
        ("by", rf"d['’]ici(?:\s+(?:à|au))?{_ARTICLE}|au\s+plus\s+tard(?:\s+en)?{_ARTICLE}"),
        ("until", rf"jusqu['’](?:en|au|aux|à)(?:\s+environ)?{_ARTICLE}"),
        ("since", rf"depuis{_ARTICLE}|à\s+partir\s+d(?:e|u|es){_ARTICLE}|dès{_ARTICLE}"),
        ("before", rf"avant{_ARTICLE}"),
        ("after", rf"après{_ARTICLE}"),
    ),
    about=r"vers|environ|autour\s+de|aux\s+alentours\s+de",
    future=(
        r"sera seront devra devront prévoit prévoient prévus? prévues? doit doivent objectifs? veut veulent "
        r"compte comptent promet promettent attendus? attendues? échéance"
    ),
    forecast=(
        r"prévisions? prévoit prévoient estime estiment pourrait pourraient attendus? attendues? "
        r"devrait devraient"
    ),
    missed=r"manqué manquée raté ratée",
)
