"""Fiscal Data Package 1.0-rc.1: amounts that may be added, and projects, with their fiscal meaning.

The same money stands in many tables, columns and rows of a document. Each file here holds one cut
of it, and nothing twice: only detail rows, and of each row the columns that divide its total (or the
total, where nothing divides it). So a sum over a file by direction counts every yuan once.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from budgetkg.entities import Column, Entity, Kind, Value, entities, load_kinds
from budgetkg.export.cells import plain
from budgetkg.export.fiscal_fields import AMOUNTS, PROJECTS, descriptor
from budgetkg.export.registry import Job
from budgetkg.namespaces import concept_iri

__all__ = ["write_package"]

#: The tables that each file is taken from, with the direction of their money.
_CUTS = {
    "amounts": {"income": "revenue", "expenditure": "expenditure"},
    "economic": {"basic": "expenditure"},
}
_TOTALS = ("total", "subtotal", "amount")
_DETAIL = concept_iri("role", "detail")
_TABLE, _COLUMN = concept_iri("table", ""), concept_iri("column", "")
_LEVELS = {3: 1, 5: 2, 7: 3}

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class _Context:
    """What the amounts of all documents refer to, by IRI."""

    documents: Mapping[str, Row]
    departments: Mapping[str, Row]
    divisions: Mapping[str, Row]
    accounts: Mapping[str, Row]


def write_package(job: Job, folder: Path) -> None:
    """Write the amounts, the economic cut and the projects of a job, and their descriptor."""
    context = _Context(*(_by_iri(job, name) for name in ("document", "department", "division", "account")))
    for name, tables in _CUTS.items():
        rows = (_fact(context, row, tables) for row in _additive(_amounts(job), tables))
        _write(folder / f"{name}.csv", [field.name for field in AMOUNTS], rows)
    projects = (_project(context, row) for row in _rows(job, load_kinds()["project"]))
    _write(folder / "projects.csv", [field.name for field in PROJECTS], projects)
    text = json.dumps(descriptor(context.documents.values()), ensure_ascii=False, indent=1)
    (folder / "datapackage.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _amounts(job: Job) -> Iterator[Row]:
    """Yield the amounts with the IRIs of their table, column and role beside the labels."""
    kind = load_kinds()["amount"]
    extra = [
        Column(f"{name}_iri", kind.column(name).path, "reference", "", "")
        for name in ("table", "column", "row_role")
    ]
    return _rows(job, replace(kind, columns=(*kind.columns, *extra)))


def _rows(job: Job, kind: Kind) -> Iterator[Row]:
    return (_row(kind, entity) for entity in entities(job.store, kind, job.documents))


def _row(kind: Kind, entity: Entity) -> Row:
    names = (column.name for column in kind.columns)
    return {"iri": entity.iri, **dict(zip(names, entity.values, strict=True))}


def _by_iri(job: Job, kind: str) -> dict[str, Row]:
    return {str(row["iri"]): row for row in _rows(job, load_kinds()[kind])}


def _additive(rows: Iterable[Row], tables: Mapping[str, str]) -> Iterator[Row]:
    """Yield, of each detail row of these tables, the amounts that together are its total."""
    wanted = (
        row for row in rows if row["row_role_iri"] == _DETAIL and _key(row["table_iri"], _TABLE) in tables
    )
    for _, amounts in groupby(wanted, key=_printed_row):
        cells = list(amounts)
        parts = [cell for cell in cells if _key(cell["column_iri"], _COLUMN) not in _TOTALS]
        yield from parts or cells[:1]


def _printed_row(row: Row) -> tuple[Value, ...]:
    return tuple(row[name] for name in ("document", "table_iri", "row_number", "account", "first_line"))


def _key(iri: Value, start: str) -> str:
    return str(iri).removeprefix(start)


def _fact(context: _Context, row: Row, tables: Mapping[str, str]) -> Row:
    direction = tables[_key(row["table_iri"], _TABLE)]
    column = _key(row["column_iri"], _COLUMN)
    divided = column not in _TOTALS
    use = "expenditure_type" if direction == "expenditure" else "source"
    return {
        **_who(context, row["document"]),
        **_levels(context, row["account"]),
        "id": row["iri"],
        "direction": direction,
        f"{use}_code": column if divided else None,
        f"{use}_label": row["column"] if divided else None,
        "name": row["name"],
        "value": row["amount"],
        "currency": "CNY",
        "table": row["table"],
        "printed": row["printed"],
        "money_unit": row["money_unit"],
        "document": row["document"],
        "first_line": row["first_line"],
    }


def _project(context: _Context, row: Row) -> Row:
    same = ("code", "name", "fiscal_funds", "other_funds", "purpose", "document", "first_line")
    return {
        **_who(context, row["document"]),
        **{name: row[name] for name in same},
        "id": row["iri"],
        "direction": "expenditure",
        "value": row["total_amount"],
        "currency": "CNY",
        "printed": row["total_amount_text"],
        "money_unit": row["money_unit"],
    }


def _who(context: _Context, document: Value) -> Row:
    """Return year, phase, department and division of a document."""
    about = context.documents.get(str(document), {})
    department = context.departments.get(str(about.get("department")), {})
    division = context.divisions.get(str(department.get("division")), {})
    return {
        "year": about.get("year"),
        "phase": about.get("kind"),
        "department_code": department.get("code"),
        "department_name": department.get("name"),
        "division": division.get("code"),
    }


def _levels(context: _Context, account: Value) -> Row:
    """Return code and name of an account and of those above it, by level: class, section, item."""
    found: dict[str, Value] = {}
    here = context.accounts.get(str(account))
    if here is not None:
        found |= {"account_code": here["code"], "account_name": here["name"]}
    while here is not None:
        level = _LEVELS.get(len(str(here["code"])))
        if level is not None:
            found |= {f"level{level}_code": here["code"], f"level{level}_name": here["name"]}
        here = context.accounts.get(str(here["parent"]))
    return found


def _write(path: Path, names: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(names)
        for row in rows:
            writer.writerow(plain(row.get(name)) for name in names)
