"""Edits of YAML files that leave every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dateline.editing.yamledit import (
    EditError,
    Place,
    append_comment,
    append_items,
    replace_scalar,
    set_scalar,
)
from dateline.reading.yamlnodes import Items, Node, Scalar, read_yaml
from dateline.reading.yamlnodes import Mapping as MappingNode


def plain(node: Node | None) -> Any:
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    if isinstance(node, MappingNode):
        return {key: plain(pair.value) for key, pair in node.pairs.items()}
    return {}


def reads(text: str) -> Any:
    node, problems = read_yaml(text.removeprefix("\ufeff"), "f")
    assert problems == []
    return plain(node)


REPLACED = [
    # before, place, new value, after
    ("a: old  # why\nb: 1\n", "a", "new words", "a: new words  # why\nb: 1\n"),
    ("a: old", "a", "new", "a: new"),
    ("a: old\n", "a", "say: no", 'a: "say: no"\n'),
    ("a: old\n", "a", 'say "no": twice', "a: 'say \"no\": twice'\n"),
    ("a: old\n", "a", "it's#1", "a: it's#1\n"),
    ("a: old\n", "a", "it's # 1", 'a: "it\'s # 1"\n'),
    ("a: old\n", "a", "true", 'a: "true"\n'),
    ("a: old\n", "a", "", 'a: ""\n'),
    ("a: old\n", "a", "[x]", 'a: "[x]"\n'),
    ("a: old\n", "a", "one\ntwo", 'a: "one\\ntwo"\n'),
    ('a: "old" # why\n', "a", "plain enough", 'a: "plain enough" # why\n'),
    ('a: "old"\n', "a", 'the "word"\\', 'a: "the \\"word\\"\\\\"\n'),
    ("a: 'old'\n", "a", "it's", "a: 'it''s'\n"),
    ("a: 'old'\n", "a", "one\ttwo\x07", 'a: "one\\ttwo\\u0007"\n'),
    ("a: old\n", "a", "sep\u2028arated", 'a: "sep\\u2028arated"\n'),
    ("a: |\n  old\n  words\n\nb: 1\n", "a", "new", "a: |\n  new\n\nb: 1\n"),
    ("a: |\n  old\n", "a", "one\n\n- two\n", "a: |\n  one\n\n  - two\n"),
    ("a: |-  # why\n    old\n# next\nb: 1\n", "a", "new", "a: |-  # why\n    new\n# next\nb: 1\n"),
    ("a: |-\n  old\n", "a", "new\n", "a: |\n  new\n"),
    ("a: |+\n  old\n\nb: 1\n", "a", "new", "a: |-\n  new\n\nb: 1\n"),
    ("a: |\n  old", "a", "new", "a: |\n  new"),
    ("a: |\n  old\nb: 1\n", "a", " indented", 'a: " indented"\nb: 1\n'),
    (
        "a: >\n  some words that are folded\n  over two lines\n",
        "a",
        "other words that are folded over some three lines",
        "a: >\n  other words that are\n  folded over some three\n  lines\n",
    ),
    ("a: >-\n  old\n", "a", "one\ntwo", "a: >-\n  one\n\n  two\n"),
    (
        "quotes:\n  - exact: some words that go on\n      over two lines  # why\n    id: x\n",
        "quotes[0].exact",
        "a" * 40 + " " + "b" * 40,
        "quotes:\n  - exact: " + "a" * 40 + "\n      " + "b" * 40 + "  # why\n    id: x\n",
    ),
    ('a: "some\r\n  words"\r\nb: 1\r\n', "a", "new words", 'a: "new words"\r\nb: 1\r\n'),
    ("a: |\r\n  old\r\nb: 1\r\n", "a", "one\ntwo", "a: |\r\n  one\r\n  two\r\nb: 1\r\n"),
    ("a:\nb: 1\n", "a", "new", "a: new\nb: 1\n"),
    ("a: ~ # none\n", "a", "new", "a: new # none\n"),
    ("{a: old, b: 1}", "a", "new", "{a: new, b: 1}"),
    ("{a: old, b: 1}", "a", "x, y", '{a: "x, y", b: 1}'),
    ("a: [x, old, 'z']\n", "a[1]", "new", "a: [x, new, 'z']\n"),
    ("a:\n  - x\n  - old # why\n", "a[1]", "new", "a:\n  - x\n  - new # why\n"),
    ("\ufeffa: old\n", "a", "new", "\ufeffa: new\n"),
    ("a: &x old\n", "a", "new", "a: &x new\n"),
    ("é: 𝕏\n# ünïcode 𝕏\na: old # 𝕏\n", "a", "𝕏𝕏", "é: 𝕏\n# ünïcode 𝕏\na: 𝕏𝕏 # 𝕏\n"),
    ("---\na: old\n...\n", "a", "new", "---\na: new\n...\n"),
]


def place_of(path: str) -> list[str | int]:
    """`a[1].b` as keys and indexes."""
    return [int(number) if number else word for word, number in re.findall(r"([a-zé]+)|\[(\d+)\]", path)]


@pytest.mark.parametrize(("before", "path", "value", "after"), REPLACED)
def test_a_value_is_replaced_in_its_own_style(before: str, path: str, value: str, after: str) -> None:
    """Only the value changes, in the style it had if that can hold the new one."""
    assert replace_scalar(before, place_of(path), value) == after


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        ("a: 1\n", "b", "there is no b"),
        ("a: [1]\n", "a[1]", "there is no a[1]"),
        ("a: {b: 1}\n", "a", "a list or a mapping"),
        ("a: &x 1\nb: *x\n", "b", "alias"),
        ("a: &x 1\nb: *x\n", "a", "anchored"),
        ("a: b: c\n", "a", "not YAML"),
        ("", "a", "there is no a"),
    ],
)
def test_what_cannot_be_replaced_is_refused(text: str, path: str, words: str) -> None:
    with pytest.raises(EditError, match=re.escape(words)):
        replace_scalar(text, place_of(path), "x")


STYLES = {
    "plain": "{0}",
    "single": "'{0}'",
    "double": '"{0}"',
    "literal": "|\n      {0}\n      more",
    "folded": ">-\n      {0}\n      more",
    "folded-clip": ">\n      {0}\n      more\n",
    "kept": "|+\n      {0}\n\n",
    "wrapped": "{0}\n      more words",
    "wrapped-double": '"{0}\n      more words"',
    "wrapped-single": "'{0}\n      more words'",
    "empty": "",
}
VALUES = st.text(
    alphabet=st.one_of(
        st.sampled_from(" \n\"'#:-[]{},&*!|>%@`\\?~\t“”’—é\u00a0\u2028𝕏"),
        st.characters(codec="utf-8", exclude_characters="\r"),
    ),
    max_size=80,
)


@settings(max_examples=400, deadline=None)
@given(
    style=st.sampled_from(sorted(STYLES)),
    value=VALUES,
    newline=st.sampled_from(["\n", "\r\n"]),
    flow=st.booleans(),
    last=st.booleans(),
)
@example(style="literal", value="", newline="\n", flow=False, last=True)
@example(style="kept", value="a\n\n\n", newline="\n", flow=False, last=False)
def test_replacing_changes_the_value_and_nothing_else(
    style: str, value: str, newline: str, flow: bool, last: bool
) -> None:
    """Read again, the value is the new one; what stands before and after is the same, byte for byte."""
    old = STYLES[style].format("old words")
    if flow:
        assume("\n" not in old)
        head, tail = "# a\nq: [{exact: ", ", id: x}] # c\nz: 'z'\n"
    else:
        head = "# a\nq:\n  # b\n  - id: x\n    exact: "
        tail = ("" if last else "\n\n  # d\n  - id: y # c\n\n# e\nz: 'z'\n").removeprefix(
            "\n" * old.endswith("\n")
        )
    before = (head + old + tail).replace("\n", newline)
    place: Place = ("q", 0, "exact")
    after = replace_scalar(before, place, value)
    old_data, new_data = reads(before), reads(after)
    written = new_data["q"][0]["exact"]
    kept_break = style in ("literal", "folded-clip", "kept") and written == f"{value}\n"
    assert (written or "") == value or kept_break
    new_data["q"][0]["exact"] = old_data["q"][0]["exact"]
    assert new_data == old_data
    assert after.startswith(head.replace("\n", newline).rstrip(" "))
    assert after.endswith(tail.replace("\n", newline))


ITEM = {"exact": "We have drilled for this", "speaker": "ana-ruiz"}
LINES = "  - exact: We have drilled for this\n    speaker: ana-ruiz\n"
FLAT = "- exact: We have drilled for this\n  speaker: ana-ruiz\n"
BRACES = '{exact: "We have drilled for this", speaker: ana-ruiz}'
APPENDED = [
    ("", f"quotes:\n{LINES}"),
    ("# nothing yet\n", f"# nothing yet\nquotes:\n{LINES}"),
    ("a: 1\n", f"a: 1\nquotes:\n{LINES}"),
    ("a: 1", f"a: 1\nquotes:\n{LINES[:-1]}"),
    ("a: 1\n\nb: 2\n", f"a: 1\n\nb: 2\n\nquotes:\n{LINES}"),
    ("a: 1\r\nb: 2\r\n", f"a: 1\nb: 2\nquotes:\n{LINES}".replace("\n", "\r\n")),
    ("\ufeffa: 1\n", f"\ufeffa: 1\nquotes:\n{LINES}"),
    ("---\na: 1\n...\n", f"---\na: 1\nquotes:\n{LINES}...\n"),
    ("a: |+\n  x\n\n", f"a: |+\n  x\n\nquotes:\n{LINES}"),
    ("quotes: []\nz: 1\n", f"quotes:\n{LINES}z: 1\n"),
    ("quotes:   []  # none\nz: 1\n", f"quotes:  # none\n{LINES}z: 1\n"),
    ("quotes:\nz: 1\n", f"quotes:\n{LINES}z: 1\n"),
    ("quotes: # none\nz: 1\n", f"quotes: # none\n{LINES}z: 1\n"),
    ("quotes: ~\n", f"quotes:\n{LINES}"),
    ("quotes: null", f"quotes:\n{LINES[:-1]}"),
    ("quotes:\n  - exact: x\nz: 1\n", f"quotes:\n  - exact: x\n{LINES}z: 1\n"),
    ("quotes:\n  - exact: x", f"quotes:\n  - exact: x\n{LINES[:-1]}"),
    ("quotes:\n- exact: x # why\n\n# z\nz: 1\n", f"quotes:\n- exact: x # why\n{FLAT}\n# z\nz: 1\n"),
    ("quotes:\n- exact: x\n  # of x\n# of z\nz: 1\n", f"quotes:\n- exact: x\n  # of x\n{FLAT}# of z\nz: 1\n"),
    (
        "quotes:\n    -   exact: x\n        body: |\n          y\n\n\nz: 1\n",
        "quotes:\n    -   exact: x\n        body: |\n          y\n    -   exact: We have drilled for this\n"
        "        speaker: ana-ruiz\n\n\nz: 1\n",
    ),
    ("quotes:\n  - exact:\nz: 1\n", f"quotes:\n  - exact:\n{LINES}z: 1\n"),
    ("quotes: [{exact: x}] # why\n", f"quotes: [{{exact: x}}, {BRACES}] # why\n"),
    ("quotes: [\n  {exact: x},\n]\n", f"quotes: [\n  {{exact: x}}, {BRACES},\n]\n"),
    ("{a: 1}\n", f"{{a: 1, quotes: [{BRACES}]}}\n"),
    ("{}", f"{{quotes: [{BRACES}]}}"),
    (
        "  a: 1\n  b: 2\n",
        "  a: 1\n  b: 2\n  quotes:\n" + "".join(f"  {line}\n" for line in LINES.splitlines()),
    ),
]


@pytest.mark.parametrize(("before", "after"), APPENDED)
def test_items_are_added_as_the_file_writes_them(before: str, after: str) -> None:
    """With its indentation, line ends and comments, and at the end of its list."""
    assert append_items(before, "quotes", [ITEM]) == after


def test_values_of_every_kind() -> None:
    """Texts are quoted where any reader of YAML could take them for something else."""
    item = {
        "exact": ["One part,", "and: another"],
        "date": "2024-04-03",
        "title": "no",
        "words": "it's “late”",
        "body": "A list:\n\n- one\n- two\n",
        "note": "no end\nof line",
        "sources": ["a", "b-c"],
        "sure": True,
        "left_out": None,
        "empty": "",
    }
    assert append_items("", "events", [item]) == (
        "events:\n"
        "  - exact:\n"
        "      - One part,\n"
        '      - "and: another"\n'
        '    date: "2024-04-03"\n'
        '    title: "no"\n'
        "    words: it's “late”\n"
        "    body: |\n"
        "      A list:\n"
        "\n"
        "      - one\n"
        "      - two\n"
        "    note: |-\n"
        "      no end\n"
        "      of line\n"
        "    sources: [a, b-c]\n"
        "    sure: true\n"
        '    empty: ""\n'
    )


def test_no_items_change_nothing() -> None:
    assert append_items("a: 1", "quotes", []) == "a: 1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("quotes: text\n", "not a list"),
        ("quotes: {a: 1}\n", "not a list"),
        ("quotes: true\n", "not a list"),
        ("x: &q [{a: b}]\nquotes: *q\n", "cannot be added"),
        ("x: &q\n  - a: b\nquotes: *q\n", "not a list"),
        ("- a\n", "not a mapping"),
        ("text\n", "not a mapping"),
        ("a: b: c\n", "not YAML"),
    ],
)
def test_what_cannot_be_appended_to_is_refused(text: str, words: str) -> None:
    with pytest.raises(EditError):
        append_items(text, "quotes", [ITEM])


HEADS = [
    "",
    "# head\ntitle: T\n",
    "title: T\nquotes: []\n",
    "title: T\nquotes: # none\n\nz: 1\n",
    "quotes:\n  - exact: x # why\n    # still x\n\n# z\nz: |\n  y\n",
    "quotes:\n- exact: x\n\n\nz: 1",
    "quotes: [{exact: x}]",
    "title: >\n  T\n\n  U\n\n",
    "title: T",
]


@settings(max_examples=300, deadline=None)
@given(
    before=st.sampled_from(HEADS),
    newline=st.sampled_from(["\n", "\r\n"]),
    items=st.lists(
        st.dictionaries(
            st.sampled_from(["exact", "body", "speaker", "sources"]),
            st.one_of(VALUES, st.lists(VALUES, min_size=1, max_size=3)),
            min_size=1,
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_appending_adds_items_and_changes_nothing_else(
    before: str, newline: str, items: Sequence[Mapping[str, object]]
) -> None:
    """Read again, the list has the new items; every line that was there is still there, in order."""
    before = before.replace("\n", newline)
    after = append_items(before, "quotes", items)
    old = reads(before)
    expected = {**old, "quotes": [*(old.get("quotes") or []), *items]}
    assert reads(after) == expected
    kept = before.replace("quotes: []", "quotes:").replace("quotes: [{exact: x}]", "quotes: [{exact: x}")
    position = 0
    for line in kept.splitlines(keepends=True):
        position = after.index(line.rstrip("\r\n"), position)
    if before.count("\n"):
        assert after.count("\r\n") == (after.count("\n") if newline == "\r\n" else 0)


ADDED = [
    (
        "q:\n  - exact: x # why\n    id: y\n",
        "q[0].prefix",
        "exact",
        "q:\n  - exact: x # why\n    prefix: new\n    id: y\n",
    ),
    (
        "q:\n  - exact: x\n    id: y\nz: 1\n",
        "q[0].prefix",
        "",
        "q:\n  - exact: x\n    id: y\n    prefix: new\nz: 1\n",
    ),
    (
        "q:\n  - exact: |\n      x\n\nz: 1\n",
        "q[0].prefix",
        "exact",
        "q:\n  - exact: |\n      x\n    prefix: new\n\nz: 1\n",
    ),
    ("q: [{exact: x, id: y}]\n", "q[0].prefix", "exact", "q: [{exact: x, prefix: new, id: y}]\n"),
    ("q:\n  - exact:", "q[0].prefix", "exact", "q:\n  - exact:\n    prefix: new"),
    ("a: 1\r\nb: 2\r\n", "c", "a", "a: 1\r\nc: new\r\nb: 2\r\n"),
    ("a: 1\n", "a", "", "a: new\n"),
    ("\ufeffa: 1\n", "b", "", "\ufeffa: 1\nb: new\n"),
]


@pytest.mark.parametrize(("before", "path", "after_key", "after"), ADDED)
def test_a_key_is_added_beside_its_neighbours(before: str, path: str, after_key: str, after: str) -> None:
    assert set_scalar(before, place_of(path), "new", after=after_key) == after


@pytest.mark.parametrize("text", ["q: []\n", "q: x\n", "", "q: &x {a: 1}\nr: *x\n"])
def test_keys_are_not_added_where_no_mapping_is(text: str) -> None:
    with pytest.raises(EditError):
        set_scalar(text, ("q", "b"), "new")


def test_edits_of_a_long_file_are_quick() -> None:
    """`fix` changes many anchors of one file; each edit reads the file a few times only."""
    import timeit

    text = append_items("title: T\n", "quotes", [ITEM] * 200)
    seconds = min(
        timeit.repeat(lambda: replace_scalar(text, ("quotes", 100, "exact"), "new"), number=1, repeat=3)
    )
    assert seconds < 0.1


@pytest.mark.parametrize("text", ["a: &x [*x]\n", "a: " + "[" * 50_000, "b: 1\na: &x {b: *x}\n"])
def test_endless_files_are_refused(text: str) -> None:
    with pytest.raises(EditError):
        replace_scalar(text, ("b",), "new")
    with pytest.raises(EditError):
        append_items(text, "quotes", [ITEM])


def test_other_readers_of_yaml_agree() -> None:
    """What is written means the same to a plain YAML 1.1 reader."""
    texts = ["yes", "1e3", "0x1F", "12:30", "2024-04-03", "1_000", "=", "<<", "~", ".nan", "on", "x: y"]
    items = [{"exact": text} for text in texts]
    written = append_items("", "quotes", items)
    assert yaml.safe_load(written) == {"quotes": items}


COMMENTED = [
    # before, what is put in, after
    ("q:\n- a: 1\nb: 2\n", "q", "q:\n- a: 1\n# one\n# two\nb: 2\n"),
    ("q:\n  - a: 1\n", "q", "q:\n  - a: 1\n  # one\n  # two\n"),
    ("q: []\nb: 2\n", "q", "q: []\nb: 2\n# one\n# two\n"),
    ("b: 2", "q", "b: 2\n# one\n# two"),
    ("b: |\n  text\n", "q", "b: |\n  text\n# one\n# two\n"),
]


@pytest.mark.parametrize(("before", "key", "after"), COMMENTED)
def test_comments_are_put_after_a_list(before: str, key: str, after: str) -> None:
    """They change nothing of what the file says."""
    assert append_comment(before, key, ["one", "two"]) == after
    assert reads(after) == reads(before)


def test_items_have_comments_of_their_own() -> None:
    """Each stands above its item, at the item's indentation."""
    text = append_items("q:\n  - a: x\n", "q", [{"a": "one"}, {"a": "two"}], ["first", "second\nand more"])
    assert text == "q:\n  - a: x\n  # first\n  - a: one\n  # second\n  # and more\n  - a: two\n"
