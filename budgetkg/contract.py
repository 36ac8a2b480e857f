"""Records as JSON: the public, versioned contract of `budgetkg parse --format json`.

One object a document. Amounts are the printed decimal strings in the printed unit; a blank cell is
null. Every record has `where`.
"""

from collections.abc import Mapping
from typing import Any

from budgetkg.model import (
    Citation,
    Figure,
    Indicator,
    NarrativeFigure,
    Problem,
    Procurement,
    ProcurementItem,
    ProcurementUnit,
    Project,
    Records,
    Row,
    Table,
    Where,
)

__all__ = ["SCHEMA", "as_json"]

SCHEMA = "budgetkg-records/1"
_MONTHS = (3, 6, 10, 12)

Json = dict[str, Any]


def as_json(records: Records, lang: str = "en") -> Json:
    """Return the contract object; `lang` chooses the language of the problems' messages."""
    document, department = records.document, records.department
    return {
        "schema": SCHEMA,
        "document": {
            "file": document.file,
            "sha256": document.sha256,
            "title": document.title,
            "fiscal_year": document.fiscal_year,
            "layout": document.layout,
            "money_unit": document.money_unit,
            "where": _where(document.where),
        },
        "department": {
            "code": department.code,
            "name": department.name,
            "division_code": department.division_code,
            "where": _where(department.where),
        },
        "contents": [_plain(entry, "title", "page") for entry in records.contents],
        "duties": [_plain(duty, "number", "text") for duty in records.duties],
        "units": [_plain(unit, "name", "kind", "rank", "funding") for unit in records.units],
        "tables": [_table(table) for table in records.tables],
        "narrative": {
            "figures": [_figure(figure) for figure in records.narrative.figures],
            "projects": [
                {"name": p.name, "amount": p.amount.text, "unit": p.unit, "where": _where(p.where)}
                for p in records.narrative.projects
            ],
            "text": dict(records.narrative.text),
            "paragraphs": [
                _plain(paragraph, "section", "text") for paragraph in records.narrative.paragraphs
            ],
        },
        "goals": [
            _plain(goal, "scope", "number", "name", "goal", "indicator_text") for goal in records.goals
        ],
        "projects": [_project(project) for project in records.projects],
        "procurement": _procurement(records.procurement),
        "assets": {
            "as_of": records.assets.as_of,
            "rows": [
                {
                    "item": asset.item,
                    "quantity": _text(asset.quantity),
                    "value": _text(asset.value),
                    "where": _where(asset.where),
                }
                for asset in records.assets.rows
            ],
        },
        "glossary": [_plain(term, "term", "definition") for term in records.glossary],
        "citations": [_citation(citation) for citation in records.citations],
        "problems": [_problem(problem, lang) for problem in records.problems],
    }


def _where(where: Where | None) -> Json | None:
    if where is None:
        return None
    return {
        "lines": [where.first, where.last],
        "page": where.page,
        "table": where.table,
        "row": where.row,
    }


def _plain(record: Any, *names: str) -> Json:
    """The named fields of a record, and its place."""
    return {name: getattr(record, name) for name in names} | {"where": _where(record.where)}


def _text(figure: Figure | None) -> str | None:
    return figure.text if figure else None


def _amounts(amounts: Mapping[str, Figure | None]) -> dict[str, str | None]:
    return {key: _text(figure) for key, figure in amounts.items()}


def _table(table: Table) -> Json:
    return {
        "id": table.id,
        "title": table.title,
        "money_unit": table.money_unit,
        "columns": [{"id": column.id, "label": column.label} for column in table.columns],
        "note": table.note,
        "where": _where(table.where),
        "rows": [_row(row) for row in table.rows],
    }


def _row(row: Row) -> Json:
    side = {"side": row.side} if row.side else {}
    return {
        "number": row.number,
        "code": row.code,
        "name": row.name,
        **side,
        "amounts": _amounts(row.amounts),
        "where": _where(row.where),
    }


def _figure(figure: NarrativeFigure) -> Json:
    return {
        "key": figure.key,
        "label": figure.label,
        "amount": _text(figure.amount),
        "unit": figure.unit,
        "direction": figure.direction,
        "where": _where(figure.where),
    }


def _project(project: Project) -> Json:
    months = sorted({*_MONTHS, *project.schedule})
    return {
        "number": project.number,
        "code": project.code,
        "name": project.name,
        "heading": project.heading,
        "amounts": _amounts(project.amounts),
        "purpose": project.purpose,
        "schedule": {str(month): _text(project.schedule.get(month)) for month in months},
        "goals": list(project.goals),
        "indicators": [_indicator(indicator) for indicator in project.indicators],
        "where": _where(project.where),
    }


def _indicator(indicator: Indicator) -> Json:
    target = indicator.target
    return {
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "description": indicator.description,
        "value": indicator.value,
        "basis": indicator.basis,
        "where": _where(indicator.where),
        "target": {
            "comparator": target.comparator,
            "number": target.number,
            "max": target.max,
            "unit": target.unit,
        }
        if target
        else None,
    }


def _procurement(procurement: Procurement) -> Json:
    return {
        "note": procurement.note,
        "total": _amounts(procurement.total),
        "units": [_procurement_unit(unit) for unit in procurement.units],
    }


def _procurement_unit(unit: ProcurementUnit) -> Json:
    return {
        "name": unit.name,
        **_amounts(unit.amounts),
        "where": _where(unit.where),
        "items": [_procurement_item(item) for item in unit.items],
    }


def _procurement_item(item: ProcurementItem) -> Json:
    return {
        "project": item.project,
        "funds": _text(item.funds),
        "item": item.item,
        "catalogue_code": item.catalogue_code,
        "measure": item.measure,
        "quantity": _text(item.quantity),
        "unit_price": _text(item.unit_price),
        **_amounts(item.amounts),
        "where": _where(item.where),
    }


def _citation(citation: Citation) -> Json:
    cited_in = citation.cited_in
    form = {"project": cited_in.project} if cited_in.record == "indicator" else {}
    return {
        "number": citation.number.canonical if citation.number else None,
        "printed": citation.printed,
        "title": citation.title,
        "in": {"record": cited_in.record, **form, "number": cited_in.number, "field": cited_in.field},
        "where": _where(citation.where),
    }


def _problem(problem: Problem, lang: str) -> Json:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.zh if lang == "zh" else problem.en,
        "where": _where(problem.where),
    }
