"""The addresses of a site and the relative links between its pages: only here is it known where things live.

An *address* is rooted at the site (`/people/x/#q-y`); a *path* is a file of the output folder
(`people/x/index.html`). Links name the file, so that they also work from a folder opened as file://.
"""

from __future__ import annotations

import posixpath


def article(slug: str, fragment: str = "") -> str:
    """Address of an article, or of a place in it."""
    return f"/articles/{slug}/" + (f"#{fragment}" if fragment else "")


def person(person_id: str) -> str:
    """Address of a person's or organisation's page."""
    return f"/people/{person_id}/"


def topic(topic_id: str) -> str:
    """Address of a topic's page."""
    return f"/topics/{topic_id}/"


def source(source_id: str) -> str:
    """Address of a source in the list of sources."""
    return f"/sources/#s-{source_id}"


def path_of(address: str) -> str:
    """The file behind an address: `/people/x/#y` is `people/x/index.html`."""
    bare = address.partition("#")[0].lstrip("/")
    return bare + "index.html" if bare == "" or bare.endswith("/") else bare


def relative(address: str, page: str) -> str:
    """How the page at path `page` links to `address`; addresses of other hosts stay as they are.

    >>> relative("/people/x/#q-y", "articles/a/index.html")
    '../../people/x/index.html#q-y'
    """
    if not address.startswith("/") or address.startswith("//"):
        return address
    _, mark, fragment = address.partition("#")
    target = path_of(address)
    if target == page and mark:
        return f"#{fragment}"
    here = posixpath.dirname(page)
    return posixpath.relpath(target, here or ".") + (f"#{fragment}" if mark else "")


def absolute(address: str, site_url: str) -> str:
    """The address on the site's host (`site_url` ends with a slash), or empty where that is not known."""
    return site_url + address.lstrip("/") if site_url else ""
