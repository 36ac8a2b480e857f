"""Making a division better without touching a sum: equal amounts change places."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from budgetkg.inference.sums import Sums

__all__ = ["trade"]

_ROUNDS = 50
_LEAST = 1e-9  # a gain below this is rounding

#: Amounts (by index) that stand in one sum.
Group = tuple[int, ...]


def trade(task: Sums, division: Sequence[int], scores: Sequence[Sequence[float]]) -> tuple[int, ...]:
    """Return a division with the same totals and a score at least as great.

    One or two amounts of a sum change places with as much money in another sum, as long as that makes
    the whole score greater; of all such trades the best come first.
    """
    best = list(division)
    for _ in range(_ROUNDS):
        trades = sorted(_trades(task, best, scores), key=lambda found: (-found[0], found[1], found[2]))
        moved: set[int] = set()
        for _, one, other in trades:
            if moved.isdisjoint((*one, *other)):
                here, there = best[one[0]], best[other[0]]
                for amount in one:
                    best[amount] = there
                for amount in other:
                    best[amount] = here
                moved.update(one, other)
        if not moved:
            break
    return tuple(best) if task.met(best) else tuple(division)


def _trades(
    task: Sums, division: Sequence[int], scores: Sequence[Sequence[float]]
) -> Iterator[tuple[float, Group, Group]]:
    worth: dict[tuple[int, int], list[Group]] = {}
    for group in _groups(division):
        money = sum(task.amounts[amount] for amount in group)
        fiscal = sum(task.fiscal[amount] for amount in group) if task.fiscal else 0
        worth.setdefault((money, fiscal), []).append(group)
    for groups in worth.values():
        for one, other in combinations(groups, 2):
            here, there = division[one[0]], division[other[0]]
            gain = sum(scores[amount][there] - scores[amount][here] for amount in one)
            gain += sum(scores[amount][here] - scores[amount][there] for amount in other)
            if here != there and gain > _LEAST:
                yield gain, one, other


def _groups(division: Sequence[int]) -> Iterator[Group]:
    inside: dict[int, list[int]] = {}
    for amount, at in enumerate(division):
        inside.setdefault(at, []).append(amount)
    for members in inside.values():
        yield from ((amount,) for amount in members)
        yield from combinations(members, 2)
