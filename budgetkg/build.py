"""The chain, once: documents to records to quads to the store.

A document that cannot be read does not stop the others. Nothing is written before
something was read, so that a run over nothing leaves nothing behind. While the engine
stores one document, the next is read: the engine works outside Python's lock.
"""

import multiprocessing
import re
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from budgetkg import graph, linking
from budgetkg.divisions import require
from budgetkg.documents import Source, read
from budgetkg.errors import BudgetKGError, DocumentUnreadableError, ReadingEndedError, UsageError
from budgetkg.model import Problem, Records
from budgetkg.namespaces import graphs_of
from budgetkg.store import Store, open_store

__all__ = ["BuildReport", "Built", "build", "counts", "expand"]

_SUFFIX = ".txt"
#: What is shaped otherwise is told by the graph, which refuses it for each document.
_SIX_DIGITS = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Built:
    """One document that is in the store now. `changed` is False where the store held it already."""

    path: Path
    document: str
    title: str
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    changed: bool
    quads: int


@dataclass(frozen=True, slots=True)
class Made:
    """What one document becomes: the quads of its graphs by IRI, stored in one step, and what is told of it.

    A graph without quads is taken out.
    """

    document: str
    title: str
    counts: dict[str, int]
    problems: tuple[Problem, ...]
    graphs: dict[str, str]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a run did: documents in the order read, the paths that failed with their errors, and what
    became of the links, where there are any."""

    documents: tuple[Built, ...]
    failures: tuple[tuple[Path, BudgetKGError], ...]
    links: linking.Refreshed | None = None


def expand(paths: Sequence[Path]) -> list[Path]:
    """Return the files meant: a file as it is, a folder's *.txt, a pattern's matches.

    Folders are walked to their depth and sorted; hidden names are skipped, and no file comes twice.
    A path that is nothing of this stays in the list, for reading it says what is wrong.
    """
    found: dict[Path, None] = {}
    for path in paths:
        for file in _expand(path):
            found.setdefault(file)
    return list(found)


def _expand(path: Path) -> Iterator[Path]:
    if path.is_dir():
        files = (file for file in path.rglob("*") if file.suffix.lower() == _SUFFIX and file.is_file())
        yield from sorted(file for file in files if not _is_hidden(file.relative_to(path)))
    elif not path.exists() and any(sign in str(path) for sign in "*?["):
        top = Path(path.anchor)
        matches = sorted(top.glob(str(path.relative_to(top))))
        yield from (file for file in matches if file.is_file() and not _is_hidden(Path(file.name)))
    else:
        yield path


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def counts(records: Records) -> dict[str, int]:
    """Return how much of each kind was read. Numbers are the printed figures of all tables."""
    rows = [row for table in records.tables for row in table.rows]
    printed = {(row.where.table, row.where.row) for row in rows}
    items = [item for unit in records.procurement.units for item in unit.items]
    return {
        "tables": len(records.tables),
        "rows": len(printed),
        "numbers": sum(figure is not None for row in rows for figure in row.amounts.values()),
        "units": len(records.units),
        "projects": len(records.projects),
        "indicators": sum(len(project.indicators) for project in records.projects),
        "goals": len(records.goals),
        "procurement_items": len(items),
        "assets": len(records.assets.rows),
        "terms": len(records.glossary),
        "citations": len(records.citations),
    }


def build(
    paths: Sequence[Path],
    store_path: Path,
    *,
    division: str | None = None,
    layout: str | None = None,
    jobs: int = 1,
    progress: Callable[[Path, int, int], None] | None = None,
    reader: Callable[[Path], Source] = read,
) -> BuildReport:
    """Read documents into the store, each as one graph, and the code lists beside them.

    `division` (six digits of GB/T 2260) and `layout` (id of a profile) hold for all documents.
    `jobs` is how many processes parse; whatever it is, store and report are the same. `progress` is
    called before each one with its path, its number and how many there are; `reader` gives the lines
    of a path that is not simply a file. Raises UsageError when `paths` mean no file or
    `division` is in no list, StoreError when the store cannot be written, ReadingEndedError when a
    process was ended, LinkFileError when the decisions file cannot be read.
    """
    files = expand(paths)
    if not files:
        raise UsageError("没有找到 .txt 文件", "no .txt file was found")
    if jobs < 1:
        raise UsageError(
            f"进程数须为正整数：{jobs}", f"the number of processes is at least 1, not {jobs}", "--jobs"
        )
    if division is not None and _SIX_DIGITS.fullmatch(division):
        require(division)
    decisions = linking.decisions_path(store_path)
    linking.read_decisions(decisions)  # a file that cannot be read stops the run before it writes
    links = None
    documents: list[Built] = []
    failures: list[tuple[Path, BudgetKGError]] = []
    with open_store(store_path, create=True) as store, ThreadPoolExecutor(1) as writer:
        origin: dict[str, Path] = {}
        writing: Future[Built] | None = None
        for number, (path, made) in enumerate(_all_made(files, reader, division, layout, jobs), 1):
            if progress is not None:
                progress(path, number, len(files))
            result = made()
            if not isinstance(result, BudgetKGError) and origin.setdefault(result.document, path) != path:
                result = _read_twice(result, path, origin[result.document])
            if isinstance(result, BudgetKGError):
                failures.append((path, result))
                continue
            if writing is not None:
                documents.append(writing.result())
            writing = writer.submit(_put, store, path, result)
        if writing is not None:
            documents.append(writing.result())
            store.load_codes()
            links = linking.refresh(store, decisions)
    return BuildReport(tuple(documents), tuple(failures), links)


def _all_made(
    files: Sequence[Path],
    reader: Callable[[Path], Source],
    division: str | None,
    layout: str | None,
    jobs: int,
) -> Iterator[tuple[Path, Callable[[], Made | BudgetKGError]]]:
    """Yield each file with what gives its document when asked, in the order of the files."""
    if jobs == 1 or len(files) == 1:
        for path in files:
            yield path, partial(_made_here, reader, path, division, layout)
        return
    # Fresh processes: a fork would copy the open store and its threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(files)), context, initializer=_ignore_interrupts) as pool:
        coming: deque[tuple[Path, Callable[[], Made | BudgetKGError]]] = deque()
        for path in files:
            coming.append((path, _asked(pool, reader, path, division, layout)))
            if len(coming) > 2 * jobs:  # enough to keep all at work, and little in memory
                yield coming.popleft()
        yield from coming


def _made_here(
    reader: Callable[[Path], Source], path: Path, division: str | None, layout: str | None
) -> Made | BudgetKGError:
    try:
        return _made(reader(path), division, layout)
    except BudgetKGError as error:
        return error


def _asked(
    pool: ProcessPoolExecutor,
    reader: Callable[[Path], Source],
    path: Path,
    division: str | None,
    layout: str | None,
) -> Callable[[], Made | BudgetKGError]:
    """Give a document to the processes; what is returned waits for its graph or its error."""
    try:
        source = reader(path)  # here, for stdin belongs to this process
        future = pool.submit(_made, source, division, layout)
    except BudgetKGError as error:
        return partial(_same, error)
    except BrokenProcessPool:
        return partial(_raise, _process_ended(path))
    return partial(_awaited, future, path)


def _same(error: BudgetKGError) -> BudgetKGError:
    return error


def _raise(error: BudgetKGError) -> BudgetKGError:
    raise error


def _awaited(future: Future[Made], path: Path) -> Made | BudgetKGError:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise _process_ended(path) from error
    except BudgetKGError as error:
        return error


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that the user started


def _process_ended(path: Path) -> ReadingEndedError:
    return ReadingEndedError("读取文件的进程被终止", "a process that reads documents was ended", str(path))


def _made(source: Source, division: str | None, layout: str | None) -> Made:
    """Return what a document becomes: what it prints, and what follows from that."""
    from budgetkg.inference import infer
    from budgetkg.parsing import parse

    records = parse(source, layout=layout, division=division) if layout else parse(source, division=division)
    made = graph.of(records, division)
    printed, inferred = graphs_of(made.iri)
    return Made(
        document=made.iri,
        title=records.document.title,
        counts=counts(records),
        problems=records.problems + made.problems,
        graphs={printed: made.nquads, inferred: graph.inferred_nquads(made.keys, records, infer(records))},
    )


def _read_twice(made: Made, path: Path, first: Path) -> BudgetKGError:
    return DocumentUnreadableError(
        f"与 {first} 是同一份文件（{made.document}），未写入",
        f"this is the same document as {first} ({made.document}); it was not written",
        str(path),
    )


def _put(store: Store, path: Path, made: Made) -> Built:
    changed = bool(store.replace_many(made.graphs))
    quads = sum(text.count("\n") + 1 for text in made.graphs.values() if text)
    return Built(path, made.document, made.title, made.counts, made.problems, changed, quads)
