"""Check a store: every document's graph against everything that is known about good ones."""

from collections.abc import Sequence
from io import BytesIO
from typing import BinaryIO, Protocol

from budgetkg.errors import EntityUnknownError
from budgetkg.namespaces import CODES_GRAPH, ID
from budgetkg.validation.findings import Report
from budgetkg.validation.shapes import validate_shapes

__all__ = ["GraphSource", "run"]


class GraphSource(Protocol):
    """What a check asks of a store."""

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs."""

    def dump(self, format: str, out: BinaryIO, graphs: Sequence[str] | None = None) -> None:  # noqa: A002
        """Write graphs to a binary stream."""


def run(store: GraphSource, graphs: Sequence[str] | None = None) -> Report:
    """Check documents of a store; `graphs` are the IRIs of their graphs, None means all documents.

    Raises EntityUnknownError for a graph that the store does not hold.
    """
    held = store.graphs()
    wanted = _documents(held) if graphs is None else list(dict.fromkeys(graphs))
    for graph in wanted:
        if graph not in held:
            raise EntityUnknownError(f"库中没有图 {graph}", f"the store has no graph {graph}")
    codes = _ntriples(store, CODES_GRAPH) if CODES_GRAPH in held else None
    return validate_shapes(((graph, _ntriples(store, graph)) for graph in wanted), codes)


def _documents(graphs: Sequence[str]) -> list[str]:
    return [graph for graph in graphs if graph.startswith(f"{ID}doc/") and graph.endswith("/graph")]


def _ntriples(store: GraphSource, graph: str) -> bytes:
    out = BytesIO()
    store.dump("ntriples", out, [graph])
    return out.getvalue()
