"""`dateline build`: content/ and templates/ become site/."""

from __future__ import annotations

import argparse

from dateline.options import Options

EXAMPLE = "dateline build --strict --out public"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing beside the common options."""


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Builds the site and prints its problems and a summary."""
    from dateline.console import Console
    from dateline.pipeline import build

    console = Console(options)
    outcome = build(options, console)
    console.report(outcome)
    return outcome.status
