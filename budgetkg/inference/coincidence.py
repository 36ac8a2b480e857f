"""Sums that are just as large as one amount, or as neighbouring amounts of one unit.

That is hardly so by chance: the less, the larger the sum and the fewer the groups there are.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from budgetkg.inference.sums import Sums

__all__ = ["Coincidence", "coincidences"]

_MOST = 5.0  # the most that it may say, as log-odds


#: Amounts, by index.
Group = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coincidence:
    """A group of amounts (by index) that makes a sum, and how much that says."""

    at: int
    amounts: Group
    news: float


def coincidences(task: Sums, units: Iterable[int] | None) -> list[Coincidence]:
    """Return the groups that make a sum, the most telling first; `units` are the likely ones of the amounts.

    An amount that several groups of one sum hold counts in the most telling one.
    """
    found = []
    for groups in _kinds_of_groups(len(task.amounts), None if units is None else list(units)):
        for group in groups:
            total = sum(task.amounts[amount] for amount in group)
            for at, wanted in enumerate(task.sums):
                if task.fits(total, wanted, len(group)):
                    chances = len(groups) * (1 + 2 * task.slack(len(group)))
                    found.append(Coincidence(at, group, min(math.log(max(wanted, 1) / chances), _MOST)))
    telling = sorted((one for one in found if one.news > 0), key=lambda one: (-one.news, one.at, one.amounts))
    taken: set[tuple[int, int]] = set()
    kept = []
    for one in telling:
        places = {(one.at, amount) for amount in one.amounts}
        if places.isdisjoint(taken):
            taken |= places
            kept.append(one)
    return kept


def _kinds_of_groups(amounts: int, units: Sequence[int] | None) -> list[list[Group]]:
    """Return the groups by kind: single amounts, all of a unit, all of neighbouring units, neighbours in one.

    A kind with few groups has fewer chances to make a sum by accident.
    """
    kinds: list[list[Group]] = [[(index,) for index in range(amounts)]]
    if units is not None:
        edges = [index for index in range(amounts) if index == 0 or units[index] != units[index - 1]]
        blocks = list(pairwise([*edges, amounts]))
        kinds.append([tuple(range(*block)) for block in blocks])
        kinds.append([tuple(range(one[0], other[1])) for one, other in combinations(blocks, 2)])
        inner = (pair for first, last in blocks for pair in combinations(range(first, last + 1), 2))
        kinds.append([tuple(range(*pair)) for pair in inner])
    return kinds
