"""What is inferred, against what the records print: forms, units, and the cells that accounts add up to."""

from collections import defaultdict
from decimal import Decimal

from reckoning import Cell, Check, cells, table_of, yuan

from budgetkg.model import Records
from budgetkg.results import Solutions

__all__ = ["FIGURES"]


def _forms(records: Records) -> list[tuple[Cell, Cell]]:
    return [(project.code, project.name) for project in records.projects]


def _project_units(records: Records, answer: Solutions) -> None:
    assert cells(answer, "code project") == _forms(records)
    names = {unit.name for unit in records.units}
    for unit, method, confidence in cells(answer, "unit method confidence"):
        assert unit in names
        assert method
        assert isinstance(confidence, Decimal)
        assert 0 < confidence < 1


def _project_accounts(records: Records, answer: Solutions) -> None:
    """The accounts of all projects add up to the printed project expenditure, account by account."""
    assert cells(answer, "code project") == _forms(records)
    found: dict[Cell, Decimal] = defaultdict(Decimal)
    for project, (account, unique) in zip(records.projects, cells(answer, "account unique"), strict=True):
        assert unique in ("true", "false")
        found[account] += yuan(project.amounts["total"]) or 0
    rows = table_of(records, "expenditure").rows
    details = {
        row.code: yuan(row.amounts.get("project")) for row in rows if row.code and row.role == "detail"
    }
    assert found == {code: amount for code, amount in details.items() if amount}


def _unit_candidates(records: Records, answer: Solutions) -> None:
    chances: dict[Cell, list[Decimal]] = defaultdict(list)
    for code, rank, confidence in cells(answer, "code rank confidence"):
        assert isinstance(confidence, Decimal)
        chances[code].append(confidence)
        assert rank == len(chances[code])
    assert set(chances) == {code for code, _ in _forms(records)}
    for given in chances.values():
        assert given == sorted(given, reverse=True)
        assert sum(given) <= Decimal("1.05")


def _account_candidates(records: Records, answer: Solutions) -> None:
    codes = {row.code for row in table_of(records, "expenditure").rows if row.amounts.get("project")}
    rows = cells(answer, "code rank account")
    assert len(rows) == len(set(rows))
    assert {account for _, _, account in rows} <= codes
    assert {code for code, rank, _ in rows if rank == 1} == {code for code, _ in _forms(records)}


def _explained_sums(records: Records, answer: Solutions) -> None:
    rows = table_of(records, "expenditure").rows
    details = {
        row.code: yuan(row.amounts.get("project")) for row in rows if row.code and row.role == "detail"
    }
    assert dict(cells(answer, "account printed")) == {code: one for code, one in details.items() if one}
    assert {difference for (difference,) in cells(answer, "difference")} == {0}
    projects = [count for (count,) in cells(answer, "projects") if isinstance(count, Decimal)]
    assert sum(projects) == len(records.projects)


FIGURES: dict[str, Check] = {
    "project-units": _project_units,
    "project-accounts": _project_accounts,
    "unit-candidates": _unit_candidates,
    "account-candidates": _account_candidates,
    "explained-sums": _explained_sums,
}
