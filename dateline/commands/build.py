"""`dateline build`: content/ and templates/ become site/."""

from __future__ import annotations

import argparse
import gc

from dateline.options import Options

EXAMPLE = "dateline build --strict --out public"

_COLLECT_AFTER = 50_000
"""After so many new objects the collector looks for garbage: a build keeps nearly all that it makes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing beside the common options."""


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Builds the site and prints its problems and a summary."""
    from dateline.building.pipeline import build
    from dateline.console import Console

    gc.set_threshold(_COLLECT_AFTER)
    console = Console(options)
    outcome = build(options, console)
    console.report(outcome)
    return outcome.status
