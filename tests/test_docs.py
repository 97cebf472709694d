"""The documentation says what the program does: codes, commands, options, examples, links."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from problemcodes import Found, problem_codes, unreadable_calls
from problemexamples import EXAMPLES, output, sections, shown_example

import dateline
from dateline.cli import COMMANDS, main
from dateline.dates.datewords import date_words
from dateline.diagnostics import Diagnostic
from dateline.reading import validate
from dateline.shells import described

ROOT = Path(__file__).parent.parent
PACKAGE = Path(dateline.__file__).parent
DOCS = ROOT / "docs"
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")],
    key=lambda path: path.relative_to(ROOT).as_posix(),
)
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())


@cache
def text_of(page: Path) -> str:
    return page.read_text("utf-8")


# --- Problems -------------------------------------------------------------------------------------------

ERRORS = DOCS / "reference" / "errors.md"
UNREPEATED = {"internal-error", "unclear-emphasis"}
"""A defect of the program, and one that only some releases of Python-Markdown have."""


@cache
def given() -> list[Found]:
    return problem_codes(PACKAGE)


def test_every_code_can_be_found_in_the_source() -> None:
    """No problem is made with a code that `problem_codes` does not see."""
    assert unreadable_calls(PACKAGE) == []


def test_every_code_is_documented_and_no_other() -> None:
    """The page has a section for each code that the program can give."""
    codes = {found.code for found in given()}
    assert codes == sections(text_of(ERRORS)).keys()
    assert codes == EXAMPLES.keys() | UNREPEATED


def test_the_index_lists_every_code_in_order_with_its_level() -> None:
    """The index, the sections and the source agree on each code's levels."""
    page = text_of(ERRORS)
    index = re.findall(r"^\| \[`([a-z-]+)`\]\(#([a-z-]+)\) \| ([a-z ]+) \|", page, re.MULTILINE)
    codes = [code for code, _, _ in index]
    assert codes == sorted(sections(page))
    assert codes == [anchor for _, anchor, _ in index]
    for code, _, levels in index:
        assert f"**{levels.capitalize()}.**" in sections(page)[code], code
        made = {found.level for found in given() if found.code == code} - {""}
        assert made <= set(levels.split(" or ")), code


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_an_example_is_what_the_program_prints(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of a message: `python tests/problemexamples.py` writes the examples anew."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    assert shown_example(sections(text_of(ERRORS))[code]) == output(code)


def test_every_section_has_an_example() -> None:
    """Those that cannot be repeated here, too."""
    for code, section in sections(text_of(ERRORS)).items():
        assert f"[{code}]: " in shown_example(section), code


# --- Commands -------------------------------------------------------------------------------------------

_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*\b")
_FENCE = re.compile(r"^ *```(?P<language>\w*)\n(?P<text>.*?)^ *```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
COMMON = {name for option in described()[0].options for name in option.names}
OWN = {
    command.name: {name for option in command.options for name in option.names} - COMMON
    for command in described()
}


def test_commands_are_documented_with_their_options_and_no_others() -> None:
    """Each section of the page has exactly the options of its command; the first one those of all."""
    parts = re.split(r"^## (.+)\n", text_of(DOCS / "reference" / "commands.md"), flags=re.MULTILINE)
    page = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert set(COMMANDS) <= page.keys()
    first = page["Options of every command"]
    assert set(re.findall(_OPTION, "".join(_first_cells(first)))) == COMMON
    for command in COMMANDS:
        section = page[command]
        assert f"$ dateline {command}" in section, command
        assert set(re.findall(_OPTION, "".join(_first_cells(section)))) == OWN[command]
        inside = set(re.findall(_OPTION, "\n".join(_code(section))))
        assert inside <= OWN[command] | COMMON, command


def _first_cells(section: str) -> list[str]:
    return [line.split("|")[1] for line in section.splitlines() if line.startswith("| `-")]


@every_page
def test_code_names_commands_and_options_that_exist(page: Path) -> None:
    """`dateline suggest --write` in a text or an example is a command with that option."""
    for line in _command_lines(text_of(page)):
        words = shlex.split(re.split(r"[|>;]|&&", line)[0].replace("…", ""), comments=True)
        names = [word for word in words if word in COMMANDS]
        options = {word.partition("=")[0] for word in words if word.startswith("-") and len(word) > 1}
        plain = [word for word in words if word[:1].islower() and word not in COMMANDS]
        if not names and plain and not options:
            raise AssertionError(f"no such command: dateline {line}")
        assert options <= COMMON | OWN.get(names[0] if names else "", set()), line


def _command_lines(text: str) -> Iterator[str]:
    """What follows `dateline` or `build.py` in commands, as far as it is one command."""
    for code in _code(text):
        for line in code.splitlines():
            for call in re.split(r"&&|;", line):
                found = re.match(
                    r"(?:\s*\$ )?(?:\s*[A-Z_]+=\S+)*\s*(?:dateline|python build\.py) (?!=|\|)(.*)", call
                )
                if found:
                    yield found[1]


def _code(text: str) -> Iterator[str]:
    """Blocks of commands, and spans of code in the prose."""
    for fence in _FENCE.finditer(text):
        if fence["language"] in ("console", "sh"):
            yield fence["text"]
    for span in _SPAN.finditer(_FENCE.sub("", text)):
        yield span[1]


# --- Examples of YAML -----------------------------------------------------------------------------------

_ENTRIES = {"quotes", "annotations", "events", "claims", "corrections"}
_OF_OTHERS = {"schedule"}
"""First keys of examples that are files of other programs: a workflow of GitHub."""


@every_page
def test_yaml_is_as_the_program_reads_it(page: Path) -> None:
    """Every example of YAML is a file of the content, or an entry of one, without a mistake in it."""
    for fence in _FENCE.finditer(text_of(page)):
        if fence["language"] == "yaml":
            text = textwrap.dedent(fence["text"])
            assert [(p.code, p.message) for p in _yaml_problems(text)] == [], text


def _yaml_problems(text: str) -> list[Diagnostic]:
    """What is wrong with an example, read as the file that its keys are those of."""
    data = yaml.load(text, yaml.BaseLoader)
    if data is None:
        return []  # a comment
    if isinstance(data, list):
        keys = set(data[0])
        kind = "quotes" if "speaker" in keys else "annotations" if "exact" in keys else ""
        if not kind:
            return list(validate.read_timeline(text, "timeline.yaml")[1])
        data, text = {kind: data}, f"{kind}:\n" + textwrap.indent(text, "  ")
    keys = set(data)
    if keys & _OF_OTHERS:
        return []
    if "dateline" in keys or (keys & _ENTRIES and not isinstance(data.get("quotes"), dict)):
        head = "" if "dateline" in keys else "title: T\ndateline: {date: 2024-04-03}\n"
        site, _ = validate.read_site("title: T\n", "site.yaml")
        assert site is not None
        return list(validate.read_article("a", head + text, "meta.yaml", site)[1])
    if all(isinstance(value, dict) for value in data.values()):
        read = validate.read_people if "name" in next(iter(data.values())) else validate.read_sources
        return list(read(text, "file.yaml")[1])
    head = "" if "title" in keys else "title: T\n"
    return list(validate.read_site(head + text, "site.yaml")[1])


def test_dates_are_shown_in_the_words_of_the_reference() -> None:
    """The table of what can be written has the words that a page shows."""
    table = (
        text_of(DOCS / "reference" / "dates.md").partition("## What can be written")[2].partition("\n## ")[0]
    )
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| `")]
    assert len(rows) > 20
    for _, written, _, words, _ in rows:
        for date in (date for date in _SPAN.findall(written) if not re.fullmatch(r"\d\d", date)):
            assert date_words(date, "en").replace("\u202f", " ") in re.split(r" · | … ", words.strip()), date


# --- Links ----------------------------------------------------------------------------------------------

_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


@every_page
def test_links_lead_somewhere(page: Path) -> None:
    """Relative links name files of the repository, and their fragments headings of the page."""
    prose = _SPAN.sub("", _FENCE.sub("", text_of(page)))
    for found in _LINK.finditer(prose):
        target = found["target"]
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.is_relative_to(ROOT), target
        assert linked.exists(), target
        if fragment:
            assert fragment in _anchors(linked), target


@cache
def _anchors(page: Path) -> frozenset[str]:
    """The ids that a repository host gives to the headings of a page."""
    seen: Counter[str] = Counter()
    anchors = []
    for heading in _HEADING.findall(_FENCE.sub("", text_of(page))):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        anchors.append(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return frozenset(anchors)


def test_the_contents_list_every_page() -> None:
    """docs/README.md leads to all pages of the documentation."""
    contents = text_of(DOCS / "README.md")
    for page in DOCS.rglob("*.md"):
        path = page.relative_to(DOCS).as_posix()
        assert path == "README.md" or f"]({path})" in contents, path


@every_page
def test_no_page_names_a_place_of_one_machine(page: Path) -> None:
    """Paths are those that any reader has."""
    assert re.findall(r"(?<![\w.])/(?:tmp|work|home|Users|root|mnt)/\S+|[A-Z]:\\\S+", text_of(page)) == []


# --- The first example ----------------------------------------------------------------------------------


def test_the_example_of_the_readme_works_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its commands run, its files are written where it says, and the site has no problem."""
    example = text_of(ROOT / "README.md").partition("## An article in ten lines")[2].partition("\n## ")[0]
    commands = re.findall(r"dateline (init|new) (\".*?\"|\S+)", example)
    files = re.findall(r"`([\w/-]+\.(?:md|yaml))`[^\n]*\n\n```\w+\n(.*?)```", example, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    assert [name for name, _ in commands] == ["init", "new"]
    assert main(["init", commands[0][1]]) == 0
    monkeypatch.chdir(tmp_path / commands[0][1])
    assert main(["new", commands[1][1].strip('"')]) == 0
    assert [Path(name).name for name, _ in files] == ["01-lede.md", "meta.yaml", "people.yaml"]
    folder = Path(files[0][0]).parent
    for name, text in files:
        path = Path(name) if "/" in name else folder / name
        before = path.read_text("utf-8") if path.name == "people.yaml" else ""
        path.write_text(before + text, "utf-8")
    capsys.readouterr()
    assert main(["build", "--strict", "--jobs", "1"]) == 0
    assert "0 warnings" in capsys.readouterr().out
    assert "Chen Wei" in Path("site/people/chen-wei/index.html").read_text("utf-8")
    _check_data_files(Path("site"))


def _check_data_files(site: Path) -> None:
    """Every file of a site that is no page and no part of the theme is in the reference."""
    rows = re.findall(r"^\| (`/.*?) \|", text_of(DOCS / "reference" / "data-files.md"), re.MULTILINE)
    listed = [pattern for row in rows for pattern in _SPAN.findall(row)]
    for path in (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()):
        known = (
            path.endswith((".html", "/bridge.svg"))
            or path.startswith("assets/")
            or path == ".dateline-manifest"
        )
        assert known or any(_is_like(f"/{path}", pattern) for pattern in listed), path


def _is_like(path: str, pattern: str) -> bool:
    """Whether an address is that of a pattern: a folder, an ending, or a path with words in `<>`."""
    if pattern.endswith("/") and pattern != "/":
        return path.startswith(pattern)
    if re.fullmatch(r"\.[a-z]+", pattern):
        return path.endswith(f"/feed{pattern}")
    parts = map(re.escape, re.split(r"<[a-z]+>", pattern))
    return re.fullmatch("[^/]+".join(parts), path) is not None


# --- The layout -----------------------------------------------------------------------------------------


def test_the_layout_names_modules_that_exist() -> None:
    """Every module, folder and file that the page on architecture names is there."""
    page = text_of(DOCS / "explanation" / "architecture.md")
    rows = "".join(line.split("|")[2] for line in page.splitlines() if line.startswith("| "))
    named = set(_SPAN.findall(rows)) | {span for span in _SPAN.findall(page) if re.search(r"/$|\.\w+$", span)}
    for name in named - {"analyse.article.analyse_article"}:
        places = [folder / tail for folder in (PACKAGE, ROOT) for tail in (name, f"{name}.py")]
        assert any(place.exists() for place in places), name
