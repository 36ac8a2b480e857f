"""Run the rules over a store and turn what is odd into findings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from budgetkg.catalog.binding import bind
from budgetkg.catalog.entities import select
from budgetkg.namespaces import RULE, finding_iri
from budgetkg.results import Answering
from budgetkg.validation.audit.cases import Case, cases_of
from budgetkg.validation.audit.detectors import DETECTORS
from budgetkg.validation.audit.evidence import Oddity, evidence_of, oddities
from budgetkg.validation.audit.known import Known, known_operands, own_query
from budgetkg.validation.audit.rules import AuditRule, Declared, load_rules
from budgetkg.validation.audit.telling import tell, tell_oddity
from budgetkg.validation.findings import Coverage, Entity, Finding, Operand, Report, Spot, report_of

__all__ = ["audit", "comparisons_with"]

#: A sum of many rows shows these many places; its operands are listed whole.
_SPOTS = 20


@dataclass(slots=True)
class _Tally:
    """What was looked at: cases and missing ones by rule, and the printed figures that were compared."""

    cases: dict[str, int] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    compared: set[str] = field(default_factory=set)

    def add(self, rule: str, cases: int, missing: int) -> None:
        self.cases[rule] = self.cases.get(rule, 0) + cases
        self.missing[rule] = self.missing.get(rule, 0) + missing

    def coverage(self) -> Iterator[Coverage]:
        for rule, cases in self.cases.items():
            missing = self.missing[rule]
            status = "ran" if cases else "inputs-missing" if missing else "not-applicable"
            yield Coverage(rule, status, cases, missing)


#: A finding that waits for what the graph says of its operands.
_Draft = tuple[Sequence[Operand], str, Callable[[dict[str, Known]], Finding]]


def audit(store: Answering, graphs: Sequence[str] | None = None, declared: Declared | None = None) -> Report:
    """Check documents against audit rules; `graphs` are the IRIs of their graphs, `declared` is ours if None.

    Raises QueryError where a rule gives rows that are no figures or no evidence.
    """
    declared = load_rules() if declared is None else declared
    tally = _Tally()
    populations = _Populations(store, graphs, declared)
    drafts: list[_Draft] = []
    for rule in declared.rules:
        tally.add(rule.id, 0, 0)
        if rule.population is None:
            drafts += _comparisons(store, graphs, rule, tally)
        else:
            drafts += _patterns(store, graphs, rule, populations.cases(rule.population), tally)
    figures = {row[0].value for row in select(store, bind(own_query("figures"), {}, graphs)).rows if row[0]}
    known = known_operands(store, {operand.iri: graph for some, graph, _ in drafts for operand in some})
    findings = (finish(known) for _, _, finish in drafts)
    return report_of(findings, tally.coverage(), len(figures & tally.compared), len(figures))


def comparisons_with(store: Answering, graph: str, figure: str) -> list[tuple[AuditRule, Case]]:
    """Return every comparison of a document that a printed figure (its IRI) takes part in, by rule."""
    found = []
    for rule in (rule for rule in load_rules().rules if rule.population is None):
        for case in cases_of(rule.id, select(store, bind(rule.query, {}, [graph]))):
            if case.comparable and any(one.iri == figure for one in (*case.left, *case.right)):
                found.append((rule, case))
    return found


class _Populations:
    """Counts of what patterns look at, each taken once."""

    def __init__(self, store: Answering, graphs: Sequence[str] | None, declared: Declared) -> None:
        self._store, self._graphs, self._declared = store, graphs, declared
        self._counted: dict[str, int] = {}

    def cases(self, population: str) -> int:
        if population not in self._counted:
            query = self._declared.populations[population].query
            rows = select(self._store, bind(query, {}, self._graphs)).rows
            self._counted[population] = sum(int(row[1].value) for row in rows if row[1] is not None)
        return self._counted[population]


def _comparisons(
    store: Answering, graphs: Sequence[str] | None, rule: AuditRule, tally: _Tally
) -> Iterator[_Draft]:
    cases = cases_of(rule.id, select(store, bind(rule.query, {}, graphs)))
    comparable = [case for case in cases if case.comparable]
    tally.add(rule.id, len(comparable), len(cases) - len(comparable))
    for case in comparable:
        operands = (*case.left, *case.right)
        tally.compared.update(operand.iri for operand in operands)
        if case.outcome != "equal":
            yield operands, case.graph, partial(_difference, rule, case)


def _patterns(
    store: Answering, graphs: Sequence[str] | None, rule: AuditRule, population: int, tally: _Tally
) -> Iterator[_Draft]:
    rows = evidence_of(rule.id, select(store, bind(rule.query, {}, graphs)))
    if rule.detector is not None:
        texts = {parameter.name: parameter.texts for parameter in rule.parameters}
        rows = list(DETECTORS[rule.detector].find(rows, texts))
    unseen = {(row.graph, row.case): row.verdict for row in rows if row.verdict != "odd"}
    missing = sum(verdict == "missing" for verdict in unseen.values())
    tally.add(rule.id, max(population - len(unseen), 0), missing)
    for odd in oddities(row for row in rows if row.verdict == "odd"):
        operands = [
            Operand(one.operand, "evidence", one.label, one.printed, one.value) for one in odd.evidence
        ]
        yield operands, odd.graph, partial(_found, rule, odd, tuple(operands))


def _difference(rule: AuditRule, case: Case, known: dict[str, Known]) -> Finding:
    operands = (*case.left, *case.right)
    rounding = case.outcome == "rounding"
    named = operands if len(operands) == 2 else case.left
    return Finding(
        id=finding_iri(rule.id, [operand.iri for operand in operands]),
        rule=rule.id,
        kind="formal" if rounding else rule.kind,
        severity="info" if rounding else rule.severity,
        message=tell(rule.message, case, known[case.left[0].iri].place),
        document=case.graph.removesuffix("/graph"),
        entities=_entities(named, known),
        operands=operands,
        difference=case.difference,
        where=_places(operands, known),
    )


def _found(rule: AuditRule, odd: Oddity, operands: tuple[Operand, ...], known: dict[str, Known]) -> Finding:
    check = rule.iri.removeprefix(RULE)
    return Finding(
        id=finding_iri(rule.id, [check, odd.case, *(operand.iri for operand in operands)]),
        rule=rule.id,
        kind=rule.kind,
        severity=rule.severity,
        message=tell_oddity(rule.message, odd, known[operands[0].iri].place),
        document=odd.graph.removesuffix("/graph"),
        entities=_entities(operands, known),
        operands=operands,
        where=_places(operands, known),
    )


def _entities(operands: Sequence[Operand], known: dict[str, Known]) -> tuple[Entity, ...]:
    """Return the things concerned, each once: the form that an indicator belongs to stands before it."""
    return tuple(dict.fromkeys(entity for operand in operands for entity in known[operand.iri].entities))


def _places(operands: Sequence[Operand], known: dict[str, Known]) -> tuple[Spot, ...]:
    spots = dict.fromkeys(spot for operand in operands for spot in known[operand.iri].spots)
    return tuple(spots)[:_SPOTS]
