"""Feeds, read by feedparser, lxml and a schema of JSON Feed 1.1."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import exportsite
import feedparser
import jsonschema
import pytest
from lxml import etree
from lxml import html as lxml_html

from dateline.exports.feeds import FeedEntry, FeedView, atom

FOLDERS = ("", "topics/chips/", "people/chen-wei/", "corrections/")
URL = exportsite.URL
_ADDRESS = {"type": "string", "pattern": "^https?://"}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
_AUTHORS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"name": {"type": "string"}, "url": _ADDRESS, "avatar": _ADDRESS},
        "additionalProperties": False,
        "minProperties": 1,
    },
}
JSON_FEED = {
    # https://www.jsonfeed.org/version/1.1/
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": _ADDRESS,
        "feed_url": _ADDRESS,
        "description": {"type": "string"},
        "authors": _AUTHORS,
        "language": {"type": "string"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": _ADDRESS,
                    "title": {"type": "string"},
                    "content_html": {"type": "string"},
                    "summary": {"type": "string"},
                    "image": _ADDRESS,
                    "date_published": _MOMENT,
                    "date_modified": _MOMENT,
                    "authors": _AUTHORS,
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "language": {"type": "string"},
                },
            },
        },
    },
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_atom_is_read_by_feedparser(folder: str) -> None:
    """Well-formed, with ids, absolute links and the dates that there are."""
    feed = feedparser.parse(exportsite.text(f"{folder}feed.xml"))
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.id == feed.feed.link == URL + folder
    assert {(link.rel, link.href) for link in feed.feed.links} >= {("self", f"{URL}{folder}feed.xml")}
    assert feed.feed.title
    assert feed.feed.updated_parsed
    assert feed.entries
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        assert entry.link.startswith(URL)
        assert entry.published_parsed <= entry.updated_parsed
        assert entry.title
        assert entry.content[0].value


@pytest.mark.parametrize("folder", FOLDERS)
def test_atom_has_what_rfc_4287_asks_for(folder: str) -> None:
    """Each feed and entry has an id, a title and a moment; an entry has an author, or its feed has."""
    root = etree.fromstring(exportsite.text(f"{folder}feed.xml").encode())
    names = {"a": "http://www.w3.org/2005/Atom"}
    for element in [root, *root.findall("a:entry", names)]:
        for child in ("id", "title", "updated"):
            assert len(element.findall(f"a:{child}", names)) == 1
        (updated,) = element.findall("a:updated", names)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", updated.text or "")
    assert root.find("a:author/a:name", names) is not None
    newest = max(u.text or "" for u in root.findall("a:entry/a:updated", names))
    assert root.findtext("a:updated", namespaces=names) == newest


ODD = "\t<a href=\"x\">A & 'b'</a>\r\n“c” &amp; \u0085 💬"


@pytest.mark.parametrize("text", ["", "plain", ODD])
def test_atom_is_written_as_a_library_writes_it(text: str) -> None:
    entry = FeedEntry(
        id=f"{URL}{text}",
        url=f"{URL}{text}",
        title=text,
        summary=text,
        published=text,
        updated=text,
        authors=(text, "Lin Mei"),
        tags=(text, "Chips & fabs"),
        html=f"<p>{text}</p>" * bool(text),
    )
    view = FeedView(
        title=text,
        subtitle=text,
        url=URL,
        home=text,
        site_url=URL,
        language=text,
        author=text,
        updated=text,
        entries=(entry, entry),
    )
    written = atom(view, {}).decode()
    ElementTree.register_namespace("", "http://www.w3.org/2005/Atom")
    again = ElementTree.fromstring(written)
    assert [part.text for part in again.findall(".//{*}title")] == [text.replace("\r\n", "\n") or None] * 3
    ElementTree.indent(again)
    read = written.partition("\n")[2].replace("\r\n", "\n")  # as a reader of XML takes the ends of lines
    assert ElementTree.tostring(again, encoding="unicode") + "\n" == read


@pytest.mark.parametrize("folder", FOLDERS)
def test_json_feed_fits_its_schema(folder: str) -> None:
    feed = exportsite.data(f"{folder}feed.json")
    jsonschema.validate(feed, JSON_FEED)
    assert feed["feed_url"] == f"{URL}{folder}feed.json"


@pytest.mark.parametrize("folder", FOLDERS)
def test_contents_are_safe_and_whole_anywhere(folder: str) -> None:
    """No script, and no link or picture that a feed reader could not follow."""
    atom = [
        entry.content[0].value for entry in feedparser.parse(exportsite.text(f"{folder}feed.xml")).entries
    ]
    json_ = [item["content_html"] for item in exportsite.data(f"{folder}feed.json")["items"]]
    for content in (*atom, *json_):
        tree = lxml_html.fragment_fromstring(content, create_parent="div")
        for element in tree.iter():
            assert str(element.tag) not in ("script", "style", "iframe", "form", "button")
            for name, value in element.attrib.items():
                assert not str(name).startswith("on")
                if name in ("href", "src"):
                    assert str(value).startswith(("https://", "http://", "mailto:")), value


def _articles() -> dict[str, dict[str, Any]]:
    return {item["title"]: item for item in exportsite.data("feed.json")["items"]}


def test_the_sites_feed_has_whole_articles() -> None:
    """Prose, notes, footnotes; newest first; a correction moves `updated`."""
    first, second = exportsite.data("feed.json")["items"]
    assert (first["title"], second["title"]) == ("Later", "The day the fab stopped & <why>")
    html = second["content_html"]
    assert "went quiet" in html
    assert "A <em>note</em>" in html
    assert "A footnote." in html
    assert f'href="{URL}articles/later/' in html
    assert f'src="{URL}articles/fab/fab.jpg"' in html
    assert second["date_published"] == "2024-04-03T01:00:00Z"
    assert second["date_modified"] == "2024-04-04T16:00:00Z"
    assert second["tags"] == ["Chips & fabs"]
    assert second["authors"] == [{"name": "Lin Mei"}]


def _content(**changes: str) -> str:
    """Of the article about the fab, its meta.yaml changed."""
    meta = exportsite.FILES["articles/fab/meta.yaml"]
    for old, new in changes.items():
        key = {"image": "image: {src: fab.jpg, alt: A fab}", "said": "source: report}"}[old]
        meta = meta.replace(key, new)
    items = exportsite.data("feed.json", {"articles/fab/meta.yaml": meta})["items"]
    return str(items[1]["content_html"])


def test_notes_and_claims_are_numbered_through() -> None:
    """Each sign has its note, in brackets: without the site's styles a bare figure joins the last word."""
    content = _content()
    tree = lxml_html.fragment_fromstring(content, create_parent="div")
    signs = [sign.text_content() for sign in tree.findall(".//sup")]
    assert signs == ["[1]", "[3]", "[4]"]
    assert [item.get("value") for item in tree.findall(".//ol/li")] == ["1", "2", "3", "4"]
    assert "80%[3]. See" in tree.text_content()
    (claim,) = tree.xpath(".//li[@value='3']")
    assert claim.text_content() == "Claim · Needs context. Not quite."


def test_a_standing_is_set_apart_from_the_words() -> None:
    content = _content(said="source: report, status: withdrawn}")
    assert "</sup>,” <strong>[Withdrawn]</strong> said Chen Wei" in content


def test_an_article_begins_as_its_page_does() -> None:
    """What was corrected, the picture and the dateline."""
    content = _content(image="image: {src: fab.jpg, alt: A fab, caption: The <fab>, credit: L. Mei}")
    assert content.startswith(
        "<p><strong>Correction · April 5, 2024.</strong> An <em>earlier</em> version was wrong.</p>\n"
        f'<figure><img src="{URL}articles/fab/fab.jpg" alt="A fab">'
        "<figcaption>The &lt;fab&gt; L. Mei</figcaption></figure>\n"
        '<p>Hsinchu, <time datetime="2024-04-03">April 3, 2024</time> — When the ground moved'
    )


def test_the_other_feeds_say_what_they_are_about() -> None:
    (said,) = exportsite.data("people/chen-wei/feed.json")["items"]
    assert said["title"] == "the machines simply went quiet"
    assert said["url"].startswith(f"{URL}articles/fab/#q-")
    (corrected,) = exportsite.data("corrections/feed.json")["items"]
    assert "<em>earlier</em>" in corrected["content_html"]
    assert corrected["title"] == "Correction · April 5, 2024 · The day the fab stopped & <why>"
    assert len(exportsite.data("topics/chips/feed.json")["items"]) == 2


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        ("index.html", ["feed.xml", "feed.json"]),
        ("topics/chips/index.html", ["../../feed.xml", "../../feed.json", "feed.xml", "feed.json"]),
        ("people/chen-wei/index.html", ["../../feed.xml", "../../feed.json", "feed.xml", "feed.json"]),
        ("corrections/index.html", ["../feed.xml", "../feed.json", "feed.xml", "feed.json"]),
    ],
)
def test_pages_name_their_feeds(page: str, feeds: list[str]) -> None:
    """The site's on every page, and beside it the page's own."""
    links = exportsite.nodes(page, "//link[@rel='alternate'][@type]")
    assert sorted(str(link.get("href")) for link in links) == sorted(feeds)
    for link in links:
        kind = "atom+xml" if str(link.get("href")).endswith(".xml") else "feed+json"
        assert link.get("type") == f"application/{kind}"


def test_without_a_url_there_are_no_feeds() -> None:
    site = exportsite.FILES["site.yaml"].replace(f"url: {URL}\n", "")
    folder = exportsite.published((("site.yaml", site),))
    assert not list(folder.rglob("feed.*"))
    assert "feed.xml" not in (folder / "index.html").read_text("utf-8")
