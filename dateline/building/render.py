"""Pages to bytes. Templates see `page`, `frame`, `article`/`bodies` and a few pure functions; nothing else.

A site's own templates are looked up before the default theme, file by file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.building.plan import Frame, Page
from dateline.diagnostics import Diagnostic, Location, error
from dateline.messages import translator
from dateline.model import ArticleBody

if TYPE_CHECKING:
    from jinja2.bccache import BytecodeCache
    from markupsafe import Markup

    from dateline.building.templatecode import PageEnvironment


def make_environment(folders: tuple[Path, ...], compiled: BytecodeCache | None = None) -> PageEnvironment:
    """Jinja with autoescape on and undefined names refused, looking in `folders` in order.

    `compiled`, if given, knows compiled templates and is given those that it did not.
    """
    import jinja2

    from dateline.building.templatecode import PageEnvironment, marked

    environment = PageEnvironment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=compiled,
        auto_reload=False,
        cache_size=-1,
        optimized=False,  # no template of ours reckons with constants: to look for some is for nothing
    )
    environment.filters["plain_date"] = _plain_date
    environment.filters["markup"] = marked
    to = environment.links.to
    environment.functions = {"url": to, "asset": lambda name: to(f"/assets/{name}"), "fill": Filler(to)}
    return environment


def render_page(
    environment: PageEnvironment, page: Page, frame: Frame, bodies: Mapping[str, ArticleBody]
) -> bytes:
    """The page's bytes.

    Templates see: `page` (its view), `frame`, `article` (the body of its one article, or none), `bodies`,
    `t(key, count, **fields)`, `url(address)`, `asset(name)`, `fill(html, event_urls)`, and the filters
    `plain_date(language)` and `markup` (for HTML that is ours or was sanitised).
    """
    if page.template.startswith("make:"):
        return make_file(page, bodies)
    only = bodies[page.bodies[0][0]] if len(page.bodies) == 1 else None
    environment.links.start_from(page.path)
    text = environment.page(
        page.template,
        {
            "page": page.view,
            "frame": frame,
            "article": only,
            "bodies": bodies,
            "t": _translator(frame.language),
            **environment.functions,
        },
    )
    return link_up(text, environment.links.to).encode("utf-8")


def template_problem(
    problem: Exception, folders: tuple[tuple[str, Path], ...], template: str = ""
) -> Diagnostic | None:
    """What is wrong with a template, told by its file and line; None if it is not a template's fault.

    `folders` are those of the theme, each with the name that it has in messages. `template` is that of the
    page, if it has one: it is named where nothing tells more.
    """
    import traceback

    from jinja2 import TemplateError

    places = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(problem.__traceback__)]
    # Of some mistakes, Jinja gives the file as the template's name.
    syntax = [getattr(problem, name, None) or "" for name in ("filename", "name")]
    line = getattr(problem, "lineno", None) or 1
    for file, at in [*((str(file), line) for file in syntax), *reversed(places)]:
        for name, folder in folders:
            if file and Path(file).is_relative_to(folder) and file.endswith((".html", ".xml", ".txt")):
                return _template_error(problem, f"{name}/{Path(file).relative_to(folder).as_posix()}", at)
    if template and isinstance(problem, (TemplateError, RecursionError, UnicodeError)):
        owner = next((name for name, folder in folders if (folder / template).is_file()), folders[-1][0])
        return _template_error(problem, f"{owner}/{template}", line)
    return None


def _template_error(problem: Exception, file: str, line: int) -> Diagnostic:
    hint = "mend the template; a page sees `page`, `frame`, `article`, `bodies` and `t`"
    return error("template-error", f"{type(problem).__name__}: {problem}", Location(file, line, 1), hint)


def make_file(page: Page, bodies: Mapping[str, ArticleBody]) -> bytes:
    """The bytes of a page that needs no template; raises ValueError if there is no such maker."""
    if page.template in ("make:atom", "make:jsonfeed"):
        from dateline.exports.feeds import FeedView, atom, json_feed

        assert isinstance(page.view, FeedView)
        return (atom if page.template == "make:atom" else json_feed)(page.view, bodies)
    if page.template == "make:share":
        from dateline.exports.sharepicture import ShareView, share_picture

        assert isinstance(page.view, ShareView)
        return share_picture(page.view)
    if page.template == "make:timeline-svg":
        from dateline.exports.timelinesvg import TimelineSvgView, timeline_svg

        assert isinstance(page.view, TimelineSvgView)
        return timeline_svg(page.view)
    body = bodies[page.bodies[0][0]]
    if page.template == "make:annotations":
        from dateline.exports.webannotation import AnnotationsView, annotations_json

        assert isinstance(page.view, AnnotationsView)
        return annotations_json(page.view, body)
    if page.template == "make:markdown":
        return body.markdown.encode("utf-8")
    raise ValueError(f"no maker {page.template}")


def link_up(html: str, link: Callable[[str], str]) -> str:
    """HTML with its links to places of the site made by `link`.

    Analysed prose is shown on several pages, so it names such places by address: `href="site:/people/x/"`.
    """
    if '="site:/' not in html:
        return html
    return _SITE_LINK.sub(lambda found: f'="{link(found[1])}"', html)


_SITE_LINK = re.compile(r'="site:(/[^"]*)"')
_EVENT_LINK = re.compile(r'href="event:([a-z0-9-]+)"')


@lru_cache
def _translator(language: str) -> Callable[..., str]:
    return translator(language)


class Filler:
    """Puts the pages' relative links where analysed HTML names an event by its id."""

    def __init__(self, link: Callable[[str], str]) -> None:
        """`link` links to addresses from the page that is made."""
        self._link = link

    def __call__(self, html: str, event_urls: Mapping[str, str]) -> Markup:
        """The HTML with its links, safe to be written."""
        from dateline.building.templatecode import marked

        return marked(self.text(html, event_urls))

    def text(self, html: str, event_urls: Mapping[str, str]) -> str:
        """The same, not marked as safe: for code of templates that writes it at once."""
        if 'href="event:' not in html:
            return html
        return _EVENT_LINK.sub(lambda found: f'href="{self._link(event_urls[found[1]])}"', html)


def _plain_date(iso: str, language: str) -> str:
    from dateline.dates.datewords import plain_date

    return plain_date(iso, language)
