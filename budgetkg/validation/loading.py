"""Bring N-Triples into rdflib as they are written.

rdflib rewrites literals while it reads (`1E5` becomes `100000`), and so would hide the very
mistakes that the shapes look for. And it logs a traceback for each literal that does not fit its
datatype: here that is a finding and no accident.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from budgetkg.namespaces import BKG, PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["add_codes", "load"]

_STATED = (PREFIXES["skos"] + "inScheme", PREFIXES["skos"] + "broader", BKG + "code")
_LISTED = BKG + "verification"


@contextmanager
def _literals_as_written() -> Iterator[None]:
    import rdflib

    logger = logging.getLogger("rdflib.term")
    level, normalising = logger.level, rdflib.NORMALIZE_LITERALS
    logger.setLevel(logging.CRITICAL)
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = normalising
        logger.setLevel(level)


def load(data: bytes, format: str = "nt") -> "Graph":  # noqa: A002
    """Return the triples of N-Triples (or another rdflib format), every literal as written."""
    from rdflib import Graph

    with _literals_as_written():
        return Graph().parse(data=data, format=format)


def add_codes(graph: "Graph", codes: "Graph") -> None:
    """Add to a document's triples what the shapes ask of the code lists.

    What the document describes itself must be whole without them: of such a node they add only
    that it is listed. Types stay out, so that no class target meets a code.
    """
    from rdflib import RDF, URIRef

    described = set(graph.subjects(RDF.type, None))
    for triple in codes.triples((None, URIRef(_LISTED), None)):
        graph.add(triple)
    for predicate in _STATED:
        for triple in codes.triples((None, URIRef(predicate), None)):
            if triple[0] not in described:
                graph.add(triple)
