"""Figures on change, computed from the records alone. A sample's store holds one document."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from reckoning import Cell, Check, cells

from budgetkg.model import NarrativeFigure, Records, Row
from budgetkg.results import Solutions

__all__ = ["FIGURES"]


ITEMS = {
    "change_total": ("支出合计", "expenditure_total"),
    "change_basic": ("基本支出", "basic_total"),
    "change_project": ("项目支出", "project_total"),
    "three_public_change": ("“三公”经费", "three_public_total"),
}
SIGNS = {"increase": 1, "decrease": -1, "unchanged": 0}
LISTS = ("functional-2024.ttl", "economic-2024.ttl")


def _printed(records: Records, table: str) -> list[tuple[str, Row, Decimal]]:
    """Code, row and 合计 in yuan of the rows that have both."""
    rows = next(found.rows for found in records.tables if found.id == table)
    return [
        (row.code, row, Decimal(figure.text) * 10_000)
        for row in rows
        if row.code and (figure := row.amounts.get("total")) is not None
    ]


def _changes_by_account(records: Records, answer: Solutions) -> None:
    wanted = [(code, amount) for code, _, amount in _printed(records, "expenditure") if len(code) == 3]
    assert Counter(cells(answer, "code amount")) == Counter(wanted)
    empty = {(None, None, None, None, "无上年文件")}
    assert set(cells(answer, "before change percent before_year status")) == empty


def _stated_changes(records: Records, answer: Solutions) -> None:
    stated = {figure.key: figure for figure in records.narrative.figures}
    wanted = []
    for key, (item, now_key) in ITEMS.items():
        figure = stated.get(key)
        if figure is not None and figure.direction is not None:
            wanted.append((item, *_change(figure, stated.get(now_key))))
    assert Counter(cells(answer, "item change amount before percent")) == Counter(wanted)


def _changes_against_statements(records: Records, answer: Solutions) -> None:
    stated = {figure.key: figure for figure in records.narrative.figures}
    wanted = []
    for key, (item, now_key) in ITEMS.items():
        figure = stated.get(key)
        if figure is not None and figure.direction is not None:
            change, amount, before, _ = _change(figure, stated.get(now_key))
            signed = SIGNS[figure.direction] * (change if isinstance(change, Decimal) else Decimal(0))
            wanted.append((item, amount, signed, before))
    assert Counter(cells(answer, "item amount stated_change stated_before")) == Counter(wanted)
    assert {row[2] for row in cells(answer, "document_before difference agreement")} == {"无上年文件"}


def _change(figure: NarrativeFigure, now: NarrativeFigure | None) -> tuple[Cell, ...]:
    change = None if figure.amount is None else Decimal(figure.amount.text) * 10_000
    if now is None or now.amount is None:
        return change, None, None, None
    amount = Decimal(now.amount.text) * 10_000
    signed = SIGNS[figure.direction or "unchanged"] * (change or 0)
    before = amount - signed
    percent = (signed / before * 100).quantize(Decimal("0.01"), ROUND_HALF_UP) if before else None
    return change, amount, before, percent


def _project_continuity(records: Records, answer: Solutions) -> None:
    year = records.document.fiscal_year or 0
    wanted = []
    for project in records.projects:
        code, figure = project.code or "", project.amounts.get("total")
        amount = None if figure is None else Decimal(figure.text) * 10_000
        entered = "本年入库" if 2000 + int(code[6:8]) == year else "以前年度入库"
        wanted.append((code, Decimal(2000 + int(code[6:8])), entered, amount))
    assert Counter(cells(answer, "code code_year entered amount")) == Counter(wanted)
    assert set(cells(answer, "before change since until")) == {(None, None, "无上年文件", "无下年文件")}


def _account_breaks(records: Records, answer: Solutions) -> None:
    listed = _listed_names()
    wanted = []
    for table, title in (("expenditure", "支出总表"), ("basic", "基本支出表")):
        for code, row, amount in _printed(records, table):
            name = listed.get(code)
            if name is None or _half(name) != _half(row.name):
                wanted.append((title, code, amount, "无此编码" if name is None else "名称不同", name))
    assert Counter(cells(answer, "table code amount break other_name")) == Counter(wanted)
    assert {row[0] for row in cells(answer, "against")} <= {"科目表"}


def _account_names(records: Records, answer: Solutions) -> None:
    listed = _listed_names()
    printed: dict[str, set[str]] = {}
    for table in records.tables:
        for row in table.rows:
            if table.accounts and row.code and any(figure is not None for figure in row.amounts.values()):
                printed.setdefault(row.code, set()).add(_half(row.name))
    wanted = [
        (code, Decimal(len(names)), min(names), listed.get(code))
        for code, names in printed.items()
        if len(names) > 1 or _half(listed.get(code, "")) not in names
    ]
    assert Counter(cells(answer, "code names name listed_name")) == Counter(wanted)
    assert set(cells(answer, "documents departments")) <= {(Decimal(1), Decimal(1))}


def _half(name: str) -> str:
    return name.replace("（", "(").replace("）", ")")


def _listed_names() -> dict[str, str]:
    """The names of the account lists, read line by line."""
    names: dict[str, str] = {}
    folder = Path(__file__).parents[2] / "ontology" / "codes"
    for line in (line for name in LISTS for line in (folder / name).read_text("utf-8").splitlines()):
        if line.lstrip().startswith("skos:prefLabel") and '"@zh' in line:
            label = line.split('"')[1]
        elif line.lstrip().startswith("skos:notation"):
            names[line.split('"')[1]] = label
    return names


FIGURES: dict[str, Check] = {
    "account-breaks": _account_breaks,
    "account-names": _account_names,
    "changes-against-statements": _changes_against_statements,
    "changes-by-account": _changes_by_account,
    "project-continuity": _project_continuity,
    "stated-changes": _stated_changes,
}
