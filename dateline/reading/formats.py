"""Values of a certain form: dates, web addresses, paths, language tags.

Each check takes a text and gives it back, in its usual form, or raises FormatError with what is wrong and a
proposal. No file is looked at; only `time_zone` asks the system's time zone database.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

__all__ = [
    "Check",
    "FormatError",
    "content_path",
    "edtf",
    "encoded_address",
    "language_tag",
    "link_address",
    "moment",
    "navigation_address",
    "picture_address",
    "site_address",
    "site_path",
    "source_text",
    "time_zone",
    "web_address",
]

Check = Callable[[str], str]


class FormatError(ValueError):
    """A text without the form that is asked for."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


# --- Dates -----------------------------------------------------------------------------------------


def moment(text: str) -> str:
    """An ISO 8601 date, or date-time to the second with its offset where one is given (RFC 3339)."""
    found = _MOMENT.fullmatch(text)
    if not found:
        raise FormatError(f"“{text}” is not a date as YYYY-MM-DD, or date and time", _date_hint(text))
    year, month, day, hour, minute, second, utc, sign, offset_hour, offset_minute = found.groups()
    _calendar_date(text, int(year), int(month), int(day))
    if hour is None:
        return text
    try:
        datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
    except ValueError as problem:
        hint = "hours go to 23, minutes and seconds to 59"
        raise FormatError(f"“{text}” has no such time", hint) from problem
    zone = "Z" if utc else ""
    if sign:
        zone = f"{sign}{offset_hour}:{offset_minute or '00'}"
        if int(offset_hour) > 14 or int(offset_minute or 0) > 59:
            raise FormatError(f"“{text}” has an offset that no place keeps", "as in +08:00 or -04:30")
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"


def edtf(text: str) -> str:
    """A date in the Extended Date/Time Format, as given (Library of Congress, 4 February 2019)."""
    found = _PLAIN_DATE.fullmatch(text)
    if found and found[1] != "0000":
        year, month, day = found.groups()
        if month is None or (day is None and 1 <= int(month) <= 12):
            return text
        if day is not None:
            _calendar_date(text, int(year), int(month), int(day))
            return text
    from dateline.dates.edtf import EdtfError, parse

    try:
        parse(text)
    except EdtfError as problem:
        raise FormatError(problem.message, problem.hint or _date_hint(text)) from problem
    return text


_MOMENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?(?:([Zz])|([+-])(\d\d):?(\d\d)?))?)?",
    re.ASCII,
)
_PLAIN_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_LOOSE_DATE = re.compile(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})", re.ASCII)
_WORDED_DATE = re.compile(r"(?:(\d{1,2})\.? )?([A-Za-z]{3,9})\.? (?:(\d{1,2}),? )?(\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _calendar_date(text: str, year: int, month: int, day: int) -> None:
    try:
        date(year, month, day)
    except ValueError as problem:
        what = f"month {month}" if not 1 <= month <= 12 else f"day {day} in that month"
        raise FormatError(f"“{text}” is no date of the calendar", f"there is no {what}") from problem


def _date_hint(text: str) -> str:
    """The date that was probably meant, or what a date looks like."""
    year = month = day = 0
    if found := _LOOSE_DATE.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif (found := _WORDED_DATE.fullmatch(text)) and found[2][:3].lower() in _MONTHS:
        year, month = int(found[4]), _MONTHS.index(found[2][:3].lower()) + 1
        day = int(found[1] or found[3] or 0)
    if 1 <= month <= 12 and 1 <= day <= 31:
        return f"did you mean {year:04}-{month:02}-{day:02}?"
    if 1 <= month <= 12:
        return f"did you mean {year:04}-{month:02}?"
    return "write it as 2024-04-03"


# --- Addresses and paths -----------------------------------------------------------------------------


def web_address(text: str) -> str:
    """An absolute http or https address; what an address cannot hold is percent-encoded."""
    if _WEB.fullmatch(text):
        return encoded_address(text)
    if re.match(r"https?:", text, re.IGNORECASE):
        hint = "an address has no spaces: write %20" if " " in text else "as in https://example.org/page"
        raise FormatError(f"“{text}” is not a whole web address", hint)
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?", text):
        raise FormatError(f"“{text}” is not an absolute address", f"did you mean https://{text}?")
    raise FormatError(f"“{text}” is not a web address", "it starts with https:// or http://")


def encoded_address(address: str) -> str:
    """An address with what it cannot hold percent-encoded.

    >>> encoded_address("https://example.org/a b?q=|")
    'https://example.org/a%20b?q=%7C'
    """
    return _NOT_IN_ADDRESSES.sub(lambda found: f"%{ord(found[0]):02X}", address)


def site_address(text: str) -> str:
    """The absolute address of the site, with a slash at its end."""
    address = web_address(text)
    if "?" in address or "#" in address:
        raise FormatError(
            f"“{text}” is the address of a page, not of a site", "leave out what follows ? or #"
        )
    return address if address.endswith("/") else f"{address}/"


def link_address(text: str) -> str:
    """Where a link may lead: an absolute web address, a mail address, or a path."""
    scheme = _SCHEME.match(text)
    if scheme and scheme[0].lower() in ("http:", "https:"):
        return web_address(text)
    if scheme and scheme[0].lower() not in ("mailto:", "article:"):
        raise FormatError(f"a link cannot lead to `{scheme[0]}`", "it starts with https:// or with /")
    if any(c.isspace() for c in text) or "\\" in text:
        raise FormatError(f"“{text}” is not an address", "an address has no spaces and no backslashes")
    return text


def navigation_address(text: str) -> str:
    """Where an entry of the navigation leads: as `link_address`, but rooted, for it stands on every page."""
    if text.startswith("article:"):
        return f"/articles/{text.removeprefix('article:').strip('/')}/"
    address = f"https:{text}" if text.startswith("//") else link_address(text)
    if not address.startswith("/") and not _SCHEME.match(address):
        rooted = f", as in /{address}/" if re.fullmatch("[a-z0-9-]+", address) else ""
        hint = f"write it from the site's root{rooted}"
        raise FormatError(f"“{text}” does not say from where: every page has the navigation", hint)
    return address


def picture_address(text: str) -> str:
    """A picture for the whole site: a web address, or a file of content/static by its path from the root."""
    if text.startswith("//"):
        return web_address(f"https:{text}")
    if (scheme := _SCHEME.match(text)) and scheme[0].lower() not in ("http:", "https:"):
        hint = "put the picture into static/ and name it, as in /logo.svg"
        raise FormatError(f"“{text}” is not the address of a picture", hint)
    address = link_address(text)
    return address if scheme else "/" + address.removeprefix("static/").lstrip("/")


def site_path(text: str) -> str:
    """A path from the site's root, as in `/old/address/`."""
    hint = "write it from the site's root: /old/address/"
    if not text.startswith("/") or text.startswith("//"):
        raise FormatError(f"“{text}” is not a path that starts with one slash", hint)
    if text == "/":
        raise FormatError("`/` is the front page", hint)
    parts = text.split("/")
    if ".." in parts or "." in parts or "\\" in text or any(c in text for c in '?#%:*|<>"') or " " in text:
        raise FormatError(f"“{text}” is not a plain path", hint)
    return text if text.endswith("/") or "." in parts[-1] else f"{text}/"


def content_path(text: str) -> str:
    """A file below the folder at hand, with forward slashes."""
    if _SCHEME.match(text) or text.startswith(("/", "\\")):
        raise FormatError(f"“{text}” is not a file of this folder", "copy the file there and give its name")
    if "\\" in text:
        raise FormatError(f"“{text}” has a backslash", f"write {text.replace(chr(92), '/')}")
    parts = text.split("/")
    if ".." in parts:
        raise FormatError(f"“{text}” leads out of its folder", "copy the file there and give its name")
    path = "/".join(part for part in parts if part not in ("", "."))
    if not path:
        raise FormatError(f"“{text}” is no file", "give the name of a file")
    return path


def source_text(text: str) -> str:
    """A file of content/sources/ that quotations can be checked against."""
    path = content_path(text)
    if not path.endswith((".txt", ".md")):
        stem = path.rpartition(".")[0] or path
        raise FormatError(
            f"“{text}” is neither a .txt nor a .md file, and no other is read",
            f"put its words into a text file, {stem}.txt, and name that",
        )
    return path


_NOT_IN_ADDRESSES = re.compile(r'["<>\\^`{|}\x00-\x20]')
_WEB = re.compile(r"https?://[^\s/?#\\@\"<>^`{|}]+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


# --- Language and time zone --------------------------------------------------------------------------


def language_tag(text: str) -> str:
    """A BCP 47 language tag, by its shape."""
    if _LANGUAGE.fullmatch(text):
        return text
    could_be = text.strip().replace("_", "-").partition(".")[0]
    if _LANGUAGE.fullmatch(could_be):
        raise FormatError(f"“{text}” is not a language tag", f"did you mean {could_be}?")
    raise FormatError(f"“{text}” is not a language tag", "as in en, en-GB, de or zh-Hant")


def time_zone(text: str) -> str:
    """A name of the IANA time zone database, such as Asia/Taipei."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if text == "UTC":
        return text
    hint = "as in Asia/Taipei, Europe/Berlin or UTC"
    if not _ZONE.fullmatch(text):
        raise FormatError(f"“{text}” is not the name of a time zone", hint)
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        if _has_zones():
            raise FormatError(f"there is no time zone “{text}”", hint) from problem
    return text


def _has_zones() -> bool:
    """Whether this system has a time zone database at all; without one every name is taken as it is."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("Europe/Berlin")
    except ZoneInfoNotFoundError:
        return False
    return True


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z][A-Za-z0-9_+-]*)*")
