"""GEXF 1.2, which Gephi opens: typed attributes, and a colour for each kind of node.

A node is named by its IRI. The kind of an edge is its label and an attribute. No edge has a
weight: a missing weight would be read as 1, and an amount that is not stated is not 1.
"""

from collections.abc import Mapping, Sequence
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from budgetkg.entities.colors import color_of
from budgetkg.entities.graph import Attribute, Edge, Field, FieldType, Node, PropertyGraph
from budgetkg.export.graph_text import EXACT, attributes_of, text_of, visible

__all__ = ["write_gexf"]

_TYPES: Mapping[FieldType, str] = {
    "text": "string",
    "integer": "long",
    "decimal": "double",
    "boolean": "boolean",
    "date": "string",
}
_KIND = Field("kind", "text", "类别", "kind")
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">\n'
    "<meta><creator>budgetkg</creator></meta>\n"
)


def write_gexf(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a graph as GEXF 1.2draft in UTF-8."""
    node_fields = (_KIND, *graph.node_fields, EXACT)
    edge_fields = (_KIND, *graph.edge_fields, EXACT)
    node_keys, edge_keys = _keys(node_fields), _keys(edge_fields)
    out.write(_HEAD.encode())
    kind = "directed" if graph.directed else "undirected"
    out.write(f'<graph mode="static" defaultedgetype="{kind}">\n'.encode())
    _write_fields(out, "node", node_fields)
    _write_fields(out, "edge", edge_fields)
    out.write(b"<nodes>\n")
    for node in graph.nodes():
        out.write(_node(node, node_keys).encode())
    out.write(b"</nodes>\n<edges>\n")
    for number, edge in enumerate(graph.edges()):
        out.write(_edge(edge, number, edge_keys).encode())
    out.write(b"</edges>\n</graph>\n</gexf>\n")


def _keys(fields: Sequence[Field]) -> dict[str, int]:
    return {field.name: number for number, field in enumerate(fields)}


def _write_fields(out: BinaryIO, target: str, fields: Sequence[Field]) -> None:
    out.write(f'<attributes class="{target}">\n'.encode())
    for number, field in enumerate(fields):
        title = quoteattr(visible(field.name))
        out.write(f'<attribute id="{number}" title={title} type="{_TYPES[field.type]}"/>\n'.encode())
    out.write(b"</attributes>\n")


def _node(node: Node, keys: Mapping[str, int]) -> str:
    values: dict[str, Attribute] = {"kind": node.kind, **attributes_of(node.attributes)}
    red, green, blue = (int(color_of(node.kind)[place : place + 2], 16) for place in (1, 3, 5))
    return (
        f"<node id={_quoted(node.id)} label={_quoted(node.label)}>{_values(values, keys)}"
        f'<viz:color r="{red}" g="{green}" b="{blue}"/></node>\n'
    )


def _edge(edge: Edge, number: int, keys: Mapping[str, int]) -> str:
    values: dict[str, Attribute] = {"kind": edge.kind, **attributes_of(edge.attributes)}
    ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
    return f'<edge id="{number}" {ends} label={_quoted(edge.kind)}>{_values(values, keys)}</edge>\n'


def _values(values: Mapping[str, Attribute], keys: Mapping[str, int]) -> str:
    listed = "".join(
        f'<attvalue for="{keys[name]}" value={_quoted(text_of(value))}/>' for name, value in values.items()
    )
    return f"<attvalues>{listed}</attvalues>"


def _quoted(text: str) -> str:
    return quoteattr(visible(text))
