"""The quotations of any text, plain or Markdown, in place and without a parser; as JSON lines too.

Whatever is not prose (tags, code, link targets, list signs) is blanked out, so that every offset
counts in the text as it was given. Articles of a site do not come this way: their visible text is
made by the Markdown reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from dateline.diagnostics import Location
from dateline.model import Person
from dateline.quotations.blocks import PlainBlock
from dateline.quotations.find import Quotation, Unclosed, find
from dateline.quotations.speakers import Suggestion, suggest_speakers


class Plain(Struct, frozen=True):
    """A text read as plain text or Markdown."""

    text: str
    """As long as the text given, with blanks for what is no prose, and a line break only between blocks."""
    blocks: tuple[PlainBlock, ...]


class Listing(Struct, frozen=True):
    """The quotations of a text, each with a suggestion."""

    quotations: tuple[Quotation, ...]
    suggestions: tuple[Suggestion, ...]
    unclosed: tuple[Unclosed, ...]


def list_quotations(plain: Plain, people: Sequence[Person] = (), language: str = "en") -> Listing:
    """Finds the quotations of a text that `read_plain` or `read_markdown` read, and who speaks."""
    quotations, unclosed = find(plain.text, plain.blocks, language)
    suggestions = suggest_speakers(plain.text, quotations, people, language, plain.blocks)
    return Listing(quotations, suggestions, unclosed)


def jsonl(lines: Iterable[str]) -> Iterator[str]:
    """For each line `{"id", "text", "lang"?, "people"?}` a line `{"id", "quotes": [...]}`.

    A text without `lang` is read in the language that it looks to be in.
    A quotation has `start` and `end` (code points of `text`, marks included), `text`, `kind`,
    `speaker_text` and `speaker_start` (the words that name the speaker, or null), `resolved` (the id or
    full name that they stand for, or null), `confidence`, `why` and `candidates`. Quotations inside
    others are part of these and not listed, but for those in block quotes without marks and for “so”
    in a passage set off by straight marks. Raises ValueError, which names the line, for one that is no
    JSON object with a text.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except ValueError as error:
            raise ValueError(f"line {number} is not JSON: {error}") from None
        if not isinstance(given, dict) or not isinstance(given.get("text"), str):
            raise ValueError(f'line {number} is not an object with a "text"')
        text = given["text"]
        language = str(given.get("lang") or language_of(text))
        listing = list_quotations(read_plain(text), _people(given.get("people")), language)
        yield json.dumps({"id": given.get("id"), "quotes": as_objects(text, listing)}, ensure_ascii=False)


def language_of(text: str) -> str:
    """Which of the languages read here a text is in, by the small words of its beginning; `en` in doubt."""
    words = _WORD.findall(text[:_TELLING].lower())
    counts = {language: sum(map(small.__contains__, words)) for language, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > 2 * counts["en"] else "en"


def as_objects(text: str, listing: Listing) -> list[dict[str, Any]]:
    """The quotations of a text as `jsonl` writes them."""
    return [
        _as_object(text, quotation, suggestion)
        for quotation, suggestion in zip(listing.quotations, listing.suggestions, strict=True)
        if quotation.nested_in is None or _at_one_level(quotation, listing.quotations[quotation.nested_in])
    ]


def _at_one_level(quotation: Quotation, outer: Quotation) -> bool:
    """Whether a quotation in another counts as one of the text: the outer one is a block quote without
    marks, or straight marks set off a passage that has curly ones itself."""
    return outer.nested_in is None and (not outer.mark or (quotation.mark == "“" and outer.mark == '"'))


def read_plain(text: str) -> Plain:
    """Reads plain text: a line is a paragraph, unless the text is wrapped and blank lines divide it."""
    text = _blanked(text, _TAG)
    lines = _lines(text)
    if _is_wrapped(text, lines):
        lines = _joined(text, lines)
        text = _unwrapped(text, lines)
    return Plain(text, tuple(PlainBlock(start, end) for start, end in lines if text[start:end].strip()))


def read_markdown(text: str) -> Plain:
    """Reads Markdown: code, tags, link targets and the signs of blocks are left out."""
    blanked = _blanked(text, _FRONT_MATTER)
    blanked = _blanked(blanked, _FENCE)
    blanked = _blanked(blanked, _CODE)
    blanked = _blanked(blanked, _TAG)
    blanked = _blanked(blanked, _TARGET)
    blanked = _blanked(blanked, _EMPHASIS)
    blocks: list[PlainBlock] = []
    section = quote = 0
    open_block: list[int] | None = None  # start, end, kind, quote of the paragraph being read

    def close() -> None:
        nonlocal open_block
        if open_block is not None:
            start, end, kind, number = open_block
            blocks.append(PlainBlock(start, end, _KINDS[kind], number, section))
        open_block = None

    quoted_before = False
    letters = list(blanked)
    for start, end in _lines(blanked):
        signs = _BLOCK_SIGNS.match(blanked, start, end)
        at = signs.end() if signs else start
        mark = signs[0] if signs else ""
        for place in range(start, at):
            letters[place] = " "
        if not blanked[at:end].strip(" \t#"):
            close()
            quoted_before = quoted_before and ">" in mark
            continue
        quoted = ">" in mark
        if quoted and not quoted_before:
            close()
            quote += 1
        elif quoted_before and not quoted and open_block is None:
            quoted_before = False
        quoted_before = quoted or (quoted_before and open_block is not None)
        number = quote if quoted_before else -1
        heading = _HEADING.match(blanked, at, end)
        if heading:
            close()
            if len(heading[1]) <= 2:
                section += 1
            for place in range(at, heading.end()):
                letters[place] = " "
            blocks.append(PlainBlock(heading.end(), end, "heading", number, section))
        elif _ITEM.match(mark.lstrip("> \t")) or open_block is None:
            close()
            open_block = [at, end, 1 if _ITEM.match(mark.lstrip("> \t")) else 0, number]
        else:
            open_block[1] = end
    close()
    read = "".join(letters)
    return Plain(_unwrapped(read, [(block.start, block.end) for block in blocks]), tuple(blocks))


_WORD = re.compile(r"[^\W\d_]+")
_TELLING = 1500  # characters
# Words that are frequent in one of the languages and in no other.
_SMALL_WORDS = {
    "en": frozenset(
        ("the", "and", "of", "to", "that", "is", "was", "with", "said", "he", "she", "it", "not")
    ),
    "de": frozenset(
        ("der", "die", "und", "das", "ist", "nicht", "mit", "sich", "dem", "ein", "eine", "auf", "sagte")
    ),
    "fr": frozenset(
        ("le", "les", "des", "est", "une", "dans", "du", "pas", "au", "il", "elle", "et", "qui", "dit")
    ),
    "es": frozenset(
        ("el", "los", "las", "del", "una", "por", "con", "no", "y", "dijo", "su", "como", "más", "al")
    ),
}
_KINDS = ("p", "li")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,2000}>|<!--.*?-->", re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---(?=\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^[ ]{0,3}(`{3,}|~{3,}).*?(?:^[ ]{0,3}\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?:\n(?!\s*\n)[^\n]*?){0,5}(?<!`)\1(?!`)")
# The address and title of a link, its brackets, a footnote's sign, an address by itself, attributes.
_TARGET = re.compile(
    r"\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)|\]\[[^\]\n]{0,200}\]|^\[(?!\^)[^\]\n]+\]:[^\n]*|\[\^[^\]\n]{1,80}\]:?"
    r"|https?://\S+|\{[:#.][^{}\n]*\}|!?\[(?=[^\]\n]{0,500}(?:\]|$))|\]",
    re.MULTILINE,
)
_EMPHASIS = re.compile(r"[*_]+(?=\S)|(?<=\S)[*_]+")
_BLOCK_SIGNS = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S))?")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")
_HEADING = re.compile(r"(#{1,6})[ \t]+")
_WRAPPED_AT = 100


def _as_object(text: str, quotation: Quotation, suggestion: Suggestion) -> dict[str, Any]:
    candidates = [
        {
            "speaker_text": text[candidate.start : candidate.start + len(candidate.text)],
            "speaker_start": candidate.start,
            "resolved": candidate.person or candidate.name or None,
            "speaker_kind": candidate.kind,
            "share": candidate.share,
        }
        for candidate in suggestion.candidates
    ]
    said = suggestion.kind in ("direct", "partial")
    first = candidates[0] if candidates and said else {}
    return {
        "start": quotation.start,
        "end": quotation.end,
        "text": text[quotation.start : quotation.end],
        "kind": suggestion.kind,
        "speaker_text": first.get("speaker_text"),
        "speaker_start": first.get("speaker_start"),
        "resolved": first.get("resolved"),
        "confidence": suggestion.confidence,
        "why": suggestion.why,
        "candidates": candidates if said else [],
    }


def _people(given: Any) -> list[Person]:
    """People as people.yaml has them (id to fields), or a list of fields with an id, or of names."""
    if isinstance(given, dict):
        given = [
            {"id": key, **(value if isinstance(value, dict) else {"name": value})}
            for key, value in given.items()
        ]
    people = []
    for entry in given if isinstance(given, list) else []:
        fields = entry if isinstance(entry, dict) else {"name": entry}
        name = fields.get("name")
        if isinstance(name, str) and name:
            aliases = fields.get("aliases")
            people.append(
                Person(
                    id=str(fields.get("id") or name),
                    name=name,
                    sort_name=name,
                    kind="organization" if fields.get("kind") == "organization" else "person",
                    role=str(fields.get("role") or ""),
                    aliases=tuple(str(alias) for alias in aliases) if isinstance(aliases, list) else (),
                    at=Location(""),
                )
            )
    return people


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda found: _NOT_BREAK.sub(" ", found[0]), text)


_NOT_BREAK = re.compile(r"[^\n]")


def _lines(text: str) -> list[tuple[int, int]]:
    lines = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the lines of a text are cut at a width, and paragraphs are what blank lines divide."""
    if "\n\n" not in text and len(lines) < 4:
        return False
    broken = whole = 0
    for (start, end), (start_after, end_after) in pairwise(lines):
        if start == end or start_after == end_after:
            continue
        if end - start > _WRAPPED_AT:
            return False
        if end - start > _WRAPPED_AT * 0.45 and text[end - 1] not in ".!?:”\"’'":
            broken += 1
        else:
            whole += 1
    return broken > 2 and broken > 2 * whole


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    apart = True
    for start, end in lines:
        if not text[start:end].strip():
            apart = True
        elif apart or not joined:
            joined.append((start, end))
            apart = False
        else:
            joined[-1] = (joined[-1][0], end)
    return joined


def _unwrapped(text: str, paragraphs: list[tuple[int, int]]) -> str:
    """The text with a blank for each line break inside a paragraph."""
    out = []
    at = 0
    for start, end in paragraphs:
        out.append(text[at:start])
        out.append(text[start:end].replace("\n", " "))
        at = end
    out.append(text[at:])
    return "".join(out)
