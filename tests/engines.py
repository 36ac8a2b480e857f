"""What tests of several engines share: the hand-written documents, a reference engine, comparable rows."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from budgetkg.namespaces import CODES_GRAPH
from budgetkg.resources import folder
from budgetkg.results import Solutions, Term
from budgetkg.store import Store, open_store

__all__ = ["EDGE_CASES", "Reference", "comparable", "edge_dataset", "load", "prepared"]

EDGE_CASES = sorted((Path(__file__).parent / "queries").glob("edge-cases*.trig"))


@cache
def prepared(text: str) -> Query:
    """Return a query as rdflib reads it: reading takes it as long as answering."""
    return prepareQuery(text)


class Reference:
    """rdflib behind the interface of the store."""

    def __init__(self, dataset: rdflib.Dataset) -> None:
        self.dataset = dataset

    def query(self, text: str) -> Solutions:
        result = self.dataset.query(prepared(text))
        variables = tuple(str(name) for name in result.vars or ())
        rows = [tuple(_term(row[name]) for name in result.vars or ()) for row in result]
        return Solutions(variables, tuple(rows))


def _term(node: object) -> Term | None:
    if node is None:
        return None
    if isinstance(node, rdflib.Literal):
        string = str(rdflib.XSD.string)
        datatype = None if node.language else str(node.datatype or string)
        return Term("literal", str(node), datatype, node.language)
    return Term("iri", str(node))


def comparable(solutions: Solutions) -> list[list[object]]:
    """Return rows in which numbers are compared as numbers."""
    return [[_value(term) for term in row] for row in solutions.rows]


def _value(term: Term | None) -> object:
    if term is None:
        return None
    number = term.number
    return Decimal(number).normalize() if number is not None else (term.kind, term.value, term.language)


def load(path: Path, dataset: rdflib.Dataset) -> Store:
    """Write the graphs of an rdflib dataset and the code lists into a new store."""
    store = open_store(path, create=True)
    for graph in dataset.graphs():
        name = str(graph.identifier)
        if len(graph) and name != CODES_GRAPH:
            lines = [line for line in graph.serialize(format="nt").splitlines() if line.strip()]
            store.replace(name, "\n".join(f"{line.removesuffix(' .')} <{name}> ." for line in lines))
    store.load_codes()
    return store


def edge_dataset() -> rdflib.Dataset:
    """Return the hand-written documents and the code lists."""
    dataset = rdflib.Dataset()
    for file in EDGE_CASES:
        dataset.parse(file, format="trig")
    codes = dataset.graph(rdflib.URIRef(CODES_GRAPH))
    for file in sorted(folder("ontology").glob("**/*.ttl")):
        codes.parse(file)
    return dataset
