"""Dates as EDTF, as words, and as found in prose."""
