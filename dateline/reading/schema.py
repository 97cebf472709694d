"""JSON Schemas of the YAML files, for completion and checks while an editor types.

Every key that `validate` reads is here with a description (a test compares the two). A schema cannot say
everything that a build checks: whether ids exist, dates are of the calendar, words are in the article.
"""

from __future__ import annotations

from dateline.model import BUILT_IN_KINDS, DEFAULT_RATINGS, Site
from dateline.reading.schemaparts import (
    ADDRESS,
    FILE,
    ID,
    PATH,
    PLAIN_FILE,
    TEXT_FILE,
    Schema,
    address,
    by_id,
    choice,
    edtf_date,
    flag,
    id_text,
    list_of,
    mapping,
    moment,
    needed_text,
    one_of_site,
    text,
    whole_file,
    words,
)
from dateline.reading.validate.entries import CORRECTION_KINDS, QUOTE_KINDS, QUOTE_STATUSES
from dateline.reading.validate.events import EVENT_STATUSES, RELATIONS
from dateline.reading.validate.people import PERSON_KINDS
from dateline.reading.validate.site import UNATTRIBUTED

__all__ = ["schemas"]


def schemas(site: Site | None = None) -> dict[str, Schema]:
    """JSON Schemas (2020-12) by the stem of the file: site, people, sources, topics, timeline, meta.

    With a site, kinds of annotation and ratings are the ones that it has; without one any id will do.
    """
    return {
        "site": whole_file("site", "The site: title, address, language and settings", _site()),
        "people": whole_file("people", "People and organisations, by id", by_id(_person())),
        "sources": whole_file("sources", "Documents that the site cites, by id", by_id(_source())),
        "topics": whole_file(
            "topics", "Topics with a title or description of their own, by id", by_id(_topic())
        ),
        "timeline": whole_file(
            "timeline", "Background events of the timeline", list_of(_event(selector=False))
        ),
        "meta": whole_file("meta", "What the site knows about an article", _meta(site)),
    }


# --- The files ---------------------------------------------------------------------------------------


def _site() -> Schema:
    return mapping(
        {
            "title": needed_text("The name of the site"),
            "url": address(
                "Absolute address where the site will live, with its sub-path. Without it there are no "
                "feeds, no sitemap and no canonical links",
                examples=["https://example.org/news/"],
            ),
            "language": text(
                "Language as a BCP 47 tag: sets quotation marks, dates and the interface",
                pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
                default="en",
            ),
            "description": text("One or two sentences about the site"),
            "publisher": mapping(
                {
                    "name": needed_text("Who publishes the site"),
                    "url": address("The publisher's own site"),
                    "logo": text("Address or path of the publisher's logo"),
                },
                required=["name"],
                description="Who publishes the site",
            ),
            "timezone": text(
                "Time zone of times that have none, as the IANA database names it",
                default="UTC",
                examples=["Asia/Taipei", "Europe/Berlin"],
            ),
            "navigation": list_of(
                mapping(
                    {
                        "title": needed_text("The words of the link"),
                        "url": needed_text("Where it leads: a path from the site's root or a web address"),
                    },
                    required=["title", "url"],
                ),
                "The main navigation, in place of the usual one",
            ),
            "quotes": mapping(
                {
                    "unattributed": choice(UNATTRIBUTED, "What a quotation that no entry names is", "warn"),
                    "publish_unattributed": flag("Whether such quotations are published in quotes.json"),
                },
                description="How strict the site is with its quotations",
            ),
            "annotation_kinds": by_id(
                mapping(
                    {
                        "label": text("What the kind is called on the page"),
                        "description": text("What notes of this kind are for"),
                    },
                    open=True,
                ),
                description="More kinds of notes beside the built-in ones, or other labels for those",
            ),
            "ratings": words("The scale for claims, best to worst", default=list(DEFAULT_RATINGS)),
            "search": {
                "type": ["boolean", "null"],
                "description": "Whether the site has a search; up to 100 articles it has one if not given",
            },
            "markdown_source": flag("Whether articles offer their Markdown source"),
            "lead": id_text("The slug of the article that leads the front page; the newest if not given"),
        },
        required=["title"],
    )


def _person() -> Schema:
    return mapping(
        {
            "name": needed_text("The name as the site writes it"),
            "sort_name": text("The name as indexes sort it; made from the name if not given"),
            "kind": choice(PERSON_KINDS, "A person or an organisation", "person"),
            "role": text("What the person does; an entry may say otherwise for its time"),
            "organization": text("An id of this file, or the organisation's name"),
            "aliases": words("Other forms of the name that articles use"),
            "url": address("The person's own page"),
            "same_as": words("Addresses of pages that are certainly about the same person", ADDRESS),
            "note": text("What else readers should know, in Markdown"),
        },
        required=["name"],
    )


def _source() -> Schema:
    return mapping(
        {
            "title": needed_text("The title of the document"),
            "author": words("Who wrote it"),
            "publisher": text("Who published it"),
            "url": address("Where it can be read"),
            "published": edtf_date("When it was published"),
            "accessed": edtf_date("When it was last looked at"),
            "archive": address("Where an archived copy can be read"),
            "text": text(
                "A .txt or .md file in content/sources/ with its words, which quotations are checked against",
                pattern=TEXT_FILE,
            ),
        },
        required=["title"],
    )


def _topic() -> Schema:
    return mapping(
        {
            "title": text("The name of the topic; made from its id if not given"),
            "description": text("What belongs to it, in Markdown"),
        }
    )


def _meta(site: Site | None) -> Schema:
    return mapping(
        {
            "title": needed_text("The headline"),
            "dek": text("The sentence under the headline"),
            "dateline": mapping(
                {
                    "place": text("Where the article was written"),
                    "date": moment("The date of the article", null=False),
                },
                required=["date"],
                description="Where and when the article was written",
            ),
            "authors": words("Ids of people.yaml, or plain names"),
            "topics": words("Topic ids", ID),
            "published": moment("When the article is published; the dateline's date if not given"),
            "updated": moment("When it was last changed in substance"),
            "draft": flag("Whether the article is built only with --drafts"),
            "image": mapping(
                {
                    "src": needed_text("A file in the article's folder", pattern=FILE),
                    "alt": text("What the picture shows, for those who do not see it"),
                    "caption": text("What the picture means, in Markdown"),
                    "credit": text("Who made it"),
                },
                required=["src"],
                description="The picture at the head of the article",
            ),
            "related": words("Slugs of articles to read next", ID),
            "aliases": words("Former addresses, which lead to the article", PATH),
            "sections": words("File names of the sections in order, in place of their numbers", PLAIN_FILE),
            "quotes": list_of(_quote(), "Who said what"),
            "annotations": list_of(_annotation(site), "Notes on words, on a section or on the article"),
            "events": list_of(_event(selector=True), "What the timeline shows"),
            "claims": list_of(_claim(site), "Statements that were checked"),
            "corrections": list_of(_correction(), "What was put right, and when"),
        },
        required=["title", "dateline"],
    )


# --- The entries of meta.yaml ------------------------------------------------------------------------


def _quote() -> Schema:
    entry = mapping(
        {
            "exact": words(
                "The words, without their quotation marks; a list for one statement in several parts",
                null=False,
            ),
            **_around(),
            "speaker": id_text("Who said it: an id of people.yaml, or `anonymous`"),
            "described": text("Who an anonymous speaker is, as far as can be told"),
            "role": text("What the speaker was then, where people.yaml says otherwise"),
            "said": edtf_date("When it was said"),
            "source": id_text("An id of sources.yaml; if that has a `text`, the words must stand in it"),
            "id": id_text("The quotation's id in addresses; made from its first words if not given"),
            "status": choice(QUOTE_STATUSES, "Whether the words still stand", "confirmed"),
            "kind": choice(
                QUOTE_KINDS,
                "direct and partial are found out if not given; scare, title and term have no speaker",
            ),
        },
        required=["exact"],
    )
    set_aside = {"properties": {"kind": {"enum": ["scare", "title", "term"]}}, "required": ["kind"]}
    unspoken = {"not": {"anyOf": [{"required": [key]} for key in ("speaker", "described", "role")]}}
    entry["allOf"] = [{"if": set_aside, "then": unspoken, "else": {"required": ["speaker"]}}]
    return entry


def _annotation(site: Site | None) -> Schema:
    kinds = [kind.id for kind in site.annotation_kinds] if site else []
    return mapping(
        {
            "exact": text("The words that the note is on, as the page shows them"),
            **_around("Id of the section that the note is on, or in which the words are looked for"),
            "kind": one_of_site("What the note is", [*BUILT_IN_KINDS, *kinds], closed=site is not None),
            "body": text("The note, in Markdown"),
            "sources": words("Ids of sources.yaml", ID),
            "id": id_text("The note's id in addresses; made from its words if not given"),
            "creator": text("Who wrote the note"),
            "created": moment("When the note was written"),
            "updated": moment("When it was last changed"),
            "tags": words("Free words"),
            "origin": address("Where an imported note came from"),
        },
        dependentRequired=_POINTING,
    )


def _event(*, selector: bool) -> Schema:
    pointing = {"exact": text("The words of the article that tell it"), **_around()} if selector else {}
    event = mapping(
        {
            "date": edtf_date("When, as EDTF", null=False),
            "title": needed_text("What happened, in a few words"),
            "body": text("More about it, in Markdown"),
            **pointing,
            "status": choice(EVENT_STATUSES, "Whether it happened or is still to come", "happened"),
            "relation": choice(RELATIONS, "How the event lies to its date: `by` 2030 is a deadline", "on"),
            "words": text("The date as the text says it, shown in place of the worked-out words"),
            "id": id_text("The same id in several articles makes one event of them"),
            "people": words("Ids of people.yaml", ID),
            "sources": words("Ids of sources.yaml", ID),
            "topics": words("Topic ids", ID),
        },
        required=["date", "title"],
    )
    return {**event, "dependentRequired": _POINTING} if selector else event


def _claim(site: Site | None) -> Schema:
    ratings = site.ratings if site else DEFAULT_RATINGS
    return mapping(
        {
            "exact": needed_text("The words that make the claim, as the page shows them"),
            **_around(),
            "claimant": id_text("Who claims it: an id of people.yaml"),
            "rating": one_of_site("How it holds up", ratings, closed=site is not None),
            "body": text("Why, in Markdown"),
            "sources": words("Ids of sources.yaml", ID),
            "id": id_text("The claim's id in addresses; made from its words if not given"),
        },
        required=["exact", "rating"],
    )


def _correction() -> Schema:
    return mapping(
        {
            "date": moment("When it was put right", null=False),
            "kind": choice(CORRECTION_KINDS, "What was put right", "correction"),
            "body": needed_text("What was wrong and what is right, in Markdown"),
        },
        required=["date", "body"],
    )


_POINTING = {"prefix": ["exact"], "suffix": ["exact"]}


def _around(section: str = "Id of the section in which the words are looked for") -> dict[str, Schema]:
    """What tells apart places of the same words."""
    return {
        "prefix": text("Words right before them, to tell places apart"),
        "suffix": text("Words right after them"),
        "section": text(section),
    }
