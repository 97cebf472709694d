"""What static hosts read: the policy, redirects, and pages that redirect anywhere."""

from __future__ import annotations

import re

import exportsite
from lxml import html as lxml_html


def test_the_policy_is_strict() -> None:
    """Only the site's own files, nothing inline, no frames of others."""
    lines = exportsite.text("_headers").splitlines()
    assert lines[0] == "/*"
    headers = dict(line.strip().split(": ", 1) for line in lines[1:])
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_no_page_needs_more_than_the_policy_allows() -> None:
    """No inline style, script or handler, and nothing loaded from elsewhere."""
    folder = exportsite.published()
    for path in folder.rglob("*.html"):
        tree = lxml_html.fromstring(path.read_text("utf-8"))
        for element in tree.iter("*"):
            assert element.tag != "style", path
            assert not any(str(n).startswith("on") or n == "style" for n in element.attrib), path
            inline = element.tag == "script" and element.get("type") != "application/ld+json"
            assert not (inline and not element.get("src")), path
            loaded = element.get("src") or (
                element.tag == "link" and element.get("rel") == "stylesheet" and element.get("href")
            )
            assert not re.match(r"(?:https?:)?//", str(loaded or "")), path


def test_an_old_address_leads_to_the_article() -> None:
    """By the host's own redirect under the sub-path, and by a page where the host knows none."""
    assert exportsite.text("_redirects") == "/news/old/fab/ /news/articles/fab/ 301\n"
    page = "old/fab/index.html"
    (refresh,) = exportsite.nodes(page, "//meta[@http-equiv='refresh']/@content")
    assert str(refresh).replace("'", "").endswith("url=../../articles/fab/index.html")
    assert exportsite.nodes(page, "//link[@rel='canonical']/@href") == [f"{exportsite.URL}articles/fab/"]
    assert "noindex" in exportsite.text("old/fab/index.html")
    assert "../../articles/fab/index.html" in exportsite.nodes(page, "//a/@href")


def test_github_pages_leaves_files_alone() -> None:
    assert exportsite.text(".nojekyll") == ""
