"""Which departments are one: the same code is the same department; names and units tell the others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from budgetkg.linking.evidence import Candidate, Doubt, Evidence, prior
from budgetkg.linking.names import compared, folded, places_of, similarity
from budgetkg.linking.pairing import one_to_one
from budgetkg.linking.things import Department, Unit

__all__ = ["changed_names", "joined_bodies", "recoded_departments"]

_UNLIKE = 0.35


def recoded_departments(departments: Iterable[Department], units: Iterable[Unit]) -> list[Candidate]:
    """Return the departments of one division that may be an earlier one under a new code.

    Two departments with a document each in one year are two departments.
    """
    divisions: dict[str, list[Department]] = defaultdict(list)
    for department in departments:
        divisions[department.division].append(department)
    owned: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        owned[unit.department].add(folded(unit.name))
    found: list[Candidate] = []
    for division in sorted(divisions):
        found += one_to_one(_of_division(divisions[division], owned))
    return found


def _of_division(departments: list[Department], owned: dict[str, set[str]]) -> Iterator[Candidate]:
    names = [document.name for department in departments for document in department.documents]
    names += [name for department in departments for name in owned[department.iri]]
    places = places_of(names)
    for one, other in combinations(departments, 2):
        older, newer = sorted((one, other), key=_first_year)
        then, now = _years(older), _years(newer)
        if not then or not now or then & now or _first_year(older) == _first_year(newer):
            continue
        candidate = _compared(newer, older, places, owned)
        if candidate is not None:
            yield candidate


def _first_year(department: Department) -> tuple[int, str]:
    return department.documents[0].year or 0, department.iri


def _years(department: Department) -> set[int]:
    return {document.year for document in department.documents if document.year is not None}


def _compared(
    newer: Department, older: Department, places: tuple[str, ...], owned: dict[str, set[str]]
) -> Candidate | None:
    name = compared(older.name, newer.documents[0].name, places)
    if name is None:
        return None
    evidence = [prior(2), name, *_units(owned[older.iri], owned[newer.iri])]
    evidence.append(Evidence("code", f"{older.code} → {newer.code}", 0.0))
    evidence.append(Evidence("years", f"{max(_years(older))} → {min(_years(newer))}", 0.0))
    if not newer.division:
        # The name may be that of a body of any place.
        evidence.append(Evidence("division", "?", -12.0))
    return Candidate(
        kind="department",
        subject=newer.iri,
        subject_label=newer.name,
        object=older.iri,
        object_label=older.name,
        method=name.signal,
        evidence=tuple(evidence),
        documents=frozenset(document.iri for document in (*newer.documents, *older.documents)),
    )


def _units(older: set[str], newer: set[str]) -> Iterator[Evidence]:
    """Yield how many units the two have in common, where both list any."""
    if not older or not newer:
        return
    common, fewer = len(older & newer), min(len(older), len(newer))
    share = common / fewer
    weight = 5.0 if share >= 0.5 and common >= 2 else 2.0 if common else -2.0
    yield Evidence("units", f"{common}/{fewer}", weight)


def joined_bodies(candidates: Iterable[Candidate], least: Decimal) -> dict[str, str]:
    """Return each department that surely goes on under another code, with one that stands for all of it."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((one.subject, one.object) for one in candidates if one.confidence >= least)
    return {iri: min(part) for part in nx.connected_components(graph) for iri in part}


def changed_names(departments: Iterable[Department]) -> list[Doubt]:
    """Return the departments whose code stands beside names that have nothing in common."""
    found = []
    for department in departments:
        for before, after in zip(department.documents, department.documents[1:], strict=False):
            name = compared(before.name, after.name)
            unlike = similarity(folded(before.name), folded(after.name)) < _UNLIKE
            if name is None and unlike:
                said = f"{department.code}: {before.year} {before.name}, {after.year} {after.name}"
                found.append(
                    Doubt(
                        department.iri,
                        f"同一部门编码下的名称毫不相似：{said}",
                        f"one department code, names with nothing in common: {said}",
                    )
                )
    return found
