"""Which files of the site must be written: a page is stale when its fingerprint or its file has changed.

A fingerprint stands for all that a page is made from: its view, the bodies it shows, the frame around
it, and the templates that it extends, includes or imports. Hashing what a page is given is the whole of
dependency tracking.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from dateline.building.plan import Page
from dateline.digests import Hasher

_NAMED = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(?P<what>.*?)[-+]?%\}", re.DOTALL)
_LITERAL = re.compile(
    r"""\s*(?P<open>\(\s*)?(["'])(?P<name>[^"'\\]+)\2\s*(?(open)\))\s*"""
    r"(?:ignore\s+missing\s*)?(?:with(?:out)?\s+context\s*)?(?:(?:import|as)\b.*)?",
    re.DOTALL,
)


def template_fingerprints(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """By template: what stands for it and for all that it reads, directly or through others.

    `sources` are the texts of all templates by name. A template that names another by an expression
    counts as reading every one of them.
    """
    everything = frozenset(sources)
    reads = {name: _reads(source, everything) for name, source in sources.items()}
    return {name: _digest_of_all(sorted(_closure(name, reads)), sources) for name in sources}


def fingerprint_with(page: Page, view: bytes, frame: bytes, templates: Mapping[str, bytes]) -> bytes:
    """16 bytes that stand for all that the page is made from; its view and the frame come encoded."""
    hasher = Hasher()
    hasher.update(page.template.encode())
    hasher.update(templates.get(page.template, b""))
    if not page.template.startswith("make:"):
        hasher.update(frame)
    hasher.update(msgspec.msgpack.encode((page.path, page.bodies)))
    hasher.update(view)
    return hasher.digest()


def _reads(source: bytes, everything: frozenset[str]) -> frozenset[str]:
    """The templates that a template names."""
    named: set[str] = set()
    for found in _NAMED.finditer(source.decode("utf-8", "replace")):
        literal = _LITERAL.fullmatch(found["what"])
        if literal is None:
            return everything
        named.add(literal["name"])
    return frozenset(named)


def _closure(name: str, reads: Mapping[str, frozenset[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting += reads.get(current, ())
    return seen


def _digest_of_all(names: list[str], sources: Mapping[str, bytes]) -> bytes:
    hasher = Hasher()
    for name in names:
        source = sources.get(name, b"")
        hasher.update(f"{name}\0{len(source)}\0".encode() + source)
    return hasher.digest()
