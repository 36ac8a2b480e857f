"""What a reader should find in a printed budget: plain values in the printed unit."""

from collections.abc import Iterator, Mapping

from disclosures.model import FISCAL, OWN, Budget, Purchase, ThreePublic
from disclosures.money import printed
from disclosures.purchases import planned_assets
from disclosures.sheets import Sheet, sheets

__all__ = ["figures", "forms", "procurement", "rows_of", "tables"]

#: Number, code, name, side, amounts by column.
Row = tuple[int, str | None, str, str | None, Mapping[str, str | None]]
_MONTHS = (3, 6, 10, 12)


def tables(budget: Budget) -> dict[str, list[Row]]:
    """Return the rows of all tables by table, one a side."""
    return {sheet.id: list(rows_of(sheet)) for sheet in sheets(budget)}


def rows_of(sheet: Sheet) -> Iterator[Row]:
    """Yield the rows of a table; a side without a name is none."""
    sides = ("income", "expenditure") if sheet.columns[1].startswith("income") else (None,)
    for cells in sheet.rows:
        row = dict(zip(sheet.columns, cells, strict=True))
        for side in sides:
            lead = f"{side} " if side else ""
            own = {column.removeprefix(lead): text for column, text in row.items() if column.startswith(lead)}
            name, number = own.pop("name"), int(row["number"])
            own.pop("number", None)
            code = own.pop("code", None) or None
            if name:
                yield number, code, name, side, {column: text or None for column, text in own.items()}


def figures(budget: Budget) -> dict[str, str]:
    """Return the figures of the explanation by key, as printed; a change is without its direction."""
    public = [budget.three_public.get(source, ThreePublic()) for source in FISCAL]
    changes = budget.changes
    yuan = {
        "income_total": budget.total(),
        "income_general": budget.total(sources=["general"], kept=False),
        "income_fund": budget.total(sources=["fund"], kept=False),
        "income_capital": budget.total(sources=["capital"], kept=False),
        "income_special_account": budget.total(sources=["special"], kept=False),
        "income_own": budget.total(sources=OWN, kept=False),
        "carryover": budget.total(kept=True),
        "expenditure_total": budget.total(),
        "basic_total": budget.total(use="basic"),
        "project_total": budget.total(use="project"),
        "operating_cost": budget.running,
        "three_public_total": sum(one.three for one in public),
        "abroad": sum(one.abroad for one in public),
        "vehicles": sum(one.vehicles for one in public),
        "vehicle_purchase": sum(one.purchase for one in public),
        "vehicle_running": sum(one.running for one in public),
        "reception": sum(one.reception for one in public),
        "assets_total": budget.assets.total,
        "assets_planned": planned_assets(budget),
    }
    if budget.total(use="basic") == budget.personnel + budget.running:
        yuan |= {"personnel": budget.personnel, "running": budget.running}
    if changes.basic or changes.project:
        yuan["change_total"] = abs(changes.basic + changes.project)
    stated = {
        "change_basic": changes.basic,
        "change_project": changes.project,
        "three_public_change": changes.three,
    }
    yuan |= {key: abs(change) for key, change in stated.items() if change}
    return {key: printed(value) for key, value in yuan.items()}


def forms(budget: Budget) -> list[dict[str, object]]:
    """Return what each form says."""
    return [
        {
            "number": number,
            "code": form.code,
            "name": form.name,
            "amounts": {
                "total": printed(form.total),
                "fiscal": printed(form.fiscal) if form.fiscal else None,
                "other": printed(form.other) if form.other else None,
            },
            "purpose": form.purpose,
            "schedule": {
                month: None if share is None else str(share)
                for month, share in zip(_MONTHS, form.plan, strict=True)
            },
            "goals": form.goals,
            "indicators": [
                (one.level1, one.level2, one.name, one.description, one.value, one.basis)
                for one in form.indicators
            ],
        }
        for number, form in enumerate(budget.forms, 1)
    ]


def procurement(budget: Budget) -> list[tuple[str, str, str, str, str, str, str]]:
    """Return unit, project, funds, item, quantity, price and total of what is bought."""
    return [_bought(one) for one in budget.purchases]


def _bought(one: Purchase) -> tuple[str, str, str, str, str, str, str]:
    money = (printed(one.price), printed(one.yuan))
    return one.unit, one.project, printed(one.funds), one.item, str(one.quantity), *money
