"""The two engines over the same small graph, behind one function from query text to rows."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib

from budgetkg.build import build
from budgetkg.catalog import load_catalog
from budgetkg.namespaces import CODES_GRAPH
from budgetkg.resources import folder
from budgetkg.results import Solutions, Term
from budgetkg.store import Store, open_store

EDGE_CASES = sorted(Path(__file__).parent.glob("edge-cases*.trig"))


#: What the queries that need a value are asked, by sample.
ASKED = {
    "fengfeng-550-2024": {
        "project": "13040624P00002010002Q",
        "entity": "邯财教[2023]104号",
        "keyword": "宣传",
    },
    "wenlv-588-2024": {
        "project": "13040624P00588A100014",
        "entity": "冀财教〔2023〕12号",
        "keyword": "旅游",
    },
}


class Reference:
    """rdflib behind the interface of the store."""

    def __init__(self, dataset: rdflib.Dataset) -> None:
        self.dataset = dataset

    def query(self, text: str) -> Solutions:
        result = self.dataset.query(text)
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


def with_codes(dataset: rdflib.Dataset) -> rdflib.Dataset:
    """Put the code lists into their graph of an rdflib dataset."""
    codes = dataset.graph(rdflib.URIRef(CODES_GRAPH))
    for file in sorted(folder("ontology").glob("**/*.ttl")):
        codes.parse(file)
    return dataset


@pytest.fixture(scope="session")
def edge_dataset() -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    for file in EDGE_CASES:
        dataset.parse(file, format="trig")
    return with_codes(dataset)


@pytest.fixture(scope="session")
def edge_store(edge_dataset: rdflib.Dataset, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return load(tmp_path_factory.mktemp("edge") / "store", edge_dataset)


@pytest.fixture(scope="session")
def reference(edge_dataset: rdflib.Dataset) -> Reference:
    return Reference(edge_dataset)


@pytest.fixture(scope="session")
def rows_of() -> Callable[[Solutions], list[list[object]]]:
    return comparable


@pytest.fixture(scope="session")
def load_store() -> Callable[[Path, rdflib.Dataset], Store]:
    return load


@pytest.fixture(scope="session")
def reference_of() -> Callable[[rdflib.Dataset], Reference]:
    return Reference


@pytest.fixture(scope="session")
def sample_stores(
    sample_documents: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Store]:
    """Return the store of one sample, built once."""
    stores: dict[str, Store] = {}

    def store_of(name: str) -> Store:
        if name not in stores:
            path = tmp_path_factory.mktemp(name) / "store"
            report = build([file for file in sample_documents if file.stem == name], path)
            assert not report.failures
            stores[name] = open_store(path)
        return stores[name]

    return store_of


@pytest.fixture(scope="session")
def asked() -> Callable[[str, str], dict[str, str]]:
    """Return what a query is asked on a sample: values of the parameters that it needs."""
    catalog = load_catalog()

    def values(sample: str, name: str) -> dict[str, str]:
        needed = [parameter.name for parameter in catalog[name].params if parameter.required]
        return {parameter: ASKED[sample][parameter] for parameter in needed}

    return values
