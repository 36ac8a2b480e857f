"""What the tests of audit rules share: a text read and audited in memory, the samples, planted faults."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from budgetkg.documents import from_bytes
from budgetkg.graph import of
from budgetkg.namespaces import CODES_GRAPH
from budgetkg.parsing import parse
from budgetkg.store import Store, open_store
from budgetkg.validation.audit import audit
from budgetkg.validation.findings import Finding, Report

__all__ = [
    "CHANGES", "Change", "audited", "base", "codes", "document_graphs", "new_findings", "sample", "stored",
]  # fmt: skip

_SAMPLES = Path(__file__).parents[3] / "samples"
_FOLDER = Path(__file__).parent / "changes"


@dataclass(frozen=True)
class Change:
    """One fault: a few lines of the invented sample, written otherwise.

    `finds` are the rules that see it, each by a finding that the sample itself does not have. The first
    is the one that the change is there for: its finding is of this `kind`, and `says` stands in its message.
    """

    topic: str
    old: str
    new: str
    finds: tuple[str, ...]
    kind: str = "contradiction"
    says: str = ""

    @property
    def rule(self) -> str:
        return self.finds[0]

    def __str__(self) -> str:
        return f"{self.rule} {' '.join(self.new.split())[:40]}"


def _changes() -> list[Change]:
    found = []
    for file in sorted(_FOLDER.glob("*.toml")):
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["change"]:
            found.append(Change(file.stem, **{**entry, "finds": tuple(entry["finds"].split())}))
    return found


#: All planted faults of `changes/*.toml`.
CHANGES = _changes()


@cache
def sample(name: str = "wenlv") -> str:
    """Return the text of a sample."""
    (file,) = _SAMPLES.glob(f"{name}*.txt")
    return file.read_text(encoding="utf-8")


@cache
def codes() -> str:
    """Return the code lists as N-Quads. They are made in a folder that is gone afterwards."""
    with TemporaryDirectory() as folder, open_store(Path(folder) / "codes.db", create=True) as store:
        store.load_codes()
        return "\n".join(store.quads(CODES_GRAPH))


def stored(*texts: str) -> Store:
    """Return a store in memory with the graphs of documents, and the code lists."""
    held = ox.Store()
    held.bulk_load(codes(), ox.RdfFormat.N_QUADS)
    for number, text in enumerate(texts):
        records = parse(from_bytes(text.encode(), f"document-{number}.txt"))
        held.bulk_load(of(records).nquads, ox.RdfFormat.N_QUADS)
    return Store(Path("memory"), held)


def document_graphs(store: Store) -> list[str]:
    return [graph for graph in store.graphs() if "/id/doc/" in graph]


def audited(*texts: str) -> Report:
    """Return what the audit rules find in documents."""
    store = stored(*texts)
    return audit(store, document_graphs(store))


@cache
def base(name: str = "wenlv") -> Report:
    """Return what the audit rules find in a sample as it is."""
    return audited(sample(name))


def new_findings(report: Report) -> list[Finding]:
    """Return the findings that the invented sample does not have."""
    known = {(finding.id, finding.message) for finding in base().findings}
    return [finding for finding in report.findings if (finding.id, finding.message) not in known]
