"""Every saved query with values for its parameters and with chosen documents: equal rows from two engines."""

import re
from collections.abc import Callable

import pytest

from budgetkg.catalog import SavedQuery, bind, document_graphs, load_catalog, run
from budgetkg.catalog.choosing import same_departments
from budgetkg.results import Solutions
from budgetkg.store import Store

CATALOG = load_catalog()
Rows = Callable[[Solutions], list[list[object]]]

#: A value of each parameter that the hand-written documents know.
EXAMPLES = {
    "code": "213",
    "entity": "https://w3id.org/budgetkg/id/project/99000124P000000000001",
    "keyword": "甲",
    "form": "https://w3id.org/budgetkg/id/doc/990011-911-2024-budget/f2",
    "item": "D14",
    "level": "款",
    "minimum": "2万元",
    "notice": "邯财教[2023] 104 号",
    "project": "https://w3id.org/budgetkg/id/doc/990001-901-2024-budget/f1",
    "topic": "旅游",
    "type": "部门",
    "years": "4",
}


def _required(query: SavedQuery) -> list[str]:
    return [parameter.name for parameter in query.params if parameter.required]


@pytest.mark.parametrize("query", CATALOG.values(), ids=CATALOG.keys())
def test_the_two_documents_may_be_chosen(
    query: SavedQuery, edge_store: Store, reference: Store, rows_of: Rows
) -> None:
    graph = "https://w3id.org/budgetkg/id/doc/990001-901-2024-budget/graph"
    text = bind(query, {name: EXAMPLES[name] for name in _required(query)}, [graph])
    ours, theirs = edge_store.query(text), reference.query(text)
    assert isinstance(ours, Solutions)
    assert isinstance(theirs, Solutions)
    assert rows_of(ours) == rows_of(theirs)
    assert edge_store.query(bind(query, {n: EXAMPLES[n] for n in _required(query)}, [])).rows == ()


@pytest.mark.parametrize("query", CATALOG.values(), ids=CATALOG.keys())
def test_the_quick_way_to_choose_documents_gives_the_same_rows(query: SavedQuery, edge_store: Store) -> None:
    given = {name: EXAMPLES[name] for name in _required(query)}
    graphs = document_graphs(edge_store)
    assert len(graphs) > 2
    for chosen in (
        graphs[:2],
        graphs[1:],
        [graphs[0], "https://w3id.org/budgetkg/id/doc/none/graph"],
        ["urn:x"],
    ):
        slow = edge_store.query(bind(query, given, chosen))
        assert isinstance(slow, Solutions)
        assert sorted(map(str, run(edge_store, query, given, chosen).rows)) == sorted(map(str, slow.rows))


@pytest.mark.parametrize(
    "query", [one for one in CATALOG.values() if one.looks_beside], ids=lambda one: one.name
)
def test_what_is_looked_up_beside_a_document_is_of_its_department(
    query: SavedQuery, edge_store: Store
) -> None:
    """The quick text names the documents of the department alone; its rows are those of the slow one."""
    given = {name: EXAMPLES[name] for name in _required(query)}
    for graph in document_graphs(edge_store):
        beside = same_departments(edge_store, [graph])
        quick = bind(query, given, [graph], held=edge_store.graphs(), beside=beside)
        assert quick.count("FROM NAMED <https://w3id.org/budgetkg/id/doc/") == len(beside) > 0
        slow = edge_store.query(bind(query, given, [graph]))
        assert isinstance(slow, Solutions)
        assert sorted(map(str, run(edge_store, query, given, [graph]).rows)) == sorted(map(str, slow.rows))


def test_queries_that_look_up_other_years_say_so() -> None:
    said = {name for name, query in CATALOG.items() if query.looks_beside}
    assert {"account-breaks", "changes-by-account", "project-continuity"} <= said
    assert all(re.search(r"GRAPH \?(?!g\b)", CATALOG[name].body) for name in said)


def test_most_queries_have_the_quick_way(edge_store: Store) -> None:
    graphs = document_graphs(edge_store)
    quick = [
        name
        for name, query in CATALOG.items()
        if "FROM NAMED" in bind(query, {n: EXAMPLES[n] for n in _required(query)}, graphs, held=graphs)
    ]
    assert len(quick) > 0.7 * len(CATALOG)


BOUND = [(query, parameter.name) for query in CATALOG.values() for parameter in query.params]


@pytest.mark.parametrize(("query", "name"), BOUND, ids=[f"{query.name}-{name}" for query, name in BOUND])
def test_a_bound_parameter_restricts_the_rows_on_both_engines(
    query: SavedQuery, name: str, edge_store: Store, reference: Store, rows_of: Rows
) -> None:
    text = bind(query, {name: EXAMPLES[name]}, inferred=True)
    ours, theirs = edge_store.query(text), reference.query(text)
    everything = edge_store.query(query.text)
    assert isinstance(ours, Solutions)
    assert isinstance(theirs, Solutions)
    assert isinstance(everything, Solutions)
    assert 0 < len(ours.rows) <= len(everything.rows)
    assert rows_of(ours) == rows_of(theirs)
    assert all(row in rows_of(everything) for row in rows_of(ours))
