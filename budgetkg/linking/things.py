"""What stands in the store of the things that may be linked: small values, read once."""

from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Account", "Department", "Document", "Form", "Notice", "Project", "Row", "Things", "Unit"]


@dataclass(frozen=True, slots=True)
class Document:
    """A document; `name` is that of its department as it prints it. A year or code may be unknown."""

    iri: str
    year: int | None
    department: str
    code: str
    name: str
    division: str


@dataclass(frozen=True, slots=True)
class Department:
    """A department, with the documents that are its own, oldest first."""

    iri: str
    documents: tuple[Document, ...]

    @property
    def code(self) -> str:
        return self.documents[-1].code

    @property
    def division(self) -> str:
        return self.documents[-1].division

    @property
    def name(self) -> str:
        """The name in its latest document."""
        return self.documents[-1].name


@dataclass(frozen=True, slots=True)
class Row:
    """One row of 机构设置; a cell that was not printed is empty."""

    document: Document
    number: int
    kind: str
    rank: str
    funding: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, with the rows that list it, oldest first."""

    iri: str
    name: str
    department: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a project: what one document says of it."""

    iri: str
    document: Document
    name: str
    hint: str
    amount: Decimal | None
    purpose: str
    notices: frozenset[str]
    indicators: frozenset[str]


@dataclass(frozen=True, slots=True)
class Project:
    """A project code, with its forms, oldest first."""

    iri: str
    code: str
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A numbered document: the parts of its number, and the titles under which it is cited."""

    iri: str
    number: str
    mark: str
    year: int
    serial: int
    titles: frozenset[str]
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the books of all years: its names, and the documents that print an amount for it."""

    iri: str
    kind: str
    code: str
    names: tuple[str, ...]
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Things:
    """All that may be linked, each kind in the order of its IRIs."""

    departments: tuple[Department, ...]
    units: tuple[Unit, ...]
    projects: tuple[Project, ...]
    notices: tuple[Notice, ...]
    accounts: tuple[Account, ...]
