"""Entities as a property graph: nodes with attributes, and edges where a column refers to another.

A column that refers to an entity of a chosen kind is an edge; the other columns are attributes.
Both are streamed document after document; the IRIs that edges may point to are kept on a shelf.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from budgetkg.entities.kinds import Column, Kind
from budgetkg.entities.rows import Entity, entities, iris, label_of
from budgetkg.results import Answering
from budgetkg.shelf import Shelf

__all__ = [
    "Attribute",
    "Edge",
    "Field",
    "FieldType",
    "Node",
    "PropertyGraph",
    "edge_fields",
    "edges",
    "node_fields",
    "node_of",
    "nodes",
    "property_graph",
]

Attribute = str | int | Decimal | bool | date | None
FieldType = Literal["text", "integer", "decimal", "boolean", "date"]

#: Names that a node or an edge has beside its attributes.
_TAKEN = frozenset({"id", "iri", "kind", "label", "source", "target"})
_MONEY_COLUMN = "amount"
_YUAN = "元"


@dataclass(frozen=True, slots=True)
class Field:
    """An attribute that nodes or edges of a graph may have; `unit` is 元 for money."""

    name: str
    type: FieldType
    zh: str
    en: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its IRI, its kind, the text that names it to people, and its attributes."""

    id: str
    kind: str
    label: str
    attributes: Mapping[str, Attribute]


@dataclass(frozen=True, slots=True)
class Edge:
    """A statement that relates two nodes; `kind` is the name of the column that makes it."""

    source: str
    target: str
    kind: str
    attributes: Mapping[str, Attribute]


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """What a graph format writes: declared attributes, and functions that give the nodes and edges anew."""

    node_fields: tuple[Field, ...]
    edge_fields: tuple[Field, ...]
    nodes: Callable[[], Iterable[Node]]
    edges: Callable[[], Iterable[Edge]]
    directed: bool = True


def property_graph(
    store: Answering,
    kinds: Sequence[Kind],
    graphs: Sequence[str],
    edge_kinds: Sequence[str] | None = None,
) -> PropertyGraph:
    """Return the graph of these kinds in these documents' graphs, to be read as often as needed."""
    return PropertyGraph(
        node_fields(kinds),
        edge_fields(kinds),
        lambda: nodes(store, kinds, graphs),
        lambda: edges(store, kinds, graphs, edge_kinds),
    )


def nodes(store: Answering, kinds: Sequence[Kind], graphs: Sequence[str]) -> Iterator[Node]:
    """Yield the entities of these kinds as nodes, kind after kind; what several kinds claim comes once."""
    with Shelf() as claimed:
        for kind in kinds:
            for entity in entities(store, kind, graphs):
                if not kind.shared or claimed.add(entity.iri):
                    yield node_of(kind, entity)


def edges(
    store: Answering,
    kinds: Sequence[Kind],
    graphs: Sequence[str],
    edge_kinds: Sequence[str] | None = None,
) -> Iterator[Edge]:
    """Yield the references between entities of these kinds; `edge_kinds` restricts them to these columns.

    A reference to something that is no entity of a chosen kind in these graphs gives no edge.
    """
    wanted = [(kind, _places(kind, kinds, edge_kinds)) for kind in kinds]
    aims = {name for kind, places in wanted for place in places for name in kind.columns[place].to}
    with Shelf(iri for kind in kinds if kind.name in aims for iri in iris(store, kind, graphs)) as targets:
        for kind, places in wanted:
            if places:
                for entity in entities(store, kind, graphs):
                    yield from _edges(kind, entity, places, targets)


def node_fields(kinds: Iterable[Kind]) -> tuple[Field, ...]:
    """Return the attributes of the nodes of these kinds; where two kinds differ in type, it is text."""
    fields: dict[str, Field] = {}
    for kind in kinds:
        for column in kind.columns:
            if column.type == "references":
                continue
            field = _field(kind, column)
            known = fields.get(field.name)
            if known is not None and known.type != field.type:
                field = Field(field.name, "text", known.zh, known.en)
            fields[field.name] = field if known is None or known.type != field.type else known
    return tuple(fields.values())


def edge_fields(kinds: Iterable[Kind]) -> tuple[Field, ...]:
    """Return the attributes of the edges of these kinds: the money of the entity that refers."""
    money = [column for kind in kinds if kind.references for column in [_money(kind)] if column is not None]
    return tuple(Field(_MONEY_COLUMN, "decimal", column.zh, column.en, _YUAN) for column in money[:1])


def node_of(kind: Kind, entity: Entity) -> Node:
    """Return an entity as a node: what refers to several things is no attribute."""
    attributes = {
        _attribute_name(kind, column): _plain(value)
        for column, value in zip(kind.columns, entity.values, strict=True)
        if column.type != "references"
    }
    return Node(entity.iri, kind.name, label_of(kind, entity), attributes)


def _edges(kind: Kind, entity: Entity, places: Sequence[int], targets: Shelf) -> Iterator[Edge]:
    money = _money(kind)
    attributes: dict[str, Attribute] = {}
    if money is not None:
        attributes[_MONEY_COLUMN] = _plain(entity.values[kind.columns.index(money)])
    for place in places:
        for target in _iris(entity.values[place]):
            if target in targets:
                yield Edge(entity.iri, target, kind.columns[place].name, attributes)


def _places(kind: Kind, kinds: Sequence[Kind], edge_kinds: Sequence[str] | None) -> list[int]:
    """Return which columns of a kind are edges to one of these kinds."""
    names = {one.name for one in kinds}
    return [
        place
        for place, column in enumerate(kind.columns)
        if column.type in ("reference", "references")
        and names.intersection(column.to)
        and (edge_kinds is None or column.name in edge_kinds)
    ]


def _money(kind: Kind) -> Column | None:
    """Return the first money column of a kind: the whole sum where several are printed."""
    return next((column for column in kind.columns if column.unit == _YUAN), None)


def _field(kind: Kind, column: Column) -> Field:
    name = _attribute_name(kind, column)
    if column.type == "reference" or column.type == "references":
        return Field(name, "text", column.zh, column.en)
    return Field(name, column.type, column.zh, column.en, column.unit)


def _attribute_name(kind: Kind, column: Column) -> str:
    """Return the name of a column among attributes: `kind` of a document is `document_kind`."""
    return f"{kind.name}_{column.name}" if column.name in _TAKEN else column.name


def _plain(value: object) -> Attribute:
    if value is None or isinstance(value, str | int | Decimal | date):
        return value
    raise TypeError(f"an attribute cannot be {value!r}")


def _iris(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()
