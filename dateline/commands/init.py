"""`dateline init FOLDER`: a whole new site that builds at once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dateline.options import Options

EXAMPLE = "dateline init ledger && cd ledger && dateline serve"

_MAY_STAY = frozenset((".git", ".gitattributes", ".DS_Store", ".idea", ".vscode", ".venv", "LICENSE"))
"""What a folder may hold already: a repository that was made before its site."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder."""
    parser.add_argument("folder", metavar="FOLDER", help="where the site begins; made if it is not there")


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Writes the starter; refuses a folder that holds files of others."""
    folder = Path(arguments.folder)
    problem = _in_the_way(folder)
    if problem:
        print(f"dateline init: {problem}; nothing was written", file=sys.stderr)
        return 2
    from dateline.reading.schema import schemas
    from dateline.starting import site_files

    files = site_files(schemas())
    try:
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                file.write(content)
    except OSError as trouble:
        print(f"dateline init: {trouble.filename}: {trouble.strerror}", file=sys.stderr)
        return 2
    if options.verbosity >= 0:
        print(_next_steps(arguments.folder, len(files)))
    return 0


def _in_the_way(folder: Path) -> str:
    """Why the folder cannot be begun in, or an empty text."""
    if not folder.exists() and not folder.is_symlink():
        return ""
    if not folder.is_dir():
        return f"{folder} is not a folder"
    try:
        others = sorted(entry.name for entry in folder.iterdir() if entry.name not in _MAY_STAY)
    except OSError as trouble:
        return f"{folder} cannot be read ({trouble.strerror})"
    if not others:
        return ""
    named = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
    return f"{folder} holds files already ({named})"


def _next_steps(folder: str, count: int) -> str:
    enter = "" if Path(folder).resolve() == Path.cwd() else f"  cd {folder}\n"
    return (
        f"{count} files written: a small site that shows each thing once. What next:\n"
        f"{enter}"
        "  dateline serve               a preview that follows what you save\n"
        '  dateline new "The headline"  an article of your own\n'
        "README.md says what is where."
    )
