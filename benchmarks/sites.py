"""Writes the generated articles as sites: ours, Pelican's and Hugo's, each as its users would have it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from benchmarks import prose
from benchmarks.prose import Article, Person, World

SEED = 14


def write_dateline(folder: Path, articles: int, shared: World, seed: int = SEED) -> None:
    """content/ in our format: fourteen section files an article, and its meta.yaml."""
    content = folder / "content"
    content.mkdir(parents=True)
    _put(
        content / "site.yaml",
        "title: Benchmark\nurl: https://example.org/news/\npublisher: {name: Benchmark}\n",
    )
    _put(content / "people.yaml", "".join(map(_person, shared.people)))
    _put(content / "sources.yaml", "".join(_source(document) for document in shared.documents))
    for number in range(articles):
        _dateline_article(content / "articles", prose.article(seed, number, shared))


def write_pelican(folder: Path, articles: int, shared: World, seed: int = SEED) -> None:
    """content/ with one file an article, and the settings that `pelican-quickstart` would make."""
    (folder / "content").mkdir(parents=True)
    _put(folder / "pelicanconf.py", _PELICAN)
    for number in range(articles):
        article = prose.article(seed, number, shared)
        head = {
            "Title": article.title,
            "Date": article.date,
            "Slug": article.slug,
            "Category": "analysis",
            "Tags": ", ".join(article.topics),
            "Author": article.author.name,
            "Summary": article.dek,
        }
        lines = "".join(f"{key}: {value}\n" for key, value in head.items())
        _put(folder / "content" / f"{article.slug}.md", f"{lines}\n{_whole(article)}")


def write_hugo(folder: Path, articles: int, shared: World, seed: int = SEED) -> None:
    """content/ with one file an article, and plain layouts for pages, lists and terms."""
    (folder / "content" / "articles").mkdir(parents=True)
    _put(folder / "hugo.toml", _HUGO)
    for name, text in _HUGO_LAYOUTS.items():
        _put(folder / "layouts" / "_default" / name, text)
    for number in range(articles):
        article = prose.article(seed, number, shared)
        head = {
            "title": article.title,
            "date": article.date,
            "description": article.dek,
            "tags": list(article.topics),
            "authors": [article.author.name],
        }
        front = json.dumps(head, indent=1, ensure_ascii=False)
        _put(folder / "content" / "articles" / f"{article.slug}.md", f"{front}\n\n{_whole(article)}")


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _whole(article: Article) -> str:
    sections = (f"## {s.title}\n\n" + "\n\n".join(s.paragraphs) for s in article.sections)
    return "\n\n".join((article.lede, *sections)) + "\n"


# --- Ours -------------------------------------------------------------------------------------------


def _person(person: Person) -> str:
    kind = "  kind: organization\n" if person.organization else f"  role: {_scalar(person.role)}\n"
    return f"{person.id}:\n  name: {_scalar(person.name)}\n{kind}"


def _source(document: prose.Document) -> str:
    return (
        f"{document.id}:\n  title: {_scalar(document.title)}\n  publisher: {_scalar(document.publisher)}\n"
        f"  url: https://example.org/{document.id}\n  published: {document.published}\n"
    )


def _dateline_article(articles: Path, article: Article) -> None:
    folder = articles / article.slug
    for number, section in enumerate(article.sections, 1):
        name = re.sub(r"[^a-z0-9]+", "-", section.title.lower()).strip("-")
        lede = f"{article.lede}\n\n" if number == 1 else ""
        text = f"{lede}## {section.title}\n\n" + "\n\n".join(section.paragraphs) + "\n"
        _put(folder / f"{number:02}-{name}.md", text)
    _put(folder / "meta.yaml", "".join(_meta(article)))


def _meta(article: Article) -> list[str]:
    lines = [
        f"title: {_scalar(article.title)}\n",
        f"dek: {_scalar(article.dek)}\n",
        f"dateline: {{place: {article.place}, date: {article.date}}}\n",
        f"authors: [{article.author.id}]\n",
        f"topics: [{', '.join(article.topics)}]\n",
        "\nquotes:\n",
    ]
    for quotation in article.quotations:
        if len(quotation.parts) == 1:
            lines.append(f"  - exact: {_scalar(quotation.parts[0])}\n")
        else:
            lines.append("  - exact:\n" + "".join(f"      - {_scalar(part)}\n" for part in quotation.parts))
        lines.append(f"    speaker: {quotation.speaker.id}\n")
        if quotation.source:
            lines.append(f"    source: {quotation.source}\n")
    lines.append("\nannotations:\n")
    for note in article.annotations:
        lines.append(
            f"  - exact: {_scalar(note.exact)}\n    kind: {note.kind}\n    body: |\n      {note.body}\n"
        )
        if note.source:
            lines.append(f"    sources: [{note.source}]\n")
    lines.append("\nevents:\n")
    for event in article.events:
        lines.append(f'  - date: "{event.date}"\n    title: {_scalar(event.title)}\n')
        lines.append(f"    exact: {_scalar(event.exact)}\n    status: {event.status}\n")
        lines.append(f"    relation: {event.relation}\n")
        if event.people:
            lines.append(f"    people: [{', '.join(event.people)}]\n")
    return lines


def _scalar(text: str) -> str:
    """Plain where YAML allows it without thinking, else quoted."""
    return text if re.fullmatch(r"[A-Z][A-Za-z0-9 ,.]*|[a-z]+( [A-Za-z0-9]+)+", text) else json.dumps(text)


# --- Theirs -----------------------------------------------------------------------------------------

_PELICAN = """\
AUTHOR = "Benchmark"
SITENAME = "Benchmark"
SITEURL = "https://example.org/news"
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = 10
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = False
"""

_HUGO = """\
baseURL = "https://example.org/news/"
title = "Benchmark"
locale = "en"
[taxonomies]
tag = "tags"
author = "authors"
"""

_HUGO_LAYOUTS = {
    "baseof.html": """\
<!doctype html>
<html lang="{{ site.Language.Lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} - {{ site.Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
</head>
<body>
<header><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a>
<nav>{{ range site.Taxonomies }}{{ with .Page }}
<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}</nav>
</header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ site.Title }}</footer>
</body>
</html>
""",
    "single.html": """\
{{ define "main" }}
<article>
<h1>{{ .Title }}</h1>
<p>{{ .Description }}</p>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
{{ range .GetTerms "authors" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>{{ end }}
{{ .ReadingTime }} minutes</p>
{{ .TableOfContents }}
{{ .Content }}
<ul>{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>
</article>
{{ end }}
""",
    "list.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>
{{ range (.Paginate .RegularPagesRecursive).Pages }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
<p>{{ .Description }}</p></li>
{{ end }}
</ul>
{{ template "_internal/pagination.html" . }}
{{ end }}
""",
    "terms.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>
{{ end }}
""",
}
