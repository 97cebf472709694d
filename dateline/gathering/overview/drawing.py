"""The overview written down as SVG: shapes, links and classes; no style, no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dateline.gathering.drawn import MOST_NAMED
from dateline.gathering.overview.crowd import WIDE, Bar
from dateline.gathering.overview.marks import HEAD, LABEL_SIZE, Layout, Mark, Text
from dateline.gathering.overview.shapes import Piece
from dateline.gathering.overview.signs import (
    MIDDLE,
    across,
    attribute,
    cross,
    definitions,
    escaped,
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
            _axis(layout),
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


def _axis(layout: Layout) -> str:
    axis, base = layout.axis, layout.axis_y
    head, foot = number(HEAD), number(base + 4)
    parts: list[str] = []
    if layout.now is not None and any(mark.event.ahead for mark in reversed(layout.marks)):
        parts.append(
            f'<rect class="tl-ahead" x="{across(layout.now)}" y="{head}" '
            f'width="{across(layout.width - layout.now)}" height="{number(base - HEAD)}" fill-opacity=".04"/>'
        )
    grid = "".join([f"M{across(tick.x)} {head}V{foot}" for tick in axis.ticks])
    middles = [(fold.left + fold.right) / 2 for fold in axis.folds]
    folded = "".join([f"H{across(middle - 6)}l3 -6l6 12l3 -6" for middle in middles])
    left, right = across(axis.panels[0].left - 24), across(axis.panels[-1].right + 24)
    parts.append(
        f'<path class="tl-grid" d="{grid}" fill="none" stroke="currentColor" stroke-opacity=".13"/>'
        f'<path class="tl-axis" d="M{left} {number(base)}{folded}H{right}" fill="none" '
        'stroke="currentColor" stroke-opacity=".55"/>'
    )
    y = base + 18
    parts += [text_svg("tl-tick", tick.text, tick.text_x, y, MIDDLE) for tick in axis.ticks if tick.text]
    for fold, middle in zip(axis.folds, middles, strict=True):
        parts.append(
            f'<path class="tl-fold" d="M{across(middle)} {head}V{number(base - 8)}" fill="none" '
            'stroke="currentColor" stroke-opacity=".3" stroke-dasharray="1 5"/>'
        )
        parts.append(text_svg("tl-fold-label", fold.text, middle, y, f'{MIDDLE} font-style="italic"'))
    if layout.now is not None:
        parts.append(
            f'<path class="tl-now" d="M{across(layout.now)} 4V{foot}" fill="none" '
            'stroke="currentColor" stroke-opacity=".7"/>'
        )
    if layout.now_text is not None:
        parts.append(text_svg("tl-now-label", layout.now_text.text, layout.now_text.left, 13))
    return "".join(parts)


# --- Marks ----------------------------------------------------------------------------------------


def _linked(layout: Layout, link: Callable[[str], str], labels: Labels, prefix: str) -> Iterator[str]:
    """Each mark as a link that is named by its title, date and status."""
    for mark in layout.marks:
        event = mark.event
        drawn = _small(layout, mark) if layout.dense else _drawn(layout, mark, prefix)
        yield (
            f'<a class="tl-event tl-{event.status}" href="{attribute(link(event.id))}">'
            f"<title>{escaped(_name(event, labels))}</title>{drawn}</a>"
        )


def _name(event: Event, labels: Labels) -> str:
    status = labels.statuses.get(event.status, "")
    return f"{event.title}, {event.date_words}" + (f" ({status})" if status else "")


def _drawn(layout: Layout, mark: Mark, prefix: str) -> str:
    """The area to hit, the signs and pieces, the label."""
    shape, status, middle = mark.shape, mark.event.status, _middle(layout, mark)
    svg = _hit(layout, mark)
    for sign in shape.signs:
        svg += sign_svg(sign, middle, prefix)
    for piece in shape.pieces:
        svg += piece_svg(piece, middle, status, prefix)
    if status == "missed":
        svg += cross((shape.left + shape.right) / 2, middle)
    return svg if mark.label is None else svg + _labelled(layout, mark, mark.label)


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
        f'<rect class="tl-hit" x="{across(left)}" y="{number(top)}" width="{across(width)}" '
        f'height="{number(height)}" fill="none" pointer-events="all"/>'
    )


def _middle(layout: Layout, mark: Mark) -> float:
    return HEAD + (mark.lane + 0.5) * layout.lane_height


def _labelled(layout: Layout, mark: Mark, label: Text) -> str:
    """The label; to the left of its mark it ends there, whatever the width of the reader's font."""
    name = "tl-number" if mark.number else "tl-label"
    middle = HEAD + (label.lane + 0.5) * layout.lane_height
    if label.lane < mark.lane:
        return text_svg(name, label.text, label.left, middle + 8)
    if label.left < mark.shape.left:
        return text_svg(name, label.text, label.left + label.width, middle + 4.5, ' text-anchor="end"')
    return text_svg(name, label.text, label.left, middle + 4.5)


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


def _small(layout: Layout, mark: Mark) -> str:
    middle, svg = _middle(layout, mark), ""
    for piece in _blocks(mark):
        faint = ' fill-opacity=".45"' if piece.kind == "within" else ""
        svg += f'<path class="tl-{piece.kind}" d="{_block(piece, middle)}"{faint}/>'
    return svg


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
        yield f'<a class="tl-bucket" href="{href}"><title>{escaped(name)}</title>'
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
