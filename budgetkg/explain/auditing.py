"""What the audit says of a thing: which comparisons it took part in, which findings touch it."""

from collections.abc import Sequence
from dataclasses import dataclass

from budgetkg.explain.model import Comparison, Finding, Part
from budgetkg.namespaces import CODES_GRAPH, ID
from budgetkg.validation.audit import AuditRule, audit, comparisons_with
from budgetkg.validation.audit.cases import Case
from budgetkg.validation.copying import Copying
from budgetkg.validation.findings import Operand

__all__ = ["Audited", "audited"]

_DOCUMENTS = f"{ID}doc/"


@dataclass(frozen=True, slots=True)
class Audited:
    """Comparisons and findings, each once."""

    comparisons: tuple[Comparison, ...] = ()
    findings: tuple[Finding, ...] = ()


def audited(store: Copying, subjects: Sequence[str]) -> Audited:
    """Return what the audit says of things that documents print; of shared things it says nothing."""
    comparisons: list[Comparison] = []
    findings: dict[str, Finding] = {}
    for subject in (one for one in subjects if one.startswith(_DOCUMENTS)):
        graph = f"{_DOCUMENTS}{subject.removeprefix(_DOCUMENTS).split('/')[0]}/graph"
        view = store.in_memory([graph, CODES_GRAPH])
        comparisons += [_comparison(*found) for found in comparisons_with(view, graph, subject)]
        for finding in audit(view, [graph]).findings:
            if subject in {operand.iri for operand in finding.operands}:
                message = finding.message
                findings[finding.id] = Finding(finding.id, finding.rule, finding.kind, message.zh, message.en)
    return Audited(tuple(comparisons), tuple(findings.values()))


def _comparison(rule: AuditRule, case: Case) -> Comparison:
    return Comparison(
        rule.id,
        rule.label.zh,
        rule.label.en,
        tuple(_part(operand) for operand in case.left),
        tuple(_part(operand) for operand in case.right),
        case.difference,
        case.outcome,
    )


def _part(operand: Operand) -> Part:
    assert operand.yuan is not None, "only figures are compared"
    return Part(operand.iri, operand.label, "", operand.yuan)
