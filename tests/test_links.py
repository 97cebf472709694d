"""Links of the prose: where they lead, and which of them there is something to say about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.analyse.links import LinkLog, resolve
from dateline.diagnostics import Location


@given(st.sampled_from(["http://", "https://"]), st.text("a/.?#:é |\"[%()'\t", max_size=12))
def test_a_link_to_another_host_is_resolved_as_any_other_and_never_checked(scheme: str, rest: str) -> None:
    log = LinkLog("articles/a", frozenset(), ("articles/a/01-b.md",))
    target = scheme + rest
    assert log.resolve(target, lambda _: Location("f")) == resolve(target, "articles/a").url
    assert resolve(target, "articles/a").kind == ""
    log._check_form(target, lambda _: Location("f"))
    assert (log.problems, log.references) == ([], [])
