"""A template is compiled once, and again when its source changes; never is another's code run for it."""

from __future__ import annotations

from pathlib import Path

import jinja2

from dateline.building.compiled import CompiledTemplates


def rendered(folder: Path, kept: dict[str, bytes]) -> tuple[str, dict[str, bytes]]:
    compiled = CompiledTemplates(kept)
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), bytecode_cache=compiled)
    return environment.get_template("page.html").render(), compiled.new


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{% include 'part.html' %}!")
    (tmp_path / "part.html").write_text("one")
    text, new = rendered(tmp_path, {})
    assert text == "one!"
    assert len(new) == 2
    assert rendered(tmp_path, new) == ("one!", {})
    (tmp_path / "part.html").write_text("two")
    text, newer = rendered(tmp_path, new)
    assert text == "two!"
    assert len(newer) == 1


def test_what_is_no_code_of_this_jinja_is_compiled_again(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("page")
    _, new = rendered(tmp_path, {})
    assert rendered(tmp_path, dict.fromkeys(new, b"something else")) == ("page", new)
