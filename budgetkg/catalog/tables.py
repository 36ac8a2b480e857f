"""Write the answer of a query as a typed table: Parquet and Excel.

Money keeps its exact value as decimal128 and codes stay text. Excel counts in binary
floating point with 15 digits: a number that it cannot hold is written as text. Needs the
extra `budgetkg[tables]`.
"""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetkg.errors import UsageError
from budgetkg.namespaces import PREFIXES
from budgetkg.results import Solutions, Term

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["TABLE_FORMATS", "to_arrow", "write_parquet", "write_xlsx"]

#: Formats of this module by the name that the command line gives them.
TABLE_FORMATS = ("parquet", "xlsx")

_XSD = PREFIXES["xsd"]
_MONEY_UNIT = "元"
_CENTS = 2
_PRECISION = 38
_EXCEL_DIGITS = 15
_EXCEL_CELL = 32_767
_EXCEL_ROWS = 1_048_575  # below the head
_INT64 = 2**63


def to_arrow(solutions: Solutions, units: Mapping[str, str] | None = None) -> "pa.Table":
    """Return an Arrow table: whole numbers int64, decimals and money decimal128, dates date32, else text.

    A column's unit stands in its metadata. Raises UsageError if pyarrow is missing or a number
    does not fit 38 digits.
    """
    pa = _pyarrow()
    known = units or {}
    fields, arrays = [], []
    for place, name in enumerate(solutions.variables):
        column = [row[place] for row in solutions.rows]
        kind, values = _typed(column, money=known.get(name) == _MONEY_UNIT)
        metadata = {"unit": known[name]} if name in known else None
        fields.append(pa.field(name, kind, metadata=metadata))
        arrays.append(pa.array(values, type=kind))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def write_parquet(solutions: Solutions, path: Path, units: Mapping[str, str] | None = None) -> None:
    """Write a Parquet file. Raises as `to_arrow` does."""
    _pyarrow()
    import pyarrow.parquet

    pyarrow.parquet.write_table(to_arrow(solutions, units), path)


def write_xlsx(solutions: Solutions, path: Path, units: Mapping[str, str] | None = None) -> None:
    """Write an Excel workbook with one sheet: numbers as numbers, all else as text, no live formula.

    Raises UsageError if xlsxwriter is missing, or if a sheet has no room for the rows or a text;
    then nothing is written.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise _missing("xlsx") from error
    _check_room(solutions)
    known = units or {}
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        head, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        for place, name in enumerate(solutions.variables):
            label = f"{name} ({known[name]})" if name in known else name
            sheet.write_string(0, place, label, head)
            style = money if known.get(name) == _MONEY_UNIT else None
            for line, row in enumerate(solutions.rows, 1):
                _write_cell(sheet, line, place, row[place], style)
        sheet.freeze_panes(1, 0)


def _write_cell(sheet: Any, line: int, place: int, term: Term | None, style: Any) -> None:
    if term is None:
        return
    number = term.number
    if (
        number is not None
        and number.is_finite()
        and len(number.normalize().as_tuple().digits) <= _EXCEL_DIGITS
    ):
        sheet.write_number(line, place, float(number), style)
        return
    sheet.write_string(line, place, term.value)


def _check_room(solutions: Solutions) -> None:
    if len(solutions.rows) > _EXCEL_ROWS:
        raise UsageError(
            f"{len(solutions.rows)} 行超过 Excel 的 {_EXCEL_ROWS} 行；请用 parquet 或 csv",
            f"{len(solutions.rows)} rows are more than the {_EXCEL_ROWS} of Excel: use parquet or csv",
        )
    for line, row in enumerate(solutions.rows, 1):
        if any(term is not None and len(term.value) > _EXCEL_CELL for term in row):
            raise UsageError(
                f"第 {line} 行有超过 {_EXCEL_CELL} 字的文本，Excel 单元格放不下；请用 parquet 或 csv",
                f"row {line} has over {_EXCEL_CELL} characters in a cell, too long for Excel: use csv",
            )


def _typed(column: list[Term | None], *, money: bool) -> tuple["pa.DataType", list[Any]]:
    """Return the Arrow type of a column and its values."""
    pa = _pyarrow()
    terms = [term for term in column if term is not None]
    numbers = [term.number for term in terms]
    if _all_numbers(numbers) and (money or terms):
        if not money and all(_is_integer(term) for term in terms):
            return pa.int64(), [None if term is None else int(term.value) for term in column]
        scale = max([_CENTS if money else 0, *(_scale(number) for number in numbers if number is not None)])
        _check_digits(numbers, scale)
        return pa.decimal128(_PRECISION, scale), [None if term is None else term.number for term in column]
    if terms and all(_is_date(term) for term in terms):
        return pa.date32(), [
            None if term is None else datetime.date.fromisoformat(term.value) for term in column
        ]
    return pa.string(), [None if term is None else term.value for term in column]


def _all_numbers(numbers: list[Decimal | None]) -> bool:
    return all(number is not None and number.is_finite() for number in numbers)


def _is_integer(term: Term) -> bool:
    return term.datatype == f"{_XSD}integer" and abs(int(term.value)) < _INT64


def _is_date(term: Term) -> bool:
    return term.datatype == f"{_XSD}date" and len(term.value) == len("2024-01-01")


def _scale(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _check_digits(numbers: list[Decimal | None], scale: int) -> None:
    for number in numbers:
        if number is not None and number.adjusted() + 1 + scale > _PRECISION:
            raise UsageError(
                f"{number} 超过 {_PRECISION} 位数字", f"{number} has more than {_PRECISION} digits"
            )


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise _missing("parquet") from error
    return pyarrow


def _missing(name: str) -> UsageError:
    return UsageError(
        f"写 {name} 需要附加组件：pip install 'budgetkg[tables]'",
        f"writing {name} needs the extra: pip install 'budgetkg[tables]'",
    )
