"""The graph of entities holds what independent counts in the store say."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from budgetkg.entities import choose_kinds
from budgetkg.entities.graph import Edge, Node, edges, node_fields, nodes, property_graph
from budgetkg.namespaces import PREFIXES, document_iri, graph_iri
from budgetkg.results import Solutions
from budgetkg.store import Store

ROOT = Path(__file__).parents[2]
_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("bkg", "skos", "dcterms"))
CLASSES = {
    "document": "bkg:DisclosureDocument",
    "department": "bkg:Department",
    "agency": "bkg:Agency",
    "unit": "bkg:Unit",
    "project": "bkg:ProjectBudget",
    "notice": "bkg:FundingNotice",
    "indicator": "bkg:PerformanceIndicator",
    "amount": "bkg:BudgetAmount",
}


@pytest.fixture(scope="module")
def store(both_store: Store) -> Store:
    return both_store


@pytest.fixture(scope="module")
def graphs(store: Store) -> list[str]:
    return [name for name in store.graphs() if name.endswith("/graph")]


def counted(store: Store, pattern: str, names: str = "?s ?o") -> Counter[tuple[str, ...]]:
    """Return how often each row of a pattern is in the documents' graphs."""
    answer = store.query(f"{_PROLOGUE} SELECT {names} WHERE {{ GRAPH ?g {{ {pattern} }} }}")
    assert isinstance(answer, Solutions)
    return Counter(tuple("" if term is None else term.value for term in row) for row in answer.rows)


def held(found: Sequence[Edge], kind: str) -> set[tuple[str, str]]:
    return {(edge.source, edge.target) for edge in found if edge.kind == kind}


def test_nodes_are_the_members_of_the_classes(store: Store, graphs: list[str]) -> None:
    kinds = choose_kinds(tuple(CLASSES))
    found = list(nodes(store, kinds, graphs))
    assert len({node.id for node in found}) == len(found)
    for name, cls in CLASSES.items():
        expected = {row[0] for row in counted(store, f"?s a {cls}", "?s")}
        assert {node.id for node in found if node.kind == name} == expected
        assert expected


def test_labels_are_the_names(store: Store, graphs: list[str]) -> None:
    found = {node.id: node.label for node in nodes(store, choose_kinds(("project", "unit")), graphs)}
    classes = "VALUES ?class { bkg:ProjectBudget bkg:Unit }"
    expected = counted(store, f"{classes} ?s a ?class ; skos:prefLabel ?name", "?s ?name")
    assert set(found.items()) == set(expected)
    assert len(found) == len(expected)


def test_sums_are_those_of_the_store(store: Store, graphs: list[str]) -> None:
    found = nodes(store, choose_kinds(("project",)), graphs)
    total = sum((node.attributes["total_amount"] or Decimal(0) for node in found), Decimal(0))  # type: ignore[misc]
    answer = store.query(
        f"{_PROLOGUE} SELECT (SUM(?amount) AS ?sum) WHERE {{ GRAPH ?g {{ ?f a bkg:ProjectBudget ; "
        "bkg:totalAmount ?amount } }"
    )
    assert isinstance(answer, Solutions)
    assert answer.rows[0][0] is not None
    assert total == answer.rows[0][0].number
    assert total > 0


def test_edges_are_the_references_between_chosen_kinds(store: Store, graphs: list[str]) -> None:
    found = list(
        edges(store, choose_kinds(("project", "notice", "agency", "document", "department")), graphs)
    )
    assert held(found, "derives_from") == set(counted(store, "?s bkg:derivesFromNotice ?o"))
    issued = counted(store, "?s a bkg:FundingNotice ; bkg:issuer ?o")
    assert held(found, "issuer") == set(issued)
    owned = counted(store, "?s a bkg:DisclosureDocument ; bkg:department ?o")
    assert held(found, "department") == set(owned)
    assert {edge.kind for edge in found} == {"derives_from", "issuer", "department", "document"}


def test_an_edge_carries_the_amount_of_the_form(store: Store, graphs: list[str]) -> None:
    found = edges(store, choose_kinds(("project", "notice")), graphs, ["derives_from"])
    expected = counted(store, "?s bkg:derivesFromNotice ?o ; bkg:totalAmount ?amount", "?s ?o ?amount")
    rows = {(edge.source, edge.target): edge.attributes["amount"] for edge in found}
    assert rows == {(source, target): Decimal(amount) for source, target, amount in expected}


def test_relations_may_be_chosen_and_none_dangles(store: Store, graphs: list[str]) -> None:
    kinds = choose_kinds(("project", "notice", "document"))
    ids = {node.id for node in nodes(store, kinds, graphs)}
    some = list(edges(store, kinds, graphs, ["document"]))
    assert {edge.kind for edge in some} == {"document"}
    assert len(some) == sum(counted(store, "?s a bkg:ProjectBudget", "?s").values())
    assert all({edge.source, edge.target} <= ids for edge in edges(store, kinds, graphs))
    assert not list(edges(store, choose_kinds(("project",)), graphs))


def test_every_kind_makes_nodes_whose_edges_end_in_them(store: Store, graphs: list[str]) -> None:
    graph = property_graph(store, choose_kinds(), graphs)
    found: list[Node] = list(graph.nodes())
    ids = {node.id for node in found}
    assert len(ids) == len(found)
    fields = {field.name for field in graph.node_fields}
    assert all(set(node.attributes) <= fields and node.label for node in found)
    assert all({edge.source, edge.target} <= ids for edge in graph.edges())


def test_a_column_named_kind_becomes_an_attribute_of_its_own(store: Store, graphs: list[str]) -> None:
    kinds = choose_kinds(("document", "notice"))
    names = {field.name for field in node_fields(kinds)}
    assert "document_kind" in names
    assert not {"kind", "label", "id"} & names
    (document, *_) = nodes(store, kinds[:1], graphs)
    assert document.attributes["document_kind"]


def test_one_document_alone(store: Store, graphs: list[str]) -> None:
    one = graphs[:1]
    found = list(nodes(store, choose_kinds(("document", "project")), one))
    documents = [node.id for node in found if node.kind == "document"]
    assert [graph_iri(iri) for iri in documents] == one
    assert all(node.id.startswith(f"{documents[0]}/") for node in found if node.kind == "project")


def test_no_document_gives_an_empty_graph(store: Store) -> None:
    graph = property_graph(store, choose_kinds(("project", "notice")), [])
    assert (list(graph.nodes()), list(graph.edges())) == ([], [])
    strange = graph_iri(document_iri("000000", "000", "x", 2024, "budget"))
    assert not list(nodes(store, choose_kinds(("project",)), [strange]))
