"""Questions about the site as a whole: do the links of the prose lead somewhere?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from dateline import addresses
from dateline.building.obstacles import folders_of
from dateline.building.plan import CopiedFile
from dateline.diagnostics import Diagnostic, Location, error, warning
from dateline.model import AnalysedSite, Reference
from dateline.reading.fields import nearest_hint
from dateline.reading.filenames import folded
from dateline.reading.load import ContentFiles


def check_addresses(
    site: AnalysedSite, paths: Iterable[str], others: Iterable[Reference]
) -> Iterator[Diagnostic]:
    """An error for every link of the prose to an address of the site that is not among `paths`.

    A warning for the logo, which no page shows: only what machines read of the publisher names it.
    `others` are the references that stand neither in an article nor in a page.
    """
    articles = (r for article in site.articles for r in article.references)
    pages = (r for page in site.pages for r in page.references)
    asked = [
        reference for reference in chain(articles, pages, others) if reference.kind in ("address", "logo")
    ]
    if not asked:
        return
    there = frozenset(paths)
    for reference in asked:
        if not there & {addresses.path_of(reference.id), addresses.path_of(reference.id + "/")}:
            known = [
                "/" + path.removesuffix("index.html") for path in sorted(there) if path.endswith(".html")
            ]
            message = f"the site has nothing at {reference.id}"
            report = warning if reference.kind == "logo" else error
            yield report("broken-link", message, reference.at, nearest_hint(reference.id, known))


def check_collisions(pages: Iterable[str], copied: Iterable[CopiedFile], name: str) -> Iterator[Diagnostic]:
    """An error for every copied file that would lie where a page is written, or another copied file.

    `name` is the content folder's.
    """
    taken = dict.fromkeys(pages, "a page")
    for file in copied:
        path = file.path
        if path in taken:
            shown = (
                name + "/" + file.source.partition("/")[2]
                if file.source.startswith("content/")
                else file.source
            )
            message = f"this file would lie at /{path}, where {taken[path]} is"
            yield error("address-taken", message, Location(shown), "rename the file, or take it away")
        taken.setdefault(path, f"{file.source}")


def check_aliases(site: AnalysedSite, written: Collection[str]) -> Iterator[Diagnostic]:
    """An error for every alias at whose address a file of the site is `written` beside its redirect.

    Also where the two are one file only if case is ignored, or where one must be a folder of the other.
    """
    aliases = [r for article in site.articles for r in article.references if r.kind == "alias"]
    if not aliases:
        return
    times = Counter(written)
    alike = Counter(map(folded, written))
    folders = folders_of(alike)
    hint = "take the alias out, or change it"
    for alias in aliases:
        path = addresses.path_of(alias.id)
        if times[path] > 1:
            yield error(
                "address-taken", f"the site has something else at the alias {alias.id}", alias.at, hint
            )
        elif alike[folded(path)] > 1:
            message = f"the alias {alias.id} and something else would be one file on many systems"
            yield error("paths-collide", message, alias.at, hint)
        elif folded(path) in folders or any(folder in alike for folder in folders_of((folded(path),))):
            message = f"for the alias {alias.id}, something would have to be a file and a folder"
            yield error("paths-collide", message, alias.at, hint)


def possible_paths(site: AnalysedSite, files: ContentFiles) -> set[str]:
    """Every path that the site may have, before it is known which pages have something to show."""
    own = ("/", *(f"/{part}/" for part in addresses.PARTS), *(f"/{file}" for file in addresses.FILES))
    found = chain(
        own,
        (addresses.article(article.slug) for article in site.articles),
        (addresses.person(person) for person in site.people),
        (addresses.topic(topic) for topic in site.topics),
        (f"/{page.name}/" for page in site.pages),
        ("/" + path.removeprefix("static/") for path in files.static),
        ("/" + path for article in site.articles for path in article.files),
    )
    return {addresses.path_of(address) for address in found}
