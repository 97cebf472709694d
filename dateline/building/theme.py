"""The templates and assets that a site is made with: its own first, then the default theme, file by file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dateline.building.plan import CopiedFile
    from dateline.building.scan import Scan
    from dateline.diagnostics import Diagnostic

_ASSETS = "assets/"
_TEXTS = (".html", ".xml", ".txt")


class Theme(NamedTuple):
    """All files of the theme, each from the first folder that has it."""

    folders: tuple[tuple[str, Path], ...]
    """Name and folder, the site's own templates first."""
    files: dict[str, str]
    """From a file's path in the theme to its path with the folder's name before it."""

    def templates(self) -> dict[str, bytes]:
        """The texts of all templates by name."""
        return {name: self.path(name).read_bytes() for name in self.template_names()}

    def template_names(self) -> list[str]:
        """The names of all templates."""
        return [name for name in self.files if not name.startswith(_ASSETS)]

    def assets(self) -> list[CopiedFile]:
        """The files that are copied into the site."""
        from dateline.building.plan import CopiedFile

        return [
            CopiedFile(path=name, source=place)
            for name, place in self.files.items()
            if name.startswith(_ASSETS)
        ]

    def path(self, name: str) -> Path:
        """Where a file of the theme lies."""
        root, _, rest = self.files[name].partition("/")
        return dict(self.folders)[root] / rest


def page_templates(folders: Iterable[Path]) -> list[str]:
    """The names of the page templates in some folders."""
    return sorted(
        {path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.html")}
    )


def check_theme(theme: Theme) -> Iterator[Diagnostic]:
    """An error for every file of the site's own templates that cannot be used."""
    from dateline.diagnostics import Location, error
    from dateline.reading.textfiles import read_text

    own = dict(theme.folders).get("templates")
    if own is None:
        return
    inside = Path(os.path.realpath(own))
    for name, place in theme.files.items():
        if not place.startswith("templates/"):
            continue
        path, at = own / name, Location(place)
        real = Path(os.path.realpath(path))  # which takes links that lead in a circle
        if path.is_symlink() and not real.is_relative_to(inside):
            hint = "put a copy in its place; a build reads nothing outside of its folders"
            yield error("outside-templates", "this symbolic link leads out of the templates folder", at, hint)
        elif not real.exists():
            yield error("missing-file", "this symbolic link leads nowhere", at, "mend it or delete it")
        elif not real.is_file():
            hint = "put the files themselves there" if real.is_dir() else "delete it"
            yield error("special-file", "this is not a file", at, hint)
        elif name.endswith(_TEXTS) and not name.startswith(_ASSETS):
            yield from read_text(own, name)[1]


def default_theme() -> Path:
    """The folder of the default theme: in a wheel inside the package, in a checkout beside it."""
    packaged = Path(__file__).parents[1] / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "templates"


def theme_folders(own: Path, default: Path) -> tuple[tuple[str, Path], ...]:
    """The folders to look in, named. A site may be built in the theme's own checkout: then they are one."""
    if own.is_dir() and not own.samefile(default):
        return (("templates", own), ("theme", default))
    return (("theme", default),)


def find_theme(folders: tuple[tuple[str, Path], ...], scanned: Scan) -> Theme:
    """The theme, from a scan of its folders among others."""
    files: dict[str, str] = {}
    for root, _ in folders:
        for path in scanned.below(root):
            name = path.removeprefix(f"{root}/")
            if not any(part.startswith(".") for part in name.split("/")):
                files.setdefault(name, path)
    return Theme(folders, dict(sorted(files.items())))
