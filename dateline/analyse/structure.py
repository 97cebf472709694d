"""An article's Markdown files as sections with ids, in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from dateline.analyse.article_text import ArticleText, SectionSpan
from dateline.analyse.ids import element_ids, may_be_elements
from dateline.analyse.links import LinkLog, place_of
from dateline.diagnostics import Diagnostic, Location, error
from dateline.model import ArticleMeta
from dateline.reading.fields import nearest_hint
from dateline.slugs import slugify
from dateline.text.anchoring import fold
from dateline.text.prose import Assembled, AssembledSection, RenderedFile, assemble, render_file

Texts = Sequence[tuple[str, str]]
"""Files with their texts."""


def in_order(meta: ArticleMeta, texts: Texts) -> tuple[Texts, list[Diagnostic]]:
    """The section files in the order that meta.yaml asks for; a file that it leaves out is an error."""
    if not meta.sections:
        return texts, []
    by_name = {file.rpartition("/")[2]: (file, text) for file, text in texts}
    problems = []
    ordered = []
    for index, name in enumerate(meta.sections):
        at = meta.places.get(f"sections[{index}]", meta.places.get("sections", meta.at))
        if name in by_name:
            ordered.append(by_name[name])
        else:
            hint = nearest_hint(name, by_name.keys())
            problems.append(error("missing-file", f"the article has no file {name}", at, hint))
    at = meta.places.get("sections", meta.at)
    for name in sorted(by_name.keys() - set(meta.sections)):
        message = f"`sections` leaves out the file {name}"
        problems.append(error("section-left-out", message, at, f"add {name} to the list, or delete the file"))
    return ordered, problems


def read_prose(
    meta: ArticleMeta, texts: Texts, language: str, log: LinkLog
) -> tuple[Assembled, ArticleText, list[Diagnostic]]:
    """The article's prose, assembled, its sections with their ids, and what is wrong with it."""
    files: list[RenderedFile] = []
    for file, text in texts:
        locate = place_of(text, file)
        after = files[-1] if files else None
        files.append(
            render_file(text, file, log.rules(locate), language=language, title=meta.title, after=after)
        )
        log.check_fetched(files[-1].links, locate)
    has_subheadings = any(file.subheadings for file in files)
    assembled = assemble(files, _likely_ids(files) | element_ids(meta).keys() if has_subheadings else set())
    problems = [problem for file in files for problem in file.problems]
    sections, found = _with_ids(assembled)
    problems += [*found, *_check_against_entries(sections, meta, assembled)]
    assembled = replace(assembled, sections=sections)
    spans = tuple([SectionSpan(s.id, s.title, s.start, s.end) for s in sections])
    starts = tuple([section.start for section in sections])
    code = tuple((block.start, block.end) for block in assembled.blocks if block.kind == "code")
    article = ArticleText(assembled.text, fold(assembled.text), spans, starts, assembled.locate, code)
    if texts and not any(text.strip() for _, text in texts):
        hint = "write the article, or delete its folder"
        problems.append(error("no-text", "the article has no text", Location(texts[0][0], 1, 1), hint))
    return assembled, article, problems


_NUMBER = re.compile(r"^\d+-")
_PLAIN_STEM = re.compile(r"(?:[0-9]+-)?([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
"""The name of a file whose stem is a slug as it is."""


def _with_ids(assembled: Assembled) -> tuple[tuple[AssembledSection, ...], list[Diagnostic]]:
    """Sections with ids: the explicit one, or the file's stem, or the slug of the heading."""
    problems: list[Diagnostic] = []
    taken: set[str] = set()
    sections: list[AssembledSection] = []
    for number, section in enumerate(assembled.sections):
        if number == 0:
            sections.append(section)
            continue
        section_id, fixed = _section_id(section, assembled)
        if section_id in taken and fixed:
            problems.append(
                error(
                    "duplicate-section",
                    f"two sections of this article have the id “{section_id}”",
                    assembled.locate(section.start),
                    "give one of the headings an id of its own: `## Heading {#id}`",
                )
            )
        section_id = _free(section_id, taken)
        taken.add(section_id)
        sections.append(replace(section, id=section_id))
    return tuple(sections), problems


def _check_against_entries(
    sections: Sequence[AssembledSection], meta: ArticleMeta, assembled: Assembled
) -> Iterator[Diagnostic]:
    """A section at the address of an entry's words: a link could find only one of them."""
    if not may_be_elements(section.id for section in sections):
        return
    of_entries = element_ids(meta)
    for section in sections:
        entry = of_entries.get(section.id)
        if entry is not None:
            yield error(
                "duplicate-id",
                f"the id of this section, “{section.id}”, is that of an entry's words on the page",
                assembled.locate(section.start),
                f"give the section another with {{#id}}, or the entry at line {entry.line} of meta.yaml",
            )


def _likely_ids(files: Sequence[RenderedFile]) -> set[str]:
    """Every id that a section may get, so that no heading inside a section takes it."""
    ids: set[str] = set()
    for file in files:
        ids.update(head.id or slugify(head.text) for head in file.heads)
        ids.add(_stem(file.file))
    return ids


def _stem(file: str) -> str:
    name = file[file.rfind("/") + 1 :]
    plain = _PLAIN_STEM.fullmatch(name)
    return plain[1] if plain else slugify(_NUMBER.sub("", name.removesuffix(".md")))


def _section_id(section: AssembledSection, assembled: Assembled) -> tuple[str, bool]:
    """The id that a section asks for, and whether it must not be changed."""
    if section.id:
        return section.id, True
    if section.alone and (stem := _stem(assembled.files[section.file].file)):
        return stem, True
    return slugify(section.title) or "section", False


def _free(wanted: str, taken: set[str]) -> str:
    """The wanted id, or that with the first number that makes it free."""
    number, section_id = 1, wanted
    while section_id in taken:
        number += 1
        section_id = f"{wanted}-{number}"
    return section_id
