"""Quotations: found in the prose, told apart by kind, matched with entries, verified, and given a speaker.

`find` and `match` run in every build; `verify` where a source has a text; `speakers` only for
`suggest` and `quotations`. Nothing here reads or writes files.
"""
