"""Cytoscape JSON: the `elements` of cytoscape.js, which Cytoscape and networkx read, too.

`id` and `value` are the IRI of a node, `name` and `label` the text that names it. The digits of
money are exact in the file.
"""

import json
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from budgetkg.entities.colors import color_of
from budgetkg.entities.graph import Attribute, Edge, Node, PropertyGraph
from budgetkg.export.graph_text import attributes_of, json_value

__all__ = ["write_cytoscape"]


def write_cytoscape(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a graph as one JSON object in UTF-8, a line for each node and edge."""
    directed = json.dumps(graph.directed)
    out.write(f'{{"data": {{"name": "budgetkg"}}, "directed": {directed}, "multigraph": true,\n'.encode())
    out.write(b'"elements": {"nodes": [')
    _write_lines(out, (_node(node) for node in graph.nodes()))
    out.write(b'],\n"edges": [')
    _write_lines(out, (_edge(edge, number) for number, edge in enumerate(graph.edges())))
    out.write(b"]}}\n")


def _write_lines(out: BinaryIO, lines: Iterable[str]) -> None:
    separator = "\n"
    for line in lines:
        out.write(f"{separator}{line}".encode())
        separator = ",\n"


def _node(node: Node) -> str:
    return _element(
        {
            "id": node.id,
            "value": node.id,
            "name": node.label,
            "label": node.label,
            "kind": node.kind,
            "color": color_of(node.kind),
        },
        node.attributes,
    )


def _edge(edge: Edge, number: int) -> str:
    return _element(
        {
            "id": f"e{number}",
            "key": number,
            "source": edge.source,
            "target": edge.target,
            "kind": edge.kind,
        },
        edge.attributes,
    )


def _element(own: Mapping[str, Attribute], attributes: Mapping[str, Attribute]) -> str:
    """Return an element; what the format needs comes before an attribute of the same name."""
    data = {**own, **{name: value for name, value in attributes_of(attributes).items() if name not in own}}
    pairs = ", ".join(
        f"{json.dumps(name, ensure_ascii=False)}: {json_value(value)}" for name, value in data.items()
    )
    return f'{{"data": {{{pairs}}}}}'
