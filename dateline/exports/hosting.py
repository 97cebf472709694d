"""For static hosts: `_headers` with the strict policy, `_redirects`, `.nojekyll`, and redirect pages."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from dateline import addresses
from dateline.building.plan import DataFile, Page, View
from dateline.model import AnalysedSite

_POLICY = (
    "default-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "object-src 'none'",
)
_SEARCH_POLICY = "script-src 'self' 'wasm-unsafe-eval'"
"""Search runs WebAssembly; nothing else is let in."""


class RedirectView(View, frozen=True, kw_only=True):
    """A page that leads to where an article is now; works on any host, without JavaScript."""

    title: str
    address: str
    canonical: str = ""


def redirect_pages(site: AnalysedSite) -> Iterator[Page]:
    """A page at every alias."""
    for alias, slug, title in _aliases(site):
        address = addresses.article(slug)
        yield Page(
            path=addresses.path_of(alias),
            template="redirect.html",
            view=RedirectView(
                title=title, address=address, canonical=addresses.absolute(address, site.site.url)
            ),
        )


def hosting_files(site: AnalysedSite) -> Iterator[DataFile]:
    """The files that only hosts read."""
    yield DataFile(path=".nojekyll", pieces=(b"",))
    policy = "; ".join((*_POLICY, *([_SEARCH_POLICY] if site.has_search else [])))
    headers = (
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    )
    lines = ["/*", *(f"  {name}: {value}" for name, value in headers)]
    yield DataFile(path="_headers", pieces=(("\n".join(lines) + "\n").encode(),))
    root = urlsplit(site.site.url).path.rstrip("/")
    redirects = [f"{root}{alias} {root}{addresses.article(slug)} 301" for alias, slug, _ in _aliases(site)]
    if redirects:
        yield DataFile(path="_redirects", pieces=(("\n".join(redirects) + "\n").encode(),))


def _aliases(site: AnalysedSite) -> Iterator[tuple[str, str, str]]:
    for article in site.articles:
        for alias in article.aliases:
            yield alias, article.slug, article.title
