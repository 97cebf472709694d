"""site.yaml and topics.yaml."""

from __future__ import annotations

from typing import Literal

from dateline.diagnostics import Diagnostic
from dateline.model import (
    BUILT_IN_KINDS,
    DEFAULT_RATINGS,
    AnnotationKind,
    NavigationItem,
    Publisher,
    QuoteRules,
    Site,
    Topic,
)
from dateline.reading import formats
from dateline.reading.fields import Fields, id_hint
from dateline.reading.yamlnodes import Scalar
from dateline.reading.yamltables import entries_by_id, read_fields
from dateline.slugs import is_slug, slugify

__all__ = ["read_site", "read_topics", "title_of_id"]

UNATTRIBUTED: tuple[Literal["error", "warn", "ignore"], ...] = ("error", "warn", "ignore")


def read_site(text: str, file: str) -> tuple[Site | None, list[Diagnostic]]:
    """The site's settings, or None if the file is not YAML; `url` gets its slash at the end."""
    fields, problems = read_fields(text, file, "site.yaml")
    if fields is None:
        return None, problems
    site = Site(
        title=fields.required("title"),
        url=fields.form("url", "bad-url", formats.site_address),
        language=fields.form("language", "bad-language", formats.language_tag) or "en",
        description=fields.text("description"),
        publisher=_publisher(fields),
        timezone=fields.form("timezone", "bad-timezone", formats.time_zone) or "UTC",
        navigation=fields.entries("navigation", "a navigation entry", _navigation_item),
        quotes=_quote_rules(fields),
        annotation_kinds=_annotation_kinds(fields),
        ratings=_ratings(fields),
        search=_search(fields),
        offer_source=fields.flag("markdown_source", default=False),
        lead=fields.identifier("lead", "the slug of an article"),
        lead_at=fields.places.get("lead"),
    )
    fields.end()
    return site, problems


def read_topics(text: str, file: str) -> tuple[dict[str, Topic], list[Diagnostic]]:
    """Topics by id, in the order written."""
    return entries_by_id(text, file, "a topic", _topic)


def title_of_id(id: str) -> str:
    """The title of a topic or kind that has none of its own: `export-controls` is Export controls."""
    words = id.replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _search(fields: Fields) -> bool | None:
    """Whether there is to be a search; None where nothing is said."""
    asked = fields.flag("search", default=False)
    return asked if "search" in fields.places else None


def _publisher(fields: Fields) -> Publisher | None:
    group = fields.group("publisher", "the publisher")
    if group is None:
        return None
    publisher = Publisher(
        name=group.required("name"),
        url=group.address("url"),
        logo=group.form("logo", "bad-url", formats.picture_address),
        logo_at=group.places.get("logo"),
    )
    group.end()
    return publisher


def _navigation_item(fields: Fields) -> NavigationItem:
    item = NavigationItem(
        title=fields.required("title"),
        url=fields.form("url", "bad-url", formats.navigation_address),
        at=fields.place("url"),
    )
    if not item.url:
        fields.missing("url")
    fields.end()
    return item


def _quote_rules(fields: Fields) -> QuoteRules:
    group = fields.group("quotes", "`quotes`")
    if group is None:
        return QuoteRules()
    rules = QuoteRules(
        unattributed=group.choice("unattributed", UNATTRIBUTED, "warn"),
        publish_unattributed=group.flag("publish_unattributed", default=False),
    )
    group.end()
    return rules


def _annotation_kinds(fields: Fields) -> tuple[AnnotationKind, ...]:
    """The built-in kinds, then the site's own; a built-in kind may be given another label."""
    kinds = {id: AnnotationKind(id=id) for id in BUILT_IN_KINDS}
    group = fields.group("annotation_kinds", "`annotation_kinds`")
    for id in list(group.pairs) if group else ():
        assert group is not None
        if not is_slug(id):
            group.error("bad-id", f"“{id}” is not an id", group.pairs[id].key_at, id_hint(id))
            continue
        kind = group.group(id, "an annotation kind")
        label = kind.text("label") if kind else ""
        kinds[id] = AnnotationKind(
            id=id,
            label=label or ("" if id in BUILT_IN_KINDS else title_of_id(id)),
            description=kind.text("description") if kind else "",
        )
        if kind:
            kind.end(open=True)
    return tuple(kinds.values())


def _ratings(fields: Fields) -> tuple[str, ...]:
    """Ids, best to worst; words may be given in their place (`Half true` is half-true)."""
    return fields.listed("ratings", lambda value: _rating_id(fields, value)) or DEFAULT_RATINGS


def _rating_id(fields: Fields, value: Scalar) -> str:
    words = value.text if value.text.isascii() else ""
    return slugify(words) or fields.checked_id("ratings", value, "the id of a rating")


def _topic(id: str, fields: Fields) -> Topic:
    topic = Topic(
        id=id,
        title=fields.text("title") or title_of_id(id),
        description=fields.prose("description"),
    )
    fields.end()
    return topic
