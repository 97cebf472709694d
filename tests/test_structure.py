"""An article's files as sections: the ids that they get from the names of their files."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dateline.analyse.structure import _stem
from dateline.slugs import slugify


@given(st.text("0123ab-é _A.md/", max_size=9))
def test_the_short_way_to_the_stem_of_a_file_gives_what_the_long_one_does(name: str) -> None:
    words = re.sub(r"^\d+-", "", f"{name}.md".rpartition("/")[2].removesuffix(".md"))
    assert _stem(f"content/articles/a/{name}.md") == slugify(words)
