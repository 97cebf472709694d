"""The generated sites are the same every time, and what their metadata points at is there once."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from benchmarks import prose, sites
from benchmarks.measure import Cost, Failed, run
from benchmarks.tables import table

WORLD = prose.world(3, 40)


@pytest.mark.parametrize("number", range(12))
def test_what_is_pointed_at_occurs_once(number: int) -> None:
    article = prose.article(3, number, WORLD)
    pointed_at = [
        *(part for quotation in article.quotations for part in quotation.parts),
        *(note.exact for note in article.annotations),
        *(event.exact for event in article.events),
    ]
    assert [exact for exact in pointed_at if article.text.count(exact) != 1] == []


def test_a_generator_that_fails_ends_the_measuring(tmp_path: Path) -> None:
    """With what it said; nothing goes on looking at its memory."""
    before = threading.active_count()
    with pytest.raises(Failed, match="no room"):
        run([sys.executable, "-c", "raise SystemExit('no room')"], tmp_path, memory=True)
    assert threading.active_count() == before


def test_articles_have_the_size_that_was_agreed() -> None:
    articles = [prose.article(3, number, WORLD) for number in range(30)]
    words = sum(len(article.text.split()) for article in articles) / len(articles)
    assert words == pytest.approx(prose.WORDS, rel=0.05)
    for article in articles:
        counts = (
            len(article.sections),
            len(article.quotations),
            len(article.annotations),
            len(article.events),
        )
        assert counts == (14, 8, 8, 6)


def test_the_same_seed_gives_the_same_site(tmp_path: Path) -> None:
    def files(folder: Path) -> dict[str, bytes]:
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    for write in (sites.write_dateline, sites.write_pelican, sites.write_hugo):
        write(tmp_path / write.__name__ / "one", 3, prose.world(3, 3))
        write(tmp_path / write.__name__ / "two", 3, prose.world(3, 3))
        one = files(tmp_path / write.__name__ / "one")
        assert one == files(tmp_path / write.__name__ / "two")
        assert len(one) >= 4


def test_the_table_has_our_share_of_the_others_time() -> None:
    costs = {("dateline", "cold"): Cost(2.0, 4.0, 10**8), ("hugo", "cold"): Cost(4.0, 4.0, 10**8)}
    assert "| cold | dateline | 2.00 | 4.00 | 100 | 0.50 |" in table(
        10, ["dateline", "hugo"], ["cold"], costs
    )
