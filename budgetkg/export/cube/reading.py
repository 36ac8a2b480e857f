"""Read the amounts of one document as observations: each with its row and the cube it belongs to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from budgetkg.catalog.entities import select
from budgetkg.catalog.saved import MARKER
from budgetkg.catalog.values import iri_term
from budgetkg.errors import QueryError
from budgetkg.export.cube.structure import CHARACTERS, Shape
from budgetkg.namespaces import ID, concept_iri
from budgetkg.results import Answering, Term

__all__ = ["Document", "Observation", "ask", "document_of", "observations"]

#: What an amount must have to be an observation.
_NEEDED = ("value", "table", "column", "role", "place", "first", "printed")

Row = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as the cube sees it; `rows` are the solutions that describe it."""

    iri: str
    department: str
    year: str | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """One amount; `cells` are the terms of the solution it was read from."""

    iri: str
    shape: Shape
    row: str
    side: str | None
    cells: Row


def ask(store: Answering, name: str, variable: str, iris: list[str]) -> Iterator[Row]:
    """Yield the solutions of a query of this folder, its marked variable bound to these IRIs."""
    text = files("budgetkg.export.cube").joinpath(f"{name}.rq").read_text(encoding="utf-8")
    terms = " ".join(_checked(one) for one in iris)
    bound = MARKER.sub(lambda match: f"{match[1]}VALUES ?{variable} {{ {terms} }}", text)
    solutions = select(store, bound)
    for row in solutions.rows:
        yield {name: term for name, term in zip(solutions.variables, row, strict=True) if term is not None}


def document_of(store: Answering, graph: str) -> Document | None:
    """Return the document of a graph, or None where the graph holds none."""
    rows = tuple(ask(store, "document", "g", [graph]))
    if not rows:
        return None
    first = rows[0]
    year = first["year"].value if "year" in first else None
    return Document(first["document"].value, first["department"].value, year, rows)


def observations(store: Answering, graph: str, document: Document) -> tuple[list[Observation], int]:
    """Return the observations of a document in printed order, and the number of amounts left out.

    An amount is left out where it cannot be one: no number is known of it (its unit was not
    printed), it lacks table, column, row role or place, or it has several of one of them.
    """
    found: dict[str, list[Row]] = {}
    for row in ask(store, "amounts", "g", [graph]):
        found.setdefault(row["amount"].value, []).append(row)
    whole = [row for row, *more in found.values() if not more and all(name in row for name in _NEEDED)]
    whole.sort(key=_order)
    rows = _Rows(document.iri)
    return [_observation(document, row, rows) for row in whole], len(found) - len(whole)


def _order(row: Row) -> tuple[object, ...]:
    side = row["side"].value if "side" in row else ""
    return int(row["first"].value), row["place"].value, side, row["table"].value, row["amount"].value


def _observation(document: Document, row: Row, rows: "_Rows") -> Observation:
    side = _side(row)
    account = row.get("account")
    shape = Shape(
        accounts=None if account is None else account.value.removeprefix(f"{ID}account/").split("/")[0],
        sided=side is not None,
        dated=document.year is not None,
    )
    return Observation(row["amount"].value, shape, rows.row_of(row), side, row)


def _side(row: Row) -> str | None:
    if "side" in row:
        return row["side"].value
    table = row["table"].value.removeprefix(concept_iri("table", ""))
    character = CHARACTERS.get(table)
    return None if character is None else concept_iri("side", character)


class _Rows:
    """Names the printed rows of a document: by table, side and lines.

    Two rows on the same lines, or one column twice in what looks like one row, are told apart.
    """

    def __init__(self, document: str) -> None:
        self._document = document
        self._columns: dict[tuple[str | None, ...], list[set[str]]] = {}
        self._names: dict[tuple[tuple[str | None, ...], int], str] = {}
        self._taken: dict[str, int] = {}

    def row_of(self, row: Row) -> str:
        """Return the IRI of the row that an amount stands in; amounts come in printed order."""
        parts = ("table", "side", "place", "account", "number", "name", "line")
        key = tuple(row[part].value if part in row else None for part in parts)
        known = self._columns.setdefault(key, [])
        column = row["column"].value
        index = next((number for number, columns in enumerate(known) if column not in columns), len(known))
        if index == len(known):
            known.append(set())
            self._names[key, index] = self._named(row)
        known[index].add(column)
        return self._names[key, index]

    def _named(self, row: Row) -> str:
        table = row["table"].value.removeprefix(concept_iri("table", ""))
        side = f"{row['side'].value.removeprefix(concept_iri('side', ''))}-" if "side" in row else ""
        lines = row["place"].value.rpartition("/")[2]
        wanted = f"{self._document}/row/{table}/{side}{lines}"
        count = self._taken[wanted] = self._taken.get(wanted, 0) + 1
        return wanted if count == 1 else f"{wanted}~{count}"


def _checked(iri: str) -> str:
    term = iri_term(iri)
    if term is None:
        raise QueryError(f"“{iri}”不是 IRI", f"{iri!r} is no IRI")
    return term
