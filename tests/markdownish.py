"""Generated Markdown for the laws of prose, anchoring and marking: words with a lot of markup among them."""

from __future__ import annotations

from hypothesis import strategies as st

_WORDS = [
    "fab", "quiet", "the", "machines", "went", "2024", "café", "it's", "don’t", "wait...", "1990--95",
    "soft\xadly", "5' 10\"",
]  # fmt: skip
_MARKUP = [
    " ", " ", " ", "\n", ". ", ", ", '"', '"', "“", "”", " -- ", "*", "**", "_", "`", "`a  b`", "*very*",
    "**bold *and* both**", "[a link](b.md)", "[one *more*](https://x.org)", "![alt](c.jpg)", "  \n",
    "&amp;", "&lt;", "&nbsp;", "<b>raw</b>", "<i>open", "</i>", "<br>", "<!-- no -->", "<a href='x'>",
    "</a>", "<button>b</button>", "[^1]", "\\*", "<q>", "\xa0", "\u200b", "日本語",
    "<ruby>漢<rt>kan</rt></ruby>",
]  # fmt: skip
_BLOCKS = [
    "\n\n", "\n\n", "\n\n", "\n\n## ", "\n\n### ", "\n\n> ", "\n\n- ", "\n- ", "\n\n1. ",
    "\n\n    code  here\n\n", "\n\n```\n\nx = '1'  \n```\n\n",
    "\n\n| a | *b* |\n|---|---|\n| c | d |\n\n", "\n\nterm\n: meaning\n\n",
    "\n\n<div>block <p>raw</div>\n\n", "\n\n[^1]: A note.\n\n", "\n\n---\n\n",
    "\n\n<table>loose<tr><td>in</table>\n\n", "\n\n<pre>\n\n kept</pre>\n\n", "\n\n<ul>x<li>y</ul>\n\n",
    "\n\n<details><summary>s</summary>t</details>\n\n", "\n\n<select><option>no</select>\n\n",
    "\n\n<a href='d'><p>in a link</p></a>\n\n", "\n\n<svg><text>no</text></svg>\n\n",
]  # fmt: skip

documents = st.lists(
    st.one_of(st.sampled_from(_WORDS), st.sampled_from(_WORDS + _MARKUP), st.sampled_from(_MARKUP + _BLOCKS)),
    min_size=1,
    max_size=24,
).map("".join)
"""Documents of every construct, in any (also senseless) order."""
