"""The content's files: found in order, kept inside their folder, read as text."""

from __future__ import annotations

import os
import re
import socket
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.diagnostics import Diagnostic, Location
from dateline.reading.filenames import collisions, is_ignored, is_plain, name_problem
from dateline.reading.load import ArticleFiles, ContentFiles, _plain_sections, find_content, section_order
from dateline.reading.textfiles import read_bytes, read_text

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a content folder with the files named, site.yaml and one article always among them."""

    def make(*names: str, content: str = "content") -> Path:
        root = tmp_path / content
        for name in ("site.yaml", "articles/a/meta.yaml", "articles/a/article.md", *names):
            path = root / name
            if name.endswith("/"):
                path.mkdir(parents=True, exist_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("x", "utf-8")
        return root

    return make


def found(problems: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(p.code, p.at.file) for p in problems]


def test_everything_is_listed_in_order(make: Make) -> None:
    root = make(
        "people.yaml",
        "sources.yaml",
        "topics.yaml",
        "timeline.yaml",
        "articles/b/meta.yaml",
        "articles/b/10-end.md",
        "articles/b/2-middle.md",
        "articles/b/01-start.md",
        "articles/b/epilogue.md",
        "articles/b/fab.jpg",
        "articles/b/data/table.csv",
        "articles/b/data/readme.md",
        "pages/about.md",
        "pages/404.md",
        "sources/report.txt",
        "sources/deep/call.md",
        "static/favicon.ico",
        "static/.well-known/security.txt",
        "static/.DS_Store",
        "README.md",
        "drafts/idea.md",
    )
    files, problems = find_content(root)
    assert problems == []
    assert files == ContentFiles(
        name="content",
        site="site.yaml",
        people="people.yaml",
        sources="sources.yaml",
        topics="topics.yaml",
        timeline="timeline.yaml",
        articles=(
            ArticleFiles(
                slug="a",
                folder="articles/a",
                meta="articles/a/meta.yaml",
                sections=("articles/a/article.md",),
            ),
            ArticleFiles(
                slug="b",
                folder="articles/b",
                meta="articles/b/meta.yaml",
                sections=(
                    "articles/b/01-start.md",
                    "articles/b/2-middle.md",
                    "articles/b/10-end.md",
                    "articles/b/epilogue.md",
                ),
                files=("articles/b/data/readme.md", "articles/b/data/table.csv", "articles/b/fab.jpg"),
            ),
        ),
        pages=("pages/404.md", "pages/about.md"),
        source_texts=("sources/deep/call.md", "sources/report.txt"),
        static=("static/.well-known/security.txt", "static/favicon.ico"),
    )


def test_the_smallest_site(make: Make) -> None:
    files, problems = find_content(make())
    assert problems == []
    assert [article.slug for article in files.articles] == ["a"]
    assert (files.people, files.pages, files.static) == ("", (), ())


def test_messages_call_the_folder_by_its_own_name(make: Make) -> None:
    root = make("pages/Über.md", content="inhalt")
    files, problems = find_content(root)
    assert files.name == "inhalt"
    assert problems[0].at == Location("inhalt/pages/Über.md")


@pytest.mark.parametrize(
    ("names", "code", "file", "hint"),
    [
        (
            ["articles/My_Story/meta.yaml", "articles/My_Story/a.md"],
            "bad-slug",
            "articles/My_Story",
            "my-story",
        ),
        (["pages/About us.md"], "bad-slug", "pages/About us.md", "about-us"),
        (["pages/quotes.md"], "name-collision", "pages/quotes.md", "/quotes/"),
        (["articles/b/a.md"], "missing-file", "articles/b/meta.yaml", "make one"),
        (
            ["articles/b/a.md", "articles/b/meta.yml"],
            "missing-file",
            "articles/b/meta.yaml",
            "rename meta.yml",
        ),
        (["articles/b/meta.yaml", "articles/b/x.txt"], "missing-file", "articles/b", "article.md"),
        (["articles/b/"], "stray-file", "articles/b", "delete"),
        (["articles/note.md"], "stray-file", "articles/note.md", "folder"),
        (["people.yml"], "stray-file", "people.yml", "rename it to people.yaml"),
        (["persons.yaml"], "stray-file", "persons.yaml", "people.yaml"),
        (["pages/logo.png"], "stray-file", "pages/logo.png", "static/"),
        (["sources/report.pdf"], "stray-file", "sources/report.pdf", ".txt"),
        (["static/nul.txt"], "unportable-name", "static/nul.txt", "rename"),
        (["static/a\\b"], "unportable-name", "static/a\\b", "rename"),
        (["static/what?.html"], "unportable-name", "static/what?.html", "rename"),
        (["static/" + "x" * 241], "long-name", "static/" + "x" * 241, "shorter"),
        (["people.yaml/x"], "unreadable-file", "people.yaml", ""),
        (["static/A.png", "static/a.png"], "name-collision", "static/a.png", "rename"),
        (["static/Pictures/a.png", "static/pictures/b.png"], "name-collision", "static/pictures/b.png", ""),
        (["articles/a/x.png", "static/articles/a/x.png"], "name-collision", "static/articles/a/x.png", ""),
        (["pages/about.md", "static/about/index.html"], "name-collision", "static/about/index.html", ""),
        (["static/é.png", "static/e\u0301.png"], "name-collision", "static/é.png", "rename"),
        (["static/straße", "static/STRASSE"], "name-collision", "static/straße", "rename"),
    ],
)
def test_what_should_not_be_there(make: Make, names: list[str], code: str, file: str, hint: str) -> None:
    """One problem, at the file, with what to do; the rest of the content is found all the same."""
    files, problems = find_content(make(*names))
    assert found(problems) == [(code, f"content/{file}")]
    assert hint in problems[0].hint
    assert "a" in [article.slug for article in files.articles]


def test_no_content_folder(tmp_path: Path) -> None:
    assert found(find_content(tmp_path / "content")[1]) == [("missing-folder", "content")]
    (tmp_path / "content").write_text("x")
    assert found(find_content(tmp_path / "content")[1]) == [("missing-folder", "content")]


def test_no_site_yaml(make: Make) -> None:
    root = make()
    (root / "site.yaml").unlink()
    files, problems = find_content(root)
    assert found(problems) == [("missing-file", "content/site.yaml")]
    assert files.site == ""


@pytest.mark.parametrize(
    "name", ["a.md~", "#a.md#", ".#a.md", ".a.md.swp", "Thumbs.db", ".DS_Store", "a.bak"]
)
def test_editors_and_systems_own_files_are_no_content(make: Make, name: str) -> None:
    files, problems = find_content(make(f"articles/a/{name}", f"static/{name}"))
    assert problems == []
    assert files.articles[0].files == ()
    assert files.static == ()


@pytest.mark.parametrize("name", [".nojekyll", ".well-known", ".htaccess"])
def test_hidden_files_are_content_in_static_only(name: str) -> None:
    assert is_ignored(name)
    assert not is_ignored(name, dotfiles=True)


def test_links_may_stay_inside(make: Make) -> None:
    """A symbolic link to a file or folder of the content is that file or folder."""
    root = make("static/x.png", "static/deep/y.png")
    (root / "articles/a/x.png").symlink_to("../../static/x.png")
    (root / "articles/a/deep").symlink_to("../../static/deep", target_is_directory=True)
    files, problems = find_content(root)
    assert problems == []
    assert files.articles[0].files == ("articles/a/deep/y.png", "articles/a/x.png")


def test_the_content_folder_may_be_a_link_itself(make: Make, tmp_path: Path) -> None:
    root = make("static/x.png")
    (root / "static/y.png").symlink_to("x.png")
    (tmp_path / "inhalt").symlink_to(root, target_is_directory=True)
    files, problems = find_content(tmp_path / "inhalt")
    assert problems == []
    assert files.static == ("static/x.png", "static/y.png")


@pytest.mark.parametrize(
    ("link", "target", "code"),
    [
        ("articles/a/passwd", "/etc/passwd", "outside-content"),
        ("articles/a/etc", "/etc", "outside-content"),
        ("articles/a/up", "../../../", "outside-content"),
        ("articles/evil", "../../secret", "outside-content"),
        ("pages/about.md", "../../secret/x.md", "outside-content"),
        ("people.yaml", "../people.yaml", "outside-content"),
        ("static", "../secret", "outside-content"),
        ("articles/a/loop", ".", "outside-content"),
        ("articles/a/all", "..", "outside-content"),
        ("articles/a/self", "self", "unreadable-file"),
        ("articles/a/gone.png", "nowhere.png", "missing-file"),
    ],
)
def test_links_that_lead_out_round_or_nowhere(
    make: Make, tmp_path: Path, link: str, target: str, code: str
) -> None:
    """Nothing outside the content is read, whatever a link says; each such link is an error."""
    root = make()
    (tmp_path / "secret").mkdir()
    for name in ("secret/x.md", "secret/meta.yaml", "people.yaml", "content-of-others"):
        (tmp_path / name).write_text("secret")
    path = root / link
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(target)
    files, problems = find_content(root)
    assert found(problems) == [(code, f"content/{link}")]
    assert files.articles == (
        ArticleFiles(
            slug="a", folder="articles/a", meta="articles/a/meta.yaml", sections=("articles/a/article.md",)
        ),
    )
    assert (files.people, files.pages, files.static) == ("", (), ())


def test_folders_that_lead_to_each_other_end(make: Make) -> None:
    root = make("static/a/x", "static/b/y")
    (root / "static/a/b").symlink_to("../b", target_is_directory=True)
    (root / "static/b/a").symlink_to("../a", target_is_directory=True)
    files, problems = find_content(root)
    assert found(problems) == [
        ("outside-content", "content/static/a/b/a"),
        ("outside-content", "content/static/b/a/b"),
    ]
    assert files.static == ("static/a/b/y", "static/a/x", "static/b/a/x", "static/b/y")


def test_pipes_and_sockets_are_never_opened(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a pipe would wait for ever."""
    root = make("static/x")
    os.mkfifo(root / "articles/a/pipe")
    monkeypatch.chdir(root / "static")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        files, problems = find_content(root)
    assert found(problems) == [
        ("special-file", "content/articles/a/pipe"),
        ("special-file", "content/static/socket"),
    ]
    assert files.articles[0].files == ()


def test_names_that_are_not_utf8(make: Make) -> None:
    root = make("static/x")
    (root / "static" / os.fsdecode(b"caf\xe9.png")).write_text("x")
    files, problems = find_content(root)
    assert found(problems) == [("unportable-name", "content/static/caf\ufffd.png")]
    assert files.static == ("static/x",)


def test_a_folder_that_cannot_be_read(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make("static/x", "static/locked/y")
    scandir = os.scandir

    def refuse(path: Path | str) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files, problems = find_content(root)
    assert found(problems) == [("unreadable-file", "content/static/locked")]
    assert "permission denied" in problems[0].message
    assert files.static == ("static/x",)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("CON", "error"),
        ("prn.png", "error"),
        ("Lpt1.tar.gz", "error"),
        ("com0", "error"),
        ("a\nb", "error"),
        ("a:b", "warning"),
        ('say "x"', "warning"),
        ("end.", "warning"),
        ("end ", "warning"),
        ("ä" * 121, "error"),
        ("ä" * 120, None),
        ("console", None),
        ("con-job.png", None),
        ("a b.png", None),
    ],
)
def test_names_for_every_computer(name: str, level: str | None) -> None:
    problem = name_problem(name, Location("f"))
    assert (problem.level if problem else None) == level


@given(
    st.from_regex(
        r"(con|aux|com1|lpt9|[a-z0-9#-]{0,4})[.~]?[a-zA-Z0-9.~-]{0,5}\.(md|yaml|bak)", fullmatch=True
    )
)
def test_a_plain_name_needs_no_other_questions(name: str) -> None:
    """The short way for names says nothing that the long one does not."""
    if is_plain(name):
        assert not is_ignored(name)
        assert name_problem(name, Location("f")) is None


def test_the_names_that_most_files_have_are_plain() -> None:
    assert all(map(is_plain, ("meta.yaml", "article.md", "01-lede.md", "12-what-it-means.md")))
    assert not any(map(is_plain, ("con.md", "a.md~", "A.md", "ä.md", "a.png", "x" * 202 + ".md")))


def test_collisions_are_reported_at_the_later_file() -> None:
    files = ContentFiles(name="c", static=("static/A", "static/a", "static/b"))
    (problem,) = collisions(files, "c")
    assert problem.at == Location("c/static/a")
    assert "c/static/A" in problem.message
    assert "capital letters" in problem.message
    accents = ContentFiles(name="c", static=("static/e\u0301", "static/\u00e9"))
    assert "accents" in collisions(accents, "c")[0].message


@pytest.mark.parametrize(
    ("inside", "static"),
    [
        (["x.png", "X.png"], []),
        (["x.png"], ["static/Articles/a/x.png"]),
        (["x.png"], ["static/articles/a/X.png"]),
        (["e\u0301.png", "\u00e9.png"], []),
    ],
)
def test_collisions_with_an_articles_files_are_found(inside: list[str], static: list[str]) -> None:
    article = ArticleFiles(
        slug="a",
        folder="articles/a",
        meta="articles/a/meta.yaml",
        sections=("articles/a/article.md",),
        files=tuple(f"articles/a/{name}" for name in inside),
    )
    found = collisions(ContentFiles(name="c", articles=(article,), static=tuple(static)), "c")
    assert [problem.code for problem in found] == ["name-collision"]


@pytest.mark.parametrize(
    "names",
    [
        ["1-a.md", "2-b.md", "10-c.md"],
        ["01-a.md", "1-b.md", "002-c.md", "a.md", "b.md"],
        ["9-z.md", "99999999999999999999-a.md", "-a.md", "a-1.md"],
    ],
)
def test_prefixes_are_numbers(names: list[str]) -> None:
    keys = [section_order(name) for name in names]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


_NAMES = ["01-a.md", "02-b.md", "02-a.md", "10-c.md", "1-d.md", "100-e.md", "-f.md", "g.md", "a.png", "B.md"]


@given(names=st.sets(st.sampled_from(_NAMES)), extra=st.sampled_from(["", "folder", "link", "01-l.md"]))
def test_a_folder_of_sections_only_is_listed_as_any_other(names: set[str], extra: str) -> None:
    """It is not looked at file by file, and whatever else lies in it makes it a folder as any other."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        article = root / "articles" / "a"
        article.mkdir(parents=True)
        for name in ("meta.yaml", *names):
            (article / name).write_text("x")
        if extra == "folder":
            (article / "03-folder.md").mkdir()
        elif extra:
            (article / extra).symlink_to(root / "articles")
        with pytest.MonkeyPatch.context() as monkeypatch:
            plain = find_content(root)
            monkeypatch.setattr("dateline.reading.load._plain_sections", lambda *_: [])
            assert plain == find_content(root)
        two_digits = {name for name in names if re.fullmatch(r"\d\d-[a-z]\.md", name)}
        assert bool(_plain_sections(root, "articles/a")) == (
            bool(names) and two_digits == names and not extra
        )


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\nb", "a\nb"),
        (b"\xef\xbb\xbfa\r\nb\rc\r\n", "a\nb\nc\n"),
        ("e\u0301 na\u0308h".encode(), "é näh"),
        (b"", ""),
        (b"ten bytes\n" * 20_000, "ten bytes\n" * 20_000),
    ],
    ids=["a", "line ends", "letters with marks", "empty", "long"],
)
def test_texts_are_read_in_one_form(make: Make, data: bytes, text: str) -> None:
    """No byte order mark, LF, NFC: so that words are found whatever wrote them."""
    root = make()
    (root / "x.md").write_bytes(data)
    assert read_text(root, "x.md") == (text, [])
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(
    ("data", "code", "line", "column", "hint"),
    [
        (b"ok\ncaf\xe9\n", "bad-encoding", 2, 4, "UTF-8"),
        ("é\r\nöx".encode() + b"\xff", "bad-encoding", 2, 3, "UTF-8"),
        (b"\xef\xbb\xbfab\xff", "bad-encoding", 1, 3, "UTF-8"),
        ("title: x".encode("utf-16"), "bad-encoding", 1, 1, "UTF-16"),
        (b"a\nbc\0d", "bad-character", 2, 3, "plain text"),
    ],
)
def test_what_is_not_text(make: Make, data: bytes, code: str, line: int, column: int, hint: str) -> None:
    """The place is that of the first wrong byte, so that an editor can jump to it."""
    root = make()
    (root / "x.md").write_bytes(data)
    text, (problem,) = read_text(root, "x.md")
    assert text == ""
    assert (problem.code, problem.at) == (code, Location("content/x.md", line, column))
    assert hint in problem.hint


def test_files_that_vanish_or_are_locked(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make()
    assert found(read_text(root, "gone.md")[1]) == [("missing-file", "content/gone.md")]
    assert found(read_bytes(root, "articles")[1]) == [("unreadable-file", "content/articles")]
