"""A look at site.yaml alone, for commands that need a setting and no build."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.options import Options

if TYPE_CHECKING:
    from dateline.model import Site


def site_here(options: Options) -> Site | None:
    """The site's settings, or None where none can be read; what is wrong with them is a build's to tell."""
    from dateline.reading.textfiles import read_text
    from dateline.reading.validate import read_site

    if not (options.content / "site.yaml").is_file():
        return None
    text, problems = read_text(options.content, "site.yaml")
    if problems:
        return None
    return read_site(text, "site.yaml")[0]


def today(options: Options) -> date:
    """The day it is now where the site is at home (`timezone` in site.yaml)."""
    from zoneinfo import ZoneInfo

    from dateline.dates.moments import now

    site = site_here(options)
    moment = datetime.fromisoformat(now()).replace(tzinfo=UTC)
    return moment.astimezone(ZoneInfo(site.timezone) if site and site.timezone != "UTC" else UTC).date()


def sub_path(url: str) -> str:
    """The path that a site lives under on its host, with a slash at both ends.

    >>> sub_path("https://example.org/news/")
    '/news/'
    >>> sub_path("")
    '/'
    """
    inner = urlsplit(url).path.strip("/")
    return f"/{inner}/" if inner else "/"
