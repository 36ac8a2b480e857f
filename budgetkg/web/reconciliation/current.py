"""The index of the store as it stands: made at the start, and again where the store has changed.

No question of a stranger reaches the engine: what is asked of it are a few queries of our own, and
everything else is answered from memory, so that no process has to be ended for taking too long. The
store is open while it is read and no longer, read-only, so that `build` may write at any time.
"""

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from budgetkg.catalog import document_graphs
from budgetkg.namespaces import BKG, CODES_GRAPH
from budgetkg.quads import DIGEST
from budgetkg.results import Solutions
from budgetkg.store import Store, open_store
from budgetkg.web.reconciliation.collecting import collect
from budgetkg.web.reconciliation.index import Index
from budgetkg.web.reconciliation.reading import Facts, Reader, read_codes, read_document, read_same
from budgetkg.web.reconciliation.vocabulary import load_vocabulary

__all__ = ["Current"]

_PAUSE = 1.0  # seconds between two looks at the files
#: Files of the engine that change without anything being written.
_IDLE = ("LOG", "LOCK", "OPTIONS", "IDENTITY")

_Files = frozenset[tuple[str, int, int]]


class Current:
    """Gives the index of the store in a folder. Threads may share it.

    `clock` says the time in seconds. Raises StoreError where there is no store or it is damaged.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._read: dict[str, tuple[str | None, Facts]] = {}
        self._files: _Files = frozenset()
        self._looked = float("-inf")
        self._index: Index | None = None

    def index(self) -> Index:
        """Return the index, made anew if the store has changed since it was made."""
        with self._lock:
            if self._index is None or self._clock() - self._looked >= _PAUSE:
                files = _files(self._path)
                if self._index is None or files != self._files:
                    self._index = None  # what is out of date is never given for what is there now
                    self._index = self._make()
                    self._files = files
                self._looked = self._clock()
            return self._index

    def _make(self) -> Index:
        """Read the documents that are new or changed, and index all."""
        with open_store(self._path) as store:
            digests = _digests(store)
            reader = Reader(store)
            self._read = {
                graph: self._facts(reader, graph, digests.get(graph)) for graph in document_graphs(store)
            }
            codes, same = read_codes(store), read_same(store)
        documents = [facts for _, facts in self._read.values()]
        return Index(load_vocabulary(), collect(documents, codes, same))

    def _facts(self, store: Reader, graph: str, digest: str | None) -> tuple[str | None, Facts]:
        """Return what a document says, from the store unless its graph states that it is unchanged."""
        held = self._read.get(graph)
        if held is not None and digest is not None and held[0] == digest:
            return held
        return digest, read_document(store, graph)


def _digests(store: Store) -> Mapping[str, str]:
    """Return what each graph states as the digest of its content, and of the code lists that name it."""
    found = store.query(f"SELECT ?g ?digest {{ GRAPH ?g {{ ?g <{DIGEST}> ?digest }} }}")
    codes = store.query(
        f"SELECT ?digest {{ GRAPH <{CODES_GRAPH}> {{ <{CODES_GRAPH}> <{BKG}sha256> ?digest }} }}"
    )
    assert isinstance(found, Solutions)
    assert isinstance(codes, Solutions)
    named = " ".join(row[0].value for row in codes.rows if row[0] is not None)
    return {
        g.value: f"{digest.value} {named}" for g, digest in found.rows if g is not None and digest is not None
    }


def _files(path: Path) -> _Files:
    """Return what the files of the store look like from outside; none where it is gone."""
    seen = set()
    try:
        for entry in path.iterdir():
            if not entry.name.startswith(_IDLE):
                state = entry.stat()
                seen.add((entry.name, state.st_size, state.st_mtime_ns))
    except OSError:
        return frozenset()
    return frozenset(seen)
