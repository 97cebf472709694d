"""Finds the files of the content folder, and refuses what would lead out of it.

Files are listed without being opened, in the order of their names. What is in them is for `validate` and
the Markdown reader; which of them have changed is for `scan`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from dateline import addresses
from dateline.diagnostics import Diagnostic, Location, error, note, warning
from dateline.reading.filenames import collisions, is_ignored, is_plain, name_problem
from dateline.reading.textfiles import reason
from dateline.slugs import is_slug, slugify

__all__ = [
    "ArticleFiles",
    "ContentFiles",
    "find_article",
    "find_content",
    "section_order",
]


class ArticleFiles(Struct, frozen=True, kw_only=True):
    """The files of one article. Paths are relative to the content folder, with forward slashes."""

    slug: str
    folder: str
    """`articles/<slug>`."""
    meta: str
    """`articles/<slug>/meta.yaml`."""
    sections: tuple[str, ...]
    """The Markdown files directly in the folder, in the order of their NN- prefixes.

    None where there is no such file, which is an error: the rest is still checked."""
    files: tuple[str, ...] = ()
    """Everything else, folders in it included: what is copied beside the article's page."""


class ContentFiles(Struct, frozen=True, kw_only=True):
    """All files of the content that a build reads. Paths are relative to the content folder.

    A file that is not there is an empty string.
    """

    name: str
    """The content folder's own name: what paths in messages start with."""
    site: str = ""
    people: str = ""
    sources: str = ""
    topics: str = ""
    timeline: str = ""
    articles: tuple[ArticleFiles, ...] = ()
    """In the order of their slugs; folders that cannot be articles are left out (and reported)."""
    pages: tuple[str, ...] = ()
    """`pages/<name>.md`."""
    source_texts: tuple[str, ...] = ()
    """`sources/<name>.txt` or `.md`."""
    static: tuple[str, ...] = ()
    """`static/…`: copied to the site's root as they are."""


def find_content(content: Path) -> tuple[ContentFiles, list[Diagnostic]]:
    """The files of a content folder, and what is wrong with their names and kinds.

    Nothing is opened. A symbolic link is followed if it stays inside the content folder.
    """
    name = content.name if content.name not in ("", "..") else content.resolve().name
    here = Location(name)
    if not content.is_dir():
        if content.exists() or content.is_symlink():
            return ContentFiles(name=name), [error("missing-folder", "the content is not a folder", here)]
        hint = "name another with --content, or start a site with `dateline init`"
        return ContentFiles(name=name), [error("missing-folder", "there is no content folder", here, hint)]
    walk = _Walk(content, name)
    top = walk.top()
    files = ContentFiles(
        name=name,
        **{stem: f"{stem}.yaml" if f"{stem}.yaml" in top else "" for stem in _YAML},
        articles=tuple(_articles(walk)) if "articles" in top else (),
        pages=tuple(_pages(walk)) if "pages" in top else (),
        source_texts=tuple(_source_texts(walk)) if "sources" in top else (),
        static=tuple(walk.below("static", dotfiles=True)) if "static" in top else (),
    )
    if not files.site:
        hint = "make one with at least `title: …`"
        walk.problems.append(
            error("missing-file", "there is no site.yaml", Location(f"{name}/site.yaml"), hint)
        )
    walk.problems += collisions(files, name)
    return files, walk.problems


def find_article(content: Path, slug: str) -> ArticleFiles | None:
    """The files of one article, as `find_content` lists them; None if there is anything wrong with them."""
    walk = _Walk(content, content.name)
    found = list(_article(walk, slug, f"articles/{slug}"))
    return found[0] if found and not walk.problems else None


def section_order(name: str) -> tuple[bool, int, str]:
    """The sorting key of a section's file name: NN- prefixes as numbers, names without one last."""
    found = _NUMBERED.match(name)
    return (found is None, int(found[1]) if found else 0, name)


_YAML = ("site", "people", "sources", "topics", "timeline")
_FOLDERS = ("articles", "pages", "sources", "static")
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
_NUMBERED = re.compile(r"([0-9]+)-")


# --- Parts of the content --------------------------------------------------------------------------


def _articles(walk: _Walk) -> Iterator[ArticleFiles]:
    """Every folder of articles/ that can be an article."""
    for entry in walk.entries("articles"):
        if not entry.is_folder:
            hint = "an article is a folder with a meta.yaml and Markdown files"
            walk.warn("stray-file", "a file directly in articles/ belongs to no article", entry.path, hint)
        elif not is_slug(entry.name):
            walk.bad_slug(entry.name, "the name of an article's folder", entry.path)
        else:
            yield from _article(walk, entry.name, entry.path)


def _article(walk: _Walk, slug: str, folder: str) -> Iterator[ArticleFiles]:
    """The article of a folder, if it is one."""
    plain = _plain_sections(walk.content, folder)
    if plain:
        paths = tuple([f"{folder}/{name}" for name in plain])
        yield ArticleFiles(slug=slug, folder=folder, meta=f"{folder}/meta.yaml", sections=paths)
        return
    inside = list(walk.below(folder))
    depth = len(folder) + 1
    sections = [path for path in inside if path.endswith(".md") and path.find("/", depth) < 0]
    meta = f"{folder}/meta.yaml"
    if not inside:
        walk.warn("stray-file", "this folder is empty", folder, "delete it, or write an article")
        return
    if meta not in inside:
        near = [path[depth:] for path in inside if path[depth:].lower() in ("meta.yml", "meta.yaml")]
        hint = f"rename {near[0]} to meta.yaml" if near else "make one with `title` and `dateline`"
        walk.error("missing-file", "the article has no meta.yaml", meta, hint)
    if not sections:
        hint = "write article.md, or one file a section: 01-lede.md, 02-…"
        walk.error("missing-file", "the article has no Markdown file", folder, hint)
    for path in inside:
        if path.lower().endswith(_MARKDOWN) and path not in sections and "/" not in path[depth:]:
            hint = f"rename it to {path[depth:].rpartition('.')[0]}.md, or it is only copied beside the page"
            walk.warn("stray-file", "a section's file name ends in .md, in small letters", path, hint)
    if meta in inside:
        yield ArticleFiles(
            slug=slug,
            folder=folder,
            meta=meta,
            sections=tuple(sorted(sections, key=lambda path: section_order(path[depth:]))),
            files=tuple(path for path in inside if path != meta and path not in sections),
        )


def _plain_sections(content: Path, folder: str) -> list[str]:
    """The names of an article's sections in order, if it has nothing but sections and a meta.yaml.

    Nor may anything be wrong with a name. Most articles are so, and need not be asked about file by file.
    """
    try:
        with os.scandir(f"{content}/{folder}") as scan:
            found = list(scan)
    except OSError:
        return []
    names = sorted([entry.name for entry in found if entry.is_file(follow_symlinks=False)])
    is_plain_article = len(names) == len(found) and _PLAIN_ARTICLE.fullmatch("/".join(names))
    return names[:-1] if is_plain_article else []


_PLAIN_ARTICLE = re.compile(r"(?:[0-9]{2}-[a-z0-9-]{1,200}\.md/)+meta\.yaml")
"""Names as they are sorted: with two digits each, that is the order of their numbers."""


def _pages(walk: _Walk) -> Iterator[str]:
    """The Markdown files of pages/."""
    for path in walk.below("pages"):
        name = path.removeprefix("pages/")
        stem = name.removesuffix(".md")
        if "/" in name or stem == name:
            hint = "only .md files directly in pages/ are pages; other files go to static/"
            walk.warn("stray-file", "this file of pages/ is no page", path, hint)
        elif not is_slug(stem):
            walk.bad_slug(stem, "the name of a page", path)
        elif stem in addresses.PARTS:
            hint = f"give the page another name: /{stem}/ is a page of the program"
            walk.error("name-collision", f"a page cannot be called {stem}", path, hint)
        else:
            yield path


def _source_texts(walk: _Walk) -> Iterator[str]:
    """The text files of sources/."""
    for path in walk.below("sources"):
        if path.endswith((".txt", ".md")):
            yield path
        else:
            hint = "the text of a source is a .txt or .md file"
            message = "quotations cannot be checked against this kind of file"
            walk.problems.append(note("stray-file", message, walk.at(path), hint))


# --- The walk --------------------------------------------------------------------------------------


class _Entry(Struct, frozen=True):
    """A file or folder inside the content."""

    name: str
    path: str
    is_folder: bool


class _Walk:
    """Goes through folders in the order of names, reports what must not be there and leaves it out."""

    def __init__(self, content: Path, name: str) -> None:
        self.content = content
        self.name = name
        self.root = os.path.realpath(content)
        self.problems: list[Diagnostic] = []

    def top(self) -> frozenset[str]:
        """The names in the content folder that mean something; near misses are reported."""
        found = list(self.entries(""))
        known = {f"{stem}.yaml": False for stem in _YAML} | dict.fromkeys(_FOLDERS, True)
        names = set()
        for entry in found:
            if entry.name in known:
                if known[entry.name] == entry.is_folder:
                    names.add(entry.name)
                else:
                    wanted = "a folder" if known[entry.name] else "a file"
                    self.error("unreadable-file", f"{entry.name} must be {wanted}", entry.path)
            elif entry.name.endswith((".yaml", ".yml")):
                meant = f"{entry.name.rpartition('.')[0]}.yaml"
                hint = f"rename it to {meant}" if meant in known else f"read are: {', '.join(known)}"
                self.warn("stray-file", "nothing reads this file", entry.path, hint)
            elif entry.is_folder:
                alike = entry.name.lower().rstrip("s")
                for meant in (folder for folder in _FOLDERS if folder.rstrip("s") == alike):
                    self.warn("stray-file", "nothing reads this folder", entry.path, f"rename it to {meant}")
        return frozenset(names)

    def below(self, folder: str, *, dotfiles: bool = False) -> Iterator[str]:
        """All files below a folder of the content."""
        for entry in self.entries(folder, dotfiles=dotfiles):
            if entry.is_folder:
                yield from self.below(entry.path, dotfiles=dotfiles)
            else:
                yield entry.path

    def entries(self, folder: str, *, dotfiles: bool = False) -> Iterator[_Entry]:
        """The files and folders directly in a folder that may be read."""
        try:
            with os.scandir(self.content / folder if folder else self.content) as scan:
                found = sorted(scan, key=lambda entry: entry.name)
        except OSError as problem:
            self.error("unreadable-file", f"the folder cannot be read: {reason(problem)}", folder)
            return
        for item in found:
            path = f"{folder}/{item.name}" if folder else item.name
            if not is_plain(item.name):
                if is_ignored(item.name, dotfiles=dotfiles):
                    continue
                wrong_name = name_problem(item.name, self.at(path))
                if wrong_name:
                    self.problems.append(wrong_name)
                    if wrong_name.level == "error":
                        continue
            if item.is_symlink() and not self.stays_inside(path):
                continue
            try:
                is_folder, is_file = item.is_dir(), item.is_file()
            except OSError as problem:
                self.error("unreadable-file", f"the file cannot be read: {reason(problem)}", path)
                continue
            if is_folder or is_file:
                yield _Entry(item.name, path, is_folder)
            else:
                self.error(
                    "special-file", "this is a pipe, a socket or a device, not a file", path, "delete it"
                )

    def stays_inside(self, path: str) -> bool:
        """Whether a symbolic link leads to something inside the content; reported if not."""
        real = os.path.realpath(self.content / path)
        if real != self.root and not real.startswith(self.root + os.sep):
            hint = "put a copy in its place; a build reads nothing outside the content folder"
            self.error("outside-content", "this symbolic link leads out of the content folder", path, hint)
            return False
        if not os.path.lexists(real):
            self.error("missing-file", "this symbolic link leads nowhere", path, "mend it or delete it")
            return False
        parts = path.split("/")
        above = ("/".join(parts[:count]) for count in range(len(parts)))
        if any(os.path.realpath(self.content / folder) == real for folder in above):
            message = "this symbolic link leads to a folder that holds it"
            self.error("outside-content", message, path, "delete it")
            return False
        return True

    def at(self, path: str) -> Location:
        shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return Location(f"{self.name}/{shown}" if shown else self.name)

    def error(self, code: str, message: str, path: str, hint: str = "") -> None:
        self.problems.append(error(code, message, self.at(path), hint))

    def warn(self, code: str, message: str, path: str, hint: str = "") -> None:
        self.problems.append(warning(code, message, self.at(path), hint))

    def bad_slug(self, name: str, what: str, path: str) -> None:
        could_be = slugify(name)
        hint = f"rename it to {could_be}" if could_be else ""
        message = f"{what} must be lower-case ASCII letters, digits and hyphens"
        self.error("bad-slug", message, path, hint)


# --- Reading -----------------------------------------------------------------------------------------
