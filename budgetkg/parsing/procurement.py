"""The procurement table: unit subtotals with their items.

Its last two heads may be printed in another order than the values under them. What a column means
decides: the sources add up to the total of the row, the share reserved for small firms does not.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.model import Figure, Problem, Procurement, ProcurementItem, ProcurementUnit, Where
from budgetkg.parsing import problems as say
from budgetkg.parsing.cells import money
from budgetkg.parsing.grid import Head, heads, is_header
from budgetkg.parsing.joining import PrintedText
from budgetkg.parsing.outline import Part
from budgetkg.parsing.whose import check_year
from budgetkg.values.text import clean, compact

__all__ = ["read_procurement"]

_TEXT_FIELDS = ("project", "funds", "item", "catalogue_code", "measure", "quantity", "unit_price")
_OUTSIDE = "sme"


@dataclass(slots=True)
class _Row:
    """One printed row while its parts are gathered."""

    cells: dict[str, PrintedText]
    first: Line
    last: Line
    amounts: dict[str, Figure | None] = field(default_factory=dict)

    def text(self, key: str) -> PrintedText:
        return self.cells.get(key) or PrintedText("", self.first.where)

    @property
    def where(self) -> Where:
        return Where(self.first.number, self.last.number, self.first.page)


def read_procurement(
    part: Part, profile: Profile, problems: list[Problem], *, year: int | None = None
) -> tuple[Procurement, list[Line]]:
    """Return the table, and the lines of the section that are running text. A head that names another
    year than the budget's is a problem."""
    reader = _Reader(profile, problems, year)
    text = [line for line in part.lines if not reader.take(line, line.number in part.cuts)]
    rows = reader.rows()
    units, total = _grouped(rows, profile, problems)
    table = Procurement(
        note="\n".join(reader.notes) or None,
        total=total.amounts if total else {},
        units=tuple(units),
        money_unit=part.unit,
        where=part.whole if reader.found else None,
        total_where=total.where if total else None,
    )
    return table, text


class _Reader:
    """Walks the section: headers, rows, notes; says of each line whether it was the table's."""

    def __init__(self, profile: Profile, problems: list[Problem], year: int | None) -> None:
        self.profile, self.problems, self.year = profile, problems, year
        self.words = self._all_words()
        self.block: list[Line] = []
        self.columns: dict[int, str] = {}
        self.drafts: list[_Row] = []
        self.notes: list[str] = []
        self.found = False
        self.cut = False

    def _all_words(self) -> frozenset[str]:
        own = self.profile.words["procurement"]
        sources = {word for _, words in self.profile.sources for word in words}
        return frozenset({word for key in _TEXT_FIELDS for word in own[key]} | sources)

    def take(self, line: Line, cut: bool) -> bool:
        patterns = self.profile.patterns["procurement"]
        self.cut = self.cut or cut
        if line.is_row and is_header(line, self.words):
            self.block.append(line)
            return True
        if self.block:
            self._check_year()
            self.columns, self.block = self._columns(), []
            self.found, self.cut = True, True
        if line.is_row:
            self._row(line)
            return True
        key = compact(line.text)
        if self.profile.patterns["rows"]["note"].search(key):
            self.notes.append(clean(line.text))
            return True
        return bool(patterns["title"].search(key))

    def _check_year(self) -> None:
        """The head of the share for small firms names the budget year."""
        outside = self.profile.patterns["procurement"]["outside"]
        for line in self.block:
            for cell in map(compact, line.cells):
                if outside.search(cell):
                    check_year(cell, self.year, line.where, self.problems)

    def _columns(self) -> dict[int, str]:
        """Column index → field. The sources follow one another in the order of their heads; what has a
        head of its own above, without one below, stands outside their group."""
        columns: dict[int, str] = {}
        sources: list[tuple[int, str]] = []
        for head in heads(self.block):
            key = self._field(head)
            if key in dict(self.profile.sources) or key == _OUTSIDE:
                sources.append((head.index, key))
            else:
                columns[head.index] = key
        places = sorted(index for index, _ in sources)
        inside = [key for _, key in sources if key != _OUTSIDE]
        outside = [key for _, key in sources if key == _OUTSIDE]
        return columns | dict(zip(places, [*inside, *outside], strict=True))

    def _field(self, head: Head) -> str:
        own = self.profile.words["procurement"]
        known = next((key for key in _TEXT_FIELDS if head.leaf in own[key]), None)
        known = known or next((key for key, words in self.profile.sources if head.leaf in words), None)
        if known is None and self.profile.patterns["procurement"]["outside"].search(head.leaf):
            known = _OUTSIDE
        if known is None:
            self.problems.append(say.unknown_column(head.label, self.block[0].where))
        return known or head.label

    def _row(self, line: Line) -> None:
        if not any(cell.strip() for cell in line.cells):
            return
        if not self.columns:
            self.problems.append(say.header_missing("政府采购预算", line.where))
            return
        cells: dict[str, str] = {}
        for index, cell in enumerate(line.cells):
            if cell.strip() and index in self.columns:
                cells[self.columns[index]] = cell
            elif cell.strip():
                self.problems.append(say.unplaced_cell(cell.strip(), line.where))
        if self.drafts and self.cut and self._continues(cells):
            draft = self.drafts[-1]
            for key, text in cells.items():
                draft.cells.setdefault(key, PrintedText("", line.where)).add(text, line.where)
            draft.last = line
        else:
            texts = {key: PrintedText(text, line.where) for key, text in cells.items()}
            self.drafts.append(_Row(texts, line, line))
        self.cut = False

    def _continues(self, cells: Mapping[str, str]) -> bool:
        """A row cut by a page has no total of its own: it has names, or the rest of a number."""
        above = self.drafts[-1]
        if "total" not in cells:
            return True
        upper = above.text("total").digits()
        return bool(upper) and not re.fullmatch(r"-?[\d,]+\.\d\d", upper)

    def rows(self) -> list[_Row]:
        """Return the rows with their amounts, the two last columns told apart by the sums."""
        keys = [key for key, _ in self.profile.sources] + [_OUTSIDE]
        for draft in self.drafts:
            draft.amounts = {key: money(draft.text(key), self.problems) for key in keys}
        last = keys[-2]
        if _fits(self.drafts, keys[:-1]) < _fits(self.drafts, [*keys[:-2], _OUTSIDE]):
            for draft in self.drafts:
                draft.amounts[last], draft.amounts[_OUTSIDE] = draft.amounts[_OUTSIDE], draft.amounts[last]
            self.problems.append(say.sources_by_sum(self.drafts[0].where))
        return self.drafts


def _fits(rows: Sequence[_Row], keys: Sequence[str]) -> int:
    """How many rows have a total that is the sum of their sources."""
    total, *sources = keys
    return sum(_sum(row, [total]) == _sum(row, sources) for row in rows)


def _sum(row: _Row, keys: Sequence[str]) -> Decimal:
    return sum((Decimal(figure.text) for key in keys if (figure := row.amounts[key])), Decimal(0))


def _grouped(
    rows: Sequence[_Row], profile: Profile, problems: list[Problem]
) -> tuple[list[ProcurementUnit], _Row | None]:
    patterns = profile.patterns["procurement"]
    total: _Row | None = None
    groups: list[tuple[_Row | None, str, list[ProcurementItem]]] = []
    for row in rows:
        name = row.text("project").read(problems)
        subtotal = patterns["subtotal"].match(name)
        if patterns["total"].match(compact(name)):
            total = row
        elif subtotal:
            groups.append((row, subtotal["unit"], []))
        else:
            if not groups:
                groups.append((None, "", []))
            groups[-1][2].append(_item(row, name, problems))
    return [_unit(head, name, items) for head, name, items in groups], total


def _unit(head: _Row | None, name: str, items: list[ProcurementItem]) -> ProcurementUnit:
    if head is None:
        return ProcurementUnit(name, {}, tuple(items), items[0].where)
    return ProcurementUnit(name, head.amounts, tuple(items), head.where, head.text("project").printed)


def _item(row: _Row, name: str, problems: list[Problem]) -> ProcurementItem:
    item = row.text("item")
    return ProcurementItem(
        project=name,
        funds=money(row.text("funds"), problems),
        item=item.read(problems),
        catalogue_code=row.text("catalogue_code").digits() or None,
        measure=row.text("measure").read(problems) or None,
        quantity=money(row.text("quantity"), problems),
        unit_price=money(row.text("unit_price"), problems),
        amounts=row.amounts,
        where=row.where,
        printed=item.printed,
    )
