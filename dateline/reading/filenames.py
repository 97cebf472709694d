"""File names: which ones a build ignores, which no other computer could hold, which would fall together.

Pure: names go in, problems come out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.diagnostics import Diagnostic, Location, error, warning

if TYPE_CHECKING:
    from dateline.reading.load import ContentFiles

__all__ = ["collisions", "folded", "is_ignored", "is_plain", "name_problem"]


def is_plain(name: str) -> bool:
    """Whether a name is of the commonest sort, with which nothing is wrong: `01-lede.md`, `meta.yaml`.

    Of such names a large site has tens of thousands, so this spares them the other questions.
    """
    return _PLAIN.fullmatch(name) is not None


def is_ignored(name: str, *, dotfiles: bool = False) -> bool:
    """Whether a file is an editor's or the system's own, and no content.

    `dotfiles`: hidden files count, as in static/, where `.well-known` and `.htaccess` are content.
    """
    if name.startswith("."):
        return not dotfiles or _HIDDEN_JUNK.fullmatch(name) is not None
    return _JUNK.fullmatch(name) is not None


def name_problem(name: str, at: Location) -> Diagnostic | None:
    """What is wrong with a file's name on this or on another computer."""
    try:
        size = len(name.encode("utf-8"))
    except UnicodeEncodeError:
        return error("unportable-name", "the file's name is not UTF-8", at, "rename it")
    if size > MAX_NAME_BYTES:
        message = f"the file's name has {size} bytes, and {MAX_NAME_BYTES} is the most"
        return error("long-name", message, at, "give it a shorter name")
    if _DEVICE.fullmatch(name):
        return error("unportable-name", f"{name} is the name of a device on Windows", at, "rename it")
    if found := _NEVER.search(name):
        return error("unportable-name", f"a file's name cannot hold {found[0]!r}", at, "rename it")
    if found := _NOT_EVERYWHERE.search(name):
        sign = found[0].strip() or "a space"
        return warning(
            "unportable-name", f"on Windows a file's name cannot hold {sign} there", at, "rename it"
        )
    return None


def collisions(files: ContentFiles, name: str) -> list[Diagnostic]:
    """Files and folders that would be one on a computer that ignores case or the form of accents."""
    problems: list[Diagnostic] = []
    seen: dict[str, tuple[str, str]] = {}
    for path, target in _targets(files):
        # Folders as well as files: `Images/a.png` beside `images/b.png` is one folder there.
        end = target.find("/")
        while True:
            part = target if end < 0 else target[:end]
            first, first_path = seen.setdefault(folded(part), (part, path))
            if first != part or (end < 0 and first_path != path):
                at = Location(f"{name}/{path}")
                other = f"{name}/{first_path}"
                if first == part:
                    message = f"this file and {other} would be written to the same place"
                elif unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", part):
                    message = f"the name differs from that of {other} only in how its accents are stored"
                else:
                    message = f"the name differs from that of {other} only in capital letters"
                problems.append(error("name-collision", message, at, "rename one of the two"))
                break
            if end < 0:
                break
            end = target.find("/", end + 1)
    return problems


MAX_NAME_BYTES = 240
"""File systems allow 255; the rest is room for the temporary name that a file is written under."""

_PLAIN = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)\.)[a-z0-9][a-z0-9-]{,200}\.(?:md|yaml)")
_JUNK = re.compile(r".*~|#.*#|Thumbs\.db|desktop\.ini|.*\.(?:bak|orig|rej|swp|swo|tmp)", re.IGNORECASE)
_HIDDEN_JUNK = re.compile(
    r"\.DS_Store|\._.*|\.#.*|\..*\.sw[a-z]|\..*~|\.git.*|\.hg.*|\.svn|\.directory|\.Trash.*|\.fuse_hidden.*"
)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_NEVER = re.compile(r"[\x00-\x1f\x7f\\]")
_NOT_EVERYWHERE = re.compile(r'[<>:"|?*]|[. ]\Z')


def _targets(files: ContentFiles) -> Iterator[tuple[str, str]]:
    """Each file, with the place in the site (or in the content, where it is not copied) that it takes.

    Articles all of whose files have names in small ASCII letters are left out where nothing else can lie in
    their folders: no two names are the same.
    """
    alone = not any(path.casefold().startswith("static/articles") for path in files.static)
    for article in files.articles:
        paths = (article.meta, *article.sections, *article.files)
        if alone and _is_small("".join(paths)):
            continue
        for path in paths:
            yield path, path
    for path in files.pages:
        yield path, f"{path.removeprefix('pages/').removesuffix('.md')}/index.html"
    for path in files.source_texts:
        yield path, f"sources of quotations/{path.removeprefix('sources/')}"
    for path in files.static:
        yield path, path.removeprefix("static/")


def _is_small(text: str) -> bool:
    return text.isascii() and text == text.lower()


def folded(name: str) -> str:
    """A name as a file system sees it that ignores case and the form of accents."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
