"""Things that say the same in every item: forms whose indicators were copied from one another.

Each row is one item of the thing `?case`; `?item` is what it says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from budgetkg.validation.audit.evidence import Evidence

__all__ = ["same_sets"]


def same_sets(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the things whose items are the same, as one case; `alike` is how many items they share."""
    items: dict[tuple[str, str], list[str]] = {}
    things: dict[tuple[str, str], Evidence] = {}
    for row in rows:
        key = (row.graph, row.operand)
        items.setdefault(key, []).append(row.more["item"])
        things.setdefault(key, row)
    groups: dict[tuple[str, tuple[str, ...]], list[Evidence]] = {}
    for (graph, operand), said in items.items():
        groups.setdefault((graph, tuple(sorted(said))), []).append(things[graph, operand])
    for (_, shared), group in groups.items():
        if len(group) > 1:
            first = min(row.operand for row in group)
            for row in group:
                yield replace(row, case=first, more={**row.more, "alike": str(len(shared))})
