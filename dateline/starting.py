"""What `init` and `new` write: the files of a whole new site, and of a new article. No file is touched here.

The site is the folder `starter/` of the package; its files can be read there as they will be written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline import __version__
from dateline.editing.yamlwrite import double_quoted

_STARTER = Path(__file__).parent / "starter"


def schema_files(schemas: Mapping[str, Any]) -> dict[str, str]:
    """The JSON Schemas as files: `meta.json`, `site.json` and so on."""
    return {
        f"{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


def site_files(schemas: Mapping[str, Any]) -> dict[str, bytes]:
    """Every file of a new site by its path, the schemas for editors among them (in `schemas/`).

    A name that begins with `dot-` in the package begins with a dot in the site: tools that pack the program
    would otherwise take such a file for an instruction to themselves.
    """
    files = {
        "/".join(_dotted(part) for part in path.relative_to(_STARTER).parts): path.read_bytes()
        for path in _STARTER.rglob("*")
        if path.is_file()
    }
    files["requirements.txt"] = files["requirements.txt"].replace(b"@VERSION@", __version__.encode())
    files.update((f"schemas/{name}", text.encode()) for name, text in schema_files(schemas).items())
    return dict(sorted(files.items()))


def article_files(slug: str, title: str, date: str, modeline: str = "") -> dict[str, str]:
    """The files of a new article: `meta.yaml` and three sections. `date` is the dateline's, YYYY-MM-DD.

    `modeline` is a comment for the head of meta.yaml that names its schema.
    """
    head = f"{modeline}\n" if modeline else ""
    return {
        "meta.yaml": head + _META.format(title=double_quoted(title), date=date, slug=slug),
        "01-lede.md": "What happened, where, and why it matters: one paragraph.\n",
        "02-what-we-know.md": "## What we know\n\nThe facts, with who says so.\n",
        "03-what-comes-next.md": "## What comes next\n\nWhat to watch, and by when.\n",
    }


_META = """\
title: {title}
dek: One sentence under the headline.
dateline: {{date: {date}}}        # with a place: {{place: Hsinchu, date: {date}}}
# draft: true                       # keeps it out of builds without --drafts

# authors: [an-id-of-people-yaml]
# topics: [semiconductors]

# Below comes what the site is to know about the prose: quotes, annotations, events, claims, corrections.
# Once the prose stands, `dateline suggest {slug} --write` proposes quotes and events.
"""


def _dotted(name: str) -> str:
    return "." + name.removeprefix("dot-") if name.startswith("dot-") else name
