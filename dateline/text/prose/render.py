"""A Markdown file into pieces and visible text; a short Markdown body into HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from html import escape

from dateline.diagnostics import Diagnostic, Location, error, warning
from dateline.text.anchoring import fold
from dateline.text.prose.pieces import (
    START,
    Footnote,
    Heading,
    LinkRules,
    RenderedFile,
    html_of,
)
from dateline.text.prose.plain import is_one_plain_paragraph, read_plain
from dateline.text.prose.setting import set_paragraph
from dateline.text.prose.writer import SECTION_TAGS, Writer


def render_file(
    text: str,
    file: str,
    links: LinkRules,
    *,
    language: str = "en",
    title: str = "",
    own_title: bool = False,
    after: RenderedFile | None = None,
) -> RenderedFile:
    """A Markdown file as top-level blocks, of which each `##` begins a section, with its visible text.

    `file` is its path for messages, `language` a BCP 47 tag for typographic marks, `after` the file of the
    same article before it. A `#` heading counts as a section's and is warned of, but at the very start, with
    the words of `title`, it is left out. With `own_title` the first heading is the file's title, whichever it
    is, and not warned of.
    """
    source = _without_title(clean(text), title, language)
    begins = after.ends if after else START
    writer = Writer(links, language, begins)
    problems: list[Diagnostic] = []
    bodies = read_plain(source, writer)
    if bodies is None:
        writer = writer.fresh()
        bodies = _read_fully(source, file, writer, problems)
    ends = writer.done()
    footnotes = _footnotes(bodies, writer, source, file, problems) if bodies else ()
    blocks = writer.blocks
    heads = [h for h in writer.headings if h.piece == 0 and blocks[h.block].tag in SECTION_TAGS]
    problems += _heading_problems(heads, file, text, own_title=own_title)
    problems += _repeated_ids(writer, file, text)
    problems += [
        error(
            "unsafe-link",
            f"a link may not run a script: “{target[:60]}”",
            _place(text, text.find(target), file),
            "link to an address that starts with https://, or to a file",
        )
        for target in writer.unsafe
    ]
    return RenderedFile(
        file=file,
        source=text,
        text=writer.text(),
        begins=begins,
        ends=ends,
        tops=tuple(blocks),
        heads=tuple(heads),
        subheadings=tuple([h for h in writer.headings if blocks[h.block].tag not in SECTION_TAGS]),
        blocks=tuple(writer.texts),
        footnotes=footnotes,
        links=tuple(writer.links),
        problems=tuple(problems),
    )


def render_note(markdown: str, links: LinkRules, *, language: str = "en", trusted: bool = True) -> str:
    """A short Markdown body (of a note, an event, a person) as HTML.

    Headings become bold paragraphs, footnotes paragraphs at the end. Raw HTML passes, unless the body is
    not `trusted`: then the HTML is sanitised.
    """
    source = clean(markdown).strip("\n")
    if is_one_plain_paragraph(source):
        return f"<p>{escape(set_paragraph(source, language), quote=False)}</p>" if source.strip() else ""
    writer = Writer(links, language)
    bodies = read_plain(source, writer)
    if bodies is None:
        writer = writer.fresh()
        bodies = _read_fully(source, "", writer, [])
    writer.done()
    html = "\n".join([_note_html(writer), *(_note_html(inner) for _, inner in bodies.values())])
    if trusted:
        return html
    import nh3  # needed only for what others wrote

    return nh3.clean(html, url_schemes={"http", "https", "mailto"} | writer.schemes_of_rules())


def clean(text: str) -> str:
    """The text in NFC, without a byte order mark, carriage returns, controls and noncharacters."""
    if text.isascii() and not text.encode("ascii").translate(None, _CLEAN):  # faster than by a pattern
        return "" if text.isspace() else text
    if _UNCLEAN.search(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = _UNCLEAN.sub("", text)
    if not text.strip():
        return ""
    return unicodedata.normalize("NFC", text)


_CLEAN = bytes({9, 10, *range(32, 127)})
_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_TITLE = re.compile(r"\s*#(?!#)[ ]*([^\n]*?)[ ]*#*[ ]*(?:\n|\Z)")
_UNKNOWN_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
_NOTE_HEADING = re.compile(r"<(/?)h[1-6]\b[^>]*>")


def _without_title(source: str, title: str, language: str) -> str:
    """The source without a first heading that only repeats the article's title."""
    match = _TITLE.match(source) if title else None
    if match is None or fold(match[1]).text != fold(title).text:
        return source
    return source[match.end() :]


def _read_fully(
    source: str, file: str, writer: Writer, problems: list[Diagnostic]
) -> dict[str, tuple[str, Writer]]:
    """Reads a file by Python-Markdown; gives its footnotes, and adds what is wrong to `problems`."""
    from dateline.text.prose.full import FullReading, forget_parsers  # loads Python-Markdown

    try:
        reading = FullReading(source)
        reading.write(writer)
    except Exception as failure:
        # A defect of the library, on a text that no test has thought of: the editor gets a place to look at
        # and the page the text, rather than a traceback.
        forget_parsers()
        reason = str(failure).splitlines()[:1] or [""]
        problems.append(
            error(
                "unreadable-markdown",
                f"Python-Markdown cannot read this file: {type(failure).__name__} {reason[0][:80]}".rstrip(),
                Location(file, 1, 1),
                "look for raw HTML that is cut off, or for very deep nesting",
            )
        )
        writer.reset()
        writer.element("p", source)
        return {}
    footnotes = {}
    for label, body in reading.footnotes.items():
        inner = writer.fresh(elsewhere=True)
        reading.write_footnote(label, inner)
        inner.done()
        footnotes[label] = (body, inner)
    for problem, html in reading.unbalanced:
        tag = re.search(r"<[a-zA-Z/][^<>]*>", html)
        problems.append(
            warning(
                "bad-html",
                f"raw HTML is not balanced: {problem}",
                _place(source, source.find(_odd_tag(problem) or (tag[0] if tag else "<")), file),
                "close every element in the block in which it starts",
            )
        )
    problems += [
        error(
            "unclear-emphasis",
            "asterisks or underscores stand so close that Markdown loses words here",
            _place(source, source.find(_first_words(garbled)), file),
            "write a backslash before those that are no emphasis",
        )
        for garbled in reading.garbled
    ]
    if "[^" in source:
        problems += [
            warning(
                "unknown-footnote",
                f"there is no footnote [^{match[1]}] in this file",
                _place(source, match.start(), file),
                f"add a line that starts with [^{match[1]}]:",
            )
            for match in _UNKNOWN_FOOTNOTE.finditer(source)
            if match[1] not in reading.footnotes and match[0] in writer.text()
        ]
    return footnotes


def _footnotes(
    bodies: dict[str, tuple[str, Writer]],
    writer: Writer,
    source: str,
    file: str,
    problems: list[Diagnostic],
) -> tuple[Footnote, ...]:
    """The footnotes with the places of their signs; their links become the file's."""
    offsets: dict[str, list[int]] = {}
    for label, offset in writer.signs:
        offsets.setdefault(label, []).append(offset)
    footnotes = []
    for label, (body, inner) in bodies.items():
        writer.links += inner.links
        writer.unsafe += inner.unsafe
        footnotes.append(
            Footnote(
                label=label,
                offsets=tuple(offsets.get(label, ())),
                html=_note_html(inner),
                source=body,
                file=file,
            )
        )
        if label not in offsets:
            problems.append(
                warning(
                    "unused-footnote",
                    f"nothing in this file refers to the footnote [^{label}]",
                    _place(source, source.find(f"[^{label}]:"), file),
                    f"write [^{label}] where its sign belongs",
                )
            )
        for again in _definitions(label, source)[1:]:
            problems.append(
                warning(
                    "duplicate-footnote",
                    f"the footnote [^{label}] stands in this file twice; only the last is shown",
                    _place(source, again, file),
                    "give one of them another label, or take it away",
                )
            )
    return tuple(footnotes)


def _definitions(label: str, source: str) -> list[int]:
    """Where a footnote is defined: once, or else by mistake, or in an example of code."""
    sign = f"[^{label}]:"
    if source.count(sign) < 2 or _FENCE.search(source):
        return []
    return [found.end() for found in re.finditer(rf"^ {{0,3}}(?={re.escape(sign)})", source, re.MULTILINE)]


_FENCE = re.compile(r"^ *(?:```|~~~)", re.MULTILINE)


def _first_words(garbled: str) -> str:
    """The beginning of a garbled text that stands in the source as it is."""
    return re.split(r"[\x02\x03*_`\[\n]|klzzwxh", garbled)[0]


def _odd_tag(problem: str) -> str:
    """The beginning of the first tag that a message about nesting names."""
    match = re.search(r"</?[a-z0-9-]+", problem)
    return match[0] if match else ""


def _heading_problems(heads: Sequence[Heading], file: str, text: str, *, own_title: bool) -> list[Diagnostic]:
    """A warning for every `#` heading, which belongs to the page and not to a section."""
    count = [head.tag for head in heads].count("h1")
    if not count:
        return []
    places = [match.start(1) for match in re.finditer(r"^(#)(?!#)", text, re.MULTILINE)]
    places += [match.start(1) for match in re.finditer(r"^([^\n]+)\n=+ *$", text, re.MULTILINE)]
    is_titled = own_title and heads[0].tag == "h1"
    places = (sorted(places) + [0] * count)[is_titled:count]
    return [
        warning(
            "top-heading",
            "a `#` heading is the page's; sections start with `##`",
            _place(text, place, file),
            "write `##`, or leave the heading out if it repeats the title",
        )
        for place in places
    ]


def _repeated_ids(writer: Writer, file: str, text: str) -> list[Diagnostic]:
    """An error for every heading whose explicit id a heading before it has."""
    seen: set[str] = set()
    problems = []
    for heading in writer.headings:
        if heading.id and heading.id in seen:
            problems.append(
                error(
                    "duplicate-id",
                    f"two headings of this file have the id “{heading.id}”",
                    _place(text, text.rfind(heading.id), file),
                    "give each heading an id of its own",
                )
            )
        seen.add(heading.id)
    return problems


def _place(text: str, offset: int, file: str) -> Location:
    """An offset of the source as line and column; the first line for an offset of -1."""
    if offset < 0:
        return Location(file, 1, 1)
    return Location(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _note_html(writer: Writer) -> str:
    """All blocks as one HTML text, headings as bold paragraphs."""
    text = writer.text()
    html = "\n".join([html_of(block.pieces, text) for block in writer.blocks])
    if writer.headings:
        html = _NOTE_HEADING.sub(lambda m: "</strong></p>" if m[1] else "<p><strong>", html)
    return html
