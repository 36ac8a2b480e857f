"""pySHACL on the shapes: the reference that the engine of our own is measured by."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from budgetkg.namespaces import PREFIXES
from budgetkg.resources import folder
from budgetkg.validation.loading import load
from budgetkg.validation.shacl.running import Result
from budgetkg.validation.shacl.terms import iri, literal

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["compiled", "load_shapes", "results_of", "run_reference"]

_SH = PREFIXES["sh"]
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf")


@lru_cache(maxsize=1)
def load_shapes() -> "Graph":
    """Return all structural shapes as one rdflib graph. Read it, do not change it."""
    from rdflib import Graph

    graph = Graph()
    for file in sorted(folder("shapes").glob("*.ttl")):
        graph.parse(file, format="turtle")
    return graph


@lru_cache(maxsize=2)
def compiled(with_codes: bool) -> "Graph":
    """Return the shapes as pySHACL runs them fast, with the same results.

    pySHACL takes up a property shape anew for each focus node of its node shape, but evaluates the
    targets of a shape together. So each property shape gets the targets of its node shape, and what
    is there for readers only (names, links) is left out. Helper shapes stay as they are. Without code
    lists the shapes that need them are left out, too.
    """
    from rdflib import DCTERMS, RDF, SH, Graph

    graph, source = Graph(), load_shapes()
    for subject, predicate, node in source:
        if str(predicate).startswith((_SH, PREFIXES["rdf"])) and predicate != SH.name:
            graph.add((subject, predicate, node))
    for top in source.subjects(RDF.type, SH.NodeShape):
        targets = [(SH[name], node) for name in _TARGETS for node in source.objects(top, SH[name])]
        if not targets:
            continue
        left_out = not with_codes and source.value(top, DCTERMS.requires) is not None
        for part in source.objects(top, SH.property):
            graph.remove((top, SH.property, part))
            for predicate, node in targets:
                graph.add((part, predicate, node))
            if left_out:
                graph.remove((part, None, None))
        if left_out:
            graph.remove((top, None, None))
    return graph


def results_of(data: "Graph", shapes: "Graph") -> Iterator[Result]:
    """Yield pySHACL's results. Raises RuntimeError when it could not run."""
    import pyshacl
    from rdflib import SH, Graph

    _, report, text = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", advanced=False, inplace=True
    )
    if not isinstance(report, Graph):
        raise RuntimeError(f"pySHACL could not run the shapes: {text}")
    for result in report.objects(None, SH.result):
        shape, focus = report.value(result, SH.sourceShape), report.value(result, SH.focusNode)
        if shape is None or focus is None:
            raise RuntimeError("pySHACL gave a result without shape or focus node")
        value = report.value(result, SH.value)
        component = str(report.value(result, SH.sourceConstraintComponent))
        yield Result(_text(shape), component, _text(focus), None if value is None else _text(value))


def run_reference(lines: list[str], with_codes: bool) -> Iterator[Result]:
    """Yield pySHACL's results for a document's N-Triples lines."""
    return results_of(load("\n".join([*lines, ""]).encode()), compiled(with_codes))


def _text(node: "Node") -> str:
    """Return an rdflib term as N-Triples writes it."""
    from rdflib import Literal

    if not isinstance(node, Literal):
        return iri(str(node))
    return literal(str(node), node.datatype, node.language)
