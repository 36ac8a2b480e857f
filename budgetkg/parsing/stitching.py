"""Rows over page breaks: which printed lines are one row.

A row that a page cut has its row number on the first part only. A line without a number goes to
the row above when everything on it completes something there; otherwise it is a row of its own
and reported.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from budgetkg.documents import Line
from budgetkg.model import Problem, Where
from budgetkg.parsing.joining import PrintedText
from budgetkg.parsing.problems import row_continues_unclear, row_twice
from budgetkg.values.accounts import read_account_code
from budgetkg.values.text import compact

__all__ = ["Columns", "Draft", "stitched"]

_WHOLE = re.compile(r"-?[\d,]+\.\d\d")
_WELL_FORMED = re.compile(r"-?[\d,]+(?:\.\d{1,2})?")
_TOTAL = re.compile(r"(?:合计|总计|小计)$")


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of the columns of one header: number, codes, names, and money with its meaning."""

    number: int | None
    code: int | None
    names: tuple[int, ...]
    money: tuple[tuple[int, str], ...]

    @property
    def known(self) -> frozenset[int]:
        """All indexes that a cell may stand at."""
        singles = {index for index in (self.number, self.code) if index is not None}
        return frozenset(singles | set(self.names) | {index for index, _ in self.money})


@dataclass(slots=True)
class Draft:
    """A row while its parts are gathered."""

    columns: Columns
    cells: dict[int, PrintedText]
    first: Line
    lines: list[int] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, line: Line, columns: Columns) -> "Draft":
        """Begin a row with its first line."""
        cells = {i: PrintedText(cell, line.where) for i, cell in enumerate(line.cells)}
        return cls(columns, cells, line, [line.number], [line.text])

    def add(self, line: Line) -> None:
        """Take a further line of the row."""
        for index, cell in enumerate(line.cells):
            if index in self.cells:
                self.cells[index].add(cell, line.where)
            else:
                self.cells[index] = PrintedText(cell, line.where)
        self.lines.append(line.number)
        self.raw.append(line.text)

    def cell(self, index: int | None) -> PrintedText:
        """The text at a column; an absent cell is blank."""
        if index is None or index not in self.cells:
            return PrintedText("", self.first.where)
        return self.cells[index]

    @property
    def where(self) -> Where:
        """From the first to the last line of the row."""
        return Where(self.lines[0], self.lines[-1], self.first.page)


def stitched(rows: Iterable[tuple[Line, Columns, bool]], problems: list[Problem]) -> list[Draft]:
    """Return the rows of a table; each line comes with its columns and whether the page was cut before it."""
    drafts: list[Draft] = []
    for line, columns, after_cut in rows:
        if drafts and after_cut and _printed_again(drafts[-1], line):
            problems.append(row_twice(_number(line, columns), line.where))
        elif drafts and _continues(drafts[-1], line, columns, after_cut):
            drafts[-1].add(line)
        else:
            if columns.number is not None and _number(line, columns) is None:
                problems.append(row_continues_unclear(_short(line), line.where))
            drafts.append(Draft.of(line, columns))
    return drafts


def _number(line: Line, columns: Columns) -> int | None:
    text = _text(line, columns.number)
    return int(text) if text.isdecimal() else None


def _text(line: Line, index: int | None) -> str:
    return compact(line.cells[index]) if index is not None and index < len(line.cells) else ""


def _short(line: Line) -> str:
    return " ".join(cell.strip() for cell in line.cells if cell.strip())[:60]


def _printed_again(draft: Draft, line: Line) -> bool:
    return len(draft.lines) == 1 and [*map(compact, draft.first.cells)] == [*map(compact, line.cells)]


def _continues(draft: Draft, line: Line, columns: Columns, after_cut: bool) -> bool:
    if columns.number is not None and _text(line, columns.number):
        return False
    if columns.number is None and not after_cut:
        return False
    if columns != draft.columns or not _code_fits(draft, _text(line, columns.code)):
        return False
    return _money_fits(
        draft, [(i, _text(line, i)) for i, _ in columns.money], _names(line, columns), after_cut
    )


def _names(line: Line, columns: Columns) -> list[str]:
    return [name for i in columns.names if (name := _text(line, i))]


def _code_fits(draft: Draft, fragment: str) -> bool:
    """A fragment of a code completes the code above."""
    if not fragment:
        return True
    above = draft.cell(draft.columns.code).digits()
    return fragment.isdecimal() and bool(above) and read_account_code(above + fragment) is not None


def _money_fits(
    draft: Draft, fragments: Sequence[tuple[int, str]], names: Sequence[str], after_cut: bool
) -> bool:
    """Each fragment completes an amount that has not its two decimals yet; or, after a cut, the whole
    row's amounts stand beside the second half of its name."""
    printed = [(index, text) for index, text in fragments if text]
    if not printed:
        return True
    above = {index: draft.cell(index).digits() for index, _ in fragments}
    if after_cut and not any(above.values()) and not any(_TOTAL.search(name) for name in names):
        return bool(draft.cell(draft.columns.code).pieces)
    return all(
        above[index] and not _WHOLE.fullmatch(above[index]) and _WELL_FORMED.fullmatch(above[index] + text)
        for index, text in printed
    )
