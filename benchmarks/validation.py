"""Shapes on one document: our way of running pySHACL against pySHACL on the plain shapes, in one run.

Run it as `python -m benchmarks.validation [DOCUMENT]`. Without an argument it takes the smaller sample,
because pySHACL on the plain shapes takes minutes on a large document.
"""

import sys
import tempfile
import time
from pathlib import Path

from budgetkg.build import build
from budgetkg.resources import folder
from budgetkg.store import open_store
from budgetkg.validation import run

__all__ = ["main"]


def main(path: Path) -> None:
    """Print the table."""
    import pyshacl
    from rdflib import Graph

    with tempfile.TemporaryDirectory() as name:
        build([path], Path(name) / "store")
        store = open_store(Path(name) / "store")
        start = time.perf_counter()
        report = run(store)
        ours = time.perf_counter() - start
        data = "\n".join(store.quads())
    graph = Graph()
    lines = (line.rsplit(" <", 1)[0] + " ." for line in data.split("\n") if line)
    start = time.perf_counter()
    graph.parse(data="\n".join(lines), format="nt")
    shapes = Graph()
    for file in sorted(folder("shapes").glob("*.ttl")):
        shapes.parse(file)
    pyshacl.validate(graph, shacl_graph=shapes, inference="none", advanced=False)
    theirs = time.perf_counter() - start
    print(f"{'shapes':32} {'seconds':>9} {'ratio':>7}")
    print(f"{'budgetkg validate':32} {ours:9.2f} {1:7.2f}   {report.counts()}")
    print(f"{'pySHACL on the plain shapes':32} {theirs:9.2f} {theirs / ours:7.2f}")


if __name__ == "__main__":
    from benchmarks import document

    main(document(sys.argv[1:], smaller=True))
