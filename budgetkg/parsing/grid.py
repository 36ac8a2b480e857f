"""Header rows: from printed heads, over one or more lines, to columns with a place and a label.

Merged cells come as blanks. A head with something below it in its own column is the head of a
group and reaches over the blanks to its right; a head with nothing below it stands alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from budgetkg.documents import Line
from budgetkg.values.text import clean, compact

__all__ = ["Head", "heads", "is_header", "is_index_row", "may_be_header"]

_NUMBER = re.compile(r"[-\d.,%\s]+")


@dataclass(frozen=True, slots=True)
class Head:
    """One column as printed: `group` and `leaf` compact for comparing, `label` for people."""

    index: int
    group: str
    leaf: str
    label: str


def is_header(line: Line, words: frozenset[str], anchors: frozenset[str] = frozenset()) -> bool:
    """Whether a row is a header: at least two heads, no number, and an anchor word (序号, 科目编码) or
    half of them known words."""
    if not may_be_header(line):
        return False
    cells = [compact(cell) for cell in line.cells if cell.strip()]
    known = sum(cell in words for cell in cells)
    return 2 * known >= len(cells) or any(cell in anchors for cell in cells)


def may_be_header(line: Line) -> bool:
    """Whether a row has at least two cells and none of them is a number."""
    cells = [cell for cell in line.cells if cell.strip()]
    return len(cells) > 1 and not any(_NUMBER.fullmatch(compact(cell)) for cell in cells)


def is_index_row(line: Line, words: frozenset[str]) -> bool:
    """Whether a row numbers the columns (栏次 1 2 3 …)."""
    return compact(line.cells[0]) in words


def heads(rows: Sequence[Line]) -> list[Head]:
    """Return the columns of consecutive header rows, from left to right."""
    width = max(len(row.cells) for row in rows)
    grid = [[clean(row.cells[i]) if i < len(row.cells) else "" for i in range(width)] for row in rows]
    found = []
    group = ""
    for index in range(width):
        parts = [row[index] for row in grid if row[index]]
        if not parts:
            continue
        if grid[0][index]:
            group = parts[0] if len(parts) > 1 else group
        elif group:
            parts = [group, *parts]
        label = "/".join(parts)
        found.append(Head(index, compact(parts[0]) if len(parts) > 1 else "", compact(parts[-1]), label))
    return found
