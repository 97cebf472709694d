"""PolNeAR, a corpus of annotated political news, read from a bare git directory; and what counts as right.

The corpus (github.com/networkdynamics/PolNeAR) states no licence: it is read where it lies, and no
text of it is kept here. Its `test` part is left unread.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

COMMIT = "c3eee833c035bf7b8c84f55b58c0bf7346cfae76"


@dataclass(frozen=True, kw_only=True)
class Gold:
    """A stretch in double quotation marks inside words that the annotators attributed."""

    start: int
    end: int
    direct: bool
    """Whether the annotated words are the stretch and nothing else."""
    source: str = ""
    """The annotated source (a name, a pronoun, a description), or nothing."""
    source_spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article and its annotated quotations in order of place."""

    id: str
    text: str
    quotes: tuple[Gold, ...] = field(default=())


def load(git_dir: str, part: Literal["train", "dev"]) -> Iterator[Article]:
    """The articles of a part of the corpus, by name."""
    names = _git(git_dir, "ls-tree", "-r", "--name-only", COMMIT, f"data/{part}").decode().splitlines()
    annotated: dict[str, str] = {}
    for name in names:
        found = re.fullmatch(rf"data/{part}/attributions/(.+)_[0-9a-f]{{4}}\.ann", name)
        if found:
            annotated.setdefault(found[1], name)  # several annotators: the first by name
    for article, name in sorted(annotated.items()):
        text = _git(git_dir, "show", f"{COMMIT}:data/{part}/text/{article}.txt").decode()
        lines = _git(git_dir, "show", f"{COMMIT}:{name}").decode().splitlines()
        yield Article(id=article, text=text, quotes=tuple(quotes_in(text, lines)))


def quotes_in(text: str, lines: list[str]) -> list[Gold]:
    """The quotations of an article, from the lines of its annotation file (brat's format)."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[list[str]] = []
    for line in lines:
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 1 and " " in fields[1]:
            ranges = fields[1].split(" ", 1)[1].split(";")
            spans[fields[0]] = [(int(a), int(b)) for a, b in (pair.split() for pair in ranges)]
        elif line.startswith("E") and len(fields) > 1:
            events.append(fields[1].split())
    quotes = []
    for event in events:
        roles: dict[str, list[tuple[int, int]]] = {"Source": [], "Content": []}
        for argument in event:
            role, _, name = argument.partition(":")
            role = role.rstrip("0123456789")
            if role in roles:
                roles[role] += spans.get(name, [])
        source = sorted(roles["Source"])
        for start, end in sorted(roles["Content"]):
            for first, last in _in_marks(text, start, end):
                quotes.append(
                    Gold(
                        start=first,
                        end=last,
                        direct=first - start <= 1 and end - last <= 2,
                        source=text[source[0][0] : source[0][1]] if source else "",
                        source_spans=tuple(source),
                    )
                )
    return sorted(quotes, key=lambda gold: gold.start)


def overlap(article: Article, start: int, end: int) -> Gold | None:
    """The annotated quotation that a range is, by half of what both cover at least."""
    own = trimmed(article.text, start, end)
    best = max(article.quotes, key=lambda gold: _shared(own, article, gold), default=None)
    return best if best is not None and _shared(own, article, best) >= 0.5 else None


def right(gold: Gold, mention: str, start: int | None, resolved: str = "") -> bool:
    """Whether a suggestion names the annotated source: it overlaps it, or has the same last name."""
    if start is not None and any(start < b and a < start + len(mention) for a, b in gold.source_spans):
        return True
    names = last_names(resolved or mention)
    return bool(names) and names[-1] in last_names(gold.source)


def last_names(words: str) -> list[str]:
    """The capitalised words that may be names."""
    words = re.sub(r"[’']s\b", "", words)
    found = re.findall(r"[A-ZÄÖÜÉ][\w’'.-]+", words)
    return [word for word in found if word.lower().strip(".") not in _NO_NAMES]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the marks and blanks at its ends."""
    while end > start and text[end - 1] in " \n\t'\"”’“«»":
        end -= 1
    while start < end and text[start] in " \n\t'\"”’“„«»‘":
        start += 1
    return start, end


_NO_NAMES = frozenset(
    "the a an mr mrs ms dr sen gov rep president said who of and he she they it we i you".split()  # noqa: SIM905
)


def _shared(own: tuple[int, int], article: Article, gold: Gold) -> float:
    start, end = trimmed(article.text, gold.start, gold.end)
    both = min(own[1], end) - max(own[0], start)
    return both / (max(own[1], end) - min(own[0], start)) if both > 0 else 0.0


def _git(git_dir: str, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", git_dir, *arguments], capture_output=True, check=True).stdout


def _in_marks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches in double marks, one mark opening and the next closing; the last may stay open."""
    found = []
    opened = -1
    for at in range(start, end):
        if opened < 0 and text[at] in '"“':
            opened = at
        elif opened >= 0 and text[at] in '"”':
            found.append((opened, at + 1))
            opened = -1
    if opened >= 0 and end - opened > 2:
        found.append((opened, end))
    return found
