"""The triples that the shapes look at: one document, and what they ask of the code lists."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from budgetkg.namespaces import BKG, PREFIXES
from budgetkg.validation.copying import Copy
from budgetkg.validation.shacl.terms import iri

__all__ = ["document_lines", "ntriples"]

_TYPE = iri(PREFIXES["rdf"] + "type")
_LISTED = iri(BKG + "verification")
#: What the shapes ask of a code list.
_STATED = {_LISTED, iri(BKG + "code"), *(iri(PREFIXES["skos"] + name) for name in ("inScheme", "broader"))}


def ntriples(view: Copy, graph: str) -> bytes:
    """Return the N-Triples of one graph; of one that is not there, nothing."""
    out = BytesIO()
    view.dump("ntriples", out, [graph])
    return out.getvalue()


def document_lines(data: bytes, codes: bytes | None) -> list[str]:
    """Return the N-Triples lines of a document and what is added to them from the code lists.

    What the document describes itself must be whole without them: of such a node they add only that it
    is listed. Types stay out, so that no class target meets a code.
    """
    lines = _lines(data)
    if codes is None:
        return lines
    typed = (line.split(" ", 2) for line in lines if _TYPE in line)
    described = {subject for subject, predicate, _ in typed if predicate == _TYPE}
    added = (
        line
        for subject, predicate, line in _asked_of(codes)
        if predicate == _LISTED or subject not in described
    )
    return [*lines, *added]


def _lines(data: bytes) -> list[str]:
    """Return lines without line feeds. Python's own splitlines() would cut a text at U+2028, too."""
    return [line for line in data.decode().split("\n") if line]


@lru_cache(maxsize=2)
def _asked_of(codes: bytes) -> Sequence[tuple[str, str, str]]:
    """Return subject, predicate and line of the triples of the code lists that the shapes ask for."""
    split = ((line.split(" ", 2), line) for line in _lines(codes))
    return tuple((parts[0], parts[1], line) for parts, line in split if parts[1] in _STATED)
