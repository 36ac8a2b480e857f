"""Write a report: table rows for a screen, JSON for programs, SHACL in Turtle, Markdown for people."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from budgetkg.errors import UsageError
from budgetkg.namespaces import BKG, PREFIXES, RULE, finding_iri
from budgetkg.results import Term
from budgetkg.validation.findings import SEVERITIES, Finding, Report
from budgetkg.values.money import decimal_text

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

__all__ = ["FORMATS", "header", "render", "rows", "to_json", "to_markdown", "to_turtle"]

#: Formats of `render`; the table is drawn by whoever shows it, from `header` and `rows`.
FORMATS = ("json", "turtle", "md")

_HEADERS = {
    "zh": ("等级", "规则", "对象", "行", "内容"),
    "en": ("severity", "rule", "entity", "lines", "message"),
}
_COVERED = {
    "zh": ("规则", "状态", "对象数", "无法比较"),
    "en": ("rule", "status", "cases", "not comparable"),
}
_SEVERITY_ZH = {"violation": "违反", "warning": "警告", "info": "提示"}
_STATUS_ZH = {"ran": "已检查", "not-applicable": "不适用", "inputs-missing": "缺少输入"}


def header(lang: str = "en") -> tuple[str, ...]:
    """Return the column names of `rows`."""
    return _HEADERS["zh" if lang == "zh" else "en"]


def rows(report: Report, lang: str = "en") -> list[tuple[str, ...]]:
    """Return one row of texts for each finding, in the order of the report."""
    return [_row(finding, lang) for finding in report.findings]


def _row(finding: Finding, lang: str) -> tuple[str, ...]:
    severity = _SEVERITY_ZH[finding.severity] if lang == "zh" else finding.severity
    entities = " / ".join(f"{entity.kind} {entity.id}" for entity in finding.entities)
    lines = ", ".join(_lines(spot.first, spot.last) for spot in finding.where)
    return severity, finding.rule, entities, lines, finding.message.text(lang)


def _lines(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def render(report: Report, format: str, lang: str = "en") -> str:  # noqa: A002
    """Return a report as text in one of FORMATS. Raises UsageError for another."""
    if format == "json":
        return to_json(report)
    if format == "turtle":
        return to_turtle(report)
    if format == "md":
        return to_markdown(report, lang)
    known = ", ".join(FORMATS)
    raise UsageError(f"未知格式：{format}", f"unknown format {format!r}; known: {known}", "--format")


def to_json(report: Report) -> str:
    """Return findings and coverage as JSON, ending in a line feed.

    Money is a string in yuan, so that no reader turns an exact number into a rounded one. The score
    is null until the rules of disclosure are there.
    """
    value = {
        "findings": [_finding_json(finding) for finding in report.findings],
        "coverage": [
            {"rule": line.rule, "status": line.status, "cases": line.cases}
            | ({"missing": line.missing} if line.missing else {})
            for line in report.coverage
        ],
        "score": None,
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _finding_json(finding: Finding) -> Mapping[str, object]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "class": finding.kind,
        "severity": finding.severity,
        "message": {"zh": finding.message.zh, "en": finding.message.en},
        "entities": [{"kind": entity.kind, "id": entity.id} for entity in finding.entities],
        "operands": [
            {
                "label": operand.label,
                "printed": operand.printed,
                "yuan": None if operand.yuan is None else decimal_text(operand.yuan),
                "side": operand.side,
                "iri": operand.iri,
            }
            for operand in finding.operands
        ],
        "difference": None if finding.difference is None else decimal_text(finding.difference),
        "where": [
            {"document": spot.document, "lines": [spot.first, spot.last], "text": spot.text}
            for spot in finding.where
        ],
    }


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
    for lang, text in (("zh", finding.message.zh), ("en", finding.message.en)):
        graph.add((node, SH.resultMessage, Literal(text, lang=lang)))
    if finding.operands:
        _add_comparison(graph, node, finding)
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


def _add_comparison(graph: "Graph", node: "URIRef", finding: Finding) -> None:
    from rdflib import RDF, SH, XSD, Literal, URIRef

    graph.add((node, RDF.type, URIRef(BKG + "AuditFinding")))
    graph.add((node, SH.sourceConstraint, URIRef(RULE + finding.rule)))
    graph.add((node, URIRef(BKG + "findingClass"), URIRef(f"{BKG}finding-class-{finding.kind}")))
    for operand in finding.operands:
        graph.add((node, URIRef(f"{BKG}{operand.side}Operand"), URIRef(operand.iri)))
        if operand.side == "left":
            graph.add((node, SH.focusNode, URIRef(operand.iri)))
    if finding.difference is not None:
        difference = Literal(decimal_text(finding.difference), datatype=XSD.decimal, normalize=False)
        graph.add((node, URIRef(BKG + "difference"), difference))


def _node(term: Term) -> "Node":
    from rdflib import Literal, URIRef

    if term.kind == "iri":
        return URIRef(term.value)
    datatype = None if term.language else term.datatype
    return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)


def to_markdown(report: Report, lang: str = "en") -> str:
    """Return findings and coverage as two Markdown tables."""
    chinese = lang == "zh"
    counts = report.counts()
    names = _SEVERITY_ZH if chinese else {name: name for name in SEVERITIES}
    lines = ["# 检查报告" if chinese else "# Validation report", ""]
    lines += [
        ("、" if chinese else ", ").join(f"{names[name]} {count}" for name, count in counts.items()),
        "",
    ]
    if report.findings:
        lines += [*_table(header(lang), rows(report, lang)), ""]
    status = _STATUS_ZH if chinese else {name: name for name in _STATUS_ZH}
    covered = [
        (line.rule, status[line.status], str(line.cases), str(line.missing)) for line in report.coverage
    ]
    lines += ["## 覆盖范围" if chinese else "## Coverage", ""]
    lines += _table(_COVERED["zh" if chinese else "en"], covered)
    return "\n".join(lines) + "\n"


def _table(head: tuple[str, ...], body: Sequence[tuple[str, ...]]) -> list[str]:
    return [_line(head), _line(("---",) * len(head)), *(_line(row) for row in body)]


def _line(cells: tuple[str, ...]) -> str:
    clean = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return "| " + " | ".join(clean) + " |"
