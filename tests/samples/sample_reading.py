"""Short ways into the records of a sample: a table, a row, a sum."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from budgetkg.model import Figure, Goal, Records, Row, Table

__all__ = ["SAMPLES", "by_code", "children", "column", "goals", "narrative", "number", "row_named", "table"]

SAMPLES = Path(__file__).parents[2] / "samples"


def number(figure: Figure | None) -> Decimal:
    """The figure; a blank cell adds nothing to a sum."""
    return Decimal(figure.text) if figure else Decimal(0)


def table(records: Records, table_id: str) -> Table:
    (found,) = [t for t in records.tables if t.id == table_id]
    return found


def by_code(records: Records, table_id: str) -> dict[str, Row]:
    """The rows of an account table; the total row, which prints no code, stands under ""."""
    return {row.code or "": row for row in table(records, table_id).rows}


def row_named(records: Records, table_id: str, name: str, side: str | None = None) -> Row:
    (found,) = [r for r in table(records, table_id).rows if r.name == name and r.side == side]
    return found


def column(rows: Iterable[Row], name: str) -> Decimal:
    return sum((number(row.amounts.get(name)) for row in rows), Decimal(0))


def children(rows: Mapping[str, Row], code: str) -> list[Row]:
    width = len(code) + 2 if code else 3
    return [row for key, row in rows.items() if key.startswith(code) and len(key) == width]


def narrative(records: Records) -> dict[str, Decimal]:
    return {figure.key: Decimal(figure.amount.text) for figure in records.narrative.figures}


def goals(records: Records, scope: str) -> list[Goal]:
    return [goal for goal in records.goals if goal.scope == scope]
