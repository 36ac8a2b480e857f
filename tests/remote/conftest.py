"""The real servers, and the data that all of them hold."""

from pathlib import Path

import pytest
from engines import edge_dataset, load
from program import call, spawn
from servers import Serve, Virtuoso, oxigraph_server, passing_oxigraph, virtuoso_server

from budgetkg.build import build
from budgetkg.remote import Endpoint, connect
from budgetkg.store import Store, open_store

__all__ = ["call", "oxigraph_server", "passing_oxigraph", "spawn", "virtuoso_server"]


@pytest.fixture(scope="session")
def all_store(tmp_path_factory: pytest.TempPathFactory, sample_documents: list[Path]) -> Store:
    """The hand-written documents, the samples and the code lists in the embedded store."""
    path = tmp_path_factory.mktemp("all") / "store"
    build(sample_documents, path)
    load(path, edge_dataset()).close()  # after it: a build takes out links that no decision stands for
    return open_store(path)


@pytest.fixture(scope="session")
def all_quads(all_store: Store) -> str:
    return "".join(f"{quad}\n" for quad in sorted(all_store.quads()))


@pytest.fixture(scope="session")
def oxigraph(oxigraph_server: Serve, all_quads: str) -> Endpoint:
    return connect(oxigraph_server(all_quads), timeout=30)


@pytest.fixture(scope="session")
def virtuoso(virtuoso_server: Virtuoso, all_quads: str) -> Endpoint:
    return connect(virtuoso_server.serve(all_quads), timeout=30)


@pytest.fixture(params=["oxigraph", "virtuoso"])
def endpoint(request: pytest.FixtureRequest) -> Endpoint:
    """Each of the servers."""
    found: Endpoint = request.getfixturevalue(request.param)
    return found
