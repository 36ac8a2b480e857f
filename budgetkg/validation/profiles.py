"""Profiles: which rules run, how grave their findings are, and with which thresholds and words.

A profile is a Turtle file in the terms of the rules themselves:

    <> a bkg:AuditProfile ; bkg:includesRule rule:A6 , rule:M35 .   # none: all rules
    rule:M12 sh:deactivated true .
    rule:M35 sh:severity sh:Info .
    rule:M35-share rdf:value 0.5 .
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from budgetkg.errors import UsageError
from budgetkg.namespaces import BASE, BKG, PREFIXES, RULE
from budgetkg.validation.audit.rules import Declared, Parameter
from budgetkg.validation.findings import SEVERITIES, Report, finding_order

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["EVERYTHING", "Profile", "load_profile"]

_SH = PREFIXES["sh"]


@dataclass(frozen=True, slots=True)
class Profile:
    """Changes to the rules as declared; rules by identifier, parameters by IRI."""

    included: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    severities: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def chosen(self, rules: Iterable[str]) -> frozenset[str]:
        """Return which of these rules run."""
        return frozenset(
            rule
            for rule in rules
            if (not self.included or rule in self.included) and rule not in self.excluded
        )

    def applied(self, declared: Declared) -> Declared:
        """Return the rules with this profile's severities and values. Rounding stays a remark."""
        rules = []
        for rule in declared.rules:
            given = [self._parameter(f"{rule.iri}-{one.name}", one) for one in rule.parameters]
            severity = self.severities.get(rule.id, rule.severity)
            rules.append(replace(rule, parameters=tuple(given), severity=severity))
        return replace(declared, rules=tuple(rules))

    def _parameter(self, iri: str, declared: Parameter) -> Parameter:
        if iri not in self.values:
            return declared
        terms, texts = zip(*self.values[iri], strict=True)
        return replace(declared, terms=terms, texts=texts)

    def weighed(self, report: Report) -> Report:
        """Return a report whose findings have this profile's severities."""
        findings = [
            replace(finding, severity=self.severities.get(finding.rule, finding.severity))
            for finding in report.findings
        ]
        return replace(report, findings=tuple(sorted(findings, key=finding_order)))


#: All rules as they are declared.
EVERYTHING = Profile()


def load_profile(path: Path, rules: Collection[str], declared: Declared) -> Profile:
    """Read a profile. Raises UsageError for a file that is no Turtle, or says what no rule knows."""
    graph = _parsed(path)
    place = str(path)
    return Profile(
        frozenset(_rules(graph, "includesRule", rules, place)),
        frozenset(_deactivated(graph, rules, place)),
        dict(_severities(graph, rules, place)),
        dict(_values(graph, declared, place)),
    )


def _parsed(path: Path) -> "Graph":
    from rdflib import RDF, Graph, URIRef

    try:
        graph = Graph().parse(path, format="turtle", publicID=BASE + "/profile")
    except OSError as error:
        raise UsageError(f"无法读取：{error}", f"cannot be read: {error}", str(path)) from error
    except Exception as error:  # rdflib's parser raises its own kinds
        said = str(error).splitlines()[0]
        raise UsageError(f"不是 Turtle：{said}", f"this is no Turtle: {said}", str(path)) from error
    if (None, RDF.type, URIRef(BKG + "AuditProfile")) not in graph:
        raise UsageError("其中没有 bkg:AuditProfile", "it holds no bkg:AuditProfile", str(path))
    return graph


def _rules(graph: "Graph", name: str, rules: Collection[str], place: str) -> Iterator[str]:
    from rdflib import URIRef

    for node in graph.objects(None, URIRef(BKG + name)):
        yield _known(node, rules, place)


def _deactivated(graph: "Graph", rules: Collection[str], place: str) -> Iterator[str]:
    from rdflib import SH

    for node, value in graph.subject_objects(SH.deactivated):
        rule = _known(node, rules, place)
        if str(value) == "true":
            yield rule


def _severities(graph: "Graph", rules: Collection[str], place: str) -> Iterator[tuple[str, str]]:
    from rdflib import SH

    for node, value in graph.subject_objects(SH.severity):
        severity = str(value).removeprefix(_SH).lower()
        if severity not in SEVERITIES:
            raise UsageError(f"没有等级 {value}", f"there is no severity {value}", place)
        yield _known(node, rules, place), severity


def _values(
    graph: "Graph", declared: Declared, place: str
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    from rdflib import RDF

    known = {f"{rule.iri}-{one.name}" for rule in declared.rules for one in rule.parameters}
    for node in sorted(set(graph.subjects(RDF.value, None)), key=str):
        if str(node) not in known:
            raise UsageError(f"没有规则参数 {node}", f"no rule has the parameter {node}", place)
        values = sorted(graph.objects(node, RDF.value), key=str)
        yield str(node), tuple((value.n3(), str(value)) for value in values)


def _known(node: "Node", rules: Collection[str], place: str) -> str:
    rule = str(node).removeprefix(RULE)
    if rule not in rules:
        raise UsageError(f"没有规则 {node}", f"there is no rule {node}", place)
    return rule
