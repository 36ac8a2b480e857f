"""Run the rules over a store and turn what differs into findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from budgetkg.catalog.binding import bind
from budgetkg.catalog.entities import select
from budgetkg.catalog.saved import SavedQuery, load_catalog
from budgetkg.namespaces import CODES_GRAPH, finding_iri
from budgetkg.results import Answering, Solutions
from budgetkg.validation.audit.cases import Case, cases_of
from budgetkg.validation.audit.rules import AuditRule, load_rules
from budgetkg.validation.audit.telling import tell
from budgetkg.validation.findings import Coverage, Entity, Finding, Message, Operand, Report, Spot, report_of
from budgetkg.validation.locating import kind_of

__all__ = ["Known", "audit"]

_QUERIES = Path(__file__).parent / "queries"
#: Some servers refuse a query with a few thousand constants.
_AT_ONCE = 400
#: A sum of many rows shows these many places; its operands are listed whole.
_SPOTS = 20


@dataclass(frozen=True, slots=True)
class Known:
    """What a report says of an operand beside its figure."""

    kind: str
    name: str
    place: Message
    spots: tuple[Spot, ...]


def audit(
    store: Answering, graphs: Sequence[str] | None = None, rules: Sequence[AuditRule] | None = None
) -> Report:
    """Check documents against audit rules; `graphs` are the IRIs of their graphs, `rules` ours if None.

    Raises QueryError where a rule gives rows that are no figures.
    """
    odd: list[tuple[AuditRule, Case]] = []
    coverage = []
    for rule in load_rules() if rules is None else rules:
        cases = cases_of(rule.id, select(store, bind(rule.query, {}, graphs)))
        compared = [case for case in cases if case.comparable]
        coverage.append(_coverage(rule.id, len(compared), len(cases) - len(compared)))
        odd += [(rule, case) for case in compared if case.outcome != "equal"]
    known = _known(store, [case for _, case in odd])
    return report_of((_finding(rule, case, known) for rule, case in odd), coverage)


def _coverage(rule: str, compared: int, missing: int) -> Coverage:
    status = "ran" if compared else "inputs-missing" if missing else "not-applicable"
    return Coverage(rule, status, compared, missing)


def _finding(rule: AuditRule, case: Case, known: dict[str, Known]) -> Finding:
    operands = (*case.left, *case.right)
    rounding = case.outcome == "rounding"
    first = known[case.left[0].iri]
    named = operands if len(operands) == 2 else case.left
    return Finding(
        id=finding_iri(rule.id, [operand.iri for operand in operands]),
        rule=rule.id,
        kind="formal" if rounding else rule.kind,
        severity="info" if rounding else rule.severity,
        message=tell(rule.message, case, first.place),
        document=case.graph.removesuffix("/graph"),
        entities=tuple(_entity(operand, known[operand.iri]) for operand in named),
        operands=operands,
        difference=case.difference,
        where=_places(operands, known),
    )


def _entity(operand: Operand, known: Known) -> Entity:
    return Entity(known.kind, known.name, operand.iri)


def _places(operands: Sequence[Operand], known: dict[str, Known]) -> tuple[Spot, ...]:
    spots = dict.fromkeys(spot for operand in operands for spot in known[operand.iri].spots)
    return tuple(spots)[:_SPOTS]


@lru_cache(maxsize=1)
def _queries() -> dict[str, SavedQuery]:
    return load_catalog(_QUERIES)


def _known(store: Answering, cases: Sequence[Case]) -> dict[str, Known]:
    graphs = {operand.iri: case.graph for case in cases for operand in (*case.left, *case.right)}
    known: dict[str, Known] = {}
    iris, labels = sorted(graphs), _labels(store) if graphs else {}
    for start in range(0, len(iris), _AT_ONCE):
        some = iris[start : start + _AT_ONCE]
        text = bind(_queries()["operands"], {"operand": some}, sorted({graphs[iri] for iri in some}))
        rows: dict[str, list[dict[str, str]]] = {}
        for cells in _cells(select(store, text)):
            rows.setdefault(cells["operand"], []).append(cells)
        for iri, found in rows.items():
            known[iri] = _described(iri, graphs[iri].removesuffix("/graph"), found, labels)
    return known


def _labels(store: Answering) -> dict[str, Message]:
    found = select(store, bind(_queries()["labels"], {}, (CODES_GRAPH,)))
    return {cells["concept"]: Message(cells["zh"], cells["en"]) for cells in _cells(found)}


def _cells(found: Solutions) -> list[dict[str, str]]:
    return [
        {name: term.value for name, term in zip(found.variables, row, strict=True) if term}
        for row in found.rows
    ]


def _described(iri: str, document: str, rows: list[dict[str, str]], labels: dict[str, Message]) -> Known:
    cells = rows[0]
    kind = kind_of({row["type"] for row in rows})
    name = cells.get("identifier", iri.removeprefix(f"{document}/"))
    spots = {
        Spot(document, int(row["first"]), int(row["last"]), row.get("text", ""))
        for row in rows
        if "first" in row
    }
    return Known(
        kind,
        name,
        _place(cells, labels),
        tuple(sorted(spots, key=lambda spot: (spot.first, spot.last, spot.text))),
    )


def _place(cells: dict[str, str], labels: dict[str, Message]) -> Message:
    """Return table and column as a reader knows them; a code list that lacks one leaves its own key."""
    table, column = (_label(cells.get(name, ""), labels) for name in ("table", "column"))
    if not table.zh:
        return Message("本文件", "This document")
    if not column.zh:
        return Message(f"《{table.zh}》", table.en.capitalize())
    return Message(f"《{table.zh}》“{column.zh}”栏", f"{table.en.capitalize()}, {column.en}")


def _label(concept: str, labels: dict[str, Message]) -> Message:
    key = concept.rpartition("#")[2].partition("-")[2]
    return labels.get(concept, Message(key, key))
