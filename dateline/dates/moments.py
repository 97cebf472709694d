"""Moments: dates and date-times as ISO 8601 writes them, made comparable. The clock is read here alone."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, tzinfo

_FORM = "%Y-%m-%dT%H:%M:%S"


def instant(moment: str, timezone: str) -> str:
    """A date or date-time in UTC, `2024-04-03T01:00:00`; such texts sort by time.

    A date is its first second, and what has no offset is taken, in the site's time zone.
    """
    parsed = datetime.fromisoformat(moment)
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=_zone(timezone))
    return parsed.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")


def now() -> str:
    """The moment of the build, in the form of `instant`: SOURCE_DATE_EPOCH, or else the clock.

    It decides only which articles are published already; no page shows it.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = int(epoch) if epoch.isascii() and epoch.isdigit() else int(time.time())
    return datetime.fromtimestamp(moment, UTC).strftime(_FORM)


def _zone(timezone: str) -> tzinfo:
    if timezone == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    return ZoneInfo(timezone)
