"""The preview: what a browser is answered, and what it is told when files are saved."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sites import META, SiteFolder
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.websocket import WebSocketClientConnection, websocket_connect

from dateline.cli import main
from dateline.console import Console
from dateline.options import Options
from dateline.serving.handlers import application, find, is_here, with_client
from dateline.serving.hostheaders import headers_for, read_rules, with_socket
from dateline.serving.live import reload_for
from dateline.serving.preview import Preview, following
from dateline.serving.server import free_port, welcome

T = TypeVar("T")
DEADLINE = 20.0
"""Seconds after which a test gives up: far more than is needed."""


# --- The pure parts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "changed", "path", "styles"),
    [
        ("a/index.html", ["a/index.html"], "a/index.html", False),
        ("a/index.html", ["b/index.html", "feed.xml", "quotes.json"], None, None),
        ("a/index.html", ["a/annotations.json"], None, None),
        ("a/index.html", ["a/fab.jpg"], "a/index.html", False),
        ("a/index.html", ["a/pictures/fab.jpg"], "a/index.html", False),
        ("a/index.html", ["b/fab.jpg"], None, None),
        ("a/index.html", ["assets/css/base.css"], "assets/css/base.css", True),
        ("a/index.html", ["assets/css/base.css", "assets/js/page.js"], "a/index.html", False),
        ("a/index.html", ["assets/css/base.css", "a/index.html"], "a/index.html", False),
        ("index.html", [], None, None),
    ],
)
def test_a_page_loads_again_only_for_what_it_shows(
    page: str, changed: list[str], path: str | None, styles: bool | None
) -> None:
    message = reload_for(page, changed)
    if path is None:
        assert message is None
    else:
        assert message == {"command": "reload", "path": path, "liveCSS": styles}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A small site, something outside of it, and a link that leads there."""
    root = tmp_path / "out"
    for path in ("index.html", "a/index.html", "a/fab.jpg", ".nojekyll", "empty/x.txt"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path)
    (tmp_path / "secret.txt").write_text("secret")
    (root / "leads-out.txt").symlink_to(tmp_path / "secret.txt")
    return root


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/a/", "a/index.html"),
        ("/a/index.html", "a/index.html"),
        ("/a/fab.jpg", "a/fab.jpg"),
        ("/.nojekyll", ".nojekyll"),
        ("/a", "redirect"),
        ("/a/fab.jpg/", None),
        ("/empty/", None),
        ("/nothing", None),
        ("/../secret.txt", None),
        ("/a/../../secret.txt", None),
        ("//../secret.txt", None),
        ("/..\\secret.txt", None),
        ("/leads-out.txt", None),
        ("/a/\0", None),
        ("/" + "x" * 5000, None),
    ],
)
def test_an_address_finds_a_file_of_the_site_or_nothing(out: Path, address: str, file: str | None) -> None:
    found = find(out, address)
    assert found.redirect == (file == "redirect")
    assert found.file == (out / file if file and file != "redirect" else None)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1:8000", True),
        ("localhost:8000", True),
        ("localhost", True),
        ("[::1]:8000", True),
        ("ledger.localhost:8000", True),
        ("example.org", False),
        ("127.0.0.1.example.org", False),
        ("localhost.example.org:8000", False),
        ("", False),
    ],
)
def test_only_this_machine_is_served(host: str, here: bool) -> None:
    assert is_here(host) is here


def test_the_headers_file_is_read_as_hosts_read_it() -> None:
    rules = read_rules(
        "# all\n/*\n  X-A: 1\n  Content-Security-Policy: default-src 'self'; img-src data:\n\n"
        "/people/:name/\n  X-B: 2\n"
    )
    assert [name for name, _ in headers_for("/", rules)] == ["X-A", "Content-Security-Policy"]
    assert dict(headers_for("/people/x/", rules))["X-B"] == "2"
    assert "X-B" not in dict(headers_for("/people/x/y/", rules))
    assert dict(headers_for("/", rules))["Content-Security-Policy"] == "default-src 'self'; img-src data:"


@pytest.mark.parametrize(
    ("policy", "with_leave"),
    [
        ("default-src 'self'", "default-src 'self'; connect-src 'self' ws://h"),
        (
            "default-src 'none'; script-src 'self'",
            "default-src 'none'; script-src 'self'; connect-src 'self' ws://h",
        ),
        ("connect-src https://x.org; img-src *", "img-src *; connect-src https://x.org 'self' ws://h"),
        ("connect-src 'none'", "connect-src 'self' ws://h"),
    ],
)
def test_the_policy_is_widened_by_the_socket_alone(policy: str, with_leave: str) -> None:
    assert with_socket(policy, "ws://h") == with_leave


def test_the_script_goes_to_the_end_of_the_body() -> None:
    page = with_client("<html><body><p>“x” </body> in text</p></body></html>".encode(), 3)
    assert page.endswith(b'data-build="3"></script></body></html>')
    assert page.count(b"<script") == 1
    assert with_client(b"<p>no body", 0).startswith(b"<p>no body<link")


# --- A running server -----------------------------------------------------------------------------


class Running:
    """A preview that is served, and a browser's side of it."""

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        self.base = f"http://127.0.0.1:{port}"

    async def get(self, path: str, **request: Any) -> HTTPResponse:
        return await AsyncHTTPClient().fetch(
            HTTPRequest(self.base + path, follow_redirects=False, **request), raise_error=False
        )

    async def text(self, path: str) -> str:
        return (await self.get(path)).body.decode()

    async def open(self, path: str) -> WebSocketClientConnection:
        """The socket of a page, as the client opens it."""
        origin = {"Origin": self.base}
        connection = await websocket_connect(
            HTTPRequest(self.base.replace("http", "ws") + "/.dateline/live", headers=origin)
        )
        await connection.write_message(json.dumps({"command": "hello", "protocols": []}))
        assert (await told(connection))["command"] == "hello"
        message = {"command": "info", "url": self.base + path, "build": self.preview.number}
        await connection.write_message(json.dumps(message))
        assert (await told(connection))["command"] in ("mended", "problems")
        return connection


async def told(connection: WebSocketClientConnection) -> dict[str, Any]:
    """The next message of a socket."""
    message = await asyncio.wait_for(asyncio.ensure_future(_read(connection)), DEADLINE)
    assert isinstance(message, str)
    found: dict[str, Any] = json.loads(message)
    return found


async def _read(connection: WebSocketClientConnection) -> str | bytes | None:
    return await connection.read_message()


def options_for(site: SiteFolder) -> Options:
    return Options(site.content, site.root / "templates", site.root / ".dateline" / "preview", drafts=True)


@asynccontextmanager
async def running(site: SiteFolder) -> AsyncIterator[Running]:
    """The site of a folder, built, served and followed."""
    options = options_for(site)
    preview = Preview(options, Console(options))
    preview.take(preview.build())
    listener = free_port(0)
    assert listener is not None
    server = HTTPServer(application(preview))
    server.add_socket(listener)
    ended = asyncio.Event()
    follower = asyncio.create_task(following(preview, ended.wait))
    try:
        yield Running(preview, listener.getsockname()[1])
    finally:
        ended.set()
        await follower
        server.stop()
        await server.close_all_connections()


def with_server(site: SiteFolder, work: Callable[[Running], Awaitable[T]]) -> T:
    """Runs `work` beside a server."""

    async def main() -> T:
        async with running(site) as server:
            return await work(server)

    return asyncio.run(main())


@pytest.fixture
def ledger(site: SiteFolder) -> SiteFolder:
    """A site with an article, a draft and a page."""
    site.write(
        {
            "articles/fab/meta.yaml": META,
            "articles/fab/article.md": "The machines stood still.\n",
            "articles/next/meta.yaml": "title: Not yet\ndateline: {date: 2024-05-01}\ndraft: true\n",
            "articles/next/article.md": "A draft.\n",
            "pages/about.md": "# About\n\nUs.\n",
        }
    )
    return site


def test_the_site_is_served_as_a_host_would(ledger: SiteFolder) -> None:
    """Under its sub-path, with its headers and its 404 page, drafts among it; the files stay as written."""

    async def look(server: Running) -> None:
        root = await server.get("/")
        assert (root.code, root.headers["Location"]) == (302, "/news/")
        home = await server.get("/news/")
        assert home.code == 200
        assert "default-src 'self'" in home.headers["Content-Security-Policy"]
        assert "ws://127.0.0.1" in home.headers["Content-Security-Policy"]
        assert "Test Ledger" in home.body.decode()
        assert "/.dateline/client.js" in home.body.decode()
        assert "client.js" not in (server.preview.out / "index.html").read_text()
        assert "A draft." in await server.text("/news/articles/next/")
        folder = await server.get("/news/about")
        assert (folder.code, folder.headers["Location"]) == (302, "/news/about/")
        assert (await server.get("/news//about")).headers["Location"] == "/news/about/"
        missing = await server.get("/news/nothing/here/")
        assert missing.code == 404
        assert b"</html>" in missing.body
        assert (await server.get("/elsewhere/")).code == 404
        style = await server.get("/news/assets/css/base.css", method="HEAD")
        assert (style.code, style.headers["Content-Type"]) == (200, "text/css")
        part = await server.get("/news/assets/css/base.css", headers={"Range": "bytes=0-9"})
        assert (part.code, len(part.body)) == (206, 10)
        assert (
            (await server.get("/.dateline/client.js")).headers["Content-Type"].startswith("text/javascript")
        )

    with_server(ledger, look)
    assert not ledger.out.exists()


def test_other_names_and_other_sites_are_refused(ledger: SiteFolder) -> None:
    """A page elsewhere whose name leads to this machine reads nothing, and opens no socket."""

    async def look(server: Running) -> None:
        assert (await server.get("/news/", headers={"Host": "evil.example"})).code == 421
        for host, origin in (("evil.example", server.base), ("127.0.0.1", "http://evil.example")):
            upgrade = {
                "Host": host,
                "Origin": origin,
                "Upgrade": "websocket",
                "Connection": "Upgrade",
                "Sec-WebSocket-Key": "eA==",
                "Sec-WebSocket-Version": "13",
            }
            assert (await server.get("/.dateline/live", headers=upgrade)).code == 403

    with_server(ledger, look)


@pytest.mark.parametrize(
    "path",
    [
        "/news/../../content/site.yaml",
        "/news/%2e%2e/%2e%2e/content/site.yaml",
        "/news/..%2f..%2fcache.sqlite",
    ],
)
def test_no_address_leads_out_of_the_site(ledger: SiteFolder, path: str) -> None:
    async def ask(server: Running) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(server.base.rpartition(":")[2]))
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = await asyncio.wait_for(reader.read(), DEADLINE)
        writer.close()
        return answer

    answer = with_server(ledger, ask)
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"Test Ledger\nurl:" not in answer


def test_a_saved_section_is_shown_in_the_open_page(ledger: SiteFolder) -> None:
    """The page that shows it is told to load again; a request then gets the new words; other pages stay."""

    async def look(server: Running) -> None:
        article = await server.open("/news/articles/fab/")
        about = await server.open("/news/about/")
        ledger.write({"articles/fab/article.md": "The machines hum again.\n"})
        assert await told(article) == {
            "command": "reload",
            "path": "articles/fab/index.html",
            "liveCSS": False,
        }
        assert "The machines hum again." in await server.text("/news/articles/fab/")
        ledger.write({"pages/about.md": "# About\n\nThem.\n"})
        assert (await told(about))["path"] == "about/index.html"  # and nothing before it

    with_server(ledger, look)


def test_several_files_of_one_save_are_one_build(ledger: SiteFolder) -> None:
    names = [f"0{n}-part-{n}.md" for n in range(1, 6)]
    ready = ledger.root / "ready"
    ready.mkdir()
    for name in names:
        (ready / name).write_text(f"## Part {name[1]}\n\nWords.\n")

    async def look(server: Running) -> int:
        page = await server.open("/news/articles/fab/")
        before = server.preview.number
        for name in names:
            (ready / name).replace(ledger.content / "articles" / "fab" / name)
        await told(page)
        assert "Part 5" in await server.text("/news/articles/fab/")
        return server.preview.number - before

    assert with_server(ledger, look) == 1


def test_an_error_is_shown_and_goes_when_it_is_mended(ledger: SiteFolder) -> None:
    """It comes with file, line, caret and hint; meanwhile the last good site is served."""

    async def look(server: Running) -> None:
        page = await server.open("/news/articles/fab/")
        ledger.write({"articles/fab/meta.yaml": META + "topicks: ['<b>']\n"})
        message = await told(page)
        assert message["command"] == "problems"
        (problem,) = message["problems"]
        assert problem["head"].startswith("content/articles/fab/meta.yaml:3:1: error[unknown-key]")
        assert "topicks: ['<b>']\n   | ^" in problem["body"]
        assert "hint: did you mean `topics`?" in problem["body"]
        assert "The machines stood still." in await server.text("/news/articles/fab/")
        late = await server.open("/news/about/")  # a page that is opened now is told as well
        ledger.write({"articles/fab/meta.yaml": META})
        assert await told(page) == {"command": "mended"}
        assert await told(late) == {"command": "mended"}

    with_server(ledger, look)


def test_a_site_that_was_never_good_says_why(ledger: SiteFolder) -> None:
    """There is a page with the errors, escaped, until the site can be built."""
    ledger.write({"pages/about.md": "# About\n\n[x](/<i>gone)\n"})

    async def look(server: Running) -> None:
        first = await server.get("/news/")
        assert first.code == 503
        assert "&lt;i&gt;" in first.body.decode() or "broken-link" in first.body.decode()
        assert "<i>" not in first.body.decode()
        page = await server.open("/news/")
        ledger.write({"pages/about.md": "# About\n\nUs.\n"})
        assert (await told(page))["command"] == "mended"
        assert (await told(page))["command"] == "reload"
        assert (await server.get("/news/")).code == 200

    with_server(ledger, look)


def test_a_page_of_an_earlier_build_loads_again(ledger: SiteFolder) -> None:
    """What was saved between a page's loading and the opening of its socket is not lost."""

    async def look(server: Running) -> None:
        server.preview.number += 1
        number = server.preview.number
        server.preview.number -= 1
        late = await server.open("/news/about/")
        server.preview.number = number
        message = {"command": "info", "url": server.base + "/news/about/", "build": number - 1}
        await late.write_message(json.dumps(message))
        assert (await told(late))["command"] == "mended"
        assert (await told(late))["command"] == "reload"

    with_server(ledger, look)


def test_requests_wait_for_a_build(ledger: SiteFolder) -> None:
    """While a build is going on no page is answered; the client's own files are."""

    async def look(server: Running) -> None:
        server.preview._idle.clear()
        page = asyncio.ensure_future(server.get("/news/"))
        assert (await server.get("/.dateline/client.css")).code == 200
        assert not page.done()
        server.preview._idle.set()
        assert (await asyncio.wait_for(page, DEADLINE)).code == 200

    with_server(ledger, look)


def test_a_folder_of_templates_that_comes_later_is_seen(ledger: SiteFolder) -> None:
    """And a style that is all that changed is put in place without loading the page again."""

    async def look(server: Running) -> None:
        page = await server.open("/news/about/")
        styles = ledger.root / "templates" / "assets" / "css"
        styles.mkdir(parents=True)
        (styles / "base.css").write_text("body { color: red }\n")
        message = await told(page)
        assert message == {"command": "reload", "path": "assets/css/base.css", "liveCSS": True}
        assert await server.text("/news/assets/css/base.css") == "body { color: red }\n"

    with_server(ledger, look)


def test_a_mistake_of_the_program_does_not_end_the_preview(
    ledger: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told as an error; the next save tries again."""

    async def look(server: Running) -> None:
        page = await server.open("/news/about/")
        with monkeypatch.context() as patched:
            patched.setattr("dateline.serving.preview.build", lambda options, console: 1 // 0)
            ledger.write({"pages/about.md": "# About\n\nThem.\n"})
            message = await told(page)
        assert "error[internal-error]" in message["problems"][0]["head"]
        assert "ZeroDivisionError" in message["problems"][0]["head"]
        assert "Us." in await server.text("/news/about/")
        ledger.write({"pages/about.md": "# About\n\nAll of us.\n"})
        assert (await told(page))["command"] == "mended"
        assert (await told(page))["command"] == "reload"
        assert "All of us." in await server.text("/news/about/")

    with_server(ledger, look)


@pytest.mark.parametrize(
    ("arguments", "out", "drafts", "future"),
    [
        ((), ".dateline/preview", True, True),
        (("--published",), ".dateline/preview", False, False),
        (("--published", "--drafts"), ".dateline/preview", True, False),
        (("--out", "elsewhere"), "elsewhere", True, True),
    ],
)
def test_the_preview_has_a_folder_of_its_own(
    site: SiteFolder,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    out: str,
    drafts: bool,
    future: bool,
) -> None:
    """Drafts are shown unless asked not to, and never come among what is to be published."""
    asked: list[Options] = []

    def serve(options: Options, *, port: int, browser: bool) -> int:
        asked.append(options)
        return 0

    monkeypatch.setattr("dateline.serving.server.serve", serve)
    assert main(["serve", *arguments]) == 0
    assert asked[0].out == site.root / out
    assert (asked[0].drafts, asked[0].future) == (drafts, future)


def test_drafts_are_said_to_be_shown_only_if_they_are() -> None:
    assert welcome("http://x/", drafts=True) == "serving http://x/ (drafts are shown; Ctrl-C ends it)"
    assert welcome("http://x/", drafts=False) == "serving http://x/ (Ctrl-C ends it)"


# --- The whole program ----------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent")
def test_the_program_takes_the_next_port_and_ends_cleanly(ledger: SiteFolder) -> None:
    """A port that is taken is passed over; Ctrl-C ends it with nothing left behind, status 130."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", "dateline", "serve", "--port", str(port), "--jobs", "2"],
            cwd=ledger.root,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,
            # A suite that a script runs in the background ignores Ctrl-C, and so would what it starts.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        try:
            assert process.stdout is not None
            address = next(found for line in process.stdout if (found := re.search(r"http://\S+", line)))[0]
            assert re.fullmatch(r"http://127\.0\.0\.1:(\d+)/news/", address)
            assert f":{port}/" not in address
            os.killpg(process.pid, signal.SIGINT)
            assert process.wait(DEADLINE) == 130
        finally:
            process.kill()
            process.wait()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
