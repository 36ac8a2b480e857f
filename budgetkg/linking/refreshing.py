"""Keep the links graph what the documents and the decisions make of it, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from budgetkg.graph.links import links_nquads
from budgetkg.linking.decisions import applying, read_decisions
from budgetkg.linking.proposing import Proposals, propose
from budgetkg.linking.sssom import MappingSet
from budgetkg.linking.states import effective, links_of
from budgetkg.model.mapping import Mapping
from budgetkg.namespaces import CODES_GRAPH, ID, INFERRED, LINKS_GRAPH
from budgetkg.results import Solutions
from budgetkg.store import Store

__all__ = ["Refreshed", "absent_things", "refresh", "refresh_with"]

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of the links graph. `waiting` are decisions about things that are not in the store:
    they stay in the file and stand again when the things come back. `lost` says that links were there
    and no decisions file."""

    changed: bool
    links: int
    waiting: tuple[Mapping, ...] = ()
    lost: bool = False


def refresh(store: Store, path: Path) -> Refreshed | None:
    """Make the links graph anew from the documents in the store and the decisions file.

    Without a file and without links nothing is done, and None is returned. Raises LinkFileError
    where the file cannot be read; then nothing is written.
    """
    if not path.exists():
        if LINKS_GRAPH not in store.graphs():
            return None
        return Refreshed(store.remove(LINKS_GRAPH), 0, lost=True)
    decisions = read_decisions(path)
    proposals = propose(store) if applying(decisions) is not None else Proposals((), ())
    return refresh_with(store, decisions, proposals)


def refresh_with(store: Store, decisions: MappingSet, proposals: Proposals) -> Refreshed:
    """Make the links graph anew from decisions and proposals that are known already."""
    standing = effective(links_of(proposals, decisions), decisions)
    absent = absent_things(store, decisions.mappings)
    # Proposals come from the store itself: only decisions can speak of things that are not there.
    links = [mapping for mapping in standing if not mapping.pair & absent]
    nquads = links_nquads(links, str(decisions.head.get("other", "")))
    changed = store.replace(LINKS_GRAPH, nquads) if nquads else store.remove(LINKS_GRAPH)
    waiting = tuple(mapping for mapping in decisions.mappings if mapping.pair & absent)
    return Refreshed(changed, len(links), waiting)


def absent_things(store: Store, mappings: Iterable[Mapping]) -> frozenset[str]:
    """Return the things of ours that no document and no code list in the store describes."""
    ours = sorted({end for mapping in mappings for end in mapping.pair if end.startswith(ID)})
    found: set[str] = set()
    for start in range(0, len(ours), _AT_ONCE):
        found |= _described(store, ours[start : start + _AT_ONCE])
    return frozenset(ours) - found


def _described(store: Store, things: list[str]) -> set[str]:
    terms = " ".join(f"<{thing}>" for thing in things)
    answer = store.query(
        f"SELECT DISTINCT ?thing ?g WHERE {{ VALUES ?thing {{ {terms} }} GRAPH ?g {{ ?thing ?p ?o }} }}"
    )
    assert isinstance(answer, Solutions)
    described = set()
    for thing, graph in answer.rows:
        if thing is not None and graph is not None and _tells_of_documents(graph.value):
            described.add(thing.value)
    return described


def _tells_of_documents(graph: str) -> bool:
    return graph == CODES_GRAPH or (graph != LINKS_GRAPH and not graph.startswith(INFERRED))
