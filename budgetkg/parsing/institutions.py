"""Duties (部门职责) and units (机构设置)."""

from collections.abc import Sequence

from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.model import Duty, Problem, Unit, Where
from budgetkg.parsing import problems as say
from budgetkg.parsing.grid import heads
from budgetkg.parsing.joining import PrintedText, spanned
from budgetkg.parsing.running_text import Paragraph, item
from budgetkg.values.text import clean, compact

__all__ = ["read_duties", "read_units"]

_FIELDS = ("name", "kind", "rank", "funding")
_NUMBER = "number"


def read_duties(texts: Sequence[Paragraph]) -> tuple[Duty, ...]:
    """Return the duties; a paragraph without a number goes on with the duty above."""
    duties: list[Duty] = []
    for paragraph in texts:
        number, text = item(paragraph.text)
        where = paragraph.where
        if number is None and duties:
            above = duties[-1]
            whole = Where(above.where.first, where.last, above.where.page)
            duties[-1] = Duty(above.number, f"{above.text}\n{text}", whole)
        else:
            duties.append(Duty(number, text, where))
    return tuple(duties)


def read_units(
    lines: Sequence[Line], cuts: set[int], profile: Profile, problems: list[Problem]
) -> tuple[Unit, ...]:
    """Return the units; the table may be cut by pages and its header printed again."""
    columns: dict[int, str] = {}
    drafts: list[dict[str, PrintedText]] = []
    cut = False
    for line in lines:
        if not line.is_row:
            continue
        if _is_header(line, profile):
            columns, cut = _columns(line, profile, problems), bool(drafts)
            continue
        if not columns:
            problems.append(say.header_missing("机构设置", line.where))
            continue
        cells = _cells(line, columns, problems)
        if drafts and (cut or line.number in cuts) and len(cells) < len(columns):
            for key, text in cells.items():
                drafts[-1].setdefault(key, PrintedText("", line.where)).add(text, line.where)
        elif cells and "name" not in cells:
            problems.append(say.row_continues_unclear(clean(line.text), line.where))
        elif cells:
            drafts.append({key: PrintedText(text, line.where) for key, text in cells.items()})
        cut = False
    return tuple(_unit(draft, problems) for draft in drafts)


def _is_header(line: Line, profile: Profile) -> bool:
    words = profile.words["units"]
    return sum(any(compact(cell) in words[key] for key in _FIELDS) for cell in line.cells) >= 2


def _columns(line: Line, profile: Profile, problems: list[Problem]) -> dict[int, str]:
    words = profile.words["units"]
    columns = {}
    for head in heads([line]):
        known = next((key for key in _FIELDS if head.leaf in words[key]), None)
        if head.leaf in profile.words["rows"]["number"]:
            known = _NUMBER
        if known is None:
            problems.append(say.unknown_column(head.label, line.where))
        columns[head.index] = known or head.label
    return columns


def _cells(line: Line, columns: dict[int, str], problems: list[Problem]) -> dict[str, str]:
    cells = {}
    for index, cell in enumerate(line.cells):
        if not cell.strip():
            continue
        column = columns.get(index)
        if column in _FIELDS:
            cells[column] = cell
        elif column is None:
            problems.append(say.unplaced_cell(clean(cell), line.where))
        elif column != _NUMBER:
            problems.append(say.column_without_record(column, clean(cell), line.where))
    return cells


def _unit(draft: dict[str, PrintedText], problems: list[Problem]) -> Unit:
    where = spanned(draft.values())
    text = {key: value.read(problems) or None for key, value in draft.items()}
    printed = draft["name"].printed if "name" in draft else ""
    return Unit(
        text.get("name") or "", text.get("kind"), text.get("rank"), text.get("funding"), where, printed
    )
