"""Dates in English prose: the patterns. What they mean is in `english_readings`."""

from __future__ import annotations

import re

from dateline.dates.datephrases import english_readings as read
from dateline.dates.datephrases.rules import DIGIT, MONTH, YEAR, Language, rule

# Months and weekdays with a capital only: `may` and `march` are verbs.
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun[e.]?|Jul[y.]?|Aug(?:ust|\.)?"
    r"|Sep(?:t(?:ember|\.)?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![A-Za-z])"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![0-9A-Za-z])"
# No part of a longer number, nor of a price, a share or a count of something.
_YEAR = (
    r"(?<![\d.,$€£-])(?:1[0-9]{3}|20[0-9]{2})(?![0-9%])(?![.,-][0-9])"
    r"(?!\s(?:people|cases|jobs|workers|tons|tonnes|dollars|euros|miles|kilomet(?:er|re)s|percent|years|days|"
    r"megawatts|units|men|women|children|troops|soldiers|copies|shares|pages|homes|GPUs|chips|points)\b)"
)
_YEAR_AFTER_A_DASH = _YEAR.replace("€£-]", "€£]")
_TO = r"\s*(?:–|—|-|\bto\b|\bthrough\b|\buntil\b|\band\b)\s*"
_TO_SIGNS = "–|—|-|to|through|until|and"
_COUNT = "|".join(word.replace(" ", r"\s+") for word in sorted(read.NUMBERS, key=len, reverse=True))
_COUNT = rf"(?i:{_COUNT}|[1-9][0-9]?)"
_UNIT = r"(?i:day|week|fortnight|month|year|decade|centur(?:y|ie))s?"
_UNIT_SIGNS = "day|week|fortnight|month|year|decade|centur"
_NTH = rf"\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(sorted(read.ORDINALS, key=len, reverse=True))}"
_BC = r"(?:BCE|BC|B\.C\.E\.|B\.C\.)"
_EARLY_OR_LATE = r"(?:(?i:early|late|mid)[\s-]+)?"
_NEVER = r"(?!)"
_SMALL = r"(?:on|in|at|of|for|to|and|or|with|from|by|as|was|is|were|are|has|had)\b"
"""What follows a number that is no year of anything."""

# A look at the first character, where a pattern begins with a choice, spares `re` all else.
_RULES = (
    rule("an ISO date", r"(?<![\d/-])([12]\d{3})-(\d\d)-(\d\d)(?![\d-])", read.iso_day, YEAR, "-"),
    rule(
        "days of a month",
        rf"""
        (?P<month>{_MONTH})\s+(?P<day>{_DAY}){_TO}(?:(?P<last_month>{_MONTH})\s+)?(?P<last_day>{_DAY})
        (?!:)(?:,?\s+(?P<year>{_YEAR}))?
        """,
        read.days,
        DIGIT,
        MONTH,
        _TO_SIGNS,
    ),
    rule(
        "days of a month",
        rf"""
        (?=[0-9])(?<![\d.,])(?P<day>{_DAY}){_TO}(?P<last_day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH})
        (?P<last_month>{_NEVER})?(?:,?\s+(?P<year>{_YEAR}))?
        """,
        read.days,
        DIGIT,
        MONTH,
        _TO_SIGNS,
    ),
    rule(
        "a full date",
        rf"""
        (?=[A-Z])(?:{_WEEKDAY},?\s+)?(?P<month>{_MONTH})\s+(?P<day>{_DAY})(?![:,.]\d)(?:,?\s+(?P<year>{_YEAR}))?
        """,
        read.full_day,
        DIGIT,
        MONTH,
    ),
    rule(
        "a full date",
        rf"""
        (?=[A-Zt0-9])(?:{_WEEKDAY},?\s+)?(?:the\s+)?(?<![\d.,])(?P<day>{_DAY})\s+(?:of\s+)?(?P<month>{_MONTH})
        (?:,?\s+(?P<year>{_YEAR}))?
        """,
        read.full_day,
        DIGIT,
        MONTH,
    ),
    rule(
        "months of a year",
        rf"""
        (?P<month>{_MONTH})(?:\s+(?P<year>{_YEAR}))?{_TO}(?P<last_month>{_MONTH})\s+(?P<last_year>{_YEAR})
        """,
        read.months,
        YEAR,
        MONTH,
        _TO_SIGNS,
    ),
    rule(
        "a month",
        rf"(?=[A-Zelm]){_EARLY_OR_LATE}(?P<month>{_MONTH})(?:,|\s+of)?\s+(?P<year>{_YEAR})",
        read.month_of_year,
        YEAR,
        MONTH,
    ),
    rule(
        "the end of a year",
        rf"(?i:by\s+(?:the\s+)?(?:very\s+)?(?:end|close)\s+of)\s+(?P<year>{_YEAR})",
        read.end_of_year,
        "end|close",
        YEAR,
    ),
    rule(
        "the end of a year",
        r"""
        (?i:by\s+the\s+end\s+of\s+(?:the|this)\s+(?P<unit>year|month)|by\s+(?P<short>year|month)-?\s?end)\b
        """,
        read.end_of_this,
        "end",
    ),
    rule(
        "a part of a year",
        rf"""
        (?=(?i:[tlemcbsd]))(?P<part>(?i:(?:the\s+)?(?:late|early|mid|middle|end|close|beginning|start|dawn)))
        (?:-|\s+)(?:of\s+|in\s+)?(?P<year>{_YEAR_AFTER_A_DASH})(?!s)
        """,
        read.part_of_year,
        "late|early|mid|end|close|beginning|start|dawn",
        YEAR,
    ),
    rule(
        "a quarter or half",
        rf"""
        (?i:(?:the\s+)?(?P<which>first|second|third|fourth)[\s-]+(?P<unit>quarter|half)
        \s+of\s+(?:fiscal\s+)?)(?:(?P<this>(?i:this\s+year|the\s+year))|(?P<year>{_YEAR}))
        """,
        read.quarter,
        "quarter|half",
    ),
    rule(
        "a quarter or half",
        rf"\b(?P<unit>[QH])(?P<number>[1-4])\s+(?:of\s+)?(?P<year>{_YEAR})",
        read.short_quarter,
        "q1|q2|q3|q4|h1|h2|h3|h4",
        YEAR,
    ),
    rule(
        "a season",
        rf"""
        (?=(?i:[tsawf]))(?i:(?:the\s+)?\b(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?)\s+(?P<year>{_YEAR})
        (?P<which>{_NEVER})?
        """,
        read.season,
        "spring|summer|autumn|fall|winter",
    ),
    rule(
        "a season",
        rf"""
        \b(?i:(?P<which>last|this|next)\s+(?P<season>spring|summer|autumn|fall|winter))\b(?P<year>{_NEVER})?
        """,
        read.season,
        "spring|summer|autumn|fall|winter",
    ),
    rule(
        "a decade",
        rf"""
        (?i:the\s+)?{_EARLY_OR_LATE}(?:(?<!\d)(?P<digits>1[0-9]{{2}}|20[0-9])0s\b
        |['’](?P<short>[2-9])0s\b|(?<=the\s)(?P<name>(?i:{"|".join(read.DECADES)}))\b)
        """,
        read.decade,
        "0s|ties",
    ),
    rule(
        "a century",
        rf"""
        (?i:(?:the\s+)?{_EARLY_OR_LATE}(?P<number>{_NTH})[\s-]+century)(?:\s+(?:(?P<bc>{_BC})|AD|CE))?
        """,
        read.century_of,
        "century",
    ),
    rule(
        "a year of an era",
        rf"""
        (?=[1-9A])(?:(?<![\d,.])(?P<bc>[1-9]\d{{0,3}})\s*{_BC}|\bAD\s*(?P<ad>[1-9]\d{{0,3}})\b
        |(?<![\d,.])(?P<ce>[1-9]\d{{0,3}})\s*(?:AD|CE)\b)
        """,
        read.era,
        "bc|b.c.|ad|ce",
        DIGIT,
    ),
    rule(
        "years",
        rf"""
        (?=[FfBb12])(?:(?i:from|between)\s+(?P<year>{_YEAR}){_TO}|(?P<bare>{_YEAR})\s+(?:to|through)\s+)
        (?P<last_year>{_YEAR})
        """,
        read.years,
        YEAR,
        _TO_SIGNS,
    ),
    rule(
        "years",
        r"(?<![\d.,$€£-])(?P<year>1[0-9]{3}|20[0-9]{2})(?P<bare>(?!))?[–-](?P<last_year>(?:1[0-9]|20)?[0-9]{2})(?![\d%–-])",
        read.years,
        YEAR,
        "–|-",
    ),
    rule(
        "a weekday",
        rf"""
        (?<!Black\s)(?<!Good\s)(?<!Ash\s)(?<!Fat\s)(?<!Super\s)(?<!Cyber\s)(?<!Bloody\s)(?<!Palm\s)
        (?<!Easter\s)(?<!Giving\s)(?P<on>(?<=\b[Oo]n\s))?(?P<which>\b(?i:last|past|next|this|coming)\s+)?
        \b(?P<weekday>{_WEEKDAY})\b(?:\s+(?i:morning|afternoon|evening|night))?
        (?!\s+(?:Times|Telegraph|Post|Herald|Night|Mass|Mirror)\b)
        """,
        read.weekday,
        "day",
    ),
    rule(
        "a month by itself",
        rf"""
        (?:\b(?P<which>(?i:last|next|this))\s+|(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)
        |(?<=\b[Bb]y\s)|(?<=\b[Dd]uring\s)|(?<=\b[Bb]efore\s)|(?<=\b[Aa]fter\s)
        |\b(?i:early|late|mid)[\s-]+)(?P<month>{_MONTH})(?!\s+[\dA-Z])
        """,
        read.bare_month,
        MONTH,
    ),
    rule(
        "a day near the dateline",
        r"""
        \b(?i:the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|yesterday|tomorrow|today|tonight
        |this\s+(?:morning|afternoon|evening))\b(?!['’]s)
        """,
        read.near_day,
        "day|tomorrow|night|morning|evening|afternoon",
    ),
    rule(
        "next to the date before",
        r"""
        \b(?i:the\s+(?P<after>next|following)\s+(?P<unit>day|month|year)
        |the\s+(?P<unit_before>day|month|year)\s+(?P<before>before)(?=[.,;]))
        """,
        read.next_unit,
        "day|month|year",
    ),
    rule(
        "a time near the dateline",
        r"""
        \b(?i:(?:(?:earlier|later)\s+)?(?P<which>last|this|next|past|coming)\s+(?P<unit>week|month|year))
        \b(?!['’]s)
        """,
        read.unit_near,
        "week|month|year",
    ),
    rule("so long ago", rf"\b(?P<count>{_COUNT})\s+(?P<unit>{_UNIT})\s+ago\b", read.ago, "ago", _UNIT_SIGNS),
    rule(
        "so long from now",
        rf"""
        \b(?i:(?P<within>within)|in)\s+(?:the\s+next\s+)?(?P<count>{_COUNT})\s+(?P<unit>{_UNIT})
        (?:['’]\s+time)?\b(?!\s+(?:of|to|and|later|before|earlier)\b)
        """,
        read.from_now,
        "in",
        _UNIT_SIGNS,
    ),
    rule(
        "so long after the date before",
        rf"""
        \b(?P<count>{_COUNT})\s+(?P<unit>{_UNIT})\s+
        (?P<way>(?i:later|earlier|afterwards?|after\s+that|before\s+that))\b
        """,
        read.later,
        _UNIT_SIGNS,
        "later|earlier|after|before",
    ),
    rule(
        "a year",
        rf"""
        (?=[12])(?:(?<=\b[Ii]n\s)|(?<=\b[Bb]y\s)|(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Tt]ill\s)
        |(?<=\b[Bb]efore\s)|(?<=\b[Aa]fter\s)|(?<=\b[Dd]uring\s)|(?<=\b[Ff]rom\s)(?<!up\sfrom\s)(?<!down\sfrom\s)|(?<=\bof\s)
        |(?<=\b[Tt]hrough\s)|(?<=\b[Aa]round\s)|(?<=\b[Aa]bout\s)|(?<=\b[Cc]irca\s)|(?<=\b[Cc]a\.\s)
        |(?<=\b[Cc]\.\s)|(?<=\bthan\s)|(?<=\byear\s)|(?<=\bto\s)|(?<=\bof\sas\s)|(?<=\bfor\s))
        (?P<year>{_YEAR})(?!s|['’]s)
        """,
        read.year,
        YEAR,
    ),
    rule(
        "a year beside a noun",
        rf"""
        (?=[12])(?:(?<=\b[Tt]he\s)(?P<year>{_YEAR})(?=\s+(?!{_SMALL})[a-z])
        |(?:(?<=\b[Aa]\s)|(?<=\b[Ii]ts\s))(?P<other>{_YEAR})(?=\s+(?!{_SMALL})[a-z]))
        """,
        read.year_of_something,
        YEAR,
    ),
)

_BEFORE = r"(?:\s+the)?(?:\s+(?:about|around|roughly|some\s+time\s+in|sometime\s+in))?(?:\s+the)?\s+$"


def _relation(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{words}){_BEFORE}")


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{'|'.join(words.split())})\b".replace("_", r"\s+"))


LANGUAGE = Language(
    rules=_RULES,
    hint=re.compile(
        r"\d|day|week|month|year|decade|century|morning|evening|tonight|tomorrow|spring|summer|autumn|fall"
        r"|winter|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|ties\b",
    ),
    relations=(
        ("by", _relation(r"by|(?:no|not)\s+later\s+than|at\s+the\s+latest\s+by|due\s+by")),
        ("until", _relation(r"until|till|up\s+to|up\s+until|through")),
        (
            "since",
            _relation(
                r"since|(?:starting|beginning|effective)(?:\s+(?:in|on|from))?|as\s+of"
                r"|(?<!date\s)(?<!dates\s)(?<!dated\s)(?<!dating\s)(?<!up\s)(?<!down\s)(?<!stems\s)from"
            ),
        ),
        ("before", _relation(r"before|prior\s+to|ahead\s+of|earlier\s+than")),
        ("after", _relation(r"after|following|later\s+than|(?:no|not)\s+(?:earlier\s+than|before)")),
    ),
    about=re.compile(
        r"(?i)\b(?:about|around|roughly|approximately|circa|ca?\.|some\s?time\s+in)\s+(?:the\s+)?$"
    ),
    future=_words(
        "will shall won['’]t plans?_to planned planning aims? aiming intends? set_to due scheduled slated "
        "expects? expected forecasts? predicts? predicted projects projected hopes? promises? promised "
        "promising pledges? pledged pledging targets? targeted goals? vows? vowed would could must deadline "
        "commits? committed upcoming to_be is_to are_to expires? takes?_effect ends begins starts opens"
    ),
    forecast=_words(
        "forecasts? forecasted predicts? predicted predictions? projects projected projections? expects? "
        "expected expectations? estimates? estimated likely could might may anticipates? anticipated"
    ),
    missed=_words("missed misses failed_to did_not_meet fell_short"),
    month=re.compile("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"),
)
