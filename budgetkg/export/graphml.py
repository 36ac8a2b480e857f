"""GraphML: typed attributes declared at the top, then nodes and edges as they come.

A node is named by its IRI. Money and other decimals are declared `double` and written with all
their digits.
"""

from collections.abc import Mapping, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from budgetkg.entities.graph import Attribute, Edge, Field, FieldType, Node, PropertyGraph
from budgetkg.export.graph_text import EXACT, attributes_of, text_of, visible

__all__ = ["write_graphml"]

_TYPES: Mapping[FieldType, str] = {
    "text": "string",
    "integer": "long",
    "decimal": "double",
    "boolean": "boolean",
    "date": "string",
}
_KIND = Field("kind", "text", "类别", "kind")
_LABEL = Field("label", "text", "名称", "label")
_RETURN = {"\r": "&#13;"}


def write_graphml(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a graph as GraphML 1.0 in UTF-8."""
    node_keys = _keys("n", (_LABEL, _KIND, *graph.node_fields, EXACT))
    edge_keys = _keys("e", (_KIND, *graph.edge_fields, EXACT))
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    _write_keys(out, "node", node_keys, (_LABEL, _KIND, *graph.node_fields, EXACT))
    _write_keys(out, "edge", edge_keys, (_KIND, *graph.edge_fields, EXACT))
    out.write(f'<graph id="budgetkg" edgedefault="{"" if graph.directed else "un"}directed">\n'.encode())
    for node in graph.nodes():
        out.write(_node(node, node_keys).encode())
    for number, edge in enumerate(graph.edges()):
        out.write(_edge(edge, number, edge_keys).encode())
    out.write(b"</graph>\n</graphml>\n")


def _keys(letter: str, fields: Sequence[Field]) -> dict[str, str]:
    return {field.name: f"{letter}{number}" for number, field in enumerate(fields)}


def _write_keys(out: BinaryIO, target: str, keys: Mapping[str, str], fields: Sequence[Field]) -> None:
    for field in fields:
        unit = f"; {field.unit}" if field.unit else ""
        line = (
            f'<key id="{keys[field.name]}" for="{target}" attr.name={quoteattr(field.name)} '
            f'attr.type="{_TYPES[field.type]}"><desc>{_text(f"{field.zh} / {field.en}{unit}")}</desc></key>\n'
        )
        out.write(line.encode())


def _node(node: Node, keys: Mapping[str, str]) -> str:
    values: dict[str, Attribute] = {"label": node.label, "kind": node.kind, **attributes_of(node.attributes)}
    return f"<node id={_quoted(node.id)}>{_data(values, keys)}</node>\n"


def _edge(edge: Edge, number: int, keys: Mapping[str, str]) -> str:
    values: dict[str, Attribute] = {"kind": edge.kind, **attributes_of(edge.attributes)}
    ends = f"source={_quoted(edge.source)} target={_quoted(edge.target)}"
    return f'<edge id="e{number}" {ends}>{_data(values, keys)}</edge>\n'


def _data(values: Mapping[str, Attribute], keys: Mapping[str, str]) -> str:
    return "".join(
        f'<data key="{keys[name]}">{_text(text_of(value))}</data>' for name, value in values.items()
    )


def _text(text: str) -> str:
    return escape(visible(text), _RETURN)


def _quoted(text: str) -> str:
    return quoteattr(visible(text))
