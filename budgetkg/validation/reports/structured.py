"""A report as JSON, the public contract: findings, coverage and score."""

import json
from collections.abc import Mapping

from budgetkg.validation.findings import Finding, Operand, Report
from budgetkg.values.money import decimal_text

__all__ = ["to_json"]


def to_json(report: Report) -> str:
    """Return findings, coverage and score as JSON, ending in a line feed.

    Money is a string in yuan, so that no reader turns an exact number into a rounded one; `yuan` is null
    for evidence that is no money. `score` is that of all documents together (0 to 100), null where
    disclosure was not checked; `scores` has each document.
    """
    value = {
        "findings": [_finding(finding) for finding in report.findings],
        "coverage": [
            {"rule": line.rule, "status": line.status, "cases": line.cases}
            | ({"missing": line.missing} if line.missing else {})
            for line in report.coverage
        ],
        "score": None if report.score is None else float(report.score),
        "scores": [
            {
                "document": score.document,
                "required": score.required,
                "found": score.found,
                "score": float(score.percent),
            }
            for score in report.scores
        ],
        "figures": {"printed": report.figures, "compared": report.compared},
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> Mapping[str, object]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "class": finding.kind,
        "severity": finding.severity,
        "message": {"zh": finding.message.zh, "en": finding.message.en},
        "entities": [{"kind": entity.kind, "id": entity.id} for entity in finding.entities],
        "operands": [_operand(operand) for operand in finding.operands],
        "difference": None if finding.difference is None else decimal_text(finding.difference),
        "where": [
            {"document": spot.document, "lines": [spot.first, spot.last], "text": spot.text}
            for spot in finding.where
        ],
    } | ({} if finding.accepted is None else {"accepted": finding.accepted})


def _operand(operand: Operand) -> Mapping[str, object]:
    return {
        "label": operand.label,
        "printed": operand.printed,
        "yuan": None if operand.yuan is None else decimal_text(operand.yuan),
        "side": operand.side,
        "iri": operand.iri,
    }
