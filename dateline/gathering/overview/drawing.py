"""The overview written down as SVG: shapes, links and classes; no style, no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from dateline.gathering.drawn import MOST_NAMED
from dateline.gathering.overview.crowd import WIDE, Bar
from dateline.gathering.overview.marks import HEAD, LABEL_SIZE, Layout, Mark, Text
from dateline.gathering.overview.shapes import Piece
from dateline.gathering.overview.signs import (
    attribute,
    cross,
    definitions,
    masks_of,
    number,
    piece_svg,
    sign_svg,
    text_svg,
)
from dateline.gathering.overview.words import Labels
from dateline.model import Event


def to_svg(layout: Layout, link: Callable[[str], str], labels: Labels, *, prefix: str = "tl") -> str:
    """The picture as an `<svg>` element.

    `link` gives the address of an event by its id, as the page links to it. `prefix` begins the ids of
    patterns and masks: another one for each picture of a page.
    """
    size = {"full": "", "compact": " tl-compact"}[layout.size] + (" tl-dense" if layout.dense else "")
    width, height = number(layout.width), number(layout.height)
    marks = _together(layout, prefix) if _is_crowded(layout) else _linked(layout, link, labels, prefix)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="tl{size}" role="group" '
            f'aria-label="{attribute(labels.title)}" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-size="12" fill="currentColor">',
            _defined(layout, prefix),
            *_axis(layout),
            f'<g font-size="{number(LABEL_SIZE)}">',
            *marks,
            "</g>",
            *_strip(layout, link, labels),
            "</svg>",
        )
    )


def to_file(layout: Layout, link: Callable[[str], str], labels: Labels) -> bytes:
    """The picture as a file of its own: black on white, links absolute where `link` makes them so."""
    svg = to_svg(layout, link, labels).replace(
        "<svg ", '<svg color="#1d1c1a" font-family="Noto Sans, Open Sans, Segoe UI, sans-serif" ', 1
    )
    opened, mark, rest = svg.partition(">")
    ground = f'<rect width="{number(layout.width)}" height="{number(layout.height)}" fill="#fff"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opened}{mark}{ground}{rest}\n'.encode()


# --- The ground -----------------------------------------------------------------------------------


def _axis(layout: Layout) -> Iterator[str]:
    axis, base = layout.axis, layout.axis_y
    if layout.now is not None and any(mark.event.ahead for mark in layout.marks):
        ahead = layout.width - layout.now
        yield (
            f'<rect class="tl-ahead" x="{number(layout.now)}" y="{number(HEAD)}" width="{number(ahead)}" '
            f'height="{number(base - HEAD)}" fill-opacity=".04"/>'
        )
    head, foot = number(HEAD), number(base + 4)
    grid = "".join([f"M{number(tick.x)} {head}V{foot}" for tick in axis.ticks])
    yield f'<path class="tl-grid" d="{grid}" fill="none" stroke="currentColor" stroke-opacity=".13"/>'
    line = f"M{number(axis.panels[0].left - 24)} {number(base)}"
    for fold in axis.folds:
        line += f"H{number((fold.left + fold.right) / 2 - 6)}l3 -6l6 12l3 -6"
    line += f"H{number(axis.panels[-1].right + 24)}"
    yield f'<path class="tl-axis" d="{line}" fill="none" stroke="currentColor" stroke-opacity=".55"/>'
    for tick in (tick for tick in axis.ticks if tick.text):
        yield text_svg("tl-tick", tick.text, tick.text_x, base + 18, middle=True)
    for fold in axis.folds:
        middle = (fold.left + fold.right) / 2
        yield (
            f'<path class="tl-fold" d="M{number(middle)} {number(HEAD)}V{number(base - 8)}" fill="none" '
            'stroke="currentColor" stroke-opacity=".3" stroke-dasharray="1 5"/>'
        )
        yield text_svg(
            "tl-fold-label", fold.text, middle, base + 18, middle=True, more=' font-style="italic"'
        )
    if layout.now is not None:
        yield (
            f'<path class="tl-now" d="M{number(layout.now)} 4V{number(base + 4)}" fill="none" '
            'stroke="currentColor" stroke-opacity=".7"/>'
        )
    if layout.now_text is not None:
        yield text_svg("tl-now-label", layout.now_text.text, layout.now_text.left, 13)


# --- Marks ----------------------------------------------------------------------------------------


def _linked(layout: Layout, link: Callable[[str], str], labels: Labels, prefix: str) -> Iterator[str]:
    """Each mark as a link that is named by its title, date and status."""
    for mark in layout.marks:
        event = mark.event
        yield (
            f'<a class="tl-event tl-{event.status}" href="{attribute(link(event.id))}">'
            f"<title>{escape(_name(event, labels))}</title>"
        )
        if not layout.dense:
            yield _hit(layout, mark)
        yield from _drawn(layout, mark, prefix)
        if mark.label is not None:
            name = "tl-number" if mark.number else "tl-label"
            yield _labelled(name, mark, mark.label, _base_line(layout, mark, mark.label))
        yield "</a>"


def _labelled(name: str, mark: Mark, label: Text, y: float) -> str:
    """The label; to the left of its mark it ends there, whatever the width of the reader's font."""
    if label.lane == mark.lane and label.left < mark.shape.left:
        return text_svg(name, label.text, label.left + label.width, y, more=' text-anchor="end"')
    return text_svg(name, label.text, label.left, y)


def _name(event: Event, labels: Labels) -> str:
    status = labels.statuses.get(event.status, "")
    return f"{event.title}, {event.date_words}" + (f" ({status})" if status else "")


def _hit(layout: Layout, mark: Mark) -> str:
    """All of a mark and its label, and never less than 24 by 24 pixels (WCAG 2.2, 2.5.8)."""
    left, right, top = mark.shape.left, mark.shape.right, mark.lane
    if (label := mark.label) is not None:
        if label.left < left:
            left = label.left
        if (end := label.left + label.width) > right:
            right = end
        if label.lane < top:
            top = label.lane
    wide = max(right - left, 24.0)
    high = (mark.lane - top + 1) * layout.lane_height
    return _area((left + right - wide) / 2, HEAD + top * layout.lane_height, wide, high)


def _area(left: float, top: float, width: float, height: float) -> str:
    return (
        f'<rect class="tl-hit" x="{number(left)}" y="{number(top)}" width="{number(width)}" '
        f'height="{number(height)}" fill="none" pointer-events="all"/>'
    )


def _middle(layout: Layout, mark: Mark) -> float:
    return HEAD + (mark.lane + 0.5) * layout.lane_height


def _base_line(layout: Layout, mark: Mark, label: Text) -> float:
    above = label.lane < mark.lane
    return HEAD + (label.lane + 0.5) * layout.lane_height + (8 if above else 4.5)


def _drawn(layout: Layout, mark: Mark, prefix: str) -> Iterator[str]:
    middle = _middle(layout, mark)
    if layout.dense:
        for piece in _blocks(mark):
            faint = ' fill-opacity=".45"' if piece.kind == "within" else ""
            yield f'<path class="tl-{piece.kind}" d="{_block(piece, middle)}"{faint}/>'
        return
    for sign in mark.shape.signs:
        yield sign_svg(sign, middle, prefix)
    for piece in mark.shape.pieces:
        yield piece_svg(piece, middle, mark.event.status, prefix)
    if mark.event.status == "missed":
        centre = (mark.shape.left + mark.shape.right) / 2
        yield cross(centre, middle)


# --- A dense picture --------------------------------------------------------------------------------


def _is_crowded(layout: Layout) -> bool:
    return layout.dense and len(layout.marks) > MOST_NAMED


def _together(layout: Layout, prefix: str) -> Iterator[str]:
    """All marks of a status and kind as one path."""
    paths: dict[tuple[str, str], list[str]] = {}
    for mark in layout.marks:
        middle = _middle(layout, mark)
        for piece in _blocks(mark):
            paths.setdefault((mark.event.status, piece.kind), []).append(_block(piece, middle))
    for (status, kind), blocks in sorted(paths.items()):
        faint = ' fill-opacity=".45"' if kind == "within" else ""
        yield f'<g class="tl-{status}"><path class="tl-{kind}" d="{"".join(blocks)}"{faint}/></g>'


def _blocks(mark: Mark) -> tuple[Piece, ...]:
    """What stands for a mark in a crowd: its pieces, or a dot for what is only before or after a date."""
    return mark.shape.pieces or (Piece(kind="dot", left=mark.shape.left, right=mark.shape.right),)


def _block(piece: Piece, middle: float) -> str:
    width = piece.right - piece.left
    return f"M{number(piece.left)} {number(middle - 2.5)}h{number(width)}v5h{number(-width)}z"


def _strip(layout: Layout, link: Callable[[str], str], labels: Labels) -> Iterator[str]:
    """How many events each year, decade or century has: bars that lead to the first of them."""
    if not layout.buckets:
        return
    base = layout.height - 22
    most = max(bar.count for bucket in layout.buckets for bar in bucket.bars)
    for bucket in layout.buckets:
        href = attribute(link(layout.marks[bucket.first].event.id))
        name = f"{bucket.text}: {labels.count(bucket.count)}"
        yield f'<a class="tl-bucket" href="{href}"><title>{escape(name)}</title>'
        left, right = bucket.bars[0].left, bucket.bars[-1].right
        wide = max(right - left, WIDE)
        yield _area((left + right - wide) / 2, base - 38, wide, 60)
        bars = "".join(_bar(bar, base, most) for bar in bucket.bars)
        yield f'<path class="tl-bucket-bar" d="{bars}"/>'
        if bucket.label_left is not None:
            yield text_svg("tl-bucket-label", bucket.label, bucket.label_left, base + 16)
        yield "</a>"


def _bar(bar: Bar, base: float, most: int) -> str:
    height = max(36 * (bar.count / most) ** 0.5, 2)
    width = max(bar.right - bar.left - 1, 2)
    return f"M{number(bar.left)} {number(base)}v{number(-height)}h{number(width)}v{number(height)}z"


def _defined(layout: Layout, prefix: str) -> str:
    if layout.dense:
        return ""
    pieces = [piece for mark in layout.marks for piece in mark.shape.pieces]
    signs = [sign for mark in layout.marks for sign in mark.shape.signs]
    return definitions(
        masks_of(pieces, signs), {mark.event.status for mark in layout.marks if mark.shape.pieces}, prefix
    )
