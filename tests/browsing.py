"""A browser for tests: Debian's Chromium, and a folder of pages served on loopback.

Where there is no Chromium the tests are skipped, unless DATELINE_REQUIRE_BROWSER is set.
"""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
POLICY = "default-src 'self'"
"""Pages are served under the strict policy that a build writes to `_headers`."""


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless browser of Playwright."""
    if not CHROMIUM.exists() and not os.environ.get("DATELINE_REQUIRE_BROWSER"):
        pytest.skip("no Chromium here")
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=quiet)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(folder: Path, policy: str = POLICY) -> Iterator[str]:
    """Address of `folder` on a free port of this machine; its files come with the policy."""
    handler = functools.partial(_Quiet, policy, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def __init__(self, policy: str, *request: Any, **settings: Any) -> None:
        self._policy = policy
        super().__init__(*request, **settings)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self._policy)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass
