"""Fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import SITE, SiteFolder


@pytest.fixture
def site(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """An empty site, with the clock at a fixed moment."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    monkeypatch.chdir(tmp_path)
    folder = SiteFolder(tmp_path, capsys)
    folder.write({"site.yaml": SITE})
    return folder
