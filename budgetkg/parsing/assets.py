"""The asset table (部门固定资产占用情况表)."""

from collections.abc import Sequence
from dataclasses import replace

from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.model import Asset, Assets, Problem
from budgetkg.parsing import problems as say
from budgetkg.parsing.cells import money
from budgetkg.parsing.joining import PrintedText, spanned
from budgetkg.parsing.outline import Part
from budgetkg.values.dates import read_date
from budgetkg.values.text import clean, compact

__all__ = ["read_assets"]


def read_assets(part: Part, profile: Profile, problems: list[Problem]) -> tuple[Assets, list[Line]]:
    """Return the assets, and the lines of the section that are running text."""
    columns: dict[int, str] = {}
    drafts: list[dict[str, PrintedText]] = []
    text: list[Line] = []
    unit = part.unit
    for line in part.lines:
        header = _header(line, profile) if line.is_row else None
        if header:
            columns = header
            unit = _unit_in_head(line, profile) or unit
        elif line.is_row and columns:
            _take(drafts, line, columns, problems)
        elif line.is_row:
            problems.append(say.header_missing("固定资产占用情况表", line.where))
        elif not profile.patterns["assets"]["title"].search(compact(line.text)):
            text.append(line)
    rows = [_asset(draft, problems) for draft in drafts]
    as_of = next((date for printed in part.dates if (date := read_date(printed))), None)
    return Assets(as_of, _with_roles(rows, profile), unit), text


def _header(line: Line, profile: Profile) -> dict[int, str] | None:
    words, value = profile.words["assets"], profile.patterns["assets"]["value"]
    columns = {}
    for index, cell in enumerate(line.cells):
        key = compact(cell)
        if key in words["item"]:
            columns[index] = "item"
        elif key in words["quantity"]:
            columns[index] = "quantity"
        elif value.search(key):
            columns[index] = "value"
    return columns if len(columns) >= 2 and "item" in columns.values() else None


def _unit_in_head(line: Line, profile: Profile) -> str | None:
    """The unit that the head itself prints (价值(金额单位:万元))."""
    for cell in line.cells:
        match = profile.patterns["furniture"]["year"].search(compact(cell))
        if match and match["unit"]:
            return match["unit"]
    return None


def _take(
    drafts: list[dict[str, PrintedText]], line: Line, columns: dict[int, str], problems: list[Problem]
) -> None:
    """A row with a name begins an asset; one without completes the asset above."""
    cells = {columns[i]: cell for i, cell in enumerate(line.cells) if i in columns and cell.strip()}
    for index, cell in enumerate(line.cells):
        if cell.strip() and index not in columns:
            problems.append(say.unplaced_cell(clean(cell), line.where))
    if not cells:
        return
    if "item" in cells or not drafts:
        drafts.append({key: PrintedText(text, line.where) for key, text in cells.items()})
        return
    for key, text in cells.items():
        drafts[-1].setdefault(key, PrintedText("", line.where)).add(text, line.where)


def _asset(draft: dict[str, PrintedText], problems: list[Problem]) -> Asset:
    where = spanned(draft.values())
    blank = PrintedText("", where)
    item = draft.get("item", blank)
    return Asset(
        item=item.read(problems),
        quantity=money(draft.get("quantity", blank), problems),
        value=money(draft.get("value", blank), problems),
        where=where,
        printed=item.printed,
    )


def _with_roles(rows: Sequence[Asset], profile: Profile) -> tuple[Asset, ...]:
    """The first sum is the total; 其中 is a part of the row above."""
    done = []
    for row in rows:
        key = compact(row.item)
        if profile.patterns["assets"]["total"].search(key):
            done.append(replace(row, role="total"))
        elif profile.patterns["rows"]["of_which"].search(key):
            done.append(replace(row, role="of-which"))
        else:
            done.append(row)
    return tuple(done)
