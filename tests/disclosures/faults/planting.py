"""How a fault gets into a document: a copy of its lines, a cell or a word of which is written otherwise."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from disclosures.recipes import Recipe
from disclosures.sheets import Sheet, sheets

__all__ = ["Copy", "Fault", "Plant", "Planted", "more", "of_form", "of_model", "rules", "transposed"]

#: Yuan that no rounding explains.
_MUCH = Decimal(7)


@dataclass(frozen=True, slots=True)
class Planted:
    """A document with one fault. `line` is a line that the finding must show, as it stands now."""

    text: str
    line: str


#: Returns None where a document has no place for a fault.
Plant = Callable[[Recipe, random.Random], Planted | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault: the rule that must find it, with what class, and the rules that may see it, too."""

    name: str
    rule: str
    plant: Plant
    may: frozenset[str] = frozenset()
    kind: str = "contradiction"

    @property
    def allowed(self) -> frozenset[str]:
        """The rules that may find something new in the document."""
        return self.may | {self.rule}

    def __str__(self) -> str:
        return f"{self.rule}-{self.name}"


def rules(listed: str) -> frozenset[str]:
    """Return rules from their ids with spaces between."""
    return frozenset(listed.split())


def more(text: str) -> str:
    """Return a printed amount that is wrong by more than rounding explains."""
    return str(Decimal(text) + _MUCH)


def transposed(text: str) -> str | None:
    """Return an amount with two neighbouring digits in each other's place, if that changes it by much.

    >>> transposed("1246.09"), transposed("3.30")
    ('2146.09', None)
    """
    whole, _, cents = text.partition(".")
    for place in range(len(whole) - 1):
        digits = list(whole)
        digits[place], digits[place + 1] = digits[place + 1], digits[place]
        found = f"{''.join(digits)}.{cents}"
        if digits[0] != "0" and abs(Decimal(found) - Decimal(text)) >= _MUCH:
            return found
    return None


def of_model(recipe: Recipe, begins: str, **changed: object) -> Planted:
    """Return the document of a budget that is itself odd: what changes agrees with itself everywhere.

    `begins` is how the line begins that the finding must show.
    """
    copy = Copy(recipe.with_budget(replace(recipe.budget, **changed)))  # type: ignore[arg-type]
    return Planted("\n".join(copy.lines), copy.lines[copy.find(begins)])


def of_form(recipe: Recipe, number: int, begins: str, **changed: object) -> Planted:
    """Return the document of a budget with one form (numbered from 1) changed."""
    forms = list(recipe.budget.forms)
    forms[number - 1] = replace(forms[number - 1], **changed)  # type: ignore[arg-type]
    return of_model(recipe, begins, forms=tuple(forms))


class Copy:
    """The lines of a document, to be changed in one place."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe, self.budget = recipe, recipe.budget
        self.lines = recipe.text.split("\n")
        layout = recipe.layout
        found = sheets(self.budget, public_last=layout.public_last, projects_first=layout.projects_first)
        self.sheets = {sheet.id: sheet for sheet in found}

    # Tables

    def rows(self, table: str) -> Iterator[dict[str, str]]:
        """Yield the rows of a table by column."""
        sheet = self.sheets[table]
        for cells in sheet.rows:
            yield dict(zip(sheet.columns, cells, strict=True))

    def row(self, table: str, **wanted: str) -> dict[str, str]:
        """Return the first row of a table with these cells; `_` stands for the space in a column's name."""
        cells = {column.replace("_", " "): text for column, text in wanted.items()}
        return next(row for row in self.rows(table) if cells.items() <= row.items())

    def detail(self, table: str, column: str, rng: random.Random) -> dict[str, str] | None:
        """Return a row of an item that prints an amount in a column."""
        found = [
            row for row in self.rows(table) if row[column] and len(row["code"]) == max(self._lengths(table))
        ]
        return rng.choice(found) if found else None

    def _lengths(self, table: str) -> set[int]:
        return {len(row["code"]) for row in self.rows(table)}

    def place(self, table: str, number: str) -> int:
        """Return the index of the line that begins the row with a number."""
        start = self.lines.index(self.sheets[table].title)
        return next(at for at in range(start, len(self.lines)) if self.lines[at].startswith(f"{number}\t"))

    def write(self, table: str, row: dict[str, str], **cells: str) -> Planted:
        """Write other text into cells of a row."""
        sheet = self.sheets[table]
        at = self.place(table, row["number"])
        printed_cells = self.lines[at].split("\t")
        for column, text in cells.items():
            printed_cells[_column(sheet, column)] = text
        return self.line(at, "\t".join(printed_cells))

    # Lines

    def line(self, at: int, text: str) -> Planted:
        """Write a line otherwise."""
        self.lines[at] = text
        return Planted("\n".join(self.lines), text)

    def find(self, begins: str, after: str = "") -> int:
        """Return the index of the first line that begins so, after a line that is `after`."""
        start = self.lines.index(after) if after else 0
        return next(at for at in range(start, len(self.lines)) if self.lines[at].startswith(begins))

    def swap(self, old: str, new: str, after: str = "") -> Planted | None:
        """Write a text otherwise where it stands first, after a line that is `after`."""
        start = self.lines.index(after) if after else 0
        found = next((at for at in range(start, len(self.lines)) if old in self.lines[at]), None)
        return None if found is None else self.line(found, self.lines[found].replace(old, new, 1))

    def without(self, first: int, last: int, line: str) -> Planted:
        """Take out lines from a first to a last one; `line` is what the finding must show."""
        return Planted("\n".join(self.lines[:first] + self.lines[last + 1 :]), line)

    # Forms

    def form(self, number: int) -> int:
        """Return the index of the heading of a form (numbered from 1)."""
        return self.lines.index(f"{number}、{self.budget.forms[number - 1].name}绩效目标表")

    def in_form(self, number: int, begins: str) -> int:
        """Return the index of a form's first line that begins so."""
        start = self.form(number)
        return next(at for at in range(start, len(self.lines)) if self.lines[at].startswith(begins))

    def indicator(self, number: int, position: int) -> int:
        """Return the index of the line of an indicator (numbered from 0) of a form."""
        one = self.budget.forms[number - 1].indicators[position]
        start = self.form(number)
        cells = f"\t{one.name}\t{one.description}\t{one.value}\t"
        return next(at for at in range(start, len(self.lines)) if cells in self.lines[at])

    def cell(self, at: int, column: int, text: str) -> Planted:
        """Write another text into one cell of a line."""
        cells = self.lines[at].split("\t")
        cells[column] = text
        return self.line(at, "\t".join(cells))

    def unremarkable(self, rng: random.Random) -> int | None:
        """Return the number of a form that nothing else in the document speaks of: neither listed among
        the largest nor bought for."""
        largest = sorted(self.budget.forms, key=lambda form: (-form.total, form.code))[:3]
        named = {form.name for form in largest} | {one.project for one in self.budget.purchases}
        found = [number for number, form in enumerate(self.budget.forms, 1) if form.name not in named]
        return rng.choice(found) if found else None


def _column(sheet: Sheet, column: str) -> int:
    return sheet.columns.index(column.replace("_", " ") if "_" in column else column)
