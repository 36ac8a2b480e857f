"""DOT, the language of Graphviz: short quoted names, because an IRI is read as a node and its port."""

import re
from collections.abc import Mapping
from typing import BinaryIO

from budgetkg.entities.colors import color_of
from budgetkg.entities.graph import Attribute, Edge, Node, PropertyGraph
from budgetkg.export.graph_text import attributes_of, text_of, visible
from budgetkg.shelf import Shelf

__all__ = ["write_dot"]

#: Graphviz reads HTML entities in every label.
_ENTITY = re.compile(r"&(?=#?\w+;)")


def write_dot(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a graph as DOT in UTF-8; the attribute `iri` says what a node is."""
    out.write(f"{'digraph' if graph.directed else 'graph'} budgetkg {{\n".encode())
    out.write(b'graph [charset="UTF-8", overlap="false"];\nnode [shape="box", style="filled"];\n')
    arrow = "->" if graph.directed else "--"
    with Shelf() as numbers:
        for number, node in enumerate(graph.nodes(), 1):
            numbers[node.id] = number
            out.write(_node(node, number).encode())
        for edge in graph.edges():
            out.write(_edge(edge, arrow, numbers).encode())
    out.write(b"}\n")


def _node(node: Node, number: int) -> str:
    values: dict[str, Attribute] = {
        "label": node.label,
        "kind": node.kind,
        "iri": node.id,
        "fillcolor": f"{color_of(node.kind)}55",
        **{_own(name): value for name, value in attributes_of(node.attributes).items()},
    }
    return f'"n{number}" [{_pairs(values)}];\n'


def _edge(edge: Edge, arrow: str, numbers: Shelf) -> str:
    values: dict[str, Attribute] = {
        "kind": edge.kind,
        **{_own(name): value for name, value in attributes_of(edge.attributes).items()},
    }
    ends = f'"n{numbers[edge.source]}" {arrow} "n{numbers[edge.target]}"'
    return f"{ends} [{_pairs(values)}];\n"


def _own(name: str) -> str:
    """Return a name that means nothing to Graphviz: `width` would make a node that wide."""
    return f"bkg_{name}"


def _pairs(values: Mapping[str, Attribute]) -> str:
    return ", ".join(f"{name}={_quoted(text_of(value))}" for name, value in values.items())


def _quoted(text: str) -> str:
    r"""Return a quoted string of DOT.

    >>> print(_quoted('a "b" \\ c'))
    "a \"b\" \\ c"
    """
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _ENTITY.sub("&amp;", escaped).replace("\r", "␍").replace("\n", "\\n") + '"'
