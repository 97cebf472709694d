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
    masks_of,
    number,
    piece_svg,
    sign_svg,
    text_svg,
)
from dateline.gathering.overview.words import Labels
from dateline.text.escaping import escaped


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
        name = f"{event.title}, {event.date_words}"
        if word := labels.statuses.get(event.status):
            name += f" ({word})"
        drawn = _small(layout, mark) if mark.label is None else _labelled(layout, mark, mark.label, prefix)
        yield (
            f'<a class="tl-event tl-{event.status}" href="{attribute(link(event.id))}">'
            f"<title>{escaped(name)}</title>{drawn}</a>"
        )


def _labelled(layout: Layout, mark: Mark, label: Text, prefix: str) -> str:
    """What is to be seen of a mark and its label, and the area of both, which is the link's."""
    shape, status, height = mark.shape, mark.event.status, layout.lane_height
    end, row = label.left + label.width, HEAD + label.lane * height
    left = label.left if label.left < shape.left else shape.left
    right = end if end > shape.right else shape.right
    svg = _area(left, right, row, (mark.lane + 1 - label.lane) * height)
    middle = HEAD + (mark.lane + 0.5) * height
    for sign in shape.signs:
        svg += sign_svg(sign, middle, prefix)
    for piece in shape.pieces:
        svg += piece_svg(piece, middle, status, prefix)
    if status == "missed":
        svg += cross((shape.left + shape.right) / 2, middle)
    name = "tl-number" if mark.number else "tl-label"
    if label.lane < mark.lane:
        return svg + text_svg(name, label.text, label.left, row + height / 2 + 8)
    if label.left < shape.left:  # it ends there, whatever the width of the reader's font
        return svg + text_svg(name, label.text, end, middle + 4.5, ' text-anchor="end"')
    return svg + text_svg(name, label.text, label.left, middle + 4.5)


def _area(left: float, right: float, top: float, height: float) -> str:
    """What can be hit, never less than 24 pixels wide (WCAG 2.2, 2.5.8)."""
    width = max(right - left, WIDE)
    return (
        f'<rect class="tl-hit" x="{across((left + right - width) / 2)}" y="{number(top)}" '
        f'width="{across(width)}" height="{number(height)}" fill="none" pointer-events="all"/>'
    )


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
    """A mark in a crowd."""
    middle, svg = _middle(layout, mark), ""
    for piece in _blocks(mark):
        faint = ' fill-opacity=".45"' if piece.kind == "within" else ""
        svg += f'<path class="tl-{piece.kind}" d="{_block(piece, middle)}"{faint}/>'
    return svg


def _middle(layout: Layout, mark: Mark) -> float:
    return HEAD + (mark.lane + 0.5) * layout.lane_height


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
        yield _area(bucket.bars[0].left, bucket.bars[-1].right, base - 38, 60)
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
    statuses = {mark.event.status for mark in layout.marks if mark.shape.pieces}
    return definitions(frozenset(masks_of(pieces, signs) | statuses), prefix)
