"""What a quotation is, told by its form and by what stands around it, not by its length."""

from __future__ import annotations

import pytest
from quotation_blocks import blocks_of

from dateline.quotations.find import find
from dateline.quotations.kinds import form_of
from dateline.quotations.plain import list_quotations, read_plain


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("“It works,” she said.", ["direct"]),
        ("She said: “It works.”", ["direct"]),
        ("She said, “It works.”", ["direct"]),
        ("“No.”", ["direct"]),
        ("“We drilled,” she said, “but never so.”", ["direct", "direct"]),
        ("“We drilled,” she said. “Never so.”", ["direct", "direct"]),
        ("She called it “a mess.”", ["partial"]),
        ("She called it “Great.”", ["partial"]),
        ("The “mess,” she said, was “gone.”", ["partial", "partial"]),
        ("The plan, “a mess,” failed.", ["partial"]),
        ("He asserts that it “does not undermine the effectiveness of export controls.”", ["partial"]),
        ("“Rain,” said Ana", ["direct"]),
        ("“One.\n“Two,” she said.", ["direct"]),
        ("Written:\n> Words set apart", ["direct"]),
    ],
)
def test_whole_statements_and_words_built_into_a_sentence(text: str, forms: list[str]) -> None:
    quotations, _ = find(text, blocks_of(text))
    assert [form_of(text, quotations, index) for index in range(len(quotations))] == forms


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # Short, and said.
        ("Ana Ruiz called the plan “absurd.”", ["partial"]),
        ("“No,” Ana Ruiz said.", ["direct"]),
        ("The judge said the man “acted alone.”", ["partial"]),
        # Held at arm's length.
        ("The so-called “smart city” was never built.", ["scare"]),
        # Works and names.
        ("He watched “The Godfather” and “Casablanca” on Sunday.", ["title", "title"]),
        ("Her new film, “The Long Day,” opens on Friday.", ["title"]),
        ("On NBC’s “Meet the Press,” Ana Ruiz said the plant was “fine.”", ["title", "partial"]),
        # Words as words.
        ("The word “quotation” comes from Latin.", ["term"]),
        ("The term “free port” was coined later.", ["term"]),
        # Long: nobody sets so much apart without quoting.
        ("A banner over the gate: “We have built this with our own hands.”", ["direct"]),
    ],
)
def test_words_said_are_told_from_scare_quotes_titles_and_terms(text: str, kinds: list[str]) -> None:
    assert [s.kind for s in list_quotations(read_plain(text)).suggestions] == kinds
