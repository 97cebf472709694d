"""How the signs of the overview are drawn: bars, dots, arrows, and the patterns and masks they use."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from dateline.gathering.overview.shapes import FULL, Piece, Sign
from dateline.text.escaping import escaped


def piece_svg(piece: Piece, middle: float, status: str, prefix: str) -> str:
    """A bar or dot on the line `middle`, as the status has it filled."""
    left, right, mask = piece.left, piece.right, ""
    named, look = _look(piece.kind, piece.doubt, status, prefix)
    if piece.kind == "dot":
        at = f'cx="{across((left + right) / 2)}" cy="{number(middle)}"'
        halo = f'<circle {at} r="{FULL.dot + 4}" fill-opacity=".25"/>' if piece.soft_left else ""
        return f'{halo}<circle class="{named}" {at} r="{FULL.dot}"{look}/>'
    if soft := _softness(piece):
        left, right = left - FULL.soft * piece.soft_left, right + FULL.soft * piece.soft_right
        mask = f' mask="url(#{prefix}-{soft})"'
    half, corner = (5.0, 2.0) if piece.kind == "span" else (4.5, 4.0)
    width = right - left
    return (
        f'<rect class="{named}" x="{across(left)}" y="{number(middle - half)}" width="{across(width)}" '
        f'height="{number(2 * half)}" rx="{across(min(corner, width / 5))}"{look}{mask}/>'
    )


@lru_cache(maxsize=128)
def _look(kind: str, doubt: bool, status: str, prefix: str) -> tuple[str, str]:
    """The classes of a piece of a kind, and how it is filled and outlined."""
    fill = f' fill="url(#{prefix}-{status})"' if status in _PATTERNS else ""
    line = ' stroke="currentColor"'
    if kind == "dot":
        if doubt:
            look = f' fill-opacity=".12"{line} stroke-width="1.5" stroke-dasharray="2.4 1.8"'
        else:
            look = f'{fill}{line} stroke-width="1.5"' if fill else ""
    elif doubt:
        look = f'{fill}{line} stroke-dasharray="4 3"' + ("" if fill else ' fill-opacity=".12"')
    elif kind == "within" or fill:
        look = f'{fill}{line} stroke-opacity=".75"' + ("" if fill else ' fill-opacity=".3"')
    else:
        look = ""
    return f"tl-{kind} tl-doubt" if doubt else f"tl-{kind}", look


def sign_svg(sign: Sign, middle: float, prefix: str) -> str:
    """An arrow, fade, bracket or connecting line on the line `middle`."""
    left, right = sign.left, sign.right
    if sign.kind in ("fade-left", "fade-right"):
        return (
            f'<rect class="tl-fade" x="{across(left)}" y="{number(middle - 2)}" '
            f'width="{across(right - left)}" height="4" mask="url(#{prefix}-{sign.kind})"/>'
        )
    if sign.kind == "bracket":
        path = f"M{across(left - 4)} {number(middle - 8)}h4v16h-4"
    elif sign.kind == "bracket-open":
        path = f"M{across(left + 4)} {number(middle - 8)}h-4v16h4"
    else:
        start, end = (right, left) if sign.kind == "arrow-left" else (left, right)
        path = f"M{across(start)} {number(middle)}H{across(end)}{_HEADS.get(sign.kind, '')}"
    dashed = ' stroke-dasharray="1 4"' if sign.kind == "join-maybe" else ""
    return (
        f'<path class="tl-line" d="{path}" fill="none" stroke="currentColor" '
        f'stroke-width="{1.2 if sign.kind.startswith("join") else 2}"{dashed}/>'
    )


_HEADS = {"arrow-right": "m-6 -4.5l6 4.5l-6 4.5", "arrow-left": "m6 -4.5l-6 4.5l6 4.5"}
"""Of arrows."""


def cross(x: float, y: float) -> str:
    """What was missed is crossed out."""
    return (
        f'<path class="tl-line" d="M{across(x - 6)} {number(y - 6)}l12 12m0 -12l-12 12" fill="none" '
        'stroke="currentColor" stroke-width="1.8"/>'
    )


@lru_cache(maxsize=128)
def definitions(names: frozenset[str], prefix: str) -> str:
    """The masks and patterns of these names as `<defs>`, their ids beginning with `prefix`."""
    found = [_mask(name, prefix) for name in _STOPS if name in names]
    found += [pattern.format(prefix) for status, pattern in _PATTERNS.items() if status in names]
    return f"<defs>{''.join(found)}</defs>" if found else ""


def masks_of(pieces: Collection[Piece], signs: Collection[Sign]) -> set[str]:
    """Names of the masks that pieces and signs are drawn with."""
    masks = {
        _softness(piece) for piece in pieces if (piece.soft_left or piece.soft_right) and piece.kind != "dot"
    }
    masks.update([sign.kind for sign in signs if sign.kind in _STOPS])
    return masks


def _softness(piece: Piece) -> str:
    if piece.soft_left:
        return "both" if piece.soft_right else "left"
    return "right" if piece.soft_right else ""


def text_svg(name: str, text: str, x: float, y: float, more: str = "") -> str:
    """A line of text of a class that begins at `x`."""
    return f'<text class="{name}" x="{across(x)}" y="{number(y)}"{more}>{escaped(text)}</text>'


MIDDLE = ' text-anchor="middle"'
"""More of a text that stands around its `x`."""


def attribute(text: str) -> str:
    """Text for an attribute in double quotes."""
    return escaped(text).replace("&#x27;", "'")


def across(value: float) -> str:
    """A place on the axis, or a length, to a tenth of a pixel, as short as it can be."""
    return value.__format__("z.1f").removesuffix(".0")  # a quarter less than with an f-string


@lru_cache(maxsize=4096)
def number(value: float) -> str:
    """The same of what recurs, as the heights of lanes do."""
    return across(value)


_PATTERNS = {
    "planned": (
        '<pattern id="{}-planned" width="4" height="4" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="tl-hatch tl-planned" d="M1 0v4" stroke="currentColor" '
        'stroke-width="1.5"/></pattern>'
    ),
    "forecast": (
        '<pattern id="{}-forecast" width="4" height="4" patternUnits="userSpaceOnUse">'
        '<circle class="tl-hatch tl-forecast" cx="2" cy="2" r="1.1"/></pattern>'
    ),
}
_STOPS = {
    # (where, how white) along the bar: white is seen.
    "left": ((0, 0), (0.45, 1)),
    "right": ((0.55, 1), (1, 0)),
    "both": ((0, 0), (0.35, 1), (0.65, 1), (1, 0)),
    "fade-left": ((0, 0), (1, 1)),
    "fade-right": ((0, 1), (1, 0)),
}


@lru_cache(maxsize=64)
def _mask(name: str, prefix: str) -> str:
    stops = "".join(
        f'<stop offset="{offset}" stop-color="#fff" stop-opacity="{opacity}"/>'
        for offset, opacity in _STOPS[name]
    )
    return (
        f'<linearGradient id="{prefix}-{name}-g">{stops}</linearGradient>'
        f'<mask id="{prefix}-{name}" maskContentUnits="objectBoundingBox">'
        f'<path d="M-.1 -.2h1.2v1.4h-1.2z" fill="url(#{prefix}-{name}-g)"/></mask>'
    )
