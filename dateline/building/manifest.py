"""Which files of the output folder are ours: the list that lies in it.

It lies with the files and not in `.dateline/`, so that deleting that folder never makes our own files
look like somebody else's. Its bytes follow from the site's alone. What is done with it is left to
`publish`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

NAME = ".dateline-manifest"

_FIRST_LINE = "Files written by dateline, and the digests of their contents. Do not edit."


def to_text(files: Mapping[str, str]) -> str:
    """The manifest of a site: path in the output folder to digest (hexadecimal)."""
    lines = [f"{files[path]} {_escaped(path)}" for path in sorted(files)]
    return "\n".join([_FIRST_LINE, *lines, ""])


def read(out: Path) -> dict[str, str]:
    """Path to digest of every file that earlier builds wrote to `out`; empty where none did.

    Lines that name no file inside the folder are passed over: a manifest is part of a site, which may
    come from elsewhere, and files are deleted by it.
    """
    try:
        text = (out / NAME).read_bytes().decode("utf-8", "surrogateescape")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return {}
    first, *lines = text.split("\n")
    if first != _FIRST_LINE:
        return {}
    pairs = (line.partition(" ") for line in lines)
    files = {_unescaped(path) if "%" in path else path: digest for digest, _, path in pairs if path}
    return {path: digest for path, digest in files.items() if is_inside(path)}


def exists(out: Path) -> bool:
    """Whether an earlier build wrote to `out`."""
    return (out / NAME).is_file()


def is_inside(path: str) -> bool:
    """Whether a relative path, with forward slashes, names something inside a folder on any system."""
    if _PLAIN.fullmatch(path):  # nearly all that there are
        return True
    parts = path.split("/")
    return (
        "\\" not in path
        and "\0" not in path
        and not any(part in ("", ".", "..") for part in parts)
        and ":" not in parts[0]
    )


_PLAIN = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.[a-z0-9]+")


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _unescaped(path: str) -> str:
    return path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
