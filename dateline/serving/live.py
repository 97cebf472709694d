"""The sockets of the open pages, in the LiveReload protocol: who looks at what, and who must load again."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from typing import Any, Protocol

_DATA = (".json", ".xml", ".ics", ".txt", ".md")
"""Files that no page shows."""


class Socket(Protocol):
    """What is asked of an open socket."""

    def send_message(self, message: dict[str, Any]) -> None:
        """Sends an object as JSON."""


class Hub:
    """The open pages. Used by the server's loop alone."""

    def __init__(self) -> None:
        self._pages: dict[Socket, str] = {}

    def join(self, socket: Socket, page: str) -> None:
        """A page was opened; `page` is its path in the site, `articles/x/index.html`."""
        self._pages[socket] = page

    def leave(self, socket: Socket) -> None:
        """A page was closed."""
        self._pages.pop(socket, None)

    def tell(self, message: dict[str, Any]) -> None:
        """Sends a message to every page."""
        for socket in tuple(self._pages):
            socket.send_message(message)

    def reload(self, changed: Collection[str]) -> None:
        """Has those pages load again that show something of the changed files."""
        for socket, page in tuple(self._pages.items()):
            how = reload_for(page, changed)
            if how is not None:
                socket.send_message(how)


def reload_for(page: str, changed: Collection[str]) -> dict[str, Any] | None:
    """The message for an open page when files of the site have changed; None if it does not show them.

    >>> reload_for("about/index.html", ["articles/x/index.html"]) is None
    True
    >>> reload_for("about/index.html", ["assets/css/base.css"])["path"]
    'assets/css/base.css'
    """
    shown = [path for path in changed if _is_shown(page, path)]
    if not shown:
        return None
    styles_only = all(path.endswith(".css") for path in shown)
    return {"command": "reload", "path": shown[0] if styles_only else page, "liveCSS": styles_only}


def _is_shown(page: str, path: str) -> bool:
    """Whether a page may show a file: it is its own, or beside it, or used by all pages."""
    if path == page:
        return True
    if path.endswith((".html", *_DATA)):
        return False
    folder = posixpath.dirname(page)
    return path.startswith("assets/") or posixpath.dirname(path).startswith(folder)
