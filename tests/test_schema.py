"""The JSON Schemas say what the reader of the files says, as far as a schema can."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dateline.model import Site
from dateline.reading.fields import Fields
from dateline.reading.schema import schemas
from dateline.reading.validate import (
    read_article,
    read_people,
    read_site,
    read_sources,
    read_timeline,
    read_topics,
)
from dateline.reading.yamlnodes import Items, Mapping, Node, read_yaml

DATA = Path(__file__).parent / "data"
CONTENT = Path(__file__).parent.parent / "content"
READERS: dict[str, Callable[[str, str], Any]] = {
    "site": read_site,
    "people": read_people,
    "sources": read_sources,
    "topics": read_topics,
    "timeline": read_timeline,
    "meta": lambda text, file: read_article("x", text, file, None),
}


def as_an_editor_reads(node: Node | None) -> Any:
    """The data as an editor's YAML 1.2 reader sees it: unquoted numbers are numbers."""
    if isinstance(node, Items):
        return [as_an_editor_reads(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key: as_an_editor_reads(pair.value) for key, pair in node.pairs.items()}
    if node is None or node.empty:
        return None
    if not node.plain:
        return node.text
    if node.text in ("true", "false"):
        return node.text == "true"
    if re.fullmatch(r"[-+]?[0-9]+", node.text):
        return int(node.text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", node.text):
        return float(node.text)
    return node.text


def complaints(name: str, text: str, site: Site | None = None) -> list[str]:
    data = as_an_editor_reads(read_yaml(text, "f")[0])
    validator = Draft202012Validator(schemas(site)[name])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


def mappings(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping with named keys in a schema."""
    if "properties" in schema and "type" in schema:
        yield path, schema
        for key, value in schema["properties"].items():
            yield from mappings(value, f"{path}.{key}".strip("."))
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            yield from mappings(schema[keyword], path)


WHOLE = {
    "site": "publisher: {}\nnavigation: [{a: b}]\nquotes: {}\nannotation_kinds: {a: {}}\n",
    "people": "a: {name: A}\n",
    "sources": "a: {title: A}\n",
    "topics": "a: {}\n",
    "timeline": "- {title: A}\n",
    "meta": "dateline: {}\nimage: {}\n"
    + "".join(f"{key}: [{{a: b}}]\n" for key in ("quotes", "annotations", "events", "claims", "corrections")),
}


@pytest.mark.parametrize("name", READERS)
def test_schema_and_reader_have_the_same_keys(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is read is in the schema with a description, and the other way round."""
    read: list[set[str]] = []
    end = Fields.end

    def spy(fields: Fields, *, open: bool = False) -> None:
        read.append(set(fields.asked))
        end(fields, open=open)

    monkeypatch.setattr(Fields, "end", spy)
    READERS[name](WHOLE[name], "f")
    if name == "timeline":
        # Read, so that they can be warned of: there are no words to point at.
        read = [keys - {"exact", "prefix", "suffix", "section"} for keys in read]
    described = [schema["properties"] for _, schema in mappings(schemas()[name])]
    assert sorted(map(sorted, described)) == sorted(map(sorted, read))
    for properties in described:
        for key, value in properties.items():
            described_in = value if "description" in value else value.get("items", {})
            assert described_in["description"], key


@pytest.mark.parametrize("name", READERS)
def test_schemas_are_schemas(name: str) -> None:
    schema = schemas()[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:dateline:schema:{name}"


GOOD = [
    ("site", "title: L\n"),
    (
        "site",
        "title: 1984\nurl: https://example.org/news\nquotes: {unattributed: ignore}\nlanguage: zh-Hant\n",
    ),
    (
        "site",
        "title: L\ndescription:\nratings: [a, b]\nannotation_kinds: {a: {label: A, color: red}, b: }\n",
    ),
    ("people", "a: {name: A, aliases: B, same_as: [https://a.org/x], kind: organization, role: ~}\n"),
    ("people", ""),
    ("sources", "a: {title: A, author: [B, C], published: 2024, accessed: 2024-06-01, text: b.txt}\n"),
    ("topics", "a:\nb: {title: B}\n"),
    ("timeline", "- {date: 2030, title: A}\n- {date: '[1667,1668]', title: B, relation: by}\n"),
    ("timeline", "# none\n"),
    ("meta", "title: 2030\ndateline: {date: 2024-04-03}\nauthors: lin-mei\n"),
    ("meta", (DATA / "whole-meta.yaml").read_text("utf-8")),
]


@pytest.mark.parametrize(("name", "text"), GOOD)
def test_good_files_pass(name: str, text: str) -> None:
    assert complaints(name, text) == []
    assert READERS[name](text, "f")[1] == [] or "color" in text


HEAD = "title: T\ndateline: {date: 2024-04-03}\n"
BAD = [
    ("site", "url: https://example.org/\n", "'title' is a required"),
    ("site", "title: L\nurl: example.org\n", "$.url"),
    ("site", "title: L\nlang: en\n", "'lang' was unexpected"),
    ("site", "title: L\nlanguage: en_US\n", "$.language"),
    ("site", "title: L\nquotes: {unattributed: warning}\n", "$.quotes.unattributed"),
    ("site", "title: L\nnavigation: [{title: A}]\n", "'url' is a required"),
    ("site", "title: [a]\n", "$.title"),
    ("people", "Chen Wei: {name: A}\n", "Chen Wei"),
    ("people", "a: {name: A, kind: organisation}\n", "$.a.kind"),
    ("people", "a: {url: https://a.org}\n", "'name' is a required"),
    ("people", "a: Chen Wei\n", "$.a"),
    ("sources", "a: {title: A, text: ../x.txt}\n", "$.a.text"),
    ("sources", "a: {title: A, text: /etc/passwd}\n", "$.a.text"),
    ("sources", "a: {title: A, text: s.pdf}\n", "$.a.text"),
    ("sources", "a: {title: A, url: 'javascript:x'}\n", "$.a.url"),
    ("sources", "a: {title: A, accessed: yesterday}\n", "$.a.accessed"),
    ("topics", "a: {titel: A}\n", "'titel' was unexpected"),
    ("timeline", "a: b\n", "$"),
    ("timeline", "- {date: 2024}\n", "'title' is a required"),
    ("meta", "title: T\n", "'dateline' is a required"),
    ("meta", f"{HEAD}draft: no\n", "$.draft"),
    ("meta", f"{HEAD}published: 3 April 2024\n", "$.published"),
    ("meta", f"{HEAD}image: {{src: https://a.org/b.jpg}}\n", "$.image.src"),
    ("meta", f"{HEAD}aliases: [old/]\n", "$.aliases"),
    ("meta", f"{HEAD}topics: [Export controls]\n", "$.topics"),
    ("meta", f"{HEAD}quotes: [{{exact: x}}]\n", "'speaker' is a required"),
    ("meta", f"{HEAD}quotes: [{{exact: x, kind: scare, speaker: a}}]\n", "$.quotes[0]"),
    ("meta", f"{HEAD}quotes: [{{exact: x, speaker: Ana Ruiz}}]\n", "$.quotes[0].speaker"),
    ("meta", f"{HEAD}quotes: [{{speaker: a}}]\n", "'exact' is a required"),
    ("meta", f"{HEAD}annotations: [{{prefix: x, body: y}}]\n", "'exact' is a dependency"),
    ("meta", f"{HEAD}events: [{{date: late April, title: T}}]\n", "$.events[0].date"),
    ("meta", f"{HEAD}claims: [{{exact: x}}]\n", "'rating' is a required"),
    ("meta", f"{HEAD}corrections: [{{date: 2024-04-05, kind: x, body: y}}]\n", "$.corrections[0].kind"),
]


@pytest.mark.parametrize(("name", "text", "words"), BAD)
def test_bad_files_fail_as_they_do_in_a_build(name: str, text: str, words: str) -> None:
    """What the schema refuses, the build refuses."""
    assert any(words in complaint for complaint in complaints(name, text))
    assert READERS[name](text, "f")[1]


def test_a_site_brings_its_kinds_and_ratings() -> None:
    """Made for a site, the schema of meta.yaml completes and checks the site's own words."""
    site, _ = read_site("title: L\nannotation_kinds: {background: }\nratings: [right, wrong]\n", "f")
    text = f"{HEAD}annotations: [{{kind: background, body: x}}]\nclaims: [{{exact: x, rating: right}}]\n"
    assert complaints("meta", text, site) == []
    assert complaints("meta", text.replace("right", "accurate"), site) != []
    assert complaints("meta", text.replace("background", "foreground"), site) != []


def test_the_demo_passes() -> None:
    for name in ("site", "people", "sources", "topics", "timeline"):
        path = CONTENT / f"{name}.yaml"
        if path.exists():
            assert complaints(name, path.read_text("utf-8")) == [], name
    articles = sorted(CONTENT.glob("articles/*/meta.yaml"))
    assert articles
    for path in articles:
        assert complaints("meta", path.read_text("utf-8")) == [], path


DOCS = Path(__file__).parent.parent / "docs/reference/content-format.md"
CHAPTERS = {
    "site": "site.yaml",
    "people": "people.yaml",
    "sources": "sources.yaml",
    "topics": "topics.yaml",
    "timeline": "events",
    "meta": "Articles: meta.yaml",
}


def test_every_key_is_in_the_reference() -> None:
    """docs/reference names each key in the chapter of its file or list, and no key that does not exist."""
    chapters: dict[str, str] = {}
    for part in re.split(r"^##+ ", DOCS.read_text("utf-8"), flags=re.MULTILINE):
        title, _, text = part.partition("\n")
        chapters[title.strip()] = text
    known = {
        key for schema in schemas().values() for _, found in mappings(schema) for key in found["properties"]
    }
    for name, schema in schemas().items():
        for path, found in mappings(schema):
            entry = path if name == "meta" and path in chapters else ""
            text = chapters[entry or CHAPTERS[name]]
            for key in found["properties"]:
                assert f"`{key}`" in text, f"{name}: {path}.{key}"
    for text in chapters.values():
        for row in re.findall(r"^\| (`[^|]*) \|", text, flags=re.MULTILINE):
            for key in re.findall(r"`([a-z_]+)`", row):
                assert key in known, key


def test_every_choice_is_in_the_reference() -> None:
    text = DOCS.read_text("utf-8")

    def choices(schema: object) -> Iterator[str]:
        if isinstance(schema, dict):
            yield from (choice for choice in schema.get("enum", ()) if choice)
            for value in schema.values():
                yield from choices(value)
        elif isinstance(schema, list):
            for value in schema:
                yield from choices(value)

    for choice in choices(schemas()):
        assert f"`{choice}`" in text, choice
