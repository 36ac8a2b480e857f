"""Every saved query over many documents: our time, our overhead over the engine, rdflib in the same run.

Run it as `python -m benchmarks.many_documents [DOCUMENT] [NUMBER…]` (1, 100 and 1000 copies if none is
given). Each query runs unbound over everything, and bound to one document where it needs no value. `engine`
is Oxigraph's own time for the same text: what is above 1.0 is our guard, our binding and our terms. rdflib
holds the same quads in memory; a query that it does not answer within the limit is shown as such, and it is
left out where the quads are more than it can hold.
"""

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

import pyoxigraph as ox

from benchmarks import document
from benchmarks.copies import fill, original
from budgetkg.catalog import SavedQuery, load_catalog, prepare, run
from budgetkg.namespaces import BKG
from budgetkg.results import Solutions
from budgetkg.store import Store, open_store

__all__ = ["main"]

_NUMBERS = (1, 100, 1000)
_RUNS = 5
_ENOUGH = 2.0  # seconds after which a query is not run again
_LIMIT = 5.0  # seconds after which a query is ended
_MOST_RDFLIB_QUADS = 1_500_000


def _timed(work: Callable[[], object]) -> float:
    """Return the median of some runs; what takes seconds runs fewer times."""
    times: list[float] = []
    while len(times) < _RUNS and sum(times) < _ENOUGH:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def _within_limit(work: Callable[[], object], ready: Callable[[], object] = bool) -> float | None:
    """Return the median time in a forked process that is ended when one run takes too long."""
    forking = multiprocessing.get_context("fork")
    answers = forking.SimpleQueue()

    def measure() -> None:
        ready()
        answers.put(_timed(work))

    process = forking.Process(target=measure)
    process.start()
    process.join(_LIMIT)
    if process.is_alive():
        process.kill()
        process.join()
        return None
    return None if answers.empty() else float(answers.get())


def _asked(query: SavedQuery, form: str) -> dict[str, str]:
    """Return the values that a query needs: a form of the first document where it asks for a thing."""
    needed = [parameter for parameter in query.params if parameter.required]
    return {one.name: form if one.type in ("entity", "project") else one.example for one in needed}


def _first_form(store: Store, graph: str) -> str:
    answer = store.query(
        f"SELECT ?form WHERE {{ GRAPH <{graph}> {{ ?form a <{BKG}ProjectBudget> }} }} ORDER BY ?form LIMIT 1"
    )
    assert isinstance(answer, Solutions)
    (row,) = answer.rows
    assert row[0] is not None
    return row[0].value


def _drain(answer: Any) -> int:
    return sum(1 for _ in answer)


def _embedded(path: Path, query: SavedQuery, form: str, graph: str) -> dict[str, float | None]:
    """Return our time, the engine's own for the same text, and ours for one document."""
    values = _asked(query, form)
    held: dict[str, Any] = {}

    def opened() -> None:
        held["ours"], held["engine"] = open_store(path), ox.Store.read_only(str(path))
        held["text"] = prepare(held["ours"], query, values)

    one_graph = [graph]
    found = {"ours": _within_limit(lambda: run(held["ours"], query, values), opened)}
    if found["ours"] is not None:
        found["engine"] = _within_limit(lambda: _drain(held["engine"].query(held["text"])), opened)
    found["one"] = _within_limit(lambda: run(held["ours"], query, values, one_graph), opened)
    return found


def _rdflib(path: Path, texts: Mapping[str, str]) -> dict[str, float | None]:
    """Return seconds by query; None where one is beyond the limit."""
    from rdflib import Dataset

    dataset = Dataset()
    dataset.parse(path, format="nquads")
    return {name: _within_limit(lambda text=text: list(dataset.query(text))) for name, text in texts.items()}


def _in_memory(store: Store, form: str) -> dict[str, float | None]:
    """Return the times of rdflib over the same quads; nothing where they are too many for it."""
    if store.count() > _MOST_RDFLIB_QUADS:
        return {}
    texts = {name: prepare(store, query, _asked(query, form)) for name, query in load_catalog().items()}
    with tempfile.NamedTemporaryFile(suffix=".nq") as file:
        with open(file.name, "wb") as out:  # noqa: PTH123
            store.dump("nquads", out)
        return _rdflib(Path(file.name), texts)


def _shown(seconds: float | None, width: int = 9) -> str:
    return f"{'> ' + str(int(_LIMIT)) + ' s':>{width}}" if seconds is None else f"{seconds * 1000:{width}.1f}"


def _ratio(one: float | None, other: float | None, width: int) -> str:
    return f"{'–':>{width}}" if one is None or other is None else f"{one / other:{width}.2f}"


def _measure(path: Path, number: int, graph: str) -> None:
    with open_store(path) as store:
        form, quads = _first_form(store, graph), store.count()
        theirs = _in_memory(store, form)
    print(f"\n{number} documents, {quads:,} quads")
    print(
        f"{'saved query':32} {'ours ms':>9} {'/engine':>8} {'one doc':>9} {'rdflib ms':>9} {'/ours':>8}",
        flush=True,
    )
    overheads, shares = [], []
    for name, query in load_catalog().items():
        found = _embedded(path, query, form, graph)
        ours, engine = found["ours"], found.get("engine")
        line = f"{name:32} {_shown(ours)} {_ratio(ours, engine, 8)} {_shown(found['one'])}"
        if theirs:
            line += f" {_shown(theirs[name])} {_ratio(theirs[name], ours, 8)}"
        print(line, flush=True)
        if ours and engine:
            overheads.append(ours / engine)
        if ours and theirs.get(name):
            shares.append((theirs[name] or 0) / ours)
    print(f"median: ours/engine {median(overheads):.2f}", end="")
    print(f", rdflib/ours {median(shares):.0f}" if shares else ", rdflib not run")


def main(path: Path, numbers: tuple[int, ...]) -> None:
    """Print a table for each number of documents."""
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            one = original(path, Path(folder) / "one")
            start = time.perf_counter()
            place = Path(folder) / "many"
            fill(place, one, number).close()
            print(f"\nfilled in {time.perf_counter() - start:.1f} s", flush=True)
            _measure(place, number, one.graph)


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if not argument.isdecimal()]
    sizes = tuple(int(argument) for argument in sys.argv[1:] if argument.isdecimal())
    main(document(given, smaller=True), sizes or _NUMBERS)
