"""Every export format over few and many documents: memory, time, size, and how others do the same.

Run it as `python -m benchmarks.exports [DOCUMENT] [NUMBER…] [FORMAT…]` (5 and 50 copies and all formats if
none is given). Each export is the real command in a process of its own. `peak` is the most memory that the
process held. The engine has caches of its own, one for each index, which fill with the first million quads:
`engine` is a process that only opens the store and reads every graph, as quads and by a query, and what a
process takes beyond that is the export. rdflib parses the same quads and serialises them, its whole process
against ours, at the smallest number alone, because it holds all. networkx writes the same graph as we do,
both from memory.
"""

import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from statistics import median

from benchmarks import document
from benchmarks.copies import fill, original
from budgetkg.catalog import document_graphs
from budgetkg.entities import choose_kinds
from budgetkg.entities.graph import Attribute, property_graph
from budgetkg.export import EXPORTS, FORMATS
from budgetkg.export.graph_formats import DEFAULT_NODES, GRAPH_FORMATS, write_graph
from budgetkg.store import open_store

__all__ = ["main"]

_NUMBERS = (5, 50)
_MEGABYTE = 1 << 20
_RUNS = 5
_TABLES = ("csv", "tsv", "parquet", "xlsx", "neo4j")

#: Runs a command from a small process: a large one would lend the child its own peak.
_LAUNCHER = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
subprocess.run(sys.argv[1:], check=True)
seconds = time.perf_counter() - begin
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([seconds, peak * (1 if sys.platform == "darwin" else 1024)]))
"""
_RDFLIB = """
import sys, rdflib
data = rdflib.Dataset(default_union=True)
data.parse(sys.argv[1], format="nquads")
form = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "ntriples": "nt", "jsonld": "json-ld",
        "rdfxml": "xml"}[sys.argv[3]]
whole = data if form in ("trig", "nquads", "json-ld") else rdflib.Graph()
if whole is not data:
    for triple in data.triples((None, None, None)):
        whole.add(triple)
whole.serialize(sys.argv[2], format=form, encoding="utf-8")
"""
_ENGINE = """
import sys, pyoxigraph
store = pyoxigraph.Store.read_only(sys.argv[1])
for graph in store.named_graphs():
    for quad in store.quads_for_pattern(None, None, None, graph): pass
    for row in store.query("SELECT * { GRAPH %s { ?thing a ?class . ?thing ?about ?value } }" % graph): pass
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds, the most memory it held and the output it left, both in bytes."""

    seconds: float
    peak: int
    size: int


def _run(command: Sequence[str], output: Path) -> Run:
    done = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, sys.executable, *command], check=True, stdout=subprocess.PIPE
    )
    seconds, peak = json.loads(done.stdout)
    return Run(seconds, peak, sum(file.stat().st_size for file in _files(output)))


def _files(output: Path) -> list[Path]:
    return sorted(output.iterdir()) if output.is_dir() else [output]


def _output(folder: Path, name: str) -> Path:
    """Return where an export goes: a folder where the format has one."""
    export = EXPORTS[name]
    return folder / (name if export.folder is not None else f"{name}{export.suffix}")


def _export(store: Path, name: str, output: Path) -> Run:
    return _run(
        ["-m", "budgetkg", "export", "--store", str(store), "--format", name, "-o", str(output)], output
    )


def _compare(name: str, run: Run, folder: Path, *, few: bool) -> str:
    """Return what another library takes for the same, where that is fair to ask."""
    if name in FORMATS and few:
        other = folder / f"other-{name}"
        theirs = _run(["-c", _RDFLIB, str(folder / "all.nq"), str(other), name], other)
        times, memory = theirs.seconds / run.seconds, theirs.peak / run.peak
        return f"   rdflib: {times:.1f} × the time, {memory:.1f} × the memory"
    if name == "graphml":
        return f"   networkx takes {_networkx(folder / 'store'):.1f} × as long to write it from memory"
    return ""


def _networkx(store: Path) -> float:
    """Return how many times as long networkx takes to write the nodes and edges that we write."""
    import networkx

    with open_store(store) as held:
        graph = property_graph(held, choose_kinds(DEFAULT_NODES), document_graphs(held))
        nodes, edges = list(graph.nodes()), list(graph.edges())
    whole = networkx.MultiDiGraph()
    for node in nodes:
        whole.add_node(node.id, label=node.label, kind=node.kind, **_doubles(node.attributes))
    for edge in edges:
        whole.add_edge(edge.source, edge.target, kind=edge.kind, **_doubles(edge.attributes))
    ready = replace(graph, nodes=lambda: nodes, edges=lambda: edges)
    theirs = _seconds(lambda: networkx.write_graphml(whole, BytesIO()))
    return theirs / _seconds(lambda: write_graph(ready, BytesIO(), "graphml"))


def _doubles(attributes: Mapping[str, Attribute]) -> dict[str, Attribute | float]:
    """Return attributes of types that networkx writes."""
    given = {name: value for name, value in attributes.items() if value is not None}
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in given.items()}


def _seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def _rows(folder: Path, name: str, quads: int) -> int:
    """Return how many things an export holds: quads, rows of tables, nodes and edges, or observations."""
    if name in FORMATS:
        return quads
    if name in GRAPH_FORMATS:
        return sum(1 for line in _lines(folder / "cytoscape.cyjs") if line.startswith('{"data"'))
    if name == "qb":
        return sum(1 for line in _lines(folder / "qb.ttl") if "a qb:Observation" in line)
    tables = (folder / ("csv" if name in _TABLES else name)).glob("*.csv")
    return sum(_records(path) - 1 for path in tables)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as stream:
        yield from stream


def _records(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.reader(stream))


def _store(path: Path, document: Path, number: int) -> int:
    """Fill a store with copies, write its quads beside it, and return their number."""
    with fill(path / "store", original(document, path / "one"), number) as store:
        with (path / "all.nq").open("wb") as out:
            store.dump("nquads", out)
        return store.count()


def _measured(document: Path, number: int, names: Sequence[str], *, few: bool) -> dict[str, Run]:
    """Print a table of the exports of a store with this many documents; return what each took."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        quads = _store(folder, document, number)
        print(f"\n{number} documents, {quads:,} quads")
        print(f"{'format':10} {'peak MB':>8} {'seconds':>8} {'size MB':>8} {'a second':>9}")
        engine = _run(["-c", _ENGINE, str(folder / "store")], folder / "all.nq")
        print(_line("engine", engine, quads), flush=True)
        runs = {}
        for name in _counted_first(names):
            runs[name] = _export(folder / "store", name, _output(folder, name))
            line = _line(name, runs[name], _rows(folder, name, quads))
            print(line + _compare(name, runs[name], folder, few=few), flush=True)
    return {"engine": engine, **runs}


def _counted_first(names: Sequence[str]) -> list[str]:
    """Return the formats after those that the rows of others are counted in."""
    groups = {"csv": _TABLES, "cytoscape": tuple(GRAPH_FORMATS)}
    return list(dict.fromkeys([*(one for one, group in groups.items() if set(group) & set(names)), *names]))


def _line(name: str, run: Run, rows: int) -> str:
    line = f"{name:10} {run.peak / _MEGABYTE:8.0f} {run.seconds:8.1f} {run.size / _MEGABYTE:8.1f}"
    return f"{line} {rows / run.seconds:9,.0f}"


def main(document: Path, numbers: Sequence[int], names: Sequence[str]) -> None:
    """Print a table for each number of documents, then the peaks side by side."""
    ordered = sorted(numbers)
    runs = {number: _measured(document, number, names, few=number == ordered[0]) for number in ordered}
    print("\npeak MB at each number, the last as a ratio to each before it, the last less that of the engine")
    for name in ("engine", *names):
        peaks = [taken[name].peak for taken in runs.values()]
        shown = " ".join(f"{peak / _MEGABYTE:6.0f}" for peak in peaks)
        ratios = " ".join(f"{peaks[-1] / peak:6.2f}" for peak in peaks[:-1])
        beyond = (peaks[-1] - runs[max(runs)]["engine"].peak) / _MEGABYTE
        print(f"{name:10} {shown} {ratios} {beyond:6.0f}")


if __name__ == "__main__":
    given = sys.argv[1:]
    sizes = tuple(int(argument) for argument in given if argument.isdecimal())
    chosen = [argument for argument in given if argument in EXPORTS]
    paths = [argument for argument in given if not argument.isdecimal() and argument not in EXPORTS]
    main(document(paths, smaller=True), sizes or _NUMBERS, chosen or list(EXPORTS))
