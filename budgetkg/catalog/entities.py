"""Find the thing that a user means: by IRI, code, document number or exact name.

A text that fits several things is an error that lists them; the nearest name is never taken.
"""

import unicodedata
from collections.abc import Sequence

from budgetkg.catalog.values import expand_iri, iri_term, string_term
from budgetkg.errors import AmbiguousEntityError, EntityUnknownError, QueryError
from budgetkg.namespaces import CODES_GRAPH, PREFIXES, law_iri, legal_iri, segment
from budgetkg.results import Answering, Solutions
from budgetkg.values.docnumber import find_document_numbers
from budgetkg.values.titles import law_key

__all__ = ["PROLOGUE", "Answering", "ambiguous", "find_entity", "find_forms", "select", "unknown"]

_LISTED = 10

#: The prefixes of the questions asked here.
PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("bkg", "dcterms", "skos"))

#: Classes whose names tell one thing from another; rows and indicators share theirs.
_NAMED = (
    "bkg:ProjectBudget bkg:Unit bkg:Department bkg:AdministrativeDivision bkg:Agency bkg:LegalResource "
    "bkg:DisclosureDocument bkg:PrintedTable skos:Concept"
)


def select(store: Answering, text: str) -> Solutions:
    """Return the rows of a SELECT. Raises QueryError where the text is another form of query."""
    answer = store.query(text)
    if not isinstance(answer, Solutions):
        raise QueryError("只有 SELECT 查询能给出行", "only a SELECT gives rows")
    return answer


def find_entity(store: Answering, text: str) -> str:
    """Return the IRI of the one thing that a text names.

    The text is an IRI (also percent-encoded or with a prefix), a project, department or account
    code, a document number in any printed form, the title of a law, or an exact name. A project code
    gives the lasting project behind its forms.

    Raises EntityUnknownError, or AmbiguousEntityError listing the candidates.
    """
    iri = expand_iri(text)
    if iri is not None:
        if not _exists(store, iri):
            raise unknown(text)
        return iri
    for candidates in (_by_code, _by_number, _by_name, _by_law, _by_any_name):
        found = candidates(store, text)
        if found:
            return _only(text, found)
    raise unknown(text)


def find_forms(store: Answering, text: str) -> tuple[str, ...]:
    """Return the IRIs of the forms (one a document) of the project that a text names.

    The text is the IRI of a form or of a project, a project code, or the exact name of a form.

    Raises EntityUnknownError, or AmbiguousEntityError where a name belongs to several projects.
    """
    iri = expand_iri(text)
    if iri is not None:
        forms = _forms_of_iri(store, iri)
    else:
        forms = _forms_of_code(store, text) or _forms_of_name(store, text)
    if not forms:
        raise unknown(text)
    return forms


def _rows(store: Answering, query: str) -> list[tuple[str, ...]]:
    solutions = select(store, PROLOGUE + query)
    return [tuple("" if term is None else term.value for term in row) for row in solutions.rows]


def _subjects(store: Answering, pattern: str) -> tuple[str, ...]:
    rows = _rows(store, f"SELECT DISTINCT ?entity WHERE {{ GRAPH ?g {{ {pattern} }} }} ORDER BY ?entity")
    return tuple(row[0] for row in rows)


def _exists(store: Answering, iri: str) -> bool:
    term = iri_term(iri)
    pattern = f"{{ {term} ?p ?o }} UNION {{ ?s ?q {term} }}"
    return bool(_rows(store, f"SELECT ?g WHERE {{ GRAPH ?g {{ {pattern} }} }} LIMIT 1"))


def _by_code(store: Answering, text: str) -> tuple[str, ...]:
    term = string_term("".join(text.split()))
    found = _subjects(
        store, f"?entity dcterms:identifier {term} . FILTER NOT EXISTS {{ ?entity bkg:project ?p }}"
    )
    if found:
        return found
    # The lists of all years know a code; what documents print is meant first.
    printed = _subjects(store, f"?entity bkg:code {term} . FILTER(?g != <{CODES_GRAPH}>)")
    return printed or _subjects(store, f"?entity bkg:code {term} .")


def _by_number(store: Answering, text: str) -> tuple[str, ...]:
    whole = text.strip()
    hits = find_document_numbers(whole)
    numbers = [hit.number for hit in hits if (hit.start, hit.end) == (0, len(whole))]
    iris = {legal_iri(number.mark, number.year, number.serial) for number in numbers}
    return tuple(sorted(iri for iri in iris if _exists(store, iri)))


def _by_law(store: Answering, text: str) -> tuple[str, ...]:
    """A law is found by its title with and without the state's name, marks, or the year of an edition."""
    key = law_key(text)
    return (law_iri(key),) if segment(key) and _exists(store, law_iri(key)) else ()


def _by_name(store: Answering, text: str) -> tuple[str, ...]:
    return _subjects(
        store, f"VALUES ?class {{ {_NAMED} }} {_NAME.format(name=_names(text))} ?entity a ?class ."
    )


def _by_any_name(store: Answering, text: str) -> tuple[str, ...]:
    return _subjects(store, _NAME.format(name=_names(text)))


_NAME = "VALUES ?name {{ {name} }} ?entity skos:prefLabel|dcterms:title|skos:altLabel ?name ."


def _names(text: str) -> str:
    """Return the literals that a name may be: Chinese, English or untagged."""
    term = string_term(unicodedata.normalize("NFC", text).strip())
    return f"{term}@zh {term}@en {term}"


def _forms_of_iri(store: Answering, iri: str) -> tuple[str, ...]:
    term = iri_term(iri)
    itself = f"VALUES ?entity {{ {term} }} ?entity a bkg:ProjectBudget"
    return _subjects(store, f"{{ {itself} }} UNION {{ ?entity bkg:project {term} }}")


def _forms_of_code(store: Answering, text: str) -> tuple[str, ...]:
    term = string_term("".join(text.split()))
    return _subjects(store, f"?entity dcterms:identifier {term} ; a bkg:ProjectBudget .")


def _forms_of_name(store: Answering, text: str) -> tuple[str, ...]:
    forms = _subjects(
        store, f"VALUES ?name {{ {_names(text)} }} ?entity skos:prefLabel ?name ; a bkg:ProjectBudget ."
    )
    codes = {row for form in forms for row in _rows(store, _CODE_OF.format(form=iri_term(form)))}
    if len(codes) > 1 or (len(forms) > 1 and not codes):
        raise ambiguous(text, forms)
    return forms


_CODE_OF = "SELECT DISTINCT ?code WHERE {{ GRAPH ?g {{ {form} dcterms:identifier ?code }} }}"


def _only(text: str, found: Sequence[str]) -> str:
    if len(found) > 1:
        raise ambiguous(text, found)
    return found[0]


def unknown(text: str) -> EntityUnknownError:
    """Return the error for a text that names nothing in the store."""
    return EntityUnknownError(f"库中没有“{text}”", f"the store knows nothing called {text!r}")


def ambiguous(
    text: str, found: Sequence[str], zh: str = "个事物", en: str = "things"
) -> AmbiguousEntityError:
    """Return the error for a text that names several things; it lists the first ones."""
    listed = "\n  ".join(found[:_LISTED])
    more = len(found) - _LISTED
    zh_more = f"\n  …另有 {more} 个" if more > 0 else ""
    en_more = f"\n  … and {more} more" if more > 0 else ""
    error = AmbiguousEntityError(
        f"“{text}”可指 {len(found)} {zh}：\n  {listed}{zh_more}",
        f"{text!r} may be any of {len(found)} {en}:\n  {listed}{en_more}",
    )
    error.candidates = tuple(found)
    return error
