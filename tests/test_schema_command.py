"""`schema`: prints the JSON Schemas, or writes them where an editor finds them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from sites import SiteFolder

from dateline.cli import main

Run = Callable[..., tuple[int, str, str]]
NAMES = ["site", "people", "sources", "topics", "timeline", "meta"]


@pytest.fixture
def run(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in the folder of a site and returns what it printed."""

    def command(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["schema", *arguments])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return command


def test_all_are_printed_by_name_and_are_schemas(run: Run) -> None:
    status, out, _ = run()
    schemas = json.loads(out)
    assert (status, list(schemas)) == (0, NAMES)
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_one_can_be_asked_for(run: Run) -> None:
    status, out, _ = run("meta")
    assert status == 0
    assert json.loads(out)["title"] == "meta.yaml"
    status, out, err = run("metta")
    assert (status, out) == (2, "")
    assert "meta" in err


def test_they_are_written_as_files(run: Run, site: SiteFolder) -> None:
    """The same bytes each time; what is printed then says how an editor is told."""
    status, out, _ = run("--out", "schemas")
    assert status == 0
    assert "yaml-language-server" in out
    written = sorted(path.name for path in Path("schemas").iterdir())
    assert written == sorted(f"{name}.json" for name in NAMES)
    first = Path("schemas/meta.json").read_bytes()
    assert run("--out", "schemas", "meta")[0] == 0
    assert Path("schemas/meta.json").read_bytes() == first
    Path("file").write_text("")
    assert run("--out", "file")[0] == 2


def test_kinds_and_ratings_are_those_of_the_site_that_is_here(run: Run, site: SiteFolder) -> None:
    site.write(
        {"site.yaml": "title: T\nannotation_kinds: {method: {label: Method}}\nratings: [fine, wrong]\n"}
    )
    schema = json.loads(run("meta")[1])
    validator = jsonschema.Draft202012Validator(schema)
    head = {"title": "T", "dateline": {"date": "2024-04-03"}}
    good = {
        "annotations": [{"exact": "x", "kind": "method", "body": "B"}],
        "claims": [{"exact": "x", "rating": "fine"}],
    }
    assert not list(validator.iter_errors(head | good))
    bad = {"annotations": [{"exact": "x", "kind": "methd", "body": "B"}]}
    assert list(validator.iter_errors(head | bad))
