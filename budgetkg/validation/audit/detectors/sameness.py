"""Things that say the same: forms whose indicators were copied from one another, or repeat themselves.

Each row is one item of a thing; `?item` is what it says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from budgetkg.validation.audit.evidence import Evidence
from budgetkg.values.text import compact

__all__ = ["conflicting_items", "repeated_items", "same_sets"]


def same_sets(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the things whose items are the same, as one case; `alike` is how many items they share."""
    items: dict[tuple[str, str], list[str]] = {}
    things: dict[tuple[str, str], Evidence] = {}
    for row in rows:
        key = (row.graph, row.operand)
        items.setdefault(key, []).append(compact(row.more["item"]))
        things.setdefault(key, row)
    groups: dict[tuple[str, tuple[str, ...]], list[Evidence]] = {}
    for (graph, operand), said in items.items():
        groups.setdefault((graph, tuple(sorted(said))), []).append(things[graph, operand])
    for (_, shared), group in groups.items():
        if len(group) > 1:
            first = min(row.operand for row in group)
            for row in group:
                yield replace(row, case=first, more={**row.more, "alike": str(len(shared))})


def repeated_items(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the items of the thing `?case` that it states more than once."""
    for listed in _by_item(rows):
        if len(listed) > 1:
            yield from listed


def conflicting_items(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield items that their thing states more than once and with other values: one case each.

    A value that only says more than the other (预计 before a date) is no other value.
    """
    for listed in _by_item(rows):
        values = {compact(row.printed) for row in listed} - {""}
        if any(one not in other and other not in one for one, other in combinations(values, 2)):
            first = min(row.operand for row in listed)
            yield from (replace(row, case=first) for row in listed)


def _by_item(rows: Sequence[Evidence]) -> Iterator[list[Evidence]]:
    items: dict[tuple[str, str, str], list[Evidence]] = {}
    for row in rows:
        items.setdefault((row.graph, row.case, compact(row.more["item"])), []).append(row)
    return iter(items.values())
