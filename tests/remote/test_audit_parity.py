"""Every audit rule sees the same on every server, and a whole audit there reports the same."""

from collections.abc import Mapping, Sequence

import pytest
from engines import comparable

from budgetkg.catalog import SavedQuery, document_graphs
from budgetkg.catalog.binding import bind
from budgetkg.errors import TimeLimitError
from budgetkg.namespaces import CODES_GRAPH
from budgetkg.remote import Endpoint
from budgetkg.results import Answering, Solutions
from budgetkg.store import Store
from budgetkg.validation.audit import audit, load_rules
from budgetkg.validation.audit.known import own_query
from budgetkg.validation.findings import Report

DECLARED = load_rules()
QUERIES: Mapping[str, SavedQuery] = {
    **{rule.iri.rpartition("#")[2]: rule.query for rule in DECLARED.rules},
    **{iri.rpartition("#")[2]: population.query for iri, population in DECLARED.populations.items()},
}


@pytest.fixture(scope="session")
def view(all_store: Store) -> Store:
    """The embedded store as audits read it: a copy in memory."""
    return all_store.in_memory(all_store.graphs())


@pytest.fixture(scope="session")
def invented(view: Store) -> str:
    """The graph of the invented sample, which has something of everything."""
    (graph,) = [graph for graph in view.graphs() if "/130406-588-2024-" in graph and graph.endswith("/graph")]
    return graph


@pytest.fixture(scope="session")
def ours(view: Store) -> Report:
    return audit(view, document_graphs(view))


@pytest.fixture(scope="session")
def late() -> list[str]:
    """The servers that never ended a query: Virtuoso then answers nothing any more."""
    return []


def rows(engine: Answering, text: str) -> list[str]:
    """Return rows without order: no rule asks for one."""
    found = engine.query(text)
    assert isinstance(found, Solutions)
    return sorted(repr(row) for row in comparable(found))


def same(view: Store, endpoint: Endpoint, text: str, late: list[str]) -> None:
    """Assert that a server gives our rows, or has failed before for good."""
    if endpoint.url in late:
        pytest.skip("the server hangs in the query of another rule")
    try:
        assert rows(endpoint, text) == rows(view, text)
    except TimeLimitError:
        late.append(endpoint.url)
        raise


@pytest.mark.parametrize("name", QUERIES)
def test_a_rule_gives_equal_rows(
    name: str, view: Store, invented: str, endpoint: Endpoint, late: list[str]
) -> None:
    for graphs in (None, [invented]):
        same(view, endpoint, bind(QUERIES[name], {}, graphs), late)


@pytest.mark.parametrize("name", ["disclosure-items", "document-names", "figures", "labels"])
def test_what_reports_ask_gives_equal_rows(
    name: str, view: Store, invented: str, endpoint: Endpoint, late: list[str]
) -> None:
    choices: Sequence[Sequence[str] | None] = (None, [CODES_GRAPH], [invented])
    for graphs in choices:
        same(view, endpoint, bind(own_query(name), {}, graphs), late)


def test_a_whole_audit_reports_the_same(
    view: Store, ours: Report, endpoint: Endpoint, late: list[str]
) -> None:
    if endpoint.url in late:
        pytest.skip("the server hangs in the query of a rule")
    assert len(ours.findings) > 100
    assert audit(endpoint, document_graphs(view)) == ours
