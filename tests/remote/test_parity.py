"""Every saved query gives the rows of the embedded store on every server."""

from collections.abc import Mapping

import pytest
from engines import comparable

from budgetkg.catalog import SavedQuery, load_catalog, run
from budgetkg.catalog.entities import Answering
from budgetkg.catalog.values import string_term
from budgetkg.errors import BudgetKGError
from budgetkg.explain import explain
from budgetkg.holdings import holdings
from budgetkg.remote import Endpoint
from budgetkg.results import Solutions
from budgetkg.store import Store

CATALOG = load_catalog()

#: Values that the hand-written documents know, beside the example in the head of each query.
EDGE_VALUES = {
    "entity": "https://w3id.org/budgetkg/id/project/99000124P000000000001",
    "minimum": "2万元",
    "notice": "邯财教[2023] 104 号",
    "project": "https://w3id.org/budgetkg/id/doc/990001-901-2024-budget/f1",
}

BOUND = [
    (query, parameter.name, value)
    for query in CATALOG.values()
    for parameter in query.params
    for value in dict.fromkeys([parameter.example, EDGE_VALUES.get(parameter.name, parameter.example)])
]


def outcome(engine: Answering, query: SavedQuery, values: Mapping[str, str]) -> object:
    """Return rows, or the class of the error where a value means nothing in this data."""
    needed = {one.name: one.example for one in query.params if one.required}
    try:
        return comparable(run(engine, query, {**needed, **values}))
    except BudgetKGError as error:
        return type(error)


@pytest.mark.parametrize("query", CATALOG.values(), ids=CATALOG.keys())
def test_unbound_it_gives_equal_rows(query: SavedQuery, all_store: Store, endpoint: Endpoint) -> None:
    ours, theirs = all_store.query(query.text), endpoint.query(query.text)
    assert isinstance(ours, Solutions)
    assert isinstance(theirs, Solutions)
    assert ours.rows
    assert theirs.variables == ours.variables
    assert comparable(theirs) == comparable(ours)
    assert kinds(theirs) == kinds(ours)


def kinds(found: Solutions) -> list[object]:
    """Return what each term is; among numbers, servers choose decimal or integer freely."""
    return [
        None if term is None else (term.kind, term.number is None and term.datatype)
        for row in found.rows
        for term in row
    ]


@pytest.mark.parametrize(
    ("query", "name", "value"), BOUND, ids=[f"{query.name}-{name}-{value}" for query, name, value in BOUND]
)
def test_with_a_parameter_it_gives_equal_rows(
    query: SavedQuery, name: str, value: str, all_store: Store, endpoint: Endpoint
) -> None:
    assert outcome(endpoint, query, {name: value}) == outcome(all_store, query, {name: value})


def test_holdings_are_equal(all_store: Store, endpoint: Endpoint) -> None:
    assert holdings(endpoint) == holdings(all_store)


@pytest.mark.parametrize("text", ["13040624P00588A100014", "邯财教[2023]104号"])
def test_explanations_are_equal(text: str, all_store: Store, endpoint: Endpoint) -> None:
    assert explain(endpoint, text) == explain(all_store, text, checks=False)


def test_graphs_are_equal(all_store: Store, endpoint: Endpoint) -> None:
    assert endpoint.graphs() == all_store.graphs()
    graph = endpoint.graphs()[0]
    assert endpoint.count(graph) == all_store.count(graph)


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s a <https://w3id.org/budgetkg/def#Unit> ; ?p ?o } }",
        "CONSTRUCT { ?s <urn:title> ?o } WHERE { GRAPH ?g { ?s <http://purl.org/dc/terms/title> ?o } }",
        "ASK { GRAPH ?g { ?s ?p ?o } }",
        "ASK { GRAPH ?g { ?s <urn:none> ?o } }",
    ],
)
def test_other_forms_are_equal(text: str, all_store: Store, endpoint: Endpoint) -> None:
    assert endpoint.query(text) == all_store.query(text)
    assert endpoint.query(text) != ""


HOSTILE = [
    '"} DROP ALL #',
    "'; DROP ALL; --",
    "a\\",
    'a\\"b',
    "line\nbreak\ttab",
    "{?x}",
    "%s",
    "<b>&amp;",
    "甲\u202e乙",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_string_stays_a_string(text: str, all_store: Store, endpoint: Endpoint) -> None:
    before = endpoint.count()
    for engine in (all_store, endpoint):
        answer = engine.query(f"SELECT ?text WHERE {{ VALUES ?text {{ {string_term(text)} }} }}")
        assert isinstance(answer, Solutions)
        assert [row[0].value for row in answer.rows if row[0] is not None] == [text]
        assert run(engine, CATALOG["similar-projects"], {"keyword": text}).rows == ()
    assert endpoint.count() == before > 0
