"""What a store holds: documents, code lists, and how much of what is used is known."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from budgetkg.catalog import load_catalog, run
from budgetkg.namespaces import BKG, CODES_GRAPH
from budgetkg.results import Solutions, Term

__all__ = ["CodeList", "Counting", "Coverage", "Held", "Holdings", "holdings"]


@dataclass(frozen=True, slots=True)
class Held:
    """One document in the store; counts are of things in its own graph."""

    iri: str
    title: str
    file: str
    department: str
    year: int | None
    units: int
    projects: int
    amounts: int
    triples: int


@dataclass(frozen=True, slots=True)
class CodeList:
    """One code list and how many codes it has."""

    iri: str
    zh: str
    en: str
    concepts: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many things of a kind the documents use, and how many of them are known.

    `what` is "accounts" (known: in a code list), "notices" (numbered documents; known: their
    issuer) or "projects" (forms; known: their funding notice).
    """

    what: str
    total: int
    known: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that a store holds. `triples` counts every graph, code lists included."""

    documents: tuple[Held, ...]
    code_lists: tuple[CodeList, ...]
    coverage: tuple[Coverage, ...]
    triples: int


class Counting(Protocol):
    """What is asked of a store."""

    def query(self, text: str) -> Solutions | bool | str:
        """Answer a SPARQL query."""

    def count(self, graph: str | None = None) -> int:
        """Return the number of quads in a graph, or in all."""


def holdings(store: Counting) -> Holdings:
    """Return what a store holds, documents by department and year."""
    counts = {(g, kind.removeprefix(BKG)): int(n) for g, kind, n in _rows(store, "counts")}
    documents = []
    for graph, iri, title, file, name, code, year in _rows(store, "documents"):
        units, projects, amounts = (
            counts.get((graph, kind), 0) for kind in ("Unit", "ProjectBudget", "BudgetAmount")
        )
        department = f"{code} {name}".strip()
        known_year = int(year) if year else None
        triples = store.count(graph)
        documents.append(Held(iri, title, file, department, known_year, units, projects, amounts, triples))
    lists = [CodeList(iri, zh, en, int(n)) for iri, zh, en, n in _rows(store, "code-lists", (CODES_GRAPH,))]
    coverage = [Coverage(what, int(total), int(known)) for what, total, known in _rows(store, "coverage")]
    return Holdings(tuple(documents), tuple(lists), tuple(coverage), store.count())


def _rows(store: Counting, name: str, graphs: tuple[str, ...] | None = None) -> list[tuple[str, ...]]:
    query = load_catalog(Path(__file__).parent / "queries")[name]
    return [tuple(_text(term) for term in row) for row in run(store, query, {}, graphs).rows]


def _text(term: Term | None) -> str:
    return "" if term is None else term.value
