"""The tutorial, carried out as it is written: a newcomer who does what it says sees what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from dateline.cli import main

TUTORIAL = Path(__file__).parent.parent / "docs" / "tutorial.md"
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SLUG = "the-library-keeps-its-hours"


def test_the_tutorial_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its files are written as it says, its commands run, and what it shows of them is what they print."""
    blocks = _BLOCK.findall(TUTORIAL.read_text("utf-8"))
    texts = [text for language, text in blocks if language == "markdown"]
    yaml = [text for language, text in blocks if language == "yaml"]
    errors = [text for language, text in blocks if not language]
    commands = [text for language, text in blocks if language == "console"]
    assert (len(texts), len(yaml), len(errors), len(commands)) == (3, 4, 2, 5)
    _, person, meta, note = yaml
    shown_build, shown_error = errors
    install, new, suggest, fix, check_and_build = commands
    monkeypatch.chdir(tmp_path)

    def run(command: str) -> str:
        capsys.readouterr()
        main(["--jobs", "1", *shlex.split(command)])
        printed = capsys.readouterr()
        return _steady(printed.out + printed.err)

    def follow(block: str) -> None:
        """Runs the commands of a block; what it shows after one must be what that prints."""
        for command, shown in re.findall(r"^\$ dateline (.*)\n((?:[^$].*\n)*)", block, re.MULTILINE):
            assert _steady(shown) in run(command)

    assert "dateline init ledger" in install
    run("init ledger")
    monkeypatch.chdir(tmp_path / "ledger")
    article = Path("content/articles") / SLUG
    follow(new)
    for name, text in zip(("01-lede.md", "02-what-we-know.md", "03-what-comes-next.md"), texts, strict=True):
        assert (article / name).is_file()
        (article / name).write_text(text)
    assert shown_build in run("build --out preview")
    with Path("content/people.yaml").open("a") as people:
        people.write(person)
    follow(suggest)
    proposed = (article / "meta.yaml").read_text()
    assert all(f"exact: {words}" in proposed for words in ("They work.", "necessary saving.", "June 11"))
    modeline = proposed.partition("\n")[0]
    (article / "meta.yaml").write_text(f"{modeline}\n{meta}\n{note}")
    assert "0 warnings" in run("build --strict --out preview")
    lede = article / "01-lede.md"
    lede.write_text(lede.read_text().replace("close at six from", "close at seven from"))
    assert shown_error in run("build --out preview")
    follow(fix)
    follow(check_and_build)


def _steady(text: str) -> str:
    """Without what another machine, or another theme, counts otherwise."""
    text = re.sub(r"\b\d+\.\d\d s$", "… s", text, flags=re.MULTILINE)
    return re.sub(r"\b\d+(?= (?:pages?|links|unchanged)\b)", "…", text)
