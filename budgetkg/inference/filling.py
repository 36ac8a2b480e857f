"""Filling sums one after the other: fast where amounts are many and ways are many.

Each sum takes the amounts that suit it best and make it exactly (a knapsack over all totals); what is
left goes on to the next. The first try follows the scores; later ones stray from them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from budgetkg.inference.coincidence import Coincidence

__all__ = ["fill"]

_TRIES, _WANTED = 8, 5
_TELLING = (1.0, 2.5, 4.0, 4.0, 99.0)  # which groups each try keeps together
_STRAY = 0.4  # how far each further try strays from the scores
_MOST_CELLS = 150_000_000  # amounts × total: a larger table would not fit in memory


def fill(
    amounts: Sequence[int],
    sums: Sequence[int],
    scores: Sequence[Sequence[float]],
    groups: Sequence["Coincidence"],
) -> Iterator[tuple[int, ...]]:
    """Yield divisions of all amounts that make every sum exactly; few, or none.

    `scores` are amounts × sums, the higher the better. `groups` are kept together in the first tries.
    """
    if len(amounts) * max(sums) > _MOST_CELLS or sum(amounts) != sum(sums):
        return
    liked = np.array(scores)
    random = np.random.default_rng(len(amounts))
    given: set[tuple[int, ...]] = set()
    for attempt in range(_TRIES):
        strayed = liked + random.normal(0, _STRAY * attempt, liked.shape) if attempt else liked
        least = _TELLING[min(attempt, len(_TELLING) - 1)]
        together = _together([group for group in groups if group.news >= least])
        division = _fill(amounts, sums, strayed, together)
        if division is not None and division not in given:
            given.add(division)
            yield division
        if len(given) == _WANTED:
            return


def _together(groups: Sequence["Coincidence"]) -> dict[int, int]:
    """Return the sums of the amounts in groups that nothing speaks against: no group shares a sum with it."""
    at = Counter(group.at for group in groups)
    found: dict[int, int] = {}
    for group in groups:
        if at[group.at] == 1 and found.keys().isdisjoint(group.amounts):
            found |= dict.fromkeys(group.amounts, group.at)
    return found


def _fill(
    amounts: Sequence[int],
    sums: Sequence[int],
    scores: NDArray[np.float64],
    together: Mapping[int, int],
) -> tuple[int, ...] | None:
    """Return one division: first the sums that their most likely amounts make, then the smallest, which
    have the fewest ways."""
    found = [together.get(amount, -1) for amount in range(len(amounts))]
    left = [amount for amount, at in enumerate(found) if at < 0]
    open_ = [at for at in range(len(sums)) if at not in found]
    while open_:
        at = _next(amounts, sums, scores, left, open_)
        open_.remove(at)
        if open_:
            gains = scores[left, at] - scores[np.ix_(left, open_)].max(axis=1)
            taken = _exactly([amounts[amount] for amount in left], gains, sums[at])
        else:
            taken = list(range(len(left))) if sum(amounts[amount] for amount in left) == sums[at] else None
        if taken is None:
            return None
        for index in taken:
            found[left[index]] = at
        left = [amount for amount in left if found[amount] < 0]
    return tuple(found) if not left else None


def _next(
    amounts: Sequence[int],
    sums: Sequence[int],
    scores: NDArray[np.float64],
    left: Sequence[int],
    open_: Sequence[int],
) -> int:
    if left:
        likely = [open_[place] for place in scores[np.ix_(left, open_)].argmax(axis=1).tolist()]
        totals = dict.fromkeys(open_, 0)
        for amount, at in zip(left, likely, strict=True):
            totals[at] += amounts[amount]
        made = [at for at in open_ if totals[at] == sums[at]]
        if made:
            return max(made, key=lambda at: (sums[at], -at))
    return min(open_, key=lambda at: (sums[at], at))


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
