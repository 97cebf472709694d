"""The picture of who is heard, with its table: the counts of `heard` as the quote index shows them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from dateline.heard import Voice, heard, leading, to_svg, together
from dateline.pages.parts import Lookup


class HeardView(Struct, frozen=True, kw_only=True):
    """Two pictures, and a table of each."""

    words: int
    speakers_svg: str
    organizations_svg: str = ""
    """Empty where no speaker belongs to an organisation."""
    speakers: tuple[Voice, ...]
    organizations: tuple[Voice, ...]
    has_partial: bool
    """Whether any words are quoted as parts of sentences, so that the key must tell."""


_BARS = 10
_ROWS = 40


def heard_view(look: Lookup) -> HeardView | None:
    """Who is heard on the whole site; None where nobody is quoted by name."""
    voices = heard(look.site)
    if not voices.speakers:
        return None
    unnamed = look.t("quotes.unnamed")
    return HeardView(
        words=sum(v.words for v in voices.speakers),
        speakers_svg=to_svg(_fit(look, voices.speakers, _BARS), look.t("heard.speakers"), unnamed),
        organizations_svg=(
            to_svg(_fit(look, voices.organizations, _BARS), look.t("heard.organizations"), unnamed)
            if voices.organizations
            else ""
        ),
        speakers=_fit(look, voices.speakers, _ROWS),
        organizations=_fit(look, voices.organizations, _ROWS),
        has_partial=any(v.partial for v in voices.speakers),
    )


def _fit(look: Lookup, voices: Sequence[Voice], count: int) -> tuple[Voice, ...]:
    first, rest = leading(voices, count)
    if not rest:
        return first
    return (*first, together(rest, look.t("heard.others", len(rest))))
