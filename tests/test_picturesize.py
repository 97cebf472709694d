"""How large pictures are is found in their files, whatever these are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from sites import META, SiteFolder

from dateline.reading.picturesize import picture_size

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><path d="M0 0h1"/></svg>'


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="960" height="640"', (960, 640)),
        ('width="960px" height="640.4px" viewBox="0 0 3 2"', (960, 640)),
        ('viewBox="0 0 1200 675"', (1200, 675)),
        ('viewBox="-5,-5, 30.2,20"', (30, 20)),
        ('width="100%" height="100%" viewBox="0 0 30 20"', (30, 20)),
        ('width="30mm" height="20mm"', (0, 0)),
        ('width="30"', (0, 0)),
        ('viewBox="0 0 0 20"', (0, 0)),
        ('viewBox="0 0 wide high"', (0, 0)),
        ('viewBox="0 0 1e9 1"', (0, 0)),
        ("", (0, 0)),
    ],
)
def test_drawings(tmp_path: Path, attributes: str, size: tuple[int, int]) -> None:
    file = tmp_path / "drawing.SVG"
    file.write_text(SVG.format(attributes))
    assert picture_size(file) == size


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.gif", "a.webp"])
def test_photos(tmp_path: Path, name: str) -> None:
    Image.new("RGB", (30, 20)).save(tmp_path / name)
    assert picture_size(tmp_path / name) == (30, 20)


def test_a_photo_taken_upright(tmp_path: Path) -> None:
    """Its file has it lying, with the word that it be turned; browsers do."""
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (30, 20)).save(tmp_path / "a.jpg", exif=exif)
    assert picture_size(tmp_path / "a.jpg") == (20, 30)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.svg", "a.txt"])
@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", b"<svg", b"<svg width='\xff'/>", b"\0" * 99]
)
def test_what_is_no_picture_has_no_size(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert picture_size(tmp_path / name) == (0, 0)
    assert picture_size(tmp_path / "missing" / name) == (0, 0)


def test_the_page_says_how_large_its_picture_is(site: SiteFolder) -> None:
    """And says it anew when there is another picture."""
    meta = META + "image: {src: fab.svg, alt: The fab}\n"
    site.write({"articles/fab/meta.yaml": meta, "articles/fab/article.md": "Plain words.\n"})
    site.write({"articles/fab/fab.svg": SVG.format('width="30" height="20"')})
    site.build()
    for page in ("articles/fab/index.html", "index.html"):
        assert 'alt="The fab" width="30" height="20">' in site.page(page)
    site.write({"articles/fab/fab.svg": SVG.format('width="60" height="20"')})
    site.build()
    for page in ("articles/fab/index.html", "index.html"):
        assert 'alt="The fab" width="60" height="20">' in site.page(page)
    site.write({"articles/fab/fab.svg": "no picture"})
    assert site.build().status == 0
    assert 'alt="The fab">' in site.page("articles/fab/index.html")
