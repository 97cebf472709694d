"""`dateline completion SHELL`: a script that lets the shell complete commands and options."""

from __future__ import annotations

import argparse

from dateline.options import Options

EXAMPLE = "dateline completion bash > ~/.local/share/bash-completion/completions/dateline"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The shell."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="whose completion to write")


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Prints the script, made from the parser that reads the arguments."""
    from dateline.shells import described, script

    print(script(arguments.shell, described()), end="")
    return 0
