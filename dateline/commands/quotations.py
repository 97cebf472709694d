"""`dateline quotations FILE…`: the quotations of any text, with who seems to speak."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.options import Options
from dateline.streams import standard_input

if TYPE_CHECKING:
    from dateline.model import Person

EXAMPLE = "dateline quotations notes.md --language en"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files, or lines of JSON on standard input."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="text or Markdown; - is standard input")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read {"id", "text", "lang"?, "people"?} lines from standard input, print a line for each',
    )
    parser.add_argument(
        "--language", metavar="LANG", default="", help="language of the files (default: the site's, or en)"
    )


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Prints the quotations. People of the site are known by their ids where there is a content folder."""
    if arguments.jsonl and arguments.files:
        print("dateline quotations: --jsonl reads standard input and takes no files", file=sys.stderr)
        return 2
    if not arguments.jsonl and not arguments.files:
        print("dateline quotations: name a file, or use --jsonl", file=sys.stderr)
        return 2
    if arguments.jsonl:
        return _lines()
    people, language = _site(options)
    status = 0
    for name in arguments.files:
        try:
            data = standard_input().read() if name == "-" else Path(name).read_bytes()
            text = data.decode("utf-8-sig")
        except OSError as problem:
            print(f"dateline quotations: {name}: {problem.strerror}", file=sys.stderr)
            status = 2
            continue
        except UnicodeDecodeError:
            print(f"dateline quotations: {name}: not a UTF-8 text", file=sys.stderr)
            status = 2
            continue
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        _one_file(options, name, text, people, arguments.language or language)
    return status


def _lines() -> int:
    """Standard input to standard output, a line at a time; a bad line is told and the rest goes on."""
    from dateline.quotations.plain import jsonl

    status = 0
    out = sys.stdout.buffer
    try:
        lines = standard_input()
    except OSError as problem:
        print(f"dateline quotations: -: {problem.strerror}", file=sys.stderr)
        return 2
    for number, data in enumerate(lines, 1):
        try:
            # A byte order mark is none of the line's: so some programs begin a file.
            answers = list(jsonl([data.decode("utf-8-sig" if number == 1 else "utf-8")]))
        except ValueError as problem:
            reason = str(problem).removeprefix("line 1 ")
            print(f"<stdin>:{number}: error[bad-line]: this line {reason}", file=sys.stderr, flush=True)
            status = 1
            continue
        for answer in answers:
            out.write(_encoded(answer) + b"\n")
            out.flush()
    return status


def _encoded(answer: str) -> bytes:
    """A line of JSON as UTF-8; halves of a surrogate pair, which that cannot write, are escaped."""
    try:
        return answer.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(json.loads(answer)).encode("ascii")


def _one_file(options: Options, name: str, text: str, people: list[Person], language: str) -> None:
    from dateline.quotations.plain import as_objects, list_quotations, read_markdown, read_plain

    markdown = name.lower().endswith((".md", ".markdown"))
    plain = read_markdown(text) if markdown else read_plain(text)
    quotes = as_objects(text, list_quotations(plain, people, language))
    if options.format == "json":
        print(json.dumps({"file": name, "quotes": quotes}, ensure_ascii=False))
        return
    for quote in quotes:
        start: int = quote["start"]
        line = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        print(f"{name}:{line}:{column}: {quote['kind']}, {_speaker(quote)}\n  {_shortened(quote['text'])}")
    if options.verbosity >= 0:
        print(f"{name}: {len(quotes)} quotation{'' if len(quotes) == 1 else 's'}")


def _speaker(quote: dict[str, Any]) -> str:
    if quote["kind"] not in ("direct", "partial"):
        return "no speaker"
    if not quote["candidates"]:
        return quote["why"] or "nobody is named nearby"
    who = quote["resolved"] or quote["speaker_text"]
    return f"{who} ({quote['confidence']}): {quote['why']}"


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 100 else words[:99].rstrip() + "…"


def _site(options: Options) -> tuple[list[Person], str]:
    """The site's people and language, as far as there is a site."""
    from dateline.reading.textfiles import read_text
    from dateline.reading.validate import read_people, read_site

    people: list[Person] = []
    language = "en"
    for name in ("people.yaml", "site.yaml"):
        if not (options.content / name).is_file():
            continue
        text, problems = read_text(options.content, name)
        if problems:
            continue
        if name == "people.yaml":
            people = list(read_people(text, name)[0].values())
        else:
            site, _ = read_site(text, name)
            language = site.language if site else language
    return people, language
