"""The picture of who is heard, with its table: the counts of `heard` as the quote index shows them."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.building.plan import View
from dateline.gathering.heard import Voice, heard, leading, to_svg, together
from dateline.pages.parts import Lookup


class HeardView(View, frozen=True, kw_only=True):
    """Two pictures, and a table of each."""

    words: int
    speakers_svg: str
    more_speakers: Voice | None = None
    """Those who are not drawn, together."""
    organizations_svg: str = ""
    """Empty where no speaker belongs to an organisation."""
    more_organizations: Voice | None = None
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
    speakers, more_speakers = leading(voices.speakers, _BARS)
    organizations, more_organizations = leading(voices.organizations, _BARS)
    return HeardView(
        words=sum(v.words for v in voices.speakers),
        speakers_svg=to_svg(speakers, look.t("heard.speakers"), unnamed),
        more_speakers=_together(look, more_speakers),
        organizations_svg=(
            to_svg(organizations, look.t("heard.organizations"), unnamed) if organizations else ""
        ),
        more_organizations=_together(look, more_organizations),
        speakers=_fit(look, voices.speakers, _ROWS),
        organizations=_fit(look, voices.organizations, _ROWS),
        has_partial=any(v.partial for v in voices.speakers),
    )


def _fit(look: Lookup, voices: Sequence[Voice], count: int) -> tuple[Voice, ...]:
    first, rest = leading(voices, count)
    others = _together(look, rest)
    return (*first, others) if others else first


def _together(look: Lookup, voices: Sequence[Voice]) -> Voice | None:
    return together(voices, look.t("heard.others", len(voices))) if voices else None
