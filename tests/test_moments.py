"""Moments of different forms, made comparable."""

from __future__ import annotations

import pytest

from dateline.dates.moments import instant


@pytest.mark.parametrize(
    ("moment", "timezone", "expected"),
    [
        ("2024-04-03", "UTC", "2024-04-03T00:00:00"),
        ("2024-04-03", "Asia/Taipei", "2024-04-02T16:00:00"),
        ("2024-04-03T07:58:09", "Asia/Taipei", "2024-04-02T23:58:09"),
        ("2024-04-03T07:58:09.5+02:00", "Asia/Taipei", "2024-04-03T05:58:09"),
        ("2024-04-03T07:58Z", "Asia/Taipei", "2024-04-03T07:58:00"),
        ("0987-04-03", "UTC", "0987-04-03T00:00:00"),
    ],
)
def test_a_moment_is_told_in_utc_to_the_second(moment: str, timezone: str, expected: str) -> None:
    assert instant(moment, timezone) == expected
