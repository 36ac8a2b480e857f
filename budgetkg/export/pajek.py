"""Pajek .net: numbered vertices, then arcs (or edges) between the numbers.

The number of vertices stands before them, so they are written aside first. Programs tell vertices
apart by their labels: a label that comes again gets its number. The format knows no way to write a
quotation mark or a backslash: full-width ones stand for them.
"""

import shutil
import tempfile
from collections.abc import Mapping
from typing import BinaryIO

from budgetkg.entities.graph import Attribute, Edge, Node, PropertyGraph
from budgetkg.export.graph_text import attributes_of, one_line, text_of
from budgetkg.shelf import Shelf

__all__ = ["write_pajek"]

_IN_MEMORY = 1 << 20
_BYTE_ORDER_MARK = "\ufeff"  # Pajek takes a file without it for one in the code page of the system
_SUBSTITUTES = str.maketrans({'"': "＂", "\\": "＼"})


def write_pajek(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a graph as a Pajek network in UTF-8; each line has the value 1: one statement."""
    with Shelf() as numbers:
        _write_vertices(graph, out, numbers)
        out.write(b"*Arcs\n" if graph.directed else b"*Edges\n")
        for edge in graph.edges():
            out.write(_line(edge, numbers).encode())


def _write_vertices(graph: PropertyGraph, out: BinaryIO, numbers: Shelf) -> None:
    """Write the vertices and put the number of each on the shelf."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as vertices, Shelf() as used:
        for number, node in enumerate(graph.nodes(), 1):
            numbers[node.id] = number
            vertices.write(_vertex(node, number, used).encode())
        vertices.seek(0)
        out.write(f"{_BYTE_ORDER_MARK}*Network budgetkg\n*Vertices {len(numbers)}\n".encode())
        shutil.copyfileobj(vertices, out)


def _vertex(node: Node, number: int, used: Shelf) -> str:
    label = _clean(node.label)
    while not used.add(label):
        label = f"{label} #{number}"
    values: dict[str, Attribute] = {
        "kind": node.kind,
        "iri": node.id,
        **attributes_of(node.attributes),
    }
    return f'{number} "{label}" 0.0 0.0 ellipse{_pairs(values)}\n'


def _line(edge: Edge, numbers: Shelf) -> str:
    values: dict[str, Attribute] = {"l": edge.kind, **attributes_of(edge.attributes)}
    return f"{numbers[edge.source]} {numbers[edge.target]} 1{_pairs(values)}\n"


def _pairs(values: Mapping[str, Attribute]) -> str:
    return "".join(f' {name} "{_clean(text_of(value))}"' for name, value in values.items())


def _clean(text: str) -> str:
    return one_line(text).translate(_SUBSTITUTES)
