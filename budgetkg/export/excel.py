"""Excel: a workbook with one sheet for each kind, and one that explains the columns.

Excel counts in binary floating point with 15 digits: a number that it cannot hold exactly is
written as text. Text is never a formula or a link: what begins like one is marked as text, as
Excel itself does it, and keeps its letters. Rows are written as they come.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

from budgetkg.entities import Column, Entity, Kind, Value, entities
from budgetkg.errors import UsageError
from budgetkg.export.cells import guarded, heads, plain, row_of, visible
from budgetkg.export.registry import Job

__all__ = ["write_workbook"]

_DIGITS = 15
_CELL = 32_767
_ROWS = 1_048_575  # below the head
_FIRST_YEAR = 1901  # before it, Excel counts a day that never was
_DESCRIPTION = "说明 columns"
_WIDTH, _WIDE = 14, 40
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(job: Job, out: BinaryIO) -> None:
    """Write the workbook of a job.

    Raises UsageError if xlsxwriter is missing, or if a sheet has no room for the rows or a text.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise UsageError(
            "写 xlsx 需要附加组件：pip install 'budgetkg[tables]'",
            "writing xlsx needs the extra: pip install 'budgetkg[tables]'",
        ) from error
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        styles = {
            "head": book.add_format({"bold": True}),
            "money": book.add_format({"num_format": "#,##0.00####"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"quote_prefix": True}),
        }
        _describe(book.add_worksheet(_DESCRIPTION), job.kinds, styles)
        for kind in job.kinds:
            _write_sheet(job, kind, book.add_worksheet(kind.name), styles)


def _describe(sheet: Any, kinds: Sequence[Kind], styles: Mapping[str, Any]) -> None:
    names = (
        "表 table",
        "列 column",
        "中文",
        "English",
        "类型 type",
        "单位 unit",
        "指向 refers to",
        "属性 property",
    )
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, styles["head"])
    sheet.set_column(0, len(names) - 1, 22)
    line = 1
    for kind in kinds:
        own = (kind.name, "", kind.zh, kind.en, "", "", "", kind.cls)
        rows = [own, *(_described(kind, column) for column in heads(kind))]
        for row in rows:
            for place, text in enumerate(row):
                sheet.write_string(line, place, text)
            line += 1
    sheet.freeze_panes(1, 0)


def _described(kind: Kind, column: Column) -> tuple[str, ...]:
    aims = ", ".join(column.to)
    return (
        kind.name,
        column.name,
        column.zh,
        column.en,
        column.type,
        column.unit or "",
        aims,
        column.path,
    )


def _write_sheet(job: Job, kind: Kind, sheet: Any, styles: Mapping[str, Any]) -> None:
    columns = heads(kind)
    sheet.set_column(0, len(columns) - 1, _WIDTH)
    sheet.set_column(0, 0, _WIDE)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, styles["head"])
    sheet.freeze_panes(1, 1)
    line = 0
    for line, entity in enumerate(entities(job.store, kind, job.documents), 1):
        if line > _ROWS:
            raise UsageError(
                f"种类 {kind.name} 超过 Excel 的 {_ROWS} 行；请用 csv 或 parquet，或以 --year 等缩小范围",
                f"kind {kind.name} has more rows than the {_ROWS} of Excel: use csv or parquet, or --year",
            )
        for place, (column, value) in enumerate(zip(columns, row_of(entity), strict=True)):
            _write_cell(sheet, (line, place), column, value, styles, entity)
    if line:
        sheet.autofilter(0, 0, line, len(columns) - 1)


def _write_cell(
    sheet: Any, at: tuple[int, int], column: Column, value: Value, styles: Mapping[str, Any], entity: Entity
) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(*at, value)
        case int() | Decimal() if _is_exact(value):
            sheet.write_number(*at, float(value), styles["money"] if column.unit == "元" else None)
        case date() if value.year >= _FIRST_YEAR:
            sheet.write_datetime(*at, datetime(value.year, value.month, value.day), styles["date"])
        case _:
            text = _shown(plain(value))
            if len(text) > _CELL:
                raise _too_long(column, text, entity)
            if text:
                sheet.write_string(*at, text, styles["text"] if guarded(text) != text else None)


def _is_exact(number: int | Decimal) -> bool:
    """Whether Excel shows all digits of a number.

    >>> _is_exact(Decimal("0.123456789012345")), _is_exact(Decimal("1234567890123.456"))
    (True, False)
    """
    return len(Decimal(number).normalize().as_tuple().digits) <= _DIGITS


def _shown(text: str) -> str:
    """Return a text with the control characters that no sheet can hold as signs; a line ends in one feed."""
    return (
        visible(text).replace("\r\n", "\n").replace("\r", "␍").replace("\ufffe", "�").replace("\uffff", "�")
    )


def _too_long(column: Column, text: str, entity: Entity) -> UsageError:
    return UsageError(
        f"{column.zh}有 {len(text)} 字，超过 Excel 单元格的 {_CELL} 字；请用 csv 或 parquet",
        f"{column.name} has {len(text)} characters, a cell of Excel holds {_CELL}: use csv or parquet",
        entity.iri,
    )
