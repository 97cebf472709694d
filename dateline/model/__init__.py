"""The values that flow through a build, from what the editor wrote to what the pages show.

Everything is frozen, and everything here can be stored by msgspec. Three stages have types:
*as written* (the YAML files, validated), *as analysed* (one article, by itself) and
*as gathered* (the whole site). Dates of events are EDTF strings; see `edtf` for what they mean.
No value can hold itself, so none needs the garbage collector (`gc=False`): there are many of them.
"""

from dateline.model.analysed import (
    CONTEXT,
    ArticleBody,
    ArticleEvent,
    ArticleRecord,
    ArticleSummary,
    Block,
    Claim,
    Correction,
    Note,
    Reference,
    Section,
    SectionHead,
    Span,
    Statement,
)
from dateline.model.gathered import (
    AnalysedSite,
    Event,
    StandalonePage,
    Telling,
)
from dateline.model.written import (
    BUILT_IN_KINDS,
    DEFAULT_RATINGS,
    AnnotationEntry,
    AnnotationKind,
    ArticleMeta,
    ClaimEntry,
    CorrectionEntry,
    EventEntry,
    NavigationItem,
    Person,
    Picture,
    Publisher,
    QuoteEntry,
    QuoteRules,
    Selector,
    Site,
    Source,
    Topic,
)

__all__ = [
    "BUILT_IN_KINDS",
    "CONTEXT",
    "DEFAULT_RATINGS",
    "AnalysedSite",
    "AnnotationEntry",
    "AnnotationKind",
    "ArticleBody",
    "ArticleEvent",
    "ArticleMeta",
    "ArticleRecord",
    "ArticleSummary",
    "Block",
    "Claim",
    "ClaimEntry",
    "Correction",
    "CorrectionEntry",
    "Event",
    "EventEntry",
    "NavigationItem",
    "Note",
    "Person",
    "Picture",
    "Publisher",
    "QuoteEntry",
    "QuoteRules",
    "Reference",
    "Section",
    "SectionHead",
    "Selector",
    "Site",
    "Source",
    "Span",
    "StandalonePage",
    "Statement",
    "Telling",
    "Topic",
]
