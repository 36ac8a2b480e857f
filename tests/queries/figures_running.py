"""Three publics and running costs, computed once more out of the records."""

from reckoning import column, numbers, pairs, percent, summed, table_of, total_row, yuan

from budgetkg.model import Records
from budgetkg.results import Solutions

THREE_PUBLIC = {
    "three_public_total",
    "abroad",
    "vehicles",
    "vehicle_purchase",
    "vehicle_running",
    "reception",
    "three_public_change",
}


def three_public(records: Records, answer: Solutions) -> None:
    rows = [row for row in table_of(records, "three-public").rows if any(row.amounts.values())]
    names = {"total": "total", "general_public": "general-public", "government_fund": "government-fund"}
    for name, key in names.items():
        assert numbers(answer, name) == [yuan(row.amounts.get(key)) for row in rows]


def three_public_reasons(records: Records, answer: Solutions) -> None:
    figures = [figure for figure in records.narrative.figures if figure.key in THREE_PUBLIC]
    assert pairs(answer, "key", "amount") == {figure.key: yuan(figure.amount) for figure in figures}
    assert pairs(answer, "key", "line") == {figure.key: figure.where.first for figure in figures}
    printed = column(answer, "printed")
    for text, reason, statement in zip(
        printed, column(answer, "reason"), column(answer, "statement"), strict=True
    ):
        assert text is not None
        assert text in str(statement)
        assert str(statement).endswith(f"原因{reason}")


def running_costs(records: Records, answer: Solutions) -> None:
    stated = next(figure for figure in records.narrative.figures if figure.key == "operating_cost")
    running = yuan(total_row(records, "basic").amounts["running"])
    cells = [row.amounts["running"] for row in table_of(records, "basic").rows if row.role == "detail"]
    items = [yuan(cell) for cell in cells if cell is not None]
    cost = yuan(stated.amount)
    assert cost is not None
    assert running is not None
    wanted = [cost, running, cost - running, len(items), summed(items), stated.where.first]
    assert [numbers(answer, name) for name in answer.variables[2:-1]] == [[value] for value in wanted]


def running_cost_items(records: Records, answer: Solutions) -> None:
    running = yuan(total_row(records, "basic").amounts["running"])
    assert running is not None
    printed = {row.code: yuan(row.amounts["running"]) for row in table_of(records, "basic").rows}
    codes = ["30211", "30215", "30216", "30226", "30227"]
    assert column(answer, "code") == codes
    assert numbers(answer, "amount") == [printed.get(code) for code in codes]
    assert set(numbers(answer, "running")) == {running}
    assert numbers(answer, "percent") == [percent(printed.get(code), running) for code in codes]


FIGURES = {
    "running-cost-items": running_cost_items,
    "running-costs": running_costs,
    "three-public": three_public,
    "three-public-reasons": three_public_reasons,
}
