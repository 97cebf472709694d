"""What an editor may have meant by a date that cannot be read, and the forms that can.

Used only when a date has been refused, so it may take its time. No proposal is made that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

FORMS = (
    "dates are EDTF: 2003, 2003-05, 2003-05-20; 2003~ about, 2003? uncertain, 2003% both; "
    "200X the 2000s; 2003-21 to 2003-24 spring to winter, 2003-33 to 2003-36 quarters; "
    "2003/2005 from-to, 2003/.. goes on, 2003/ end not known; [2003,2005] one of these, {2003,2005} both"
)


def hint(text: str) -> str:
    """The nearest date that can be read, where one can be made out, and all forms."""
    nearest, relation = next(_readable(text), ()), ""
    if not nearest:
        nearest, relation = _in_prose(text)
    if not nearest:
        nearest = _in_words(text)
    if not nearest:
        return FORMS
    quoted = " or ".join(f"“{each}”" for each in nearest)
    return f"did you mean {quoted}{f' with `relation: {relation}`' if relation else ''}?\n{FORMS}"


_LONGEST = 60
"""No date is longer; what is, is prose, and not worth guessing at."""


def _readable(text: str, *, ranges: bool = True) -> Iterator[tuple[str, ...]]:
    """Proposals that can be read, surest first, each with its alternatives."""
    if len(text) > _LONGEST:
        return
    for alternatives in _proposals(" ".join(text.split()), ranges=ranges):
        readable = tuple(dict.fromkeys(each for each in alternatives if _can_be_read(each)))
        if readable:
            yield readable


def _can_be_read(text: str) -> bool:
    from dateline.dates.edtf import EdtfError, parse_bare

    try:
        return bool(parse_bare(text))
    except EdtfError:
        return False


def _proposals(text: str, *, ranges: bool) -> Iterator[tuple[str, ...]]:
    yield (_in_new_notation(text),)
    for pattern, rewrite in _REWRITES:
        found = pattern.fullmatch(text)
        if found:
            yield rewrite(found)
    for pattern in _RANGES if ranges else ():
        found = pattern.fullmatch(text)
        if found:
            ends = [_one(end) for end in found.groups()]
            yield ("/".join(ends), "/".join(reversed(ends)))


def _one(text: str) -> str:
    """The best single reading of a part, or the part as it is."""
    if _can_be_read(text):
        return text
    return (next(_readable(text, ranges=False), ()) or _in_prose(text)[0] or (text,))[0]


def _in_new_notation(text: str) -> str:
    """The drafts before 2019 wrote `198u`, `unknown/2006`, `1984/open`, `1984?~` and `(2004-06)?-11`."""
    if not re.fullmatch(r"(?:unknown|open|[0-9uxXyYeEpSTZ?~%/.,:^()\[\]{} -])+", text):
        return text
    text = text.replace("unknown", "").replace("open", "..").replace("?~", "%").replace("~?", "%")
    text = re.sub(r"(?<=-)\(([0-9ux]{2})\)([?~%])", r"\2\1", text.replace(" ", ""))
    return text.translate(str.maketrans("uxyep", "XXYES", "()"))


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"


def _day_or_month_first(found: re.Match[str]) -> tuple[str, ...]:
    first, mark, second, year = found.groups()
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    return (day_first,) if mark == "." else (day_first, month_first)


def _before_christ(found: re.Match[str]) -> tuple[str, ...]:
    return (f"-{int(found[1]) - 1:04}" if int(found[1]) > 1 else "0000",)


def _century(found: re.Match[str]) -> tuple[str, ...]:
    return (f"{'-' if found[2] else ''}{int(found[1]) - 1:02}XX",)


def _decade(found: re.Match[str]) -> tuple[str, ...]:
    return (f"{found[1]}X", f"{found[1][:2]}XX") if found[1].endswith("0") else (f"{found[1]}X",)


def _months_of_season(found: re.Match[str]) -> tuple[str, ...]:
    """A season in an interval or qualified, as an interval of months."""
    from dateline.dates.days import civil
    from dateline.dates.edtf import parse_bare

    whole = found[0]
    mark = next((character for character in whole if character in "?~%"), "")
    ends = re.sub(r"[?~%]", "", whole).split("/")
    if not all(_can_be_read(end) for end in ends):
        return ()
    first, last = parse_bare(ends[0]), parse_bare(ends[-1])
    (year, month, _), (last_year, last_month, _) = civil(first.earliest), civil(last.latest)
    return (f"{year:04}-{month:02}{mark}/{last_year:04}-{last_month:02}{mark}",)


def _week(found: re.Match[str]) -> tuple[str, ...]:
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return ()
    return (f"{monday}/{monday + timedelta(days=6)}",)


def _last_day(found: re.Match[str]) -> tuple[str, ...]:
    from dateline.dates.days import month_length

    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if 1 <= month <= 12:
        return (f"{found[1]}-{found[2]}-{month_length(year, month)}",) if day > 28 else ()
    return (f"{found[1]}-{found[3]}-{found[2]}",)


_QUARTERS = {"Q": 32, "T": 32, "H": 39, "S": 39}
_ERA = r"(?:B\.? ?C\.? ?(?:E\.?)?|v\. ?Chr\.?|av\. ?J\.?-C\.?|a\. ?C\.?)"
_ABOUT = (
    r"(?:c|ca|circa|about|around|roughly|approximately|approx|um|etwa|gegen|vers|environ|hacia|alrededor de)"
)

_REWRITES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, ...]]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), rewrite)
    for pattern, rewrite in (
        # Numbers not as EDTF has them.
        (r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})", lambda m: (_day(m[1], m[3], m[4]),)),
        (r"(\d{4})-(\d{2})-(\d{2})", _last_day),
        (r"(\d{4})[-./](\d{1,2})", lambda m: (f"{m[1]}-{int(m[2]):02}",)),
        (r"(\d{4})(\d{2})(\d{2})", lambda m: (_day(m[1], m[2], m[3]),)),
        (r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", _day_or_month_first),
        (r"(\d{1,2})[./-](\d{4})", lambda m: (f"{m[2]}-{int(m[1]):02}",)),
        (r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(.*)", lambda m: (f"{m[1]}T{m[2]}{m[3] or ':00'}{m[4]}",)),
        (r"(\d{4})-?W(\d{1,2})", _week),
        (r"(\d{4})[- ]?([QTHS])([1-4])", lambda m: (f"{m[1]}-{_QUARTERS[m[2].upper()] + int(m[3])}",)),
        (r"([QTHS])([1-4])[- /]*(\d{4})", lambda m: (f"{m[3]}-{_QUARTERS[m[1].upper()] + int(m[2])}",)),
        (r"Y(-?)(\d{1,4})", lambda m: (f"{m[1]}{int(m[2]):04}",)),
        (r"(-?\d{5,})", lambda m: (f"Y{m[1]}",)),
        (r"(-?)(\d{2,3})", lambda m: (f"{m[1]}{int(m[2]):04}",)),
        (r"(\d{3})(\d)u", lambda m: (f"{m[1]}{m[2]}?", f"{m[1]}X")),
        # Ends.
        (r"(\d{4}) ?[-–—]", lambda m: (f"{m[1]}/..", f"{m[1]}/")),
        (r"\.\.+ ?([^./]+)", lambda m: (f"../{_one(m[1])}",)),
        (r"([^./]+?) ?\.\.+", lambda m: (f"{_one(m[1])}/..",)),
        (r"(\d{4})[-–](\d{2})", lambda m: (f"{m[1]}/{m[1][:2]}{m[2]}",)),
        # Seasons where the standard has none.
        (r"[?~%]?\d{4}[?~%]?-[?~%]?\d\d[?~%]?(?:/[?~%]?\d{4}[?~%]?-[?~%]?\d\d[?~%]?)?", _months_of_season),
        # Sets.
        (
            r"([^,\[\]{}]+(?:, ?[^,\[\]{}]+)+)",
            lambda m: (f"[{m[1].replace(' ', '')}]", "{" + m[1].replace(" ", "") + "}"),
        ),
        (r"(\d{4}) or (\d{4})", lambda m: (f"[{m[1]},{m[2]}]",)),
        (r"(\d{4}) and (\d{4})", lambda m: ("{" + f"{m[1]},{m[2]}" + "}",)),
        # Words around numbers.
        (rf"{_ABOUT}\.? (.+)", lambda m: (f"{_one(m[1])}~",)),
        (r"(?:probably|perhaps|maybe|possibly) (.+)", lambda m: (f"{_one(m[1])}?",)),
        (r"(.+?) ?([?~%])[?~%]*", lambda m: (f"{_one(m[1])}{m[2]}",)),
        (rf"(\d{{1,4}}) ?{_ERA}", _before_christ),
        (r"(?:AD|A\.D\.) ?(\d{1,4})|(\d{1,4}) ?(?:AD|CE|A\.D\.)", lambda m: (f"{int(m[1] or m[2]):04}",)),
        (r"(?:the )?(\d{3})0['’]?s", _decade),
        (r"['’](\d)0s", lambda m: (f"19{m[1]}X",)),
        (rf"(?:the )?(\d{{1,2}})(?:st|nd|rd|th)[ -]century(?: ({_ERA}))?", _century),
    )
)

_RANGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(.+?) ?/ ?(.+)",
        r"(.+?) ?[–—] ?(.+)",
        r"(.+?) - (.+)",
        r"(\d{4})-(\d{4})",
        r"(?:from )?(.+?) (?:to|until|through|bis|à|a) (.+)",
        r"between (.+?) and (.+)",
    )
)


def _in_prose(text: str) -> tuple[tuple[str, ...], str]:
    """A date as prose has it, in any of our languages, and its relation: “until late 2023”, “3. Mai 2003”."""
    from dateline.dates.datefinder import find_dates

    written = " ".join(text.split())
    if len(written) > _LONGEST:
        return (), ""
    # With “in” before it, a bare year or month is a date to the finder.
    for language, before in (("en", ""), ("en", "in "), ("de", ""), ("fr", ""), ("es", "")):
        for found in find_dates(before + written, date(2000, 1, 1), language):
            whole = found.start in (0, len(before)) and found.end == len(before + written)
            if whole and found.basis == "year":
                return (found.edtf,), "" if found.relation == "on" else found.relation
    return (), ""


def _in_words(text: str) -> tuple[str, ...]:
    """What the `edtf` library makes of English. It guesses, so only a plain answer is taken."""
    if not re.search(r"[^\W\d_]{3}", text) or not re.search(r"\d{4}", text) or len(text) > _LONGEST:
        return ()
    from edtf import text_to_edtf

    found = text_to_edtf(text)
    return (found,) if found and "X" not in found and _can_be_read(found) else ()
