"""Results as tables in Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.measure import Cost

_OURS = "dateline"

Costs = Mapping[tuple[str, str], Cost]


def table(articles: int, generators: Sequence[str], cases: Sequence[str], costs: Costs) -> str:
    """One size of site: seconds, processor seconds, memory, and our share of the others' wall time."""
    others = [name for name in generators if name != _OURS]
    head = ["case", "generator", "wall s", "processor s", "memory MB", *(f"of {name}'s" for name in others)]
    rows = []
    for case in cases:
        for name in generators:
            cost = costs.get((name, case))
            if cost is None:
                continue
            shares = [_share(cost, costs.get((other, case))) if name == _OURS else "" for other in others]
            rows.append([case, name, *_figures(cost), *shares])
    return f"\n### {articles:,} articles\n\n{_markdown(head, rows)}\n"


def curve(cases: Sequence[str], sizes: Mapping[int, Costs]) -> str:
    """How our cost grows with the site: milliseconds an article, and memory."""
    head = ["articles", *(f"{case}: ms each" for case in cases), "cold: processor ms each", "cold: memory MB"]
    rows = []
    for articles, costs in sizes.items():
        found = [costs.get((_OURS, case)) for case in cases]
        cold = costs.get((_OURS, "cold"))
        rows.append(
            [
                f"{articles:,}",
                *(f"{cost.wall / articles * 1000:.2f}" if cost else "" for cost in found),
                f"{cold.processor / articles * 1000:.2f}" if cold else "",
                f"{cold.memory / 1e6:.0f}" if cold else "",
            ]
        )
    return f"\n### Cost by size\n\n{_markdown(head, rows)}\n"


def _figures(cost: Cost) -> list[str]:
    return [f"{cost.wall:.2f}", f"{cost.processor:.2f}", f"{cost.memory / 1e6:.0f}" if cost.memory else ""]


def _share(ours: Cost, other: Cost | None) -> str:
    return f"{ours.wall / other.wall:.2f}" if other else ""


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
