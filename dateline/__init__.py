"""Dateline: annotated articles, a checked quote index and an honest timeline, as a static site."""

__version__ = "0.1.0"
