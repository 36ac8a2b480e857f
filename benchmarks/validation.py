"""Shapes on 1, 10 and 100 documents: our engine against pySHACL on the same triples, in one run.

Run it as `python -m benchmarks.validation [DOCUMENT] [NUMBER…] [--reference N]`: pySHACL takes seconds for
each document, so that it runs on N documents at most (10 if nothing is said). Every line is measured in a
process of its own, which reads each document from the store on disk; peak memory is that of the process, or
of the largest of a pool.
"""

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import document
from benchmarks.copies import fill, original
from budgetkg.catalog import document_graphs
from budgetkg.namespaces import CODES_GRAPH
from budgetkg.store import open_store
from budgetkg.validation.reading import document_lines, ntriples
from budgetkg.validation.shapes import check_document

__all__ = ["main"]

_NUMBERS = (1, 10, 100)
_JOBS = 2


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds for reading and for checking all documents, peak memory in MB, and the number of findings."""

    reading: float
    checking: float
    peak: float
    findings: int


def _checked(path: Path, engine: str, graphs: Sequence[str]) -> Measured:
    """Check documents one after the other, in this process."""
    reading, findings, start = 0.0, 0, time.perf_counter()
    with open_store(path) as store:
        codes = ntriples(store, CODES_GRAPH)
        for graph in graphs:
            before = time.perf_counter()
            data = ntriples(store, graph)
            reading += time.perf_counter() - before
            if engine == "plain":
                findings += _plain(document_lines(data, codes))
            else:
                findings += len(check_document(graph, data, codes, engine).findings)
        checking = time.perf_counter() - start - reading
    return Measured(reading, checking, _peak(), findings)


def _peak() -> float:
    """Return the peak memory of this process; getrusage() would tell that of its parent, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _plain(lines: Sequence[str]) -> int:
    """Run pySHACL as anybody would, on the shapes as they are written."""
    import pyshacl
    from rdflib import RDF, SH

    from budgetkg.validation.loading import load
    from budgetkg.validation.shacl.reference import load_shapes

    data = load("\n".join([*lines, ""]).encode())
    _, report, _ = pyshacl.validate(data, shacl_graph=load_shapes(), inference="none", advanced=False)
    return sum(1 for _ in report.subjects(RDF.type, SH.ValidationResult))


def _alone(path: Path, engine: str, graphs: Sequence[str]) -> Measured:
    """Check documents in one new process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_checked, path, engine, graphs).result()


def _pooled(path: Path, engine: str, graphs: Sequence[str]) -> tuple[float, Measured]:
    """Check documents in a pool; the seconds are those of the caller, with the start of the processes."""
    shares = [graphs[first::_JOBS] for first in range(_JOBS)]
    start = time.perf_counter()
    with ProcessPoolExecutor(_JOBS, multiprocessing.get_context("spawn")) as pool:
        parts = list(pool.map(partial(_checked, path, engine), shares))
    seconds = time.perf_counter() - start
    peak, findings = max(part.peak for part in parts), sum(part.findings for part in parts)
    return seconds, Measured(0, 0, peak, findings)


def _line(name: str, number: int, found: Measured, ours: Measured, seconds: float | None = None) -> None:
    """Print a line; with `seconds` for all, nothing is said of reading and checking."""
    if seconds is None:
        parts = (f"{found.reading / number:.3f}", f"{found.checking / number:.3f}")
        ratio, seconds = f"{found.checking / ours.checking:.1f}", found.reading + found.checking
    else:
        parts, ratio = ("–", "–"), "–"
    print(
        f"{name:28} {number:>5} {parts[0]:>8} {parts[1]:>8} {ratio:>7} {seconds:8.1f} {found.peak:8.0f}"
        f" {found.findings:>9}",
        flush=True,
    )


def _measure(path: Path, graphs: Sequence[str], most: int) -> None:
    number, ours = len(graphs), _alone(path, "native", graphs)
    _line("ours", number, ours, ours)
    names = {"native": "ours", "pyshacl": "pySHACL", "plain": "pySHACL, shapes as written"}
    for engine in ("pyshacl", "plain"):
        if number <= (most if engine == "pyshacl" else 1):
            _line(names[engine], number, _alone(path, engine, graphs), ours)
    for engine in ("native", "pyshacl"):
        if number > 1 and (engine == "native" or number <= most):
            seconds, found = _pooled(path, engine, graphs)
            _line(f"{names[engine]}, {_JOBS} processes", number, found, ours, seconds)


def main(path: Path, numbers: Sequence[int], most: int) -> None:
    """Print a table; `most` is the largest number of documents that pySHACL is asked to check."""
    with tempfile.TemporaryDirectory() as folder:
        one = original(path, Path(folder) / "one")
        with fill(Path(folder) / "many", one, max(numbers)) as store:
            held = list(document_graphs(store))
            quads = store.count(one.graph)
        print(f"{path.name}: {quads:,} quads a document")
        print(f"{'seconds a document':28} {'docs':>5} {'reading':>8} {'checking':>8} {'/ ours':>7}", end="")
        print(f" {'all':>8} {'peak MB':>8} {'findings':>9}")
        for number in numbers:
            _measure(Path(folder) / "many", held[:number], most)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("given", nargs="*", help="a document, and how many copies of it")
    asked.add_argument("--reference", type=int, default=10, help="most documents that pySHACL checks")
    found = asked.parse_args()
    sizes = tuple(int(text) for text in found.given if text.isdecimal())
    documents = [text for text in found.given if not text.isdecimal()]
    main(document(documents, smaller=True), sizes or _NUMBERS, found.reference)
