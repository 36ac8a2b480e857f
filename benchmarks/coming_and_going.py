"""Documents that come and go in a store of many: build, info, chosen queries, remove, and the same again.

Run it as `python -m benchmarks.coming_and_going [DOCUMENT] [NUMBER…]` (100 if none is given): copies
of one document as three years of many departments. Seconds of the wall, and of this process and its children.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from benchmarks import document
from budgetkg.build import build
from budgetkg.catalog import documents_meant, load_catalog, run, select_graphs
from budgetkg.holdings import holdings
from budgetkg.namespaces import graphs_of
from budgetkg.store import Store, open_store

__all__ = ["main"]

_YEARS = (2022, 2023, 2024)
_FIRST_CODE = 601
_QUERIES = ("notices-by-amount", "expenditure-by-function", "account-breaks", "economic-crosswalk")


def _write(source: Path, folder: Path, number: int) -> None:
    """Write copies of a document under other department codes and years."""
    text = source.read_text(encoding="utf-8")
    code = source.stem.split("-")[1]
    for count in range(number):
        own, year = str(_FIRST_CODE + count // len(_YEARS)), str(_YEARS[count % len(_YEARS)])
        copy = text.replace(code, own).replace("2024", year)
        (folder / f"copy-{own}-{year}.txt").write_text(copy, encoding="utf-8")


def _timed(what: str, work: Callable[[], object]) -> None:
    wall, used = time.perf_counter(), sum(os.times()[:4])
    work()
    print(f"{what:44} {time.perf_counter() - wall:8.2f} {sum(os.times()[:4]) - used:8.2f}", flush=True)


def _dumped(path: Path) -> bytes:
    out = BytesIO()
    with open_store(path) as store:
        store.dump("nquads", out)
    return out.getvalue()


def _remove(path: Path, document: str) -> None:
    with open_store(path) as store:
        (graph,) = documents_meant(store, [document])
        store.remove_many(graphs_of(graph.removesuffix("/graph")))


def _ask(store: Store) -> None:
    first = f"{_FIRST_CODE}/2024"
    _timed("info", lambda: holdings(store))
    _timed("info --year 2023", lambda: holdings(store, select_graphs(store, year=2023)))
    for name in _QUERIES:
        query = load_catalog()[name]
        _timed(f"query {name}", lambda query=query: run(store, query, {}))  # type: ignore[misc]
        for options in ({"year": "2023"}, {"document": first}):
            said = " ".join(f"--{option} {value}" for option, value in options.items())
            _timed(
                f"query {name} {said}",
                lambda query=query, options=options: run(  # type: ignore[misc]
                    store, query, {}, select_graphs(store, **options)
                ),
            )


def _measure(source: Path, number: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, path = Path(place) / "documents", Path(place) / "kg1"
        folder.mkdir()
        _write(source, folder, number)
        print(f"\n{number} documents\n{'':44} {'wall s':>8} {'cpu s':>8}")
        for jobs in (1, 2):
            _timed(
                f"build --jobs {jobs}",
                lambda jobs=jobs: build([folder], Path(place) / f"kg{jobs}", jobs=jobs),
            )  # type: ignore[misc]
        _timed("build again, nothing changed", lambda: build([folder], path))
        before = _dumped(path)
        print(f"the same store from two processes: {_dumped(Path(place) / 'kg2') == before}")
        with open_store(path) as store:
            _ask(store)
        _timed("remove one", lambda: _remove(path, f"{_FIRST_CODE}/2024"))
        _timed("build it again", lambda: build([folder / f"copy-{_FIRST_CODE}-2024.txt"], path))
        print(f"the same store as before: {_dumped(path) == before}")


def main(source: Path, numbers: tuple[int, ...]) -> None:
    """Print a table for each number of documents."""
    for number in numbers:
        _measure(source, number)


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if not argument.isdecimal()]
    sizes = tuple(int(argument) for argument in sys.argv[1:] if argument.isdecimal())
    main(document(given, smaller=True), sizes or (100,))
