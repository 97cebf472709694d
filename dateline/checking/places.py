"""Where an editor mends what is wrong with a written page: the content file that it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dateline.diagnostics import Location
from dateline.model import AnalysedSite
from dateline.reading.load import ContentFiles


class Places:
    """Finds content behind pages. Files are read as they are asked for, and kept."""

    def __init__(self, content: Path, files: ContentFiles, site: AnalysedSite, out: str) -> None:
        """`out` is how messages call the output folder."""
        self._content = content
        self._files = files
        self._site = site
        self._out = out
        self._articles = {article.slug: article for article in files.articles}
        self._text = lru_cache(maxsize=64)(self._read)

    def find(self, page: str, needle: str = "") -> Location:
        """The place of the content that has `needle` and is shown on the page at path `page`.

        Without it, the file that the page is of; for a page of many files, the page itself.
        """
        candidates = tuple(self._candidates(page))
        if needle:
            for path in candidates:
                offset = self._text(path).find(needle)
                if offset >= 0:
                    return self._at(path, offset)
        if candidates:
            return Location(f"{self._files.name}/{candidates[-1]}", 1, 1)
        return self._entry(page) or Location(f"{self._out}/{page}")

    def _candidates(self, page: str) -> Iterator[str]:
        """The content files that a page is made from; the one that stands for it last."""
        match page.split("/"):
            case ["articles", slug, *_] if slug in self._articles:
                article = self._articles[slug]
                yield from article.sections
                yield article.meta
            case [name, "index.html"] if f"pages/{name}.md" in self._files.pages:
                yield f"pages/{name}.md"
            case _ if f"static/{page}" in self._files.static:
                yield f"static/{page}"

    def _entry(self, page: str) -> Location | None:
        match page.split("/"):
            case ["people", person, *_] if person in self._site.people:
                return self._site.people[person].at
            case ["topics", _, *_] if self._files.topics:
                return Location(f"{self._files.name}/{self._files.topics}", 1, 1)
            case _:
                return None

    def _at(self, path: str, offset: int) -> Location:
        text = self._text(path)
        line = text.count("\n", 0, offset) + 1
        return Location(f"{self._files.name}/{path}", line, offset - text.rfind("\n", 0, offset))

    def _read(self, path: str) -> str:
        try:
            return (self._content / path).read_text("utf-8-sig", errors="replace")
        except OSError:
            return ""
