"""Which units are one under two names: renamed, shortened, misprinted.

Two units of one document are two units, whatever they are called, and so are units of two departments
or districts. What is left over between two documents of one department is compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from budgetkg.linking.evidence import Candidate, Evidence, prior
from budgetkg.linking.names import Words, compared, folded, slip_evidence
from budgetkg.linking.pairing import one_to_one
from budgetkg.linking.things import Department, Document, Row, Unit

__all__ = ["renamed_units", "units_with_documents"]

#: Where no more than so many are left over, a wholly new name may be that of the same unit.
_FEW = 2
#: What stands before the first unit of a list and behind the last.
_END = "-"


def renamed_units(
    departments: Iterable[Department],
    units: Iterable[Unit],
    texts: Iterable[str] = (),
    bodies: Mapping[str, str] | None = None,
) -> list[Candidate]:
    """Return the units that may be an earlier unit of their department under a new name.

    `texts` are other names in the store: what stands there is a word and no misprint. `bodies` are
    the departments that go on under a new code, each with the one that its units are counted to.
    """
    owned: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        owned[(bodies or {}).get(unit.department, unit.department)].append(unit)
    words = _words(departments, owned, list(texts))
    found: list[Candidate] = []
    for department in departments:
        list_ = _Lists(owned[department.iri])
        found += one_to_one(_compared_units(list_, words[department.division]))
    return found


def _words(
    departments: Iterable[Department], owned: Mapping[str, list[Unit]], texts: list[str]
) -> dict[str, Words]:
    """Return by division what the names of its departments and units are made of."""
    names: dict[str, list[set[str]]] = defaultdict(list)
    for department in departments:
        listed = {document.name for document in department.documents}
        names[department.division].append(listed | {unit.name for unit in owned.get(department.iri, ())})
    return {division: Words(groups, texts) for division, groups in names.items()}


class _Lists:
    """The units of one department by document."""

    def __init__(self, units: list[Unit]) -> None:
        self.units = units
        self.at: dict[str, dict[str, Row]] = {
            unit.iri: {r.document.iri: r for r in unit.rows} for unit in units
        }
        self.in_document: dict[str, set[str]] = defaultdict(set)
        for unit in units:
            for row in unit.rows:
                self.in_document[row.document.iri].add(unit.iri)

    def pairs(self) -> Iterator[tuple[Unit, Unit, Row, Row]]:
        """Yield newer and older units that no document lists both of, with the rows where one goes on."""
        for newer in self.units:
            for older in self.units:
                if newer.iri == older.iri or self.at[newer.iri].keys() & self.at[older.iri].keys():
                    continue
                first, last = newer.rows[0], _before(older, newer.rows[0].document)
                if last is not None:
                    yield newer, older, first, last

    def left_over(self, newer: Document, older: Document) -> int:
        """Return how many units of one document the other lacks, on the side where they are more."""
        now, then = self.in_document[newer.iri], self.in_document[older.iri]
        return max(len(now - then), len(then - now))

    def stays(self, unit: str, document: Document) -> bool:
        """Return whether another document lists a neighbour, too; the end of a list always stays."""
        return unit == _END or unit in self.in_document[document.iri]

    def neighbours(self, row: Row) -> tuple[str, str]:
        """Return the units before and behind a row; the ends of the list are neighbours, too."""
        listed = {self.at[iri][row.document.iri].number: iri for iri in self.in_document[row.document.iri]}
        return listed.get(row.number - 1, _END), listed.get(row.number + 1, _END)


def _before(unit: Unit, document: Document) -> Row | None:
    """Return the last row of a unit before a document, by year."""
    if document.year is None:
        return None
    rows = [row for row in unit.rows if row.document.year is not None and row.document.year < document.year]
    return rows[-1] if rows else None


def _compared_units(lists: _Lists, words: Words) -> Iterator[Candidate]:
    for newer, older, first, last in lists.pairs():
        others = lists.left_over(first.document, last.document)
        name = compared(older.name, newer.name, words.places)
        if name is None:
            if others > _FEW:
                continue
            name = Evidence("unlike-name", f"{older.name} ~ {newer.name}", -3.0)
        evidence = (
            prior(others),
            name,
            *(slip_evidence(older.name, newer.name, words) if name.signal == "misprint" else ()),
            *_alike(first, last),
            *_position(lists, first, last),
            Evidence("years", f"{last.document.year} → {first.document.year}", 0.0),
        )
        yield Candidate(
            kind="unit",
            subject=newer.iri,
            subject_label=newer.name,
            object=older.iri,
            object_label=older.name,
            method=name.signal,
            evidence=evidence,
            documents=frozenset(row.document.iri for row in (*newer.rows, *older.rows)),
        )


def _alike(newer: Row, older: Row) -> Iterator[Evidence]:
    """Yield what the columns of the two rows say; one that is not printed says nothing."""
    columns = (
        ("kind", newer.kind, older.kind, 0.5, -3.0),
        ("rank", newer.rank, older.rank, 0.5, -1.0),
        ("funding", newer.funding, older.funding, 0.3, -1.0),
    )
    for signal, now, then, same, other in columns:
        if now and then:
            said = _last(now) if now == then else f"{_last(then)} → {_last(now)}"
            yield Evidence(signal, said, same if now == then else other)


def _last(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("-")[2]


def _position(lists: _Lists, newer: Row, older: Row) -> Iterator[Evidence]:
    """Yield whether the unit stands between the same units as before; changed neighbours say nothing."""
    if not newer.number or not older.number:
        return
    now, then = lists.neighbours(newer), lists.neighbours(older)
    same = sum(a == b for a, b in zip(now, then, strict=True))
    moved = sum(
        a != b and lists.stays(a, older.document) and lists.stays(b, newer.document)
        for a, b in zip(now, then, strict=True)
    )
    weight = 2.5 if same == 2 else 1.5 if same > moved else -0.5 if moved else 0.0
    yield Evidence("position", f"{older.number} → {newer.number}", weight)


def units_with_documents(departments: Iterable[Department], units: Iterable[Unit]) -> list[Candidate]:
    """Return the units of a department that publish a document of their own: one body, two things.

    The money of such a document is a part of that of the department's document.
    """
    listed = [department for department in departments if department.division]
    divisions = {department.iri: department.division for department in departments}
    own = {d.iri: {folded(document.name) for document in d.documents} for d in departments}
    codes = {department.iri: department.code for department in departments}
    by_name: dict[tuple[str, str], list[Department]] = defaultdict(list)
    for department in listed:
        for name in sorted({folded(document.name) for document in department.documents}):
            by_name[department.division, name].append(department)
    found = []
    for unit in units:
        if folded(unit.name) in own.get(unit.department, ()):
            continue  # the department itself, as one of its own units
        for department in by_name.get((divisions.get(unit.department, ""), folded(unit.name)), ()):
            if department.iri != unit.department:
                found.append(_own_document(unit, department, codes.get(unit.department, "")))
    return found


def _own_document(unit: Unit, department: Department, code: str) -> Candidate:
    part = bool(code) and department.code.startswith(code) and department.code != code
    names = [document.name for document in department.documents]
    label = next(name for name in reversed(names) if folded(name) == folded(unit.name))
    evidence = (
        Evidence("same-name", f"{unit.name} ~ {label}", 5.0),
        Evidence("division", department.division, 0.0),
        Evidence("code", f"{department.code} / {code}", 4.0 if part else 0.0),
    )
    return Candidate(
        kind="unit-department",
        subject=unit.iri,
        subject_label=unit.name,
        object=department.iri,
        object_label=label,
        method="same-name",
        evidence=evidence,
        documents=frozenset(
            [*(row.document.iri for row in unit.rows), *(document.iri for document in department.documents)]
        ),
    )
