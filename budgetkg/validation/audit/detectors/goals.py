"""Goals against indicators: does a goal state a figure that the indicator of the same thing contradicts?

Rows with `?kind` "goal" state goals (`?text`), rows with `?kind` "indicator" are indicators with `?name`,
`?description`, `?number`, `?max` and `?unit`. Both of one `?scope` are compared with one another.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from budgetkg.validation.audit.detectors.figures import DOWN, UP, Stated, money_factor, number, plain, stated
from budgetkg.validation.audit.evidence import Evidence

__all__ = ["goal_figures", "stated_floors"]


class _Indicators:
    """The indicators of a scope, found by the pairs of signs in their names and descriptions."""

    def __init__(self) -> None:
        self._rows: list[Evidence] = []
        self._holding: dict[str, list[int]] = {}

    def add(self, row: Evidence) -> None:
        words = plain(row.more.get("name", "") + "，" + row.more.get("description", ""))
        for pair in _pairs(words):
            self._holding.setdefault(pair, []).append(len(self._rows))
        self._rows.append(row)

    def of(self, one: Stated, share: Decimal, least: int) -> list[Evidence]:
        """Return the indicators in the figure's unit that hold a share of its clause, the nearest first."""
        pairs = _pairs(one.clause)
        if len(pairs) < least:
            return []
        held = Counter(place for pair in pairs for place in self._holding.get(pair, ()))
        near = [(self._rows[place], count) for place, count in held.most_common()]
        return [
            row
            for row, count in near
            if 100 * count >= share * len(pairs) and one.of(plain(row.more.get("unit", ""))) is not None
        ]


def goal_figures(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield goals one of whose figures is not that of the indicator of the same thing, as `said`.

    A clause and an indicator speak of the same thing where at least `share` percent of the clause's pairs of
    signs stand in the indicator's name or description; a clause of fewer than `least` pairs names nothing.
    The indicator is `meant`, with its `target`.
    """
    share, least = Decimal(texts["share"][0]), int(texts["least"][0])
    indicators: dict[tuple[str, str], _Indicators] = {}
    for row in rows:
        if row.more["kind"] == "indicator":
            indicators.setdefault((row.graph, row.more["scope"]), _Indicators()).add(row)
    for row in rows:
        scope = indicators.get((row.graph, row.more["scope"]))
        if row.more["kind"] == "goal" and scope is not None:
            yield from _contradicted(row, scope, share, least)


def _contradicted(goal: Evidence, indicators: _Indicators, share: Decimal, least: int) -> Iterator[Evidence]:
    for place, one in enumerate(stated(goal.more.get("text", ""))):
        fitting = [] if one.joined else indicators.of(one, share, least)
        if fitting and not any(_agrees(one, row) for row in fitting):
            case, meant = f"{goal.operand} {place}", fitting[0]
            said = {"said": one.clause + one.printed, "meant": meant.label, "target": meant.printed}
            yield replace(goal, case=case, part="1", more={**goal.more, **said})
            yield replace(meant, case=case, part="2", more={"project": meant.more.get("project", "")})


def _pairs(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1)}


def _agrees(one: Stated, row: Evidence) -> bool:
    unit = plain(row.more.get("unit", ""))
    factor = money_factor(unit) or Decimal(1)
    values = (number(row, "number"), number(row, "max"))
    return one.of(unit) in {value * factor for value in values if value is not None}


def stated_floors(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield texts that state a floor for a `low` thing or a ceiling for a `high` one, as `said`.

    The word must end the clause that stands before the comparator and the figure.
    """
    for row in rows:
        for place, one in enumerate(stated(row.more.get("text", ""))):
            clause = one.clause.removesuffix("达到").removesuffix("为")
            floor = one.comparator in UP and clause.endswith(tuple(texts["low"]))
            ceiling = one.comparator in DOWN and clause.endswith(tuple(texts["high"]))
            if floor or ceiling:
                yield replace(
                    row, case=f"{row.case} {place}", more={**row.more, "said": clause + one.printed}
                )
