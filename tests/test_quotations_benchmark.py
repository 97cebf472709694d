"""The measurement counts what it says, and the corpus's annotations are read as they are meant."""

from __future__ import annotations

from benchmarks.polnear import Article, Gold, overlap, quotes_in, right
from benchmarks.quotations import measure, report

TEXT = "Ana Ruiz spoke. “It works,” she said. Chen Wei called it “a mess.” They saw “The Dam” on Sunday.\n"


def gold(words: str, source: str, *, direct: bool = True) -> Gold:
    start = TEXT.index(words)
    at = TEXT.index(source)
    return Gold(
        start=start,
        end=start + len(words),
        direct=direct,
        source=source,
        source_spans=((at, at + len(source)),),
    )


def test_annotations_become_quotations_with_their_source() -> None:
    """A stretch in marks is direct if it is all that was annotated; a later mark may be missing."""
    text = "Ana said “it works” and that it was “a mess” then."
    lines = [
        "T1\tSource 0 3\tAna",
        "T2\tContent 9 19\t“it works”",
        "T3\tContent 24 44\tthat it was “a mess”",
        "broken",
        "T4",
        "E1\tAttribution:T9 Source:T1 Content:T2 Content2:T3",
    ]
    found = quotes_in(text, lines)
    assert [(text[q.start : q.end], q.direct, q.source) for q in found] == [
        ("“it works”", True, "Ana"),
        ("“a mess”", False, "Ana"),
    ]


def test_a_speaker_is_right_by_place_or_by_last_name() -> None:
    one = gold("“It works,”", "Ana Ruiz")
    assert right(one, "she", 4)
    assert right(one, "Ruiz", 500)
    assert right(one, "she", 500, "Dr. Ana Ruiz")
    assert not right(one, "she", 500)
    assert not right(one, "Chen Wei", 500)


def test_half_of_what_both_cover_makes_them_one() -> None:
    article = Article(id="a", text=TEXT, quotes=(gold("“It works,”", "she"),))
    assert overlap(article, 16, 27) is not None
    assert overlap(article, 16, 70) is None


def test_everything_right_is_a_hundred_per_cent() -> None:
    article = Article(
        id="a", text=TEXT, quotes=(gold("“It works,”", "she"), gold("“a mess.”", "Chen Wei", direct=False))
    )
    figures, speed = measure([article] * 3)
    lines = list(report(figures, speed))
    assert lines[1] == "direct, recall: exact 100.0, overlap 100.0"
    assert "F1 100.0" in lines[2]
    assert "end to end 100.0" in lines[4]
    assert speed > 0
