"""Quotations are found by their marks, with exact ranges, in the five languages' typesetting."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quotation_blocks import blocks_of

from dateline.quotations.find import Quotation, Unclosed, find


def found_in(text: str, language: str = "en") -> tuple[list[str], list[str]]:
    """The quotations, `>` before one for each that holds it, and the lonely marks with what is missing."""
    quotations, unclosed = find(text, blocks_of(text), language)
    return (
        [">" * _depth(quotations, index) + text[q.start : q.end] for index, q in enumerate(quotations)],
        [f"{mark.start}{mark.mark}{mark.missing}" for mark in unclosed],
    )


def _depth(quotations: tuple[Quotation, ...], index: int) -> int:
    outer = quotations[index].nested_in
    return 0 if outer is None else 1 + _depth(quotations, outer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Straight and curly double marks, and both mixed up.
        ('"Foo," he said. "Bar."', ['"Foo,"', '"Bar."']),
        ("“Foo,” he said. “Bar.”", ["“Foo,”", "“Bar.”"]),
        ('“Foo," he said. "Bar.”', ['“Foo,"', '"Bar.”']),
        ("He called it “Foo“ and left.", ["“Foo“"]),
        ("”Foo,” he said.", ["”Foo,”"]),
        ('He said "this "that now.', ['"this "']),
        ('Spoke about"joint operations" then.', ['"joint operations"']),
        ('("Foo") and ["bar"] — "baz"—"qux"', ['"Foo"', '"bar"', '"baz"', '"qux"']),
        ('"Why?" "Because."', ['"Why?"', '"Because."']),
        ('He said,"No." And went.', ['"No."']),
        # Nesting, alike and unlike.
        ("“Foo ‘bar’ baz,” he said.", ["“Foo ‘bar’ baz,”", ">‘bar’"]),
        ("“‘Bar’ it was,” he said.", ["“‘Bar’ it was,”", ">‘Bar’"]),
        ("“It was ‘bar.’”", ["“It was ‘bar.’”", ">‘bar.’"]),
        ('"He said "go" and left," she said.', ['"He said "go" and left,"', '>"go"']),
        ("“He said “go” and left,” she said.", ["“He said “go” and left,”", ">“go”"]),
        ("\"She said 'go home' twice,\" he said.", ["\"She said 'go home' twice,\"", ">'go home'"]),
        ("“One ‘two “three” two’ one.”", ["“One ‘two “three” two’ one.”", ">‘two “three” two’", ">>“three”"]),
        # Apostrophes, elisions, plural possessives.
        ("rock 'n' roll in the '90s, the dogs' bones, ’tis said", []),
        ("“We get ’em out,” he said of the workers’ rights.", ["“We get ’em out,”"]),
        ("“The ’90s were the bosses’ years,” she said.", ["“The ’90s were the bosses’ years,”"]),
        ("\"It's the '90s again,\" he said of the bosses' club.", ["\"It's the '90s again,\""]),
        ("The Joneses' and the Smiths' houses", []),
        ("Class of ’07 and ‘08 wasn't o' the best, goin' by", []),
        ("the 1990s' end, Q's and A's", []),
        # Primes, inches, feet.
        ("He is 6'2\" tall and 5' 10\" wide.", []),
        ('"He is 6\'2" tall," she said.', ['"He is 6\'2" tall,"']),
        ('"The 12" record is great," he said.', ['"The 12" record is great,"']),
        (
            "“The 12” record is great,” he said. “In 2012” he lost “it,” she said.",
            ["“The 12” record is great,”", "“In 2012”", "“it,”"],
        ),
        ('a 12" x 14" frame, "in 2012" and "2013," ok', ['"in 2012"', '"2013,"']),
        ("at 40° 26′ 46″ north and 5′ 10″", []),
        ("two ''apostrophes'' in a row", []),
        # Dashes and emphasis beside marks.
        ('It was—"foo"—he said.', ['"foo"']),
        ('*"Foo,"* he said, **"bar"**.', ['"Foo,"', '"bar"']),
        ("“I was going to—” he began.", ["“I was going to—”"]),
        # Empty and lonely signs.
        ("", []),
        ("“” and “ ”", []),
    ],
)
def test_marks_pair_as_typesetters_mean_them(text: str, expected: list[str]) -> None:
    assert found_in(text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'We get 'em out of here,' he said.", ["'We get 'em out of here,'"]),
        ("'Foo,' he said, 'the workers' rights matter.'", ["'Foo,'", "'the workers' rights matter.'"]),
        ("‘Foo “bar” baz,’ he said.", ["‘Foo “bar” baz,’", ">“bar”"]),
        ("'Tis the season,' he said. 'It's the '90s.'", ["'Tis the season,'", "'It's the '90s.'"]),
        ("‘I’m sure it’s the Smiths’ dog,’ she said.", ["‘I’m sure it’s the Smiths’ dog,’"]),
        ("'I love rock 'n' roll,' he said.", ["'I love rock 'n' roll,'"]),
        ("‘I love rock ’n’ roll,’ he said.", ["‘I love rock ’n’ roll,’"]),
        ("'We're goin' to the dogs' home,' he said.", ["'We're goin' to the dogs' home,'"]),
        ("The 'bosses' and the 'good' ones", ["'bosses'", "'good'"]),
        ("‘One.\n‘Two,’ she said.", ["‘One.\n‘Two,’"]),
        ("‘The workers’ rights.\n‘They matter,’ she said.", ["‘The workers’ rights.\n‘They matter,’"]),
    ],
)
def test_single_marks_count_where_a_text_quotes_with_them(text: str, expected: list[str]) -> None:
    assert found_in(text) == (expected, [])


def test_single_marks_beside_double_ones_are_no_quotations_but_by_language() -> None:
    """“Single marks where the site or the text uses them so”."""
    text = "The ‘boss’ said: “Foo.” Then: “Bar.”"
    assert found_in(text) == (["“Foo.”", "“Bar.”"], [])
    assert found_in(text, "en-GB") == (["‘boss’", "“Foo.”", "“Bar.”"], [])


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "de",
            "„Hallo“, sagte er. „Er sagte ‚nein‘ dazu“, so sie.",
            ["„Hallo“", "„Er sagte ‚nein‘ dazu“", ">‚nein‘"],
        ),
        ("de", "»So ›nie‹ was«, sagte sie zu ihm.", ["»So ›nie‹ was«", ">›nie‹"]),
        ("de", "„Hallo”, sagte er.", ["„Hallo”"]),
        ("de", "„Das „Welt“-Bild“, hieß es.", ["„Das „Welt“-Bild“", ">„Welt“"]),
        ("de-CH", "«Grüezi», sagte er.", ["«Grüezi»"]),
        ("de", "Wie geht's dem Hans' Hund? ‚Gut‘, sagte er.", ["‚Gut‘"]),
        ("fr", "« Bonjour », dit-il.", ["« Bonjour »"]),
        (
            "fr",
            "«\u00a0Il a dit «\u00a0non\u00a0» hier\u00a0», dit-elle.",
            ["«\u00a0Il a dit «\u00a0non\u00a0» hier\u00a0»", ">«\u00a0non\u00a0»"],
        ),
        ("fr", "« Il a dit “non” », dit-elle.", ["« Il a dit “non” »", ">“non”"]),
        ("fr", "L’homme de l’« Europe » n’a qu’un « mot ».", ["« Europe »", "« mot »"]),
        ("es", "«Hola», dijo. «Dijo “no” ayer».", ["«Hola»", "«Dijo “no” ayer»", ">“no”"]),
        ("es", "“¿Qué?”, preguntó. “¡No!”", ["“¿Qué?”", "“¡No!”"]),
        ("es", "«Uno.\n»Dos.\n»Tres», dijo.", ["«Uno.\n»Dos.\n»Tres»"]),
        ("ja", "「彼は『行く』と言った」と述べた。", ["「彼は『行く』と言った」", ">『行く』"]),
        ("ja", "首相は「はい」「いいえ」と答えた。", ["「はい」", "「いいえ」"]),
        # Marks between letters that have no blanks beside them.
        ("zh-CN", "他说：“‘不行’就是不行。”", ["“‘不行’就是不行。”", ">‘不行’"]),
        ("zh-CN", "他说：“她说‘不行’”。", ["“她说‘不行’”", ">‘不行’"]),
        ("zh-CN", "他说“好”，又说“……不行”。", ["“好”", "“……不行”"]),
        ("zh-CN", "“好”“不好”“‘一’‘二’”。", ["“好”", "“不好”", "“‘一’‘二’”", ">‘一’", ">‘二’"]),
        ("zh-CN", "O’Brien说：“苹果‘Apple’的”。", ["“苹果‘Apple’的”", ">‘Apple’"]),
        ("zh-CN", "他说：“行“。", ["“行“"]),
        ("ko", "“그는 ‘안 된다’라고 했다”고 말했다.", ["“그는 ‘안 된다’라고 했다”", ">‘안 된다’"]),
        ("th", "เขาพูดว่า“เธอบอก‘ไม่’แล้ว”วันนี้", ["“เธอบอก‘ไม่’แล้ว”", ">‘ไม่’"]),
        ("sv", "”Hej”, sade han. »Nej», sade hon.", ["”Hej”", "»Nej»"]),
        ("sv", "”Hon sa ’nej’ till mig.”", ["”Hon sa ’nej’ till mig.”", ">’nej’"]),
        ("fi", "”’Ei’, hän sanoi.”", ["”’Ei’, hän sanoi.”", ">’Ei’"]),
        (
            "sv",
            "”Lars’ bil och ’90-talet”, sa han. ”Sa ’n på?”",
            ["”Lars’ bil och ’90-talet”", "”Sa ’n på?”"],
        ),
        ("en", "“She said ’nej’ to me.”", ["“She said ’nej’ to me.”"]),
        ("pl", "„Tak”, powiedział.", ["„Tak”"]),
        ("da", "»Hej«, sagde han.", ["»Hej«"]),
    ],
)
def test_marks_of_other_languages(language: str, text: str, expected: list[str]) -> None:
    assert found_in(text, language) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One.\n“Two.\n“Three,” he said.", ["“One.\n“Two.\n“Three,”"]),
        ('"One.\n"Two," he said. "Three."', ['"One.\n"Two,"', '"Three."']),
        ("“One “two.”\n“Three.”", ["“One “two.”\n“Three.”", ">“two.”"]),
        ("“One.\nTwo without a mark,” he said.", ["“One.\nTwo without a mark,”"]),
        ("“One ‘two.\n“‘Three’ four,” he said.", ["“One ‘two.\n“‘Three’ four,”", ">‘two.\n“‘Three’"]),
        ("„Eins.\n„Zwei“, sagte er.", ["„Eins.\n„Zwei“"]),
        ("“One.”\n“Two.”", ["“One.”", "“Two.”"]),
    ],
)
def test_a_quotation_over_paragraphs_is_one(text: str, expected: list[str]) -> None:
    assert found_in(text) == (expected, [])


def test_the_words_of_each_paragraph_are_kept_apart_and_without_marks() -> None:
    text = "He said: “One.\n“Two,” and «\u00a0three\u00a0»."
    quotations, _ = find(text, blocks_of(text))
    assert [[text[a:b] for a, b in q.inner] for q in quotations] == [["One.", "Two,"], ["three"]]


@pytest.mark.parametrize(
    ("text", "expected", "lonely"),
    [
        ("“Never ends he said\nNext “ok” here.", ["“Never ends he said", "“ok”"], ["0“closing"]),
        (
            "“Never ends. Then “fine” he said.\n“Ok” here.",
            ["“Never ends. Then", "“fine”", "“Ok”"],
            ["0“closing"],
        ),
        ('A "b c.\nPlain.\nMore "d" e.', ['"b c.', '"d"'], ['2"closing']),
        ("“A” and “b", ["“A”", "“b"], ["8“closing"]),
        ("Lost” and “b”", ["“b”"], ["4”opening"]),
        ("# One\n“Open.\n# Two\n“Closed.”", ["“Open.", "“Closed.”"], ["6“closing"]),
        ("“Open.\n`“ in code`\n“Closed.”", ["“Open.", "“Closed.”"], ["0“closing"]),
        ("»Auf ewig\n“Ok”", ["»Auf ewig", "“Ok”"], ["0»closing"]),
        (
            "“It never closes, he said.\n“This does,” she said.",
            ["“It never closes, he said.", "“This does,”"],
            ["0“closing"],
        ),
    ],
)
def test_an_unclosed_mark_ends_with_its_paragraph_and_spoils_nothing_else(
    text: str, expected: list[str], lonely: list[str]
) -> None:
    assert found_in(text) == (expected, lonely)


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("> Plain words.", ["Plain words."], [""]),
        ("> “In marks.”", ["“In marks.”"], ["“"]),
        ("> “In marks.\n> “And more.”", ["“In marks.\n> “And more.”"], ["“"]),
        ("> “Each.”\n> “Apart.”", ["“Each.”\n> “Apart.”"], ["“"]),
        ("> “Words.”\n> — Ana Ruiz", ["“Words.”"], ["“"]),
        ("> “Words.” — Ana Ruiz", ["“Words.”"], ["“"]),
        ("> Words.\n> More.\n> — Ana Ruiz", ["Words.\n> More."], [""]),
        ("> It was “good,” he said.", ["It was “good,” he said.", ">“good,”"], ["", "“"]),
        ("> One.\n\nBetween.\n\n> Two.", ["One.", "Two."], ["", ""]),
    ],
)
def test_a_block_quote_is_one_quotation(text: str, words: list[str], marks: list[str]) -> None:
    quotations, unclosed = find(text, blocks_of(text))
    assert found_in(text)[0] == words
    assert [q.mark for q in quotations] == marks
    assert quotations[0].block
    assert not unclosed


def test_an_unclosed_mark_over_a_whole_block_quote_is_that_block_quote() -> None:
    assert found_in("> “Never closed.") == (["“Never closed."], ["2“closing"])


def test_marks_in_code_do_not_count() -> None:
    text = 'Write print("x") and say "yes" there.'
    code = [(text.index("print"), text.index(" and"))]
    quotations, unclosed = find(text, blocks_of(text), code=code)
    assert [text[q.start : q.end] for q in quotations] == ['"yes"']
    assert unclosed == ()


def test_a_quotation_inside_code_spans_still_closes() -> None:
    text = 'He said "use `"` here" twice.'
    at = text.index('`"`')
    quotations, _ = find(text, blocks_of(text), code=[(at, at + 3)])
    assert [text[q.start : q.end] for q in quotations] == ['"use `"` here"']


_SIGNS = st.sampled_from(
    [*"\"'“”‘’„‚«»‹›「」『』", " ", " ", "\n", "\n> ", "a", "s", "word", "不", "。", ".", ",", "5", "—", "# "]
)


@given(
    st.lists(_SIGNS, max_size=60).map("".join), st.sampled_from(["en", "en-GB", "de", "fr", "es", "ja", "sv"])
)
@settings(max_examples=300, deadline=None)
def test_laws_of_what_is_found(text: str, language: str) -> None:
    """Ranges lie in the text, hold their words in order, nest properly, and are the same every time."""
    blocks = blocks_of(text)
    quotations, unclosed = find(text, blocks, language)
    assert (quotations, unclosed) == find(text, blocks, language)
    for index, quotation in enumerate(quotations):
        assert 0 <= quotation.start < quotation.end <= len(text)
        at = quotation.start
        for start, end in quotation.inner:
            assert at <= start < end <= quotation.end
            at = end
        for other in quotations[:index]:
            inside = quotation.end <= other.end
            assert inside or other.end <= quotation.start
            assert other.start <= quotation.start
        if quotation.nested_in is not None:
            outer = quotations[quotation.nested_in]
            assert quotation.nested_in < index
            assert outer.start <= quotation.start
            assert quotation.end <= outer.end
    assert all(isinstance(mark, Unclosed) and text[mark.start] == mark.mark for mark in unclosed)


@given(st.lists(_SIGNS, max_size=60).map("".join))
@settings(max_examples=200, deadline=None)
def test_paragraphs_without_marks_are_passed_over_without_loss(text: str) -> None:
    blocks = blocks_of(text)
    quick = find(text, blocks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateline.quotations.find.bisect_right", lambda *_: 0)
        assert quick == find(text, blocks)


_TURNS = st.sampled_from(
    [
        "“word”",
        "„word“",
        "“word,” he",
        "“",
        "”",
        "„",
        "’",
        " ",
        " ",
        "a",
        "不",
        "：",
        "5",
        ".",
        "\n",
        "\n> ",
        "»",
    ]
)


@given(st.lists(_TURNS, max_size=12).map("".join), st.sampled_from(["en", "en-GB", "de", "fr", "ja", "sv"]))
@settings(max_examples=400, deadline=None)
def test_marks_that_take_turns_are_paired_as_they_are_one_by_one(text: str, language: str) -> None:
    blocks = blocks_of(text)
    quick = find(text, blocks, language)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateline.quotations.pairing.Pairing._take_turns", lambda *_: False)
        assert quick == find(text, blocks, language)
