"""Any text is read in place: plain, wrapped, or Markdown; and listed as JSON lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.quotations.plain import jsonl, language_of, list_quotations, read_markdown, read_plain


def quoted(text: str, *, markdown: bool = False) -> list[str]:
    plain = (read_markdown if markdown else read_plain)(text)
    return [text[q.start : q.end] for q in list_quotations(plain).quotations]


def test_a_line_of_plain_text_is_a_paragraph() -> None:
    assert quoted("“One he said\n“Two,” she said.\n\nThree.") == ["“One he said", "“Two,”"]


def test_wrapped_text_has_its_paragraphs_between_blank_lines() -> None:
    text = (
        "Ana Ruiz, who has run the plant since it was built, said “the machines simply\n"
        "went quiet that morning, and nobody could tell the engineers on duty why it was\n"
        "so” when she was asked by reporters at the gate of the plant on that afternoon\n"
        "and by the mayor.\n\n"
        "“Nobody,” she said."
    )
    found = quoted(text)
    assert [words.replace("\n", " ") for words in found] == [
        "“the machines simply went quiet that morning, and nobody could tell the engineers on duty why it "
        "was so”",
        "“Nobody,”",
    ]


def test_tags_in_plain_text_are_no_prose() -> None:
    assert quoted('He said <a href="x" title="y">“go.”</a>') == ["“go.”"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said *“go.”* and **“no.”**", ["“go.”", "“no.”"]),
        ('He said [“go.”](https://example.org/"x" "A title") then.', ["“go.”"]),
        ('Run `print("x")` and say "yes".', ['"yes"']),
        ('```python\nprint("x")\n```\nSay "yes".', ['"yes"']),
        ('---\ntitle: "x"\n---\nSay "yes".', ['"yes"']),
        ('[1]: https://example.org "A title"\n\nSay "yes" [there][1].', ['"yes"']),
        ('![A "picture"](a.png "b") "yes"', ['"picture"', '"yes"']),
        ('Say "yes"[^1].\n\n[^1]: A "note".', ['"yes"', '"note"']),
        ('# A "heading" {#id}\n\nText "one\ntwo" three.', ['"heading"', '"one\ntwo"']),
        ('- An "item\n- another" one', ['"item', '"']),
        ("> “All in marks.”\n>\n> — Ana Ruiz", ["“All in marks.”"]),
        ("> All without\n> marks.\n\nAfter.", ["All without\n> marks."]),
        ("“One.\n\n“Two,” she said.", ["“One.\n\n“Two,”"]),
        ("## One\n“Open.\n## Two\n“Closed.”", ["“Open.", "“Closed.”"]),
        ("<!-- “not this” --> “this”", ["“this”"]),
    ],
)
def test_markdown_is_read_without_its_code_and_targets(text: str, expected: list[str]) -> None:
    found = quoted(text, markdown=True)
    assert [words for words in found if words != '"'] == [words for words in expected if words != '"']


def test_a_line_of_json_for_each_line_of_json() -> None:
    text = "Ana Ruiz came in. “It works,” she said. The so-called “smart” fab."
    lines = [json.dumps({"id": "a", "text": text}), "", json.dumps({"id": 2, "text": "Nothing."})]
    first, second = (json.loads(line) for line in jsonl(lines))
    assert second == {"id": 2, "quotes": []}
    assert first["id"] == "a"
    said, smart = first["quotes"]
    assert " ".join(said) == (
        "start end text kind speaker_text speaker_start resolved confidence why candidates"
    )
    assert text[said["start"] : said["end"]] == said["text"] == "“It works,”"
    assert text[said["speaker_start"] :].startswith(said["speaker_text"])
    assert (said["kind"], said["speaker_text"], said["resolved"]) == ("direct", "she", "Ana Ruiz")
    assert said["candidates"][0]["speaker_text"] == "she"
    assert (smart["kind"], smart["speaker_text"], smart["speaker_start"], smart["candidates"]) == (
        "scare",
        None,
        None,
        [],
    )


@pytest.mark.parametrize(
    "people",
    [
        {"ana": {"name": "Ana Ruiz", "aliases": ["the boss"]}},
        [{"id": "ana", "name": "Ana Ruiz", "aliases": ["the boss"]}],
    ],
)
def test_people_may_come_with_a_line(people: object) -> None:
    line = json.dumps({"id": 1, "text": "“It works,” said Ruiz.", "people": people, "lang": "en"})
    (found,) = (json.loads(out) for out in jsonl([line]))
    assert found["quotes"][0]["resolved"] == "ana"


def test_names_alone_are_people_too() -> None:
    line = json.dumps({"id": 1, "text": "“It works,” said Ruiz.", "people": ["Ana Ruiz"]})
    (found,) = (json.loads(out) for out in jsonl([line]))
    assert found["quotes"][0]["resolved"] == "Ana Ruiz"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("“It works,” said the minister, and it was not the first time that she did.", "en"),
        ("„Es hält“, sagte die Ministerin, und das ist nicht neu.", "de"),
        ("« Ça tient », dit la ministre, et ce n’est pas une surprise dans le pays.", "fr"),
        ("«Se mantiene», dijo la ministra, y no es una sorpresa por el momento.", "es"),
        ("El Paso and Los Angeles said no to the plan of the minister.", "en"),
        ("", "en"),
    ],
)
def test_a_text_without_a_language_is_read_in_the_one_that_it_looks_to_be_in(
    text: str, language: str
) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"text": 5}'])
def test_a_line_that_is_no_text_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(jsonl(["", line]))


def test_what_nests_is_not_listed_but_for_a_passage_set_off_by_straight_marks() -> None:
    nested = "“He said ‘go’ twice,” she said."
    wrapped = '"The town was quiet. “We sleep,” the mayor said."'
    first, second = (
        json.loads(line) for line in jsonl(json.dumps({"text": text}) for text in (nested, wrapped))
    )
    assert len(first["quotes"]) == 1
    assert len(second["quotes"]) == 2


_SIGNS = ("“", "”", '"', "'", "> ", "# ", "- ", "```", "`", "[x](", ")", "](", "<b>", "</b>", "*", "_", "\n")
_MORE = (
    "\n\n",
    "word ",
    "Ana Ruiz said ",
    ". ",
    "[^1]",
    "---\n",
    "1. ",
    "\t",
    "&amp;",
    "{#id}",
    "<!--",
    "-->",
)
_SOURCE = st.lists(st.sampled_from((*_SIGNS, *_MORE)), max_size=50).map("".join)


@given(_SOURCE)
@settings(max_examples=200, deadline=None)
def test_laws_of_reading(text: str) -> None:
    """Nothing moves: what is read is as long as the source, blocks are in order and apart."""
    for plain in (read_plain(text), read_markdown(text)):
        assert len(plain.text) == len(text)
        assert all(a in (" ", b) or b == "\n" for a, b in zip(plain.text, text, strict=True))
        at = 0
        for block in plain.blocks:
            assert at <= block.start <= block.end <= len(text)
            assert "\n" not in plain.text[block.start : block.end]
            at = block.end
        list_quotations(plain)


@pytest.mark.parametrize(
    "piece", ["“It works,” said Ana. ", "He said “it\n", "“", "“a ‘b ", "12\" and 5' ", "[", "`a", "*"]
)
def test_long_nonsense_is_read_in_a_time_that_grows_with_its_length(piece: str) -> None:
    """Lookups ahead are bounded: were they not, this would take minutes."""
    text = piece * 1500
    for plain in (read_plain(text), read_markdown(text)):
        list_quotations(plain)
