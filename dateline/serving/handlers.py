"""What the server answers: pages as a host would send them, with the client's script added on the way.

Only this machine is served, by name as well as by address: a page of another site that has its own name
lead here must not read drafts.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from livereload.handlers import LiveReloadHandler
from tornado import web

from dateline.addresses import path_of
from dateline.serving import hostheaders, overlay
from dateline.serving.preview import Preview

OWN = "/.dateline/"
"""The server's own files; no page of a site can have this address."""

_CLIENT = Path(__file__).parent / "client"


def application(preview: Preview) -> web.Application:
    """Everything that is answered."""
    given = {"preview": preview}
    return web.Application(
        [
            (rf"{OWN}live", _Live, given),
            (rf"{OWN}(client\.(?:js|css))", _Client),
            (r"(/.*)", _Site, given),
        ],
        log_function=lambda handler: None,
    )


class Found(NamedTuple):
    """What an address leads to."""

    file: Path | None = None
    redirect: bool = False
    """Whether the address lacks the slash of a folder."""


def find(out: Path, address: str) -> Found:
    """The file of the site at an address without its sub-path, as a host would find it.

    Nothing outside of `out` is ever found, whatever the address, and whatever links lie in it.
    """
    parts = address.split("/")
    if ".." in parts or "." in parts or "\0" in address or "\\" in address:
        return Found()
    target = out / address.lstrip("/")
    root = out.resolve()
    try:
        if target.is_dir():
            if not (target / "index.html").is_file():
                return Found()
            if not address.endswith("/"):
                return Found(redirect=True)
            target /= "index.html"
        real = target.resolve()
        if address.endswith("/") and real.name != "index.html":
            return Found()
        return Found(real) if real.is_relative_to(root) and real.is_file() else Found()
    except (OSError, ValueError, RuntimeError):  # a name too long or of no system's, links in a circle
        return Found()


def with_client(page: bytes, build: int) -> bytes:
    """A page with the script of the client at the end of its body, where all else has run already."""
    script = scripts(build).encode()
    at = page.rfind(b"</body>")
    return page + script if at < 0 else page[:at] + script + page[at:]


def scripts(build: int) -> str:
    """The elements that are added to a page."""
    return (
        f'<link rel="stylesheet" href="{OWN}client.css">'
        f'<script type="module" src="{OWN}client.js" data-build="{build}"></script>'
    )


def is_here(host: str) -> bool:
    """Whether a Host header names this machine."""
    name = urlsplit(f"//{host}").hostname or ""
    return name in ("127.0.0.1", "localhost", "::1") or name.endswith(".localhost")


class _Site(web.StaticFileHandler):
    """Files of the site under its sub-path."""

    def initialize(self, preview: Preview) -> None:  # type: ignore[override]
        super().initialize(str(preview.out))
        self.preview = preview

    async def prepare(self) -> None:
        if not is_here(self.request.host):
            raise web.HTTPError(421)
        await self.preview.ready()

    async def get(self, path: str, include_body: bool = True) -> None:
        prefix = self.preview.path
        if path == prefix.rstrip("/") or (path == "/" and prefix != "/"):
            self.redirect(prefix)
            return
        if not path.startswith(prefix):
            raise web.HTTPError(404)
        address = "/" + path[len(prefix) :]
        found = find(self.preview.out, address)
        self._set_headers(address)
        if found.redirect:
            self.redirect(quote(prefix + address.lstrip("/")) + "/")
        elif found.file is None:
            self._not_found()
        elif found.file.suffix in (".html", ".htm"):
            self._page(found.file.read_bytes())
        else:
            relative = found.file.relative_to(self.preview.out.resolve())
            await super().get(relative.as_posix(), include_body)

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", "no-store")

    def should_return_304(self) -> bool:
        return False

    def compute_etag(self) -> None:
        """None is wanted: nothing is stored by the browser."""

    def _page(self, content: bytes) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(with_client(content, self.preview.number))

    def _not_found(self) -> None:
        self.set_status(404)
        page = self.preview.out / "404.html"
        if page.is_file():
            self._page(page.read_bytes())
            return
        told = self.preview.told
        if told["command"] == "problems":
            self.set_status(503)
        self._page(overlay.page(told).encode())

    def _set_headers(self, address: str) -> None:
        for name, value in self.preview.headers(address):
            is_policy = name.lower() == hostheaders.POLICY.lower()
            socket = f"ws://{self.request.host}"
            self.set_header(name, hostheaders.with_socket(value, socket) if is_policy else value)


class _Client(web.RequestHandler):
    """The script and the style of the client."""

    def get(self, name: str) -> None:
        types = {"client.js": "text/javascript", "client.css": "text/css"}
        self.set_header("Content-Type", f"{types[name]}; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish((_CLIENT / name).read_bytes())


class _Live(LiveReloadHandler):  # type: ignore[misc]
    """The socket of one open page."""

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def check_origin(self, origin: str) -> bool:
        return is_here(self.request.host) and is_here(urlsplit(origin).netloc)

    def on_message(self, message: str | bytes) -> None:
        try:
            told = json.loads(message)
            command = told["command"]
        except (ValueError, TypeError, KeyError):
            return
        if command == "hello":
            super().on_message(message)
        elif command == "info":
            self._join(str(told.get("url", "")), told.get("build"))

    def on_close(self) -> None:
        self.preview.hub.leave(self)

    def _join(self, url: str, build: Any) -> None:
        """A page says what it is; one that was made by an earlier build is out of date already."""
        address = unquote(urlsplit(url).path)
        page = path_of("/" + address.removeprefix(self.preview.path))
        self.preview.hub.join(self, page)
        self.send_message(self.preview.told)
        if isinstance(build, int) and build != self.preview.number:
            self.send_message({"command": "reload", "path": page, "liveCSS": False})
