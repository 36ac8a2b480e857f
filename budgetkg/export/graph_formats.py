"""The formats of property graphs by name: what `export` and `network` write for other programs."""

from collections.abc import Callable, Mapping
from typing import BinaryIO

from budgetkg.entities.graph import PropertyGraph
from budgetkg.errors import UsageError
from budgetkg.export.cytoscape import write_cytoscape
from budgetkg.export.dot import write_dot
from budgetkg.export.gexf import write_gexf
from budgetkg.export.graphml import write_graphml
from budgetkg.export.pajek import write_pajek

__all__ = ["DEFAULT_NODES", "GRAPH_FORMATS", "write_graph"]

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


def write_graph(graph: PropertyGraph, out: BinaryIO, format: str) -> None:  # noqa: A002
    """Write a graph to a binary stream in one of GRAPH_FORMATS. Raises UsageError for another format."""
    if format not in _WRITERS:
        listed = ", ".join(_WRITERS)
        raise UsageError(
            f"未知格式“{format}”；可用 {listed}", f"unknown format {format!r}; there are {listed}"
        )
    _WRITERS[format][1](graph, out)
