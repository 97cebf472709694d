"""Sitemaps and robots.txt, checked against what sitemaps.org and the news extension ask for."""

from __future__ import annotations

from datetime import datetime
from urllib import robotparser
from xml.etree import ElementTree

import exportsite
import factories as f
import pytest
from lxml import etree
from msgspec.structs import replace

from dateline.exports import sitemaps as module
from dateline.exports.sitemaps import robots_txt, sitemaps

URL = exportsite.URL
SITEMAP = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
           targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9" elementFormDefault="qualified">
  <xs:simpleType name="loc"><xs:restriction base="xs:anyURI">
    <xs:minLength value="12"/><xs:maxLength value="2048"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="moment"><xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType>
  <xs:element name="urlset"><xs:complexType><xs:sequence>
    <xs:element name="url" maxOccurs="50000"><xs:complexType><xs:sequence>
      <xs:element name="loc" type="loc"/>
      <xs:element name="lastmod" type="moment" minOccurs="0"/>
      <xs:any namespace="##other" processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="sitemapindex"><xs:complexType><xs:sequence>
    <xs:element name="sitemap" maxOccurs="50000"><xs:complexType><xs:sequence>
      <xs:element name="loc" type="loc"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""
NEWS = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://www.google.com/schemas/sitemap-news/0.9"
           targetNamespace="http://www.google.com/schemas/sitemap-news/0.9" elementFormDefault="qualified">
  <xs:element name="news"><xs:complexType><xs:sequence>
    <xs:element name="publication"><xs:complexType><xs:sequence>
      <xs:element name="name" type="xs:string"/>
      <xs:element name="language"><xs:simpleType><xs:restriction base="xs:string">
        <xs:pattern value="zh-cn|zh-tw|[a-z]{2,3}"/></xs:restriction></xs:simpleType></xs:element>
    </xs:sequence></xs:complexType></xs:element>
    <xs:element name="publication_date"><xs:simpleType>
      <xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType></xs:element>
    <xs:element name="title" type="xs:string"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""
"""What the published schemas ask for, of what is written here."""
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def read(data: bytes) -> etree._Element:
    """A sitemap that fits the schemas."""
    root = etree.fromstring(data)
    etree.XMLSchema(etree.fromstring(SITEMAP)).assertValid(root)
    for news in root.iter(f"{{{NAMES['n']}}}news"):
        etree.XMLSchema(etree.fromstring(NEWS)).assertValid(news)
    return root


def test_the_sitemap_lists_every_page_and_nothing_else() -> None:
    """Redirects, the 404 page and data files are not pages to find."""
    folder = exportsite.published()
    root = read((folder / "sitemap.xml").read_bytes())
    listed = {str(loc.text) for loc in root.findall("s:url/s:loc", NAMES)}
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")} - {
        "404.html",
        "old/fab/index.html",
    }
    assert listed == {URL + page.removesuffix("index.html") for page in pages}


def test_dates_are_true() -> None:
    """An article's is that of its last change; a page of which that is not known has none."""
    root = read((exportsite.published() / "sitemap.xml").read_bytes())
    dates = {
        str(url.findtext("s:loc", namespaces=NAMES)): url.findtext("s:lastmod", namespaces=NAMES)
        for url in root.findall("s:url", NAMES)
    }
    assert dates[f"{URL}articles/fab/"] == "2024-04-04T16:00:00Z"
    assert dates[f"{URL}articles/later/"] == "2024-04-30T16:00:00Z"
    assert dates[URL] == "2024-04-30T16:00:00Z"
    assert dates[f"{URL}standards/"] is None
    assert all(datetime.fromisoformat(date) for date in dates.values() if date)


def test_the_news_sitemap_has_the_newest_two_days() -> None:
    root = read((exportsite.published() / "sitemap-news.xml").read_bytes())
    assert [str(loc.text) for loc in root.findall("s:url/s:loc", NAMES)] == [f"{URL}articles/later/"]
    assert root.findtext("s:url/n:news/n:publication/n:name", namespaces=NAMES) == "Ledger Ltd"
    assert root.findtext("s:url/n:news/n:title", namespaces=NAMES) == "Later"


def test_many_pages_are_split(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sitemap holds 50,000 addresses; sitemap.xml is then an index of several."""
    monkeypatch.setattr(module, "MOST", 3)
    site, _ = f.demo()
    maps = dict(sitemaps(site, [f"p{number}/index.html" for number in range(7)]))
    index = read(maps["sitemap.xml"])
    names = [str(loc.text).rpartition("/")[2] for loc in index.findall("s:sitemap/s:loc", NAMES)]
    assert names == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert sum(len(read(maps[name]).findall("s:url", NAMES)) for name in names) == 7


def test_robots_may_read_all_and_are_told_the_sitemaps() -> None:
    robots = robotparser.RobotFileParser()
    robots.parse(exportsite.text("robots.txt").splitlines())
    assert robots.can_fetch("*", f"{URL}articles/fab/")
    assert robots.site_maps() == [f"{URL}sitemap.xml", f"{URL}sitemap-news.xml"]


def test_without_a_url_there_is_no_sitemap() -> None:
    site, _ = f.demo()

    nowhere = replace(site, site=replace(site.site, url=""))
    assert dict(sitemaps(nowhere, ["index.html"])) == {}
    assert b"Sitemap" not in robots_txt(nowhere, False)


def test_what_is_written_is_what_a_tree_of_elements_would_give() -> None:
    site, _ = f.demo()
    named = tuple(replace(a, title=f'{a.title} & <b> “x” "y"') for a in site.articles)
    odd = replace(site, site=replace(site.site, title="A & B"), articles=named)
    ElementTree.register_namespace("", NAMES["s"])
    ElementTree.register_namespace("news", NAMES["n"])
    for paths in ([], ["index.html", "a&b/index.html", "articles/chips/index.html"]):
        for written in dict(sitemaps(odd, paths)).values():
            root = ElementTree.fromstring(written)
            ElementTree.indent(root)
            text = ElementTree.tostring(root, encoding="unicode")
            assert written.decode() == f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
