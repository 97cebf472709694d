"""Articles as the editor's commands see them: analysed, beside the text of meta.yaml as it stands.

Drafts and articles dated ahead are opened like all others. Nothing here is remembered between runs: these
commands are about a few articles, and see them as they are at this moment.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dateline.analyse.article import Analysis, analyse_article
from dateline.analyse.articles import source_reader
from dateline.analyse.facts import SiteFacts, facts_of
from dateline.analyse.site import read_shared
from dateline.analyse.statements import SourceReader
from dateline.diagnostics import Diagnostic, Location
from dateline.editing.yamledit import Place
from dateline.gathering.gather import Shared
from dateline.model import ArticleMeta
from dateline.options import Options
from dateline.reading.fields import nearest_hint
from dateline.reading.load import ArticleFiles, find_content
from dateline.reading.textfiles import read_text
from dateline.reading.validate import read_article
from dateline.reading.yamlnodes import compose


class UnknownArticle(Exception):
    """A name that no article has; its text says which is nearest."""


class NotWritten(Exception):
    """A file that cannot be written; its text says which, and why."""

    status = 2
    """What a command ends with."""


class Stale(NotWritten):
    """A file that somebody else has changed since it was read."""

    status = 1


class Workspace(NamedTuple):
    """The content, with all that is needed to analyse an article of it."""

    options: Options
    shared: Shared
    facts: SiteFacts
    read_source: SourceReader
    articles: dict[str, ArticleFiles]
    """By slug."""
    problems: list[Diagnostic]
    """Of the files that articles share."""


class Opened(NamedTuple):
    """One article and its meta.yaml."""

    slug: str
    path: Path
    """Of meta.yaml."""
    text: str
    """As it stands in the file, line ends and byte order mark included."""
    meta: ArticleMeta
    analysis: Analysis
    texts: tuple[tuple[str, str], ...]
    """The section files."""

    @property
    def errors(self) -> int:
        """How many errors the article has by itself."""
        return sum(problem.level == "error" for problem in self.analysis.record.summary.problems)


def open_workspace(options: Options) -> Workspace:
    """Finds the content and reads the files that articles share."""
    files, problems = find_content(options.content)
    shared, texts, found = read_shared(options, files)
    return Workspace(
        options=options,
        shared=shared,
        facts=facts_of(files.name, shared.site, show_unattributed=False),
        read_source=source_reader(options.content, texts),
        articles={article.slug: article for article in files.articles if article.sections},
        problems=[*problems, *found],
    )


def chosen(workspace: Workspace, names: Sequence[str]) -> list[str]:
    """The slugs that the names given on the command line stand for; all where none is given.

    A name is a slug, or the path of an article's folder or of a file in it. Raises UnknownArticle.
    """
    if not names:
        return list(workspace.articles)
    slugs = []
    for name in names:
        parts = [part for part in name.replace(os.sep, "/").split("/") if part]
        slug = next((part for part in reversed(parts) if part in workspace.articles), "")
        if not slug:
            hint = nearest_hint(name, workspace.articles)
            raise UnknownArticle(f"there is no article “{name}”" + (f"; {hint}" if hint else ""))
        slugs.append(slug)
    return list(dict.fromkeys(slugs))


def passed_over(workspace: Workspace, names: Sequence[str]) -> list[Diagnostic]:
    """The errors by which `chosen` and `open_articles` leave out something that was asked for.

    Folders that cannot be articles, where no names were given, and shared files that cannot be read. All
    problems where there are no articles at all.
    """
    if not workspace.articles:
        return list(workspace.problems)
    top = workspace.facts.name
    files = {f"{top}/{table}.yaml" for table in ("site", *workspace.shared.unread)}

    def is_meant(file: str) -> bool:
        folder, _, rest = file.removeprefix(f"{top}/").partition("/")
        is_article = folder == "articles" and rest.partition("/")[0] not in workspace.articles
        return file in files or (is_article and not names)

    return [each for each in workspace.problems if each.level == "error" and is_meant(each.at.file)]


def open_articles(workspace: Workspace, slugs: Sequence[str], problems: list[Diagnostic]) -> Iterator[Opened]:
    """The articles, one after the other; those that cannot be read are left out, and `problems` says why."""
    root = workspace.options.content
    for slug in slugs:
        files = workspace.articles[slug]
        _, found = read_text(root, files.meta)
        texts = []
        for path in files.sections:
            text, more = read_text(root, path)
            texts.append((f"{workspace.facts.name}/{path}", text))
            found += more
        if found:
            problems += found
            continue
        raw = (root / files.meta).read_bytes().decode("utf-8")
        opened = reopened(workspace, slug, raw, tuple(texts), problems)
        if opened is not None:
            yield opened


def reopened(
    workspace: Workspace,
    slug: str,
    raw: str,
    texts: tuple[tuple[str, str], ...],
    problems: list[Diagnostic],
) -> Opened | None:
    """The article as it would be with this text in its meta.yaml; None, and why, if it is not YAML."""
    files = workspace.articles[slug]
    file = f"{workspace.facts.name}/{files.meta}"
    meta, found = read_article(slug, as_read(raw), file, workspace.facts.site)
    if meta is None:
        problems += found
        return None
    analysis = analyse_article(meta, files, texts, workspace.facts, workspace.read_source, found)
    return Opened(slug, workspace.options.content / files.meta, raw, meta, analysis, texts)


def as_read(raw: str) -> str:
    """A file's text as `textfiles.read_text` gives it, so that places in it are the same."""
    import unicodedata

    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def place_at(text: str, at: Location) -> Place | None:
    """The keys and indexes that lead to the scalar which is written at a line and column of a YAML text."""
    import yaml

    def walk(node: yaml.Node | None, above: tuple[str | int, ...]) -> Place | None:
        if isinstance(node, yaml.MappingNode):
            steps: list[tuple[str | int, yaml.Node]] = [(key.value, value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            steps = list(enumerate(node.value))
        else:
            mark = node.start_mark if node is not None else None
            here = mark is not None and (mark.line + 1, mark.column + 1) == (at.line, at.column)
            return above if here else None
        for step, value in steps:
            found = walk(value, (*above, step))
            if found is not None:
                return found
        return None

    return walk(compose(text), ())


def shown_place(place: Place) -> str:
    """`quotes[3].exact[1]`, counted from 1 as an editor does."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")


def rewrite(opened: Opened, text: str) -> None:
    """Puts a new text into an article's meta.yaml, whole or not at all.

    Raises Stale if the file is no longer as it was read, NotWritten if it cannot be written.
    """
    try:
        path = Path(os.path.realpath(opened.path))
        if path.read_bytes() != opened.text.encode("utf-8"):
            name = opened.path.name
            raise Stale(f"{name} of “{opened.slug}” has changed meanwhile; nothing was written to it")
        _replace(path, text)
    except OSError as problem:
        raise NotWritten(f"{opened.path} cannot be written: {problem.strerror}") from problem


def _replace(path: Path, text: str) -> None:
    """A new file takes the place of the old one, which keeps its rights."""
    handle, name = tempfile.mkstemp(prefix=".meta-", suffix=".yaml.new", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        Path(name).chmod(path.stat().st_mode & 0o7777)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
