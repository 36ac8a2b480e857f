"""The embedded store: one folder, one named graph for each document.

A graph is replaced whole in one transaction, so that a run that is killed leaves the old
graph or the new one. Reading opens the folder read-only: queries never lock anybody out,
and building twice writes nothing. The default graph stays empty by design: with the same
triple in two graphs, a union counts money twice.
"""

import hashlib
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal

import pyoxigraph as ox

from budgetkg.closing import Closing
from budgetkg.errors import StoreError
from budgetkg.guard import engine_error, inside
from budgetkg.namespaces import BASE, BKG, CODES_GRAPH, ID, PREFIXES
from budgetkg.quads import DIGEST, checked, exchange, stated_digest, triples_of
from budgetkg.resources import folder
from budgetkg.results import Solutions, Term

__all__ = ["FORMATS", "Store", "memory_store", "open_store", "turtle_triples", "write_triples"]

#: Formats of `Store.dump` by name.
FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}

_MARK = "CURRENT"  # the file that every RocksDB folder has
_CORRUPT = "Corruption"
_DOCUMENTS = f"{ID}doc/"
#: What the engine says of a store whose making was cut off, so that nothing is in it yet.
_UNFINISHED = ("Column family not found", "Inserts are only possible on read-write")
_ENGINE_ERRORS = (OSError, RuntimeError)  # RocksDB's own complaints arrive as RuntimeError
_OPEN_TRIES = 4  # a reader may meet a writer that is just changing files
_OPEN_TRIES_BESIDE_A_WRITER = 12  # what the list of files names is gone: surely a writer was there
_VANISHED = "No such file"
_OPEN_PAUSE = 0.05


def open_store(path: Path, *, create: bool = False) -> "Store":
    """Open the store in a folder.

    With `create`, a missing or empty folder becomes a store at its first write; before that
    nothing is on disk. Raises StoreError if the folder is missing, no store, or damaged.
    """
    if path.exists() and not path.is_dir():
        raise StoreError("这是文件，不是图谱库文件夹", "this is a file, not a store folder", str(path))
    if not (path / _MARK).is_file():
        if _is_vacant(path) and create:
            return Store(path, None)
        raise _no_store(path)
    try:
        return Store(path, _open_reader(path))
    except StoreError as error:
        if create and any(words in error.en for words in _UNFINISHED):
            return Store(path, ox.Store())
        raise


def _is_vacant(path: Path) -> bool:
    """Return whether nothing is there that a new store would mix with."""
    if not path.exists():
        return True
    names = [entry.name for entry in path.iterdir()]
    started = re.compile(r"LOCK|LOG(\.old.*)?|IDENTITY|(MANIFEST|OPTIONS)-\d+|\d+\.(dbtmp|log)")
    return all(started.fullmatch(name) for name in names)


def _no_store(path: Path) -> StoreError:
    if not path.exists():
        return StoreError("没有这个图谱库", "there is no store here", str(path))
    if any(path.glob("*.sst")):
        return StoreError("图谱库已损坏：缺少 CURRENT", "the store is damaged: CURRENT is missing", str(path))
    return StoreError("此文件夹不是图谱库", "this folder is not a store", str(path))


def _open_reader(path: Path) -> ox.Store:
    for attempt in range(_OPEN_TRIES_BESIDE_A_WRITER):
        try:
            return ox.Store.read_only(str(path))
        except _ENGINE_ERRORS as error:
            failure, vanished = _failure(path, error), _VANISHED in str(error)
        if attempt >= _OPEN_TRIES - 1 and not vanished:
            break
        time.sleep(_OPEN_PAUSE * attempt)
    raise failure


def _failure(path: Path, error: Exception) -> StoreError:
    """Return the StoreError that says in our words what the engine says in its own."""
    said = str(error)
    if "lock hold" in said or "lock file" in said:
        return StoreError("另一个进程正在写入此图谱库", "another process is writing to this store", str(path))
    if isinstance(error, PermissionError) or "Permission denied" in said or "Read-only file system" in said:
        return StoreError(f"无权限：{said}", f"no permission: {said}", str(path))
    if "No space left" in said:
        return StoreError("磁盘空间不足", "no space left on the disk", str(path))
    return StoreError(f"图谱库已损坏：{said}", f"the store is damaged: {said}", str(path))


class Store(Closing):
    """An open store; made by `open_store`. Use it as a context manager, or call `close`.

    What is read is what stood there when the store was opened, and what this object wrote.
    """

    #: FROM NAMED makes this engine read the graphs that it names, and nothing else.
    names_graphs: Literal[True] = True

    def __init__(self, path: Path, reader: ox.Store | None) -> None:
        self.path = path
        self._reader = reader
        self._writer: ox.Store | None = None
        self._codes: bytes | None = None

    def close(self) -> None:
        """Write out what is pending and let go of the folder."""
        writer, self._writer, self._reader = self._writer, None, None
        if writer is not None:
            try:
                writer.flush()
            except _ENGINE_ERRORS as error:
                raise _failure(self.path, error) from error

    # Writing

    def replace(self, graph: str, nquads: str) -> bool:
        """Make a named graph hold exactly these quads, in one transaction; see `replace_many`.

        Returns False, and touches no file, when the graph holds them already.
        """
        return bool(self.replace_many({graph: nquads}))

    def replace_many(self, graphs: Mapping[str, str]) -> frozenset[str]:
        """Make each named graph hold exactly its quads, all in one transaction; return those that changed.

        The keys are the IRIs of graphs, the values lines of that graph without blank nodes; an empty
        text takes a graph out. A run that is killed leaves all of them old or all of them new. A graph
        that holds its quads already is not touched (its content digest tells, else the comparison of
        all), and where that is true of all, no file is. Raises StoreError when another process writes.
        """
        texts = {graph: checked(graph, nquads) for graph, nquads in graphs.items()}
        wanted = {graph: text for graph, text in texts.items() if self._is_news(graph, text)}
        if not wanted:
            return frozenset()
        writer = self._open_writer()
        try:
            # Looked at again: what was read before may have been out of date.
            held = [graph for graph in wanted if writer.contains_named_graph(ox.NamedNode(graph))]
            if held:
                return self._exchange(writer, wanted, held)
            writer.bulk_load("".join(wanted.values()), ox.RdfFormat.N_QUADS)
        except SyntaxError as error:
            place = next(iter(wanted)) if len(wanted) == 1 else None
            raise StoreError(f"四元组有误：{error}", f"the quads are malformed: {error}", place) from error
        except _ENGINE_ERRORS as error:
            raise _failure(self.path, error) from error
        return frozenset(wanted)

    def _exchange(self, writer: ox.Store, wanted: Mapping[str, str], held: Sequence[str]) -> frozenset[str]:
        """Bring graphs, some of which are held, to what is wanted, by one update of what differs."""
        emptied = [graph for graph in held if not wanted[graph]]
        changes = {graph: self._difference(graph, text) for graph, text in wanted.items() if text}
        updates = {graph: exchange(graph, *change) for graph, change in changes.items() if any(change)}
        updates |= {graph: f"DROP SILENT GRAPH {ox.NamedNode(graph)}" for graph in emptied}
        if updates:
            writer.update(";\n".join(updates.values()))
        return frozenset(updates)

    def remove(self, graph: str) -> bool:
        """Remove a named graph whole; False when there was none."""
        return bool(self.remove_many([graph]))

    def remove_many(self, graphs: Iterable[str]) -> tuple[str, ...]:
        """Remove named graphs whole, in one transaction; return those that were there."""
        there = set(self.graphs())
        found = tuple(graph for graph in dict.fromkeys(graphs) if graph in there)
        if not found:
            return ()
        writer = self._open_writer()
        try:
            writer.update(";\n".join(f"DROP SILENT GRAPH {ox.NamedNode(graph)}" for graph in found))
        except _ENGINE_ERRORS as error:
            raise _failure(self.path, error) from error
        return found

    def load_codes(self) -> bool:
        """Load the ontology and the code lists into the codes graph; False when they are unchanged.

        A digest of the files stands in the graph, so that an unchanged ontology is not parsed.
        """
        top = folder("ontology")
        files = sorted([*top.glob("*.ttl"), *top.glob("codes/*.ttl")])
        contents = [(file.relative_to(top).as_posix(), file.read_bytes()) for file in files]
        digest = hashlib.sha256()
        for name, content in contents:
            digest.update(f"{name}\n{len(content)}\n".encode() + content)
        mark = ox.Quad(
            ox.NamedNode(CODES_GRAPH),
            ox.NamedNode(BKG + "sha256"),
            ox.Literal(digest.hexdigest()),
            ox.NamedNode(CODES_GRAPH),
        )
        if mark in self._source:
            return False
        lines = [f"{mark} ."]
        for name, content in contents:
            lines += [f"{triple} <{CODES_GRAPH}> ." for triple in turtle_triples(name, content)]
        return self.replace(CODES_GRAPH, "\n".join(lines))

    # Reading

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs, sorted."""
        return sorted(name.value for name in self._source.named_graphs())

    def count(self, graph: str | None = None) -> int:
        """Return the number of quads in a graph, or in all."""
        if graph is None:
            return len(self._source)
        found = self.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}")
        assert isinstance(found, Solutions)
        term = found.rows[0][0]
        return 0 if term is None else int(term.value)

    def query(self, text: str, rows: int | None = None) -> Solutions | bool | str:
        """Answer a SPARQL query: rows for SELECT, a bool for ASK, else sorted N-Triples.

        With `rows`, a SELECT gives that many at most and says whether it was cut.

        Raises QueryError with the engine's words and the line, and for SERVICE or a FROM that
        names no graph of this store: a query reads this store alone.
        """
        checked = inside(text, self.graphs)
        try:
            found = self._source.query(checked)
            if isinstance(found, ox.QuerySolutions):
                return _solutions(found, rows)
            if isinstance(found, ox.QueryBoolean):
                return bool(found)
            return "".join(f"{line} .\n" for line in sorted({str(triple) for triple in found}))
        except SyntaxError as error:
            raise engine_error(error) from error
        except (*_ENGINE_ERRORS, ValueError) as error:
            if isinstance(error, OSError) or _CORRUPT in str(error):
                raise _failure(self.path, error) from error
            raise engine_error(error) from error

    def in_memory(self, graphs: Sequence[str]) -> "Store":
        """Return a store of these graphs alone, held in memory: many queries on one document run faster.

        What is written to it stays in memory, too.
        """
        return memory_store(self.path, ((graph, self._triples(graph)) for graph in dict.fromkeys(graphs)))

    def _triples(self, graph: str) -> bytes:
        """Return a graph as N-Triples. The code lists, which go with every document, are read once."""
        if graph == CODES_GRAPH and self._codes is not None:
            return self._codes
        lines = BytesIO()
        self._source.dump(lines, ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
        if graph == CODES_GRAPH:
            self._codes = lines.getvalue()
        return lines.getvalue()

    def quads(self, graph: str | None = None) -> Iterator[str]:
        """Yield the quads of one graph, or of all, as N-Quads lines without line feed, unsorted."""
        for quad in self._quads(graph):
            yield f"{quad} ."

    def dump(self, format: str, out: BinaryIO, graphs: Sequence[str] | None = None) -> None:  # noqa: A002
        """Write graphs to a binary stream in one of FORMATS; None means all graphs.

        Formats without named graphs get the triples of all the graphs asked for, each once.
        """
        target = FORMATS.get(format)
        if target is None:
            known = ", ".join(FORMATS)
            raise StoreError(f"未知格式：{format}", f"unknown format {format!r}; known: {known}")
        names = self.graphs() if graphs is None else list(dict.fromkeys(graphs))
        quads = (quad for name in names for quad in self._quads(name))
        try:
            if len(names) == 1 and not target.supports_datasets:  # one graph has each triple once
                self._source.dump(out, target, from_graph=ox.NamedNode(names[0]), prefixes=PREFIXES)
            elif target.supports_datasets:
                ox.serialize(quads, out, target, prefixes=PREFIXES)
            else:
                ox.serialize(_triples(quads, set(names), self._source), out, target, prefixes=PREFIXES)
        except OSError as error:
            raise StoreError(f"无法写出：{error}", f"cannot write: {error}") from error

    # How

    @property
    def _source(self) -> ox.Store:
        """The engine to read from: the writer sees what it wrote."""
        if self._writer is not None:
            return self._writer
        if self._reader is None:
            exists = (self.path / _MARK).is_file()
            self._reader = _open_reader(self.path) if exists else ox.Store()
        return self._reader

    def _open_writer(self) -> ox.Store:
        if self._writer is None:
            try:
                self.path.mkdir(parents=True, exist_ok=True)
                self._writer = ox.Store(str(self.path))
            except _ENGINE_ERRORS as error:
                raise _failure(self.path, error) from error
            self._reader = None
        self._codes = None  # whoever asks for the writer is about to write
        return self._writer

    def _quads(self, graph: str | None) -> Iterator[ox.Quad]:
        name = None if graph is None else ox.NamedNode(graph)
        return iter(self._source.quads_for_pattern(None, None, None, name))

    def _is_news(self, graph: str, text: str) -> bool:
        """Whether the graph does not hold exactly this yet."""
        if self._has_digest_of(graph, text):
            return False
        if not self._source.contains_named_graph(ox.NamedNode(graph)):
            return bool(text)
        return not text or any(self._difference(graph, text))

    def _has_digest_of(self, graph: str, text: str) -> bool:
        """Whether the graph holds the content digest that the quads state of themselves, and truly so."""
        stated = stated_digest(graph, text)
        if stated is None:
            return False
        name = ox.NamedNode(graph)
        return ox.Quad(name, ox.NamedNode(DIGEST), ox.Literal(stated), name) in self._source

    def _difference(self, graph: str, text: str) -> tuple[set[str], set[str]]:
        """Return the triples to take out of a graph and those to put in, in the engine's spelling."""
        held, wanted = self._lines(graph), triples_of(graph, text)
        missing = _canonical(wanted - held) if held else wanted
        return held - wanted - missing, missing - held

    def _lines(self, graph: str) -> set[str]:
        name = ox.NamedNode(graph)
        if not self._source.contains_named_graph(name):
            return set()
        text = self._source.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name)
        assert text is not None
        return set(text.decode().removesuffix("\n").split("\n")) - {""}


def _canonical(lines: set[str]) -> set[str]:
    """Return triples as the engine would print them after storing them."""
    if not lines:
        return lines
    memory = ox.Store()
    try:
        memory.bulk_load("\n".join(lines), ox.RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise StoreError(f"四元组有误：{error}", f"the quads are malformed: {error}") from error
    text = memory.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert text is not None
    return set(text.decode().removesuffix("\n").split("\n"))


def turtle_triples(name: str, content: bytes) -> list[str]:
    """Return a Turtle file as N-Triples without full stops; its blank nodes get IRIs in printed order."""
    names: dict[str, ox.NamedNode] = {}

    def named(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
        if isinstance(term, ox.BlankNode):
            iri = f"{BASE}/.well-known/genid/{name}-{len(names) + 1}"
            return str(names.setdefault(term.value, ox.NamedNode(iri)))
        return str(term)

    try:
        quads = list(ox.parse(content, ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise StoreError(f"Turtle 有误：{error}", f"Turtle is malformed: {error}", name) from error
    return [f"{named(q.subject)} {q.predicate} {named(q.object)}" for q in quads]


def memory_store(path: Path, graphs: Iterable[tuple[str, bytes]]) -> Store:
    """Return a store in memory of graphs given as N-Triples; `path` is what its errors call it."""
    held = ox.Store()
    for graph, triples in graphs:
        held.bulk_load(triples, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))
    copy = Store(path, held)
    copy._writer = held  # what is written to it stays in memory, too
    return copy


def write_triples(ntriples: str, format: str, out: BinaryIO) -> None:  # noqa: A002
    """Write N-Triples in one of FORMATS, with the usual prefixes where the format has any.

    Raises StoreError for an unknown format.
    """
    target = FORMATS.get(format)
    if target is None:
        raise StoreError(f"未知格式：{format}", f"unknown format {format!r}; known: {', '.join(FORMATS)}")
    triples = (quad.triple for quad in ox.parse(ntriples.encode(), ox.RdfFormat.N_TRIPLES))
    ox.serialize(triples, out, target, prefixes=PREFIXES)


def _triples(quads: Iterable[ox.Quad], names: set[str], held: ox.Store) -> Iterator[ox.Triple]:
    """Yield the triples of several graphs, each once, in little memory.

    What a document's graph says of the document's own things cannot come from the graph of another
    document; only what is said of shared things has to be remembered.
    """
    from budgetkg.shelf import Shelf  # SQLite takes time to load, and most commands need none

    with Shelf() as seen:
        for quad in quads:
            triple, owner = quad.triple, _owner(quad.subject)
            if owner is None or owner != quad.graph_name:
                own = owner is not None and owner.value in names
                said = own and ox.Quad(triple.subject, triple.predicate, triple.object, owner) in held
                if said or not seen.add(str(triple)):
                    continue
            yield triple


def _owner(subject: ox.NamedNode | ox.BlankNode | ox.Triple) -> ox.NamedNode | None:
    """Return the graph of the document that a thing belongs to, or None for a shared thing."""
    if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(_DOCUMENTS):
        return None
    return ox.NamedNode(f"{_DOCUMENTS}{subject.value[len(_DOCUMENTS) :].partition('/')[0]}/graph")


def _solutions(found: ox.QuerySolutions, most: int | None) -> Solutions:
    variables = tuple(variable.value for variable in found.variables)
    term_of = _Terms()
    rows = tuple(tuple(map(term_of.__getitem__, row)) for row in islice(found, most))
    return Solutions(variables, rows, most is not None and next(found, None) is not None)


class _Terms(dict[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, Term | None]):
    """The terms of one answer by what the engine calls them: most stand in many rows."""

    def __missing__(self, key: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Term | None:
        found = self[key] = None if key is None else _term(key)
        return found


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(term, ox.NamedNode):
        return Term("iri", term.value)
    if isinstance(term, ox.Literal):
        return Term("literal", term.value, term.datatype.value, term.language)
    if isinstance(term, ox.BlankNode):
        return Term("bnode", term.value)
    return Term("triple", str(term))
