"""The spending plan of a form (资金支出计划): month ends and cumulative percentages.

It comes in many shapes: labels above values, a separate row for December with its value in any
column, labels and values side by side, the block printed twice, points missing. A value belongs to
the label in its column, else to the label on its left; what belongs to none is reported.
"""

import re
from dataclasses import dataclass, field

from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.model import Figure, Problem, Where
from budgetkg.parsing import problems as say
from budgetkg.parsing.cells import percent
from budgetkg.parsing.joining import PrintedText
from budgetkg.values.text import clean, compact

__all__ = ["Plan", "is_plan_row"]

_VALUE = re.compile(r"\d{1,3}(?:\.\d+)?%?")


def is_plan_row(line: Line, profile: Profile, inside: bool) -> bool:
    """Whether a row belongs to the plan: it has its label or a month; inside a plan also bare percentages."""
    cells = [compact(cell) for cell in line.cells if cell.strip()]
    form = profile.patterns["form"]
    if any(form["plan"].search(cell) or form["month"].search(cell) for cell in cells):
        return True
    return inside and bool(cells) and all(_VALUE.fullmatch(cell) for cell in cells)


@dataclass(slots=True)
class Plan:
    """Gathers the rows of one plan."""

    profile: Profile
    problems: list[Problem]
    points: dict[int, Figure | None] = field(default_factory=dict)
    _waiting: dict[int, int] = field(default_factory=dict)
    _repeats: list[Where] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Read one row."""
        labels, values = self._cells(line)
        if labels and values:
            self._side_by_side(labels, values, line)
        elif labels:
            self._waiting = labels
        elif values:
            self._below(values, line)
        for month in labels.values():
            self.points.setdefault(month, None)

    def done(self) -> dict[int, Figure | None]:
        """Return the points by month."""
        if self._repeats:
            self.problems.append(say.plan_twice(self._repeats[0]))
        return dict(sorted(self.points.items()))

    def _cells(self, line: Line) -> tuple[dict[int, int], dict[int, str]]:
        """Labels (column → month) and values (column → printed text); other text is reported."""
        form = self.profile.patterns["form"]
        labels, values = {}, {}
        for index, cell in enumerate(line.cells):
            text = compact(cell)
            if not text or form["plan"].search(text):
                continue
            month = form["month"].fullmatch(text)
            if month:
                labels[index] = int(month["month"])
            elif _VALUE.fullmatch(text):
                values[index] = cell
            else:
                self.problems.append(say.unplaced(clean(cell), line.where))
        return labels, values

    def _side_by_side(self, labels: dict[int, int], values: dict[int, str], line: Line) -> None:
        """Each value goes to the nearest label on its left that has none."""
        free = dict(labels)
        for index, printed in sorted(values.items()):
            left = [i for i in free if i < index]
            if left:
                self._set(free.pop(max(left)), printed, line)
            else:
                self.problems.append(say.unplaced_cell(printed.strip(), line.where))

    def _below(self, values: dict[int, str], line: Line) -> None:
        """Each value goes to the label above it; if they are as many but misaligned, in order."""
        if set(values) <= set(self._waiting):
            pairs = [(self._waiting[index], printed) for index, printed in values.items()]
        elif len(values) == len(self._waiting):
            self.problems.append(say.plan_in_order(line.where))
            months = [month for _, month in sorted(self._waiting.items())]
            pairs = list(zip(months, [printed for _, printed in sorted(values.items())], strict=True))
        else:
            pairs = [(self._waiting[i], printed) for i, printed in values.items() if i in self._waiting]
            for index in set(values) - set(self._waiting):
                self.problems.append(say.unplaced_cell(values[index].strip(), line.where))
        for month, printed in pairs:
            self._set(month, printed, line)
        self._waiting = {}

    def _set(self, month: int, printed: str, line: Line) -> None:
        figure = percent(PrintedText(printed, line.where), self.problems)
        before = self.points.get(month)
        if before is None or figure is None:
            self.points[month] = figure if before is None else before
        elif before.text == figure.text:
            self._repeats.append(line.where)
        else:
            both = f"{before.printed}, {figure.printed}"
            self.problems.append(say.plan_conflict(month, both, line.where))
            self.points[month] = None
