"""Many documents from one: the same quads under other department and project codes.

A copy keeps what departments share (accounts, notices, laws, agencies, the division) and gets a department, a
document and projects of its own, so that a store of copies is joined like one of real documents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from budgetkg.build import build
from budgetkg.store import Store, open_store

__all__ = ["Original", "copies", "fill", "original"]

_PROJECT = re.compile(r"\b\d{6}(\d{2}[A-Z]\w{12})\b")
_FIRST_CODE = 100_000


@dataclass(frozen=True, slots=True)
class Original:
    """The quads of one document, its graph, and the code of its department."""

    graph: str
    division: str
    department: str
    nquads: str


def original(document: Path, folder: Path) -> Original:
    """Return one document as quads; `folder` is where its store may be made."""
    report = build([document], folder)
    (built,) = report.documents
    with open_store(folder) as store:
        graph = f"{built.document}/graph"
        nquads = "\n".join(sorted(store.quads(graph)))
    division, department, *_ = built.document.rsplit("/", 1)[1].split("-")
    return Original(graph, division, department, nquads)


def copies(one: Original, number: int) -> Iterator[tuple[str, str]]:
    """Yield graph and quads of `number` documents: the original's, then copies of it."""
    yield one.graph, one.nquads
    document = f"/doc/{one.division}-{one.department}-"
    department = f"/department/{one.division}/{one.department}>"
    units = f"/unit/{one.division}/{one.department}/"
    for code in range(_FIRST_CODE + 1, _FIRST_CODE + number):
        own = f"/doc/{one.division}-{code}-"
        text = one.nquads.replace(document, own)
        text = text.replace(department, f"/department/{one.division}/{code}>")
        text = text.replace(units, f"/unit/{one.division}/{code}/")
        yield one.graph.replace(document, own), _PROJECT.sub(rf"{code}\1", text)


def fill(path: Path, one: Original, number: int) -> Store:
    """Return a new store that holds `number` documents and the code lists, opened for reading."""
    with open_store(path, create=True) as store:
        for graph, nquads in copies(one, number):
            store.replace(graph, nquads)
        store.load_codes()
    return open_store(path)
