"""What is known of a store's contents, as plain values."""

from dataclasses import dataclass

__all__ = ["CodeList", "Coverage", "Department", "GraphCount", "Held", "Holdings", "Shared"]


@dataclass(frozen=True, slots=True)
class Held:
    """One document in the store.

    Counts are of things in its own graph; `inferred` counts the triples of what was inferred from it.
    `sha256` is of the file that it was read from.
    """

    iri: str
    title: str
    file: str
    sha256: str
    department: str
    department_iri: str
    division: str
    year: int | None
    units: int
    projects: int
    amounts: int
    triples: int
    inferred: int


@dataclass(frozen=True, slots=True)
class Department:
    """One department: how many documents of each year there are; a year without any is left out."""

    iri: str
    code: str
    name: str
    division: str
    documents: dict[int, int]


@dataclass(frozen=True, slots=True)
class Shared:
    """How many things of a kind the documents name, and how many of them stand in more than one.

    `what` is "notices" (numbered documents), "projects" (by their code) or "accounts" (by their code,
    whatever the year, with those above them).
    """

    what: str
    total: int
    in_documents: int
    in_departments: int


@dataclass(frozen=True, slots=True)
class GraphCount:
    """How many graphs of a kind there are: "documents", "inferred", "links", "codes" or "other"."""

    what: str
    graphs: int
    triples: int


@dataclass(frozen=True, slots=True)
class CodeList:
    """One code list and how many codes it has."""

    iri: str
    zh: str
    en: str
    concepts: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many things of a kind the documents use, and how many of them are known.

    `what` is "accounts" (known: in a code list), "notices" (numbered documents; known: their
    issuer) or "projects" (forms; known: their funding notice).
    """

    what: str
    total: int
    known: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a store holds, or some documents of it.

    `triples` counts every graph that is counted in `graphs`: of all documents the code lists and links,
    too; of some documents their own graphs and what is inferred from them.
    """

    documents: tuple[Held, ...]
    departments: tuple[Department, ...]
    shared: tuple[Shared, ...]
    code_lists: tuple[CodeList, ...]
    coverage: tuple[Coverage, ...]
    graphs: tuple[GraphCount, ...]
    triples: int

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years of the documents."""
        return tuple(sorted({one.year for one in self.documents if one.year is not None}))
