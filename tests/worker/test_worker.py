"""Queries in a process of their own: the same answers, limits that hold, and no process left over."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from budgetkg.build import build
from budgetkg.catalog import find_entity, load_catalog, run
from budgetkg.errors import (
    BudgetKGError,
    EntityUnknownError,
    QueryError,
    StoreError,
    TimeLimitError,
    UsageError,
    WorkerError,
)
from budgetkg.explain import explain
from budgetkg.holdings import holdings
from budgetkg.results import Solutions
from budgetkg.store import open_store
from budgetkg.worker import Worker

ROOT = Path(__file__).parents[2]
SMALL, LARGE = ROOT / "samples" / "wenlv-588-2024.txt", ROOT / "samples" / "fengfeng-550-2024.txt"
UNITS = "SELECT ?u { GRAPH ?g { ?u a <https://w3id.org/budgetkg/def#Unit> } } ORDER BY ?u"
ALL = "{ GRAPH ?g { ?s ?p ?o } }"
#: More rows than any machine counts within a test.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { GRAPH ?a { ?s ?p ?o } GRAPH ?b { ?t ?q ?v } GRAPH ?c { ?w ?x ?y } }"
GIB = 1 << 30


@pytest.fixture(scope="module")
def store(store_of: Callable[[Sequence[Path]], Path]) -> Path:
    """A store with the small sample; tests only read it."""
    return store_of([SMALL])


@pytest.fixture(scope="module")
def worker(store: Path) -> Iterator[Worker]:
    """A worker without narrow limits."""
    with Worker(store, time_limit=120) as one:
        yield one


def process_of(worker: Worker) -> "subprocess.Popen[bytes]":
    """Return the process that answers now."""
    worker.graphs()
    assert worker._process is not None
    return worker._process


def rows(answer: object) -> int:
    """Return how many rows an answer has."""
    assert isinstance(answer, Solutions)
    return len(answer.rows)


def wait_until(true: Callable[[], bool], seconds: float = 60) -> bool:
    """Return whether something becomes true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


def alive(pid: int) -> bool:
    """Whether a process is there and still runs."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return state.rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.parametrize(
    "text",
    [
        UNITS,
        f"SELECT * {ALL} LIMIT 3000",
        "ASK { GRAPH ?g { ?s ?p ?o } }",
        "CONSTRUCT { ?s a ?o } { GRAPH ?g { ?s a ?o } }",
        'SELECT ?x { VALUES ?x { "a\\u0000b" "行\\n" "\U0001f4b0"@zh 1.50 UNDEF } }',
    ],
)
def test_the_answer_is_the_one_of_the_store(worker: Worker, store: Path, text: str) -> None:
    with open_store(store) as direct:
        assert worker.query(text) == direct.query(text)


def test_counts_and_graphs_are_those_of_the_store(worker: Worker, store: Path) -> None:
    with open_store(store) as direct:
        assert worker.graphs() == direct.graphs()
        assert worker.count() == direct.count() > 0
        assert worker.count(worker.graphs()[0]) == direct.count(direct.graphs()[0])


def test_saved_queries_explanations_and_holdings_run_through_it(worker: Worker, store: Path) -> None:
    query = load_catalog()["projects-by-notice"]
    values = {"notice": "邯财教[2023]104号"}
    with open_store(store) as direct:
        assert run(worker, query, values) == run(direct, query, values)
        assert explain(worker, "13040624P00588A100014") == explain(direct, "13040624P00588A100014")
        assert holdings(worker) == holdings(direct)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * FROM <http://localhost:9/x> { ?s ?p ?o }", "not in this store"),
        ("DROP ALL", "the query is wrong"),
        ("SELECT ?x {\n", "the query is wrong"),
        ("SELECT ('\ud800' AS ?x) {}", "."),
    ],
)
def test_errors_are_the_ones_of_the_store(worker: Worker, store: Path, text: str, said: str) -> None:
    with open_store(store) as direct, pytest.raises(QueryError) as expected:
        direct.query(text)
    with pytest.raises(QueryError, match=said) as found:
        worker.query(text)
    assert (found.value.zh, found.value.place) == (expected.value.zh, expected.value.place)


def test_an_unknown_thing_stays_an_error_of_the_caller(worker: Worker) -> None:
    with pytest.raises(EntityUnknownError):
        find_entity(worker, '"} DROP ALL #')


def test_a_runaway_query_is_ended_and_the_next_one_answered(store: Path) -> None:
    with Worker(store, time_limit=1) as worker:
        first = process_of(worker)
        with pytest.raises(TimeLimitError, match="longer than 1 s") as error:
            worker.query(RUNAWAY)
        assert error.value.exit_code == 4
        assert first.returncode is not None
        worker.time_limit = 60
        assert rows(worker.query(UNITS)) == 5
        assert process_of(worker).pid != first.pid


def test_a_runaway_that_gives_rows_is_ended_too(store: Path) -> None:
    with Worker(store, time_limit=1) as worker, pytest.raises(TimeLimitError):
        worker.query(f"SELECT * {{ {ALL} {ALL.replace('?', '?x')} {ALL.replace('?', '?y')} }}")


@pytest.mark.parametrize("limit", [0, -1, float("inf"), float("nan"), 1e300])
def test_a_time_limit_that_is_none_is_refused(store: Path, limit: float) -> None:
    with pytest.raises(UsageError, match="positive number of seconds"):
        Worker(store, time_limit=limit)


def test_first_rows_say_that_there_are_more(worker: Worker) -> None:
    cut, whole = worker.query(UNITS, rows=3), worker.query(UNITS, rows=5)
    assert isinstance(cut, Solutions)
    assert isinstance(whole, Solutions)
    assert (len(cut.rows), cut.cut, len(whole.rows), whole.cut) == (3, True, 5, False)


def test_first_rows_of_a_runaway_are_quick(worker: Worker) -> None:
    found = worker.query(f"SELECT * {{ {ALL} {ALL.replace('?', '?x')} {ALL.replace('?', '?y')} }}", rows=2)
    assert isinstance(found, Solutions)
    assert (len(found.rows), found.cut) == (2, True)


@pytest.mark.parametrize("text", [UNITS, "CONSTRUCT { ?s a ?o } WHERE { GRAPH ?g { ?s a ?o } }"])
def test_a_longer_answer_is_refused_not_cut(store: Path, text: str) -> None:
    with Worker(store, time_limit=120, max_rows=4) as worker:
        with pytest.raises(QueryError, match="more than 4 rows"):
            worker.query(text)
        assert rows(worker.query(f"{UNITS} LIMIT 4")) == 4


def test_a_larger_answer_is_refused_not_cut(store: Path) -> None:
    with Worker(store, time_limit=120, max_bytes=2000) as worker:
        with pytest.raises(QueryError, match="bytes, more than 2000"):
            worker.query("SELECT (GROUP_CONCAT(STR(?o)) AS ?x) { GRAPH ?g { ?s ?p ?o } }")
        assert rows(worker.query(f"{UNITS} LIMIT 4")) == 4


def test_a_crash_is_an_error_and_the_next_call_works(store: Path) -> None:
    with Worker(store, time_limit=120) as worker:
        process = process_of(worker)
        process.kill()
        process.wait()
        assert rows(worker.query(UNITS)) == 5


def test_a_process_that_dies_in_a_query_is_no_hang(store: Path) -> None:
    import threading

    with Worker(store, time_limit=120) as worker:
        process = process_of(worker)
        killer = threading.Timer(0.5, process.send_signal, [signal.SIGSEGV])
        killer.start()
        with pytest.raises(WorkerError, match="ended by itself"):
            worker.query(RUNAWAY)
        killer.join()
        assert rows(worker.query(UNITS)) == 5


def test_deep_nesting_is_an_error_and_the_next_call_works(worker: Worker) -> None:
    with pytest.raises(BudgetKGError):
        worker.query("SELECT * " + "{" * 100_000 + "}" * 100_000)
    assert rows(worker.query(UNITS)) == 5


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is bounded on Linux")
def test_the_memory_limit_holds(store: Path) -> None:
    hungry = f"SELECT * {{ {ALL} {ALL.replace('?', '?x')} }} ORDER BY ?s ?xs"
    with Worker(store, time_limit=300, memory=GIB) as worker:
        with pytest.raises(WorkerError, match="memory"):
            worker.query(hungry)
        assert rows(worker.query(UNITS)) == 5


def test_a_build_is_seen_by_the_next_call(store: Path, tmp_path: Path) -> None:
    path = shutil.copytree(store, tmp_path / "budgetkg.db")
    with Worker(path, time_limit=120) as worker:
        graphs, process = worker.graphs(), process_of(worker)
        build([LARGE], path)
        assert len(worker.graphs()) == len(graphs) + 2
        with open_store(path) as writer:
            writer.remove(next(graph for graph in graphs if "588-2024-budget/graph" in graph))
        assert rows(worker.query(UNITS)) != 5
        assert process_of(worker) is process


def test_a_snapshot_stays_as_it_is(store: Path, tmp_path: Path) -> None:
    path = shutil.copytree(store, tmp_path / "budgetkg.db")
    with Worker(path, time_limit=120) as worker:
        with worker.snapshot():
            before = worker.graphs()
            build([LARGE], path)
            assert worker.graphs() == before
        assert len(worker.graphs()) == len(before) + 2


def test_a_store_that_appears_later_is_found(tmp_path: Path) -> None:
    path = tmp_path / "budgetkg.db"
    with Worker(path, time_limit=120) as worker:
        with pytest.raises(StoreError, match="there is no store here"):
            worker.query(UNITS)
        build([SMALL], path)
        assert rows(worker.query(UNITS)) == 5


def test_reading_leaves_the_store_as_it_was(store: Path, worker: Worker) -> None:
    before = {file.name: file.stat().st_size for file in store.iterdir() if not file.name.startswith("LO")}
    worker.query(UNITS)
    with pytest.raises(QueryError):
        worker.query("INSERT DATA { <x:a> <x:b> <x:c> }")
    after = {file.name: file.stat().st_size for file in store.iterdir() if not file.name.startswith("LO")}
    assert after == before


def test_threads_may_share_a_worker(worker: Worker) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: rows(worker.query(UNITS, rows=number)), [1, 2, 3, 4, 5] * 4))
    assert found == [1, 2, 3, 4, 5] * 4


def test_closing_ends_the_process(store: Path) -> None:
    with Worker(store, time_limit=120) as worker:
        process = process_of(worker)
    assert process.returncode is not None
    worker.close()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at processes through /proc")
@pytest.mark.parametrize("query", [UNITS, RUNAWAY, f"SELECT * {{ {ALL} {ALL.replace('?', '?x')} }}"])
def test_the_process_ends_with_its_parent(store: Path, query: str) -> None:
    program = (
        "import sys, pathlib, threading, time\n"
        "from budgetkg.worker import Worker\n"
        "worker = Worker(pathlib.Path(sys.argv[1]), time_limit=600)\n"
        "worker.graphs()\n"
        "print(worker._process.pid, flush=True)\n"
        "threading.Thread(target=worker.query, args=(sys.argv[2],), daemon=True).start()\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(store), query], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.5)
        assert alive(child)
        os.kill(parent.pid, signal.SIGKILL)
    assert wait_until(lambda: not alive(child))


def test_it_works_from_a_program_without_a_main_guard(store: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from budgetkg.worker import Worker\n"
        "with Worker(pathlib.Path(sys.argv[1])) as worker:\n"
        "    print(len(worker.graphs()))\n"
    )
    done = subprocess.run([sys.executable, "-", str(store)], input=program.encode(), capture_output=True)
    assert (done.stdout.strip(), done.stderr) == (b"3", b"")


def test_answers_beside_a_writer_are_always_whole(tmp_path: Path) -> None:
    path, graph = tmp_path / "budgetkg.db", "urn:x:graph"
    small, large = (
        "".join(f"<urn:x:{n}> <urn:x:p> <urn:x:{n % 7}> <{graph}> .\n" for n in range(many))
        for many in (100, 900)
    )
    program = (
        "import sys, pathlib\n"
        "from budgetkg.store import open_store\n"
        "path, graph, small, large = sys.argv[1:]\n"
        "for turn in range(15):\n"
        "    with open_store(pathlib.Path(path)) as store:\n"
        "        store.replace(graph, pathlib.Path(small if turn % 2 else large).read_text())\n"
    )
    files = [tmp_path / "small.nq", tmp_path / "large.nq"]
    for file, text in zip(files, (small, large), strict=True):
        file.write_text(text, encoding="utf-8")
    with open_store(path, create=True) as store:
        store.replace(graph, small)
    seen = set()
    with (
        subprocess.Popen([sys.executable, "-c", program, str(path), graph, *map(str, files)]) as writer,
        Worker(path, time_limit=120) as worker,
    ):
        while writer.poll() is None:
            with worker.snapshot():
                found = worker.count(graph)
                assert found == rows(worker.query(f"SELECT * {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"))
            seen.add(found)
        assert writer.returncode == 0
        assert worker.count(graph) == 900
    assert seen <= {100, 900}


def test_another_working_folder_is_no_other_store(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(store.parent)
    with Worker(Path(store.name), time_limit=120) as worker:
        before = worker.graphs()
        worker.close()
        monkeypatch.chdir("/")
        assert worker.graphs() == before
