"""The headers that a host would send, from the `_headers` file of the site; what a preview needs beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

POLICY = "Content-Security-Policy"


class Rule(NamedTuple):
    """A header for all addresses that a pattern fits."""

    pattern: re.Pattern[str]
    name: str
    value: str


def read_rules(text: str) -> tuple[Rule, ...]:
    """The rules of a `_headers` file: a line with a pattern, then indented lines with headers."""
    return tuple(_rules(text))


def headers_for(address: str, rules: Iterable[Rule]) -> list[tuple[str, str]]:
    """Names and values for an address, rooted at the site as the file's patterns are."""
    return [(rule.name, rule.value) for rule in rules if rule.pattern.fullmatch(address)]


def with_socket(policy: str, socket: str) -> str:
    """The policy, with leave to connect to `socket` (`ws://127.0.0.1:8000`) and the same leave as before."""
    directives = [directive.split() for directive in policy.split(";") if directive.strip()]
    by_name = {words[0].lower(): words[1:] for words in directives}
    before = by_name.get("connect-src", by_name.get("default-src", ["*"]))
    allowed = dict.fromkeys([*(word for word in before if word != "'none'"), "'self'", socket])
    kept = ["; ".join(" ".join(words) for words in directives if words[0].lower() != "connect-src")]
    return "; ".join([*filter(None, kept), " ".join(["connect-src", *allowed])])


def _rules(text: str) -> Iterator[Rule]:
    pattern = None
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            pattern = _pattern(line.strip())
        elif pattern is not None and ":" in line:
            name, _, value = line.strip().partition(":")
            yield Rule(pattern, name.strip(), value.strip())


def _pattern(text: str) -> re.Pattern[str]:
    """`*` stands for anything, `:name` for one part of a path."""
    parts = re.split(r"(\*|:[A-Za-z]\w*)", text)
    made = (
        ".*" if p == "*" else "[^/]+" if p.startswith(":") and len(p) > 1 else re.escape(p) for p in parts
    )
    return re.compile("".join(made), re.DOTALL)
