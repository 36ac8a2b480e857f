"""All ways to make a sum out of amounts, where they are few."""

from collections.abc import Callable, Collection, Sequence

__all__ = ["ways"]

_MOST_BITS = 2_000_000_000  # of the tables of totals: a quarter of a gigabyte


def ways(
    amounts: Sequence[int],
    usable: Collection[int],
    wanted: int,
    most: int,
    slack: Callable[[int], int],
) -> list[tuple[int, ...]] | None:
    """Return every set of usable amounts (by index) that makes a sum, or None where more than `most` do.

    None, too, where the totals are too large to be listed.

    `slack(addends)` says how far a total of so many may be from the sum.

    >>> ways([5, 3, 2, 4], range(4), 7, 10, lambda _: 0)
    [(0, 2), (3, 1)]
    """
    if wanted * len(usable) > _MOST_BITS:
        return None
    order = sorted(usable, key=lambda index: (-amounts[index], index))
    most_slack = slack(len(order))
    reach = _reach([amounts[index] for index in order], wanted + most_slack)
    window = (1 << (2 * most_slack + 1)) - 1
    found: list[tuple[int, ...]] = []
    steps = 0
    pending: list[tuple[int, int, tuple[int, ...]]] = [(0, wanted, ())]
    while pending:
        at, rest, chosen = pending.pop()
        steps += 1
        if steps > most * (len(order) + 1):
            return None
        if at == len(order):
            if abs(rest) <= slack(len(chosen)):
                found.append(chosen)
                if len(found) > most:
                    return None
            continue
        amount = amounts[order[at]]
        for left, taken in ((rest, chosen), (rest - amount, (*chosen, order[at]))):
            low = left - most_slack
            reached = reach[at + 1] >> low if low >= 0 else reach[at + 1] << -low
            if left + most_slack >= 0 and reached & window:
                pending.append((at + 1, left, taken))
    return found


def _reach(amounts: Sequence[int], most: int) -> list[int]:
    """Return for each position which totals the amounts from there on make, as the bits of a number."""
    reach = [1] * (len(amounts) + 1)
    mask = (1 << (most + 1)) - 1
    for at in range(len(amounts) - 1, -1, -1):
        reach[at] = (reach[at + 1] | (reach[at + 1] << amounts[at])) & mask
    return reach
