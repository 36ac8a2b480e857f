"""Write the cube as Turtle, document after document.

Turtle, because Data Cube tools read it and people can, and because a cube is one graph. Only one
document's amounts are in memory, with the codes that have occurred.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from typing import BinaryIO

from budgetkg.catalog import document_graphs
from budgetkg.export.cube.reading import Document, Observation, ask, document_of, observations
from budgetkg.export.cube.structure import LISTS, NAMES, Shape, structure
from budgetkg.export.registry import Job
from budgetkg.export.turtle import Turtle
from budgetkg.namespaces import concept_iri
from budgetkg.results import Answering, Term

__all__ = ["CubeReport", "export_cube", "write_cube"]

_CNY = "<http://publications.europa.eu/resource/authority/currency/CNY>"
#: OpenBudgets takes its years from here. A Chinese budget year is the calendar year.
_YEAR = "http://reference.data.gov.uk/id/year/"
_AT_ONCE = 500  # concepts asked for in one query


@dataclass(frozen=True, slots=True)
class CubeReport:
    """What was written: documents, observations, and amounts that cannot be observations."""

    documents: int
    observations: int
    left_out: int


def write_cube(store: Answering, out: BinaryIO, graphs: Sequence[str] | None = None) -> CubeReport:
    """Write the budget amounts of documents as an RDF Data Cube in Turtle.

    `graphs` are the documents' graphs; None means all. Amounts are in yuan. An amount of which
    no number is known cannot be an observation: it is counted as left out, and a comment on the
    document says so.
    """
    cube = _Cube(store, out)
    chosen = document_graphs(store) if graphs is None else list(dict.fromkeys(graphs))
    cube.put(cube.turtle.head(), *_components())
    for graph in chosen:
        cube.document(graph)
    cube.codes()
    return CubeReport(cube.documents, cube.observations, cube.left_out)


def export_cube(job: Job, out: BinaryIO) -> None:
    """Write the cube of a job."""
    write_cube(job.store, out, job.graphs)


def _components() -> Iterator[str]:
    text = files("budgetkg.export.cube").joinpath("components.ttl").read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        if not block.startswith(("@prefix", "# The parts")):
            yield f"\n{block.strip()}\n"


class _Cube:
    """The state of one export: what has been described already, and the codes that occurred."""

    def __init__(self, store: Answering, out: BinaryIO) -> None:
        self.turtle = Turtle(NAMES)
        self.documents = self.observations = self.left_out = 0
        self._store = store
        self._out = out
        self._shapes: set[Shape] = set()
        self._years: set[str] = set()
        self._codes: dict[str, set[str]] = {}  # concept → code lists
        self._accounts: dict[str, tuple[str, str | None]] = {}  # account → code, account above

    def put(self, *texts: str) -> None:
        """Write texts."""
        self._out.write("".join(texts).encode())

    def document(self, graph: str) -> None:
        """Write the document of a graph with its observations and slices."""
        document = document_of(self._store, graph)
        if document is None:
            return
        found, left_out = observations(self._store, graph, document)
        self.documents += 1
        self.observations += len(found)
        self.left_out += left_out
        for row in ask(self._store, "accounts", "g", [graph]):
            parent = row["parent"].value if "parent" in row else None
            self._accounts[row["account"].value] = (row["code"].value, parent)
        self.put(*self._described(document, left_out))
        for shape in dict.fromkeys(one.shape for one in found):
            if shape not in self._shapes:
                self._shapes.add(shape)
                self.put("\n", *structure(self.turtle, shape))
        self._write_tables(document, found)

    def _write_tables(self, document: Document, found: list[Observation]) -> None:
        slices: dict[tuple[Shape, str], list[Observation]] = {}
        for one in found:
            slices.setdefault((one.shape, one.cells["table"].value), []).append(one)
        for (shape, table), members in slices.items():
            self.put("\n", *self._slice(document, shape, table, members))
            for _, row in groupby(members, key=lambda one: one.row):
                cells = list(row)
                self.put(self._row(cells[0]), *(self._observation(document, one) for one in cells))

    def _described(self, document: Document, left_out: int) -> Iterator[str]:
        iri, term = self.turtle.iri, self.turtle.term
        year = document.year
        yield f"\n# {document.iri.rpartition('/')[2]}\n\n"
        pairs = [("a", ["bkg:DisclosureDocument"]), ("bkg:department", [iri(document.department)])]
        pairs.append(
            ("dcterms:title", sorted({term(row["title"]) for row in document.rows if "title" in row}))
        )
        pairs.append(("bkg:fiscalYear", [] if year is None else [term(document.rows[0]["year"])]))
        pairs.append(("rdfs:comment", _left_out(left_out) if left_out else []))
        yield self.turtle.statement(document.iri, pairs)
        pairs = [("a", ["bkg:Department", "org:FormalOrganization", "org:Organization"])]
        pairs += [
            (name, sorted({term(row[part]) for row in document.rows if part in row}))
            for name, part in (("dcterms:identifier", "code"), ("skos:prefLabel", "name"))
        ]
        yield self.turtle.statement(document.department, pairs)
        if year is not None and year not in self._years:
            self._years.add(year)
            yield self.turtle.statement(
                _YEAR + year, [("a", ["interval:Year"]), ("rdfs:label", [f'"{year}"'])]
            )

    def _slice(
        self, document: Document, shape: Shape, table: str, members: Iterable[Observation]
    ) -> Iterator[str]:
        iri = self.turtle.iri
        name = f"{document.iri}/slice/{shape.name}/{table.removeprefix(concept_iri('table', ''))}"
        yield self.turtle.statement(shape.dataset, [("qb:slice", [iri(name)])])
        yield self.turtle.statement(
            name,
            [
                ("a", ["qb:Slice"]),
                ("qb:sliceStructure", ["cube:byTable"]),
                ("bkg:inDocument", [iri(document.iri)]),
                ("bkg:table", [iri(table)]),
                ("qb:observation", [iri(one.iri) for one in members]),
            ],
        )

    def _row(self, one: Observation) -> str:
        label = [self.turtle.term(one.cells["name"])] if "name" in one.cells else []
        place = [self.turtle.iri(one.cells["place"].value)]
        return self.turtle.statement(
            one.row, [("a", ["cube:Row"]), ("rdfs:label", label), ("bkg:printedAt", place)]
        )

    def _observation(self, document: Document, one: Observation) -> str:
        cells, iri = one.cells, self.turtle.iri
        values = {
            "obeu-dim:organization": document.department,
            "obeu-dim:fiscalYear": f"{_YEAR}{document.year}",
            "bkg:inDocument": document.iri,
            "bkg:table": cells["table"].value,
            "cube:operationCharacter": one.side or "",
            "cube:row": one.row,
            "bkg:rowRole": cells["role"].value,
            "bkg:column": cells["column"].value,
        }
        if one.shape.account is not None:
            values[one.shape.account] = cells["account"].value
        for name in one.shape.dimensions:
            if name in LISTS:
                self._codes.setdefault(values[name], set()).add(LISTS[name])
        pairs = [("a", ["qb:Observation"]), ("qb:dataSet", [iri(one.shape.dataset)])]
        pairs += [(name, [iri(values[name])]) for name in one.shape.dimensions]
        pairs += [("obeu-meas:amount", [self.turtle.term(cells["value"])]), ("obeu-attr:currency", [_CNY])]
        pairs += [(name, [self.turtle.term(cells[part])]) for name, part in _PRINTED if part in cells]
        return self.turtle.statement(one.iri, pairs)

    def codes(self) -> None:
        """Write the code lists: every code that occurred and those above it."""
        said = self._from_the_lists()
        self.put("\n# Code lists\n\n")
        for concept in sorted(self._codes):
            self.put(self._concept(concept, said.get(concept, {})))
        for concept in sorted(set(said) - set(self._codes)):
            pairs = [(name, sorted(said[concept].get(name, ()))) for name in _SAID]
            self.put(self.turtle.statement(concept, [("a", ["skos:Concept"]), *pairs]))

    def _from_the_lists(self) -> dict[str, dict[str, set[str]]]:
        """Return what the code lists say of the codes that occurred and of what those refer to."""
        said: dict[str, dict[str, set[str]]] = {}
        wanted = set(self._codes)
        while wanted:
            wanted |= self._with_parents(wanted)
            referred: set[str] = set()
            ordered = sorted(wanted)
            for start in range(0, len(ordered), _AT_ONCE):
                for row in ask(self._store, "codes", "concept", ordered[start : start + _AT_ONCE]):
                    concept, value = row["concept"].value, row["value"]
                    name = self.turtle.iri(row["property"].value)
                    said.setdefault(concept, {}).setdefault(name, set()).add(self.turtle.term(value))
                    if value.kind == "iri":
                        referred.add(value.value)
                        if name == "skos:broader" and concept in self._codes:
                            self._codes.setdefault(value.value, set()).update(self._codes[concept])
            wanted = referred - set(said) - wanted
        return said

    def _with_parents(self, concepts: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for concept in concepts:
            above = self._accounts.get(concept, ("", None))[1]
            while above is not None and above not in found:
                found.add(above)
                self._codes.setdefault(above, set()).update(self._codes[concept])
                above = self._accounts.get(above, ("", None))[1]
        return found

    def _concept(self, concept: str, said: dict[str, set[str]]) -> str:
        code, parent = self._accounts.get(concept, (None, None))
        pairs = {name: set(said.get(name, ())) for name in _SAID}
        if code is not None:
            pairs["skos:notation"].add(self.turtle.term(Term("literal", code)))
        if parent is not None:
            pairs["skos:broader"].add(self.turtle.iri(parent))
        if not pairs["skos:prefLabel"] and code is None:
            label = concept.rpartition("#")[2].partition("-")[2]
            pairs["skos:prefLabel"].add(self.turtle.term(Term("literal", label, None, "zh")))
        return self.turtle.statement(
            concept,
            [
                ("a", ["skos:Concept"]),
                ("skos:inScheme", sorted(self._codes[concept])),
                *((name, sorted(values)) for name, values in pairs.items()),
            ],
        )


def _left_out(count: int) -> list[str]:
    return [
        f'"有{count}个金额未列入：其数值不明或要素不全。"@zh',
        f'"{count} amounts are not in the cube: their number is not known or something else is missing."@en',
    ]


#: What the code lists say of a concept, in the order in which it is written.
_SAID = ("skos:notation", "skos:prefLabel", "skos:broader", "bkg:fundType", "bkg:expenditureType")

_PRINTED = (
    ("bkg:printedText", "printed"),
    ("bkg:printedAt", "place"),
    ("bkg:moneyUnit", "unit"),
    ("bkg:rowNumber", "number"),
    ("bkg:procurementLine", "line"),
)
