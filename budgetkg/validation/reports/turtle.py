"""A report as SHACL: a sh:ValidationReport whose results have IRIs, in Turtle."""

from typing import TYPE_CHECKING

from budgetkg.namespaces import BKG, PREFIXES, RULE, finding_iri
from budgetkg.results import Term
from budgetkg.validation.findings import Finding, Report
from budgetkg.values.money import decimal_text

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

__all__ = ["to_turtle"]

#: What a finding is about stands on the left; evidence is neither side.
_OPERANDS = {"left": "leftOperand", "right": "rightOperand", "evidence": "evidence"}


def to_turtle(report: Report) -> str:
    """Return a sh:ValidationReport whose report and results have IRIs.

    `sh:conforms` is false for a violation only: a warning is about what the document printed.
    """
    from rdflib import RDF, SH, XSD, Graph, Literal, URIRef

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    node = URIRef(finding_iri("report", [finding.id for finding in report.findings]))
    conforms = "false" if report.fails("violation") else "true"
    graph.add((node, RDF.type, SH.ValidationReport))
    graph.add((node, SH.conforms, Literal(conforms, datatype=XSD.boolean)))
    for finding in report.findings:
        graph.add((node, SH.result, URIRef(finding.id)))
        _add_result(graph, finding)
    return graph.serialize(format="turtle")


def _add_result(graph: "Graph", finding: Finding) -> None:
    from rdflib import DCTERMS, RDF, SH, Literal, URIRef

    node = URIRef(finding.id)
    graph.add((node, RDF.type, SH.ValidationResult))
    graph.add((node, DCTERMS.identifier, Literal(finding.rule)))
    graph.add((node, SH.resultSeverity, SH[finding.severity.capitalize()]))
    if finding.accepted is not None:
        graph.add((node, URIRef(BKG + "acceptedBecause"), Literal(finding.accepted)))
    for lang, text in (("zh", finding.message.zh), ("en", finding.message.en)):
        graph.add((node, SH.resultMessage, Literal(text, lang=lang)))
    if finding.shape is None:
        _add_finding(graph, node, finding)
    if finding.focus is not None:
        graph.add((node, SH.focusNode, _node(finding.focus)))
    if finding.shape is not None:
        graph.add((node, SH.sourceShape, URIRef(finding.shape)))
    if finding.component is not None:
        graph.add((node, SH.sourceConstraintComponent, URIRef(finding.component)))
    if finding.path is not None and not finding.path.startswith(("<", "^")):
        graph.add((node, SH.resultPath, URIRef(finding.path)))  # other paths would need blank nodes
    if finding.value is not None:
        graph.add((node, SH.value, _node(finding.value)))


def _add_finding(graph: "Graph", node: "URIRef", finding: Finding) -> None:
    from rdflib import RDF, SH, XSD, Literal, URIRef

    graph.add((node, RDF.type, URIRef(BKG + "AuditFinding")))
    graph.add((node, SH.sourceConstraint, URIRef(RULE + finding.rule)))
    graph.add((node, URIRef(BKG + "findingClass"), URIRef(f"{BKG}finding-class-{finding.kind}")))
    for operand in finding.operands:
        graph.add((node, URIRef(BKG + _OPERANDS[operand.side]), URIRef(operand.iri)))
        if operand.side == "left":
            graph.add((node, SH.focusNode, URIRef(operand.iri)))
    if finding.operands and finding.operands[0].side == "evidence":
        graph.add((node, SH.focusNode, URIRef(finding.operands[0].iri)))
    if not finding.operands:
        graph.add((node, SH.focusNode, URIRef(finding.document)))
    if finding.difference is not None:
        difference = Literal(decimal_text(finding.difference), datatype=XSD.decimal, normalize=False)
        graph.add((node, URIRef(BKG + "difference"), difference))


def _node(term: Term) -> "Node":
    from rdflib import Literal, URIRef

    if term.kind == "iri":
        return URIRef(term.value)
    datatype = None if term.language else term.datatype
    return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
