"""What the checks of the answers need: printed cells as yuan, and the columns of an answer."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from budgetkg.model import Figure, Records, Row, Table
from budgetkg.results import Solutions, Term

__all__ = [
    "Cell",
    "Check",
    "cells",
    "column",
    "numbers",
    "pairs",
    "percent",
    "summed",
    "table_of",
    "total_row",
    "yuan",
]

#: A check takes the records of one document and the answer of the query on a store that holds it alone.
Check = Callable[[Records, Solutions], None]
Cell = Decimal | str | None


def cells(answer: Solutions, columns: str) -> list[tuple[Cell, ...]]:
    """Return the chosen columns of an answer: numbers as numbers, all else as text."""
    places = [answer.variables.index(name) for name in columns.split()]
    return [tuple(_cell(row[place]) for place in places) for row in answer.rows]


def _cell(term: Term | None) -> Cell:
    if term is None:
        return None
    return term.value if term.number is None else term.number


def yuan(figure: Figure | None) -> Decimal | None:
    """Return a figure that is printed in 万元 as yuan, or None where the cell is blank."""
    return None if figure is None else Decimal(figure.text) * 10_000


def table_of(records: Records, key: str) -> Table:
    """Return the table with this id."""
    return next(table for table in records.tables if table.id == key)


def total_row(records: Records, key: str, side: str | None = None) -> Row:
    """Return the total row of a table, or of one side of it."""
    return next(row for row in table_of(records, key).rows if row.role == "total" and row.side == side)


def column(answer: Solutions, name: str) -> list[str | None]:
    """Return a column as texts."""
    place = answer.variables.index(name)
    return [None if term is None else term.value for row in answer.rows for term in [row[place]]]


def numbers(answer: Solutions, name: str) -> list[Decimal | None]:
    """Return a column as numbers; None where it is blank."""
    return [None if value is None else Decimal(value) for value in column(answer, name)]


def pairs(answer: Solutions, key: str, name: str) -> dict[str | None, Decimal | None]:
    """Return the numbers of one column by the texts of another."""
    return dict(zip(column(answer, key), numbers(answer, name), strict=True))


def percent(part: Decimal | None, whole: Decimal) -> Decimal | None:
    """Return part in percent of whole, rounded half up to two decimals."""
    if part is None:
        return None
    hundredths = (part * 10_000 / whole).quantize(Decimal(1), rounding="ROUND_HALF_UP")
    return hundredths / 100


def summed(values: Iterable[Decimal | None]) -> Decimal:
    """Return the sum of the values that are there."""
    return sum((value for value in values if value is not None), Decimal(0))
