"""Every saved query with values for its parameters and with chosen documents: equal rows from two engines."""

from collections.abc import Callable

import pytest

from budgetkg.catalog import SavedQuery, bind, load_catalog
from budgetkg.results import Solutions
from budgetkg.store import Store

CATALOG = load_catalog()
Rows = Callable[[Solutions], list[list[object]]]

#: A value of each parameter that the hand-written documents know.
EXAMPLES = {
    "code": "213",
    "entity": "https://w3id.org/budgetkg/id/project/99000124P000000000001",
    "keyword": "甲",
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


BOUND = [(query, parameter.name) for query in CATALOG.values() for parameter in query.params]


@pytest.mark.parametrize(("query", "name"), BOUND, ids=[f"{query.name}-{name}" for query, name in BOUND])
def test_a_bound_parameter_restricts_the_rows_on_both_engines(
    query: SavedQuery, name: str, edge_store: Store, reference: Store, rows_of: Rows
) -> None:
    text = bind(query, {name: EXAMPLES[name]})
    ours, theirs = edge_store.query(text), reference.query(text)
    everything = edge_store.query(query.text)
    assert isinstance(ours, Solutions)
    assert isinstance(theirs, Solutions)
    assert isinstance(everything, Solutions)
    assert 0 < len(ours.rows) <= len(everything.rows)
    assert rows_of(ours) == rows_of(theirs)
    assert all(row in rows_of(everything) for row in rows_of(ours))
