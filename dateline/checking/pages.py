"""One written page to what has to be compared with the others. Pure; each page is parsed once."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

_ASKED = ":is([id],[href],[src],[srcset],img,input[type=image],meta[http-equiv=refresh])"
"""One selector: of several, with commas, an element that fits two would be found twice."""

_NEEDS_ALT = ("img", "area")


class PageFacts(NamedTuple):
    """What a page says of itself."""

    ids: frozenset[str] = frozenset()
    repeated: tuple[str, ...] = ()
    """Ids that stand on several elements."""
    links: tuple[str, ...] = ()
    """Where `<a>` and `<area>` lead, as written; each once, in order."""
    parts: tuple[str, ...] = ()
    """The files that it is made of: pictures, styles, scripts, and others that its head names."""
    no_alt: tuple[str, ...] = ()
    """Sources of pictures that have no alternative text, not even an empty one."""
    is_redirect: bool = False
    size: int = 0
    """In bytes."""
    compressed: int = 0
    """In bytes, as a host sends it; 0 where nobody asks."""


def read_page(content: bytes) -> PageFacts:
    """The facts of an HTML page. Whatever the bytes are, something is read: parsing is that of browsers."""
    ids: Counter[str] = Counter()
    links: dict[str, None] = {}
    parts: dict[str, None] = {}
    no_alt: list[str] = []
    is_redirect = False
    for node in LexborHTMLParser(content).css(_ASKED):
        attributes = node.attributes
        tag = node.tag or ""
        if name := attributes.get("id"):
            ids[name] += 1
        if tag in ("a", "area"):
            if "href" in attributes:
                links[attributes["href"] or ""] = None
        elif tag != "base":
            parts.update((part, None) for part in _parts(attributes))
        if _lacks_alt(tag, attributes):
            no_alt.append(attributes.get("src") or attributes.get("href") or "")
        is_redirect = is_redirect or (tag == "meta" and "http-equiv" in attributes)
    return PageFacts(
        ids=frozenset(ids),
        repeated=tuple(name for name, count in ids.items() if count > 1),
        links=tuple(links),
        parts=tuple(parts),
        no_alt=tuple(no_alt),
        is_redirect=is_redirect,
        size=len(content),
    )


def compressed_size(content: bytes) -> int:
    """Bytes as a host sends them: deflated in the usual way."""
    return len(zlib.compress(content, 6))


def imported(script: str) -> tuple[str, ...]:
    """The modules that a script imports by a relative path."""
    return tuple(dict.fromkeys(_IMPORT.findall(script)))


_IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*["'](\.{1,2}/[^"']+)["']""")


def _parts(attributes: dict[str, str | None]) -> tuple[str, ...]:
    named = [attributes.get("src"), attributes.get("href")]
    sets = (attributes.get("srcset") or "").split(",")
    named += [words[0] for candidate in sets if (words := candidate.split())]
    return tuple(part for part in named if part)


def _lacks_alt(tag: str, attributes: dict[str, str | None]) -> bool:
    if tag == "input":
        return attributes.get("type") == "image" and "alt" not in attributes
    if tag == "area" and "href" not in attributes:
        return False
    return tag in _NEEDS_ALT and "alt" not in attributes and attributes.get("aria-hidden") != "true"
