"""Long lists cut into pages: what fits on one, and how its readers get to the next.

No page may be over 300 KB, so lists are cut by what their items will weigh once rendered. The weights are
estimates made before rendering (a page's view must not depend on its bytes), kept on the safe side.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from dateline.building.plan import View

T = TypeVar("T")

PAGE_BUDGET = 220_000
"""Bytes of list on one page: what is left of 300 KB after the frame around it, and room for error."""


class Pager(View, frozen=True, kw_only=True):
    """Where a page stands among the pages of one long list."""

    number: int
    count: int
    first: str
    """Address of the first page."""
    previous: str = ""
    next: str = ""
    last: str = ""


class Letter(View, frozen=True, kw_only=True):
    """A letter of an alphabetical list."""

    id: str
    """`a` to `z`, or `other`."""
    label: str
    count: int = 0
    url: str = ""
    """Where its entries stand."""


def cut(items: Iterable[T], weight: Callable[[T], int], budget: int = PAGE_BUDGET) -> list[tuple[T, ...]]:
    """The items in order, in as few runs as fit the budget greedily; an item over it gets its own run."""
    runs: list[tuple[T, ...]] = []
    run: list[T] = []
    filled = 0
    for item in items:
        size = weight(item)
        if run and filled + size > budget:
            runs.append(tuple(run))
            run, filled = [], 0
        run.append(item)
        filled += size
    if run:
        runs.append(tuple(run))
    return runs


def pager(addresses: Sequence[str], index: int) -> Pager | None:
    """The pager of page `index` (from 0) among `addresses`; none where there is one page only."""
    if len(addresses) < 2:
        return None
    return Pager(
        number=index + 1,
        count=len(addresses),
        first=addresses[0],
        previous=addresses[index - 1] if index else "",
        next=addresses[index + 1] if index + 1 < len(addresses) else "",
        last=addresses[-1],
    )


def numbered(address: str, count: int) -> list[str]:
    """Addresses of the pages of a list that begins at `address`: `/x/`, `/x/2/`, `/x/3/` ..."""
    return [address if n == 1 else f"{address}{n}/" for n in range(1, count + 1)]


def weight_of(*texts: str) -> int:
    """Bytes that texts take in an HTML page, escaping included."""
    return weight_of_bytes("".join(texts).encode())


def weight_of_bytes(text: bytes) -> int:
    """The same of a text in UTF-8."""
    return 6 * len(text) - 5 * len(text.translate(None, _ESCAPED))


_ESCAPED = b"&<>\"'"


def folded(name: str) -> str:
    """A name as it is sorted: without accents and case, the same on every machine.

    >>> folded("Öztürk, Éva")
    'ozturk, eva'
    """
    if name.isascii():
        return name.lower()
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_WHOLE_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ı": "i"}
)
"""Letters that Unicode does not take apart."""


def letter_of(name: str) -> str:
    """Id of the letter that a name is listed under: `a` to `z`, or `other`."""
    first = folded(name)[:1]
    return first if "a" <= first <= "z" else "other"


def letter_label(letter: str) -> str:
    """A letter as it is shown."""
    return "#" if letter == "other" else letter.upper()
