"""Kinds of HTML elements, as the prose package tells them apart."""

from __future__ import annotations


def _elements(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCKS = _elements("""
    address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol
    p pre search section summary table tbody td tfoot th thead tr ul
""")
"""Elements that end a text block where they start and end."""

VOID = _elements("""
    area base br col embed hr img input link meta param source track wbr
""")
"""Elements that have no end tag."""

OPAQUE = _elements("""
    audio canvas datalist iframe map math noscript object optgroup option progress meter script select
    style svg template textarea title video
""")
"""Elements whose text is not part of the visible text: copied whole."""

OPTIONAL_END = _elements("""
    p li dt dd tr td th thead tbody tfoot colgroup option optgroup rt rp
""")
"""Elements whose end tag HTML lets one leave out."""
