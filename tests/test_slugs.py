"""Slugs and ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.slugs import is_slug, slugify, words_id


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The day the fab stopped", "the-day-the-fab-stopped"),
        ("  Export controls: what’s next? ", "export-controls-whats-next"),
        ("Straße, Ærø & Łódź", "strasse-aero-lodz"),
        ("Đặng Thái Sơn", "dang-thai-son"),
        ("İstanbul ılık", "istanbul-ilik"),
        ("Þingvellir", "thingvellir"),
        ("naïve café", "naive-cafe"),
        ("“R1” — $5.6 million", "r1-5-6-million"),
        ("don't don’t", "dont-dont"),
        ("a_b/c", "a-b-c"),
        ("ﬁne ①", "fine-1"),
        ("北京 2025", "2025"),
        ("—", ""),
        ("", ""),
    ],
)
def test_slugs_are_made_from_latin_letters_and_digits(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_other_scripts_get_a_stable_slug_of_their_own() -> None:
    """A headline in Chinese still has an address, the same on every machine, and not another's."""
    assert slugify("深度求索") == slugify("深度求索 ") == "x-40c242d6"
    assert slugify("深度求索") != slugify("北京")


@given(st.text())
def test_a_slug_is_a_slug_and_its_own(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or is_slug(slug)
    assert slugify(slug) == slug
    assert not slug.startswith("-")
    assert not slug.endswith("-")


@pytest.mark.parametrize("text", ["a", "0", "lin-mei", "a--b", "404", "-a-"])
def test_these_are_slugs(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize("text", ["", "-", "A", "a b", "ä", "a_b", "a.b", "a/b", "a\n", "١"])
def test_these_are_not(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize(
    ("text", "context", "made"),
    [
        ("the machines simply went quiet", (), "the-machines-simply-went-quiet"),
        ("We have drilled for this for years", (), "we-have-drilled-for-this-for-85e8"),
        ("quiet", ("went ",), "quiet-5341"),
        ("quiet", ("", "", ""), "quiet"),
        ("沉默", (), "x-787f"),
        ("AI 模型", (), "ai-950a"),
    ],
)
def test_ids_are_made_from_words(text: str, context: tuple[str, ...], made: str) -> None:
    """These are addresses that others link to: they must never change from one release to the next."""
    assert words_id(text, *context) == made


def test_an_id_depends_on_words_and_not_on_how_they_are_typed() -> None:
    curly = words_id("“It’s the state‑of‑the‑art\u00a0 model we have” so far")
    straight = words_id('"It\'s the state-of-the-art model we have" so far')
    assert curly == straight


@pytest.mark.parametrize(("one", "other"), [("Yes!", "Yes?"), ("C++", "C#"), ("C", "C+"), ("5%", "$5")])
def test_signs_tell_ids_apart(one: str, other: str) -> None:
    assert words_id(one) != words_id(other)


def test_words_after_the_sixth_tell_ids_apart() -> None:
    same = "one two three four five six "
    assert words_id(same + "seven") != words_id(same + "eight")


@given(st.text(), st.lists(st.text(), max_size=3))
def test_an_id_is_a_slug(text: str, context: list[str]) -> None:
    made = words_id(text, *context)
    assert is_slug(made)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_read_a_quicker_way_to_the_same_end(text: str) -> None:
    assert slugify(text) == slugify(f"{text}—")
    assert words_id(text) == words_id(f"\u00ad{text}\u00ad")
