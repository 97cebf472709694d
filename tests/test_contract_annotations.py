"""What the contract says of annotations, claims and anchors, seen from outside."""

from __future__ import annotations

import json
import re
from itertools import permutations
from typing import Any

import pytest
from sites import META, SITE, SiteFolder


def noted(site: SiteFolder, text: str, annotations: list[dict[str, Any]], **more: Any) -> None:
    """Writes an article with entries; JSON is YAML."""
    meta = {"annotations": annotations, **more}
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items())
    site.write({"articles/fab/meta.yaml": META + lines, "articles/fab/article.md": text})


def anchors(site: SiteFolder) -> list[tuple[str, str]]:
    """The id (from its address) and the words of each Web Annotation of the article, in order."""
    items = site.data("articles/fab/annotations.json")["items"]
    return [(i["id"].partition("#")[2], i["target"]["selector"][0]["exact"]) for i in items]


TEXT = """\
It is *one* two [three](https://example.org) four.

Five “six” seven—eight’s nine non-stop.

## Part

- ten
- eleven

| A | B |
|---|---|
| twelve | thirteen |
"""


@pytest.mark.parametrize(
    ("exact", "words"),
    [
        ("one two three", "one two three"),
        ("three four. Five", "three four.\nFive"),
        ("ten eleven", "ten\neleven"),
        ("twelve   thirteen", "twelve\nthirteen"),
        ('"six" seven', "“six” seven"),
        ("eight's nine", "eight’s nine"),
        ("non\u2011stop", "non-stop"),
        ("four.\n  Five", "four.\nFive"),
    ],
)
def test_an_anchor_may_cross_anything(site: SiteFolder, exact: str, words: str) -> None:
    """Links, emphasis, paragraphs, list items, cells; white space, marks and hyphens are folded."""
    site.write({"site.yaml": SITE + "quotes: {unattributed: ignore}\n"})
    noted(site, TEXT, [{"exact": exact, "body": "B", "id": "x"}])
    assert site.build().codes == []
    ((name, found),) = anchors(site)
    assert name == "a-x"
    assert " ".join(found.split()) == " ".join(words.split())
    page = site.page("articles/fab/index.html")
    assert page.count(' id="a-x"') == 1


@pytest.mark.parametrize(
    ("exact", "code"), [("nine non-stop. Part ten", "across-sections"), ("x = 1", "in-code")]
)
def test_an_anchor_at_an_odd_place_is_a_warning(site: SiteFolder, exact: str, code: str) -> None:
    """It is marked all the same: any words of the article may be pointed at."""
    site.write({"site.yaml": SITE + "quotes: {unattributed: ignore}\n"})
    noted(site, TEXT + "\n```\nx = 1\n```\n", [{"exact": exact, "body": "B", "id": "x"}])
    run = site.build()
    assert [(p["level"], p["code"], p["line"]) for p in run.problems] == [("warning", code, 3)]
    assert 'id="a-x"' in site.page("articles/fab/index.html")


def test_every_section_file_may_count_its_footnotes_from_one(site: SiteFolder) -> None:
    noted(site, "Lede[^1].\n\n[^1]: One.\n", [])
    site.write({"articles/fab/02-next.md": "## Next\n\nText[^1].\n\n[^1]: Two.\n"})
    assert site.build().codes == []
    assert [name for name, _ in anchors(site)] == ["a-fn-1", "a-fn-article-1"]


@pytest.mark.parametrize(
    ("exact", "nearest"),
    [("QUAKE", "quake"), ("the quakes hit", "the quake hit"), ("7.1 magnitude", "7.2 magnitude")],
)
def test_words_that_are_not_there(site: SiteFolder, exact: str, nearest: str) -> None:
    """The error has the entry's place, the nearest words with theirs, how near they are, what differs."""
    noted(site, "Lede.\n\nThen the quake hit, of\n7.2 magnitude.\n", [{"exact": exact, "body": "B"}])
    (problem,) = site.build().problems
    assert (problem["code"], problem["file"], problem["line"]) == (
        "orphan",
        "content/articles/fab/meta.yaml",
        3,
    )
    found = re.search(
        r"nearest, (\d+)% alike, at content/articles/fab/article.md:(\d+):\d+: “(.+)”", problem["hint"]
    )
    assert found is not None
    assert 50 <= int(found[1]) < 100
    assert found.group(2, 3) == ("4" if "7.2" in nearest else "3", nearest)
    assert "difference: " in problem["hint"]


@pytest.mark.parametrize(
    ("selector", "codes"),
    [
        ({"prefix": "One "}, []),
        ({"suffix": " there."}, []),
        ({"suffix": "\n there"}, []),
        ({"section": "part", "prefix": "third "}, []),
        ({"prefix": '"quoted '}, []),
        ({}, ["ambiguous"]),
        ({"section": "part"}, ["ambiguous"]),
        ({"section": "last"}, ["orphan"]),
        ({"section": "Part"}, ["unknown-section"]),
        ({"prefix": "no such"}, ["orphan"]),
    ],
)
def test_prefix_suffix_and_section(site: SiteFolder, selector: dict[str, str], codes: list[str]) -> None:
    """What stands around tells equal words apart, in the same normal form as they."""
    site.write({"site.yaml": SITE + "quotes: {unattributed: ignore}\n"})
    text = "One quake here. Another quake there.\n\n## Part\n\nA third quake, “quoted quake”.\n\n## Last\n"
    noted(site, text, [{"exact": "quake", "body": "B", **selector}])
    assert site.build().codes == codes


def test_overlapping_anchors(site: SiteFolder) -> None:
    """However they overlap, each is there and the HTML is well-formed."""
    import html5lib

    text = "alpha *beta* gamma [delta](https://example.org) epsilon."
    spans = ["alpha beta gamma", "beta gamma delta", "gamma", "gamma delta epsilon", "alpha", "beta gamma"]
    noted(site, text, [{"exact": words, "body": "B"} for words in spans])
    assert site.build().codes == []
    page = site.page("articles/fab/index.html")
    html5lib.HTMLParser(strict=True).parse(page)
    assert sorted(words for _, words in anchors(site)) == sorted(spans)
    assert all(page.count(f' id="{name}"') == 1 for name, _ in anchors(site))


def test_signs_at_one_place_stand_in_the_order_of_their_numbers(site: SiteFolder) -> None:
    """A claim that begins before a note and ends with it has the lower number, and its sign stands first."""
    claim = {"exact": "sold until late 2023", "rating": "accurate", "body": "C", "id": "sold"}
    note = {"exact": "late 2023", "body": "N", "id": "late"}
    noted(site, "It was sold until late 2023.\n", [note], claims=[claim])
    assert site.build().codes == []
    numbers = re.findall(r'role="doc-noteref"[^>]*><span>(\d+)', site.page("articles/fab/index.html"))
    assert numbers == ["1", "2"]


def test_the_same_words_may_have_several_notes(site: SiteFolder) -> None:
    """Their ids hold what tells them apart, in whatever order they are written."""
    notes = [
        {"exact": "one two", "body": "Context."},
        {"exact": "one two", "kind": "definition", "body": "Definition."},
        {"exact": "one two", "body": "More."},
    ]
    seen = set()
    for order in permutations(notes):
        noted(site, "Here one two.", list(order))
        assert site.build().codes == []
        items = site.data("articles/fab/annotations.json")["items"]
        seen.add(tuple(sorted((item["id"], item["body"][0]["value"]) for item in items)))
    ((first, *others),) = seen
    assert len({name for name, _ in (first, *others)}) == 3


def test_the_very_same_note_twice_is_an_error(site: SiteFolder) -> None:
    noted(site, "Here one two.", [{"exact": "one two", "body": "B."}] * 2)
    (problem,) = site.build().problems
    assert (problem["code"], problem["level"], problem["line"]) == ("duplicate-id", "error", 3)


def test_one_mistake_is_told_once(site: SiteFolder) -> None:
    """An id that two entries are given is one error, at the second."""
    twice = [{"exact": words, "body": "B", "id": "x"} for words in ("one", "two")]
    noted(site, "Here one two.", twice)
    assert site.build().codes == ["duplicate-id"]


def test_notes_without_words(site: SiteFolder) -> None:
    """They belong to their section, or to the article."""
    text = "Lede.\n\n## One\n\nText.\n\n## Two\n\nText.\n"
    noted(site, text, [{"section": "two", "body": "On the section."}, {"body": "On it all."}])
    assert site.build().codes == []
    page = site.page("articles/fab/index.html")
    two = page[page.index('id="two"') :]
    assert "On the section." in two
    assert "On it all." in two
    items = site.data("articles/fab/annotations.json")["items"]
    selectors = {
        item["body"]["value"] if isinstance(item["body"], dict) else item["body"][0]["value"]: item
        for item in items
    }
    assert "selector" not in json.dumps(selectors["On it all."]["target"])


def test_footnotes_are_notes_of_kind_source(site: SiteFolder) -> None:
    """With several signs, in a table, inside emphasis: one note each, every sign leads to it."""
    text = "One[^a] *two[^a]*.\n\n| C |\n|---|\n| x[^b] |\n\n[^a]: A [link](https://e.org).\n[^b]: Second.\n"
    noted(site, text, [])
    assert site.build().codes == []
    page = site.page("articles/fab/index.html")
    assert len(re.findall(r'<a class="sign sign-note kind-source"', page)) == 3
    assert len(re.findall(r'<div class="note kind-source"[^>]* id="n-a-fn-[ab]"|id="n-a-fn-[ab]"', page)) == 2
    items = site.data("articles/fab/annotations.json")["items"]
    assert [item["id"].rpartition("#")[2] for item in items] == ["a-fn-a", "a-fn-b"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Sign[^nope] here.", "unknown-footnote"),
        ("No sign.\n\n[^a]: Unused.", "unused-footnote"),
    ],
)
def test_footnotes_that_lead_nowhere(site: SiteFolder, text: str, code: str) -> None:
    noted(site, text, [])
    run = site.build()
    assert run.codes == [code]


def test_web_annotation_positions_count_in_the_visible_text(site: SiteFolder) -> None:
    """The position selector and the quote selector name the same words, over one text."""
    text = "“We *knew*,” she said.\n\n## Part\n\nIt was 7.2 [magnitude](https://e.org).[^1]\n\n[^1]: Foot.\n"
    noted(
        site,
        text,
        [{"exact": "magnitude", "body": "M"}],
        events=[{"date": "2024-04-03", "title": "Q", "exact": "7.2 magnitude"}],
        claims=[{"exact": "It was 7.2", "rating": "accurate"}],
        quotes=[{"exact": "We knew,", "speaker": "anonymous", "described": "an engineer"}],
    )
    assert site.build().codes == []
    visible = "“We knew,” she said.\nPart\nIt was 7.2 magnitude."
    page = site.data("articles/fab/annotations.json")
    assert page["type"] == "AnnotationPage"
    motivations = set()
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["target"]["source"] == "https://example.org/news/articles/fab/"
        motivations.add(item["motivation"])
        by_type = {selector["type"]: selector for selector in item["target"]["selector"]}
        place, quote = by_type["TextPositionSelector"], by_type["TextQuoteSelector"]
        assert visible[place["start"] : place["end"]] == quote["exact"]
        assert visible[: place["start"]].endswith(quote["prefix"])
        assert visible[place["end"] :].startswith(quote["suffix"])
    assert {"commenting", "assessing", "identifying"} <= motivations


def test_a_heading_may_hold_everything(site: SiteFolder) -> None:
    """A note, a claim, a quotation, an event in a section's heading: each is there once, no link is dead."""
    text = "Lede.\n\n## Plain “head words” in 2024 head {#part}\n\nText.\n\n### Sub\n\nText.\n"
    noted(
        site,
        text,
        [{"exact": "Plain", "body": "N"}, {"section": "part", "body": "O"}, {"exact": "Sub", "body": "S"}],
        claims=[{"exact": "2024 head", "rating": "accurate"}],
        events=[{"date": "2024", "title": "T", "exact": "2024"}],
        quotes=[{"exact": "head words", "speaker": "anonymous", "described": "an official"}],
    )
    assert site.build().codes == []
    page = site.page("articles/fab/index.html")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"a-plain", "n-a-plain", "q-head-words", "card-q-head-words", "n-c-2024-head", "n-a-sub"} <= set(
        ids
    )
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert "event:" not in page


@pytest.mark.parametrize(
    "text", ["[^1] begins.", "Text.\n\n[^1]", "| a |\n|---|\n| [^1] |", "`code`[^1]", "“[^1]”"]
)
def test_a_footnote_may_stand_anywhere(site: SiteFolder, text: str) -> None:
    noted(site, f"{text}\n\n[^1]: Foot.\n", [])
    assert site.build().status == 0
    page = site.page("articles/fab/index.html")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"r-a-fn-1", "n-a-fn-1"} <= set(ids)


def test_a_source_leads_to_the_notes_that_cite_it(site: SiteFolder) -> None:
    """To those on words, on a section and on the whole article; a note without sources is in no list."""
    site.write({"sources.yaml": "s: {title: Report}\n"})
    notes: list[dict[str, Any]] = [
        {"exact": "seven", "body": "B", "id": "words", "sources": ["s"]},
        {"section": "part-one", "body": "B", "id": "section", "sources": ["s"]},
        {"body": "B", "id": "article", "sources": ["s"]},
        {"exact": "nine", "body": "B", "id": "none"},
    ]
    noted(site, "Five six seven nine.\n\n## Part one {#part-one}\n\nTen.\n", notes)
    assert site.build().codes == []
    links = re.findall(
        r'cited-kind">Note</span> <a href="[^"]*#(.+?)">(.+?)</a>', site.page("sources/index.html")
    )
    assert links[:2] == [("a-words", "seven"), ("a-section", "Part one")]
    assert [anchor for anchor, _ in links[2:]] == ["a-article"]
