"""sources.yaml."""

from __future__ import annotations

from dateline.diagnostics import Diagnostic
from dateline.model import Source
from dateline.reading import formats
from dateline.reading.fields import Fields
from dateline.reading.yamltables import entries_by_id

__all__ = ["read_sources"]


def read_sources(text: str, file: str) -> tuple[dict[str, Source], list[Diagnostic]]:
    """Documents by id, in the order written."""
    return entries_by_id(text, file, "a source", _source)


def _source(id: str, fields: Fields) -> Source:
    source = Source(
        id=id,
        title=fields.required("title"),
        author=", ".join(fields.texts("author")),
        publisher=fields.text("publisher"),
        url=fields.address("url"),
        published=fields.edtf("published"),
        accessed=fields.edtf("accessed"),
        archive=fields.address("archive"),
        text=fields.form("text", "bad-path", formats.source_text),
        text_at=fields.places.get("text"),
        at=fields.at,
    )
    fields.end()
    return source
