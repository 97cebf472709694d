"""What the contract says of addresses: every id is where it should be, once, and every link is checked."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from sites import META, SiteFolder

PEOPLE = "ana-ruiz: {name: Ana Ruiz}\n"


def article(meta: str, text: str) -> dict[str, str]:
    return {
        "people.yaml": PEOPLE,
        "articles/fab/meta.yaml": META + meta,
        "articles/fab/article.md": text,
    }


def ids(page: str) -> list[str]:
    return re.findall(r'\sid="([^"]*)"', page)


THEME_WORDS = (
    *("main", "contents", "sources", "corrections", "notes", "citation", "search", "top", "people"),
    *("end-sources", "end-people", "end-timeline", "end-corrections", "end-related", "end-cite", "end-notes"),
)


def test_a_section_may_have_any_id(site: SiteFolder) -> None:
    """Whatever a section is called, it is at `#id` and nothing else on the page is."""
    sections = "\n\n".join(f"## Part {n} {{#{name}}}\n\nText {n}." for n, name in enumerate(THEME_WORDS))
    meta = (
        "quotes:\n- {exact: [We knew, but not when], speaker: ana-ruiz, id: x, source: s}\n"
        "- {exact: Go on, speaker: ana-ruiz, id: x-2}\n"
        "annotations:\n- {exact: Text 1., id: x, body: Note., sources: [s]}\n- {body: On it all.}\n"
        "events:\n- {date: 2024-04-03, title: Quake, exact: Text 2., id: x}\n"
        "claims:\n- {exact: Text 3., id: x, rating: accurate}\n"
        "corrections:\n- {date: 2024-04-05, body: Mended.}\n"
    )
    text = f"“We knew,” she said, “but not when.” “Go on,” she said.[^1] So.[^1]\n\n[^1]: F.\n\n{sections}\n"
    site.write({**article(meta, text), "sources.yaml": "s: {title: S}\n"})
    site.write({"articles/other/meta.yaml": META, "articles/other/article.md": "Text.\n"})
    assert site.build().codes == []
    page = site.page("articles/fab/index.html")
    found = Counter(ids(page))
    assert [name for name, times in found.items() if times > 1] == []
    assert {"q-x", "q-x-2", "a-x", "e-x", "c-x", *THEME_WORDS} <= found.keys()
    assert re.findall(r'<section class="section" id="([^"]+)"', page) == list(THEME_WORDS)


def test_ids_made_from_words_stay_the_same_when_others_are_added(site: SiteFolder) -> None:
    """Of the same words too, where the notes are of different kinds; and of words that differ by a sign."""
    quotes = [
        "{exact: Yes!, speaker: ana-ruiz}",
        "{exact: Yes?, speaker: ana-ruiz}",
        "{exact: C++, kind: term}",
    ]
    notes = ["{exact: The earth, body: One.}", "{exact: The earth, kind: fact-check, body: Two.}"]
    text = "The earth shook. “Yes!” she said of “C++”. “Yes?”\n"

    def built(quotes: list[str], notes: list[str]) -> set[str]:
        meta = "".join(
            ["quotes:\n", *(f"- {q}\n" for q in quotes), "annotations:\n", *(f"- {n}\n" for n in notes)]
        )
        site.write(article(meta, text))
        assert "duplicate-id" not in site.build().codes
        return {id for id in ids(site.page("articles/fab/index.html")) if id.startswith(("q-", "a-"))}

    all_ids = built(quotes, notes)
    assert len(all_ids) == 5
    assert built(quotes[::-1], notes[::-1]) == all_ids
    for n in range(2):
        assert built(quotes[n : n + 1], notes[n : n + 1]) < all_ids


def test_a_section_at_the_address_of_an_entry_is_an_error(site: SiteFolder) -> None:
    site.write(
        article(
            "annotations:\n- {exact: Words, id: test, body: B}\n", "Words.\n\n## A test\n\nA.\n\n## B\n\nB.\n"
        )
    )
    (problem,) = site.build().problems
    assert (problem["code"], problem["file"]) == ("duplicate-id", "content/articles/fab/article.md")
    assert problem["line"] == 3


def test_a_heading_inside_a_section_gives_way_to_an_entry(site: SiteFolder) -> None:
    """`### A test` would be at #a-test, where the words of the annotation `test` are."""
    site.write(
        article("annotations:\n- {exact: Words, id: test, body: B}\n", "Words.\n\n### A test\n\nText.\n")
    )
    assert site.build().codes == []
    assert Counter(ids(site.page("articles/fab/index.html")))["a-test"] == 1


@pytest.mark.parametrize(
    ("name", "href"),
    [
        ("a b.png", "a%20b.png"),
        ("50%.png", "50%25.png"),
        ("größe.png", "gr%C3%B6%C3%9Fe.png"),
        ("it's (1).png", "it's%20(1).png"),
    ],
)
def test_files_of_any_name_are_linked_to(site: SiteFolder, name: str, href: str) -> None:
    from urllib.parse import quote

    text = f"See ![it]({quote(name, safe='')}) and [it](<{quote(name)}>).\n"
    site.write({**article(f'image: {{src: "{name}", alt: A}}\n', text), f"articles/fab/{name}": "x"})
    run = site.build()
    assert run.status == 0, run.problems
    page = site.page("articles/fab/index.html").replace("&#39;", "'").replace("&#x27;", "'")
    assert page.count(f'src="{href}"') == 2
    assert page.count(f'href="{href}"') == 1
    assert f'src="articles/fab/{href}"' in site.page("index.html").replace("&#39;", "'")
    assert (site.out / "articles/fab" / name).exists()


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("javascript:alert(1)", "unsafe-link"),
        ("event:foo", "unsafe-link"),
        ("site:/people/", "unsafe-link"),
        ("file:///etc/passwd", "unsafe-link"),
        ("article:nope", "unknown-article"),
        ("/nope/", "broken-link"),
        ("nope.pdf", "missing-file"),
        ("02-nope.md", "missing-file"),
        ("../../pages/nope.md", "unknown-page"),
        ("../../../secret.txt", "outside-content"),
    ],
)
def test_a_link_that_cannot_be_followed_is_an_error(site: SiteFolder, target: str, code: str) -> None:
    site.write(article("", f"Some words.\n\nA [link]({target}).\n"))
    run = site.build()
    assert run.status == 1
    (problem,) = run.problems
    assert (problem["code"], problem["line"], problem["column"]) == (code, 3, 10)


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("/quotes/?speaker=ana-ruiz#top", "../../quotes/index.html?speaker=ana-ruiz#top"),
        ("/quotes", "../../quotes/index.html"),
        ("//example.com/a", "https://example.com/a"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("article.md", "index.html"),
    ],
)
def test_links_work_from_a_folder(site: SiteFolder, target: str, href: str) -> None:
    """Opened as file://, a page has no scheme to share and no server that finds index.html."""
    meta = "quotes:\n- {exact: We knew, speaker: ana-ruiz}\n"
    site.write(article(meta, f"“We knew,” she said. A [link]({target}).\n"))
    assert site.build().codes == []
    assert f'<a href="{href}">link</a>' in site.page("articles/fab/index.html")


@pytest.mark.parametrize(
    "html",
    [
        "![p](https://example.com/p.png)",
        '<img src="//example.com/p.png" alt="">',
        '<iframe src="https://example.com/" title="x"></iframe>',
        '<video poster="https://example.com/p.png"></video>',
    ],
)
def test_nothing_is_fetched_from_another_host(site: SiteFolder, html: str) -> None:
    site.write(article("", f"Some words {html}\n"))
    run = site.build()
    assert run.codes == ["external-resource"]
    assert run.status == 1
