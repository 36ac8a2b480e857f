"""Stores that the exports are compared with, and questions of their own to them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetkg.namespaces import PREFIXES
from budgetkg.results import Solutions
from budgetkg.store import Store

ROOT = Path(__file__).parents[2]
REAL = ROOT / "../shared/data/documents/fengfeng-550-2024.txt"
_PREFIX = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("bkg", "dcterms", "skos"))


@pytest.fixture(scope="session")
def samples_store(both_store: Store) -> Store:
    """A store with two documents; tests only read it."""
    return both_store


@pytest.fixture(scope="session")
def held(invented_store: Store) -> Store:
    """The small store: writing and reading every format takes long on a large one."""
    return invented_store


@pytest.fixture
def ask() -> Callable[[Store, str], list[tuple[str, ...]]]:
    """Ask a store by SPARQL, apart from what the exports ask."""

    def answer(store: Store, query: str) -> list[tuple[str, ...]]:
        found = store.query(_PREFIX + query)
        assert isinstance(found, Solutions)
        return [tuple("" if term is None else term.value for term in row) for row in found.rows]

    return answer
