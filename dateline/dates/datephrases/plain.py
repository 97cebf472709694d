"""Plain dates, the same in every language but for its words: days, months, years, parts of years, decades."""

from __future__ import annotations

import re

from msgspec import Struct

from dateline.dates.datephrases.rules import (
    Basis,
    Language,
    Rule,
    Saying,
    Scene,
    century,
    nearest_year,
    on_day,
    roman,
    rule,
)

YEAR = r"(?<![\d.,$€£-])(?:1[0-9]{3}|20[0-9]{2})(?![0-9%])(?![.,-][0-9])"


class Words(Struct, frozen=True, kw_only=True):
    """A language's words, as parts of patterns. Its patterns are matched without regard to case."""

    months: tuple[str, ...]
    """Twelve patterns, without a group."""
    day: str
    """A day's number with what the language sets after it."""
    of: str = r"\s+"
    """Between day, month and year."""
    parts: tuple[tuple[str, int], ...]
    """Pattern before a year, and the code of the part: early, middle, late, seasons."""
    decade: str
    """With a group `digits` of a year's first three digits, or `short` of the third."""
    century: str
    """With a group `number`, and a group `bc` where it is before Christ."""
    is_roman: bool = True
    before_christ: str
    """After a year."""
    year_after: str
    """Words before a bare year that show that it is one."""
    range: tuple[str, str]
    """Before the first of two years, and between them."""


def rules(words: Words) -> tuple[Rule, ...]:
    """The rules that a language's words make."""
    month = rf"(?P<month>{'|'.join(words.months)})(?!\w)"

    def month_number(found: re.Match[str]) -> int:
        return next(n for n, name in enumerate(words.months, 1) if re.fullmatch(name, found["month"], re.I))

    def full_day(found: re.Match[str], scene: Scene) -> Saying | None:
        number, day = month_number(found), int(re.sub(r"\D", "", found["day"]))
        basis: Basis = "year" if found["year"] else "yearless"
        year = int(found["year"]) if found["year"] else nearest_year(number, day, scene)
        return on_day(year, number, day, 0.95 if found["year"] else 0.8, basis)

    def iso_day(found: re.Match[str], scene: Scene) -> Saying | None:
        return on_day(int(found[1]), int(found[2]), int(found[3]), 0.98)

    def dotted_day(found: re.Match[str], scene: Scene) -> Saying | None:
        return on_day(int(found[3]), int(found[2]), int(found[1]), 0.9)

    def month_of_year(found: re.Match[str], scene: Scene) -> Saying | None:
        return Saying(edtf=f"{found['year']}-{month_number(found):02}", confidence=0.93)

    def part_of_year(found: re.Match[str], scene: Scene) -> Saying | None:
        for pattern, code in words.parts:
            if re.fullmatch(pattern, found["part"].strip(), re.I):
                return Saying(edtf=f"{found['year']}-{code}", confidence=0.9)
        return None

    def years(found: re.Match[str], scene: Scene) -> Saying | None:
        first, last = found["first"], found["last"]
        return Saying(edtf=f"{first}/{last}", confidence=0.85) if first < last else None

    def decade(found: re.Match[str], scene: Scene) -> Saying | None:
        groups = found.groupdict()
        return Saying(edtf=(groups["digits"] or f"19{groups['short']}") + "X", confidence=0.9)

    def century_of(found: re.Match[str], scene: Scene) -> Saying | None:
        groups = found.groupdict()
        number = roman(groups["number"]) if words.is_roman else int(groups["number"])
        return Saying(edtf=century(number, before_christ=bool(groups["bc"])), confidence=0.9)

    def before_christ(found: re.Match[str], scene: Scene) -> Saying | None:
        number = int(found["year"])
        return Saying(edtf="0000" if number == 1 else f"-{number - 1:04}", confidence=0.95)

    def year(found: re.Match[str], scene: Scene) -> Saying | None:
        return Saying(edtf=found["year"], confidence=0.8)

    between, joined = words.range
    return tuple(
        rule(why, "(?i)" + pattern, read)
        for why, pattern, read in (
            ("an ISO date", r"(?<![\d/-])([12]\d{3})-(\d\d)-(\d\d)(?![\d-])", iso_day),
            ("a full date", r"(?<![\d.])(\d\d?)[./](\d\d?)[./]([12]\d{3})(?![\d.])", dotted_day),
            (
                "a full date",
                rf"(?<![\d.,])(?P<day>{words.day}){words.of}{month}(?:{words.of}(?P<year>{YEAR}))?",
                full_day,
            ),
            ("a month", rf"\b{month}{words.of}(?P<year>{YEAR})", month_of_year),
            (
                "a part of a year",
                rf"\b(?P<part>{'|'.join(pattern for pattern, _ in words.parts)})[\s-]*(?P<year>{YEAR})",
                part_of_year,
            ),
            ("a decade", words.decade, decade),
            ("a century", words.century, century_of),
            ("a year of an era", rf"(?<!\d)(?P<year>[1-9]\d{{0,3}})\s*{words.before_christ}", before_christ),
            ("years", rf"{between}(?P<first>{YEAR})\s+{joined}\s+(?P<last>{YEAR})", years),
            ("years", r"(?<![\d.,-])(?P<first>1\d{3}|20\d\d)[–-](?P<last>1\d{3}|20\d\d)(?![\d-])", years),
            ("a year", rf"(?<!\w)(?:{words.year_after})\s+(?P<date>(?P<year>{YEAR}))", year),
        )
    )


def relation(words: str) -> re.Pattern[str]:
    """Words that stand before a date, with an article between at the most."""
    return re.compile(rf"(?i)(?<!\w)(?:{words})\s*$")


def cue(words: str) -> re.Pattern[str]:
    """Words (parts of patterns) anywhere in a sentence."""
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(words.split())})(?!\w)")


def language(
    words: Words,
    *,
    relations: tuple[tuple[str, str], ...],
    about: str,
    future: str,
    forecast: str,
    missed: str,
) -> Language:
    """A language of plain dates."""
    return Language(
        rules=rules(words),
        hint=re.compile(r"\d|[IVX]+e?r?\s|[IVX]\b"),
        relations=tuple((name, relation(pattern)) for name, pattern in relations),
        about=re.compile(rf"(?i)(?<!\w)(?:{about})\s*$"),
        future=cue(future),
        forecast=cue(forecast),
        missed=cue(missed),
    )
