"""Goals against indicators: does a goal state a figure that the indicator of the same thing contradicts?

Rows with `?kind` "goal" state goals (`?text`), rows with `?kind` "indicator" are indicators with `?name`,
`?description`, `?number`, `?max` and `?unit`. Both of one `?scope` are compared with one another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from budgetkg.validation.audit.detectors.figures import DOWN, UP, Stated, money_factor, number, plain, stated
from budgetkg.validation.audit.evidence import Evidence

__all__ = ["goal_figures", "stated_floors"]


def goal_figures(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield goals one of whose figures is not that of the indicator of the same thing, as `said`.

    A clause and an indicator speak of the same thing where at least `share` percent of the clause's pairs of
    signs stand in the indicator's name or description. `unit` lists the units of figures that do not add
    up over indicators; without it, any unit will do.
    """
    share, units = Decimal(texts["share"][0]), texts.get("unit", ())
    indicators: dict[tuple[str, str], list[Evidence]] = {}
    for row in rows:
        if row.more["kind"] == "indicator":
            indicators.setdefault((row.graph, row.more["scope"]), []).append(row)
    for row in rows:
        if row.more["kind"] == "goal":
            candidates = indicators.get((row.graph, row.more["scope"]), [])
            yield from _contradicted(row, candidates, units, share)


def _contradicted(
    goal: Evidence, candidates: Sequence[Evidence], units: Sequence[str], share: Decimal
) -> Iterator[Evidence]:
    for place, one in enumerate(stated(goal.more.get("text", ""))):
        if one.joined:
            continue
        fitting = [
            row
            for row in candidates
            if one.of(plain(row.more.get("unit", ""))) is not None
            and (not units or any(plain(row.more["unit"]).endswith(word) for word in units))
            and _share(one.clause, row) >= share
        ]
        best = max((_share(one.clause, row) for row in fitting), default=Decimal(0))
        nearest = [row for row in fitting if _share(one.clause, row) == best]
        if nearest and not any(_agrees(one, row) for row in fitting):
            case = f"{goal.operand} {place}"
            yield replace(goal, case=case, part="1", more={**goal.more, "said": one.clause + one.printed})
            yield replace(
                nearest[0],
                case=case,
                part="2",
                more={"meant": nearest[0].label, "target": nearest[0].printed},
            )


def _share(clause: str, row: Evidence) -> Decimal:
    """Return the percentage of a clause's pairs of signs that the indicator's words hold."""
    words = plain(row.more.get("name", "") + "，" + row.more.get("description", ""))
    pairs = {clause[i : i + 2] for i in range(len(clause) - 1)}
    if len(pairs) < 3:
        return Decimal(0)
    return Decimal(100) * sum(pair in words for pair in pairs) / len(pairs)


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
            floor = one.comparator in UP and any(clause.endswith(word) for word in texts["low"])
            ceiling = one.comparator in DOWN and any(clause.endswith(word) for word in texts["high"])
            if floor or ceiling:
                yield replace(
                    row, case=f"{row.case} {place}", more={**row.more, "said": clause + one.printed}
                )
