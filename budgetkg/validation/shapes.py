"""Is the graph well formed? The shapes folder, run by pySHACL on one document at a time.

One document keeps a run small enough for pySHACL, and keeps documents apart: they share notices
and accounts, and a shape that counts must not see what another document said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from budgetkg.namespaces import PREFIXES, finding_iri
from budgetkg.resources import folder
from budgetkg.results import Term
from budgetkg.validation.findings import Coverage, Finding, Message, Report, report_of
from budgetkg.validation.loading import add_codes, load
from budgetkg.validation.locating import entities_of, spots_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Shape", "compiled", "load_shapes", "shape_catalogue", "validate_shapes"]

_SH = PREFIXES["sh"]
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a report needs of a shape. `needs_codes`: it asks something of the code lists."""

    iri: str
    rule: str
    severity: str
    message: Message
    path: str | None
    needs_codes: bool
    targeted: bool


@lru_cache(maxsize=1)
def load_shapes() -> "Graph":
    """Return all structural shapes as one graph. Read it, do not change it."""
    from rdflib import Graph

    graph = Graph()
    for file in sorted(folder("shapes").glob("*.ttl")):
        graph.parse(file, format="turtle")
    return graph


@lru_cache(maxsize=1)
def shape_catalogue() -> Mapping[str, Shape]:
    """Return every shape by its IRI, in order."""
    from rdflib import RDF, SH

    graph = load_shapes()
    nodes = {*graph.subjects(RDF.type, SH.NodeShape), *graph.subjects(RDF.type, SH.PropertyShape)}
    return {str(node): _shape(graph, node) for node in sorted(nodes, key=str)}


def _shape(graph: "Graph", node: "Node") -> Shape:
    from rdflib import DCTERMS, SH

    texts = {getattr(item, "language", None): str(item) for item in graph.objects(node, SH.message)}
    severity = graph.value(node, SH.severity) or SH.Violation
    path = graph.value(node, SH.path)
    return Shape(
        iri=str(node),
        rule=str(graph.value(node, DCTERMS.identifier)),
        severity=str(severity).removeprefix(_SH).lower(),
        message=Message(texts.get("zh", ""), texts.get("en", "")),
        path=None if path is None else _path_text(graph, path),
        needs_codes=graph.value(node, DCTERMS.requires) is not None,
        targeted=any(True for name in _TARGETS for _ in graph.objects(node, SH[name])),
    )


def _path_text(graph: "Graph", path: "Node") -> str:
    from rdflib import SH, URIRef
    from rdflib.collection import Collection

    if isinstance(path, URIRef):
        return str(path)
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return f"^<{inverse}>"
    return "/".join(f"<{step}>" for step in Collection(graph, path))


def validate_shapes(documents: Iterable[tuple[str, bytes]], codes: bytes | None = None) -> Report:
    """Check documents against every shape, one after the other.

    `documents` are pairs of a document's graph and its N-Triples; `codes` are the N-Triples of
    the code lists. Without them the shapes that ask for a code list do not run, and their rules are
    reported as "inputs-missing".
    """
    code_graph = None if codes is None else load(codes)
    findings: list[Finding] = []
    cases: dict[str, int] = {shape.iri: 0 for shape in shape_catalogue().values() if shape.targeted}
    for name, data in documents:
        graph = load(data)
        for iri, count in _count_cases(graph, cases).items():
            cases[iri] += count
        if code_graph is not None:
            add_codes(graph, code_graph)
        findings.extend(_findings(graph, name.removesuffix("/graph"), code_graph is not None))
    return report_of(findings, _coverage(cases, code_graph is not None))


def _count_cases(graph: "Graph", shapes: Iterable[str]) -> dict[str, int]:
    from rdflib import RDF, SH, URIRef

    declared = load_shapes()
    counts = {}
    for iri in shapes:
        node = URIRef(iri)
        found: set[Node] = set()
        for cls in declared.objects(node, SH.targetClass):
            found.update(graph.subjects(RDF.type, cls))
        for predicate in declared.objects(node, SH.targetSubjectsOf):
            found.update(graph.subjects(predicate, None))
        for predicate in declared.objects(node, SH.targetObjectsOf):
            found.update(graph.objects(None, predicate))
        counts[iri] = len(found)
    return counts


def _coverage(cases: Mapping[str, int], with_codes: bool) -> list[Coverage]:
    catalogue = shape_catalogue()
    by_rule: dict[str, list[str]] = {}
    for iri in cases:
        by_rule.setdefault(catalogue[iri].rule, []).append(iri)
    lines = []
    for rule, shapes in by_rule.items():
        blocked = [iri for iri in shapes if cases[iri] and catalogue[iri].needs_codes and not with_codes]
        count = sum(cases[iri] for iri in shapes if iri not in blocked)
        status = "inputs-missing" if blocked else "ran" if count else "not-applicable"
        lines.append(Coverage(rule, status, count))
    return lines


@lru_cache(maxsize=2)
def compiled(with_codes: bool) -> "Graph":
    """Return the shapes as pySHACL runs them fast, with the same results.

    pySHACL takes up a property shape anew for each focus node of its node shape, but evaluates the
    targets of a shape together. So each property shape gets the targets of its node shape, and what
    is there for readers only (names, links) is left out. Helper shapes stay as they are. Without code
    lists the shapes that need them are left out, too.
    """
    from rdflib import SH, Graph, URIRef

    graph, catalogue = Graph(), shape_catalogue()
    source = load_shapes()
    for subject, predicate, node in source:
        if str(predicate).startswith((_SH, PREFIXES["rdf"])) and predicate != SH.name:
            graph.add((subject, predicate, node))
    for shape in (item for item in catalogue.values() if item.targeted):
        top = URIRef(shape.iri)
        targets = [(SH[name], node) for name in _TARGETS for node in source.objects(top, SH[name])]
        for part in source.objects(top, SH.property):
            graph.remove((top, SH.property, part))
            for predicate, node in targets:
                graph.add((part, predicate, node))
            if shape.needs_codes and not with_codes:
                graph.remove((part, None, None))
        if shape.needs_codes and not with_codes:
            graph.remove((top, None, None))
    return graph


def _findings(graph: "Graph", document: str, with_codes: bool) -> list[Finding]:
    import pyshacl
    from rdflib import SH, Graph

    _, report, text = pyshacl.validate(
        graph, shacl_graph=compiled(with_codes), inference="none", advanced=False, inplace=True
    )
    if not isinstance(report, Graph):
        raise RuntimeError(f"pySHACL could not run the shapes: {text}")
    results: dict[tuple[str, Node, Node | None], str] = {}
    for result in report.objects(None, SH.result):
        shape, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
        if shape is None or focus is None:
            raise RuntimeError("pySHACL gave a result without shape or focus node")
        key = (str(shape), focus, report.value(result, SH.value))
        component = str(report.value(result, SH.sourceConstraintComponent))
        # One value that breaks a shape twice (no decimal, and so no canonical one) is one finding.
        results[key] = min(component, results.get(key, component))
    return [_finding(graph, document, *key, component) for key, component in results.items()]


def _finding(
    graph: "Graph", document: str, iri: str, focus: "Node", value: "Node | None", component: str
) -> Finding:
    shape = shape_catalogue()[iri]
    operands = (document, iri, str(focus), "" if value is None else value.n3())
    return Finding(
        id=finding_iri(shape.rule, operands),
        rule=shape.rule,
        kind="structure",
        severity=shape.severity,
        message=shape.message,
        document=document,
        entities=entities_of(graph, focus, document),
        where=spots_of(graph, focus, document),
        shape=iri,
        component=component,
        focus=_term(focus),
        path=shape.path,
        value=None if value is None else _term(value),
    )


def _term(node: "Node") -> Term:
    from rdflib import XSD, Literal

    if not isinstance(node, Literal):
        return Term("iri", str(node))
    datatype = None if node.language else str(node.datatype or XSD.string)
    return Term("literal", str(node), datatype, node.language)
