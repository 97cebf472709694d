"""The key of the overview: the signs that a picture uses, drawn small, with what they mean."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from dateline.gathering.overview.marks import Layout
from dateline.gathering.overview.shapes import FULL, Piece, Sign
from dateline.gathering.overview.signs import cross, definitions, masks_of, piece_svg, sign_svg, text_svg
from dateline.gathering.overview.words import Labels


class KeyItem(Struct, frozen=True, kw_only=True):
    """A sign, drawn small, and what it means."""

    sign: str
    """Its name in `Labels.signs`."""
    svg: str
    """Hidden from assistive technology, for which the marks have names in words."""
    text: str


def key(layout: Layout, labels: Labels, *, prefix: str = "tl") -> tuple[KeyItem, ...]:
    """The signs that a picture uses. Empty for a dense picture, which has none."""
    if layout.dense:
        return ()
    used = set(_used(layout))
    return tuple(
        KeyItem(sign=sign, svg=_sample(sample, f"{prefix}-{sign}"), text=labels.signs[sign])
        for sign, sample in _SAMPLES.items()
        if sign in used
    )


def _used(layout: Layout) -> Iterator[str]:
    for mark in layout.marks:
        yield mark.event.status
        for piece in mark.shape.pieces:
            yield piece.kind
            if piece.soft_left or piece.soft_right:
                yield "soft"
            if piece.doubt:
                yield "doubt"
        for sign in mark.shape.signs:
            yield sign.kind.partition("-")[0]
        if mark.number:
            yield "number"
    if layout.axis.folds:
        yield "fold"


class _Sample(Struct, frozen=True, kw_only=True):
    """What a sign is shown by."""

    status: str = "happened"
    pieces: tuple[Piece, ...] = ()
    signs: tuple[Sign, ...] = ()
    drawing: str = ""


_BAR = Piece(kind="within", left=6, right=38)
_SAMPLES = {
    "dot": _Sample(pieces=(Piece(kind="dot", left=22 - FULL.dot, right=22 + FULL.dot),)),
    "within": _Sample(pieces=(_BAR,)),
    "span": _Sample(pieces=(Piece(kind="span", left=6, right=38),)),
    "soft": _Sample(pieces=(Piece(kind="within", left=7, right=37, soft_left=True, soft_right=True),)),
    "doubt": _Sample(pieces=(Piece(kind="within", left=6, right=38, doubt=True),)),
    "arrow": _Sample(signs=(Sign(kind="arrow-right", left=10, right=34),)),
    "fade": _Sample(signs=(Sign(kind="fade-right", left=10, right=36),)),
    "bracket": _Sample(
        signs=(Sign(kind="fade-left", left=8, right=28), Sign(kind="bracket", left=28, right=28))
    ),
    "planned": _Sample(status="planned", pieces=(_BAR,)),
    "forecast": _Sample(status="forecast", pieces=(_BAR,)),
    "missed": _Sample(status="missed", pieces=(_BAR,), drawing=cross(22, 9)),
    "fold": _Sample(
        drawing='<path class="tl-axis" d="M4 9H16l3 -6l6 12l3 -6H40" fill="none" stroke="currentColor"/>'
    ),
    "number": _Sample(drawing=text_svg("tl-number", "3", 19, 13, ' font-size="13"')),
}


def _sample(sample: _Sample, prefix: str) -> str:
    drawn = "".join(sign_svg(sign, 9, prefix) for sign in sample.signs)
    drawn += "".join(piece_svg(piece, 9, sample.status, prefix) for piece in sample.pieces)
    defined = definitions(frozenset(masks_of(sample.pieces, sample.signs) | {sample.status}), prefix)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="tl-sample" aria-hidden="true" width="44" height="18" '
        f'viewBox="0 0 44 18" fill="currentColor">{defined}'
        f'<g class="tl-{sample.status}">{drawn}{sample.drawing}</g></svg>'
    )
