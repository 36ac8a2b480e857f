"""Projects of units that should have no fiscal money: whose project is it?

Rows with `?role` "unit" are the units (`?barred` "yes": one without fiscal support), the others are
projects: `?label` is the name, `?purpose` what the money is for, `?hint` the unit that the name prints.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from budgetkg.validation.audit.evidence import Evidence
from budgetkg.values.text import half_width

__all__ = ["barred_projects"]


def barred_projects(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield projects that belong to a barred unit, each with its unit.

    A hint that is part of one unit's name alone names that unit. Without a hint, the name or the purpose
    has to share at least `least` signs in a row with a unit's name, which no other unit's name has.
    """
    least = int(texts["least"][0])
    documents: dict[str, tuple[list[Evidence], list[Evidence]]] = {}
    for row in rows:
        units, projects = documents.setdefault(row.graph, ([], []))
        (units if row.more.get("role") == "unit" else projects).append(row)
    for units, projects in documents.values():
        for project in projects:
            unit = _barred_owner(project, units, least)
            if unit is not None:
                yield replace(project, part="1", more={**project.more, "unit": unit.label})
                yield replace(unit, case=project.case, part="2")


def _barred_owner(project: Evidence, units: Sequence[Evidence], least: int) -> Evidence | None:
    barred = [unit for unit in units if unit.more.get("barred") == "yes"]
    hint = _plain(project.more.get("hint", ""))
    if hint:
        named = [unit for unit in units if hint in _plain(unit.label)]
        return named[0] if len(named) == 1 and named[0] in barred else None
    said = [_plain(project.label), _plain(project.more.get("purpose", ""))]
    owners = [unit for unit in barred if any(_names(text, unit, units, least) for text in said)]
    return owners[0] if len(owners) == 1 else None


def _names(text: str, unit: Evidence, units: Sequence[Evidence], least: int) -> bool:
    name = _plain(unit.label)
    match = SequenceMatcher(None, name, text, autojunk=False).find_longest_match()
    shared = name[match.a : match.a + match.size]
    return match.size >= least and not any(
        shared in _plain(other.label) for other in units if other.operand != unit.operand
    )


def _plain(name: str) -> str:
    return "".join(half_width(name).split())
