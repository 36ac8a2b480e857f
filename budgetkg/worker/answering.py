"""What runs in the process: hold the store open and answer one request after another."""

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from budgetkg.errors import BudgetKGError, QueryError, WorkerError
from budgetkg.results import Solutions, Term
from budgetkg.store import Store, open_store
from budgetkg.worker.frames import Frame, read_frame, write_frame

__all__ = ["serve"]


def serve() -> None:
    """Answer frames from stdin until it ends; the process ends with whoever started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else prints does not disturb the frames
    requests: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    settings = requests.get()
    _limit(settings["memory"])
    held = _Held(Path(settings["path"]))
    with suppress(BudgetKGError):  # the first request tells what is wrong with the store
        held.current(steady=False)
    write_frame(out, {"value": True})
    while True:
        answer = _answer(held, requests.get(), settings["bytes"])
        write_frame(out, answer)
        if answer.get("last"):
            os._exit(1)


def _listen(requests: queue.SimpleQueue[Frame]) -> None:
    """Take requests; when their source is gone, end at once, in the middle of a query, too."""
    while (frame := read_frame(sys.stdin.buffer)) is not None:
        requests.put(frame)
    os._exit(0)


def _limit(memory: int | None) -> None:
    """Bound this process where the system can: no core files, and no more memory than this."""
    try:
        import resource
    except ImportError:  # not on this system
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


class _Held:
    """The open store, opened again when its files changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: frozenset[tuple[str, int, int]] | None = None
        self._store: Store | None = None

    def current(self, steady: bool) -> Store:
        """Return the store as it is now, or `steady` as it was before."""
        if self._store is None or not steady:
            found = _files(self._path)
            if self._store is None or found != self._seen:
                self._store, self._seen = open_store(self._path), found
        return self._store


def _files(path: Path) -> frozenset[tuple[str, int, int]]:
    """Return name, size and time of the files in a store's folder; its logs tell nothing."""
    found = set()
    with suppress(OSError):
        for entry in os.scandir(path):
            with suppress(OSError):  # a writer may have removed it just now
                if not entry.name.startswith("LO"):
                    state = entry.stat()
                    found.add((entry.name, state.st_size, state.st_mtime_ns))
    return frozenset(found)


def _answer(held: _Held, request: Frame, most_bytes: int | None) -> Frame:
    try:
        answer = _done(held.current(request["steady"]), request)
        if most_bytes is not None and (size := len(json.dumps(answer))) > most_bytes:
            return _told(_too_large(size, most_bytes))
        return answer
    except BudgetKGError as error:
        return _told(error)
    except MemoryError:
        return _told(WorkerError("查询需要的内存超过上限", "the query needs more memory than is allowed"))
    except BaseException as error:  # an engine's panic is no Exception; after it nothing is certain
        said = f"{type(error).__name__}: {error}"
        return {**_told(WorkerError(f"查询引擎出错：{said}", f"the engine failed: {said}")), "last": True}


def _done(store: Store, request: Mapping[str, Any]) -> Frame:
    if request["do"] == "count":
        return {"value": store.count(request["graph"])}
    if request["do"] == "graphs":
        return {"value": store.graphs()}
    if request["do"] == "refresh":
        return {"value": True}
    found = store.query(request["text"], request["rows"])
    if not isinstance(found, Solutions):
        return {"value": found}
    rows = [[None if term is None else _parts(term) for term in row] for row in found.rows]
    return {"variables": found.variables, "value": rows, "cut": found.cut}


def _parts(term: Term) -> tuple[str | None, ...]:
    return term.kind, term.value, term.datatype, term.language


def _told(error: BudgetKGError) -> Frame:
    return {"error": type(error).__name__, "zh": error.zh, "en": error.en, "place": error.place}


def _too_large(size: int, most: int) -> QueryError:
    return QueryError(
        f"结果有 {size} 字节，上限为 {most}，未给出；请缩小范围",
        f"the answer has {size} bytes, more than {most}, and is not given: narrow it",
    )
