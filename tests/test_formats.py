"""Values of a certain form."""

from __future__ import annotations

import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dates.edtf import EdtfError, parse
from dateline.reading import formats
from dateline.reading.formats import FormatError


@given(
    st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True)
    | st.builds("{:04}-{:02}-{:02}".format, st.integers(0, 3000), st.integers(0, 45), st.integers(0, 32))
)
def test_the_short_way_with_plain_dates_is_right(text: str) -> None:
    """Dates that need no EDTF parser are accepted and refused exactly as by it."""
    try:
        parse(text)
    except EdtfError:
        with pytest.raises(FormatError):
            formats.edtf(text)
    else:
        assert formats.edtf(text) == text


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org:8080/a?b#c",
        "HTTPS://example.org/ä",
        "https://例え.jp/x",
        "https://[2001:db8::1]/x",
        "https://web.archive.org/web/2024/https://example.org/a?b=c",
    ],
)
def test_web_addresses(address: str) -> None:
    assert formats.web_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "//example.org/",
        "https:/example.org",
        "https://",
        "https:///path",
        "https://a b.org",
        "https://user@example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "mailto:a@example.org",
        "https://example.org/a\nb",
    ],
)
def test_what_is_no_web_address(address: str) -> None:
    """Only http and https lead anywhere; a name before the host could pass for another host."""
    with pytest.raises(FormatError):
        formats.web_address(address)


@pytest.mark.parametrize(
    "link", ["/", "/about/", "about/", "#x", "mailto:a@b.org", "https://a.org", "article:b"]
)
def test_links(link: str) -> None:
    assert formats.link_address(link) == link


@pytest.mark.parametrize(
    "link", ["javascript:x", "JavaScript:x", "data:x", "a b", "a\\b", "https:x", "vbscript:x"]
)
def test_what_is_no_link(link: str) -> None:
    with pytest.raises(FormatError):
        formats.link_address(link)


@pytest.mark.parametrize("path", ["/old/", "/a/b.html", "/ä/", "/a_b~c/"])
def test_site_paths(path: str) -> None:
    assert formats.site_path(path) == path


def test_a_site_path_without_a_file_name_is_a_folder() -> None:
    assert formats.site_path("/2019/04/03/x") == "/2019/04/03/x/"


@pytest.mark.parametrize(
    "path", ["", "/", "old/", "//a.org/", "/../x", "/a/./b", "/a?b", "/a#b", "/a\\b", "/a b", "/%2e%2e/"]
)
def test_what_is_no_site_path(path: str) -> None:
    """An alias becomes a file, which must not land anywhere else."""
    with pytest.raises(FormatError):
        formats.site_path(path)


@pytest.mark.parametrize(
    ("path", "kept"), [("a.jpg", "a.jpg"), ("./a/b.jpg", "a/b.jpg"), ("a//b", "a/b"), ("..a", "..a")]
)
def test_content_paths(path: str, kept: str) -> None:
    assert formats.content_path(path) == kept


@pytest.mark.parametrize(
    "path", ["", ".", "./", "/a", "\\a", "C:a", "https://a.org/b", "../a", "a/../../b", "a\\b", "a/.."]
)
def test_what_is_no_content_path(path: str) -> None:
    with pytest.raises(FormatError):
        formats.content_path(path)


@pytest.mark.parametrize("tag", ["en", "en-GB", "zh-Hant-TW", "de-1996", "sr-Latn", "es-419", "gsw"])
def test_language_tags(tag: str) -> None:
    assert formats.language_tag(tag) == tag


@pytest.mark.parametrize(
    "tag", ["", "e", "english", "en_GB", "en-", "-en", "en GB", "1a", "en-toolongsubtag"]
)
def test_what_is_no_language_tag(tag: str) -> None:
    with pytest.raises(FormatError):
        formats.language_tag(tag)


def test_time_zones_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a system that knows no zones at all, every well-formed name is taken."""

    def unknown(name: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", unknown)
    assert formats.time_zone("Asia/Taipei") == "Asia/Taipei"
    with pytest.raises(FormatError):
        formats.time_zone("../../etc/passwd")
