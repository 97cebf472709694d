"""`dateline new TITLE`: the folder of a new article, with its metadata and three sections."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from dateline.options import Options

EXAMPLE = 'dateline new "The day the fab stopped" --date 2024-04-03'


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The headline, and what is made from it unless told."""
    parser.add_argument("title", metavar="TITLE", help="the headline")
    parser.add_argument(
        "--date", type=_day, metavar="YYYY-MM-DD", help="the date of the dateline (default: today)"
    )
    parser.add_argument(
        "--slug", metavar="SLUG", help="the article's name in addresses (default: the title's words)"
    )


def run(options: Options, arguments: argparse.Namespace) -> int:
    """Makes the article; refuses a slug that is taken."""
    title = " ".join(arguments.title.split())
    slug, problem = _slug(options, title, arguments.slug)
    if problem:
        print(f"dateline new: {problem}", file=sys.stderr)
        return 2
    from dateline.editing.siteyaml import today
    from dateline.starting import article_files

    folder = options.content / "articles" / slug
    files = article_files(slug, title, arguments.date or today(options).isoformat(), _modeline(options))
    try:
        folder.parent.mkdir(exist_ok=True)
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8", newline="\n")
    except OSError as trouble:
        print(f"dateline new: {trouble.filename}: {trouble.strerror}", file=sys.stderr)
        return 2
    if options.verbosity >= 0:
        print(_next_steps(options.shown(folder), slug, tuple(files)))
    return 0


def _day(text: str) -> str:
    """A day as a dateline has it, for argparse."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"a day is needed, as in 2024-04-03, not {text!r}") from None


def _slug(options: Options, title: str, given: str | None) -> tuple[str, str]:
    """The article's slug, or why there is none."""
    from dateline.diagnostics import Location
    from dateline.reading.filenames import name_problem
    from dateline.slugs import is_slug, slugify

    if not (options.content / "site.yaml").is_file():
        shown = options.shown(options.content)
        return "", f"there is no {shown}/site.yaml here; start a site with `dateline init FOLDER`"
    if not title:
        return "", "an article needs a title"
    slug = slugify(title) if given is None else given
    if not is_slug(slug):
        meant = slugify(slug)
        hint = f"; --slug {meant} would do" if meant else "; name one with --slug"
        return "", f"a slug is lower-case letters, digits and hyphens, not {slug!r}{hint}"
    problem = name_problem(slug, Location(slug))
    if problem:
        return "", f"{slug!r} cannot be a slug: {problem.message}; choose another with --slug"
    articles = options.content / "articles"
    if Path(os.path.realpath(articles.parent)) not in Path(os.path.realpath(articles)).parents:
        return "", f"{options.shown(articles)} is a symbolic link that leads out of the content folder"
    if (articles / slug).exists():
        return (
            "",
            f"{options.shown(options.content)}/articles/{slug} is there already; choose another with --slug",
        )
    return slug, ""


def _modeline(options: Options) -> str:
    """A comment that tells editors the schema, where `init` or `schema` has put one beside the content."""
    schema = options.content.parent / "schemas" / "meta.json"
    return "# yaml-language-server: $schema=../../../schemas/meta.json" if schema.is_file() else ""


def _next_steps(folder: str, slug: str, names: tuple[str, ...]) -> str:
    width = max(map(len, names))
    what = {"meta.yaml": "headline, dateline, who said what"}
    listed = "\n".join(f"  {name.ljust(width)}  {what.get(name, 'a section')}" for name in names)
    return (
        f"{Path(folder).as_posix()}/\n{listed}\n"
        "What next: write; `dateline serve` shows it as you save, and when the prose stands,\n"
        f"`dateline suggest {slug} --write` proposes who said what and which dates are in it."
    )
