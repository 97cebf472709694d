"""The building blocks of the JSON Schemas: kinds of values, as `fields` reads them.

A value may be left empty wherever a key may be left out. To other readers of YAML an unquoted 2030 is a
number; to us it is text, so a schema takes either.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = [
    "ADDRESS",
    "FILE",
    "ID",
    "PATH",
    "PLAIN_FILE",
    "Schema",
    "address",
    "by_id",
    "choice",
    "edtf_date",
    "flag",
    "id_text",
    "list_of",
    "mapping",
    "moment",
    "needed_text",
    "one_of_site",
    "text",
    "whole_file",
    "words",
]

Schema = dict[str, Any]

_SCALAR = ["string", "number"]
ID: Schema = {"type": ["string", "integer"], "pattern": "^-*[a-z0-9][a-z0-9-]*$"}
ADDRESS: Schema = {"type": "string", "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]+([/?#]\S*)?$"}
PATH: Schema = {"type": "string", "pattern": "^/(?!/)[^\\s?#\\\\]*$"}
FILE = r"^(?![A-Za-z][A-Za-z0-9+.-]*:)(?![/\\])(?!(.*/)?\.\.(/|$))[^\\]+$"
TEXT_FILE = rf"^(?=.*\.(txt|md)$){FILE[1:]}"
PLAIN_FILE: Schema = {"type": "string", "pattern": FILE}
_EDTF = r"^[0-9XYESZT~?%:+./,\[\]{} -]+$"
_MOMENT = r"^\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?( ?([Zz]|[+-]\d\d:?(\d\d)?))?)?$"


def whole_file(name: str, description: str, schema: Schema) -> Schema:
    """A whole file's schema; an empty file is one without entries, where that may be."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:dateline:schema:{name}",
        "title": f"{name}.yaml",
        "description": description,
    }
    return {**schema, **head}


def mapping(
    properties: dict[str, Schema],
    *,
    required: Iterable[str] = (),
    description: str = "",
    open: bool = False,
    **more: Any,
) -> Schema:
    """A mapping with these keys and no others, unless it is `open`; `more` are further keywords."""
    needed = list(required)
    schema: Schema = {"type": "object" if needed else ["object", "null"], "properties": properties}
    if description:
        schema["description"] = description
    if needed:
        schema["required"] = needed
    return {**schema, "additionalProperties": open, **more}


def by_id(entry: Schema, description: str = "") -> Schema:
    """A mapping from ids to entries."""
    schema: Schema = {"type": ["object", "null"]}
    if description:
        schema["description"] = description
    return {**schema, "propertyNames": {"pattern": ID["pattern"]}, "additionalProperties": entry}


def list_of(entry: Schema, description: str = "") -> Schema:
    """A list of entries."""
    schema: Schema = {"type": ["array", "null"], "items": entry}
    return {**schema, "description": description} if description else schema


def text(description: str, **more: Any) -> Schema:
    """A text."""
    return {"type": [*_SCALAR, "null"], "description": description, **more}


def needed_text(description: str, **more: Any) -> Schema:
    """A text that must be there."""
    return {"type": _SCALAR, "minLength": 1, "description": description, **more}


def id_text(description: str) -> Schema:
    """One id."""
    return {"type": [*ID["type"], "null"], "pattern": ID["pattern"], "description": description}


def address(description: str, **more: Any) -> Schema:
    """An absolute web address."""
    return {"type": ["string", "null"], "pattern": ADDRESS["pattern"], "description": description, **more}


def edtf_date(description: str, *, null: bool = True) -> Schema:
    """A date in EDTF; the pattern only keeps words out."""
    types = [*_SCALAR, "null"] if null else _SCALAR
    examples = ["2024-04-03", "2024-04", "2024~", "2001-21", "2024/2026", "2024/.."]
    return {"type": types, "pattern": _EDTF, "description": f"{description} (EDTF)", "examples": examples}


def moment(description: str, *, null: bool = True) -> Schema:
    """An ISO 8601 date or date-time."""
    return {
        "type": ["string", "null"] if null else "string",
        "pattern": _MOMENT,
        "description": f"{description} (ISO 8601: a date, or date and time)",
        "examples": ["2024-04-03", "2024-04-03T09:00:00+08:00"],
    }


def flag(description: str) -> Schema:
    """`true` or `false`; false if not given."""
    return {"type": ["boolean", "null"], "description": description, "default": False}


def choice(choices: Iterable[str], description: str, default: str = "") -> Schema:
    """One of a few words."""
    schema: Schema = {"enum": [*filter(None, choices), None], "description": description}
    return {**schema, "default": default} if default else schema


def one_of_site(description: str, known: Iterable[str], *, closed: bool) -> Schema:
    """One of the site's words; any id where the site is not known."""
    names = list(dict.fromkeys(known))
    if closed:
        return {"enum": names, "description": description}
    return {"anyOf": [{"enum": names}, {"type": "string"}], "description": description}


def words(
    description: str, item: Schema | None = None, *, null: bool = True, default: list[str] | None = None
) -> Schema:
    """A list of texts; one by itself is a list of one."""
    one = item or {"type": _SCALAR, "minLength": 1}
    ways: list[Schema] = [one, {"type": "array", "items": one}]
    schema: Schema = {"anyOf": [*ways, {"type": "null"}] if null else ways, "description": description}
    return schema if default is None else {**schema, "default": default}
