"""Bring N-Triples into rdflib as they are written.

rdflib rewrites literals while it reads (`1E5` becomes `100000`), and so would hide the very
mistakes that the shapes look for. And it logs a traceback for each literal that does not fit its
datatype: here that is a finding and no accident.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["literals_as_written", "load"]


@contextmanager
def literals_as_written() -> Iterator[None]:
    """Let rdflib keep each literal as it stands, and be silent about those that are ill typed."""
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

    with literals_as_written():
        return Graph().parse(data=data, format=format)
