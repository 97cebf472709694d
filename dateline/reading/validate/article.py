"""An article's meta.yaml."""

from __future__ import annotations

from dateline.diagnostics import Diagnostic
from dateline.model import BUILT_IN_KINDS, ArticleMeta, Picture, Site
from dateline.reading import formats
from dateline.reading.fields import Fields
from dateline.reading.validate.entries import read_annotation, read_claim, read_correction, read_quote
from dateline.reading.validate.events import read_event
from dateline.reading.yamltables import read_fields, unique_ids

__all__ = ["read_article"]

STAND_IN_DATE = "1970-01-01"
"""Stands where the dateline's date is missing or wrong (an error), so that the rest can be checked."""


def read_article(
    slug: str, text: str, file: str, site: Site | None
) -> tuple[ArticleMeta | None, list[Diagnostic]]:
    """The metadata of an article, or None if the file is not YAML.

    `site` gives the kinds of annotation and the ratings that there are; without one neither is checked.
    """
    fields, problems = read_fields(text, file, "meta.yaml")
    if fields is None:
        return None, problems
    kinds = _kinds(site)
    ratings = site.ratings if site else None
    title = fields.required("title")
    dek = fields.text("dek")
    place, date = _dateline(fields)
    meta = ArticleMeta(
        slug=slug,
        title=title,
        dek=dek,
        place=place,
        date=date or STAND_IN_DATE,
        authors=fields.texts("authors"),
        topics=fields.identifiers("topics", "a topic id"),
        published=fields.moment("published") or date or STAND_IN_DATE,
        updated=fields.moment("updated"),
        draft=fields.flag("draft", default=False),
        image=_picture(fields),
        related=fields.identifiers("related", "the slug of an article"),
        aliases=fields.forms("aliases", "bad-path", formats.site_path),
        sections=fields.forms("sections", "bad-path", formats.content_path),
        quotes=fields.entries("quotes", "a quotation", read_quote),
        annotations=fields.entries("annotations", "an annotation", lambda f: read_annotation(f, kinds)),
        events=fields.entries("events", "an event", read_event),
        claims=fields.entries("claims", "a claim", lambda f: read_claim(f, ratings)),
        corrections=fields.entries("corrections", "a correction", read_correction),
        at=fields.at,
        places=fields.places,
    )
    fields.end()
    _check_order_of_dates(fields, meta)
    unique_ids(meta.quotes, "quotations", problems)
    unique_ids(meta.annotations, "annotations", problems)
    unique_ids(meta.events, "events", problems)
    unique_ids(meta.claims, "claims", problems)
    return meta, problems


def _kinds(site: Site | None) -> tuple[str, ...] | None:
    """Ids of the kinds of annotation."""
    if site is None:
        return None
    return tuple(dict.fromkeys((*BUILT_IN_KINDS, *(kind.id for kind in site.annotation_kinds))))


def _dateline(fields: Fields) -> tuple[str, str]:
    """Place and date; the date is empty where it is missing or wrong."""
    group = fields.group("dateline", "the dateline")
    if group is None:
        fields.missing("dateline", hint="as in `dateline: {place: Hsinchu, date: 2024-04-03}`")
        return "", ""
    place = group.text("place")
    date = group.moment("date")[:10]
    if not date:
        group.missing("date", hint="as in `date: 2024-04-03`")
    group.end()
    _keep_places(fields, "dateline", group)
    return place, date


def _picture(fields: Fields) -> Picture | None:
    group = fields.group("image", "an image")
    if group is None:
        return None
    picture = Picture(
        src=group.form("src", "bad-path", formats.content_path),
        alt=group.text("alt"),
        caption=group.prose("caption"),
        credit=group.text("credit"),
    )
    if not picture.src:
        group.missing("src")
    group.end()
    _keep_places(fields, "image", group)
    return picture if picture.src else None


def _keep_places(fields: Fields, key: str, group: Fields) -> None:
    """Add the places of a mapping in the file to the file's own, as `image.src`."""
    fields.places.update((f"{key}.{name}", at) for name, at in group.places.items())


def _check_order_of_dates(fields: Fields, meta: ArticleMeta) -> None:
    """An update can be no older than what it updates. Days are compared: offsets may differ."""
    if meta.updated and meta.updated[:10] < meta.published[:10]:
        at = fields.place("updated")
        message = f"updated {meta.updated[:10]} is before published {meta.published[:10]}"
        fields.warn("date-order", message, at, "one of the two dates is wrong")
