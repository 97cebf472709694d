"""Gathering: what is kept of the articles, which are all in memory at once."""

from __future__ import annotations

import factories as f

from dateline.diagnostics import Location
from dateline.gathering.gather import Shared, gather
from dateline.model import Reference

META = "content/articles/x/meta.yaml"


def test_only_what_is_asked_for_later_is_kept_of_references() -> None:
    here = Location("", 7, 3)
    kinds = {"speaker": "ann", "source": "none", "article": "x", "alias": "/old/", "address": "/about/"}
    references = tuple(Reference(kind=kind, id=id, at=here) for kind, id in kinds.items())  # type: ignore[arg-type]
    people = {"ann": f.person("ann", "Ann Lee")}
    shared = Shared(site=f.site(), people=people)
    site, problems = gather(shared, iter([f.article("x", "X", references=references, meta=META)]))
    assert [(r.kind, r.at) for r in site.articles[0].references] == [
        ("alias", Location(META, 7, 3)),
        ("address", Location(META, 7, 3)),
    ]
    assert [(p.code, p.at) for p in problems] == [("unknown-source", Location(META, 7, 3))]


def test_an_id_that_comes_again_is_one_string() -> None:
    people = {"ann-lee": f.person("ann-lee", "Ann Lee")}
    said = f.statement("one", "Yes, it is", speaker="-".join(["ann", "lee"]))
    site, _ = gather(Shared(site=f.site(), people=people), [f.article("x", "X", statements=(said,))])
    (kept,) = site.articles[0].statements
    assert kept == said
    assert kept.speaker is people["ann-lee"].id
