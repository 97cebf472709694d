"""`dateline suggest`: entries that an editor can use, written so that the site still builds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sites import META, SiteFolder

PEOPLE = "chen-wei: {name: Chen Wei}\nana-ruiz: {name: Ana Ruiz}\n"


def write(site: SiteFolder, text: str, meta: str = "") -> None:
    """A site with one article."""
    site.write(
        {
            "people.yaml": PEOPLE,
            "articles/fab/meta.yaml": META + meta,
            "articles/fab/article.md": text,
        }
    )


def meta(site: SiteFolder) -> str:
    return (site.content / "articles/fab/meta.yaml").read_bytes().decode()


def suggested(site: SiteFolder, *arguments: str) -> list[dict[str, Any]]:
    run = site.run("suggest", "--format", "json", *arguments)
    assert run.status == 0, run.err
    return [json.loads(line) for line in run.out.splitlines()]


ENTRIES: list[tuple[str, str, list[dict[str, Any]]]] = [
    (
        "a person of the site",
        "“The machines went quiet,” said Chen Wei.\n",
        [{"exact": "The machines went quiet,", "speaker": "chen-wei"}],
    ),
    (
        "one statement in two parts",
        "“We have drilled for this,” said Ana Ruiz, “but never with every line running.”\n",
        [
            {
                "exact": ["We have drilled for this,", "but never with every line running."],
                "speaker": "ana-ruiz",
            }
        ],
    ),
    (
        "two statements of one speaker",
        "“We have drilled for this,” said Ana Ruiz. “It was never like that.”\n",
        [
            {"exact": "We have drilled for this,", "speaker": "ana-ruiz"},
            {"exact": "It was never like that.", "speaker": "ana-ruiz"},
        ],
    ),
    (
        "words that stand in other quotations too",
        "“It is over,” said Chen Wei. “It is over,” said Ana Ruiz.\n",
        [
            {"exact": "It is over,", "suffix": "” said Chen", "speaker": "chen-wei"},
            {"exact": "It is over,", "prefix": "Wei. “", "speaker": "ana-ruiz"},
        ],
    ),
    (
        "words of prose are no rival to a quotation",
        "He was over it: it is over. “it is over,” said Chen Wei.\n",
        [{"exact": "it is over,", "speaker": "chen-wei"}],
    ),
    (
        "somebody who must not be named",
        "“It will take months,” said a senior official.\n",
        [
            {
                "exact": "It will take months,",
                "speaker": "anonymous",
                "described": "a senior official",
            }
        ],
    ),
    (
        "dates",
        "The line was to reopen by 2030. It had stood still since May 2019.\n",
        [
            {
                "date": "2030",
                "title": "The line was to reopen by 2030",
                "exact": "by 2030",
                "status": "deadline",
                "relation": "by",
            },
            {
                "date": "2019-05",
                "title": "It had stood still since May 2019",
                "exact": "since May 2019",
                "relation": "since",
            },
        ],
    ),
]


@pytest.mark.parametrize(("what", "text", "entries"), ENTRIES, ids=[case[0] for case in ENTRIES])
def test_an_entry_is_proposed(site: SiteFolder, what: str, text: str, entries: list[dict[str, Any]]) -> None:
    """As meta.yaml would have it; written, it needs no more suggestions and gives no problem."""
    write(site, text)
    found = suggested(site)
    assert [each["entry"] for each in found] == entries
    assert all(each["why"] and each["confidence"] in ("sure", "likely", "guess") for each in found)
    assert site.run("suggest", "--write", "fab").status == 0
    assert site.build("--strict").codes == []
    assert suggested(site) == []


def test_set_aside_words_have_a_kind_and_no_speaker(site: SiteFolder) -> None:
    write(site, "The so-called “miracle” was a plain loan.\n")
    (each,) = suggested(site)
    assert each["entry"] == {"exact": "miracle", "kind": "scare"}


def test_somebody_unknown_is_a_comment(site: SiteFolder) -> None:
    """The entry is ready in the file, but says nothing before the person is in people.yaml; once only."""
    write(site, "“It is over,” said Mara Voss of the union.\n", "quotes: []\ntopics: [chips]\n")
    before = meta(site)
    (each,) = suggested(site)
    assert each["missing"] == "add mara-voss (Mara Voss) to people.yaml"
    for _ in range(2):
        assert site.run("suggest", "--write").status == 0
        text = meta(site)
        assert text.startswith(before)
        assert text[len(before) :].splitlines()[1:] == [
            "# - exact: It is over,",
            "#   speaker: mara-voss",
        ]
    assert site.build().codes == ["unattributed"]


def test_a_comment_names_the_list_that_it_would_be_in(site: SiteFolder) -> None:
    write(site, "“It is over,” said Mara Voss of the union. “Not yet,” said Bo Lund of the union.\n")
    assert site.run("suggest", "--write").status == 0
    text = meta(site)
    assert text.count("# quotes:\n") == 1
    assert text.endswith("# - exact: Not yet,\n#   speaker: bo-lund\n")
    site.run("suggest", "--write")
    assert meta(site) == text


def test_what_is_told_already_is_not_suggested(site: SiteFolder) -> None:
    write(
        site,
        "“It is over,” said Chen Wei in May 2019. In 2021 all was well.\n",
        "quotes:\n- {exact: It is over, speaker: chen-wei}\n"
        "events:\n- {date: 2019-05, title: The end, exact: May 2019}\n- {date: 2021, title: All was well}\n",
    )
    assert suggested(site) == []


def test_the_rest_of_the_file_stays_as_it_was(site: SiteFolder) -> None:
    """Entries are added at the end of their lists, each below a comment that says where it comes from."""
    write(
        site,
        "“It is over,” said Chen Wei. “Not yet,” said Ana Ruiz.\n",
        "quotes:   # who\n  - exact: 'Not yet,'\n    speaker:   ana-ruiz\n\n# the end\ntopics: [chips]\n",
    )
    head, tail = meta(site).split("\n\n# the end")
    assert site.run("suggest", "--write").status == 0
    text = meta(site)
    assert text.startswith(head + "\n  # suggested, sure: ")
    assert text.endswith("\n  - exact: It is over,\n    speaker: chen-wei\n\n# the end" + tail)


@pytest.mark.parametrize(
    ("arguments", "count"),
    [((), 2), (("--only", "quotes"), 1), (("--only", "events"), 1), (("--min", "sure"), 1)],
)
def test_less_can_be_asked_for(site: SiteFolder, arguments: tuple[str, ...], count: int) -> None:
    write(site, "“It is over,” said Chen Wei. That was in 2019.\n")
    assert len(suggested(site, *arguments)) == count


def test_the_list_for_a_reader(site: SiteFolder) -> None:
    write(site, "“It is over,” said Chen Wei.\n")
    run = site.run("suggest")
    first, *entry, last = run.out.splitlines()
    assert first.startswith("content/articles/fab/article.md:1:")
    assert ": quotation, Chen Wei (sure): “said” beside" in first
    assert entry == ["    - exact: It is over,", "      speaker: chen-wei"]
    assert last == "1 suggestion"


def test_wrong_use_and_bad_files(site: SiteFolder) -> None:
    write(site, "x\n")
    assert site.run("suggest", "nothing-like-it").status == 2
    write(site, "“x y”\n", "quotes: [\n")
    assert site.run("suggest", "--format", "json").status == 1


@pytest.mark.parametrize("command", ["suggest", "export"])
@pytest.mark.parametrize(
    ("files", "at"),
    [
        ({"articles/fob/article.md": "“x y”\n"}, "content/articles/fob/meta.yaml"),
        ({"articles/fob/meta.yaml": META}, "content/articles/fob"),
        ({"articles/Fob/meta.yaml": META, "articles/Fob/article.md": "x\n"}, "content/articles/Fob"),
        ({"people.yaml": "chen-wei: [\n"}, "content/people.yaml"),
        ({"site.yaml": "title: [\n"}, "content/site.yaml"),
    ],
)
def test_nothing_is_passed_over_in_silence(
    site: SiteFolder, command: str, files: dict[str, str], at: str
) -> None:
    write(site, "“x y,” said Chen Wei.\n")
    site.write(files)
    run = site.run(command)
    assert run.status == 1
    assert run.err.startswith(f"{at}:")
    if "articles" in at:
        named = site.run(command, "fab")
        assert (named.status, named.err) == (0, "")


@pytest.mark.parametrize("command", ["suggest", "export"])
def test_errors_of_what_it_does_not_need_are_a_builds_to_tell(site: SiteFolder, command: str) -> None:
    write(site, "“x y,” said Chen Wei.\n")
    site.write({"topics.yaml": "[\n", "pages/Bad Name.md": "x\n"})
    assert site.run(command).status == 0
