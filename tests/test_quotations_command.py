"""`dateline quotations`: quotations of any file, and of lines of JSON."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest
from sites import SiteFolder

TEXT = "“It is over,” said Ana Ruiz, the plant director.\n"


class _Input:
    """Standard input with the bytes that a program would pipe in."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_a_file_is_listed_by_place_kind_and_speaker(site: SiteFolder) -> None:
    (site.root / "notes.txt").write_text(TEXT, "utf-8")
    run = site.run("quotations", str(site.root / "notes.txt"))
    assert run.status == 0
    first, second, last = run.out.splitlines()
    assert first.startswith(f"{site.root}/notes.txt:1:1: direct, Ana Ruiz (sure): ")
    assert second == "  “It is over,”"
    assert last.endswith(": 1 quotation")


def test_people_of_the_site_are_known_by_their_ids(site: SiteFolder) -> None:
    site.write({"people.yaml": "ana: {name: Ana Ruiz}\n"})
    (site.root / "notes.md").write_text("# `code “no”`\n\n“It is over,” said *Ruiz*.\n", "utf-8")
    run = site.run("quotations", "--format", "json", str(site.root / "notes.md"))
    (line,) = run.out.splitlines()
    (quote,) = (q for q in json.loads(line)["quotes"] if q["text"] == "“It is over,”")
    assert quote["resolved"] == "ana"


def test_offsets_count_in_the_file_s_text(site: SiteFolder) -> None:
    """A byte order mark is not counted, and a line ends with one character."""
    (site.root / "n.txt").write_bytes(b"\xef\xbb\xbfOne.\r\n" + TEXT.encode())
    run = site.run("quotations", "--format", "json", str(site.root / "n.txt"))
    (quote,) = json.loads(run.out)["quotes"]
    assert (quote["start"], quote["end"]) == (5, 18)


def test_lines_are_answered_one_by_one(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is not JSON is an error with its number; all others are answered, and the status is 1."""
    lines = [json.dumps({"id": 7, "text": TEXT}), "no json", '{"text": 3}', "", json.dumps({"text": "a"})]
    monkeypatch.setattr(sys, "stdin", _Input("\n".join(lines).encode() + b"\n\xff\n"))
    run = site.run("quotations", "--jsonl")
    assert run.status == 1
    answers = [json.loads(line) for line in run.out.splitlines()]
    assert [answer["id"] for answer in answers] == [7, None]
    assert answers[0]["quotes"][0]["text"] == "“It is over,”"
    errors = run.err.splitlines()
    assert [error.split(" ")[0] for error in errors] == ["<stdin>:2:", "<stdin>:3:", "<stdin>:6:"]


def test_half_a_surrogate_pair_does_not_break_the_output(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", _Input(b'{"id": "\\ud800", "text": "x"}\n'))
    run = site.run("quotations", "--jsonl")
    assert json.loads(run.out) == {"id": "\ud800", "quotes": []}


def test_a_byte_order_mark_is_none_of_the_first_line(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = b'\xef\xbb\xbf{"id": 1, "text": "x"}\n'
    monkeypatch.setattr(sys, "stdin", _Input(line * 2))
    run = site.run("quotations", "--jsonl")
    assert run.out == '{"id": 1, "quotes": []}\n'
    assert run.err.startswith("<stdin>:2: ")


@pytest.mark.parametrize("arguments", [[], ["--jsonl", "a.txt"], ["missing.txt"]])
def test_wrong_use(site: SiteFolder, arguments: list[str]) -> None:
    assert site.run("quotations", *arguments).status == 2


def test_lines_do_not_wait_for_a_site_generator() -> None:
    """Nothing of what pages are made with is loaded for `--jsonl`."""
    code = (
        "import sys; from dateline.cli import main; main(['quotations', '--jsonl']);"
        "print(sorted({'jinja2', 'yaml', 'babel', 'markdown', 'PIL'} & sys.modules.keys()))"
    )
    line = json.dumps({"id": 1, "text": TEXT})
    done = subprocess.run(
        [sys.executable, "-c", code], input=line, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
