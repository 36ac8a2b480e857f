"""Answer queries in a process of its own, which can be ended: the engine cannot be interrupted.

The process opens the store read-only and ends with whoever started it. Whatever happens to it (a
limit, a crash), the caller gets an answer or an error, and the next call starts a fresh one.
"""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, Self, cast

from budgetkg import errors
from budgetkg.catalog.values import iri_term
from budgetkg.closing import Closing
from budgetkg.errors import BudgetKGError, QueryError, TimeLimitError, UsageError, WorkerError
from budgetkg.results import Solutions, Term
from budgetkg.worker.frames import Frame, read_frame, write_frame

if TYPE_CHECKING:
    from budgetkg.store import Store

__all__ = ["Worker"]


#: What the process runs; its argument is the folder in which this package lies.
_PROGRAM = "import sys; sys.path.append(sys.argv[1]); from budgetkg.worker.answering import serve; serve()"
_START_LIMIT = 60.0  # seconds until a fresh process must have said that it is there
#: Every thread of glibc's malloc reserves addresses of its own, unused: they would count as memory taken.
_FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}
_END_LIMIT = 10.0  # seconds that a killed process may take to be gone
_TAIL = 2000  # bytes of what a process that crashed said last


class Worker(Closing):
    """A killable process that answers queries on the store in a folder; use it as a context manager.

    `time_limit` is in seconds for each query. `max_rows` and `max_bytes` bound an answer: one that is
    larger is refused, never cut in silence. `memory` bounds the process, in bytes, where the system
    can do that. What is read is what the store holds at the time of the call. Threads may share a
    worker; their queries run one after another. Raises UsageError for a limit that is none.
    """

    #: What the store says of itself.
    names_graphs: Literal[True] = True

    def __init__(
        self,
        path: Path,
        time_limit: float = 10.0,
        max_rows: int | None = None,
        memory: int | None = None,
        max_bytes: int | None = None,
    ) -> None:
        if not 0 < time_limit <= threading.TIMEOUT_MAX:
            raise UsageError(
                f"时限须为正的秒数，而不是 {time_limit:g}",
                f"a time limit is a positive number of seconds, not {time_limit:g}",
            )
        self.path = path
        self.time_limit = time_limit
        self.max_rows = max_rows
        self._settings = {"path": str(path.absolute()), "memory": memory, "bytes": max_bytes}
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._lock = threading.RLock()
        self._steady = False

    def close(self) -> None:
        """End the process, if there is one. A later call starts another."""
        with self._lock:
            self._end()

    def query(self, text: str, rows: int | None = None) -> Solutions | bool | str:
        """Answer a SPARQL query as `Store.query` does; with `rows`, the first rows alone.

        Raises TimeLimitError when the time is up, WorkerError when the process ended by itself,
        QueryError also for an answer beyond `max_rows`, and what opening the store raises.
        """
        most = self.max_rows if rows is None else rows
        answer = self._ask({"do": "query", "text": text, "rows": most})
        value = answer["value"]
        if "variables" not in answer:
            self._check_lines(value)
            return cast("bool | str", value)
        found = Solutions(tuple(answer["variables"]), tuple(map(_row, value)), answer["cut"])
        if rows is None and found.cut:
            raise _too_many(most)
        return found

    def count(self, graph: str | None = None) -> int:
        """Return the number of quads in a graph, or in all."""
        return int(self._ask({"do": "count", "graph": graph})["value"])

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs, sorted."""
        return list(self._ask({"do": "graphs"})["value"])

    @contextmanager
    def snapshot(self) -> Iterator[Self]:
        """Let all that is asked inside see one state of the store, whatever is written meanwhile."""
        with self._lock:
            self._ask({"do": "refresh"})
            before, self._steady = self._steady, True
            try:
                yield self
            finally:
                self._steady = before

    # How

    def in_memory(self, graphs: Sequence[str]) -> "Store":
        """Return a copy of graphs in this process, each read within the time limit."""
        from budgetkg.store import memory_store

        return memory_store(self.path, ((graph, self._triples(graph)) for graph in dict.fromkeys(graphs)))

    def _triples(self, graph: str) -> bytes:
        triples = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {iri_term(graph)} {{ ?s ?p ?o }} }}")
        assert isinstance(triples, str)
        return triples.encode()

    def _check_lines(self, value: bool | str) -> None:
        if isinstance(value, str) and self.max_rows is not None and value.count("\n") > self.max_rows:
            raise _too_many(self.max_rows)

    def _ask(self, request: Frame) -> Frame:
        with self._lock:
            process = self._started()
            answer = self._exchange(process, {**request, "steady": self._steady}, self.time_limit)
        if "error" in answer:
            raise _error(answer)
        return answer

    def _started(self) -> "subprocess.Popen[bytes]":
        """Return the process; a fresh one where none is there."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  closed in _end
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, str(Path(__file__).parents[1])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={**os.environ, **_FEW_ARENAS},
        )
        self._exchange(self._process, self._settings, _START_LIMIT)
        return self._process

    def _exchange(self, process: "subprocess.Popen[bytes]", request: Frame, limit: float) -> Frame:
        """Send a frame and wait for the answer. Whatever goes wrong, the process does not outlive it."""
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            process.kill()

        timer = threading.Timer(limit, expire)
        timer.daemon = True
        timer.start()
        try:
            answer = _answer(process, request)
        except BaseException:
            self._end()
            raise
        finally:
            timer.cancel()
            timer.join()
        if answer is None:
            raise self._failure(process, limit if expired.is_set() else None)
        if expired.is_set() or answer.get("last"):
            self._end()
        return answer

    def _failure(self, process: "subprocess.Popen[bytes]", limit: float | None) -> BudgetKGError:
        """End the process and return why there is no answer; `limit` is the one that ran out, if any."""
        with suppress(subprocess.TimeoutExpired):
            process.wait(_END_LIMIT)
        said = self._last_words()
        self._end()
        return _crash(process.returncode, said) if limit is None else _time_is_up(limit)

    def _last_words(self) -> str:
        if self._said is None:
            return ""
        size = self._said.seek(0, os.SEEK_END)
        self._said.seek(max(0, size - _TAIL))
        lines = self._said.read().decode("utf-8", "replace").splitlines()
        telling = [line for line in lines if "memory" in line.lower()] or lines[-1:]
        return " ".join(" ".join(telling).split())

    def _end(self) -> None:
        process, said = self._process, self._said
        self._process = self._said = None
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()
            with suppress(subprocess.TimeoutExpired):
                process.wait(_END_LIMIT)
        if said is not None:
            said.close()


def _answer(process: "subprocess.Popen[bytes]", request: Frame) -> Frame | None:
    """Return the answer of a process, or None where it is gone."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(OSError):  # it ended: the missing answer tells
        write_frame(process.stdin, request)
    return read_frame(process.stdout)


def _too_many(most: int | None) -> QueryError:
    return QueryError(
        f"结果多于 {most} 行，未给出；请缩小范围或加 LIMIT",
        f"the answer has more than {most} rows and is not given: narrow it or add a LIMIT",
    )


def _time_is_up(limit: float) -> TimeLimitError:
    return TimeLimitError(
        f"查询超过 {limit:g} 秒，已中止", f"the query took longer than {limit:g} s and was ended"
    )


def _crash(code: int | None, said: str) -> WorkerError:
    zh, en = f"回答查询的进程意外结束（{code}）", f"the process that answers queries ended by itself ({code})"
    return WorkerError(f"{zh}：{said}", f"{en}: {said}") if said else WorkerError(zh, en)


def _error(answer: Frame) -> BudgetKGError:
    """Return the error that a process met; an unknown kind is its crash."""
    kind = getattr(errors, str(answer["error"]), None)
    known = kind if isinstance(kind, type) and issubclass(kind, BudgetKGError) else WorkerError
    return known(answer["zh"], answer["en"], answer["place"])


def _row(terms: Sequence[Sequence[str | None] | None]) -> tuple[Term | None, ...]:
    return tuple(None if term is None else Term(*cast("tuple[str, str]", term)) for term in terms)
