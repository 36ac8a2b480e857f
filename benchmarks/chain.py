"""From text to a store that answers: our chain against an rdflib graph in memory, in one run.

Run it as `python -m benchmarks.chain [DOCUMENT]`. Both sides read and parse the same file and infer
units and accounts; ours then writes N-Quads and loads them, with the code lists, into a store on disk,
rdflib parses the same triples into a Dataset. `many` builds a folder of departments (the document under
other department codes) in one process.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from budgetkg import graph
from budgetkg.build import build
from budgetkg.documents import read
from budgetkg.inference import infer
from budgetkg.parsing import parse

__all__ = ["main"]

_RUNS = 5
_MANY = 10


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _ours(path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build([path], Path(folder) / "store")


def _rdflib(path: Path) -> None:
    from rdflib import Dataset

    records = parse(read(path))
    made = graph.of(records)
    inferred = graph.inferred_nquads(made.keys, records, infer(records))
    Dataset().parse(data=f"{made.nquads}\n{inferred}", format="nquads")


def _departments(path: Path, folder: Path) -> None:
    """The same figures as many departments: only code and name of the department differ."""
    source = parse(read(path))
    text = path.read_text(encoding="utf-8")
    for number in range(_MANY):
        other = text.replace(
            f"{source.department.code} {source.department.name}", f"{100 + number} 部门{number}甲"
        )
        (folder / f"{number}.txt").write_text(other, encoding="utf-8")


def main(path: Path) -> None:
    """Print the table."""
    build_times = [_seconds(lambda: _ours(path)) for _ in range(_RUNS)]
    rdflib_times = [_seconds(lambda: _rdflib(path)) for _ in range(_RUNS)]
    first, ours, theirs = build_times[0], median(build_times), median(rdflib_times)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "documents"
        folder.mkdir()
        _departments(path, folder)
        many = _seconds(lambda: build([folder], Path(name) / "store"))
    print(f"{'text to queryable store':34} {'seconds':>9} {'ratio':>7}")
    print(f"{'first document in a process':34} {first:9.2f}")
    print(f"{'one document (median)':34} {ours:9.2f} {1:7.2f}")
    print(f"{'the same into rdflib in memory':34} {theirs:9.2f} {theirs / ours:7.2f}")
    print(f"{f'each of {_MANY} documents':34} {many / _MANY:9.2f} {ours / (many / _MANY):7.2f}")
    print(f"{'documents per second':34} {_MANY / many:9.2f}")


if __name__ == "__main__":
    from benchmarks import document

    main(document(sys.argv[1:]))
