"""The IRIs alone are those of the rows."""

import pytest

from budgetkg.catalog import document_graphs
from budgetkg.entities import Kind, entities, iris, load_kinds
from budgetkg.store import Store


@pytest.mark.parametrize("kind", load_kinds().values(), ids=lambda kind: kind.name)
def test_iris_are_those_of_the_rows(both_store: Store, kind: Kind) -> None:
    graphs = document_graphs(both_store)
    found = list(iris(both_store, kind, graphs))
    assert set(found) == {entity.iri for entity in entities(both_store, kind, graphs)}
    assert kind.shared or len(found) == len(set(found))
