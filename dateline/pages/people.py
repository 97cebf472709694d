"""People and organisations: the list of them all, and for each a page of all that the site has of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from dateline import addresses
from dateline.building.plan import Frame, Link, Page, PageMeta, View
from dateline.exports import jsonld
from dateline.model import ArticleSummary, Event, Person
from dateline.pages import gathered, parts
from dateline.pages.claimlist import ClaimItem, claim_item, claim_weight
from dateline.pages.eventlist import EventLine, line_weight
from dateline.pages.gathered import Claimed, Said
from dateline.pages.parts import Lookup, PersonRef, Teaser
from dateline.pages.split import (
    PAGE_BUDGET,
    Letter,
    Pager,
    cut,
    folded,
    letter_label,
    letter_of,
    numbered,
    pager,
    weight_of,
)
from dateline.pages.statementlist import StatementItem, statement_item


class PersonEntry(View, frozen=True, kw_only=True):
    """A person or organisation in the list of all."""

    name: str
    """As it is sorted: family name first."""
    url: str
    kind: Literal["person", "organization"]
    role: str = ""
    organization: str = ""
    statements: int = 0
    articles: int = 0


class PeopleLetter(View, frozen=True, kw_only=True):
    """A letter of the list."""

    id: str
    label: str
    people: tuple[PersonEntry, ...]


class PeopleView(View, frozen=True, kw_only=True):
    """/people/, or one of its pages by letter."""

    meta: PageMeta
    persons: int
    organizations: int
    letters: tuple[Letter, ...]
    current: str = ""
    sections: tuple[PeopleLetter, ...]
    pager: Pager | None = None


class Appearance(View, frozen=True, kw_only=True):
    """An article and what the person has to do with it."""

    teaser: Teaser
    ties: tuple[Literal["author", "quoted", "named"], ...]


class Profile(View, frozen=True, kw_only=True):
    """Who they are."""

    organization: str = ""
    organization_url: str = ""
    note_html: str = ""
    links: tuple[Link, ...] = ()
    people: tuple[PersonRef, ...] = ()
    """Of an organisation."""


class PersonView(View, frozen=True, kw_only=True):
    """/people/<id>/ and its further pages."""

    meta: PageMeta
    name: str
    kind: Literal["person", "organization"]
    role: str = ""
    """Their role now."""
    feed: str = ""
    """Address of its own Atom feed; empty where it has none."""
    profile: Profile | None = None
    """On the first page."""
    statement_count: int = 0
    statements: tuple[StatementItem, ...] = ()
    claims: tuple[ClaimItem, ...] = ()
    events: tuple[EventLine, ...] = ()
    timeline: str = ""
    """Where the timeline shows these events alone; empty where it is cut into pages."""
    articles: tuple[Appearance, ...] = ()
    pager: Pager | None = None


ADDRESS = "/people/"


def pages(look: Lookup, frame: Frame) -> Iterator[Page]:
    """The list, and a page for everyone of whom there is something to show."""
    site = look.site
    shown = [person for person in site.people.values() if person.id in look.people_with_page]
    if not shown:
        return
    holdings = _Holdings(
        claims=gathered.claims_by(site),
        events=gathered.events_with(site),
        members=gathered.members_of(site),
        appearances=_appearances(look),
        weights={article.slug: 500 + weight_of(article.title, article.dek) for article in site.articles},
    )
    yield from _list_pages(look, holdings, shown)
    for person in shown:
        yield from _person_pages(look, holdings, person)


class _Holdings(View, frozen=True, kw_only=True):
    """All that the site has, by person."""

    claims: Mapping[str, list[Claimed]]
    events: Mapping[str, list[Event]]
    members: Mapping[str, list[str]]
    appearances: Mapping[str, dict[str, tuple[Literal["author", "quoted", "named"], ...]]]
    weights: Mapping[str, int]
    """By slug, what an article weighs among those that someone appears in."""


Tie = Literal["author", "quoted", "named"]


def _appearances(look: Lookup) -> dict[str, dict[str, tuple[Tie, ...]]]:
    """By person's id, the slugs of the articles they appear in, newest first, and how."""
    found: dict[str, dict[str, tuple[Tie, ...]]] = {}
    for article in look.site.articles:
        for person, ties in _ties(article, look.mentioned[article.slug]).items():
            found.setdefault(person, {})[article.slug] = ties
    return found


def _ties(article: ArticleSummary, mentioned: Mapping[str, int]) -> dict[str, tuple[Tie, ...]]:
    ties: dict[str, tuple[Tie, ...]] = dict.fromkeys(article.authors, ("author",))
    for person, quotations in mentioned.items():
        if quotations:
            ties[person] = ("author", "quoted") if person in ties else ("quoted",)
        else:
            ties.setdefault(person, ("named",))
    return ties


# --- The list ---------------------------------------------------------------------------------------


def _list_pages(look: Lookup, holdings: _Holdings, people: Sequence[Person]) -> Iterator[Page]:
    ordered = sorted(people, key=_place_of)
    letters: dict[str, list[PersonEntry]] = {}
    for person in ordered:
        letters.setdefault(letter_of(person.sort_name), []).append(_entry(look, holdings, person))
    sections = [
        PeopleLetter(id=letter, label=letter_label(letter), people=tuple(entries))
        for letter, entries in letters.items()
    ]
    organizations = sum(person.kind == "organization" for person in people)
    counts = (len(people) - organizations, organizations)
    if sum(map(_entry_weight, (e for s in sections for e in s.people))) <= PAGE_BUDGET:
        ways = tuple(_letter(section, f"#letter-{section.id}") for section in sections)
        yield _list_page(look, ADDRESS, counts, ways, tuple(sections), None)
        return
    ways = tuple(_letter(section, f"{ADDRESS}by_name/{section.id}/") for section in sections)
    yield _list_page(look, ADDRESS, counts, ways, (), None)
    for section in sections:
        runs = cut(section.people, _entry_weight)
        places = numbered(f"{ADDRESS}by_name/{section.id}/", len(runs))
        for index, run in enumerate(runs):
            part = PeopleLetter(id=section.id, label=section.label, people=run)
            yield _list_page(look, places[index], counts, ways, (part,), pager(places, index))


def _place_of(person: Person) -> tuple[bool, str, str, str]:
    other = letter_of(person.sort_name) == "other"
    return other, folded(person.sort_name), person.sort_name, person.id


def _entry(look: Lookup, holdings: _Holdings, person: Person) -> PersonEntry:
    return PersonEntry(
        name=person.sort_name,
        url=addresses.person(person.id),
        kind=person.kind,
        role=person.role,
        organization=parts.organization_name(look, person),
        statements=len(look.said.get(person.id, ())),
        articles=len(holdings.appearances.get(person.id, ())),
    )


def _entry_weight(entry: PersonEntry) -> int:
    return 330 + weight_of(entry.name, entry.role, entry.organization, entry.url)


def _letter(section: PeopleLetter, url: str) -> Letter:
    return Letter(id=section.id, label=section.label, count=len(section.people), url=url)


def _list_page(
    look: Lookup,
    address: str,
    counts: tuple[int, int],
    letters: tuple[Letter, ...],
    sections: tuple[PeopleLetter, ...],
    place: Pager | None,
) -> Page:
    title = look.t("nav.people")
    label = sections[0].label if address != ADDRESS else ""
    view = PeopleView(
        meta=parts.page_meta(
            look.site,
            title=f"{title}: {label}" if label else title,
            address=address,
            description=look.t("people.description", site=look.site.site.title),
            things=parts.listing(look.site, title, address),
            breadcrumbs=(Link(title=title, url=ADDRESS),) if label else (),
        ),
        persons=counts[0],
        organizations=counts[1],
        letters=letters,
        current=sections[0].id if label else "",
        sections=sections,
        pager=place,
    )
    return Page(path=addresses.path_of(address), template="people.html", view=view)


# --- One person -------------------------------------------------------------------------------------


def _person_pages(look: Lookup, holdings: _Holdings, person: Person) -> Iterator[Page]:
    """What there is, in one sequence (words, claims, events, articles), cut where a page is full."""
    held: list[Said | Claimed | Event | tuple[str, tuple[Tie, ...]]] = [
        *gathered.newest_first(look.said.get(person.id, ())),
        *holdings.claims.get(person.id, ()),
        *reversed(holdings.events.get(person.id, ())),
        *holdings.appearances.get(person.id, {}).items(),
    ]

    def weight(item: Said | Claimed | Event | tuple[str, tuple[Tie, ...]]) -> int:
        if isinstance(item, Said):
            return item.weight
        if isinstance(item, Claimed):
            return claim_weight(look.site, item)
        if isinstance(item, Event):
            return line_weight(item)
        return holdings.weights[item[0]]

    runs = cut(held, weight) or [()]
    places = numbered(addresses.person(person.id), len(runs))
    for index, run in enumerate(runs):
        yield Page(
            path=addresses.path_of(places[index]),
            template="person.html",
            view=PersonView(
                meta=_person_meta(look, person, places[index]),
                name=person.name,
                kind=person.kind,
                role=person.role,
                feed=_feed(look, person),
                profile=_profile(look, holdings, person) if index == 0 else None,
                statement_count=len(look.said.get(person.id, ())),
                statements=tuple([statement_item(look, i) for i in run if isinstance(i, Said)]),
                claims=tuple([claim_item(look, i) for i in run if isinstance(i, Claimed)]),
                events=tuple([look.event_lines[i.id] for i in run if isinstance(i, Event)]),
                timeline=f"/timeline/?person={person.id}" if not look.timeline.is_split else "",
                articles=tuple(
                    [Appearance(teaser=look.teasers[i[0]], ties=i[1]) for i in run if isinstance(i, tuple)]
                ),
                pager=pager(places, index),
            ),
        )


def _feed(look: Lookup, person: Person) -> str:
    """The address of the feed of what they say, if they have said anything."""
    followed = person.id in look.said and look.site.site.url
    return addresses.person(person.id) + "feed.xml" if followed else ""


def _profile(look: Lookup, holdings: _Holdings, person: Person) -> Profile:
    employer = person.organization if person.organization in look.people_with_page else ""
    members = sorted(
        (look.site.people[m] for m in holdings.members.get(person.id, ()) if m in look.people_with_page),
        key=_place_of,
    )
    return Profile(
        organization=parts.organization_name(look, person),
        organization_url=addresses.person(employer) if employer else "",
        note_html=look.site.notes_html.get(person.id, ""),
        links=tuple(Link(title=_host(url), url=url) for url in (person.url, *person.same_as) if url),
        people=tuple(parts.person_ref(look, member.id) for member in members),
    )


def _host(url: str) -> str:
    """The host of an address, as the words of a link to it."""
    return url.partition("://")[2].partition("/")[0].removeprefix("www.") or url


def _person_meta(look: Lookup, person: Person, address: str) -> PageMeta:
    what = ", ".join(filter(None, (person.role, parts.organization_name(look, person))))
    return parts.page_meta(
        look.site,
        title=person.name,
        address=address,
        things=[jsonld.person_node(look.site, person, full=True)],
        description=f"{person.name}, {what}" if what else person.name,
        kind="profile" if person.kind == "person" else "website",
        breadcrumbs=(Link(title=look.t("nav.people"), url=ADDRESS),),
    )
