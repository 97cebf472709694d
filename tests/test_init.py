"""`init`: a whole new site, good from the first build on, small enough to read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from dateline import __version__
from dateline.cli import main
from dateline.reading.schema import schemas
from dateline.starting import site_files


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The files of a new site."""
    return site_files(schemas())


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new site, which is the working folder."""
    monkeypatch.chdir(tmp_path)
    assert main(["--quiet", "init", "ledger"]) == 0
    monkeypatch.chdir(tmp_path / "ledger")
    return tmp_path / "ledger"


def test_a_new_site_builds_and_checks_without_a_word(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Strictly, offline, with no problem of any level, notes included; nothing is asked."""
    assert main(["--quiet", "--jobs", "1", "build", "--strict"]) == 0
    assert main(["--quiet", "--jobs", "1", "check", "--strict", "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "")
    quotations = json.loads((ledger / "site/quotes.json").read_text())["quotations"]
    attributed = [q for q in quotations if q["status"] == "attributed"]
    assert {len(q["parts"]) for q in attributed} == {1, 2}
    assert [q["verified"] for q in attributed if len(q["parts"]) == 2] == [True]
    article = (ledger / "site/articles/lantern-bridge/index.html").read_text()
    for kind in ("context", "definition", "opinion", "source", "claim"):
        assert f"kind-{kind}" in article
    for path in (
        "corrections/index.html",
        "timeline/index.html",
        "claims/index.html",
        "topics/bridges/index.html",
    ):
        assert (ledger / "site" / path).is_file()
    assert (ledger / "site/lantern-bridge/index.html").is_file()  # an alias
    assert "does not exist" in (ledger / "site/about/index.html").read_text()


def test_what_is_written_is_the_same_each_time_and_has_no_more_than_it_needs(files: dict[str, bytes]) -> None:
    assert files == site_files(schemas())
    own = {path: content for path, content in files.items() if not path.startswith("schemas/")}
    assert sum(map(len, own.values())) < 16_000
    assert set(own) >= {
        ".gitignore",
        ".github/workflows/publish.yml",
        ".gitlab-ci.yml",
        "README.md",
        "requirements.txt",
        "content/site.yaml",
        "content/articles/lantern-bridge/meta.yaml",
    }
    assert f"dateline[search]=={__version__}\n".encode() in own["requirements.txt"]
    assert not any(b"@VERSION@" in content for content in own.values())


def test_every_yaml_file_names_its_schema_and_fits_it(files: dict[str, bytes]) -> None:
    """The modeline's path leads from the file to a schema that init wrote, and that accepts it."""
    named = [path for path in files if path.startswith("content/") and path.endswith(".yaml")]
    assert len(named) == 6
    for path in named:
        text = files[path].decode()
        found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert found, path
        parts = Path(path).parent.joinpath(found[1]).parts
        schema = json.loads(files[_resolved(parts)])
        jsonschema.validate(_as_editors_read(text), schema)


def _resolved(parts: tuple[str, ...]) -> str:
    kept: list[str] = []
    for part in parts:
        if part == "..":
            kept.pop()
        else:
            kept.append(part)
    return "/".join(kept)


def _as_editors_read(text: str) -> Any:
    """YAML with dates as text, as the schemas of an editor see them."""
    resolvers = {
        key: [(tag, regexp) for tag, regexp in rules if tag != "tag:yaml.org,2002:timestamp"]
        for key, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    loader = type("Loader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": resolvers})
    return yaml.load(text, loader)


def test_the_workflow_for_github_has_pinned_actions_and_least_rights(files: dict[str, bytes]) -> None:
    workflow = yaml.safe_load(files[".github/workflows/publish.yml"])
    assert workflow["permissions"] == {}
    jobs = workflow["jobs"]
    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["deploy"]["needs"] == "build"
    assert jobs["deploy"]["if"] == "github.ref == 'refs/heads/main'"
    used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert len(used) == 4
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name) for name in used)
    runs = [step["run"] for step in jobs["build"]["steps"] if "run" in step]
    assert runs[1:] == ["dateline check --format github", "dateline build --strict"]
    assert not any("${{" in run for run in runs)  # nothing of an event gets into a shell
    assert all("timeout-minutes" in job for job in jobs.values())


def test_the_pipeline_for_gitlab_publishes_the_default_branch_only(files: dict[str, bytes]) -> None:
    pipeline = yaml.safe_load(files[".gitlab-ci.yml"])
    assert re.fullmatch(r"python:3\.\d+-slim-\w+", pipeline["image"])
    pages = pipeline["pages"]
    assert pages["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert pages["artifacts"] == {"paths": ["public"]}
    assert pages["script"] == ["dateline check", "dateline build --strict --out public"]


@pytest.mark.parametrize("before", ["nothing", "an empty folder", "a repository"])
def test_a_folder_without_files_of_others_is_begun_in(
    tmp_path: Path, before: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ledger"
    if before != "nothing":
        folder.mkdir()
    if before == "a repository":
        (folder / ".git").mkdir()
    assert main(["init", str(folder)]) == 0
    assert (folder / "content/site.yaml").is_file()
    assert "dateline serve" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "reason"), [("notes.txt", "holds files already (notes.txt)"), ("", "is not a folder")]
)
def test_what_others_have_there_is_not_touched(
    tmp_path: Path, name: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder with files, or a file in the folder's place: refused with a reason, nothing written."""
    folder = tmp_path / "ledger"
    if name:
        folder.mkdir()
    (folder / name if name else folder).write_text("mine")
    assert main(["init", str(folder)]) == 2
    assert reason in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*")] == ["ledger", *filter(None, [name])]
