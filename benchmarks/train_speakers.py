"""Learns the weights of dateline/quotations/weights.json from the train part of PolNeAR.

    python -m benchmarks.train_speakers GITDIR

GITDIR is a bare copy of github.com/networkdynamics/PolNeAR. Needs numpy and scipy, which nothing else
here does. No text of the corpus is kept: a feature is a pattern of word classes with at most two words,
and one that occurs in fewer than MIN_DOCUMENTS documents is dropped.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.polnear import Article, Gold, load, overlap, right
from dateline.quotations.features import candidates
from dateline.quotations.find import find
from dateline.quotations.kinds import looks_of, surely_said
from dateline.quotations.model import score
from dateline.quotations.plain import read_plain
from dateline.quotations.reading import read
from dateline.quotations.weighing import weigh
from dateline.quotations.words import words_for

# Looked up by name: only this script needs them, and they need not be there to check it.
np: Any = import_module("numpy")
sp: Any = import_module("scipy.sparse")
minimize: Any = import_module("scipy.optimize").minimize

MIN_DOCUMENTS = 3
SCALE = 100
FOLDS = 5


class Example:
    """A quotation in one paragraph, with the candidates for its speaker."""

    def __init__(self, article: int, attributed: bool) -> None:
        self.article = article
        self.attributed = attributed
        self.features: list[list[str]] = []
        self.right: list[bool] = []


class Read:
    """An article read for its speakers."""

    def __init__(self, number: int, article: Article) -> None:
        self.number = number
        self.article = article
        plain = read_plain(article.text)
        self.text = plain.text
        self.quotations, _ = find(plain.text, plain.blocks)
        self.reading = read(plain.text, self.quotations, plain.blocks, words_for("en"))
        self.units = [u for u in self.reading.units if self.quotations[u.quotation].nested_in is None]
        self.gold = [overlap(article, unit.start, unit.end) for unit in self.units]


def examples_of(own: Read) -> list[Example]:
    """The quotations of an article, each told who really spoke before."""
    out = []
    row = own.reading.row
    before = ""
    for unit, gold in zip(own.units, own.gold, strict=True):
        example = Example(own.number, gold is not None)
        found = candidates(row, unit.token, unit.low, unit.high, before)
        example.features = [candidate.features for candidate in found]
        before = ""
        if gold is not None and gold.source:
            for candidate in found:
                start, end = row.starts[candidate.at], row.ends[candidate.at]
                example.right.append(right(gold, own.article.text[start:end], start))
                if example.right[-1] and not before:
                    before = candidate.key
        out.append(example)
    return out


class Table:
    """Features by number, and rows of them as a sparse matrix."""

    def __init__(self, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
        seen: dict[str, set[int]] = defaultdict(set)
        for document, features in rows:
            for feature in features:
                if len(seen[feature]) < MIN_DOCUMENTS:
                    seen[feature].add(document)
        kept = sorted(feature for feature, documents in seen.items() if len(documents) >= MIN_DOCUMENTS)
        self.numbers = {feature: number for number, feature in enumerate(kept)}

    def keep(self, features: set[str]) -> None:
        """Drops all other features."""
        self.numbers = {feature: number for number, feature in enumerate(sorted(features))}

    def matrix(self, rows: Sequence[Sequence[str]]) -> Any:
        """One row for each list of features."""
        places, columns = [], []
        for place, features in enumerate(rows):
            for feature in features:
                column = self.numbers.get(feature)
                if column is not None:
                    places.append(place)
                    columns.append(column)
        ones = np.ones(len(places))
        return sp.csr_matrix((ones, (places, columns)), shape=(len(rows), len(self.numbers)))


def learn_speaker(examples: Sequence[Example], penalty: float, keep: int) -> dict[str, float]:
    """Weights that make the right mentions likely among all (log-linear), the `keep` heaviest of them."""
    usable = [example for example in examples if any(example.right)]
    table = Table([(e.article, features) for e in usable for features in e.features])
    weights: Any = None
    for last in (False, True):
        matrix = table.matrix([features for e in usable for features in e.features])
        first = np.cumsum([0] + [len(e.features) for e in usable])
        group = np.repeat(np.arange(len(usable)), np.diff(first))
        good = np.concatenate([np.array(e.right, float) for e in usable])

        def loss(
            w: Any, matrix: Any = matrix, first: Any = first, group: Any = group, good: Any = good
        ) -> Any:
            scores = matrix @ w
            powers = np.exp(scores - np.maximum.reduceat(scores, first[:-1])[group])
            total = np.add.reduceat(powers, first[:-1])
            hit = np.add.reduceat(powers * good, first[:-1])
            slope = powers / total[group] - powers * good / hit[group]
            return -np.log(hit / total).sum() + penalty / 2 * w @ w, matrix.T @ slope + penalty * w

        weights = minimize(
            loss, np.zeros(len(table.numbers)), jac=True, method="L-BFGS-B", options={"maxiter": 120}
        ).x
        if not last:
            counts = np.asarray(matrix.sum(axis=0)).ravel()
            worth = np.abs(weights) * np.sqrt(counts)
            best = set(np.argsort(-worth)[:keep].tolist())
            table.keep({feature for feature, number in table.numbers.items() if number in best})
    return {feature: float(weights[number]) for feature, number in table.numbers.items()}


def learn_said(
    rows: Sequence[tuple[int, list[str], bool]], penalty: float, keep: int
) -> tuple[dict[str, float], float]:
    """Weights that tell words said from others (logistic), the `keep` heaviest, and the bias."""
    table = Table([(document, features) for document, features, _ in rows])
    truth = np.array([said for _, _, said in rows], float)
    weights: Any = None
    for last in (False, True):
        matrix = sp.hstack(
            [table.matrix([features for _, features, _ in rows]), np.ones((len(rows), 1))]
        ).tocsr()

        def loss(w: Any, matrix: Any = matrix) -> Any:
            scores = matrix @ w
            chance = 1 / (1 + np.exp(-scores))
            cost = np.logaddexp(0, scores) - truth * scores
            free = w.copy()
            free[-1] = 0
            return cost.sum() + penalty / 2 * free @ free, matrix.T @ (chance - truth) + penalty * free

        weights = minimize(
            loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}
        ).x
        if not last:
            counts = np.asarray(matrix.sum(axis=0)).ravel()[:-1]
            worth = np.abs(weights[:-1]) * np.sqrt(counts)
            best = set(np.argsort(-worth)[:keep].tolist())
            table.keep({feature for feature, number in table.numbers.items() if number in best})
    return {feature: float(weights[number]) for feature, number in table.numbers.items()}, float(weights[-1])


def patterns(text: str) -> Iterator[Article]:
    """The texts of speaker_patterns.txt as annotated articles."""
    for number, line in enumerate(text.splitlines()):
        if not line or line.startswith("#"):
            continue
        body, _, speakers = line.partition("|")
        body = body.replace("/", "\n")
        quotes = []
        marked = re.finditer(r"“[^”]*”", body)
        for found, speaker in zip(marked, speakers.split(";"), strict=True):
            times, _, name = speaker.strip().rpartition(":")
            if name == "-":
                continue
            start = -1
            for _ in range(int(times or 1)):
                start = body.index(name, start + 1)
            span = (start, start + len(name))
            quotes.append(
                Gold(start=found.start(), end=found.end(), direct=True, source=name, source_spans=(span,))
            )
        yield Article(id=f"pattern {number}", text=body, quotes=tuple(quotes))


def main(git_dir: str) -> None:
    """Learns from the train part and the patterns, and writes the weights."""
    made_up = list(patterns(Path(__file__).with_name("speaker_patterns.txt").read_text(encoding="utf-8")))
    articles = list(load(git_dir, "train"))
    from_corpus = len(articles)
    articles += made_up * PATTERN_WEIGHT
    reads = [Read(number, article) for number, article in enumerate(articles)]
    examples = [examples_of(own) for own in reads]
    said_rows: list[tuple[int, list[str], bool]] = []
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        # What the speaker's weights say of articles they were not learned from is what they will be
        # worth elsewhere: on that the second model and the confidence rest.
        others = [e for number, found in enumerate(examples) if number % FOLDS != fold for e in found]
        speaker = learn_speaker(others, PENALTY, KEEP)
        for own in reads:
            if own.number % FOLDS != fold:
                continue
            for unit, gold, scored in zip(own.units, own.gold, weigh(own.reading, speaker), strict=False):
                place = own.text, own.reading.row, unit.token, unit.start, unit.end
                if not surely_said(*place):
                    said_rows.append((own.number, looks_of(*place, scored.tenth), gold is not None))
                if gold is not None and gold.source and not own.article.id.startswith("pattern"):
                    at = scored.candidates[scored.best].at if scored.candidates else -1
                    start, end = (own.reading.row.starts[at], own.reading.row.ends[at]) if at >= 0 else (0, 0)
                    ok = at >= 0 and right(gold, own.article.text[start:end], start)
                    judged.append((scored.share, ok))
    print(f"held out: right speaker {sum(ok for _, ok in judged) / len(judged):.3f} of {len(judged)}")
    logits: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        said, bias = learn_said([row for row in said_rows if row[0] % FOLDS != fold], SAID_PENALTY, SAID_KEEP)
        held_out = [row for row in said_rows if row[0] % FOLDS == fold and row[0] < from_corpus]
        logits += [(bias + score(said, features), truth) for _, features, truth in held_out]
    said, bias = learn_said(said_rows, SAID_PENALTY, SAID_KEEP)
    speaker = learn_speaker([e for found in examples for e in found], PENALTY, KEEP)
    stored: dict[str, Any] = {
        "made_by": "benchmarks/train_speakers.py",
        "scale": SCALE,
        "said_bias": round(bias, 3),
        "said_from": round(_best_cut(logits), 2),
        "sure": round(_cut_for(judged, SURE), 3),
        "likely": round(_cut_for(judged, LIKELY), 3),
        "said": _rounded(said),
        "speaker": _rounded(speaker),
    }
    target = Path(__file__).parent.parent / "dateline" / "quotations" / "weights.json"
    target.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    for name in ("sure", "likely"):
        share = sum(share >= stored[name] for share, _ in judged) / len(judged)
        print(f"held out: {name} for {share:.3f}")
    print({key: value for key, value in stored.items() if not isinstance(value, dict)})
    print(len(stored["said"]), len(stored["speaker"]), target.stat().st_size)


SURE, LIKELY = 0.975, 0.94  # so many of those with such a share or more are right
PATTERN_WEIGHT = 16  # so often is each pattern shown
PENALTY, KEEP = 3.0, 8000
SAID_PENALTY, SAID_KEEP = 5.0, 2000


def _best_cut(logits: Sequence[tuple[float, bool]]) -> float:
    """The logit above which words count as said, so that F1 is highest."""
    total = sum(truth for _, truth in logits)
    best, cut, hits = 0.0, 0.0, 0
    for count, (logit, truth) in enumerate(sorted(logits, reverse=True), 1):
        hits += truth
        f1 = 2 * hits / (count + total)
        if f1 > best:
            best, cut = f1, logit
    return cut


def _cut_for(judged: Sequence[tuple[float, bool]], precision: float) -> float:
    """The least share such that of all with it or more, that many are right."""
    best, hits = 1.0, 0
    for count, (share, ok) in enumerate(sorted(judged, reverse=True), 1):
        hits += ok
        if hits / count >= precision:
            best = share
    return best


def _rounded(table: dict[str, float]) -> dict[str, int]:
    rounded = {feature: round(weight * SCALE) for feature, weight in sorted(table.items())}
    return {feature: value for feature, value in rounded.items() if value}


if __name__ == "__main__":
    main(sys.argv[1])
