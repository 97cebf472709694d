"""Moments of different forms, made comparable."""

from __future__ import annotations

import pytest
from sites import SiteFolder

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


@pytest.mark.parametrize("epoch", ["253402300800", "99999999999999999", "9" * 5000, "-1", "yesterday"])
@pytest.mark.parametrize("command", [("build", "--no-cache"), ("new", "T"), ("check", "--today")])
def test_a_moment_that_cannot_be_is_refused(
    site: SiteFolder,
    command: tuple[str, ...],
    epoch: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(SystemExit) as ended:
        site.run(*command)
    assert ended.value.code == 2
    assert "SOURCE_DATE_EPOCH: whole seconds since 1970 are needed" in capsys.readouterr().err


@pytest.mark.parametrize("epoch", ["", "0", "0001750000000", "253370764799"])
def test_any_other_moment_may_be_now(site: SiteFolder, epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    site.write({"site.yaml": "title: T\nurl: https://x.org/\ntimezone: Pacific/Kiritimati\n"})
    assert site.run("new", "T").status == 0
    assert site.build().status == 0
