"""Row roles: what a row adds up, so that a sum can say what it sums.

`detail` means that no child of the row is printed in its table. Coded rows nest by the prefix of
their codes. Rows without codes nest by how they are numbered: 其中 opens the parts of the row
above, and a numbering that begins again belongs to the unnumbered row before it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from budgetkg.model import Row
from budgetkg.values.text import compact

__all__ = ["with_roles"]

#: From the outermost numbering to the innermost.
_NUMBERING = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"\([一二三四五六七八九十]+\)"),
    re.compile(r"\d{1,2}[.、]"),
    re.compile(r"\(\d{1,2}\)"),
)
_ENUMERATED = re.compile(r"^(?P<numeral>[一二三四五六七八九十]+)、")

Patterns = Mapping[str, re.Pattern[str]]


def with_roles(rows: Sequence[Row], patterns: Patterns) -> tuple[Row, ...]:
    """Return the rows of one side with their roles; `patterns` has total, subtotal and of_which."""
    roles = ["detail"] * len(rows)
    parents = _with_children({row.code for row in rows if row.code})
    _mark_totals(rows, roles, patterns)
    for i, row in enumerate(rows):
        if row.code in parents:
            roles[i] = "subtotal"
    _mark_parts(rows, roles, patterns["of_which"])
    _mark_second_numbering(rows, roles)
    _mark_deeper_numbering(rows, roles)
    _mark_unnumbered_parts(rows, roles)
    return tuple(replace(row, role=role) for row, role in zip(rows, roles, strict=True))


def _with_children(codes: set[str]) -> set[str]:
    """The codes that begin another one: in sorted order that one follows at once."""
    return {code for code, below in pairwise(sorted(codes)) if below.startswith(code)}


def _mark_totals(rows: Sequence[Row], roles: list[str], patterns: Patterns) -> None:
    """Of the rows called totals, the most embracing is the total: 总计 before 合计."""
    named = [
        i for i, row in enumerate(rows) if not row.code and patterns["subtotal"].search(compact(row.name))
    ]
    grand = {i for i in named if rows[i].name.endswith("总计")} or {
        i for i in named if patterns["total"].search(compact(rows[i].name))
    }
    for i in named:
        roles[i] = "total" if i in grand else "subtotal"


def _mark_parts(rows: Sequence[Row], roles: list[str], of_which: re.Pattern[str]) -> None:
    """Parts opened by 其中 reach to the next numbered row: two or more of them part their parent,
    a single one is an of-which of it."""
    for i, row in enumerate(rows):
        if not of_which.search(compact(row.name)) or i == 0:
            continue
        end = i + 1
        while end < len(rows) and _is_part(rows[end], of_which) and roles[end] == "detail":
            end += 1
        if end - i > 1:
            roles[i - 1] = "subtotal"
        else:
            roles[i] = "of-which"


def _is_part(row: Row, of_which: re.Pattern[str]) -> bool:
    return not row.code and not _ENUMERATED.match(row.name) and not of_which.search(compact(row.name))


def _mark_second_numbering(rows: Sequence[Row], roles: list[str]) -> None:
    """一、二、… after an unnumbered row, once a first numbering is over, are the parts of that row."""
    seen_first = False
    for i, row in enumerate(rows):
        match = _ENUMERATED.match(row.name)
        if not match or match["numeral"] != "一":
            continue
        before = rows[i - 1] if i else None
        if seen_first and before and not _ENUMERATED.match(before.name) and roles[i - 1] == "detail":
            roles[i - 1] = "subtotal"
        seen_first = True


def _level(row: Row) -> int | None:
    """How deep a row's numbering stands; None for a row without one."""
    text = compact(row.name)
    return next((level for level, pattern in enumerate(_NUMBERING) if pattern.match(text)), None)


def _mark_deeper_numbering(rows: Sequence[Row], roles: list[str]) -> None:
    """A numbered row above rows of a deeper numbering is their sum (3. above (1) and (2))."""
    for i, (row, below) in enumerate(pairwise(rows)):
        upper, lower = _level(row), _level(below)
        if roles[i] == "detail" and upper is not None and lower is not None and lower > upper:
            roles[i] = "subtotal"


def _mark_unnumbered_parts(rows: Sequence[Row], roles: list[str]) -> None:
    """A numbered row above rows without number is their sum, if every amount of it says so."""
    for i, row in enumerate(rows):
        if roles[i] != "detail" or row.code or _level(row) is None:
            continue
        end = i + 1
        while end < len(rows) and roles[end] == "detail" and _level(rows[end]) is None and not rows[end].code:
            end += 1
        if end > i + 1 and _is_sum(row, rows[i + 1 : end]):
            roles[i] = "subtotal"


def _is_sum(row: Row, parts: Sequence[Row]) -> bool:
    stated = [column for column, figure in row.amounts.items() if figure and Decimal(figure.text)]
    sums = {
        column: sum((Decimal(f.text) for part in parts if (f := part.amounts.get(column))), Decimal(0))
        for column in stated
    }
    return bool(stated) and all(Decimal(f.text) == sums[c] for c in stated if (f := row.amounts[c]))
