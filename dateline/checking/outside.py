"""Links to other sites, tried one by one: several hosts at once, each host in turn and with a pause.

What is certain (there is no such page, no such host) is told apart from what is not: many hosts turn
programs away that they would serve to a reader.
"""

from __future__ import annotations

import socket
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Literal, NamedTuple
from urllib.parse import quote, urlsplit

from dateline import __version__

_AT_ONCE = 8
_SECONDS = 10.0
PAUSE = 0.5
"""Seconds between two questions to one host."""

_GONE = (404, 410)
_ASK_AGAIN = (400, 403, 404, 405, 406, 501)
"""Answers to HEAD after which GET is tried: not every server knows HEAD."""


class Answer(NamedTuple):
    """What became of an address."""

    address: str
    verdict: Literal["good", "dead", "unsure"]
    reason: str = ""


def try_links(
    addresses: Iterable[str], *, pause: float = PAUSE, seconds: float = _SECONDS
) -> Iterator[Answer]:
    """An answer for every address, as they come in. `seconds` is the time limit of one question."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(urlsplit(address).netloc.lower(), []).append(address)
    answers: SimpleQueue[Answer] = SimpleQueue()
    stop = threading.Event()

    def ask(group: list[str]) -> None:
        for address in group:
            if stop.is_set():
                return
            answers.put(try_link(address, seconds))
            stop.wait(pause if address is not group[-1] else 0)

    pool = ThreadPoolExecutor(_AT_ONCE)
    try:
        for group in by_host.values():
            pool.submit(ask, group)
        for _ in range(sum(map(len, by_host.values()))):
            yield answers.get()
    finally:  # also when it is interrupted: no question is begun any more
        stop.set()
        pool.shutdown(wait=False, cancel_futures=True)


def try_link(address: str, seconds: float = _SECONDS) -> Answer:
    """Asks for one address, for its head first."""
    full = f"https:{address}" if address.startswith("//") else address
    try:
        status = _status(full, "HEAD", seconds)
        if status in _ASK_AGAIN:
            status = _status(full, "GET", seconds)
    except Exception as problem:  # whatever another's server does, the check goes on
        return _failed(address, problem)
    if status < 400:
        return Answer(address, "good")
    return Answer(address, "dead" if status in _GONE else "unsure", f"the host answers {status}")


def _status(address: str, method: str, seconds: float) -> int:
    """The status after redirects. The page itself is not read."""
    safe = quote(address.partition("#")[0], safe="%/:=&?~#+!$,;'@()*[]")
    headers = {"User-Agent": f"dateline-check/{__version__}", "Accept": "*/*"}
    request = urllib.request.Request(safe, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def _failed(address: str, problem: Exception) -> Answer:
    reason = problem.reason if isinstance(problem, urllib.error.URLError) else problem
    if isinstance(reason, socket.gaierror):
        no_such_host = reason.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
        return Answer(address, "dead" if no_such_host else "unsure", "its host cannot be found")
    if isinstance(reason, ConnectionRefusedError):
        return Answer(address, "dead", "its host refuses the connection")
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Answer(address, "unsure", f"its certificate is not valid: {reason.verify_message}")
    if isinstance(reason, TimeoutError):
        return Answer(address, "unsure", "its host does not answer in time")
    return Answer(address, "unsure", f"{type(reason).__name__}: {reason}")
