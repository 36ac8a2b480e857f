"""What a store holds: documents, departments by year, code lists, and how much of what is used is known."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from budgetkg.catalog import Answering, load_catalog, run
from budgetkg.holdings.model import CodeList, Coverage, Department, GraphCount, Held, Holdings, Shared
from budgetkg.namespaces import BKG, CODES_GRAPH, INFERRED, LINKS_GRAPH, inferred_graph_iri
from budgetkg.results import Term

__all__ = ["CodeList", "Coverage", "Department", "GraphCount", "Held", "Holdings", "Shared", "holdings"]


@runtime_checkable
class _Listing(Protocol):
    """A store or an endpoint that lists its graphs."""

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs."""
        ...


def holdings(store: Answering, graphs: Sequence[str] | None = None) -> Holdings:
    """Return what a store holds, or what the documents with these graphs are; by department and year."""
    rows = _rows(store, "documents", graphs)
    derived = None if graphs is None else [*graphs, *(inferred_graph_iri(iri) for _, iri, *_ in rows)]
    # A server has graphs of its own, which its list of graphs leaves out.
    known = set(store.graphs()) if isinstance(store, _Listing) else None
    sizes = {
        graph: int(number)
        for graph, number in _rows(store, "graphs", derived)
        if known is None or graph in known
    }
    documents = _documents(store, rows, sizes, graphs)
    lists = [CodeList(iri, zh, en, int(n)) for iri, zh, en, n in _rows(store, "code-lists", (CODES_GRAPH,))]
    shared = [
        Shared(what, int(all_), int(some), int(across))
        for what, all_, some, across in _rows(store, "shared", graphs)
    ]
    coverage = [
        Coverage(what, int(all_), int(known)) for what, all_, known in _rows(store, "coverage", graphs)
    ]
    counted = _counted(sizes, {row[0] for row in rows})
    return Holdings(
        documents=documents,
        departments=_departments(rows),
        shared=tuple(shared),
        code_lists=tuple(lists),
        coverage=tuple(coverage),
        graphs=counted,
        triples=sum(one.triples for one in counted),
    )


def _documents(
    store: Answering,
    rows: Sequence[tuple[str, ...]],
    sizes: Mapping[str, int],
    graphs: Sequence[str] | None,
) -> tuple[Held, ...]:
    counts = {(g, kind.removeprefix(BKG)): int(n) for g, kind, n in _rows(store, "counts", graphs)}
    return tuple(
        Held(
            iri=iri,
            title=title,
            file=file,
            sha256=sha256,
            department=f"{code} {name}".strip(),
            department_iri=owner,
            division=division,
            year=int(year) if year else None,
            units=counts.get((graph, "Unit"), 0),
            projects=counts.get((graph, "ProjectBudget"), 0),
            amounts=counts.get((graph, "BudgetAmount"), 0),
            triples=sizes.get(graph, 0),
            inferred=sizes.get(inferred_graph_iri(iri), 0),
        )
        for graph, iri, title, file, sha256, owner, name, code, division, year in rows
    )


def _departments(rows: Sequence[tuple[str, ...]]) -> tuple[Department, ...]:
    """Return the departments, each under the name of its latest document."""
    found: dict[str, Department] = {}
    for _, _, _, _, _, owner, name, code, division, year in rows:
        documents = found[owner].documents if owner in found else {}
        if year:
            documents[int(year)] = documents.get(int(year), 0) + 1
        found[owner] = Department(owner, code, name, division, documents)
    return tuple(sorted(found.values(), key=lambda one: (one.division, one.code, one.iri)))


def _counted(sizes: Mapping[str, int], documents: set[str]) -> tuple[GraphCount, ...]:
    kinds: dict[str, list[int]] = {what: [] for what in ("documents", "inferred", "links", "codes", "other")}
    for graph, size in sizes.items():
        kinds[_kind(graph, documents)].append(size)
    return tuple(GraphCount(what, len(counts), sum(counts)) for what, counts in kinds.items())


def _kind(graph: str, documents: set[str]) -> str:
    if graph in documents:
        return "documents"
    if graph.startswith(INFERRED):
        return "inferred"
    return {LINKS_GRAPH: "links", CODES_GRAPH: "codes"}.get(graph, "other")


def _rows(store: Answering, name: str, graphs: Sequence[str] | None = None) -> list[tuple[str, ...]]:
    query = load_catalog(Path(__file__).parent / "queries")[name]
    return [tuple(_text(term) for term in row) for row in run(store, query, {}, graphs).rows]


def _text(term: Term | None) -> str:
    return "" if term is None else term.value
