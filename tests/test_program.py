"""What the program promises of a whole site: the contract of the content format, seen from outside."""

from __future__ import annotations

import re

import pytest
from sites import META, SiteFolder

ARTICLE = """\
When the ground moved, "the machines simply *went quiet*," said Chen Wei.

## What happened

It was a 7.2 magnitude quake.
"""
PEOPLE = """\
chen-wei: {name: Chen Wei, role: line engineer, organization: fab-co}
ana-ruiz: {name: Ana Ruiz}
fab-co: {name: Fab Co, kind: organization}
"""


def one_article(meta: str = "", text: str = ARTICLE, **files: str) -> dict[str, str]:
    """Files of a site with one article, `fab`."""
    return {
        "people.yaml": PEOPLE,
        "articles/fab/meta.yaml": META + meta,
        "articles/fab/article.md": text,
        **files,
    }


def test_an_empty_site_builds(site: SiteFolder) -> None:
    """A site with nothing but a title is a site."""
    run = site.build()
    assert run.status == 0
    assert "Test Ledger" in site.page("index.html")


def test_a_quotation_is_attributed(site: SiteFolder) -> None:
    """An entry's words are found without their marks, across emphasis, closing comma or not."""
    site.write(one_article("quotes:\n- {exact: the machines simply went quiet, speaker: chen-wei}\n"))
    assert site.build().codes == []
    (quotation,) = site.quotations()
    assert quotation["status"] == "attributed"
    assert quotation["speaker"] == {"id": "chen-wei", "name": "Chen Wei", "kind": "person"}
    assert quotation["role"] == "line engineer"
    assert quotation["organization"] == "Fab Co"
    assert quotation["parts"][0]["exact"] == "the machines simply went quiet"
    assert quotation["parts"][0]["prefix"].endswith("“")
    assert quotation["parts"][0]["suffix"].startswith(",”")
    assert quotation["url"] == f"https://example.org/news/articles/fab/#q-{quotation['id']}"
    assert f'id="q-{quotation["id"]}"' in site.page("articles/fab/index.html")


def test_an_unattributed_quotation_is_a_warning_and_not_published(site: SiteFolder) -> None:
    """It is told with its place in the prose, and shown only where drafts are."""
    site.write(one_article())
    run = site.build()
    assert run.status == 0
    (problem,) = run.problems
    assert problem["code"] == "unattributed"
    assert problem["level"] == "warning"
    assert (problem["file"], problem["line"], problem["column"]) == ("content/articles/fab/article.md", 1, 24)
    assert site.quotations() == []
    assert site.build("--strict").status == 1
    site.build("--drafts")
    assert [q["status"] for q in site.quotations()] == ["unattributed"]


@pytest.mark.parametrize(("rule", "status", "levels"), [("error", 1, ["error"]), ("ignore", 0, [])])
def test_the_site_decides_what_an_unattributed_quotation_is(
    site: SiteFolder, rule: str, status: int, levels: list[str]
) -> None:
    site.write({"site.yaml": f"title: T\nurl: https://x.org/\nquotes: {{unattributed: {rule}}}\n"})
    site.write(one_article())
    run = site.build()
    assert run.status == status
    assert [p["level"] for p in run.problems] == levels


def test_a_statement_in_two_parts_is_one(site: SiteFolder) -> None:
    """Parts in order, one id, verified together against the text of the source."""
    text = "“We have drilled for this,” said Ana Ruiz, “but never with every line running.”\n"
    quotes = (
        'quotes:\n- exact: ["We have drilled for this,", but never with every line running.]\n'
        "  speaker: ana-ruiz\n  source: call\n"
    )
    sources = {
        "sources.yaml": "call: {title: Call, text: call.txt}\n",
        "sources/call.txt": "We have drilled for this, and more, but never with every line running.\n",
    }
    site.write(one_article(quotes, text, **sources))
    assert site.build().codes == []
    (quotation,) = site.quotations()
    assert len(quotation["parts"]) == 2
    assert quotation["verified"] is True
    assert quotation["text"] == "We have drilled for this, … but never with every line running."


def test_words_that_the_source_does_not_have_are_an_error(site: SiteFolder) -> None:
    """The error shows the nearest words of the source."""
    quotes = "quotes:\n- {exact: the machines simply went quiet, speaker: chen-wei, source: call}\n"
    sources = {
        "sources.yaml": "call: {title: Call, text: call.txt}\n",
        "sources/call.txt": "Then the machines all went quiet.\n",
    }
    site.write(one_article(quotes, **sources))
    run = site.build()
    assert run.status == 1
    (problem,) = run.problems
    assert problem["code"] == "not-in-source"
    assert "content/sources/call.txt:1" in problem["hint"]
    assert "the machines all went quiet" in problem["hint"]


def test_drifted_words_are_an_error_with_the_nearest(site: SiteFolder) -> None:
    site.write(one_article("annotations:\n- {exact: a 7.1 magnitude quake, body: Strong.}\n"))
    run = site.build()
    problem = next(p for p in run.problems if p["code"] == "orphan")
    assert (problem["file"], problem["line"], problem["column"]) == ("content/articles/fab/meta.yaml", 4, 11)
    assert "content/articles/fab/article.md:5:8" in problem["hint"]
    assert "[-7.1-] {+7.2+}" in problem["hint"]


def test_words_in_several_places_are_an_error_that_lists_them(site: SiteFolder) -> None:
    text = "One quake. Another quake.\n\n## After\n\nA third quake.\n\n## Last\n\nText.\n"
    site.write(one_article("annotations:\n- {exact: quake, body: B.}\n", text))
    problem = next(p for p in site.build().problems if p["code"] == "ambiguous")
    assert all(f"article.md:{place}" in problem["hint"] for place in ("1:5", "1:20", "5:9"))
    site.write(one_article("annotations:\n- {exact: quake, section: after, body: B.}\n", text))
    assert site.build().status == 0


def test_every_problem_is_told_at_once_and_the_old_site_stays(site: SiteFolder) -> None:
    """Errors of all files come together, in file order, and nothing of the site is touched."""
    site.write(one_article("quotes:\n- {exact: the machines simply went quiet, speaker: chen-wei}\n"))
    assert site.build().status == 0
    before = site.files()
    site.write(one_article("titel: x\nquotes:\n- {exact: nothing like it, speaker: chen-wie}\n"))
    site.write({"topics.yaml": "a: {titel: A}\n", "site.yaml": "title: T\nurl: nowhere\n"})
    run = site.build()
    assert run.status == 1
    assert {"unknown-key", "orphan", "unknown-speaker", "bad-url"} <= set(run.codes)
    files = [problem["file"] for problem in run.problems]
    assert files == sorted(files)
    assert site.files() == before


def test_what_is_wrong_with_an_entry_hides_nothing_else_of_it(site: SiteFolder) -> None:
    """A date that cannot be read, or words that are not found, leave ids and links to be checked."""
    bad = "{date: 2024-13-01, title: E, people: [nobody], exact: not there, body: '[x](/no-such/)'}"
    note = "{exact: not there, body: '[y](/not-this/)'}"
    site.write(one_article(f"events:\n- {bad}\n- {{}}\nannotations:\n- {note}\nclaims:\n- {note}\n"))
    codes = ["bad-date", "unknown-person", "orphan", "broken-link"]
    assert [c for c in site.build().codes if c in codes] == [*codes, *["orphan", "broken-link"] * 2]
    site.write({**one_article(), "timeline.yaml": "- {date: x, title: E, people: [nobody]}\n"})
    assert site.build().codes == ["unattributed", "bad-date", "unknown-person"]


def test_problems_are_shown_as_a_compiler_shows_them(site: SiteFolder) -> None:
    site.write(one_article("quotes:\n- {exact: the machines simply went quiet, speaker: chen-wie}\n"))
    run = site.run("build")
    lines = run.err.splitlines()
    assert lines[0].startswith("content/articles/fab/meta.yaml:4:52: error[unknown-speaker]: ")
    assert lines[1] == " 4 | - {exact: the machines simply went quiet, speaker: chen-wie}"
    assert lines[2] == "   | " + " " * 51 + "^"
    assert lines[3] == "  hint: did you mean `chen-wei`?"
    assert "Traceback" not in run.err


def test_the_same_content_gives_the_same_bytes(site: SiteFolder) -> None:
    """With a warm cache or a cold one."""
    site.write(one_article("annotations:\n- {exact: went quiet, body: B.}\n"))
    site.build()
    first = site.files()
    site.build("--no-cache")
    assert site.files() == first


def test_a_build_with_nothing_changed_writes_nothing(site: SiteFolder) -> None:
    site.write(one_article())
    site.run("build")
    stamps = {p: p.stat().st_mtime_ns for p in site.out.rglob("*")}
    run = site.run("build")
    assert run.out.startswith("0 pages written")
    assert "unattributed" in run.err, "warnings are told again"
    assert {p: p.stat().st_mtime_ns for p in site.out.rglob("*")} == stamps


def test_files_written_just_before_a_build_are_doubted_until_they_are_noted_to_be_old(
    site: SiteFolder,
) -> None:
    """A few are hashed by every build with nothing else to do; of many, the cache is told."""
    cache = site.root / ".dateline" / "cache.sqlite"
    site.write(one_article())
    site.run("build")
    before = cache.read_bytes()
    site.run("build")
    assert cache.read_bytes() == before
    site.write({f"static/{number}.txt": str(number) for number in range(100)})
    site.run("build")
    before = cache.read_bytes()
    assert site.run("build").out.startswith("0 pages written")
    assert cache.read_bytes() != before


def test_a_draft_and_an_article_dated_ahead_are_left_out(site: SiteFolder) -> None:
    """Each is built when asked for, and the page says so."""
    text = "Plain words.\n"
    site.write(one_article("draft: true\n", text))
    ahead = "title: Later\ndateline: {date: 2099-01-01}\n"
    site.write({"articles/later/meta.yaml": ahead, "articles/later/article.md": text})
    site.build()
    assert not (site.out / "articles").exists()
    site.build("--drafts")
    assert (site.out / "articles/fab/index.html").exists()
    assert not (site.out / "articles/later").exists()
    site.build("--future")
    assert (site.out / "articles/later/index.html").exists()
    assert not (site.out / "articles/fab").exists()


def test_section_ids(site: SiteFolder) -> None:
    """Explicit, or the file's stem where it holds one section, or the slug of the heading."""
    site.write(
        {
            "articles/fab/meta.yaml": META,
            "articles/fab/01-start.md": "Lede.\n\n## First of all\n\nText.\n",
            "articles/fab/02-next-one.md": "## Another heading\n\nText.\n",
            "articles/fab/03-both.md": "## Two here\n\nText.\n\n## And there {#there}\n\nText.\n",
        }
    )
    assert site.build().codes == []
    page = site.page("articles/fab/index.html")
    ids = re.findall(r'<section class="section" id="([^"]+)"', page)
    assert ids == ["start", "next-one", "two-here", "there"]


def test_links_to_other_content(site: SiteFolder) -> None:
    """`article:slug`, relative files and pages; all relative in the page, and checked."""
    text = (
        "See [that](article:other#part), [file](../other/meta.yaml), [about](../../pages/about.md),"
        " [data](data.csv) and [people](/people/).\n"
    )
    other = {"articles/other/meta.yaml": META, "articles/other/article.md": "Text.\n\n## Part\n\nText.\n"}
    pages = {"pages/about.md": "# About us\n\nText.\n", "articles/fab/data.csv": "1,2\n"}
    site.write(one_article("authors: [chen-wei]\n", text, **other, **pages))
    assert site.build().codes == []
    page = site.page("articles/fab/index.html")
    for href in (
        "../other/index.html#part",
        "../other/index.html",
        "../../about/index.html",
        "data.csv",
        "../../people/index.html",
    ):
        assert f'href="{href}"' in page
    site.write(one_article("", "A [dead](article:nope) link, [two](/nowhere/), [three](no.csv).\n"))
    assert set(site.build().codes) == {"unknown-article", "broken-link", "missing-file"}


def test_a_broken_link_in_a_body_is_told_where_the_body_is(site: SiteFolder) -> None:
    """Of whatever file: not at the start of its entry."""
    site.write(one_article("corrections:\n- date: 2024-04-04\n  body: A [link](/no/).\n", "Plain words.\n"))
    site.write(
        {
            "people.yaml": "chen-wei:\n  name: Chen Wei\n  note: A [link](/no/).\n",
            "timeline.yaml": "- date: 1957\n  title: T\n  body: A [link](/no/).\n",
            "sources.yaml": "s:\n  title: S\n  text: none.txt\n",
        }
    )
    found = [(p["code"], p["file"], p["line"]) for p in site.build().problems]
    assert found == [
        ("broken-link", "content/articles/fab/meta.yaml", 5),
        ("broken-link", "content/people.yaml", 3),
        ("missing-file", "content/sources.yaml", 3),
        ("broken-link", "content/timeline.yaml", 3),
    ]


def test_an_id_made_from_words_outlives_its_neighbours(site: SiteFolder) -> None:
    """Reordering entries, and adding others, changes no id."""
    text = "“One thing,” she said. “Another thing,” she said. “One thing more,” she said.\n"
    one = "- {exact: 'One thing,', speaker: ana-ruiz}\n"
    two = "- {exact: 'Another thing,', speaker: ana-ruiz}\n"
    site.write(one_article("quotes:\n" + one + two, text))
    site.build()
    first = {q["text"]: q["id"] for q in site.quotations()}
    three = "- {exact: 'One thing more,', speaker: ana-ruiz}\n"
    site.write(one_article("quotes:\n" + three + two + one, text))
    site.build()
    assert first.items() <= {q["text"]: q["id"] for q in site.quotations()}.items()


def test_a_page_with_nothing_to_show_is_not_written(site: SiteFolder) -> None:
    """And nothing links to it."""
    site.write({"articles/fab/meta.yaml": META, "articles/fab/article.md": "Plain words.\n"})
    site.build()
    for name in ("quotes", "timeline", "people", "topics", "sources", "claims", "corrections"):
        assert not (site.out / name).exists()
        assert f'{name}/index.html"' not in site.page("articles/fab/index.html")


def test_an_alias_leads_to_the_article(site: SiteFolder) -> None:
    site.write(one_article("aliases: [/old/address/]\n"))
    site.build()
    assert 'content="0; url=../../articles/fab/index.html"' in site.page("old/address/index.html")
    assert "/news/old/address/ /news/articles/fab/ 301" in site.page("_redirects")


def test_yaml_scalars_are_text_but_for_true_and_false(site: SiteFolder) -> None:
    """YAML 1.2: `no` is a word, 2030 and 2024-04-03 are dates, quoted or not."""
    meta = "title: no\ndateline: {place: 12:30, date: 2024-04-03}\nevents:\n- {date: 2030, title: 1e3}\n"
    site.write({"articles/fab/meta.yaml": meta, "articles/fab/article.md": "Plain words.\n"})
    assert site.build("--strict").status == 0
    assert ">no<" in site.page("articles/fab/index.html")
    assert "2030" in site.page("timeline/index.html")


def test_without_a_url_feeds_are_left_out_with_a_warning(site: SiteFolder) -> None:
    site.write({"site.yaml": "title: T\n", **one_article("", "Plain words.\n")})
    assert site.build().codes == ["no-url"]
    assert not (site.out / "feed.xml").exists()
    assert not (site.out / "sitemap.xml").exists()
    assert site.build("--url", "https://example.org/x").codes == []
    assert (site.out / "feed.xml").exists()


def test_an_event_should_not_contradict_its_words(site: SiteFolder) -> None:
    """`by 2030` dated 2031 is a warning that shows both; no error, for words may hold another date too."""
    text = "The plant is to be done by 2030, they say.\n"
    event = "events:\n- {date: %s, title: Plant, exact: by 2030, relation: by, status: deadline}\n"
    site.write(one_article(event % "2031", text))
    (problem,) = site.build().problems
    assert (problem["level"], problem["code"]) == ("warning", "date-contradiction")
    assert "by 2030" in problem["message"]
    assert "2031" in problem["message"]
    assert site.build("--strict").status == 1
    site.write(one_article(event % "2030", text))
    assert site.build().codes == []
    class_of = "events:\n- {date: 2024, title: Reunion, exact: the Class of 2010 met}\n"
    site.write(one_article(class_of, "In May the Class of 2010 met.\n"))
    assert site.build().status == 0


def test_a_static_file_may_replace_a_data_file_but_not_a_page(site: SiteFolder) -> None:
    site.write({"static/robots.txt": "User-agent: none\n"})
    assert site.build().codes == []
    assert site.page("robots.txt") == "User-agent: none\n"
    site.write({"static/index.html": "<p>Mine</p>"})
    (problem,) = site.build().problems
    assert problem["code"] == "address-taken"
    assert problem["file"] == "content/static/index.html"


def test_a_quotation_over_paragraphs_has_a_part_for_each(site: SiteFolder) -> None:
    """The marks that open each paragraph anew are not words; an entry may have them or not."""
    text = "“First of all.\n\n“Then the rest,” she said.\n"
    for exact in ("First of all. Then the rest,", "First of all. “Then the rest,"):
        site.write(one_article(f"quotes:\n- {{exact: '{exact}', speaker: ana-ruiz}}\n", text))
        assert site.build().codes == []
        (quotation,) = site.quotations()
        assert [part["exact"] for part in quotation["parts"]] == ["First of all.", "Then the rest,"]


def test_a_mark_at_the_very_start_is_told_at_its_place(site: SiteFolder) -> None:
    site.write(one_article("", "“We knew,” she said.\n"))
    (problem,) = site.build().problems
    assert (problem["line"], problem["column"]) == (1, 1)
