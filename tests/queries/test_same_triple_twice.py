"""One triple in two graphs: the money of a document must not be counted twice."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib

from budgetkg.catalog import bind, load_catalog
from budgetkg.results import Solutions
from budgetkg.store import Store

CATALOG = load_catalog()
COPY = rdflib.URIRef("https://w3id.org/budgetkg/id/doc/990001-901-2024-budget/copy")
GRAPH = rdflib.URIRef("https://w3id.org/budgetkg/id/doc/990001-901-2024-budget/graph")


@pytest.fixture(scope="module")
def doubled(edge_dataset: rdflib.Dataset) -> rdflib.Dataset:
    """The documents, the first of them under two graph names."""
    twice = rdflib.Dataset()
    for graph in edge_dataset.graphs():
        target = twice.graph(graph.identifier)
        for triple in graph:
            target.add(triple)
    for triple in edge_dataset.graph(GRAPH):
        twice.graph(COPY).add(triple)
    return twice


@pytest.fixture(scope="module")
def doubled_store(
    doubled: rdflib.Dataset,
    tmp_path_factory: pytest.TempPathFactory,
    load_store: Callable[[Path, rdflib.Dataset], Store],
) -> Store:
    return load_store(tmp_path_factory.mktemp("doubled") / "store", doubled)


@pytest.mark.parametrize("name", CATALOG)
def test_rows_are_the_same_with_one_graph_loaded_under_two_names(
    name: str,
    edge_store: Store,
    doubled_store: Store,
    rows_of: Callable[[Solutions], list[list[object]]],
) -> None:
    once, twice = edge_store.query(CATALOG[name].text), doubled_store.query(CATALOG[name].text)
    assert isinstance(once, Solutions)
    assert isinstance(twice, Solutions)
    assert rows_of(twice) == rows_of(once)


@pytest.mark.parametrize("name", ["notices-by-amount", "projects-by-origin", "project-sheet", "legal-bases"])
def test_the_reference_engine_agrees(
    name: str,
    doubled: rdflib.Dataset,
    edge_store: Store,
    reference_of: Callable[[rdflib.Dataset], Store],
    rows_of: Callable[[Solutions], list[list[object]]],
) -> None:
    once, twice = edge_store.query(CATALOG[name].text), reference_of(doubled).query(CATALOG[name].text)
    assert isinstance(once, Solutions)
    assert isinstance(twice, Solutions)
    assert rows_of(twice) == rows_of(once)


def test_the_money_of_a_notice_is_counted_once(doubled_store: Store) -> None:
    text = bind(CATALOG["notices-by-amount"], {"notice": "邯财教〔2023〕104号"}, [str(GRAPH), str(COPY)])
    answer = doubled_store.query(text)
    assert isinstance(answer, Solutions)
    total = answer.rows[0][2]
    assert total is not None
    assert total.number == Decimal("51234.5")
