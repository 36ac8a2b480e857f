"""The formats of property graphs by name: what `export` and `network` write for other programs."""

from collections.abc import Callable, Mapping
from typing import BinaryIO

from budgetkg.entities import choose_kinds
from budgetkg.entities.graph import PropertyGraph, property_graph
from budgetkg.errors import UsageError
from budgetkg.export.cytoscape import write_cytoscape
from budgetkg.export.dot import write_dot
from budgetkg.export.gexf import write_gexf
from budgetkg.export.graphml import write_graphml
from budgetkg.export.pajek import write_pajek
from budgetkg.export.registry import Job

__all__ = ["DEFAULT_NODES", "GRAPH_FORMATS", "export_graph", "write_graph"]

_Write = Callable[[PropertyGraph, BinaryIO], None]

_WRITERS: Mapping[str, tuple[str, _Write]] = {
    "graphml": (".graphml", write_graphml),
    "gexf": (".gexf", write_gexf),
    "pajek": (".net", write_pajek),
    "cytoscape": (".cyjs", write_cytoscape),
    "dot": (".dot", write_dot),
}

#: Formats by the name that the command line gives them, with the usual ending of a file.
GRAPH_FORMATS: Mapping[str, str] = {name: ending for name, (ending, _) in _WRITERS.items()}

#: Kinds that a graph shows unless others are asked for: who, by what, for what.
DEFAULT_NODES = ("document", "department", "agency", "unit", "project", "notice", "legal")


def export_graph(job: Job, out: BinaryIO) -> None:
    """Write the entities of a job and what relates them in its graph format.

    Raises UsageError for the name of a relation that the chosen kinds do not have.
    """
    kinds = choose_kinds(DEFAULT_NODES if job.nodes is None else job.nodes)
    names = {kind.name for kind in kinds}
    known = sorted({column.name for kind in kinds for column in kind.references if names & set(column.to)})
    for name in job.edges or ():
        if name not in known:
            listed = ", ".join(known)
            raise UsageError(
                f"所选种类没有关系“{name}”；可用 {listed}",
                f"the chosen kinds have no relation {name!r}; there are {listed}",
                "--edges",
            )
    write_graph(property_graph(job.store, kinds, job.documents, job.edges), out, job.format)


def write_graph(graph: PropertyGraph, out: BinaryIO, format: str) -> None:  # noqa: A002
    """Write a graph to a binary stream in one of GRAPH_FORMATS. Raises UsageError for another format."""
    if format not in _WRITERS:
        listed = ", ".join(_WRITERS)
        raise UsageError(
            f"未知格式“{format}”；可用 {listed}", f"unknown format {format!r}; there are {listed}"
        )
    _WRITERS[format][1](graph, out)
