"""`dateline schema`: JSON Schemas of the YAML files, for completion and checks in an editor."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from dateline.options import Options

EXAMPLE = "dateline schema --out schemas      (without --out it prints them)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which schema; where to is said by the common `--out`."""
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="only this one: site, people, sources, topics, timeline or meta",
    )


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Prints one schema, or all as a JSON object by name; with `--out DIR`, writes them as DIR/NAME.json.

    Kinds of annotation and ratings are those of the site that stands here, if one does.
    """
    from dateline.editing.siteyaml import site_here
    from dateline.reading.schema import schemas
    from dateline.starting import schema_files

    known = schemas(site_here(options))
    if arguments.name:
        if arguments.name not in known:
            print(f"dateline schema: there is {', '.join(known)}; not {arguments.name!r}", file=sys.stderr)
            return 2
        known = {arguments.name: known[arguments.name]}
    if arguments.out is None:
        shown = known[arguments.name] if arguments.name else known
        print(json.dumps(shown, indent=2, ensure_ascii=False))
        return 0
    folder = Path(arguments.out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in schema_files(known).items():
            (folder / name).write_text(text, "utf-8", newline="\n")
    except OSError as trouble:
        print(f"dateline schema: {trouble.filename}: {trouble.strerror}", file=sys.stderr)
        return 2
    if options.verbosity >= 0:
        print(_how_to_use(arguments.out, tuple(known)))
    return 0


def _how_to_use(folder: str, names: tuple[str, ...]) -> str:
    return (
        f"{folder}/: {', '.join(f'{name}.json' for name in names)}\n"
        "An editor takes one by a comment at the head of a file, as in content/site.yaml:\n"
        f"# yaml-language-server: $schema=../{Path(folder).name}/{names[0]}.json"
    )
