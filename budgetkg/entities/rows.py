"""Read the entities of a kind as typed rows, one document's graph at a time.

Plain SPARQL 1.1 that any endpoint answers: one query for each kind and graph, whose parts are
joined here and not by a planner. No value is lost in silence: several texts for one column are
joined with " | ", and several numbers, dates or references are an error.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from budgetkg.entities.kinds import Column, Kind, full
from budgetkg.errors import QueryError, StoreError
from budgetkg.namespaces import BKG, CODES_GRAPH, ID, PREFIXES
from budgetkg.results import Answering, Solutions, Term
from budgetkg.shelf import Shelf

__all__ = ["JOINER", "Entity", "Value", "entities", "iris", "label_of"]

Value = str | int | Decimal | bool | date | tuple[str, ...] | None

#: Stands between the texts of one column where an entity has several.
JOINER = " | "

_DIGITS = re.compile(r"([0-9]+)")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}

#: What a graph says of an entity: terms by the IRI of a property or the name of a column.
_Said = dict[str, list[Term]]


@dataclass(frozen=True, slots=True)
class Entity:
    """One row: the values stand in the order of the columns of its kind."""

    kind: str
    iri: str
    values: tuple[Value, ...]


def entities(
    store: Answering, kind: Kind, graphs: Sequence[str], only: str | None = None
) -> Iterator[Entity]:
    """Yield the entities of a kind in these documents' graphs, graph after graph in sorted order.

    `only` restricts them to those that are, or point to, the thing with this IRI.

    A printed thing comes in printed order, as soon as its graph is read; one graph is held at a
    time. A shared thing comes once, when all graphs are read: texts that differ between documents
    are joined, too. Raises StoreError where a column for one value has several, or one of another type.
    """
    ordered = sorted(set(graphs))
    reading = _Reading(kind, [_name(column) for column in kind.columns], _labels(store, kind))
    without = _members(store, kind.without, ordered)
    streamed = (
        entity
        for graph in ordered
        for entity in _of_graph(store, reading, graph, only)
        if entity.iri not in without
    )
    return _merged(kind, streamed) if kind.shared else streamed


def iris(store: Answering, kind: Kind, graphs: Sequence[str]) -> Iterator[str]:
    """Yield the IRIs of what `entities` gives, in no order; of a shared thing for each graph.

    It asks for no values, and so takes a small part of the time.
    """
    ordered = sorted(set(graphs))
    without = _members(store, kind.without, ordered)
    for graph in ordered:
        query = f"SELECT DISTINCT ?entity WHERE {{ GRAPH <{graph}> {{ {_member(kind)} }} }}"
        for (entity,) in _select(store, query):
            if entity is not None and entity.value not in without:
                yield entity.value


def label_of(kind: Kind, entity: Entity) -> str:
    """Return the text that names an entity to people; without any, the end of its IRI."""
    values = dict(zip((column.name for column in kind.columns), entity.values, strict=True))
    for name in kind.labels:
        value = values[name]
        if isinstance(value, str) and value.strip():
            return value
    return entity.iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is the same for all entities of a kind: the name by which each column is asked for, and labels."""

    kind: Kind
    names: Sequence[str]
    labels: Mapping[str, str]


def _name(column: Column) -> str:
    """Return by what an answer tells a column: its property, or its own name where it is a path."""
    return column.steps[0].iri if column.plain else column.name


def _of_graph(store: Answering, reading: _Reading, graph: str, only: str | None) -> Iterator[Entity]:
    kind = reading.kind
    said: dict[str, _Said] = {}
    for subject, about, value in _select(store, _query(kind, graph, only)):
        if subject is not None and about is not None and value is not None:
            terms = said.setdefault(subject.value, {}).setdefault(about.value, [])
            if value not in terms:
                terms.append(value)
    rows = [_entity(reading, iri, found) for iri, found in said.items()]
    yield from sorted(rows, key=lambda row: _order(kind, row))


def _query(kind: Kind, graph: str, only: str | None) -> str:
    """Return the query for all that a graph says of the members of a kind: ?entity ?about ?value."""
    member = _member(kind)
    if only is not None:
        pointing = [f"{{ {_walk(column)} FILTER(?value = <{only}>) }}" for column in kind.references]
        itself = f"{{ VALUES ?entity {{ <{only}> }} ?entity a ?class }}"
        member = f"{{ SELECT DISTINCT ?entity WHERE {{ {' UNION '.join([itself, *pointing])} }} }} {member}"
    parts = [f"{{ {member} ?entity ?about ?value }}"]
    parts += [
        f'{{ {member} {_walk(column)} BIND("{column.name}" AS ?about) }}'
        for column in kind.columns
        if column.graph == "document" and not column.plain
    ]
    return f"SELECT ?entity ?about ?value WHERE {{ GRAPH <{graph}> {{ {' UNION '.join(parts)} }} }}"


def _member(kind: Kind) -> str:
    """Return the pattern that the members of a kind match."""
    classes = " ".join(f"<{full(name)}>" for name in (kind.cls, *kind.also))
    having = "" if kind.having is None else f" ?entity <{full(kind.having)}> ?had ."
    return f"VALUES ?class {{ {classes} }} ?entity a ?class .{having}"


def _walk(column: Column) -> str:
    """Return a path as one pattern for each step, which every engine joins alike."""
    last = len(column.steps)
    nodes = ["?entity", *(f"?step{number}" for number in range(1, last)), "?value"]
    return " ".join(
        f"{nodes[i + 1]} <{step.iri}> {nodes[i]} ."
        if step.inverse
        else f"{nodes[i]} <{step.iri}> {nodes[i + 1]} ."
        for i, step in enumerate(column.steps)
    )


def _entity(reading: _Reading, iri: str, said: _Said) -> Entity:
    values = (
        reading.labels.get(iri)
        if column.graph == "codes"
        else _cell(iri, column, said.get(name, []), reading.labels)
        for column, name in zip(reading.kind.columns, reading.names, strict=True)
    )
    return Entity(reading.kind.name, iri, tuple(values))


def _cell(iri: str, column: Column, terms: list[Term], labels: Mapping[str, str]) -> Value:
    """Return the value of a column that stands in a document's graph."""
    if column.lang is not None:
        terms = [term for term in terms if (term.language or "zh").split("-")[0] == column.lang]
    if column.type == "references":
        return tuple(sorted(_reference(iri, column, term) for term in terms))
    if column.type == "text":
        return JOINER.join(sorted({_text(column, term, labels) for term in terms})) if terms else None
    if len(terms) > 1:
        raise _several(iri, column, [term.value for term in terms])
    return _typed(iri, column, terms[0]) if terms else None


def _text(column: Column, term: Term, labels: Mapping[str, str]) -> str:
    if column.codes is None or term.kind != "iri":
        return term.value
    return labels.get(term.value) or term.value.removeprefix(f"{BKG}{column.codes}-").removeprefix(ID)


def _typed(iri: str, column: Column, term: Term) -> Value:
    try:
        match column.type:
            case "integer":
                return int(term.value)
            case "decimal":
                return _finite(term.value)
            case "boolean":
                return _BOOLEANS[term.value]
            case "date":
                return date.fromisoformat(term.value)
            case _:
                return _reference(iri, column, term)
    except (ValueError, KeyError, InvalidOperation) as error:
        raise StoreError(
            f"{column.zh}“{term.value}”不是 {column.type}",
            f"{column.name} {term.value!r} is no {column.type}",
            iri,
        ) from error


def _finite(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


def _reference(iri: str, column: Column, term: Term) -> str:
    if term.kind != "iri":
        raise StoreError(f"{column.zh}“{term.value}”不是 IRI", f"{column.name} {term.value!r} is no IRI", iri)
    return term.value


def _several(iri: str, column: Column, values: Sequence[object]) -> StoreError:
    listed = ", ".join(sorted(str(value) for value in values))
    return StoreError(
        f"{column.zh}应只有一个值，却有 {len(values)} 个：{listed}",
        f"{column.name} should have one value and has {len(values)}: {listed}",
        iri,
    )


def _merged(kind: Kind, rows: Iterator[Entity]) -> Iterator[Entity]:
    """Yield each shared entity once, with what all documents say of it."""
    with Shelf() as found:
        for row in rows:
            found[row.iri] = _joined(kind, found[row.iri], row) if row.iri in found else row
        yield from found.values()


def _joined(kind: Kind, known: Entity, other: Entity) -> Entity:
    """Return what two documents say of one thing."""
    if known.values == other.values:
        return known
    pairs = zip(kind.columns, known.values, other.values, strict=True)
    values = tuple(_both(known.iri, column, *two) for column, *two in pairs)
    return Entity(kind.name, known.iri, values)


def _both(iri: str, column: Column, known: Value, other: Value) -> Value:
    if column.first or other is None or known == other:
        return known
    if known is None:
        return other
    if isinstance(known, tuple) and isinstance(other, tuple):
        return tuple(sorted({*known, *other}))
    if isinstance(known, str) and isinstance(other, str) and column.type == "text":
        return known if other in known.split(JOINER) else f"{known}{JOINER}{other}"
    raise _several(iri, column, [known, other])


def _order(kind: Kind, row: Entity) -> tuple[object, ...]:
    """Return what rows are sorted by: printed things by place and number, others by their IRI."""
    lines = [
        value
        for column, value in zip(kind.columns, row.values, strict=True)
        if column.name in ("first_line", "last_line")
    ]
    if not lines:
        return (row.iri,)
    natural = [int(part) if part.isdigit() else part for part in _DIGITS.split(row.iri)]
    return (*(line if isinstance(line, int) else 0 for line in lines), natural)


def _labels(store: Answering, kind: Kind) -> dict[str, str]:
    """Return the Chinese labels of the code lists, where a column of the kind needs them.

    Of several labels the first one in order; an engine takes six times as long to sort them.
    """
    if not any(column.codes is not None or column.graph == "codes" for column in kind.columns):
        return {}
    patterns = " UNION ".join(
        f"{{ ?concept <{PREFIXES[prefix]}{name}> ?label }}"
        for prefix, name in (("skos", "prefLabel"), ("rdfs", "label"))
    )
    query = (
        f"SELECT ?concept ?label WHERE {{ GRAPH <{CODES_GRAPH}> {{ {patterns} }} "
        'FILTER(LANG(?label) = "zh") }'
    )
    found: dict[str, str] = {}
    for concept, label in _select(store, query):
        if concept is not None and label is not None:
            found[concept.value] = min(label.value, found.get(concept.value, label.value))
    return found


def _members(store: Answering, cls: str | None, graphs: Sequence[str]) -> frozenset[str]:
    """Return the IRIs that have a class in any of the graphs."""
    if cls is None:
        return frozenset()
    queries = (
        f"SELECT ?entity WHERE {{ GRAPH <{graph}> {{ ?entity a <{full(cls)}> }} }}" for graph in graphs
    )
    return frozenset(row[0].value for query in queries for row in _select(store, query) if row[0] is not None)


def _select(store: Answering, query: str) -> tuple[tuple[Term | None, ...], ...]:
    answer = store.query(query)
    if not isinstance(answer, Solutions):
        raise QueryError("只有 SELECT 查询能给出行", "only a SELECT gives rows")
    return answer.rows
