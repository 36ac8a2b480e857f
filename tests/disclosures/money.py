"""Money in whole yuan, and how a disclosure prints it: in 万元 with two digits, each figure by itself."""

import random
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

__all__ = ["amount", "bare", "percent", "printed", "shares"]

_CENT = Decimal("0.01")


def printed(yuan: int) -> str:
    """Return yuan as a cell prints them.

    >>> printed(368_000_000), printed(50), printed(49)
    ('36800.00', '0.01', '0.00')
    """
    return str((Decimal(yuan) / 10_000).quantize(_CENT, ROUND_HALF_UP))


def bare(yuan: int) -> str:
    """Return the printed figure without zeros at its end, as sentences and targets have it.

    >>> bare(368_000_000), bare(365_000)
    ('36800', '36.5')
    """
    text = printed(yuan)
    return text.rstrip("0").rstrip(".")


def amount(rng: random.Random, least: int, most: int, grain: int) -> int:
    """Return an amount between two, in steps of `grain` yuan.

    A grain of 50 gives amounts that end in 50: each is rounded by exactly half of its last digit.
    """
    if grain == 50:
        return rng.randint(least // 100, most // 100) * 100 + 50
    return max(rng.randint(least // grain, most // grain), 1) * grain


def percent(change: int, now: int) -> str:
    """Return a change in per cent of the year before, without its sign.

    >>> percent(5_000, 105_000), percent(-5_000, 95_000)
    ('5.00%', '5.00%')
    """
    share = Decimal(abs(change)) * 100 / (now - change)
    return f"{share.quantize(_CENT, ROUND_HALF_UP)}%"


def shares(rng: random.Random, whole: int, count: int, grain: int) -> list[int]:
    """Return `count` amounts that add up to `whole`; each but the last is a multiple of `grain`."""
    steps = whole // grain
    if count == 1 or steps < count:
        return [whole, *[0] * (count - 1)]
    cuts = sorted(rng.sample(range(1, steps), count - 1))
    edges = [0, *(cut * grain for cut in cuts), whole]
    return [upper - lower for lower, upper in pairwise(edges)]
