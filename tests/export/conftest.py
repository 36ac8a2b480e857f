"""Stores that the exports are compared with, and questions of their own to them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from budgetkg.build import build
from budgetkg.namespaces import PREFIXES
from budgetkg.results import Solutions
from budgetkg.store import Store, open_store

ROOT = Path(__file__).parents[2]
REAL = ROOT / "../shared/data/documents/fengfeng-550-2024.txt"
_PREFIX = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("bkg", "dcterms", "skos"))


@pytest.fixture(scope="session")
def samples_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with both samples; tests only read it."""
    folder = tmp_path_factory.mktemp("samples") / "budgetkg.db"
    build(sorted((ROOT / "samples").glob("*.txt")), folder)
    with open_store(folder) as opened:
        yield opened


@pytest.fixture(scope="session", params=["samples", "published"])
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The samples, and the published document where it is present."""
    if request.param == "samples":
        yield request.getfixturevalue("samples_store")
        return
    if not REAL.is_file():
        pytest.skip("the published document is not here")
    folder = tmp_path_factory.mktemp("published") / "budgetkg.db"
    build([REAL.resolve()], folder)
    with open_store(folder) as opened:
        yield opened


@pytest.fixture
def ask() -> Callable[[Store, str], list[tuple[str, ...]]]:
    """Ask a store by SPARQL, apart from what the exports ask."""

    def answer(store: Store, query: str) -> list[tuple[str, ...]]:
        found = store.query(_PREFIX + query)
        assert isinstance(found, Solutions)
        return [tuple("" if term is None else term.value for term in row) for row in found.rows]

    return answer
