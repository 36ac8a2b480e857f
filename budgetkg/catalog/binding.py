"""Bind the parameters of a saved query and run it.

Terms go into a `VALUES` beside the pattern that they restrict, at the place that the query
marks: a `VALUES` at the end is ignored after GROUP BY, and pasted text is an injection.
"""

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, Protocol, runtime_checkable

from budgetkg.catalog.choosing import same_departments
from budgetkg.catalog.entities import Answering, find_entity, find_forms, select
from budgetkg.catalog.saved import GRAPH_MARKER, INFERRED_MARKER, MARKER, Parameter, SavedQuery
from budgetkg.catalog.values import iri_term, serialise
from budgetkg.errors import ParameterError
from budgetkg.namespaces import INFERRED, decoded, inferred_graph_iri
from budgetkg.results import Solutions

__all__ = ["Values", "bind", "prepare", "run"]

_GRAPH_VARIABLE = re.compile(rf"[?$]{GRAPH_MARKER}\b")
_GRAPH_BLOCK = re.compile(rf"\bGRAPH \?{GRAPH_MARKER} {{")
_INFERRED_BLOCK = re.compile(rf"\bGRAPH \?{INFERRED_MARKER} {{")

_CONSTANT_GRAPH = re.compile(r"\bGRAPH (<[^<>\s]+>)")
_GRAPH_TERM = re.compile(r"(?<![\w/#])GRAPH\b\s*(\S+)", re.IGNORECASE)
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
#: Where the query itself begins: clauses that name graphs stand before it.
_WHERE = re.compile(r"^WHERE\s*\{", re.MULTILINE)


@runtime_checkable
class NamingGraphs(Protocol):
    """A store that reads the graphs named by FROM NAMED, and nothing else."""

    names_graphs: Literal[True]

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs."""
        ...


#: Values by parameter name: one text, or several that may each match.
Values = Mapping[str, str | Sequence[str]]


def bind(
    query: SavedQuery,
    values: Values,
    graphs: Sequence[str] | None = None,
    *,
    inferred: bool = False,
    held: Collection[str] | None = None,
    beside: Sequence[str] = (),
) -> str:
    """Return the query without its head, with its parameters bound and only these graphs, if given.

    A parameter without a value takes its default; without one it stays unbound. No graph at
    all (an empty sequence) gives no rows. Entities and projects must be IRIs here; `run` looks
    up names and codes first. What is inferred is read with `inferred` alone. Where `held`, the graphs of
    the store, is given, chosen ones are named by FROM NAMED if the query looks at no other document, or
    at those with the graphs `beside` alone: our engine then reads no more, while others may fetch from
    the web what is named so.

    Raises ParameterError for an unknown, missing or ill-typed parameter.
    """
    terms = {name: _terms(query, name, given) for name, given in _completed(query, values).items()}
    if graphs is not None:
        if GRAPH_MARKER not in query.markers:
            raise _unmarked(query)
        terms[GRAPH_MARKER] = [_graph_term(graph) for graph in graphs]
    if query.infers:
        terms |= _inferences(inferred, graphs)
    body = query.body
    if len(terms.get(INFERRED_MARKER, ())) == 1:
        (only,) = terms.pop(INFERRED_MARKER)
        body = _INFERRED_BLOCK.sub(lambda _: f"GRAPH {only} {{", body)
    if len(terms.get(GRAPH_MARKER, ())) == 1 and _one_block(body):
        # An engine that is given one graph by name reads that graph alone; given as a value beside the
        # pattern, Oxigraph reads all graphs first: 60 times as long in a store of 100 documents.
        (graph,) = terms.pop(GRAPH_MARKER)
        body = _GRAPH_BLOCK.sub(lambda _: f"GRAPH {graph} {{", body)
    elif held is not None and not beside and _looks_nowhere_else(body):
        # The values stay: the code lists are named, too, and must not be taken for a chosen document.
        named = [graph for graph in terms.get(GRAPH_MARKER, ()) if graph[1:-1] in held]
        inferences = [graph for graph in terms.get(INFERRED_MARKER, ()) if graph[1:-1] in held]
        body = _naming(body, [*named, *inferences], held) if named else body
    if held is not None and beside and not _FROM.search(body):
        body = _naming(body, [_graph_term(graph) for graph in beside if graph in held], held)
    return MARKER.sub(lambda match: _at_marker(match[0], match[1], match[2], terms), body)


def _inferences(wanted: bool, graphs: Sequence[str] | None) -> dict[str, list[str]]:
    """Return the graphs of inferences to read: those of the chosen documents, or one that never is."""
    if not wanted:
        return {INFERRED_MARKER: [f"<{INFERRED}>"]}
    if graphs is None:
        return {}
    documents = [decoded(graph).removesuffix("/graph") for graph in graphs]
    return {INFERRED_MARKER: [_graph_term(inferred_graph_iri(document)) for document in documents]}


def run(
    store: Answering,
    query: SavedQuery,
    values: Values,
    graphs: Sequence[str] | None = None,
    *,
    inferred: bool = False,
) -> Solutions:
    """Run a saved query with its parameters bound. Raises as `prepare` does."""
    return select(store, prepare(store, query, values, graphs, inferred=inferred, local=True))


def prepare(
    store: Answering,
    query: SavedQuery,
    values: Values,
    graphs: Sequence[str] | None = None,
    *,
    inferred: bool = False,
    local: bool = False,
) -> str:
    """Return the query with its parameters bound, after looking up names and codes in the store.

    With `inferred` the query shows what is inferred, if it can. With `local` the text is for this store
    alone, and may be quicker there.

    Raises ParameterError as `bind` does, EntityUnknownError and AmbiguousEntityError where an
    entity or project cannot be told.
    """
    given = _completed(query, values)
    found = {name: _resolved(store, query, name, texts) for name, texts in given.items()}
    if local and graphs is not None and isinstance(store, NamingGraphs):
        beside = same_departments(store, graphs) if query.looks_beside else ()
        held = frozenset(store.graphs())
        return bind(query, found, graphs, inferred=inferred, held=held, beside=beside)
    return bind(query, found, graphs, inferred=inferred)


def _completed(query: SavedQuery, values: Values) -> dict[str, tuple[str, ...]]:
    """Return the texts of each parameter, defaults added, after checking the names."""
    for name in values:
        if query.parameter(name) is None:
            raise _unknown(query, name)
    given: dict[str, tuple[str, ...]] = {}
    for parameter in query.params:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            given[parameter.name] = (value,) if isinstance(value, str) else tuple(value)
        elif parameter.required:
            raise _missing(query, parameter)
    return given


def _resolved(store: Answering, query: SavedQuery, name: str, texts: Sequence[str]) -> tuple[str, ...]:
    parameter = query.parameter(name)
    if parameter is not None and parameter.type == "entity":
        return tuple(find_entity(store, text) for text in texts)
    if parameter is not None and parameter.type == "project":
        return tuple(form for text in texts for form in find_forms(store, text))
    return tuple(texts)


def _terms(query: SavedQuery, name: str, texts: Sequence[str]) -> list[str]:
    parameter = query.parameter(name)
    if parameter is None:
        raise _unknown(query, name)
    return list(dict.fromkeys(serialise(parameter, text) for text in texts))


def _graph_term(graph: str) -> str:
    term = iri_term(decoded(graph))
    if term is None:
        raise ParameterError(f"“{graph}”不是图的 IRI", f"{graph!r} is not the IRI of a graph")
    return term


def _at_marker(line: str, indent: str, name: str, terms: Mapping[str, Sequence[str]]) -> str:
    if name not in terms:
        return line
    return f"{line}\n{indent}VALUES ?{name} {{ {' '.join(terms[name])} }}"


def _unknown(query: SavedQuery, name: str) -> ParameterError:
    names = [parameter.name for parameter in query.params]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    if near:
        zh, en = f"；是否指 {near[0]}？", f"; did you mean {near[0]}?"
    elif names:
        zh, en = f"；它的参数为 {'、'.join(names)}", f"; it takes {', '.join(names)}"
    else:
        zh, en = "；它没有参数", "; it takes none"
    return ParameterError(
        f"查询 {query.name} 没有参数“{name}”{zh}", f"query {query.name} has no parameter {name!r}{en}"
    )


def _missing(query: SavedQuery, parameter: Parameter) -> ParameterError:
    return ParameterError(
        f"查询 {query.name} 需要参数 {parameter.name}（例如 {parameter.example}）",
        f"query {query.name} needs the parameter {parameter.name} (for example {parameter.example})",
    )


def _one_block(body: str) -> bool:
    """Return whether the variable of the graph stands in one GRAPH block and nowhere else."""
    return len(_GRAPH_VARIABLE.findall(body)) == len(_GRAPH_BLOCK.findall(body)) == 1


def _naming(body: str, graphs: Sequence[str], held: Collection[str]) -> str:
    """Return a query that sees these graphs, and those that it names itself, alone."""
    own = [graph for graph in _CONSTANT_GRAPH.findall(body) if graph[1:-1] in held]
    clauses = "".join(f"FROM NAMED {graph}\n" for graph in dict.fromkeys([*graphs, *own]))
    return _WHERE.sub(lambda match: clauses + match[0], body, count=1)


def _looks_nowhere_else(body: str) -> bool:
    """Return whether a query looks at chosen documents, their inferences, and graphs that it names alone."""
    chosen = {f"?{GRAPH_MARKER}", f"?{INFERRED_MARKER}"}
    named = all(term in chosen or term.startswith("<") for term in _GRAPH_TERM.findall(body))
    return named and not _FROM.search(body) and _WHERE.search(body) is not None


def _unmarked(query: SavedQuery) -> ParameterError:
    """A query of one's own without the marker would answer from all documents in silence."""
    return ParameterError(
        f"查询 {query.name} 不能选择文件：其中没有“# bind: {GRAPH_MARKER}”一行",
        f"query {query.name} cannot choose documents: it has no line '# bind: {GRAPH_MARKER}'",
    )
