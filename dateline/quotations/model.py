"""The weights that were learned, and how they are summed. Made by benchmarks/train_speakers.py."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from dateline.quotations.features import SIGNED, WORDS_OF


class Weights(Struct, frozen=True):
    """Weights of features, in logits."""

    speaker: dict[str, float]
    """Of a mention, for being the speaker of a quotation."""
    said: dict[str, float]
    """Of a quotation, for being words that somebody said."""
    said_bias: float
    said_from: float
    """The logit above which a quotation counts as said."""
    sure: float
    likely: float
    """The probability of the first candidate from which it is `sure`, or `likely`."""


_SIGNED_WEIGHT = 8.0
_WORDS_OF_WEIGHT = 5.0


@cache
def weights() -> Weights:
    """The weights shipped with the package."""
    stored = json.loads((Path(__file__).parent / "weights.json").read_text(encoding="utf-8"))
    scale = stored["scale"]
    speaker = {feature: value / scale for feature, value in stored["speaker"].items()}
    return Weights(
        speaker=speaker | {SIGNED: _SIGNED_WEIGHT, WORDS_OF: _WORDS_OF_WEIGHT},
        said={feature: value / scale for feature, value in stored["said"].items()},
        said_bias=stored["said_bias"],
        said_from=stored["said_from"],
        sure=stored["sure"],
        likely=stored["likely"],
    )


def score(table: Mapping[str, float], features: Iterable[str]) -> float:
    """The sum of the weights of those features that have one."""
    total = 0.0
    get = table.get
    for feature in features:
        total += get(feature, 0.0)
    return total


def shares(scores: Sequence[float]) -> list[float]:
    """Probabilities of candidates, of which one is right, from their scores (softmax)."""
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
