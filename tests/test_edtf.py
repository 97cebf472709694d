"""EDTF: every form of the specification, what it bounds, and what is said of a text that is no date."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.dates.days import civil, day_number, month_length
from dateline.dates.edtf import Edtf, EdtfError, parse, parse_bare

# The example table of https://www.loc.gov/standards/datetime/ (4 February 2019), in its order:
# text, level, earliest, latest, and of the ends S(tart) or E(nd): o open, u unknown.
SPECIFICATION = """
1985-04-12                  0  1985-04-12  1985-04-12
1985-04                     0  1985-04-01  1985-04-30
1985                        0  1985-01-01  1985-12-31
1985-04-12T23:20:30         0  1985-04-12  1985-04-12
1985-04-12T23:20:30Z        0  1985-04-12  1985-04-12
1985-04-12T23:20:30-04      0  1985-04-12  1985-04-12
1985-04-12T23:20:30+04:30   0  1985-04-12  1985-04-12
1964/2008                   0  1964-01-01  2008-12-31
2004-06/2006-08             0  2004-06-01  2006-08-31
2004-02-01/2005-02-08       0  2004-02-01  2005-02-08
2004-02-01/2005-02          0  2004-02-01  2005-02-28
2004-02-01/2005             0  2004-02-01  2005-12-31
2005/2006-02                0  2005-01-01  2006-02-28
Y170000002                  1  170000002-01-01  170000002-12-31
Y-170000002                 1  -170000002-01-01 -170000002-12-31
2001-21                     1  2001-03-01  2001-05-31
2001-22                     1  2001-06-01  2001-08-31
2001-23                     1  2001-09-01  2001-11-30
2001-24                     1  2001-12-01  2002-02-28
1984?                       1  1984-01-01  1984-12-31 ?
2004-06~                    1  2004-06-01  2004-06-30 ~
2004-06-11%                 1  2004-06-11  2004-06-11 ~?
201X                        1  2010-01-01  2019-12-31
20XX                        1  2000-01-01  2099-12-31
2004-XX                     1  2004-01-01  2004-12-31
1985-04-XX                  1  1985-04-01  1985-04-30
1985-XX-XX                  1  1985-01-01  1985-12-31
1985-04-12/..               1  1985-04-12  1985-04-12 Eo
1985-04/..                  1  1985-04-01  1985-04-30 Eo
1985/..                     1  1985-01-01  1985-12-31 Eo
../1985-04-12               1  1985-04-12  1985-04-12 So
../1985-04                  1  1985-04-01  1985-04-30 So
../1985                     1  1985-01-01  1985-12-31 So
1985-04-12/                 1  1985-04-12  1985-04-12 Eu
1985-04/                    1  1985-04-01  1985-04-30 Eu
1985/                       1  1985-01-01  1985-12-31 Eu
/1985-04-12                 1  1985-04-12  1985-04-12 Su
/1985-04                    1  1985-04-01  1985-04-30 Su
/1985                       1  1985-01-01  1985-12-31 Su
-1985                       1  -1985-01-01 -1985-12-31
1984~/2004-06               1  1984-01-01  2004-06-30 ~
1984/2004-06~               1  1984-01-01  2004-06-30 ~
1984~/2004~                 1  1984-01-01  2004-12-31 ~
1984?/2004%                 1  1984-01-01  2004-12-31 ~?
1984-06?/2004-08?           1  1984-06-01  2004-08-31 ?
1984-06-02?/2004-08-08~     1  1984-06-02  2004-08-08 ~?
1984-06-02?/                1  1984-06-02  1984-06-02 ?Eu
Y-17E7                      2  -170000000-01-01 -170000000-12-31
1950S2                      2  1900-01-01  1999-12-31 ~
Y171010000S3                2  171000000-01-01 171999999-12-31 ~
Y3388E2S3                   2  338000-01-01 338999-12-31 ~
2001-34                     2  2001-04-01  2001-06-30
[1667,1668,1670..1672]      2  1667-01-01  1672-12-31
[..1760-12-03]              2  1760-12-03  1760-12-03 So
[1760-12..]                 2  1760-12-01  1760-12-31 Eo
[1760-01,1760-02,1760-12..] 2  1760-01-01  1760-12-31 Eo
[1667,1760-12]              2  1667-01-01  1760-12-31
[..1984]                    2  1984-01-01  1984-12-31 So
{1667,1668,1670..1672}      2  1667-01-01  1672-12-31
{1960,1961-12}              2  1960-01-01  1961-12-31
{..1984}                    2  1984-01-01  1984-12-31 So
2004-06~-11                 2  2004-06-11  2004-06-11 ~
2004?-06-11                 2  2004-06-11  2004-06-11 ?
?2004-06-~11                2  2004-06-11  2004-06-11 ~?
2004-%06-11                 2  2004-06-11  2004-06-11 ~?
156X-12-25                  2  1560-12-25  1569-12-25
15XX-12-25                  2  1500-12-25  1599-12-25
XXXX-12-XX                  2  0000-12-01  9999-12-31
1XXX-XX                     2  1000-01-01  1999-12-31
1XXX-12                     2  1000-12-01  1999-12-31
1984-1X                     2  1984-10-01  1984-12-31
2004-06-~01/2004-06-~20     2  2004-06-01  2004-06-20 ~
2004-06-XX/2004-07-03       2  2004-06-01  2004-07-03
"""
TABLE = [tuple(line.split()) for line in SPECIFICATION.strip().splitlines()]


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_every_example_of_the_specification(row: tuple[str, ...]) -> None:
    text, level, earliest, latest, *marks = row
    flags = "".join(marks)
    found = parse(text)
    assert found.text == text
    assert found.level == int(level)
    assert (written(found.earliest), written(found.latest)) == (earliest, latest)
    assert found.approximate == ("~" in flags)
    assert found.uncertain == ("?" in flags)
    assert found.starts == ("open" if "So" in flags else "unknown" if "Su" in flags else "known")
    assert found.ends == ("open" if "Eo" in flags else "unknown" if "Eu" in flags else "known")
    assert found.kind == {"[": "one-of", "{": "all-of"}.get(text[0], "interval" if "/" in text else "date")


def written(number: int) -> str:
    year, month, day = civil(number)
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("0000", "0000-01-01", "0000-12-31", "year"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15", "day"),
        ("-03XX?", "-0399-01-01", "-0300-12-31", "century"),
        ("2XXX", "2000-01-01", "2999-12-31", "millennium"),
        ("1X84", "1084-01-01", "1984-12-31", "era"),
        ("-1950S2", "-1999-01-01", "-1900-12-31", "century"),
        ("156X-02-29", "1560-02-29", "1568-02-29", "decade"),
        ("190X-02-29", "1904-02-29", "1908-02-29", "decade"),
        ("2024-02-3X", None, None, ""),
        ("2024-0X", "2024-01-01", "2024-09-30", "year"),
        ("2024-05-1X", "2024-05-10", "2024-05-19", "month"),
        ("2024-05-3X", "2024-05-30", "2024-05-31", "month"),
        ("2001-28", "2001-12-01", "2002-02-28", "season"),
        ("2001-29", "2001-09-01", "2001-11-30", "season"),
        ("2003-30", "2003-12-01", "2004-02-29", "season"),
        ("2001-32", "2001-06-01", "2001-08-31", "season"),
        ("2023-36", "2023-10-01", "2023-12-31", "season"),
        ("2001-39", "2001-09-01", "2001-12-31", "season"),
        ("2001-40", "2001-01-01", "2001-06-30", "season"),
        ("2001-41", "2001-07-01", "2001-12-31", "season"),
        ("1964-05/2008", "1964-05-01", "2008-12-31", "year"),
        (" 1985 ", "1985-01-01", "1985-12-31", "year"),
        ("[1667, 1668]", "1667-01-01", "1668-12-31", "year"),
    ],
)
def test_bounds_beyond_the_examples(
    text: str, earliest: str | None, latest: str | None, precision: str
) -> None:
    if earliest is None:
        with pytest.raises(EdtfError):
            parse(text)
        return
    found = parse(text)
    assert (written(found.earliest), written(found.latest), found.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("2004-06-11%", "%", "%", "%"),
        ("2004-06~-11", "~", "~", ""),
        ("2004?-06-11", "?", "", ""),
        ("?2004-06-~11", "?", "", "~"),
        ("2004-%06-11", "", "%", ""),
        ("2004?-06~-11", "%", "~", ""),
        ("?2004-06~", "%", "~", ""),
    ],
)
def test_a_qualifier_to_the_right_covers_all_before_it_one_to_the_left_its_own_part(
    text: str, year: str, month: str, day: str
) -> None:
    point = parse(text).first
    assert point is not None
    assert (point.year_qualifier, point.month_qualifier, point.day_qualifier) == (year, month, day)


REFUSED = [
    # text, words of the message, words of the first line of the hint
    ("2023-02-30", "28 days", "“2023-02-28”"),
    ("2023-02-29", "28 days", "“2023-02-28”"),
    ("2024-04-31", "30 days", "“2024-04-30”"),
    ("2024-13", "no month 13", "dates are EDTF"),
    ("2024-13-05", "no month 13", "“2024-05-13”"),
    ("2024-00", "no month 00", "dates are EDTF"),
    ("2024-42", "no month 42", "“2024/2042”"),
    ("2024-2X", "no month is 2X", "dates are EDTF"),
    ("-0000", "0000 is 1 BC", "dates are EDTF"),
    ("1984u", "not a date", "“1984?” or “198X”"),
    ("198u", "not a date", "“198X”"),
    ("19uu", "not a date", "“19XX”"),
    ("201x", "not a date", "“201X”"),
    ("unknown/2006", "not a date", "“/2006”"),
    ("1984/open", "not a date", "“1984/..”"),
    ("1984?~", "not a date", "“1984%”"),
    ("y-17e7", "not a date", "“Y-17E7”"),
    ("(2004-06)?-11", "not a date", "“2004-06?-11”"),
    ("May 2003", "not a date", "“2003-05”"),
    ("3 May 2003", "not a date", "“2003-05-03”"),
    ("May 3, 2003", "not a date", "“2003-05-03”"),
    ("2024-2-1", "not a date", "“2024-02-01”"),
    ("2024/02/01", "one slash", "“2024-02-01”"),
    ("20240201", "not a date", "“2024-02-01”"),
    ("01.02.2024", "not a date", "“2024-02-01”"),
    ("03/04/2024", "one slash", "“2024-04-03” or “2024-03-04”"),
    ("1990-1995", "not a date", "“1990/1995”"),
    ("1990–95", "not a date", "“1990/1995”"),
    ("from May 2003 to June 2004", "not a date", "“2003-05/2004-06”"),
    ("c. 1920", "not a date", "“1920~”"),
    ("1920s", "not a date", "“192X”"),
    ("1900s", "not a date", "“190X” or “19XX”"),
    ("19th century", "not a date", "“18XX”"),
    ("44 BC", "not a date", "“-0043”"),
    ("476", "not a date", "“0476”"),
    ("20000", "not a date", "“Y20000”"),
    ("Y2004", "no Y", "“2004”"),
    ("Q4 2023", "not a date", "“2023-36”"),
    ("late 2023", "not a date", "“2023-36”"),
    ("by 2030", "not a date", "“2030” with `relation: by`"),
    ("until late 2023", "not a date", "“2023-36” with `relation: until`"),
    ("3. Mai 2003", "not a date", "“2003-05-03”"),
    ("fin 2023", "not a date", "“2023-36”"),
    ("abril de 2024", "not a date", "“2024-04”"),
    ("last Tuesday", "not a date", "dates are EDTF"),
    ("2024-W05", "not a date", "“2024-01-29/2024-02-04”"),
    ("2024-02-01T10:00", "not a date", "“2024-02-01T10:00:00”"),
    ("2005/2003", "2003 is before 2005", "“2003/2005”"),
    ("[1990..1980]", "1980 is before 1990", "dates are EDTF"),
    ("1667 or 1668", "not a date", "“[1667,1668]”"),
    # Not in the standard, though what is meant is plain: the hint is the same span in the standard's terms.
    ("2001-21~", "season", "“2001-03~/2001-05~”"),
    ("2023-22/2023-36", "season", "“2023-06/2023-12”"),
    ("../..", "one end at least", "dates are EDTF"),
    ("/", "one end at least", "dates are EDTF"),
    ("[..]", "before or after", "dates are EDTF"),
    ("[1667", "closes with ]", "dates are EDTF"),
    ("[]", "not a date", "dates are EDTF"),
    ("?2004?", "one qualifier", "dates are EDTF"),
    ("156X-12-25T10:00:00", "every digit", "dates are EDTF"),
    ("2024-01-01T10:00:00/2025", "not times", "dates are EDTF"),
    ("Y1E999999999", "that far", "dates are EDTF"),
    ("Y99999999999999999999", "that far", "dates are EDTF"),
    ("٢٠٢٤", "not a date", "dates are EDTF"),
    ("", "not a date", "dates are EDTF"),
    ("soon", "not a date", "dates are EDTF"),
]


@pytest.mark.parametrize(("text", "message", "nearest"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_read_is_named_with_the_nearest_that_can(
    text: str, message: str, nearest: str
) -> None:
    with pytest.raises(EdtfError) as caught:
        parse(text)
    assert f"“{text}”" in caught.value.message
    assert message in caught.value.message
    first_line, *_ = caught.value.hint.splitlines()
    assert nearest in first_line
    assert "2003/.. goes on" in caught.value.hint


def test_order_is_earliest_then_latest_and_what_goes_on_comes_after_what_ends() -> None:
    ordered = ["Y-17E7", "-03XX", "0476", "15XX", "1984/1985", "1984/..", "1984-04", "1984-04-12", "1985"]
    keys = [parse(text).sort_key for text in ordered]
    assert all(before < after for before, after in pairwise(keys))


def test_a_date_without_any_digit_of_a_year_has_no_place_in_time() -> None:
    assert not parse("XXXX-12-XX").has_year
    assert parse("1XXX-12").has_year
    assert parse("/1985").has_year


# --- Against the edtf library ---------------------------------------------------------------------

LIBRARY_DIFFERS = {
    "1984-1X": "it fails on the specification's own example",
    "2001-24": "it keeps winter inside the year",
    "1950S2": "it bounds significant digits only loosely",
    "Y171010000S3": "it bounds significant digits only loosely",
    "Y3388E2S3": "it bounds significant digits only loosely",
}


@pytest.mark.parametrize("text", [row[0] for row in TABLE if row[0] not in LIBRARY_DIFFERS])
def test_bounds_are_those_of_the_edtf_library(text: str) -> None:
    """A second, independent reader of the specification finds the same first and last day."""
    ours, theirs = parse(text), library_bounds(text)
    if ours.starts == "known":
        assert civil(ours.earliest) == theirs[0]
    if ours.ends == "known":
        assert civil(ours.latest) == theirs[1]


def library_bounds(text: str) -> tuple[Any, Any]:
    from edtf import parse_edtf

    def bound(lean: str) -> Any:
        found = parsed._strict_date(lean)
        return tuple(found[:3]) if not isinstance(found, float) else None

    parsed = parse_edtf(text)
    return bound("earliest"), bound("latest")


qualifiers = st.sampled_from(["", "?", "~", "%"])


@st.composite
def plain_dates(draw: st.DrawFn) -> str:
    """Years, months and days, as the library reads them too."""
    day = draw(st.dates(date(1, 1, 1), date(9999, 12, 31)))
    return day.isoformat()[: draw(st.sampled_from([4, 7, 10]))]


@st.composite
def dates(draw: st.DrawFn) -> str:
    """Any single date that the grammar has, whether or not it exists."""
    year = draw(
        st.one_of(
            st.from_regex(r"-?[0-9]{4}", fullmatch=True),
            st.from_regex(r"-?[0-9]{3}X|[0-9]{2}XX|[0-9X]{4}", fullmatch=True),
            st.from_regex(r"Y-?[1-9][0-9]{4,8}(S[1-9])?|[0-9]{4}S[1-4]", fullmatch=True),
        )
    )
    if "Y" in year or "S" in year or draw(st.booleans()):
        return year + draw(qualifiers)
    month = draw(st.from_regex(r"0[1-9]|1[0-2]|XX|1X|0X|2[1-9]|3[0-9]|4[01]", fullmatch=True))
    if draw(st.booleans()):
        return f"{year}-{draw(qualifiers)}{month}"
    return f"{year}-{month}-{draw(qualifiers)}{draw(st.from_regex('[0-3][0-9]|XX|[012]X', fullmatch=True))}"


@st.composite
def expressions(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["date", "interval", "one", "all"]))
    if kind == "date":
        return draw(dates())
    if kind == "interval":
        ends = st.one_of(dates(), st.sampled_from(["", ".."]))
        return f"{draw(ends)}/{draw(ends)}"
    inner = ",".join(draw(st.lists(dates(), min_size=1, max_size=4)))
    return f"[{inner}]" if kind == "one" else f"{{{inner}}}"


@settings(max_examples=40, deadline=None)
@given(plain_dates(), plain_dates(), qualifiers)
def test_plain_dates_and_intervals_agree_with_the_library(first: str, last: str, qualifier: str) -> None:
    for text in (first + qualifier, "/".join(sorted((first, last)))):
        found = parse(text)
        assert (civil(found.earliest), civil(found.latest)) == library_bounds(text)


@given(
    st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True)
    | st.builds("{:04}-{:02}-{:02}".format, st.integers(0, 3000), st.integers(0, 13), st.integers(0, 32))
)
def test_plain_dates_are_read_the_short_way_as_the_long_one(text: str) -> None:
    def outcome() -> Edtf | str:
        try:
            return parse_bare(text)
        except EdtfError as problem:
            return problem.message

    short = outcome()
    with patch("dateline.dates.edtf.plain_point", return_value=None):
        assert short == outcome()


@settings(max_examples=300, deadline=None)
@given(expressions())
def test_a_date_is_read_or_refused_and_its_bounds_are_in_order(text: str) -> None:
    try:
        found = parse(text)
    except EdtfError:
        return
    assert found.text == text
    assert found.earliest <= found.latest
    assert found.sort_key >= (found.earliest, found.latest)
    for member in found.members:
        assert member.first is None or found.earliest <= member.first.earliest <= member.first.latest
        assert member.last is None or member.last.earliest <= member.last.latest <= found.latest


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30) | st.text(alphabet="0123456789X-/.?~%[]{},YES TuB", max_size=24))
def test_no_text_does_anything_but_parse_or_raise_edtf_error(text: str) -> None:
    with suppress(EdtfError):
        assert parse(text).earliest is not None


@given(st.dates())
def test_day_numbers_are_those_of_the_calendar(day: date) -> None:
    number = (day - date(1970, 1, 1)).days
    assert day_number(day.year, day.month, day.day) == number
    assert civil(number) == (day.year, day.month, day.day)
    following = day.replace(day=28) + timedelta(days=4)
    assert month_length(day.year, day.month) == (following - timedelta(days=following.day)).day


@given(st.integers(-(10**15), 10**15))
def test_day_numbers_reach_beyond_every_calendar_library(number: int) -> None:
    assert day_number(*civil(number)) == number
    year, month, day = civil(number)
    assert civil(number + 146_097) == (year + 400, month, day)
