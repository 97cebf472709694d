"""Completion scripts for shells, made from the parsers of the program itself.

A script knows all commands and options when it is printed and never runs the program.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from dateline.cli import COMMANDS, make_parser


class Option(NamedTuple):
    """An option of a command."""

    names: tuple[str, ...]
    help: str
    takes: Literal["nothing", "word", "folder", "choice"]
    choices: tuple[str, ...] = ()


class Command(NamedTuple):
    """A command, with what may follow it."""

    name: str
    help: str
    options: tuple[Option, ...]
    choices: tuple[str, ...] = ()
    """Words that its first argument may be."""
    files: bool = False
    """Whether it takes files or folders."""


def described() -> tuple[Command, ...]:
    """Every command, as its own parser has it; the first one, without a name, is no command at all."""
    return (_command("", ""), *(_command(name, summary) for name, summary in COMMANDS.items()))


def script(shell: str, commands: Iterable[Command]) -> str:
    """The script for `bash`, `zsh` or `fish`."""
    lines = {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](tuple(commands))
    return "\n".join(lines) + "\n"


def _command(name: str, summary: str) -> Command:
    parser = make_parser([name] if name else [])
    actions = _actions(parser, name)
    words = [action for action in actions if not action.option_strings]
    return Command(
        name=name,
        help=summary,
        options=tuple(_option(action) for action in actions if action.option_strings),
        choices=tuple(str(c) for action in words[:1] for c in action.choices or ()),
        files=any(str(action.metavar).startswith(("FILE", "FOLDER")) for action in words),
    )


def _actions(parser: argparse.ArgumentParser, name: str) -> list[argparse.Action]:
    """The arguments of the parser of one command, or of the program."""
    for action in parser._actions:
        if name and isinstance(action, argparse._SubParsersAction):
            return list(action.choices[name]._actions)
    return list(parser._actions)


def _option(action: argparse.Action) -> Option:
    text = " ".join((action.help or "").replace("%(prog)s", "dateline").split())
    names = tuple(action.option_strings)
    if action.nargs == 0:
        return Option(names, text, "nothing")
    if action.choices:
        return Option(names, text, "choice", tuple(str(choice) for choice in action.choices))
    return Option(names, text, "folder" if action.metavar == "DIR" else "word")


# --- bash -------------------------------------------------------------------------------------------


def _bash(commands: tuple[Command, ...]) -> Iterator[str]:
    """Needs bash 4, for `mapfile`."""
    yield "# Completion of dateline for bash."
    yield "_dateline() {"
    yield '    local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"'
    yield '    local command="" options="" words="" files=0 at'
    yield "    COMPREPLY=()"
    yield from _bash_values(commands)
    yield '    case "$command" in'
    for command in commands:
        options = [name for option in command.options for name in option.names]
        words = command.choices if command.name else tuple(other.name for other in commands[1:])
        yield f"        {command.name or chr(34) * 2})"
        yield f'            options="{" ".join(options)}"'
        yield f'            words="{" ".join(words)}" files={int(command.files)} ;;'
    yield "        *) return ;;"
    yield "    esac"
    yield '    if [[ "$word" == -* ]]; then'
    yield '        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")'
    yield "    elif ((files)); then"
    yield '        mapfile -t COMPREPLY < <(compgen -f -- "$word")'
    yield "    else"
    yield '        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")'
    yield "    fi"
    yield "}"
    yield "complete -o filenames -F _dateline dateline"


def _bash_values(commands: tuple[Command, ...]) -> Iterator[str]:
    """Completes the value of the option before the word, or else finds the command among the words."""
    options = [option for command in commands for option in command.options]
    valued = sorted({name for o in options if o.takes == "word" for name in o.names})
    folders = sorted({name for o in options if o.takes == "folder" for name in o.names})
    chosen: dict[str, tuple[str, ...]] = {}
    for name, choices in ((name, o.choices) for o in options if o.takes == "choice" for name in o.names):
        chosen[name] = tuple(dict.fromkeys((*chosen.get(name, ()), *choices)))
    yield '    case "$previous" in'
    if folders:
        yield f"        {'|'.join(folders)})"
        yield '            mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;'
    for name, choices in chosen.items():
        yield f"        {name})"
        yield f'            mapfile -t COMPREPLY < <(compgen -W "{" ".join(choices)}" -- "$word"); return ;;'
    if valued:
        yield f"        {'|'.join(valued)}) return ;;"
    yield "    esac"
    yield "    for ((at = 1; at < COMP_CWORD; at++)); do"
    yield '        case "${COMP_WORDS[at]}" in'
    if with_value := sorted({*valued, *folders, *chosen}):
        yield f"            {'|'.join(with_value)}) ((at++)) ;;"
    yield "            -*) ;;"
    yield '            *) command="${COMP_WORDS[at]}"; break ;;'
    yield "        esac"
    yield "    done"


# --- zsh --------------------------------------------------------------------------------------------


def _zsh(commands: tuple[Command, ...]) -> Iterator[str]:
    yield "#compdef dateline"
    yield "# Completion of dateline for zsh: put it on $fpath as _dateline."
    yield "_dateline() {"
    yield "    local -a commands arguments"
    yield "    local at command"
    yield "    commands=("
    for command in commands[1:]:
        yield f"        {_quoted(command.name + ':' + command.help)}"
    yield "    )"
    yield "    for ((at = 2; at < CURRENT; at++)); do"
    yield '        if (( ${commands[(I)${words[at]}:*]} )); then command="${words[at]}"; break; fi'
    yield "    done"
    yield '    case "$command" in'
    for command in commands:
        yield f"        {command.name or chr(34) * 2})"
        yield "            arguments=("
        for option in command.options:
            yield from (f"                {spec}" for spec in _zsh_option(option))
        yield "            ) ;;"
    yield "    esac"
    yield '    if [[ -z "$command" ]]; then'
    yield "        _arguments \"${arguments[@]}\" '1:command:{_describe command commands}' '*::'"
    yield "    else"
    yield '        case "$command" in'
    for command in commands[1:]:
        if command.choices:
            words = " ".join((*command.choices, command.name))
            yield f"            {command.name}) arguments+=('*:word:({words})') ;;"
        elif command.files:
            yield f"            {command.name}) arguments+=('*:file:_files') ;;"
    yield "            *) arguments+=('*:word:') ;;"
    yield "        esac"
    yield '        _arguments "${arguments[@]}"'
    yield "    fi"
    yield "}"
    yield '_dateline "$@"'


def _zsh_option(option: Option) -> Iterator[str]:
    action = {
        "nothing": "",
        "word": ":value:",
        "folder": ":folder:_files -/",
        "choice": f":choice:({' '.join(option.choices)})",
    }[option.takes]
    text = option.help.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")
    for name in option.names:
        yield _quoted(f"{name}[{text}]{action}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


# --- fish -------------------------------------------------------------------------------------------


def _fish(commands: tuple[Command, ...]) -> Iterator[str]:
    yield "# Completion of dateline for fish."
    yield "function __dateline_without_command"
    yield f"    not __fish_seen_subcommand_from {' '.join(command.name for command in commands[1:])}"
    yield "end"
    yield "complete -c dateline -f"
    for command in commands[1:]:
        offer = f"-a {command.name} -d {_fish_quoted(command.help)}"
        yield f"complete -c dateline -n __dateline_without_command {offer}"
    for command in commands:
        seen = (
            f"'__fish_seen_subcommand_from {command.name}'" if command.name else "__dateline_without_command"
        )
        for option in command.options:
            yield f"complete -c dateline -n {seen} {_fish_option(option)}"
        if command.name and command.choices:
            yield f"complete -c dateline -n {seen} -a '{' '.join(command.choices)}'"
        elif command.name and command.files:
            yield f"complete -c dateline -n {seen} -F"


def _fish_option(option: Option) -> str:
    parts = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names]
    takes = {
        "nothing": [],
        "word": ["-x"],
        "folder": ["-x", "-a '(__fish_complete_directories)'"],
        "choice": ["-x", f"-a '{' '.join(option.choices)}'"],
    }[option.takes]
    return " ".join((*parts, *takes, f"-d {_fish_quoted(option.help)}"))


def _fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
