"""One object for a graph, wherever it stands: a store on this disk or an endpoint elsewhere."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from budgetkg.api.answer import Answer
from budgetkg.api.things import Thing
from budgetkg.closing import Closing
from budgetkg.errors import EntityUnknownError, QueryError, UsageError
from budgetkg.results import Solutions

if TYPE_CHECKING:
    from budgetkg.build import BuildReport
    from budgetkg.catalog import SavedQuery
    from budgetkg.explain import Explanation
    from budgetkg.validation import Report

__all__ = ["BudgetGraph", "Source", "connect", "open"]

Texts = str | int | Sequence[str]


class Source(Protocol):
    """What answers: the embedded store or a remote endpoint."""

    def query(self, text: str) -> Solutions | bool | str:
        """Answer a SPARQL query."""
        ...

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


def open(path: str | os.PathLike[str] = "budgetkg.db", *, create: bool = False) -> "BudgetGraph":  # noqa: A001
    """Open the store in a folder. With `create`, a missing one comes into being when it is filled.

    Raises StoreError where the folder is missing, no store, or damaged.
    """
    from budgetkg.store import open_store

    return BudgetGraph(open_store(Path(path), create=create), Path(path))


def connect(url: str, *, timeout: float = 30.0) -> "BudgetGraph":
    """Ask a SPARQL endpoint: the same questions, the same answers.

    User, password or token come from the environment (BUDGETKG_ENDPOINT_…; docs/cli.md).
    """
    from budgetkg.remote import connect as connect_endpoint

    return BudgetGraph(connect_endpoint(url, timeout=timeout))


class BudgetGraph(Closing):
    """A graph of budgets; made by `open` or `connect`. Use it as a context manager, or call `close`."""

    def __init__(self, source: Source, path: Path | None = None) -> None:
        self.source = source
        self._path = path

    def close(self) -> None:
        """Let go of the store or the connection."""
        self.source.close()

    # Filling

    def add(
        self,
        documents: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        *,
        division: str | None = None,
    ) -> "BuildReport":
        """Read documents (files, folders, patterns) into the store; each replaces its own graph.

        Returns what was read and what failed. Raises UsageError for an endpoint: it is only read.
        """
        from budgetkg.build import build, expand
        from budgetkg.store import open_store

        if self._path is None:
            raise UsageError("远程端点只能读取", "an endpoint is only read")
        given = [documents] if isinstance(documents, str | os.PathLike) else documents
        report = build(expand([Path(one) for one in given]), self._path, division=division)
        self.source.close()
        self.source = open_store(self._path, create=True)
        return report

    # Asking

    def queries(self, words: str = "") -> list["SavedQuery"]:
        """Return the saved queries whose description holds the words, in Chinese or English."""
        from budgetkg.catalog import load_catalog
        from budgetkg.catalog.listing import search

        return list(search(load_catalog(), words).values())

    def query(
        self,
        name: str,
        parameters: Mapping[str, Texts] | None = None,
        *,
        document: str | Sequence[str] | None = None,
        year: int | str | Sequence[int | str] | None = None,
        department: str | Sequence[str] | None = None,
        inferred: bool = False,
        **more: Texts,
    ) -> Answer:
        """Run a saved query: `graph.query("projects-by-notice", notice="邯财教[2023]104号")`.

        A parameter is a text (or several, each of which may match): a document number as it is
        printed, a project code, an exact name, an amount such as "50万元". `document`, `year` (also
        "2022-2024") and `department` choose documents: of several values each counts, and a document
        has to fit all three. With `inferred` a query that can shows what is inferred, too, with its
        method and confidence.

        Raises QueryUnknownError, ParameterError, EntityUnknownError or AmbiguousEntityError.
        """
        from budgetkg.catalog import find_query, load_catalog, run, select_graphs

        query = find_query(load_catalog(), name)
        values = {key: _texts(value) for key, value in {**(parameters or {}), **more}.items()}
        graphs = select_graphs(self.source, document, year, department)
        return Answer(run(self.source, query, values, graphs, inferred=inferred), query.units, query.notes)

    def sparql(self, text: str) -> Answer:
        """Run a SELECT of your own. Raises QueryError where the text is none or is malformed."""
        answer = self.source.query(text)
        if not isinstance(answer, Solutions):
            raise QueryError("只有 SELECT 查询能给出行", "only a SELECT gives rows")
        return Answer(answer)

    # Walking

    def find(self, text: str) -> Thing:
        """Return the thing that a text names: an IRI, code, document number or exact name.

        Raises EntityUnknownError, or AmbiguousEntityError listing the candidates.
        """
        from budgetkg.catalog import find_entity

        return self.thing(find_entity(self.source, text))

    def thing(self, iri: str) -> Thing:
        """Return the thing with an IRI. Raises EntityUnknownError where it is of no known kind."""
        from budgetkg.catalog import document_graphs
        from budgetkg.entities import choose_kinds, entities
        from budgetkg.entities.kinds import full

        graphs = document_graphs(self.source)
        classes = self._classes(iri)
        for kind in choose_kinds():
            if classes & {full(name) for name in (kind.cls, *kind.also)}:
                for entity in entities(self.source, kind, graphs, only=iri):
                    if entity.iri == iri:
                        return Thing(self, entity)
        raise EntityUnknownError(f"库中没有“{iri}”", f"the store knows nothing called {iri!r}")

    def things(self, kind: str, *, pointing_to: str | None = None) -> Iterator[Thing]:
        """Yield the things of a kind (project, notice, unit, amount …) in printed order.

        `pointing_to` keeps those that refer to the thing with this IRI. Raises UsageError for an
        unknown kind.
        """
        from budgetkg.catalog import document_graphs
        from budgetkg.entities import choose_kinds, entities

        (chosen,) = choose_kinds([kind])
        for entity in entities(self.source, chosen, document_graphs(self.source), only=pointing_to):
            if entity.iri != pointing_to:
                yield Thing(self, entity)

    def check(self, rules: Sequence[str] | None = None) -> "Report":
        """Return what is wrong in the documents: findings, coverage, completeness of disclosure.

        `rules` are identifiers such as "A6" or "M13"; None means all. Raises UsageError for an unknown rule,
        and where the graph is an endpoint: checks run on a copy of each document.
        """
        from budgetkg.store import Store
        from budgetkg.validation import run

        if not isinstance(self.source, Store):
            raise UsageError("只能检查本地的图谱库", "only a local store can be checked, no endpoint")
        return run(self.source, rules=rules)

    def explain(self, text: str) -> "Explanation":
        """Return where a thing is printed, what its numbers are, and what they add up to."""
        from budgetkg.explain import explain

        return explain(self.source, text)

    def _classes(self, iri: str) -> set[str]:
        from budgetkg.catalog.values import iri_term

        term = iri_term(iri)
        if term is None:
            return set()
        return {
            str(row["class"]) for row in self.sparql(f"SELECT ?class {{ GRAPH ?g {{ {term} a ?class }} }}")
        }


def _texts(value: Texts) -> str | list[str]:
    return value if isinstance(value, str) else [str(value)] if isinstance(value, int) else list(value)
