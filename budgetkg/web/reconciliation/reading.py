"""Read from the store what reconciliation needs: one document's graph at a time, and the code lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budgetkg.catalog import SavedQuery, load_catalog, run
from budgetkg.entities import Value, entities, load_kinds
from budgetkg.namespaces import CODES_GRAPH, LINKS_GRAPH
from budgetkg.results import Answering, Solutions, Term

__all__ = ["KINDS", "Codes", "Facts", "Reader", "Record", "Row", "read_codes", "read_document", "read_same"]

#: The kinds of entities that are read from a document.
KINDS = (
    "document",
    "department",
    "unit",
    "project-code",
    "account",
    "notice",
    "legal",
    "agency",
)

#: One row of a query, as texts: what is unbound is empty.
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One entity of a document: its IRI, and its values by the names of the columns."""

    iri: str
    values: Mapping[str, Value]

    def text(self, column: str) -> str | None:
        """Return a text or a reference, or None where there is none."""
        value = self.values.get(column)
        return value if isinstance(value, str) and value else None


@dataclass(frozen=True, slots=True)
class Facts:
    """What one document says."""

    records: Mapping[str, tuple[Record, ...]]
    divisions: tuple[Row, ...]
    forms: tuple[Row, ...]
    form_notices: tuple[Row, ...]
    cited_titles: tuple[Row, ...]
    account_rows: tuple[Row, ...]
    account_names: tuple[Row, ...]
    totals: tuple[Row, ...]

    def __getitem__(self, kind: str) -> tuple[Record, ...]:
        return self.records[kind]


@dataclass(frozen=True, slots=True)
class Codes:
    """What the code lists say."""

    accounts: tuple[Row, ...]
    labels: tuple[Row, ...]


class Reader:
    """A store whose answers to questions that come again are kept while many documents are read."""

    def __init__(self, store: Answering) -> None:
        self._store = store
        self._labels: dict[str, Solutions | bool | str] = {}

    def query(self, text: str) -> Solutions | bool | str:
        """Answer a query; one on the code lists alone is asked once."""
        if CODES_GRAPH not in text or "/graph>" in text:
            return self._store.query(text)
        if text not in self._labels:
            self._labels[text] = self._store.query(text)
        return self._labels[text]


def read_document(store: Answering, graph: str) -> Facts:
    """Return what the graph of one document says."""
    return Facts(
        {name: _records(store, name, graph) for name in KINDS},
        _rows(store, "divisions", graph),
        _rows(store, "forms", graph),
        _rows(store, "form-notices", graph),
        _rows(store, "cited-titles", graph),
        _rows(store, "account-rows", graph),
        _rows(store, "account-names", graph),
        _rows(store, "totals", graph),
    )


def read_codes(store: Answering) -> Codes:
    """Return what the graph of code lists says."""
    return Codes(_rows(store, "listed-accounts", CODES_GRAPH), _rows(store, "labels", CODES_GRAPH))


def read_same(store: Answering) -> tuple[Row, ...]:
    """Return which things of different documents are held to be the same: the newer, the older."""
    return _rows(store, "same", LINKS_GRAPH)


def _records(store: Answering, name: str, graph: str) -> tuple[Record, ...]:
    kind = load_kinds()[name]
    columns = [column.name for column in kind.columns]
    return tuple(
        Record(one.iri, dict(zip(columns, one.values, strict=True)))
        for one in entities(store, kind, (graph,))
    )


def _rows(store: Answering, name: str, graph: str) -> tuple[Row, ...]:
    found = run(store, _queries()[name], {}, (graph,))
    return tuple(tuple(_text(term) for term in row) for row in found.rows)


def _text(term: Term | None) -> str:
    return "" if term is None else term.value


@cache
def _queries() -> Mapping[str, SavedQuery]:
    return load_catalog(Path(__file__).parent / "queries")
