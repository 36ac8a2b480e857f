"""The budget tables: printed rows → records, by the meaning of the heads.

Each header is read anew, so that columns may move between pages; a two-sided table (收入 beside
支出) gives one record per side that has a name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgetkg.documents import Line
from budgetkg.layouts import Profile, TableLayout
from budgetkg.model import Column, Figure, Problem, Row, Table, Where
from budgetkg.parsing import problems as say
from budgetkg.parsing.cells import money
from budgetkg.parsing.grid import Head, heads, is_header, is_index_row, may_be_header
from budgetkg.parsing.outline import Part
from budgetkg.parsing.roles import with_roles
from budgetkg.parsing.stitching import Columns, Draft, stitched
from budgetkg.values.accounts import read_account_code
from budgetkg.values.text import clean, compact

__all__ = ["read_table"]

_YEAR = re.compile(r"(?:19|20)\d\d年?")


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a table: its name column and its money columns (index → column)."""

    side: str | None
    name: int | None
    money: Mapping[int, Column]


@dataclass(frozen=True, slots=True)
class _Header:
    """A header resolved against the profile."""

    columns: Columns
    sides: tuple[_Side, ...]


def read_table(
    part: Part, number: int, profile: Profile, problems: list[Problem], *, year: int | None
) -> Table:
    """Return the records of one printed table; `number` is its position in the document.

    `year` is the budget year: columns of other years are kept under their own labels.
    """
    layout = profile.tables[part.id]
    reader = _Reader(part, layout, profile, problems, year)
    drafts = stitched(reader.body(), problems)
    rows = _rows(drafts, reader.header_of, layout, profile, number, problems)
    return Table(
        id=layout.id,
        title=part.title,
        money_unit=_money_unit(part, rows, problems),
        columns=tuple(reader.columns.values()),
        rows=rows,
        note="\n".join(reader.notes) or None,
        where=Where(part.whole.first, part.whole.last, part.where.page, number),
        accounts=layout.accounts,
    )


def _money_unit(part: Part, rows: Sequence[Row], problems: list[Problem]) -> str | None:
    """The unit printed above a table. Pages that print two units leave it unknown, as none does."""
    units = sorted({unit for _, unit in part.units})
    if len(units) == 1:
        return units[0]
    if units:
        problems.append(
            say.units_differ(part.title, "、".join(units), Where(part.units[0][0], part.units[-1][0]))
        )
    elif rows:
        problems.append(say.unit_missing(part.title, part.where))
    return None


class _Reader:
    """Walks the lines of a table: headers, column numbers, notes, and the rows that remain."""

    def __init__(
        self, part: Part, layout: TableLayout, profile: Profile, problems: list[Problem], year: int | None
    ) -> None:
        self.year = year
        self.part, self.layout, self.profile, self.problems = part, layout, profile, problems
        self.words = _header_words(layout, profile)
        self.anchors = frozenset({*layout.code, *layout.name, *profile.words["rows"]["number"]})
        self.columns: dict[str, Column] = {}
        self.header_of: dict[Columns, _Header] = {}
        self.notes: list[str] = []
        self._seen: dict[tuple[tuple[str, ...], ...], _Header] = {}

    def body(self) -> Iterator[tuple[Line, Columns, bool]]:
        """Yield each data row with its columns and whether a page cut stands before it."""
        header: _Header | None = None
        block: list[Line] = []
        cut = False
        for position, line in enumerate(self.part.lines):
            cut = cut or line.number in self.part.cuts
            if line.is_row and self._is_header(position, block, fresh=header is None or cut):
                block.append(line)
                continue
            if block:
                header, block, cut = self._header(block), [], True
            if line.is_row and is_index_row(line, self.profile.words["rows"]["index"]):
                continue
            if not line.is_row:
                self._loose(line)
            elif header is None:
                self.problems.append(say.header_missing(self.part.title, line.where))
            elif any(cell.strip() for cell in line.cells):
                self._check_cells(line, header)
                yield line, header.columns, cut
                cut = False
        if block:
            self._header(block)

    def _is_header(self, position: int, block: Sequence[Line], fresh: bool) -> bool:
        """Whether a row is a head: by its words; above a head, where a table or page begins; or below one,
        where nothing stands in the columns of codes and names."""
        line = self.part.lines[position]
        if is_header(line, self.words, self.anchors):
            return True
        if not may_be_header(line):
            return False
        if block:
            own = [i for row in block for i, cell in enumerate(row.cells) if compact(cell) in self.anchors]
            return bool(own) and not any(line.cells[i].strip() for i in own if i < len(line.cells))
        following = self.part.lines[position + 1 : position + 2]
        return fresh and any(is_header(row, self.words, self.anchors) for row in following)

    def _loose(self, line: Line) -> None:
        if self.profile.patterns["rows"]["note"].search(compact(line.text)):
            self.notes.append(clean(line.text))
        elif self.notes:
            self.notes[-1] += clean(line.text)
        else:
            self.problems.append(say.unplaced(clean(line.text), line.where))

    def _check_cells(self, line: Line, header: _Header) -> None:
        for index, cell in enumerate(line.cells):
            if cell.strip() and index not in header.columns.known:
                self.problems.append(say.unplaced_cell(cell.strip(), line.where))

    def _header(self, block: Sequence[Line]) -> _Header:
        key = tuple(tuple(map(compact, line.cells)) for line in block)
        if key not in self._seen:
            self._seen[key] = self._resolve(heads(block), block[0].where)
        header = self._seen[key]
        self.header_of[header.columns] = header
        return header

    def _resolve(self, found: Sequence[Head], where: Where) -> _Header:
        words = self.profile.words["rows"]
        number = _index(found, words["number"])
        code = _index(found, self.layout.code)
        sides = tuple(self._sides([head for head in found if head.index not in (number, code)], where))
        names = tuple(side.name for side in sides if side.name is not None)
        amounts = tuple((index, column.id) for side in sides for index, column in side.money.items())
        return _Header(Columns(number, code, names, amounts), sides)

    def _sides(self, found: Sequence[Head], where: Where) -> Iterator[_Side]:
        if not self.layout.two_sided:
            yield self._side(None, found, where)
            return
        for group in dict.fromkeys(head.group for head in found):
            side = self.profile.sides.get(group)
            if side is None:
                self.problems.append(say.unknown_column(group, where))
            yield self._side(side, [head for head in found if head.group == group], where)

    def _side(self, side: str | None, found: Sequence[Head], where: Where) -> _Side:
        name = _index(found, self.layout.name)
        taken: set[str] = set()
        columns = {head.index: self._column(head, taken, where) for head in found if head.index != name}
        return _Side(side, name, columns)

    def _column(self, head: Head, taken: set[str], where: Where) -> Column:
        """The column that a head names. What is not this year's budget, and a second head of one meaning,
        keep their labels: two columns never share an id."""
        known = self._meaning(head)
        if known is None or known in taken:
            self.problems.append(say.unknown_column(head.label, where))
            known = head.label if head.label not in taken else f"{head.label} ({head.index + 1})"
        taken.add(known)
        return self.columns.setdefault(known, Column(known, head.label))

    def _meaning(self, head: Head) -> str | None:
        """The id of a head; a sum under a head that is a column itself is that column."""
        group, leaf = self._of_this_year(head.group), self._of_this_year(head.leaf)
        if self.profile.patterns["rows"]["other_column"].search(group + leaf) or _YEAR.search(group + leaf):
            return None
        columns = self.layout.columns
        if leaf in self.profile.words["rows"]["sum"] and group in columns:
            return columns[group]
        return columns.get(leaf)

    def _of_this_year(self, label: str) -> str:
        """A label without the budget year before it: any year that is left is another one."""
        return re.sub(f"^{self.year}年度?", "", label) if self.year else label


def _header_words(layout: TableLayout, profile: Profile) -> frozenset[str]:
    numbers = profile.words["rows"]["number"]
    return frozenset({*layout.columns, *layout.code, *layout.name, *numbers, *profile.sides})


def _index(found: Sequence[Head], words: frozenset[str]) -> int | None:
    return next((head.index for head in found if head.leaf in words), None)


def _rows(
    drafts: Sequence[Draft],
    headers: Mapping[Columns, _Header],
    layout: TableLayout,
    profile: Profile,
    table: int,
    problems: list[Problem],
) -> tuple[Row, ...]:
    """Rows by side, each side with its roles, in printed order."""
    by_side: dict[str | None, list[tuple[int, Row]]] = {}
    for position, draft in enumerate(drafts, 1):
        for side in headers[draft.columns].sides:
            row = _row(draft, side, position, table, layout, problems)
            if row:
                by_side.setdefault(side.side, []).append((position, row))
    _check_numbers([draft_number(draft) for draft in drafts], drafts, problems)
    patterns = profile.patterns["rows"]
    done = [
        (position, row)
        for entries in by_side.values()
        for (position, _), row in zip(entries, with_roles([r for _, r in entries], patterns), strict=True)
    ]
    return tuple(row for _, row in sorted(done, key=lambda entry: entry[0]))


def draft_number(draft: Draft) -> int | None:
    """The printed row number."""
    text = draft.cell(draft.columns.number).digits()
    return int(text) if text.isdecimal() else None


def _row(
    draft: Draft, side: _Side, position: int, table: int, layout: TableLayout, problems: list[Problem]
) -> Row | None:
    amounts: dict[str, Figure | None] = {
        column.id: money(draft.cell(index), problems) for index, column in side.money.items()
    }
    cell = draft.cell(side.name)
    where = Where(draft.where.first, draft.where.last, draft.where.page, table, position)
    if not cell.pieces and side.side:
        if any(amounts.values()):
            printed = "、".join(figure.printed for figure in amounts.values() if figure)
            problems.append(say.amount_without_name(printed, where))
        return None
    return Row(
        number=draft_number(draft),
        code=_code(draft, layout, problems),
        name=cell.read(problems),
        amounts=amounts,
        where=where,
        side=side.side,
        printed=cell.printed,
    )


def _code(draft: Draft, layout: TableLayout, problems: list[Problem]) -> str | None:
    """The account code; a code of another shape is kept and reported."""
    printed = draft.cell(draft.columns.code).digits()
    if not printed:
        return None
    code = read_account_code(printed)
    if code is None:
        problems.append(say.unknown_account(printed, draft.where))
    return code or printed


def _check_numbers(numbers: Sequence[int | None], drafts: Sequence[Draft], problems: list[Problem]) -> None:
    """Row numbers run from 1, each once: a gap means that a row is not in the text."""
    seen: set[int] = set()
    for number, draft in zip(numbers, drafts, strict=True):
        if number in seen:
            problems.append(say.number_again(number, draft.where))
        if number is not None:
            seen.add(number)
    gaps = [
        f"{below + 1}" if above == below + 2 else f"{below + 1}-{above - 1}"
        for below, above in pairwise([0, *sorted(seen)])
        if above > below + 1
    ]
    if gaps:
        problems.append(say.row_numbers_missing(", ".join(gaps[:10]), drafts[0].where))
