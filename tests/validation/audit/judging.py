"""Read and audit one document after the other: what a test of many documents shares."""

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from auditing import codes

from budgetkg.documents import from_bytes
from budgetkg.graph import of
from budgetkg.model import Records
from budgetkg.parsing import parse
from budgetkg.store import Store
from budgetkg.validation.audit import audit
from budgetkg.validation.findings import Report

__all__ = ["Judged", "judged"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A document as it was read, the store that holds it alone, and what the audit says of it."""

    records: Records
    store: Store
    report: Report


def judged(text: str) -> Judged:
    """Read and audit a document."""
    records = parse(from_bytes(text.encode(), "document.txt"))
    held = ox.Store()
    held.bulk_load(f"{codes()}\n{of(records).nquads}", ox.RdfFormat.N_QUADS)
    store = Store(Path("memory"), held)
    # All documents of this store are one: unbound, the rules need no copy of it.
    return Judged(records, store, audit(store))
