"""Links of the prose, wherever what it says is published: none leads by a name that only Dateline knows."""

from __future__ import annotations

from typing import Any

import exportsite
import pytest

LINKS = "[an article](article:later), [a person](/people/chen-wei/) and ![a fab](/fab.svg)"
META = (
    exportsite.FILES["articles/fab/meta.yaml"]
    .replace("body: Not quite.", f'body: "{LINKS}"')
    .replace("body: A *note* with a [link](article:later).", f'body: "{LINKS}"')
    .replace('"An *earlier* version was wrong."', f'"{LINKS}, [here](#what)"')
    .replace("  exact: 7.2 magnitude\n", f'  exact: 7.2 magnitude\n  body: "{LINKS}"\n')
)
RICH = {
    "site.yaml": exportsite.FILES["site.yaml"] + "markdown_source: true\n",
    "articles/fab/meta.yaml": META,
    "articles/later/article.md": f"{LINKS}, all *well*.[^1]\n\n[^1]: {LINKS}\n",
    "pages/standards.md": f"# Standards\n\n{LINKS}\n",
    "people.yaml": exportsite.FILES["people.yaml"].replace(
        "{name: Chen Wei,", f'{{name: Chen Wei, note: "{LINKS}",'
    ),
    "topics.yaml": f'chips: {{title: Chips & fabs, description: "{LINKS}"}}\n',
    "timeline.yaml": f'- {{date: 1957-10-04, title: Sputnik, body: "{LINKS}"}}\n',
    "static/fab.svg": "<svg/>",
}


@pytest.mark.parametrize("url", [exportsite.URL, ""])
def test_no_file_names_a_place_by_the_scheme_of_the_analysis(url: str) -> None:
    changes = dict(RICH)
    if not url:
        changes["site.yaml"] = changes["site.yaml"].replace(f"url: {exportsite.URL}\n", "")
    folder = exportsite.published(tuple(changes.items()))
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "timeline.json" for path in files)
    assert not [str(path.relative_to(folder)) for path in files if b"site:/" in path.read_bytes()]


def _published(path: str) -> Any:
    return exportsite.data(path, RICH)


def test_links_of_events_and_corrections_are_whole() -> None:
    """With the sub-path, and a fragment with the page that it is on."""
    texts = [event["text"]["text"] for event in _published("timeline.json")["events"]]
    (corrected,) = _published("corrections/feed.json")["items"]
    atom = exportsite.text("corrections/feed.xml", RICH)
    for text in (*texts, corrected["content_html"], atom):
        assert f'href="{exportsite.URL}articles/later/"' in text
        assert f'src="{exportsite.URL}fab.svg"' in text
    assert f'href="{exportsite.URL}articles/fab/#what"' in corrected["content_html"]
