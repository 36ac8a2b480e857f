"""What a CONSTRUCT query makes, in one of the RDF formats."""

import json
from io import BytesIO
from typing import BinaryIO

from budgetkg.export.jsonld import write_nodes
from budgetkg.store import write_triples

__all__ = ["write_construct"]


def write_construct(ntriples: str, out: BinaryIO, format: str) -> None:  # noqa: A002
    """Write triples in one of the RDF formats; they stand in no named graph.

    Raises StoreError for an unknown format.
    """
    if format != "jsonld":
        write_triples(ntriples, format, out)
        return
    whole = BytesIO()
    write_triples(ntriples, format, whole)
    write_nodes(json.loads(whole.getvalue()), out)
