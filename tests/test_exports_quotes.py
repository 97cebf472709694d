"""quotes.json, format version 1."""

from __future__ import annotations

import exportsite
import jsonschema
import pytest

_TEXT = {"type": "string", "minLength": 1}
_MAYBE = {"type": ["string", "null"], "minLength": 1}
_PART = {
    "type": "object",
    "required": ["exact", "prefix", "suffix"],
    "additionalProperties": False,
    "properties": {
        "exact": _TEXT,
        "prefix": {"type": "string", "maxLength": 32},
        "suffix": {"type": "string", "maxLength": 32},
    },
}
_QUOTATION = {
    "id": _TEXT,
    "article": _TEXT,
    "section": {"type": "string"},
    "url": {"type": "string", "pattern": "^https://.*#q-"},
    "status": {"enum": ["attributed", "set-aside", "unattributed"]},
    "kind": {"enum": ["direct", "partial", "scare", "title", "term"]},
    "standing": {"enum": ["confirmed", "disputed", "withdrawn"]},
    "parts": {"type": "array", "minItems": 1, "items": _PART},
    "text": _TEXT,
    "speaker": {
        "type": ["object", "null"],
        "required": ["id", "name", "kind"],
        "properties": {"id": _MAYBE, "name": _TEXT, "kind": {"enum": ["person", "organization"]}},
    },
    "role": _MAYBE,
    "organization": _MAYBE,
    "said": _MAYBE,
    "source": _MAYBE,
    "verified": {"type": ["boolean", "null"]},
    "nested_in": _MAYBE,
}
QUOTES = {
    "type": "object",
    "required": ["version", "site", "quotations"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": 1},
        "site": {"type": "object", "required": ["title", "url"]},
        "quotations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": list(_QUOTATION),
                "additionalProperties": False,
                "properties": _QUOTATION,
            },
        },
    },
}


def test_the_file_fits_its_format() -> None:
    document = exportsite.data("quotes.json")
    jsonschema.validate(document, QUOTES)
    assert document["site"] == {"title": "Test & Ledger", "url": exportsite.URL}


def test_each_quotation_is_told_in_full() -> None:
    said, scare = exportsite.data("quotes.json")["quotations"]
    assert said["speaker"] == {"id": "chen-wei", "name": "Chen Wei", "kind": "person"}
    assert (said["role"], said["organization"]) == ("line engineer", "Fab Co")
    assert (said["said"], said["source"], said["verified"]) == ("2024-04-03", "report", None)
    assert said["text"] == "the machines simply went quiet"
    assert (scare["status"], scare["kind"], scare["speaker"]) == ("set-aside", "scare", None)


PROSE = "“One,” said Chen Wei. “Two,” said Lin Mei, “and three.” “Four,” said somebody.\n"
ENTRIES = """\
quotes:
- {exact: One, speaker: chen-wei}
- {exact: [Two, and three], speaker: anonymous, described: a woman, status: disputed}
"""


@pytest.mark.parametrize("shown", [False, True])
def test_unattributed_ones_are_there_where_the_site_asks(shown: bool) -> None:
    """Else they are left out; parts are joined; newest article first, then by place."""
    settings = f"quotes: {{publish_unattributed: {str(shown).lower()}}}\n"
    changes = (
        ("site.yaml", exportsite.FILES["site.yaml"] + settings),
        ("articles/later/meta.yaml", exportsite.FILES["articles/later/meta.yaml"] + ENTRIES),
        ("articles/later/article.md", PROSE),
    )
    import json

    document = json.loads((exportsite.published(changes) / "quotes.json").read_text("utf-8"))
    jsonschema.validate(document, QUOTES)
    found = document["quotations"]
    texts = ["One", "Two … and three", *(["Four,"] if shown else []), "the machines simply went quiet"]
    assert [q["text"] for q in found][: len(texts)] == texts
    assert found[1]["speaker"] == {"id": None, "name": "a woman", "kind": "person"}
    assert found[1]["standing"] == "disputed"
    assert [q["article"] for q in found] == ["later"] * (len(texts) - 1) + ["fab", "fab"]
