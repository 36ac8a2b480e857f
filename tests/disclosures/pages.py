"""Tables over pages: what every page repeats above the rows, and rows that a page end cuts."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from disclosures.model import Budget
from disclosures.sheets import Sheet
from disclosures.sizes import Layout

__all__ = ["above", "in_pages", "lines_of"]

_LEAST_TO_CUT = 6
#: Where a narrow cell wraps a name; the line end shows as a space.
_WRAP = re.compile(r"([\u3400-\u9fff]{7})(?=[\u3400-\u9fff])")


def above(budget: Budget, layout: Layout, *, year: bool = True) -> list[str]:
    """Return what a page prints above a table; the tables of the explanation print no year."""
    found = [f"{budget.department.code} {budget.department.name}"]
    found += [f"预算年度：{budget.year}"] if year else []
    found.append("单位：万元")
    if layout.one_line_heads:
        return [" ".join(found), ""]
    return [line for one in found for line in (one, "")]


def lines_of(sheet: Sheet, budget: Budget, layout: Layout) -> list[str]:
    """Return a table with its title."""
    heads = ["\t".join(row) for row in sheet.heads]
    names = [place for place, column in enumerate(sheet.columns) if column.endswith("name")]
    pages = in_pages([list(row) for row in sheet.rows], names, layout) or [[]]
    lines = [sheet.title, ""]
    for number, rows in enumerate(pages):
        lines += ["\f" if layout.form_feeds and number else ""] if number else []
        lines += above(budget, layout)
        lines += [*heads, *("\t".join(row) for row in rows)]
    return [*lines, *(["", sheet.note] if sheet.note else []), ""]


def in_pages(rows: Sequence[list[str]], names: Sequence[int], layout: Layout) -> list[list[list[str]]]:
    """Return rows by page; `names` are the places of their names. A page may end inside the name of its
    last row: the rest of the name then stands alone in the first row of the next page."""
    size = layout.rows
    pages = [[list(row) for row in rows[start : start + size]] for start in range(0, len(rows), size)]
    if layout.cut:
        for page, following in pairwise(pages):
            rest = _cut(page[-1], names[-1])
            following[:0] = [rest] if rest else []
    if layout.wrapped:
        for row in (row for page in pages for row in page):
            for place in names:
                row[place] = _WRAP.sub(r"\1 ", row[place])
    return pages


def _cut(row: list[str], place: int) -> list[str] | None:
    """Take the end of a row's name out of it and return it as a row of its own."""
    name = row[place]
    middle = next(_places(name), None) if len(name) >= _LEAST_TO_CUT else None
    if middle is None:
        return None
    row[place] = name[:middle]
    rest = [""] * len(row)
    rest[place] = name[middle:]
    return rest


def _places(name: str) -> Iterator[int]:
    """Yield places, from the middle on, where a cut shows no sign twice: a reader would take out one."""
    for middle in range(len(name) // 2, len(name) - 1):
        if name[middle - 1] != name[middle] and not name[middle:].startswith(tuple("（(、")):
            yield middle
