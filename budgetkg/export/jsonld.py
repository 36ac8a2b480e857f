"""JSON-LD with prefixes: short names instead of whole IRIs, one object for each graph.

The engine writes JSON-LD without a context. Here each graph is shortened and written before the
next one is read. A value keeps its lexical form as a string, so that no reader rounds it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, BinaryIO, Protocol

from budgetkg.namespaces import PREFIXES

__all__ = ["GraphDump", "compact", "write_jsonld"]

#: Longest namespace first, so that the closest one is taken.
_NAMESPACES = sorted(PREFIXES.items(), key=lambda item: len(item[1]), reverse=True)
_TYPE = PREFIXES["rdf"] + "type"


class GraphDump(Protocol):
    """What is asked of a store."""

    def dump(self, format: str, out: BinaryIO, graphs: Sequence[str] | None = None) -> None:  # noqa: A002
        """Write graphs to a binary stream."""


def write_jsonld(store: GraphDump, out: BinaryIO, graphs: Iterable[str]) -> None:
    """Write graphs as one JSON-LD document, a graph at a time."""
    context = dict(PREFIXES)
    out.write(f'{{"@context": {json.dumps(context, indent=1)},\n"@graph": ['.encode())
    separator = b"\n"
    for graph in graphs:
        whole = BytesIO()
        store.dump("jsonld", whole, [graph])
        for part in json.loads(whole.getvalue()):
            out.write(separator + _named_graph(part).encode())
            separator = b",\n"
    out.write(b"\n]}\n")


def compact(iri: str) -> str:
    """Return an IRI with its prefix, where one fits and the short form cannot be misread.

    >>> compact("https://w3id.org/budgetkg/def#amount"), compact("https://example.org/a")
    ('bkg:amount', 'https://example.org/a')
    """
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _named_graph(part: Mapping[str, Any]) -> str:
    """Return one graph as text, a line for each thing in it."""
    nodes = ",\n".join(json.dumps(_node(node), ensure_ascii=False) for node in part["@graph"])
    name = json.dumps(compact(part["@id"]), ensure_ascii=False)
    return f'{{"@id": {name}, "@graph": [\n{nodes}\n]}}'


def _node(node: Mapping[str, Any]) -> dict[str, Any]:
    short: dict[str, Any] = {}
    for key, values in node.items():
        if key == "@id":
            short["@id"] = compact(values)
        elif key in (_TYPE, "@type"):
            types = [compact(one if isinstance(one, str) else one["@id"]) for one in values]
            short["@type"] = types[0] if len(types) == 1 else types
        else:
            shortened = [_value(value) for value in values]
            short[compact(key)] = shortened[0] if len(shortened) == 1 else shortened
    return short


def _value(value: Mapping[str, Any]) -> Any:
    if "@id" in value:
        return {"@id": compact(value["@id"])}
    if set(value) == {"@value"} and isinstance(value["@value"], str):
        return value["@value"]
    return {key: compact(text) if key == "@type" else text for key, text in value.items()}
