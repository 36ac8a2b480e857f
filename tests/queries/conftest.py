"""The two engines over the same small graph, behind one function from query text to rows."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import rdflib
from asking import ALL, Ask
from engines import Reference, comparable, edge_dataset, load

from budgetkg.catalog import load_catalog, run
from budgetkg.results import Solutions
from budgetkg.store import Store, open_store

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


@pytest.fixture(scope="session", name="edge_dataset")
def _edge_dataset() -> rdflib.Dataset:
    return edge_dataset()


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
    sample_documents: list[Path], store_of: Callable[[Sequence[Path]], Path]
) -> Callable[[str], Store]:
    """Return the store of one sample, opened once."""
    stores: dict[str, Store] = {}

    def opened(name: str) -> Store:
        if name not in stores:
            stores[name] = open_store(store_of([file for file in sample_documents if file.stem == name]))
        return stores[name]

    return opened


@pytest.fixture(scope="session")
def asked() -> Callable[[str, str], dict[str, str]]:
    """Return what a query is asked on a sample: values of the parameters that it needs."""
    catalog = load_catalog()

    def values(sample: str, name: str) -> dict[str, str]:
        needed = [parameter.name for parameter in catalog[name].params if parameter.required]
        return {parameter: ASKED[sample][parameter] for parameter in needed}

    return values


@pytest.fixture
def ask(edge_store: Store) -> Ask:
    """Return chosen columns of a query's answer over the invented departments 911 and 912."""
    catalog = load_catalog()

    def rows(
        name: str, columns: str, graphs: tuple[str, ...] = ALL, inferred: bool = False, **values: str
    ) -> list[tuple[str | None, ...]]:
        answer = run(edge_store, catalog[name], values, graphs, inferred=inferred)
        places = [answer.variables.index(column) for column in columns.split()]
        found = []
        for row in answer.rows:
            terms = [row[place] for place in places]
            found.append(tuple(None if term is None else term.value for term in terms))
        return found

    return rows
