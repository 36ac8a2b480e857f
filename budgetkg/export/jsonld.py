"""JSON-LD with short names: the published context, one object for each graph.

The engine writes JSON-LD without a context. Here each graph is shortened and written before the
next one is read. A value stands under its short name only where the context gives it back exactly;
else under its prefixed name with all that belongs to it. Decimals stay strings.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import Any, BinaryIO, Protocol

from budgetkg.export.context import context
from budgetkg.namespaces import PREFIXES

__all__ = ["GraphDump", "compact", "write_jsonld", "write_nodes"]

#: Longest namespace first, so that the closest one is taken.
_NAMESPACES = sorted(PREFIXES.items(), key=lambda item: len(item[1]), reverse=True)
_TYPE = PREFIXES["rdf"] + "type"
_INTEGER = "xsd:integer"
_EXACT = 2**53  # up to here JSON numbers are exact integers in every reader


class GraphDump(Protocol):
    """What is asked of a store."""

    def dump(self, format: str, out: BinaryIO, graphs: Sequence[str] | None = None) -> None:  # noqa: A002
        """Write graphs to a binary stream."""


def write_jsonld(
    store: GraphDump, out: BinaryIO, graphs: Iterable[str], *, context_iri: str | None = None
) -> None:
    """Write graphs as one JSON-LD document, a graph at a time.

    The context stands in the document, so that it can be read offline; `context_iri` names a
    published copy instead (context.CONTEXT_IRI is ours).
    """
    head = json.dumps(context_iri or context(), indent=1)
    out.write(f'{{"@context": {head},\n"@graph": ['.encode())
    separator = b"\n"
    for graph in graphs:
        whole = BytesIO()
        store.dump("jsonld", whole, [graph])
        for part in json.loads(whole.getvalue()):
            out.write(separator + _named_graph(part).encode())
            separator = b",\n"
    out.write(b"\n]}\n")


def write_nodes(nodes: Iterable[Mapping[str, Any]], out: BinaryIO) -> None:
    """Write things of no named graph, as the engine gives them, with the context."""
    head = json.dumps(context(), indent=1)
    lines = ",\n".join(json.dumps(_node(node), ensure_ascii=False) for node in nodes)
    out.write(f'{{"@context": {head},\n"@graph": [\n{lines}\n]}}\n'.encode())


def compact(iri: str) -> str:
    """Return an IRI with its prefix, where one fits and the short form cannot be misread.

    >>> compact("https://w3id.org/budgetkg/def#amount"), compact("https://example.org/a")
    ('bkg:amount', 'https://example.org/a')
    """
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


@cache
def _terms() -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Return the short name of each prefixed name, with what the context says of its values."""
    found: dict[str, tuple[str, Mapping[str, str]]] = {}
    for name, definition in context().items():
        if isinstance(definition, dict):
            found[definition["@id"]] = (name, definition)
        elif name not in PREFIXES:
            found[definition] = (name, {})
    return found


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
            names = [compact(one if isinstance(one, str) else one["@id"]) for one in values]
            short["@type"] = _one_or_all([_terms().get(name, (name,))[0] for name in names])
        else:
            _put(short, compact(key), values)
    return short


def _put(short: dict[str, Any], name: str, values: Sequence[Mapping[str, Any]]) -> None:
    """Put the values of a property under its short name as far as they fit, else under the prefixed one."""
    term, coerced = _terms().get(name, (name, None))
    if coerced is None:
        short[name] = _one_or_all([_value(value) for value in values])
        return
    if "@container" in coerced:
        fitting = [value for value in values if set(value) == {"@value", "@language"}]
        languages: dict[str, list[str]] = {}
        for value in fitting:
            languages.setdefault(value["@language"], []).append(value["@value"])
        coerced_values: Any = {language: _one_or_all(texts) for language, texts in languages.items()}
    else:
        wanted = coerced.get("@type")
        fitting = [value for value in values if _fits(value, wanted)]
        coerced_values = _one_or_all([_bare(value, wanted) for value in fitting])
    if fitting:
        short[term] = coerced_values
    if rest := [value for value in values if value not in fitting]:
        short[name] = _one_or_all([_value(value) for value in rest])


def _fits(value: Mapping[str, Any], wanted: str | None) -> bool:
    if wanted == "@id":
        return "@id" in value
    if wanted is None:
        return set(value) == {"@value"} and isinstance(value["@value"], str)
    return compact(value.get("@type", "")) == wanted and isinstance(value["@value"], str)


def _bare(value: Mapping[str, Any], wanted: str | None) -> str | int:
    if wanted == "@id":
        return compact(value["@id"])
    text: str = value["@value"]
    if wanted == _INTEGER and text.lstrip("-").isdecimal() and abs(int(text)) < _EXACT:
        return int(text) if str(int(text)) == text else text
    return text


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _value(value: Mapping[str, Any]) -> Any:
    if "@id" in value:
        return {"@id": compact(value["@id"])}
    if set(value) == {"@value"} and isinstance(value["@value"], str):
        return value["@value"]
    return {key: compact(text) if key == "@type" else text for key, text in value.items()}
