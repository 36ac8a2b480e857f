"""The records: what a disclosure document says, with the place of each thing.

Every stage hands these values on and none changes them. Text is cleaned of
layout only; `printed` keeps what stood on the page. Money stays a decimal
string in the printed unit here: yuan begin in the graph.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from budgetkg.model.goods import Asset, Assets, Procurement, ProcurementItem, ProcurementUnit
from budgetkg.model.narrative import ListedProject, Narrative, NarrativeFigure, NarrativeParagraph
from budgetkg.model.printed import Figure, Problem, Where

__all__ = [
    "Asset",
    "Assets",
    "Citation",
    "CitedIn",
    "Column",
    "ContentsEntry",
    "Decoding",
    "Department",
    "Document",
    "DocumentNumber",
    "Duty",
    "Figure",
    "Goal",
    "Indicator",
    "IssuerCandidate",
    "ListedProject",
    "Narrative",
    "NarrativeFigure",
    "NarrativeParagraph",
    "Problem",
    "Procurement",
    "ProcurementItem",
    "ProcurementUnit",
    "Project",
    "Records",
    "Row",
    "Table",
    "Target",
    "Term",
    "Unit",
    "Where",
]


@dataclass(frozen=True, slots=True)
class Document:
    """The document itself. `money_unit` is the unit that its tables print (万元, 元, 亿元)."""

    file: str
    sha256: str
    title: str
    fiscal_year: int | None
    layout: str
    money_unit: str | None
    where: Where


@dataclass(frozen=True, slots=True)
class Department:
    """The department; `division_code` is six digits of GB/T 2260, or None where nothing says it."""

    code: str | None
    name: str
    division_code: str | None
    where: Where


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the table of contents."""

    title: str
    page: int | None
    where: Where


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of the department (部门职责)."""

    number: int | None
    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of 机构设置: kind 单位性质, rank 单位规格, funding 经费保障形式."""

    name: str
    kind: str | None
    rank: str | None
    funding: str | None
    where: Where
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A money column: what it means, and its printed header."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row, or one side of a row in a two-sided table.

    `amounts` maps column ids to figures; None is a blank cell, which is not zero.
    `role` is "detail" (no child of it is printed), "subtotal", "total" or "of-which".
    """

    number: int | None
    code: str | None
    name: str
    amounts: Mapping[str, Figure | None]
    where: Where
    side: str | None = None
    role: str = "detail"
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One of the budget tables. `accounts` says which account list its codes belong to."""

    id: str
    title: str
    money_unit: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str | None
    where: Where
    accounts: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the whole department: `scope` is "overall" or "itemised" (总体 / 分项绩效目标)."""

    scope: str
    number: int | None
    name: str | None
    goal: str
    indicator_text: str | None
    where: Where


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified target: comparator one of >=, >, <=, <, =, range; numbers as decimal strings."""

    comparator: str
    number: str
    max: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a project form; `target` is None where the value states no quantity."""

    level1: str | None
    level2: str | None
    name: str
    description: str
    value: str
    basis: str
    target: Target | None
    where: Where
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """One performance form (绩效目标表).

    `amounts` has the keys total, fiscal and other. `schedule` maps month ends (3, 6, 10, 12)
    to cumulative percent; a month with None was printed without a value, a missing month was
    not printed. `unit_text` is the unit hint in the name.
    """

    number: int | None
    code: str | None
    name: str
    heading: str
    amounts: Mapping[str, Figure | None]
    purpose: str
    schedule: Mapping[int, Figure | None]
    goals: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    where: Where
    money_unit: str | None = None
    unit_text: str | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term with its definition."""

    term: str
    definition: str
    where: Where


@dataclass(frozen=True, slots=True)
class IssuerCandidate:
    """An agency that a mark may stand for. `sign` says how its place is known by the sign that opens the
    mark: official, customary, name, short-name, first-sign, or relative (县 in 县财教); central has none."""

    name: str | None
    division: str
    tier: str
    sign: str


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a mark falls apart into place, agency and office, and who may issue under it.

    `basis` says what decided: sign, name, central, or context (the division of the document that prints
    the mark); it is None where nothing did. `candidates` are those between which it decided, or could not.
    """

    place: str
    agency: str
    office: str
    basis: str | None
    candidates: tuple[IssuerCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """An official document number (发文字号), read and resolved.

    `canonical` is 邯财教〔2023〕104号, or 国务院令第729号 for a decree (then `year` is None).
    `issuer`, `division` and `tier` ("central", "province", "city", "county") come from the agency
    table and are None where it does not know the mark, or where the sign of the place stands for several.
    `decoding` tells how; it is no part of what makes two numbers equal. `until` is the last serial of a
    range of which this number is the first; what lies between is not printed.
    """

    canonical: str
    printed: str
    mark: str
    year: int | None
    serial: int
    issuer: str | None = None
    division: str | None = None
    tier: str | None = None
    decoding: Decoding | None = field(default=None, compare=False)
    until: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CitedIn:
    """The field that cites.

    `record` is project, indicator, goal, listed-project, duty or document; `number` is the form
    number, or the 1-based position of the record in its list; an indicator also has `project`
    (1-based position of its form) and `number` its position in the form.
    """

    record: str
    number: int | None
    field: str
    project: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a document. `origin` is the tier that the title's words state (中央, 省级, …), `phases`
    how they say that money is handed down (advance, settlement, …), `key` the one title of a document that
    is printed with several, without a number. `upper` are the notices that this one passes on, where the
    text says so.
    """

    number: DocumentNumber | None
    printed: str
    title: str | None
    cited_in: CitedIn
    where: Where
    origin: str | None = None
    phases: tuple[str, ...] = field(default=(), compare=False)
    key: str | None = field(default=None, compare=False)
    upper: tuple[DocumentNumber, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Records:
    """All that one document says. `lines` are its source lines as printed (line 1 first)."""

    document: Document
    department: Department
    contents: tuple[ContentsEntry, ...] = ()
    duties: tuple[Duty, ...] = ()
    units: tuple[Unit, ...] = ()
    tables: tuple[Table, ...] = ()
    narrative: Narrative = field(default_factory=Narrative)
    goals: tuple[Goal, ...] = ()
    projects: tuple[Project, ...] = ()
    procurement: Procurement = field(default_factory=Procurement)
    assets: Assets = field(default_factory=Assets)
    glossary: tuple[Term, ...] = ()
    citations: tuple[Citation, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: tuple[str, ...] = ()
