"""`dateline fix`: drifted anchors mended in meta.yaml, and nothing else of the file touched."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from typing import NoReturn

import pytest
from sites import META, SiteFolder

TEXT = """\
When the ground moved, “the machines simply *fell* silent,” said Chen Wei. Output fell. Output rose.

## What happened {#what-happened}

It was a 7.2 magnitude quake, and output was back to 80% within twelve hours. Output fell again.

## After {#after}

Chen Wei went home. “We have drilled for this many times,” said Chen Wei, “but never with all lines running.”
"""
PEOPLE = "chen-wei: {name: Chen Wei}\n"


def write(site: SiteFolder, entries: str, text: str = TEXT) -> None:
    """A site with one article whose meta.yaml ends with `entries`."""
    site.write(
        {
            "people.yaml": PEOPLE,
            "articles/fab/meta.yaml": META + entries,
            "articles/fab/article.md": text,
        }
    )


def meta(site: SiteFolder) -> str:
    return (site.content / "articles/fab/meta.yaml").read_bytes().decode()


MENDED = [
    # what, entries before, (old, new) texts of the file
    (
        "a quotation",
        "quotes:\n  # who\n- exact: 'the machines simply went silent'   # heard\n  speaker: chen-wei\n",
        [("went silent", "fell silent")],
    ),
    (
        "one part of a statement",
        "quotes:\n- {exact: [the machines, simply went silent], speaker: chen-wei}\n",
        [("went silent", "fell silent")],
    ),
    (
        "two parts of a statement",
        "quotes:\n- exact:\n  - the machinery  # one\n  - simply went silent\n  speaker: chen-wei\n",
        [("the machinery ", "the machines "), ("went silent", "fell silent")],
    ),
    (
        "all parts of a statement, said in between",
        "quotes:\n- exact: [We have drilled for this few times, but never with every line running.]\n"
        "  speaker: chen-wei\n",
        [("this few times", "this many times"), ("every line", "all lines")],
    ),
    (
        "an annotation in a block",
        "annotations:\n- exact: |\n    back to 80% within\n    ten hours\n  body: x\n",
        [("back to 80% within\n    ten hours", "back to 80% within twelve hours")],
    ),
    (
        "a claim",
        'claims:\n- exact: "output was back to 80% within ten hours"\n  rating: accurate\n',
        [("ten", "twelve")],
    ),
    (
        "an event",
        "events:\n- {date: 2024, title: Quake, exact: 7.4 magnitude quake}\n",
        [("7.4", "7.2")],
    ),
    (
        "words that are right, in the wrong section",
        "annotations:\n- {exact: Chen Wei went, section: what-happened, body: x}\n",
        [("section: what-happened", "section: after")],
    ),
    (
        "a context that has gone",
        "annotations:\n- exact: Output fell\n  suffix: once more\n  section: what-happened\n  body: x\n",
        [("suffix: once more", "suffix: again.")],
    ),
]


@pytest.mark.parametrize(("what", "entries", "changes"), MENDED, ids=[case[0] for case in MENDED])
def test_a_drifted_anchor_is_mended(
    site: SiteFolder, what: str, entries: str, changes: list[tuple[str, str]]
) -> None:
    """With --yes the new words are written, the rest of the file stays as it was, and the site builds."""
    write(site, entries)
    before = meta(site)
    assert "orphan" in site.build().codes
    run = site.run("fix", "--yes")
    assert run.status == 0, run.out
    for old, new in changes:
        assert before.count(old) == 1
        before = before.replace(old, new)
    assert meta(site) == before
    assert "orphan" not in site.build().codes
    assert site.run("fix").status == 0


def test_line_ends_and_byte_order_mark_stay(site: SiteFolder) -> None:
    write(site, "")
    path = site.content / "articles/fab/meta.yaml"
    text = "\ufeff" + META + "claims:\n- exact: back to 80% within ten hours\n  rating: accurate\n"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    assert site.run("fix", "--yes", "fab").status == 0
    assert path.read_bytes().decode() == text.replace("ten", "twelve").replace("\n", "\r\n")


def test_without_a_terminal_it_only_shows(site: SiteFolder) -> None:
    """A pipe sees what would be done, with likeness and difference; the status says that it is not done."""
    write(site, "claims:\n- {exact: back to 80% within ten hours, rating: accurate}\n")
    before = meta(site)
    run = site.run("fix")
    assert run.status == 1
    assert meta(site) == before
    assert "content/articles/fab/meta.yaml:4:11: claims[1].exact" in run.out
    assert "back to 80% within [-ten-] {+twelve+} hours" in run.out
    assert "% alike, at content/articles/fab/article.md:5:" in run.out
    assert run.out.endswith("0 mended, 1 left\n")


def test_what_is_too_unlike_is_never_changed(site: SiteFolder) -> None:
    write(site, "claims:\n- {exact: back to 80% within ten hours, rating: accurate}\n")
    before = meta(site)
    run = site.run("fix", "--yes", "--least", "99")
    assert run.status == 1
    assert meta(site) == before
    assert "less than 99% alike" in run.out
    write(site, "claims:\n- {exact: something else entirely, rating: accurate}\n")
    assert site.run("fix", "--yes").status == 1
    assert "something else entirely" in meta(site)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answers", "mended", "left"),
    [("y\ny\n", 2, 0), ("n\ny\n", 1, 1), ("x\nq\n", 0, 1), ("", 0, 1), ("n\nn\n", 0, 2)],
)
def test_a_terminal_is_asked(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, answers: str, mended: int, left: int
) -> None:
    """y writes, n leaves, q (or the end of the input) ends; anything else is asked again."""
    write(
        site,
        "claims:\n- {exact: back to 80% within ten hours, rating: accurate}\n"
        "events:\n- {date: 2024, title: Quake, exact: 7.4 magnitude quake}\n",
    )
    monkeypatch.setattr(sys, "stdin", _Terminal(answers))
    shown = _Terminal()
    monkeypatch.setattr(sys, "stdout", shown)
    run = site.run("fix")
    assert shown.getvalue().endswith(f"{mended} mended, {left} left\n")
    assert run.status == (1 if left else 0)
    assert ("twelve" in meta(site)) + ("7.2" in meta(site)) == mended


def test_lines_of_json(site: SiteFolder) -> None:
    write(site, "claims:\n- {exact: back to 80% within ten hours, rating: accurate}\n")
    run = site.run("fix", "--format", "json")
    told = json.loads(run.out)
    assert told["place"] == ["claims", 0, "exact"]
    assert told["proposal"] == "back to 80% within twelve hours"
    assert told["mendable"] is True
    assert told["written"] is False


def test_an_unknown_article_is_wrong_use(site: SiteFolder) -> None:
    write(site, "")
    run = site.run("fix", "fav")
    assert run.status == 2
    assert "fab" in run.err


def test_meta_that_is_no_yaml_is_told(site: SiteFolder) -> None:
    write(site, "claims: [\n")
    run = site.run("fix", "--yes", "--format", "json")
    assert run.status == 1
    assert run.codes


def test_a_file_that_cannot_be_written_is_told(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """By each command that writes meta.yaml; and nothing is said to be written."""

    def denied(*args: object, **more: object) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", denied)
    write(site, "claims:\n- {exact: back to 80% within ten hours, rating: accurate}\n")
    before = meta(site)
    rows = {"rows": [{"uri": "https://example.org/news/articles/fab/", "text": "Hm."}]}
    (site.root / "in.json").write_text(json.dumps(rows), "utf-8")
    imported = ("import", "hypothesis", str(site.root / "in.json"))
    for command in (("fix", "--yes"), ("suggest", "--write"), imported):
        run = site.run(*command)
        assert run.status == 2
        assert run.err.startswith(f"dateline {command[0]}: ")
        assert run.err.endswith("meta.yaml cannot be written: Permission denied\n")
        assert "written" not in run.out
    assert meta(site) == before
