"""Foreign annotations to entries of `annotations:`: matched to articles, anchored, made valid."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import count
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from msgspec import Struct

from dateline import addresses
from dateline.annotating.foreign import Inside, harmless
from dateline.annotating.hypothesis import Foreign
from dateline.editing.articles import Opened, Workspace
from dateline.model import BUILT_IN_KINDS, Note, Selector
from dateline.reading import formats
from dateline.slugs import words_id
from dateline.text.anchoring import describe, find, fold, nearest

Entry = dict[str, str | tuple[str, ...]]


class Taken(Struct, frozen=True, kw_only=True):
    """What became of one annotation."""

    foreign: Foreign
    outcome: Literal["new", "known", "orphan", "reply", "other"]
    """`known` is there already; `other` is no note but a quotation, claim or event of an export of ours."""
    entry: Entry = {}
    """For a new one."""
    why: str = ""
    """For an orphan, what is missing."""


def slug_of(workspace: Workspace, address: str, aliases: dict[str, str]) -> str:
    """The article that an address is of; empty if of none. `aliases` are addresses articles had before."""
    site = urlsplit(workspace.shared.site.url)
    try:
        given = urlsplit(address)
    except ValueError:  # `https://[…`, say
        return ""
    if given.netloc and given.netloc.lower().removeprefix("www.") != site.netloc.lower().removeprefix("www."):
        return ""
    root = site.path if given.netloc else ("/" if not given.path.startswith(site.path) else site.path)
    if not given.path.startswith(root):
        return ""
    path = "/" + given.path[len(root) :].lstrip("/").removesuffix("index.html").strip("/")
    if path in aliases:
        return aliases[path]
    match path.split("/"):
        case ["", "articles", slug] if slug in workspace.articles:
            return slug
        case _:
            return ""


def take(workspace: Workspace, opened: Opened, given: Sequence[Foreign]) -> list[Taken]:
    """The annotations of one article, each as an entry of its meta.yaml or as what kept it from being one."""
    notes = opened.analysis.record.body.notes
    known = _Known(
        {entry.origin for entry in opened.meta.annotations if entry.origin},
        {note.id for note in notes},
        {_content_of(note) for note in notes if not note.origin},
    )
    return [_take(workspace, opened, foreign, known) for foreign in given]


_Content = tuple[object, ...]
"""Where a note belongs, and what it says: by this one is known that has no address of its own."""


class _Known(NamedTuple):
    """What the article has, and has been given since."""

    origins: set[str]
    ids: set[str]
    contents: set[_Content]
    """Of notes without an origin."""


_OWN = re.compile(r"#(?P<what>[aqce])-(?P<id>[a-z0-9-]+)\Z")


def _take(workspace: Workspace, opened: Opened, foreign: Foreign, known: _Known) -> Taken:
    own = _OWN.search(foreign.origin) if _is_ours(foreign) else None
    if own and own["what"] != "a":
        return Taken(foreign=foreign, outcome="other")
    if {foreign.origin, foreign.via} & known.origins or (own and own["id"] in known.ids):
        return Taken(foreign=foreign, outcome="known")
    if foreign.is_reply:
        return Taken(foreign=foreign, outcome="reply")
    entry: Entry = {}
    start = -1
    if foreign.exact:
        place = _find(opened, foreign)
        if isinstance(place, str):
            return Taken(foreign=foreign, outcome="orphan", why=place)
        start = place[0]
        described = describe(opened.analysis.article.folded, *place)
        pointed = {"exact": described.exact, "prefix": described.prefix, "suffix": described.suffix}
        entry |= {key: " ".join(words.split()) for key, words in pointed.items() if words}
    elif foreign.section:
        if opened.analysis.article.section(foreign.section) is None:
            return Taken(foreign=foreign, outcome="orphan", why=f"there is no section “{foreign.section}”")
        entry["section"] = foreign.section
    elif foreign.start >= 0:
        why = "it tells where its words are by counting characters, and not what they are"
        return Taken(foreign=foreign, outcome="orphan", why=why)
    entry |= _told(workspace, opened.slug if own else "", foreign)
    content = _content(entry, start)
    if not own and "origin" not in entry and content in known.contents:
        return Taken(foreign=foreign, outcome="known")
    made = _id_made(entry)
    if own and own["id"] != made:
        entry["id"] = own["id"]
    elif not own and made in known.ids:
        # A second note on the same words needs an id of its own.
        entry["id"] = next(free for number in count(2) if (free := f"{made}-{number}") not in known.ids)
    known.origins.update(filter(None, (foreign.origin, foreign.via)))
    known.ids.add(str(entry.get("id", "")) or made)
    known.contents.add(content)
    return Taken(foreign=foreign, outcome="new", entry=entry)


def _content(entry: Entry, start: int) -> _Content:
    """Of an entry on the words that begin at `start`, as `_content_of` gives it once it is taken."""
    body = unicodedata.normalize("NFC", str(entry.get("body", ""))).strip()
    lists = (entry.get("sources", ()), entry.get("tags", ()))
    facts = (entry.get("creator", ""), entry.get("created", ""))
    return (start, entry.get("section", ""), entry.get("kind", "context"), body, *lists, *facts)


def _content_of(note: Note) -> _Content:
    start, section = (note.target.start, "") if note.target else (-1, note.section)
    body = note.source_text.strip()
    return (start, section, note.kind, body, note.sources, note.tags, note.creator, note.created)


def _is_ours(foreign: Foreign) -> bool:
    """Whether an annotation was handed out by a site of this program: its address is a place of the page."""
    return foreign.origin.partition("#")[0] == foreign.address


def _find(opened: Opened, foreign: Foreign) -> tuple[int, int] | str:
    """The range of the words, or why there is none."""
    article = opened.analysis.article
    exact, prefix, suffix = foreign.exact, foreign.prefix, foreign.suffix
    start = foreign.start
    words = article.text[start : start + len(exact)] if start >= 0 else ""
    if words and fold(words).text == fold(exact).text:
        return start, start + len(exact)
    found = find(article.folded, Selector(exact=exact, prefix=prefix, suffix=suffix))
    for bare in (exact, _SIGN.sub("", exact)):
        found = found or find(article.folded, Selector(exact=bare))
    if len(found) == 1:
        return found[0]
    if found:
        return _by_context(opened, foreign, found) or f"the article has these words {len(found)} times"
    near = nearest(article.folded, exact, limit=1, prefix=prefix, suffix=suffix)
    if near:
        return f"nearest, {near[0].similarity:.0f}% alike: “{' '.join(near[0].text.split())}”"
    return "the article has nothing like it"


_SIGN = re.compile(r"(?<=[^\W\d])\d{1,3}(?=\W|\Z)")
"""A note's number, which stands in a page's text where its sign is."""
_ALIKE, _CLEARLY = 60.0, 10.0


def _by_context(opened: Opened, foreign: Foreign, found: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The place whose surroundings are like those told; None if no place is clearly the likest."""
    from rapidfuzz import fuzz

    folded = opened.analysis.article.folded
    before, after = fold(foreign.prefix).text, fold(foreign.suffix).text
    if not before and not after:
        return None
    ranked = []
    for place in found:
        low, high = folded.from_raw(*place)
        around = folded.text[max(0, low - len(before)) : low] + folded.text[high : high + len(after)]
        ranked.append((fuzz.ratio(before + after, around), place))
    ranked.sort(reverse=True)
    (best, place), (second, _) = ranked[:2]
    return place if best >= _ALIKE and best - second >= _CLEARLY else None


def _told(workspace: Workspace, own: str, foreign: Foreign) -> Entry:
    """All of the entry but where it belongs, each value one that meta.yaml can have.

    `own` is the slug of the article that the site has handed the note out with, empty for others' notes.
    """
    kinds = (*BUILT_IN_KINDS, *(kind.id for kind in workspace.shared.site.annotation_kinds))
    kind = next((tag for tag in foreign.tags if tag in kinds), "")
    tags = list(foreign.tags)
    if kind:
        tags.remove(kind)
    body = _own_body(workspace, own, foreign.body) if own else harmless(foreign.body)
    sources = []
    for link in foreign.sources:
        source = _source(workspace, link)
        if source:
            sources.append(source)
        elif _formed(formats.web_address, link):
            body = f"{body}\n\n<{link}>".lstrip()
    entry: Entry = {}
    if kind and kind != "context":
        entry["kind"] = kind
    if body.strip():
        entry["body"] = body
    if sources:
        entry["sources"] = tuple(sources)
    if tags:
        entry["tags"] = tuple(tag for tag in (" ".join(tag.split()) for tag in tags) if tag)
    if foreign.creator:
        entry["creator"] = " ".join(foreign.creator.split())
    for key, moment in (("created", foreign.created), ("updated", foreign.updated)):
        value = _formed(formats.moment, _FRACTION.sub("", moment))
        if value:
            entry[key] = value
    origin = foreign.via or ("" if own else foreign.origin)
    if _formed(formats.web_address, origin):
        entry["origin"] = origin
    if not entry.keys() & {"body", "sources", "tags", "origin"}:
        entry["tags"] = (kind or "context",)
    return entry


def _own_body(workspace: Workspace, slug: str, body: str) -> str:
    """What a note of the site's own says, its links to articles as they are written."""
    url = workspace.shared.site.url
    if url and url in body:
        address = rf"{re.escape(url)}articles/([a-z0-9-]+)/?(?:index\.html)?(?=[#\s)>]|\Z)"

        def link(found: re.Match[str]) -> str:
            return f"{found[1]}article:{found[2]}" if found[2] in workspace.articles else found[0]

        body = re.sub(rf"({_LINK_TO}){address}", link, body, flags=re.MULTILINE)
    return harmless(body, Inside(f"articles/{slug}", workspace.articles))


_LINK_TO = r"\]\([ \t]*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?"
"""Before the address of a link, or of its definition."""
_FRACTION = re.compile(r"(?<=:\d\d)\.\d+")


def _formed(check: formats.Check, text: str) -> str:
    """The text in the form that a check wants, or empty."""
    try:
        return check(text) if text else ""
    except formats.FormatError:
        return ""


def _source(workspace: Workspace, link: str) -> str:
    """The id of the source that has an address, in the site's list or its own."""
    site = workspace.shared.site
    for source in workspace.shared.sources.values():
        listed = addresses.source(source.id)
        if link in (source.url, listed, addresses.absolute(listed, site.url)) and link:
            return source.id
    return ""


def _id_made(entry: Entry) -> str:
    """The id that a note gets from its own words, as `analyse.notes` makes it."""
    text = {key: value for key, value in entry.items() if isinstance(value, str)}
    if "exact" in text:
        return words_id(text["exact"], text.get("prefix", ""), text.get("suffix", ""), "")
    return words_id(text.get("body") or text.get("kind", "context"), text.get("section", ""))
