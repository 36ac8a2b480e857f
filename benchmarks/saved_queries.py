"""Every saved query on one document: medians on the opened store, and as ratios to rdflib in memory.

Run it as `python -m benchmarks.saved_queries [DOCUMENT]`. A query that rdflib does not answer within
the limit is shown as such. Required parameters take the example of the query's head.
"""

import multiprocessing
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from budgetkg.build import build
from budgetkg.catalog import SavedQuery, bind, load_catalog, run
from budgetkg.store import open_store

__all__ = ["main"]

_RUNS = 9
_LIMIT = 20.0


def _values(query: SavedQuery) -> dict[str, str]:
    return {parameter.name: parameter.example for parameter in query.params if parameter.required}


def _rdflib_seconds(
    nquads: str, texts: dict[str, str], results: "multiprocessing.Queue[tuple[str, float]]"
) -> None:
    from rdflib import Dataset

    dataset = Dataset()
    dataset.parse(data=nquads, format="nquads")
    results.put(("", 0.0))
    for name, text in texts.items():
        start = time.perf_counter()
        list(dataset.query(text))
        results.put((name, time.perf_counter() - start))


def _with_rdflib(nquads: str, texts: dict[str, str]) -> dict[str, float]:
    """Seconds by query; a query beyond the limit is missing. Each gets a process that can be ended."""
    times: dict[str, float] = {}
    for name, text in texts.items():
        results: multiprocessing.Queue[tuple[str, float]] = multiprocessing.Queue()
        worker = multiprocessing.Process(target=_rdflib_seconds, args=(nquads, {name: text}, results))
        worker.start()
        results.get()
        worker.join(_LIMIT)
        if worker.is_alive():
            worker.kill()
        else:
            times[name] = results.get()[1]
    return times


def main(path: Path) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        build([path], Path(folder) / "store")
        store = open_store(Path(folder) / "store")
        texts, medians, rows = {}, {}, {}
        for name, query in sorted(load_catalog().items()):
            values = _values(query)
            rows[name] = len(run(store, query, values).rows)
            times = []
            for _ in range(_RUNS):
                start = time.perf_counter()
                run(store, query, values)
                times.append(time.perf_counter() - start)
            medians[name] = median(times)
            if not values:
                texts[name] = bind(query, values)
        nquads = "\n".join(store.quads())
    theirs = _with_rdflib(nquads, texts)
    print(f"{'saved query':32} {'rows':>6} {'ours ms':>9} {'rdflib/ours':>12}")
    for name, seconds in medians.items():
        ratio = (
            f"{theirs[name] / seconds:12.1f}" if name in theirs else f"{'> ' + str(int(_LIMIT)) + ' s':>12}"
        )
        shown = ratio if name in texts else f"{'–':>12}"
        print(f"{name:32} {rows[name]:6} {seconds * 1000:9.2f} {shown}")


if __name__ == "__main__":
    from benchmarks import document

    main(document(sys.argv[1:]))
