"""A report as SARIF 2.1.0, so that editors and code hosts show findings on the lines of a document."""

import json
from collections.abc import Mapping

from budgetkg import __version__
from budgetkg.namespaces import RULE
from budgetkg.validation.catalogue import rule_label, rule_note
from budgetkg.validation.findings import Finding, Report, Spot

__all__ = ["to_sarif"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}


def to_sarif(report: Report, lang: str = "en") -> str:
    """Return findings as SARIF, ending in a line feed. A file is called by its name, without a folder."""
    files = {document.iri: document.file or document.iri for document in report.documents}
    rules = [line.rule for line in report.coverage]
    driver = {
        "name": "budgetkg",
        "version": __version__,
        "informationUri": RULE.removesuffix("/rule#"),
        "language": "zh-CN" if lang == "zh" else "en-US",
        "rules": [_rule(rule, lang) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(file)}} for file in files.values()],
        "results": [_result(finding, rules, files, lang) for finding in report.findings],
    }
    return (
        json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _uri(file: str) -> str:
    from urllib.parse import quote

    return quote(file, safe="/:")


def _rule(rule: str, lang: str) -> Mapping[str, object]:
    described = {"id": rule, "name": rule, "shortDescription": {"text": rule_label(rule).text(lang)}}
    note = rule_note(rule)
    return described if note is None else described | {"fullDescription": {"text": note.text(lang)}}


def _result(finding: Finding, rules: list[str], files: Mapping[str, str], lang: str) -> Mapping[str, object]:
    spots = [_location(spot, files) for spot in finding.where]
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message.text(lang)},
        "locations": spots[:1],
        "partialFingerprints": {"finding/v1": finding.id.rsplit("/", 1)[-1]},
        "guid": _guid(finding.id),
        "properties": {"class": finding.kind, "iri": finding.id},
    }
    if spots[1:]:
        result["relatedLocations"] = spots[1:]
    if finding.accepted is not None:
        accepted = {"kind": "external", "status": "accepted", "justification": finding.accepted}
        result["suppressions"] = [accepted]
    return result


def _guid(iri: str) -> str:
    from uuid import NAMESPACE_URL, uuid5

    return str(uuid5(NAMESPACE_URL, iri))


def _location(spot: Spot, files: Mapping[str, str]) -> Mapping[str, object]:
    region = {"startLine": spot.first, "endLine": spot.last, "snippet": {"text": spot.text}}
    artifact = {"uri": _uri(files.get(spot.document, spot.document))}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
