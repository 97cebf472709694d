"""`new`: the folder of an article, which builds as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from sites import SiteFolder


def folder(site: SiteFolder, slug: str) -> Path:
    return site.content / "articles" / slug


@pytest.mark.parametrize(
    ("arguments", "slug", "date"),
    [
        (("The day the fab stopped",), "the-day-the-fab-stopped", "2025-06-15"),
        (("Über “Straßen”: it’s done",), "uber-strassen-its-done", "2025-06-15"),
        (("  Two\n lines ",), "two-lines", "2025-06-15"),
        (("A title", "--date", "2024-04-03"), "a-title", "2024-04-03"),
        (("A title", "--slug", "other"), "other", "2025-06-15"),
        (("日本", "--slug", "japan"), "japan", "2025-06-15"),
        (('Says: "yes" # or no\\',), "says-yes-or-no", "2025-06-15"),
    ],
)
def test_an_article_is_begun(site: SiteFolder, arguments: tuple[str, ...], slug: str, date: str) -> None:
    """Title and date are in meta.yaml whatever signs the title has; it builds, and the next step is told."""
    run = site.run("new", *arguments)
    assert run.status == 0
    assert f"content/articles/{slug}/" in run.out
    assert f"dateline suggest {slug}" in run.out
    meta = yaml.safe_load((folder(site, slug) / "meta.yaml").read_text("utf-8"))
    assert meta["title"] == " ".join(arguments[0].split())
    assert str(meta["dateline"]["date"]) == date
    assert len(list(folder(site, slug).glob("*.md"))) == 3
    assert site.build().codes == []
    assert (site.out / f"articles/{slug}/index.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("Taken",), "content/articles/taken is there already"),
        (("T", "--slug", "Not A Slug"), "--slug not-a-slug would do"),
        (("T", "--slug", "../../x"), "--slug x would do"),
        (("T", "--slug", "con"), "device on Windows"),
        (("!!!",), "name one with --slug"),
        ((" ",), "needs a title"),
    ],
)
def test_what_cannot_be_begun_is_refused_with_a_reason(
    site: SiteFolder, arguments: tuple[str, ...], reason: str
) -> None:
    folder(site, "taken").mkdir(parents=True)
    run = site.run("new", *arguments)
    assert run.status == 2
    assert reason in run.err
    assert [path.name for path in (site.content / "articles").iterdir()] == ["taken"]


def test_nothing_is_begun_through_a_link_that_leads_out(site: SiteFolder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (site.content / "articles").symlink_to(elsewhere)
    run = site.run("new", "Foo")
    assert run.status == 2
    assert "content/articles is a symbolic link that leads out of the content folder" in run.err
    assert list(elsewhere.iterdir()) == []


def test_links_that_stay_inside_are_followed(site: SiteFolder) -> None:
    (site.content / "texts").mkdir()
    (site.content / "articles").symlink_to("texts")
    real = site.content.rename(site.root / "real")
    site.content.symlink_to(real)
    assert site.run("new", "Foo").status == 0
    assert (real / "texts/foo/meta.yaml").is_file()


@pytest.mark.parametrize(("timezone", "day"), [("Asia/Tokyo", "2025-06-16"), ("UTC", "2025-06-15")])
def test_today_is_that_of_the_site(site: SiteFolder, timezone: str, day: str) -> None:
    """At 15:06 in Greenwich it is tomorrow in Tokyo; and what is dated today is not dated ahead."""
    site.write({"site.yaml": f"title: T\nurl: https://x.org/\ntimezone: {timezone}\n"})
    site.run("new", "T")
    assert f"date: {day}}}" in (folder(site, "t") / "meta.yaml").read_text()
    site.build()
    assert (site.out / "articles/t/index.html").is_file()


@pytest.mark.parametrize("day", ["2024-02-30", "yesterday", "2024"])
def test_a_date_must_be_a_day(site: SiteFolder, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        site.run("new", "T", "--date", day)
    assert ended.value.code == 2
    assert "a day is needed" in capsys.readouterr().err


def test_without_a_site_there_is_a_hint(site: SiteFolder) -> None:
    (site.content / "site.yaml").unlink()
    run = site.run("new", "T")
    assert run.status == 2
    assert "dateline init" in run.err


def test_the_schema_is_named_where_there_is_one(site: SiteFolder) -> None:
    """As `init` and `schema --out schemas` write it."""
    site.run("new", "Before")
    (site.root / "schemas").mkdir()
    (site.root / "schemas" / "meta.json").write_text("{}")
    site.run("new", "Behind")
    first, second = ((folder(site, slug) / "meta.yaml").read_text() for slug in ("before", "behind"))
    assert first.startswith("title:")
    modeline = "# yaml-language-server: $schema=../../../schemas/meta.json\n"
    assert second == modeline + first.replace("Before", "Behind").replace("before", "behind")
    assert (folder(site, "behind") / "../../../schemas/meta.json").resolve().is_file()
