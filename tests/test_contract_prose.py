"""What the contract says of Markdown: everything the extensions allow gives valid HTML, and nothing leaks."""

from __future__ import annotations

import re

import html5lib
import pytest
from sites import META, SITE, SiteFolder

TEXT = """\
Lede with <b>raw</b> &amp; &copy; "q" and *em* and `code`.[^1]

*[HTML]: Hyper "Text" Markup

## Heading with `code`, *em*, [link](https://e.org) and HTML {#h .cls data-x=1}

The HTML[^1] again[^2].

| A | B | C |
|:--|:-:|--:|
| *a* | `b` | [d](https://e.org)[^2] |
| "q1" | | <br> |

Term 1
Term 2
:   Def 1

    Second para

1. one

    > quote in item

2. two
    - nested

```python hl_lines="1"
print("x < y & z")
```

<div class="box" markdown="1">
Raw "q2"
</div>

<details><summary>Sum</summary>Text "q3"</details>

![alt *em* "x"](p.png "Title \\"x\\"")

[ref][r], [collapsed][], [space](<https://e.org/a b>) and <https://auto.example/?a=1&b=2|3>

[r]: https://e.org/?x=1&y=2 "Ref title"
[collapsed]: https://e.org/c

***bold em*** \\*esc\\* line\x20\x20
break

### Sub "q5"

Setext
------

Text <!-- comment --> soft\u00adhyphen, zero\u200bwidth.

[^1]: Foot *one* with `code`

    - list
[^2]: Two.
"""


def one(site: SiteFolder, text: str, meta: str = "") -> None:
    site.write(
        {
            "site.yaml": SITE + "quotes: {unattributed: ignore}\n",
            "articles/fab/meta.yaml": META + meta,
            "articles/fab/article.md": text,
            "articles/fab/p.png": "x",
        }
    )


def test_everything_that_markdown_has_is_valid_html(site: SiteFolder) -> None:
    """With notes across it all; no placeholder, no inline style, no attribute that HTML does not know."""
    words = ("Term 1 Term 2 Def 1", "one quote in item two", "A B C a b", "Sum", "ref, collapsed")
    one(site, TEXT, "annotations:\n" + "".join(f"- {{exact: '{each}', body: B}}\n" for each in words))
    assert site.build().codes == []
    page = site.page("articles/fab/index.html")
    html5lib.HTMLParser(strict=True).parse(page)
    assert not re.search("[\ue000-\uf8ff\ufdd0-\ufdef\x02\x03]|zxhzdk|klzzwxh", page)
    assert " style=" not in page
    assert "hl_lines" not in page.replace("data-hl_lines", "")
    assert ' markdown="' not in page
    assert 'title="Title &quot;x&quot;"' in page.replace("&#34;", "&quot;")
    assert 'href="https://e.org/a%20b"' in page
    assert '<abbr title="Hyper &quot;Text&quot; Markup">HTML</abbr>' in page.replace("&#34;", "&quot;")
    assert 'class="align-center"' in page


def test_an_article_may_be_a_picture(site: SiteFolder) -> None:
    one(site, "![A fab](p.png)\n")
    assert site.build().codes == []
    one(site, " \n\n")
    assert site.build().codes == ["no-text"]


def test_crlf_and_a_byte_order_mark_change_nothing(site: SiteFolder) -> None:
    one(site, TEXT)
    site.build()
    before = site.files()
    for path in (*site.content.rglob("*.md"), *site.content.rglob("*.yaml")):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert site.build().codes == []
    assert site.files() == before


@pytest.mark.parametrize("language", ["ar", "he", "fa"])
def test_languages_that_run_from_right_to_left(site: SiteFolder, language: str) -> None:
    site.write({"site.yaml": SITE + f"language: {language}\n"})
    site.build()
    assert f'<html lang="{language}" dir="rtl">' in site.page("index.html")
