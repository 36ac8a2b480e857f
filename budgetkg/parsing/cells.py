"""Cells of numbers: read, or reported and left unknown."""

from collections.abc import Callable

from budgetkg.errors import BudgetKGError
from budgetkg.model import Figure, Problem
from budgetkg.parsing.joining import PrintedText
from budgetkg.parsing.problems import not_money
from budgetkg.values.money import read_money
from budgetkg.values.percent import read_percent

__all__ = ["money", "percent"]


def money(cell: PrintedText, problems: list[Problem]) -> Figure | None:
    """Return the amount of a cell; a blank cell is None, and so is what is no number (with a problem)."""
    return _read(cell, read_money, problems)


def percent(cell: PrintedText, problems: list[Problem]) -> Figure | None:
    """Return the percentage of a cell, as `money` does."""
    return _read(cell, read_percent, problems)


def _read(
    cell: PrintedText, reader: Callable[[str], Figure | None], problems: list[Problem]
) -> Figure | None:
    if not cell.pieces:
        return None
    try:
        figure = reader(cell.digits() if len(cell.pieces) > 1 else cell.pieces[0])
    except BudgetKGError as error:
        problems.append(not_money(error.zh, error.en, error.code, cell.where))
        return None
    return Figure(figure.text, cell.printed) if figure else None
