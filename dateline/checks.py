"""Questions about the planned site: do the links of the prose lead somewhere?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from dateline import addresses
from dateline.diagnostics import Diagnostic, error
from dateline.fields import nearest_hint
from dateline.model import AnalysedSite, Reference
from dateline.planning import Plan


def check_addresses(site: AnalysedSite, plan: Plan, others: Iterable[Reference]) -> Iterator[Diagnostic]:
    """An error for every link of the prose to an address of the site that will not exist.

    `others` are the references that stand neither in an article nor in a page.
    """
    references = [
        reference
        for reference in chain(
            (r for article in site.articles for r in article.references),
            (r for page in site.pages for r in page.references),
            others,
        )
        if reference.kind == "address"
    ]
    if not references:
        return
    paths = {page.path for page in plan.pages}
    paths.update(file.path for file in plan.data)
    paths.update(file.path for file in plan.copied)
    for reference in references:
        path = addresses.path_of(reference.id)
        if path in paths or addresses.path_of(reference.id + "/") in paths:
            continue
        known = ["/" + known.removesuffix("index.html") for known in paths if known.endswith(".html")]
        message = f"the site has nothing at {reference.id}"
        yield error("broken-link", message, reference.at, nearest_hint(reference.id, known))
