"""How likely each mention is to speak each quotation of a text, one after the other."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from dateline.quotations.features import Candidate, candidates
from dateline.quotations.model import score, shares
from dateline.quotations.reading import Reading


class Weighed(Struct, frozen=True):
    """The candidates for one unit's speaker, and how likely they are."""

    candidates: tuple[Candidate, ...]
    shares: tuple[float, ...]
    best: int
    """The most likely mention of the most likely speaker, -1 where there is none."""
    share: float
    """How likely that speaker is."""

    @property
    def tenth(self) -> int:
        """The same in tenths."""
        return min(9, int(self.share * 10))


def weigh(reading: Reading, weights: Mapping[str, float]) -> list[Weighed]:
    """The candidates of every unit, each unit knowing who most likely spoke the one before."""
    weighed = []
    before = ""
    row = reading.row
    for unit in reading.units:
        found = candidates(row, unit.token, unit.low, unit.high, before)
        chances = shares([score(weights, candidate.features) for candidate in found])
        best, share = _best(found, chances)
        before = found[best].key if best >= 0 else ""
        weighed.append(Weighed(tuple(found), tuple(chances), best, share))
    return weighed


def _best(found: list[Candidate], chances: list[float]) -> tuple[int, float]:
    """The best mention of the best speaker, and how likely it is that they spoke.

    Somebody named twice is as likely as both mentions together; a pronoun is a mention by itself.
    """
    if not found:
        return -1, 0.0
    together: dict[str, float] = {}
    keys = [c.key if c.key[:1].isupper() else str(n) for n, c in enumerate(found)]
    for key, chance in zip(keys, chances, strict=True):
        together[key] = together.get(key, 0.0) + chance
    best = max(range(len(found)), key=lambda n: (together[keys[n]], chances[n]))
    return best, together[keys[best]]
