"""RDF serialisations of the store.

Formats that know named graphs (trig, nquads, jsonld) keep one graph a document. The others hold
triples alone: what two graphs share stands there once.
"""

from collections.abc import Sequence
from typing import BinaryIO, Protocol, runtime_checkable

from budgetkg.errors import UsageError
from budgetkg.export.jsonld import write_jsonld
from budgetkg.export.registry import Job
from budgetkg.namespaces import CODES_GRAPH, INFERRED, LINKS_GRAPH

__all__ = ["FORMATS", "GraphStore", "export_rdf", "write_rdf"]

#: Formats by the name that the command line gives them, with the usual ending of a file.
FORMATS = {
    "turtle": ".ttl",
    "trig": ".trig",
    "nquads": ".nq",
    "ntriples": ".nt",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
}
_DATASETS = ("trig", "nquads", "jsonld")


@runtime_checkable
class GraphStore(Protocol):
    """What an export asks of a store."""

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs."""

    def dump(self, format: str, out: BinaryIO, graphs: Sequence[str] | None = None) -> None:  # noqa: A002
        """Write graphs to a binary stream."""


def write_rdf(
    store: GraphStore,
    out: BinaryIO,
    format: str,  # noqa: A002
    graphs: Sequence[str] | None = None,
    *,
    codes: bool = True,
) -> None:
    """Stream graphs to a binary file in one of FORMATS.

    `graphs` are the documents' graphs; None means all, in formats that know named graphs also what is
    inferred and linked: elsewhere it would mix with what is printed. `codes` adds the ontology and the
    code lists, so that a reader has the labels. Raises UsageError for an unknown format.
    """
    if format not in FORMATS:
        listed = ", ".join(FORMATS)
        raise UsageError(
            f"未知格式“{format}”；可用 {listed}", f"unknown format {format!r}; there are {listed}"
        )
    if graphs is None:
        apart = () if format in _DATASETS else (INFERRED, LINKS_GRAPH)
        wanted = [name for name in store.graphs() if name != CODES_GRAPH and not name.startswith(apart)]
    else:
        wanted = list(dict.fromkeys(graphs))
    if codes and CODES_GRAPH in store.graphs():
        wanted.append(CODES_GRAPH)
    if format == "jsonld":
        write_jsonld(store, out, wanted)
    else:
        store.dump(format, out, wanted)


def export_rdf(job: Job, out: BinaryIO) -> None:
    """Write the graphs of a job in its RDF format. Raises UsageError for a store without whole graphs."""
    if not isinstance(job.store, GraphStore):
        raise UsageError("RDF 只能从本地图谱库导出", "RDF is exported from a local store alone")
    write_rdf(job.store, out, job.format, job.graphs, codes=job.codes)
