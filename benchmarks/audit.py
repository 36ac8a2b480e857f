"""The audit of 1, 10 and 100 documents: seconds a document and peak memory; the shapes by pySHACL beside it.

Run it as `python -m benchmarks.audit [DOCUMENT] [NUMBER…]`. Each line is a process of its own that reads
every document from the store on disk into memory and runs all audit rules on it. The ratio is the time of
pySHACL on the shapes of the same documents (10 at most), in the same run.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import document
from benchmarks.copies import copies, fill, original
from budgetkg.namespaces import CODES_GRAPH
from budgetkg.store import open_store

__all__ = ["main"]

_NUMBERS = (1, 10, 100)
_MOST_REFERENCE = 10

#: Seconds for copies and for checks, peak memory in MB, findings.
Measured = tuple[float, float, float, int]


def _audited(path: Path, graphs: Sequence[str], engine: str) -> Measured:
    from budgetkg.validation.audit import audit
    from budgetkg.validation.shapes import check_shapes

    copying, checking, findings = 0.0, 0.0, 0
    with open_store(path) as store:
        for graph in graphs:
            start = time.perf_counter()
            view = store.in_memory([graph, CODES_GRAPH])
            copied = time.perf_counter()
            report = audit(view, [graph]) if engine == "audit" else check_shapes(view, graph, engine)
            copying += copied - start
            checking += time.perf_counter() - copied
            findings += len(report.findings)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return copying, checking, peak, findings


def _in_its_own_process(path: Path, graphs: Sequence[str], engine: str) -> Measured:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_audited, (path, graphs, engine))


def main(path: Path, numbers: tuple[int, ...]) -> None:
    """Print a line for each number of documents."""
    print(f"{'documents':>9} {'copy':>7} {'audit':>7} {'all, s':>8} {'MB':>6} {'findings':>8} {'pySHACL':>8}")
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            one = original(path, Path(folder) / "one")
            place = Path(folder) / "many"
            fill(place, one, number).close()
            graphs = [graph for graph, _ in copies(one, number)]
            copying, checking, peak, findings = _in_its_own_process(place, graphs, "audit")
            some = graphs[:_MOST_REFERENCE]
            theirs = _in_its_own_process(place, some, "pyshacl")[1] / len(some)
        each = checking / number
        figures = f"{number:9} {copying / number:7.3f} {each:7.3f} {copying + checking:8.1f} {peak:6.0f}"
        print(
            f"{figures} {findings:8} {theirs / each:7.1f}×",
            flush=True,
        )


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if not argument.isdecimal()]
    sizes = tuple(int(argument) for argument in sys.argv[1:] if argument.isdecimal())
    main(document(given, smaller=True), sizes or _NUMBERS)
