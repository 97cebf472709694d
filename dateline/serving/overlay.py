"""What the browser is told of a build that failed: each error as the terminal shows it, in parts.

The client sets every part as text, so nothing of it is read as HTML there; `page` escapes for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from dateline.diagnostics import Diagnostic, Location, as_text
from dateline.summary import counted

SourceLine = Callable[[Location], str | None]


def message(problems: Iterable[Diagnostic], source_line: SourceLine) -> dict[str, Any]:
    """The errors as the `problems` command of the socket; without any, `mended`."""
    errors = [problem for problem in problems if problem.level == "error"]
    if not errors:
        return {"command": "mended"}
    return {
        "command": "problems",
        "title": f"{counted(len(errors), 'error')}: this is still the last good site",
        "problems": [_parts(problem, source_line) for problem in errors],
    }


def page(told: dict[str, Any]) -> str:
    """A page for when there is no site yet: it lists the errors."""
    errors = "".join(
        f"<h2>{escape(problem['head'])}</h2><pre>{escape(problem['body'])}</pre>"
        for problem in told.get("problems", ())
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not built yet</title></head>'
        f"<body><h1>The site is not built yet</h1>{errors}</body></html>"
    )


def _parts(problem: Diagnostic, source_line: SourceLine) -> dict[str, str]:
    head, _, body = as_text(problem, source_line).partition("\n")
    return {"head": head, "body": body}
