"""Fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from sites import SITE, SiteFolder

# How long an example takes says nothing of the program: a busy machine stops for seconds.
settings.register_profile("any speed", deadline=None)
settings.load_profile("any speed")


@pytest.fixture
def site(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """An empty site, with the clock at a fixed moment."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    monkeypatch.chdir(tmp_path)
    folder = SiteFolder(tmp_path, capsys)
    folder.write({"site.yaml": SITE})
    return folder
