"""What a build did, counted, and the one line that tells it."""

from __future__ import annotations

from typing import NamedTuple


class Counts(NamedTuple):
    """What the site holds."""

    pages: int = 0
    """HTML pages."""
    articles: int = 0
    attributed: int = 0
    set_aside: int = 0
    unattributed: int = 0
    annotations: int = 0
    events: int = 0
    warnings: int = 0

    def as_text(self) -> str:
        """The numbers as the cache keeps them."""
        return " ".join(map(str, self))

    @classmethod
    def from_text(cls, text: str) -> Counts:
        """What `as_text` gave."""
        return cls(*map(int, text.split()))


def summary_line(counts: Counts, written: int, seconds: float) -> str:
    """The summary of a build that wrote some of the pages."""
    quotations = (
        f"quotations: {counts.attributed:,} attributed, {counts.set_aside:,} set aside,"
        f" {counts.unattributed:,} unattributed"
    )
    return "; ".join(
        (
            f"{counted(written, 'page')} written, {counts.pages - written:,} unchanged",
            counted(counts.articles, "article"),
            quotations,
            counted(counts.annotations, "annotation"),
            counted(counts.events, "event"),
            counted(counts.warnings, "warning"),
            f"{seconds:.2f} s",
        )
    )


def counted(number: int, one: str) -> str:
    """`1 page`, `2 pages`, `1,000 pages`."""
    return f"{number:,} {one if number == 1 else one + 's'}"
