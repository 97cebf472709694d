"""The overview as a browser draws it: what was computed without a font holds with one."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import chromium
from test_overview import ENGLISH, crowd, drawn, svg_of

from dateline.gathering.overview import Layout, key, layout

pytestmark = pytest.mark.browser

WIDE = "DejaVu Sans, Verdana, sans-serif"
"""Wider than any font that the theme asks for."""


def pictures() -> list[tuple[str, Layout]]:
    told = [
        ("1957-10-04", "Sputnik 1 is launched"),
        ("2023-36", "Export of the older chips permitted", "happened", "until"),
        ("2023/2024~", "Training runs of the second and third model"),
        ("2025-01-20?", "The model is released"),
        ("2025-02~", "Tighter rules expected", "forecast"),
        ("2030", "To lead in artificial intelligence", "deadline", "by"),
        *((f"2024-{month:02}", f"Something of the month number {month}") for month in range(1, 13)),
    ]
    dense = layout(crowd(600), "2024-01-01", "en")
    assert dense is not None
    return [
        ("full", drawn(*told, newest="2025-01-29")),
        ("compact", drawn(*told, newest="2025-01-29", compact=True)),
        ("dense", dense),
    ]


OVERLAPS = """() => {
  const texts = [...document.querySelectorAll("svg text")].map((text) => [text.textContent, text.getBBox()]);
  const beside = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width;
  const level = (a, b) => a.y + 2 < b.y + b.height && b.y + 2 < a.y + a.height;
  return texts.flatMap(([one, a], i) =>
    texts.slice(i + 1).filter(([, b]) => beside(a, b) && level(a, b)).map(([other]) => [one, other]));
}"""


def test_no_two_texts_meet_even_in_a_wide_font_and_axe_finds_nothing() -> None:
    from axe_playwright_python.sync_playwright import Axe

    with chromium() as browser:
        page: Any = browser.new_page(viewport={"width": 1000, "height": 700})
        for name, picture in pictures():
            signs = "".join(f"<li>{item.svg}{item.text}</li>" for item in key(picture, ENGLISH))
            page.set_content(
                "<!doctype html><html lang=en><title>Overview</title><body><main><h1>Overview</h1>"
                f"{svg_of(picture)}<ul>{signs}</ul></main>"
            )
            page.add_style_tag(content=f"svg {{ font-family: {WIDE} }}")
            assert page.evaluate(OVERLAPS) == [], name
            violations = Axe().run(page).response["violations"]
            assert [(name, v["id"], v["nodes"][0]["html"][:200]) for v in violations] == []
