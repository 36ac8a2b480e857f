"""How much faster our N-Quads writer is than building the same triples in an rdflib Graph.

Run it as `python benchmarks/graph_writer.py [DOCUMENT…]`; without arguments it takes samples/*.txt.
Both sides start from the same records, run in one process by turns, and count by their best run.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from budgetkg import graph
from budgetkg.documents import read
from budgetkg.model import Records
from budgetkg.parsing import parse

__all__ = ["measure"]

_RUNS = 7


def measure(records: Records) -> tuple[int, float, float]:
    """Return the number of triples, and the seconds that our writer and rdflib need for them."""
    from rdflib import Dataset, Literal, URIRef
    from rdflib import Graph as RdflibGraph

    made = graph.of(records)
    source = Dataset()
    source.parse(data=made.nquads, format="nquads")
    plain = [
        (str(s), str(p), (str(o), o.language, o.datatype) if isinstance(o, Literal) else str(o))
        for s, p, o in source.graph(made.graph)
    ]

    def with_rdflib() -> None:
        target = RdflibGraph()
        for s, p, o in plain:
            value = Literal(o[0], lang=o[1], datatype=o[2]) if isinstance(o, tuple) else URIRef(o)
            target.add((URIRef(s), URIRef(p), value))

    ours, theirs = float("inf"), float("inf")
    for _ in range(_RUNS):
        ours = min(ours, _seconds(lambda: graph.of(records)))
        theirs = min(theirs, _seconds(with_rdflib))
    return len(plain), ours, theirs


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _main(paths: list[Path]) -> None:
    print(f"{'document':32} {'triples':>8} {'ours ms':>9} {'rdflib ms':>10} {'ratio':>6}")
    for path in paths:
        count, ours, theirs = measure(parse(read(path)))
        print(f"{path.name:32} {count:8} {ours * 1000:9.1f} {theirs * 1000:10.1f} {theirs / ours:6.1f}")


if __name__ == "__main__":
    samples = Path(__file__).parents[1] / "samples"
    _main([Path(name) for name in sys.argv[1:]] or sorted(samples.glob("*.txt")))
