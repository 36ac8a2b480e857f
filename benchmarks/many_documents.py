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
from budgetkg.catalog import SavedQuery, bind, load_catalog, prepare, run
from budgetkg.namespaces import BKG
from budgetkg.results import Solutions
from budgetkg.store import Store

__all__ = ["main"]

_NUMBERS = (1, 100, 1000)
_RUNS = 5
_LIMIT = 10.0
_MOST_RDFLIB_QUADS = 1_500_000


def _timed(work: Callable[[], object]) -> float:
    """Return the median of some runs; what takes seconds runs fewer times."""
    times: list[float] = []
    while len(times) < _RUNS and sum(times) < _LIMIT:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


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


def _rdflib(path: Path, texts: Mapping[str, str]) -> dict[str, float]:
    """Seconds by query; one beyond the limit is missing. Each runs in a forked process that can be ended."""
    from rdflib import Dataset

    dataset = Dataset()
    dataset.parse(path, format="nquads")
    forking = multiprocessing.get_context("fork")
    found: dict[str, float] = {}
    for name, text in texts.items():
        answers = forking.SimpleQueue()

        def work(text: str = text, answers: Any = answers) -> None:
            start = time.perf_counter()
            list(dataset.query(text))
            answers.put(time.perf_counter() - start)

        process = forking.Process(target=work)
        process.start()
        process.join(_LIMIT)
        if process.is_alive():
            process.kill()
            process.join()
        elif not answers.empty():
            found[name] = answers.get()
    return found


def _measure(store: Store, path: Path, number: int, graph: str) -> None:
    catalog = load_catalog()
    engine = ox.Store.read_only(str(path))
    ours: dict[str, float] = {}
    bare: dict[str, float] = {}
    rows: dict[str, int] = {}
    one: dict[str, float] = {}
    texts: dict[str, str] = {}
    form = _first_form(store, graph)
    for name, query in catalog.items():
        values = _asked(query, form)
        texts[name] = prepare(store, query, values)
        rows[name] = len(run(store, query, values).rows)
        ours[name] = _timed(lambda query=query, values=values: run(store, query, values))  # type: ignore[misc]
        bare[name] = _timed(lambda text=texts[name]: _drain(engine.query(text)))  # type: ignore[misc]
        if not values:
            bound = bind(query, {}, [graph])
            one[name] = _timed(lambda text=bound: store.query(text))  # type: ignore[misc]
    quads = store.count()
    theirs: dict[str, float] = {}
    if quads <= _MOST_RDFLIB_QUADS:
        with tempfile.NamedTemporaryFile(suffix=".nq") as file:
            store.dump("nquads", file)  # type: ignore[arg-type]
            file.flush()
            theirs = _rdflib(Path(file.name), texts)
    print(f"\n{number} documents, {quads:,} quads")
    print(
        f"{'saved query':32} {'rows':>7} {'ours ms':>9} {'/engine':>8} {'one doc ms':>11} {'rdflib/ours':>12}"
    )
    for name in catalog:
        ratio = f"{theirs[name] / ours[name]:.1f}" if name in theirs else "–" if not theirs else "> limit"
        single = f"{one[name] * 1000:.1f}" if name in one else "–"
        print(
            f"{name:32} {rows[name]:7} {ours[name] * 1000:9.1f} {ours[name] / bare[name]:8.2f}"
            f" {single:>11} {ratio:>12}"
        )
    print(f"{'median':32} {'':7} {median(ours.values()) * 1000:9.1f}", end="")
    print(
        f" {median(ours[name] / bare[name] for name in ours):8.2f} {median(one.values()) * 1000:11.1f}",
        end="",
    )
    shares = [theirs[name] / ours[name] for name in theirs]
    print(f" {median(shares):12.1f}" if shares else "")


def main(path: Path, numbers: tuple[int, ...]) -> None:
    """Print a table for each number of documents."""
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            one = original(path, Path(folder) / "one")
            start = time.perf_counter()
            place = Path(folder) / "many"
            with fill(place, one, number) as store:
                print(f"\nfilled in {time.perf_counter() - start:.1f} s", flush=True)
                _measure(store, place, number, one.graph)


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if not argument.isdecimal()]
    sizes = tuple(int(argument) for argument in sys.argv[1:] if argument.isdecimal())
    main(document(given, smaller=True), sizes or _NUMBERS)
