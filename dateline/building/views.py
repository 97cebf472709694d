"""The views of pages as bytes: to be hashed, to be sent to the process that renders them, and to be kept.

Only pages that show articles' bodies are kept (see `shortcut`). In their views is all that they show, but
for what the bodies say, and for the offsets in the notes for machines: these move with every edit.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dateline.building.plan import MarkdownView, Page
from dateline.exports.feeds import FeedView
from dateline.exports.webannotation import AnnotationsView
from dateline.pages.articleview import ArticleView

_SHOWING_BODIES: dict[str, type[Struct]] = {
    "article.html": ArticleView,
    "make:annotations": AnnotationsView,
    "make:markdown": MarkdownView,
    "make:atom": FeedView,
    "make:jsonfeed": FeedView,
}
"""The view of every template that shows a body."""


class Sent(NamedTuple):
    """A page on its way to the process that renders it."""

    path: str
    template: str
    kind: type[Struct]
    view: bytes
    bodies: tuple[tuple[str, str], ...]

    def page(self) -> Page:
        """The page as it was planned."""
        view = msgspec.msgpack.decode(self.view, type=self.kind)
        return Page(path=self.path, template=self.template, view=view, bodies=self.bodies)


class _Kept(Struct, frozen=True, array_like=True):
    path: str
    template: str
    bodies: tuple[tuple[str, str], ...]
    view: msgspec.Raw


def encode(page: Page) -> bytes:
    """A page's view as bytes."""
    return msgspec.msgpack.encode(page.view)


def to_keep(page: Page, view: bytes) -> bytes:
    """What is kept of a page that shows bodies, its view being encoded already; nothing of others."""
    if not page.bodies or page.template not in _SHOWING_BODIES:
        return b""
    if isinstance(page.view, AnnotationsView):
        view = msgspec.msgpack.encode(replace(page.view, statements=(), claims=(), events=()))
    return msgspec.msgpack.encode(_Kept(page.path, page.template, page.bodies, msgspec.Raw(view)))


def restored(kept: bytes) -> Page:
    """The page of which `to_keep` made this; offsets are missing from notes for machines."""
    found = msgspec.msgpack.decode(kept, type=_Kept)
    view = msgspec.msgpack.decode(found.view, type=_SHOWING_BODIES[found.template])
    return Page(path=found.path, template=found.template, view=view, bodies=found.bodies)
