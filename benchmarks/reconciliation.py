"""The reconciliation service over few and many documents: making its index, memory, and time for a query.

Run it as `python -m benchmarks.reconciliation [DOCUMENT] [NUMBER…]` (1, 10 and 100 copies if none is given).
Queries are of five kinds, a hundred in a batch: codes and document numbers in odd spellings, names as
printed, names with a sign too many, names with another sign, and texts that fit nothing. `names` times one
pass of rapidfuzz over all names for each query, the least that any comparison with all of them takes.
Both and the index are in time of the processor, so that other work on the machine counts little.
`http` is the same batch through a server of its own on this machine, from the form to the answer. Memory
is of a process that reads the store and holds the index, less one that has only loaded the modules.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks import document
from benchmarks.copies import fill, original
from budgetkg.web.reconciliation import PATH, Current
from budgetkg.web.reconciliation.asking import Query, read_batch
from budgetkg.web.reconciliation.index import Index
from budgetkg.web.reconciliation.matching import find
from budgetkg.web.reconciliation.names import folded
from budgetkg.web.reconciliation.vocabulary import load_vocabulary

__all__ = ["main"]

_NUMBERS = (1, 10, 100)
_BATCH = 100
_RUNS = 5

#: Prints the most memory that the process held, in bytes, with an index and without.
_MEMORY = """
import resource, sys
from pathlib import Path
from budgetkg.web.reconciliation import Current
held = Current(Path(sys.argv[1])).index() if len(sys.argv) > 1 else None
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak * (1 if sys.platform == "darwin" else 1024))
"""

#: Runs a command from a small process: a large one would lend the child its own peak.
_LAUNCHER = "import subprocess, sys; subprocess.run(sys.argv[1:], check=True)"


def _batches(index: Index) -> Mapping[str, list[str]]:
    """Return a batch of texts of each kind."""
    things = list(index.things.values())
    step = max(1, len(things) // _BATCH)
    names = [thing.names[0] for thing in things[::step] if thing.names][:_BATCH]
    codes = [code for thing in things for code in thing.codes]
    odd = [code.replace("〔", "[").replace("〕", "] 第 0") for code in codes]
    return {
        "codes": odd[:: max(1, len(odd) // _BATCH)][:_BATCH],
        "names": names,
        "longer": [f"{name}经费" for name in names],
        "misprinted": [f"{name[: len(name) // 2]}某{name[len(name) // 2 + 1 :]}" for name in names],
        "unlike": [f"{number}zzzz" for number in range(_BATCH)],
    }


def _milliseconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    times = []
    for _ in range(_RUNS):
        start = clock()
        work()
        times.append((clock() - start) * 1000)
    return statistics.median(times)


def _queries(texts: list[str]) -> dict[str, dict[str, str]]:
    return {f"q{number}": {"query": text} for number, text in enumerate(texts)}


def _matching(index: Index, texts: list[str]) -> float:
    """Return the milliseconds that one query takes."""
    batch: Mapping[str, Query] = read_batch(load_vocabulary(), _queries(texts))
    return _milliseconds(lambda: [find(index, query) for query in batch.values()]) / len(batch)


def _least(index: Index, texts: list[str]) -> float:
    """Return the milliseconds that rapidfuzz takes to compare one text with every name."""
    names = [folded(name) for thing in index.things.values() for name in thing.names]
    keys = [folded(text) for text in texts]
    taken = _milliseconds(
        lambda: [process.extract(key, names, scorer=fuzz.ratio, score_cutoff=45, limit=60) for key in keys]
    )
    return taken / len(texts)


@contextmanager
def _server(store: Path) -> Iterator[str]:
    """Give the address of the service, started for this."""
    command = [
        sys.executable,
        "-m",
        "budgetkg",
        "--lang",
        "en",
        "serve",
        "--store",
        str(store),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as started:
        assert started.stderr is not None
        try:
            line = next(line for line in started.stderr if "http" in line)
            yield line.split()[-1] + PATH
        finally:
            started.terminate()


def _over_http(address: str, texts: list[str]) -> float:
    form = urllib.parse.urlencode({"queries": json.dumps(_queries(texts))}).encode()

    def ask() -> None:
        with urllib.request.urlopen(address, form) as answer:
            json.load(answer)

    return _milliseconds(ask, time.perf_counter) / len(texts)


def _memory(*arguments: str) -> int:
    command = [sys.executable, "-c", _LAUNCHER, sys.executable, "-c", _MEMORY, *arguments]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _measure(store: Path, number: int) -> None:
    start = time.process_time()
    index = Current(store).index()
    made = time.process_time() - start
    memory = (_memory(str(store)) - _memory()) / (1 << 20)
    print(f"\n{number} documents, {len(index.things):,} things: index {made:.2f} s, {memory:.0f} MB")
    print(f"{'a query of a batch of 100':26} {'ms':>8} {'http ms':>8} {'names ms':>9}")
    with _server(store) as address:
        for kind, texts in _batches(index).items():
            taken, served = _matching(index, texts), _over_http(address, texts)
            print(f"{kind:26} {taken:8.2f} {served:8.2f} {_least(index, texts):9.2f}", flush=True)


def main(document: Path, numbers: tuple[int, ...]) -> None:
    """Print what each number of documents takes."""
    for number in numbers:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            fill(folder / "store", original(document, folder / "one"), number).close()
            _measure(folder / "store", number)


if __name__ == "__main__":
    given = sys.argv[1:]
    sizes = tuple(int(argument) for argument in given if argument.isdecimal())
    main(document([one for one in given if not one.isdecimal()]), sizes or _NUMBERS)
