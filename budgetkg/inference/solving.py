"""The model of dividing amounts among sums for the solver of OR-Tools (CP-SAT).

Imported only where something is to be divided: the solver takes a while to load.
"""

from collections.abc import Iterable, Mapping, Sequence

from ortools.sat.python import cp_model

from budgetkg.inference.sums import Sums
from budgetkg.inference.ways import ways

__all__ = ["Solver"]

_SCALE = 1000  # the solver counts in whole numbers

#: An amount in a sum.
Place = tuple[int, int]


class Solver:
    """Answers questions about one task, each with so much effort (the solver's deterministic time).

    A sum with at most so many `ways` is given as their list, another as an equation.

    `exhausted` says that the last answer is proved.
    """

    def __init__(self, task: Sums, effort: float, most_ways: int) -> None:
        self.task = task
        self._effort = effort
        self.exhausted = False
        self._last: tuple[int, ...] | None = None
        self._places = [
            (amount, at)
            for amount, value in enumerate(task.amounts)
            for at, wanted in enumerate(task.sums)
            if value <= wanted + task.slack(len(task.amounts))
        ]
        self._ways = [
            ways(task.amounts, self._inside(at), task.sums[at], most_ways, task.slack)
            for at in range(len(task.sums))
        ]

    def best(self, scores: Sequence[Sequence[float]]) -> tuple[int, ...] | None:
        """Return a division that meets all sums with the greatest total score found, or None."""
        return self._ask({(amount, at): round(_SCALE * scores[amount][at]) for amount, at in self._places})

    def part(self, scores: Sequence[Sequence[float]]) -> tuple[int, ...] | None:
        """Return a division that meets as many sums as it can, among those the one with the greatest score.

        An amount that fits into no sum has -1.
        """
        model = cp_model.CpModel()
        inside = {place: model.new_bool_var("") for place in self._places}
        for amount in range(len(self.task.amounts)):
            model.add_at_most_one(variable for place, variable in inside.items() if place[0] == amount)
        met = [self._say_may_be_met(model, inside, at) for at in range(len(self.task.sums))]
        gains = {(amount, at): round(_SCALE * scores[amount][at]) for amount, at in self._places}
        # Every amount in a sum rather than in none, and one sum more before any score.
        put = 2 * max((abs(gain) for gain in gains.values()), default=0) + 1
        most = (put + 1) * 2 * len(self.task.amounts) + 1
        model.maximize(most * sum(met) + sum((gain + put) * inside[place] for place, gain in gains.items()))
        return self._solve(model, inside)

    def another(self, asked: Iterable[int], seen: Sequence[set[int]]) -> tuple[int, ...] | None:
        """Return a division that has some of these amounts in a sum where none was seen, or None."""
        wanted = set(asked)
        new = [(amount, at) for amount, at in self._places if amount in wanted and at not in seen[amount]]
        if not new:
            self.exhausted = True
            return None
        return self._ask(dict.fromkeys(new, 1), one_of=new)

    def _ask(self, gains: Mapping[Place, int], one_of: Sequence[Place] = ()) -> tuple[int, ...] | None:
        model = cp_model.CpModel()
        inside = {place: model.new_bool_var("") for place in self._places}
        self._say(model, inside)
        if one_of:
            model.add_bool_or([inside[place] for place in one_of])
        model.maximize(sum(gain * inside[place] for place, gain in gains.items()))
        if self._last is not None:
            for (amount, at), variable in inside.items():
                model.add_hint(variable, self._last[amount] == at)
        return self._solve(model, inside)

    def _solve(
        self, model: cp_model.CpModel, inside: Mapping[Place, cp_model.IntVar]
    ) -> tuple[int, ...] | None:
        solver = cp_model.CpSolver()
        # One worker, a fixed seed and counted steps: the same answer on every machine.
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = self._effort
        status = solver.solve(model)
        self.exhausted = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        where = {amount: at for (amount, at), variable in inside.items() if solver.boolean_value(variable)}
        self._last = tuple(where.get(amount, -1) for amount in range(len(self.task.amounts)))
        return self._last

    # The model

    def _inside(self, at: int) -> list[int]:
        return [amount for amount, place in self._places if place == at]

    def _say(self, model: cp_model.CpModel, inside: Mapping[Place, cp_model.IntVar]) -> None:
        """Every amount is in one sum, and every sum is met: by one of its ways where they are few."""
        for amount in range(len(self.task.amounts)):
            model.add_exactly_one(variable for place, variable in inside.items() if place[0] == amount)
        for at, listed in enumerate(self._ways):
            own = {amount: inside[amount, at] for amount in self._inside(at)}
            self._say_sum(model, own, self.task.amounts, self.task.sums[at])
            if self.task.fiscal:
                self._say_sum(model, own, self.task.fiscal, self.task.fiscal_sums[at])
            if listed is not None:
                chosen = [model.new_bool_var("") for _ in listed]
                model.add_exactly_one(chosen)
                for amount, variable in own.items():
                    using = (way for way, members in zip(chosen, listed, strict=True) if amount in members)
                    model.add(sum(using) == variable)

    def _say_may_be_met(
        self, model: cp_model.CpModel, inside: Mapping[Place, cp_model.IntVar], at: int
    ) -> cp_model.IntVar:
        """Return what is true only where a sum is met, by at least one amount."""
        own = {amount: inside[amount, at] for amount in self._inside(at)}
        met = model.new_bool_var("")
        model.add(sum(own.values()) >= 1).only_enforce_if(met)
        self._say_sum(model, own, self.task.amounts, self.task.sums[at], met)
        if self.task.fiscal:
            self._say_sum(model, own, self.task.fiscal, self.task.fiscal_sums[at], met)
        return met

    def _say_sum(
        self,
        model: cp_model.CpModel,
        own: Mapping[int, cp_model.IntVar],
        amounts: Sequence[int],
        wanted: int,
        where: cp_model.IntVar | None = None,
    ) -> None:
        total = sum(amounts[amount] * variable for amount, variable in own.items())
        if self.task.rounded:
            most = sum(own.values()) * self.task.step + self.task.sum_step - 1
            said = [
                model.add(2 * self.task.parts * (total - wanted) <= most),
                model.add(2 * self.task.parts * (wanted - total) <= most),
            ]
        else:
            said = [model.add(total == wanted)]
        if where is not None:
            for constraint in said:
                constraint.only_enforce_if(where)
