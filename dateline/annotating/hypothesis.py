"""Annotations as Hypothesis and the Web Annotation data model write them, to plain values and back.

Read: the Hypothesis API's search result (`{"rows": [...]}`, or a list of rows) and a Web Annotation
Annotation, AnnotationPage or AnnotationCollection (W3C Recommendation, 23 February 2017). Nothing read is
trusted; what becomes of the values is decided in `taking`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from dateline.annotating.fromhtml import markdown_of
from dateline.model import Note, Source


class Foreign(Struct, frozen=True, kw_only=True):
    """An annotation as it was read."""

    address: str
    """Of the page that it is about."""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    """Where the words began in the text that it was made on; -1 if not told."""
    end: int = -1
    """Where they ended, if that is told and the words are not."""
    section: str = ""
    """From a FragmentSelector."""
    body: str = ""
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Addresses of what it links to as sources."""
    creator: str = ""
    created: str = ""
    updated: str = ""
    origin: str = ""
    """Its own address."""
    via: str = ""
    """Where it was taken from, if the place that hands it out had it from elsewhere."""
    is_reply: bool = False


class NotAnnotations(ValueError):
    """Data that is neither of the two forms."""


def read_annotations(data: Any) -> list[Foreign]:
    """The annotations of a document. Raises NotAnnotations if it is none that is known."""
    if isinstance(data, dict) and isinstance(data.get("rows"), list):
        return [_row(row) for row in data["rows"] if isinstance(row, dict)]
    if isinstance(data, list):
        rows = [row for row in data if isinstance(row, dict)]
        return [_w3c(row) if row.get("type") == "Annotation" else _row(row) for row in rows]
    if isinstance(data, dict):
        kind = data.get("type")
        if kind == "Annotation":
            return [_w3c(data)]
        if kind == "AnnotationPage" or isinstance(data.get("items"), list):
            return [_w3c(item) for item in _items(data.get("items")) if isinstance(item, dict)]
        if kind == "AnnotationCollection" and isinstance(data.get("first"), dict):
            return read_annotations(data["first"])
    raise NotAnnotations("neither a Hypothesis export with `rows` nor a Web Annotation page with `items`")


def hypothesis_row(note: Note, address: str, title: str, sources: Iterable[str]) -> dict[str, Any]:
    """A note as a row of Hypothesis's export. What Hypothesis has no field for is under `dateline`."""
    own = f"{address}#a-{note.id}"
    selectors: list[dict[str, Any]] = []
    if note.target is not None:
        target = note.target
        selectors = [
            {"type": "TextPositionSelector", "start": target.start, "end": target.end},
            {
                "type": "TextQuoteSelector",
                "exact": target.exact,
                "prefix": target.prefix,
                "suffix": target.suffix,
            },
        ]
    elif note.section:
        selectors = [{"type": "FragmentSelector", "value": note.section}]
    row: dict[str, Any] = {
        "id": own,
        "uri": address,
        "document": {"title": [title]},
        "text": note.source_text,
        "tags": [note.kind, *note.tags],
        "target": [{"source": address, **({"selector": selectors} if selectors else {})}],
        "links": {"html": note.origin or own},
        "references": [],
        "dateline": {"sources": list(sources)},
    }
    if note.creator:
        row["user"] = f"acct:{re.sub(r'[^a-z0-9._]+', '.', note.creator.lower()).strip('.') or 'x'}@dateline"
        row["user_info"] = {"display_name": note.creator}
    if note.created:
        row["created"] = note.created
    if note.updated:
        row["updated"] = note.updated
    return row


def source_address(source: Source, list_address: str) -> str:
    """What a source is known by outside: its own address, or its place in the site's list."""
    return source.url or list_address


def orphan_page(orphans: Iterable[Foreign]) -> dict[str, Any]:
    """Annotations as they were read, as a Web Annotation page; `read_annotations` gives the same again."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "items": [_orphan(foreign) for foreign in orphans],
    }


def _orphan(foreign: Foreign) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = []
    if foreign.body:
        bodies.append({"type": "TextualBody", "value": foreign.body, "format": "text/markdown"})
    bodies += [{"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in foreign.tags]
    bodies += [{"type": "SpecificResource", "source": link, "purpose": "linking"} for link in foreign.sources]
    selectors: list[dict[str, Any]] = []
    if foreign.exact:
        quote = {"exact": foreign.exact, "prefix": foreign.prefix, "suffix": foreign.suffix}
        selectors.append({"type": "TextQuoteSelector", **quote})
    if foreign.start >= 0:
        end = foreign.end if foreign.end >= 0 else foreign.start + len(foreign.exact)
        selectors.append({"type": "TextPositionSelector", "start": foreign.start, "end": end})
    if foreign.section:
        selectors.append({"type": "FragmentSelector", "value": foreign.section})
    target: dict[str, Any] = {"source": foreign.address}
    if selectors:
        target["selector"] = selectors
    facts = {
        "id": foreign.origin,
        "created": foreign.created,
        "modified": foreign.updated,
        "via": foreign.via,
    }
    annotation: dict[str, Any] = {"type": "Annotation", **{k: v for k, v in facts.items() if v}}
    if foreign.creator:
        annotation["creator"] = {"type": "Person", "name": foreign.creator}
    if bodies:
        annotation["body"] = bodies
    return {**annotation, "target": target}


# --- Hypothesis -----------------------------------------------------------------------------------------


def _row(row: dict[str, Any]) -> Foreign:
    target = next((t for t in _items(row.get("target")) if isinstance(t, dict)), {})
    user = _text(row.get("user")).removeprefix("acct:").partition("@")[0]
    shown = row.get("user_info")
    links = row.get("links")
    link = _text(links.get("html")) if isinstance(links, dict) else ""
    own = _text(row.get("id"))
    extra = row.get("dateline")
    return Foreign(
        address=_text(row.get("uri")) or _text(target.get("source")),
        body=_text(row.get("text")),
        tags=_texts(row.get("tags")),
        sources=_texts(extra.get("sources")) if isinstance(extra, dict) else (),
        creator=(_text(shown.get("display_name")) if isinstance(shown, dict) else "") or user,
        created=_text(row.get("created")),
        updated=_text(row.get("updated")),
        origin=own if _WEB.match(own) else f"https://hypothes.is/a/{own}" if own else link,
        via=link if _WEB.match(own) and link != own else "",
        is_reply=bool(_items(row.get("references"))),
        **_selectors(target.get("selector")),
    )


# --- Web Annotation ---------------------------------------------------------------------------------------


def _w3c(annotation: dict[str, Any]) -> Foreign:
    target = next(iter(_items(annotation.get("target"))), "")
    selectors = _selectors(target.get("selector")) if isinstance(target, dict) else {}
    address = _text(target.get("source")) or _text(target.get("id")) if isinstance(target, dict) else target
    if isinstance(target, dict) and isinstance(target.get("source"), dict):
        address = _text(target["source"].get("id"))
    bodies = _items(annotation.get("body", annotation.get("bodyValue")))
    texts: list[str] = []
    tags: list[str] = []
    sources: list[str] = []
    for body in bodies:
        if isinstance(body, str):
            (sources if _WEB.match(body) else texts).append(_text(body))
        elif isinstance(body, dict) and body.get("purpose") == "tagging":
            tags.append(_text(body.get("value")))
        elif isinstance(body, dict) and body.get("purpose") == "linking" and "value" not in body:
            sources.append(_text(body.get("id")) or _text(body.get("source")))
        elif isinstance(body, dict) and _text(body.get("value")):
            is_html = _text(body.get("format")).partition(";")[0].strip().lower() == "text/html"
            value = _text(body.get("value"))
            texts.append(markdown_of(value) if is_html else value)
    creator: Any = next(iter(_items(annotation.get("creator"))), "")
    name = creator.get("name") or creator.get("nickname") if isinstance(creator, dict) else creator
    return Foreign(
        address=_text(address),
        body="\n\n".join(filter(None, texts)),
        tags=tuple(filter(None, tags)),
        sources=tuple(filter(None, sources)),
        creator=_text(name),
        created=_text(annotation.get("created")),
        updated=_text(annotation.get("modified")),
        origin=_text(annotation.get("id")),
        via=_text(annotation.get("via")),
        **selectors,
    )


def _selectors(given: Any) -> dict[str, Any]:
    """What the selectors of a target say; a refinement counts as one more of them."""
    found: dict[str, Any] = {}
    for selector in _flat(_items(given)):
        match selector.get("type"):
            case "TextQuoteSelector" if _text(selector.get("exact")):
                found |= {key: _text(selector.get(key)) for key in ("exact", "prefix", "suffix")}
            case "TextPositionSelector" if isinstance(selector.get("start"), int):
                found["start"] = selector["start"]
                end = selector.get("end")
                found["end"] = end if isinstance(end, int) else -1
            case "FragmentSelector" if _text(selector.get("value")):
                found["section"] = _text(selector["value"])
    if "exact" in found:
        found.pop("end", None)
    return found


def _flat(selectors: Iterable[Any], depth: int = 8) -> Iterator[dict[str, Any]]:
    for selector in selectors:
        if isinstance(selector, dict):
            yield selector
            if depth:
                yield from _flat(_items(selector.get("refinedBy")), depth - 1)


_WEB = re.compile(r"https?://|/")


def _items(value: Any) -> list[Any]:
    """A list as it is, nothing as an empty one, anything else as a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    """A text, or nothing; half of a surrogate pair, which JSON can tell and UTF-8 cannot, is replaced."""
    return _LONE.sub("\ufffd", value) if isinstance(value, str) else ""


_LONE = re.compile(r"[\ud800-\udfff]")


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(text for text in map(_text, _items(value)) if text)
