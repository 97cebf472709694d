"""What the contract says of quotations, seen from outside: quotes.json, ids on the page, errors."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sites import META, SITE, SiteFolder

from dateline.analyse.sourcewords import words_of_markdown

PEOPLE = """\
ana-ruiz: {name: Ana Ruiz, role: director, organization: fab-co}
fab-co: {name: Fab Co, kind: organization}
"""


def said(site: SiteFolder, text: str, quotes: list[dict[str, Any]], **files: str) -> None:
    """Writes an article with entries; JSON is YAML."""
    site.write(
        {
            "people.yaml": PEOPLE,
            "articles/fab/meta.yaml": META + f"quotes: {json.dumps(quotes, ensure_ascii=False)}\n",
            "articles/fab/article.md": text,
            **{path.replace("__", "/"): content for path, content in files.items()},
        }
    )


def ana(exact: str | list[str], **more: str) -> dict[str, Any]:
    return {"exact": exact, "speaker": "ana-ruiz", **more}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "“We knew,” she said.", "direct"),
        ("en", "‘We knew’, she said. ‘Then we left.’", "direct"),
        ("en", "She called it “a long day” for all.", "partial"),
        ("de", "„We knew“, sagte sie.", "direct"),
        ("fr", "« We knew », dit-elle.", "direct"),
        ("es", "«We knew», dijo.", "direct"),
    ],
)
def test_kind_is_found_out_in_every_language(site: SiteFolder, language: str, text: str, kind: str) -> None:
    site.write({"site.yaml": SITE + f"language: {language}\nquotes: {{unattributed: ignore}}\n"})
    said(site, text, [ana("a long day" if "long" in text else "We knew")])
    assert site.build().codes == []
    assert site.quotations()[0]["kind"] == kind


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("The words here,", "and the words here and"),
        ("the [new] words here", "the old words here"),
        ("[T]he … here", "the words are here"),
        ("it’s ‘so’ — now", 'it\'s "so" -- now'),
        ("two paragraphs here", "two\n\nparagraphs here"),
    ],
)
def test_what_may_differ_from_the_source(site: SiteFolder, words: str, source: str) -> None:
    site.write({"sources.yaml": "s: {title: S, text: s.txt}\n", "sources/s.txt": source})
    site.write({"site.yaml": SITE + "quotes: {unattributed: ignore}\n"})
    said(site, f"He said “{words}” to her.", [ana(words, source="s")])
    assert site.build().codes == []
    assert site.quotations()[0]["verified"] is True


@pytest.mark.parametrize(
    ("words", "source", "nearest"),
    [
        ("the WORDS here", "the words here", "the words here"),
        ("the words, here", "the words here", "the words here"),
        ("the word", "the words here", "the words"),
        ("in colour", "in color now", "in color"),
        ("words are here", "the words here", "words here"),
    ],
)
def test_what_may_not(site: SiteFolder, words: str, source: str, nearest: str) -> None:
    """The error has the nearest words of the source, with their line, and what differs."""
    site.write({"sources.yaml": "s: {title: S, text: s.txt}\n", "sources/s.txt": f"One.\n\n{source}\n"})
    said(site, f"He said “{words}” to her.", [ana(words, source="s")])
    (problem,) = site.build().problems
    assert problem["code"] == "not-in-source"
    assert f"nearest in content/sources/s.txt:3: “{nearest}”" in problem["hint"]
    assert "[-" in problem["hint"] or "{+" in problem["hint"]
    assert "('" not in problem["hint"]


def test_a_source_that_is_no_text_is_an_error_once(site: SiteFolder) -> None:
    """Whether quotations name it or not: nothing could be checked against it, and nobody would know."""
    site.write({"sources.yaml": "s: {title: S, text: s.txt}\nt: {title: T, text: s.txt}\n"})
    said(site, "She called it “the long day” there.", [ana("the long day", source="s")])
    text = site.content / "sources/s.txt"
    text.parent.mkdir()
    text.write_bytes(b"One.\nNothing \xff here.\n")
    for command in ("build", "check"):
        found = [p for p in site.run(command, "--format", "json").problems if p["level"] == "error"]
        assert [(p["code"], p["file"], p["line"], p["column"]) for p in found] == [
            ("bad-encoding", "content/sources/s.txt", 2, 9)
        ]
    text.write_bytes("She called it the long day.\n".encode("utf-16"))
    (problem,) = (p for p in site.build().problems if p["level"] == "error")
    assert (problem["code"], "UTF-16" in problem["hint"]) == ("bad-encoding", True)
    text.write_text("She called it the long day.\n", "utf-8")
    assert site.build().status == 0
    assert [q["verified"] for q in site.quotations() if q["source"]] == [True]


def test_a_source_may_be_markdown(site: SiteFolder) -> None:
    """Its markup is not part of its words."""
    site.write({"sources.yaml": "s: {title: S, text: s.md}\n"})
    site.write({"sources/s.md": "# Call\n\n> It was **the** *long* [day](https://e.org)[^1]\n> of all.\n"})
    said(site, "She called it “the long day of all” there.", [ana("the long day of all", source="s")])
    assert site.build().codes == []
    assert site.quotations()[0]["verified"] is True


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("snake_case stays, 2 * 3 too", "snake_case stays, 2 * 3 too"),
        ("1. one\n2. **two**\n", "one\ntwo\n"),
        ("a \\*star\\* and `code`", "a *star* and code"),
        ("![alt](p.png) ref [it][1]", "alt ref it"),
    ],
)
def test_words_of_markdown(markdown: str, words: str) -> None:
    assert words_of_markdown(markdown) == words


def test_role_overrides_and_is_as_of_then(site: SiteFolder) -> None:
    said(site, "“We knew,” she said. “All,” she said.", [ana("We knew,", role="engineer"), ana("All,")])
    site.build()
    assert [q["role"] for q in site.quotations()] == ["engineer", "director"]
    assert {q["organization"] for q in site.quotations()} == {"Fab Co"}


def test_an_anonymous_speaker_is_described(site: SiteFolder) -> None:
    entry = {"exact": "We knew,", "speaker": "anonymous", "described": "an official"}
    said(site, "“We knew,” one said.", [entry])
    assert site.build().codes == []
    speaker = site.quotations()[0]["speaker"]
    assert (speaker["id"], speaker["name"]) == (None, "an official")


def test_an_anonymous_speaker_who_is_not_described_is_a_warning(site: SiteFolder) -> None:
    """The site is built, and nowhere is there an empty name."""
    said(site, "“We knew,” one said.", [{"exact": "We knew,", "speaker": "anonymous"}])
    (problem,) = site.build().problems
    assert (problem["level"], problem["code"]) == ("warning", "missing-key")
    assert "`described`" in problem["message"]
    assert site.quotations()[0]["speaker"] is None
    page = site.page("articles/fab/index.html")
    assert "A source who is not named" in page
    assert '"name":""' not in page
    assert site.run("build", "--strict").status == 1


def test_set_aside_words_have_no_speaker(site: SiteFolder) -> None:
    text = "A “perfect storm”, the “Big Book” and the “term of art”."
    kinds = {"perfect storm": "scare", "Big Book": "title", "term of art": "term"}
    said(site, text, [{"exact": words, "kind": kind} for words, kind in kinds.items()])
    assert site.build().codes == []
    found = site.quotations()
    assert [(q["status"], q["kind"], q["speaker"]) for q in found] == [
        ("set-aside", kind, None) for kind in kinds.values()
    ]


def test_a_nested_quotation_names_the_one_around_it(site: SiteFolder) -> None:
    said(
        site,
        "“She told me ‘no way’ twice,” Ana Ruiz said.",
        [ana("She told me ‘no way’ twice,", id="outer"), ana("no way", id="inner")],
    )
    assert site.build().codes == []
    assert {q["id"]: q["nested_in"] for q in site.quotations()} == {"outer": None, "inner": "outer"}


def test_a_statement_in_another_block_quotation_is_not_nested(site: SiteFolder) -> None:
    """Two block quotations that Markdown makes one are two statements, none inside the other."""
    text = "> “First words,” he said.\n\n> The second block.\n"
    said(site, text, [ana("First words,", id="one"), ana("The second block.", id="two")])
    assert site.build().codes == []
    assert [q["nested_in"] for q in site.quotations()] == [None, None]


def test_an_entry_may_name_the_code_of_a_block_quotation(site: SiteFolder) -> None:
    said(site, "> We wrote:\n>\n>     send water\n>\n> They did.\n", [ana("send water")])
    assert site.build().codes == []
    assert [one["text"] for one in site.quotations()] == ["send water"]


def test_order_is_newest_article_first_then_place(site: SiteFolder) -> None:
    said(site, "“B two,” she said. “A one,” she said.", [ana("A one,"), ana("B two,")])
    site.write(
        {
            "articles/new/meta.yaml": "title: New\ndateline: {date: 2024-05-01}\nquotes:\n"
            "- {exact: 'C three,', speaker: ana-ruiz}\n",
            "articles/new/article.md": "“C three,” she said.\n",
        }
    )
    assert site.build().codes == []
    assert [q["text"] for q in site.quotations()] == ["C three,", "B two,", "A one,"]


def test_context_is_at_most_32_characters(site: SiteFolder) -> None:
    before, after = "x" * 40 + " y ", " z " + "w" * 40
    said(site, f"{before}“We knew”{after}", [ana("We knew")])
    site.build()
    (part,) = site.quotations()[0]["parts"]
    assert part == {"exact": "We knew", "prefix": (before + "“")[-32:], "suffix": ("”" + after)[:32]}


@pytest.mark.parametrize("exact", ["We knew,", "We knew", "“We knew,”", '"We knew,"'])
def test_words_may_be_copied_with_or_without_their_marks(site: SiteFolder, exact: str) -> None:
    said(site, "“We knew,” she said.", [ana(exact)])
    assert site.build().codes == []
    (quotation,) = site.quotations()
    assert quotation["text"].rstrip(",") == "We knew"


def test_every_published_quotation_is_on_the_page(site: SiteFolder) -> None:
    """Its id is there once, whatever kind of block it stands in."""
    text = (
        "## Head “in head”\n\nText.\n\n- “in list” x\n\n| A |\n|---|\n| “in cell” |\n"
        "\nTerm “in term”\n:   D “in dd”\n"
        "\n> In block.\n\n1. *“in italics”*\n\n### Sub “in sub”\n"
    )
    words = ["in head", "in list", "in cell", "in term", "in dd", "In block.", "in italics", "in sub"]
    said(site, text, [ana(each) for each in words])
    assert site.build().codes == []
    page = site.page("articles/fab/index.html")
    found = site.quotations()
    assert [q["text"] for q in found] == words
    assert all(page.count(f' id="q-{q["id"]}"') == 1 for q in found)
