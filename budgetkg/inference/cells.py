"""The printed cells of project expenditure, and the budgets of the forms, in one measure.

All money becomes whole numbers of its smallest printed step, so that sums are exact.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from budgetkg.inference.sums import Sums
from budgetkg.model import Figure, Records, Table
from budgetkg.values.accounts import account_kind, parent_code
from budgetkg.values.money import UNITS

__all__ = ["Booking", "Cell", "booking"]

_EXPENDITURE = "expenditure"
_FISCAL = ("general-public", "government-fund", "state-capital")
_PROJECT = "project"
_FEW = 8  # printed additions; fewer say nothing about rounding
_SOME = 0.05  # share of additions that are off where the figures are rounded


@dataclass(frozen=True, slots=True)
class Cell:
    """Project expenditure on one account. `names` are those of the account, its section and its class."""

    table: str
    code: str
    names: tuple[str, ...]
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class Booking:
    """The cells, the forms that have a budget (by position from 0), their yuan, and the task of dividing."""

    cells: tuple[Cell, ...]
    forms: tuple[int, ...]
    printed: Mapping[int, Decimal]
    task: Sums

    def may_hold(self, index: int) -> list[int]:
        """Return the cells that are large enough for an amount of the task."""
        amount, slack = self.task.amounts[index], self.task.slack(1)
        return [at for at, wanted in enumerate(self.task.sums) if amount <= wanted + slack]


def booking(records: Records) -> Booking | None:
    """Return the cells and budgets of a document, or None where it has none of either."""
    tables = {table.id: table for table in records.tables if table.accounts == "functional"}
    cells = list(_cells(records, [tables[_EXPENDITURE]] if _EXPENDITURE in tables else []))
    by_fiscal = list(_cells(records, [tables[name] for name in _FISCAL if name in tables]))
    totals, fiscal = _budgets(records, "total"), _budgets(records, "fiscal")
    if not cells:
        cells, totals, by_fiscal = by_fiscal, fiscal or totals, []
    printed = {form: amount for form, amount in totals.items() if amount > 0}
    if not cells or not printed:
        return None
    forms = tuple(printed)
    divided = by_fiscal and all(form in fiscal for form in forms)
    task = _task(
        [printed[form] for form in forms],
        [cell.yuan for cell in cells],
        [fiscal[form] for form in forms] if divided else [],
        [_at(cell.code, by_fiscal) for cell in cells] if divided else [],
        _is_rounded(list(tables.values())),
    )
    return Booking(tuple(cells), forms, printed, task)


def _at(code: str, cells: Sequence[Cell]) -> Decimal:
    """Return what all tables of fiscal money together print for an account."""
    own = [cell.yuan for cell in cells if cell.code == code]
    # Adding to zero would give the sum a step of one yuan.
    return sum(own[1:], own[0]) if own else Decimal(0)


def _task(
    amounts: Sequence[Decimal],
    sums: Sequence[Decimal],
    fiscal: Sequence[Decimal],
    fiscal_sums: Sequence[Decimal],
    rounded: bool,
) -> Sums:
    step, sum_step = _step([*amounts, *fiscal]), _step([*sums, *fiscal_sums])
    # What all figures are multiples of, however finely they are printed: small numbers, small tables.
    unit = _step([value.normalize() for value in (*amounts, *sums, *fiscal, *fiscal_sums)])
    finest = min(step, sum_step, unit)

    def whole(values: Sequence[Decimal]) -> tuple[int, ...]:
        return tuple(int(value / unit) for value in values)

    return Sums(
        amounts=whole(amounts),
        sums=whole(sums),
        fiscal=whole(fiscal),
        fiscal_sums=whole(fiscal_sums),
        rounded=rounded,
        step=int(step / finest),
        sum_step=int(sum_step / finest),
        parts=int(unit / finest),
    )


def _step(values: Sequence[Decimal]) -> Decimal:
    """Return the smallest printed step: figures of 万元 with two digits have steps of 100 yuan."""
    return min(Decimal(1).scaleb(int(value.as_tuple().exponent)) for value in values if value)


def _budgets(records: Records, key: str) -> dict[int, Decimal]:
    found = {}
    for form, project in enumerate(records.projects):
        amount = _yuan(project.amounts.get(key), project.money_unit or records.document.money_unit)
        if amount is not None:
            found[form] = amount
    return found


def _cells(records: Records, tables: Sequence[Table]) -> Iterator[Cell]:
    """Yield the cells of the accounts that no printed account divides further."""
    for table in tables:
        names = {row.code: row.name for row in table.rows if row.code}
        for row in table.rows:
            amount = _yuan(row.amounts.get(_PROJECT), table.money_unit or records.document.money_unit)
            is_account = row.role == "detail" and account_kind(row.code or "") == "functional"
            if row.code and is_account and amount is not None and amount > 0:
                yield Cell(table.id, row.code, _names(row.code, names), amount)


def _names(code: str, names: Mapping[str, str]) -> tuple[str, ...]:
    above = parent_code(code)
    return (names.get(code, ""), *(_names(above, names) if above else ()))


def _yuan(figure: Figure | None, unit: str | None) -> Decimal | None:
    """Return an amount with the exponent of its last printed digit, or None where it cannot be known."""
    if figure is None or unit not in UNITS:
        return None
    try:
        return Decimal(figure.text).scaleb(UNITS[unit].adjusted())
    except InvalidOperation:
        return None


# Rounding


def _is_rounded(tables: Sequence[Table]) -> bool:
    """Return whether printed additions of project money are off so often that figures were rounded.

    Where projects are planned in whole steps of what is printed, additions are exact; a few are off by
    slips. Too few additions say nothing: then rounding is possible.
    """
    checked = [exact for table in tables for exact in _additions(table)]
    return len(checked) < _FEW or checked.count(False) > _SOME * len(checked)


def _additions(table: Table) -> Iterator[bool]:
    """Yield for each account that printed accounts divide whether their project money adds up to its own."""
    figures = {row.code: figure for row in table.rows if row.code and (figure := row.amounts.get(_PROJECT))}
    for code, total in figures.items():
        parts = [Decimal(part.text) for other, part in figures.items() if parent_code(other) == code]
        if len(parts) > 1:
            yield Decimal(total.text) == sum(parts)
