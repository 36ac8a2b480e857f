"""One notice in a store, put together from saved queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetkg.catalog import Answering, find_query, load_catalog, run
from budgetkg.model import DocumentNumber
from budgetkg.notices.near import Near, candidates, near_numbers
from budgetkg.results import Term
from budgetkg.values.titles import alike

__all__ = ["Dossier", "Funded", "Mention", "Reading", "Title", "dossier"]

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Mention:
    """One printed form in one document."""

    printed: str
    citations: int
    document: str
    department: str
    year: str


@dataclass(frozen=True, slots=True)
class Title:
    """One printed title. `likeness` to the one that is shown: same, shortened, near, or different."""

    text: str
    citations: int
    documents: int
    phases: tuple[str, ...]
    origins: tuple[str, ...]
    likeness: str


@dataclass(frozen=True, slots=True)
class Funded:
    """One project whose name cites the notice."""

    code: str
    project: str
    amount: Decimal | None
    unit_text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Who issued the notice as documents of one place read it."""

    issuer: str
    basis: str
    documents: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a store knows of one number; `title` is the one to show, no more true than the others."""

    number: str
    title: str | None
    mentions: tuple[Mention, ...]
    titles: tuple[Title, ...]
    readings: tuple[Reading, ...]
    projects: tuple[Funded, ...]
    total: Decimal
    near: tuple[Near, ...]

    @property
    def is_known(self) -> bool:
        """Whether any document cites it."""
        return bool(self.mentions)

    @property
    def conflicts(self) -> tuple[Title, ...]:
        """The titles that speak of something else than the one that is shown."""
        return tuple(title for title in self.titles if title.likeness == "different")


def dossier(held: Answering, number: DocumentNumber) -> Dossier:
    """Return what the store holds on a number, and the numbers near it."""
    mentions = _rows(held, "notice-mentions", [number.canonical])
    slips = candidates(number, {row["number"] for row in _rows(held, "notice-mentions", [])})
    titles = _rows(held, "notice-titles", [number.canonical, *slips])
    printed: dict[str, list[str]] = {}
    for row in titles:
        printed.setdefault(row["number"], []).append(row["title"])
    own = _titles([row for row in titles if row["number"] == number.canonical])
    projects = _projects(_rows(held, "projects-by-notice", [number.canonical]))
    return Dossier(
        number.canonical,
        own[0].text if own else None,
        tuple(_mention(row) for row in mentions),
        own,
        _readings(_rows(held, "notice-decoding", [number.canonical])),
        projects,
        sum((one.amount for one in projects if one.amount is not None), Decimal(0)),
        near_numbers(number, slips, printed),
    )


def _rows(held: Answering, query: str, numbers: Sequence[str]) -> list[Row]:
    """Return the rows of a saved query as texts; an unbound variable is an empty text."""
    values = {"notice": list(numbers)} if numbers else {}
    solutions = run(held, find_query(load_catalog(), query), values)
    return [dict(zip(solutions.variables, map(_text, row), strict=True)) for row in solutions.rows]


def _text(term: Term | None) -> str:
    return "" if term is None else term.value


def _mention(row: Row) -> Mention:
    return Mention(
        row["printed"], int(row["citations"]), row["document"], row["department"], row["fiscal_year"]
    )


def _titles(rows: Iterable[Row]) -> tuple[Title, ...]:
    """Return the titles, the one to show first: printed in most documents, then most often, then longest."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["title"], []).append(row)

    def weight(text: str) -> tuple[int, int, int, str]:
        row = found[text][0]
        return -int(row["documents"]), -int(row["citations"]), -len(text), text

    ordered = sorted(found, key=weight)
    return tuple(
        Title(
            text,
            int(found[text][0]["citations"]),
            int(found[text][0]["documents"]),
            _distinct(row["phase"] for row in found[text]),
            _distinct(row["origin"] for row in found[text]),
            alike(text, ordered[0]).kind,
        )
        for text in ordered
    )


def _readings(rows: Iterable[Row]) -> tuple[Reading, ...]:
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        found[row["issuer"], row["basis"]] = int(row["documents"])
    return tuple(Reading(issuer, basis, documents) for (issuer, basis), documents in found.items())


def _projects(rows: Iterable[Row]) -> tuple[Funded, ...]:
    return tuple(
        Funded(
            row["code"],
            row["project"],
            Decimal(row["amount"]) if row["amount"] else None,
            row["unit_text"],
        )
        for row in rows
    )


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
