"""Choose documents by what people call them: IRI, title, file name, department, year.

Several choices of one kind add up, choices of different kinds narrow each other. A choice that
fits nothing is an error: an answer never comes from fewer documents than were asked for in silence.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial

from budgetkg.catalog.entities import PROLOGUE, Answering, ambiguous, select, unknown
from budgetkg.catalog.values import expand_iri
from budgetkg.errors import UsageError
from budgetkg.namespaces import LINKS_GRAPH

__all__ = ["Texts", "Years", "document_graphs", "documents_meant", "same_departments", "select_graphs"]

#: One choice, or several of which each counts.
Texts = str | Sequence[str]
#: A year, a range such as 2022-2024, or several of them.
Years = int | str | Sequence[int | str]

_YEARS = re.compile(r"((?:19|20)[0-9]{2})(?:[-–—~～至]((?:19|20)[0-9]{2}))?")
_CODE_AND_YEAR = re.compile(r"([^/\s:]+)/((?:19|20)[0-9]{2})")
_ANY = re.compile(r"[*?]")

_DOCUMENTS = """
SELECT DISTINCT ?g ?document ?title ?file ?year ?department ?code ?name
WHERE {
  GRAPH ?g {
    ?document a bkg:DisclosureDocument .
    OPTIONAL { ?document dcterms:title ?title }
    OPTIONAL { ?document bkg:fileName ?file }
    OPTIONAL { ?document bkg:fiscalYear ?year }
    OPTIONAL {
      ?document bkg:department ?department .
      OPTIONAL { ?department dcterms:identifier ?code }
      OPTIONAL { ?department skos:prefLabel ?name }
    }
  }
}"""

_OWNERS = """
SELECT DISTINCT ?g ?owner
WHERE { GRAPH ?g { ?document a bkg:DisclosureDocument ; bkg:department ?owner } }"""
#: Departments that a link says to be one and the same.
_LINKED = f"""
SELECT DISTINCT ?one ?other
WHERE {{
  GRAPH <{LINKS_GRAPH}> {{ ?one skos:exactMatch ?other . FILTER(CONTAINS(STR(?one), "/id/department/")) }}
}}"""


@dataclass(frozen=True, slots=True)
class _Known:
    """One document and what it may be called."""

    graph: str
    names: tuple[str, ...]
    year: int | None
    department: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    """One value of an option, and the documents that it means."""

    text: str
    fits: Callable[[_Known], bool]


def document_graphs(store: Answering) -> tuple[str, ...]:
    """Return the graphs that describe a document, sorted: all but code lists and what is derived."""
    rows = select(
        store, PROLOGUE + "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?document a bkg:DisclosureDocument } }"
    ).rows
    return tuple(sorted(graph.value for (graph,) in rows if graph is not None))


def same_departments(store: Answering, graphs: Sequence[str]) -> tuple[str, ...]:
    """Return the graphs of all documents of the departments that these documents are of, sorted.

    Departments that the links say to be one and the same count as one.
    """
    chosen = set(graphs)
    documents: dict[str, set[str]] = {}
    for graph, owner in _pairs(store, _OWNERS):
        documents.setdefault(owner, set()).add(graph)
    others: dict[str, set[str]] = {}
    for one, other in _pairs(store, _LINKED):
        others.setdefault(one, set()).add(other)
        others.setdefault(other, set()).add(one)
    wanted = [owner for owner, found in documents.items() if found & chosen]
    reached = set(wanted)
    while wanted:
        further = others.get(wanted.pop(), set()) - reached
        reached |= further
        wanted += further
    return tuple(sorted(set().union(*(documents.get(owner, set()) for owner in reached))))


def _pairs(store: Answering, query: str) -> list[tuple[str, str]]:
    rows = select(store, PROLOGUE + query).rows
    return [(one.value, other.value) for one, other in rows if one is not None and other is not None]


def select_graphs(
    store: Answering,
    document: Texts | None = None,
    year: Years | None = None,
    department: Texts | None = None,
) -> tuple[str, ...] | None:
    """Return the named graphs of the documents meant, sorted, or None where nothing restricts them.

    `document` is an IRI or its last part, a title, a file name or CODE/YEAR; `department` an IRI, code
    or name; both may be patterns with * and ?. `year` is a year or a range. Of several values each
    counts; a document has to fit every option that is given.

    Raises EntityUnknownError where a value, or all together, fit no document, UsageError for a wrong year.
    """
    options = [
        [_Choice(text, partial(_is_called, text)) for text in _texts(document)],
        [_Choice(text, partial(_is_of_department, text)) for text in _texts(department)],
        [_Choice(text, partial(_is_of_year, _span(text))) for text in _years(year)],
    ]
    given = [choices for choices in options if choices]
    if not given:
        return None
    known = _known(store)
    chosen = set.intersection(*(_fitting(choices, known) for choices in given))
    if not chosen:
        raise unknown(" + ".join(choice.text for choices in given for choice in choices))
    return tuple(sorted(chosen))


def documents_meant(
    store: Answering,
    documents: Sequence[str] = (),
    year: Years | None = None,
    department: Texts | None = None,
) -> tuple[str, ...]:
    """Return the graphs of documents that are each named without doubt, or by a pattern, year or department.

    As `select_graphs`, but a name that is no pattern must mean one document of those that fit the
    year and department. Raises AmbiguousEntityError, too, and UsageError where nothing is given.
    """
    narrowed = select_graphs(store, year=year, department=department)
    if not documents:
        if narrowed is None:
            raise UsageError("请指明文件", "say which documents are meant")
        return narrowed
    found: dict[str, None] = {}
    for text in documents:
        graphs = select_graphs(store, text, year, department) or ()
        if len(graphs) > 1 and not _ANY.search(text):
            raise ambiguous(text, [graph.removesuffix("/graph") for graph in graphs], "份文件", "documents")
        found.update(dict.fromkeys(graphs))
    return tuple(found)


def _known(store: Answering) -> list[_Known]:
    rows = select(store, PROLOGUE + _DOCUMENTS).rows
    found = []
    for row in rows:
        graph, iri, title, file, year, *department = ("" if term is None else term.value for term in row)
        names = (iri, iri.rpartition("/")[2], title, file)
        found.append(_Known(graph, names, int(year) if year.isdecimal() else None, tuple(department)))
    return found


def _fits(text: str, known: Iterable[str]) -> bool:
    iri = expand_iri(text)
    plain = _folded(text)
    wanted = {plain, text if iri is None else iri}
    if any(value and (value in wanted or _folded(value) in wanted) for value in known):
        return True
    if not _ANY.search(plain):
        return False
    pattern = plain.replace("[", "[[]")  # only * and ? are signs: titles have brackets
    return any(value and fnmatchcase(_folded(value), pattern) for value in known)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def _is_called(text: str, one: _Known) -> bool:
    match = _CODE_AND_YEAR.fullmatch(text.strip())
    if match and one.year == int(match[2]) and _fits(match[1], one.department):
        return True
    return _fits(text, one.names)


def _is_of_department(text: str, one: _Known) -> bool:
    return _fits(text, one.department)


def _is_of_year(span: range, one: _Known) -> bool:
    return one.year in span


def _fitting(choices: Sequence[_Choice], known: Sequence[_Known]) -> set[str]:
    """Return the graphs of the documents that fit one of the choices; each of them must fit some."""
    graphs: set[str] = set()
    for choice in choices:
        found = {one.graph for one in known if choice.fits(one)}
        if not found:
            raise unknown(choice.text)
        graphs |= found
    return graphs


def _texts(given: Texts | None) -> Sequence[str]:
    return () if given is None else (given,) if isinstance(given, str) else given


def _years(given: Years | None) -> list[str]:
    if given is None:
        return []
    return [str(one) for one in ([given] if isinstance(given, str | int) else given)]


def _span(text: str) -> range:
    match = _YEARS.fullmatch("".join(text.split()))
    if match is None or int(match[2] or match[1]) < int(match[1]):
        raise UsageError(
            f"年度须写作 2024 或 2022-2024，而不是“{text}”",
            f"a year is 2024 or 2022-2024, not {text!r}",
            "--year",
        )
    return range(int(match[1]), int(match[2] or match[1]) + 1)
