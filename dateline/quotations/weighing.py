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
    """The most likely of them, -1 where there is none."""

    @property
    def share(self) -> float:
        """How likely the most likely one is."""
        return self.shares[self.best] if self.best >= 0 else 0.0

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
        best = max(range(len(chances)), key=chances.__getitem__) if chances else -1
        before = found[best].key if best >= 0 else ""
        weighed.append(Weighed(tuple(found), tuple(chances), best))
    return weighed
