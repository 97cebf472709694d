"""The timeline as a picture, drawn when the site is built: an SVG that needs no script and no fetch.

`layout` decides where everything stands, in numbers; `to_svg` writes it down for a page, `to_file` as a file
of its own; `key` explains the signs that it uses. A date is drawn as exactly as it is known:

- a day is a dot; a month, a year, a century is a light bar as long as that ("some time within"), and what
  lasted from one date to another is a solid one;
- approximate dates have soft ends, uncertain ones a dashed outline, open ends an arrow, unknown ends fade;
- what is planned is hatched, what is forecast dotted, what was missed crossed out; a deadline has a bracket.

A line stands at the date of the newest article. Long empty stretches of time are folded, each marked with
what it leaves out; the time between two folds has its own scale. A label that does not fit becomes a number,
and `Layout.numbers` is the key for the list. With more events than can be told apart, all are still drawn,
as small marks, and a strip below counts them by year, decade or century and leads to each.

Everything is coloured by classes (there are no inline styles); without any CSS it is drawn in currentColor:

- `tl` the svg, also `tl-compact` or `tl-dense`; `tl-sample` a small svg of the key
- `tl-event` a link, and with it its status: `tl-happened`, `tl-planned`, `tl-forecast`, `tl-deadline` or
  `tl-missed`. Set `color` on the status (alone it also stands on groups of marks, of the key and in a dense
  picture); `tl-hatch` with a status draws its pattern, outside the link: set `color` there too
- in a link: `tl-hit` the area that can be clicked; `tl-dot`, `tl-within`, `tl-span` the mark; `tl-doubt` if
  it is dashed; `tl-line`, `tl-fade` arrows, brackets, connections, fading ends; `tl-label`, `tl-number` text
- the ground: `tl-grid` lines at ticks, `tl-axis` the base line, `tl-tick` its labels, `tl-fold` and
  `tl-fold-label`; `tl-ahead` what is later than the newest article, `tl-now`, `tl-now-label` that date
- the strip: `tl-bucket` a link, `tl-bucket-bar`, `tl-bucket-label`

Text is 13 and 12 pixels at full width. Widths of labels are computed for a wide sans; a paper-coloured stroke
under them (`paint-order: stroke`) keeps them legible on lines.
"""

from __future__ import annotations

from dateline.gathering.overview.drawing import to_file, to_svg
from dateline.gathering.overview.key import KeyItem, key
from dateline.gathering.overview.marks import Layout, layout
from dateline.gathering.overview.words import Labels, labels

__all__ = ["KeyItem", "Labels", "Layout", "key", "labels", "layout", "to_file", "to_svg"]
