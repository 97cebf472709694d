"""Completion: what a shell offers is what the program takes."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from dateline.cli import COMMANDS, make_parser
from dateline.shells import Command, Option, described, script


@pytest.fixture(scope="module")
def commands() -> tuple[Command, ...]:
    return described()


def test_every_command_and_option_is_known(commands: tuple[Command, ...]) -> None:
    """The options are those of the parsers themselves."""
    assert [command.name for command in commands] == ["", *COMMANDS]
    by_name = {command.name: command for command in commands}
    for name in ("serve", "check", "new"):
        names = {option for each in by_name[name].options for option in each.names}
        parser = make_parser([name])
        parsed = vars(parser.parse_args([name, *(["T"] if name == "new" else [])]))
        wanted = {f"--{key.replace('_', '-')}" for key in parsed} - {"--command", "--title"}
        assert wanted - {"--version"} <= names | {"--version"}
    (port,) = (option for option in by_name["serve"].options if "--port" in option.names)
    assert port.takes == "word"
    assert by_name["completion"].choices == ("bash", "zsh", "fish")
    assert by_name["init"].files


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_names_everything_and_quotes_what_it_must(shell: str) -> None:
    """An apostrophe or a bracket in a help text does not end the script's own text."""
    awkward = Option(("--open",), "the editor's [choice]: `x` $(rm)", "nothing")
    made = script(shell, (Command("", "", ()), Command("serve", "serves; it's on", (awkward,))))
    assert "serve" in made
    assert "open" in made
    executable = shutil.which(shell)
    if executable:
        flag = "--no-execute" if shell == "fish" else "-n"
        done = subprocess.run([executable, flag], input=made, text=True, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("",), {"build", "serve", "check", "new"}),
        (("se",), {"serve"}),
        (("serve", "--po"), {"--port"}),
        (("serve", "--port", ""), set()),
        (("--format", "g"), {"github"}),
        (("check", "--format", "js"), {"json"}),
        (("--jobs", "2", "che"), {"check"}),
        (("completion", "z"), {"zsh"}),
        (("init", "con"), {"content"}),
        (("--content", "con"), {"content"}),
        (("check", "--ext"), {"--external"}),
        (("build", "--ext"), set()),
    ],
)
def test_bash_offers_what_fits(
    commands: tuple[Command, ...],
    words: tuple[str, ...],
    offered: set[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    here = tmp_path_factory.mktemp("here")
    (here / "content").mkdir()
    line = " ".join(f'"{word}"' for word in ("dateline", *words))
    ask = f'COMP_WORDS=({line}); COMP_CWORD={len(words)}; _dateline; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script('bash', commands)}\n{ask}"],
        capture_output=True,
        text=True,
        cwd=here,
        check=True,
    )
    assert done.stderr == ""
    found = set(filter(None, done.stdout.splitlines()))
    assert found == offered if offered != {"build", "serve", "check", "new"} else found == set(COMMANDS)
