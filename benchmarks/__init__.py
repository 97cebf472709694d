"""Measures whole builds side by side with Pelican's and Hugo's, on the same words.

`python -m benchmarks --help` says how. Nothing here is part of the program.
"""
