"""Measures the finding of quotations and of their speakers on PolNeAR, an annotated corpus of news.

    python -m benchmarks.quotations GITDIR [dev|train]

GITDIR is a bare copy of github.com/networkdynamics/PolNeAR. What is right is decided as by the corpus's
usual measure: a span is exact if it differs in marks and blanks only, and found if it overlaps by half;
a speaker is right if the words suggested overlap the annotated ones, or name the same last name.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from benchmarks.polnear import Article, Gold, load, right, trimmed
from dateline.quotations.plain import jsonl


@dataclass
class Figures:
    """What was counted over all articles."""

    counts: Counter[str] = field(default_factory=Counter)
    by_confidence: dict[str, list[bool]] = field(default_factory=dict)

    def share(self, part: str, whole: str) -> float:
        """A count as a percentage of another."""
        return 100 * self.counts[part] / max(1, self.counts[whole])

    def f1(self, precision: tuple[str, str], recall: tuple[str, str]) -> float:
        """The harmonic mean of two such percentages."""
        p, r = self.share(*precision), self.share(*recall)
        return 2 * p * r / (p + r) if p + r else 0.0


def measure(articles: Sequence[Article]) -> tuple[Figures, float]:
    """The figures, and how many megabytes of text (as UTF-8) are read in a second of one processor."""
    lines = [json.dumps({"id": article.id, "text": article.text}) for article in articles]
    list(jsonl(lines[:2]))  # the word lists and weights are loaded once, not by the text
    started = time.process_time()
    answers = list(jsonl(lines))
    seconds = time.process_time() - started
    figures = Figures()
    for article, answer in zip(articles, answers, strict=True):
        count(article, json.loads(answer)["quotes"], figures)
    return figures, sum(len(article.text.encode()) for article in articles) / 1e6 / seconds


def count(article: Article, quotes: Sequence[dict[str, Any]], figures: Figures) -> None:
    """Adds one article: what is set aside as a scare quote or a title is not counted as suggested."""
    text = article.text
    found = [q for q in quotes if q["kind"] not in ("scare", "title") for q in _by_paragraph(q, text)]
    spans = [trimmed(text, q["start"], q["end"]) for q in found]
    gold_spans = [trimmed(text, gold.start, gold.end) for gold in article.quotes]
    counts = figures.counts
    counts["suggested"] += len(spans)
    counts["suggested exact"] += sum(span in gold_spans for span in spans)
    counts["suggested overlap"] += sum(any(_overlap(s, g) >= 0.5 for g in gold_spans) for s in spans)
    for gold, span in zip(article.quotes, gold_spans, strict=True):
        best = max(range(len(spans)), key=lambda n: _overlap(spans[n], span), default=-1)
        hit = best >= 0 and _overlap(spans[best], span) >= 0.5
        exact = span in spans
        counts.update(gold=1, found=hit, exact=exact)
        if gold.direct:
            counts.update({"direct": 1, "direct exact": exact, "direct found": hit})
        if gold.source:
            counts.update({"sourced": 1, "sourced found": hit})
            if hit:
                _count_speaker(gold, found[best], figures)


def _count_speaker(gold: Gold, quote: dict[str, Any], figures: Figures) -> None:
    ok = right(gold, quote["speaker_text"] or "", quote["speaker_start"], quote["resolved"] or "")
    figures.counts["right"] += ok
    figures.by_confidence.setdefault(quote["confidence"], []).append(ok)
    mentions = [(c["speaker_text"], c["speaker_start"], c["resolved"] or "") for c in quote["candidates"]]
    figures.counts["right of three"] += any(right(gold, *mention) for mention in mentions)


def _by_paragraph(quote: dict[str, Any], text: str) -> Iterator[dict[str, Any]]:
    """The corpus annotates a quotation over several paragraphs one by one."""
    at = quote["start"]
    for part in text[quote["start"] : quote["end"]].split("\n"):
        if part.strip(' >\t"”“„'):
            yield {**quote, "start": at, "end": at + len(part)}
        at += len(part) + 1


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def report(figures: Figures, speed: float) -> Iterator[str]:
    """The figures as lines of text."""
    share, counts = figures.share, figures.counts
    yield f"annotated: {counts['direct']} direct, {counts['gold']} in all; suggested: {counts['suggested']}"
    exact, found = share("direct exact", "direct"), share("direct found", "direct")
    yield f"direct, recall: exact {exact:.1f}, overlap {found:.1f}"
    for how, part in (("exact", "exact"), ("overlap", "found")):
        precision, recall = (f"suggested {how}", "suggested"), (part, "gold")
        yield (
            f"all, {how}: precision {share(*precision):.1f}, recall {share(*recall):.1f}, "
            f"F1 {figures.f1(precision, recall):.1f}"
        )
    yield (
        f"speaker: right {share('right', 'sourced found'):.1f} of {counts['sourced found']} found, "
        f"of three {share('right of three', 'sourced found'):.1f}, end to end {share('right', 'sourced'):.1f}"
    )
    for confidence in ("sure", "likely", "guess"):
        judged = figures.by_confidence.get(confidence, [])
        among = 100 * len(judged) / max(1, counts["sourced found"])
        yield f"  {confidence}: {among:.1f} % of them, right {100 * sum(judged) / max(1, len(judged)):.1f} %"
    yield f"speed: {speed:.2f} MB/s on one processor"


def main(git_dir: str, part: Literal["dev", "train"] = "dev") -> None:
    """Prints the figures for a part of the corpus."""
    print("\n".join(report(*measure(list(load(git_dir, part))))))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["dev"], ["train"]):
        sys.exit(__doc__)
    main(sys.argv[1], "train" if sys.argv[2:] == ["train"] else "dev")
