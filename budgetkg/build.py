"""The chain, once: documents to records to quads to the store.

A document that cannot be read does not stop the others. Nothing is written before
something was read, so that a run over nothing leaves nothing behind. While the engine
stores one document, the next is read: the engine works outside Python's lock.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from budgetkg import graph, linking
from budgetkg.documents import Source, read
from budgetkg.errors import BudgetKGError, DocumentUnreadableError, UsageError
from budgetkg.model import Problem, Records
from budgetkg.store import Store, open_store

__all__ = ["BuildReport", "Built", "build", "counts", "expand"]

_SUFFIX = ".txt"


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
    progress: Callable[[Path, int, int], None] | None = None,
    reader: Callable[[Path], Source] = read,
) -> BuildReport:
    """Read documents into the store, each as one graph, and the code lists beside them.

    `division` (six digits of GB/T 2260) and `layout` (id of a profile) hold for all documents.
    `progress` is called before each one with its path, its number and how many there are; `reader`
    gives the lines of a path that is not simply a file. Raises UsageError when `paths` mean no file,
    StoreError when the store cannot be written, LinkFileError when the decisions file cannot be read.
    """
    files = expand(paths)
    if not files:
        raise UsageError("没有找到 .txt 文件", "no .txt file was found")
    decisions = linking.decisions_path(store_path)
    linking.read_decisions(decisions)  # a file that cannot be read stops the run before it writes
    links = None
    documents: list[Built] = []
    failures: list[tuple[Path, BudgetKGError]] = []
    with open_store(store_path, create=True) as store, ThreadPoolExecutor(1) as writer:
        origin: dict[str, Path] = {}
        writing: Future[Built] | None = None
        for number, path in enumerate(files, 1):
            if progress is not None:
                progress(path, number, len(files))
            try:
                records, made = _read(reader(path), path, division, layout, origin)
            except BudgetKGError as error:
                failures.append((path, error))
                continue
            if writing is not None:
                documents.append(writing.result())
            writing = writer.submit(_put, store, path, records, made)
        if writing is not None:
            documents.append(writing.result())
            store.load_codes()
            links = linking.refresh(store, decisions)
    return BuildReport(tuple(documents), tuple(failures), links)


def _read(
    source: Source, path: Path, division: str | None, layout: str | None, origin: dict[str, Path]
) -> tuple[Records, graph.DocumentGraph]:
    """Return the records and the graph of one file; `origin` knows which file a document came from."""
    from budgetkg.parsing import parse

    records = parse(source, layout=layout, division=division) if layout else parse(source, division=division)
    made = graph.of(records, division)
    first = origin.setdefault(made.iri, path)
    if first != path:
        raise DocumentUnreadableError(
            f"与 {first} 是同一份文件（{made.iri}），未写入",
            f"this is the same document as {first} ({made.iri}); it was not written",
            str(path),
        )
    return records, made


def _put(store: Store, path: Path, records: Records, made: graph.DocumentGraph) -> Built:
    changed = store.replace(made.graph, made.nquads)
    quads = made.nquads.count("\n") + 1
    problems = records.problems + made.problems
    return Built(path, made.iri, records.document.title, counts(records), problems, changed, quads)
