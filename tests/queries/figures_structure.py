"""Size and structure, computed once more out of the records."""

from collections import Counter
from decimal import Decimal

from reckoning import column, numbers, pairs, percent, summed, table_of, total_row, yuan

from budgetkg.model import Records
from budgetkg.results import Solutions

LEVELS = {"类": 3, "款": 5, "项": 7}


def revenue_and_expenditure(records: Records, answer: Solutions) -> None:
    cells = [yuan(row.amounts["amount"]) for row in table_of(records, "balance").rows]
    printed = [amount for amount in cells if amount is not None]
    assert sorted(numbers(answer, "amount")) == sorted(printed)  # type: ignore[type-var]
    sums = [numbers(answer, "amount")[i] for i, role in enumerate(column(answer, "role")) if role == "合计"]
    assert sums == [
        yuan(total_row(records, "balance", side).amounts["amount"]) for side in ("expenditure", "income")
    ]


def expenditure_by_function(records: Records, answer: Solutions) -> None:
    length = LEVELS[str(column(answer, "level")[0])]
    rows = [row for row in table_of(records, "expenditure").rows if row.code and len(row.code) == length]
    assert column(answer, "code") == [row.code for row in rows]
    for name in ("total", "basic", "project"):
        assert numbers(answer, name) == [yuan(row.amounts[name]) for row in rows]


def basic_expenditure_by_item(records: Records, answer: Solutions) -> None:
    rows = [row for row in table_of(records, "basic").rows if row.role == "detail" and row.code]
    for name in ("total", "personnel", "running"):
        assert pairs(answer, "code", name) == {row.code: yuan(row.amounts[name]) for row in rows}
    assert len(answer.rows) == len(rows)


def narrative_figures(records: Records, answer: Solutions) -> None:
    stated = [(figure.key, figure.amount, figure.unit) for figure in records.narrative.figures]
    listed = [("listed_project", project.amount, project.unit) for project in records.narrative.projects]
    assert {unit for _, _, unit in stated + listed} == {"万元"}
    wanted = Counter((key, yuan(amount)) for key, amount, _ in stated + listed)
    assert Counter(zip(column(answer, "key"), numbers(answer, "amount"), strict=True)) == wanted


def expenditure_shares(records: Records, answer: Solutions) -> None:
    cells = total_row(records, "expenditure").amounts
    parts = total_row(records, "basic").amounts
    total, basic, project = (yuan(cells[name]) for name in ("total", "basic", "project"))
    personnel, running = yuan(parts["personnel"]), yuan(parts["running"])
    assert total is not None
    wanted = [total, basic, personnel, running, project, total - summed([personnel, running, project])]
    wanted += [percent(part, total) for part in (basic, personnel, running, project)]
    assert [numbers(answer, name) for name in answer.variables[2:]] == [[value] for value in wanted]


def other_accounts_share(records: Records, answer: Solutions) -> None:
    wanted = []
    for table in records.tables:
        rows = [row for row in table.rows if row.code and row.role == "detail" and row.amounts.get("total")]
        if not rows:
            continue
        total = summed(yuan(row.amounts["total"]) for row in rows)
        coded = [row for row in rows if str(row.code).endswith("99")]
        named = [row for row in rows if row.name.startswith("其他")]
        by_code, by_name = (summed(yuan(row.amounts["total"]) for row in some) for some in (coded, named))
        shares = [percent(by_code, total), percent(by_name, total)]
        wanted.append([len(rows), total, len(coded), by_code, shares[0], len(named), by_name, shares[1]])
    found = [numbers(answer, name) for name in answer.variables[3:]]
    assert sorted(map(list, zip(*found, strict=True))) == sorted(wanted)


def units_compared(records: Records, answer: Solutions) -> None:
    names = [unit.name for unit in records.units]
    assert column(answer, "unit") == names
    for field in ("kind", "rank", "funding"):
        assert column(answer, field) == [getattr(unit, field) for unit in records.units]
    buyers = {unit.name: unit for unit in records.procurement.units}
    spent = {
        name: summed(yuan(item.amounts["total"]) for item in unit.items) for name, unit in buyers.items()
    }
    assert numbers(answer, "procurement_amount") == [spent.get(name) for name in names]
    counts = [len(buyers[name].items) if name in buyers else None for name in names]
    assert numbers(answer, "procurement_items") == counts
    sums = [yuan(buyers[name].amounts["total"]) if name in buyers else None for name in names]
    assert numbers(answer, "procurement_subtotal") == sums
    hinted: dict[str, list[Decimal | None]] = {}
    for project in records.projects:
        fitting = [name for name in names if project.unit_text and project.unit_text in name]
        if len(fitting) == 1:
            hinted.setdefault(fitting[0], []).append(yuan(project.amounts["total"]))
    assert numbers(answer, "hinted_forms") == [
        len(hinted[name]) if name in hinted else None for name in names
    ]
    amounts = [summed(hinted[name]) if name in hinted else None for name in names]
    assert numbers(answer, "hinted_amount") == amounts
    assert set(column(answer, "staff")) == {None}


FIGURES = {
    "basic-expenditure-by-item": basic_expenditure_by_item,
    "expenditure-by-function": expenditure_by_function,
    "expenditure-shares": expenditure_shares,
    "narrative-figures": narrative_figures,
    "other-accounts-share": other_accounts_share,
    "revenue-and-expenditure": revenue_and_expenditure,
    "units-compared": units_compared,
}
