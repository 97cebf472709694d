"""Starts and ends the server: the port, the first build, Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import webbrowser
from contextlib import suppress

from dateline.console import Console
from dateline.options import Options
from dateline.serving.preview import Preview, following

HOST = "127.0.0.1"
_TRIES = 100
"""So many ports are tried, from the one that was asked for on."""


def serve(options: Options, *, port: int, browser: bool) -> int:
    """Builds, serves and follows until it is interrupted or terminated. Raises KeyboardInterrupt then.

    Returns 2 if there is no free port.
    """
    console = Console(options)
    sockets = free_port(port)
    if sockets is None:
        print(f"dateline serve: no port from {port} to {port + _TRIES - 1} is free", file=sys.stderr)
        return 2
    with sockets:
        preview = Preview(options, console)
        first = preview.build()  # before there is any thread: worker processes can be forked then
        preview.take(first)
        address = f"http://{HOST}:{sockets.getsockname()[1]}{preview.path}"
        asyncio.run(_run(preview, sockets, console, address, browser=browser))
    return 0


def free_port(first: int) -> socket.socket | None:
    """A socket that listens on `first`, or on the next port that is free; 0 takes any."""
    for port in range(first, min(first + _TRIES, 65536)):
        with suppress(OSError):
            return _listening(port)
    return None


def _listening(port: int) -> socket.socket:
    """Raises OSError if the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere this would share a port that is taken
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setblocking(False)
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def welcome(address: str, *, drafts: bool) -> str:
    """What is said once the site can be seen."""
    return f"serving {address} ({'drafts are shown; ' if drafts else ''}Ctrl-C ends it)"


async def _run(
    preview: Preview, listener: socket.socket, console: Console, address: str, *, browser: bool
) -> None:
    from tornado.httpserver import HTTPServer

    from dateline.serving.handlers import application

    server = HTTPServer(application(preview))
    server.add_socket(listener)
    console.say(welcome(address, drafts=preview.options.drafts))
    if browser:
        webbrowser.open(address)
    ended = asyncio.Event()
    with suppress(NotImplementedError):  # Windows
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    try:
        await following(preview, ended.wait)
    finally:
        server.stop()
        await server.close_all_connections()
