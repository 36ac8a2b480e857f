"""Filling sums one after the other: fast where amounts are many and ways are many.

Each sum takes the amounts that suit it best and make it exactly (a knapsack over all totals); what is
left goes on to the next. The first try follows the scores; later ones stray from them.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["fill"]

_TRIES, _WANTED = 10, 4
_STRAY = 0.4  # how far each further try strays from the scores
_MOST_CELLS = 150_000_000  # amounts × total: a larger table would not fit in memory


def fill(
    amounts: Sequence[int], sums: Sequence[int], scores: Sequence[Sequence[float]]
) -> Iterator[tuple[int, ...]]:
    """Yield divisions of all amounts that make every sum exactly; few, or none.

    `scores` are amounts × sums, the higher the better.
    """
    if len(amounts) * max(sums) > _MOST_CELLS or sum(amounts) != sum(sums):
        return
    liked = np.array(scores)
    random = np.random.default_rng(len(amounts))
    given: set[tuple[int, ...]] = set()
    for attempt in range(_TRIES):
        strayed = liked + random.normal(0, _STRAY * attempt, liked.shape) if attempt else liked
        division = _fill(amounts, sums, strayed)
        if division is not None and division not in given:
            given.add(division)
            yield division
        if len(given) == _WANTED:
            return


def _fill(amounts: Sequence[int], sums: Sequence[int], scores: NDArray[np.float64]) -> tuple[int, ...] | None:
    """Return one division, the smallest sums first: they have the fewest ways."""
    left = list(range(len(amounts)))
    found = [-1] * len(amounts)
    order = sorted(range(len(sums)), key=lambda at: (sums[at], at))
    for position, at in enumerate(order):
        others = order[position + 1 :]
        if others:
            gains = scores[left, at] - scores[np.ix_(left, others)].max(axis=1)
            taken = _exactly([amounts[amount] for amount in left], gains, sums[at])
        else:
            taken = list(range(len(left))) if sum(amounts[amount] for amount in left) == sums[at] else None
        if taken is None:
            return None
        for index in taken:
            found[left[index]] = at
        left = [amount for amount in left if found[amount] < 0]
    return tuple(found) if not left else None


def _exactly(amounts: Sequence[int], gains: NDArray[np.float64], wanted: int) -> list[int] | None:
    """Return the amounts (by position) that make a total exactly with the greatest gain, or None."""
    best = np.full(wanted + 1, -np.inf)
    best[0] = 0.0
    usable = [index for index, amount in enumerate(amounts) if amount <= wanted]
    takes = np.zeros((len(usable), wanted + 1), dtype=bool)
    for row, index in enumerate(usable):
        amount = amounts[index]
        with_it = best[: wanted + 1 - amount] + gains[index]
        better = with_it > best[amount:]
        takes[row, amount:] = better
        best[amount:] = np.where(better, with_it, best[amount:])
    if not np.isfinite(best[wanted]):
        return None
    taken, rest = [], wanted
    for row in range(len(usable) - 1, -1, -1):
        if takes[row, rest]:
            taken.append(usable[row])
            rest -= amounts[usable[row]]
    return taken
