"""Dividing amounts among printed sums: every amount to one sum, every sum met.

A sum with few ways to make it is given to the solver as its list of ways; the others as equations.
The solver then either shows a second way for an amount, or proves that there is none. How long it
may try is counted in its own steps, so that every machine gives the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from budgetkg.inference.filling import fill

if TYPE_CHECKING:
    from budgetkg.inference.coincidence import Coincidence
    from budgetkg.inference.solving import Solver

__all__ = ["Division", "Sums", "divide", "total"]

_EFFORT = 2.0  # of one question to the solver, in its own measure: about as many seconds
_WAYS, _FEW_WAYS = 2000, 100  # of making a sum, that are listed for the solver
_GREATEST = 2**62  # what the solver can count to
_ROUNDS = 40  # questions for second ways
_MANY = 40  # from so many amounts on, filling finds a first answer sooner than the solver


@dataclass(frozen=True, slots=True)
class Sums:
    """Amounts and sums as whole numbers.

    `fiscal` are the parts of the amounts that must also make the sums of `fiscal_sums`; both are empty
    where nothing more is known. With `rounded`, each figure may be off by half its step, the last
    digit that is printed: `step` of the amounts, `sum_step` of the sums. Steps are counted in parts of
    one, so many of which make one: `parts`.
    """

    amounts: tuple[int, ...]
    sums: tuple[int, ...]
    fiscal: tuple[int, ...] = ()
    fiscal_sums: tuple[int, ...] = ()
    rounded: bool = False
    step: int = 1
    sum_step: int = 1
    parts: int = 1

    def fits(self, total: int, wanted: int, addends: int) -> bool:
        """Return whether a sum of so many printed figures may be printed as this one."""
        return abs(total - wanted) <= self.slack(addends)

    def slack(self, addends: int) -> int:
        """Return how far the sum of so many figures may be from what is printed: figure by figure, less
        than half a step."""
        return (addends * self.step + self.sum_step - 1) // (2 * self.parts) if self.rounded else 0

    def met(self, division: Sequence[int]) -> bool:
        """Return whether a division meets every sum."""
        return all(self.meets(division, at) for at in range(len(self.sums)))

    def meets(self, division: Sequence[int], at: int) -> bool:
        """Return whether a division meets one sum."""
        own = [amount for amount, place in enumerate(division) if place == at]
        fiscal = sum(self.fiscal[amount] for amount in own) if self.fiscal else 0
        return self.fits(sum(self.amounts[amount] for amount in own), self.sums[at], len(own)) and (
            not self.fiscal or self.fits(fiscal, self.fiscal_sums[at], len(own))
        )


@dataclass(frozen=True, slots=True)
class Division:
    """What dividing gave: the best division first, then others that meet every sum, and for which amounts
    it is proved that each division has them in the same sum.

    Where no division meets every sum there is one alone, which meets most of them; `unmet` are the others,
    and an amount in none of the sums has -1.
    """

    found: tuple[tuple[int, ...], ...]
    proved: tuple[bool, ...]
    unmet: frozenset[int] = frozenset()

    @property
    def best(self) -> tuple[int, ...]:
        """The division with the greatest score."""
        return self.found[0]

    @property
    def in_part(self) -> bool:
        """Whether some sum is not met, or some amount is in none."""
        return bool(self.unmet) or -1 in self.best


def divide(
    task: Sums, scores: Sequence[Sequence[float]], groups: Sequence["Coincidence"] = ()
) -> Division | None:
    """Return the division that the scores (amounts × sums) like best among those that meet every sum.

    `groups` make a sum by themselves; they are tried first. Where no division meets every sum (a figure is
    misprinted, a form is missing), one that meets more than half of them. None where nothing was found.
    """
    if 4 * task.parts * max(sum(task.amounts), sum(task.sums)) > _GREATEST:
        return None
    from budgetkg.inference.solving import Solver
    from budgetkg.inference.trading import trade

    found: list[tuple[int, ...]] = []
    if len(task.amounts) >= _MANY:
        found = [division for division in fill(task.amounts, task.sums, scores, groups) if task.met(division)]
    # Of many amounts little is proved however long the solver tries.
    solver = (
        Solver(task, _EFFORT, _WAYS) if len(task.amounts) < _MANY else Solver(task, _EFFORT / 10, _FEW_WAYS)
    )
    if not found:
        first = solver.best(scores)
        found = [] if first is None else [first]
    if not found:
        return _in_part(task, solver.part(scores) if len(task.amounts) < _MANY else None)
    best = trade(task, max(found, key=partial(total, scores)), scores)
    others, proved = _second_ways(solver, [best, *found])
    return Division((best, *(division for division in others if division != best)), tuple(proved))


def _in_part(task: Sums, division: tuple[int, ...] | None) -> Division | None:
    if division is None:
        return None
    unmet = frozenset(at for at in range(len(task.sums)) if not task.meets(division, at))
    if 2 * len(unmet) >= len(task.sums):
        return None
    return Division((division,), (False,) * len(division), unmet)


def total(scores: Sequence[Sequence[float]], division: Sequence[int]) -> float:
    """Return the score of a whole division."""
    return sum(scores[amount][at] for amount, at in enumerate(division))


def _second_ways(
    solver: "Solver", found: Sequence[tuple[int, ...]]
) -> tuple[list[tuple[int, ...]], list[bool]]:
    """Look for a second sum for each amount that has one alone; return all divisions seen, and for which
    amounts there is none.

    One question asks for as many second ways as one division can show; when no division shows any,
    there is none for all the amounts asked about.
    """
    divisions = list(dict.fromkeys(found))
    amounts = len(found[0])
    seen = [{division[amount] for division in divisions} for amount in range(amounts)]
    for _ in range(_ROUNDS):
        asked = [amount for amount, sums in enumerate(seen) if len(sums) == 1]
        answer = solver.another(asked, seen) if asked else None
        if answer is None:
            return divisions, [solver.exhausted and len(sums) == 1 for sums in seen]
        divisions.append(answer)
        for amount, at in enumerate(answer):
            seen[amount].add(at)
    return divisions, [False] * amounts
