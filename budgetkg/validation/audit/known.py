"""What a report says of the things of a finding beside their figures: what they are and where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from budgetkg.catalog.binding import bind
from budgetkg.catalog.entities import select
from budgetkg.catalog.saved import SavedQuery, load_catalog
from budgetkg.namespaces import CODES_GRAPH
from budgetkg.results import Answering, Solutions
from budgetkg.validation.findings import Entity, Message, Spot
from budgetkg.validation.locating import kind_of

__all__ = ["Known", "known_operands", "own_query"]

_QUERIES = Path(__file__).parent / "queries"
#: Some servers refuse a query with a few thousand constants.
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Known:
    """One thing of a finding: `entities` are what it belongs to, and itself last."""

    entities: tuple[Entity, ...]
    place: Message
    spots: tuple[Spot, ...]


@lru_cache(maxsize=1)
def _queries() -> dict[str, SavedQuery]:
    return load_catalog(_QUERIES)


def own_query(name: str) -> SavedQuery:
    """Return one of the audit's own queries."""
    return _queries()[name]


def known_operands(store: Answering, operands: Mapping[str, str]) -> dict[str, Known]:
    """Return what is known of things; `operands` maps their IRIs to the graphs that say it."""
    known: dict[str, Known] = {}
    iris, labels = sorted(operands), _labels(store) if operands else {}
    for start in range(0, len(iris), _AT_ONCE):
        some = iris[start : start + _AT_ONCE]
        text = bind(own_query("operands"), {"operand": some}, sorted({operands[iri] for iri in some}))
        rows: dict[str, list[dict[str, str]]] = {}
        for cells in _cells(select(store, text)):
            rows.setdefault(cells["operand"], []).append(cells)
        for iri, found in rows.items():
            known[iri] = _described(iri, operands[iri].removesuffix("/graph"), found, labels)
    return known


def _labels(store: Answering) -> dict[str, Message]:
    found = select(store, bind(own_query("labels"), {}, (CODES_GRAPH,)))
    return {cells["concept"]: Message(cells["zh"], cells["en"]) for cells in _cells(found)}


def _cells(found: Solutions) -> list[dict[str, str]]:
    return [
        {name: term.value for name, term in zip(found.variables, row, strict=True) if term}
        for row in found.rows
    ]


def _described(iri: str, document: str, rows: list[dict[str, str]], labels: dict[str, Message]) -> Known:
    cells = rows[0]
    local = iri.removeprefix(f"{document}/")
    itself = Entity(kind_of({row["type"] for row in rows}), cells.get("identifier", local), iri)
    owners = {
        Entity("project", row.get("code", row["owner"].removeprefix(f"{document}/")), row["owner"])
        for row in rows
        if "owner" in row
    }
    spots = {
        Spot(document, int(row["first"]), int(row["last"]), row.get("text", ""))
        for row in rows
        if "first" in row
    }
    return Known(
        (*sorted(owners, key=lambda owner: owner.iri), itself),
        _place(cells, labels),
        tuple(sorted(spots, key=lambda spot: (spot.first, spot.last, spot.text))),
    )


def _place(cells: dict[str, str], labels: dict[str, Message]) -> Message:
    """Return table and column as a reader knows them; a code list that lacks one leaves its own key."""
    table, column = (_label(cells.get(name, ""), labels) for name in ("table", "column"))
    if not table.zh:
        return Message("本文件", "This document")
    if not column.zh:
        return Message(f"《{table.zh}》", table.en.capitalize())
    return Message(f"《{table.zh}》“{column.zh}”栏", f"{table.en.capitalize()}, {column.en}")


def _label(concept: str, labels: dict[str, Message]) -> Message:
    key = concept.rpartition("#")[2].partition("-")[2]
    return labels.get(concept, Message(key, key))
