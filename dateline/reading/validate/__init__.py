"""The YAML files of the content to the model: a constructor is the schema, one line a field.

Each function takes a file's text and its name for messages, and gives what could be read together with all
that is wrong. An entry with a mistake in it is still given wherever it can be, so that what comes after can
go on and report its own problems in the same run; the build fails by the problems, not by what is missing.
Whether ids exist in other files is not checked here.
"""

from dateline.reading.validate.article import read_article
from dateline.reading.validate.events import read_timeline
from dateline.reading.validate.people import read_people, sort_name
from dateline.reading.validate.site import read_site, read_topics
from dateline.reading.validate.sources import read_sources

__all__ = [
    "read_article",
    "read_people",
    "read_site",
    "read_sources",
    "read_timeline",
    "read_topics",
    "sort_name",
]
